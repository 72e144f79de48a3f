"""Every form of every page, as everybody who gets it, against the table of bad input (09, section 5; S28, S37-S39).

The forms are read from the pages, so that a new one is tried without being named here.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.db import transaction
from django.db.models import BinaryField, BooleanField, DateField, DateTimeField, JSONField, UUIDField

from cases.forms.savedview import LIKE_A_PERSON
from cases.models import Case
from tests.access.test_matrix import PHASES
from tests.cast import Cast
from tests.hostile import values
from tests.hostile.crawling import Place, Sent, places
from tests.hostile.pageforms import Data
from zvh.documents.characters import undrawable
from zvh.sealing import open_keyring
from zvh.today import today

OWN_SHAPE = (
    "mail",
    "phone",
    "bsn",
    "postcode",
    "code",
    "grond",
)  # controls with a shape of their own: tests/interface/test_forms.py


ATTACKED: set[tuple[str, frozenset[str]]] = set()  # kinds of forms


@pytest.fixture(scope="module", params=["everything", *PHASES])
def forms(request: Any, world: tuple[Cast, Case]) -> Iterator[list[Place]]:
    """The forms of all pages; of the phases those that were not there before."""
    point = transaction.savepoint()
    found = places(world[0], Case.objects.get(pk=world[1].pk), request.param)
    yield [place for place in found if place.kind not in ATTACKED]
    ATTACKED.update(place.kind for place in found)
    transaction.savepoint_rollback(point)


SHORT = ("infix", "initials", "house_number")
WORDS_GO_ALONG = {"resultaat", "lijst"}  # hidden controls with words in them, not a number


def words(place: Place) -> list[str]:
    """The controls in which somebody writes what he wants."""
    of_another_answer = {"reden"} if "voorwaarden" in place.form.controls else set()  # of a yes, which has conditions
    return [name for name in place.form.texts if not name.endswith(OWN_SHAPE) and name not in of_another_answer]


def instead(place: Place, given: dict[str, str]) -> Data:
    """The form filled in well, with these values in these controls."""
    return {**place.form.filled(), **{name: [value] for name, value in given.items()}}


def everywhere(names: list[str], values: Iterable[str]) -> Iterator[dict[str, str]]:
    """Each value in all the controls at once."""
    return (dict.fromkeys(names, value) for value in values)


def dealt(names: list[str], values: Sequence[str]) -> Iterator[dict[str, str]]:
    """Each value in one of the controls; every control has one."""
    rounds = range(0, len(values), len(names))
    return ({name: values[(start + place) % len(values)] for place, name in enumerate(names)} for start in rounds)


Given = dict[str, str]
Judge = Callable[[Sent, Given], Iterator[str]]


def tried(
    forms: list[Place],
    choose: Callable[[Place], list[str]],
    judge: Judge,
    values: Sequence[str],
    spread: Callable[[list[str], Sequence[str]], Iterator[Given]] = everywhere,
) -> list[str]:
    """What was wrong with the answers, when these values stood in the chosen controls of each form."""
    wrong = []
    for place in (one for one in forms if choose(one)):
        for given in spread(choose(place), values):
            with place.sent(instead(place, given)) as sent:
                shown = {name: value[:20] for name, value in given.items()}
                wrong += [f"{place}: {shown}: {sent.status}: {fault}" for fault in judge(sent, given)]
    return wrong


def refused(sent: Sent, given: Given) -> Iterator[str]:
    """The form comes back with a message at each of these controls and everything that was typed; nothing is saved."""
    again = sent.shown_again()
    if sent.status not in (200, 422) or not again:
        yield f"no form came back, {sent.answer.headers.get('Location')}"
        return
    yield from (f"no message at {name}" for name in given if not sent.blames(name))
    yield from (f"saved {row!r}" for row in sent.saved)
    typed = instead(sent.place, given)
    yield from (
        f"lost the text of {name}"
        for name in sent.place.form.texts
        if again[name].kind != "password" and again[name].values != typed.get(name, [""])
    )


# Forms that can not be sent with success as they stand, and why.
NOT_TAKEN = {
    "casus-koppelen": "the number is of no other case",
    "datalek-casussen": "the number is of no other case",
    "verzoek-casussen": "the number is of no other case",
    "casussen": "a first time asks how, with the same cases: tests/cases/test_batch_agenda.py",
    "huisvraag-gegevens": "this house has no case of which it could give something",
    "kandidaten": "a first time asks what the choice does, with the same controls: tests/cases/test_candidates.py",
    "logboek": "looks up, and shows what it found",
    "noodtoegang": "no archived case has the number that was filled in",
    "toegangscontrole": "a file, or the right of the button that was pressed: tests/privacy/test_reviews.py",
    "mens-sluiten": "this person also works for another house",
    "mensen-invoer": "the file is one of candidates: tests/parties/test_registerfile.py",
    "partij-deelname": "this party takes part already: tests/parties/test_register.py",
    "partij-uittreden": "the covenant lets a party go on a later day than today: tests/governance/test_departure.py",
    "partijen-invoer": "the file is one of candidates: tests/parties/test_registerfile.py",
    "overdracht": "a reason is kept with a no, and a yes stands first: tests/cases/test_transfer_pages.py",
    "overleg": "the case on the agenda is closed",
    "begroting-sleutel": "the file is one of candidates: tests/governance/test_budget.py",
    "stuk-nieuw": "a plan for that year is being written: tests/governance/test_papers.py",
    "verzoek-besluit": "a supplier has not answered yet: tests/privacy/test_request_answers.py",
    "verzoek-gezien": "looks up, and shows what it found",
    "zoeken": "looks up, and shows what it found",
}


def test_filled_in_as_it_is_meant_a_form_is_taken(forms: list[Place]) -> None:
    """Otherwise the tests below would prove little."""
    assert forms
    left = []
    for place in forms:
        with place.sent(place.form.filled()) as sent:
            if not (sent.is_taken or (place.route in NOT_TAKEN and sent.status < 500)):
                left.append((str(place), sent.status))
    assert left == []
    # There are no formsets: their row of the table has nothing to try.
    assert not any("TOTAL_FORMS" in name for place in forms for name in place.form.controls)


def test_text_that_deceives_or_breaks_is_leftand_kept(forms: list[Place]) -> None:
    assert tried(forms, words, refused, list(values.REFUSED.values()), dealt) == []


def test_a_million_characters(forms: list[Place]) -> None:
    assert tried(forms, lambda place: words(place)[:1], refused, ["x" * 1_000_000]) == []


# What is refused at its field though people may be called so. Drawn on paper, a character needs a glyph (docs/decisions/letters.md);
# the name of a saved view is not sealed, and so holds no number like a BSN.
REFUSES: dict[str, Callable[[str], object]] = {
    **dict.fromkeys(("brief-kennisgeving", "brief-afsluiting", "brief-wijzigen"), undrawable),
    **dict.fromkeys(("weergave-bewaren", "weergave", "trends"), LIKE_A_PERSON.search),
    "archiefpakket": lambda value: (
        not re.fullmatch(r"[A-Za-z0-9./_-]+", value)
    ),  # a mark, which stands on a certificate
}


def literally(sent: Sent, given: Given) -> Iterator[str]:
    if sent.place.route in NOT_TAKEN:
        return
    refuses = REFUSES.get(sent.place.route, lambda value: False)
    if wrong := [name for name, value in given.items() if refuses(value)]:
        yield from (f"no message at {name}" for name in wrong if not sent.blames(name))
        return
    if not sent.is_taken:
        yield f"refused: {[name for name in given if sent.blames(name)]}"
        return
    saved = sent.texts_saved()
    yield from (f"not saved: {value}" for value in given.values() if unicodedata.normalize("NFC", value) not in saved)


def test_what_people_are_called_is_taken_literally(forms: list[Place]) -> None:
    assert tried(forms, words, literally, [*values.NAMES, values.NFD], dealt) == []


def test_markup_templates_and_sql_are_taken_and_shown_literally(forms: list[Place]) -> None:
    """S39: saved as it was typed; the page that follows shows it as text."""

    def judge(sent: Sent, given: Given) -> Iterator[str]:
        yield from literally(sent, given)
        html = sent.place.client.get(sent.answer.url).content.decode() if sent.status == 302 else sent.html
        yield from (f"{raw} stands raw in the page" for raw in values.RAW_MARKUP if raw in html)

    def roomy(place: Place) -> list[str]:
        return [name for name in words(place) if name not in SHORT]

    assert tried(forms, roomy, judge, values.MARKUP, dealt) == []


def chosen(place: Place) -> list[str]:
    """The controls with a list to choose from; one lone checkbox is yes or no, whatever its value."""
    return [name for name, one in place.form.controls.items() if one.is_chosen and len(one.options) > 1]


# The ticked cases of the worklist: what is not there is left out, and a list with nothing left changes nothing.
LEFT_OUT = {"casussen"}


def not_taken(sent: Sent, given: Given) -> Iterator[str]:
    if sent.place.route in LEFT_OUT and sent.status == 302 and not sent.saved:
        return
    if sent.is_taken or sent.status >= 500:
        yield f"taken: {sent.saved}"
    elif sent.status in (200, 422):
        yield from (f"no message at {name}" for name in given if not sent.blames(name))


def test_what_is_not_in_the_list_is_refused(forms: list[Place]) -> None:
    assert tried(forms, chosen, not_taken, values.IDS, dealt) == []


def typed_as(*kinds: str) -> Callable[[Place], list[str]]:
    return lambda place: place.form.of_kind(*kinds)


def test_days_and_times_that_do_not_exist_are_refused(forms: list[Place]) -> None:
    assert tried(forms, typed_as("date"), not_taken, values.DATES, dealt) == []
    assert tried(forms, typed_as("time"), not_taken, values.TIMES) == []


def test_what_the_page_itself_filled_in_is_not_trusted(forms: list[Place]) -> None:
    """Hidden fields: versions and numbers of rows. 0 is a version too."""

    def judge(sent: Sent, given: Given) -> Iterator[str]:
        if sent.status >= 500 or (sent.status < 400 and sent.saved):
            yield f"saved {sent.saved}"

    def numbers(place: Place) -> list[str]:
        return [name for name in place.form.of_kind("hidden") if name not in WORDS_GO_ALONG]

    assert tried(forms, numbers, judge, [value for value in values.IDS if value != "0"]) == []


def test_bytes_that_are_no_text(forms: list[Place]) -> None:
    """Refused, or read as the mark for an unreadable character; also as names of fields."""
    for place in forms:
        whole, names = urlencode(place.form.filled(), doseq=True), words(place)
        raw = (
            [f"{name}={bytes_}" for given in dealt(names, values.RAW) for name, bytes_ in given.items()]
            if names
            else []
        )
        for body in ("&".join([whole, *raw]), "&".join([whole, *values.RAW, *(f"{one}={one}" for one in values.RAW)])):
            with place.sent(body) as sent:
                assert sent.status < 500, (place, body)


BODIES = {
    "application/json": '{"problem": "x", "stand": 1}',
    "multipart/form-data": "geen grens",
    "multipart/form-data; boundary=x": "--x\r\nContent-Disposition: form-data; name=a\r\n",
    "application/x-www-form-urlencoded; charset=latin-1": "a=b",
    "application/x-www-form-urlencoded; charset=utf-16": "a=b",
    "text/html; charset=niets": "<html>",
}


def test_a_body_that_is_no_form(forms: list[Place]) -> None:
    """JSON, another encoding: 400. An upload that was broken off lacks the token of the form: 403."""
    for place in forms:
        place.client.handler.enforce_csrf_checks = True
        for kind, body in BODIES.items():
            with place.sent(body, kind) as sent:
                assert sent.status == 400 or (kind.startswith("multipart") and sent.status == 403), (place, kind)
                assert sent.saved == []
        place.client.handler.enforce_csrf_checks = False


def test_too_many_fields_and_too_much(forms: list[Place]) -> None:
    for place in (one for one in forms if one.form.controls):
        with place.sent({str(n): ["x"] for n in range(1001)}) as sent:
            assert sent.status == 400, place
        with place.sent("a=" + "x" * 2_700_000) as sent:
            assert (sent.status, sent.saved) == (413, []), place
            assert "Dit is te groot" in sent.html


VOLATILE = (DateTimeField, UUIDField, JSONField)


def kept(sent: Sent) -> list[tuple[str, str, str]]:
    """What was saved, without what differs each time."""
    with open_keyring():
        return sorted(
            (row._meta.label, field.name, str(getattr(row, field.attname)))
            for row in sent.saved for field in row._meta.concrete_fields if not is_volatile(field)
        )  # fmt: skip


def is_volatile(field: Any) -> bool:
    target = field.target_field if field.is_relation else field
    return (
        isinstance(target, VOLATILE) or target.primary_key or isinstance(field, BinaryField) or field.name == "password"
    )


def true_to(field: Any) -> str:
    """A value that this column would take."""
    target = field.target_field if field.is_relation else field
    if isinstance(target, UUIDField):
        return str(uuid4())
    if isinstance(target, DateField):
        return str(today())
    return "true" if isinstance(target, BooleanField) else "1"


def test_extra_keys_in_a_form_never_reach_a_row(forms: list[Place]) -> None:
    """S28: every column of what the form saves, sent along with a value it would take, changes nothing in it."""
    tried_columns = 0
    for place in forms:
        data = place.form.filled()
        with place.sent(data) as sent:
            plain = kept(sent)
        columns = {name: f for row in sent.saved for f in row._meta.concrete_fields for name in (f.name, f.attname)}
        extra = {name: [true_to(f)] for name, f in columns.items() if name not in {*place.form.controls, "capacity"}}
        tried_columns += len(extra)
        if extra:
            with place.sent({**extra, **data}) as sent:
                assert kept(sent) == plain, place
    assert tried_columns > 0
