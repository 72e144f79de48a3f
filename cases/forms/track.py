"""Forms of tracks: detention, a question for help, a conversation."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms

from cases.models import Case, Conversation, Detention, HelpQuestion, Subject
from cases.models.track import Track
from cases.workflow.corrections import read_version
from cases.workflow.track import suppliers, table_readers
from parties.choices import TrackKind
from parties.models import DetentionKind, LifeDomain, Party
from zvh.actor import Actor
from zvh.conflicts import VersionForm
from zvh.forms import Form
from zvh.inputs import LongTextField, VersionField
from zvh.today import today

HOUSE, TABLE = "huis", "tafel"


class NamedChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # has no [] when it runs
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.work_name if isinstance(obj, Subject) else obj.name)


class TrackForm(Form):
    """What the three share: of whom, of whom the house has it, or who reads what a party supplies."""

    KIND: ClassVar[TrackKind]
    MODEL: ClassVar[type[Track]]
    FIELDS: ClassVar[dict[str, str]]  # of the form -> of the row
    versie = VersionField(required=False)
    betrokkene = NamedChoice(
        Subject.objects.none(), label="Over wie gaat het?", empty_label=None, widget=forms.RadioSelect
    )

    def __init__(self, data: Any, case: Case, actor: Actor, now: Any = None) -> None:
        super().__init__(data, initial=self._initial(now))
        people = Subject.objects.visible_to(actor).filter(case=case)
        self.fields["betrokkene"].queryset = people
        if not now and len(people) == 1:  # of several, nobody is the usual one
            self.fields["betrokkene"].initial = people[0]
        if actor.is_delegate:
            self._ask_readers(table_readers(case, self.MODEL, Party.objects.get(pk=actor.party_id)), now)
        elif not (now and now.supplier_id):
            self._ask_supplier(suppliers(case))

    def _initial(self, now: Any) -> dict[str, Any]:
        if now is None:
            return {name: today() for name in ("sinds", "dag") if name in self.base_fields}
        found = {name: getattr(now, target) for name, target in self.FIELDS.items()}
        return {**found, "versie": read_version(now), "betrokkene": now.subject_id}

    def _ask_readers(self, readers: Sequence[Party], now: Any) -> None:
        """The supplier says who reads it, and sees whom that reaches (03)."""
        names = ", ".join(party.name for party in readers)
        self.fields["lezers"] = forms.ChoiceField(
            label="Wie mag dit lezen?",
            choices=[(HOUSE, "Alleen het huis"), (TABLE, "Het huis en de partijen aan het casusoverleg")],
            widget=forms.RadioSelect,
            initial=TABLE if now and now.reader_ids else HOUSE,
            help_text=f"Aan het casusoverleg zijn dat nu: {names}."
            if names
            else "Aan het casusoverleg is dat nu nog niemand anders.",
        )

    def _ask_supplier(self, parties: Sequence[Party]) -> None:
        self.fields["geleverd_door"] = NamedChoice(
            Party.objects.filter(pk__in=[party.pk for party in parties]),
            label="Van welke partij komt dit?",
            required=False,
            empty_label="Het huis zelf",
            help_text="Die partij leest het dan ook, en beslist of anderen het mogen lezen.",
        )

    def given(self) -> dict[str, Any]:
        """What `write_track` takes."""
        found = self.cleaned_data
        values = {target: found[name] for name, target in self.FIELDS.items()}
        return {
            "values": {**values, "subject": found["betrokkene"]}, "supplier": found.get("geleverd_door"),
            "to_table": found.get("lezers") == TABLE, "version": found["versie"],
        }  # fmt: skip


class DetentionForm(TrackForm):
    """A period of detention, and the return."""

    KIND = TrackKind.DETENTION
    MODEL = Detention
    FIELDS = {
        "soort": "kind", "sinds": "from_date", "tot": "until_date", "inrichting": "place", "casemanager": "casemanager",
        "nazorg": "aftercare", "geregeld": "is_arranged",
    }  # fmt: skip
    soort = NamedChoice(DetentionKind.objects.all(), label="Soort detentie", empty_label="Kies een soort")
    sinds = forms.DateField(label="Sinds wanneer?")
    tot = forms.DateField(label="Tot en met wanneer, naar verwachting?", required=False)
    inrichting = forms.CharField(label="In welke inrichting?", max_length=200)
    casemanager = forms.CharField(
        label="Casemanager van de inrichting",
        max_length=200,
        required=False,
        help_text="Naam en zakelijk telefoonnummer of e-mailadres",
    )
    nazorg = LongTextField(label="Wat is er nodig na de detentie?", required=False, max_length=4000, rows=3)
    geregeld = forms.BooleanField(label="De nazorg is geregeld", required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        since, until = given.get("sinds"), given.get("tot")
        if since and until and until < since:
            self.add_error("tot", "Kies een dag op of na de begindag")
        return given


class HelpForm(TrackForm):
    """Whether the subject wants help in a life domain."""

    KIND = TrackKind.HELP
    MODEL = HelpQuestion
    FIELDS = {"leefgebied": "domain", "antwoord": "answer", "sinds": "since", "toelichting": "explanation"}
    leefgebied = NamedChoice(LifeDomain.objects.all(), label="Voor welk leefgebied?", empty_label="Kies een leefgebied")
    antwoord = forms.ChoiceField(
        label="Wil de betrokkene hulp?",
        choices=[
            (HelpQuestion.Answer.YES.value, "Ja"),
            (HelpQuestion.Answer.NO.value, "Nee"),
            (HelpQuestion.Answer.NO_CONSENT.value, "Geen toestemming om hierover te overleggen"),
        ],
        widget=forms.RadioSelect,
    )
    sinds = forms.DateField(label="Sinds wanneer?")
    toelichting = LongTextField(label="Welke hulp, of waarom niet?", required=False, max_length=2000, rows=3)


class ConversationForm(TrackForm):
    """A conversation with the subject."""

    KIND = TrackKind.CONVERSATION
    MODEL = Conversation
    FIELDS = {"dag": "on", "doelen": "goals", "aanwezig": "present", "indruk": "impression", "verslag": "report"}
    dag = forms.DateField(label="Op welke dag?")
    doelen = LongTextField(label="Wat was het doel van het gesprek?", max_length=2000, rows=2)
    aanwezig = LongTextField(
        label="Wie waren erbij?", max_length=1000, rows=2, help_text="Naam, en bij een organisatie ook welke"
    )
    indruk = LongTextField(label="Wat was uw indruk?", required=False, max_length=4000, rows=3)
    verslag = LongTextField(label="Verslag", required=False, max_length=8000, rows=6)


class WithdrawForm(VersionForm):
    """Why a track should never have been there."""

    reden = LongTextField(label="Waarom trekt u dit in?", max_length=1000, rows=3)


FORMS: dict[str, type[TrackForm]] = {
    TrackKind.DETENTION: DetentionForm, TrackKind.HELP: HelpForm, TrackKind.CONVERSATION: ConversationForm,
}  # fmt: skip
