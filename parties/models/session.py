"""Sessions in their own table: whose, in which capacity, and when last seen (00, item 13)."""

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models


class Session(AbstractBaseSession):
    user = models.ForeignKey("parties.User", models.CASCADE, null=True, related_name="sessions")
    capacity_id = models.UUIDField(null=True)
    started_at = models.DateTimeField()
    last_seen_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "sessie"
        verbose_name_plural = "sessies"

    def __str__(self) -> str:
        return f"Session of user {self.user_id}"

    @classmethod
    def get_session_store_class(cls):  # type: ignore[no-untyped-def]
        from parties.sessions import SessionStore

        return SessionStore
