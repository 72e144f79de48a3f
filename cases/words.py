"""Words for the things of a case, in the language of its house (01-covenants)."""

from cases.phases import Phase
from parties.choices import Word
from parties.models import House
from zvh.templatetags.words import capital

HOUSE_WORDS = {Phase.TRIAGE: Word.TRIAGE, Phase.CASUSOVERLEG: Word.CASUSOVERLEG}


def phase_name(house: House, phase: str) -> str:
    """What this house calls a phase, such as "Weging" for the triage."""
    word = HOUSE_WORDS.get(Phase(phase))
    return capital(house.word(word)) if word else Phase(phase).label


def next_action(house: House, phase: str) -> str:
    """What the house has to do next with a case in this phase."""
    return {
        Phase.CONCEPT: "Aanmelding afmaken",
        Phase.AANMELDING: "Aanmelding beoordelen",
        Phase.TRIAGE: f"Besluiten over de {house.word(Word.TRIAGE)}",
        Phase.CASUSOVERLEG: f"Bespreken in het {house.word(Word.CASUSOVERLEG)}",
        Phase.AFSCHALING: "Bewaren tot de gegevens weg mogen",
        Phase.ENDED: "Gegevens worden vannacht verwijderd",
    }[Phase(phase)]
