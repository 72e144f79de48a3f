from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.files.scanner import Clamd


@pytest.fixture(scope="module")
def clamd(tmp_path_factory: Any) -> Iterator[Clamd]:
    """Long names of directories do not fit in the address of a socket."""
    directory: Path = tmp_path_factory.mktemp("c")
    made = Clamd(directory)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def scanner(clamd: Clamd, settings: Any) -> Clamd:
    settings.CLAMD = str(clamd.socket)
    return clamd


@pytest.fixture
def no_scanner(settings: Any, tmp_path: Path) -> None:
    settings.CLAMD = str(tmp_path / "clamd.sock")
