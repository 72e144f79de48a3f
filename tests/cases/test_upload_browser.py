"""Adding a document in a real browser: the bar moves, nothing is lost with the connection, an answer is shown as it was given."""

import re
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from cases.models import Attachment, Case
from tests.browser import arrive
from tests.cast import Cast
from tests.files import made
from tests.parties.test_sessions_browser import address, case, cast, look, page, server, sign_in
from tests.sign_in import with_password

__all__ = ["address", "case", "cast", "page", "server"]
pytestmark = pytest.mark.browser

SLOW = 1_500_000  # bytes a second
LARGE = made.pdf("Kanarie") + b"%" * 3_000_000
BAR = "document.querySelector('[data-upload-bar]').value"


def network(page: Any, *, upload: int = SLOW) -> None:
    tools = page.context.new_cdp_session(page)
    tools.send("Network.enable")
    speed = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": upload}
    tools.send("Network.emulateNetworkConditions", {"offline": False, **speed})


def until(page: Any, says: str) -> None:
    """Asked from outside: the policy of the page lets nothing be evaluated in it."""
    for _ in range(400):
        if page.evaluate(says):
            return
        page.wait_for_timeout(25)
    raise AssertionError(says)


def fill(page: Any, cast: Cast, case: Case, content: bytes = LARGE, name: str = "brief.pdf") -> None:
    if "casussen" not in page.url:
        sign_in(page, with_password(cast.rosa.user))
    page.goto(f"/casussen/{case.number}/documenten/toevoegen/")
    choose_kind(page)
    page.fill("#id_toelichting", "Kanarietoelichting")
    page.set_input_files("#id_bestanden", {"name": name, "mimeType": "application/pdf", "buffer": content})


def choose_kind(page: Any) -> None:
    page.click("label:has-text('PDF') >> nth=0")


def add(page: Any) -> None:
    page.click("main button:has-text('Toevoegen')")


def kept(page: Any) -> bool:
    """What was filled in still stands there."""
    files = page.evaluate("document.querySelector('#id_bestanden').files.length")
    return files == 1 and page.input_value("#id_toelichting") == "Kanarietoelichting"


def test_the_bar_moves_and_the_message_of_the_server_comes(page: Any, cast: Cast, case: Case) -> None:
    faults: list[str] = []
    page.on("console", lambda line: line.type == "error" and faults.append(line.text))
    fill(page, cast, case)
    network(page)
    before = Attachment.objects.count()
    add(page)
    until(page, f"{BAR} > 0 && {BAR} < 0.7")
    first = page.evaluate(BAR)
    assert re.fullmatch(r"\d,\d van 3,\d MB verstuurd", page.inner_text("[data-upload-text]"))
    assert page.evaluate("document.activeElement.textContent") == "Stoppen met versturen"
    until(page, f"{BAR} > {first}")
    until(page, "/^[123],\\d van 3,\\d MB verstuurd$/.test(document.querySelector('#melding').textContent)")
    arrive(page, f"/casussen/{case.number}/documenten/")
    assert page.is_visible("text=Het bestand is toegevoegd") and Attachment.objects.count() == before + 1
    assert faults == []


def test_a_lost_connection_loses_nothing_and_can_be_tried_again(page: Any, cast: Cast, case: Case) -> None:
    fill(page, cast, case)
    page.context.set_offline(True)
    before = Attachment.objects.count()
    add(page)
    expect(page.locator("[data-upload-failed]")).to_be_focused()
    assert "De verbinding viel weg. Er is niets toegevoegd." in page.inner_text("[data-upload-failed]") and kept(page)
    look(page, "verbinding-weg")
    assert Attachment.objects.count() == before
    page.context.set_offline(False)
    page.click("text=Probeer opnieuw")
    arrive(page, f"/casussen/{case.number}/documenten/")
    assert Attachment.objects.count() == before + 1


def test_who_stops_keeps_what_was_filled_in(page: Any, cast: Cast, case: Case) -> None:
    fill(page, cast, case)
    network(page, upload=100_000)
    before = Attachment.objects.count()
    add(page)
    until(page, f"{BAR} > 0")
    look(page, "bezig-met-versturen")
    page.click("text=Stoppen met versturen")
    expect(page.locator("[data-upload-failed]")).to_be_focused()
    assert "U bent gestopt" in page.inner_text("[data-upload-failed]") and kept(page)
    page.on("dialog", lambda asked: asked.accept())  # "leave this page?"
    network(page, upload=-1)
    page.goto(f"/casussen/{case.number}/documenten/")
    assert Attachment.objects.count() == before


def test_a_refusal_is_shown_as_without_script_and_goes_on_from_there(page: Any, cast: Cast, case: Case) -> None:
    fill(page, cast, case, b"geen pdf", "kanarie.pdf")
    before = Attachment.objects.count()
    with page.expect_response(lambda answer: answer.request.method == "POST") as found:
        add(page)
    assert found.value.status == 422
    expect(page.locator("#foutenlijst")).to_be_focused()
    assert page.title().startswith("Fout:") and page.input_value("#id_toelichting") == "Kanarietoelichting"
    shown = page.inner_text("main")
    without = page.context.browser.new_context(java_script_enabled=False, storage_state=page.context.storage_state())
    bare = without.new_page()
    bare.set_default_timeout(10_000)
    bare.goto(page.url)
    choose_kind(bare)
    bare.fill("#id_toelichting", "Kanarietoelichting")
    bare.set_input_files("#id_bestanden", {"name": "kanarie.pdf", "mimeType": "application/pdf", "buffer": b"geen pdf"})
    add(bare)
    assert bare.inner_text("main") == shown and "kanarie.pdf" in shown
    without.close()
    page.set_input_files("#id_bestanden", {"name": "brief.pdf", "mimeType": "application/pdf", "buffer": LARGE})
    add(page)
    arrive(page, f"/casussen/{case.number}/documenten/")
    assert Attachment.objects.count() == before + 1


def test_a_session_that_ended_leads_to_the_door(page: Any, cast: Cast, case: Case, settings: Any) -> None:
    fill(page, cast, case)
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    add(page)
    arrive(page, f"/inloggen/?next={quote(f'/casussen/{case.number}/documenten/toevoegen/', safe='')}")
