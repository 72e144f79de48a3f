"""The pages of triage, enquiry and notice: the whole walk, bad input, and the number of queries."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.models import Case, CriterionJudgement, Enquiry, Triage, TriageParty
from cases.phases import Phase
from cases.workflow.enquiry import send_enquiries
from cases.workflow.triage import criteria_of
from parties.models import TriageOutcome
from privacy.models import AccessLogLine
from tests.cases import story
from tests.cast import Cast, Person
from zvh.actor import acting_as
from zvh.sealing import open_keyring

BORN = date(1994, 3, 27)
SAMPLES = [
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "\u202eomgekeerd",
    "a\x00b",
    "x" * 60_000,
    "'; drop table cases_case; --",
]


@pytest.fixture
def case(cast: Cast) -> Case:
    return story.in_triage(cast, born=BORN)


def url(case: Case, part: str) -> str:
    return f"/casussen/{case.number}/{part}"


def ask(cast: Cast, case: Case, *people: Person) -> list[Enquiry]:
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        return send_enquiries(case, [person.party for person in people], by=rosa)


def judgements(case: Case, answer: str = "ja") -> dict[str, str]:
    return {f"criterium_{one.pk}": answer for one in criteria_of(case)} | {
        f"toelichting_{one.pk}": "gezien" for one in criteria_of(case)
    }


def choice(case: Case, code: str, **values: Any) -> dict[str, Any]:
    outcome = TriageOutcome.objects.of_house(case.house).get(code=code)
    texts = {"redenen": "Kanarieredenen", "doel": "Kanariedoel", "themas": "wonen", "terugkoppeling": "dank"}
    return {"uitkomst": outcome.pk, "versie": 0, **texts, **values}


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_from_question_to_decision(cast: Cast, case: Case) -> None:
    rosa, gea = cast.rosa.client(), cast.gea.client()
    assert rosa.post(url(case, "bekendheid/"), {"partijen": [cast.gea.party.pk]}).status_code == 302
    enquiry = Enquiry.objects.get()
    assert "Beantwoorden" in text(gea.get("/bekendheidsvragen/"))
    assert gea.post(f"/bekendheidsvragen/{enquiry.pk}/", {"antwoord": "bekend"}).status_code == 302
    assert rosa.post(url(case, "triage/criteria/"), judgements(case)).status_code == 302
    chosen = {"stemde_in": [cast.olga.party.pk], "in_overleg": [cast.olga.party.pk, cast.gea.party.pk]}
    answer = rosa.post(url(case, "triage/besluit/"), choice(case, "aanpak-huis", **chosen))
    assert answer.url == url(case, "triage/besluit/bevestigen/")
    page = text(rosa.get(answer.url))
    assert "Kanarieredenen" in page and "Kanariedoel" in page and cast.gea.party.name in page
    assert rosa.post(answer.url, {"versie": 1}).status_code == 302
    case.refresh_from_db()
    assert case.phase == Phase.CASUSOVERLEG
    assert "Besloten op" in text(rosa.get(url(case, "triage/")))
    assert gea.get(f"/bekendheidsvragen/{enquiry.pk}/").status_code == 404


def test_the_page_of_a_question_shows_no_case(cast: Cast, case: Case) -> None:
    (enquiry,) = ask(cast, case, cast.gea)
    page = text(cast.gea.client().get(f"/bekendheidsvragen/{enquiry.pk}/"))
    assert "Jan Kanarie" in page and "27 maart 1994" in page
    assert case.number not in page and str(case.pk) not in page
    assert "Kanarie" not in text(cast.gea.client().get("/bekendheidsvragen/"))
    line = AccessLogLine.objects.filter(object_type="enquiry", rule="bekendheidsvraag").latest("pk")
    assert (line.actor_id, line.object_id, line.dossier_id) == (cast.gea.user.pk, str(enquiry.pk), enquiry.pk)


def test_not_known_in_one_click_takes_the_question_away(cast: Cast, case: Case) -> None:
    (enquiry,) = ask(cast, case, cast.gea)
    client = cast.gea.client()
    assert client.get(f"/bekendheidsvragen/{enquiry.pk}/").status_code == 200
    assert client.post(f"/bekendheidsvragen/{enquiry.pk}/", {"antwoord": "niet-bekend"}, follow=True).status_code == 200
    assert client.get(f"/bekendheidsvragen/{enquiry.pk}/").status_code == 404
    assert "Er staan geen vragen open" in text(client.get("/bekendheidsvragen/"))


def test_two_people_prepare_and_both_texts_are_shown(cast: Cast, case: Case) -> None:
    page = url(case, "triage/besluit/")
    assert (
        cast.rosa.client().post(page, choice(case, "geen-aanpak", redenen="tekst van Rosa", bewaar="1")).status_code
        == 302
    )
    answer = cast.otto.client().post(page, choice(case, "geen-aanpak", redenen="tekst van Otto"))
    assert answer.status_code == 409
    assert "tekst van Rosa" in text(answer) and "tekst van Otto" in text(answer)
    assert 'name="versie" value="1"' in text(answer)
    with open_keyring():
        assert Triage.objects.get(case=case).reasons == "tekst van Rosa"


def test_deciding_without_the_parts_changes_nothing(cast: Cast, case: Case) -> None:
    rosa = cast.rosa.client()
    assert rosa.get(url(case, "triage/besluit/bevestigen/")).url == url(case, "triage/besluit/")
    rosa.post(url(case, "triage/besluit/"), choice(case, "geen-aanpak"))
    answer = rosa.post(url(case, "triage/besluit/bevestigen/"), {"versie": 1})
    assert "Beoordeel elk criterium" in text(answer)
    case.refresh_from_db()
    assert case.phase == Phase.TRIAGE


@pytest.mark.parametrize("sample", SAMPLES)
def test_hostile_text_never_breaks_the_decision(cast: Cast, case: Case, sample: Any) -> None:
    answer = cast.rosa.client().post(url(case, "triage/besluit/"), choice(case, "geen-aanpak", redenen=sample))
    assert answer.status_code in (302, 422)
    assert "<script>alert" not in text(cast.rosa.client().get(url(case, "triage/")))


@pytest.mark.parametrize("wrong", ["999999999", "x", "-1", "9" * 400])
def test_a_choice_outside_the_list_is_refused(cast: Cast, case: Case, wrong: str) -> None:
    rosa = cast.rosa.client()
    assert rosa.post(url(case, "bekendheid/"), {"partijen": [wrong]}).status_code == 422
    assert rosa.post(url(case, "triage/besluit/"), choice(case, "geen-aanpak", uitkomst=wrong)).status_code == 422
    assert rosa.post(url(case, "triage/besluit/"), choice(case, "geen-aanpak", versie=wrong)).status_code in (409, 422)
    assert not Enquiry.objects.exists() and not Triage.objects.exists()


def test_an_unlawful_party_can_not_be_chosen(cast: Cast) -> None:
    case = story.in_triage(cast, approach="radicalisering")
    rosa = cast.rosa.client()
    chosen = {"in_overleg": [cast.gijs.party.pk]}
    assert "iets uit de lijst" in text(rosa.post(url(case, "triage/besluit/"), choice(case, "aanpak-huis", **chosen)))
    assert not TriageParty.objects.exists()
    chosen = {"in_overleg": [cast.olga.party.pk]}
    assert rosa.post(url(case, "triage/besluit/"), choice(case, "aanpak-huis", **chosen)).status_code == 302


def test_the_house_uses_its_own_words(db: None) -> None:
    cast = Cast(house="KL")
    case = story.in_triage(cast)
    page = text(cast.rosa.client().get(url(case, "triage/")))
    assert "Weging" in page and "Triage<" not in page
    form = text(cast.rosa.client().get(url(case, "triage/besluit/")))
    assert "Doel van het ICO" in form and "Partijen die mee beslisten" in form and "Casus zonder ICO" in form
    assert "lokale aanpak" not in form


def test_criteria_keep_what_was_typed_when_one_is_missing(cast: Cast, case: Case) -> None:
    given = judgements(case)
    del given[f"criterium_{criteria_of(case)[0].pk}"]
    answer = cast.rosa.client().post(url(case, "triage/criteria/"), given)
    assert "Kies of criterium D (convenant bijlage 2) van toepassing is" in text(answer) and "gezien" in text(answer)
    assert not CriterionJudgement.objects.exists()


def queries(client: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(page).status_code == 200
    return len(found)


def test_the_lists_ask_the_same_for_one_and_three(cast: Cast, case: Case) -> None:
    rosa, gea = cast.rosa.client(), cast.gea.client()
    pages = [(rosa, url(case, "triage/")), (rosa, url(case, "bekendheid/")), (gea, "/bekendheidsvragen/")]
    story.assigned(cast, case, cast.olga)  # who can still be asked, so that the form stays
    ask(cast, case, cast.gea)
    for client, page in pages:
        queries(client, page)
    few = [queries(client, page) for client, page in pages]
    ask(cast, case, cast.gijs, cast.rens)
    for _ in range(2):
        ask(cast, story.in_triage(cast), cast.gea)
    assert [queries(client, page) for client, page in pages] == few == [32, 25, 14]


def test_a_concept_may_be_empty_but_a_decision_to_check_may_not(cast: Cast, case: Case) -> None:
    rosa, page = cast.rosa.client(), url(case, "triage/besluit/")
    answer = text(rosa.post(page, {"versie": 0, "doel": "blijft staan"}))
    assert "Kies uitkomst" in answer and "Vul redenen van het besluit in" in answer and "blijft staan" in answer
    assert not Triage.objects.exists()
    assert rosa.post(page, {"versie": 0, "doel": "blijft staan", "bewaar": "1"}).url == url(case, "triage/")
    assert "blijft staan" in text(rosa.get(page))
