"""Two people, two browsers, one plan, no scripts. A module of its own: the world is built on the connection of the browser's loop."""

from collections.abc import Iterator
from typing import Any

import pytest

from cases.models import Case
from tests.cast import Cast
from tests.pages.window import Window


@pytest.fixture
def windows(browser: Any, cast: Cast) -> Iterator[list[Window]]:
    """Rosa and Otto, each in a browser; no scripts are needed."""
    found = [Window(browser, java_script_enabled=False) for _ in range(2)]
    found[0].client, found[1].client = cast.rosa.client(), cast.otto.client()
    yield found
    for window in found:
        window.close()


@pytest.mark.browser
def test_two_people_write_the_plan_in_two_browsers(case: Case, windows: list[Window]) -> None:
    address = f"/casussen/{case.number}/plan/schrijven/"
    for window, words in zip(windows, ("Eerste doel\nSamen", "Tweede doel\nSamen"), strict=True):
        window.open(address).page.get_by_label("Doel").fill(words)
    for window in windows:
        window.page.get_by_role("button", name="Bewaar concept").click()
    rosa, otto = windows
    assert (rosa.answer.status_code, otto.answer.status_code) == (200, 409)
    shown = otto.page.locator("main").inner_text()
    assert "Rosa bewaarde dit" in shown and "Eerste doel" in shown and "Tweede doel" in shown
    assert otto.page.get_by_label("samengevoegd").input_value() == "Eerste doel\nTweede doel\nSamen"
    otto.page.get_by_role("button", name="Keuzes opslaan").click()
    assert otto.answer.status_code == 200
    assert otto.open(address).page.get_by_label("Doel").input_value() == "Eerste doel\nTweede doel\nSamen"
