"""Fields of Dutch casework: BSN, postcode, a date known by heart, long text, the version that was edited."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from stdnum.exceptions import ValidationError as NumberError
from stdnum.nl import bsn, postcode

from zvh.text import MOST

OLDEST = date(1900, 1, 1)
LAST = date(2199, 12, 31)  # so that adding a term never leaves the calendar
PARTS = {"dag": 2, "maand": 2, "jaar": 4}


def only_digits(value: str, *separators: str) -> str:
    """The text without separators, or empty where something else than 0-9 is left."""
    for separator in separators:
        value = value.replace(separator, "")
    return value if value.isascii() and value.isdigit() else ""


class BsnField(forms.CharField):
    """A burgerservicenummer: nine digits that pass the 11-proof. Spaces, dots and dashes are dropped."""

    widget = forms.TextInput(attrs={"size": 12, "inputmode": "numeric", "autocomplete": "off"})
    default_error_messages = {"invalid": "Vul een BSN van 9 cijfers in. Controleer of u het goed heeft overgenomen"}

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        if not text:
            return ""
        digits = only_digits(text, " ", "\u00a0", ".", "-")
        if len(digits) != 9 or not bsn.is_valid(digits):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return digits


class PostcodeField(forms.CharField):
    """A Dutch postcode, kept as `1234 AB`."""

    widget = forms.TextInput(attrs={"size": 8, "autocomplete": "off"})
    default_error_messages = {"invalid": "Vul een postcode in, zoals 1234 AB"}

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        if not text:
            return ""
        try:
            return postcode.validate(text)
        except NumberError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


class LongTextField(forms.CharField):
    """Text of several lines with a counter; 50,000 characters unless told."""

    widget = forms.Textarea

    def __init__(self, *, max_length: int = MOST, rows: int = 6, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(max_length=max_length, **kwargs)


class VersionField(forms.IntegerField):
    """The version that was edited, hidden, so that two people do not overwrite each other."""

    widget = forms.HiddenInput
    default_error_messages = {
        "required": "Dit formulier is niet volledig geladen. Laad de pagina opnieuw",
        "invalid": "Dit formulier is niet volledig geladen. Laad de pagina opnieuw",
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=2_147_483_647, label="Versie", **kwargs)

    def to_python(self, value: Any) -> int | None:
        """The digits that the page wrote, and no others."""
        if isinstance(value, str) and value and not only_digits(value):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class KnownDateWidget(forms.MultiWidget):
    """Three text inputs. A whole date in the first one, or under the name of the field, is taken apart."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        widgets: dict[str, forms.Widget | type[forms.Widget]] = {
            name: forms.TextInput({"size": size, "title": name.capitalize()}) for name, size in PARTS.items()
        }
        super().__init__(widgets, attrs)

    def decompress(self, value: date | None) -> list[str]:
        return [str(value.day), str(value.month), str(value.year)] if value else ["", "", ""]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        parts = [part or "" for part in super().value_from_datadict(data, files, name)]
        whole = data.get(name) if not any(parts) else parts[0] if not any(parts[1:]) else ""
        return _take_apart(whole) or parts

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and super().value_omitted_from_data(data, files, name)


def _take_apart(whole: Any) -> list[str]:
    """Day, month and year of dd-mm-jjjj (or dots, slashes, spaces) and jjjj-mm-dd; empty if neither."""
    if not isinstance(whole, str):
        return []
    parts = whole.strip().replace(".", "-").replace("/", "-").replace(" ", "-").split("-")
    if len(parts) != 3:
        return []
    return parts[::-1] if len(parts[0]) == 4 else parts


class KnownDateField(forms.Field):
    """A date somebody knows by heart, such as a birth date: day, month and year in three inputs.

    `latest` gives the last day allowed, asked at each use (`zvh.today.today` for a date in the past).
    """

    widget = KnownDateWidget
    default_error_messages = {
        "invalid": "Deze datum bestaat niet. Vul een datum in, zoals 27 3 1994",
        "incomplete": "Vul de dag, de maand en het jaar in",
        "too_early": "Vul een datum in vanaf {limit}",
        "too_late": "Vul een datum in tot en met {limit}",
    }

    def __init__(self, *, earliest: date = OLDEST, latest: Callable[[], date] = lambda: LAST, **kwargs: Any) -> None:
        self.earliest, self.latest = earliest, latest
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, date) or not value:
            return value or None
        parts = [part.strip() for part in value]
        if not any(parts):
            return None
        if not all(parts):
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        return self._within(self._date(parts))

    def _date(self, parts: Sequence[str]) -> date:
        day, month, year = (only_digits(part) for part in parts)
        try:
            if len(year) != 4 or max(len(day), len(month)) > 2:
                raise ValueError
            return date(int(year), int(month), int(day))
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def _within(self, day: date) -> date:
        for code, limit, is_wrong in (
            ("too_early", self.earliest, day < self.earliest),
            ("too_late", self.latest(), day > self.latest()),
        ):
            if is_wrong:
                raise ValidationError(self.error_messages[code].format(limit=date_format(limit)), code=code)
        return day

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != initial)
        except ValidationError:
            return True
