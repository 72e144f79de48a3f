"""Planning a vergadering, handing in, who was there, the minutes and that they were sent round."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from cases.forms.meeting import TimeField
from governance.forms.enclosure import WithFiles, files_field
from governance.models import AgendaPoint, Attendee, BodyMeeting, Visitor
from governance.workflow.held import PRESENCE
from parties.models import Body, MeetingDuty
from zvh.actor import Actor
from zvh.forms import Form
from zvh.inputs import LongTextField, VersionField
from zvh.versions import version_of


class DutyChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # has no [] when it runs
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj}{f', met {obj.with_whom}' if obj.with_whom else ''} ({obj.source})"


class BodyMeetingForm(Form):
    """Day, time and place; a day that has passed records a meeting that was held."""

    datum = forms.DateField(label="Datum", help_text="Een dag die voorbij is, legt een gehouden vergadering vast.")
    begin = TimeField(label="Begintijd")
    plaats = forms.CharField(label="Plaats", max_length=100, help_text="Dit staat in de uitnodiging.")
    telt = DutyChoice(
        label="Telt mee voor",
        queryset=MeetingDuty.objects.none(),
        required=False,
        empty_label="Geen verplichte vergadering",
    )

    def __init__(self, data: Any, body: Body) -> None:
        super().__init__(data, initial={"telt": body.meeting_duties.first()})
        self.fields["telt"].queryset = body.meeting_duties.all()


class MoveBodyMeetingForm(Form):
    """Another day, time or place of a meeting that is planned."""

    versie = VersionField()
    datum = forms.DateField(label="Datum")
    begin = TimeField(label="Begintijd")
    plaats = forms.CharField(label="Plaats", max_length=100, help_text="Dit staat in de uitnodiging.")

    def given(self) -> dict[str, Any]:
        """What `move_body_meeting` takes."""
        found = self.cleaned_data
        return {"on": found["datum"], "starts_at": found["begin"], "place": found["plaats"], "version": found["versie"]}


def move_initial(meeting: BodyMeeting) -> dict[str, Any]:
    return {"versie": meeting.sequence, "datum": meeting.on, "begin": meeting.starts_at, "plaats": meeting.place}


class RequestForm(Form):
    reden = LongTextField(label="Waarover wilt u vergaderen?", max_length=4000, rows=4)


class PointForm(WithFiles):
    onderwerp = forms.CharField(label="Onderwerp", max_length=200)
    toelichting = LongTextField(label="Toelichting", required=False, max_length=20_000, rows=6)
    besluit = forms.BooleanField(label="Ik vraag een besluit", required=False)
    bestanden = files_field("Stukken", required=False)


class VisitorForm(Form):
    """Who is asked to be there without a seat, and for which points."""

    naam = forms.CharField(label="Naam", max_length=150)
    functie = forms.CharField(label="Functie en organisatie", max_length=200)
    mail = forms.EmailField(label="E-mailadres", max_length=254)
    punten = forms.ModelMultipleChoiceField(
        label="Bij welke punten?",
        queryset=AgendaPoint.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Kiest u niets, dan is de uitnodiging voor de hele vergadering.",
    )

    def __init__(self, data: Any, meeting: BodyMeeting, actor: Actor) -> None:
        super().__init__(data)
        points = AgendaPoint.objects.visible_to(actor).filter(meeting=meeting)
        self.fields["punten"].queryset = points
        self.fields["punten"].label_from_instance = lambda point: point.subject
        if not points:
            del self.fields["punten"]

    def given(self) -> dict[str, Any]:
        """What `invite_visitor` takes."""
        found = self.cleaned_data
        about = {"name": found["naam"], "office": found["functie"], "mail": found["mail"]}
        return {**about, "points": found.get("punten", ())}


class InputForm(Form):
    inbreng = LongTextField(label="Schriftelijke inbreng", max_length=20_000, rows=8)


class PresenceForm(Form):
    """Who of the invited is there, members first."""

    says_optional = False

    def __init__(self, data: Any, attendees: Sequence[Attendee], visitors: Sequence[Visitor]) -> None:
        super().__init__(data, prefix="aanwezig")
        people: list[Attendee | Visitor] = [*attendees, *visitors]
        self.people = {str(one.pk): one for one in people}
        self.fields["versie"] = VersionField(required=False, initial=version_of(people, *PRESENCE))
        for name, one in self.people.items():
            self.fields[name] = forms.BooleanField(label=_called(one), required=False, initial=bool(one.is_present))

    def present(self) -> set[UUID]:
        return {one.pk for name, one in self.people.items() if self.cleaned_data[name]}


def _called(one: Attendee | Visitor) -> str:
    if isinstance(one, Visitor):
        return f"{one.name}, {one.office} (gast)"
    return f"{one.holder.name}, {one.holder.party or one.holder.seat.office}"


class BodyMinutesForm(Form):
    says_optional = False

    versie = VersionField()
    verslag = LongTextField(label="Verslag", required=False, rows=14)


class DistributionForm(Form):
    rondgestuurd = forms.DateField(label="Rondgestuurd op")
    aan = forms.CharField(label="Aan wie", max_length=300)

    def __init__(self, data: Any, *, first: Any, last: Any) -> None:
        super().__init__(data, initial={"rondgestuurd": last})
        self.first, self.last = first, last

    def clean_rondgestuurd(self) -> Any:
        day = self.cleaned_data["rondgestuurd"]
        if not self.first <= day <= self.last:
            raise ValidationError("Kies een dag vanaf de vergadering, tot en met vandaag")
        return day
