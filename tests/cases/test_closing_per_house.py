"""Scaling down in every house, with its own deciders: what is missing, who confirms, hand-over, letter, and access gone at once."""

from dataclasses import dataclass

import pytest
from django.db import ProgrammingError, transaction

from cases.lettertext import Said
from cases.models import Case, CaseGrant, Closing, ClosingCriterion, Letter
from cases.phases import StepNotAllowed
from cases.policy import NotAllowed, may
from cases.workflow.closing import close_case, confirm_closing, decided_by_both, missing_to_close, prepare_closing
from cases.workflow.closing_criteria import Judgement, criteria_in_force
from cases.workflow.letterbook import write_letter
from cases.workflow.plan import adopt_plan
from parties.models import ClosingReason, House, RetentionPolicy
from tests.cases import meetings, story
from tests.cases.test_outcomes import other_than
from tests.cast import Cast, Person
from zvh.actor import acting_as
from zvh.models import Job
from zvh.sealing import open_keyring
from zvh.today import today

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Rules:
    """How a house scales down, written by hand from its covenant."""

    both_confirm: bool = False  # 001, art. 1.10
    casusregisseur_begins: bool = False  # 003, art. 11.5
    plan_needs_casusregisseur: bool = False  # 000, art. 13.1


HOUSES = {
    "KL": Rules(plan_needs_casusregisseur=True),
    "HG": Rules(both_confirm=True),
    "BN": Rules(casusregisseur_begins=True),
    "FL": Rules(),
    "GV": Rules(),
    "RU": Rules(),
}


def test_the_data_say_the_same() -> None:
    found = {
        house.code: Rules(
            both_confirm=house.closing_decided_by == "beide",
            casusregisseur_begins=house.casusregisseur_starts_closing,
            plan_needs_casusregisseur=house.requires_casusregisseur,
        )
        for house in House.objects.all()
    }
    assert found == HOUSES


def with_plan(cast: Cast) -> Case:
    """Discussed, scored, with an adopted plan and Gea as casusregisseur; Piet is assigned too."""
    case = meetings.informed(cast, cast.piet, cast.gea)
    Case.objects.filter(pk=case.pk).update(casusregisseur=cast.gea.user, casusregisseur_party=cast.gea.party)
    case.refresh_from_db()
    item = meetings.on_agenda(cast, case)
    meetings.invited(cast, item, cast.piet, cast.gea)
    meetings.started(cast, item, cast.piet, cast.gea)
    meetings.scored(cast, item)
    meetings.discussed(cast, item)
    meetings.drafted(cast, case, zsm_advice="Kanarieadvies" if cast.house.gives_zsm_advice else "")
    meetings.agreed(cast, case, cast.gea)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        adopt_plan(case, version=1, by=rosa)
    return case


def prepare(case: Case, by: Person, *, version: int = 0) -> Closing:
    with open_keyring(), acting_as(by.pk) as actor:
        return prepare_closing(
            case, version=version, reason=ClosingReason.objects.get(code="doel-bereikt"), successful=True,
            decided_on=actor.today, explanation="Kanarieslot", minutes="Kanarieverslag", handover="Kanarieoverdracht",
            judgements=dict.fromkeys(criteria_in_force(case), Judgement(True)), by=actor,
        )  # fmt: skip


def missing(cast: Cast, case: Case) -> list[str]:
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        return [part for _, part in missing_to_close(case, today=rosa.today)]


@pytest.mark.parametrize("house", HOUSES)
def test_a_house_scales_down_by_its_own_rules(house: str) -> None:
    cast, rules = Cast(house=house, other_house=other_than(house)), HOUSES[house]
    case = with_plan(cast)
    assert missing(cast, case) == ["besluit"]
    with open_keyring(), acting_as(cast.gea.pk) as gea:
        assert may(gea, "prepare_closing", case) is rules.casusregisseur_begins
        assert not may(gea, "close_case", case)
    begins = cast.gea if rules.casusregisseur_begins else cast.rosa
    closing = prepare(case, begins)
    assert missing(cast, case) == ["bevestiging", "bevestiging"] * rules.both_confirm
    assert decided_by_both(case) is rules.both_confirm
    if rules.both_confirm:
        _confirmed_by_both(cast, case, closing)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        case = close_case(case, version=closing.version, by=rosa)
    _nobody_but_the_house(cast, case)
    _handed_over(cast, case)


def _confirmed_by_both(cast: Cast, case: Case, closing: Closing) -> None:
    for person in (cast.gea, cast.rosa):
        with open_keyring(), acting_as(cast.rosa.pk) as rosa, pytest.raises(StepNotAllowed):
            close_case(case, version=closing.version, by=rosa)
        with open_keyring(), acting_as(person.pk) as actor:
            confirm_closing(case, version=closing.version, by=actor)


def _nobody_but_the_house(cast: Cast, case: Case) -> None:
    """In the transaction of the closing: no grant is left, and no delegate reads the case, in Python or in SQL."""
    policy = RetentionPolicy.objects.get(house=cast.house, approach=case.approach)
    assert not policy.casusregisseur_keeps_access
    assert not CaseGrant.objects.filter(content_object=case).exists()
    for person in (cast.piet, cast.gea):
        with open_keyring(), acting_as(person.pk) as actor:
            assert list(Case.objects.visible_to(actor)) == list(Case.objects.all()) == []
            assert not Closing.objects.exists()
    assert case.destroy_on and case.destroy_on > today() and case.destroy_source == policy.source


def _handed_over(cast: Cast, case: Case) -> None:
    """What the next one needs is with the decision; the closing letter can still be written by the house."""
    with open_keyring(), acting_as(cast.otto.pk) as otto:
        assert Closing.objects.visible_to(otto).get().handover == "Kanarieoverdracht"
        said = Said("J. Kanarie", "Laan 1\n1234 AB Stad", "030 000 0000", today())
        write_letter(case, case.subjects.get(), "afsluitbrief", said, by=otto)
    assert Letter.objects.filter(case=case, kind="afsluitbrief").count() == 1


def test_the_casusregisseur_of_brabant_begins_and_the_procesregisseur_is_told() -> None:
    cast = Cast(house="BN")
    case = with_plan(cast)
    first = prepare(case, cast.gea)
    told = [one.arguments for one in Job.objects.filter(name="send_letter") if one.arguments["letter"] == "afschaling"]
    assert [int(one["user_id"]) for one in told] == [cast.rosa.user.pk]
    second = prepare(case, cast.rosa, version=first.version)
    third = prepare(case, cast.gea, version=second.version)
    assert (third.pk, third.version) == (first.pk, 3)
    with open_keyring(), acting_as(cast.gea.pk) as gea, pytest.raises(NotAllowed):
        close_case(case, version=3, by=gea)
    assert cast.gea.client().get(f"/casussen/{case.number}/afschalen/besluit/").status_code == 200
    assert cast.piet.client().get(f"/casussen/{case.number}/afschalen/besluit/").status_code == 404


@pytest.mark.parametrize("house", ["RU", "HG", "KL"])
def test_elsewhere_the_database_refuses_what_the_casusregisseur_writes(house: str) -> None:
    cast = Cast(house=house, other_house=other_than(house))
    case = with_plan(cast)
    with pytest.raises(NotAllowed):
        prepare(case, cast.gea)
    with pytest.raises(ProgrammingError), open_keyring(), acting_as(cast.gea.pk), transaction.atomic():
        Closing(case_id=case.pk).save(force_insert=True)
    closing = prepare(case, cast.rosa)
    with open_keyring(), acting_as(cast.gea.pk):
        assert Closing.objects.filter(pk=closing.pk).update(successful=False) == 0
        assert ClosingCriterion.objects.all().delete()[0] == 0


def test_only_an_open_case_is_begun_by_the_casusregisseur() -> None:
    cast = Cast(house="BN")
    case = story.at_table(cast, cast.gea)
    Case.objects.filter(pk=case.pk).update(casusregisseur=cast.gea.user, casusregisseur_party=cast.gea.party)
    closing = prepare(case, cast.gea)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        close_case(case, version=closing.version, by=rosa)
    with pytest.raises(NotAllowed):
        prepare(case, cast.gea)
