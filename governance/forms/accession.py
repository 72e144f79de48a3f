"""A request to join, what was found about it, and what a party answers."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from governance.forms.decision import DayForm
from governance.models import Accession, AccessionConsent
from governance.models.accession import Answer
from governance.workflow.accession import answer_version, candidates
from parties.models import AccessionDoor, House, Party, Protocol
from zvh.actor import Actor
from zvh.components import Article
from zvh.forms import Form
from zvh.inputs import LongTextField, VersionField


class RequestForm(Form):
    """By which door: those that the covenant of the house has."""

    partij = forms.ModelChoiceField(
        label="Organisatie", queryset=Party.objects.none(), empty_label="Kies een organisatie"
    )
    deur = forms.ModelChoiceField(
        label="Ingediend bij", queryset=AccessionDoor.objects.none(), empty_label=None, widget=forms.RadioSelect
    )
    dag = forms.DateField(label="Ontvangen op")
    taak = LongTextField(
        label="Welke publieke of maatschappelijke taak heeft de organisatie, en wat brengt zij in?",
        max_length=10_000,
        rows=5,
    )

    def __init__(self, data: Any, house: House, actor: Actor) -> None:
        doors = house.accession_rule.doors.all()
        super().__init__(data, initial={"dag": actor.today, "deur": doors[0].pk if len(doors) == 1 else None})
        self.today = actor.today
        self.fields["partij"].queryset = candidates(house, actor).order_by("name")
        self.fields["deur"].queryset = doors

    def clean_dag(self) -> Any:
        if self.cleaned_data["dag"] > self.today:
            raise ValidationError("Kies vandaag of een eerdere dag")
        return self.cleaned_data["dag"]


class CheckForm(Form):
    past = forms.BooleanField(
        label="De organisatie heeft een publieke of maatschappelijke taak en kan daarmee bijdragen aan de doelen van het convenant"
    )
    toelichting = LongTextField(label="Toelichting op de toets", required=False, max_length=4000, rows=3)


class AnalysisForm(DayForm):
    dag = forms.DateField(label="Analyse af op")
    analyse = LongTextField(label="Wat is de uitkomst van de juridische analyse?", max_length=10_000, rows=4)


class AdviceForm(Form):
    uitgevoerd = forms.DateField(label="Aanbeveling uitgevoerd op")

    def __init__(self, data: Any, accession: Accession, actor: Actor) -> None:
        super().__init__(data, initial={"uitgevoerd": actor.today})
        self.analysis_on, self.today = accession.analysis_on, actor.today

    def clean_uitgevoerd(self) -> Any:
        given = self.cleaned_data["uitgevoerd"]
        if given > self.today:
            raise ValidationError("Kies vandaag of een eerdere dag")
        if self.analysis_on and given < self.analysis_on:
            raise ValidationError("Kies een dag op of na de dag van de analyse")
        return given


class BeginForm(Form):
    """Annex 1 is signed by both."""

    ondertekend = forms.DateField(label="Ondertekend op")
    vanaf = forms.DateField(label="Eerste dag", help_text="Vanaf deze dag hebben gebruikers van de partij toegang.")
    protocollen = forms.ModelMultipleChoiceField(
        Protocol.objects.none(), label="Ook ondertekende privacyprotocollen", required=False, widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, data: Any, accession: Accession, actor: Actor) -> None:
        super().__init__(data, initial={"ondertekend": actor.today, "vanaf": actor.today})
        self.accession, self.today = accession, actor.today
        self.fields["protocollen"].queryset = Protocol.objects.filter(covenant=accession.house.covenant_id)

    def clean_ondertekend(self) -> Any:
        decided_on, given = self.accession.decided_on, self.cleaned_data["ondertekend"]
        if given > self.today:
            raise ValidationError("Kies vandaag of een eerdere dag")
        if decided_on and given < decided_on:
            raise ValidationError("Kies een dag op of na het besluit")
        return given

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("ondertekend") and given.get("vanaf") and given["vanaf"] < given["ondertekend"]:
            self.add_error("vanaf", "Kies een dag op of na de ondertekening")
        return given


class StopForm(Form):
    waarom = LongTextField(label="Waarom stopt dit?", max_length=4000, rows=3)


def answer_initial(consent: AccessionConsent) -> dict[str, Any]:
    return {"versie": answer_version(consent), "antwoord": consent.answer, "toelichting": consent.reason}


class AnswerForm(Form):
    versie = VersionField()
    antwoord = forms.ChoiceField(
        label="Stemt uw organisatie in met de toetreding?",
        choices=[(Answer.YES.value, "Ja, wij stemmen in"), (Answer.NO.value, "Nee, wij hebben bezwaar")],
        widget=forms.RadioSelect,
    )
    toelichting = LongTextField(label="Toelichting", required=False, max_length=4000, rows=4)
    articles = {
        "antwoord": Article(
            "Alle partijen",
            "De toetreding gaat pas naar het orgaan dat beslist als elke partij heeft ingestemd. Geen antwoord telt niet als instemming.",
        )
    }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("antwoord") == Answer.NO and not given.get("toelichting") and "toelichting" not in self.errors:
            self.add_error("toelichting", "Vul in wat uw bezwaar is")
        return given
