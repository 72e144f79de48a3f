"""How many clicks and screens a task takes, counted in a real browser (10, section 9).

A click is a press on a link, a button or something that folds out, and a choice that the table names. Typing, and what is filled in
on a form for its own sake, is not counted. A screen is a page on which something is pressed or that is what one came for; the
page that says that it is done is none.
"""

import re
from collections.abc import Callable
from typing import Any

from tests.pages.window import Window

START = "/mijn-werk/"


class Clicks:
    """One task of one person, from the start page."""

    def __init__(self, window: Window, start: str = START) -> None:
        self.window, self.page = window, window.page
        self.clicks = 0
        self.screens: list[str] = []
        self._parts: set[str] = set()  # the pages of a form in parts
        window.show()
        window.open(start)

    def press(self, words: str, *, within: str = "") -> "Clicks":
        """The link or button whose words begin so, in the first part of the page that says `within`; another page comes."""
        self._click(self._found(words, within))
        return self

    def unfold(self, words: str, *, within: str = "") -> "Clicks":
        """What folds out, on this page."""
        self._note()
        self._place(within).locator("summary").filter(has_text=words).first.click()
        return self

    def choose(self, label: str) -> "Clicks":
        """A choice that the table counts."""
        self._note()
        self._tick(label)
        return self

    def fill_in(self, choices: "tuple[str, ...]" = (), **texts: str) -> "Clicks":
        """What the form asks for its own sake: choices by their label, texts by the name of the field."""
        for label in choices:
            self._tick(label)
        for name, text in texts.items():
            self.page.locator(f'[name="{name}"]').fill(text)
        return self

    def select(self, name: str, value: str) -> "Clicks":
        """In a list one types as well."""
        self.page.locator(f'[name="{name}"]').select_option(value)
        return self

    def form(self, fill: "Callable[[Clicks], Any]") -> "Clicks":
        """A form in parts is one screen, and what is pressed in it is filling it in."""
        clicks, screens = self.clicks, [*self.screens]
        fill(self)
        self._parts = {*self.screens[len(screens) :], self._path()}
        self.clicks, self.screens = clicks, screens
        return self

    def reads(self, *words: str) -> "Clicks":
        """What one came for stands on this page."""
        self._seen()
        return self.sees(*words)

    def sees(self, *words: str) -> "Clicks":
        shown = self.page.locator("main").inner_text()
        assert not [one for one in words if one not in shown], (words, self._path(), shown)
        return self

    def took(self, clicks: int, screens: int) -> None:
        """Not one more than the budget, and no fault on the way."""
        assert self.clicks <= clicks, (self.clicks, clicks, self.screens)
        assert len(self.screens) <= screens, (self.screens, screens)
        assert self.window.faults == []

    def _place(self, within: str) -> Any:
        if not within:
            return self.page.locator("body")
        return self.page.locator("li, tr, section").filter(has_text=within).last

    def _found(self, words: str, within: str) -> Any:
        begins, place = re.compile(rf"^\s*{re.escape(words)}"), self._place(within)
        return place.get_by_role("button", name=begins).or_(place.get_by_role("link", name=begins)).first

    def _click(self, found: Any) -> None:
        self._note()
        with self.page.expect_navigation(wait_until="load"):
            found.click()
        if self.window.answer.redirect_chain:  # as the address bar says it; a form without an address is sent there
            self.page.evaluate("path => history.replaceState(null, '', path)", self._path())

    def _note(self) -> None:
        self._seen()
        self.clicks += 1

    def _seen(self) -> None:
        here = "the form" if self._path() in self._parts else self._path()
        if here not in self.screens:
            self.screens.append(here)

    def _path(self) -> str:
        """Where the redirects ended; the browser itself does not see them (window.py)."""
        return str(self.window.answer.request["PATH_INFO"])

    def _tick(self, label: str) -> None:
        """By its label, as people do: the input itself is drawn over."""
        choice = self.page.get_by_label(label, exact=True).first
        if not choice.is_checked():
            self.page.locator(f'label[for="{choice.get_attribute("id")}"]').click()
        assert choice.is_checked(), label
