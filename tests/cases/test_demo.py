"""Demo data: every phase in both houses of the story, through the workflow, once."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from cases.demo_cases import HOUSES
from cases.models import BreakGlass, Case
from cases.phases import Phase
from cases.rowpolicy import may_judge
from governance.models import Accession, AccessionConsent
from parties.models import Appointment, Delegation, House, User
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


def test_an_organisation_is_joining_and_the_parties_are_asked(db: None, settings: Any) -> None:
    """Where a delegate speaks for a party in a body he has something to answer."""
    settings.DEMO = True
    load()
    stages = {one.house.code: one.stage for one in Accession.objects.select_related("house")}
    assert stages["RU"] == stages["KL"] == "instemming" and set(stages) <= {one.code for one in House.objects.all()}
    piet = Delegation.objects.get(purpose="partneroverleg")
    with acting_as(piet.pk) as actor:
        asked = AccessionConsent.objects.visible_to(actor).filter(answer="")
        assert {one.party for one in asked} == {piet.party}


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


def test_break_glass_waits_for_its_verdict(db: None, settings: Any) -> None:
    """An archived case that its manager opened, so that the pages have something to show; and a manager for one approach."""
    settings.DEMO = True
    load()
    row = BreakGlass.objects.to_judge().select_related("user").get()
    staff = Appointment.objects.filter(house__code="RU")
    with acting_as(staff.get(role=Role.FG).pk) as fg:
        assert may_judge(fg, row)
    with acting_as(staff.get(role=Role.MANAGER, user=row.user).pk) as mara:
        assert not Case.objects.visible_to(mara).filter(pk=row.case_id).exists()
    with acting_as(staff.exclude(approaches=None).get().pk) as mona:
        codes = set(Case.objects.visible_to(mona).values_list("approach__code", flat=True))
    assert codes == {"top-x"}
