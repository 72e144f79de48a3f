"""What comes out of the printer: the document of a case with its heading, and a plain page without its navigation."""

import pytest

from cases.models import Case
from tests.cast import Cast
from tests.pages.album import Album
from tests.pages.window import Window

pytestmark = pytest.mark.browser


def is_shown(window: Window, selector: str) -> bool:
    return bool(window.page.locator(selector).first.is_visible())


def test_a_printed_case_has_its_heading_and_no_navigation(cast: Cast, case: Case, window: Window, album: Album) -> None:
    window.client = cast.rosa.client()
    window.show()
    window.open(f"/casussen/{case.number}/afdrukken/")
    window.page.get_by_text("Voor het overleg over deze casus").click()
    with window.page.expect_navigation(wait_until="load"):
        window.page.get_by_role("button", name="Maak de afdruk").click()
    assert not is_shown(window, ".z-printkop") and is_shown(window, "[data-print]")
    assert window.violations() == []
    album.take(window, "rosa", "afdruk", "licht")
    window.show(media="print")
    assert is_shown(window, ".z-printkop")
    heading = window.page.locator(".z-printkop").inner_text()
    assert "Vertrouwelijk" in heading and str(case.number) in heading and "Afgedrukt door Rosa" in heading
    printed = window.page.locator("main").inner_text()
    assert [one for one in ("Kanariehulp", "Kanarieactie", "Kanarievoortgang") if one not in printed] == []
    assert [one for one in ("Scores wijzigen", "toewijzen", "opvragen", "Alles over") if one in printed] == []
    hidden = (".z-top", ".z-nav", ".z-voet", ".ams-breadcrumb", "[data-print]", ".z-noprint")
    assert [one for one in hidden if is_shown(window, one)] == []
    album.take(window, "rosa", "afdruk", "papier")
    assert window.page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_a_plain_page_prints_without_navigation_and_buttons(cast: Cast, case: Case, window: Window) -> None:
    window.client = cast.rosa.client()
    window.open(f"/casussen/{case.number}/plan/")
    window.show(media="print")
    assert [one for one in (".z-top", ".z-nav", ".z-subnav", ".z-voet") if is_shown(window, one)] == []
    assert is_shown(window, "h1")
    assert window.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgba(0, 0, 0, 0)"
    heading = window.page.locator(".z-printkop").inner_text()
    assert "Vertrouwelijk" in heading and "Geopend door Rosa" in heading
    assert not is_shown(window, ".ams-button") and not is_shown(window, ".z-melden")
    assert window.page.evaluate("getComputedStyle(document.querySelector('main')).page") == "afdruk"
