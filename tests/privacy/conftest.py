"""Databases in which transactions commit, for what no rolled-back test can show (00, item 30)."""

import os
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.conf import settings

from tests.conftest import _recreate, _template, _use


@pytest.fixture(scope="module")
def committing(django_db_setup: None, django_db_blocker: Any, testrun_uid: str) -> Iterator[str]:
    """A copy of the template for this module, dropped afterwards."""
    usual = settings.DATABASES["default"]["NAME"]
    name = f"{usual}_los"
    with django_db_blocker.unblock():
        _recreate(name, _template(testrun_uid))
        _use(name)
        yield name
        _use(usual)
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as conn:
            conn.execute(f'drop database "{name}" with (force)')
