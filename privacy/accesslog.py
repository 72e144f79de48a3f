"""The door through which reads and writes of personal data are recorded (03, R10). The one module that lower apps may call.

Lines are collected while a request runs and written in one INSERT as its last statement, in its transaction: no line, no answer.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import models

from privacy.models import AccessLogLine, EventKind, Outcome
from zvh.actor import Actor, current_actor
from zvh.fields import SealedModel

__all__ = [
    "BREAK_GLASS",
    "Book",
    "EventKind",
    "Outcome",
    "changed",
    "collecting",
    "denied",
    "event",
    "flush",
    "listed",
    "nothing_shown",
    "read",
    "rights",
    "searched",
]

BREAK_GLASS = "break-glass"  # the rule under which is read then; the page stands as the purpose


@dataclass
class Book:
    """The lines of one request or job, and what they have in common."""

    origin: str = ""
    session_hash: str = ""
    request_id: UUID | None = None
    lines: list[AccessLogLine] = field(default_factory=list)
    shows_nothing: bool = False


_book: ContextVar[Book | None] = ContextVar("access log", default=None)


@contextmanager
def collecting(book: Book) -> Iterator[Book]:
    """Collect lines instead of writing each at once; the caller writes them with `flush`."""
    token = _book.set(book)
    try:
        yield book
    finally:
        _book.reset(token)


def flush(book: Book) -> None:
    """Write what was collected, in one INSERT. Raises DatabaseError when the log can not be written."""
    lines, book.lines = book.lines, []
    AccessLogLine.objects.bulk_create(lines)


def read(obj: SealedModel, *, rule: str, parts: Iterable[str] = (), purpose: str = "") -> None:
    """Somebody was shown this object; `parts` names the blocks that were shown."""
    _write(EventKind.DOSSIER_VIEW, "R", obj, rule=rule, parts=list(parts), purpose=purpose)


def listed(what: str, rows: Iterable[models.Model], *, rule: str, house_id: int = 0) -> None:
    """Somebody was shown a list; a list that shows something of a case is a read of each.

    One line for each house that the rows are of, so that its supervisors find it. What was shown under break-glass stands apart.
    """
    _shown(EventKind.LIST, what, rows, house_id, rule=rule)


def searched(what: str, rows: Iterable[models.Model], *, rule: str, purpose: str = "") -> None:
    """Somebody looked for something and was shown these; also where nothing was found. What was sought is not kept (00, item 15)."""
    _shown(EventKind.SEARCH, what, rows, 0, rule=rule, purpose=purpose)


def _shown(kind: EventKind, what: str, rows: Iterable[models.Model], house_id: int, **values: Any) -> None:
    found: dict[tuple[int, UUID | None], list[Any]] = {}
    house = house_id or _only_house(current_actor())
    for row in rows:
        dossier = getattr(row, "dossier_id", None)
        broken = dossier if _is_break_glass(dossier) else None
        found.setdefault((house or getattr(row, "house_id", 0), broken), []).append(row.pk)
    for (of_house, broken), ids in (found or {(house, None): []}).items():
        shown = {"object_type": what, "shown_ids": ids, "result_count": len(ids), "dossier_id": broken}
        _write(kind, "R", None, house_id=of_house, **shown, **values)


def changed(obj: models.Model, *, rule: str, action: str = "U", parts: Iterable[str] = ()) -> None:
    """Somebody created (C), updated (U), deleted (D) or executed a step on (E) this object."""
    _write(EventKind.CHANGE, action, obj, rule=rule, parts=list(parts))


def rights(obj: models.Model, *, rule: str, reason: str = "", recipient: str = "") -> None:
    """Somebody's rights were changed."""
    _write(EventKind.RIGHTS, "U", obj, rule=rule, reason=reason, recipient=recipient)


def denied(obj: models.Model | None, *, rule: str, reason: str = "") -> None:
    """A refused attempt; kept although the rest of the request is rolled back."""
    _write(EventKind.DOSSIER_VIEW, "R", obj, rule=rule, outcome=Outcome.DENIED, reason=reason)


def nothing_shown() -> None:
    """This page shows nothing of a case, nor of a person but the reader: no line belongs to it. Without either it is no page."""
    if (book := _book.get()) is not None:
        book.shows_nothing = True


def event(kind: EventKind, action: str, obj: models.Model | None = None, **values: Any) -> None:
    """Any other event of 09-security section 2.1: sign-in, print, export, job."""
    _write(kind, action, obj, **values)


def _write(kind: EventKind, action: str, obj: models.Model | None, **values: Any) -> None:
    line = AccessLogLine(event_kind=kind, action=action, **{**_of_actor(), **_of_object(obj), **values})
    if line.action == "R" and _is_break_glass(line.dossier_id):
        line.event_kind, line.rule, line.purpose = EventKind.BREAK_GLASS, BREAK_GLASS, line.rule[:40]
    book = _book.get()
    if book is None:
        AccessLogLine.objects.bulk_create([line])
        return
    line.origin, line.session_hash, line.request_id = book.origin, book.session_hash, book.request_id
    book.lines.append(line)


def _is_break_glass(dossier_id: UUID | None) -> bool:
    """Whether this is read past its archive date, by who broke the glass (09, 2.4: all of it is reviewed)."""
    actor = current_actor()
    return actor is not None and dossier_id in actor.break_glass


def _of_actor() -> dict[str, Any]:
    actor = current_actor()
    if actor is None or actor.is_nobody:
        return {}
    return {
        "actor_id": actor.user_id,
        "capacity_id": actor.capacity_id,
        "actor_role": actor.role,
        "actor_party_id": actor.party_id,
        "is_person": not actor.is_system,
        "house_id": _only_house(actor),
    }


def _only_house(actor: Actor | None) -> int:
    return actor.house_ids[0] if actor and len(actor.house_ids) == 1 else 0


def _of_object(obj: models.Model | None) -> dict[str, Any]:
    if obj is None:
        return {}
    found: dict[str, Any] = {"object_type": obj._meta.model_name, "object_id": str(obj.pk)}
    if isinstance(obj, SealedModel):
        found["dossier_id"] = obj.dossier_id
    if house_id := getattr(obj, "house_id", None):
        found["house_id"] = house_id
    return found
