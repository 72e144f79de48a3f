"""The base of every form: Dutch messages per field, help with its source, and no input that breaks it."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property, wraps
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.forms.utils import ErrorDict, pretty_name
from django.http import QueryDict

from zvh.components import Article
from zvh.inputs import LAST, OLDEST
from zvh.text import MOST, lower_first, strip_invisible, tidy

DATE_FORMATS = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%d %m %Y"]
ASKS = re.compile(
    r"(?:(?:met|over|op|aan|voor) )?(?:wat|wie|waar(?:om|voor|in|op|over|toe)?|welke?|hoe|wanneer) ", re.I
)
CHOSEN = (forms.ChoiceField, forms.ModelChoiceField, forms.BooleanField)


_offered: ContextVar[QueryDict | None] = ContextVar("fields that are offered again", default=None)


@contextmanager
def offering(fields: QueryDict | None) -> Iterator[None]:
    """Forms made inside are shown filled in with what was kept when the session lapsed (00, item 14)."""
    token = _offered.set(fields)
    try:
        yield
    finally:
        _offered.reset(token)


class HouseForm(forms.BaseForm):
    """What our forms share.

    `articles` holds, per field, what the covenant or the law says; `needed` when a field that may stay empty is needed after
    all; `layout` the fieldsets of crispy-forms.
    """

    use_required_attribute = False
    says_optional = True  # behind the label of a field that may stay empty; filters leave it out
    articles: dict[str, Article] = {}
    needed: Mapping[str, str | None] = {}  # None: left empty it has an answer too, which the field shows
    layout: Layout | None = None
    data: Any
    fields: dict[str, Any]  # a field is known by its own class where it is declared

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._prepared: set[str] = set()
        super().__init__(*args, **kwargs)
        self._fill_with_kept(_offered.get())

    def _fill_with_kept(self, kept: QueryDict | None) -> None:
        """Show what was kept: filled in, but neither judged nor carried out before the person sends it."""
        names = [self.add_prefix(name) for name in self.fields]
        self._shows_kept = (
            not self.is_bound
            and kept is not None
            and any(key == name or key.startswith(f"{name}_") for name in names for key in kept)
        )
        if self._shows_kept:
            self.data, self.is_bound, self.cleaned_data = kept, True, {}

    def is_valid(self) -> bool:
        return not self._shows_kept and super().is_valid()

    @property
    def errors(self) -> ErrorDict:
        return ErrorDict() if self._shows_kept else super().errors

    def __getitem__(self, name: str) -> forms.BoundField:
        """The field for cleaning and for showing; prepared at first use, so that late fields are too."""
        if name in self.fields and name not in self._prepared:
            self._prepared.add(name)
            field = self.fields[name]
            prepare(field, str(field.label or pretty_name(name)), self.articles.get(name))
            field.needed = self.needed.get(name, "")
        return super().__getitem__(name)

    @cached_property
    def helper(self) -> FormHelper:
        """For `{% crispy form %}`; the form tag, the token and the buttons are those of `post_form`."""
        helper = FormHelper()
        helper.form_tag, helper.disable_csrf = False, True
        helper.layout = self.layout
        return helper


class Form(HouseForm, forms.Form):
    """A form of its own."""


class ModelForm(HouseForm, forms.ModelForm):  # type: ignore[type-arg]  # has no [] when it runs
    """A form on a model."""


def prepare(field: forms.Field, label: str, article: Article | None) -> None:
    """Give a field its messages, its help, its limits and the guard before its own cleaning."""
    field.article = article  # type: ignore[attr-defined]  # read by the template of the field
    set_messages(field, label)
    if isinstance(field, forms.CharField):
        cap_length(field)
    if isinstance(field, forms.DateField):
        prepare_date(field)
    if field.required and not field.widget.is_hidden:
        field.widget.attrs["aria-required"] = "true"
    field.clean = guarded(field, field.clean)  # type: ignore[method-assign]  # one guard for every kind of field


def guarded(field: forms.Field, clean: Callable[..., Any]) -> Callable[..., Any]:
    """The cleaning of a field, on tidied text only."""

    @wraps(clean)
    def clean_tidy(value: Any, *initial: Any) -> Any:
        value = tidy(value)
        if isinstance(value, str) and getattr(field, "strip", False):
            value = strip_invisible(value)
        found = clean(value, *initial)
        if isinstance(field, forms.ModelChoiceField):
            refuse_other_spelling(field, value, found)
        return found

    return clean_tidy


def refuse_other_spelling(field: forms.ModelChoiceField, value: Any, found: Any) -> None:  # type: ignore[type-arg]
    """A number that is written otherwise than in the list (١٢, 1_2) was not chosen from it."""
    rows = found if isinstance(field, forms.ModelMultipleChoiceField) else [found] if found is not None else []
    sent = {str(one) for one in value} if isinstance(value, list) else {str(value)}
    if not {str(field.prepare_value(row)) for row in rows} >= {one for one in sent if one and rows}:
        raise ValidationError(field.error_messages["invalid_choice"], code="invalid_choice", params={"value": value})


def set_messages(field: forms.Field, label: str) -> None:
    """Say per field what to do; what a field says itself stays."""
    own = own_messages(field)
    field.error_messages |= {code: words for code, words in messages_for(field, label).items() if code not in own}


def own_messages(field: forms.Field) -> set[str]:
    """Codes for which this field, or a field class of ours, has its own words. What Django says itself is the very same object:
    to compare the words would translate them all, for every field."""
    standard = {
        code: text
        for kind in reversed(type(field).__mro__)
        if kind.__module__.startswith("django.")
        for code, text in getattr(kind, "default_error_messages", {}).items()
    }
    return {code for code, text in field.error_messages.items() if standard.get(code) is not text}


def messages_for(field: forms.Field, label: str) -> dict[str, str]:
    verb, label = _verb(field, label), f'de vraag "{label}"' if is_question(label) else lower_first(label)
    return {
        "required": verb,
        "invalid": invalid_message(field, label),
        "invalid_choice": f"Kies bij {label} iets uit de lijst",
        "invalid_list": f"Kies bij {label} iets uit de lijst",
        "invalid_pk_value": f"Kies bij {label} iets uit de lijst",
        "max_length": f"Gebruik bij {label} hoogstens %(limit_value)d tekens; het zijn er nu %(show_value)d",
        "min_length": f"Gebruik bij {label} minstens %(limit_value)d tekens; het zijn er nu %(show_value)d",
        "min_value": f"Vul bij {label} %(limit_value)s of meer in",
        "max_value": f"Vul bij {label} %(limit_value)s of minder in",
        "empty": f"Het bestand bij {label} is leeg",
        "missing": verb,
    }


def is_question(label: str) -> bool:
    """A label that asks something cannot stand in a sentence as a thing does."""
    return label.endswith("?") or ASKS.match(label) is not None


def _verb(field: forms.Field, label: str) -> str:
    """What to do about this field."""
    if isinstance(field, forms.BooleanField):
        return f"Vink aan: {lower_first(label)}"
    if is_question(label):
        return f"Beantwoord de vraag: {lower_first(label)}"
    return (
        f"Kies {lower_first(label)}"
        if isinstance(field, (*CHOSEN, forms.FileField))
        else f"Vul {lower_first(label)} in"
    )


def invalid_message(field: forms.Field, label: str) -> str:
    if isinstance(field, forms.EmailField):
        return "Vul een e-mailadres in, zoals naam@voorbeeld.nl"
    if isinstance(field, forms.DateField):
        return f"Vul bij {label} een datum in, zoals 27-03-2026"
    if isinstance(field, forms.IntegerField):
        return f"Vul bij {label} een getal in"
    return f"Vul {label} op een andere manier in"


def cap_length(field: forms.CharField) -> None:
    """Every text has a limit. The browser may not cut it off, or pasted text would be lost unseen."""
    if field.max_length is None:
        field.validators.append(MaxLengthValidator(MOST))
    for name in ("maxlength", "minlength"):
        field.widget.attrs.pop(name, None)


def prepare_date(field: forms.DateField) -> None:
    """A near date: the input of the browser, and dd-mm-jjjj where it has none."""
    field.input_formats = DATE_FORMATS
    if type(field.widget) is forms.DateInput:
        field.widget = forms.DateInput(format="%Y-%m-%d", attrs={**field.widget.attrs, "type": "date"})
    field.validators += [MinValueValidator(OLDEST), MaxValueValidator(LAST)]
