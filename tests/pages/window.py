"""A browser window on the application of this process: what the browser asks, the views answer. No server in between."""

import mimetypes
from contextvars import copy_context
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.test import Client

from tests.browser import violations

ORIGIN = "http://testserver"
WIDE, NARROW = 1280, 320
HEIGHT = 900


class Window:
    """One window, in which one person at a time is signed in; remembers what the console complained of."""

    def __init__(self, page: Any) -> None:
        self.page, self.faults, self.client = page, [], Client()
        self.context = copy_context()  # what the browser asks is answered on the connection of the test
        self.answer: Any = None  # the last page that was asked
        page.on("console", self._console)
        page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        page.route("**/*", self._answer)

    def _console(self, line: Any) -> None:
        if line.type == "error" and "Failed to load resource" not in line.text:
            self.faults.append(line.text)

    def _answer(self, route: Any) -> None:
        """Redirects are followed here: the browser would follow them past this window."""
        asked = route.request
        address = asked.url.removeprefix(ORIGIN)
        if address.startswith("/static/"):
            route.fulfill(**_static(address))
            return
        sent = asked.post_data_buffer or b""
        kind = asked.headers.get("content-type", "")
        given = {"data": sent, "content_type": kind} if asked.method == "POST" else {}
        told = {name: asked.headers[name] for name in ("hx-request", "x-poll") if name in asked.headers}
        ask = getattr(self.client, asked.method.lower())
        answer = self.context.run(ask, address, follow=True, headers=told, **given)
        if asked.is_navigation_request():
            self.answer = answer
        kept = ("Content-Type", "Content-Security-Policy", "X-Versie")
        headers = {name: answer[name] for name in kept if name in answer}
        route.fulfill(status=answer.status_code, body=answer.content, headers=headers)

    def open(self, address: str) -> "Window":
        self.faults.clear()
        self.page.goto(f"{ORIGIN}{address}", wait_until="load")
        return self

    def show(self, *, width: int = WIDE, scheme: str = "light", forced: str = "none", media: str = "screen") -> None:
        """The page that is open, on another screen."""
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        self.page.emulate_media(color_scheme=scheme, forced_colors=forced, media=media, reduced_motion="reduce")

    def violations(self, *, colours_only: bool = False) -> list[str]:
        return violations(self.page, colours_only=colours_only)

    def width(self) -> int:
        return int(self.page.evaluate("document.documentElement.scrollWidth"))


@cache
def _static(address: str) -> dict[str, Any]:
    """The answer for a file of the interface: every page asks for some thirty."""
    found = finders.find(address.removeprefix("/static/"))
    kind = mimetypes.guess_type(address)[0] or "application/octet-stream"
    return {"status": 200 if found else 404, "body": Path(found).read_bytes() if found else b"", "content_type": kind}
