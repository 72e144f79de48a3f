import pytest

from tests.access.world import scanned
from tests.cases import files, story
from tests.cases.contribution.story import deliver, draft, open_table
from tests.pages.window import Window

pytestmark = pytest.mark.browser
OUT = "/tmp/attach-shots"


def test_look(cast, window: Window):
    import os

    os.makedirs(OUT, exist_ok=True)
    case = story.at_table(cast, cast.piet, cast.olga, cast.gea)
    one = deliver(case, cast.piet, release_level="tafel")
    open_table(cast, case, cast.piet, cast.olga)
    mine = draft(case, cast.piet)
    scanned(files.sent_along(cast.piet, one, "Sfeerverbaal 3 mei 2026.pdf"))
    scanned(files.sent_along(cast.piet, one, "kwaad.docx"), "geweigerd")
    files.sent_along(cast.piet, mine, "Brief aan de betrokkene.pdf")
    files.of_house(cast.rosa, case, "Reactie van de betrokkene op het verzoek om inzage.pdf")
    from cases.models import *

    def shot(who, path, name):
        window.client = who.client()
        for width, scheme in ((1280, "light"), (1280, "dark"), (320, "light")):
            window.show(width=width, scheme=scheme)
            window.open(path)
            window.page.screenshot(path=f"{OUT}/{name}-{width}-{scheme}.png", full_page=True)
            print(
                name, width, scheme, window.violations(), window.page.evaluate("document.documentElement.scrollWidth")
            )

    shot(cast.rosa, f"/casussen/{case.number}/documenten/", "lijst")
    shot(cast.rosa, f"/casussen/{case.number}/documenten/toevoegen/", "toevoegen")
    shot(cast.piet, f"/bijdragen/{mine.pk}/bijlagen/", "bijlagen")
    shot(cast.piet, f"/bijdragen/{one.pk}/", "bijdrage")
    shot(cast.piet, f"/bijdragen/{mine.pk}/", "invullen")
