"""The parts of a printed case: what the actor reads on the pages, one after the other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.utils.text import get_text_list

from cases import caseblocks
from cases.attachmentpage import attachments_of, lines
from cases.casepage import Block, CasePage
from cases.contributionpage import cards
from cases.interventionpage import COLUMNS, interventions_of
from cases.models import Contribution, LogEntry, Minutes, Note, State
from cases.planpage import PLAN_TITLES, ROLES, plans_of, roles_of
from cases.timeline import in_order, logged
from cases.trackpage import TITLES, kinds_of, tracks_of
from parties.choices import Word
from zvh.components import Answer, Column
from zvh.templatetags.words import capital


@dataclass(frozen=True)
class Part:
    """A part that can be chosen: its words, and what it shows of this case."""

    words: Callable[[CasePage], str]
    blocks: Callable[[CasePage], list[Block | None]]
    is_offered: Callable[[CasePage], bool] = lambda page: True
    is_usual: bool = True  # ticked beforehand


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


def _tracks(page: CasePage) -> Block | None:
    found = [(TITLES[kind], lines) for kind, lines in tracks_of(page).items() if lines]
    return Block("cases/blocks/tracks.html", {"kinds": found}) if found else None


def _logbook(page: CasePage) -> Block | None:
    events = in_order(page, [logged])
    return Block("cases/blocks/timeline.html", {"title": "Logboek", "events": events}) if events else None


def notes_of(page: CasePage) -> list[Note]:
    """What the house noted; drafts are not printed."""
    return list(Note.objects.visible_to(page).placed().select_related("by"))


def _notes(page: CasePage) -> Block | None:
    found = notes_of(page)
    return Block("cases/blocks/all_notes.html", {"notes": found}) if found else None


def _to_house(page: CasePage) -> bool:
    return page.actor.reads_cases


PARTS = {
    "plan": Part(
        lambda page: f"{capital(page.case.house.word(Word.PLAN))}, scores, interventies en acties",
        lambda page: [_plan_text(page), _roles(page), _scores(page), _interventions(page)],
    ),
    "deelnemers": Part(lambda page: "Deelnemers", lambda page: [caseblocks.participants(page)]),
    "bijdragen": Part(lambda page: "Bijdragen", lambda page: [_contributions(page)]),
    "documenten": Part(lambda page: "Lijst van documenten", lambda page: [_attachments(page)]),
    "verslagen": Part(lambda page: f"Verslagen van het {page.case.house.word(Word.CASUSOVERLEG)}", _minutes),
    "trajecten": Part(
        lambda page: capital(get_text_list([TITLES[kind].lower() for kind in kinds_of(page)], "en")),
        lambda page: [_tracks(page)],
        is_offered=lambda page: bool(kinds_of(page)),
    ),
    "tijdlijn": Part(lambda page: "Tijdlijn", lambda page: [caseblocks.timeline(page)]),
    "logboek": Part(lambda page: "Logboek van het huis", lambda page: [_logbook(page)], _to_house, is_usual=False),
    "notities": Part(lambda page: "Notities van het huis", lambda page: [_notes(page)], _to_house, is_usual=False),
}


def choices(page: CasePage) -> list[tuple[str, str]]:
    return [(name, part.words(page)) for name, part in PARTS.items() if part.is_offered(page)]


def usual() -> list[str]:
    """What is ticked beforehand. Work in progress of the house is not: who prints it chooses it."""
    return [name for name, part in PARTS.items() if part.is_usual]


def shown(page: CasePage, chosen: list[str]) -> list[UUID]:
    """The rows with content of their own that are in the print, for the log."""
    rows: dict[str, Callable[[], Sequence[Any]]] = {
        "bijdragen": lambda: contributions_of(page),
        "trajecten": lambda: [line.row for lines in tracks_of(page).values() for line in lines],
        "logboek": lambda: list(LogEntry.objects.visible_to(page)),
        "notities": lambda: notes_of(page),
    }
    return [row.pk for name, find in rows.items() if name in chosen for row in find()]


def document(page: CasePage, chosen: list[str]) -> list[Block]:
    """The persons first, then what was chosen."""
    found = [caseblocks.subjects(page), *(block for name in chosen for block in PARTS[name].blocks(page))]
    return [block for block in found if block]
