"""A supervisor says what he makes of an alert; nobody judges what he did himself (09, 2.4)."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from cases.policy import NotAllowed
from cases.work import MOST, Item, Work
from cases.workflow.steps import hold
from privacy import accesslog
from privacy.models import AccessLogLine, ReadingAlert
from privacy.models.accesslog import SUPERVISORS
from privacy.models.alert import HOUR, AlertKind
from zvh.actor import Actor
from zvh.components import Link
from zvh.today import moment

SOURCE = "keuze van het Casusportaal"


def may_judge_alert(actor: Actor, alert: ReadingAlert) -> bool:
    """Another supervisor of the house, once, when what it is about is over and the numbers stand."""
    is_judge = actor.role in SUPERVISORS and alert.house_id in actor.house_ids and not is_own(alert, actor)
    return is_judge and alert.judged_at is None and alert.until <= timezone.now()


def is_own(alert: ReadingAlert, actor: Actor) -> bool:
    """It is about what this supervisor did himself; of a sample, that he opened the file."""
    if alert.kind == AlertKind.SAMPLE:
        return lines_behind(alert, actor).filter(actor_id=actor.user_id).exists()
    return alert.user_id == actor.user_id


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
    """What this person did that day, or in that hour and the one before, as far as the log of the house tells; of a sample, who opened
    the file that month."""
    lines = AccessLogLine.objects.visible_to(actor)
    if alert.kind == AlertKind.SAMPLE:
        return lines.filter(dossier_id=alert.sampled_id, event_time__gte=alert.hour, event_time__lt=alert.until)
    since = alert.hour - HOUR if alert.kind == AlertKind.MUCH else alert.hour
    return lines.filter(actor_id=alert.user_id or 0, event_time__gte=since, event_time__lt=alert.until)


def to_judge(work: Work) -> Iterable[Item]:
    """In "Mijn werk" of supervisors; who it is stands on the page of the alert."""
    waiting = ReadingAlert.objects.visible_to(work.actor).to_judge().order_by("judge_by", "hour")
    return [
        Item(
            f"Signaal beoordelen: {one.get_kind_display()}",
            Link("Beoordelen", reverse("signaal", args=[one.pk])),
            one.when,
            work.deadline(one.judge_by, SOURCE),
        )
        for one in waiting[:MOST]
        if may_judge_alert(work.actor, one)
    ]
