"""The daily look through the access log, the sample of the month, and who hears that a verdict is late (09, 2.4)."""

from collections import Counter
from datetime import date, timedelta
from math import ceil
from random import SystemRandom
from uuid import UUID

from cases.models import Case
from cases.workflow.letters import write_to
from parties.inforce import appointments_in_force
from parties.models import House
from parties.roles import Role
from privacy.dayrules import OPENED, RULES, Hit
from privacy.models import AccessLogLine, LogWatch, Outcome, ReadingAlert
from privacy.models.alert import AlertKind, midnight
from privacy.watch import add_alert

FEWEST, SHARE = 10, 0.02  # of the files that were opened in a month
DAY = timedelta(days=1)


def review_days(today: date) -> int:
    """Every whole day since the last time, against every rule; the first of a month also gives the sample of the month before.

    Gives the number of new alerts; again on the same day none.
    """
    watch = LogWatch.objects.select_for_update().first() or LogWatch(until=midnight(today))
    day = (watch.days_until or today - 2 * DAY) + DAY
    new = 0
    while day < today:
        new += sum(_notice(kind, hit, day, today) for kind, rule in RULES.items() for hit in rule(day))
        if (day + DAY).day == 1:
            new += sum(_sample(house, day.replace(day=1), today) for house in House.objects.all())
        watch.days_until = day
        day += DAY
    watch.save()
    return new


def _notice(kind: AlertKind, hit: Hit, day: date, today: date) -> bool:
    house = House.objects.filter(pk=hit.house_id).first()
    about = {"kind": kind, "user_id": hit.user_id, "house": house, "hour": midnight(day)}
    if house is None or ReadingAlert.objects.filter(**about).exists():
        return False
    add_alert(ReadingAlert(**about, files=hit.number, total=hit.number), today)
    return True


def _sample(house: House, month: date, today: date) -> int:
    """Files that chance points at, for somebody to look at who opened them and why."""
    about = {"kind": AlertKind.SAMPLE, "house": house, "hour": midnight(month)}
    if ReadingAlert.objects.filter(**about).exists():
        return 0
    files = _opened_in(house, month)
    chosen = SystemRandom().sample(files, min(len(files), max(FEWEST, ceil(len(files) * SHARE))))
    for dossier_id, number in chosen:
        add_alert(ReadingAlert(**about, sampled_id=dossier_id, files=number, total=number), today)
    return len(chosen)


def _opened_in(house: House, month: date) -> list[tuple[UUID, int]]:
    """Cases that are still there, with how often they were opened; of what is gone nobody could tell the reason any more."""
    after = (month + 31 * DAY).replace(day=1)
    lines = AccessLogLine.objects.filter(
        house_id=house.pk, event_time__gte=midnight(month), event_time__lt=midnight(after), event_kind__in=OPENED, action="R",
        outcome=Outcome.OK, is_person=True, dossier_id__in=Case.objects.filter(house=house).values("pk"),
    )  # fmt: skip
    return list(Counter(pk for pk in lines.values_list("dossier_id", flat=True) if pk).items())


def escalate_alerts(today: date) -> int:
    """What was not judged in time goes to the FG, once."""
    late = list(ReadingAlert.objects.overdue(today).select_for_update())
    for house_id in {one.house_id for one in late}:
        fg = appointments_in_force(today).filter(house=house_id, role=Role.FG)
        write_to(fg.values_list("user_id", flat=True), "signaal-te-laat")
    for one in late:
        one.escalated_on = today
        one.save(update_fields=["escalated_on"])
    return len(late)
