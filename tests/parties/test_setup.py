"""A covenant that is entered on pages: what it takes to be used, and that until then it is nowhere (issue: no rule in code)."""

from typing import Any

import pytest
from django.urls import reverse

from parties.completeness import gaps
from parties.models import Covenant, House, Membership, Party
from tests.cast import Cast
from tests.governance.fifth import fifth
from tests.parties.entering import Typist, enter
from zvh.today import today

pytestmark = pytest.mark.django_db


@pytest.fixture
def entered(cast: Cast) -> Covenant:
    return enter(Typist(cast.abel.client()), fifth())


def test_a_whole_covenant_is_entered_and_taken_into_use(cast: Cast, entered: Covenant) -> None:
    assert gaps(entered) == []
    assert not House.objects.filter(code="VV").exists()
    client = cast.abel.client()
    address = reverse("inrichting-in-gebruik", args=["vijfde"])
    assert client.post(address, {"waarom": "", "nagelopen": ""}).status_code == 422
    answer = client.post(address, {"waarom": "Getekend op 1 december 2025", "nagelopen": "on"})
    assert answer.status_code == 302
    house = House.objects.get(code="VV")
    assert house.slug == "vijfde-huis" and house.covenant.word("triage") == "weging"
    assert house.covenant.in_use_because == "Getekend op 1 december 2025"
    assert house.accession_rule.decided_by.code == "raad"
    assert Membership.objects.in_force(today()).filter(houses=house).count() == 2
