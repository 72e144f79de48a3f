"""Figures of some years as one file: asked by who reads them, made in his name by jobs, each of one step, and gone after a day."""

from collections.abc import Iterator
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from cases.workflow.steps import hold
from governance.figurepage import TITLES, as_lines
from governance.figures.kept import from_kept, to_kept
from governance.figures.numbers import Filters, load
from governance.figures.period import FIRST_YEAR, year_of
from governance.figures.shown import Maker
from governance.figures.tables import Part, of_own_period
from governance.models import Export
from governance.policy import NotAllowed
from governance.reach import houses_counted
from parties.models import House
from privacy import accesslog
from zvh.actor import Actor, current_actor
from zvh.jobs import later, work
from zvh.spreadsheet import ALL_FORMATS
from zvh.today import moment

JOB = "make_export"


class AlreadyBusy(Exception):
    """One of his is being made: two at once would only wait for each other."""


@transaction.atomic
def ask_export(house: House, form: str, first_year: int, last_year: int, *, by: Actor) -> Export:
    """Jobs count it year by year. Raises NotAllowed or AlreadyBusy."""
    is_reader = houses_counted(by).filter(pk=house.pk).exists()
    if not is_reader or form not in ALL_FORMATS or not FIRST_YEAR <= first_year <= last_year <= by.today.year:
        raise NotAllowed("figures that are not read, or years that are not there")
    hold(f"export {by.user_id} {house.pk}")
    if Export.objects.visible_to(by).filter(house=house, made_at=None).exists():
        raise AlreadyBusy
    made = Export(
        house=house, form=form, first_year=first_year, last_year=last_year, by_id=by.user_id, at=moment(by.today)
    )
    made.save(force_insert=True)
    _go_on(made)
    accesslog.changed(made, rule="ask_export", action="C")
    return made


def _go_on(export: Export) -> None:
    later(JOB, queue="people", total=export.steps, export=export.pk, step=export.done)


@work(JOB)
def make_export(export: str, step: str) -> None:
    """One step; the next is another job, so that what was counted stays when this one is lost. A step that was done is not done again."""
    by = current_actor()
    assert by
    hold(UUID(export))
    found = Export.objects.visible_to(by).select_related("house").filter(pk=export).first()
    if found is None or found.done != int(step) or found.made_at:
        return
    if found.done < len(found.years):
        found.counted = [*found.counted, _counted(found, found.years[found.done], by)]
        found.save(update_fields=["counted"])
        _go_on(found)
        return
    found.content, found.made_at = ALL_FORMATS[found.form](TITLES, _lines(found)).content, moment(by.today)
    found.save(update_fields=["content", "made_at"])
    accesslog.event(accesslog.EventKind.EXPORT, "C", found, rule=JOB, parts=[found.form], result_count=len(found.years))


def _counted(export: Export, year: int, by: Actor) -> list[dict[str, object]]:
    """The figures of that year as they may be read, without the years that stand beside it: those have their own place here."""
    own, *before = [period.name for period in year_of(year).compared]
    parts = Maker(export.house, load(export.house, year_of(year), Filters()), by).parts()
    return to_kept(
        Part(part.section, tuple(of_own_period(one, own, before) for one in part.tables), ()) for part in parts
    )


def _lines(export: Export) -> Iterator[list[object]]:
    for year, kept in zip(export.years, export.counted, strict=True):
        yield from as_lines(export.house, year_of(year), from_kept(kept))


def take_export(export: Export, *, by: Actor, now: datetime) -> bytes:
    """The bytes of the file, noted in the log. Raises NotAllowed before it is there and after its day."""
    found = Export.objects.visible_to(by).there(now).exclude(made_at=None).filter(pk=export.pk).first()
    if found is None:
        raise NotAllowed("not there, or not any more")
    accesslog.event(
        accesslog.EventKind.EXPORT, "R", found, rule="rapportage-bestand-downloaden", parts=[found.form],
        result_count=len(found.years),
    )  # fmt: skip
    return bytes(found.content or b"")


def forget_exports(today: date) -> int:
    """What was made before today goes, and what was asked before today and never came to an end."""
    begin = timezone.make_aware(datetime.combine(today, time.min))
    gone, _ = Export.objects.filter(at__lt=begin).exclude(made_at__gte=begin).delete()
    return gone
