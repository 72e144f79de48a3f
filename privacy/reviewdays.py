"""The last day on which a row of a register must be looked at again, with its source; the model only says the facts."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from parties.dates import add_months
from privacy.models import AuditFinding, Complaint, Dpia, PoliceDecision, Processor, Research
from privacy.models.register import RegisterRow

Latest = tuple[date, str] | None
YEAR = 12  # months


def _audit(row: AuditFinding) -> Latest:
    years = 1 if row.kind == AuditFinding.Kind.SHORTCOMING else 4
    return add_months(row.audited_on, years * YEAR), "Besluit gegevensverwerking art. 1.18"


LATEST: dict[type[RegisterRow], Callable[[Any], Latest]] = {
    AuditFinding: _audit,
    Complaint: lambda row: (row.received_on + timedelta(weeks=6), "Awb art. 9:11"),
    Dpia: lambda row: (add_months(row.done_on, 3 * YEAR), "AVG art. 35 lid 11; de termijn is een keuze van het huis"),
    PoliceDecision: lambda row: (row.until, "de laatste dag van het besluit") if row.until else None,
    Processor: lambda row: (add_months(row.checked_on, YEAR), "protocol art. 22.4"),
    Research: lambda row: (row.people_until, "protocol art. 11.3") if row.people_until else None,
}


def latest_review(row: RegisterRow) -> Latest:
    """None where nothing says so: then the house chooses."""
    found = LATEST.get(type(row))
    return found(row) if found else None


def source_of(row: RegisterRow) -> str:
    latest = latest_review(row)
    return latest[1] if latest else "keuze van het huis"
