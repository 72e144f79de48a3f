"""Planning a casusoverleg, putting a case on its agenda, inviting, and what is recorded while it is held."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.formats import date_format

from cases.models import Attendance, Invitation, Meeting, Minutes
from cases.workflow.agenda import Texts
from cases.workflow.meeting import PRESENCE
from parties.choices import Word
from parties.models import Delegation, House
from zvh.components import Article
from zvh.forms import Form
from zvh.inputs import LongTextField, VersionField
from zvh.today import today
from zvh.versions import version_of

ASSIGNED, OTHERS = "betrokken", "anderen"
MINUTES = {"beeld": "picture", "oordeel": "judgement", "besluit": "decision"}


class TimeField(forms.TimeField):
    """A time of the day, by the input of the browser or as 13:30."""

    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    default_error_messages = {"invalid": "Vul een tijd in, zoals 13:30"}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%H:%M", "%H.%M", "%H:%M:%S"], **kwargs)


class MeetingForm(Form):
    """Day, time and place. No text about persons: this stands in the mail."""

    datum = forms.DateField(label="Datum")
    begin = TimeField(label="Begintijd")
    plaats = forms.CharField(
        label="Plaats", max_length=100, help_text="Dit staat in de uitnodiging. Noem geen personen of casussen."
    )

    def clean_datum(self) -> Any:
        if self.cleaned_data["datum"] < today():
            raise ValidationError("Kies vandaag of een latere dag")
        return self.cleaned_data["datum"]


class MoveForm(MeetingForm):
    """The same, of a meeting that is planned already."""

    versie = VersionField()

    def given(self) -> dict[str, Any]:
        """What `move_meeting` takes."""
        found = self.cleaned_data
        return {"on": found["datum"], "starts_at": found["begin"], "place": found["plaats"], "version": found["versie"]}


def move_initial(meeting: Meeting) -> dict[str, Any]:
    return {"versie": meeting.sequence, "datum": meeting.on, "begin": meeting.starts_at, "plaats": meeting.place}


class MeetingChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # has no [] when it runs
    def label_from_instance(self, obj: Any) -> str:
        return f"{date_format(obj.on)}, {obj.starts_at:%H:%M} uur, {obj.place}"


class AgendaForm(Form):
    """With which purpose a case is discussed; triage gave it, the house may sharpen it (12.2 d)."""

    overleg = MeetingChoice(
        label="Overleg", queryset=Meeting.objects.none(), widget=forms.RadioSelect, empty_label=None
    )
    doel = LongTextField(label="Doel van de bespreking", max_length=4000, rows=3)
    besluiten = LongTextField(label="Welke besluiten worden gevraagd?", required=False, max_length=4000, rows=3)
    themas = LongTextField(label="Thema's", required=False, max_length=4000, rows=3)
    duur = forms.IntegerField(
        label="Duur in minuten", min_value=5, max_value=240,
        widget=forms.TextInput(attrs={"size": 3, "inputmode": "numeric"}),
    )  # fmt: skip
    articles = {
        "doel": Article(
            "Convenant artikel 12.2", "Het huis bepaalt vooraf doel en thema's. Partijen bereiden zich daarop voor."
        )
    }

    def __init__(self, data: Any, meetings: Sequence[Meeting], initial: dict[str, Any]) -> None:
        super().__init__(data, initial={"duur": 20, **initial})
        self.fields["overleg"].queryset = Meeting.objects.filter(pk__in=[one.pk for one in meetings])


class PeopleChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # has no [] when it runs
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.user.name}, {obj.membership.party.name}"


class InviteForm(Form):
    """Who is invited: first those in the case and the parties that triage found relevant, then the other lawful parties."""

    betrokken = PeopleChoice(label="Al bij de casus betrokken", queryset=Delegation.objects.none(), required=False)
    anderen = PeopleChoice(
        label="Andere partijen die mogen meedoen", queryset=Delegation.objects.none(), required=False,
        help_text="Wie u uitnodigt, kan de casus vanaf nu lezen.",
    )  # fmt: skip

    def __init__(self, data: Any, people: "QuerySet[Delegation]", involved: Iterable[int]) -> None:
        super().__init__(data)
        near = people.filter(membership__party__in=list(involved))
        self._offer(ASSIGNED, near)
        self._offer(OTHERS, people.exclude(membership__party__in=list(involved)))
        if not self.is_bound:
            self.initial[ASSIGNED] = list(near)

    def _offer(self, name: str, people: "QuerySet[Delegation]") -> None:
        self.fields[name].queryset = people
        if not people.exists():
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.chosen():
            raise ValidationError("Kies wie u uitnodigt")
        return given

    def chosen(self) -> list[Delegation]:
        return [one for name in (ASSIGNED, OTHERS) for one in self.cleaned_data.get(name, ())]


class AnswerForm(Form):
    """An invited delegate answers with one of three buttons, for the day that he read."""

    versie = VersionField(required=False)
    antwoord = forms.ChoiceField(
        label="Antwoord", choices=[choice for choice in Invitation.Answer.choices if choice[0] != "open"]
    )


class AttendanceForm(Form):
    """Who is here. Who is, declared to keep secret what is said (protocol 13.2)."""

    says_optional = False

    def __init__(self, data: Any, seats: Sequence[Invitation], known: Iterable[Attendance]) -> None:
        super().__init__(data, prefix="aanwezig")
        self.seats = {f"stoel-{seat.pk}": seat for seat in seats}
        known = list(known)
        self.fields["versie"] = VersionField(required=False, initial=version_of(known, *PRESENCE))
        here = {(one.user_id, one.party_id) for one in known if one.is_present}
        for name, seat in self.seats.items():
            self.fields[name] = forms.BooleanField(
                label=f"{seat.user.name}, {seat.party.name}: is er en verklaart geheimhouding", required=False,
                initial=(seat.user_id, seat.party_id) in here,
            )  # fmt: skip

    def given(self) -> list[tuple[Invitation, bool]]:
        """Every seat, and whether it is taken."""
        return [(seat, self.cleaned_data[name]) for name, seat in self.seats.items()]


class RollCallForm(Form):
    """Who came to the meeting: once for all cases for which that person is invited (10, pattern 11)."""

    says_optional = False

    def __init__(self, data: Any, seats: Iterable[Invitation], known: Iterable[Attendance]) -> None:
        super().__init__(data, prefix="aanwezig")
        known = list(known)
        here = {(one.user_id, one.party_id) for one in known if one.is_present}
        self.fields["versie"] = VersionField(required=False, initial=version_of(known, *PRESENCE))
        self.people = {f"{seat.user_id}-{seat.party_id}": seat for seat in seats}
        for name, seat in self.people.items():
            self.fields[name] = forms.BooleanField(
                label=f"{seat.user.name}, {seat.party.name}: is er en verklaart geheimhouding", required=False,
                initial=(seat.user_id, seat.party_id) in here,
            )  # fmt: skip

    def present(self) -> set[tuple[int, int]]:
        """User and party of each who is there."""
        return {(seat.user_id, seat.party_id) for name, seat in self.people.items() if self.cleaned_data[name]}


class MinutesForm(Form):
    """The minutes in three parts; without prefix, because the browser saves them by itself."""

    says_optional = False

    versie = VersionField()
    uitkomst = forms.ChoiceField(label="Besluit", required=False, widget=forms.RadioSelect)
    beeld = LongTextField(label="Beeldvorming", required=False, rows=5, help_text="Wat is er aan de hand?")
    oordeel = LongTextField(label="Oordeelsvorming", required=False, rows=5, help_text="Wat vinden de partijen ervan?")
    besluit = LongTextField(label="Besluitvorming", required=False, rows=5, help_text="Wat is er besloten?")
    field_order = ("versie", "beeld", "oordeel", "uitkomst", "besluit")

    def __init__(self, *args: Any, house: House, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["uitkomst"].choices = [(text, text) for text in usual_decisions(house)]

    def texts(self) -> dict[str, str]:
        """The three parts; a usual decision that was chosen stands above what was typed about it."""
        found = {target: self.cleaned_data[name] for name, target in MINUTES.items()}
        chosen = self.cleaned_data["uitkomst"]
        if chosen and not found["decision"].startswith(chosen):
            found["decision"] = f"{chosen}\n{found['decision']}".strip()
        return found


def usual_decisions(house: House) -> list[str]:
    """What most discussions end in, in the words of the house; the text beside it says the rest."""
    return [
        f"Het {house.word(Word.PLAN)} wordt vastgesteld",
        "Doorgaan zoals afgesproken",
        "Aangehouden tot een volgend overleg",
        "De casus wordt afgeschaald",
        "De casus wordt opgeschaald",
    ]


def minutes_initial(minutes: Minutes | None) -> dict[str, Any]:
    if minutes is None:
        return {"versie": 0}
    return {"versie": minutes.version, **{name: getattr(minutes, source) for name, source in MINUTES.items()}}


def agenda_initial(texts: Texts, meetings: Sequence[Meeting]) -> dict[str, Any]:
    """The usual texts, and the first meeting to come."""
    first = meetings[0] if meetings else None
    return {"overleg": first, "doel": texts.purpose, "themas": texts.themes, "besluiten": texts.asked}
