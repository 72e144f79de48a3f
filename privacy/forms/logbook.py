"""What a supervisor looks for in the access log. Sent with POST: an address holds no question about a person (S18)."""

from datetime import date, datetime, time, timedelta
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from parties.models import User
from privacy.models import AccessLogLine, EventKind, Outcome
from zvh.actor import Actor
from zvh.forms import Form
from zvh.spreadsheet import FORMATS


class LogFilter(Form):
    """Days, person, kind and outcome; empty means all."""

    van = forms.DateField(label="Van", required=False)
    tot = forms.DateField(label="Tot en met", required=False)
    persoon = forms.ChoiceField(label="Persoon", required=False)
    soort = forms.ChoiceField(label="Gebeurtenis", required=False, choices=[("", "Alle"), *EventKind.choices])
    uitkomst = forms.ChoiceField(label="Uitkomst", required=False, choices=[("", "Alle"), *Outcome.choices])
    vorm = forms.ChoiceField(
        required=False, choices=[("", ""), *((name, name) for name in FORMATS)]
    )  # a button, not a field
    layout = Layout(Fieldset("Zoeken in het logboek", "van", "tot", "persoon", "soort", "uitkomst"))

    def __init__(self, data: Any, actor: Actor) -> None:
        super().__init__(data)
        seen = AccessLogLine.objects.visible_to(actor).order_by().values("actor_id").distinct()
        people = User.objects.filter(pk__in=seen).order_by("name")
        self.fields["persoon"].choices = [("", "Iedereen"), *((str(one.pk), one.name) for one in people)]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = given.get("van"), given.get("tot")
        if start and end and end < start:
            self.add_error("tot", ValidationError("Kies een dag op of na de eerste dag"))
        return given

    def condition(self) -> Q:
        """Of a form that is valid, or was not sent."""
        given = self.cleaned_data if self.is_bound else {}
        chosen = {"actor_id": "persoon", "event_kind": "soort", "outcome": "uitkomst"}
        found = Q(**{column: given[name] for column, name in chosen.items() if given.get(name)})
        return found & between(given.get("van"), given.get("tot"))


def between(van: date | None, tot: date | None) -> Q:
    """Whole days in Amsterdam; None is: not bounded."""
    found = Q()
    if van:
        found &= Q(event_time__gte=_midnight(van))
    if tot:
        found &= Q(event_time__lt=_midnight(tot + timedelta(days=1)))
    return found


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
