"""Phase 1 in the browser: a delegate files a registration, the house takes it up."""

from tests.journey import canary
from tests.journey.person import Person


def file_aanmelding(melder: Person, approach: str, house: str = "") -> str:
    """From an empty concept to a number. Returns the number. The house is asked where a party has several."""
    melder.open("/mijn-werk/").press("Casussen").press("Casus aanmelden")
    if house:
        melder.choose(house)
    melder.select("Aanpak", approach).press("Begin een concept")
    add_subject(melder)
    melder.press("Verder met de situatie")
    describe(melder)
    mark_criteria(melder)
    melder.sees("Wie leest dit?", canary.SURNAME, canary.PROBLEM)
    melder.choose("Ik heb de gegevens gecontroleerd: ze zijn juist en nodig voor deze aanmelding")
    melder.press("Verstuur de aanmelding").sees("De aanmelding is verstuurd")
    return melder.path.split("/")[2]


def add_subject(melder: Person) -> None:
    melder.fill("Achternaam", canary.SURNAME).fill("Voornamen", canary.FIRST_NAME).fill("BSN", canary.BSN)
    for part, figures in zip(("Dag", "Maand", "Jaar"), canary.BORN, strict=True):
        melder.fill(part, figures)
    melder.press("Bewaar deze betrokkene").sees(canary.SURNAME)


def describe(melder: Person) -> None:
    melder.fill("Wat is er aan de hand?", canary.PROBLEM).fill("Wat is al geprobeerd?", canary.TRIED)
    melder.press("Bewaar concept").sees("Het concept is bewaard").press("Bewaar en ga naar de criteria")


def mark_criteria(melder: Person) -> None:
    """One by one: every criterion of the approach is met."""
    for answer in melder.page.get_by_role("radio", name="Ja", exact=True).all():
        melder.tick(answer)
    melder.press("Bewaar en controleer de aanmelding")


def take_up(regisseur: Person, number: str) -> None:
    """From the own work to the first assessment, which says yes."""
    regisseur.open("/mijn-werk/").sees(number)
    regisseur.open(f"/casussen/{number}/aanmelding/").sees(canary.SURNAME, canary.PROBLEM)
    regisseur.press("In behandeling nemen").fill("Toelichting", canary.ACCEPTANCE)
    regisseur.press("Neem de casus in behandeling").sees("De casus is in behandeling")
