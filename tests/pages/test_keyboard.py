"""With the keyboard only: a link past the menu, every stop visible, in reading order, and a way out (WCAG 2.1.1, 2.1.2, 2.4.1, 2.4.7)."""

from typing import Any

import pytest

from cases.models import Case
from tests.access import asking
from tests.access.test_matrix import ADDRESSES
from tests.cast import Cast
from tests.pages.window import Window

pytestmark = pytest.mark.browser

PAGES = [
    ("rosa", "mijn-werk"), ("rosa", "casussen"), ("rosa", "casus"), ("rosa", "plan-schrijven"), ("rosa", "vergaderen"),
    ("rosa", "casus-afdrukken"), ("piet", "bijdrage-gevraagd"), ("piet", "aanmelding-concept"), ("fatima", "logboek"),
    ("abel", "mens"),
]  # fmt: skip
MOST = 400
# Where the focus is: place in the document, whether a ring or a shadow is drawn round it or its label, and whether it is on the page.
STOP = """() => {
  const at = document.activeElement;
  if (at === document.body) return null;
  const label = at.labels && at.labels[0];
  // The calendar of a date field is a stop of its own inside the field; the browser draws its ring.
  const calendar = at.type === 'date' && !at.matches(':focus-visible');
  const drawn = (e) => { const s = getComputedStyle(e); return s.outlineStyle !== 'none' || s.boxShadow !== 'none'; };
  const inside = label ? [at, label, ...label.querySelectorAll('*')] : [at];
  const box = (label && at.offsetWidth < 2 ? label : at).getBoundingClientRect();
  return {
    place: [...document.querySelectorAll('*')].indexOf(at), ring: calendar || inside.some(drawn),
    shown: box.width > 0 && box.height > 0 && box.right > 0 && box.left < innerWidth, html: at.outerHTML.slice(0, 160),
  };
}"""


def stops(window: Window) -> list[dict[str, Any]]:
    """Every stop of Tab, from the top of the page until the browser itself is reached."""
    found: list[dict[str, Any]] = []
    window.page.evaluate("document.activeElement.blur()")
    for _ in range(MOST):
        window.page.keyboard.press("Tab")
        stop = window.page.evaluate(STOP)
        if stop is None or (found and stop["place"] == found[0]["place"]):
            return found
        found.append(stop)
    raise AssertionError("the end of the page was not reached")


def test_tab_walks_through_the_pages(cast: Cast, case: Case, window: Window) -> None:
    given = asking.ids(cast, case)
    clients = {name: person.client() for name, person in asking.people(cast).items()}
    for who, page in PAGES:
        window.client = clients[who]
        window.show()
        window.open(ADDRESSES[page].format(**given))
        found = stops(window)
        assert "#inhoud" in found[0]["html"], page
        assert [one for one in found if not one["ring"]] == [], page
        assert [one for one in found if not one["shown"]] == [], page
        places = [one["place"] for one in found]
        assert places == sorted(places), page
        assert len(found) > 8, page


def test_the_first_link_leads_past_the_menu(cast: Cast, case: Case, window: Window) -> None:
    window.client = cast.rosa.client()
    window.open(f"/casussen/{case.number}/")
    window.page.keyboard.press("Tab")
    window.page.keyboard.press("Enter")
    assert window.page.evaluate("document.activeElement.id") == "inhoud"
