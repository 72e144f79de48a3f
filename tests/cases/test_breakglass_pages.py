"""The pages of break-glass: the walk, one answer for every number that can not be opened, bad input, who judges."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from cases.models import BreakGlass, BreakGlassNotice, BreakGlassVerdict, Case
from parties.roles import Role
from privacy import destruction
from privacy.models import AccessLogLine
from tests.cases.story import assigned
from tests.cases.test_breakglass import archived, broken, run_jobs
from tests.cases.test_triage_pages import SAMPLES, text
from tests.cast import Cast, staff
from tests.privacy.stories import closed_case
from zvh.today import today

pytestmark = pytest.mark.django_db
WHY = "De rechter vraagt vandaag om deze gegevens."


@pytest.fixture
def case(cast: Cast) -> Case:
    return archived(cast)


def filled(number: object, **changes: object) -> dict[str, object]:
    return {"nummer": number, "soort": "gezag", "reden": WHY, "duur": "4", **changes}


def test_the_whole_walk(cast: Cast, case: Case) -> None:
    mara, fatima = cast.mara.client(), cast.fatima.client()
    file = f"/casussen/{case.number}/"
    assert mara.get(file).status_code == 404
    answer = mara.post("/noodtoegang/", filled(str(case.number).lower()))
    assert answer.headers["location"] == file
    page = text(mara.get(file))
    until = f"{timezone.localtime(BreakGlass.objects.get().until_at):%H:%M}"
    assert f"U leest deze casus met noodtoegang tot {until} uur" in page and "Kanarie" in page
    assert "Noodtoegang geopend" in page
    assert str(case.number) in text(mara.get("/noodtoegang/"))
    seen_by_house = text(cast.rosa.client().get(f"{file}toegang/"))
    assert f"heeft noodtoegang tot {until}" in seen_by_house
    assert "Noodtoegang is open" not in text(cast.rosa.client().get(file))

    row = BreakGlass.objects.get()
    assert mara.post(f"/noodtoegang/{row.pk}/sluiten/").headers["location"] == "/noodtoegang/"
    assert mara.get(file).status_code == 404

    assert f"Noodtoegang beoordelen: {case.number}" in text(fatima.get("/mijn-werk/"))
    page = text(fatima.get(f"/noodtoegang/register/{row.pk}/"))
    assert WHY in page and "Uw oordeel" in page
    answer = fatima.post(f"/noodtoegang/register/{row.pk}/", {"oordeel": "nee", "toelichting": "Kon ook anders"})
    assert answer.headers["location"] == "/noodtoegang/register/"
    assert "niet terecht" in text(fatima.get("/noodtoegang/register/"))
    assert "Kon ook anders" in text(mara.get(f"/noodtoegang/register/{row.pk}/"))
    assert "Noodtoegang beoordelen" not in text(fatima.get("/mijn-werk/"))


def test_one_answer_for_every_number_that_can_not_be_opened(cast: Cast, case: Case) -> None:
    """R8: whether the case is another house's, gone, or never was, can not be told apart; and every try is logged."""
    other, gone = archived(cast), archived(cast)
    Case.objects.filter(pk=other.pk).update(house=cast.other_house)
    Case.objects.filter(pk=gone.pk).update(destroy_on=today() - timedelta(days=1))
    mara = cast.mara.client()
    answers = []
    for number in ("RU-2026-9999", other.number, gone.number):
        answer = mara.post("/noodtoegang/", filled(number))
        assert answer.status_code == 422
        answers.append(_without_token(answer.content.decode().replace(str(number), "")))
    assert len(set(answers)) == 1 and "kunt u geen casus openen" in answers[0]
    tried = AccessLogLine.objects.filter(event_kind="break-glass", outcome="denied")
    assert list(tried.order_by("event_time").values_list("object_id", flat=True)) == [
        "RU-2026-9999", other.number, gone.number,
    ]  # fmt: skip
    assert not BreakGlass.objects.exists()
    assert mara.post("/noodtoegang/", filled(case.number)).status_code == 302


def _without_token(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"|nonce="[^"]+"|hx-headers=\'[^\']+\'', "", page)


def test_what_he_can_read_needs_no_break_glass(cast: Cast) -> None:
    case = closed_case(cast)
    answer = cast.mara.client().post("/noodtoegang/", filled(case.number))
    assert answer.status_code == 422 and "Deze casus kunt u al lezen" in text(answer)


@pytest.mark.parametrize("name", ["nummer", "soort", "reden", "duur"])
@pytest.mark.parametrize("value", ["", *SAMPLES])
def test_bad_input_is_said_at_the_field_and_nothing_is_lost(cast: Cast, case: Case, name: str, value: str) -> None:
    answer = cast.mara.client().post("/noodtoegang/", filled(case.number, **{name: value}))
    assert answer.status_code in (302, 400, 422)
    if answer.status_code == 422 and name != "reden":
        assert WHY in text(answer)
    assert BreakGlass.objects.count() == (answer.status_code == 302)


def test_a_name_typed_as_a_number_is_not_logged(cast: Cast) -> None:
    cast.mara.client().post("/noodtoegang/", filled("Jan Kanarie"))
    assert not AccessLogLine.objects.filter(object_id__icontains="kanarie").exists()


def test_opening_and_judging_ask_the_code_again(cast: Cast, case: Case) -> None:
    cache.clear()
    row = broken(cast, str(case.number))
    for person, address in ((cast.mara, "/noodtoegang/"), (cast.fatima, f"/noodtoegang/register/{row.pk}/")):
        client = person.client()
        session = client.session
        session["factor_at"] = (timezone.now() - timedelta(minutes=6)).isoformat()
        session.save()
        assert "Nog een keer uw code" in text(client.get(address))
        assert "Nog een keer uw code" in text(client.post(address, filled(case.number)))
    assert BreakGlass.objects.count() == 1


def test_nobody_judges_himself(cast: Cast, case: Case) -> None:
    row = broken(cast, str(case.number))
    mara, mia = cast.mara.client(), staff("Mia", cast.house, Role.MANAGER).client()
    address = f"/noodtoegang/register/{row.pk}/"
    assert "Uw oordeel" not in text(mara.get(address)) and "Noodtoegang beoordelen" not in text(mara.get("/mijn-werk/"))
    said = {"oordeel": "ja", "toelichting": "Prima"}
    assert mara.post(address, said).status_code == 404
    assert cast.petra.client().post(address, said).status_code == 404
    assert not BreakGlassVerdict.objects.exists()
    assert mia.post(address, said).status_code == 302
    assert mia.post(address, said).status_code == 404, "once"


def test_a_verdict_needs_a_choice_and_a_reason(cast: Cast, case: Case) -> None:
    row = broken(cast, str(case.number))
    fatima = cast.fatima.client()
    for said in ({}, {"oordeel": "ja"}, {"toelichting": "x"}, {"oordeel": "misschien", "toelichting": "x"}):
        assert fatima.post(f"/noodtoegang/register/{row.pk}/", said).status_code == 422
    assert not BreakGlassVerdict.objects.exists()


def test_what_is_late_is_shown_as_late(cast: Cast, case: Case) -> None:
    broken(cast, str(case.number))
    BreakGlass.objects.update(judge_by=today() - timedelta(days=2))
    fatima = cast.fatima.client()
    assert "2 dagen te laat" in text(fatima.get("/mijn-werk/"))
    assert "2 dagen te laat" in text(fatima.get("/noodtoegang/register/"))


def test_the_told_delegate_learns_no_number_and_reads_no_case(cast: Cast, case: Case) -> None:
    broken(cast, str(case.number))
    run_jobs()
    piet, wil = cast.piet.client(), cast.wil.client()
    notice = BreakGlassNotice.objects.get(user=cast.piet.user)
    work = text(piet.get("/mijn-werk/"))
    page = text(piet.get(f"/noodtoegang/meldingen/{notice.pk}/"))
    assert "Noodtoegang tot een casus" in work and "opende met noodtoegang een casus" in page
    assert str(case.number) not in work + page
    assert piet.get(f"/casussen/{case.number}/").status_code == 404
    assert "gearchiveerde" not in text(wil.get("/mijn-werk/"))
    assert wil.get(f"/noodtoegang/meldingen/{notice.pk}/").status_code == 404


def test_the_casusregisseur_who_stays_sees_which_case_it_is(cast: Cast, case: Case) -> None:
    assigned(cast, case, cast.piet, after_closing=True)
    broken(cast, str(case.number))
    run_jobs()
    notice = BreakGlassNotice.objects.get(user=cast.piet.user)
    piet = cast.piet.client()
    assert str(case.number) in text(piet.get(f"/noodtoegang/meldingen/{notice.pk}/"))
    assert "Noodtoegang geopend" in text(piet.get(f"/casussen/{case.number}/"))


def test_after_the_destruction_the_register_still_shows_it(cast: Cast, case: Case) -> None:
    row = broken(cast, str(case.number))
    destruction.destroy_dossier(Case, case.pk, destruction.case_is_due, today=today() + timedelta(days=31))
    fatima = cast.fatima.client()
    page = text(fatima.get(f"/noodtoegang/register/{row.pk}/"))
    assert "Verwijderd, samen met de gegevens van de casus" in page and "Uw oordeel" in page
    assert "Wat is er bekeken?" not in page
