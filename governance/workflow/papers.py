"""A plan, budget or account is drafted, and the text of a plan written, part by part (conv. 4.4-4.6; 000 4.5; 003 4.9)."""

from django.db import transaction

from cases.workflow.steps import hold
from governance.models import Chapter, Paper, ReportFigures
from governance.models.paper import PaperState
from governance.policy import NotAllowed
from governance.reach import kept_houses
from governance.workflow.budgetstart import begin_budget
from governance.workflow.reportstart import counts, fill_report
from parties.dutychoices import PaperKind
from parties.models import House, PaperChapter, PaperRule
from privacy import accesslog
from zvh.actor import Actor
from zvh.today import moment
from zvh.versions import refuse_overtaken


class AlreadyThere(Exception):
    """A draft for this period is being written."""


@transaction.atomic
def draft_paper(rule: PaperRule, house: House, first_year: int, *, by: Actor) -> Paper:
    """A draft with the parts that the covenant names; of what was adopted before a next edition, with its text. Raises AlreadyThere."""
    if not keeps(by, house) or rule.covenant_id != house.covenant_id:
        raise NotAllowed("not of this house, or not under this covenant")
    hold(f"paper {house.pk} {rule.pk} {first_year}")
    before = Paper.objects.visible_to(by).filter(house=house, rule=rule, first_year=first_year).first()
    if before and not before.is_adopted:
        raise AlreadyThere
    made = Paper(house=house, rule=rule, first_year=first_year, last_year=first_year + rule.years - 1)
    made.edition = before.edition + 1 if before else 1
    made.by_id, made.at = by.user_id, moment(by.today)
    made.saved(by)
    made.save(force_insert=True)
    for one in _chapters_of(made, before, by):
        one.save(force_insert=True)
    if rule.kind == PaperKind.BUDGET:
        begin_budget(made, before, by)
    if counts(by, made):
        fill_report(made, by)
    accesslog.changed(made, rule="draft_paper", action="C")
    return made


def _chapters_of(paper: Paper, before: Paper | None, by: Actor) -> list[Chapter]:
    if before:
        kept = Chapter.objects.visible_to(by).filter(paper=before)
        return [_chapter(paper, one.order, one.title, one.source, one.is_needed, one.text, one.part) for one in kept]
    return [
        _chapter(paper, one.order, one.title, one.source, not _was_written(paper, one, by))
        for one in paper.rule.chapters.all()
    ]


def _chapter(
    paper: Paper, order: int, title: str, source: str, is_needed: bool, text: str = "", part: str = ""
) -> Chapter:
    return Chapter(paper=paper, order=order, title=title, source=source, is_needed=is_needed, text=text, part=part)


def _was_written(paper: Paper, part: PaperChapter, by: Actor) -> bool:
    """Of a part that is not written each time: whether it stands in a plan of the years before that still counts."""
    if part.every_years is None:
        return False
    earlier = Chapter.objects.visible_to(by).filter(
        paper__house=paper.house_id, paper__rule=paper.rule_id, paper__state=PaperState.ADOPTED, order=part.order
    )
    return earlier.filter(paper__first_year__gt=paper.first_year - part.every_years).exclude(text="").exists()


@transaction.atomic
def add_chapter(paper: Paper, title: str, *, by: Actor) -> Chapter:
    """A part of the house's own, after those of the covenant."""
    found = locked_paper(paper, PaperState.DRAFT, by=by)
    last = found.chapters.order_by("-order").values_list("order", flat=True).first() or 0
    made = _chapter(found, last + 1, title, "keuze van het huis", is_needed=False)
    made.save(force_insert=True)
    accesslog.changed(made, rule="add_chapter", action="C")
    return made


@transaction.atomic
def remove_chapter(chapter: Chapter, *, by: Actor) -> None:
    """Out of the draft, with its text. Raises NotAllowed for a part that the covenant asks for, or that belongs to figures."""
    locked_paper(chapter.paper, PaperState.DRAFT, by=by)
    found = Chapter.objects.visible_to(by).get(pk=chapter.pk)
    if found.is_needed or found.part:
        raise NotAllowed("the covenant asks for it, or it goes with figures")
    accesslog.changed(found, rule="remove_chapter", action="D")
    found.delete()


@transaction.atomic
def take_figures(paper: Paper, *, by: Actor) -> ReportFigures:
    """The figures of the year as they are published today stand in the draft. Raises NotAllowed for who does not read them."""
    found = locked_paper(paper, PaperState.DRAFT, by=by)
    if not counts(by, found):
        raise NotAllowed("no report, or figures that are not read")
    made = fill_report(found, by)
    accesslog.changed(made, rule="take_figures", action="E")
    return made


def may_throw_away(paper: Paper) -> bool:
    """A draft that no body ever had before it."""
    return paper.is_draft and paper.put_forward_at is None


@transaction.atomic
def throw_away_paper(paper: Paper, *, by: Actor) -> None:
    """The draft is gone with everything in it, also what parties brought in. Raises NotAllowed once a body had it before it."""
    found = locked_paper(paper, PaperState.DRAFT, by=by)
    if not may_throw_away(found):
        raise NotAllowed("a body had it before it")
    accesslog.changed(found, rule="throw_away_paper", action="D")
    found.delete()


@transaction.atomic
def write_chapter(chapter: Chapter, text: str, *, version: int, by: Actor) -> Chapter:
    """Raises Overtaken where somebody else saved it meanwhile, NotAllowed once it was put forward."""
    locked_paper(chapter.paper, PaperState.DRAFT, by=by)
    found: Chapter = Chapter.objects.visible_to(by).get(pk=chapter.pk)
    refuse_overtaken(found, now=found.version, read=version)
    found.text, found.version = text, found.version + 1
    found.saved(by)
    found.save(update_fields=["text", "version", "saved_by", "saved_at"])
    accesslog.changed(found, rule="write_chapter")
    return found


def hold_year(paper: Paper) -> None:
    """One transaction at a time books in a year, or puts its accounts forward."""
    hold(f"year {paper.house_id} {paper.first_year}")


def keeps(by: Actor, house: House) -> bool:
    return kept_houses(by).filter(pk=house.pk).exists()


def locked_paper(paper: Paper, *states: PaperState, by: Actor) -> Paper:
    """As it is now; one transaction at a time works on it. Raises NotAllowed for who does not write it, and in another state."""
    hold(paper.pk)
    found = Paper.objects.visible_to(by).select_related("house__covenant", "rule").filter(pk=paper.pk).first()
    if found is None or found.state not in states or not keeps(by, found.house):
        raise NotAllowed("not visible, or in another state")
    return found


def kept_paper(paper: Paper, *, rule: str, by: Actor) -> Paper:
    paper.saved(by)
    paper.save()
    accesslog.changed(paper, rule=rule, action="E")
    return paper
