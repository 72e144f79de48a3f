"""What the page "Toegang" shows: who can see the case, and what was given and taken (03: a grant explains
itself).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cases.casepage import CasePage
from cases.models import CaseGrant, Contribution, GrantHistory, GrantReason
from cases.readers import Reader
from parties.models import Party, User


@dataclass(frozen=True)
class Line:
    """One person with the reason, as the page shows it."""

    name: str
    party: str
    why: str
    grant: CaseGrant | None
    capacity: UUID


def lines(page: CasePage) -> list[Line]:
    return [_line(reader, page.case.house.name) for reader in page.readers]


def _line(reader: Reader, house: str) -> Line:
    """For whom somebody reads has a column of its own, so the reason does not say it again."""
    party = reader.party.name if reader.party else house
    why = GrantReason(reader.grant.reason).label if reader.grant else reader.why.removesuffix(f" bij {house}")
    return Line(reader.person.name, party, why, reader.grant, reader.capacity.pk)


@dataclass(frozen=True)
class Change:
    """One grant that was given or withdrawn."""

    at: datetime
    what: str
    by: str


def history(page: CasePage) -> list[Change]:
    """Newest first; empty for delegates. The rows hold ids only, so the names are looked up together."""
    rows = list(GrantHistory.objects.visible_to(page.actor).filter(case_id=page.case.pk).order_by("-at"))
    people = User.objects.in_bulk(_known(row.user_id for row in rows) | _known(row.by_id for row in rows))
    parties = Party.objects.in_bulk(_known(row.party_id for row in rows))
    readable = Contribution.objects.visible_to(page)
    suppliers = dict(readable.values_list("pk", "supplier__name"))
    return [Change(row.at, _what(row, people, parties, suppliers), _name(people, row.by_id)) for row in rows]


def _known(ids: Iterable[int | None]) -> set[int]:
    return {one for one in ids if one}


def _name(people: dict[int, User], pk: int) -> str:
    return people[pk].name if pk in people else "automatisch"


def _what(row: GrantHistory, people: dict[int, User], parties: dict[int, Party], suppliers: dict[UUID, str]) -> str:
    done = "kreeg toegang" if row.given else "heeft geen toegang meer"
    party = parties[row.party_id].name if row.party_id in parties else "onbekende partij"
    if row.kind == "casegrant":
        return f"{_name(people, row.user_id or 0)}, {party}, {done}: {GrantReason(row.reason).label}"
    supplier = suppliers.get(row.object_id, "een partij")
    return f"{party} {done} tot de bijdrage van {supplier}: {GrantReason(row.reason).label}"
