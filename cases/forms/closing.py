"""Forms of the closing: the decision as it is prepared, its confirmation, and reopening."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from cases.models import Case, Closing
from cases.workflow.closing_criteria import Judgement, judgements_of, part_of
from parties.choices import Word
from parties.models import ClosingReason
from zvh.actor import Actor
from zvh.forms import Form
from zvh.inputs import LongTextField, VersionField

YES_OR_NO = {"ja": True, "nee": False}
SAID = {None: "", True: "ja", False: "nee"}
MET = [("ja", "Ja, dit is bereikt"), ("nee", "Nee, niet bereikt")]
TEXTS = {"toelichting": "explanation", "verslag": "minutes", "overdracht": "handover"}


def until(today: date) -> Callable[[date], None]:
    """A decision lies in the past."""

    def validate(day: date) -> None:
        if day > today:
            raise ValidationError("Vul een datum in tot en met vandaag")

    return validate


class ClosingForm(Form):
    """The decision as far as it is now: everything may still be empty, the confirmation says what is missing."""

    says_optional = False
    reden = forms.ModelChoiceField(
        ClosingReason.objects.all(),
        label="Reden van de afschaling",
        required=False,
        widget=forms.RadioSelect,
        empty_label=None,
    )
    succes = forms.ChoiceField(
        label="Is de casus met succes afgesloten?",
        choices=[("ja", "Ja"), ("nee", "Nee")],
        required=False,
        widget=forms.RadioSelect,
    )
    besloten_op = forms.DateField(label="Wanneer is het besluit genomen?", required=False)
    toelichting = LongTextField(label="Toelichting", required=False, max_length=8000)
    verslag = LongTextField(label="Verslag van het besluit", required=False, max_length=20000)
    overdracht = LongTextField(
        label="Wat heeft wie verdergaat nodig?", required=False, max_length=8000, rows=4,
        help_text="Alleen gegevens die nodig zijn om verder te gaan.",
    )  # fmt: skip
    versie = VersionField()

    def __init__(self, case: Case, actor: Actor, criteria: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for place, text in enumerate(criteria, 1):
            self.fields[part_of(text)] = forms.ChoiceField(
                label=f"Criterium {place}: {text}", help_text="Uit het vastgestelde plan.", required=False,
                choices=MET, widget=forms.RadioSelect,
            )  # fmt: skip
            self.fields[part_of(text, "uitleg")] = LongTextField(
                label=f"Toelichting bij criterium {place}", required=False, max_length=2000, rows=2,
            )  # fmt: skip
        self.order_fields([name for text in criteria for name in (part_of(text), part_of(text, "uitleg"))])
        self.fields["besloten_op"].validators.append(until(actor.today))
        self.fields["besloten_op"].help_text = case.house.closing_source
        if case.casusregisseur_id:
            who = case.house.word(Word.CASUSREGISSEUR)
            self.fields["overdracht"].label = f"Wat heeft de {who} nodig om verder te gaan?"

    def prepared(self) -> dict[str, Any]:
        """What `prepare_closing` takes."""
        found = self.cleaned_data
        return {
            "version": found["versie"],
            "reason": found["reden"],
            "successful": YES_OR_NO.get(found["succes"]),
            "decided_on": found["besloten_op"],
            "judgements": {text: self._judged(text) for text in self.criteria},
            **{target: found[name] for name, target in TEXTS.items()},
        }

    def _judged(self, text: str) -> Judgement:
        return Judgement(YES_OR_NO.get(self.cleaned_data[part_of(text)]), self.cleaned_data[part_of(text, "uitleg")])


def initial_of(closing: Closing | None) -> dict[str, Any]:
    """The prepared closing as the form shows it."""
    if closing is None:
        return {"versie": 0}
    return {
        "reden": closing.reason_id,
        "succes": SAID[closing.successful],
        "besloten_op": closing.decided_on,
        "versie": closing.version,
        **{name: getattr(closing, source) for name, source in TEXTS.items()},
        **{name: value for text, said in judgements_of(closing).items() for name, value in _fields_of(text, said)},
    }


def _fields_of(text: str, said: Judgement) -> list[tuple[str, str]]:
    return [(part_of(text), SAID[said.is_met]), (part_of(text, "uitleg"), said.explanation)]


class ReopenForm(Form):
    """A new decision takes the case up again."""

    besloten_op = forms.DateField(label="Wanneer is dit besloten?")
    reden = LongTextField(label="Waarom gaat de casus weer open?", max_length=8000)

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["besloten_op"].validators.append(until(actor.today))
