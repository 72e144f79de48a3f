"""One world for all tests of a module: building it takes seconds, and every test leaves it as it was."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from cases.models import Case
from tests.access.world import everybody, rich_case
from tests.cast import Cast


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Cast, Case]]:
    with django_db_blocker.unblock(), transaction.atomic():
        cast = Cast()
        case = rich_case(cast)
        everybody(cast)
        yield cast, case
        transaction.set_rollback(True)


@pytest.fixture
def cast(world: tuple[Cast, Case]) -> Iterator[Cast]:
    point = transaction.savepoint()
    yield world[0]
    transaction.savepoint_rollback(point)


@pytest.fixture
def case(world: tuple[Cast, Case], cast: Cast) -> Case:
    """The rich case, read anew: an earlier test may have turned it into something else."""
    return Case.objects.get(pk=world[1].pk)
