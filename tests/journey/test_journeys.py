"""A case walks through the four phases in Regio Utrecht, on real processes, in a real browser (issue 2, item 13)."""

import pytest

from tests.journey import addresses, canary, closing, contributing, filing, meeting, seeing, triage
from tests.journey.conftest import Come
from tests.journey.contributing import CHOSEN, HOUSE, Gives
from tests.journey.houses import HOUSES, House
from tests.journey.person import Person
from tests.journey.running import Running

pytestmark = pytest.mark.browser

HERE = "Veiligheidshuis Regio Utrecht"
PARTY = {
    "Piet": "Politie, eenheid Midden-Nederland",
    "Olga": "Openbaar Ministerie (College van procureurs-generaal)",
    "Gea": "Gemeente Amersfoort",
    "Rens": "Leger des Heils Jeugdbescherming en Reclassering",
    "Gijs": "Altrecht",
    "Wil": "Incluzio, Buurtteams Sociaal Utrecht",
}
AT_TABLE = ("Piet", "Olga", "Gea", "Rens", "Gijs")
OUTSIDE = ("Wil", "Zoë", "Abel", "Fatima")
MAY_GIVE = "Een wet staat ons toe om dit te geven"
GOOD_HELP = "Goede hulp vraagt het, of er is een conflict van plichten"


def test_a_case_from_aanmelding_to_destruction(running: Running, come: Come) -> None:
    piet, rosa = come("Piet", f"{PARTY['Piet']}, casusoverleg"), come("Rosa")
    outside = [come(name) for name in OUTSIDE]
    olga, gea, rens, gijs = (come(name) for name in ("Olga", "Gea", "Rens", "Gijs"))
    wil = outside[0]

    # 1. aanmelding
    number = filing.file_aanmelding(piet, "Complexe casuïstiek", HERE)
    case, registration = f"/casussen/{number}/", f"/casussen/{number}/aanmelding/"
    seeing.only(registration, who=[rosa, piet], not_who=[olga, gea, *outside])
    filing.take_up(rosa, number)
    seeing.only(registration, who=[rosa], not_who=[piet, olga, *outside])

    # 2. triage
    triage.ask_who_knows(rosa, number, [PARTY[name] for name in ("Olga", "Gijs", "Wil")])
    for delegate, knows in ((olga, True), (gijs, True), (wil, False)):
        triage.answer_who_knows(delegate, knows=knows)
    seeing.only(case, who=[rosa], not_who=[piet, olga, gijs, *outside])
    contributing.assign(rosa, number, PARTY["Piet"], "Piet")
    contributing.ask(rosa, number, f"{PARTY['Piet']} (Piet)")
    of_politie = contributing.contribute(piet, number, Gives("Politieregistraties"))
    triage.judge_criteria(rosa, number)
    triage.decide(rosa, number, "Aanpak door het Veiligheidshuis", meeting="casusoverleg", parties={
        "Overheidspartijen die instemmen": [PARTY["Gea"], PARTY["Olga"]],
        "Partijen die nodig zijn": [PARTY[name] for name in AT_TABLE],
    })  # fmt: skip
    contributing.reassess(piet, number)
    triage.tell_subject(rosa, number)

    # 3. casusoverleg: contributions
    for name in AT_TABLE[1:]:
        contributing.assign(rosa, number, PARTY[name], name)
    contributing.ask(rosa, number, *[f"{PARTY[name]} ({name})" for name in AT_TABLE[1:]])
    of_om = contributing.contribute(olga, number, Gives("Justitiële documentatie", HOUSE))
    of_gemeente = contributing.contribute(gea, number, Gives("Woonsituatie"))
    of_reclassering = contributing.contribute(rens, number, Gives("Contact met (jeugd)reclassering", because=MAY_GIVE))
    of_ggz = contributing.contribute(
        gijs, number, Gives("Informatie van de ketenpartner", CHOSEN, (PARTY["Gea"],), GOOD_HELP)
    )
    contributing.withdraw(rens, of_reclassering)
    seeing.only(of_gemeente, who=[gea, rosa], not_who=[piet, olga, *outside])

    # 3. casusoverleg: the meeting and the plan
    place = meeting.plan(rosa)
    meeting.put_on_agenda(rosa, number, AT_TABLE)
    seeing.mail_says_nothing(running, number, invited=AT_TABLE)
    meeting.answer(piet, place)
    meeting.open_table(rosa, number, [f"{name}, {PARTY[name]}" for name in AT_TABLE])
    seeing.only(of_gemeente, who=[gea, rosa, piet, olga, gijs], not_who=outside)
    seeing.only(of_politie, who=[piet, rosa, gea, olga], not_who=outside)
    seeing.only(of_om, who=[olga, rosa], not_who=[piet, gea, rens, gijs, *outside])
    seeing.only(of_ggz, who=[gijs, rosa, gea], not_who=[piet, olga, rens, *outside])
    meeting.discuss(rosa, number, executor=f"{PARTY['Gea']}: Gea")
    meeting.write_plan(rosa, number, "regieplan")
    meeting.name_casusregisseur(rosa, number, f"Gea, {PARTY['Gea']}")
    meeting.report_action(gea)
    gea.open(f"{case}plan/").sees(canary.GOAL, canary.SCORE, canary.ACTION)
    gea.open(f"{case}overleg/").sees(canary.MINUTES, canary.DECISION)
    gea.open(f"{case}bijdragen/").sees(*(canary.FACTS[name] for name in ("Piet", "Gea", "Gijs")))
    gea.does_not_see(canary.FACTS["Olga"], canary.FACTS["Rens"])
    seeing.writes_one_line(running, gea, case)

    # 4. afschaling
    closing.prepare(rosa, number, "De inzet heeft het gewenste resultaat")
    closing.close(rosa, number)
    rosa.sees("protocol art. 11.2")
    for delegate in (piet, olga, gea, rens, gijs):
        delegate.finds_nothing(case)
        assert number not in delegate.open("/mijn-werk/").text()
    seeing.only(of_politie, who=[rosa], not_who=[piet, gea])
    fatima = outside[-1]
    fatima.open(f"/privacy/logboek/casussen/{number}/").sees(
        "Gea", PARTY["Gea"], "Dossier bekeken", "Rosa", "procesregisseur"
    )
    fatima.does_not_see(canary.SURNAME, canary.FACTS["Piet"])

    addresses.tell_nothing(running, case)

    # destruction
    seeing.destroyed_after_its_last_date(running, number)
    rosa.finds_nothing(case).open("/casussen/").does_not_see(number)


def test_a_case_from_aanmelding_to_afschaling_without_javascript(running: Running, come: Come) -> None:
    """Every step is a plain form (00, item 14)."""
    piet = come("Piet", f"{PARTY['Piet']}, casusoverleg", scripts=False)
    rosa, gea = come("Rosa", scripts=False), come("Gea", scripts=False)
    at_table = ("Piet", "Gea")
    number = filing.file_aanmelding(piet, "Complexe casuïstiek", HERE)
    filing.take_up(rosa, number)
    piet.finds_nothing(f"/casussen/{number}/")
    triage.judge_criteria(rosa, number)
    triage.decide(rosa, number, "Aanpak door het Veiligheidshuis", meeting="casusoverleg", parties={
        "Overheidspartijen die instemmen": [PARTY["Gea"], PARTY["Olga"]],
        "Partijen die nodig zijn": [PARTY[name] for name in at_table],
    })  # fmt: skip
    triage.tell_subject(rosa, number)
    for name in at_table:
        contributing.assign(rosa, number, PARTY[name], name)
    contributing.ask(rosa, number, f"{PARTY['Gea']} (Gea)")
    contributing.contribute(gea, number, Gives("Woonsituatie"))
    meeting.plan(rosa)
    meeting.put_on_agenda(rosa, number, at_table)
    meeting.open_table(rosa, number, [f"{name}, {PARTY[name]}" for name in at_table])
    meeting.discuss(rosa, number, executor=f"{PARTY['Gea']}: Gea")
    meeting.write_plan(rosa, number, "regieplan")
    meeting.report_action(gea)
    piet.open(f"/casussen/{number}/bijdragen/").sees(canary.FACTS["Gea"])
    closing.prepare(rosa, number, "De inzet heeft het gewenste resultaat")
    closing.close(rosa, number)
    gea.finds_nothing(f"/casussen/{number}/")
    addresses.tell_nothing(running, f"/casussen/{number}/")


def test_kennemerland_works_with_its_own_words_and_keeps_the_plan_to_the_house(running: Running, come: Come) -> None:
    party = {"Oscar": "Openbaar Ministerie Noord-Holland", "Gerda": "Gemeente Beverwijk", "Greet": "GGZ inGeest"}
    pam, koen, karin = (
        come("Pam"),
        come("Koen"),
        come("Karin", "Procescoördinator, Zorg- en Veiligheidshuis Kennemerland"),
    )
    gerda, greet, rosa = come("Gerda", f"{party['Gerda']}, casusoverleg"), come("Greet"), come("Rosa")

    # 1. aanmelding: here the procesondersteuner asks who knows the person, before the first assessment
    number = filing.file_aanmelding(pam, "Complexe casuïstiek")
    case = f"/casussen/{number}/"
    triage.ask_who_knows(koen, number, [party["Oscar"], party["Greet"]])
    triage.answer_who_knows(greet, knows=True)
    filing.take_up(karin, number)
    karin.sees("U bent de procescoördinator").open(f"{case}triage/").sees("Weging", "ICO", "Afstemmingsplan")

    # 2. weging: decided by the weegoverleg, with outcomes of its own
    triage.judge_criteria(karin, number)
    karin.press("Besluit voorbereiden").sees(
        "Geen casus voor het huis, wel een advies", "Casus zonder ICO", "Casus met ICO"
    )
    triage.decide(karin, number, "Casus met ICO", meeting="ICO", parties={
        "Partijen die mee beslisten": [party["Oscar"]],
        "Overheidspartijen die instemmen": [party["Gerda"]],
        "Partijen die nodig zijn": [party["Gerda"], party["Greet"]],
    })  # fmt: skip
    triage.tell_subject(karin, number)

    # 3. ICO
    for name in ("Gerda", "Greet"):
        contributing.assign(karin, number, party[name], name)
    meeting.plan(karin)
    meeting.put_on_agenda(karin, number, ["Gerda", "Greet"])
    meeting.open_table(karin, number, [f"{name}, {party[name]}" for name in ("Gerda", "Greet")])
    meeting.discuss(karin, number, executor=f"{party['Gerda']}: Gerda")
    meeting.name_casusregisseur(karin, number, f"Gerda, {party['Gerda']}")  # here the plan needs one (conv. 13.1)
    meeting.write_plan(karin, number, "afstemmingsplan")
    seeing.only(case, who=[karin, koen, gerda, greet], not_who=[pam, rosa])
    gerda.open(f"{case}plan/").sees("Het afstemmingsplan en de scores leest alleen het huis", canary.ACTION)
    gerda.does_not_see(canary.GOAL, canary.SCORE)
    gerda.open(f"{case}overleg/").does_not_see(canary.MINUTES, canary.DECISION)

    # 4. afschaling
    closing.prepare(karin, number, "De inzet heeft het gewenste resultaat")
    karin.sees("procescoördinator").does_not_see("procesregisseur")
    closing.close(karin, number)
    karin.sees("convenant bijlage 3")
    gerda.finds_nothing(case)
    addresses.tell_nothing(running, case)


@pytest.mark.parametrize("name", HOUSES)
def test_the_other_houses_work_with_their_own_words_and_rules(running: Running, come: Come, name: str) -> None:
    """The way is told above; here what this house does its own way. Its pages were looked at there."""
    house = HOUSES[name]
    regisseur, filer, police = (come(who, looks=False) for who in (house.regisseur, house.gemeente, house.politie))
    parties = {who: running.party_of(who) for who in (house.gemeente, house.politie)}

    # 1. aanmelding
    number = filing.file_aanmelding(filer, house.approach)
    case = f"/casussen/{number}/"
    filing.take_up(regisseur, number)
    filer.finds_nothing(case)

    # 2. triage: the outcomes and the deciders of this covenant and this law
    triage.judge_criteria(regisseur, number)
    regisseur.press("Besluit voorbereiden").sees("Casusoverleg", "Geen casusoverleg").does_not_see(
        *house.not_asked, *house.not_offered
    )
    decides = {asked: [parties.get(who, who) for who in those] for asked, those in house.deciders.items()}
    triage.decide(regisseur, number, "Casusoverleg", meeting="casusoverleg", parties={
        **decides, "Partijen die nodig zijn": list(parties.values()),
    })  # fmt: skip
    triage.tell_subject(regisseur, number)

    # 3. casusoverleg
    for who, party in parties.items():
        contributing.assign(regisseur, number, party, who)
    meeting.plan(regisseur)
    meeting.put_on_agenda(regisseur, number, list(parties))
    meeting.open_table(regisseur, number, [f"{who}, {party}" for who, party in parties.items()])
    meeting.discuss(regisseur, number, executor=f"{parties[house.gemeente]}: {house.gemeente}")
    meeting.write_plan(regisseur, number, "plan van aanpak")
    meeting.name_casusregisseur(regisseur, number, f"{house.gemeente}, {parties[house.gemeente]}")
    regisseur.sees(house.casusregisseur)
    filer.open(f"{case}plan/").sees("Plan van aanpak", canary.GOAL, canary.SCORE)

    # 4. afschaling
    _scale_down(house, number, regisseur, filer)
    regisseur.sees(house.kept_by)
    for delegate in (filer, police):
        delegate.finds_nothing(case)


def _scale_down(house: House, number: str, regisseur: Person, casusregisseur: Person) -> None:
    """Begun, confirmed and taken by those whom the covenant names."""
    begins = casusregisseur if house.begins_closing else regisseur
    closing.prepare(begins, number, "De inzet heeft het gewenste resultaat")
    if house.both_confirm:
        regisseur.sees(f"De {house.casusregisseur} moet het besluit nog bevestigen")
        for one in (regisseur, casusregisseur):
            closing.confirm(one, number)
    closing.close(regisseur, number)
