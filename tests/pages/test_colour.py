"""Light or dark as somebody chose, before what the device says; forced colours go before both."""

import pytest

from tests.cast import Cast
from tests.pages.window import Window

pytestmark = pytest.mark.browser

GROUND = "getComputedStyle(document.body).backgroundColor"


def test_a_choice_goes_along_to_every_page(cast: Cast, window: Window) -> None:
    window.client = cast.rosa.client()
    window.show(scheme="dark")
    window.open("/profiel/weergave/")
    dark = window.page.evaluate(GROUND)
    window.page.locator("label", has_text="Licht").click()
    window.page.get_by_role("button", name="Bewaren").click()
    window.open("/mijn-werk/")
    light = window.page.evaluate(GROUND)
    assert light != dark
    cast.rosa.user.refresh_from_db()
    assert cast.rosa.user.colour == "licht"
    window.show(scheme="light")
    assert window.page.evaluate(GROUND) == light
