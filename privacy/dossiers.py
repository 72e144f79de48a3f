"""Which rows and keys belong to a dossier: read from the models, so that a new model is never forgotten (05; 00, item 21)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from uuid import UUID

from django.apps import apps
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


def dossiers_of(root: SealedModel) -> list[UUID]:
    """The dossiers that end with this root: its own, and those of rows that hang on it but have a key of their own."""
    nested = [model for model in lookups_to(type(root)) if is_own_dossier(model)]
    return [root.pk, *(pk for model in nested for pk in rows_of(model, root).values_list("pk", flat=True))]


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
