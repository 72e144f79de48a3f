"""Eight cases on the agenda, and a meeting of eight cases, within their budgets of clicks and screens (10, section 9)."""

import pytest

from cases.models import AgendaItem, Invitation, Minutes
from tests.cases import meetings
from tests.cast import Cast
from tests.pages.clicks import Clicks
from tests.pages.looking import SCREENS
from tests.pages.window import Window

pytestmark = pytest.mark.browser
EIGHT = 8


@pytest.fixture
def cast(db: None) -> Cast:
    return Cast()


@pytest.fixture
def window(cast: Cast, window: Window) -> Window:
    window.client = cast.rosa.client()
    return window


def faults(window: Window) -> list[str]:
    """What axe and the console say of the page that is open, on all screens."""
    found = []
    for screen, given in SCREENS.items():
        window.show(**given)
        found += [f"{screen}: {one}" for one in window.violations()]
    window.show()
    return found + window.faults


def test_eight_cases_on_the_agenda_and_a_decision_on_each(cast: Cast, window: Window) -> None:
    for _ in range(EIGHT):
        meetings.informed(cast, cast.gea)
    held = meetings.meeting(cast)
    task = Clicks(window).press("Casussen")
    task.choose("Alles op deze bladzijde").sees(f"{EIGHT} gekozen").press("Op de agenda zetten")
    assert faults(window) == []
    purposes = {f"doel-{key}": "Hoe verder" for key in asked_for(window)}
    task.fill_in(**purposes).press(f"{EIGHT} casussen op de agenda zetten")
    task.sees("8 casussen op de agenda gezet, 8 uitnodigingen verstuurd").took(clicks=4, screens=3)
    assert (AgendaItem.objects.count(), Invitation.objects.count()) == (EIGHT, EIGHT)

    window.open(f"/overleggen/{held.pk}/aanwezig/")
    assert faults(window) == []
    Clicks(window, f"/overleggen/{held.pk}/aanwezig/").choose(
        f"{cast.gea.user.name}, {cast.gea.party.name}: is er en verklaart geheimhouding"
    ).press("Aanwezigheid vastleggen")
    first, *_ = AgendaItem.objects.order_by("order")
    table = f"/overleggen/{held.pk}/vergaderen/{first.pk}/"
    Clicks(window, table).press("Bespreking beginnen")
    chair = Clicks(window, table)
    for place in range(EIGHT):
        is_last = place == EIGHT - 1
        chair.choose("Doorgaan zoals afgesproken")
        chair.press("Opslaan en afronden" if is_last else "Opslaan en volgende casus")
    chair.sees("De bespreking is afgerond")
    assert chair.clicks == 2 * EIGHT
    assert Minutes.objects.count() == EIGHT
    assert not AgendaItem.objects.filter(finished_at=None).exists()
    window.open(f"/overleggen/{held.pk}/hamerstukken/")
    assert faults(window) == []


def asked_for(window: Window) -> list[str]:
    """The cases of which the page asks for what purpose they are discussed."""
    names = window.page.locator('textarea[name^="doel-"]').evaluate_all("found => found.map(one => one.name)")
    return [name.removeprefix("doel-") for name in names]


def test_the_screen_in_the_room_follows_by_itself(cast: Cast, window: Window) -> None:
    item = meetings.on_agenda(cast, meetings.informed(cast, cast.gea))
    meetings.invited(cast, item, cast.gea)
    window.open(f"/overleggen/{item.meeting_id}/zaal/")
    assert "Er wordt nu geen casus besproken" in window.page.locator("main").inner_text()
    meetings.started(cast, item, cast.gea)
    meetings.scored(cast, item)
    window.page.get_by_text("Kanariedoel").wait_for(timeout=10_000)
    assert faults(window) == []
    for width in (1280, 320):
        window.show(width=width)
        assert window.width() <= width
