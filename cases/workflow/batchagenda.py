"""Several cases on the agenda of one meeting at once (10, pattern 12; 04, phase 3). Each case stands or falls by itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from cases.models import AgendaItem, Case, Meeting
from cases.phases import StepNotAllowed
from cases.policy import NotAllowed
from cases.workflow.agenda import Texts, missing_for_agenda, put_on_agenda
from cases.workflow.invitation import invitable, invite
from cases.workflow.speaking import speaking_in
from cases.workflow.steps import hold, hold_cases
from zvh.actor import Actor


@dataclass(frozen=True)
class Place:
    """A case that is to be put on the agenda."""

    case: Case
    texts: Texts
    minutes_long: int


@dataclass(frozen=True)
class Placed:
    """What became of it: on the agenda with so many people invited, or why not."""

    case: Case
    invited: int = 0
    why_not: str = ""


@transaction.atomic
def put_cases_on_agenda(places: Sequence[Place], meeting: Meeting, *, invites: bool, by: Actor) -> list[Placed]:
    """Each case in this order, or not at all with the reason; one that is refused holds up no other."""
    hold_cases(place.case.pk for place in places)
    hold(meeting.pk)
    return [_put(place, meeting, invites, by) for place in places]


def _put(place: Place, meeting: Meeting, invites: bool, by: Actor) -> Placed:
    texts = place.texts
    try:
        with transaction.atomic():
            item = put_on_agenda(
                place.case, meeting, purpose=texts.purpose, asked=texts.asked, themes=texts.themes,
                minutes_long=place.minutes_long, by=by,
            )  # fmt: skip
            return Placed(place.case, invited=_invite_assigned(item, by) if invites else 0)
    except (NotAllowed, StepNotAllowed):
        return Placed(place.case, why_not=why_not(place.case))


def why_not(case: Case) -> str:
    """In words, after a refusal."""
    missing = missing_for_agenda(case)
    return missing[0][0] if missing else "De casus staat er al op, of is intussen verder"


def _invite_assigned(item: AgendaItem, by: Actor) -> int:
    """Who is assigned to the case; nobody gets access by it."""
    assigned = {(user, party) for _, user, party in speaking_in([item.case_id], by.today)}
    chosen = [one for one in invitable(item, by=by) if (one.user_id, one.membership.party_id) in assigned]
    return len(invite(item, chosen, by=by)) if chosen else 0
