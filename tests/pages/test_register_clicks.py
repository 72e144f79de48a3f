"""What an administrator does most in the register takes no more clicks or screens than its budget (10, section 9)."""

from datetime import date, timedelta

import pytest

from parties.models import Delegation, Membership, User
from tests.cast import Cast
from tests.pages.clicks import Clicks
from tests.pages.window import Window
from zvh.today import today

pytestmark = pytest.mark.browser


def yesterday() -> date:
    return today() - timedelta(days=1)


@pytest.fixture
def cast(db: None) -> Cast:
    return Cast()


@pytest.fixture
def window(cast: Cast, window: Window) -> Window:
    window.client = cast.abel.client()
    return window


def test_add_a_delegate(cast: Cast, window: Window) -> None:
    membership = str(cast.piet.capacity.membership_id)
    task = Clicks(window).press("Mensen").press("Iemand uitnodigen")
    task.fill_in(("Gedelegeerde van een partij",), name="Noor", email="noor@voorbeeld.invalid").select(
        "membership", membership
    )
    task.press("Uitnodigen").sees("De rol is gegeven").took(clicks=4, screens=4)
    assert Delegation.objects.get(user=User.objects.get(name="Noor")).membership == cast.piet.capacity.membership


def test_withdraw_a_delegate(cast: Cast, window: Window) -> None:
    piet = cast.piet
    task = Clicks(window).press("Mensen").press("Piet").press("Wijzigen of beëindigen")
    task.fill_in(until_date=yesterday().isoformat()).press("Bewaren").sees("De rol is gewijzigd").took(
        clicks=4, screens=4
    )
    assert Delegation.objects.get(pk=piet.pk).until_date == yesterday()


def test_end_a_membership(cast: Cast, window: Window) -> None:
    membership = cast.piet.capacity.membership
    task = (
        Clicks(window, f"/partijen/?naam={membership.party.name}").press(membership.party.name).press("Deelname vanaf")
    )
    task.fill_in(until_date=yesterday().isoformat(), ended_note="brief 3").select("ended_because", "opzegging")
    task.press("Bewaren").sees("De deelname is gewijzigd").took(clicks=3, screens=3)
    assert Membership.objects.get(pk=membership.pk).until_date == yesterday()
