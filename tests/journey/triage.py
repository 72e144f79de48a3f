"""Phase 2 in the browser: who knows this person, do the criteria hold, what is decided, was the person told."""

from collections.abc import Mapping, Sequence

from tests.journey import canary
from tests.journey.person import Person


def ask_who_knows(staff: Person, number: str, parties: Sequence[str]) -> None:
    staff.open(f"/casussen/{number}/bekendheid/")
    for party in parties:
        staff.choose(party)
    staff.press("Vragen versturen").sees("De vragen zijn verstuurd")


def answer_who_knows(delegate: Person, *, knows: bool) -> None:
    """Name and birth date, no case number; the answer is one press."""
    delegate.open("/bekendheidsvragen/").does_not_see(canary.SURNAME)
    delegate.follow("Beantwoorden").sees(canary.SURNAME, "27 maart 1994").does_not_see(canary.PROBLEM)
    delegate.press("Bekend" if knows else "Niet bekend").sees("Uw antwoord is verstuurd")


def judge_criteria(staff: Person, number: str) -> None:
    staff.open(f"/casussen/{number}/triage/").press("Criteria beoordelen")
    for answer in staff.page.get_by_role("radio", name="Van toepassing", exact=True).all():
        staff.tick(answer)
    staff.press("Criteria opslaan").sees("De criteria zijn beoordeeld")


def decide(regisseur: Person, number: str, outcome: str, *, meeting: str, parties: Mapping[str, Sequence[str]]) -> None:
    """The decision is prepared, checked and taken. `parties`: who is ticked, per question."""
    regisseur.open(f"/casussen/{number}/triage/").press("Besluit voorbereiden")
    regisseur.choose(outcome).fill("Redenen van het besluit", canary.REASONS)
    regisseur.fill(f"Doel van het {meeting}", canary.PURPOSE).fill(f"Thema's van het {meeting}", canary.PURPOSE)
    for question, names in parties.items():
        for name in names:
            regisseur.choose(name, among=question)
    regisseur.press("Besluit controleren").sees(canary.REASONS, "Dit gebeurt er als u het besluit neemt")
    regisseur.press("Besluit nemen").sees("Het besluit is genomen")


def tell_subject(staff: Person, number: str) -> None:
    staff.open(f"/casussen/{number}/inlichten/").sees("Nog niet ingelicht").press("Inlichten vastleggen")
    staff.fill("Datum waarop de betrokkene is ingelicht", staff.today()).choose("Met een brief")
    staff.fill("Opmerking", canary.REMARK).press("Vastleggen").sees("met een brief", canary.REMARK)
