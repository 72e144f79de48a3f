"""Entering a covenant: one form for every part of it, made from the model and from its line in `parties.parts`."""

from collections.abc import Mapping
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.contrib.postgres.fields import ArrayField
from django.db.models import ForeignKey, JSONField, ManyToManyField, Max, QuerySet, TextField
from django.forms.models import modelform_factory

from parties.choices import Word
from parties.models import Covenant, House, LetterText, Membership, Party
from parties.parts import SECTIONS, Section
from parties.workflow.setup import row_version
from zvh.forms import ModelForm
from zvh.inputs import LongTextField, VersionField

WORD = "woord_"
TWICE = "Dit staat er al. Kies of vul iets anders in"


def row_form(section: Section, covenant: Covenant, row: Any, *args: Any) -> "RowForm":
    """The form of a row of this part; of one that is not there yet, `row` only says where it belongs."""
    asked = section.fields if row.pk is None else section.asked(covenant)
    made: Any = modelform_factory(section.model, form=RowForm, fields=asked, formfield_callback=as_input)
    return made(section, covenant, asked, *args, instance=row)  # type: ignore[no-any-return]


def as_input(field: Any, **kwargs: Any) -> "forms.Field | None":
    """As a person fills it in: a list to tick, room for long text, and nothing for what is asked in parts."""
    if isinstance(field, JSONField):
        return None
    if isinstance(field, ArrayField):
        label = str(field.verbose_name)
        return forms.MultipleChoiceField(
            label=label[:1].upper() + label[1:], required=False, help_text=field.help_text,
            choices=[(key, text[:1].upper() + text[1:]) for key, text in field.base_field.flatchoices],
            widget=forms.CheckboxSelectMultiple,
        )  # fmt: skip
    if isinstance(field, TextField):
        kwargs |= {"form_class": LongTextField, "rows": 4, "widget": None}
        kwargs.pop("widget")
    found = field.formfield(**kwargs)
    if isinstance(field, ManyToManyField):
        found.widget = forms.CheckboxSelectMultiple(choices=found.choices)
    return found  # type: ignore[no-any-return]


class RowForm(ModelForm):
    """What stands in one row, with choices from its own covenant."""

    versie = VersionField()
    fields: dict[str, Any]

    def __init__(
        self, section: Section, covenant: Covenant, asked: tuple[str, ...], *args: Any, instance: Any, **kwargs: Any
    ) -> None:
        self.section, self.covenant, self.asked = section, covenant, asked
        initial = {"versie": row_version(instance, asked), **first_values(section, instance)}
        super().__init__(*args, instance=instance, initial=initial, **kwargs)
        for name, kind in section.choices.items():
            if name in self.fields:
                closed = frozenset() if covenant.in_preparation else section.guarded
                self._choose(name, [(key, text) for key, text in kind.choices if key not in closed])
        if "part" in self.fields:
            self._choose("part", [(part, part) for part in standard_parts()])
        for name, field in self.fields.items():
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = chosen_from(section, covenant, name)
            self._say_what_empty_is(field)
        if "words" in asked:
            self._ask_words(instance)
        self.layout = Layout(*self._groups(), "versie")

    def _choose(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        old = self.fields[name]
        self.fields[name] = forms.ChoiceField(
            label=old.label, help_text=old.help_text, choices=[("", "Kies"), *choices]
        )

    def _say_what_empty_is(self, field: Any) -> None:
        if isinstance(field, forms.ModelMultipleChoiceField | forms.MultipleChoiceField):
            return
        empty = "Kies" if field.required else "Niets gekozen"
        if isinstance(field, forms.ModelChoiceField):
            field.empty_label = empty
        elif isinstance(field, forms.ChoiceField):
            shown: Any = field.choices
            field.choices = [(key, empty if key == "" else text) for key, text in shown]

    def _ask_words(self, row: Any) -> None:
        """A field per word: left empty, the word of the covenant or the usual one counts."""
        for word in Word:
            usual = row.covenant.word(word) if isinstance(row, House) else word.label
            self.fields[f"{WORD}{word.value}"] = forms.CharField(
                label=f"Woord voor {word.label}", required=False, max_length=50, initial=row.words.get(word.value, ""),
                help_text=f"Leeg: {usual}.",
            )  # fmt: skip

    def _groups(self) -> list[Fieldset]:
        words = [name for name in self.fields if name.startswith(WORD)]
        found = []
        for title, names in self.section.groups:
            shown = [one for name in names if name in self.asked for one in (words if name == "words" else [name])]
            found += [Fieldset(title, *shown)] if shown else []
        return found

    def _get_validation_exclusions(self) -> set[str]:
        """What the row belongs to counts in the check whether it is there already."""
        kept: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        named = {one.name for one in self.instance._meta.fields if isinstance(one, ForeignKey) and one.editable}
        return kept - (named - {"saved_by"} - self.fields.keys())

    def _update_errors(self, errors: Any) -> None:
        """That a row is there already is said in words, where one chooses otherwise."""
        if hasattr(errors, "error_dict"):
            for found in errors.error_dict.values():
                for one in found:
                    if one.code in ("unique", "unique_together"):
                        one.message, one.params = TWICE, None
        super()._update_errors(errors)  # type: ignore[misc]

    @property
    def given(self) -> Mapping[str, Any]:
        """What the workflow writes: the fields of the row that were asked."""
        found = {name: self.cleaned_data[name] for name in self.asked if name in self.cleaned_data}
        if "words" in self.asked:
            chosen = {word.value: self.cleaned_data.get(f"{WORD}{word.value}", "") for word in Word}
            found["words"] = {code: text for code, text in chosen.items() if text}
        return found

    def clashes(self) -> None:
        """Somebody added the same just now."""
        self.add_error(None, TWICE)


def first_values(section: Section, row: Any) -> dict[str, Any]:
    """Of a new row: the next number in its list."""
    if row.pk is not None or "order" not in section.fields:
        return {}
    beside = section.model._default_manager.filter(**{section.owner: getattr(row, section.owner)})
    return {"order": (beside.aggregate(last=Max("order"))["last"] or 0) + 1}


def chosen_from(section: Section, covenant: Covenant, name: str) -> "QuerySet[Any]":
    """The rows that this field may name: of the own covenant, its members, or what all covenants share."""
    target: Any = section.model._meta.get_field(name).related_model
    if target is Party:
        members = Party.objects.filter(memberships__in=Membership.objects.filter(covenant=covenant)).distinct()
        return Party.objects.all() if section.model is Membership else members
    own = next((one for one in SECTIONS if one.model is target), None)
    return target._default_manager.filter(**{own.covenant: covenant}) if own else target._default_manager.all()  # type: ignore[no-any-return]


def standard_parts() -> list[str]:
    """The parts that the usual letters have, in their order."""
    found = LetterText.objects.filter(covenant=None, house=None).order_by("order").values_list("part", flat=True)
    return list(dict.fromkeys(found))
