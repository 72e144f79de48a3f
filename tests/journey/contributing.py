"""Contributions in the browser: assigned, asked, written, checked, sent, re-assessed, withdrawn."""

from dataclasses import dataclass

from tests.journey import canary
from tests.journey.person import Person

HOUSE, TABLE, CHOSEN = "Alleen het huis", "De partijen aan het casusoverleg", "De partijen die ik kies"


@dataclass(frozen=True)
class Gives:
    """What a delegate fills in. `parties`: who reads it, where that is chosen by name; `because`: for who keeps secrets."""

    kind: str
    release: str = TABLE
    parties: tuple[str, ...] = ()
    because: str = ""


def assign(staff: Person, number: str, party: str, name: str, *, decision: str = "Besluit in de triage") -> None:
    staff.open(f"/casussen/{number}/toegang/").press("Gedelegeerde toewijzen")
    staff.select("Partij", party).press("Verder").choose(name).choose(decision)
    staff.press("Toewijzen").sees(f"{name} kan deze casus nu lezen")


def ask(staff: Person, number: str, *parties: str) -> None:
    staff.open(f"/casussen/{number}/bijdragen/").press("Bijdragen opvragen")
    for party in parties:
        staff.choose(party)
    staff.fill("Vraag", canary.QUESTION).fill("Waarvoor is het nodig?", canary.PURPOSE)
    staff.press("Versturen").sees("Wacht op antwoord")


def contribute(delegate: Person, number: str, gives: Gives) -> str:
    """From the own work to sent. Returns the address of the contribution."""
    delegate.open("/mijn-werk/").sees(number).press("Bijdrage invullen").sees(canary.QUESTION)
    delegate.select("Soort bijdrage", gives.kind).fill("Feiten", canary.FACTS[delegate.name])
    delegate.choose("Gewone persoonsgegevens").choose("Onze eigen taak")
    delegate.tick(delegate.question("Grondslag").get_by_role("radio").first)
    if gives.because:
        delegate.choose(gives.because).fill("Uitleg bij uw geheimhouding", canary.SECRECY)
    delegate.choose(gives.release)
    for party in gives.parties:
        delegate.choose(party, among="Partijen die u kiest")
    delegate.press("Naar de controle").sees(canary.FACTS[delegate.name], "Wie leest dit zodra u verstuurt")
    delegate.press("Versturen").sees("Uw bijdrage is verstuurd", canary.FACTS[delegate.name])
    return delegate.path


def reassess(delegate: Person, number: str) -> None:
    """After the phase change: still needed, and again for the table."""
    delegate.open("/mijn-werk/").sees("Bijdrage opnieuw beoordelen").press("Beoordelen")
    delegate.choose("Ja, en ik deel de bijdrage met wie ik hieronder kies").choose(TABLE)
    delegate.press("Antwoord bewaren").sees("Uw antwoord is bewaard")


def withdraw(delegate: Person, address: str) -> None:
    delegate.open(address).press("Intrekken").sees("De tekst, de eerdere versies en de bijlagen worden verwijderd")
    delegate.press("Bijdrage intrekken").sees("De bijdrage is ingetrokken").does_not_see(canary.FACTS[delegate.name])
