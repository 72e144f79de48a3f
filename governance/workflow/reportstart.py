"""A report begins with the figures of its year, and a remark to write with each part of them; and what it lacks before it is adopted."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from governance.figures.kept import to_kept
from governance.figures.numbers import Filters, load
from governance.figures.period import Period, year_of
from governance.figures.shown import Maker
from governance.figures.table import By
from governance.figures.tables import Part
from governance.models import Chapter, Paper, ReportFigures
from governance.reach import houses_counted
from zvh.actor import Actor
from zvh.today import moment


def counts(by: Actor, paper: Paper) -> bool:
    """Whether who acts reads the figures of the house: only he takes them up in its report (03, R9)."""
    return paper.rule.reports_figures and houses_counted(by).filter(pk=paper.house_id).exists()


def years_of(paper: Paper) -> Period:
    return Period(year_of(paper.first_year).first, year_of(paper.last_year).last)


def _published(paper: Paper, by: Actor) -> list[Part]:
    """Without the money: what was spent is not for every reader of a report, and the paper shows it to whom it is for."""
    parts = Maker(paper.house, load(paper.house, years_of(paper), Filters()), by).parts()
    told = [replace(part, tables=tuple(one for one in part.tables if one.figure.by != By.MONEY)) for part in parts]
    return [part for part in told if part.tables]


def fill_report(paper: Paper, by: Actor) -> ReportFigures:
    """The figures as everybody may read them today, in place of those of before, and a remark for each part that has none yet."""
    parts = _published(paper, by)
    known = ReportFigures.objects.visible_to(by).filter(paper=paper).first()
    made: ReportFigures = known or ReportFigures(paper=paper)
    made.content, made.taken_on, made.by_id, made.at = to_kept(parts), by.today, by.user_id, moment(by.today)
    made.save(update_fields=["content", "taken_on", "by", "at"] if known else None)
    _begin_remarks(paper, parts, by)
    return made


def _begin_remarks(paper: Paper, parts: Iterable[Part], by: Actor) -> None:
    there = list(Chapter.objects.visible_to(by).filter(paper=paper).values_list("order", "part"))
    last = max((order for order, _ in there), default=0)
    new = [part.section for part in parts if part.section.code not in {code for _, code in there}]
    for order, section in enumerate(new, last + 1):
        title = f"Bij de cijfers: {section.name}"
        made = Chapter(paper=paper, order=order, title=title, source="keuze van het huis", part=section.code)
        made.is_needed = False
        made.save(force_insert=True)


def missing_in_report(paper: Paper, by: Actor) -> list[str]:
    """Why a report cannot be adopted yet: it has no figures, not those of the whole year, or others than are published today."""
    if not paper.rule.reports_figures:
        return []
    found = ReportFigures.objects.visible_to(by).filter(paper=paper).first()
    if found is None:
        return [f"De cijfers van {paper.period} zijn nog niet opgenomen. Dat doet de manager"]
    is_over = date(paper.last_year, 12, 31) < by.today
    if is_over and found.taken_on <= date(paper.last_year, 12, 31):
        return [f"De cijfers zijn van voor het einde van {paper.period}. Neem ze opnieuw op"]
    if counts(by, paper) and found.content != to_kept(_published(paper, by)):
        return ["De cijfers in Rapportage zijn intussen anders. Neem ze opnieuw op, en lees uw tekst na"]
    return []
