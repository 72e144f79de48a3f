"""Phase 3 in the browser: a meeting is planned and held, the plan is made, somebody coordinates the case."""

from collections.abc import Sequence

from tests.journey import canary
from tests.journey.person import Person


def plan(staff: Person) -> str:
    """Today, so that it can be held. Returns its address."""
    staff.open("/overleggen/").press("Overleg plannen")
    staff.fill("Datum", staff.today()).fill("Begintijd", "13:30").fill("Plaats", "Vergaderzaal 2")
    staff.press("Overleg plannen").sees("Het overleg is gepland")
    return staff.path


def put_on_agenda(staff: Person, number: str, people: Sequence[str]) -> None:
    """Then who is in the case already is ticked to be invited."""
    staff.open(f"/casussen/{number}/overleg/").press("Op de agenda zetten")
    staff.press("Op de agenda zetten").sees("Nodig nu de partijen uit", *people)
    staff.press("Uitnodigen").sees("Vergaderzaal 2", canary.PURPOSE, *people)


def answer(delegate: Person, meeting: str) -> None:
    delegate.open(meeting).press("Ik kom").sees("Uw antwoord is doorgegeven")


def open_table(staff: Person, number: str, present: Sequence[str]) -> None:
    """Who is here declares secrecy; then the discussion begins."""
    staff.open(f"/casussen/{number}/overleg/").press("Bespreken")
    for words in present:
        staff.choose(f"{words}: is er en verklaart geheimhouding")
    staff.press("Aanwezigheid vastleggen").sees("De aanwezigheid is vastgelegd")
    staff.press("Bespreking beginnen").sees("De bespreking is begonnen")


def discuss(staff: Person, number: str, *, executor: str, domain: str = "Huisvesting") -> None:
    """A score, an action, minutes, and the end of the discussion."""
    staff.open(f"/casussen/{number}/overleg/").press("Bespreken")
    staff.select(domain, "Rood").fill(f"Toelichting bij {domain.lower()}", canary.SCORE)
    staff.press("Scores bewaren").sees("De scores zijn bewaard")
    staff.fill("Wat gaat er gebeuren?", canary.ACTION).select("Wie doet dit?", executor)
    staff.press("Actie toevoegen").sees(canary.ACTION)
    staff.fill("Beeldvorming", canary.MINUTES).fill("Besluitvorming", canary.DECISION)
    staff.press("Opslaan en afronden").sees("De bespreking is afgerond")


def write_plan(staff: Person, number: str, word: str) -> None:
    staff.open(f"/casussen/{number}/plan/").press("Plan schrijven").fill("Doel", canary.GOAL)
    staff.fill("Wanneer kan de casus worden afgeschaald?", canary.GOAL)
    staff.fill_every("Rol: ", canary.ROLE).fill_every("Welke informatie is daarvoor nodig: ", canary.ROLE)
    staff.press("Bewaar concept").open(f"/casussen/{number}/plan/").press("Vaststellen").press("Vaststellen")
    staff.sees(f"Het {word} is vastgesteld", canary.GOAL, canary.SCORE)


def name_casusregisseur(staff: Person, number: str, who: str) -> None:
    staff.open(f"/casussen/{number}/plan/").press("Kiezen").choose(who).press("Kiezen").sees(who)


def report_action(delegate: Person) -> None:
    delegate.open("/acties/").sees(canary.ACTION)
    delegate.page.locator("summary", has_text="Melden").click()
    delegate.press("Gedaan").sees("Doorgegeven")
