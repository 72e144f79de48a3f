"""Cases that were ticked on the worklist, seen as an agenda: which can be put on one, when each comes up, what is still lacking."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from cases.models import AgendaItem, Case, Meeting
from cases.phases import Phase
from cases.policy import may
from cases.reach import FoundCases
from cases.words import phase_of
from cases.workflow.agenda import Texts, missing_for_agenda, usual_texts
from cases.workflow.speaking import speaking_in
from cases.worklist import contributions_of, work_names
from zvh.actor import Actor
from zvh.http import ids_in

MOST = 50  # cases at once
USUAL = 20  # minutes


@dataclass
class Candidate:
    """A ticked case. `why_not` says why it can not be put on this agenda; `warnings` what the meeting will miss."""

    case: Case
    work_name: str
    texts: Texts
    why_not: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    minutes_long: int = USUAL
    at: datetime | None = None


def meetings_ahead(actor: Actor) -> list[Meeting]:
    """Meetings of the own house to which a case can still be added."""
    planned = Meeting.objects.visible_to(actor).filter(on__gte=actor.today, cancelled_at=None)
    return list(planned.select_related("house__covenant"))


def find_cases(keys: Iterable[str], actor: Actor) -> list[Case]:
    """The ticked cases in the order in which they were sent; what this actor does not see is not there."""
    ids = ids_in(keys)[:MOST]
    found = Case.objects.visible_to(actor).select_related("house__covenant", "approach", "outcome", "procesregisseur")
    cases = {case.pk: case for case in found.filter(pk__in=ids).prefetch_related("subjects", "notices", "nonotices")}
    return [cases[pk] for pk in ids if pk in cases]


def candidates_of(cases: Sequence[Case], meeting: Meeting | None, actor: Actor) -> list[Candidate]:
    """What is known of each, at a number of queries that does not depend on how many they are."""
    found = FoundCases(actor, [case.pk for case in cases])
    names, texts = work_names(found), usual_texts(cases, by=actor)
    asked = {case: (total, done) for case, total, done in contributions_of(found)}
    planned, people = _planned(cases, actor), Counter(case for case, _, _ in speaking_in(found.ids, actor.today))
    return [
        Candidate(
            case, names.get(case.pk, ""), texts[case.pk], _why_not(case, meeting, planned, actor),
            _warnings(case, meeting, planned, asked.get(case.pk), people[case.pk]),
        )
        for case in cases
    ]  # fmt: skip


Planned = dict[UUID, dict[UUID, Meeting]]  # of a case: the meetings to come


def _planned(cases: Sequence[Case], actor: Actor) -> Planned:
    items = AgendaItem.objects.visible_to(actor).filter(
        case__in=cases, meeting__on__gte=actor.today, meeting__cancelled_at=None, finished_at=None
    )
    found: Planned = {}
    for item in items.select_related("meeting"):
        found.setdefault(item.case_id, {})[item.meeting_id] = item.meeting
    return found


def _why_not(case: Case, meeting: Meeting | None, planned: Planned, actor: Actor) -> list[str]:
    if not may(actor, "put_on_agenda", case):
        return [f"Deze casus is in de fase {phase_of(case, case.phase)}"]
    if meeting and meeting.pk in planned.get(case.pk, {}):
        return ["Staat al op deze agenda"]
    return [text for text, _ in missing_for_agenda(case)]


def _warnings(
    case: Case, meeting: Meeting | None, planned: Planned, asked: tuple[int, int] | None, people: int
) -> list[str]:
    if case.phase != Phase.CASUSOVERLEG:
        return []
    total, done = asked or (0, 0)
    others = [one for one in planned.get(case.pk, {}).values() if one != meeting]
    found = [f"Staat ook op de agenda van {one.on:%d-%m-%Y}" for one in others]
    if not total:
        found.append("Er is nog geen bijdrage gevraagd")
    elif done < total:
        found.append(f"{done} van {total} bijdragen binnen")
    if not people:
        found.append("Nog geen gedelegeerde betrokken om uit te nodigen")
    return found


def set_clock(lines: Iterable[Candidate], begins: datetime | None) -> None:
    """When each comes up, after what stands on the agenda already."""
    for line in lines:
        line.at = begins
        begins = begins + timedelta(minutes=line.minutes_long) if begins else None
