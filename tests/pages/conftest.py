"""The world of the access tests, seen through a browser."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.access.conftest import case, cast, world
from tests.pages.album import Album
from tests.pages.window import Window

__all__ = ["case", "cast", "world"]


@pytest.fixture
def window(db: None, browser: Any) -> Iterator[Window]:
    """On the connection that the test began with."""
    shown = Window(browser)
    yield shown
    shown.close()


@pytest.fixture(scope="module")
def album() -> Iterator[Album]:
    """Pictures of what was seen; the list of contents is written when all is seen."""
    kept = Album()
    yield kept
    kept.write_contents()
