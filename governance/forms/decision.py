"""A proposal, who was heard, the vote of a seat, and what another body decided."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format

from governance.models import Affected, BodyMeeting, Decision, Holder
from governance.tally import Choice, Outcome
from governance.workflow.decisions import keeps_kind, proposal_version
from parties.choices import DecisionKind
from parties.models import Body, Membership, Party
from zvh.actor import Actor
from zvh.components import Article
from zvh.conflicts import VersionForm
from zvh.forms import Form
from zvh.inputs import LongTextField


class WithdrawForm(Form):
    """Nothing is decided; the reason stays to be read."""

    reden = LongTextField(label="Waarom wordt het voorstel ingetrokken?", max_length=4000, rows=4)


class MeetingChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # has no [] when it runs
    def label_from_instance(self, obj: Any) -> str:
        return f"{date_format(obj.on)}, {obj.place}"


class ProposalForm(Form):
    soort = forms.ChoiceField(label="Soort besluit", choices=[("", "Kies een soort"), *DecisionKind.choices])
    onderwerp = forms.CharField(label="Onderwerp", max_length=200)
    voorstel = LongTextField(label="Voorstel", max_length=20_000, rows=8)
    vergadering = MeetingChoice(
        label="Vergadering", queryset=BodyMeeting.objects.none(), required=False, empty_label="Nog niet bekend"
    )

    def __init__(self, data: Any, body: Body, actor: Actor) -> None:
        super().__init__(data)
        meetings = BodyMeeting.objects.visible_to(actor).going_on().filter(body=body)
        self.fields["vergadering"].queryset = meetings.order_by("-on")


class ProposalChangeForm(ProposalForm, VersionForm):
    """What stands there, with the version that was read."""

    def __init__(self, data: Any, decision: Decision, actor: Actor) -> None:
        super().__init__(data, decision.keeper, actor)
        self.initial = {
            "soort": decision.kind, "onderwerp": decision.subject, "voorstel": decision.text,
            "vergadering": decision.meeting_id, "versie": proposal_version(decision),
        }  # fmt: skip
        if keeps_kind(decision):
            self.fields["soort"].disabled = True
            self.fields["soort"].help_text = "Dit voorstel hoort bij een toetreding of een uitsluiting"


class AffectedForm(Form):
    """Which party; or none at all."""

    partij = forms.ModelChoiceField(
        label="Partij die dit sterk raakt", queryset=Party.objects.none(), empty_label="Kies een partij"
    )
    articles = {
        "partij": Article(
            "Wie wordt gehoord",
            "Een partij die het besluit sterk raakt, wordt gehoord of geeft schriftelijk inbreng. Zonder dat valt er geen besluit.",
        )
    }  # fmt: skip

    def __init__(self, data: Any, body: Body, named: Sequence[Affected], actor: Actor) -> None:
        super().__init__(data)
        members = Membership.objects.in_force(actor.today).filter(covenant=body.covenant_id, houses=body.house_id)
        parties = Party.objects.filter(pk__in=members.values("party")).exclude(pk__in=[one.party_id for one in named])
        self.fields["partij"].queryset = parties.order_by("name")


class DayForm(Form):
    """A day that is not to come."""

    dag = forms.DateField(label="Datum")

    def __init__(self, data: Any, actor: Actor) -> None:
        super().__init__(data, initial={"dag": actor.today})
        self.today = actor.today

    def clean_dag(self) -> Any:
        if self.cleaned_data["dag"] > self.today:
            raise ValidationError("Kies vandaag of een eerdere dag")
        return self.cleaned_data["dag"]


class HearingForm(DayForm):
    hoe = forms.ChoiceField(
        label="Hoe", choices=[("gehoord", "Gehoord in een gesprek of vergadering"), ("schriftelijk", "Schriftelijk")],
        widget=forms.RadioSelect,
    )  # fmt: skip
    inbreng = LongTextField(label="Wat brengt de partij in?", max_length=20_000, rows=6)


class VoteForm(Form):
    stem = forms.ChoiceField(label="Stem", choices=Choice.choices, widget=forms.RadioSelect)
    volmacht = forms.ChoiceField(label="Bij volmacht door", required=False)

    def __init__(self, data: Any, holder: Holder, seats: Sequence[Holder], is_keeper: bool) -> None:
        super().__init__(data)
        self.others = {str(one.pk): one for one in seats if one.pk != holder.pk}
        if is_keeper:
            self.fields["volmacht"].choices = [
                ("", "Niemand: eigen stem"),
                *((pk, one.name) for pk, one in self.others.items()),
            ]
        else:
            del self.fields["volmacht"]

    @property
    def by_mandate(self) -> Holder | None:
        return self.others.get(self.cleaned_data.get("volmacht", ""))


class CloseForm(Form):
    toelichting = LongTextField(label="Toelichting op de uitkomst", required=False, max_length=4000, rows=3)


class OutcomeForm(DayForm):
    """What a body outside the house decided."""

    uitkomst = forms.ChoiceField(
        label="Uitkomst", choices=[(one.value, one.label) for one in (Outcome.ADOPTED, Outcome.REJECTED)],
        widget=forms.RadioSelect,
    )  # fmt: skip
    toelichting = LongTextField(label="Toelichting", required=False, max_length=4000, rows=3)
