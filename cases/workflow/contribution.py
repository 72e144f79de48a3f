"""What a party supplies to a case: asked, written, delivered, corrected, withdrawn (conv. 12.2 f; protocol 5.2, 7, 9.5)."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet

from cases import grants
from cases.models import Attachment, Case, Contribution, ContributionRequest, ContributionVersion, State
from cases.phases import StepNotAllowed
from cases.policy import NotAllowed, require
from cases.rowpolicy import supplies
from cases.workflow.completeness import grounds_of, missing_to_deliver
from cases.workflow.furtheruse_answers import stop_further_uses
from cases.workflow.letters import write_to, write_to_delegates
from cases.workflow.policerows import faults_in, tidied
from cases.workflow.release import give
from cases.workflow.steps import locked
from parties.models import LegalGround
from privacy import accesslog
from zvh.actor import Actor
from zvh.today import moment
from zvh.versions import refuse_overtaken

TEXTS = ("facts", "opinion", "registrations")


# --- the party answers ------------------------------------------------------------------------------------------------


def of_supplier(contribution: Contribution, *, by: Actor) -> Contribution:
    """The contribution as it is now, its case locked. Raises NotAllowed for anybody but its supplier (03, R3)."""
    case = locked(contribution.case, by=by)
    related = ("kind", "supplier", "request", "ground")
    found = Contribution.objects.visible_to(by).select_related(*related).filter(pk=contribution.pk).first()
    if found is None:
        raise NotAllowed("not visible")
    found.case = case
    if not supplies(by, found):
        raise NotAllowed("not the supplier")
    return found


@transaction.atomic
def start_contribution(case: Case, *, request: ContributionRequest | None = None, by: Actor) -> Contribution:
    """An empty draft, for what was asked or of the party's own accord; a draft that exists is taken up again."""
    case = locked(case, by=by)
    require(by, "contribute", case)
    if request and request.party_id != by.party_id:
        raise NotAllowed("asked of another party")
    if request and (draft := request.contributions.filter(state=State.DRAFT).first()):
        return draft
    contribution = _new(case, request, by)
    accesslog.changed(contribution, rule="start_contribution", action="C")
    return contribution


def _new(case: Case, request: ContributionRequest | None, by: Actor, **values: Any) -> Contribution:
    return Contribution.objects.create(
        case=case,
        request=request,
        supplier_id=by.party_id,
        phase=case.phase,
        author_id=by.user_id,
        ground=_only_ground(by.party_id),
        **values,
    )


def _only_ground(party_id: int) -> LegalGround | None:
    found = grounds_of(party_id)
    return found[0] if len(found) == 1 else None


@transaction.atomic
def save_draft(contribution: Contribution, *, values: Mapping[str, Any], version: int, by: Actor) -> Contribution:
    """Keep what was typed; nothing is required. Raises Overtaken when a colleague saved meanwhile."""
    contribution = _fresh(contribution, version, State.DRAFT, by)
    _set(contribution, values)
    contribution.author_id, contribution.version = by.user_id, contribution.version + 1
    contribution.saved(by)
    contribution.save()
    accesslog.changed(contribution, rule="save_draft", parts=sorted(values))
    return contribution


def _fresh(contribution: Contribution, version: int, state: State, by: Actor) -> Contribution:
    stored = of_supplier(contribution, by=by)
    if stored.state != state:
        raise StepNotAllowed(f"the contribution is {stored.state}")
    refuse_overtaken(stored, now=stored.version, read=version)
    return stored


def _set(row: Model, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)


@transaction.atomic
def deliver(contribution: Contribution, *, version: int, by: Actor) -> Contribution:
    """The contribution goes to the house; other parties read it when the table opens (03, R3).

    Raises StepNotAllowed while something is missing, Overtaken when what was checked is not what would be sent.
    """
    contribution = _fresh(contribution, version, State.DRAFT, by)
    if missing_to_deliver(contribution):
        raise StepNotAllowed("the contribution is not complete")
    contribution.state, contribution.phase = State.DELIVERED, contribution.case.phase
    contribution.delivered_at, contribution.author_id = moment(by.today), by.user_id
    contribution.registrations = tidied(contribution)
    contribution.version += 1
    contribution.save()
    give(contribution, by=by)
    accesslog.changed(contribution, rule="deliver", action="E")
    write_to([contribution.case.procesregisseur_id], "bijdrage-binnen")
    return contribution


@transaction.atomic
def discard_contribution(contribution: Contribution, *, by: Actor) -> None:
    """The party throws its draft away."""
    contribution = of_supplier(contribution, by=by)
    if not contribution.is_draft:
        raise StepNotAllowed("only a draft is thrown away")
    accesslog.changed(contribution, rule="discard_contribution", action="D")
    _throw_away(Contribution.objects.filter(pk=contribution.pk))


def _throw_away(drafts: "QuerySet[Contribution]") -> None:
    """Their files first: who may delete those is asked of the contribution."""
    Attachment.objects.filter(contribution__in=drafts).delete()
    drafts.delete()


@transaction.atomic
def answer_without(request: ContributionRequest, *, state: State, reason: str, by: Actor) -> Contribution:
    """The party has nothing to supply, or refuses and says why: answers too (BGS 1.5, first paragraph)."""
    case = locked(request.case, by=by)
    require(by, "contribute", case)
    if request.party_id != by.party_id:
        raise NotAllowed("asked of another party")
    if state not in (State.NOTHING, State.REFUSED) or (state == State.REFUSED and not reason):
        raise StepNotAllowed("a refusal needs its reason")
    if ContributionRequest.objects.with_answer().get(pk=request.pk).is_answered:
        raise StepNotAllowed("already answered")
    _throw_away(request.contributions.filter(state=State.DRAFT))
    answer = _new(case, request, by, state=state, refusal=reason, delivered_at=moment(by.today))
    accesslog.changed(answer, rule="answer_without", action="C")
    write_to([case.procesregisseur_id], "bijdrage-binnen")
    return answer


# --- afterwards -------------------------------------------------------------------------------------------------------


@transaction.atomic
def correct(
    contribution: Contribution, *, values: Mapping[str, str], reason: str, version: int, by: Actor
) -> Contribution:
    """A new text; the old one is kept, and procesregisseur and casusregisseur are told (protocol 9.5)."""
    contribution = _fresh(contribution, version, State.DELIVERED, by)
    kept = ContributionVersion.objects.create(
        case=contribution.case,
        contribution=contribution,
        number=contribution.versions.count() + 1,
        facts=contribution.facts,
        opinion=contribution.opinion,
        registrations=contribution.registrations,
        reason=reason,
        by_id=by.user_id,
        at=moment(by.today),
    )
    _set(contribution, {name: values[name] for name in TEXTS if name in values})
    if faults := faults_in(contribution):
        raise StepNotAllowed(faults[0])
    contribution.registrations = tidied(contribution)
    contribution.version += 1
    contribution.saved(by)
    contribution.save()
    accesslog.changed(contribution, rule="correct", parts=[f"versie {kept.number}"])
    write_to([contribution.case.procesregisseur_id, contribution.case.casusregisseur_id], "bijdrage-verbeterd")
    return contribution


@transaction.atomic
def withdraw(contribution: Contribution, *, by: Actor) -> Contribution:
    """The party takes its contribution back (protocol 3.5 c): the text goes, a stub stays, who could read it is told."""
    contribution = of_supplier(contribution, by=by)
    if not contribution.is_delivered:
        raise StepNotAllowed("only what was delivered is withdrawn")
    receivers = grants.released_to(contribution)
    stop_further_uses(contribution, by=by)
    take_away(contribution, State.WITHDRAWN)
    accesslog.changed(contribution, rule="withdraw", action="E")
    case = contribution.case
    write_to_delegates(case, {party.pk for party in receivers}, "bijdrage-ingetrokken")
    write_to([case.procesregisseur_id, case.casusregisseur_id], "bijdrage-ingetrokken")
    return contribution


def take_away(contribution: Contribution, state: State) -> None:
    """Remove the text, earlier texts and files included, and every release; the stub stays."""
    grants.withdraw_release(contribution)
    contribution.versions.all().delete()
    contribution.attachments.all().delete()
    contribution.remove_content(state)
    contribution.version += 1
    contribution.save()
