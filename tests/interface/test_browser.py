"""The gallery in a real browser: accessible, within the policy, on every screen."""

import pytest

pytestmark = pytest.mark.browser

WIDE, NARROW = 1440, 320


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_gallery_is_accessible_and_keeps_the_policy(screen, scheme, width):
    screen.show("/componenten/", width=width, scheme=scheme)
    assert screen.violations() == []
    assert screen.faults == []


def test_axe_sees_a_fault(screen):
    screen.show("/componenten/")
    screen.page.evaluate("document.querySelector('#id_werknaam').closest('.ams-field').querySelector('label').remove()")
    assert any(found.startswith("label") for found in screen.violations())


def test_policy_stops_what_does_not_come_from_us(screen):
    screen.show("/componenten/")
    with screen.page.expect_console_message(lambda line: "style-src" in line.text):
        screen.page.evaluate("document.querySelector('h1').setAttribute('style', 'color: red')")


@pytest.mark.parametrize("width", [NARROW, 400, 768])
def test_narrow_screen_does_not_scroll_sideways(screen, width):
    screen.show("/componenten/", width=width)
    assert screen.page.evaluate("document.documentElement.scrollWidth") <= width


def test_forced_colours_keep_the_shapes(screen):
    screen.show("/componenten/", forced="active")
    style = "e => getComputedStyle(document.querySelector(e)).borderTopStyle"
    assert [screen.page.evaluate(style, part) for part in (".z-score--rood", ".ams-badge")] == [
        "solid",
        "solid",
    ]


def test_colour_choice_of_the_person_goes_before_the_system(screen):
    screen.show("/componenten/?kleur=licht", scheme="dark")
    light = screen.page.evaluate("getComputedStyle(document.body).backgroundColor")
    screen.show("/componenten/", scheme="dark")
    assert screen.page.evaluate("getComputedStyle(document.body).backgroundColor") != light


def test_error_summary_has_focus_and_leads_to_the_field(screen):
    screen.show("/componenten/")
    assert screen.page.evaluate("document.activeElement.id") == "foutenlijst"
    screen.page.click("#foutenlijst a[href='#id_geboortedatum_0']")
    assert screen.page.evaluate("document.activeElement.id") == "id_geboortedatum_0"


def test_every_link_in_the_error_summary_has_a_target(screen):
    screen.show("/componenten/")
    dead = "[...document.querySelectorAll('#foutenlijst a')].filter(a => !document.querySelector(a.hash)).length"
    assert screen.page.evaluate(dead) == 0


def test_counter_counts_down(screen):
    screen.show("/componenten/")
    screen.page.fill("#id_aanleiding", "x" * 3990)
    assert screen.page.text_content("[data-counter=id_aanleiding]") == "Nog 10 tekens"
    screen.page.fill("#id_aanleiding", "x" * 4002)
    assert screen.page.text_content("[data-counter=id_aanleiding]") == "2 tekens te veel"


def test_draft_is_saved_on_leaving_a_field_without_its_files(screen):
    screen.show("/componenten/")
    sent = []
    screen.page.on("request", lambda request: request.method == "POST" and sent.append(request.post_data))
    screen.page.fill("#id_werknaam", "J. J.")
    screen.page.click("h1")
    screen.page.wait_for_selector("text=Concept bewaard om")
    assert len(sent) == 1
    assert "werknaam=J.+J." in sent[0] and "bijlage" not in sent[0]


def test_draft_that_is_not_saved_is_said_aloud(screen):
    screen.show("/componenten/")
    screen.page.route("**/*", lambda route: route.abort())
    screen.page.fill("#id_werknaam", "J. J.")
    screen.page.click("h1")
    screen.page.wait_for_selector("[aria-live=polite] >> text=Concept nog niet bewaard")


def test_part_of_a_page_takes_focus_and_leaves_nothing_in_the_browser(screen):
    screen.show("/componenten/")
    screen.page.click("h1")
    part = {"target": "#foutenlijst", "select": "#foutenlijst", "swap": "outerHTML"}
    screen.page.evaluate("part => htmx.ajax('GET', '/componenten/', part)", part)
    screen.page.wait_for_function("document.activeElement.id === 'foutenlijst'")
    kept = "({...sessionStorage, ...localStorage})"
    assert screen.page.evaluate(kept) == {"htmx-current-path-for-history": "/componenten/"}
    assert screen.faults == []


def test_leaving_a_changed_form_asks_first(screen):
    screen.show("/componenten/")
    asked = []
    screen.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    screen.page.fill("#id_werknaam", "J. J.")
    screen.page.goto("about:blank")
    assert asked == ["beforeunload"]


def test_hiding_the_screen_covers_it_at_once(screen):
    screen.show("/componenten/")
    form = "document.querySelector('form[data-privacy-screen]')"
    screen.page.evaluate(f"{form}.addEventListener('submit', event => event.preventDefault())")
    screen.page.click("text=Scherm verbergen")
    assert screen.page.title() == "Vergrendeld - Casusportaal"
    assert not screen.page.is_visible("h1")


def test_first_tab_stop_skips_to_the_content(screen):
    screen.show("/404/")
    screen.page.keyboard.press("Tab")
    assert screen.page.evaluate("document.activeElement.className").startswith("ams-skip-link")
    screen.page.keyboard.press("Enter")
    assert screen.page.evaluate("document.activeElement.id") == "inhoud"


@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 413, 429, 500, 503])
def test_error_pages_are_accessible(screen, status):
    screen.show(f"/{status}/")
    assert screen.violations() == []


def test_print_is_light_and_shows_its_header(screen):
    screen.show("/componenten/", scheme="dark")
    screen.page.emulate_media(media="print", color_scheme="dark")
    assert screen.page.is_visible(".z-printkop")
    assert not screen.page.is_visible(".z-top")
    assert screen.page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"


def test_all_is_there_without_script(browser):
    from tests.interface.conftest import Screen

    context = browser.new_context(java_script_enabled=False)
    screen = Screen(context.new_page())
    screen.show("/componenten/", width=NARROW)
    assert screen.page.is_visible("text=Filter toepassen")
    assert screen.page.is_visible("text=Maximaal 4000 tekens")
    context.close()
