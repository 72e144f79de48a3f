"""A contribution is used or passed on beyond the case only with its supplier's yes (protocol 3.5 c-d, 5.3.1, 13.5, 23.1; WGS 1.7)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q

from cases.models import Case, Contribution, FurtherUse, FurtherUseAnswer, State
from cases.phases import StepNotAllowed
from cases.policy import NotAllowed, require
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
    """The same is asked, and waits for its supplier or for the house to give it."""
    same = FurtherUse.objects.waiting(today).filter(contribution=contribution, why=wanted.why)
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
    return why != Why.DUTY or bool(contribution.supplier.mark) or contribution.data_class != DataClass.ORDINARY


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


def remind_of_further_use(asked: FurtherUse, *, today: date) -> None:
    """Tell once who did not answer yet: after the term the silence of the supplier is no (03, R5), that of a participant no objection."""
    asked.reminded_on = today
    asked.save(update_fields=["reminded_on"])
    said = {one.party_id for one in asked.answers.all()}
    if asked.needs_yes and asked.supplier_id not in said:
        write_to_delegates(asked.case, [asked.supplier_id], "verder-gebruik-bijna")
    if asked.asks_participants and asked.given_on is None:
        silent = {party.pk for party in participants(asked, today)} - said
        write_to_delegates(asked.case, silent, "verder-gebruik-bezwaar-bijna")
