"""A case is offered to another house: who may, what is still missing, and how the offer ends without going over (04; 01)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from cases.models import Case, Contribution, FurtherUse, Subject, Transfer, TransferPart
from cases.phases import StepNotAllowed
from cases.policy import NotAllowed, require
from cases.workflow.furtheruse_answers import missing_to_give
from cases.workflow.letters import write_to
from cases.workflow.naming import names_in
from cases.workflow.steps import locked
from parties.choices import Deadline
from parties.inforce import appointments_in_force
from parties.models import House, Term
from parties.roles import Role
from privacy import accesslog
from zvh.actor import Actor
from zvh.sealing import new_dossier
from zvh.today import moment

End = Transfer.End


@dataclass(frozen=True)
class Offer:
    """What goes to which house, and why."""

    to_house: House
    reason: str
    description: str
    summary: str
    ground: str
    subjects: Sequence[Subject] = ()
    contributions: Sequence[Contribution] = ()


def transfer_houses(case: Case) -> list[House]:
    """Houses that take cases over digitally; none where the own house does not."""
    if not case.house.allows_digital_transfer:
        return []
    return list(House.objects.filter(allows_digital_transfer=True).exclude(pk=case.house_id))


def open_transfer(case: Case, *, by: Actor) -> Transfer | None:
    """The offer that waits for an answer, or that nobody took back since its term went by."""
    return Transfer.objects.visible_to(by).filter(case=case).open().select_related("to_house").first()


def has_gone(case: Case, *, by: Actor) -> bool:
    """Another house took the case over: it goes to no other."""
    return Transfer.objects.visible_to(by).filter(case=case, ended_as=End.ACCEPTED).exists()


def let_go(case: Case, house: House, *, by: Actor) -> list[Contribution]:
    """Contributions whose supplier said yes to a transfer to this house, as far as that yes holds today."""
    asked = FurtherUse.objects.visible_to(by).filter(case=case, receiver_house=house, given_on=None)
    rows = asked.select_related("contribution__supplier", "contribution__kind", "case").prefetch_related("answers")
    found = {one.contribution_id: one.contribution for one in rows if not missing_to_give(one, today=by.today)}
    return list(found.values())


def missing_to_offer(case: Case, offer: Offer, *, by: Actor) -> list[tuple[str, str]]:
    """What the offer still lacks, or why it may not be made: (text, field)."""
    missing = []
    if offer.to_house not in transfer_houses(case):
        missing.append(("Dit huis neemt geen casussen digitaal over", "huis"))
    if not offer.subjects:
        missing.append(("Kies over wie de casus bij het andere huis gaat", "personen"))
    if {one.pk for one in offer.contributions} - {one.pk for one in let_go(case, offer.to_house, by=by)}:
        missing.append(("Kies alleen bijdragen waarvan de leverancier ja zei voor dit huis", "bijdragen"))
    if not any(sign.isdigit() for sign in offer.ground):
        missing.append(("Noem de wet met het artikel, zoals Wmo 5.1.1", "grond"))
    people, texts = list(case.subjects.all()), (("omschrijving", offer.description), ("reden", offer.reason))
    missing += [
        (f"Hier staat een naam: {name}. Haal die weg", field)
        for field, text in texts
        for name in names_in(text, people)
    ]
    return missing


@transaction.atomic
def offer_transfer(case: Case, offer: Offer, *, by: Actor) -> Transfer:
    """The case is offered; the other house sees no name and no number. Raises NotAllowed or StepNotAllowed."""
    case = locked(case, by=by)
    require(by, "offer_transfer", case)
    if open_transfer(case, by=by) or has_gone(case, by=by):
        raise StepNotAllowed("offered already")
    if {one.case_id for one in offer.subjects} - {case.pk}:
        raise NotAllowed("a person of another case")
    if missing_to_offer(case, offer, by=by) or not (offer.reason and offer.description and offer.summary):
        raise StepNotAllowed("the offer is not complete")
    made = _put(case, offer, by)
    parts = [
        TransferPart(case=case, transfer=made, summary=offer.summary),
        *(TransferPart(case=case, transfer=made, subject=one) for one in offer.subjects),
        *(TransferPart(case=case, transfer=made, contribution=one) for one in offer.contributions),
    ]
    for part in parts:
        part.save(force_insert=True)
    accesslog.changed(made, rule="offer_transfer", action="C")
    staff = appointments_in_force(by.today).filter(house=offer.to_house, role=Role.PROCESREGISSEUR)
    write_to(staff.values_list("user_id", flat=True), "overdracht-aangeboden")
    return made


def _put(case: Case, offer: Offer, by: Actor) -> Transfer:
    term = Term.objects.of_house(case.house, Deadline.TRANSFER)
    made = Transfer(
        case=case, house=case.house, to_house=offer.to_house, ground=offer.ground, due_on=term.due(by.today),
        due_source=term.source, by_id=by.user_id, at=moment(by.today),
    )  # fmt: skip
    new_dossier(made.pk)
    made.reason, made.description = offer.reason, offer.description
    made.save(force_insert=True)
    return made


@transaction.atomic
def withdraw_transfer(case: Case, *, by: Actor) -> Transfer:
    """The house takes its offer back: the other house sees nothing of it any more. Raises StepNotAllowed where none is open."""
    case = locked(case, by=by)
    require(by, "withdraw_transfer", case)
    found = open_transfer(case, by=by)
    if found is None:
        raise StepNotAllowed("no offer is open")
    _end(found, End.WITHDRAWN)
    accesslog.changed(found, rule="withdraw_transfer")
    return found


def expire_transfer(transfer: Transfer, *, today: date) -> None:
    """The term went by without an answer; who offered it is told."""
    if transfer.due_on >= today or not transfer.is_open:
        return
    _end(transfer, End.EXPIRED)
    accesslog.changed(transfer, rule="expire_transfer")
    write_to([transfer.by_id], "overdracht-antwoord")


def _end(transfer: Transfer, how: str) -> None:
    """The database empties what the other house could read, and what would have gone over."""
    transfer.ended_as, transfer.closed_at = how, timezone.now()
    transfer.save(update_fields=["ended_as", "closed_at"])
    transfer.reason = transfer.description = ""
