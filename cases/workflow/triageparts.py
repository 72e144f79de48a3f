"""Which parties may have which part in the decision of the triage: the table, those who admit, those who are needed (01; 07)."""

from collections.abc import Iterable, Mapping
from datetime import date

from cases.models import Case, Subject, TriageParty
from cases.policy import NotAllowed
from cases.workflow.lawful import lawful_parties, regime_of
from parties.models import Approach, Party, TriageOutcome
from parties.models.party import PartyQuerySet

Part = TriageParty.Part
Parts = Mapping[Part, Iterable[Party]]


def at_triage_table(case: Case, lawful: Iterable[Party], *, today: date) -> list[Party]:
    """Who decides with the house: its fixed parties, some of them only about a minor; without fixed ones every lawful party."""
    fixed = {seat.party_id for seat in case.house.triage_seats.all()}
    subjects = list(case.subjects.all())
    return [
        party
        for party in lawful
        if (not fixed or party.pk in fixed) and seats_now(case.approach, party, subjects, today=today)
    ]


def seats_now(approach: Approach, party: Party, subjects: Iterable[Subject], *, today: date) -> bool:
    """Whether this party sits at the triage table for one of these persons (000, annex 3)."""
    return any(approach.asks_in_triage(party, minor=bool(one.is_minor(today))) for one in subjects)


def admitting(case: Case, lawful: Iterable[Party]) -> list[Party]:
    """Public parties of the kinds that admit a case under its law; none where the covenant alone rules (07)."""
    kinds = {kind.pk for kind in regime_of(case).deciding_kinds.all()}
    return [party for party in lawful if kinds & {kind.pk for kind in party.kinds.all()}]


def choices(case: Case, *, today: date) -> dict[Part, list[Party]]:
    """Per part the parties that may have it."""
    lawful = lawful_parties(case, today=today)
    return {
        Part.TOOK_PART: at_triage_table(case, lawful, today=today),
        Part.AGREED: admitting(case, lawful),
        Part.RELEVANT: lawful,
    }


def receivers(case: Case) -> PartyQuerySet:
    """Who does the local approach: a gemeente of the house (DPIA 1, step 2)."""
    return Party.objects.in_house(case.house).of_kind("gemeente")


def refuse_unlawful(
    case: Case, outcome: TriageOutcome | None, parties: Parts, forward_to: Party | None, *, today: date
) -> None:
    """Raises NotAllowed for an outcome of another house, or a party that can not have the part it was given."""
    if outcome and outcome not in TriageOutcome.objects.of_house(case.house):
        raise NotAllowed("an outcome of another house")
    if forward_to and forward_to not in receivers(case):
        raise NotAllowed("no receiver of a local approach")
    offered = choices(case, today=today)
    for part, chosen in parties.items():
        if {party.pk for party in chosen} - {party.pk for party in offered[part]}:
            raise NotAllowed(f"a party that can not have the part {part}")
