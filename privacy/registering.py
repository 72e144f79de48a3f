"""Writing down and changing a row of a register: every version stays, sealed, with who saved it (05)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from cases.policy import NotAllowed
from cases.workflow.steps import hold
from parties.dates import add_months
from parties.models import House
from privacy import accesslog
from privacy.models import Complaint, RegisterVersion
from privacy.models.register import RegisterRow
from privacy.registers import Register, keeps, label, words
from privacy.reviewdays import latest_review
from zvh.actor import Actor
from zvh.sealing import new_dossier
from zvh.versions import Overtaken


@transaction.atomic
def add_row(register: Register, given: dict[str, Any], *, by: Actor) -> RegisterRow:
    """A new row in the register of the house one works in. Raises NotAllowed."""
    if not keeps(by, register):
        raise NotAllowed("add_register_row")
    row: RegisterRow = register.model(house_id=by.house_ids[0], by_id=by.user_id, at=timezone.now(), **given)
    new_dossier(row.pk)
    _judge(row)
    row.save(force_insert=True)
    _keep(register, row)
    accesslog.changed(row, rule="add_register_row", action="C")
    return row


@transaction.atomic
def change_row(register: Register, row: RegisterRow, given: dict[str, Any], *, read: int, by: Actor) -> RegisterRow:
    """A next version. Raises NotAllowed, Overtaken."""
    hold(row.pk)
    found: RegisterRow | None = register.seen(by).filter(pk=row.pk).first()
    if found is None or not keeps(by, register):
        raise NotAllowed("change_register_row")
    if found.version != read:
        raise Overtaken(found)
    changed = [name for name, value in given.items() if getattr(found, name) != value]
    for name in changed:
        setattr(found, name, given[name])
    found.version, found.by_id, found.at = found.version + 1, by.user_id, timezone.now()
    _judge(found)
    found.save()
    _keep(register, found)
    accesslog.changed(found, rule="change_register_row", parts=changed)
    return found


def _judge(row: RegisterRow) -> None:
    """It is looked at again in time, also when nobody filled in when; what names people ends some day."""
    latest = latest_review(row)
    if latest and row.review_on is None and not row.is_done:
        row.review_on = latest[0]
    if isinstance(row, Complaint):
        years = House.objects.get(
            pk=row.house_id
        ).break_glass_kept_years  # as long as the registers of the house itself
        row.ends_on = add_months(row.answered_on, 12 * years) if row.answered_on else None


def _keep(register: Register, row: RegisterRow) -> None:
    said = {name: words(row, name) for name in register.model.SHOWN}
    RegisterVersion.objects.create(
        row_id=row.pk, kind=str(row._meta.model_name), house_id=row.house_id, version=row.version, values=json.dumps(said),
        by_id=row.by_id, at=row.at,
    )  # fmt: skip


@dataclass(frozen=True)
class Step:
    """One version: who saved it and when, and per field that differs from the one before what it said then and now."""

    version: int
    by: str
    at: datetime
    changes: list[tuple[str, str, str]]


def history(register: Register, row: RegisterRow, by: Actor) -> list[Step]:
    """Newest first."""
    kept = list(RegisterVersion.objects.visible_to(by).filter(row_id=row.pk).select_related("by").order_by("version"))
    found: list[Step] = []
    before: dict[str, str] = {}
    for one in kept:
        said = json.loads(one.values)
        found.append(
            Step(one.version, str(one.by), one.at, list(_differences(register, before, said)) if before else [])
        )
        before = said
    return found[::-1]


def _differences(register: Register, before: dict[str, str], now: dict[str, str]) -> Iterable[tuple[str, str, str]]:
    for name in register.model.SHOWN:
        was, is_now = before.get(name, ""), now.get(name, "")
        if was != is_now:
            yield label(register, name), was, is_now


def too_late(row: RegisterRow, asked: date | None) -> str:
    """What is wrong with this day of looking at it again; empty where nothing is."""
    latest = latest_review(row)
    if latest and asked and asked > latest[0] and not row.is_done:
        return f"Kies een dag tot en met {latest[0]:%d-%m-%Y} ({latest[1]})"
    return ""
