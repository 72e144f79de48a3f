"""Looking at a page as axe, the console and a ruler do: light, dark and forced colours, 320 pixels (EN 301 549; WCAG 2.2 AA)."""

from typing import Any

from tests.access import asking
from tests.cast import Cast
from tests.pages.album import Album
from tests.pages.visits import Visit
from tests.pages.window import NARROW, Window

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
        # A page is judged whole on both widths; in the dark only its colours change; forced colours are the reader's own.
        seen = [] if "forced" in given else window.violations(colours_only="scheme" in given)
        found += [f"{who}, {what}, {screen}: {fault}" for fault in seen]
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
