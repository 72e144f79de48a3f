"""Demo data: every phase in both houses of the story, through the workflow, once."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from cases.demo_cases import HOUSES
from cases.models import Case
from cases.phases import Phase
from parties.models import Appointment, User
from parties.roles import Role
from zvh.actor import acting_as


def load() -> str:
    out = StringIO()
    call_command("load_demo", stdout=out)
    return out.getvalue()


def test_both_houses_have_cases_in_every_phase(db: None, settings: Any) -> None:
    settings.DEMO = True
    assert load() == f"{sum(len(stories) for stories in HOUSES.values())} casussen gemaakt\n"
    for code in HOUSES:
        phases = list(Case.objects.filter(house__code=code).values_list("phase", flat=True))
        assert len(phases) >= 6
        assert {Phase.CONCEPT, Phase.AANMELDING, Phase.TRIAGE, Phase.CASUSOVERLEG} <= set(phases)
        with acting_as(Appointment.objects.filter(house__code=code, role=Role.PROCESREGISSEUR).first().pk) as actor:
            assert Case.objects.visible_to(actor).count() == len(phases) - phases.count(Phase.CONCEPT)


def test_a_second_time_changes_nothing(db: None, settings: Any) -> None:
    settings.DEMO = True
    load()
    before = list(Case.objects.order_by("pk").values())
    assert load() == "0 casussen gemaakt\n"
    assert list(Case.objects.order_by("pk").values()) == before


def test_refused_outside_demo_mode(db: None, settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError):
        load()
    assert not User.objects.exists()
