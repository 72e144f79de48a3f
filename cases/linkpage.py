"""What pages show of linked cases, to who may read both."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from cases.casepage import Block, CasePage, url_of
from cases.models import Case, CaseLink
from cases.reach import FoundCases
from cases.worklist import work_names
from privacy import accesslog
from zvh.actor import Actor
from zvh.components import Event
from zvh.templatetags.words import capital


@dataclass(frozen=True)
class LinkLine:
    """A link as it looks from one of its cases."""

    link: CaseLink
    other: Case
    work_name: str = ""

    @property
    def kind(self) -> str:
        return capital(self.link.get_kind_display())


def links_of(page: CasePage) -> list[LinkLine]:
    """Those that stand, the newest first."""
    found = list(CaseLink.objects.visible_to(page.actor).of(page.case).standing().select_related("by"))
    if not found:
        return []
    others = Case.objects.visible_to(page.actor).in_bulk([link.across_id(page.case) for link in found])
    names = work_names(FoundCases(page.actor, list(others)))
    rows = [(link, others[link.across_id(page.case)]) for link in found]
    return [LinkLine(link, other, names.get(other.pk, "")) for link, other in rows]


def links(page: CasePage) -> Block | None:
    """On the case page: nothing, for who may not link and reads no linked case, so that it tells nothing (03, R8).

    Of each linked case something is shown, so each was read.
    """
    found, may_link = links_of(page), "link_cases" in page.may
    if found:
        accesslog.listed("case", [line.other for line in found], rule="casus")
    url = url_of("casus-koppelen", page.case) if may_link else ""
    return Block("cases/blocks/links.html", {"links": found, "url": url}) if found or may_link else None


def linked(page: CasePage) -> Iterable[Event]:
    """On the timeline: that cases were linked, and apart again."""
    found = CaseLink.objects.visible_to(page.actor).of(page.case).select_related("case", "other", "by", "ended_by")
    for link in found:
        other = link.across(page.case)
        url = reverse("casus", args=[other.number])
        yield Event(f"Gekoppeld met {other.number}", link.at, link.by.name, link.reason, url)
        if link.ended_at:
            yield Event(f"Losgemaakt van {other.number}", link.ended_at, str(link.ended_by), link.end_reason, url)


def beside(cases: Collection[UUID], actor: Actor) -> dict[UUID, list[str]]:
    """Of these cases, such as those of one agenda, the numbers of the others among them that each is linked with."""
    found: dict[UUID, list[str]] = {}
    rows = CaseLink.objects.visible_to(actor).standing().filter(case__in=cases, other__in=cases)
    for link in rows.select_related("case", "other"):
        for one, another in ((link.case, link.other), (link.other, link.case)):
            found.setdefault(one.pk, []).append(str(another.number))
    return found
