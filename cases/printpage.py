"""The parts of a printed case: what the actor reads on the pages, one after the other."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from cases import caseblocks
from cases.attachmentpage import attachments_of, lines
from cases.casepage import Block, CasePage
from cases.contributionpage import cards
from cases.interventionpage import COLUMNS, interventions_of
from cases.models import Contribution, Minutes, State
from cases.planpage import PLAN_TITLES, ROLES, plans_of, roles_of
from parties.choices import Word
from zvh.components import Answer, Column
from zvh.templatetags.words import capital


@dataclass(frozen=True)
class Part:
    """A part that can be chosen: its words, and what it shows of this case."""

    words: Callable[[CasePage], str]
    blocks: Callable[[CasePage], list[Block | None]]


def contributions_of(page: CasePage) -> list[Contribution]:
    """What this actor reads of what parties delivered; drafts are not printed."""
    found = Contribution.objects.visible_to(page.actor).filter(case=page.case).exclude(state=State.DRAFT)
    return list(found.select_related("case__house", "supplier", "kind").prefetch_related("supplier__kinds"))


def _plan_text(page: CasePage) -> Block | None:
    plans = plans_of(page)
    if not plans:
        return None
    rows = [Answer(title, text) for title, name in PLAN_TITLES if (text := getattr(plans[0], name))]
    title = f"{capital(page.case.house.word(Word.PLAN))}, versie {plans[0].number}"
    return Block(
        "cases/blocks/answers.html", {"title": title if plans[0].is_adopted else f"{title} (concept)", "rows": rows}
    )


def _minutes(page: CasePage) -> list[Block | None]:
    found = Minutes.objects.visible_to(page.actor).filter(case=page.case).select_related("item__meeting")
    return [Block("cases/blocks/minutes.html", {"minutes": one}) for one in found.order_by("item__meeting__on")]


def _contributions(page: CasePage) -> Block | None:
    found = contributions_of(page)
    return Block("cases/blocks/contributions.html", {"cards": cards(found, page.actor)}) if found else None


def _roles(page: CasePage) -> Block | None:
    plans = plans_of(page)
    rows = roles_of(plans[0], page.actor) if plans else []
    return Block("cases/blocks/roles.html", {"rows": rows, "columns": ROLES}) if rows else None


def _scores(page: CasePage) -> Block | None:
    """Under the text of the plan, so with a heading of its own."""
    found = caseblocks.plan(page)
    return replace(found, content={**found.content, "title": "Scores en open acties"}) if found else None


def _interventions(page: CasePage) -> Block | None:
    found = interventions_of(page)
    return Block("cases/blocks/interventions.html", {"lines": found, "columns": COLUMNS}) if found else None


def _attachments(page: CasePage) -> Block | None:
    """Their names; a file is opened by itself."""
    found = lines(attachments_of(page, case=page.case), page)
    columns = [Column("Document"), Column("Soort"), Column("Van wie"), Column("Toegevoegd op")]
    return Block("cases/blocks/attachments.html", {"lines": found, "columns": columns}) if found else None


PARTS = {
    "plan": Part(
        lambda page: f"{capital(page.case.house.word(Word.PLAN))}, scores, interventies en acties",
        lambda page: [_plan_text(page), _roles(page), _scores(page), _interventions(page)],
    ),
    "deelnemers": Part(lambda page: "Deelnemers", lambda page: [caseblocks.participants(page)]),
    "bijdragen": Part(lambda page: "Bijdragen", lambda page: [_contributions(page)]),
    "documenten": Part(lambda page: "Lijst van documenten", lambda page: [_attachments(page)]),
    "verslagen": Part(lambda page: f"Verslagen van het {page.case.house.word(Word.CASUSOVERLEG)}", _minutes),
    "tijdlijn": Part(lambda page: "Tijdlijn", lambda page: [caseblocks.timeline(page)]),
}


def choices(page: CasePage) -> list[tuple[str, str]]:
    return [(name, part.words(page)) for name, part in PARTS.items()]


def document(page: CasePage, chosen: list[str]) -> list[Block]:
    """The persons first, then what was chosen."""
    found = [caseblocks.subjects(page), *(block for name in chosen for block in PARTS[name].blocks(page))]
    return [block for block in found if block]
