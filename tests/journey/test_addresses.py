"""The look at addresses finds what it must; and an address of ours does not travel to another site (S18)."""

import base64
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import quote, quote_plus, urlsplit

import pytest
from django.test import Client

from tests.journey import addresses, canary


@pytest.mark.parametrize(
    "address",
    [
        f"/casussen/?zoek={canary.SURNAME}",
        f"/casussen/?zoek={canary.SURNAME.lower()}",
        f"/personen/{canary.BSN}/",
        f"/casussen/?zoek={quote_plus(canary.PROBLEM)}",
        f"/casussen/?zoek={quote(canary.PROBLEM)[:20]}",
        f"/inloggen/?next={quote(quote('/casussen/?zoek=' + canary.FIRST_NAME, safe=''), safe='')}",
        "/casussen/?zoek=" + "".join(f"%{byte:02x}" for byte in canary.SURNAME.encode()),
        "/casussen/?zoek=" + base64.urlsafe_b64encode(f"naam={canary.SURNAME}".encode()).decode(),
        "/casussen/?geboren=1994-03-27",
        f'"GET /casussen/ HTTP/1.1" 200 12 "http://localhost/casussen/?bsn={canary.BSN}" "Mozilla"',
    ],
)
def test_a_planted_word_is_found(address: str) -> None:
    assert addresses.told(address)


def test_what_may_stand_in_an_address_is_let_through() -> None:
    for address in ("/casussen/RU-2026-0042/", "/casussen/?fase=triage&regisseur=27", "/static/icons.svg#search"):
        assert not addresses.told(address)


class Elsewhere(ThreadingHTTPServer):
    """Another site: it remembers who sent its visitors."""

    def __init__(self) -> None:
        self.referers: list[str | None] = []
        super().__init__(("127.0.0.1", 0), Page)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Page(BaseHTTPRequestHandler):
    server: Elsewhere

    def do_GET(self) -> None:
        if self.path == "/bezoek":
            self.server.referers.append(self.headers.get("Referer"))
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<p>elders</p>")

    def log_message(self, format: str, *args: Any) -> None:
        return


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    with Elsewhere() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def fulfil(route: Any) -> None:
    """Answer from our views, with the headers that they send."""
    answer = Client().get(urlsplit(route.request.url).path)
    route.fulfill(status=answer.status_code, body=b"".join(answer), headers=dict(answer.headers))


@pytest.mark.browser
@pytest.mark.django_db
def test_another_site_does_not_learn_where_a_visitor_came_from(page: Any, elsewhere: Elsewhere) -> None:
    """The second visit is the control: a page without our header does tell."""
    page.route("http://casusportaal.test/**", fulfil)
    for start in ("http://casusportaal.test/inloggen/", f"{elsewhere.address}/"):
        page.goto(start)
        page.evaluate("to => { location.href = to }", f"{elsewhere.address}/bezoek")
        page.wait_for_url("**/bezoek")
    assert elsewhere.referers == [None, f"{elsewhere.address}/"]
