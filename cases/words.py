"""Words for the things of a case, in the language of its house (01-covenants)."""

from cases.models import Case
from cases.phases import Phase
from parties.choices import Word
from parties.models import House
from zvh.templatetags.words import capital

HOUSE_WORDS = {Phase.TRIAGE: Word.TRIAGE, Phase.CASUSOVERLEG: Word.CASUSOVERLEG}


def phase_name(house: House, phase: str) -> str:
    """What this house calls a phase, such as "Weging" for the triage."""
    word = HOUSE_WORDS.get(Phase(phase))
    return capital(house.word(word)) if word else Phase(phase).label


def phase_of(case: Case, phase: str) -> str:
    """The same for one case: without a casusoverleg its third phase is not called after one."""
    supported = case.is_supported and phase == Phase.CASUSOVERLEG
    return "Ondersteuning" if supported else phase_name(case.house, phase)


def next_action(case: Case) -> str:
    """What the house has to do next with this case."""
    house, phase = case.house, Phase(case.phase)
    if case.is_supported and phase == Phase.CASUSOVERLEG:
        return "Ondersteuning vervolgen"
    return {
        Phase.CONCEPT: "Aanmelding afmaken",
        Phase.AANMELDING: "Aanmelding beoordelen",
        Phase.TRIAGE: f"Besluiten over de {house.word(Word.TRIAGE)}",
        Phase.CASUSOVERLEG: f"Bespreken in het {house.word(Word.CASUSOVERLEG)}",
        Phase.AFSCHALING: "Bewaren tot de gegevens weg mogen",
        Phase.ENDED: "Gegevens worden vannacht verwijderd",
    }[phase]
