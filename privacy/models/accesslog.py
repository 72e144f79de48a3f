"""The access log: who read or changed what, for whom, on what ground (NEN 7513; 09-security section 2). Ids and labels only."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models.functions import Now

from zvh.actor import Actor


class DatabaseClock(models.DateTimeField):  # type: ignore[type-arg]  # has no [] when it runs
    """The time of the database. Not read back on insert: who writes a line may not read the log."""

    db_returning = False


class EventKind(models.TextChoices):
    DOSSIER_VIEW = "dossier-view", "dossier bekeken"
    LIST = "list", "lijst bekeken"
    SEARCH = "search", "gezocht"
    PRINT = "print", "afgedrukt"
    EXPORT = "export", "uitgevoerd"
    CHANGE = "change", "gewijzigd"
    RIGHTS = "rights-change", "rechten gewijzigd"
    LOGIN = "login", "ingelogd"
    LOGOUT = "logout", "uitgelogd"
    BREAK_GLASS = "break-glass", "noodtoegang"
    LOG_VIEW = "log-view", "logboek bekeken"
    JOB = "job", "taak uitgevoerd"


class Outcome(models.TextChoices):
    OK = "ok", "gelukt"
    DENIED = "denied", "geweigerd"
    ERROR = "error", "fout"


class AccessLogQuerySet(models.QuerySet["AccessLogLine"]):
    def visible_to(self, actor: Actor) -> "AccessLogQuerySet":
        """Supervisors of a house (FG, privacy adviser) read its log; nobody else does (03, R9)."""
        if actor.is_system:
            return self
        if actor.role in SUPERVISORS:
            return self.filter(house_id__in=actor.house_ids)
        return self.none()


SUPERVISORS = ("fg", "privacyadviseur")


class AccessLogLine(models.Model):
    """One event. Append-only for every process; numbers and seals are given in a table of their own (00, item 24)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event_time = DatabaseClock("tijdstip", db_default=Now(), editable=False)
    event_kind = models.CharField("gebeurtenis", max_length=20, choices=EventKind.choices)
    action = models.CharField("handeling", max_length=1)  # C R U D E, as in ATNA
    outcome = models.CharField("uitkomst", max_length=10, choices=Outcome.choices, default=Outcome.OK)
    reason = models.CharField("reden", max_length=40, blank=True)
    actor_id = models.BigIntegerField("wie", default=0)
    capacity_id = models.UUIDField(null=True)
    actor_role = models.CharField("rol", max_length=20, blank=True)
    actor_party_id = models.BigIntegerField("voor partij", default=0)
    on_behalf_of = models.BigIntegerField(default=0)
    is_person = models.BooleanField(default=True)
    house_id = models.BigIntegerField("huis", default=0)
    purpose = models.CharField("doel", max_length=40, blank=True)
    rule = models.CharField("regel", max_length=80, blank=True)
    origin = models.CharField("herkomst", max_length=45, blank=True)
    session_hash = models.CharField(max_length=16, blank=True)
    object_type = models.CharField("soort", max_length=60, blank=True)
    object_id = models.CharField("nummer", max_length=40, blank=True)
    dossier_id = models.UUIDField(null=True)
    parts = ArrayField(models.CharField(max_length=60), default=list, verbose_name="onderdelen")
    shown_ids = ArrayField(models.UUIDField(), default=list)
    result_count = models.IntegerField(null=True)
    recipient = models.CharField("ontvanger", max_length=200, blank=True)
    request_id = models.UUIDField(null=True)
    source = models.CharField(max_length=20, default="zvh")

    objects = AccessLogQuerySet.as_manager()

    class Meta:
        verbose_name = "regel van het toegangslogboek"
        verbose_name_plural = "toegangslogboek"
        ordering = ["-event_time"]
        indexes = [
            models.Index("dossier_id", "event_time", name="accesslog_dossier"),
            models.Index("actor_id", "event_time", name="accesslog_actor"),
            models.Index("house_id", "event_time", name="accesslog_house"),
            BrinIndex("event_time", name="accesslog_time", autosummarize=True),  # lines come in the order of time
        ]

    def __str__(self) -> str:
        return f"AccessLogLine {self.pk}"
