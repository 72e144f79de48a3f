"""Two people saved the same form: a page with both texts, and what was chosen on it (10, pattern 7; WCAG 3.3.4).

Every form of shared text carries a hidden `versie`. Works without JavaScript: all texts travel in the page, nothing is kept for it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.formats import date_format

from zvh.components import Difference, Link
from zvh.differences import merged
from zvh.forms import Form
from zvh.inputs import LongTextField, VersionField
from zvh.versions import LastSaved

STORED, MINE, MERGED = "opgeslagen", "mijn", "samen"
CHOICE = "keuze"
TOKEN = "csrfmiddlewaretoken"


@dataclass(frozen=True)
class Saved:
    """Who saved what stands there now, and when, as far as that is kept."""

    by: str = ""
    at: datetime | None = None

    @classmethod
    def of(cls, row: Any) -> "Saved":
        """Of a row that says so itself: who saved it last, or who wrote it, for rows that are never saved halfway."""
        by, at = (row.saved_by, row.saved_at) if isinstance(row, LastSaved) else (row.by, row.at)
        return cls(str(by or ""), at)


class VersionForm(Form):
    """The version that was read before a step."""

    versie = VersionField()


# --- what was chosen ------------------------------------------------------------------------------------------------


def posted(request: HttpRequest) -> Any:
    """What a form is bound to: what was sent, with the choices of the conflict page made; None on a GET."""
    return settled(request.POST) if request.method == "POST" else None


def settled(sent: QueryDict) -> QueryDict:
    """Every field of the conflict page gets what was chosen for it; the own text where no choice came along."""
    chosen = {key.removeprefix(f"{MINE}-"): MINE for key in sent if key.startswith(f"{MINE}-")}
    chosen |= {key.removeprefix(f"{CHOICE}-"): str(sent[key]) for key in sent if key.startswith(f"{CHOICE}-")}
    if not chosen:
        return sent
    found = sent.copy()
    for field, which in chosen.items():
        wanted = re.compile(rf"{re.escape(which)}-({re.escape(field)}(_\d)?)")
        for key in sent:
            if match := wanted.fullmatch(key):
                found.setlist(match[1], sent.getlist(key))
    return found


# --- the page -------------------------------------------------------------------------------------------------------


def conflict_page(
    request: HttpRequest, mine: forms.BaseForm, stored: forms.BaseForm, *,
    saved: Saved, trail: Sequence[Link], back: str = "",
) -> HttpResponse:  # fmt: skip
    """409: per field that differs both values and a choice. `stored` is the same form, filled with what stands there now."""
    names = [name for name in mine.fields if not mine.fields[name].widget.is_hidden and _differs(mine, stored, name)]
    context = {
        "saved": saved,
        "trail": trail,
        "back": back or request.path,
        "rows": _rows(mine, stored, names),
        "carried": _carried(mine, stored, names),
    }
    return render(request, "conflict.html", context, status=409)


def _differs(mine: forms.BaseForm, stored: forms.BaseForm, name: str) -> bool:
    if isinstance(mine.fields[name], forms.CharField) and name in getattr(mine, "cleaned_data", {}):
        return str(mine.cleaned_data[name]) != str(stored[name].value() or "")
    return bool(mine.fields[name].has_changed(stored[name].value(), _sent(mine[name])))


def _sent(field: forms.BoundField) -> Any:
    return field.field.widget.value_from_datadict(field.form.data, field.form.files, field.html_name)


def _rows(
    mine: forms.BaseForm, stored: forms.BaseForm, names: Sequence[str]
) -> list[tuple[str, list[Difference], Form]]:
    """Label, both values, and the question what is kept."""
    found = []
    for name in names:
        label, texts = (
            str(mine[name].label),
            (_shown(stored[name], stored[name].value()), _shown(mine[name], _meant(mine[name]))),
        )
        found.append((label, [Difference("", *texts)], _question(mine[name], label, *texts)))
    return found


def _meant(field: forms.BoundField) -> Any:
    """A date as the day it is; anything else as it was sent."""
    sent = _sent(field)
    day = getattr(field.form, "cleaned_data", {}).get(field.name)
    return day if isinstance(day, date) else sent


def _shown(field: forms.BoundField, value: Any) -> str:
    """As a person reads it."""
    if isinstance(field.field, forms.BooleanField):
        return "Ja" if value else "Nee"
    choices = getattr(field.field, "choices", None)
    if choices is not None:
        picked = {str(one) for one in (value if isinstance(value, list | tuple) else [value])}
        labels = [str(label) for key, label in choices if str(key) in picked and str(key)]
        return "\n".join(labels) or "Niets gekozen"
    if isinstance(value, list | tuple):
        return "-".join(str(part) for part in value if part)
    if isinstance(value, date):
        return date_format(value, "j F Y")
    return str(value or "")


def _question(field: forms.BoundField, label: str, stored: str, mine: str) -> Form:
    asked = Form()
    is_text = isinstance(field.field, forms.CharField) and isinstance(field.field.widget, forms.Textarea)
    choices = [(STORED, "De opgeslagen tekst houden"), (MINE, "Mijn tekst gebruiken")]
    if is_text:
        choices.append((MERGED, "Samenvoegen: de tekst hieronder"))
    asked.fields[f"{CHOICE}-{field.html_name}"] = forms.ChoiceField(
        label="Wat wordt bewaard?", choices=choices if is_text else [(key, text.replace("tekst", "keuze")) for key, text in choices],
        widget=forms.RadioSelect, initial=MERGED if is_text else MINE,
    )  # fmt: skip
    if is_text:
        asked.fields[f"{MERGED}-{field.html_name}"] = LongTextField(
            label=f"{label}: samengevoegd", required=False, rows=6, initial=merged(stored, mine),
            help_text="Hier staan beide teksten. Haal weg wat niet klopt.",
        )  # fmt: skip
        asked.says_optional = False
    return asked


def _carried(mine: forms.BaseForm, stored: forms.BaseForm, names: Sequence[str]) -> list[tuple[str, str]]:
    """What goes along unseen: both values of what is chosen, everything else as it was sent, and the version of now."""
    version = stored["versie"]
    sent: Any = mine.data
    found = [(version.html_name, str(version.value()))]
    shown = {key for name in names for key, _ in _inputs(mine[name], _sent(mine[name]))}
    for name in names:
        found += [(f"{STORED}-{key}", text) for key, text in _inputs(stored[name], stored[name].value())]
        found += [(f"{MINE}-{key}", text) for key, text in _inputs(mine[name], _sent(mine[name]))]
    helpers = tuple(f"{word}-" for word in (CHOICE, STORED, MINE, MERGED))
    for key in sent:
        if key not in (*shown, version.html_name, TOKEN) and not key.startswith(helpers):
            found += [(key, text) for text in sent.getlist(key)]
    return found


def _inputs(field: forms.BoundField, value: Any) -> list[tuple[str, str]]:
    """The value as a browser would send it: name and text, once or more."""
    name = field.html_name
    widget: Any = field.field.widget
    if isinstance(widget, forms.MultiWidget):
        names: Any = vars(widget)["widgets_names"]
        parts: Any = value if isinstance(value, list) else widget.decompress(value)
        return [(f"{name}{end}", str(part or "")) for end, part in zip(names, parts, strict=True)]
    if isinstance(value, list | tuple):
        return [(name, str(one)) for one in value]
    if isinstance(widget, forms.CheckboxInput):
        return [(name, "on")] if value else []
    text = widget.format_value(value)
    return [(name, str(one or "")) for one in (text if isinstance(text, list) else [text])]
