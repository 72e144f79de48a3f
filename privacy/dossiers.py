"""Which rows and keys belong to a dossier: read from the models, so that a new model is never forgotten (05; 00, item 21)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection
from django.db.models import CASCADE, Model, Q, QuerySet
from django.db.models.fields.reverse_related import ForeignObjectRel

from parties.models import House
from zvh.fields import SealedModel, SealedTextField


@cache
def lookups_to(root: type[Model]) -> dict[type[Model], frozenset[str]]:
    """Every model whose rows go when a row of `root` goes, with the lookups by which its rows are found."""
    found: dict[type[Model], set[str]] = defaultdict(set)
    waiting = [(root, "")]
    while waiting:
        model, path = waiting.pop()
        for relation in _cascading(model):
            child, lookup = relation.related_model, _join(relation.field.name, path)
            if lookup not in found[child] and not _turns_back(child, path, root):
                found[child].add(lookup)
                waiting.append((child, lookup))
    return {model: frozenset(paths) for model, paths in found.items()}


def _cascading(model: type[Model]) -> Iterator[ForeignObjectRel]:
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and getattr(relation, "on_delete", None) is CASCADE:
            yield relation


def _join(name: str, path: str) -> str:
    return f"{name}__{path}" if path else name


def _turns_back(child: type[Model], path: str, root: type[Model]) -> bool:
    """A model that hangs on itself would never end; five steps are more than the house has."""
    return child is root or path.count("__") > 5


def rows_of(model: type[Model], root: Model) -> "QuerySet[Model]":
    """The rows of this model that go with this root."""
    condition = Q()
    for lookup in lookups_to(type(root)).get(model, ()):
        condition |= Q(**{lookup: root.pk})
    rows = model._base_manager.filter(condition) if condition else model._base_manager.none()
    return rows.distinct()


def is_own_dossier(model: type[Model]) -> bool:
    return issubclass(model, SealedModel) and model.DOSSIER == "pk"


Keys = dict[type[Model], set[Any]]


def keys_under(root: Model) -> Keys:
    """The keys of every row that goes with this root, itself included, per model.

    Step by step, as the deletion goes: what hangs on the rows that were found. Each step asks of one model, by its index.
    """
    found: Keys = defaultdict(set, {type(root): {root.pk}})
    waiting = [(type(root), {root.pk})]
    while waiting:
        for child, keys in _hanging_on(*waiting.pop()).items():
            if fresh := keys - found[child]:
                found[child] |= fresh
                waiting.append((child, fresh))
    return dict(found)


def _hanging_on(model: type[Model], keys: set[Any]) -> Keys:
    """The rows that point at these rows of the model, and go with them."""
    children, question = _question(model)
    found: Keys = defaultdict(set)
    if children:
        with connection.cursor() as cursor:
            cursor.execute(question, {"keys": list(keys)})
            for number, key in cursor.fetchall():
                found[children[number]].add(children[number]._meta.pk.to_python(key))
    return found


def delete_rows(keys: Keys) -> None:
    """These rows, what hangs on others first. Nothing outside them points at them (tests/privacy/test_dossiers.py)."""
    with connection.cursor() as cursor:
        for model in _children_first(keys):
            table, key = connection.ops.quote_name(model._meta.db_table), _key(model)
            cursor.execute(f"delete from {table} where {key} = any(%s)", [list(keys[model])])  # noqa: S608  # names of ours


def _children_first(models: Iterable[type[Model]]) -> Iterator[type[Model]]:
    left = set(models)
    while left:
        free = {model for model in left if not any(one.related_model in left - {model} for one in _cascading(model))}
        next_ones = free or set(left)  # those that hang on each other: foreign keys are looked at when all is committed
        left -= next_ones
        yield from next_ones


@cache
def _question(model: type[Model]) -> tuple[list[type[Model]], str]:
    """All that may hang on a row of this model in one statement; the number says which of them a row is."""
    relations = list(_cascading(model))
    asked = (_hanging(number, one.related_model, str(one.field.column)) for number, one in enumerate(relations))
    return [one.related_model for one in relations], " union all ".join(asked)


def _hanging(number: int, child: type[Model], column: str) -> str:
    table, column = connection.ops.quote_name(child._meta.db_table), connection.ops.quote_name(column)
    return f"select {number}, {_key(child)}::text from {table} where {column} = any(%(keys)s)"  # noqa: S608  # names of ours


def _key(model: type[Model]) -> str:
    return connection.ops.quote_name(str(model._meta.pk.column))


def dossiers_of(keys: Keys) -> list[UUID]:
    """The dossiers that end with these rows: their root's, and those of rows that hang on it but have a key of their own."""
    return [pk for model, found in keys.items() if is_own_dossier(model) for pk in found]


def sealed_fields(model: type[Model]) -> int:
    return sum(isinstance(field, SealedTextField) for field in model._meta.concrete_fields)


def roots() -> list[type[Model]]:
    """The models whose rows are dossiers of their own."""
    return [model for model in apps.get_models() if is_own_dossier(model) and model._meta.managed]


def known(ids: Iterable[UUID]) -> set[UUID]:
    """Which of these ids are dossiers in the database, or index keys of a house."""
    wanted = list(ids)
    found = set(House.objects.filter(index_key_id__in=wanted).values_list("index_key_id", flat=True))
    for model in roots():
        found |= set(model._base_manager.filter(pk__in=wanted).values_list("pk", flat=True))
    return found
