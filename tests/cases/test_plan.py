"""The plan, scores, actions and casusregie; acting as the web role."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils.formats import date_format

from cases.casepage import open_file
from cases.models import Action, AgendaItem, Case, CaseGrant, DomainScore, GrantHistory, GrantReason, Meeting, Plan
from cases.nightly import remind_of_actions
from cases.phases import StepNotAllowed
from cases.planpage import picture_of
from cases.policy import NotAllowed
from cases.workflow.action import report_action
from cases.workflow.plan import adopt_plan, missing_to_adopt, name_casusregisseur, score_domain
from parties.models import House, RetentionPolicy
from tests.cases import meetings, story
from tests.cast import Cast, Person, delegate
from zvh.actor import acting_as, acting_as_system
from zvh.models import Job
from zvh.sealing import open_keyring
from zvh.today import today
from zvh.versions import Overtaken

TABLES = {Plan: "cases_plan", DomainScore: "cases_domainscore", Action: "cases_action"}


def seen(person: Person, *models: Any) -> list[int]:
    """How many rows of each kind this person sees, the same in Python and in SQL."""
    found = []
    with open_keyring(), acting_as(person.pk) as actor:
        for model in models or TABLES:
            rows = set(model.objects.visible_to(actor).values_list("pk", flat=True))
            with connection.cursor() as cursor:
                cursor.execute(f"select id from {TABLES[model]}")
                assert {row[0] for row in cursor.fetchall()} == rows, model
            found.append(len(rows))
    return found


def at_meeting(cast: Cast, *people: Person, **about: Any) -> tuple[Case, AgendaItem]:
    """A case that is being discussed with these delegates."""
    case = meetings.informed(cast, **about)
    item = meetings.on_agenda(cast, case)
    meetings.invited(cast, item, *people)
    return case, meetings.started(cast, item, *people)


def adopt(cast: Cast, case: Case, version: int) -> Plan:
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        return adopt_plan(case, version=version, by=rosa)


def missing(cast: Cast, case: Case) -> list[str]:
    with open_keyring(), acting_as(cast.rosa.pk):
        return [part for _, part in missing_to_adopt(case)]


def test_a_plan_is_adopted_when_nothing_is_missing(cast: Cast) -> None:
    case, item = at_meeting(cast, cast.gea)
    assert missing(cast, case) == ["plan"]
    meetings.drafted(cast, case, goal="", criteria="")
    assert missing(cast, case) == ["plan", "plan", "scores", "acties"]
    with pytest.raises(StepNotAllowed):
        adopt(cast, case, 1)
    meetings.drafted(cast, case, version=1)
    meetings.scored(cast, item)
    meetings.agreed(cast, case, cast.gea)
    plan = adopt(cast, case, 2)
    assert (plan.number, plan.adopted_in, plan.adopted_by) == (1, item, cast.rosa.user)


def test_after_adoption_a_change_is_a_new_version(cast: Cast) -> None:
    case, item = at_meeting(cast, cast.gea)
    meetings.drafted(cast, case)
    meetings.scored(cast, item)
    meetings.agreed(cast, case, cast.gea)
    adopt(cast, case, 1)
    meetings.drafted(cast, case, goal="Kanarie twee")
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        assert [(one.number, one.is_adopted, one.goal) for one in Plan.objects.visible_to(rosa)] == [
            (2, False, "Kanarie twee"), (1, True, "Kanariedoel van het plan"),
        ]  # fmt: skip
    with pytest.raises(Overtaken):
        meetings.drafted(cast, case, version=0)
    with pytest.raises(Overtaken):
        adopt(cast, case, 2)


def test_kennemerland_needs_a_casusregisseur(db: None) -> None:
    cast = Cast("KL", "RU")
    assert House.objects.get(code="KL").requires_casusregisseur
    case, item = at_meeting(cast, cast.gea, approach=cast.house.approaches.first().code)
    meetings.drafted(cast, case)
    meetings.scored(cast, item)
    meetings.agreed(cast, case, cast.gea)
    assert missing(cast, case) == ["casusregisseur"]
    name(cast, case, cast.gea)
    case.refresh_from_db()
    assert missing(cast, case) == []


def name(cast: Cast, case: Case, person: Person) -> None:
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        name_casusregisseur(case, CaseGrant.objects.get(content_object=case, user=person.user), by=rosa)


def test_the_casusregie_passes_on_and_leaves_its_history(cast: Cast) -> None:
    RetentionPolicy.objects.update(casusregisseur_keeps_access=True)
    case = story.at_table(cast, cast.gea, cast.gijs)
    for person in (cast.gea, cast.gijs):
        name(cast, case, person)
        case.refresh_from_db()
        assert (case.casusregisseur, case.casusregisseur_party) == (person.user, person.party)
    grants = {
        grant.user_id: (grant.reason, grant.after_closing) for grant in CaseGrant.objects.filter(content_object=case)
    }
    assert grants == {
        cast.gea.user.pk: (GrantReason.ASSIGNED, False),
        cast.gijs.user.pk: (GrantReason.CASUSREGISSEUR, True),
    }
    history = GrantHistory.objects.filter(user_id=cast.gea.user.pk, case_id=case.pk).order_by("pk")
    assert list(history.values_list("given", "reason")) == [
        (True, "toegewezen"), (False, "toegewezen"), (True, "casusregisseur"), (False, "casusregisseur"), (True, "toegewezen"),
    ]  # fmt: skip


@pytest.mark.parametrize(("bound", "days"), [("until_date", -1), ("from_date", 1)])
def test_who_is_not_in_the_case_today_does_not_lead_it(cast: Cast, bound: str, days: int) -> None:
    case = story.at_table(cast, cast.gea, cast.gijs)
    CaseGrant.objects.filter(user=cast.gea.user).update(**{bound: today() + timedelta(days=days)})
    shown = cast.rosa.client().get(f"/casussen/{case.number}/plan/casusregisseur/").content.decode()
    assert f"Gijs, {cast.gijs.party}" in shown and "Gea, " not in shown
    with pytest.raises(StepNotAllowed):
        name(cast, case, cast.gea)


def test_the_casusregisseur_keeps_access_only_where_the_policy_says_so(cast: Cast) -> None:
    RetentionPolicy.objects.update(casusregisseur_keeps_access=False)
    case = story.at_table(cast, cast.gea)
    name(cast, case, cast.gea)
    assert not CaseGrant.objects.get(user=cast.gea.user).after_closing


def test_every_meeting_leaves_its_own_picture(cast: Cast) -> None:
    case, item = at_meeting(cast, cast.gea)
    domain = meetings.scored(cast, item, "rood")
    meetings.scored(cast, item, "oranje")
    second = meetings.on_agenda(cast, case)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa, pytest.raises(StepNotAllowed):
        score_domain(second, domain, level="groen", by=rosa)
    meetings.invited(cast, second, cast.gea)
    meetings.scored(cast, meetings.started(cast, second, cast.gea), "groen")
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        [line] = picture_of(open_file(str(case.number), rosa)).lines
        assert sorted(line.trend.levels) == ["groen", "oranje"]


def test_delegates_in_the_case_read_the_common_file(cast: Cast) -> None:
    case, item = at_meeting(cast, cast.gea, cast.gijs)
    meetings.drafted(cast, case)
    meetings.scored(cast, item)
    meetings.agreed(cast, case, cast.gea)
    assert seen(cast.rosa) == seen(cast.gea) == seen(cast.gijs) == [1, 1, 1]
    for person in (cast.zoe, cast.wil, cast.olga, cast.fatima, cast.abel):
        assert seen(person) == [0, 0, 0]


def test_who_was_not_invited_reads_the_scores_with_the_plan_and_nothing_of_the_agenda(cast: Cast) -> None:
    """02: the scores belong to the plan, which is of everybody in the case; 04: an agenda is of who is invited."""
    case, item = at_meeting(cast, cast.gea)
    story.assigned(cast, case, cast.olga)
    domain = meetings.scored(cast, item)
    Meeting.objects.filter(pk=item.meeting_id).update(on=today() - timedelta(days=3))
    assert seen(cast.olga, DomainScore) == [1]
    days = {
        cast.gea: today() - timedelta(days=3),
        cast.olga: today(),
    }  # who can not read the agenda: when it was scored
    for person, day in days.items():
        with open_keyring(), acting_as(person.pk) as actor:
            picture = picture_of(open_file(str(case.number), actor))
            assert [(line.name, line.latest.level) for line in picture.lines] == [(domain.name, "rood")]
            assert picture.days == [date_format(day)]
            assert AgendaItem.objects.count() == (person is cast.gea)
        for page in ("", "plan/"):
            assert "Kanarietoelichting" in person.client().get(f"/casussen/{case.number}/{page}").content.decode()


def test_in_kennemerland_a_delegate_sees_the_own_actions_only(db: None) -> None:
    cast = Cast("KL", "RU")
    case, item = at_meeting(cast, cast.gea, cast.olga, approach=cast.house.approaches.first().code)
    meetings.drafted(cast, case)
    meetings.scored(cast, item)
    meetings.agreed(cast, case, cast.gea)
    meetings.agreed(cast, case, cast.olga)
    meetings.agreed(cast, case)
    assert seen(cast.rosa) == [1, 1, 3]
    assert seen(cast.gea) == seen(cast.olga) == [0, 0, 1]


def test_only_the_responsible_party_and_the_house_report(cast: Cast) -> None:
    case, _ = at_meeting(cast, cast.gea, cast.gijs)
    action = meetings.agreed(cast, case, cast.gea)
    with open_keyring(), acting_as(cast.gijs.pk) as gijs:
        assert Action.objects.visible_to(gijs).exists()
        with pytest.raises(NotAllowed):
            report_action(action, state="gedaan", by=gijs)
        assert Action.objects.filter(pk=action.pk).update(state="gedaan") == 0
    with open_keyring(), acting_as(cast.gea.pk) as gea:
        with pytest.raises(StepNotAllowed):
            report_action(action, state="niet-gedaan", by=gea)
        assert report_action(action, state="gedaan", result="Kanarieresultaat", by=gea).reported_by == cast.gea.user
    with open_keyring(), acting_as(cast.otto.pk) as otto:
        assert report_action(action, state="open", by=otto).reported_by is None


def test_an_action_is_for_who_is_in_the_case_and_lies_ahead(cast: Cast) -> None:
    case, _ = at_meeting(cast, cast.gea)
    with pytest.raises(StepNotAllowed):
        meetings.agreed(cast, case, cast.gijs)
    with pytest.raises(StepNotAllowed):
        meetings.agreed(cast, case, due_on=today() - timedelta(days=1))
    assert meetings.agreed(cast, case).party is None


def test_who_has_an_action_is_reminded_the_day_before_and_when_it_is_late_once_each(cast: Cast) -> None:
    case, _ = at_meeting(cast, cast.gea)
    due = today() + timedelta(days=5)
    action = meetings.agreed(cast, case, cast.gea, due_on=due)
    Job.objects.all().delete()

    def told(day: date) -> list[tuple[str, str]]:
        with acting_as_system(day):
            remind_of_actions(day)
            remind_of_actions(day)
        found = [(job.arguments["letter"], job.arguments["user_id"]) for job in Job.objects.filter(name="send_letter")]
        Job.objects.all().delete()
        return found

    gea = str(cast.gea.user.pk)
    days = [due - timedelta(days=2), due - timedelta(days=1), due, due + timedelta(days=1), due + timedelta(days=2)]
    assert [told(day) for day in days] == [[], [("actie-bijna", gea)], [], [("actie-te-laat", gea)], []]
    done = meetings.agreed(cast, case, cast.gea, due_on=due)
    with open_keyring(), acting_as(cast.gea.pk) as actor:
        report_action(done, state="gedaan", by=actor)
    Job.objects.all().delete()
    assert told(due + timedelta(days=1)) == []
    assert action.party == cast.gea.party


def test_who_left_the_case_is_not_reminded_but_the_party_is(cast: Cast) -> None:
    case, _ = at_meeting(cast, cast.gea)
    meetings.agreed(cast, case, cast.gea)
    meetings.agreed(cast, case)
    colleague = delegate("Gerda", cast.gea.party, cast.house)
    story.assigned(cast, case, colleague)
    CaseGrant.objects.filter(content_object=case, user=cast.gea.user).delete()
    Job.objects.all().delete()
    with acting_as_system():
        assert remind_of_actions(today()) == 2
    told = set(Job.objects.filter(name="send_letter").values_list("arguments__user_id", flat=True))
    assert told == {str(colleague.user.pk), str(case.procesregisseur_id)} - {"None"}


def test_the_plan_shows_every_score_with_its_explanation_and_the_version_adopted_there(cast: Cast) -> None:
    case, item = at_meeting(cast, cast.gea)
    meetings.drafted(cast, case)
    meetings.scored(cast, item, "rood")
    meetings.agreed(cast, case, cast.gea)
    adopt(cast, case, 1)
    meetings.discussed(cast, item)
    second = meetings.on_agenda(cast, case)
    meetings.invited(cast, second, cast.gea)
    table = f"/overleggen/{second.meeting_id}/vergaderen/{second.pk}/"
    shown = cast.rosa.client().get(table).content.decode()
    assert "Vorig overleg" in shown and "Kanariebeeld" in shown and "Kanarietoelichting" in shown
    first = f"/overleggen/{item.meeting_id}/vergaderen/{item.pk}/"
    assert "Vorig overleg" not in cast.rosa.client().get(first).content.decode()
    meetings.scored(cast, meetings.started(cast, second, cast.gea), "groen")
    plan = cast.rosa.client().get(f"/casussen/{case.number}/plan/").content.decode()
    assert "versie 1 vastgesteld" in plan and plan.count("Kanarietoelichting") >= 3 and "<svg" in plan
