"""One row of a register, as its model asks for it."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from parties.dates import add_months
from parties.models import Membership, Party
from privacy.models.registered import Research
from privacy.registering import too_late
from privacy.registers import Register
from zvh.actor import Actor
from zvh.fields import SealedTextField
from zvh.forms import ModelForm
from zvh.inputs import LongTextField, VersionField
from zvh.templatetags.words import capital

SHORT = ("subject", "handler", "to_whom", "auditor", "complainant")
PAST = (
    "received_on", "given_on", "decided_on", "started_on", "checked_on", "agreed_on", "allowed_on", "done_on", "audited_on",
    "answered_on", "followed_on", "solved_on", "ended_on", "finished_on", "consulted_on",
)  # fmt: skip


class RegisterForm(ModelForm):
    """`made_for` fills in the fields of a register."""

    versie = VersionField(initial=0)

    def __init__(self, data: Any, actor: Actor, instance: Any = None) -> None:
        super().__init__(data, instance=instance, initial={"versie": instance.version if instance else 0})
        self.today = actor.today
        if "party" in self.fields:
            self.fields["party"].queryset = _police(actor)
            self.fields["party"].empty_label = "Kies een partij"

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for name in [name for name in PAST if given.get(name) and given[name] > self.today]:
            self.add_error(name, "Kies een dag tot en met vandaag")
        return given

    def _post_clean(self) -> None:
        """What follows from several fields together, when each is sound."""
        super()._post_clean()  # type: ignore[misc]  # of Django, and not in its stubs
        if self.errors:
            return
        if wrong := too_late(self.instance, self.cleaned_data.get("review_on")):
            self.add_error("review_on", wrong)
        if isinstance(self.instance, Research) and (wrong := _too_long(self.instance)):
            self.add_error("people_until", wrong)

    def given(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "versie"}


def _too_long(row: Research) -> str:
    last: date = add_months(row.started_on, 12)
    is_wrong = row.people_until and not row.started_on <= row.people_until <= last
    return f"Kies een dag van het begin tot en met {last:%d-%m-%Y} (protocol art. 11.3)" if is_wrong else ""


def _police(actor: Actor) -> "QuerySet[Party]":
    """Who may decide so: the politie that takes part in this house."""
    members = Membership.objects.in_force(actor.today).filter(houses__in=actor.house_ids)
    return Party.objects.filter(pk__in=members.values("party"), kinds__code="politie").distinct().order_by("name")


def _field(field: Any, **kwargs: Any) -> forms.Field | None:
    if isinstance(field, SealedTextField):
        given: dict[str, Any] = {"label": capital(str(field.verbose_name)), "help_text": field.help_text}
        given["required"] = not field.blank
        return forms.CharField(max_length=200, **given) if field.name in SHORT else LongTextField(rows=4, **given)
    found: forms.Field | None = field.formfield(**kwargs)
    if isinstance(found, forms.TypedChoiceField):
        found.choices = [("", "Maak een keuze"), *field.choices]
    return found


def made_for(register: Register) -> Any:
    """The form of this register."""
    return forms.modelform_factory(
        register.model, form=RegisterForm, fields=register.model.SHOWN, formfield_callback=_field
    )
