"""What a copy of the machine gives away: nothing of a living case, and nothing at all of a destroyed one (09, 3; 00, item 25).

Own servers with the logins of the real processes. Words are planted in every sealed field of a case, lived through, and looked for in
raw data, WAL, logs, broker, key store and mail, in clear and decoded.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from cases.models import BreakGlass, Case, Enquiry, HouseEnquiry, KeptDraft, Transfer
from cases.workflow.known_persons import find_known_persons
from privacy.models import ArchivePart
from tests.cast import Cast
from tests.privacy.machine import Machine, running
from tests.privacy.planting import BORN, Planting, sealed_models
from tests.privacy.scanner import Scanner, packed
from tests.privacy.stories import closed_case
from tests.privacy.test_destruction import dump
from zvh import keystore, wrapping
from zvh.models import Job
from zvh.sealing import open_keyring
from zvh.tasks import run_job

DAYS = ("1913-02-17", "17-02-1913")
BSN = "999990019"
CONTROL = "controle4c1f0b7d92"


@pytest.fixture(scope="module")
def machine(django_db_blocker: Any) -> Iterator[Machine]:
    with running(django_db_blocker) as made:
        _show_long_values()
        yield made


def _show_long_values() -> None:
    """PostgreSQL compresses long values, which would hide them from the scanner."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select format('alter table %I alter column %I set storage external', table_name, column_name)"
            " from information_schema.columns where table_schema = 'public' and data_type in ('text', 'jsonb', 'bytea')"
        )
        for (statement,) in cursor.fetchall():
            cursor.execute(statement)


def found(machine: Machine, scanner: Scanner) -> dict[str, set[str]]:
    """Where the words stand in the files of the machine and in its mail."""
    machine.write_to_disk()
    everything = scanner.in_directory(machine.var)
    for letter in mail.outbox:
        for word in scanner.in_bytes(letter.message().as_bytes()):
            everything.setdefault(word, set()).add("mail")
    return everything


@pytest.fixture(scope="module")
def cast(machine: Machine) -> Cast:
    made = Cast()
    assert all((made.rosa, made.piet, made.gea, made.mara, made.otto))
    return made


@dataclass
class Story:
    case: Case
    twin: Case
    planting: Planting
    words: list[str]


@pytest.fixture(scope="module")
def story(machine: Machine, cast: Cast) -> Story:
    """A case with a word in every sealed field, and another about the same person, lived through as the real processes do."""
    machine.log_in("zvh_owner", "keys_owner")
    case, twin = closed_case(cast, cast.piet, cast.gea), closed_case(cast, cast.piet)
    machine.log_in("zvh_job", "keys_job")
    planting, of_twin = Planting(), Planting()
    planting.plant(case)
    of_twin.plant(twin)
    _same_person(case, twin)
    Case.objects.filter(pk=twin.pk).update(destroy_on=None)
    KeptDraft.objects.filter(case=twin).delete()  # lasts a day, so that run takes it
    BreakGlass.objects.update(ends_on="2099-01-01")  # the register has a last day of its own
    for asked in (Enquiry, HouseEnquiry):
        asked._base_manager.filter(case=twin).update(closed_at=timezone.now())  # or a run a year from now reminds of it
    Transfer._base_manager.filter(case=twin).update(due_on="2099-01-01")  # or that run ends the offer
    _live_through(machine, cast, case, planting)
    return Story(case, twin, planting, [planting.core, planting.words["cases.subject.surname"], BSN, *DAYS])


def _same_person(*cases: Case) -> None:
    with open_keyring():
        for case in cases:
            person = case.subjects.first()
            assert person is not None
            person.bsn, person.born_on = BSN, BORN
            person.save()
        find_known_persons(str(cases[0].pk))


def _live_through(machine: Machine, cast: Cast, case: Case, planting: Planting) -> None:
    """Views, a refused form, sessions, jobs, mail."""
    machine.log_in("zvh_web", "keys_web")
    rosa, word = cast.rosa.client(), planting.words["cases.closing.explanation"]
    for part in ("", "afschalen/", "triage/", "inlichten/", "bijdragen/", "aanmelding/", "toegang/"):
        assert rosa.get(f"/casussen/{case.number}/{part}").status_code == 200, part
    assert rosa.post(f"/casussen/{case.number}/heropenen/", {"reden": word, "besloten_op": "x"}).status_code == 422
    assert rosa.get("/mijn-werk/").status_code == rosa.get("/casussen/").status_code == 200
    machine.log_in("zvh_job", "keys_job")
    for pk in list(Job.objects.unfinished().values_list("pk", flat=True)):
        run_job(str(pk))


def shows(machine: Machine, cast: Cast, case: Case, word: str) -> bool:
    machine.log_in("zvh_web", "keys_web")
    return word in cast.rosa.client().get(f"/casussen/{case.number}/").content.decode()


def test_the_scanner_finds_what_stands_in_clear_in_every_place(machine: Machine, story: Story) -> None:
    forms = packed(CONTROL)
    for name, content in forms.items():
        assert Scanner([CONTROL]).in_bytes(b"\x00" + content + b"\xff"), name
    with psycopg.connect(machine.servers.main_url(machine.places, "zvh_owner"), autocommit=True) as conn:
        conn.execute("create table public.controle (name text, content bytea)")
        conn.cursor().executemany("insert into public.controle values (%s, %s)", list(forms.items()))
        with pytest.raises(psycopg.errors.InvalidTextRepresentation):
            conn.execute(f"select '{CONTROL}'::int")
    machine.broker().set("controle", CONTROL)
    mail.send_mail("Controle", CONTROL, None, ["controle@voorbeeld.invalid"])
    places_found = found(machine, Scanner([CONTROL]))[CONTROL]
    for place in ("postgres/base/", "postgres/pg_wal/", "log/postgres.log", "valkey/", "mail"):
        assert any(path.startswith(place) for path in places_found), place
    with psycopg.connect(machine.servers.main_url(machine.places, "zvh_owner"), autocommit=True) as conn:
        conn.execute("drop table public.controle")
    mail.outbox.clear()


def test_every_sealed_field_of_the_case_holds_a_word(story: Story) -> None:
    places_planted = set(story.planting.words)
    dates = {"cases.subject.born_on", "cases.enquiry.born_on", "cases.houseenquiry.born_on"}
    fields = {
        field.place for model in sealed_models() for field in model._meta.concrete_fields if hasattr(field, "place")
    }
    assert places_planted | dates == fields and len(fields) > 30


def test_a_living_case_is_readable_on_the_page_and_nowhere_else(machine: Machine, cast: Cast, story: Story) -> None:
    assert shows(machine, cast, story.case, story.planting.words["cases.subject.surname"])
    assert found(machine, Scanner(story.words)) == {}


def test_after_the_last_date_nothing_is_left_and_the_twin_is_untouched(
    machine: Machine, cast: Cast, story: Story
) -> None:
    machine.log_in("zvh_job", "keys_job")
    # The link goes too, and a package for the archive ends before its case does.
    gone = [story.case.pk, *packages(story.twin)]
    before = [row for row in dump(story.twin) if not any(str(pk) in row for pk in gone)]
    day = story.case.destroy_on
    assert day is not None
    dossiers = [
        story.case.pk,
        *packages(story.case),
        *Enquiry.objects.filter(case=story.case).values_list("pk", flat=True),
    ]
    assert set(keystore.fetch(dossiers)) == set(dossiers)
    secrets_before = [
        secret.hex() for secret in wrapping.read_wrapping_keys(settings.WRAPPING_KEY_FILE).by_name.values()
    ]

    call_command("nightly", date=day, stdout=StringIO())

    assert keystore.fetch(dossiers) == {} and keystore.missing(dossiers) == dict.fromkeys(dossiers, True)
    assert len(before) > len(sealed_models()) and dump(story.twin) == before
    assert shows(machine, cast, story.twin, BORN.strftime("%Y"))
    machine.log_in("zvh_web", "keys_web")
    assert cast.rosa.client().get(f"/casussen/{story.case.number}/").status_code == 404
    assert found(machine, Scanner(story.words)) == {}
    assert not _holding(
        machine.var, [bytes.fromhex(one) for one in secrets_before] + [one.encode() for one in secrets_before]
    )
    machine.log_in("zvh_owner", "keys_owner")
    assert _rows_naming(story.case) == {"privacy_accesslogline", "privacy_auditentry", "privacy_destructionrecord"}


def packages(case: Case) -> list[UUID]:
    """With keys of their own."""
    found = list(ArchivePart.objects.filter(transfer__case=case).values_list("pk", flat=True))
    assert found
    return found


def _holding(directory: Path, needles: list[bytes]) -> list[Path]:
    files = [path for path in directory.rglob("*") if path.is_file()]
    return [path for path in files if any(needle in path.read_bytes() for needle in needles)]


def _rows_naming(case: Case) -> set[str]:
    """Tables in which the random id of the case still stands: the account of what was done, and nothing else."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'select exists (select 1 from "{table}" t where t::text like %s)', [f"%{case.pk}%"])
            if cursor.fetchone()[0]:
                found.add(table)
    return found
