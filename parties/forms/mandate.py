"""What an administrator fills in when one party speaks for another."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.db.models import Q
from django.utils.formats import date_format

from parties.choices import MandateKind
from parties.models import Body, House, Mandate, Membership, Party
from parties.workflow.mandate import ENDS
from zvh.actor import Actor
from zvh.components import Article
from zvh.forms import Form
from zvh.inputs import LongTextField, VersionField
from zvh.versions import version_of


class MandateForm(Form):
    """Who speaks for this party, in which body, about what, and where it was consented to."""

    kind = forms.ChoiceField(label="Soort", choices=MandateKind.choices, widget=forms.RadioSelect)
    holder = forms.ModelChoiceField(Party.objects.none(), label="Wie spreekt", empty_label="Kies een partij")
    body = forms.ModelChoiceField(
        Body.objects.none(), label="Orgaan", required=False, empty_label="Alle organen van het convenant"
    )
    scope = LongTextField(label="Waarover", max_length=1000, rows=4)
    consent_on = forms.DateField(label="Schriftelijk ingestemd op")
    consent_reference = forms.CharField(
        label="Brief of besluit", max_length=300, help_text="Waaruit de instemming blijkt."
    )
    from_date = forms.DateField(label="Eerste dag")
    until_date = forms.DateField(label="Laatste dag", required=False)
    layout: Layout = Layout(
        Fieldset("Wie spreekt waarover?", "kind", "holder", "body", "scope"),
        Fieldset("Instemming en duur", "consent_on", "consent_reference", "from_date", "until_date"),
    )
    articles = {
        "scope": Article(
            "Wat kan niet?",
            "Wie verantwoordelijk is voor de verwerking van persoonsgegevens, kan niet worden gemandateerd (bijlage over mandaat). "
            "Beide partijen nemen eerst zelf deel aan het convenant.",
        ),
    }

    def __init__(self, actor: Actor, house: House, giver: Party, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = Membership.objects.in_force(actor.today).filter(houses=house)
        self.giver, self.covenant_id, self.today = giver, house.covenant_id, actor.today
        self.fields["holder"].queryset = Party.objects.filter(memberships__in=members).exclude(pk=giver.pk).distinct()
        self.fields["body"].queryset = Body.objects.filter(Q(house=None) | Q(house=house), covenant=house.covenant_id)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        first, last, consent = given.get("from_date"), given.get("until_date"), given.get("consent_on")
        if first and consent and first < consent:
            self.add_error("from_date", "Het mandaat begint niet voor de dag waarop is ingestemd")
        if consent and consent > self.today:
            self.add_error("consent_on", "Deze dag is nog niet geweest. Leg het mandaat vast als er is ingestemd")
        if first and last and last < first:
            self.add_error("until_date", "De laatste dag ligt voor de eerste dag")
        if not self.errors and self.giver.mandates_given.filter(covenant=self.covenant_id, **given).exists():
            self.add_error("holder", "Dit mandaat staat er al")
        return given


class EndMandateForm(Form):
    """The last day of a mandate."""

    versie = VersionField()
    until_date = forms.DateField(label="Laatste dag", required=False, help_text="Leeg: tot het wordt beëindigd.")
    layout: Layout = Layout(Fieldset("", "until_date"), "versie")

    def __init__(self, mandate: Mandate, *args: Any, **kwargs: Any) -> None:
        shown = {"until_date": mandate.until_date, "versie": version_of([mandate], *ENDS)}
        super().__init__(*args, initial=shown, **kwargs)
        self.first_day = mandate.from_date

    def clean_until_date(self) -> Any:
        last = self.cleaned_data["until_date"]
        if last and last < self.first_day:
            raise forms.ValidationError(f"De laatste dag ligt voor de eerste dag ({date_format(self.first_day)})")
        return last
