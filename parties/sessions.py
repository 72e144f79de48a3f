"""The session engine: Django's database store on our own table."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

SHORTEST_KEY = 8  # Django's own bound


class SessionStore(DatabaseStore):
    """The columns follow from what the session remembers, so that they can not say something else.

    When somebody was last seen is a column only: noting it must not write back an older state of the rest.
    """

    last_seen: datetime | None = None

    def _validate_session_key(self, key: Any) -> bool:
        """A key that we never made is no key; a cookie can hold what a database does not take (S38)."""
        return bool(key) and len(key) >= SHORTEST_KEY and key.isascii() and key.isalnum()

    @classmethod
    def get_model_class(cls) -> Any:
        from parties.models import Session

        return Session

    def _get_session_from_db(self) -> Any:
        row = super()._get_session_from_db()  # type: ignore[misc]
        if row is not None:
            self.last_seen = row.last_seen_at
        return row

    def flush(self) -> None:
        """What comes after is another session."""
        super().flush()
        self.last_seen = None

    def note_presence(self) -> None:
        self.last_seen = timezone.now()
        rows: Any = self.model.objects
        rows.filter(pk=self.session_key).update(last_seen_at=self.last_seen)

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        row: Any = super().create_model_instance(data)
        row.user_id = data.get("_auth_user_id")
        row.known_as = data.get("known_as") or uuid4()
        row.capacity_id = data.get("capacity")
        row.browser = data.get("browser", "")
        row.is_locked = "locked" in data
        row.started_at = datetime.fromisoformat(data["since"]) if "since" in data else timezone.now()
        row.last_seen_at = self.last_seen
        return row
