"""Readiness and the virus scanner: a process starts without it, and says so (S47)."""

import logging
from typing import Any

import pytest

from tests.files.scanner import Clamd, needs_clamd
from zvh import ready


def test_a_scanner_that_is_away_stops_nobody_and_is_told(no_scanner: None, caplog: Any) -> None:
    with caplog.at_level(logging.WARNING, "zvh"):
        ready.check(["scanner"])
    assert "files can not be scanned now" in caplog.text


@needs_clamd
def test_one_that_answers_is_no_news(scanner: Clamd, caplog: Any) -> None:
    with caplog.at_level(logging.WARNING, "zvh"):
        ready.check(["scanner"])
    assert caplog.text == ""


@pytest.mark.parametrize("names", [ready.SERVING])
def test_the_website_does_not_wait_for_it(names: tuple[str, ...]) -> None:
    assert "scanner" not in names
