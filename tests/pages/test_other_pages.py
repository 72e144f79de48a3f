"""As test_every_page.py: the pages of a case in the other phases, and the pages that need no role."""

import uuid
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from cases.models import Case
from parties.models import SecurityKey
from tests.access.matrix import NEEDS_NO_ROLE, PHASES
from tests.access.test_matrix import in_phase
from tests.cast import Cast
from tests.pages.album import Album
from tests.pages.looking import look, tour
from tests.pages.visits import NOT_OPENED, visits_in
from tests.pages.window import Window
from zvh.routes import PUBLIC

pytestmark = pytest.mark.browser


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
