"""Who reads more than 30 different files within an hour is noticed (09, S36 and 2.4)."""

from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, QuerySet

from cases.workflow.letters import write_to
from parties.dates import add_months, add_working_days
from parties.inforce import appointments_in_force
from parties.models import House
from privacy import accesslog
from privacy.models import AccessLogLine, EventKind, LogWatch, Outcome, ReadingAlert
from privacy.models.accesslog import SUPERVISORS
from privacy.models.alert import HOUR, AlertKind
from zvh.actor import acting_as_system
from zvh.sealing import new_dossier, open_keyring
from zvh.today import today

MOST = 30
JUDGED_IN = 10  # working days
SLOWEST = timedelta(minutes=10)  # a line has the time at which its request began, and stands there when that is done
OPENED = (EventKind.DOSSIER_VIEW, EventKind.PRINT, EventKind.EXPORT, EventKind.BREAK_GLASS)  # a list opens no file


@dataclass(frozen=True)
class Read:
    """One person was shown one file."""

    at: datetime
    dossier_id: UUID
    house_id: int


@dataclass(frozen=True)
class Peak:
    """The worst moment within a clock hour: how many files in the hour before it."""

    at: datetime
    files: int


def notice_much_reading(now: datetime) -> int:
    """Look through what was added to the log since the last time, as a whole or not at all. Gives the number of new alerts."""
    with open_keyring(), acting_as_system():
        watch = LogWatch.objects.select_for_update().first() or LogWatch(until=now)
        since = watch.until - HOUR - SLOWEST
        new = sum(_notice(user_id, since) for user_id in _readers(since))
        watch.until = now
        watch.save()
        if new:
            accesslog.event(EventKind.JOB, "E", rule="notice_much_reading", result_count=new)
    return new


def _opened(since: datetime) -> "QuerySet[AccessLogLine]":
    shown = AccessLogLine.objects.filter(event_time__gt=since, event_kind__in=OPENED, action="R", outcome=Outcome.OK)
    return shown.filter(dossier_id__isnull=False, is_person=True).order_by()


def _readers(since: datetime) -> list[int]:
    """Who read so many files at all; most people are done with here."""
    counted = _opened(since).values("actor_id").annotate(files=Count("dossier_id", distinct=True))
    return list(counted.filter(files__gt=MOST).values_list("actor_id", flat=True))


def _notice(user_id: int, since: datetime) -> int:
    columns = "event_time", "dossier_id", "house_id"
    rows = _opened(since).filter(actor_id=user_id).order_by("event_time").values_list(*columns)
    reads = [Read(*row) for row in rows]
    return sum(_alert(user_id, hour, peak, reads) for hour, peak in peaks(reads).items())


def peaks(reads: Iterable[Read]) -> dict[datetime, Peak]:
    """Per clock hour the worst of the moments at which too many files were read in the hour before."""
    found: dict[datetime, Peak] = {}
    last: deque[Read] = deque()
    times: Counter[UUID] = Counter()
    for read in reads:
        last.append(read)
        times[read.dossier_id] += 1
        while last[0].at <= read.at - HOUR:
            gone = last.popleft().dossier_id
            times[gone] -= 1
            if not times[gone]:
                del times[gone]
        hour = read.at.replace(minute=0, second=0, microsecond=0)
        if len(times) > max(MOST, found[hour].files if hour in found else 0):
            found[hour] = Peak(read.at, len(times))
    return found


def _alert(user_id: int, hour: datetime, peak: Peak, reads: list[Read]) -> int:
    """In every house of which files were read. Gives how many of these are new."""
    of_house = {read.dossier_id: read.house_id for read in reads if peak.at - HOUR < read.at <= peak.at}
    counts = Counter(house_id for house_id in of_house.values() if house_id)
    houses = House.objects.filter(pk__in=counts)
    return sum(_tell(user_id, house, hour, counts[house.pk], peak.files) for house in houses)


def _tell(user_id: int, house: House, hour: datetime, files: int, total: int) -> bool:
    """Supervisors get one mail for each alert; while the hour lasts its numbers may grow."""
    known = ReadingAlert.objects.filter(kind=AlertKind.MUCH, user_id=user_id, house=house, hour=hour).first()
    if known:
        if known.total < total:
            known.files, known.total = files, total
            known.save(update_fields=["files", "total"])
        return False
    add_alert(ReadingAlert(user_id=user_id, house=house, hour=hour, files=files, total=total), today())
    return True


def add_alert(made: ReadingAlert, day: date) -> None:
    """To judge within ten working days, kept as long as the register of break-glass; supervisors get a mail."""
    made.judge_by = add_working_days(day, JUDGED_IN)
    made.ends_on = add_months(day, 12 * made.house.break_glass_kept_years)
    new_dossier(made.pk)
    made.save(force_insert=True)
    write_to(_supervisors(made.house, made.user_id or 0), "veel-gelezen")


def _supervisors(house: House, reader: int) -> Iterable[int]:
    found = appointments_in_force(today()).filter(house=house, role__in=SUPERVISORS)
    return found.exclude(user=reader).values_list("user_id", flat=True)
