"""The next deadline of a case: the term that covenant or house gives for its phase, with the source shown
(04, worklists). The date itself is kept by the database (`sql/deadlines.sql`).
"""

from datetime import date
from functools import cached_property

from cases.models import Case
from cases.phases import Phase
from parties.choices import Deadline as Code
from parties.models import House, Term
from zvh.components import Deadline

CODES = {Phase.AANMELDING: Code.FIRST_ASSESSMENT, Phase.TRIAGE: Code.TRIAGE, Phase.CASUSOVERLEG: Code.FOLLOW_UP}


class Terms:
    """The terms of every house and covenant, read once for a page."""

    def __init__(self) -> None:
        found = list(Term.objects.all())
        self._own = {(term.house_id, term.code): term for term in found if term.house_id}
        self._shared = {(term.covenant_id, term.code): term for term in found if not term.house_id}

    @cached_property
    def houses(self) -> list[House]:
        return list(House.objects.select_related("covenant"))

    def get(self, house: House, code: str) -> Term | None:
        """The house's own term, else its covenant's."""
        return self._own.get((house.pk, code)) or self._shared.get((house.covenant_id, code))

    def of_phase(self, house: House, phase: str) -> Term | None:
        """How long a case may be in this phase; None for a phase without a term."""
        code = CODES.get(Phase(phase))
        return self.get(house, code) if code else None


def deadline_of(case: Case, terms: Terms, today: date) -> Deadline | None:
    """The deadline of a case, with the rule it comes from."""
    if case.due_on is None:
        return None
    if case.is_supported and case.phase == Phase.CASUSOVERLEG:
        return Deadline(case.due_on, today, "Vervolg van de ondersteuning: keuze van het huis")
    term = terms.of_phase(case.house, case.phase)
    return Deadline(case.due_on, today, f"{term.name}: {term.source}" if term else case.destroy_source)
