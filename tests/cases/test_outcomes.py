"""Every outcome of the triage in every house, read from the data files and driven through the workflow, with all that follows from it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from cases.models import Case, CaseGrant, Disclosure, Enquiry, Feedback, Triage
from cases.phases import OPEN_PHASES, Phase, StepNotAllowed
from cases.policy import NotAllowed, may
from cases.workflow.aanmelding import consult
from cases.workflow.enquiry import send_enquiries
from cases.workflow.notice import missing_to_convene
from cases.workflow.triage import criteria_of, decide_triage, judge_criterion, missing_to_decide, prepare_triage
from cases.workflow.triageparts import Part, choices
from parties.choices import Consequence
from parties.loading.files import DATA, read
from parties.models import House, Party, TriageOutcome
from privacy.destruction import case_is_due
from tests.cases import story
from tests.cast import Cast
from zvh.actor import acting_as, acting_as_system
from zvh.sealing import open_keyring
from zvh.today import today

pytestmark = pytest.mark.django_db


def from_the_files() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """House, approach, and what the file says of an outcome; the outcomes of the house itself go before those of the covenant."""
    for path in sorted(DATA.glob("*.toml")):
        content = read(path)
        for house in content.get("houses", []):
            outcomes = [one for one in content["triage_outcomes"] if one.get("house") == house["code"]]
            for outcome in outcomes or [one for one in content["triage_outcomes"] if "house" not in one]:
                yield house["code"], story.APPROACH, outcome


OUTCOMES = list(from_the_files())


@dataclass(frozen=True)
class Follows:
    """What an outcome leads to, written by hand."""

    phase: Phase
    destroyed_tonight: bool = False
    handed_over: bool = False
    meets: bool = False
    follow_up: bool = False


STAYS = Follows(Phase.CASUSOVERLEG, meets=True)
GOES = Follows(Phase.ENDED, destroyed_tonight=True)
EXPECTED = {
    ("KL", "advies"): GOES,
    ("KL", "zonder-ico"): Follows(Phase.CASUSOVERLEG, follow_up=True),
    ("KL", "ico"): STAYS,
    ("HG", "casusoverleg"): STAYS,
    ("HG", "geen-casusoverleg"): GOES,
    ("BN", "casusoverleg"): STAYS,
    ("BN", "geen-casusoverleg"): GOES,
    ("FL", "casusoverleg"): STAYS,
    ("FL", "geen-casusoverleg"): GOES,
    ("GV", "casusoverleg"): STAYS,
    ("GV", "geen-casusoverleg"): GOES,
    ("RU", "lokale-aanpak"): Follows(Phase.ENDED, destroyed_tonight=True, handed_over=True),
    ("RU", "geen-aanpak"): GOES,
    ("RU", "aanpak-huis"): STAYS,
}


def test_every_outcome_of_every_house_is_here() -> None:
    assert {(house, outcome["code"]) for house, _, outcome in OUTCOMES} == set(EXPECTED)
    loaded = {(house.code, one.code) for house in House.objects.all() for one in TriageOutcome.objects.of_house(house)}
    assert loaded == set(EXPECTED)


def other_than(house: str) -> str:
    return "HG" if house != "HG" else "RU"


def judged(cast: Cast, case: Case) -> None:
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        for criterion in criteria_of(case):
            judge_criterion(case, criterion, is_met=True, explanation="ja", by=rosa)


def decided(cast: Cast, case: Case, code: str) -> Case:
    """Rosa decides, with the first party of the list wherever the outcome needs one."""
    judged(cast, case)
    outcome = TriageOutcome.objects.of_house(cast.house).get(code=code)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        offered = choices(case, today=rosa.today)
        gemeente = Party.objects.in_house(cast.house).of_kind("gemeente")[0]
        prepare_triage(
            case, version=0, outcome=outcome, parties={part: found[:1] for part, found in offered.items()},
            forward_to=gemeente if outcome.forwards_locally else None, reasons="Kanarieredenen", purpose="doel", themes="thema",
            feedback="Kanarieterugkoppeling", by=rosa,
        )  # fmt: skip
        assert missing_to_decide(case) == []
        return decide_triage(case, version=1, by=rosa)


@pytest.mark.parametrize(("house", "approach", "outcome"), OUTCOMES, ids=[f"{h}-{o['code']}" for h, _, o in OUTCOMES])
def test_an_outcome_leads_to_what_its_covenant_says(house: str, approach: str, outcome: dict[str, Any]) -> None:
    cast, follows = Cast(house=house, other_house=other_than(house)), EXPECTED[house, outcome["code"]]
    case = story.in_triage(cast, approach=approach)
    story.assigned(cast, case, cast.olga)
    asks = cast.otto if house == "KL" else cast.rosa
    with open_keyring(), acting_as(asks.pk) as asker:
        send_enquiries(case, [cast.gijs.party], by=asker)
    case = decided(cast, case, outcome["code"])

    assert case.phase == follows.phase
    assert case.outcome and case.outcome.consequence == outcome["consequence"]
    _check_data(cast, case, follows)
    _check_feedback(cast, case)
    _check_disclosure(cast, case, follows)
    _check_meeting(cast, case, follows)
    assert [(one.name, one.born_on, bool(one.closed_at)) for one in Enquiry.objects.filter(case=case)] == [
        ("", None, True)
    ]


def _check_data(cast: Cast, case: Case, follows: Follows) -> None:
    """Destroyed tonight and closed to every delegate, or kept and still open to who was assigned."""
    with acting_as_system():
        assert bool(case_is_due(case, today())) is follows.destroyed_tonight
    assert bool(case.destroy_source) is follows.destroyed_tonight
    assert CaseGrant.objects.filter(content_object=case).exists() is not follows.destroyed_tonight
    for person, reads in ((cast.olga, not follows.destroyed_tonight), (cast.piet, False), (cast.gijs, False)):
        with acting_as(person.pk) as actor:
            assert Case.objects.visible_to(actor).filter(pk=case.pk).exists() is reads
            assert Case.objects.filter(pk=case.pk).exists() is reads


def _check_feedback(cast: Cast, case: Case) -> None:
    """Who filed reads the feedback, nobody else does, and it outlives the case."""
    for person, sees in ((cast.piet, True), (cast.olga, False), (cast.gijs, False), (cast.zoe, False)):
        with open_keyring(), acting_as(person.pk) as actor:
            assert [row.text for row in Feedback.objects.visible_to(actor)] == ["Kanarieterugkoppeling"] * sees
    assert Feedback.objects.get().ends_on > today()


def _check_disclosure(cast: Cast, case: Case, follows: Follows) -> None:
    rows = list(Disclosure.objects.values_list("number", "what", "party__kinds__code", "source"))
    assert rows == [(case.number, "overdracht-lokaal", "gemeente", "DPIA 1, stap 2")] * follows.handed_over


def _check_meeting(cast: Cast, case: Case, follows: Follows) -> None:
    """Only where the outcome is a casusoverleg can one be held; without one the house looks again on a day that is set."""
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        assert may(rosa, "put_on_agenda", case) is may(rosa, "save_plan", case) is follows.meets
        assert may(rosa, "note_contact", case) is follows.follow_up
        assert (("triage" in [part for _, part in missing_to_convene(case)]) is follows.follow_up) or not case.is_open
    case.refresh_from_db()
    assert (case.follow_up_on is not None and case.due_on == case.follow_up_on > today()) is follows.follow_up


# --- who decides, and with whom the house consults ---------------------------------------------------------------------

# House, approach -> which parts must be filled in before a case is admitted, and how many kinds of public party must agree.
DECIDERS = {
    ("KL", "complexe-casuistiek"): (["besliste_mee", "stemde_in"], 1),
    ("HG", "complexe-casuistiek"): (["stemde_in"], 1),
    ("HG", "radicalisering"): (["stemde_in"], 3),
    ("HG", "jeugdgroepen"): ([], 0),
    ("BN", "complexe-casuistiek"): (["stemde_in"], 1),
    ("FL", "complexe-casuistiek"): (["stemde_in"], 1),
    ("FL", "mda"): (["stemde_in"], 1),
    ("FL", "radicalisering"): (["stemde_in"], 3),
    ("GV", "complexe-casuistiek"): (["stemde_in"], 1),
    ("GV", "mda"): (["stemde_in"], 1),
    ("GV", "radicalisering"): (["stemde_in"], 3),
    ("RU", "complexe-casuistiek"): (["stemde_in"], 1),
    ("RU", "mda"): (["stemde_in"], 1),
    ("RU", "ondermijning"): (["stemde_in"], 1),
    ("RU", "top-x"): (["stemde_in"], 1),
    ("RU", "radicalisering"): (["stemde_in"], 3),
}
PUBLIC = {"rvdk", "dji", "politie", "om", "gemeente", "ggd"}


def test_every_approach_of_every_house_is_here() -> None:
    assert {(house.code, one.code) for house in House.objects.all() for one in house.approaches.all()} == set(DECIDERS)


@pytest.mark.parametrize(("house", "approach"), DECIDERS, ids=["-".join(one) for one in DECIDERS])
def test_who_admits_a_case_is_what_covenant_and_law_say(house: str, approach: str) -> None:
    cast, (needed, kinds) = Cast(house=house, other_house=other_than(house)), DECIDERS[house, approach]
    case = story.in_triage(cast, approach=approach)
    judged(cast, case)
    outcome = TriageOutcome.objects.of_house(cast.house).filter(consequence=Consequence.CASUSOVERLEG).get()
    given: dict[str, Any] = {"outcome": outcome, "reasons": "r", "purpose": "d", "themes": "t"}
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        offered = choices(case, today=rosa.today)
        relevant = {Part.RELEVANT: offered[Part.RELEVANT][:1]}
        prepare_triage(case, version=0, parties=relevant, by=rosa, **given)
        assert [part for _, part in missing_to_decide(case)] == needed
        if needed:
            with pytest.raises(StepNotAllowed):
                decide_triage(case, version=1, by=rosa)
        agreed: list[Party] = []
        for number, party in enumerate(_of_each_kind(offered[Part.AGREED]), start=1):
            agreed.append(party)
            parties = {**relevant, Part.AGREED: agreed, Part.TOOK_PART: offered[Part.TOOK_PART][:1]}
            prepare_triage(case, version=number, parties=parties, by=rosa, **given)
            assert bool(missing_to_decide(case)) is (number < kinds)
        assert {kind.code for party in offered[Part.AGREED] for kind in party.kinds.all() if kind.code in PUBLIC} == {
            kind.code for party in agreed for kind in party.kinds.all() if kind.code in PUBLIC
        }
        assert len(agreed) >= kinds and bool(agreed) is bool(kinds)


def _of_each_kind(parties: list[Party]) -> list[Party]:
    found: dict[str, Party] = {}
    for party in parties:
        for kind in party.kinds.all():
            if kind.code in PUBLIC:
                found.setdefault(kind.code, party)
    return list(found.values())


@pytest.mark.parametrize("house", ["KL", "HG", "BN", "FL", "GV", "RU"])
def test_house_and_reporter_consult_from_the_aanmelding_but_in_utrecht(house: str) -> None:
    """DPIA 1, step 1: in Utrecht the first assessment is made without the reporter."""
    cast = Cast(house=house, other_house=other_than(house))
    case, opens = story.filed(cast), house != "RU"
    for person in (cast.rosa, cast.piet):
        with open_keyring(), acting_as(person.pk) as actor:
            assert may(actor, "consult", case) is opens
            if opens:
                assert consult(case, "Kanarievraag", by=actor).from_house is (person is cast.rosa)


# --- parts that a party can not have -------------------------------------------------------------------------------------


def test_nobody_is_written_down_in_a_part_that_is_not_his(cast: Cast) -> None:
    """The form offers none of these; the workflow refuses them too."""
    case = story.in_triage(cast)
    elsewhere = Party.objects.exclude(memberships__houses=cast.house).filter(kinds__code="politie")[0]
    mine = TriageOutcome.objects.of_house(cast.house)[0]
    other = TriageOutcome.objects.of_house(cast.other_house)[0]
    refused: list[dict[str, Any]] = [
        {"outcome": other},
        {"parties": {Part.RELEVANT: [elsewhere]}},
        {"parties": {Part.AGREED: [cast.gijs.party]}},
        {"parties": {Part.TOOK_PART: [elsewhere]}},
        {"forward_to": cast.olga.party},
        {"forward_to": Party.objects.of_kind("gemeente").exclude(memberships__houses=cast.house)[0]},
    ]
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        for wrong in refused:
            with pytest.raises(NotAllowed):
                prepare_triage(case, **{"version": 0, "outcome": mine, "parties": {}, **wrong}, by=rosa)
    assert not Triage.objects.filter(case=case).exists()


def test_only_open_cases_are_decided(cast: Cast) -> None:
    case = decided(cast, story.in_triage(cast), "geen-aanpak")
    assert case.phase not in OPEN_PHASES
    with open_keyring(), acting_as(cast.rosa.pk) as rosa, pytest.raises(NotAllowed):
        decide_triage(case, version=1, by=rosa)
