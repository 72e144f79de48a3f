"""A follow-up meeting: the earlier picture beside it (conv. 13; 04, phase 3)."""

from datetime import date, timedelta

import pytest

from cases.meetingpage import earlier_of
from cases.models import AgendaItem, Case
from cases.phases import StepNotAllowed
from cases.workflow.intervention import end_intervention
from tests.cases import meetings
from tests.cases.test_plan import adopt, at_meeting
from tests.cases.test_rescheduling import cancelled
from tests.cast import Cast
from zvh.actor import acting_as
from zvh.sealing import open_keyring
from zvh.today import today


def earlier(cast: Cast, item: AgendaItem) -> tuple[AgendaItem, list[str], list[str]] | None:
    """Which meeting stands beside this one, with its texts and scores."""
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        found = earlier_of(AgendaItem.objects.select_related("meeting").get(pk=item.pk), rosa)
        return found and (found.item, [one.answer for one in found.texts], [one.level for one in found.scores])


def held(cast: Cast, case: Case, level: str, decision: str) -> AgendaItem:
    item = meetings.on_agenda(cast, case)
    meetings.invited(cast, item, cast.gea)
    meetings.scored(cast, meetings.started(cast, item, cast.gea), level)
    return meetings.discussed(cast, item, decision)


def happened(item: AgendaItem, day: date) -> None:
    """As if it was held that day."""
    item.meeting.on = day
    item.meeting.save()


def test_the_last_discussion_stands_beside_the_next(cast: Cast) -> None:
    case = meetings.informed(cast)
    first, second = held(cast, case, "rood", "Eerst"), held(cast, case, "oranje", "Daarna")
    for weeks, item in ((8, first), (4, second)):
        happened(item, today() - timedelta(weeks=weeks))
    assert earlier(cast, first) is None
    assert earlier(cast, second) == (first, ["Kanariebeeld", "Eerst"], ["rood"])
    planned = meetings.on_agenda(cast, case, meetings.meeting(cast, today() + timedelta(days=7)))
    assert earlier(cast, planned) == (second, ["Kanariebeeld", "Daarna"], ["oranje"])


def test_what_was_not_discussed_yet_or_never_stands_beside_nothing(cast: Cast) -> None:
    case, running = at_meeting(cast, cast.gea)
    other = meetings.informed(cast)
    held(cast, other, "groen", "Van een ander")
    gone = meetings.on_agenda(cast, case, meetings.meeting(cast, today() + timedelta(days=1)))
    cancelled(cast, gone.meeting)
    planned = meetings.on_agenda(cast, case, meetings.meeting(cast, today() + timedelta(days=7)))
    assert earlier(cast, planned) is None
    meetings.discussed(cast, running)
    assert earlier(cast, planned) == (running, ["Kanariebeeld", "Kanariebesluit"], [])


def test_beside_it_stand_the_criteria_for_scaling_down_and_what_runs(cast: Cast) -> None:
    case = meetings.informed(cast, cast.gea)
    held(cast, case, "rood", "Eerst")
    meetings.drafted(cast, case, criteria="- Drie maanden rust")
    meetings.agreed(cast, case, cast.gea)
    adopt(cast, case, 1)
    running = meetings.treated(cast, case, cast.gea, what="Kanarie loopt")
    meetings.reported(cast, running, cast.gea)
    ended = meetings.treated(cast, case, cast.gea, what="Kanarie klaar")
    with open_keyring(), acting_as(cast.gea.pk) as gea:
        end_intervention(ended, state="afgerond", result="Klaar", by=gea)
    meetings.treated(cast, meetings.informed(cast, cast.gea), cast.gea, what="Kanarie elders")
    planned = meetings.on_agenda(cast, case)
    meetings.invited(cast, planned, cast.gea)
    meetings.started(cast, planned, cast.gea)
    shown = cast.rosa.client().get(f"/overleggen/{planned.meeting_id}/vergaderen/{planned.pk}/").content.decode()
    for words in (">Drie maanden rust<", "Kanarie loopt", "Kanarievoortgang"):
        assert words in shown
    assert "Kanarie klaar" not in shown and "Kanarie elders" not in shown


def test_from_the_adopted_plan_on_every_meeting_scores_anew(cast: Cast) -> None:
    case = meetings.informed(cast, cast.gea)
    held(cast, case, "rood", "Eerst")
    meetings.drafted(cast, case)
    meetings.agreed(cast, case, cast.gea)
    adopt(cast, case, 1)
    item = meetings.on_agenda(cast, case)
    meetings.invited(cast, item, cast.gea)
    meetings.started(cast, item, cast.gea)
    with pytest.raises(StepNotAllowed):
        meetings.discussed(cast, item)
    rosa, page = cast.rosa.client(), f"/overleggen/{item.meeting_id}/vergaderen/{item.pk}/"
    given = {"deel": "afronden", "versie": "0", "besluit": "Kanariebesluit"}
    told = rosa.post(page, given, follow=True).content.decode()
    assert "Geef de leefgebieden opnieuw een score" in told and "Kanariebesluit" in told
    meetings.scored(cast, item, "groen")
    assert rosa.post(page, {**given, "versie": "1"}).status_code == 302
    item.refresh_from_db()
    assert item.finished_at


def test_the_plan_shows_the_last_four_meetings_and_the_course_of_all(cast: Cast) -> None:
    case = meetings.informed(cast)
    levels = ("rood", "groen", "oranje", "oranje", "rood", "groen")
    for weeks, level in zip(range(12, 0, -2), levels, strict=True):
        happened(held(cast, case, level, "Besloten"), today() - timedelta(weeks=weeks))
    page = cast.rosa.client().get(f"/casussen/{case.number}/plan/").content.decode()
    table = page.partition("Score per leefgebied")[2].partition("</table>")[0]
    assert table.count("z-score--") == 4
    picture = table.partition("z-trend__lijn")[2].partition("</svg>")[0]
    signs = [picture.count(f'class="is-{level}"') for level in ("rood", "oranje", "groen")]
    assert signs == [2, 2, 2] and picture.count("<line") == 5
    assert 'aria-label="Verloop van Huisvesting: beter"' in table
    assert "Het verloop gaat over alle 6" in page and page.count("Kanarietoelichting") >= 6
    assert "style=" not in picture


def test_the_table_shows_it_with_every_score_and_its_explanation(cast: Cast) -> None:
    case = meetings.informed(cast)
    first = held(cast, case, "rood", "Eerst")
    planned = meetings.on_agenda(cast, case)
    page = f"/overleggen/{planned.meeting_id}/vergaderen/{planned.pk}/"
    shown = cast.rosa.client().get(page).content.decode().partition('id="vorig-overleg"')[2]
    for words in (f"{first.meeting.on.day} ", "Eerst", "Kanarietoelichting", "Rood"):
        assert words in shown
