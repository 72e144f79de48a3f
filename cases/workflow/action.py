"""Actions: agreed upon, reported by who is responsible (conv. 12.2 g-h; 04, uitvoeren en bewaken)."""

from datetime import date

from django.db import transaction

from cases.models import Action, AgendaItem, Case, CaseGrant, Intervention
from cases.phases import StepNotAllowed
from cases.policy import NotAllowed, require
from cases.rowpolicy import may_report
from cases.workflow.letters import write_to, write_to_delegates
from cases.workflow.speaking import speaking_grants
from cases.workflow.steps import locked
from parties.inforce import appointments_in_force
from parties.models import Party, User
from parties.roles import Role
from privacy import accesslog
from zvh.actor import Actor
from zvh.today import moment
from zvh.versions import refuse_overtaken, version_of

State = Action.State
STAFF = (Role.PROCESREGISSEUR, Role.PROCESONDERSTEUNER)


def executors(case: Case, today: date) -> list[tuple[Party | None, User | None]]:
    """Who can be given an action: parties with somebody in the case, their delegates, the house and its staff."""
    found = speaking_grants(today).filter(content_object=case).select_related("party", "user")
    grants = list(found.order_by("party__name", "user__name"))
    staff = appointments_in_force(today).filter(house=case.house_id, role__in=STAFF)
    parties = {grant.party for grant in grants}
    return [
        (None, None),
        *((None, user) for user in sorted({one.user for one in staff}, key=lambda user: user.name)),
        *((party, None) for party in sorted(parties, key=lambda party: party.name)),
        *((grant.party, grant.user) for grant in grants),
    ]


@transaction.atomic
def add_action(
    case: Case, *, what: str, due_on: date, party: Party | None = None, user: User | None = None,
    item: AgendaItem | None = None, by: Actor,
) -> Action:  # fmt: skip
    """A party in the case, or the house (no party), does this before the date. Raises StepNotAllowed."""
    case = locked(case, by=by)
    require(by, "add_action", case)
    if (party, user) not in executors(case, by.today):
        raise StepNotAllowed("this party or person is not in the case")
    if due_on < by.today:
        raise StepNotAllowed("an action lies ahead")
    if item and item.case_id != case.pk:
        raise StepNotAllowed("a meeting of another case")
    action = Action.objects.create(
        case=case, what=what, party=party, user=user, item=item, due_on=due_on, by_id=by.user_id, at=moment(by.today)
    )
    accesslog.changed(action, rule="add_action", action="C")
    tell_executor(action, "actie-afgesproken", by)
    return action


def tell_executor(agreed: Action | Intervention, letter: str, by: Actor) -> None:
    """The person who does it, or the delegates of the party in this case, unless one writes to oneself."""
    if agreed.user_id and agreed.user_id != by.user_id:
        write_to([agreed.user_id], letter)
    elif agreed.party_id and not agreed.user_id:
        write_to_delegates(agreed.case, [agreed.party_id], letter)


def remind_of_action(action: Action, *, today: date) -> None:
    """Who does it is told that it must be done tomorrow, and once more that it is late; each once."""
    is_late = action.due_on < today
    told = "late_told_on" if is_late else "reminded_on"
    setattr(action, told, today)
    action.save(update_fields=[told])
    write_to(_owners(action), "actie-te-laat" if is_late else "actie-bijna")


def _owners(action: Action) -> list[int | None]:
    """The person who does it while still in the case, else the delegates of the party; for the house who runs the case."""
    if not action.party_id:
        return [action.user_id or action.case.procesregisseur_id]
    assigned = CaseGrant.objects.filter(content_object=action.case, party=action.party_id)
    people = list(assigned.values_list("user_id", flat=True))
    return [action.user_id] if action.user_id in people else [*people]


REPORT = ("state", "result")


@transaction.atomic
def report_action(action: Action, *, state: str, result: str = "", version: int | None = None, by: Actor) -> Action:
    """The responsible party, or the house, says how it went; reporting `open` takes a report back.

    Raises NotAllowed for another party, StepNotAllowed where a reason is missing, Overtaken for a report not read.
    """
    case = locked(action.case, by=by)
    found = Action.objects.visible_to(by).filter(pk=action.pk).first()
    if found is None:
        raise NotAllowed("not visible")
    found.case = case
    if not may_report(by, found):
        raise NotAllowed("report_action")
    if State(state) in (State.NOT_DONE, State.IMPOSSIBLE) and not result:
        raise StepNotAllowed("say why it was not done")
    refuse_overtaken(found, now=version_of([found], *REPORT), read=version)
    is_open = state == State.OPEN
    found.state, found.result = state, result
    found.reported_by_id, found.reported_at = (None, None) if is_open else (by.user_id, moment(by.today))
    found.saved(by)
    found.save()
    accesslog.changed(found, rule="report_action")
    return found
