"""In a real browser, on a server that commits: keys, lock, warning, privacy screen and the Back button (S01, S11, S16)."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.conf import settings as configured
from django.test.testcases import LiveServerThread
from django.utils import timezone

from cases.models import Case, KeptDraft, Plan
from parties.models import SecurityKey, User
from tests.browser import CHROMIUM, FLAGS, PICTURES, arrive, violations
from tests.cases import story
from tests.cast import Cast
from tests.sign_in import PASSWORD, code_of, with_password
from zvh.sealing import open_keyring

pytestmark = pytest.mark.browser
ALBUM = Path(configured.BASE_DIR) / "test-artefacts" / "sessions"
CANARY = "kanarie die niemand na het weggaan mag zien"
UNLOCK, IN = re.compile("/ontgrendelen/"), re.compile("/(mijn-werk|rol-kiezen)/")


@pytest.fixture(scope="module")
def server(committing: str) -> Iterator[str]:
    thread = LiveServerThread("localhost", lambda application: application)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    assert thread.error is None, thread.error
    yield f"http://localhost:{thread.port}"
    thread.terminate()


@pytest.fixture(scope="module")
def cast(committing: str) -> Cast:
    return Cast()


@pytest.fixture(scope="module")
def case(cast: Cast) -> Case:
    return story.at_table(cast, cast.piet)


@pytest.fixture(autouse=True)
def address(server: str, settings: Any) -> None:
    """Its own address, and tries of its own: other browsers of this machine are slowed by themselves."""
    settings.BASE_URL = server
    settings.CACHES = {"default": {**settings.CACHES["default"], "KEY_PREFIX": uuid4().hex}}


@pytest.fixture
def page(browser: Any, server: str) -> Iterator[Any]:
    context = browser.new_context(base_url=server, locale="nl-NL", reduced_motion="reduce")
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def authenticator(page: Any, *, knows_its_owner: bool = True) -> Any:
    """A key in this browser, as the protocol of its developer tools makes one."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "usb", "hasResidentKey": False, "hasUserVerification": True,
        "isUserVerified": knows_its_owner, "automaticPresenceSimulation": True,
    }  # fmt: skip
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return tools


def give_password(page: Any, user: User) -> None:
    page.goto("/inloggen/")
    page.fill("#id_email", user.email)
    page.fill("#id_password", PASSWORD)
    page.click("main button:has-text('Verder')")


def sign_in(page: Any, user: User) -> None:
    give_password(page, user)
    page.fill("#id_code", code_of(user))
    page.click("text=Inloggen >> visible=true")
    arrive(page, IN)


def press_key(page: Any, words: str = "Gebruik mijn beveiligingssleutel") -> None:
    with page.expect_navigation():
        page.click(f"button:has-text('{words}')")


def look(page: Any, name: str) -> None:
    """Axe in light, dark and narrow; with ZVH_PICTURES=1 a picture of each."""
    for scheme, width in (("light", 1280), ("dark", 1280), ("light", 320)):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == [], (name, scheme, width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
        if PICTURES:
            page.screenshot(path=ALBUM / f"{name}-{scheme}-{width}.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.emulate_media(color_scheme="light")


def test_a_key_is_made_and_used_in_the_browser(page: Any, cast: Cast, settings: Any) -> None:
    """Outside demo mode the administrator is led to it, and comes in with it."""
    settings.DEMO = False
    faults: list[str] = []
    page.on("console", lambda line: line.type == "error" and faults.append(line.text))
    abel = with_password(cast.abel.user)
    tools = authenticator(page)
    sign_in(page, abel)
    assert page.is_visible("text=U hebt een beveiligingssleutel nodig")
    look(page, "rol-kiezen-zonder-sleutel")
    page.click("text=Voeg een beveiligingssleutel toe")
    page.fill("#id_name", "Sleutel aan mijn sleutelbos")
    look(page, "sleutel-toevoegen")
    press_key(page, "Sleutel toevoegen")
    assert page.is_visible("text=Uw sleutel is toegevoegd")
    look(page, "sleutels")
    page.goto("/uitloggen/")
    page.click("main button:has-text('Uitloggen')")
    give_password(page, abel)
    look(page, "tweede-stap-met-sleutel")
    press_key(page)
    page.goto("/beheer/mensen/")
    assert page.is_visible("h1:has-text('Mensen')")
    assert SecurityKey.objects.get(user=abel).sign_count > 0
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        page.goto("/beheer/mensen/uitnodigen/")
        look(page, "stap-met-sleutel")
        press_key(page)
        assert page.is_visible("h1:has-text('Iemand uitnodigen')")
    page.click("text=Scherm verbergen")
    arrive(page, UNLOCK)
    press_key(page)
    arrive(page, IN)
    page.goto(f"/profiel/sleutels/{SecurityKey.objects.get(user=abel).pk}/verwijderen/")
    look(page, "sleutel-verwijderen")
    page.goto(f"/beheer/mensen/{cast.rosa.user.pk}/sessies/")
    look(page, "overal-uitloggen")
    tools.send("WebAuthn.disable")
    assert faults == []


def test_without_a_key_at_hand_the_page_says_so(page: Any, cast: Cast) -> None:
    otto = with_password(cast.otto.user)
    SecurityKey.objects.create(user=otto, name="elders", credential_id=b"elders", credential=elsewhere())
    tools = authenticator(page)
    give_password(page, otto)
    page.click("button:has-text('Gebruik mijn beveiligingssleutel')")
    page.wait_for_selector("text=Het is niet gelukt, of u hebt het afgebroken")
    tools.send("WebAuthn.disable")


def elsewhere() -> bytes:
    """A key that this browser does not have."""
    from cryptography.hazmat.primitives.asymmetric import ec
    from fido2.cose import ES256
    from fido2.webauthn import Aaguid, AttestedCredentialData

    public = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    return bytes(AttestedCredentialData.create(Aaguid(bytes(16)), b"elders", public))


def write(page: Any, case: Case) -> None:
    page.goto(f"/casussen/{case.number}/plan/schrijven/")
    page.fill("#id_doel", CANARY)


def unlock(page: Any) -> None:
    page.fill("#id_password", PASSWORD)
    page.click("button:has-text('Ontgrendelen')")


def test_hiding_the_screen_keeps_what_was_typed_and_shows_nothing(page: Any, cast: Cast, case: Case) -> None:
    KeptDraft.objects.all().delete()
    sign_in(page, with_password(cast.rosa.user))
    write(page, case)
    page.route(
        "**/plan/schrijven/", lambda route: route.abort() if route.request.method == "POST" else route.continue_()
    )
    page.click("text=Scherm verbergen")  # the draft of the form itself does not get through
    arrive(page, UNLOCK)
    page.unroute("**/plan/schrijven/")
    assert CANARY not in page.content()
    look(page, "ontgrendelen")
    page.go_back()
    arrive(page, UNLOCK)
    assert CANARY not in page.content()
    plans = Plan.objects.count()
    unlock(page)
    arrive(page, "**/bewaard/")
    page.click("summary")
    look(page, "bewaard")
    page.click("text=Formulier openen")
    assert page.input_value("#id_doel") == CANARY
    look(page, "formulier-opnieuw")
    assert Plan.objects.count() == plans
    page.click("button:has-text('Bewaar')")
    arrive(page, f"**/casussen/{case.number}/plan/")
    with open_keyring():
        assert Plan.objects.latest("at").goal == CANARY
    assert not KeptDraft.objects.exists()


def wake(page: Any) -> None:
    """As when the tab comes to the front, or the laptop wakes."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_the_warning_comes_first_and_one_can_stay(page: Any, cast: Cast) -> None:
    now = timezone.now()
    with time_machine.travel(now) as clock:
        sign_in(page, with_password(cast.rosa.user))
        page.goto("/profiel/")
        assert not page.is_visible("[data-session]")
        clock.move_to(now + timedelta(minutes=28, seconds=30))
        wake(page)
        page.wait_for_selector("[data-session] >> text=vergrendelt het scherm, omdat u niets doet")
        assert page.get_attribute("[data-session-text]", "role") == "alert"
        look(page, "waarschuwing")
        page.click("text=Blijf ingelogd")
        page.wait_for_selector("[data-session]", state="hidden")
        clock.move_to(now + timedelta(minutes=50))
        page.goto("/profiel/")
        assert page.is_visible("h1:has-text('Mijn profiel')")


def test_a_laptop_that_wakes_too_late_is_locked_and_keeps_the_text(page: Any, cast: Cast, case: Case) -> None:
    KeptDraft.objects.all().delete()
    now = timezone.now()
    with time_machine.travel(now) as clock:
        sign_in(page, with_password(cast.rosa.user))
        write(page, case)
        clock.move_to(now + timedelta(hours=2))
        wake(page)
        arrive(page, UNLOCK)
        assert CANARY not in page.content()
        unlock(page)
        arrive(page, "**/bewaard/")
        assert CANARY in page.content()
    KeptDraft.objects.all().delete()


def test_the_end_of_the_session_is_told_ahead(page: Any, cast: Cast) -> None:
    now = timezone.now()
    with time_machine.travel(now) as clock:
        sign_in(page, with_password(cast.rosa.user))
        for minutes in range(20, 595, 20):
            clock.move_to(now + timedelta(minutes=minutes))
            page.request.get("/profiel/")
        clock.move_to(now + timedelta(minutes=592))
        page.goto("/profiel/")
        page.wait_for_selector("[data-session] >> text=loopt uw sessie af")
        assert not page.is_visible("text=Blijf ingelogd")


def test_hiding_in_one_tab_covers_the_other(page: Any, cast: Cast, case: Case) -> None:
    sign_in(page, with_password(cast.rosa.user))
    page.goto(f"/casussen/{case.number}/")
    other = page.context.new_page()
    other.goto("/profiel/")
    other.click("text=Scherm verbergen")
    arrive(page, UNLOCK)


def test_after_signing_out_the_back_button_shows_nothing(page: Any, cast: Cast, case: Case) -> None:
    sign_in(page, with_password(cast.rosa.user))
    page.goto(f"/casussen/{case.number}/")
    assert case.number in page.content()
    page.click("text=Uitloggen")
    arrive(page, "**/inloggen/**")
    page.go_back()
    arrive(page, "**/inloggen/**")
    assert case.number not in page.inner_text("body")


def test_a_page_that_the_browser_kept_whole_is_covered_and_asked_again(
    page: Any, cast: Cast, case: Case, server: str
) -> None:
    """What a browser with a back/forward cache tells a page that comes out of it (S16)."""
    sign_in(page, with_password(cast.rosa.user))
    page.goto(f"/casussen/{case.number}/")
    page.context.clear_cookies()
    covered = "dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true})), document.body.className"
    assert "z-bedekt" in page.evaluate(covered)
    arrive(page, "**/inloggen/**")
    assert case.number not in page.inner_text("body")


def test_with_the_back_forward_cache_of_the_browser_on(playwright: Any, cast: Cast, case: Case, server: str) -> None:
    browser = playwright.chromium.launch(
        executable_path=CHROMIUM, args=FLAGS, ignore_default_args=["--disable-back-forward-cache"]
    )
    page = browser.new_context(base_url=server).new_page()
    sign_in(page, with_password(cast.rosa.user))
    page.goto(f"/casussen/{case.number}/")
    page.click("text=Uitloggen")
    arrive(page, "**/inloggen/**")
    page.go_back()
    arrive(page, "**/inloggen/**")
    assert case.number not in page.inner_text("body")
    browser.close()


def test_my_sessions(page: Any, browser: Any, cast: Cast, server: str) -> None:
    rosa = with_password(cast.rosa.user)
    sign_in(page, rosa)
    other = browser.new_context(base_url=server).new_page()
    sign_in(other, rosa)
    page.goto("/profiel/sessies/")
    look(page, "sessies")
    page.click("text=Alle andere sessies beëindigen")
    assert page.is_visible("text=Andere sessies beëindigd")
    other.goto("/profiel/")
    assert "/inloggen/" in other.url
    other.context.close()


def test_all_of_it_works_without_script(browser: Any, cast: Cast, case: Case, server: str) -> None:
    context = browser.new_context(base_url=server, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, with_password(cast.rosa.user))
    write(page, case)
    stale = context.new_page()
    stale.goto("/profiel/")
    stale.click("text=Scherm verbergen")
    assert UNLOCK.search(stale.url)
    page.click("button:has-text('Bewaar')")
    assert UNLOCK.search(page.url)
    assert CANARY not in page.content()
    unlock(page)
    arrive(page, "**/bewaard/")
    page.click("text=Formulier openen")
    assert page.input_value("#id_doel") == CANARY
    context.close()
    KeptDraft.objects.all().delete()
