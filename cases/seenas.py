"""Bekijk als: the case as a delegate of a party sees it, shown to the procesregisseur (10, pattern 8c).

Nothing is judged anew: what is shown is found in the name of the delegate, by the same functions, and by the database too.
Of the file the house reads everything (03, R1); of the contributions a party has drafts that nobody else reads, so that
only those are looked for which the procesregisseur may read. A test says that both hold.
"""

from dataclasses import dataclass, replace
from uuid import UUID

from django.http import Http404

from cases import caseblocks
from cases.casepage import Block, CasePage, NextStep, blocks, next_step, open_file, phases
from cases.contributionpage import cards
from cases.models import Contribution
from cases.readers import Reader
from zvh import components as ui
from zvh.actor import acting_as

PURPOSE = "toegang-nakijken", "nakijken wat een partij ziet"  # as the log keeps it, and in words
JOINED = ("case__house", "supplier", "kind")


@dataclass(frozen=True)
class SeenAs:
    """What a delegate finds on the page of the case and on that of its contributions, without anything to press."""

    phases: list[ui.Phase]
    next: NextStep
    main: list[Block]
    aside: list[Block]
    contributions: list[Contribution]
    cards: list[ui.Contribution]


def delegate_of(page: CasePage, delegation: UUID) -> Reader:
    """Who reads this case with an assignment, in this capacity; anybody else is not there."""
    found = next((one for one in page.readers if one.grant and one.capacity.pk == delegation), None)
    if found is None:
        raise Http404
    return found


def seen_as(page: CasePage, reader: Reader) -> SeenAs:
    """The case through the eyes of this reader, as far as who looks may see it too."""
    mine = set(Contribution.objects.visible_to(page).values_list("pk", flat=True))
    with acting_as(reader.capacity.pk) as actor:
        theirs = open_file(str(page.case.number), actor)
        found = Contribution.objects.visible_to(theirs).filter(pk__in=mine).select_related(*JOINED)
        contributions = list(found.prefetch_related("supplier__kinds"))
        return SeenAs(
            phases(theirs),
            next_step(theirs),
            _without_links(blocks(theirs, caseblocks.MAIN)),
            _without_links(blocks(theirs, caseblocks.ASIDE)),
            contributions,
            [replace(card, links=()) for card in cards(contributions, actor)],
        )


def _without_links(found: list[Block]) -> list[Block]:
    """The links of a block lead to pages that would be shown with the rights of who looks."""
    return [
        replace(block, content={**block.content, "url": ""}) for block in found if block.template != caseblocks.MORE
    ]
