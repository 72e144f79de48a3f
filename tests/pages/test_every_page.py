"""Every page of the matrix, as the house and as a party sees it: axe and the console silent in light, dark and forced colours and at
320 pixels, and nothing scrolls sideways (EN 301 549; WCAG 2.2 AA). With ZVH_PICTURES=1 pictures are kept, see album.py."""

import uuid
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from cases.models import Case
from parties.models import SecurityKey
from tests.access import asking
from tests.access.matrix import NEEDS_NO_ROLE, PHASES
from tests.access.test_matrix import in_phase
from tests.cast import Cast
from tests.pages.album import Album
from tests.pages.visits import NOT_OPENED, Visit, visits, visits_in
from tests.pages.window import NARROW, Window
from zvh.routes import PUBLIC

pytestmark = pytest.mark.browser

SCREENS: dict[str, dict[str, Any]] = {
    "licht": {},
    "donker": {"scheme": "dark"},
    "hoog contrast": {"forced": "active"},
    "smal": {"width": NARROW},
}


def look(window: Window, album: Album, who: str, what: str) -> list[str]:
    """What is wrong with the page that is open, on all screens."""
    found = []
    for screen, given in SCREENS.items():
        window.show(**given)
        found += [f"{who}, {what}, {screen}: {fault}" for fault in window.violations()]
        if (width := window.width()) > given.get("width", width):
            found.append(f"{who}, {what}: {width} wide")
        album.take(window, who, what, screen)
    return found + [f"{who}, {what}: {fault}" for fault in window.faults]


def tour(
    cast: Cast, window: Window, album: Album, wanted: list[Visit], given: dict[str, Any], note: str = ""
) -> list[str]:
    clients = {name: person.client() for name, person in asking.people(cast).items()}
    found = []
    for visit in wanted:
        window.client = clients[visit.who]
        window.show()
        window.open(visit.address.format(**given))
        assert (window.answer.status_code, window.answer.redirect_chain) == (200, []), visit
        found += look(window, album, visit.who, f"{visit.page}{note}")
    return found


def test_pages_of_a_running_case(cast: Cast, case: Case, window: Window, album: Album) -> None:
    assert tour(cast, window, album, visits(), asking.ids(cast, case)) == []


@pytest.mark.parametrize("phase", PHASES)
def test_pages_in_the_other_phases(cast: Cast, case: Case, window: Window, album: Album, phase: str) -> None:
    addresses, given = in_phase(cast, case, phase)
    wanted = [visit for visit in visits_in(phase) if visit.page in addresses]
    assert tour(cast, window, album, wanted, given, f" ({phase})") == []


def test_pages_without_a_role(cast: Cast, settings: Any, window: Window, album: Album) -> None:
    settings.DEMO = True
    half = Client()
    half.force_login(cast.rosa.user)  # the password was given, the code not yet
    clients = {"niemand": Client(), "rosa": cast.rosa.client(), "rosa-half": half}
    key = SecurityKey.objects.create(user=cast.rosa.user, name="Blauw", credential_id=b"blauw", credential=b"x")
    found = []
    for name in sorted(NEEDS_NO_ROLE - NOT_OPENED):
        who = "rosa-half" if name == "tweede-factor" else "niemand" if name in PUBLIC else "rosa"
        window.client, address = clients[who], address_of(name, key)
        if window.client.get(address).status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            continue  # a button, not a page
        window.show()
        window.open(address)
        found += look(window, album, who, name)
    assert found == []


def address_of(name: str, key: SecurityKey) -> str:
    """A link with a token leads to the page that says that it works no more."""
    for token in ([], ["verlopen"], [key.pk], [uuid.uuid4()]):
        try:
            return reverse(name, args=token)
        except NoReverseMatch:
            continue
    raise AssertionError(name)
