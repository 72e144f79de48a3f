"""A browser window on the application of this process: what the browser asks, the views answer, on the connection of the test.

The window is the proxy of its browser, so that the browser keeps the thirty files of the interface as it does for people.
"""

import asyncio
import mimetypes
import socket
from contextvars import copy_context
from email.message import Message
from functools import cache
from http.client import parse_headers
from io import BytesIO
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.test import Client

from tests.browser import violations
from zvh.dev.frontend import AXE

ORIGIN = "http://testserver"
WIDE, NARROW = 1280, 320
HEIGHT = 900

Answer = tuple[int, dict[str, str], bytes]


class Window:
    """One window, in which one person at a time is signed in; remembers what the console complained of."""

    def __init__(self, browser: Any, **given: Any) -> None:
        self.faults: list[str] = []
        self.client = Client()
        self.context = copy_context()  # what the browser asks is answered on the connection of the test
        self.answer: Any = None  # the last page that was asked
        door = socket.create_server(("127.0.0.1", 0))
        self._serving = asyncio.get_running_loop().create_task(asyncio.start_server(self._serve, sock=door))
        proxy = {"server": f"http://127.0.0.1:{door.getsockname()[1]}"}
        self._browsing = browser.new_context(proxy=proxy, **given)
        self.page = self._browsing.new_page()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda fault: self.faults.append(str(fault)))

    def close(self) -> None:
        self._browsing.close()
        if self._serving.done():
            self._serving.result().close()

    def _console(self, line: Any) -> None:
        if line.type == "error" and "Failed to load resource" not in line.text:
            self.faults.append(line.text)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection of the browser, until it closes it."""
        try:
            while True:
                method, address, headers = _asked(await reader.readuntil(b"\r\n\r\n"))
                sent = await reader.readexactly(int(headers["content-length"] or 0))
                status, told, body = self._answered(method, address, headers, sent)
                told |= {"Content-Length": str(len(body))}
                lines = [f"HTTP/1.1 {status} -", *(f"{name}: {value}" for name, value in told.items()), "", ""]
                writer.write("\r\n".join(lines).encode() + body)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    def _answered(self, method: str, address: str, headers: Message, sent: bytes) -> Answer:
        if not address.startswith(f"{ORIGIN}/"):
            return 404, {}, b""  # the application asks nothing elsewhere; a browser does
        address = address.removeprefix(ORIGIN)
        return _static(address) if address.startswith("/static/") else self._page(method, address, headers, sent)

    def _page(self, method: str, address: str, headers: Message, sent: bytes) -> Answer:
        """Redirects are followed here: the browser would follow them past this window."""
        given = {"data": sent, "content_type": headers["content-type"] or ""} if method == "POST" else {}
        told = {name: headers[name] for name in ("hx-request", "x-poll") if name in headers}
        try:
            answer = self.context.run(getattr(self.client, method.lower()), address, follow=True, headers=told, **given)
        except Exception as error:
            self.faults.append(f"{address}: {error!r}")
            raise
        if headers["upgrade-insecure-requests"]:  # where somebody goes, not what a page asks beside
            self.answer = answer
        kept = ("Content-Type", "Content-Security-Policy", "X-Versie")
        return answer.status_code, {name: answer[name] for name in kept if name in answer}, answer.content

    def open(self, address: str) -> "Window":
        self.faults.clear()
        self.page.goto(f"{ORIGIN}{address}", wait_until="load")
        return self

    def show(self, *, width: int = WIDE, scheme: str = "light", forced: str = "none", media: str = "screen") -> None:
        """The page that is open, on another screen."""
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        self.page.emulate_media(color_scheme=scheme, forced_colors=forced, media=media, reduced_motion="reduce")

    def violations(self, *, colours_only: bool = False) -> list[str]:
        """Axe comes as a file of the site: the browser keeps it as it was compiled."""
        if not self.page.evaluate("'axe' in window"):
            self.page.add_script_tag(url=f"{ORIGIN}/static/{AXE.name}")
        return violations(self.page, colours_only=colours_only)

    def width(self) -> int:
        return int(self.page.evaluate("document.documentElement.scrollWidth"))


def _asked(head: bytes) -> tuple[str, str, Message]:
    """Method, address and headers of what a proxy is asked."""
    lines = BytesIO(head)
    method, address, _ = lines.readline().decode("ascii").split()
    return method, address, parse_headers(lines)


@cache
def _static(address: str) -> Answer:
    name = address.removeprefix("/static/")
    found = AXE if name == AXE.name else finders.find(name)
    kind = mimetypes.guess_type(address)[0] or "application/octet-stream"
    headers = {"Content-Type": kind, "Cache-Control": "max-age=3600"}
    return 200 if found else 404, headers, Path(found).read_bytes() if found else b""
