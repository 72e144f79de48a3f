"""Files of a case as pages show them: what they are, whether they can be opened, and who reads them (DPIA 1; 10, pattern 24)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from cases.contributionpage import audiences
from cases.models import Attachment, Contribution
from cases.policy import operations
from cases.reach import OpenCase, Seer
from cases.rowpolicy import supplies
from zvh import components as ui
from zvh.actor import Actor
from zvh.filetypes import Format

STATES = {
    "wacht": "Tot die klaar is, kan niemand het openen.",
    "geweigerd": "De virusscan vond kwaadaardige software. Het bestand is vernietigd.",
}


@dataclass(frozen=True)
class Line:
    """A file: where it opens, once that may be, and where it is taken away, for who may."""

    attachment: Attachment
    origin: ui.Origin
    audience: ui.Audience
    may_remove: bool = False

    @property
    def url(self) -> str:
        return self._address("document") if self.attachment.is_clean else ""

    @property
    def remove_url(self) -> str:
        return self._address("document-verwijderen") if self.may_remove else ""

    @property
    def notice(self) -> str:
        return STATES.get(self.attachment.state, "")

    @property
    def about(self) -> str:
        """Format and size: "PDF, 1,2 MB"."""
        return f"{Format(self.attachment.format).label}, {filesizeformat(self.attachment.size)}"

    def _address(self, name: str) -> str:
        return reverse(name, args=[self.attachment.case.number, self.attachment.pk])


def attachments_of(seer: Seer, **about: object) -> list[Attachment]:
    found = Attachment.objects.visible_to(seer).filter(**about)
    joined = ("case__house", "kind", "by", "supplier", "contribution__supplier", "contribution__case__house")
    return list(found.select_related(*joined).prefetch_related("supplier__kinds"))


def lines(found: Sequence[Attachment], seen: OpenCase) -> list[Line]:
    """Of one case, with who reads them; a fixed number of queries for all of them."""
    contributions = {one.contribution.pk: one.contribution for one in found if one.contribution}
    readers, may = audiences(list(contributions.values())), operations(seen)
    return [_line(one, readers, _may_remove(one, seen, may)) for one in found]


def _may_remove(one: Attachment, seen: OpenCase, may: frozenset[str]) -> bool:
    """`may_remove` of the workflow, for a list."""
    if one.contribution is None:
        return "add_attachment" in may
    return one.supplier_id == seen.actor.party_id and "contribute" in may


def _line(one: Attachment, readers: dict[UUID, ui.Audience], may_remove: bool) -> Line:
    if one.contribution_id is None or one.supplier is None:
        house = one.case.house.name
        only = ui.Audience("alleen het huis", (house,), is_limited=True, source="Keuze van het huis")
        return Line(one, ui.Origin(house), only, may_remove)
    origin = ui.Origin(one.supplier.name, one.supplier.mark)
    return Line(one, origin, readers[one.contribution_id], may_remove)


def may_still_add(actor: Actor, contribution: Contribution) -> bool:
    return contribution.has_content and supplies(actor, contribution)
