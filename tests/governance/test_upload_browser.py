"""Files of governing in a real browser: the bar moves, several go at once, and a refusal is shown as it was given (10, pattern 24)."""

from typing import Any

import pytest
from playwright.sync_api import expect

from governance.models import Accession, AgendaPoint, Enclosure, SignedCopy
from governance.workflow import agenda
from tests.browser import arrive
from tests.cases.test_upload_browser import BAR, LARGE, SLOW, network, until
from tests.cast import Cast
from tests.files import made
from tests.governance import story
from tests.governance.test_signed_copies import adopted, consented
from tests.parties.test_sessions_browser import address, cast, look, page, server, sign_in
from tests.sign_in import with_password
from zvh.actor import acting_as
from zvh.today import today

__all__ = ["address", "adopted", "cast", "consented", "page", "server"]
pytestmark = pytest.mark.browser


def a_file(content: bytes = LARGE, name: str = "scan.pdf") -> dict[str, Any]:
    return {"name": name, "mimeType": "application/pdf", "buffer": content}


def press_add(page: Any) -> None:
    page.click("main button:has-text('Toevoegen')")


def test_a_signed_copy_goes_up_with_a_bar_and_a_refusal_goes_on_from_there(
    page: Any, cast: Cast, adopted: Accession
) -> None:
    faults: list[str] = []
    page.on("console", lambda line: line.type == "error" and "422" not in line.text and faults.append(line.text))
    sign_in(page, with_password(cast.abel.user))
    page.goto(f"/partijen/toetreding/{adopted.pk}/")
    page.click("text=Getekend exemplaar toevoegen")
    page.click(f"label:has-text('{adopted.house.covenant.name}') >> nth=0")
    look(page, "getekend-toevoegen")
    page.set_input_files("#id_exemplaar", a_file(b"geen pdf", "kanarie.pdf"))
    press_add(page)
    expect(page.locator("#foutenlijst")).to_be_focused()
    assert "kanarie.pdf" in page.inner_text("main") and not SignedCopy.objects.exists()
    page.set_input_files("#id_exemplaar", a_file())
    network(page, upload=SLOW)
    press_add(page)
    until(page, f"{BAR} > 0 && {BAR} < 0.7")
    arrive(page, f"/partijen/toetreding/{adopted.pk}/")
    expect(page.locator("main")).to_contain_text("Wacht op de virusscan")
    found = SignedCopy.objects.get()
    assert found.is_waiting and found.size == len(LARGE) and found.protocol is None
    look(page, "getekend-wacht")
    assert faults == []


def test_papers_of_a_point_go_up_together(page: Any, cast: Cast) -> None:
    story.secretary(cast, story.table(cast))
    meeting = story.meeting(cast, story.table(cast), today())
    with acting_as(cast.mara.pk) as mara:
        point = agenda.hand_in_point(story.table(cast), subject="Werkproces", text="", asks_decision=False, by=mara)
        agenda.place_point(point, meeting, by=mara)
    sign_in(page, with_password(cast.mara.user))
    page.goto(f"/bestuur/vergaderingen/{meeting.pk}/")
    page.click("text=Stukken toevoegen")
    look(page, "stukken-toevoegen")
    page.set_input_files("#id_bestanden", [a_file(name="een.pdf"), a_file(made.pdf("Twee"), "twee.pdf")])
    network(page)
    press_add(page)
    until(page, f"{BAR} > 0 && {BAR} < 0.7")
    arrive(page, f"/bestuur/vergaderingen/{meeting.pk}/")
    assert {one.name for one in Enclosure.objects.filter(point=AgendaPoint.objects.get())} == {"een.pdf", "twee.pdf"}
    expect(page.locator("main")).to_contain_text("twee.pdf")
    look(page, "vergadering-met-stukken")
