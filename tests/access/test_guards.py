"""Reading is reading, and what fails shows nothing (03; 00, items 11-13; S14, S51)."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test import Client

from cases.models import Case
from parties.models import User
from privacy.models import AccessLogLine, Outcome
from tests.access import asking, faults
from tests.access.test_matrix import ADDRESSES, GET, PHASES, in_phase, lines
from tests.cast import Cast, Person
from tests.test_catalogue import READ_BEFORE_ACTING
from zvh.actor import acting_as
from zvh.fields import SealedModel
from zvh.sealing import open_keyring

CANARY = "Zorgen"  # the text of every registration of the story


@pytest.fixture
def with_faults(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.access.faults"


def browser(person: Person) -> Client:
    """Shows the page that people get, where a test would be told the exception."""
    client = person.client()
    client.raise_request_exception = False
    return client


# --- reading is reading ---------------------------------------------------------------------------------------------------


@pytest.fixture
def change_name() -> None:
    """A function in which the write is hidden."""
    with connection.cursor() as cursor:
        cursor.execute(
            "create or replace function pg_temp.change_name(who bigint) returns text language sql security definer as "
            "$$ update public.parties_user set name = 'Veranderd' where id = who returning name $$"
        )


@pytest.mark.parametrize("way", faults.WAYS)
def test_what_a_post_writes_is_refused_in_a_get(cast: Cast, with_faults: None, change_name: None, way: str) -> None:
    """By the database, so that no way of writing goes round it: model, SQL, `with`, a function, the log itself."""
    client, address, name = browser(cast.rosa), f"/fout/schrijf/{way}/", cast.rosa.user.name
    for method in ("get", "head", "options", "put", "delete"):
        before = AccessLogLine.objects.count()
        answer = getattr(client, method)(address)
        assert answer.status_code == 500, method
        assert b"geschreven" not in answer.content
        assert User.objects.get(pk=cast.rosa.user.pk).name == name
        refused = AccessLogLine.objects.filter(outcome=Outcome.DENIED, rule="fout-schrijf", reason="500")
        assert refused.exists() and AccessLogLine.objects.count() == before + 1
    answer = client.post(address)
    assert (answer.status_code, answer.content) == (200, b"geschreven")


def test_after_a_read_the_same_connection_writes_again(cast: Cast, case: Case) -> None:
    client = cast.rosa.client()
    assert client.get(f"/casussen/{case.number}/").status_code == 200
    with connection.cursor() as cursor:
        cursor.execute("show transaction_read_only")
        assert cursor.fetchone() == ("off",)
    User.objects.filter(pk=cast.rosa.user.pk).update(name="Rosa")


OWN_ROWS = ("privacy_accesslogline", "parties_session")  # the log, and sessions, which are written outside


def fingerprints() -> dict[str, str]:
    """A digest of every table but the log and the sessions, and of the key store."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1"
        )
        tables = [name for (name,) in cursor.fetchall() if name not in OWN_ROWS]
        found = {table: _digest(cursor, table) for table in tables}
        cursor.execute("select sequencename, last_value from pg_sequences order by 1")
        found["sequences"] = str(cursor.fetchall())
    with psycopg.connect(settings.KEYSTORE_URL) as store:
        found["keys"] = str(store.execute("select count(*), sum(hashtext(k::text)) from keys.dossier_key k").fetchone())
    return found


def _digest(cursor: Any, table: str) -> str:
    cursor.execute(f"select t::text from {table} t order by 1")
    return sha256(repr(cursor.fetchall()).encode()).hexdigest()


def pages(cast: Cast, case: Case) -> Iterator[list[tuple[Client, str]]]:
    """Per phase every page for everybody to whom it exists; the closed one last, because it turns the case."""
    given, clients = asking.ids(cast, case), [person.client() for person in asking.people(cast).values()]
    yield list(_existing(GET, ADDRESSES, given, clients))
    for phase, text in PHASES.items():
        addresses, given = in_phase(cast, case, phase)
        yield list(_existing({name: "".join(row) for name, row in lines(text, 1).items()}, addresses, given, clients))


def _existing(rows: dict[str, str], addresses: dict[str, str], given: Any, clients: list[Client]) -> Any:
    for name, row in rows.items():
        yield from (
            (c, addresses[name].format(**given)) for c, letter in zip(clients, row, strict=True) if letter in "y>"
        )


def test_every_page_read_twice_by_everybody_changes_nothing(cast: Cast, case: Case) -> None:
    """S14. First it is shown that the digests see a change of one field."""
    before = fingerprints()
    assert len(before) > 90
    User.objects.filter(pk=cast.rosa.user.pk).update(name="Rosalie")
    assert {name for name, digest in fingerprints().items() if digest != before[name]} == {"parties_user"}
    shown = 0
    for phase in pages(cast, case):
        before = fingerprints()
        for client, address in phase:
            statuses = {client.get(address).status_code for _ in range(2)}
            assert statuses <= {200, 302}, address
            shown += 200 in statuses
        assert fingerprints() == before
    assert shown > 400


# --- what fails shows nothing ---------------------------------------------------------------------------------------------


def test_a_page_that_does_not_say_what_it_shows_is_no_page(cast: Cast, case: Case, with_faults: None) -> None:
    """Nobody asked, nothing noted: 500 without content, and on record."""
    client, address = browser(cast.rosa), f"/fout/toon/{case.number}/"
    assert CANARY in client.get(f"{address}met-regel/").content.decode()
    answer = client.get(f"{address}zonder-regel/")
    assert answer.status_code == 500
    assert CANARY not in answer.content.decode()
    assert AccessLogLine.objects.filter(outcome=Outcome.DENIED, rule="fout-toon", reason="500").count() == 1


@pytest.mark.parametrize("how", ["onbekende-handeling", "beleid-breekt"])
def test_a_policy_that_does_not_know_says_no(cast: Cast, case: Case, with_faults: None, how: str) -> None:
    """An operation outside the table, or a rule that fails: no content, nothing kept, the attempt on record."""
    client, address = browser(cast.rosa), f"/fout/toon/{case.number}/"
    assert CANARY in client.get(f"{address}met-regel/").content.decode()
    before = AccessLogLine.objects.filter(rule="fout", outcome=Outcome.OK).count()
    for method in ("get", "post"):
        answer = getattr(client, method)(f"{address}{how}/")
        assert answer.status_code == 500
        assert CANARY not in answer.content.decode() and case.number not in answer.content.decode()
    assert AccessLogLine.objects.filter(rule="fout", outcome=Outcome.OK).count() == before
    assert AccessLogLine.objects.filter(rule="fout-toon", outcome=Outcome.DENIED).count() == 2


def test_without_an_actor_there_are_no_rows(cast: Cast, case: Case) -> None:
    """Of every model with `visible_to`, asked for nobody; and by plain SQL in nobody's transaction."""
    asking.ids(cast, case)
    models = [model for model in apps.get_models() if hasattr(model._default_manager, "visible_to")]
    assert len([model for model in models if issubclass(model, SealedModel)]) > 20
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        assert sum(model._default_manager.visible_to(rosa).exists() for model in models) > 20
    with acting_as(None) as nobody:
        assert nobody.is_nobody
        assert [model for model in models if model._default_manager.visible_to(nobody).exists()] == []
        protected = [name for name in asking.tables() if name not in OPEN_TO_NOBODY]
        assert [name for name in protected if asking._touches(f"select 1 from {name} limit 1")] == []


OPEN_TO_NOBODY = READ_BEFORE_ACTING


def test_an_error_shows_a_number_and_nothing_of_what_went_wrong(
    cast: Cast, with_faults: None, capfd: Any, caplog: Any
) -> None:
    """S55: the page has a reference; the text of the error stands neither there nor in the log (S54)."""
    answer = browser(cast.rosa).get("/fout/?naam=Zilverreiger")
    page = answer.content.decode()
    assert answer.status_code == 500
    assert "Kenmerk" in page
    for word in ("Zilverreiger", "RuntimeError", "Traceback", "Django", "faults.py"):
        assert word not in page, word
