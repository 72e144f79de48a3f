"""Requests of subjects: written down, linked to cases, seen in person and decided."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError

from cases.models import Case
from parties.models import House, Party
from privacy.models import SubjectRequest
from privacy.requests import missing_for, reads_requests
from zvh.actor import Actor
from zvh.components import Article
from zvh.forms import Form
from zvh.inputs import KnownDateField, LongTextField, VersionField
from zvh.templatetags.words import capital
from zvh.today import today

Kind, Asker, Outcome = SubjectRequest.Kind, SubjectRequest.Asker, SubjectRequest.Outcome
OVERTAKEN = "Iemand anders legde intussen een besluit vast. Lees het verzoek opnieuw"
LATER = "Kies vandaag of een eerdere dag"


def choices_of(found: Any) -> list[tuple[str, str]]:
    """Of a list of the model, as they stand in a form."""
    return [(value, capital(label)) for value, label in found.choices]


def day_until_today(day: date, first: date | None = None) -> date:
    """The day itself. Raises ValidationError where it is later than today, or before the request came."""
    if day > today():
        raise ValidationError(LATER)
    if first and day < first:
        raise ValidationError("Kies een dag vanaf de ontvangst van het verzoek")
    return day


class RequestForm(Form):
    """What somebody asks, and who asks it."""

    soort = forms.ChoiceField(label="Wat vraagt de betrokkene?", choices=choices_of(Kind), widget=forms.RadioSelect)
    verzoek = LongTextField(label="Het verzoek in eigen woorden van de betrokkene", max_length=8000, rows=4)
    ontvangen_op = forms.DateField(
        label="Ontvangen op", help_text="Ook als een partij het ontving: de dag waarop dat was."
    )
    doorgestuurd_door = forms.ModelChoiceField(
        Party.objects.none(),
        label="Doorgestuurd door",
        required=False,
        empty_label="Niemand, het kwam bij het huis binnen",
    )
    namens = forms.ChoiceField(label="Wie doet het verzoek?", choices=choices_of(Asker), widget=forms.RadioSelect)
    bewijs = LongTextField(
        label="Waaruit blijkt dat deze persoon namens de betrokkene mag vragen?", required=False, max_length=1000, rows=2,
        help_text="Zoals een machtiging of een uitspraak van de rechter. Schrijf op wat u zag; u hoeft het stuk niet te bewaren.",
    )  # fmt: skip
    voornamen = forms.CharField(label="Voornamen of voorletters van de betrokkene", max_length=200)
    achternaam = forms.CharField(label="Achternaam van de betrokkene", max_length=200)
    geboortedatum = KnownDateField(label="Geboortedatum van de betrokkene", required=False, latest=today)
    contact = LongTextField(
        label="Adres, telefoon of e-mail voor het antwoord",
        max_length=1000,
        rows=3,
        help_text="Alleen wat nodig is om te antwoorden.",
    )
    needed = {
        "bewijs": "nodig als iemand anders vraagt",
        "doorgestuurd_door": None,
        "geboortedatum": "nodig om casussen te zoeken",
    }
    articles = {
        "soort": Article(
            "Gegevens meenemen naar een ander?",
            "Het recht om gegevens mee te nemen geldt niet in een zorg- en veiligheidshuis (protocol artikel 21). "
            "Vraagt iemand daarom, leg dan een verzoek om inzage vast: daarbij hoort een kopie.",
        )
    }
    layout = Layout(
        Fieldset("Het verzoek", "soort", "verzoek", "ontvangen_op", "doorgestuurd_door"),
        Fieldset("Wie het vraagt", "namens", "bewijs"),
        Fieldset("De betrokkene", "voornamen", "achternaam", "geboortedatum", "contact"),
    )

    def __init__(self, data: Any, house: House, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        here = Party.objects.filter(memberships__houses=house).distinct().order_by("name")
        self.fields["doorgestuurd_door"].queryset = here

    def clean_ontvangen_op(self) -> date:
        return day_until_today(self.cleaned_data["ontvangen_op"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("namens") not in (None, Asker.SELF) and not given.get("bewijs"):
            self.add_error("bewijs", "Schrijf op waaruit blijkt dat deze persoon mag vragen")
        return given


class PassOnForm(RequestForm):
    """A party sends on what it received: to which house, and the rest as the house would write it down."""

    huis = forms.ModelChoiceField(House.objects.none(), label="Huis", empty_label="Kies een huis")
    layout = Layout(
        Fieldset("Het verzoek", "huis", "soort", "verzoek", "ontvangen_op"),
        Fieldset("Wie het vraagt", "namens", "bewijs"),
        Fieldset("De betrokkene", "voornamen", "achternaam", "geboortedatum", "contact"),
    )

    def __init__(self, data: Any, houses: Sequence[House], **kwargs: Any) -> None:
        super().__init__(data, houses[0], **kwargs)
        del self.fields["doorgestuurd_door"]
        self.fields["huis"].queryset = House.objects.filter(pk__in=[house.pk for house in houses])
        if len(houses) == 1:
            self.fields["huis"].initial, self.fields["huis"].empty_label = houses[0].pk, None


class RequestCasesForm(Form):
    """Which cases are about the person who asks."""

    casussen = forms.MultipleChoiceField(
        label="Casussen met deze achternaam en geboortedatum", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Kruis alleen aan wat echt over deze persoon gaat. Niets aankruisen mag: dan heeft het huis geen gegevens.",
    )  # fmt: skip
    nummer = forms.CharField(
        label="Casusnummer van een andere casus", required=False, max_length=16, help_text="Zoals RU-2026-0042.",
        widget=forms.TextInput(attrs={"size": 16, "autocomplete": "off"}),
    )  # fmt: skip
    layout = Layout(Fieldset("Casussen van deze persoon", "casussen", "nummer"))

    def __init__(self, data: Any, actor: Actor, offered: Sequence[Case], house: House, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        assert reads_requests(actor)
        self.actor, self.offered, self.house = actor, {str(case.pk): case for case in offered}, house
        self.fields["casussen"].choices = [
            (pk, f"{case.number}, {case.get_phase_display().lower()}") for pk, case in self.offered.items()
        ]
        if not offered:
            del self.fields["casussen"]
            self.layout = Layout(Fieldset("Casussen van deze persoon", "nummer"))

    def clean_nummer(self) -> Case | None:
        number = self.cleaned_data["nummer"].upper().replace(" ", "")
        if not number:
            return None
        found = Case.objects.visible_to(self.actor).filter(number=number, house=self.house).first()
        if found is None:
            raise ValidationError("U kunt geen casus met dit nummer lezen. Controleer het nummer")
        return found

    @property
    def chosen(self) -> list[Case]:
        """Of a form that is valid."""
        ticked = [self.offered[pk] for pk in self.cleaned_data.get("casussen", ())]
        other = self.cleaned_data["nummer"]
        return ticked + ([other] if other and str(other.pk) not in {str(case.pk) for case in ticked} else [])


class IdentityForm(Form):
    """That somebody came in person, and what he showed."""

    op = forms.DateField(label="Langsgekomen op")
    document = forms.ChoiceField(
        label="Welk document zag u?", choices=choices_of(SubjectRequest.Proof), widget=forms.RadioSelect,
        help_text="Alleen de soort wordt bewaard. Maak geen kopie en schrijf het nummer niet over.",
    )  # fmt: skip

    def __init__(self, data: Any, request: SubjectRequest, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.request = request

    def clean_op(self) -> date:
        return day_until_today(self.cleaned_data["op"], self.request.received_on)


class RequestDecisionForm(Form):
    """What the answer will be, and why."""

    overtaken = OVERTAKEN
    versie = VersionField()
    voorgelegd_op = forms.DateField(label="Voorgelegd op", required=False)
    besluit = forms.ChoiceField(label="Besluit", choices=choices_of(Outcome), widget=forms.RadioSelect)
    motivering = LongTextField(
        label="Motivering",
        required=False,
        max_length=8000,
        rows=6,
        help_text="De betrokkene leest deze tekst in het antwoord.",
    )
    needed = {"motivering": "nodig bij een afwijzing", "voorgelegd_op": "niet nodig als het huis geen gegevens heeft"}
    articles = {
        "motivering": Article(
            "Wat zegt het protocol?",
            "Een verzoek wordt alleen geweigerd op een grond uit de wet, en voor zover dat nodig is (protocol artikel 18.2). "
            "Een afwijzing, ook voor een deel, is schriftelijk en zegt waarom (protocol artikel 18.3, 19.4 en 20.4).",
        )
    }
    layout = Layout("versie", Fieldset("Besluit", "voorgelegd_op", "besluit", "motivering"))

    def __init__(
        self,
        data: Any,
        request: SubjectRequest,
        has_cases: bool,
        suppliers_lack: Callable[[str], dict[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.request, self.has_cases, self.suppliers_lack = request, has_cases, suppliers_lack
        if not request.goes_to_body:
            del self.fields["voorgelegd_op"]
            self.layout = Layout("versie", Fieldset("Besluit", "besluit", "motivering"))

    def clean_voorgelegd_op(self) -> date | None:
        day: date | None = self.cleaned_data["voorgelegd_op"]
        return day and day_until_today(day, self.request.received_on)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("versie") not in (None, self.request.version):
            self.add_error(None, OVERTAKEN)
        if "besluit" in given and "voorgelegd_op" not in self.errors:
            lacks = missing_for(
                self.request, outcome=given["besluit"], reason=given.get("motivering", ""), heard_on=given.get("voorgelegd_op"),
                has_cases=self.has_cases,
            )  # fmt: skip
            for name, words in (lacks or self.suppliers_lack(given["besluit"])).items():
                self.add_error(name, words)
        return given
