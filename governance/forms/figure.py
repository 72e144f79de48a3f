"""What of the figures is shown, as GET parameters: an address is a view of its own."""

from datetime import date
from typing import Any

from django import forms

from governance.figures.labels import members
from governance.figures.numbers import Filters
from governance.figures.period import FIRST_YEAR, Period, quarter_from, quarters, year_of
from governance.figures.table import SECTIONS
from governance.models.export import ExportForm
from parties.models import House
from zvh.forms import Form

ALL = [("", "Alle")]
ONE_AT_A_TIME = (
    "Kies één van aanpak, gemeente, partij en leeftijd. Bij meer tegelijk blijft er te weinig over om te tonen"
)


class FigureFilter(Form):
    """Period, phase, and one of approach, gemeente, party and age band."""

    says_optional = False
    van = forms.ChoiceField(label="Vanaf", required=False)
    tot = forms.ChoiceField(label="Tot en met", required=False)
    fase = forms.ChoiceField(label="Fase", required=False, choices=[*ALL, *((one.code, one.name) for one in SECTIONS)])
    aanpak = forms.ChoiceField(label="Aanpak", required=False)
    gemeente = forms.ChoiceField(label="Gemeente", required=False)
    partij = forms.ChoiceField(label="Partij", required=False)
    leeftijd = forms.ChoiceField(label="Leeftijd", required=False)

    def __init__(self, data: Any, house: House, today: date) -> None:
        super().__init__(data)
        self.today = today
        offered = [("", "Dit jaar"), *quarters(today)]
        self.fields["van"].choices = self.fields["tot"].choices = offered
        found = members(house)
        for name, line in (("aanpak", "approach"), ("gemeente", "gemeente"), ("partij", "party"), ("leeftijd", "age")):
            self.fields[name].choices = [*ALL, *((str(key), words) for key, words in found[line].items())]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if sum(bool(given.get(name)) for name in ("aanpak", "gemeente", "partij", "leeftijd")) > 1:
            self.add_error("aanpak", ONE_AT_A_TIME)
        if given.get("van") and given.get("tot") and quarter_from(given["van"]) > quarter_from(given["tot"]):
            self.add_error("tot", "Kies een kwartaal dat niet voor het begin van de periode ligt")
        return given

    @property
    def period(self) -> Period:
        """What was asked; the whole year of today where nothing was, or nothing that can be."""
        given = self.cleaned_data if self.is_valid() else {}
        year = year_of(self.today.year)
        first = quarter_from(given["van"]) if given.get("van") else year.first
        last = quarter_from(given["tot"]) if given.get("tot") else max(year.last, first)
        return Period(min(first, last), last)

    @property
    def filters(self) -> Filters:
        given = self.cleaned_data if self.is_valid() else {}
        number = {name: int(given[name]) for name in ("aanpak", "gemeente", "partij") if given.get(name)}
        return Filters(
            number.get("aanpak"), number.get("gemeente"), number.get("partij"), given.get("leeftijd") or None
        )

    @property
    def phase(self) -> str:
        return str(self.cleaned_data.get("fase", "")) if self.is_valid() else ""


class YearForm(Form):
    """A whole year: the houses are compared over nothing shorter."""

    says_optional = False
    jaar = forms.ChoiceField(label="Jaar", required=False)

    def __init__(self, data: Any, today: date) -> None:
        super().__init__(data)
        self.today = today
        self.fields["jaar"].choices = [
            ("", "Dit jaar"), *((str(year), str(year)) for year in range(today.year - 1, FIRST_YEAR - 1, -1))
        ]  # fmt: skip

    @property
    def year(self) -> int:
        """What was asked; the year of today where nothing was, or nothing that can be."""
        return int((self.cleaned_data.get("jaar") if self.is_valid() else "") or self.today.year)


class ExportYears(Form):
    """Which years go into one file, and in which form."""

    van = forms.TypedChoiceField(label="Eerste jaar", coerce=int)
    tot = forms.TypedChoiceField(label="Laatste jaar", coerce=int)
    vorm = forms.ChoiceField(label="Vorm", choices=ExportForm)

    def __init__(self, data: Any, today: date) -> None:
        super().__init__(
            data, initial={"van": max(FIRST_YEAR, today.year - 4), "tot": today.year, "vorm": ExportForm.CSV}
        )
        years = [(year, str(year)) for year in range(today.year, FIRST_YEAR - 1, -1)]
        self.fields["van"].choices = self.fields["tot"].choices = years

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("van") and given.get("tot") and given["van"] > given["tot"]:
            self.add_error("tot", "Kies een jaar dat niet voor het eerste jaar ligt")
        return given
