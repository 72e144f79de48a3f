"""How an administrator enters a covenant: its rows one by one, until nothing is missing and it is taken into use.

Until then it gives nobody anything. Afterwards only what gives nobody rights and shortens no retention may still change here.
"""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from django.db.models.deletion import Collector
from django.forms.models import model_to_dict
from django.utils import timezone
from django.utils.text import slugify

from parties import policy
from parties.completeness import Gap, gaps
from parties.indexkeys import mint_missing
from parties.models import Covenant
from parties.parts import SECTIONS, Section, under
from privacy import accesslog
from zvh.actor import Actor
from zvh.versions import refuse_overtaken, version_of

Given = Mapping[str, Any]


class AlreadyThere(Exception):
    """There is such a row already."""


class StillUsed(Exception):
    """Other rows name this one; `by` says which."""

    def __init__(self, by: list[str]) -> None:
        super().__init__(", ".join(by))
        self.by = by


class NotComplete(Exception):
    """Something is missing still."""

    def __init__(self, missing: list[Gap]) -> None:
        super().__init__("; ".join(gap.text for gap in missing))
        self.missing = missing


@transaction.atomic
def begin(given: Given, *, by: Actor) -> Covenant:
    """A covenant in preparation, entered by the administrators of this house. Raises AlreadyThere."""
    made = Covenant(**given, in_preparation=True, prepared_in=policy.own_house(by))
    made.saved(by)
    _save(made)
    accesslog.changed(made, rule="begin_covenant", action="C")
    return made


@transaction.atomic
def add_row(section: Section, covenant: Covenant, row: Any, given: Given, *, by: Actor) -> Any:
    """A row that knows to what it belongs. Raises AlreadyThere."""
    stored = _locked(covenant)
    policy.require_changes_covenant(by, stored, still=section.grows and section.may_change(row, given))
    _write(section, stored, row, given, by)
    accesslog.changed(row, rule="add_row", action="C")
    return row


@transaction.atomic
def change_row(section: Section, covenant: Covenant, row: Any, given: Given, *, version: int | None, by: Actor) -> None:
    """What stands in a row. Raises Overtaken when somebody else changed it meanwhile, and AlreadyThere."""
    held = _locked(covenant)
    stored = section.rows(held).select_for_update(of=("self",)).get(pk=row.pk)
    policy.require_changes_covenant(by, held, still=bool(section.in_use) and section.may_change(stored))
    asked = section.asked(held)
    refuse_overtaken(stored, now=row_version(stored, asked), read=version)
    _write(section, held, stored, {name: given[name] for name in asked if name in given}, by)
    accesslog.changed(stored, rule="change_row")


@transaction.atomic
def remove_row(section: Section, covenant: Covenant, row: Any, *, by: Actor) -> None:
    """A row with all that hangs under it. Raises StillUsed while another row names it."""
    policy.require_enters(by, _locked(covenant))
    if named := used_by(row):
        raise StillUsed(named)
    accesslog.changed(row, rule="remove_row", action="D")
    _remove(section, row)


@transaction.atomic
def throw_away(covenant: Covenant, *, by: Actor) -> None:
    """A covenant that is still in preparation, with everything in it."""
    stored = _locked(covenant)
    policy.require_enters(by, stored)
    accesslog.changed(stored, rule="throw_away", action="D")
    for section in reversed(SECTIONS):
        for row in section.rows(stored):
            _delete(row)
    _delete(stored)
    connection.check_constraints()


@transaction.atomic
def take_into_use(covenant: Covenant, because: str, *, by: Actor) -> None:
    """From now on its houses are there, and people may be invited. Raises NotComplete."""
    stored = _locked(covenant)
    policy.require_enters(by, stored)
    if missing := gaps(stored):
        raise NotComplete(missing)
    stored.in_preparation = False
    stored.in_use_by_id, stored.in_use_at, stored.in_use_because = by.user_id, timezone.now(), because
    stored.save(update_fields=["in_preparation", "in_use_by", "in_use_at", "in_use_because"])
    mint_missing()
    accesslog.changed(stored, rule="take_into_use", action="E")


def row_version(row: Any, names: tuple[str, ...]) -> int:
    """Of what the form of a row shows; 0 for a row that is not there yet."""
    if row.pk is None:
        return 0
    shown = model_to_dict(row, names)
    for name, value in shown.items():
        if isinstance(value, list) and value and isinstance(value[0], Model):
            shown[name] = sorted(one.pk for one in value)
    return version_of([SimpleNamespace(pk=row.pk, **shown)], *shown)


def used_by(row: Any) -> list[str]:
    """The parts of which rows name this one, with how many; what hangs under it goes along and does not count."""
    hanging = {(one.model, one.under) for one in SECTIONS if one.under}
    parts = {section.model: section for section in reversed(SECTIONS)}
    found = []
    for relation in row._meta.get_fields(include_hidden=True):
        field = getattr(relation, "field", None)
        if not relation.auto_created or relation.concrete or field is None or relation.related_model not in parts:
            continue
        if (relation.related_model, field.name) in hanging:
            continue
        if count := relation.related_model._default_manager.filter(**{field.name: row}).count():
            found.append(f"{parts[relation.related_model].name} ({count})")
    return sorted(set(found))


def _locked(covenant: Covenant) -> Covenant:
    """Two who change one covenant at once wait for each other. NotAllowed for who may not write in it at all."""
    found = Covenant.everything.select_for_update(of=("self",)).filter(pk=covenant.pk).first()
    if found is None:
        raise policy.NotAllowed("a covenant of another house")
    return found


def _write(section: Section, covenant: Covenant, row: Any, given: Given, by: Actor) -> None:
    many = {field.name for field in row._meta.many_to_many}
    for name in given.keys() - many:
        setattr(row, name, given[name])
    if section.coded_by and not getattr(row, section.code):
        setattr(row, section.code, free_code(section, covenant, getattr(row, section.coded_by)))
    row.saved(by)
    _save(row)
    for name in given.keys() & many:
        getattr(row, name).set(given[name])


def _save(row: Any) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise AlreadyThere from error


def free_code(section: Section, covenant: Covenant, text: str) -> str:
    """A short name for the program, made of what the person wrote; of a house it is its address, once in the country."""
    start = slugify(text)[:40].strip("-") or section.slug[:40]
    beside = section.model._default_manager.all() if section.code == "slug" else section.rows(covenant)
    taken = set(beside.values_list(section.code, flat=True))
    return next(code for code in (start, *(f"{start}-{n}" for n in range(2, len(taken) + 3))) if code not in taken)


def _remove(section: Section, row: Any) -> None:
    for part in under(section):
        for child in part.model._default_manager.filter(**{part.under: row}):
            _remove(part, child)
    _delete(row)
    try:
        connection.check_constraints()
    except IntegrityError as error:
        raise StillUsed(["een ander onderdeel"]) from error


def _delete(row: Any) -> None:
    """This row alone, on record: what names it in other apps is not looked for, the database refuses it."""
    for field in row._meta.many_to_many:
        getattr(row, field.name).clear()
    collector = Collector(using=connection.alias, origin=row)
    collector.add([row])
    collector.delete()
