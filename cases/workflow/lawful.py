"""Which law rules a case, and which parties may lawfully take part in it (03, R2 and R11; 07)."""

from datetime import date

from django.db.models import prefetch_related_objects
from django.utils import timezone

from cases.models import Case, Subject
from cases.phases import Phase
from parties.models import Membership, Party, Regime


def regime_of(case: Case) -> Regime:
    """The legal regime of a case: that of its approach on the day the case was opened (07)."""
    opened = timezone.localdate(case.opened_at) if case.opened_at else timezone.localdate()
    return case.approach.regime_on(opened)


def lawful_parties(case: Case, *, today: date) -> list[Party]:
    """Members of the house that the approach allows; where the law gives incidental participants no account,
    not those either.
    """
    prefetch_related_objects([case.approach], "allowed_kinds", "minor_only_kinds")
    members = Membership.objects.in_force(today).filter(houses=case.house_id)
    parties = Party.objects.filter(memberships__in=members).distinct().prefetch_related("kinds")
    only_participants = regime_of(case).incidental_without_account
    return [
        party
        for party in parties
        if case.approach.allows(party)
        and (not only_participants or any(kind.wgs_participant for kind in party.kinds.all()))
    ]


def may_be_asked(case: Case, party: Party, subject: Subject, *, today: date) -> bool:
    """Whether this party may be asked about this person; some kinds only about a minor (Kennemerland, annex 3)."""
    return case.approach.asks_in_triage(party, minor=bool(subject.is_minor(today)))


def parties_to_assign(case: Case, *, today: date) -> list[Party]:
    """The parties that lawfully belong in this case now: until the casusoverleg some only where a minor is concerned."""
    parties = lawful_parties(case, today=today)
    if case.phase not in (Phase.AANMELDING, Phase.TRIAGE):
        return parties
    minor = any(subject.is_minor(today) for subject in case.subjects.all())
    return [party for party in parties if case.approach.asks_in_triage(party, minor=minor)]
