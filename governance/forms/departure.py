"""The letter by which a party leaves, or is given time to repair."""

from typing import Any

from django import forms

from governance.forms.decision import DayForm
from parties.choices import Ended, LeavesOn
from parties.models import DepartureRule, House
from zvh.actor import Actor
from zvh.forms import Form
from zvh.inputs import LongTextField


class RuleChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # has no [] when it runs
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.get_why_display()}: {obj.get_leaves_on_display()}"


class NoticeForm(DayForm):
    """Which ways there are, is what the covenant says."""

    dag = forms.DateField(label="Datum van de brief")
    manier = RuleChoice(
        label="Waarom gaat de partij weg?",
        queryset=DepartureRule.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
    )
    ingang = forms.DateField(label="Dag waarop de wijziging of toetreding ingaat", required=False)
    vanaf = forms.DateField(label="Neemt niet meer deel vanaf")
    reden = LongTextField(label="Wat schrijft de partij?", max_length=10_000, rows=4)
    needed = {"ingang": "nodig bij een wijziging of toetreding"}

    def __init__(self, data: Any, house: House, actor: Actor) -> None:
        super().__init__(data, actor)
        rules = house.covenant.departure_rules.exclude(why=Ended.EXCLUSION)
        self.fields["manier"].queryset = rules
        if len(rules) == 1:
            self.initial["manier"] = rules[0].pk

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        rule = given.get("manier")
        needs_day = rule is not None and rule.leaves_on == LeavesOn.DAY_OF_CHANGE
        if needs_day and not given.get("ingang") and "ingang" not in self.errors:
            self.add_error("ingang", "Vul de dag in waarop de wijziging of toetreding ingaat")
        if rule and not needs_day:
            given["ingang"] = None
        return given


class DefaultForm(DayForm):
    dag = forms.DateField(label="Datum van de ingebrekestelling")
    reden = LongTextField(label="Wat komt de partij niet na?", max_length=10_000, rows=4)


class WithdrawForm(Form):
    waarom = LongTextField(label="Waarom blijft de partij?", max_length=4000, rows=3)
