"""Money in euros with two decimals, never a float: read as people write it, shown as they read it, divided to the cent."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

CENT = Decimal("0.01")
MOST, LONGEST = Decimal("999999999.99"), 20  # an amount, and the characters of one
WRITTEN = re.compile(r"-?(\d{1,3}(\.\d{3})+|\d+)(,\d{1,2})?")  # 1.234,56
POINT = re.compile(r"-?\d{1,12}\.\d{1,2}")  # 1234.56, as a spreadsheet may write it
K = TypeVar("K")


def euros(amount: Decimal | None) -> str:
    """€ 1.234,56"""
    if amount is None:
        return ""
    words = f"{abs(amount):,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return f"{'-' if amount < 0 else ''}€ {words}"


def plain(amount: Decimal | None) -> str:
    """1234,56: as it stands in a field, and in a file."""
    return "" if amount is None else f"{amount:.2f}".replace(".", ",")


def divide(total: Decimal, weights: Mapping[K, int]) -> dict[K, Decimal]:
    """The total by weight, in whole cents that add up to it: rounded down, and the cents that are left to the largest remainders.

    Of equal remainders the first key gets its cent, so that the same table always gives the same amounts.
    """
    cents, whole = int(total / CENT), sum(weights.values())
    if whole <= 0 or cents < 0 or min(weights.values()) < 0:
        raise ValueError("nothing to divide by")
    found = {key: divmod(cents * weight, whole) for key, weight in weights.items()}
    left = cents - sum(down for down, _ in found.values())
    first = sorted(found, key=lambda key: -found[key][1])[:left]  # stable: equal ones in the order they were given
    return {key: (down + (key in first)) * CENT for key, (down, _) in found.items()}


class MoneyField(forms.Field):
    """An amount in euros: 1234,56 or 1.234,56, with or without the sign before it."""

    widget = forms.TextInput(attrs={"size": 14, "inputmode": "decimal", "autocomplete": "off"})
    default_error_messages = {
        "invalid": "Vul een bedrag in, zoals 1.234,56",
        "negative": "Vul een bedrag van 0 of meer in",
        "too_much": "Dit bedrag is te groot",
    }

    def __init__(self, *, may_be_negative: bool = False, **kwargs: Any) -> None:
        self.may_be_negative = may_be_negative
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Decimal | None:
        if isinstance(value, Decimal) or value is None:
            return value
        text = str(value).strip().removeprefix("€").replace("\u00a0", "").replace(" ", "")
        if not text:
            return None
        if len(text) > LONGEST or not text.isascii() or not (WRITTEN.fullmatch(text) or POINT.fullmatch(text)):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return self._within(Decimal(text if POINT.fullmatch(text) else text.replace(".", "").replace(",", ".")))

    def _within(self, amount: Decimal) -> Decimal:
        if amount < 0 and not self.may_be_negative:
            raise ValidationError(self.error_messages["negative"], code="negative")
        if abs(amount) > MOST:
            raise ValidationError(self.error_messages["too_much"], code="too_much")
        return amount.quantize(CENT)

    def prepare_value(self, value: Any) -> Any:
        return plain(value) if isinstance(value, Decimal) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class AmountField(models.DecimalField):  # type: ignore[type-arg]  # has no [] when it runs
    """A column of euros."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "max_digits": 12, "decimal_places": 2})
