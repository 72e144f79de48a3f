"""Breaches and rows of registers, made with the verbs of the workflow."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from cases.models import Case
from privacy import breaches
from privacy.models import Breach
from privacy.models.register import RegisterRow
from privacy.registering import add_row
from privacy.registers import BY_NAME
from tests.cast import Cast, Person, party_of
from zvh.actor import acting_as
from zvh.fields import SealedTextField
from zvh.sealing import open_keyring
from zvh.today import today


def reported(cast: Cast, by: Person | None = None, noticed_at: datetime | None = None) -> Breach:
    """A breach, reported by Piet of the politie or by this person, noticed yesterday or then."""
    with open_keyring(), acting_as((by or cast.piet).pk) as actor:
        texts = {name: f"Kanarie{name}" for name in breaches.REPORT}
        noticed = noticed_at or timezone.now() - timedelta(days=1)
        made = breaches.report_breach(cast.house, noticed_at=noticed, by=actor, **texts)
    return Breach.objects.get(pk=made.pk)


def breach_of(cast: Cast, case: Case) -> Breach:
    """A breach about this case, of which the FG was told."""
    found = reported(cast)
    with open_keyring(), acting_as(cast.mara.pk) as mara:
        breaches.link_case(found, str(case.number), by=mara)
        breaches.note_told(found, whom="fg", on=mara.today, by=mara)
    return found


def values_for(cast: Cast | None, name: str, **given: Any) -> dict[str, Any]:
    """Something for every field of this register: words, today, the first choice."""
    found: dict[str, Any] = {}
    for field_name in BY_NAME[name].model.SHOWN:
        field = BY_NAME[name].model._meta.get_field(field_name)
        if isinstance(field, SealedTextField):
            found[field_name] = f"Kanarie{field_name}"
        elif field.choices:
            found[field_name] = field.choices[0][0]
        elif field.is_relation:
            found[field_name] = party_of(cast.house, "politie") if cast else None
        else:
            found[field_name] = None if field.null else today()
    return found | given


def register_row(person: Person, name: str, cast: Cast | None = None, **given: Any) -> RegisterRow:
    """A row of this register in the house of this person."""
    with open_keyring(), acting_as(person.pk) as by:
        values = values_for(cast, name, **given)
        if "party" in values and values["party"] is None:
            values["party"] = party_of(person.capacity.house, "politie")  # type: ignore[union-attr]
        return add_row(BY_NAME[name], values, by=by)
