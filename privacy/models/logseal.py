"""What makes the access log provable: numbers, leaves and batches, their copies, and what checks found (09, 2.3; 00, item 24)."""

import uuid

from django.db import models

from privacy.models.accesslog import SUPERVISORS
from zvh.actor import Actor


class LogBatch(models.Model):
    """A run of sealed lines. Its seal covers the seal before it, so that nothing can be changed without all that follows."""

    number = models.BigIntegerField("nummer", primary_key=True)  # 1, 2, 3 and so on, without gaps
    form = models.PositiveSmallIntegerField("vorm")  # which columns of a line its leaf covers
    first_seq = models.BigIntegerField("eerste regel")
    last_seq = models.BigIntegerField("laatste regel")
    root = models.BinaryField("wortel", max_length=32)
    seal = models.BinaryField("zegel", max_length=32)
    sealed_at = models.DateTimeField("verzegeld op")

    class Meta:
        verbose_name = "verzegelde reeks van het logboek"
        verbose_name_plural = "verzegelde reeksen van het logboek"
        ordering = ["number"]

    def __str__(self) -> str:
        return f"LogBatch {self.pk}"


class LogSeal(models.Model):
    """The number and the leaf of one line. Without a foreign key: a line that is taken away leaves this behind."""

    seq = models.BigIntegerField("volgnummer", primary_key=True)  # without gaps over all batches
    line_id = models.UUIDField("regel", unique=True)
    batch = models.ForeignKey(LogBatch, models.PROTECT, related_name="seals", db_index=False)
    leaf = models.BinaryField("blad", max_length=32)

    class Meta:
        verbose_name = "zegel van een logregel"
        verbose_name_plural = "zegels van logregels"
        ordering = ["seq"]

    def __str__(self) -> str:
        return f"LogSeal {self.pk}"


class LogCopy(models.Model):
    """This batch stands outside the database too (09, S53)."""

    batch = models.OneToOneField(LogBatch, models.PROTECT, primary_key=True, related_name="copy")
    copied_at = models.DateTimeField("gekopieerd op")
    size = models.PositiveBigIntegerField(
        "grootte in bytes", null=True
    )  # a copy with its end cut off is noticed without reading it

    class Meta:
        verbose_name = "kopie van een reeks van het logboek"
        verbose_name_plural = "kopieën van het logboek"

    def __str__(self) -> str:
        return f"LogCopy {self.pk}"


class LogCheckQuerySet(models.QuerySet["LogCheck"]):
    def visible_to(self, actor: Actor) -> "LogCheckQuerySet":
        """Who reads the log reads whether it can be trusted."""
        return self if actor.is_system or actor.role in SUPERVISORS else self.none()


class LogCheck(models.Model):
    """The whole log was checked: how much, against the copy or not, and what was wrong with which lines."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField("gecontroleerd op")
    lines = models.BigIntegerField("regels")
    with_copy = models.BooleanField("met de kopie vergeleken")
    problems = models.JSONField("wat er mis is", default=list)  # sentences; no more than `verifylog.MOST` of them
    problem_count = models.BigIntegerField("aantal", default=0)

    objects = LogCheckQuerySet.as_manager()

    class Meta:
        verbose_name = "controle van het logboek"
        verbose_name_plural = "controles van het logboek"
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"LogCheck {self.pk}"
