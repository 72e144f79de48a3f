"""`manage.py simulate`: what it says, and what it refuses."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from cases.models import Case

pytestmark = pytest.mark.django_db


def test_a_year_of_a_house(settings: Any) -> None:
    settings.DEMO = True
    told = StringIO()
    call_command("simulate", years=1, houses=["GV"], scale=0.02, stdout=told)
    lines = told.getvalue().splitlines()
    assert lines[-2].startswith("GV: ") and lines[-1].startswith("vernietigd: ")
    lived = int(lines[-2].split()[1])
    assert lived > 0 and Case.objects.filter(house__code="GV").count() <= lived, "the night took what was over"


def test_only_in_demo_mode_and_of_houses_that_are_there(settings: Any) -> None:
    settings.DEMO = True
    with pytest.raises(CommandError, match="RU"):
        call_command("simulate", houses=["QQ"])
    settings.DEMO = False
    with pytest.raises(CommandError, match="demomodus"):
        call_command("simulate")
