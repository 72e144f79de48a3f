"""Cases on their way out, made with the verbs of the workflow."""

from datetime import date
from typing import Any

from cases.models import Case
from cases.workflow.closing import close_case, prepare_closing
from parties.models import ClosingReason
from tests.cases.story import at_table
from tests.cast import Cast, Person
from zvh.actor import acting_as
from zvh.sealing import open_keyring


def closed_case(cast: Cast, *delegates: Person, on: date | None = None, **about: Any) -> Case:
    """A case that went through the phases and was closed by Rosa, on this day or today."""
    return closed(cast, at_table(cast, *delegates, **about), on)


def closed(cast: Cast, case: Case, on: date | None = None) -> Case:
    """This case of the casusoverleg, closed by Rosa."""
    with open_keyring(), acting_as(cast.rosa.pk, on) as rosa:
        closing = prepare_closing(
            case, version=0, reason=ClosingReason.objects.get(code="doel-bereikt"), successful=True,
            decided_on=rosa.today, explanation="Kanarieslot", minutes="Kanarieverslag", handover="Kanarieoverdracht", by=rosa,
        )  # fmt: skip
        return close_case(case, version=closing.version, by=rosa)


def is_readable(cast: Cast, case: Case) -> bool:
    """Whether Rosa reads the person and the registration of this case in clear."""
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        found = Case.objects.visible_to(rosa).filter(pk=case.pk).first()
        return found is not None and found.subjects.get().surname != "" and found.aanmelding.problem != ""
