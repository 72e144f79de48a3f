"""The other house answers an offer. Accepting makes a new case of exactly what was let go, in one transaction (03, R1; 00, 17)."""

from typing import TypeVar

from django.db import models, transaction

from cases.models import (
    Case,
    Contribution,
    FurtherUse,
    FurtherUseAnswer,
    Received,
    ReceivedContribution,
    Subject,
    Transfer,
    TransferAnswer,
    TransferPart,
)
from cases.phases import StepNotAllowed
from cases.policy import NotAllowed
from cases.rowpolicy import may_answer_transfer
from cases.visibility import filing_approaches
from cases.workflow.aanmelding import begin_draft, next_number
from cases.workflow.letters import write_to
from cases.workflow.steps import hold, take_step
from cases.workflow.subject import PARTS
from parties.models import Approach
from privacy import accesslog
from zvh.actor import Actor
from zvh.jobs import later
from zvh.today import moment

Row = TypeVar("Row", bound=models.Model)


def _mine(transfer: Transfer, by: Actor) -> Transfer:
    """The offer as it is now; nobody withdraws it or closes the case meanwhile. Raises NotAllowed where it stands no more."""
    hold(transfer.case_id)
    found = (
        Transfer.objects.visible_to(by)
        .offered_to(by)
        .select_related("house", "to_house")
        .filter(pk=transfer.pk)
        .first()
    )
    if found is None or not may_answer_transfer(by, found):
        raise NotAllowed("answer_transfer")
    return found


@transaction.atomic
def refuse_transfer(transfer: Transfer, *, reason: str, by: Actor) -> TransferAnswer:
    """The other house does not take it, and says why. Nothing of the offer stays with it."""
    found = _mine(transfer, by)
    if not reason:
        raise StepNotAllowed("a refusal needs its reason")
    return _answer(found, by, rule="refuse_transfer", is_accepted=False, refusal=reason)


@transaction.atomic
def accept_transfer(transfer: Transfer, approach: Approach, *, by: Actor) -> Case:
    """A new case in the phase aanmelding, with its own number and key, of exactly what was let go."""
    found = _mine(transfer, by)
    if not filing_approaches(by).filter(pk=approach.pk, houses=found.to_house_id).exists():
        raise NotAllowed("an approach of another house")
    _answer(found, by, rule="accept_transfer", is_accepted=True)
    case = begin_draft(
        found.to_house, approach, filed_by_id=by.user_id, filed_by_party_id=None, on_behalf_of=None, on=by.today
    )
    _copy_registration(found, case)
    case.number, case.opened_at = next_number(found.to_house, by.today.year), moment(by.today)
    case = take_step(case, "file_aanmelding", by=by)
    _copy_contributions(found, case, by)
    received = Received(
        case=case, from_house=found.house, offer_id=found.pk, ground=found.ground, by_id=by.user_id, at=moment(by.today)
    )
    received.save(
        force_insert=True
    )  # with it the database writes the register of the other house, and shuts the parcel
    accesslog.changed(received, rule="accept_transfer", action="C")
    later("find_known_persons", case_id=case.pk)
    return case


def _answer(transfer: Transfer, by: Actor, *, rule: str, is_accepted: bool, refusal: str = "") -> TransferAnswer:
    """In the log of both houses: the offer in that of the house that made it, the answer in that of the own house."""
    answer = TransferAnswer(
        transfer=transfer, is_accepted=is_accepted, refusal=refusal, by_id=by.user_id, at=moment(by.today)
    )
    answer.save(force_insert=True)
    accesslog.changed(transfer, rule=rule)
    accesslog.changed(answer, rule=rule, action="C")
    write_to([transfer.by_id], "overdracht-antwoord")
    return answer


def _copy_registration(transfer: Transfer, case: Case) -> None:
    """The persons, and the summary as what is going on; who reads it says whether the criteria are met, in the triage."""
    for order, one in enumerate(_parcel(Subject, "select * from app.transferred_subjects(%s)", transfer), start=1):
        known = {name: getattr(one, name) for name in PARTS}
        Subject(case=case, order=order, **known).save(force_insert=True)
    case.aanmelding.problem = "\n\n".join(
        part.summary for part in _parcel(TransferPart, "select * from app.transferred_summaries(%s)", transfer)
    )
    case.aanmelding.save()


def _copy_contributions(transfer: Transfer, case: Case, by: Actor) -> None:
    """Each with its supplier's conditions: those of the contribution, and those of the yes to this transfer."""
    asked = {
        one.pk: one.contribution_id for one in _parcel(FurtherUse, "select * from app.transferred_uses(%s)", transfer)
    }
    said = {
        asked[one.further_use_id]: one.conditions
        for one in _parcel(FurtherUseAnswer, "select * from app.transferred_yeses(%s)", transfer)
    }
    for one in _parcel(Contribution, "select * from app.transferred_contributions(%s)", transfer):
        assert one.kind_id is not None, "what was delivered has a kind"
        ReceivedContribution(
            case=case, from_house=transfer.house, supplier_id=one.supplier_id, kind_id=one.kind_id, data_class=one.data_class,
            facts=one.facts, opinion=one.opinion, registrations=one.registrations, delivered_at=one.delivered_at,
            conditions="\n\n".join(text for text in (one.conditions, said[one.pk]) if text), at=moment(by.today),
        ).save(force_insert=True)  # fmt: skip


def _parcel(model: type[Row], query: str, transfer: Transfer) -> list[Row]:
    """What goes over, given by the database to who accepted it, until the copy is made: no page ever reads it."""
    return list(model._default_manager.raw(query, [transfer.pk]))
