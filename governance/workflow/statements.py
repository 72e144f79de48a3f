"""Before the house says something to the outside, every party agrees: silence is no consent (conv. 19.1; 003 art. 18.1)."""

from django.db import transaction
from django.utils import timezone

from cases.workflow.letters import write_to
from governance.models import Statement, StatementAnswer
from governance.models.statement import Consent, may_answer
from governance.policy import NotAllowed, keeps_duties
from governance.reach import LEVELS
from parties.inforce import delegations_in_force
from parties.models import Duty, House, Membership
from privacy import accesslog
from zvh.actor import Actor


class NotAgreed(Exception):
    """A party objects, or did not answer."""


@transaction.atomic
def ask_consent(house: House, duty: Duty, *, subject: str, text: str, by: Actor) -> Statement:
    """Every party that takes part in the house is asked, within the term of this duty; its delegates get a mail."""
    if not keeps_duties(by, house) or duty.covenant_id != house.covenant_id:
        raise NotAllowed("not a house that is kept")
    made = Statement.objects.create(
        house=house, subject=subject, text=text, answer_by=duty.after(by.today) or by.today, source=duty.source, by_id=by.user_id,
        at=timezone.now(),
    )  # fmt: skip
    members = Membership.objects.in_force(by.today).filter(houses=house)
    parties = list(members.values_list("party", flat=True))
    for party_id in parties:
        StatementAnswer(statement=made, party_id=party_id).save(force_insert=True)
    delegates = delegations_in_force(by.today).filter(membership__in=members, purpose__in=LEVELS)
    write_to(delegates.values_list("user_id", flat=True), "instemming-gevraagd")
    accesslog.changed(made, rule="ask_consent", action="C")
    return made


@transaction.atomic
def answer_statement(answer: StatementAnswer, choice: str, remark: str, *, by: Actor) -> StatementAnswer:
    """Once: by a delegate for the own party, or noted by the house from a letter. Raises NotAllowed when it was answered."""
    found = (
        StatementAnswer.objects.visible_to(by)
        .waiting()
        .select_for_update(of=("self",))
        .select_related("statement__house")
        .filter(pk=answer.pk)
        .first()
    )
    if found is None or not may_give(found, by):
        raise NotAllowed("answered already, or not asked")
    found.choice, found.remark, found.by_id, found.at = Consent(choice), remark, by.user_id, timezone.now()
    found.save(update_fields=["choice", "remark", "by", "at"])
    accesslog.changed(found, rule="answer_statement")
    return found


def may_give(answer: StatementAnswer, actor: Actor) -> bool:
    is_own = may_answer(actor) and answer.party_id == actor.party_id
    return is_own or keeps_duties(actor, answer.statement.house)


@transaction.atomic
def say_it(statement: Statement, *, by: Actor) -> Statement:
    """It was said today. Raises NotAgreed while a party that takes part did not agree."""
    found = _open(statement, by)
    members = Membership.objects.in_force(by.today).filter(houses=found.house_id).values("party")
    if found.answers.filter(party__in=members).exclude(choice=Consent.AGREES).exists():
        raise NotAgreed
    found.said_on = by.today
    found.save(update_fields=["said_on"])
    accesslog.changed(found, rule="say_statement", action="E")
    return found


@transaction.atomic
def drop_it(statement: Statement, *, by: Actor) -> Statement:
    """It is not said; nobody is asked any more."""
    found = _open(statement, by)
    found.dropped_on = by.today
    found.save(update_fields=["dropped_on"])
    accesslog.changed(found, rule="drop_statement", action="E")
    return found


def _open(statement: Statement, by: Actor) -> Statement:
    found = (
        Statement.objects.visible_to(by)
        .select_for_update(of=("self",))
        .select_related("house")
        .filter(pk=statement.pk)
        .first()
    )
    if found is None or not found.is_open or not keeps_duties(by, found.house):
        raise NotAllowed("said or dropped already, or not of a house that is kept")
    return found
