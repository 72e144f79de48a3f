"""Letters to the subject: what they say, by whom they are written, and that what was sent stays as it was."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from cases.lettertext import Said, compose, in_words, taking_part
from cases.models import Case, Letter, Notice
from cases.phases import Phase, StepNotAllowed
from cases.policy import NotAllowed
from cases.workflow.letterbook import discard_letter, record_sent, rewrite_letter, write_letter
from cases.workflow.notice import missing_to_convene
from parties.choices import LetterKind
from parties.models import Approach, House, LetterTemplate, Regime
from tests.cases import story
from tests.cast import Cast, Person
from zvh.actor import acting_as
from zvh.documents import Document
from zvh.sealing import open_keyring
from zvh.today import today
from zvh.versions import Overtaken

SAID = Said("J. Kanarie", "Laan 1\n1234 AB Stad", "De manager, 030 000 0000", date(2026, 5, 1), "Eigen kanarietekst.")
REQUIRED = {
    "doel", "gegevens", "ontvangers", "organisaties", "grond", "bewaren", "rechten", "toestemming", "verplicht", "automatisch",
    "klacht", "contact",
}  # fmt: skip


@pytest.fixture
def case(cast: Cast) -> Case:
    return story.in_triage(cast)


def write(case: Case, person: Person, kind: str = LetterKind.NOTICE, said: Said = SAID) -> Letter:
    with open_keyring(), acting_as(person.pk) as actor:
        return write_letter(case, case.subjects.get(), kind, said, by=actor)


def act(function: Any, letter: Letter, person: Person, **values: Any) -> Any:
    with open_keyring(), acting_as(person.pk) as actor:
        return function(letter, by=actor, **values)


def text_of(document: Document) -> str:
    return "\n".join([document.title, *(line for block in document.blocks for line in (block.text, *block.items))])


# --- what it says -----------------------------------------------------------------------------------------------------


def all_cases() -> list[tuple[House, Approach]]:
    return [(house, approach) for house in House.objects.all() for approach in house.approaches.all()]


@pytest.mark.parametrize("kind", LetterKind)
def test_every_house_and_approach_has_its_letter(cast: Cast, case: Case, kind: str) -> None:
    """With everything that must stand in it, in the words of the house, and nothing left open."""
    assert len(all_cases()) > 10 and len({house.pk for house, _ in all_cases()}) == 6
    template = LetterTemplate.objects.current(kind, today())
    for house, approach in all_cases():
        case.house, case.approach = house, approach
        parts = template.parts_for(house, approach.regime_on(today()))
        assert kind != LetterKind.NOTICE or {part.part for part in parts} >= REQUIRED
        text = text_of(compose(case, template, SAID, serial=1, today=today()))
        assert "{" not in text and house.word("casusoverleg") in text and house.name in text
        assert SAID.contact in text and SAID.own_text in text and "Autoriteit Persoonsgegevens" in text
        assert kind != LetterKind.NOTICE or all(party.name in text for party in taking_part(case, today()))


def test_the_law_of_the_case_decides_ground_and_terms(cast: Cast, case: Case) -> None:
    found = {}
    for regime in Regime.objects.all():
        approach = case.approach
        approach.regime = regime
        with open_keyring():
            text = text_of(
                compose(case, LetterTemplate.objects.current("kennisgeving", today()), SAID, serial=1, today=today())
            )
        found[regime.code] = ("samenwerkingsverbanden" in text, "radicalisering" in text, "5 jaar na de dag" in text)
    assert found == {"convenant": (False, False, False), "wgs": (True, False, True), "rad": (False, True, True)}


def test_a_house_says_it_in_its_own_way(cast: Cast) -> None:
    template = LetterTemplate.objects.current("kennisgeving", today())
    regime = Regime.objects.get(code="wgs")
    texts = {
        code: {part.part: part.text for part in template.parts_for(House.objects.get(code=code), regime)}
        for code in ("KL", "RU", "HL")
        if House.objects.filter(code=code).exists()
    }
    assert "{triage}" in texts["KL"]["verloop"] and "{triage}" not in texts["RU"]["verloop"]
    assert "paspoort" in texts["RU"]["rechten"] and "paspoort" not in texts["KL"]["rechten"]


def test_what_is_filled_in_is_never_read_again(cast: Cast, case: Case) -> None:
    """A name that looks like a place to fill in stays a name."""
    said = Said("{contact} {7*7}", "Laan 1", "{huis}", today(), "- {partijen}")
    with open_keyring():
        document = compose(case, LetterTemplate.objects.current("kennisgeving", today()), said, serial=1, today=today())
    assert document.recipient[0] == "{contact} {7*7}"
    assert "{partijen}" in text_of(document) and "\n{huis}\n" in text_of(document)


def test_terms_in_words() -> None:
    assert [in_words(months) for months in (1, 6, 12, 18, 60)] == [
        "1 maand",
        "6 maanden",
        "1 jaar",
        "18 maanden",
        "5 jaar",
    ]


# --- by whom, and when ------------------------------------------------------------------------------------------------


def test_a_letter_that_was_sent_informs_the_subject(cast: Cast, case: Case) -> None:
    letter = write(case, cast.rosa)
    with open_keyring(), acting_as(cast.rosa.pk):
        assert len(missing_to_convene(case)) == 1 and not Notice.objects.exists()
    act(record_sent, letter, cast.rosa, on=today(), version=1)
    with open_keyring(), acting_as(cast.rosa.pk):
        assert missing_to_convene(case) == []
    notice = Notice.objects.get(case=case)
    assert (notice.way, notice.on, notice.subject_id) == ("brief", today(), letter.subject_id)


def test_what_was_sent_stays_as_it_was(cast: Cast, case: Case) -> None:
    letter = write(case, cast.rosa)
    act(rewrite_letter, letter, cast.otto, said=Said("B. Merel", "Straat 2", "c", today()), version=1)
    act(record_sent, letter, cast.rosa, on=today(), version=2)
    for function, values in (
        (rewrite_letter, {"said": SAID, "version": 2}),
        (discard_letter, {}),
        (record_sent, {"on": today(), "version": 2}),
    ):
        with pytest.raises(StepNotAllowed):
            act(function, letter, cast.rosa, **values)
    with open_keyring(), acting_as(cast.rosa.pk):
        stored = Letter.objects.get()
        before = stored.document.to_text()
    LetterTemplate.objects.get(kind="kennisgeving").texts.update(text="Heel anders", house=None)
    with open_keyring(), acting_as(cast.rosa.pk):
        assert Letter.objects.get().document.to_text() == before and "B. Merel" in before
    assert Notice.objects.count() == 1


def test_the_database_keeps_what_was_sent(cast: Cast, case: Case) -> None:
    letter = write(case, cast.rosa)
    act(record_sent, letter, cast.rosa, on=today(), version=1)
    with acting_as(cast.rosa.pk), connection.cursor() as cursor:
        for change in ("update cases_letter set dated_on = dated_on - 1", "delete from cases_letter"):
            cursor.execute(change)
            assert cursor.rowcount == 0
    assert Letter.objects.filter(pk=letter.pk, sent_on=today()).exists()


def test_two_who_change_it_do_not_overwrite_each_other(cast: Cast, case: Case) -> None:
    letter = write(case, cast.rosa)
    act(rewrite_letter, letter, cast.otto, said=SAID, version=1)
    for function, values in ((rewrite_letter, {"said": SAID}), (record_sent, {"on": today()})):
        with pytest.raises(Overtaken):
            act(function, letter, cast.rosa, version=1, **values)
    assert Letter.objects.get().version == 2 and not Letter.objects.get().is_sent


def test_only_the_house_writes_and_reads_letters(cast: Cast, case: Case) -> None:
    story.assigned(cast, case, cast.olga)
    letter = write(case, cast.rosa)
    for person in (cast.olga, cast.mara):
        with pytest.raises(NotAllowed):
            write(case, person)
    for person, count in ((cast.mara, 1), (cast.olga, 0), (cast.zoe, 0), (cast.fatima, 0)):
        with open_keyring(), acting_as(person.pk) as actor:
            assert (Letter.objects.visible_to(actor).count(), Letter.objects.count()) == (count, count)
    with pytest.raises(NotAllowed):
        act(discard_letter, letter, cast.mara)


def test_each_letter_in_its_phase(cast: Cast, case: Case) -> None:
    with pytest.raises(NotAllowed):
        write(case, cast.rosa, LetterKind.CLOSING)
    Case.objects.filter(pk=case.pk).update(phase=Phase.AFSCHALING, closed_on=today())
    case.refresh_from_db()
    closing = write(case, cast.rosa, LetterKind.CLOSING)
    act(record_sent, closing, cast.rosa, on=today(), version=1)
    assert not Notice.objects.exists()
    with pytest.raises(NotAllowed):
        write(case, cast.rosa)


def test_letters_are_numbered_in_the_case(cast: Cast, case: Case) -> None:
    first, second = write(case, cast.rosa), write(case, cast.rosa)
    assert (first.reference, second.reference) == (f"{case.number}/1", f"{case.number}/2")
    with open_keyring(), acting_as(cast.rosa.pk):
        assert ("Ons kenmerk", second.reference) in Letter.objects.get(pk=second.pk).document.facts
    act(discard_letter, first, cast.rosa)
    assert list(Letter.objects.values_list("serial", flat=True)) == [2]
    assert write(case, cast.rosa).serial == 3


def test_not_sent_tomorrow(cast: Cast, case: Case) -> None:
    with pytest.raises(ValueError, match="past"), transaction.atomic():
        act(record_sent, write(case, cast.rosa), cast.rosa, on=today() + timedelta(days=1), version=1)
