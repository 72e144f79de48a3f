"""The only writer of grants. Domain events (assigned, released, withdrawn, closed) come in, guardian rows go out (00, item 5)."""

from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from cases.models import Case, CaseGrant, Contribution, ContributionRelease, GrantReason
from cases.visibility import permission_id
from parties.models import Delegation, Membership, Party, User
from zvh.actor import Actor
from zvh.today import moment


def assign(
    case: Case,
    user: User,
    party: Party,
    *,
    by: Actor,
    reason: GrantReason = GrantReason.ASSIGNED,
    until: date | None = None,
    after_closing: bool = False,
    decision: str = "",
) -> None:
    """This person reads this case for this party, from today; asking twice changes nothing but the end date."""
    CaseGrant.objects.update_or_create(
        user=user,
        party=party,
        content_object=case,
        permission_id=permission_id("read_case"),
        defaults={"until_date": until, "after_closing": after_closing},
        create_defaults={
            "until_date": until,
            "after_closing": after_closing,
            "reason": reason,
            "decision": decision,
            "granted_by_id": by.user_id,
            "granted_at": moment(by.today),
            "from_date": by.today,
        },
    )


def drop_ended(today: date) -> int:
    """Who no longer speaks for a party that takes part loses what was assigned to him: coming back, he is assigned anew.

    Until then it opened nothing any more: `app.begin_as` judges delegation and membership (00, item 28). Gives their number.
    """
    member = Membership.objects.filter(Q(until_date=None) | Q(until_date__gte=today)).values("pk")
    speaks = Delegation.objects.not_ended(today).filter(membership__in=member)
    of_grant = speaks.filter(user=OuterRef("user"), membership__party=OuterRef("party"))
    return CaseGrant.objects.filter(~Exists(of_grant)).delete()[0]


def withdraw(case: Case, user: User, party: Party) -> None:
    """This person no longer reads this case for this party."""
    case.grants.filter(user=user, party=party).delete()


def release(contribution: Contribution, parties: list[Party], *, by: Actor, reason: GrantReason) -> None:
    """These parties may read this contribution; the supplier itself needs no release."""
    permission, at = permission_id("read_contribution"), timezone.now()
    have = set(contribution.releases.values_list("group_id", flat=True))
    ContributionRelease.objects.bulk_create(
        ContributionRelease(
            group_id=party.group_id,
            permission_id=permission,
            content_object=contribution,
            phase=contribution.case.phase,
            reason=reason,
            granted_by_id=by.user_id,
            granted_at=at,
        )
        for party in parties
        if party.group_id not in have and party.pk != contribution.supplier_id
    )


def released_to(contribution: Contribution) -> list[Party]:
    """The parties that may read this contribution now, besides its supplier and the house."""
    groups = contribution.releases.values("group_id")
    return list(Party.objects.filter(group__in=groups).prefetch_related("kinds"))


def withdraw_release(contribution: Contribution, party: Party | None = None) -> None:
    """This party, or every party, no longer reads this contribution."""
    rows = contribution.releases.all()
    (rows.filter(group_id=party.group_id) if party else rows).delete()


def close_releases(case: Case) -> None:
    """At a phase change every contribution is closed to others until its supplier speaks (03, R4)."""
    ContributionRelease.objects.filter(content_object__case=case).delete()
