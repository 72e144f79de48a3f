"""Joining and leaving from page to page, under each covenant and under one that is only data: an objection that stops it, a success
to the first users, a departure to the day on which everybody is out (conv. 20, 22, 23; 10, section 9).
"""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils.formats import date_format

from governance.models import Accession, AccessionConsent, Departure, Holder
from governance.models.accession import Stage
from governance.workflow.departure import carry_out_departures
from parties.choices import Ended
from parties.models import Delegation, House, Membership, Party, PartyKind, Seat, User
from parties.roles import Purpose
from tests.cast import START, Cast, Person, delegate
from tests.governance import story
from tests.governance.fifth import load_fifth
from tests.pages.clicks import Clicks
from tests.pages.test_joining_clicks import PASSES
from tests.pages.window import Window
from zvh.actor import acting_as, acting_as_system
from zvh.today import today

pytestmark = pytest.mark.browser
DAY = timedelta(days=1)
LIST = "/partijen/toetreding/"
# Of each covenant: where the request is handed in, who decides, and on which day a party is out that writes today.
COVENANTS = {
    "KL": ("een lid van de Ketenregiegroep", "Bestuurlijke Regiegroep", lambda day: _after(day, 3, 1)),
    "HG": ("een lid van het Partneroverleg", "Stuurgroep", lambda day: _after(day, 1, 1)),
    "RU": ("een van de partijen", "Stuurgroep", lambda day: _after(day, 10, 1)),
    "BN": ("de Stuurgroep", "Stuurgroep", lambda day: _after(day.replace(year=day.year + 1), 1, 1)),
    "VV": ("de Raad", "Raad", lambda day: _after(day + timedelta(days=92), 1, 1)),
}


def _after(day: date, month: int, first: int) -> date:
    """The first such day after this one."""
    return date(day.year + ((month, first) <= (day.month, day.day)), month, first)


@pytest.fixture(params=COVENANTS)
def code(request: Any, db: None) -> str:
    if request.param == "VV":
        load_fifth()
    return str(request.param)


@pytest.fixture
def cast(code: str) -> Cast:
    return Cast(code)


@pytest.fixture
def voices(cast: Cast) -> list[Person]:
    return two_voices(cast)


def two_voices(cast: Cast) -> list[Person]:
    """Only two parties take part, and each has somebody who answers for it."""
    kept = list(Party.objects.filter(memberships__houses=cast.house).distinct().order_by("slug")[:2])
    others = Membership.objects.filter(covenant=cast.house.covenant).exclude(party__in=kept)
    others.update(until_date=today() - DAY)
    return [
        delegate("Pia", kept[0], cast.house, Purpose.PARTNEROVERLEG),
        delegate("Gina", kept[1], cast.house, Purpose.STUURGROEP),
    ]


@pytest.fixture
def newcomer(db: None) -> Party:
    return a_newcomer()


def a_newcomer() -> Party:
    made = Party.objects.create(slug="nieuwe-zorg", name="Nieuwe Zorg", source="aanvraag")
    made.kinds.add(PartyKind.objects.filter(named_in_6_4=True)[0])
    return made


def seats(cast: Cast) -> None:
    """Mara is secretary of the body that tells and of the one that decides; somebody without account votes there."""
    rule = cast.house.accession_rule
    for body in {rule.keeper, rule.decided_by}:
        story.secretary(cast, body)
    seat = Seat.objects.filter(body=rule.decided_by, votes__gt=0, is_secretary=False).order_by("order")[0]
    name = {"contact_name": "Bo Bestuurder", "contact_mail": "bo@voorbeeld.invalid"}
    Holder.objects.create(seat=seat, from_date=START, by=cast.abel.user, **name)


def at(window: Window, person: Person, page: str) -> Clicks:
    window.client = person.client()
    return Clicks(window, page)


def applied(cast: Cast, window: Window, newcomer: Party, door: str) -> Accession:
    """The request, the check and the letter to the parties."""
    task = at(window, cast.abel, LIST).press("Aanvraag vastleggen")
    task.fill_in((door,), taak="Kanarietaak").select("partij", str(newcomer.pk)).press("Aanvraag vastleggen")
    task.sees("Wordt getoetst").fill_in((PASSES,)).press("Toets vastleggen").sees("Getoetst")
    at(window, cast.mara, LIST).press(newcomer.name).press("Partijen inlichten").sees("2 partijen zijn ingelicht")
    return Accession.objects.exclude(stage=Stage.STOPPED).get()


def answers(window: Window, person: Person, choice: str, reason: str = "") -> None:
    task = at(window, person, "/mijn-werk/").press("Antwoord geven").fill_in((choice,), toelichting=reason)
    task.press("Antwoord geven").sees("Uw antwoord is vastgelegd")


def test_an_objection_stops_it_and_then_everybody_agrees(
    cast: Cast, code: str, window: Window, voices: list[Person], newcomer: Party
) -> None:
    joins_after_an_objection(cast, code, window, voices, newcomer)


def joins_after_an_objection(cast: Cast, code: str, window: Window, voices: list[Person], newcomer: Party) -> None:
    seats(cast)
    door, body, _ = COVENANTS[code]
    pia, gina = voices
    made = applied(cast, window, newcomer, door)
    answers(window, pia, "Ja, wij stemmen in")
    answers(window, gina, "Nee, wij hebben bezwaar", "Kanariebezwaar")
    task = at(window, cast.mara, f"{LIST}{made.pk}/").sees("Nog niet elke partij stemt in", "Kanariebezwaar")
    assert window.page.get_by_role("button", name="Voorleggen").count() == 0
    task.unfold("Stoppen met deze toetreding").fill_in(waarom="Bezwaar van een partij").press(
        "Toetreding stoppen"
    ).sees("Deze toetreding is gestopt")

    made = applied(cast, window, newcomer, door)  # it asks again
    assert AccessionConsent.objects.filter(accession=made, answer="").count() == 2
    for one in voices:
        answers(window, one, "Ja, wij stemmen in")
    task = at(window, cast.mara, f"{LIST}{made.pk}/").sees("Elke partij stemt in").press("Voorleggen")
    task.press("Dit raakt geen partij sterk").press("Stemming openen").press("Stemmen").fill_in(("voor",))
    task.press("Stem vastleggen").press("Stemming sluiten").sees("aangenomen op", body)

    task = (
        at(window, cast.abel, "/mijn-werk/")
        .press("Bekijken", within="Toetreding")
        .sees("Bijlage 1", "Wordt ondertekend")
    )
    task.press("Ondertekening vastleggen").press("Deelname laten ingaan").press("Nodig de eerste gebruikers uit")
    task.fill_in(("Gedelegeerde van een partij",), name="Nel", email="nel@voorbeeld.invalid")
    task.press("Uitnodigen").sees("De rol is gegeven")
    held = Membership.objects.get(party=newcomer, covenant=cast.house.covenant)
    assert list(held.houses.all()) == [cast.house] and held.is_in_force(today())
    assert Delegation.objects.get(user=User.objects.get(name="Nel")).membership == held
    assert window.faults == []


def colleagues(cast: Cast, party: Party) -> list[Person]:
    """Everybody of the party: at the casusoverleg and in both bodies, all in order until long after the day."""
    made = [delegate(f"Lid {one.value}", party, cast.house, one) for one in Purpose]
    for one in made:
        one.user.vettings.update(valid_until=today() + timedelta(days=3000))
    return made


def test_a_party_gives_notice_and_is_out_on_the_day(cast: Cast, code: str, window: Window) -> None:
    party = Party.objects.filter(memberships__houses=cast.house).order_by("slug")[0]
    people, out = colleagues(cast, party), COVENANTS[code][2](today())
    task = at(window, cast.abel, f"/partijen/{party.slug}/").press("Uittreding vastleggen")
    task.sees(str(date_format(out))).fill_in(reden="Kanariereden", vanaf=f"{out - DAY}")
    if window.page.locator('[name="manier"]').count() > 1:
        task.fill_in((notice_label(cast.house),))
    task.press("Uittreding vastleggen").sees("of een latere dag")
    task.fill_in(vanaf=f"{out}").press("Uittreding vastleggen").sees("staat vast", "Wat blijft gelden")
    for one in people:
        with acting_as(one.pk, out - DAY) as actor:
            assert not actor.is_nobody
        with acting_as(one.pk, out) as actor:
            assert actor.is_nobody
    with acting_as_system(out):
        assert carry_out_departures(out) == 1
    at(window, cast.abel, LIST).press(party.name).sees("Neemt niet meer deel", str(date_format(out)))
    assert Departure.objects.get().leaves_on == out and window.faults == []


def notice_label(house: House) -> str:
    rule = house.covenant.departure_rules.get(why=Ended.NOTICE)
    return f"{rule.get_why_display()}: {rule.get_leaves_on_display()}"
