"""Who is assigned to a case, and who no longer (conv. 9.6, 12.2 e; 03, R2)."""

from datetime import date

from django.db import models, transaction
from django.db.models import Exists, OuterRef, QuerySet

from cases import grants
from cases.models import Case, CaseGrant, Contribution, ContributionRequest, GrantReason, State
from cases.policy import NotAllowed, require
from cases.workflow.lawful import parties_to_assign
from cases.workflow.speaking import speakers
from cases.workflow.steps import locked
from parties.choices import Word
from parties.models import Delegation, Party
from privacy import accesslog
from zvh.actor import Actor


class Decision(models.TextChoices):
    """On which decision or request somebody is assigned. A choice and no free text: grants are not sealed."""

    TRIAGE = "besluit in de triage"
    MEETING = "besluit van het casusoverleg"
    PARTY = "verzoek van de partij"
    REPLACEMENT = "vervanging van een collega"
    KNOWN = "partij kent de betrokkene"


def delegates_to_assign(case: Case, party: Party, *, by: Actor) -> "QuerySet[Delegation]":
    """Who may be assigned for this party: delegated for the casusoverleg, with a complete file; never
    oneself.
    """
    found = speakers(case.house_id, by.today).filter(membership__party=party)
    return found.exclude(user=by.user_id).order_by("user__name")


@transaction.atomic
def assign_delegate(
    case: Case,
    delegation: Delegation,
    *,
    decision: str,
    until: date | None = None,
    reason: GrantReason = GrantReason.ASSIGNED,
    after_closing: bool = False,
    by: Actor,
) -> None:
    """This delegate reads the case for this party from today.

    Raises NotAllowed where party or person may not.
    """
    case = locked(case, by=by)
    require(by, "assign_delegate", case)
    party = delegation.membership.party
    may_take_part = party in parties_to_assign(case, today=by.today)
    if not may_take_part or not delegates_to_assign(case, party, by=by).filter(pk=delegation.pk).exists():
        raise NotAllowed("this delegate does not belong in this case")
    grants.assign(
        case,
        delegation.user,
        party,
        by=by,
        reason=reason,
        until=until,
        after_closing=after_closing,
        decision=decision,
    )
    accesslog.rights(case, rule="assign_delegate", reason=decision, recipient=str(delegation.user_id))


@transaction.atomic
def withdraw_delegate(case: Case, grant: CaseGrant, *, by: Actor) -> None:
    """This delegate no longer reads the case; who was casusregisseur is so no longer."""
    case = locked(case, by=by)
    require(by, "withdraw_delegate", case)
    if grant.content_object_id != case.pk:
        raise NotAllowed("a grant of another case")
    grants.withdraw(case, grant.user, grant.party)
    if (case.casusregisseur_id, case.casusregisseur_party_id) == (grant.user_id, grant.party_id):
        case.casusregisseur = case.casusregisseur_party = None
        case.version += 1
        case.save()
    accesslog.rights(case, rule="withdraw_delegate", reason=grant.reason, recipient=str(grant.user_id))


def consequences_of_withdrawal(case: Case, grant: CaseGrant, *, by: Actor) -> list[str]:
    """What withdrawing brings about, in sentences, for the page that asks to confirm."""
    found = [f"{grant.user} leest deze casus niet meer, vanaf nu."]
    if not case.grants.filter(party=grant.party).exclude(pk=grant.pk).exists():
        found.append(f"Niemand van {grant.party} kan deze casus dan nog lezen.")
    if (case.casusregisseur_id, case.casusregisseur_party_id) == (grant.user_id, grant.party_id):
        found.append(f"De casus heeft dan geen {case.house.word(Word.CASUSREGISSEUR)} meer.")
    if unanswered_of(case, grant.party, by=by):
        found.append(f"De vraag om een bijdrage van {grant.party} staat nog open.")
    if Contribution.objects.visible_to(by).filter(case=case, supplier=grant.party, state=State.DELIVERED).exists():
        found.append(f"De bijdragen van {grant.party} blijven in de casus.")
    return found


def unanswered_of(case: Case, party: Party, *, by: Actor) -> bool:
    """Whether the house still waits for a contribution of this party."""
    answers = Contribution.objects.filter(request=OuterRef("pk")).exclude(state=State.DRAFT)
    asked = ContributionRequest.objects.visible_to(by).filter(case=case, party=party)
    return asked.filter(~Exists(answers)).exists()
