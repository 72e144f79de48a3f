"""Whether what somebody read is still what stands there: nobody overwrites what he did not see."""

from collections.abc import Iterable
from typing import Any
from zlib import crc32

from django.conf import settings
from django.db import models
from django.utils import timezone

from zvh.actor import Actor


class LastSaved(models.Model):
    """Who saved this row last, and when: whom the conflict page names. Not who decided or delivered it."""

    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="laatst bewaard door"
    )
    saved_at = models.DateTimeField("laatst bewaard op", null=True)

    class Meta:
        abstract = True

    def saved(self, by: Actor) -> None:
        """Written in the row, unsaved."""
        self.saved_by_id, self.saved_at = by.user_id or None, timezone.now()


class Overtaken(Exception):
    """Somebody else saved this meanwhile; `stored` is what stands there now, so that no text is lost."""

    def __init__(self, stored: Any) -> None:
        super().__init__("saved by somebody else")
        self.stored = stored


def version_of(rows: Iterable[Any], *names: str) -> int:
    """A number that says whether these fields are still as they were read, for rows that keep no version."""
    found = sorted(repr([str(row.pk), *(getattr(row, name) for name in names)]) for row in rows)
    return crc32("\n".join(found).encode()) & 0x7FFFFFFF if found else 0


def refuse_overtaken(stored: Any, *, now: int, read: int | None) -> None:
    """Raises Overtaken when what was read is not what stands there now; None is: nothing was read before."""
    if read is not None and read != now:
        raise Overtaken(stored)
