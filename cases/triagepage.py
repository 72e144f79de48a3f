"""What the pages of the triage show in words: the decision as it stands, what it leads to, and what is missing."""

from collections.abc import Iterable

from django.urls import reverse

from cases.casepage import CasePage
from cases.models import Case, Triage, TriageParty
from cases.words import phase_name
from cases.workflow.lawful import regime_of
from cases.workflow.triage import criteria_of, missing_to_decide
from parties.choices import Consequence, Word
from zvh.components import Answer, Missing

PLACES = {"criteria": "triage-criteria"}


def missing(page: CasePage) -> list[Missing]:
    """What must be there before the decision can be taken, each with the page on which it is filled in."""
    number = page.case.number
    return [
        Missing(text, f"{reverse(PLACES.get(part, 'triage-besluit'), args=[number])}#id_{part}")
        for text, part in missing_to_decide(page.case)
    ]


def answers(page: CasePage, triage: Triage) -> list[Answer]:
    """The decision as it stands, in the order of the form; what this house does not ask is left out."""
    house = page.case.house
    meeting = house.word(Word.CASUSOVERLEG)
    parties = _names(page.case)
    part = TriageParty.Part
    rows = [
        Answer("Uitkomst", str(triage.outcome or "")),
        Answer("Redenen", triage.reasons),
        Answer("Besliste mee", parties.get(part.TOOK_PART, "")),
        Answer("Stemde in met toelating", parties.get(part.AGREED, "")),
        Answer(f"Doel van het {meeting}", triage.purpose),
        Answer(f"Thema's van het {meeting}", triage.themes),
        Answer(f"Nodig in het {meeting}", parties.get(part.RELEVANT, "")),
        Answer("Lokale aanpak door", str(triage.forward_to or "")),
        Answer("Terugkoppeling aan de melder", triage.feedback),
    ]
    return [row for row in rows if row.answer]


def _names(case: Case) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for row in case.triagepartys.select_related("party"):
        found.setdefault(row.part, []).append(row.party.name)
    return {part: ", ".join(names) for part, names in found.items()}


def consequences(case: Case, triage: Triage) -> Iterable[str]:
    """What happens when this decision is taken, for who has to confirm it."""
    assert triage.outcome is not None
    meeting = case.house.word(Word.CASUSOVERLEG)
    yield {
        Consequence.CASUSOVERLEG: f"De casus gaat naar de fase {phase_name(case.house, 'casusoverleg')}.",
        Consequence.BILATERAL: f"Het huis helpt de melder verder, zonder {meeting}, en kijkt op een vaste dag opnieuw.",
        Consequence.DATA_REMOVED: f"Alle gegevens van deze casus worden vannacht vernietigd ({regime_of(case).rejected_source}).",
    }[Consequence(triage.outcome.consequence)]
    if triage.forward_to and triage.outcome.forwards_locally:
        yield f"De overdracht aan {triage.forward_to} wordt vastgelegd in het register van verstrekkingen."
    if triage.outcome.consequence != Consequence.DATA_REMOVED:
        yield "Andere partijen lezen een bijdrage pas weer als de partij die de bijdrage gaf, daar ja op zegt."
    yield "Open bekendheidsvragen sluiten. De gevraagde partijen en huizen zien naam en geboortedatum niet meer."
    if triage.feedback:
        yield "De melder krijgt de terugkoppeling, met een mail zonder persoonsgegevens."


def criteria_advice(case: Case) -> str:
    """Whether the judged criteria meet the rule. Advice: a person decides (annex 2)."""
    judged = dict(case.criterionjudgements.values_list("criterion_id", "is_met"))
    criteria = criteria_of(case)
    if len(judged) < len(criteria):
        return ""
    met = {criterion.code for criterion in criteria if judged[criterion.pk] and criterion.regime_id is None}
    legal = [criterion for criterion in criteria if criterion.regime_id and not judged[criterion.pk]]
    if legal:
        return f"Niet aan elk criterium van de wet is voldaan: {', '.join(item.source for item in legal)}."
    return "" if case.approach.criteria_met(met) else "De criteria van deze aanpak zijn samen niet vervuld."
