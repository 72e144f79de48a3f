"""What stands out in a case, from the list of the house."""

from collections.abc import Collection
from typing import Any

from django import forms

from parties.models import House, Trend
from zvh.forms import Form


class TrendForm(Form):
    """One trend that does not stand there yet; no text of one's own."""

    onderwerp = forms.ChoiceField(label="Wat valt op?")

    def __init__(self, data: Any, house: House, standing: Collection[int]) -> None:
        super().__init__(data)
        open_trends = Trend.objects.of_house(house).in_use().exclude(pk__in=standing)
        self.trends = {str(trend.pk): trend for trend in open_trends}
        groups: dict[str, list[tuple[str, str]]] = {}
        for key, trend in self.trends.items():
            groups.setdefault(GROUPS[trend.kind], []).append((key, trend.name))
        self.fields["onderwerp"].choices = [("", "Kies een onderwerp"), *groups.items()]

    @property
    def trend(self) -> Trend:
        return self.trends[self.cleaned_data["onderwerp"]]


GROUPS: dict[str, str] = {
    Trend.Kind.THEME: "Thema's",
    Trend.Kind.BOTTLENECK: "Knelpunten",
    Trend.Kind.CHANCE: "Kansen",
}
