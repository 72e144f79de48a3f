"""Registrations that politie supplies for a count: where they are asked, and what they need before they are sent (004, last page)."""

from cases.models import Contribution, Subject
from cases.registrations import Reading, as_text, read
from parties.choices import DataClass, Mark
from parties.models import CountingRule, OffenceKind
from zvh.today import today

KIND = "politieregistraties"


def asks_registrations(contribution: Contribution) -> bool:
    """Politie, where the approach counts."""
    rules = CountingRule.objects.filter(approach=contribution.case.approach_id)
    return contribution.supplier.mark == Mark.POLITIE and rules.exists()


def missing_of_registrations(contribution: Contribution) -> list[tuple[str, str]]:
    """What the lines lack: (text, field)."""
    if not contribution.registrations:
        return []
    if not asks_registrations(contribution):
        return [("Alleen de politie geeft registraties, bij een aanpak die ze telt", "registrations")]
    missing = [(fault, "registrations") for fault in faults_in(contribution)[:5]]
    if contribution.kind is None or contribution.kind.code != KIND:
        missing.append(("Kies de soort Politieregistraties, of haal de registraties weg", "kind"))
    if contribution.data_class != DataClass.CRIMINAL:
        missing.append(("Registraties als verdachte zijn strafrechtelijke gegevens", "data_class"))
    if _person(contribution) is None:
        missing.append(("Kies over wie de registraties gaan", "registrations_of"))
    return missing


def faults_in(contribution: Contribution) -> list[str]:
    """What is wrong, line by line."""
    return _reading(contribution).faults


def tidied(contribution: Contribution) -> str:
    """The lines as they are kept, oldest first."""
    return as_text(_reading(contribution).rows)


def _person(contribution: Contribution) -> Subject | None:
    """Of this case, or nobody: one of another case may not even be visible here."""
    person = contribution.registrations_of_id
    return Subject.objects.filter(case=contribution.case_id, pk=person).first() if person else None


def _reading(contribution: Contribution) -> Reading:
    subject = _person(contribution)
    kinds = OffenceKind.objects.values_list("code", flat=True) if contribution.registrations else ()
    return read(
        contribution.registrations, kinds=list(kinds), latest=today(), earliest=subject.born_on if subject else None
    )
