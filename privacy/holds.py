"""What holds the destruction of a case back, and the word for it (05): a short table, read by the night, the list and its page."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from cases.models import Dispute
from privacy.models import RequestCase


@dataclass(frozen=True)
class Hold:
    """Rows with a `case_id` that hold it back as long as they are found, and why in words."""

    words: str
    rows: "Callable[[], QuerySet[Any]]"


HOLDS = (
    Hold("er loopt een geschil", lambda: Dispute.objects.open()),
    Hold("er loopt een verzoek van een betrokkene", lambda: RequestCase.objects.filter(request__ended_on=None)),
)


def holding(case_ids: Iterable[UUID]) -> dict[UUID, list[str]]:
    """Per case what holds it back; a case that nothing holds is not there."""
    wanted, found = list(case_ids), defaultdict(list)
    for hold in HOLDS:
        for case_id in set(hold.rows().order_by().filter(case_id__in=wanted).values_list("case_id", flat=True)):
            found[case_id].append(hold.words)
    return dict(found)
