"""Sessions in their own table: whose, in which capacity, and when last seen (00, item 13)."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models


class SessionQuerySet(models.QuerySet["Session"]):
    def alive(self, now: datetime) -> "SessionQuerySet":
        """Those that open something, or would once they are unlocked."""
        oldest = now - timedelta(seconds=settings.SESSION_ABSOLUTE_SECONDS)
        return self.filter(expire_date__gt=now, started_at__gt=oldest)

    def dead(self, now: datetime) -> "SessionQuerySet":
        """Those that nobody came back to."""
        return self.filter(expire_date__lte=now)


class Session(AbstractBaseSession):
    """`known_as` is how a person points at a session; the key itself is never shown."""

    user = models.ForeignKey("parties.User", models.CASCADE, null=True, related_name="sessions")
    known_as = models.UUIDField(default=uuid.uuid4, db_index=True)
    capacity_id = models.UUIDField(null=True)
    browser = models.CharField(max_length=30, blank=True)
    is_locked = models.BooleanField(default=False)
    started_at = models.DateTimeField()
    last_seen_at = models.DateTimeField(null=True)

    objects = BaseSessionManager.from_queryset(SessionQuerySet)()  # type: ignore[misc]

    class Meta:
        verbose_name = "sessie"
        verbose_name_plural = "sessies"

    def __str__(self) -> str:
        return f"Session of user {self.user_id}"

    @classmethod
    def get_session_store_class(cls):  # type: ignore[no-untyped-def]
        from parties.sessions import SessionStore

        return SessionStore
