"""A case in which every sealed field of every model holds its own word, so that a scan can look for all of them."""

import secrets
import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

from django.db import models
from django.utils import timezone

from cases.models import Case
from cases.models.track import Track
from privacy import dossiers
from zvh.fields import SealedDateField, SealedFileField, SealedModel, SealedTextField
from zvh.sealing import new_dossier, open_keyring

BORN = date(1913, 2, 17)
LATER = {"until"}  # of a period that has a first day too
TRUE = {"needs_yes"}  # further use without a yes is of one kind only
# Of two that may each be empty one is needed; an open dispute or request would hold the case (05).
ALSO = {
    "escalation": ["gemeente"], "subjectrequest": ["ended_on"], "dispute": ["ended_on", "is_solved"],
    "transferanswer": ["refusal"], "transferpart": ["summary"],
}  # fmt: skip
# An answer empties the offer that it ends: it comes before the offer that keeps its words, and what it ended is not filled.
FIRST, ENDED = {"transferanswer"}, {"transfer": {"closed_at": None}}


class Planting:
    """The words planted in one case. Each names its field and holds the same twelve random figures, which a scan looks for."""

    def __init__(self) -> None:
        self.words: dict[str, str] = {}
        self.core = secrets.token_hex(6)

    def word(self, place: str) -> str:
        name = place.rpartition(".")[2].replace("_", "")
        self.words[place] = f"kanarie{name}{self.core}{len(self.words)}"
        return self.words[place]

    def plant(self, case: Case) -> None:
        """A row in every model of the case, a word in every sealed field; written twice, so that old rows linger."""
        with open_keyring():
            for model in sealed_models():
                for row in _rows(model, case):
                    self._fill(row)
                    self._fill(row)

    def _fill(self, row: Any) -> None:
        for field in sealed_fields(type(row)):
            if field.name == "withdrawal" and not _may_withdraw(row):
                continue
            value = (
                BORN if isinstance(field, SealedDateField) else self.words.get(field.place) or self.word(field.place)
            )
            setattr(row, field.attname, bytearray(value.encode()) if isinstance(field, SealedFileField) else value)
        row.save()


def sealed_models() -> list[type[SealedModel]]:
    """Models of a case with sealed fields, those that others hang on first."""
    tree = [model for model in [Case, *dossiers.lookups_to(Case)] if sealed_fields(model)]
    return sorted(tree, key=lambda model: (_name(model) not in FIRST, _distance(model), model.__name__))  # type: ignore[return-value]


def _rows(model: type[SealedModel], case: Case) -> list[Any]:
    """What is there, or one that is made; of what can be withdrawn also a row that does so."""
    if model is Case:
        return [case]
    rows = list(dossiers.rows_of(model, case).filter(**ENDED.get(_name(model), {}))) or [make(model, case)]
    if issubclass(model, Track) and not any(map(_may_withdraw, rows)):
        rows.append(make(model, case, corrects=rows[-1]))
    return rows


def _may_withdraw(row: Any) -> bool:
    return bool(row.corrects_id and not row.reader_ids)


def _name(model: type[models.Model]) -> str:
    return str(model._meta.model_name)


def _distance(model: type[models.Model]) -> int:
    """How many foreign keys lie between this model and the case, at the least."""
    return min((lookup.count("__") for lookup in dossiers.lookups_to(Case).get(model, ())), default=0)


def sealed_fields(model: type[models.Model]) -> list[SealedTextField]:
    return [field for field in model._meta.concrete_fields if isinstance(field, SealedTextField)]


def make(model: type[models.Model], case: Case, **given: Any) -> models.Model:
    """A row of this model, in this case where it belongs to one, as empty as the model allows but for what is given."""
    row = model(**{field.attname: value_for(field, case, skip) for field, skip in _with_order(needed(model))}, **given)
    if dossiers.is_own_dossier(model):
        new_dossier(row.pk)
    row.save(force_insert=True)
    return row


def _with_order(fields: list[Any]) -> Iterator[tuple[Any, int]]:
    """Each with how many before it point at the same model: a second one points at another row, where there is one."""
    seen: Counter[Any] = Counter()
    for field in fields:
        target = field.remote_field and field.remote_field.model
        yield field, seen[target]
        seen[target] += 1


def needed(model: type[models.Model]) -> list[Any]:
    """Fields without which a row can not be saved."""
    return [
        field
        for field in model._meta.concrete_fields
        if not field.primary_key
        and not field.has_default()
        and (field.name in ALSO.get(_name(model), ()) or not (field.null or isinstance(field, SealedTextField)))
    ]


def value_for(field: Any, case: Case, skip: int = 0) -> Any:
    if isinstance(field, models.OneToOneField) and field.remote_field.model not in (Case, *dossiers.lookups_to(Case)):
        return make(field.remote_field.model, case).pk  # of one row only: another case's is taken
    if isinstance(field, models.ForeignKey):
        return related(field.remote_field.model, case, skip)
    if isinstance(field, models.UUIDField):
        return uuid.uuid4()
    if field.choices:
        return "" if field.blank else field.choices[0][0]
    if isinstance(field, models.DateTimeField):
        return timezone.now()
    if isinstance(field, models.DateField):
        return timezone.localdate() + timedelta(days=field.name in LATER)
    if isinstance(field, models.TimeField):
        return time(10)
    if isinstance(field, models.BooleanField):
        return field.name in TRUE
    return 1 if isinstance(field, models.IntegerField) else "x"


def related(model: type[models.Model], case: Case, skip: int = 0) -> Any:
    """The key of a row to point at: of this case where it has one, else any; made where there is none."""
    if model is Case and not skip:
        return case.pk
    if model is Case:
        return model._base_manager.exclude(pk=case.pk).order_by("pk").values_list("pk", flat=True)[0]
    if model in dossiers.lookups_to(Case):
        row = dossiers.rows_of(model, case).first() or make(model, case)
        return row.pk
    found = list(model._base_manager.order_by("pk").values_list("pk", flat=True)[: skip + 1])
    return found[-1] if found else make(model, case).pk
