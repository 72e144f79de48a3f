"""What parties say about further use of a contribution, and the giving and stopping that follow (protocol 3.5 c-d, 23.1; WGS 1.7)."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from cases import grants
from cases.models import Contribution, Disclosure, FurtherUse, FurtherUseAnswer, GrantReason
from cases.phases import StepNotAllowed
from cases.policy import NotAllowed
from cases.rowpolicy import may_answer_further, may_give_further, may_object, may_stop_further
from cases.workflow.furtheruse import participants
from cases.workflow.letters import write_to, write_to_delegates
from cases.workflow.steps import locked
from privacy import accesslog
from zvh.actor import Actor
from zvh.today import moment

Says, Why, Way = FurtherUseAnswer.Says, FurtherUse.Why, FurtherUse.Way


# --- what parties say -------------------------------------------------------------------------------------------------


def _held(asked: FurtherUse, by: Actor) -> FurtherUse:
    """The question as it is now, its case locked. Raises NotAllowed where the actor can not see it."""
    case = locked(asked.case, by=by)
    related = ("supplier", "party", "receiver_party", "receiver_house")
    found = (
        FurtherUse.objects.visible_to(by)
        .select_related(*related)
        .prefetch_related("answers")
        .filter(pk=asked.pk)
        .first()
    )
    if found is None:
        raise NotAllowed("not visible")
    found.case = case
    return found


@transaction.atomic
def answer_further_use(
    asked: FurtherUse, *, is_yes: bool, conditions: str = "", until: date | None = None, reason: str = "", by: Actor
) -> FurtherUseAnswer:
    """The supplier says yes, with its conditions and limits, or no with the reason; within the term, once."""
    found = _held(asked, by)
    if not may_answer_further(by, found):
        raise NotAllowed("answer_further_use")
    if (not is_yes and not reason) or (until and until < by.today):
        raise StepNotAllowed("the answer is not complete")
    given = {"conditions": conditions, "until": until} if is_yes else {"reason": reason}
    said = _say(found, Says.YES if is_yes else Says.NO, by, **given)
    if is_yes and found.is_inside:
        _give(found, on=by.today, way=Way.HERE, by=by)
    write_to([found.by_id, found.case.procesregisseur_id], "verder-gebruik-antwoord")
    return said


def _say(asked: FurtherUse, says: str, by: Actor, **given: object) -> FurtherUseAnswer:
    said = FurtherUseAnswer(
        case=asked.case,
        further_use=asked,
        party_id=by.party_id,
        says=says,
        by_id=by.user_id,
        at=moment(by.today),
        **given,
    )
    said.save(force_insert=True)
    accesslog.changed(said, rule="answer_further_use", action="C")
    return said


@transaction.atomic
def object_to_further_use(asked: FurtherUse, *, objects: bool, reason: str = "", by: Actor) -> FurtherUseAnswer:
    """A participant objects, with its reason, or says that it does not (WGS 1.7)."""
    found = _held(asked, by)
    if not may_object(by, found):
        raise NotAllowed("object_to_further_use")
    if objects and not reason:
        raise StepNotAllowed("an objection needs its reason")
    said = _say(found, Says.OBJECTS if objects else Says.NO_OBJECTION, by, reason=reason if objects else "")
    if objects:
        write_to([found.by_id, found.case.procesregisseur_id], "verder-gebruik-antwoord")
    return said


# --- giving, and stopping ---------------------------------------------------------------------------------------------


def missing_to_give(asked: FurtherUse, *, today: date) -> str:
    """Why it can not be given now; empty where it can."""
    if asked.needs_yes and asked.said_by_supplier() is None:
        return "De leverancier heeft nog geen ja gezegd."
    if not asked.allows(today) or not asked.contribution.is_delivered:
        return "Dit mag niet worden gegeven."
    said = {one.party_id for one in asked.answers.all()}
    if (
        asked.asks_participants
        and asked.due_on >= today
        and any(one.pk not in said for one in participants(asked, today))
    ):
        return "Deelnemers kunnen nog bezwaar maken."
    return ""


@transaction.atomic
def give_further(asked: FurtherUse, *, on: date, way: str, is_correct: bool, rac: str = "", by: Actor) -> FurtherUse:
    """The house gives it outside the case and registers that; first it checked that the data are correct (WGS 1.7)."""
    found = _held(asked, by)
    if not may_give_further(by, found):
        raise NotAllowed("give_further")
    said = found.said_by_supplier()
    too_early = on < timezone.localdate(found.at) or (said is not None and on < timezone.localdate(said.at))
    if missing_to_give(found, today=by.today) or not is_correct or on > by.today or too_early:
        raise StepNotAllowed("it can not be given")
    return _give(found, on=on, way=way, rac=rac, by=by)


def _give(asked: FurtherUse, *, on: date, way: str, by: Actor, rac: str = "") -> FurtherUse:
    """Exactly this contribution, to this receiver: released by name where it is in the case, and in the register."""
    if asked.is_inside and asked.receiver_party:
        grants.release(asked.contribution, [asked.receiver_party], by=by, reason=GrantReason.RELEASED_TO_PARTY)
    asked.given_on, asked.given_by_id, asked.way, asked.rac = on, by.user_id, way, rac
    asked.save(update_fields=["given_on", "given_by", "way", "rac"])
    Disclosure.objects.create(
        house=asked.case.house, number=str(asked.case.number), party=asked.receiver_party, receiver=asked.receiver_name,
        supplier=asked.supplier, what=Disclosure.What.FURTHER_USE, source=asked.ground, by_id=by.user_id, at=moment(on),
    )  # fmt: skip
    accesslog.rights(asked, rule="give_further", recipient=asked.receiver[:60])
    return asked


@transaction.atomic
def stop_further_use(asked: FurtherUse, *, by: Actor) -> FurtherUse:
    """The supplier takes its yes back: from now on the receiver may not use it, and reads it no more (protocol 3.5 c)."""
    found = _held(asked, by)
    if not may_stop_further(by, found):
        raise NotAllowed("stop_further_use")
    _stop(found, by)
    return found


def stop_further_uses(contribution: Contribution, *, by: Actor) -> None:
    """The contribution may not be shared any more: every yes about it ends at once, what was asked is no (protocol 7.2 d)."""
    rows = FurtherUse.objects.visible_to(by).filter(contribution=contribution)
    for asked in rows.select_related("supplier", "receiver_party").prefetch_related("answers"):
        asked.contribution, asked.case = contribution, contribution.case
        if may_stop_further(by, asked):
            _stop(asked, by)
        elif may_answer_further(by, asked):
            _say(asked, Says.NO, by, reason="De bijdrage mag niet meer worden gedeeld.")


def _stop(asked: FurtherUse, by: Actor) -> None:
    said = asked.said_by_supplier()
    assert said is not None
    said.stopped_at, said.stopped_by_id = moment(by.today), by.user_id
    said.save(update_fields=["stopped_at", "stopped_by"])
    if asked.is_inside and asked.receiver_party:
        grants.withdraw_release(asked.contribution, asked.receiver_party)
        write_to_delegates(asked.case, [asked.receiver_party.pk], "verder-gebruik-gestopt")
    write_to([asked.by_id, asked.case.procesregisseur_id], "verder-gebruik-gestopt")
    accesslog.rights(asked, rule="stop_further_use", recipient=asked.receiver[:60])
