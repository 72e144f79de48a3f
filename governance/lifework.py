"""What the life of the covenant puts in "Mijn werk": of the manager duties that are late or nearly, of a party what it must agree with."""

from collections.abc import Iterable

from django.urls import reverse

from cases.work import MOST, Item, Work
from governance.compliance import duties_of
from governance.dutyfacts import Facts
from governance.models import StatementAnswer
from governance.models.statement import may_answer
from governance.reach import houses_kept
from governance.standing import Stand, standing_of
from parties.dutychoices import DutyKind
from parties.roles import Role
from zvh.components import Link

WATCHED = (
    DutyKind.RECORDED, DutyKind.PER_PARTY, DutyKind.DECISION, DutyKind.AFTER_DECISION, DutyKind.COPIED, DutyKind.EXPIRY,
)  # fmt: skip


def about_agreements(work: Work) -> Iterable[Item]:
    return [*_to_consent(work), *_to_keep(work)]


def _to_keep(work: Work) -> Iterable[Item]:
    """For the manager: duties of the house that are late or nearly, and the term of the covenant. Who does other duties reads
    them as work of his own."""
    if work.actor.role != Role.MANAGER:
        return
    for house in houses_kept(work.actor):
        facts = Facts(house)
        link = Link("Bekijken", reverse("naleving-huis", args=[house.code]))
        for duty in duties_of(house):
            standing = standing_of(duty, facts, work.actor.today) if duty.kind in WATCHED else None
            if standing and standing.state in (Stand.LATE, Stand.SOON):
                due = work.deadline(standing.due_on, duty.source) if standing.due_on else None
                yield Item(duty.name, link, standing.note, due)


def _to_consent(work: Work) -> Iterable[Item]:
    """What the house wants to say to the outside, on which the own party did not answer."""
    if not may_answer(work.actor):
        return
    asked = StatementAnswer.objects.visible_to(work.actor).waiting().filter(party=work.actor.party_id)
    for one in asked.select_related("statement__house")[:MOST]:
        link = Link("Antwoorden", reverse("bericht", args=[one.statement_id]))
        due = work.deadline(one.statement.answer_by, one.statement.source)
        yield Item("Stemt uw partij in met een bericht naar buiten?", link, one.statement.house.name, due)
