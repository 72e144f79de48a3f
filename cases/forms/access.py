"""Assigning a delegate: first the party, then the person."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from cases.workflow.access import Decision
from parties.models import Delegation, Party
from zvh.components import Article
from zvh.forms import Form
from zvh.today import today


class PartyForm(Form):
    """GET: for which party somebody is assigned.

    Only parties that lawfully belong at this table are offered.
    """

    partij = forms.ChoiceField(label="Partij")

    layout: Layout = Layout(Fieldset("", "partij"))

    def __init__(self, data: Any, parties: Sequence[Party]) -> None:
        super().__init__(data)
        self.fields["partij"].choices = [
            ("", "Kies een partij"),
            *((party.slug, party.name) for party in parties),
        ]


class DelegateChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # has no [] when it runs
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.user.name)


class AssignForm(Form):
    """Who, on which decision, and until when."""

    gedelegeerde = DelegateChoice(
        label="Gedelegeerde", queryset=Delegation.objects.none(), widget=forms.RadioSelect, empty_label=None
    )
    besluit = forms.ChoiceField(
        label="Op welk besluit of verzoek",
        choices=[(one.value, one.value.capitalize()) for one in Decision],
        widget=forms.RadioSelect,
    )
    tot = forms.DateField(
        label="Tot en met",
        required=False,
        help_text="Leeg: tot de casus wordt afgeschaald. Daarna vervalt de toegang vanzelf.",
    )
    articles = {
        "gedelegeerde": Article(
            "Convenant artikel 9.6",
            "Wie namens een partij is aangewezen, leest alleen de casussen waaraan hij is toegewezen.",
        )
    }

    layout: Layout = Layout(Fieldset("", "gedelegeerde", "besluit", "tot"))

    def __init__(self, data: Any, delegates: "QuerySet[Delegation]") -> None:
        super().__init__(data)
        self.fields["gedelegeerde"].queryset = delegates

    def clean_tot(self) -> Any:
        until = self.cleaned_data["tot"]
        if until and until < today():
            raise ValidationError("Kies vandaag of een latere dag")
        return until
