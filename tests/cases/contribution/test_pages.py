"""The pages of contributions, through HTTP as the web role."""

import html
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from cases.models import Case, Contribution, ContributionRequest, Reassessment, ReleaseRequest, State
from cases.workflow.completeness import grounds_of
from parties.models import ContributionKind, LegalGround
from privacy.models import AccessLogLine
from tests.cases.contribution.story import FACTS, ask, deliver, draft, open_table, to_casusoverleg
from tests.cast import Cast
from tests.hostile.pageforms import forms_in
from zvh.actor import acting_as
from zvh.sealing import open_keyring

LIST_QUERIES = 21
HOSTILE = ["<script>alert(1)</script>", "{{ 7|add:1 }}", "' or 1=1 --", "漢字 🙂", "a" * 49_000]


def page(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status, f"{url}: {answer.status_code}"
    return html.unescape(answer.content.decode())


def filled(**changes: Any) -> dict[str, Any]:
    with_kind = ContributionKind.objects.get(code="politieregistraties")
    return {
        "soort": with_kind.pk,
        "gegevens": "strafrechtelijk",
        "feiten": FACTS,
        "oordeel": "",
        "voorwaarden": "",
        "taak": "eigen",
        "grondslag": LegalGround.objects.get(code="wpg20").pk,
        "vrijgave": "tafel",
        "grond_niet_genoemd": "",
        "versie": "1",
        "naar": "controle",
    } | changes


def test_from_request_to_delivery_in_three_clicks(cast: Cast, triage: Case) -> None:
    (asked,) = ask(cast, triage, cast.piet)
    piet = cast.piet.client()
    assert f"/bijdragen/gevraagd/{asked.pk}/" in page(piet, "/mijn-werk/")
    shown = page(piet, f"/bijdragen/gevraagd/{asked.pk}/")
    assert "Wat is er bekend?" in shown and "keuze van het huis" in shown
    saved = piet.post(f"/bijdragen/gevraagd/{asked.pk}/", filled())
    made = Contribution.objects.get()
    assert (saved.status_code, saved["Location"]) == (302, f"/bijdragen/{made.pk}/controle/")
    check = page(piet, saved["Location"])
    assert FACTS in check and "Wet politiegegevens" in check
    for name in ("Rosa", "Olga", "Gea", "Gijs"):
        assert name in check
    sent = piet.post(saved["Location"], {"versie": made.version})
    assert (sent.status_code, sent["Location"]) == (302, f"/bijdragen/{made.pk}/")
    made.refresh_from_db()
    assert made.state == State.DELIVERED
    rosa = page(cast.rosa.client(), f"/casussen/{triage.number}/bijdragen/")
    assert "1 van 1" in rosa and FACTS in rosa and "Wet politiegegevens" in rosa


def test_an_incomplete_draft_is_kept_and_says_what_is_missing(cast: Cast, triage: Case) -> None:
    (asked,) = ask(cast, triage, cast.gijs)
    gijs = cast.gijs.client()
    saved = gijs.post(f"/bijdragen/gevraagd/{asked.pk}/", {"feiten": FACTS, "versie": "1", "naar": "controle"})
    check = page(gijs, saved["Location"])
    assert "Kies de soort bijdrage" in check and "geheimhouding mag doorbreken" in check
    assert "#id_soort" in check and "#id_geheimhouding" in check
    assert ">Versturen<" not in check
    made = Contribution.objects.get()
    assert gijs.post(f"/bijdragen/{made.pk}/controle/", {"versie": made.version}).status_code == 409
    made.refresh_from_db()
    assert made.is_draft


def test_a_draft_saves_itself_and_answers_its_new_version(cast: Cast, triage: Case) -> None:
    (asked,) = ask(cast, triage, cast.piet)
    piet, url = cast.piet.client(), f"/bijdragen/gevraagd/{asked.pk}/"
    first = piet.post(url, {"feiten": "een", "versie": "1"})
    assert (first.status_code, first["X-Versie"]) == (204, "2")
    second = piet.post(url, {"feiten": "twee", "versie": "2"})
    assert (second.status_code, second["X-Versie"]) == (204, "3")
    with open_keyring():
        assert Contribution.objects.get().facts == "twee"


def test_a_colleague_in_the_same_draft_loses_nothing(cast: Cast, triage: Case) -> None:
    made = draft(triage, cast.piet)
    answer = cast.piet.client().post(
        f"/bijdragen/{made.pk}/", {"feiten": "Mijn eigen tekst", "versie": "1", "naar": "bewaar"}
    )
    shown = html.unescape(answer.content.decode())
    assert answer.status_code == 409
    assert "Mijn eigen tekst" in shown and "Kanarie" in shown and f'value="{made.version}"' in shown
    with open_keyring():
        assert Contribution.objects.get().facts == FACTS


def test_sending_what_a_colleague_changed_goes_back_to_the_check(cast: Cast, triage: Case) -> None:
    made = draft(triage, cast.piet)
    answer = cast.piet.client().post(f"/bijdragen/{made.pk}/controle/", {"versie": made.version - 1})
    assert (answer.status_code, answer["Location"]) == (302, f"/bijdragen/{made.pk}/controle/")
    made.refresh_from_db()
    assert made.is_draft


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_kept_and_shown_harmless(cast: Cast, triage: Case, text: str) -> None:
    made = draft(triage, cast.piet)
    piet = cast.piet.client()
    given = filled(feiten=text, oordeel=text, voorwaarden=text[:1000], versie=made.version)
    assert piet.post(f"/bijdragen/{made.pk}/", given).status_code == 302
    raw = piet.get(f"/bijdragen/{made.pk}/controle/").content.decode()
    assert "<script>alert" not in raw
    assert text in html.unescape(raw)


@pytest.mark.parametrize(
    "bad",
    [
        {"feiten": "nul\x00teken"},
        {"soort": "9999999"},
        {"soort": "' or 1=1"},
        {"grondslag": "-1"},
        {"vrijgave": "iedereen"},
        {"partijen": ["99999999999999999999"]},
        {"partijen": ["x"]},
        {"versie": "99999999999999"},
        {"versie": ""},
        {"feiten": "a" * 50_001},
    ],
)
def test_bad_input_gets_a_message_and_the_text_stays(cast: Cast, triage: Case, bad: dict[str, Any]) -> None:
    made = draft(triage, cast.piet)
    answer = cast.piet.client().post(
        f"/bijdragen/{made.pk}/", filled(oordeel="Blijft staan", versie=made.version) | bad
    )
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Blijft staan" in shown and "Verbeter de fouten" in shown


@pytest.mark.parametrize("version", ["", "x", "99999999999999999999", "-1", "²"])
def test_a_strange_version_sends_nothing(cast: Cast, triage: Case, version: str) -> None:
    made = draft(triage, cast.piet)
    assert cast.piet.client().post(f"/bijdragen/{made.pk}/controle/", {"versie": version}).status_code == 302
    made.refresh_from_db()
    assert made.is_draft


def test_asking_several_parties_at_once(cast: Cast, triage: Case) -> None:
    rosa, url = cast.rosa.client(), f"/casussen/{triage.number}/bijdragen/opvragen/"
    shown = page(rosa, url)
    assert shown.count(" checked") == 4 and "(Piet)" in shown
    given = {
        "partijen": [cast.piet.party.pk, cast.olga.party.pk],
        "vraag": "Wat weet u?",
        "doel": "Weging",
        "uiterlijk": (triage.phase_since + timedelta(days=9)).isoformat(),
    }
    example = rosa.post(url, given | {"naar": "voorbeeld"})
    assert example.status_code == 200 and b"Zo leest een partij uw vraag" in example.content
    assert not ContributionRequest.objects.exists()
    assert rosa.post(url, given | {"naar": "versturen"}).status_code == 302
    assert ContributionRequest.objects.count() == 2


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ({"partijen": []}, "Beantwoord de vraag: aan wie vraagt u een bijdrage"),
        ({"partijen": ["999999"]}, "iets uit de lijst"),
        ({"vraag": " "}, "Vul vraag in"),
        ({"uiterlijk": "2020-01-01"}, "Kies vandaag of een latere dag"),
        ({"uiterlijk": "31-02-2027"}, "een datum in"),
    ],
)
def test_a_wrong_question_is_not_sent(cast: Cast, triage: Case, bad: dict[str, Any], message: str) -> None:
    given = {
        "partijen": [cast.piet.party.pk],
        "vraag": "v",
        "doel": "Doel blijft",
        "uiterlijk": "2099-01-01",
    } | bad
    answer = cast.rosa.client().post(f"/casussen/{triage.number}/bijdragen/opvragen/", given)
    shown = html.unescape(answer.content.decode())
    assert answer.status_code == 422 and "Doel blijft" in shown and message in shown
    assert not ContributionRequest.objects.exists()


def test_nothing_to_supply_and_a_refusal(cast: Cast, triage: Case) -> None:
    (asked,) = ask(cast, triage, cast.gea)
    gea, url = cast.gea.client(), f"/bijdragen/gevraagd/{asked.pk}/geen/"
    refused = gea.post(url, {"antwoord": "geweigerd", "reden": ""})
    assert refused.status_code == 422 and "Schrijf op waarom u niet levert" in refused.content.decode()
    assert gea.post(url, {"antwoord": "geweigerd", "reden": "Geen grond"}).status_code == 302
    assert "Geen grond" in page(cast.rosa.client(), f"/casussen/{triage.number}/bijdragen/")
    page(gea, url, 404)


def test_widening_shows_first_who_is_added(cast: Cast, triage: Case) -> None:
    made = deliver(triage, cast.piet)
    open_table(cast, triage, cast.piet, cast.olga)
    piet, url = cast.piet.client(), f"/bijdragen/{made.pk}/vrijgave/"
    confirm = piet.post(url, {"vrijgave": "tafel", "versie": made.version})
    shown = html.unescape(confirm.content.decode())
    assert confirm.status_code == 200 and "Erbij: +1 persoon" in shown and "Olga" in shown
    page(cast.olga.client(), f"/bijdragen/{made.pk}/", 404)
    sent = next(form for form in forms_in(confirm.content.decode()) if "bevestigd" in form.controls).as_shown()
    assert piet.post(url, sent).status_code == 302
    read = page(cast.olga.client(), f"/bijdragen/{made.pk}/")
    assert FACTS in read and "Wet politiegegevens" in read
    assert piet.post(url, {"vrijgave": "huis", "versie": made.version + 1}).status_code == 302
    page(cast.olga.client(), f"/bijdragen/{made.pk}/", 404)


def test_choosing_parties_takes_a_party_of_the_case(cast: Cast, triage: Case) -> None:
    made, piet = deliver(triage, cast.piet), cast.piet.client()
    url, sent = f"/bijdragen/{made.pk}/vrijgave/", {"vrijgave": "partijen", "versie": made.version}
    nobody = piet.post(url, sent)
    assert nobody.status_code == 422 and "Kies minstens" in nobody.content.decode()
    other = piet.post(url, {**sent, "partijen": [cast.wil.party.pk]})
    assert other.status_code == 422


def test_correcting_and_withdrawing(cast: Cast, triage: Case) -> None:
    made, piet = deliver(triage, cast.piet), cast.piet.client()
    url = f"/bijdragen/{made.pk}/verbeteren/"
    assert "Kanarie" in page(piet, url)
    empty = piet.post(url, {"feiten": "", "oordeel": "", "reden": "r", "versie": made.version})
    assert empty.status_code == 422
    assert piet.post(url, {"feiten": "Twee keer", "reden": "telfout", "versie": made.version}).status_code == 302
    stale = piet.post(url, {"feiten": "Drie keer", "reden": "telfout", "versie": made.version})
    assert stale.status_code == 409 and "Drie keer" in stale.content.decode()
    rosa = cast.rosa.client()
    shown = page(rosa, f"/bijdragen/{made.pk}/")
    assert "Twee keer" in shown and FACTS in shown and "telfout" in shown
    assert piet.post(f"/bijdragen/{made.pk}/intrekken/").status_code == 302
    stub = page(rosa, f"/bijdragen/{made.pk}/")
    assert "ingetrokken" in stub and "Twee keer" not in stub and FACTS not in stub
    page(piet, url, 404)


def test_before_the_meeting_the_supplier_is_asked_by_name(cast: Cast, triage: Case) -> None:
    made = deliver(triage, cast.piet)
    given = {"partij": cast.olga.party.pk, "overlegd": cast.piet.party.pk}
    url = f"/bijdragen/{made.pk}/vooraf/"
    assert cast.rosa.client().post(url, {"partij": cast.olga.party.pk}).status_code == 422
    assert cast.rosa.client().post(url, given).status_code == 302
    asked, piet = ReleaseRequest.objects.get(), cast.piet.client()
    question = f"/bijdragen/vrijgave-gevraagd/{asked.pk}/"
    assert question in page(piet, "/bijdragen/")
    assert "Olga" in page(piet, question)
    assert piet.post(question, {"antwoord": "misschien"}).status_code == 422
    page(cast.olga.client(), f"/bijdragen/{made.pk}/", 404)
    assert piet.post(question, {"antwoord": "ja"}).status_code == 302
    assert FACTS in page(cast.olga.client(), f"/bijdragen/{made.pk}/")
    page(piet, question, 404)


def test_the_next_phase_asks_the_supplier_again(cast: Cast, triage: Case) -> None:
    made = deliver(triage, cast.piet, release_level="tafel")
    to_casusoverleg(cast, triage)
    piet, url = cast.piet.client(), f"/bijdragen/{made.pk}/herbeoordeling/"
    assert url in page(piet, "/bijdragen/")
    assert page(piet, f"/bijdragen/{made.pk}/").count("Opnieuw beoordelen") == 1
    assert piet.get(f"/bijdragen/{made.pk}/vrijgave/")["Location"] == url
    assert FACTS in page(piet, url)
    assert piet.post(url, {"antwoord": "delen"}).status_code == 422
    assert piet.post(url, {"antwoord": "delen", "vrijgave": "tafel"}).status_code == 302
    assert Reassessment.objects.get().answer == "delen"
    page(piet, url, 404)


def test_consent_is_written_down(cast: Cast, triage: Case) -> None:
    gijs, url = cast.gijs.client(), f"/casussen/{triage.number}/toestemming/"
    with open_keyring(), acting_as(cast.rosa.pk):
        subject = triage.subjects.get()
    given = {"betrokkene": subject.pk, "stand": "gegeven", "datum": "2026-01-05", "wie": "vertegenwoordiger"}
    wrong = gijs.post(url, given)
    assert wrong.status_code == 422 and "Vul in wie de vertegenwoordiger is" in wrong.content.decode()
    assert gijs.post(url, given | {"vertegenwoordiger": "A. Voogd, voogd", "verteld": "on"}).status_code == 302
    assert "A. Voogd" in page(gijs, url)
    assert "A. Voogd" in page(cast.rosa.client(), url)
    assert "A. Voogd" not in page(cast.piet.client(), url)
    assert cast.rosa.client().post(url, given).status_code == 404


def test_reading_is_logged(cast: Cast, triage: Case) -> None:
    made = deliver(triage, cast.piet)
    page(cast.rosa.client(), f"/bijdragen/{made.pk}/")
    page(cast.rosa.client(), f"/casussen/{triage.number}/bijdragen/")
    lines = AccessLogLine.objects.filter(actor_id=cast.rosa.user.pk, action="R")
    assert lines.filter(object_id=str(made.pk), rule="bijdrage").count() == 1
    assert lines.get(rule="casus-bijdragen").shown_ids == [made.pk]


@pytest.mark.parametrize("amount", [1, 3])
def test_lists_cost_the_same_for_one_and_three(
    cast: Cast, triage: Case, amount: int, django_assert_num_queries: Any
) -> None:
    people = [cast.piet, cast.olga, cast.gea][:amount]
    for person in people:
        (asked,) = ask(cast, triage, person)
        deliver(triage, person, asked, release_level="tafel", ground=grounds_of(person.party.pk)[0])
    open_table(cast, triage, cast.gijs)
    rosa = cast.rosa.client()
    with django_assert_num_queries(LIST_QUERIES):
        assert f"{amount} van {amount}" in page(rosa, f"/casussen/{triage.number}/bijdragen/")
