"""The session engine: Django's database store on our own table."""

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

SHORTEST_KEY = 8  # Django's own bound


class SessionStore(DatabaseStore):
    """The columns follow from what the session remembers, so that they can not say something else."""

    def _validate_session_key(self, key: Any) -> bool:
        """A key that we never made is no key; a cookie can hold what a database does not take (S38)."""
        return bool(key) and len(key) >= SHORTEST_KEY and key.isascii() and key.isalnum()

    @classmethod
    def get_model_class(cls) -> Any:
        from parties.models import Session

        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        row: Any = super().create_model_instance(data)
        row.user_id = data.get("_auth_user_id")
        row.capacity_id = data.get("capacity")
        row.started_at = _moment(data, "since") or timezone.now()
        row.last_seen_at = _moment(data, "seen")
        return row


def _moment(data: dict[str, Any], name: str) -> datetime | None:
    return datetime.fromisoformat(data[name]) if name in data else None
