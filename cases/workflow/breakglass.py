"""Break-glass: a manager opens a case that is closed to him for some hours, closes it, and somebody else judges it (03, R13; 09, 2.4)."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, models, transaction
from django.utils import timezone

from cases.models import BreakGlass, BreakGlassReason, BreakGlassVerdict
from cases.policy import NotAllowed
from cases.rowpolicy import may_break_glass, may_judge
from cases.workflow.steps import hold
from parties.dates import add_months, add_working_days
from parties.models import House
from privacy import accesslog
from zvh.actor import Actor
from zvh.jobs import later
from zvh.sealing import new_dossier
from zvh.today import moment


class NothingToOpen(Exception):
    """No case of this house that is closed to this manager has this number; whether another case has, is not said."""


class Duration(models.TextChoices):
    """For how long. The house sets how long it may be at most."""

    HOUR = "1", "1 uur"
    HALF_DAY = "4", "4 uur"
    DAY = "dag", "tot het einde van de dag"

    def until(self, now: datetime, house: House) -> datetime:
        asked = _end_of_day(now) if self == Duration.DAY else now + timedelta(hours=int(self))
        return min(asked, now + timedelta(hours=house.break_glass_hours))


def _end_of_day(now: datetime) -> datetime:
    end = timezone.localtime(now).replace(hour=23, minute=59, second=59, microsecond=0)
    return max(end, now + timedelta(seconds=1))


def open_break_glass(number: str, *, kind: str, text: str, duration: str, by: Actor) -> BreakGlass:
    """From the next request on this manager reads the case, until it lapses. Raises NotAllowed or NothingToOpen.

    A number that can not be opened is tried in vain, and that stands in the log.
    """
    if not may_break_glass(by):
        raise NotAllowed("break_glass")
    found = _closed_case(number)
    if found is None:
        _note("E", object_type="case", object_id=number, outcome=accesslog.Outcome.DENIED, reason="niet te openen")
        raise NothingToOpen(number)
    return _open(number, *found, kind=kind, text=text, duration=duration, by=by)


def _closed_case(number: str) -> tuple[UUID, int] | None:
    """Asked of the database: who may open it can not see it yet."""
    with connection.cursor() as cursor:
        cursor.execute("select case_id, house_id from app.closed_case(%s)", [number])
        found: tuple[UUID, int] | None = cursor.fetchone()
        return found


@transaction.atomic
def _open(number: str, case_id: UUID, house_id: int, *, kind: str, text: str, duration: str, by: Actor) -> BreakGlass:
    assert by.capacity_id  # who may break the glass acts in one
    hold(case_id)
    now = moment(by.today)
    running = (
        BreakGlass.objects.running(now).filter(case_id=case_id, user=by.user_id, capacity_id=by.capacity_id).first()
    )
    if running:
        return running
    house = House.objects.get(pk=house_id)
    made = BreakGlass(
        case_id=case_id, house=house, number=number, user_id=by.user_id, capacity_id=by.capacity_id, kind=kind,
        opened_at=now, until_at=Duration(duration).until(now, house),
        judge_by=add_working_days(by.today, house.break_glass_judged_in),
        ends_on=add_months(by.today, 12 * house.break_glass_kept_years),
    )  # fmt: skip
    new_dossier(made.pk)
    made.save(force_insert=True)
    BreakGlassReason.objects.create(case_id=case_id, break_glass=made, text=text)
    _note("E", made, dossier_id=case_id, reason=kind)
    later("tell_of_break_glass", break_glass_id=made.pk)
    return made


@transaction.atomic
def close_break_glass(row: BreakGlass, *, by: Actor) -> None:
    """Who opened it is done before it lapses. Raises NotAllowed; closing what has lapsed changes nothing."""
    if (row.user_id, row.capacity_id) != (by.user_id, by.capacity_id):
        raise NotAllowed("close_break_glass")
    now = moment(by.today)
    if not row.opened_at <= now < row.ended_at:
        return
    row.closed_at = now
    row.save(update_fields=["closed_at"])
    _note("U", row, dossier_id=row.case_id, reason="gesloten")


@transaction.atomic
def judge_break_glass(row: BreakGlass, *, is_justified: bool, text: str, by: Actor) -> BreakGlassVerdict:
    """FG or another manager says whether it was right, with reasons (09, 2.4). Raises NotAllowed, also the second time."""
    hold(row.pk)
    row = BreakGlass.objects.visible_to(by).select_related("verdict").get(pk=row.pk)
    if not may_judge(by, row):
        raise NotAllowed("judge_break_glass")
    verdict = BreakGlassVerdict.objects.create(
        break_glass=row, is_justified=is_justified, text=text, by_id=by.user_id, at=moment(by.today)
    )
    _note("C", verdict, dossier_id=row.case_id, house_id=row.house_id, reason=verdict.words)
    return verdict


def _note(action: str, row: models.Model | None = None, **values: object) -> None:
    accesslog.event(accesslog.EventKind.BREAK_GLASS, action, row, rule=accesslog.BREAK_GLASS, **values)
