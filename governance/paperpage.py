"""What the pages of a plan, budget or account show, as far as the reader may; and the plan as a document."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format

from governance.figurepage import EXPLAINED, Panel, blocks_of, panel
from governance.figures.kept import from_kept
from governance.figures.tables import Part
from governance.models import Chapter, Decision, Paper, PaperInput, ReportFigures
from governance.reach import houses_governed, kept_houses
from governance.workflow.paperinput import may_give
from parties.models import Body, House
from zvh.actor import Actor
from zvh.components import Deadline
from zvh.documents import Block, Document, heading, paragraph

EMPTY = "Nog niet geschreven."


@dataclass(frozen=True)
class InputLine:
    """A party that was asked, and whether who reads this page may write for it."""

    asked: PaperInput
    may_give: bool


@dataclass(frozen=True)
class ReportPart:
    """A part of the figures of a report, with the remark that stands beside it."""

    part: Part
    remark: Chapter | None
    panels: tuple[Panel, ...]


@dataclass(frozen=True)
class Report:
    """The figures of a report as they were published on a day."""

    taken_on: date
    parts: tuple[ReportPart, ...]


def find_paper(pk: UUID, actor: Actor) -> Paper:
    seen = Paper.objects.visible_to(actor).select_related("house__covenant", "rule")
    return get_object_or_404(seen, pk=pk)


def works_on(actor: Actor, paper: Paper) -> bool:
    """Who writes it, or sits in a body of the house: reads everything about the money."""
    houses = kept_houses(actor).values("pk"), houses_governed(actor).values("pk")
    return House.objects.filter(Q(pk__in=houses[0]) | Q(pk__in=houses[1]), pk=paper.house_id).exists()


def chapters_of(paper: Paper, actor: Actor) -> list[Chapter]:
    return list(Chapter.objects.visible_to(actor).filter(paper=paper))


def report_of(paper: Paper, chapters: Iterable[Chapter], actor: Actor) -> Report | None:
    """None for a paper without figures."""
    found = ReportFigures.objects.visible_to(actor).filter(paper=paper).first() if paper.rule.reports_figures else None
    if found is None:
        return None
    remarks = {one.part: one for one in chapters if one.part}
    return Report(
        found.taken_on,
        tuple(
            ReportPart(part, remarks.get(part.section.code), tuple(map(panel, part.tables)))
            for part in from_kept(found.content)
        ),
    )


def inputs_of(paper: Paper, actor: Actor, keeps: bool) -> list[InputLine]:
    found = PaperInput.objects.visible_to(actor).filter(paper=paper).select_related("party")
    is_draft = paper.is_draft
    return [
        InputLine(
            one,
            is_draft and one.given_on is None and (keeps or (actor.is_delegate and one.party_id == actor.party_id)),
        )
        for one in found
    ]


def find_input(pk: UUID, actor: Actor) -> PaperInput:
    """Which may still be given by who asks."""
    seen = PaperInput.objects.visible_to(actor).select_related("party", "paper__house__covenant", "paper__rule")
    found = get_object_or_404(seen, pk=pk, given_on=None)
    if not may_give(found, actor):
        raise PaperInput.DoesNotExist
    return found


def decisions_about(paper: Paper, actor: Actor) -> list[Decision]:
    """For the members of the bodies that decide."""
    return list(Decision.objects.visible_to(actor).filter(paper=paper).select_related("body").order_by("at"))


def adopters_of(paper: Paper) -> list[Body]:
    return list(paper.rule.adopters(paper.house))


def sending(paper: Paper, actor: Actor) -> Deadline | None:
    """Until when it must be sent round; none where it is not adopted, or was sent."""
    if paper.sent_due_on is None or paper.sent_on:
        return None
    return Deadline(paper.sent_due_on, actor.today, paper.sent_source)


def papers_by_period(papers: Iterable[Paper]) -> list[tuple[str, list[Paper]]]:
    """Per kind, in their order."""
    found: dict[str, list[Paper]] = {}
    for one in papers:
        found.setdefault(one.rule.name, []).append(one)
    return list(found.items())


def document_of(
    paper: Paper, chapters: Iterable[Chapter], more: Iterable[Block] = (), report: Report | None = None
) -> Document:
    """On paper."""
    bodies = " en ".join(one.name for one in adopters_of(paper))
    facts = [("Voor", paper.period), ("Stand", paper.get_state_display())]
    if paper.adopted_on:
        facts += [("Vastgesteld op", date_format(paper.adopted_on)), ("Vastgesteld door", bodies)]
    if report:
        facts.append(("Cijfers zoals ze waren op", date_format(report.taken_on)))
    blocks = [*(block for one in chapters if not one.part for block in _blocks(one)), *more, *_figures(report)]
    return Document(paper.title, (paper.house.name,), (), tuple(facts), tuple(blocks))


def _figures(report: Report | None) -> list[Block]:
    """Each part with its remark first."""
    if report is None:
        return []
    blocks = [heading("Cijfers"), paragraph(EXPLAINED)]
    for one in report.parts:
        remark = map(paragraph, _paragraphs(one.remark.text) if one.remark else [])
        blocks += [heading(one.part.section.name), *remark, *blocks_of(one.part)]
    return blocks


def _blocks(one: Chapter) -> list[Block]:
    parts = _paragraphs(one.text)
    if not parts and not one.is_needed:
        return []
    return [heading(one.title), *map(paragraph, parts or [EMPTY])]


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]
