"""What an administrator fills in about people and their roles."""

from typing import Any, ClassVar

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format

from parties.choices import TrainingTopic
from parties.models import Appointment, Approach, House, Membership, User, Vetting
from parties.roles import Purpose, Role
from parties.standing import Capacity
from parties.workflow.people import CHANGEABLE, Given
from zvh.actor import Actor
from zvh.forms import Form
from zvh.inputs import VersionField
from zvh.today import today
from zvh.versions import version_of

STAFF, DELEGATE = "huis", "partij"
KINDS = [(STAFF, "Medewerker van het huis"), (DELEGATE, "Gedelegeerde van een partij")]


def approaches_field(house: House) -> "forms.ModelMultipleChoiceField[Approach]":
    """For a manager: which of the approaches of the house."""
    return forms.ModelMultipleChoiceField(
        Approach.objects.of_house(house), label="Aanpakken, voor een manager", required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Niets gekozen: alle casussen van het huis. Andere aanpakken opent een manager alleen met noodtoegang.",
    )  # fmt: skip


class CapacityForm(Form):
    """A role in the own house, or a place at the table for a party of the own house."""

    kind = forms.ChoiceField(label="Soort rol", choices=KINDS, widget=forms.RadioSelect)
    role = forms.ChoiceField(label="Rol", choices=[("", "Kies een rol"), *Role.choices], required=False)
    membership = forms.ModelChoiceField(
        Membership.objects.none(), label="Partij", required=False, empty_label="Kies een partij"
    )
    purpose = forms.ChoiceField(
        label="Overleg, voor een gedelegeerde", choices=Purpose.choices, initial=Purpose.CASUSOVERLEG
    )
    from_date = forms.DateField(label="Eerste dag")
    until_date = forms.DateField(label="Laatste dag", required=False, help_text="Laat leeg als u die nog niet weet.")
    secrecy_on = forms.DateField(
        label="Geheimhouding getekend op",
        required=False,
        help_text="Zonder verklaring van geheimhouding opent de rol niets (protocol art. 13.1).",
    )

    CAPACITY: ClassVar[tuple[str, ...]] = (
        "kind", "role", "approaches", "membership", "purpose", "from_date", "until_date", "secrecy_on",
    )  # fmt: skip
    layout: Layout = Layout(Fieldset("De rol", *CAPACITY))
    needed = {"role": "nodig voor een medewerker", "membership": "nodig voor een gedelegeerde"}

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.house = House.objects.get(pk=actor.house_ids[0])  # an administrator acts in one house (00, item 1)
        self.fields["approaches"] = approaches_field(self.house)
        members = Membership.objects.filter(houses=self.house).select_related("party")
        self.fields["membership"].queryset = members.in_force(actor.today).order_by("party__name")
        self.fields["membership"].label_from_instance = lambda one: one.party.name

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        kind = given.get("kind")
        if kind == STAFF:
            self._need("role", "Kies de rol in het huis")
        if kind == DELEGATE:
            self._need("membership", "Kies de partij")
        dates_in_order(self, "from_date", "until_date", "De laatste dag ligt voor de eerste dag")
        return given

    def _need(self, name: str, words: str) -> None:
        if name not in self.errors and not self.cleaned_data.get(name):
            self.add_error(name, ValidationError(words, code="required"))

    @property
    def given(self) -> Given:
        """What was filled in, as the workflow takes it."""
        data = self.cleaned_data
        dates = data["from_date"], data["until_date"], data["secrecy_on"]
        if data["kind"] == STAFF:
            return Given(*dates, role=Role(data["role"]), house=self.house, approaches=data["approaches"])
        return Given(*dates, membership=data["membership"], purpose=Purpose(data["purpose"]))


class InvitationForm(CapacityForm):
    """Somebody new, with a first role."""

    name = forms.CharField(label="Naam", max_length=150)
    email = forms.EmailField(label="E-mailadres", max_length=254)
    issued_on = forms.DateField(label="VOG afgegeven op", required=False)
    valid_until = forms.DateField(label="VOG geldig tot en met", required=False)

    layout: Layout = Layout(
        Fieldset("De persoon", "name", "email"),
        Fieldset("De rol", *CapacityForm.CAPACITY),
        Fieldset("VOG (protocol art. 13.3)", "issued_on", "valid_until"),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if bool(given.get("issued_on")) != bool(given.get("valid_until")):
            self.add_error("valid_until", "Vul beide datums van de VOG in, of geen van beide")
        dates_in_order(self, "issued_on", "valid_until", "De VOG verloopt voor de dag van afgifte")
        return given


class VettingForm(Form):
    """A VOG or screening that was shown."""

    kind = forms.ChoiceField(
        label="Soort", choices=[(one, label[0].upper() + label[1:]) for one, label in Vetting.Kind.choices]
    )
    issued_on = forms.DateField(label="Afgegeven op")
    valid_until = forms.DateField(label="Geldig tot en met")
    layout: Layout = Layout(Fieldset("", "kind", "issued_on", "valid_until"))

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        dates_in_order(self, "issued_on", "valid_until", "De geldigheid eindigt voor de dag van afgifte")
        return given


class TrainingForm(Form):
    """In what somebody was trained (protocol annex 3)."""

    topic = forms.ChoiceField(label="Onderwerp", choices=TrainingTopic.choices)
    followed_on = forms.DateField(label="Gevolgd op")
    layout: Layout = Layout(Fieldset("", "topic", "followed_on"))

    def __init__(self, person: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("followed_on") and given["followed_on"] > today():
            self.add_error("followed_on", "Deze dag is nog niet geweest")
        if not self.errors and self.person.trainings.filter(**given).exists():
            self.add_error("followed_on", "Deze scholing staat er al")
        return given


class CapacityDatesForm(Form):
    """The last day of a role, the secrecy declaration, and of a manager the approaches."""

    versie = VersionField()
    until_date = forms.DateField(
        label="Laatste dag", required=False, help_text="Een dag voor vandaag sluit de rol meteen af."
    )
    secrecy_on = forms.DateField(label="Geheimhouding getekend op", required=False)

    def __init__(self, capacity: Capacity, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial=dates_initial(capacity), **kwargs)
        self.from_date = capacity.from_date
        if isinstance(capacity, Appointment) and capacity.role == Role.MANAGER:
            self.fields["approaches"] = approaches_field(capacity.house)
        self.layout = Layout(Fieldset("", *self.fields))

    def clean_until_date(self) -> Any:
        last = self.cleaned_data["until_date"]
        if last and last < self.from_date:
            raise ValidationError(f"De laatste dag ligt voor de eerste dag ({date_format(self.from_date)})")
        return last

    def changed(self) -> dict[str, Any]:
        """What `change_capacity` takes."""
        found = self.cleaned_data
        return {
            "until": found["until_date"],
            "secrecy_on": found["secrecy_on"],
            "approaches": found.get("approaches", ()),
            "version": found["versie"],
        }


def dates_initial(capacity: Capacity) -> dict[str, Any]:
    """The role as it stands."""
    return {
        "versie": version_of([capacity], *CHANGEABLE),
        "until_date": capacity.until_date,
        "secrecy_on": capacity.secrecy_on,
        "approaches": capacity.approach_ids,
    }


def dates_in_order(form: Form, first: str, last: str, words: str) -> None:
    """An error at the last date when it lies before the first."""
    start, end = form.cleaned_data.get(first), form.cleaned_data.get(last)
    if start and end and end < start:
        form.add_error(last, words)
