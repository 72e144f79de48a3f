"""A contribution is used or passed on beyond the case only with its supplier's yes (protocol 3.5 c-d, 5.3.1, 13.5, 23.1; WGS 1.7)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cases import grants
from cases.models import Case, Contribution, Disclosure, FurtherUse, FurtherUseAnswer, GrantReason, State
from cases.models.houseenquiry import NEEDS_CONSENT
from cases.phases import StepNotAllowed
from cases.policy import NotAllowed, may_answer_further, may_give_further, may_object, may_stop_further, require
from cases.workflow.lawful import regime_of
from cases.workflow.letters import write_to, write_to_delegates
from cases.workflow.release import assigned_parties
from cases.workflow.steps import locked
from parties.choices import DataClass, Deadline
from parties.models import House, Party, Term
from privacy import accesslog
from zvh.actor import Actor
from zvh.today import moment

Says, Why, Way = FurtherUseAnswer.Says, FurtherUse.Why, FurtherUse.Way


@dataclass(frozen=True)
class Wanted:
    """For whom, for what, and on which ground."""

    why: str
    purpose: str
    ground: str
    receiver: Party | None = None
    receiver_name: str = ""
    compatible: str = ""
    house: House | None = None  # the case goes there


def usable_contributions(case: Case, *, by: Actor) -> list[Contribution]:
    """What this actor may ask for: delivered, read by the actor, and of another party."""
    found = Contribution.objects.visible_to(by).filter(case=case, state=State.DELIVERED)
    related = found.exclude(supplier=by.party_id or None).select_related("supplier", "kind")
    return list(related.prefetch_related("supplier__kinds", "further_uses"))


def receivers(case: Case) -> list[Party]:
    """Parties of the house; any other organisation is named."""
    return list(Party.objects.in_house(case.house))


def missing_to_ask(
    case: Case, contributions: Sequence[Contribution], wanted: Wanted, *, by: Actor
) -> list[tuple[str, str]]:
    """What the question still lacks, or why it may not be put: (text, field)."""
    missing = []
    if [bool(wanted.receiver), bool(wanted.receiver_name), bool(wanted.house)].count(True) != 1:
        missing.append(("Kies één ontvanger: een partij, of een andere organisatie", "ontvanger"))
    if wanted.receiver and any(one.supplier_id == wanted.receiver.pk for one in contributions):
        missing.append(("Deze partij leverde de bijdrage zelf", "ontvanger"))
    if not any(sign.isdigit() for sign in wanted.ground):
        missing.append(("Noem de wet met het artikel, zoals Wmo 5.1.1", "grond"))
    if any(one.supplier.mark for one in contributions) and not wanted.compatible:
        missing.append(
            ("Leg uit waarom het doel past bij dat van de casus. Dat moet bij gegevens van politie en OM", "past")
        )
    return missing + _missing_of_law(case, contributions, wanted, by)


def _missing_of_law(
    case: Case, contributions: Sequence[Contribution], wanted: Wanted, by: Actor
) -> list[tuple[str, str]]:
    if bool(wanted.house) != (wanted.why == Why.TRANSFER) or (wanted.house and by.is_delegate):
        return [("Een overdracht biedt het huis aan", "waarvoor")]
    if by.is_delegate and wanted.why == Why.DUTY:
        return [("Vraag het huis om dit vast te leggen: een wettelijke plicht beoordeelt het huis", "waarvoor")]
    if by.is_delegate and wanted.why == Why.OWN_TASK and (wanted.receiver is None or wanted.receiver.pk != by.party_id):
        return [("Voor een eigen taak is uw eigen organisatie de ontvanger", "ontvanger")]
    is_secret = any(one.way_out for one in contributions)
    if wanted.why in (Why.OTHER, Why.TRANSFER) and is_secret and regime_of(case).third_parties_source:
        return [
            (
                "Gegevens onder medische of jeugdhulpgeheimhouding gaan niet naar een andere samenwerking (BGS 1.10)",
                "waarvoor",
            )
        ]
    return []


@transaction.atomic
def ask_further_use(
    case: Case, contributions: Iterable[Contribution], wanted: Wanted, *, by: Actor
) -> list[FurtherUse]:
    """One question for each contribution, to its supplier. Raises NotAllowed, or StepNotAllowed where something is missing."""
    case = locked(case, by=by)
    require(by, "ask_further_use", case)
    chosen = {one.pk for one in contributions}
    found = [one for one in usable_contributions(case, by=by) if one.pk in chosen]
    if len(found) != len(chosen) or not found:
        raise NotAllowed("a contribution that can not be asked for")
    if missing_to_ask(case, found, wanted, by=by) or not wanted.purpose:
        raise StepNotAllowed("the question is not complete")
    if any(_is_asked(one, wanted, by.today) for one in found):
        raise StepNotAllowed("asked already")
    asked = [_put(case, one, wanted, by) for one in found]
    _tell(case, asked, by.today)
    return asked


def _is_asked(contribution: Contribution, wanted: Wanted, today: date) -> bool:
    """The same is asked, and its supplier still may answer."""
    same = FurtherUse.objects.unanswered(today).filter(contribution=contribution, why=wanted.why)
    return same.filter(
        receiver_party=wanted.receiver, receiver_name=wanted.receiver_name, receiver_house=wanted.house
    ).exists()


def _put(case: Case, contribution: Contribution, wanted: Wanted, by: Actor) -> FurtherUse:
    term, source = Term.objects.of_house(case.house, Deadline.FURTHER_USE), regime_of(case).third_parties_source
    is_inside = wanted.receiver is not None and wanted.receiver in assigned_parties(case)
    asked = FurtherUse(
        case=case, contribution=contribution, kind=contribution.kind, supplier=contribution.supplier, party_id=by.party_id or None,
        receiver_party=wanted.receiver, receiver_name=wanted.receiver_name,
        receiver_house=wanted.house, is_inside=is_inside, why=wanted.why,
        purpose=wanted.purpose, ground=wanted.ground, compatible=wanted.compatible, data_class=contribution.data_class,
        needs_yes=needs_yes(contribution, wanted.why), asks_participants=bool(source) and not is_inside,
        due_on=term.due(by.today), due_source=term.source, by_id=by.user_id, at=moment(by.today),
    )  # fmt: skip
    asked.save(force_insert=True)
    accesslog.changed(asked, rule="ask_further_use", action="C")
    return asked


def needs_yes(contribution: Contribution, why: str) -> bool:
    """A legal duty needs none (03, R5), but for data that only their supplier may let go: WGS 2.31 (11), protocol 13.5."""
    guarded = contribution.data_class in NEEDS_CONSENT or bool(contribution.supplier.mark)
    return why != Why.DUTY or guarded or contribution.data_class != DataClass.ORDINARY


def _tell(case: Case, asked: list[FurtherUse], today: date) -> None:
    write_to_delegates(case, {one.supplier_id for one in asked if one.needs_yes}, "verder-gebruik-gevraagd")
    if any(one.asks_participants for one in asked):
        others = {party.pk for party in participants(asked[0], today)}
        write_to_delegates(case, others, "verder-gebruik-bezwaar")
    if asked[0].party_id:
        write_to([case.procesregisseur_id], "verder-gebruik-gevraagd")


def participants(asked: FurtherUse, today: date) -> list[Party]:
    """The parties that are in the case today and may object: neither the supplier nor who asks."""
    in_time = Q(until_date=None) | Q(until_date__gte=today)
    seated = asked.case.grants.filter(in_time, from_date__lte=today).values("party")
    return list(Party.objects.filter(pk__in=seated).exclude(pk__in=[asked.supplier_id, asked.party_id or 0]))


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
