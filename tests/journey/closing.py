"""Phase 4 in the browser: the decision to scale down, confirmed by who must, and taken."""

from tests.journey import canary
from tests.journey.person import Person


def prepare(staff: Person, number: str, reason: str) -> None:
    staff.open(f"/casussen/{number}/afschalen/").sees("Afschaling voorbereiden")
    staff.choose("Ja, dit is bereikt").choose(reason).choose("Ja").fill(
        "Wanneer is het besluit genomen?", staff.today()
    )
    staff.fill("Toelichting", canary.CLOSING).fill("Verslag van het besluit", canary.CLOSING)
    staff.press("Besluit controleren").sees(canary.CLOSING, "Dit gebeurt er als de casus wordt afgeschaald")


def confirm(person: Person, number: str) -> None:
    person.open(f"/casussen/{number}/afschalen/bevestigen/").press("Besluit bevestigen").sees(
        "U heeft het besluit bevestigd"
    )


def close(regisseur: Person, number: str) -> None:
    regisseur.open(f"/casussen/{number}/afschalen/bevestigen/").press("Casus afschalen")
    regisseur.sees("De casus is afgeschaald", "Bewaren")
