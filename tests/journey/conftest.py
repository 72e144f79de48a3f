"""One application for all journeys, and people who come and go."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.journey.person import Person
from tests.journey.running import Running, started

Come = Callable[..., Person]


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    """In a directory that the account of the servers can enter."""
    var = Path(tempfile.mkdtemp(prefix="zvh-reis-"))
    var.chmod(0o755)
    with started(var) as application:
        yield application
    shutil.rmtree(var)


@pytest.fixture
def come(running: Running, browser: Any) -> Iterator[Come]:
    """`come("Rosa")`: this invented person signs in, in a browser of their own."""
    here: list[Person] = []

    def sign_in(name: str, capacity: str = "", *, scripts: bool = True, looks: bool = True) -> Person:
        here.append(Person(running, browser, name, scripts=scripts, looks=looks))
        return here[-1].sign_in(capacity)

    yield sign_in
    for person in here:
        person.leave()
