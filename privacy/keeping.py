"""The values that the policy of a house keeps of a destroyed case, each by its declared rule (DPIA, annex 1; 00, item 21)."""

import json
import secrets
import string
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey, Model
from django.utils import timezone

from cases.classification import KEPT, Rule
from cases.models import Case
from cases.retention import policy_of
from parties.dates import add_months
from privacy.dossiers import rows_of
from privacy.models import KeptValues
from zvh.sealing import new_dossier

KEPT_MONTHS = 60  # no source gives an end; without one these rows would stay for ever (09, section 0)


def keep_values(case: Case, *, today: date) -> bool:
    """Keep what the policy asks for, sealed with a key of its own and without a way back; says whether it does."""
    if not policy_of(case).keeps_values:
        return False
    kept = KeptValues(house_id=case.house_id, approach_id=case.approach_id, ends_on=add_months(today, KEPT_MONTHS))
    new_dossier(kept.pk)
    kept.values = json.dumps(values_of(case), ensure_ascii=False)
    kept.save(force_insert=True)
    return True


def values_of(case: Case) -> dict[str, list[dict[str, Any]]]:
    """Per model the rows with their values after the rules; order of rows says nothing about the original."""
    found: dict[str, list[dict[str, Any]]] = {}
    for name, rules in KEPT.items():
        model = apps.get_model("cases", name)
        rows: list[Model] = [case] if model is Case else list(rows_of(model, case))
        found[name] = [row_after(row, rules) for row in rows]
    return found


def row_after(row: Model, rules: dict[str, Rule]) -> dict[str, Any]:
    """The values of one row after their rules."""
    return {
        name: BECOMES[rule](_plain(row, row._meta.get_field(name)))
        for name, rule in rules.items()
        if rule is not Rule.LEFT_OUT
    }


def _plain(row: Model, field: Any) -> Any:
    """The value, or for a choice from a list its name."""
    value = getattr(row, field.name)
    return str(value) if isinstance(field, ForeignKey) and value is not None else value


def first_of_month(value: date | None) -> str:
    """The day becomes the first; a moment is a day in Amsterdam."""
    if value is None:
        return ""
    day = timezone.localdate(value) if isinstance(value, datetime) else value
    return day.replace(day=1).isoformat()


def first_of_quarter(value: date | None) -> str:
    """Of periods of detention (05): the day becomes the first of its quarter."""
    return "" if value is None else value.replace(month=value.month - (value.month - 1) % 3, day=1).isoformat()


def four_digits(value: str) -> str:
    digits = value.strip()[:4]
    return digits if digits.isdigit() and len(digits) == 4 else ""


def random_letters(value: str) -> str:
    """Independent of the value in length and letters, and different at every run (09, 3.4)."""
    length = 6 + secrets.randbelow(7)
    return "".join(secrets.choice(string.ascii_lowercase) for _ in range(length))


BECOMES: dict[Rule, Callable[[Any], Any]] = {
    Rule.EMPTY: lambda value: "",
    Rule.MONTH: first_of_month,
    Rule.QUARTER: first_of_quarter,
    Rule.PC4: four_digits,
    Rule.RANDOM: random_letters,
    Rule.KEEP: lambda value: value,
}
