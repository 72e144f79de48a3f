"""Triage: what is missing, what each outcome leads to, and who may decide."""

from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction

from cases.models import Case, CriterionJudgement, Disclosure, Enquiry, Feedback, Triage, TriageParty
from cases.phases import Phase, StepNotAllowed
from cases.policy import NotAllowed
from cases.workflow.enquiry import send_enquiries
from cases.workflow.lawful import regime_of
from cases.workflow.notice import missing_to_convene
from cases.workflow.triage import (
    Part,
    criteria_of,
    decide_triage,
    judge_criterion,
    missing_to_decide,
    prepare_triage,
)
from parties.models import TriageOutcome
from tests.cases import story
from tests.cast import Cast, Person, party_of
from zvh.actor import acting_as
from zvh.sealing import open_keyring
from zvh.today import today
from zvh.versions import Overtaken


@pytest.fixture
def case(cast: Cast) -> Case:
    return story.in_triage(cast)


def judge_all(case: Case, person: Person) -> None:
    with open_keyring(), acting_as(person.pk) as actor:
        for criterion in criteria_of(case):
            judge_criterion(case, criterion, is_met=True, explanation="Kanariecriterium", by=actor)


def prepare(case: Case, person: Person, outcome: str, *, version: int = 0, **values: Any) -> Triage:
    texts = {
        "reasons": "Kanarieredenen",
        "purpose": "doel",
        "themes": "thema",
        "feedback": "Kanarieterugkoppeling",
    }
    found = TriageOutcome.objects.of_house(case.house).get(code=outcome)
    with open_keyring(), acting_as(person.pk) as actor:
        given = {"parties": {}, **texts, **values}
        return prepare_triage(case, version=version, outcome=found, by=actor, **given)


def missing(case: Case, person: Person) -> list[str]:
    with open_keyring(), acting_as(person.pk):
        return [part for _, part in missing_to_decide(case)]


def decide(case: Case, person: Person, version: int = 1) -> Case:
    with open_keyring(), acting_as(person.pk) as actor:
        return decide_triage(case, version=version, by=actor)


def admitted(cast: Cast, case: Case) -> Case:
    judge_all(case, cast.rosa)
    chosen = {Part.AGREED: [cast.olga.party], Part.RELEVANT: [cast.olga.party, cast.gea.party]}
    prepare(case, cast.rosa, "aanpak-huis", parties=chosen)
    return decide(case, cast.rosa)


def test_what_is_missing_is_named_part_by_part(cast: Cast, case: Case) -> None:
    assert missing(case, cast.rosa) == ["criteria", "uitkomst"]
    prepare(case, cast.rosa, "aanpak-huis", reasons="", purpose="", themes="")
    assert missing(case, cast.rosa) == ["criteria", "redenen", "stemde_in", "doel", "themas", "in_overleg"]
    with pytest.raises(StepNotAllowed):
        decide(case, cast.rosa)
    judge_all(case, cast.rosa)
    chosen = {Part.AGREED: [cast.olga.party], Part.RELEVANT: [cast.gea.party]}
    prepare(case, cast.rosa, "aanpak-huis", version=1, parties=chosen)
    assert missing(case, cast.rosa) == []


def test_the_criteria_of_the_law_are_judged_too(case: Case) -> None:
    codes = [criterion.code for criterion in criteria_of(case)]
    assert codes == ["D", "C", "B", "A", "a", "b", "c", "d"]
    assert regime_of(case).code == "wgs"


def test_admission_needs_a_public_party(cast: Cast, case: Case) -> None:
    judge_all(case, cast.rosa)
    prepare(case, cast.rosa, "aanpak-huis", parties={Part.RELEVANT: [cast.gijs.party]})
    assert missing(case, cast.rosa) == ["stemde_in"]
    prepare(
        case,
        cast.rosa,
        "aanpak-huis",
        version=1,
        parties={Part.AGREED: [cast.gea.party], Part.RELEVANT: [cast.gijs.party]},
    )
    assert missing(case, cast.rosa) == []


def test_radicalisation_needs_every_deciding_party(cast: Cast) -> None:
    case = story.in_triage(cast, approach="radicalisering")
    judge_all(case, cast.rosa)
    some, all_three = [cast.olga.party, cast.piet.party], [cast.olga.party, cast.piet.party, cast.gea.party]
    prepare(case, cast.rosa, "aanpak-huis", parties={Part.AGREED: some, Part.RELEVANT: some})
    assert missing(case, cast.rosa) == ["stemde_in"]
    prepare(case, cast.rosa, "aanpak-huis", version=1, parties={Part.AGREED: all_three, Part.RELEVANT: some})
    assert missing(case, cast.rosa) == []


def test_a_casusoverleg_opens_the_phase_and_closes_the_enquiries(cast: Cast, case: Case) -> None:
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        send_enquiries(case, [cast.gea.party], by=rosa)
    assert not Enquiry.objects.exclude(closed_at=None)
    case = admitted(cast, case)
    assert case.phase == Phase.CASUSOVERLEG
    assert case.outcome and case.outcome.code == "aanpak-huis"
    assert case.transitions.filter(verb="admit_to_casusoverleg").exists()
    assert not Enquiry.objects.filter(closed_at=None)
    assert Feedback.objects.count() == 1


def test_no_approach_ends_the_case_tonight_with_feedback(cast: Cast, case: Case) -> None:
    judge_all(case, cast.rosa)
    prepare(case, cast.rosa, "geen-aanpak")
    case = decide(case, cast.rosa)
    assert (case.phase, case.destroy_on, case.destroy_source) == (Phase.ENDED, today(), "BGS 1.16 lid 1")
    assert not Disclosure.objects.exists()
    with open_keyring(), acting_as(cast.piet.pk) as piet:
        assert [row.text for row in Feedback.objects.visible_to(piet)] == ["Kanarieterugkoppeling"]
    with open_keyring(), acting_as(cast.wil.pk) as wil:
        assert not Feedback.objects.visible_to(wil).exists()


def test_local_approach_asks_for_a_receiver_and_registers_the_hand_over(cast: Cast, case: Case) -> None:
    judge_all(case, cast.rosa)
    prepare(case, cast.rosa, "lokale-aanpak")
    assert missing(case, cast.rosa) == ["gaat_naar"]
    prepare(case, cast.rosa, "lokale-aanpak", version=1, forward_to=cast.gea.party)
    decide(case, cast.rosa, version=2)
    (disclosure,) = Disclosure.objects.all()
    assert (disclosure.number, disclosure.party, disclosure.house) == (
        case.number,
        cast.gea.party,
        cast.house,
    )
    for person, sees in ((cast.rosa, True), (cast.fatima, True), (cast.zoe, False), (cast.gea, False)):
        with acting_as(person.pk) as actor:
            assert Disclosure.objects.visible_to(actor).exists() is sees
            assert Disclosure.objects.exists() is sees


def test_in_kennemerland_the_table_decides_and_may_help_without_a_meeting(db: None) -> None:
    cast = Cast(house="KL")
    case = story.in_triage(cast)
    judge_all(case, cast.rosa)
    prepare(case, cast.rosa, "zonder-ico")
    assert missing(case, cast.rosa) == ["besliste_mee", "stemde_in"]
    prepare(
        case,
        cast.rosa,
        "zonder-ico",
        version=1,
        parties={Part.TOOK_PART: [cast.olga.party], Part.AGREED: [cast.olga.party]},
    )
    case = decide(case, cast.rosa, version=2)
    assert case.phase == Phase.CASUSOVERLEG
    assert case.transitions.filter(verb="support_bilaterally").exists()
    with open_keyring(), acting_as(cast.rosa.pk):
        assert [part for _, part in missing_to_convene(case)] == ["triage"]


@pytest.mark.parametrize("name", ["otto", "mara", "zoe", "piet", "wil", "fatima"])
def test_only_the_procesregisseur_decides(cast: Cast, case: Case, name: str) -> None:
    judge_all(case, cast.rosa)
    prepare(case, cast.rosa, "geen-aanpak")
    with pytest.raises(NotAllowed):
        decide(case, getattr(cast, name))
    assert decide(case, cast.rosa).phase == Phase.ENDED


def test_a_case_that_is_not_in_triage_is_not_decided(cast: Cast) -> None:
    case = story.filed(cast)
    with pytest.raises(NotAllowed):
        prepare(case, cast.rosa, "geen-aanpak")
    assert Case.objects.get(pk=case.pk).phase == Phase.AANMELDING


def test_who_saves_on_an_old_version_overwrites_nothing(cast: Cast, case: Case) -> None:
    prepare(case, cast.rosa, "geen-aanpak", reasons="eerste")
    with pytest.raises(Overtaken) as caught:
        prepare(case, cast.otto, "geen-aanpak", reasons="tweede")
    with open_keyring():
        assert caught.value.stored.reasons == "eerste" == Triage.objects.get(case=case).reasons
    judge_all(case, cast.rosa)
    prepare(case, cast.otto, "geen-aanpak", version=1, reasons="derde")
    with pytest.raises(Overtaken):
        decide(case, cast.rosa, version=1)


def test_the_considerations_are_for_house_staff_only(cast: Cast, case: Case) -> None:
    judge_all(case, cast.rosa)
    prepare(case, cast.rosa, "aanpak-huis", parties={Part.RELEVANT: [cast.olga.party]})
    story.assigned(cast, case, cast.olga)

    def counts(person: Person) -> list[int]:
        with open_keyring(), acting_as(person.pk) as actor:
            models: list[Any] = [Triage, TriageParty, CriterionJudgement]
            seen = [model.objects.visible_to(actor).count() for model in models]
            assert seen == [model.objects.count() for model in models]
            return seen

    assert counts(cast.rosa) == counts(cast.mara) == [1, 1, 8]
    for person in (cast.olga, cast.zoe, cast.piet, cast.fatima):
        assert counts(person) == [0, 0, 0]


def test_the_database_refuses_a_judgement_of_another_house(cast: Cast, case: Case) -> None:
    judge_all(case, cast.rosa)
    with pytest.raises(ProgrammingError), open_keyring(), acting_as(cast.zoe.pk), transaction.atomic():
        TriageParty(case_id=case.pk, party=party_of(cast.house, "om"), part=Part.AGREED).save(force_insert=True)


def test_the_texts_are_sealed(cast: Cast, case: Case) -> None:
    judge_all(case, cast.rosa)
    prepare(case, cast.rosa, "geen-aanpak")
    with connection.cursor() as cursor:
        cursor.execute(
            "select reasons, feedback from cases_triage union all select explanation, null from cases_criterionjudgement"
        )
        stored = [bytes(value) for row in cursor.fetchall() for value in row if value]
    assert len(stored) == 10
    assert all(b"Kanarie" not in value for value in stored)
