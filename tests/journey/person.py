"""Somebody at a browser. Every page that opens is looked at: what axe says, what the console says, how wide it is.
With ZVH_PICTURES=1 pictures are kept."""

import re
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tests.browser import PICTURES, violations
from tests.journey.running import Running
from zvh.dev.places import ROOT

ALBUM = ROOT / "test-artefacts" / "journey"
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 800}
PATIENCE = 60_000  # milliseconds: other work may keep the machine busy
GONE = "Deze pagina bestaat niet"


class Person:
    """One invented person, signed in, with a window of their own. Who does not look sees pages that others looked at."""

    def __init__(self, running: Running, browser: Any, name: str, *, scripts: bool = True, looks: bool = True) -> None:
        self.running, self.name, self.scripts, self.looks = running, name, scripts, looks or PICTURES
        self.context = browser.new_context(
            base_url=running.address,
            viewport=WIDE,
            java_script_enabled=scripts,
            locale="nl-NL",
            reduced_motion="reduce",
        )
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.faults: list[str] = []
        self.expects_refusal = False
        self.context.on("request", lambda request: running.requested.append(request.url))
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda fault: self.faults.append(str(fault)))

    def _console(self, line: Any) -> None:
        if line.type == "error" and not (self.expects_refusal and "Failed to load resource" in line.text):
            self.faults.append(line.text)

    def sign_in(self, capacity: str = "") -> "Person":
        """By the button of demo mode and the code that the next page shows; in this capacity where there are several."""
        self.open("/inloggen/")
        house = self.page.locator("details", has=self.page.get_by_text(f"Log in als {self.name}", exact=True))
        if house.get_attribute("open") is None:
            house.locator("summary").click()
        self.press(f"Log in als {self.name}")
        self.fill("Code", self.page.locator("main .z-num").first.inner_text())
        self.press("Inloggen")
        if capacity:
            self.choose(capacity).press("Verder")
        return self

    def leave(self) -> None:
        self.context.close()

    def open(self, path: str) -> "Person":
        self.page.goto(path, wait_until="load")
        return self.look()

    def press(self, words: str, *, within: str = "", nth: int = 0) -> "Person":
        """Press the button or follow the link with these words, and look at the page that comes."""
        place = self.page.locator(within) if within else self.page
        found = place.get_by_role("button", name=words, exact=True).or_(
            place.get_by_role("link", name=words, exact=True)
        )
        with self.page.expect_navigation(wait_until="load"):
            found.nth(nth).click()
        return self.look()

    def follow(self, beginning: str) -> "Person":
        """Follow the first link whose words begin so: what it is about may be said to screen readers only."""
        with self.page.expect_navigation(wait_until="load"):
            self.page.get_by_role("link", name=re.compile(rf"^{re.escape(beginning)}")).first.click()
        return self.look()

    def today(self) -> str:
        """As a date field takes it, on the clock of the house."""
        return datetime.now(ZoneInfo("Europe/Amsterdam")).date().isoformat()

    def fill(self, label: str, text: str, *, nth: int = 0) -> "Person":
        self.page.get_by_label(_asked(label)).nth(nth).fill(text)
        return self

    def fill_every(self, beginning: str, text: str) -> "Person":
        """Every field whose label begins so."""
        for field in self.page.get_by_label(re.compile(rf"^\s*{re.escape(beginning)}")).all():
            field.fill(text)
        return self

    def choose(self, label: str, *, among: str = "") -> "Person":
        """Tick this choice, of the question that begins with these words where more have it."""
        place = self.question(among) if among else self.page
        self.tick(place.get_by_label(label, exact=True).first)
        return self

    def question(self, beginning: str) -> Any:
        """The fieldset with this legend."""
        return self.page.locator(f'xpath=//fieldset[legend[starts-with(normalize-space(.), "{beginning}")]]')

    def tick(self, choice: Any) -> None:
        """By its label, as people do: the input itself is drawn over."""
        if not choice.is_checked():
            self.page.locator(f'label[for="{choice.get_attribute("id")}"]').click()
        assert choice.is_checked()

    def select(self, label: str, option: str) -> "Person":
        self.page.get_by_label(_asked(label)).select_option(label=option)
        return self

    def sees(self, *words: str) -> "Person":
        shown = self.text()
        assert not [one for one in words if one.lower() not in shown.lower()], (words, self.page.url, shown)
        return self

    def does_not_see(self, *words: str) -> "Person":
        source = self.page.content()
        assert not [one for one in words if one in source], (words, self.page.url)
        return self

    def text(self) -> str:
        return str(self.page.locator("body").inner_text())

    @property
    def path(self) -> str:
        return str(self.page.url).removeprefix(self.running.address)

    def status(self, path: str) -> int:
        """What this person gets at this address, without opening it."""
        return int(self.page.request.get(path, max_redirects=0).status)

    def finds_nothing(self, path: str) -> "Person":
        """The page says that it does not exist, as for an address that never was (00, item 4)."""
        self.expects_refusal = True
        answer = self.page.goto(path, wait_until="load")
        assert answer.status == 404, (path, answer.status)
        self.sees(GONE).look()
        self.expects_refusal = False
        return self

    def look(self) -> "Person":
        """Whatever page this is: no violation, no error, no sideways scrolling."""
        title = self.page.title()
        assert self.faults == [], (self.path, self.faults)
        if not self.looks or self._is_seen():
            return self
        if self.scripts:  # axe is one
            assert violations(self.page) == [], (self.name, self.path, title)
        self._picture(title)
        self.page.set_viewport_size(NARROW)
        width = self.page.evaluate("document.documentElement.scrollWidth")
        assert width <= NARROW["width"], (self.name, self.path, title, width)
        self._picture(f"{title} smal")
        self.page.set_viewport_size(WIDE)
        return self

    def _is_seen(self) -> bool:
        """Whether a page of the same build was looked at before: other words and names, and nothing else."""
        bare = re.sub(
            r'(value|href|action|id|for|name|title|content|aria-[a-z]+)="[^"]*"|>[^<]+|[0-9]+',
            "",
            str(self.page.content()),
        )
        is_seen = (bare, self.scripts) in self.running.seen
        self.running.seen.add((bare, self.scripts))
        return is_seen

    def _picture(self, title: str) -> None:
        if not PICTURES:
            return
        ALBUM.mkdir(parents=True, exist_ok=True)
        words = re.sub(r"[^a-z0-9]+", "-", f"{self.name} {title}".lower()).strip("-")
        self.page.screenshot(path=_numbered(words), full_page=True)


def _asked(label: str) -> re.Pattern[str]:
    return re.compile(rf"^\s*{re.escape(label)}(\s*\([^)]*\))?\s*$")


def _numbered(words: str) -> Path:
    number = len(list(ALBUM.glob("*.png"))) + 1
    return ALBUM / f"{number:03d}-{words[:90]}.png"
