"""A supervisor says what he makes of an alert; nobody judges what he did himself (09, 2.4)."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from cases.policy import NotAllowed
from cases.work import MOST, Item, Work
from cases.workflow.steps import hold
from privacy import accesslog
from privacy.models import AccessLogLine, ReadingAlert
from privacy.models.accesslog import SUPERVISORS
from privacy.models.alert import HOUR
from zvh.actor import Actor
from zvh.components import Link
from zvh.today import moment

SOURCE = "keuze van het Casusportaal"


def may_judge_alert(actor: Actor, alert: ReadingAlert) -> bool:
    """Another supervisor of the house, once, when the hour is over and the numbers stand."""
    is_judge = actor.role in SUPERVISORS and alert.house_id in actor.house_ids and alert.user_id != actor.user_id
    return is_judge and alert.judged_at is None and alert.until <= timezone.now()


@transaction.atomic
def judge_alert(alert: ReadingAlert, *, is_justified: bool, remark: str, by: Actor) -> None:
    """Whether there was a good reason to read so much, and what was done. Raises NotAllowed, also the second time."""
    hold(alert.pk)
    alert = ReadingAlert.objects.visible_to(by).get(pk=alert.pk)
    if not may_judge_alert(by, alert):
        raise NotAllowed("judge_alert")
    alert.is_justified, alert.remark, alert.judged_by_id, alert.judged_at = (
        is_justified, remark, by.user_id, moment(by.today),
    )  # fmt: skip
    alert.save(update_fields=["is_justified", "remark", "judged_by", "judged_at"])
    accesslog.changed(alert, rule="judge_alert")


def lines_behind(alert: ReadingAlert, actor: Actor) -> "QuerySet[AccessLogLine]":
    """What this person did in that hour and the one before, as far as the log of the house tells."""
    between = {"event_time__gt": alert.hour - HOUR, "event_time__lt": alert.until}
    return AccessLogLine.objects.visible_to(actor).filter(actor_id=alert.user_id, **between)


def when(hour: datetime) -> str:
    begin = timezone.localtime(hour)
    return f"{date_format(begin, 'j F Y')}, {begin:%H:%M} tot {timezone.localtime(hour + HOUR):%H:%M} uur"


def to_judge(work: Work) -> Iterable[Item]:
    """In "Mijn werk" of supervisors; who it is stands on the page of the alert."""
    waiting = ReadingAlert.objects.visible_to(work.actor).to_judge().order_by("judge_by", "hour")
    return [
        Item(
            "Signaal beoordelen: veel dossiers bekeken",
            Link("Beoordelen", reverse("signaal", args=[one.pk])),
            when(one.hour),
            work.deadline(one.judge_by, SOURCE),
        )
        for one in waiting[:MOST]
        if may_judge_alert(work.actor, one)
    ]
