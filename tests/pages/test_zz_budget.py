from datetime import date
from decimal import Decimal

import pytest

from governance.cbsfile import Counted
from governance.models import BudgetLine, Share
from governance.workflow import budget
from governance.workflow.budget import Division
from parties.roles import Purpose
from tests.cast import Cast, delegate
from tests.governance import planning, story
from tests.pages.window import Window
from zvh.actor import acting_as
from zvh.today import today

pytestmark = pytest.mark.browser


@pytest.fixture
def cast(db):
    return Cast()


def shots(window, name, address):
    for label, width, scheme in (("licht", 1280, "light"), ("donker", 1280, "dark"), ("320", 320, "light")):
        window.show(width=width, scheme=scheme)
        window.open(address)
        window.page.screenshot(path=f"/tmp/planshots/{name}-{label}.png", full_page=True)
        print(name, label, window.width(), window.violations(), window.faults)


def test_pictures(cast, page):
    window = Window(page)
    body = story.board(cast)
    story.secretary(cast, body)
    story.contact(body, cast.abel, votes=1)
    gemma = delegate("Gemma", cast.gea.party, cast.house, Purpose.STUURGROEP)
    made = planning.drafted(cast, "begroting", today().year)
    with acting_as(cast.mara.pk) as by:
        for title, amount in (
            ("Personeel", "412000"),
            ("Huisvesting", "61250.50"),
            ("ICT en beveiliging", "38000"),
            ("Scholing", "9500"),
            ("Onvoorzien", "15000"),
        ):
            budget.save_line(made, None, title=title, amount=Decimal(amount), by=by)
        payers = budget.payers_of(made, by)
        counted = [Counted(one, f"GM{300 + n:04}", 12345 + 7919 * n) for n, one in enumerate(payers)]
        budget.divide_by_key(
            made,
            Division(Decimal("235750.50"), date(made.first_year - 1, 1, 1), "inwoners.csv", counted),
            version=0,
            by=by,
        )
    window.client = cast.mara.client()
    shots(window, "b-concept", f"/bestuur/stukken/{made.pk}/")
    shots(window, "b-sleutel", f"/bestuur/stukken/{made.pk}/sleutel/")
    shots(window, "b-bijdragen", f"/bestuur/stukken/{made.pk}/bijdragen/")
    shots(window, "b-post", f"/bestuur/posten/{BudgetLine.objects.filter(paper=made)[0].pk}/")
    form = window.client.get(f"/bestuur/stukken/{made.pk}/bijdragen/").context["form"]
    window.client.post(
        f"/bestuur/stukken/{made.pk}/bijdragen/", {"versie": form["versie"].value(), "anders_0_bedrag": "300.000"}
    )
    window.client.post(f"/bestuur/stukken/{made.pk}/betaaldatum/", {"uiterlijk": f"{today().year}-03-31"})
    planning.decided(cast, planning.put_forward(cast, made)[0], "voor")
    with acting_as(cast.mara.pk) as by:
        line = {one.title: one for one in BudgetLine.objects.visible_to(by).filter(paper=made)}
        for title, what, amount in (
            ("Personeel", "Salarissen eerste half jaar", "205333.10"),
            ("ICT en beveiliging", "Penetratietest", "41250"),
            ("Huisvesting", "Huur", "30625.25"),
        ):
            budget.book(line[title], on=date(today().year, 6, 30), what=what, amount=Decimal(amount), by=by)
        for one in Share.objects.visible_to(by).filter(paper=made)[:5]:
            budget.note_paid(one, date(today().year, 3, 1), by=by)
    shots(window, "b-vast", f"/bestuur/stukken/{made.pk}/")
    shots(window, "b-uitgave", f"/bestuur/stukken/{made.pk}/uitgaven/")
    shots(window, "b-betaald", f"/bestuur/bijdragen/{Share.objects.filter(paper=made)[0].pk}/")
    account = planning.drafted(cast, "rekening", today().year)
    shots(window, "b-rekening", f"/bestuur/stukken/{account.pk}/")
    window.client = gemma.client()
    shots(window, "b-partij", f"/bestuur/stukken/{made.pk}/")
