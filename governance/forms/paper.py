"""Beginning a plan, its text, what parties bring in, and that it was shown and sent round."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from governance.forms.decision import DayForm, MeetingChoice
from governance.models import BodyMeeting, Chapter, Paper
from governance.reach import kept_houses
from parties.choices import Deadline
from parties.models import House, PaperRule, Term
from zvh.actor import Actor
from zvh.conflicts import VersionForm
from zvh.forms import Form
from zvh.inputs import LongTextField

YEARS = 5  # so far back and ahead a plan may begin


class PaperForm(Form):
    """Which kind, of which house, from which year on."""

    soort = forms.ChoiceField(label="Soort")
    jaar = forms.TypedChoiceField(label="Eerste jaar", coerce=int)

    def __init__(self, data: Any, actor: Actor) -> None:
        super().__init__(data, initial={"jaar": actor.today.year + 1})
        houses = list(kept_houses(actor).select_related("covenant").order_by("pk"))
        rules = PaperRule.objects.filter(covenant__in=[one.covenant_id for one in houses])
        found = [(house, rule) for house in houses for rule in rules if rule.covenant_id == house.covenant_id]
        self.known = {f"{house.pk}.{rule.pk}": (house, rule) for house, rule in found}
        self.fields["soort"].choices = [
            ("", "Kies een soort"), *((key, _words(house, rule, len(houses))) for key, (house, rule) in self.known.items()),
        ]  # fmt: skip
        years = range(actor.today.year - YEARS, actor.today.year + YEARS + 1)
        self.fields["jaar"].choices = [(one, str(one)) for one in years]

    @property
    def chosen(self) -> tuple[House, PaperRule]:
        return self.known[self.cleaned_data["soort"]]


def _words(house: House, rule: PaperRule, houses: int) -> str:
    years = f", voor {rule.years} jaar" if rule.years > 1 else ""
    return f"{rule.name}{years}{f', {house.name}' if houses > 1 else ''}"


class ChapterForm(VersionForm):
    """The text with the version that was read."""

    says_optional = False

    tekst = LongTextField(label="Tekst", required=False, rows=18)

    def __init__(self, data: Any, chapter: Chapter) -> None:
        super().__init__(data, initial={"tekst": chapter.text, "versie": chapter.version})


class TitleForm(Form):
    titel = forms.CharField(label="Titel van het hoofdstuk", max_length=200)


class AskInputForm(Form):
    """Until when; the term of the house unless somebody chooses another day."""

    uiterlijk = forms.DateField(label="Inbreng uiterlijk op")

    def __init__(self, data: Any, paper: Paper, actor: Actor) -> None:
        term = Term.objects.of_house(paper.house, Deadline.PAPER_INPUT)
        super().__init__(data, initial={"uiterlijk": paper.input_due_on or term.due(actor.today)})
        self.first = actor.today + timedelta(days=1)

    def clean_uiterlijk(self) -> Any:
        if self.cleaned_data["uiterlijk"] < self.first:
            raise ValidationError("Kies een dag na vandaag")
        return self.cleaned_data["uiterlijk"]


class PaperInputForm(Form):
    inbreng = LongTextField(label="Inbreng", max_length=20_000, rows=10)


class ShownForm(DayForm):
    """That it was shown before it is adopted."""

    says_optional = False


class PutForwardForm(Form):
    """In which meeting it is decided, where a body of the house decides."""

    vergadering = MeetingChoice(
        label="Vergadering", queryset=BodyMeeting.objects.none(), required=False, empty_label="Nog niet bekend"
    )

    def __init__(self, data: Any, paper: Paper, actor: Actor) -> None:
        super().__init__(data)
        meetings = (
            BodyMeeting.objects.visible_to(actor)
            .going_on()
            .filter(body__in=paper.rule.adopters(paper.house), on__gte=actor.today)
        )
        self.fields["vergadering"].queryset = meetings.order_by("on")


class SentForm(Form):
    """When it was sent round, and to whom."""

    rondgestuurd = forms.DateField(label="Rondgestuurd op")
    aan = forms.CharField(label="Aan wie", max_length=300)

    def __init__(self, data: Any, paper: Paper, actor: Actor) -> None:
        super().__init__(data, initial={"rondgestuurd": actor.today, "aan": paper.rule.sent_to})
        self.first, self.last = paper.adopted_on, actor.today

    def clean_rondgestuurd(self) -> Any:
        day = self.cleaned_data["rondgestuurd"]
        if not (self.first and self.first <= day <= self.last):
            raise ValidationError("Kies een dag vanaf de vaststelling, tot en met vandaag")
        return day
