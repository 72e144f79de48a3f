"""Before the house says something to the outside, every party agrees: silence is no consent (conv. 19.1; 003 art. 18.1)."""

from datetime import date

from django.db import transaction
from django.utils.timezone import localdate

from cases.workflow.letters import write_to
from governance.models import Statement, StatementAnswer
from governance.models.statement import Consent, may_answer
from governance.policy import NotAllowed, keeps_duties
from governance.reach import LEVELS
from parties.inforce import delegations_in_force
from parties.models import Duty, House, Membership
from privacy import accesslog
from zvh.actor import Actor
from zvh.today import moment


class NotAgreed(Exception):
    """A party objects, or did not answer."""


@transaction.atomic
def ask_consent(house: House, duty: Duty, *, subject: str, text: str, by: Actor) -> Statement:
    """Every party that takes part in the house is asked, within the term of this duty; its delegates get a mail."""
    if not keeps_duties(by, house) or duty.covenant_id != house.covenant_id:
        raise NotAllowed("not a house that is kept")
    made = Statement.objects.create(
        house=house, subject=subject, text=text, answer_by=duty.after(by.today) or by.today, source=duty.source, by_id=by.user_id,
        at=moment(by.today),
    )  # fmt: skip
    _ask(made, by.today)
    accesslog.changed(made, rule="ask_consent", action="C")
    return made


def _ask(statement: Statement, today: date) -> int:
    """Every party that takes part and was not asked yet; its delegates get a mail. How many they are."""
    asked = statement.answers.values("party")
    members = Membership.objects.in_force(today).filter(houses=statement.house_id).exclude(party__in=asked)
    new = list(members)
    for one in new:
        StatementAnswer(statement=statement, party_id=one.party_id).save(force_insert=True)
    delegates = delegations_in_force(today).filter(membership__in=new, purpose__in=LEVELS)
    write_to(delegates.values_list("user_id", flat=True), "instemming-gevraagd")
    return len(new)


def ask_newcomers(day: date) -> int:
    """Who joined since is asked as well, and has as long for it as the others had; again on the same day does nothing."""
    found = Statement.objects.filter(said_on=None, dropped_on=None).select_for_update()
    return sum(_ask_newcomers(one, day) for one in found)


def _ask_newcomers(statement: Statement, day: date) -> int:
    number = _ask(statement, day)
    if number:
        statement.answer_by = max(statement.answer_by, day + (statement.answer_by - localdate(statement.at)))
        statement.save(update_fields=["answer_by"])
        accesslog.event(accesslog.EventKind.JOB, "C", statement, rule="ask_newcomers", result_count=number)
    return number


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
    found.choice, found.remark, found.by_id, found.at = Consent(choice), remark, by.user_id, moment(by.today)
    found.save(update_fields=["choice", "remark", "by", "at"])
    accesslog.changed(found, rule="answer_statement")
    return found


def may_give(answer: StatementAnswer, actor: Actor) -> bool:
    is_own = may_answer(actor) and answer.party_id == actor.party_id
    return is_own or keeps_duties(actor, answer.statement.house)


@transaction.atomic
def say_it(statement: Statement, *, by: Actor) -> Statement:
    """It was said today. Raises NotAgreed while a party that takes part did not agree, or was not asked yet."""
    found = _open(statement, by)
    agreed = found.answers.filter(choice=Consent.AGREES).values("party")
    if Membership.objects.in_force(by.today).filter(houses=found.house_id).exclude(party__in=agreed).exists():
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
