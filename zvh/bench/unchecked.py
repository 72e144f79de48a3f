"""The same pages without policy and row-level security: the owner's login, and lists cut to ids that were found before.

Sealing and the access log stay on. Who acts, what he may do and which rows he sees is known beforehand, so that the
difference with the real page is what deciding it costs.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.db.models.expressions import RawSQL

import cases.casepage
import cases.policy
import cases.reach
import cases.workflow.access
import cases.workflow.closing
import cases.workflow.steps
import zvh.actor
from cases.reach import FoundCases, OpenCase, Seer, reach
from zvh.actor import Actor, acting_as
from zvh.fields import SealedModel

TABLE = """
create schema if not exists bench;
drop table if exists bench.visible;
create table bench.visible (capacity uuid, model text, id uuid, primary key (capacity, model, id));
"""
IDS = "select id from bench.visible where capacity = %s and model = %s"
GUARDS = (cases.workflow.access, cases.workflow.closing, cases.workflow.steps)


def note_visible(capacities: Iterable[UUID]) -> dict[UUID, Actor]:
    """Note for each capacity the ids of every row that it sees; answers who acts in it."""
    actors = {}
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
        for capacity in capacities:
            with acting_as(capacity) as actor:
                found = [(name, pk) for name, rows in _sealed_lists(actor) for pk in rows]
            with cursor.copy("copy bench.visible from stdin") as copy:
                for name, pk in found:
                    copy.write_row((capacity, name, pk))
            actors[capacity] = actor
        cursor.execute("analyze bench.visible")
    return actors


def _models() -> list[type[models.Model]]:
    """Models of casework that say which rows an actor sees."""
    return [model for model in apps.get_app_config("cases").get_models() if hasattr(_queryset(model), "visible_to")]


def _queryset(model: type[models.Model]) -> type[models.QuerySet[Any]]:
    return type(model._default_manager.all())


def _says_who_sees(queryset: type[Any]) -> type[Any]:
    """The class that defines it for this one."""
    return next(one for one in queryset.__mro__ if "visible_to" in vars(one))


def _sealed_lists(actor: Actor) -> Iterator[tuple[str, Iterable[UUID]]]:
    for model in _models():
        if issubclass(model, SealedModel):
            rows: Any = model._default_manager.all()
            yield model._meta.label_lower, rows.visible_to(actor).order_by().values_list("pk", flat=True)


def _known_ids(rows: Any, seer: Seer) -> Any:
    """In the place of every `visible_to`. Rows that are not sealed are always asked for one case: they need no cut."""
    within = reach(seer)
    if isinstance(within, OpenCase | FoundCases):
        rows = rows.filter(within.known)
    elif within.chosen is not None:
        rows = rows.filter(case__in=within.chosen)
    if not issubclass(rows.model, SealedModel):
        return rows
    return rows.filter(_noted(within.actor, rows.model))


def _noted(actor: Actor, model: type[models.Model]) -> models.Q:
    return models.Q(pk__in=RawSQL(IDS, [actor.capacity_id, model._meta.label_lower]))  # noqa: S611


@contextmanager
def unchecked(actors: dict[UUID, Actor]) -> Iterator[None]:
    """In this block nothing is decided. Of this process only, and never near real data: see the command."""
    with ExitStack() as stack:
        for place, name, value in _replacements(actors):
            stack.enter_context(replaced(place, name, value))
        yield


def _replacements(actors: dict[UUID, Actor]) -> Iterator[tuple[Any, str, Any]]:
    yield settings, "STEP_DOWN", False
    yield zvh.actor, "_begin", lambda capacity, *judged: actors[capacity]
    yield OpenCase, "is_readable", True
    yield cases.reach, "readable_cases", lambda rows, actor: rows.filter(_noted(actor, rows.model))
    yield cases.casepage, "operations", remembered(cases.policy.operations)
    for queryset in {_says_who_sees(_queryset(model)) for model in _models()}:
        yield queryset, "visible_to", _known_ids
    for module in GUARDS:
        yield module, "require", lambda actor, operation, case: None


_operations: dict[tuple[UUID | None, UUID], frozenset[str]] = {}


def remembered(operations: Callable[[OpenCase], frozenset[str]]) -> Callable[[OpenCase], frozenset[str]]:
    """What may be done to a case, decided once."""

    def answer(opened: OpenCase) -> frozenset[str]:
        key = (opened.actor.capacity_id, opened.case.pk)
        if key not in _operations:
            _operations[key] = operations(opened)
        return _operations[key]

    return answer


@contextmanager
def replaced(place: Any, name: str, value: Any) -> Iterator[None]:
    """This attribute has another value inside the block."""
    before = vars(place)[name] if isinstance(place, type) else getattr(place, name)
    setattr(place, name, value)
    try:
        yield
    finally:
        setattr(place, name, before)
