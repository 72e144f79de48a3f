"""Pages rendered by the views, in a real browser under the real policy; no server, no database."""

import mimetypes
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import RequestFactory
from django.urls import path
from hypothesis import settings as hypothesis_settings

from tests.browser import violations
from zvh import pages

# Other tests run at the same time: what is slow today is not a fault of the form.
hypothesis_settings.register_profile("house", deadline=None)
hypothesis_settings.load_profile("house")

ORIGIN = "http://casusportaal.test"
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SHELL_PAGES = (
    "zoeken",
    "rol-kiezen",
    "profiel",
    "privacyscherm",
    "uitloggen",
    "privacyverklaring",
    "toegankelijkheid",
    "hulp",
    "datalek-melden",
)

# The gallery and every page its frame can link to, so that the whole frame is shown.
urlpatterns = [path("componenten/", pages.gallery, name="componenten")]
urlpatterns += [path(f"{name}/", pages.gallery, name=name) for name in SHELL_PAGES]


@pytest.fixture(autouse=True)
def house(settings: Any) -> None:
    settings.ROOT_URLCONF = __name__
    settings.DEMO = True


def render(address: str) -> Any:
    """What the views answer on this address."""
    request = RequestFactory().get(address)
    if request.path == "/componenten/":
        return pages.gallery(request)
    return pages.error_page(request, int(request.path.strip("/") or 404))


def fulfil(route: Any) -> None:
    """Answer the browser from the views and the static files, with the policy of production."""
    address = route.request.url.removeprefix(ORIGIN)
    if address.startswith("/static/"):
        found = finders.find(address.removeprefix("/static/"))
        kind = mimetypes.guess_type(address)[0] or "application/octet-stream"
        route.fulfill(status=200 if found else 404, body=Path(found).read_bytes() if found else b"", content_type=kind)
        return
    answer = render(address)
    headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": POLICY}
    route.fulfill(status=answer.status_code, body=answer.content, headers=headers)


class Screen:
    """A browser window on our pages that remembers what went wrong."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.faults: list[str] = []
        page.on("console", lambda line: line.type == "error" and self.faults.append(line.text))
        page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        page.route("**/*", fulfil)

    def show(self, address: str, *, width: int = 1440, scheme: str = "light", forced: str = "none") -> None:
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.emulate_media(color_scheme=scheme, forced_colors=forced)
        self.page.goto(f"{ORIGIN}{address}", wait_until="networkidle")

    def violations(self) -> list[str]:
        """What axe finds against WCAG 2.2 AA."""
        return violations(self.page)


@pytest.fixture
def screen(page: Any) -> Screen:
    return Screen(page)
