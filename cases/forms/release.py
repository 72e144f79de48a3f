"""Forms about who reads a contribution, its re-assessment, and consent."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms

from cases.models import Consent, Contribution, Reassessment, ReleaseLevel, Subject
from parties.models import Party
from zvh.components import Article
from zvh.forms import Form
from zvh.inputs import LongTextField, VersionField
from zvh.today import today

Answer = Reassessment.Answer
RELEASE = ("vrijgave", "partijen", "grond_niet_genoemd")


class ReleaseFields(Form):
    """To whom the supplier releases: the house, the table, or parties by name (03, R3)."""

    vrijgave = forms.ChoiceField(
        label="Wie mag dit lezen, behalve het huis?",
        choices=[(value, label.capitalize()) for value, label in ReleaseLevel.choices],
        widget=forms.RadioSelect,
        help_text="Andere partijen lezen het pas als het overleg begint. U kunt uw keuze altijd wijzigen.",
    )
    partijen = forms.TypedMultipleChoiceField(
        label="Partijen die u kiest",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    grond_niet_genoemd = forms.CharField(
        label="Grond voor een partij die artikel 6.4 niet noemt", required=False, max_length=500
    )
    needed = {
        "partijen": "nodig als u zelf partijen kiest",
        "grond_niet_genoemd": "nodig als u zo'n partij kiest",
    }
    articles = {
        "vrijgave": Article(
            "Convenant artikel 12.2 f, protocol artikel 3.5 c",
            "Wie gegevens geeft, blijft erover beslissen. Partijen die niet in artikel 6.4 staan, lezen alleen wat u ze met naam geeft.",
        )
    }

    def __init__(self, data: Any = None, *, parties: Sequence[Party] = (), **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["partijen"].choices = [(party.pk, _named(party)) for party in parties]

    def release(self) -> dict[str, Any]:
        """The choice, as `set_release` and `answer_reassessment` take it."""
        given = self.cleaned_data
        return {
            "level": given["vrijgave"],
            "party_ids": given["partijen"],
            "unnamed_ground": given["grond_niet_genoemd"],
        }


def _named(party: Party) -> str:
    return party.name if party.is_named else f"{party.name} (staat niet in artikel 6.4)"


def release_initial(contribution: Contribution) -> dict[str, Any]:
    """The choice of readers as it stands."""
    return {
        "versie": contribution.version,
        "vrijgave": contribution.release_level,
        "partijen": contribution.chosen_party_ids,
        "grond_niet_genoemd": contribution.unnamed_ground,
    }


class ReleaseForm(ReleaseFields):
    """The supplier changes who reads its contribution."""

    versie = VersionField()
    layout = Layout("versie", Fieldset("Wie het leest", *RELEASE))


class ReassessmentForm(ReleaseFields):
    """Still needed in this phase, and for whom (protocol 3.5 a-b)."""

    antwoord = forms.ChoiceField(
        label="Is uw bijdrage in deze fase nog nodig?",
        choices=[
            (Answer.SHARE.value, "Ja, en ik deel de bijdrage met wie ik hieronder kies"),
            (Answer.HOUSE_ONLY.value, "Ja, maar alleen voor het huis"),
            (Answer.NOT_NEEDED.value, "Nee, haal de tekst weg"),
        ],
        widget=forms.RadioSelect,
        help_text="Antwoordt u niet, dan blijft de bijdrage alleen voor het huis.",
    )
    needed = {**ReleaseFields.needed, "vrijgave": "nodig als u deelt"}
    layout = Layout(Fieldset("Uw antwoord", "antwoord"), Fieldset("Als u deelt: wie het leest", *RELEASE))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["vrijgave"].required = False
        self.fields["vrijgave"].choices = [
            choice for choice in self.fields["vrijgave"].choices if choice[0] != ReleaseLevel.HOUSE
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("antwoord") == Answer.SHARE and not given.get("vrijgave"):
            self.add_error("vrijgave", "Kies met wie u uw bijdrage deelt")
        return given


class BeforeMeetingForm(Form):
    """The procesregisseur wants a party to read a contribution before the meeting (conv. 12.2 f)."""

    partij = forms.TypedChoiceField(label="Welke partij moet dit vooraf lezen?", coerce=int, widget=forms.RadioSelect)
    overlegd = forms.TypedChoiceField(
        label="Met wie heeft u dit besproken", coerce=int, empty_value=None, widget=forms.RadioSelect
    )
    articles = {
        "overlegd": Article(
            "Convenant artikel 12.2 f",
            "Bespreek dit met de partij die de casus aanmeldde of die de casusregie heeft.",
        )
    }

    def __init__(self, data: Any, *, parties: Sequence[Party], consulted: Sequence[Party]) -> None:
        super().__init__(data)
        self.fields["partij"].choices = [(party.pk, party.name) for party in parties]
        self.fields["overlegd"].choices = [(party.pk, party.name) for party in consulted]
        if not consulted:
            del self.fields["overlegd"]
        self.layout = Layout(Fieldset("Uw vraag", *self.fields))  # not every case has somebody to consult


class AskForm(Form):
    """The house asks several parties at once for a contribution."""

    partijen = forms.TypedMultipleChoiceField(
        label="Aan wie vraagt u een bijdrage?",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text="U ziet de partijen met een gedelegeerde in deze casus.",
    )
    vraag = LongTextField(label="Vraag", rows=4, max_length=4000)
    doel = LongTextField(label="Waarvoor is het nodig?", rows=3, max_length=2000)
    uiterlijk = forms.DateField(label="Uiterlijk op")
    layout = Layout(Fieldset("Aan wie", "partijen"), Fieldset("Wat u vraagt", "vraag", "doel", "uiterlijk"))

    def __init__(self, data: Any, *, parties: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["partijen"].choices = parties

    def clean_uiterlijk(self) -> Any:
        due = self.cleaned_data["uiterlijk"]
        if due < today():
            raise forms.ValidationError("Kies vandaag of een latere dag")
        return due


class ConsentForm(Form):
    """What the subject or the representative said about giving data (protocol 7.2)."""

    betrokkene = forms.ChoiceField(label="Over wie gaat het?", widget=forms.RadioSelect)
    stand = forms.ChoiceField(
        label="Wat is er gezegd?",
        choices=[(value, label.capitalize()) for value, label in Consent.State.choices],
        widget=forms.RadioSelect,
    )
    datum = forms.DateField(label="Op welke dag?")
    wie = forms.ChoiceField(
        label="Wie zei dit?",
        choices=[(value, label.capitalize()) for value, label in Consent.Giver.choices],
        widget=forms.RadioSelect,
    )
    vertegenwoordiger = forms.CharField(label="Naam en rol van de vertegenwoordiger", required=False, max_length=200)
    verteld = forms.BooleanField(
        label="Ik heb verteld dat de toestemming altijd ingetrokken kan worden", required=False
    )

    needed = {"vertegenwoordiger": "nodig als de vertegenwoordiger dit zei"}
    layout = Layout(
        Fieldset("Wat er gezegd is", "betrokkene", "stand", "datum", "verteld"),
        Fieldset("Door wie", "wie", "vertegenwoordiger"),
    )

    def __init__(self, data: Any, *, subjects: Sequence[Subject], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.subjects = {str(subject.pk): subject for subject in subjects}
        self.fields["betrokkene"].choices = [(key, one.full_name) for key, one in self.subjects.items()]

    def clean_datum(self) -> Any:
        on = self.cleaned_data["datum"]
        if on > today():
            raise forms.ValidationError("Kies vandaag of een eerdere dag")
        return on

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("stand") == Consent.State.GIVEN and not given.get("verteld"):
            self.add_error("verteld", "Vertel eerst dat de toestemming altijd ingetrokken kan worden")
        if given.get("wie") == Consent.Giver.REPRESENTATIVE and not given.get("vertegenwoordiger"):
            self.add_error("vertegenwoordiger", "Vul in wie de vertegenwoordiger is")
        return given
