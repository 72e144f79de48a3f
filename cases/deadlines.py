"""The next deadline of a case: the term that covenant or house gives for its phase, with the source shown
(04, worklists).
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from django.db.models import Case as Choose
from django.db.models import DateField, DurationField, F, Func, QuerySet, When
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Cast

from cases.models import Case
from cases.phases import Phase
from parties.choices import Deadline as Code
from parties.choices import TermUnit
from parties.models import House, Term
from zvh.components import Deadline

Rows = TypeVar("Rows", bound="QuerySet[Any]")
CODES = {Phase.AANMELDING: Code.FIRST_ASSESSMENT, Phase.TRIAGE: Code.TRIAGE, Phase.CASUSOVERLEG: Code.FOLLOW_UP}


class Terms:
    """The terms of every house and covenant, read once for a page."""

    def __init__(self) -> None:
        self.houses = list(House.objects.select_related("covenant"))
        found = list(Term.objects.all())
        self._own = {(term.house_id, term.code): term for term in found if term.house_id}
        self._shared = {(term.covenant_id, term.code): term for term in found if not term.house_id}

    def get(self, house: House, code: str) -> Term | None:
        """The house's own term, else its covenant's."""
        return self._own.get((house.pk, code)) or self._shared.get((house.covenant_id, code))

    def of_phase(self, house: House, phase: str) -> Term | None:
        """How long a case may be in this phase; None for a phase without a term."""
        code = CODES.get(Phase(phase))
        return self.get(house, code) if code else None

    def rules(self) -> Iterable[tuple[House, Phase, Term]]:
        """Every house and phase that has a term."""
        return (
            (house, phase, term) for house in self.houses for phase in CODES if (term := self.of_phase(house, phase))
        )


def with_due(cases: Rows, terms: Terms) -> Rows:
    """Annotate `due`: the last day of the term of the phase, or the last date of the data once the case is over."""
    known = [
        When(house__in=houses, phase=phase, then=_after(term))
        for (phase, _, _), (term, houses) in _equal(terms).items()
    ]
    return cases.annotate(due=Choose(*known, default=F("destroy_on"), output_field=DateField()))


def _equal(terms: Terms) -> "dict[tuple[Phase, int, str], tuple[Term, list[int]]]":
    """Houses with an equally long term in a phase share a branch: every branch costs time in every list."""
    found: dict[tuple[Phase, int, str], tuple[Term, list[int]]] = {}
    for house, phase, term in terms.rules():
        found.setdefault((phase, term.amount, term.unit), (term, []))[1].append(house.pk)
    return found


def _after(term: Term) -> Cast:
    """The start of the phase plus the term, as PostgreSQL counts: 31 January and one month is the end of February."""
    parts = (TermUnit.YEARS, TermUnit.MONTHS, TermUnit.WEEKS, TermUnit.DAYS)
    length = ", ".join(f"{term.amount if term.unit == unit else 0:d}" for unit in parts)
    interval = Func(template=f"make_interval({length})", output_field=DurationField())
    return Cast(CombinedExpression(F("phase_since"), "+", interval), DateField())


def deadline_of(case: Case, terms: Terms, today: date) -> Deadline | None:
    """The deadline of a case read through `with_due`, with the rule it comes from."""
    due: date | None = case.due  # type: ignore[attr-defined]  # annotated by with_due
    if due is None:
        return None
    term = terms.of_phase(case.house, case.phase)
    return Deadline(due, today, f"{term.name}: {term.source}" if term else case.destroy_source)
