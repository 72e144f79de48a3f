"""Starting an accession, and its next step, take no more clicks or screens than their budget (10, section 9)."""

import pytest

from governance.models import Accession
from governance.workflow import accession as workflow
from parties.models import Party
from tests.cast import Cast
from tests.pages.clicks import Clicks
from tests.pages.window import Window
from zvh.actor import acting_as

pytestmark = pytest.mark.browser
PASSES = "De organisatie heeft een publieke of maatschappelijke taak en kan daarmee bijdragen aan de doelen van het convenant"


@pytest.fixture
def cast(db: None) -> Cast:
    return Cast()


@pytest.fixture
def newcomer(cast: Cast) -> Party:
    return Party.objects.create(slug="nieuwe-zorg", name="Nieuwe Zorg", source="aanvraag")


@pytest.fixture
def window(cast: Cast, window: Window) -> Window:
    window.client = cast.abel.client()
    return window


def test_start_an_accession(newcomer: Party, window: Window) -> None:
    task = Clicks(window).press("Partijen").press("Toetreding aanvragen")
    task.fill_in(("een lid van de Stuurgroep",), taak="Zorg").select("partij", str(newcomer.pk))
    task.press("Aanvraag vastleggen").sees("De aanvraag is vastgelegd").took(clicks=3, screens=3)
    assert Accession.objects.get().party == newcomer


def test_take_an_accession_to_the_next_step(cast: Cast, newcomer: Party, window: Window) -> None:
    with acting_as(cast.abel.pk) as by:
        door = cast.house.accession_rule.doors.all()[0]
        workflow.start_accession(cast.house, newcomer, door, on=by.today, task="Zorg", by=by)
    task = Clicks(window).press("Bekijken")
    task.fill_in((PASSES,)).press("Toets vastleggen")
    task.sees("Getoetst").took(clicks=3, screens=3)
    assert Accession.objects.get().checked_on is not None
