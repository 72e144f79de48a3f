"""Support without a casusoverleg: contacts, the day on which the house looks again, closing and reopening (000, annex 3)."""

from datetime import timedelta
from typing import Any

import pytest

from cases.models import AgendaItem, Case, SupportContact
from cases.phases import StepNotAllowed
from cases.policy import NotAllowed
from cases.workflow.agenda import put_on_agenda
from cases.workflow.closing import close_case, prepare_closing, reopen_case
from cases.workflow.plan import save_plan
from cases.workflow.support import note_contact, usual_follow_up
from parties.models import ClosingReason, Term
from tests.cases import meetings, story
from tests.cases.test_outcomes import decided
from tests.cast import Cast, Person
from zvh.actor import acting_as
from zvh.sealing import open_keyring
from zvh.today import today

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db: None) -> Cast:
    return Cast(house="KL")


@pytest.fixture
def case(cast: Cast) -> Case:
    return decided(cast, story.in_triage(cast), "zonder-ico")


def contact(case: Case, by: Person, **changes: Any) -> SupportContact:
    with open_keyring(), acting_as(by.pk) as actor:
        given = {"on": actor.today, "with_whom": "Kanariewijkteam", "result": "Kanariegesprek"}
        return note_contact(case, **{**given, "follow_up_on": actor.today + timedelta(days=10), **changes}, by=actor)


def test_the_house_looks_again_on_the_day_it_sets(cast: Cast, case: Case) -> None:
    case.refresh_from_db()
    assert case.due_on == usual_follow_up(case, today())
    contact(case, cast.otto)
    case.refresh_from_db()
    assert case.due_on == case.follow_up_on == today() + timedelta(days=10)
    page = cast.rosa.client().get("/mijn-werk/").content.decode()
    assert f"Ondersteuning vervolgen: {case.number}" in page and "Vervolg van de ondersteuning" in page
    assert "Volgende bespreking" not in page


def test_a_changed_term_leaves_the_chosen_day_alone(cast: Cast, case: Case) -> None:
    contact(case, cast.rosa)
    Term.objects.filter(covenant=cast.house.covenant, code="vervolgoverleg").update(amount=9)
    case.refresh_from_db()
    assert case.due_on == today() + timedelta(days=10)


@pytest.mark.parametrize("wrong", [{"on": 1}, {"follow_up_on": 0}])
def test_days_that_can_not_be_are_refused(cast: Cast, case: Case, wrong: dict[str, int]) -> None:
    with pytest.raises(StepNotAllowed):
        contact(case, cast.rosa, **{name: today() + timedelta(days=days) for name, days in wrong.items()})
    assert not SupportContact.objects.exists()


@pytest.mark.parametrize("name", ["mara", "zoe", "piet", "fatima"])
def test_only_who_works_in_the_case_notes_contacts_and_staff_read_them(cast: Cast, case: Case, name: str) -> None:
    contact(case, cast.rosa)
    person = getattr(cast, name)
    with pytest.raises(NotAllowed):
        contact(case, person)
    with acting_as(person.pk) as actor:
        assert SupportContact.objects.visible_to(actor).count() == SupportContact.objects.count() == (name == "mara")


def test_there_is_no_meeting_and_no_plan(cast: Cast, case: Case) -> None:
    held = meetings.meeting(cast)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        with pytest.raises(NotAllowed):
            put_on_agenda(case, held, purpose="p", by=rosa)
        with pytest.raises(NotAllowed):
            save_plan(case, texts={}, roles={}, version=0, by=rosa)
    assert not AgendaItem.objects.exists()
    client = cast.rosa.client()
    page = client.get(f"/casussen/{case.number}/").content.decode()
    assert "Naar fase: Ondersteuning" in page and "ICO" not in page
    assert "/ondersteuning/" in page and "/overleg/" not in page and "/plan/" not in page
    assert client.get(f"/casussen/{case.number}/overleg/agenderen/").status_code == 404


def test_a_contact_is_noted_from_the_page_and_bad_input_keeps_the_text(cast: Cast, case: Case) -> None:
    client, address = cast.rosa.client(), f"/casussen/{case.number}/ondersteuning/"
    sent = {
        "op": today().isoformat(),
        "met_wie": "Wijkteam",
        "besproken": "Kanariegesprek",
        "vervolg": today().isoformat(),
    }
    answer = client.post(address, sent)
    assert answer.status_code == 422
    assert "Kies een dag na vandaag" in answer.content.decode() and "Kanariegesprek" in answer.content.decode()
    assert client.post(address, {**sent, "vervolg": (today() + timedelta(days=7)).isoformat()}).status_code == 302
    assert "Kanariegesprek" in client.get(address).content.decode()


def test_it_is_closed_without_a_meeting_and_looked_at_again_after_reopening(cast: Cast, case: Case) -> None:
    contact(case, cast.rosa)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        closing = prepare_closing(
            case, version=0, reason=ClosingReason.objects.get(code="niet-meer-nodig"), successful=True, decided_on=rosa.today,
            explanation="De melder kan verder", by=rosa,
        )  # fmt: skip
        case = close_case(case, version=closing.version, by=rosa)
        case.refresh_from_db()
        assert (case.phase, case.due_on) == ("afschaling", case.destroy_on)
        with pytest.raises(NotAllowed):
            note_contact(case, on=rosa.today, with_whom="w", result="r", follow_up_on=rosa.today, by=rosa)
        case = reopen_case(case, reason="Nieuwe zorgen", decided_on=rosa.today, by=rosa)
    case.refresh_from_db()
    assert case.due_on == case.follow_up_on == usual_follow_up(case, today())


def test_a_case_with_meetings_has_no_such_page(cast: Cast) -> None:
    case = story.at_table(cast)
    assert cast.rosa.client().get(f"/casussen/{case.number}/ondersteuning/").status_code == 404
    with pytest.raises(NotAllowed):
        contact(case, cast.rosa)
