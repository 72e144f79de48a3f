"""Forms about informing the subject: that it was done, or why not yet."""

from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format

from cases.models import Case, Ground, Notice
from cases.workflow.notice import next_check
from parties.models import Party
from zvh.actor import Actor
from zvh.components import Article
from zvh.forms import Form
from zvh.inputs import LongTextField


class _ForParty(Form):
    """House staff name the party it is about; a delegate speaks for its own."""

    def __init__(self, case: Case, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case, self.actor = case, actor
        if not actor.is_delegate:
            self.fields["partij"] = forms.ModelChoiceField(
                _parties_of(case), label=self.party_label, required=False, empty_label=str(case.house)
            )

    party_label = "Partij"
    needed = {"partij": None}  # empty is the house


def _parties_of(case: Case) -> Any:
    taking_part = case.grants.values("party_id")
    named = [case.filed_by_party_id, case.casusregisseur_party_id]
    return Party.objects.filter(pk__in=taking_part) | Party.objects.filter(pk__in=[pk for pk in named if pk])


class NoticeForm(_ForParty):
    """When and how the subject was informed, and by whom."""

    datum = forms.DateField(label="Datum waarop de betrokkene is ingelicht")
    manier = forms.ChoiceField(
        label="Manier",
        choices=[(value, label.capitalize()) for value, label in Notice.Way.choices],
        widget=forms.RadioSelect,
    )
    opmerking = LongTextField(label="Opmerking", required=False, max_length=2000, rows=3)
    party_label = "Wie heeft de betrokkene ingelicht?"
    articles = {
        "manier": Article(
            "Wat moet de betrokkene weten?",
            "Waarom partijen samenwerken en welke partijen dat zijn, hoe lang de gegevens blijven, welke rechten de betrokkene "
            "heeft, waar een klacht kan worden ingediend en wie vragen beantwoordt (AVG 13 en 14; protocol art. 16.5).",
        )
    }

    def __init__(self, case: Case, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(case, actor, *args, **kwargs)
        self.order_fields(["partij", "datum", "manier", "opmerking"])

    def clean_datum(self) -> date:
        day: date = self.cleaned_data["datum"]
        if day > self.actor.today:
            raise forms.ValidationError("Vul een datum in tot en met vandaag")
        return day


class NoNoticeForm(_ForParty):
    """Why the subject is not informed yet, and when that is judged again (protocol 16.6, 16.7)."""

    grond = forms.ChoiceField(label="Grond", choices=Ground.choices, widget=forms.RadioSelect)
    redenen = LongTextField(label="Waarom is dit nodig?", max_length=4000)
    omstandigheden = LongTextField(label="Waar hangt dit van af?", max_length=4000, rows=3)
    later = LongTextField(label="Hoe wordt de betrokkene later ingelicht?", max_length=4000, rows=3)
    verwacht = forms.DateField(label="Wanneer verwacht u de betrokkene in te lichten?")
    toets = forms.DateField(label="Wanneer beoordeelt u dit opnieuw?")
    party_label = "Wie geeft deze reden?"

    def __init__(self, case: Case, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(case, actor, *args, **kwargs)
        self.latest, source = next_check(case, actor.today)
        self.fields["toets"].initial = self.latest
        self.fields["toets"].help_text = f"Uiterlijk {date_format(self.latest)} ({source})"
        self.order_fields(["partij", "grond", "redenen", "omstandigheden", "later", "verwacht", "toets"])

    def clean_verwacht(self) -> date:
        day: date = self.cleaned_data["verwacht"]
        if day < self.actor.today:
            raise forms.ValidationError("Vul een datum in vanaf vandaag")
        return day

    def clean_toets(self) -> date:
        day: date = self.cleaned_data["toets"]
        if not self.actor.today < day <= self.latest:
            raise forms.ValidationError(f"Kies een dag na vandaag, tot en met {date_format(self.latest)}")
        return day
