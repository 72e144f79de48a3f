"""A fifth covenant from nothing to a party that joins under it, all on pages: entered, taken into use, its first administrator invited."""

from typing import Any

import pytest

from parties.models import Appointment, Covenant, House
from parties.roles import Role
from tests.cast import Cast, staff
from tests.governance.fifth import fifth
from tests.pages.clicks import Clicks
from tests.pages.test_joining_journeys import a_newcomer, joins_after_an_objection, two_voices
from tests.pages.window import Window
from tests.parties.entering import Answers, enter

pytestmark = pytest.mark.browser


class Fingers:
    """Fills in forms in a browser."""

    def __init__(self, window: Window) -> None:
        self.window, self.page = window, window.page
        self.pages = 0

    def send(self, address: str, answers: Answers, button: str) -> None:
        self.window.open(address)
        for name, value in answers.items():
            self._fill(name, value)
        with self.page.expect_navigation(wait_until="load"):
            self.page.locator("main").get_by_role("button", name=button, exact=True).click()
        shown = self.page.locator("main").inner_text()
        assert self.window.answer.redirect_chain, (address, answers, shown)
        assert self.window.faults == []
        self.pages += 1

    def _fill(self, name: str, value: Any) -> None:
        control = self.page.locator(f'main [name="{name}"]')
        if isinstance(value, bool | list):
            wanted = value if isinstance(value, list) else ["on"] if value else []
            for box in control.all():
                if box.is_checked() != ((box.get_attribute("value") or "on") in wanted):
                    self.page.locator(f'label[for="{box.get_attribute("id")}"]').click()
        elif control.evaluate("one => one.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)


def test_a_covenant_is_entered_taken_into_use_and_lets_a_party_join(db: None, window: Window) -> None:
    ada = staff("Ada", House.objects.get(code="RU"), Role.ADMINISTRATOR)
    window.client = ada.client()
    window.show()
    hand = Fingers(window)
    enter(hand, fifth())
    assert hand.pages > 30
    assert not House.objects.filter(code="VV").exists()

    window.client = ada.client()  # the second step, again
    task = Clicks(window, "/beheer/convenanten/").sees("In voorbereiding").press("Vijfde convenant")
    task.sees("er ontbreekt niets meer").press("In gebruik nemen")
    task.fill_in(("Ik heb alle onderdelen nagelopen, ook de bronnen",), waarom="Getekend op 1 december 2025")
    task.press("In gebruik nemen").sees("In gebruik", "Dit huis heeft nog geen beheerder").press(
        "Eerste beheerder uitnodigen"
    )
    task.fill_in(name="Bea Beheerder", email="bea@voorbeeld.invalid").press("Uitnodigen").sees("is uitgenodigd")
    first = Appointment.objects.get(house__code="VV")
    assert (first.user.name, first.role, first.given_by) == ("Bea Beheerder", Role.ADMINISTRATOR, ada.user)
    assert Covenant.objects.get(code="vijfde").in_use_by == ada.user

    cast = Cast("VV")
    joins_after_an_objection(cast, "VV", window, two_voices(cast), a_newcomer())
