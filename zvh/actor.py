"""Who is acting, in which capacity, for whom. One ContextVar; the database publishes it at the start of a transaction.

`app.begin_as` in `cases/sql/access.sql` decides whether the capacity is in force; what it answers is the Actor,
so Python and SQL can not disagree about who somebody is.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from zvh.today import moment
from zvh.today import today as current_date


@dataclass(frozen=True, slots=True)
class Actor:
    """A person in one capacity at one date; every function that reads or changes personal data takes one."""

    today: date
    role: str = ""  # "" = nobody, "system" = a job, "delegate", or a role of house staff
    user_id: int = 0
    capacity_id: UUID | None = None
    party_id: int = 0
    group_id: int = 0
    purpose: str = ""  # of a delegation
    house_ids: tuple[int, ...] = ()
    break_glass: tuple[UUID, ...] = ()  # cases closed to this manager that he holds open now
    approach_ids: tuple[int, ...] = ()  # that this manager is named for; empty is all of the house

    @property
    def is_nobody(self) -> bool:
        return not self.role

    @property
    def is_system(self) -> bool:
        return self.role == "system"

    @property
    def is_delegate(self) -> bool:
        return self.role == "delegate"

    @property
    def reads_cases(self) -> bool:
        """House staff with a content role (00, item 3)."""
        return self.role in CONTENT_ROLES


CONTENT_ROLES = ("procesregisseur", "procesondersteuner", "manager")


_actor: ContextVar[Actor | None] = ContextVar("actor", default=None)


def current_actor() -> Actor | None:
    """Who is acting now; None outside `acting_as`."""
    return _actor.get()


@contextmanager
def acting_as(
    capacity_id: UUID | None, today: date | None = None, now: datetime | None = None, *, with_key: bool | None = None
) -> Iterator[Actor]:
    """One transaction in which this capacity acts; the actor is nobody where the database finds it not in force.

    What lasts hours is judged once, at the begin: `now` is this moment on `today` unless it is given. `with_key` says
    whether a session was opened with a security key; None where there is no session, as in a job.
    """
    nested = connection.in_atomic_block
    day = today or current_date()
    with transaction.atomic(), _as(_begin(capacity_id, day, now or moment(day), with_key), nested) as actor:
        yield actor


@contextmanager
def acting_as_system(today: date | None = None) -> Iterator[Actor]:
    """One transaction of a job that serves no person (retention, mail, statistics): the job role."""
    nested = connection.in_atomic_block
    with transaction.atomic(), _as(_begin_system(today or current_date()), nested) as actor:
        yield actor


@contextmanager
def _as(actor: Actor, nested: bool) -> Iterator[Actor]:
    before = _actor.get()
    token = _actor.set(actor)
    try:
        yield actor
    finally:
        _actor.reset(token)
    if nested:  # what a nested block sets would otherwise last to the end of the outer transaction
        _give_back(before)


def _begin(capacity_id: UUID | None, today: date, now: datetime, with_key: bool | None) -> Actor:
    """In demo mode every second step is as good as a key (00, item 29)."""
    _step_down("zvh_web")
    judged = [capacity_id, today, now, settings.DEMO or with_key]
    with connection.cursor() as cursor:
        cursor.execute("select * from app.begin_as(%s, %s, %s, %s)", judged)
        user_id, role, party_id, group_id, purpose, *lists = cursor.fetchone()
    known = capacity_id if role else None
    return Actor(today, role, user_id, known, party_id, group_id, purpose, *map(tuple, lists))


def _begin_system(today: date) -> Actor:
    _step_down("zvh_job")
    return Actor(today, "system")


def _give_back(before: Actor | None) -> None:
    if before is None:
        with connection.cursor() as cursor:
            cursor.execute("select app.end_as()")
        _step_down("none")
    elif before.is_system:
        _step_down("zvh_job")
    else:
        _begin(before.capacity_id, before.today, moment(before.today), None)


def _step_down(role: str) -> None:
    """Tests connect as the owner and act as the role of the process (00, item 10)."""
    if settings.STEP_DOWN:
        with connection.cursor() as cursor:
            cursor.execute("select set_config('role', %s, true)", [role])
