"""The pages of casusoverleg, plan and actions, as people see and fill them in."""

import re
from datetime import timedelta

import pytest

from cases.models import Action, AgendaItem, Case, DomainScore, Invitation, Meeting, Minutes, Plan
from privacy.models import AccessLogLine
from tests.cases import meetings
from tests.cases.test_worklist import queries
from tests.cast import Cast
from zvh.today import today

HOSTILE = ["\x00", "a\u202eb", "x" * 50_001]
SCRIPT = "<script>alert(1)</script>"


def test_from_planning_to_an_adopted_plan(cast: Cast) -> None:
    """One whole journey without JavaScript."""
    rosa, gea = cast.rosa.client(), cast.gea.client()
    case = meetings.informed(cast, cast.gea)
    page = f"/casussen/{case.number}"
    answer = rosa.post("/overleggen/nieuw/", {"datum": f"{today():%d-%m-%Y}", "begin": "13.30", "plaats": "Zaal 1"})
    meeting = Meeting.objects.get()
    assert answer.url == f"/overleggen/{meeting.pk}/"
    given = {"overleg": meeting.pk, "doel": "Kanariedoel", "besluiten": "", "themas": "", "duur": "15"}
    answer = rosa.post(f"{page}/overleg/agenderen/", given)
    item = AgendaItem.objects.get()
    assert answer.url == f"{page}/overleg/{item.pk}/uitnodigen/"
    form = rosa.get(answer.url).content.decode()
    [ticked] = re.findall(r'name="betrokken"[^>]*value="([^"]+)"[^>]*checked', form)
    assert ticked == str(cast.gea.pk)
    rosa.post(answer.url, {"betrokken": [ticked]})
    assert "Kanariedoel" in gea.get(f"/overleggen/{meeting.pk}/").content.decode()
    assert "Uitnodiging voor het casusoverleg" in gea.get("/mijn-werk/").content.decode()
    gea.post(f"/overleggen/{meeting.pk}/", {"punt": item.pk, "antwoord": "ja"})
    assert "1 komt" in rosa.get(f"/overleggen/{meeting.pk}/").content.decode()

    table = f"/overleggen/{meeting.pk}/vergaderen/{item.pk}/"
    assert "Leg vast wie er zijn" in rosa.get(table).content.decode()
    seat = Invitation.objects.get()
    rosa.post(table, {"deel": "aanwezig", f"aanwezig-stoel-{seat.pk}": "on"})
    rosa.post(table, {"deel": "beginnen"})
    rosa.post(table, {"deel": "scores", "score-huisvesting": "rood", "score-huisvesting-uitleg": "Dreigt ontruiming"})
    action = {"deel": "actie", "actie-wat": "Kanarieactie", "actie-uiterlijk": f"{today()}"}
    action["actie-wie"] = f"{cast.gea.party.pk}-{cast.gea.user.pk}"
    rosa.post(table, action)
    saved = rosa.post(table, {"versie": "0", "beeld": "Kanariebeeld", "oordeel": "", "besluit": ""})
    assert (saved.status_code, saved["X-Versie"]) == (204, "1")
    texts = {"versie": "1", "beeld": "Kanariebeeld", "oordeel": "", "besluit": "Plan vastgesteld"}
    assert rosa.post(table, {**texts, "deel": "afronden"}).url == f"/overleggen/{meeting.pk}/"
    assert "Plan vastgesteld" in gea.get(f"{page}/overleg/").content.decode()

    rosa.post(
        f"{page}/plan/schrijven/",
        {
            "versie": "0", "doel": "Rust in huis", "criteria": "Drie maanden rust", "bewaar": "1",
            **{f"{name}_{cast.gea.party.pk}": "Wonen" for name in ("rol", "nodig")},
        },
    )  # fmt: skip
    assert "Rust in huis" in rosa.get(f"{page}/plan/vaststellen/").content.decode()
    assert "Rust in huis" not in gea.get(f"{page}/plan/").content.decode()
    rosa.post(f"{page}/plan/vaststellen/", {"versie": "1"})
    assert Plan.objects.get().adopted_in == item
    plan = gea.get(f"{page}/plan/").content.decode()
    for words in (
        "Rust in huis",
        "Vastgesteld",
        "z-score--rood",
        "Dreigt ontruiming",
        "Kanarieactie",
        "nog geen verloop",
    ):
        assert words in plan, words
    assert "Kanarieactie" in gea.get(f"{page}/").content.decode()


def discussed(cast: Cast) -> tuple[Case, AgendaItem, str]:
    case = meetings.informed(cast)
    item = meetings.on_agenda(cast, case)
    meetings.invited(cast, item, cast.gea)
    meetings.started(cast, item, cast.gea)
    return case, item, f"/overleggen/{item.meeting_id}/vergaderen/{item.pk}/"


def test_an_action_is_reported_in_two_clicks(cast: Cast) -> None:
    case, _, _ = discussed(cast)
    action, gea = meetings.agreed(cast, case, cast.gea), cast.gea.client()
    page = gea.get("/acties/").content.decode()
    assert "Kanarieactie" in page and f"/acties/{action.pk}/" in page
    assert f"Actie uitvoeren: {case.number}" in gea.get("/mijn-werk/").content.decode()
    answer = gea.post(f"/acties/{action.pk}/", {"stand": "gedaan", "resultaat": "", "lijst": "1"})
    assert answer.url == "/acties/"
    assert "Kanarieactie" not in gea.get("/acties/").content.decode()
    assert Action.objects.get().reported_by == cast.gea.user
    without_reason = gea.post(f"/acties/{action.pk}/", {"stand": "kan-niet", "resultaat": ""})
    assert without_reason.status_code == 422
    assert "Vul in waarom dit niet is gedaan" in without_reason.content.decode()


def test_late_actions_are_work_of_the_house(cast: Cast) -> None:
    case, _, _ = discussed(cast)
    meetings.agreed(cast, case, cast.gea)
    assert "Actie te laat" not in cast.rosa.client().get("/mijn-werk/").content.decode()
    Action.objects.update(due_on=today() - timedelta(days=2))
    page = cast.rosa.client().get("/mijn-werk/").content.decode()
    assert f"Actie te laat: {case.number}" in page and re.search(
        r"<details[^>]*>(?:(?!</details>).)*Kanarieactie", page, re.S
    )


def test_two_writers_both_keep_their_text(cast: Cast) -> None:
    _, item, table = discussed(cast)
    rosa, otto = cast.rosa.client(), cast.otto.client()
    rosa.post(table, {"versie": "0", "beeld": "van Rosa", "oordeel": "", "besluit": "", "deel": "verslag"})
    mine = {"versie": "0", "beeld": "van Otto", "oordeel": "", "besluit": "", "deel": "verslag"}
    answer = otto.post(table, mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "<del>Rosa</del>" in page and "van Otto</textarea>" in page and 'name="versie" value="1"' in page
    with_mine = otto.post(table, {**mine, "versie": "1"})
    assert with_mine.status_code == 302
    assert Minutes.objects.get(item=item).version == 2


def test_a_plan_overtaken_shows_both_texts(cast: Cast) -> None:
    case, _, _ = discussed(cast)
    meetings.drafted(cast, case)
    answer = cast.otto.client().post(
        f"/casussen/{case.number}/plan/schrijven/", {"versie": "0", "doel": "van Otto", "bewaar": "1"}
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Kanariedoel" in page and "van Otto</textarea>" in page


def test_finishing_needs_a_decision_and_leads_to_the_next_case(cast: Cast) -> None:
    _, item, table = discussed(cast)
    second = meetings.on_agenda(cast, meetings.informed(cast), item.meeting)
    rosa, texts = (
        cast.rosa.client(),
        {"versie": "0", "beeld": "Kanariebeeld", "oordeel": "", "besluit": "", "deel": "afronden"},
    )
    answer = rosa.post(table, texts)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Leg vast wat er is besloten" in page and "Kanariebeeld</textarea>" in page and "<title>Fout: " in page
    answer = rosa.post(table, {**texts, "besluit": "Door"})
    assert answer.url == f"/overleggen/{item.meeting_id}/vergaderen/{second.pk}/"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_refused_at_its_field(cast: Cast, text: str) -> None:
    case, _, table = discussed(cast)
    rosa = cast.rosa.client()
    wrong = {
        "/overleggen/nieuw/": {"datum": "2099-01-01", "begin": "25:00", "plaats": text},
        f"/casussen/{case.number}/plan/schrijven/": {"versie": "0", "doel": text, "bewaar": "1"},
        f"/casussen/{case.number}/plan/acties/nieuw/": {
            "actie-wat": text,
            "actie-wie": "0-0",
            "actie-uiterlijk": "31-02-2027",
        },
        table: {"versie": "0", "beeld": text, "deel": "verslag"},
    }
    for address, data in wrong.items():
        answer = rosa.post(address, data)
        assert answer.status_code == 422, address
        assert "ams-error-message" in answer.content.decode()
    assert (
        rosa.post(
            table, {"deel": "actie", "actie-wat": text, "actie-wie": "9", "actie-uiterlijk": "gisteren"}
        ).status_code
        == 422
    )
    assert rosa.post(table, {"deel": "scores", "score-huisvesting": "paars"}).status_code == 422
    assert rosa.post(table, {"versie": "-1", "beeld": "", "deel": "verslag"}).status_code == 422
    assert rosa.post(table, {"deel": "anders"}).status_code == 404
    assert not DomainScore.objects.exists() and not Plan.objects.exists() and not Action.objects.exists()


def test_markup_is_shown_as_text(cast: Cast) -> None:
    case, _, table = discussed(cast)
    meetings.agreed(cast, case, cast.gea, what=SCRIPT)
    for address in ("/acties/", f"/casussen/{case.number}/plan/", table):
        page = cast.rosa.client().get(address).content.decode()
        assert SCRIPT not in page and "&lt;script&gt;" in page


def test_an_answer_of_another_is_refused(cast: Cast) -> None:
    case, item, _ = discussed(cast)
    second = meetings.on_agenda(cast, case)
    meetings.invited(cast, second, cast.gea, cast.olga)
    address = f"/overleggen/{second.meeting_id}/"
    assert cast.gea.client().post(address, {"punt": second.pk, "antwoord": "ja"}).status_code == 302
    for data in (
        {"punt": item.pk, "antwoord": "ja"},
        {"punt": second.pk, "antwoord": "misschien"},
        {"punt": second.pk, "weg": "1"},
        {},
    ):
        assert cast.olga.client().post(address, data).status_code == 404
    assert Invitation.objects.get(item=second, user=cast.olga.user).answer == "open"


def test_what_is_read_stands_in_the_log(cast: Cast) -> None:
    case, item, table = discussed(cast)
    meetings.agreed(cast, case, cast.gea)
    rules = {
        f"/overleggen/{item.meeting_id}/": "overleg", table: "vergaderen", "/acties/": "acties",
        f"/casussen/{case.number}/plan/": "casus-plan", f"/casussen/{case.number}/overleg/": "casus-overleg",
    }  # fmt: skip
    for address, rule in rules.items():
        before = AccessLogLine.objects.filter(rule=rule).count()
        cast.rosa.client().get(address)
        assert AccessLogLine.objects.filter(rule=rule).count() == before + 1, rule


def test_the_words_of_kennemerland(db: None) -> None:
    cast = Cast("KL", "RU")
    case = meetings.informed(cast, approach=cast.house.approaches.first().code)
    item = meetings.on_agenda(cast, case)
    meetings.invited(cast, item, cast.gea, cast.olga)
    meetings.started(cast, item, cast.gea, cast.olga)
    meetings.agreed(cast, case, cast.gea)
    meetings.agreed(cast, case, cast.olga, what="Kanarie van het OM")
    meetings.drafted(cast, case)
    page = cast.rosa.client().get(f"/casussen/{case.number}/plan/").content.decode()
    assert "Afstemmingsplan" in page and "ICO" in page and "Kanariedoel" in page and "Kanarie van het OM" in page
    own = cast.gea.client().get(f"/casussen/{case.number}/plan/").content.decode()
    assert "U ziet hier de acties van uw eigen organisatie" in own and "Kanarieactie" in own
    assert "Kanariedoel" not in own and "Kanarie van het OM" not in own


def test_the_number_of_queries_is_that_of_the_page(cast: Cast) -> None:
    meeting = meetings.meeting(cast)
    case = meetings.informed(cast, cast.gea)
    counts = []
    for number in (1, 3):
        while AgendaItem.objects.filter(meeting=meeting).count() < number:
            one = meetings.informed(cast)
            item = meetings.on_agenda(cast, one, meeting)
            meetings.invited(cast, item, cast.gea, cast.olga)
            meetings.agreed(cast, one, cast.gea)
            meetings.agreed(cast, case, cast.gea)
        addresses = ("/overleggen/", f"/overleggen/{meeting.pk}/", f"/casussen/{case.number}/plan/")
        counts.append(
            [len(queries(cast.rosa, one)) for one in addresses] + [len(queries(cast.gea, one)) for one in addresses]
        )
        counts[-1] += [len(queries(cast.rosa, "/acties/")), len(queries(cast.gea, "/acties/"))]
    assert counts[0] == counts[1] == [8, 10, 12, 8, 10, 11, 8, 8]
