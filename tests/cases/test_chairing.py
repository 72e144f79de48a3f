"""Chairing: attendance once, the next case in one action, hamerstukken, and ten minutes to undo (10, patterns 11 and 12)."""

import re
from datetime import timedelta

from django.utils import timezone

from cases.models import AgendaItem, Attendance, Case, Invitation, Meeting, Minutes
from cases.phases import Phase
from cases.workflow.meeting import UNDO
from tests.cases import meetings
from tests.cases.test_worklist import queries
from tests.cast import Cast
from zvh.actor import acting_as
from zvh.today import today


def agenda(cast: Cast, count: int) -> tuple[Meeting, list[AgendaItem]]:
    """So many cases, Gea invited for each and Piet for the first."""
    held, items = meetings.meeting(cast), []
    for place in range(count):
        people = [cast.gea, cast.piet] if place == 0 else [cast.gea]
        item = meetings.on_agenda(cast, meetings.informed(cast, *people), held)
        meetings.invited(cast, item, *people)
        items.append(item)
    return held, items


def roll(cast: Cast, held: Meeting, *ticked: str, version: int = 0) -> int:
    given = {f"aanwezig-{name}": "on" for name in ticked} | {"aanwezig-versie": str(version)}
    return int(cast.rosa.client().post(f"/overleggen/{held.pk}/aanwezig/", given).status_code)


def test_attendance_is_taken_once_for_all_cases_of_each(cast: Cast) -> None:
    held, items = agenda(cast, 3)
    html = cast.rosa.client().get(f"/overleggen/{held.pk}/aanwezig/").content.decode()
    assert html.count("verklaart geheimhouding") == 2
    gea = f"{cast.gea.user.pk}-{cast.gea.party.pk}"
    assert roll(cast, held, gea) == 302
    found = Attendance.objects.values_list("item", "user", "is_present")
    assert set(found) == {
        *((item.pk, cast.gea.user.pk, True) for item in items),
        (items[0].pk, cast.piet.user.pk, False),
    }
    assert not Attendance.objects.filter(is_present=True, secrecy_declared_at=None).exists()
    assert Attendance.objects.get(is_present=False).secrecy_declared_at is None


def test_who_records_it_second_is_shown_what_stands_there(cast: Cast) -> None:
    held, _ = agenda(cast, 1)
    gea, piet = (f"{one.user.pk}-{one.party.pk}" for one in (cast.gea, cast.piet))
    assert roll(cast, held, gea) == 302
    assert roll(cast, held, piet, version=1) == 409
    assert Attendance.objects.get(user=cast.piet.user).is_present is False


def test_a_usual_decision_is_chosen_and_the_next_case_begins(cast: Cast) -> None:
    held, items = agenda(cast, 3)
    roll(cast, held, f"{cast.gea.user.pk}-{cast.gea.party.pk}")
    rosa = cast.rosa.client()
    tables = [f"/overleggen/{held.pk}/vergaderen/{item.pk}/" for item in items]
    rosa.post(tables[0], {"deel": "beginnen"})
    chosen = "Aangehouden tot een volgend overleg"
    assert chosen in rosa.get(tables[0]).content.decode()
    given = {
        "deel": "afronden",
        "versie": "0",
        "beeld": "",
        "oordeel": "",
        "uitkomst": chosen,
        "besluit": "Over een maand",
    }
    assert rosa.post(tables[0], given).url == tables[1]
    assert Minutes.objects.get(item=items[0]).decision == f"{chosen}\nOver een maand"
    states = [(bool(one.started_at), bool(one.finished_at)) for one in AgendaItem.objects.order_by("order")]
    assert states == [(True, True), (True, False), (False, False)]
    assert rosa.post(tables[1], {**given, "besluit": ""}).url == tables[2]
    assert rosa.post(tables[2], {**given, "besluit": chosen}).url == f"/overleggen/{held.pk}/"
    assert Minutes.objects.get(item=items[2]).decision == chosen


def test_a_case_of_which_nobody_is_there_does_not_begin_by_itself(cast: Cast) -> None:
    held, items = agenda(cast, 2)
    meetings.started(cast, items[0], cast.gea)
    page = f"/overleggen/{held.pk}/vergaderen/{items[0].pk}/"
    given = {"deel": "afronden", "versie": "0", "beeld": "", "oordeel": "", "besluit": "Akkoord"}
    assert cast.rosa.client().post(page, given).url.endswith(f"/{items[1].pk}/")
    assert AgendaItem.objects.get(pk=items[1].pk).started_at is None


def decided(cast: Cast, held: Meeting, **given: str) -> str:
    answer = cast.rosa.client().post(f"/overleggen/{held.pk}/hamerstukken/", given, follow=True)
    return str(answer.content.decode())


def test_each_decision_is_recorded_by_itself_or_says_why_not(cast: Cast) -> None:
    held, (one, two, three) = agenda(cast, 3)
    roll(cast, held, f"{cast.gea.user.pk}-{cast.gea.party.pk}")
    Attendance.objects.filter(item=two).update(is_present=False)
    page = cast.rosa.client().get(f"/overleggen/{held.pk}/hamerstukken/").content.decode()
    assert page.count("Een plan") == 3  # the decision that was asked is proposed
    ticked = {f"neem-{item.pk}": "on" for item in (one, two)}
    texts = {f"besluit-{item.pk}": f"Akkoord {n}" for n, item in enumerate((one, two, three))}
    html = decided(cast, held, **ticked, **texts, **{f"versie-{item.pk}": "0" for item in (one, two, three)})
    assert "1 besluit vastgelegd" in html
    assert f"{two.case.number}: Leg vast wie er zijn" in html
    assert [found.decision for found in Minutes.objects.all()] == ["Akkoord 0"]
    states = {found.pk: (bool(found.started_at), bool(found.finished_at)) for found in AgendaItem.objects.all()}
    assert states == {one.pk: (True, True), two.pk: (False, False), three.pk: (False, False)}


def test_minutes_that_somebody_else_wrote_are_not_overwritten(cast: Cast) -> None:
    held, (one, two) = agenda(cast, 2)
    meetings.started(cast, one, cast.gea)
    with meetings.open_keyring(), acting_as(cast.otto.pk) as otto:
        texts = {"picture": "Van Otto", "judgement": "", "decision": "Van Otto"}
        meetings.save_minutes(one, texts=texts, version=0, by=otto)
    given = {f"neem-{one.pk}": "on", f"besluit-{one.pk}": "Mijn besluit", f"versie-{one.pk}": "0"}
    html = decided(cast, held, **given, **{f"versie-{two.pk}": "0"})
    assert "Iemand anders schreef intussen aan dit verslag" in html
    minutes = Minutes.objects.get()
    assert (minutes.decision, AgendaItem.objects.get(pk=one.pk).finished_at) == ("Van Otto", None)
    decided(cast, held, **{**given, f"versie-{one.pk}": "1"}, **{f"versie-{two.pk}": "0"})
    minutes = Minutes.objects.get()
    assert (minutes.picture, minutes.decision) == ("Van Otto", "Mijn besluit")


def test_without_a_text_nothing_is_decided(cast: Cast) -> None:
    held, (one,) = agenda(cast, 1)
    meetings.started(cast, one, cast.gea)
    given = {f"neem-{one.pk}": "on", f"besluit-{one.pk}": "", f"versie-{one.pk}": "0"}
    answer = cast.rosa.client().post(f"/overleggen/{held.pk}/hamerstukken/", given)
    assert answer.status_code == 422
    assert "Schrijf op wat er is besloten" in answer.content.decode()
    assert not Minutes.objects.exists()


def test_ten_minutes_to_undo_and_then_no_more(cast: Cast) -> None:
    held, (one,) = agenda(cast, 1)
    meetings.started(cast, one, cast.gea)
    meetings.discussed(cast, one)
    overleg = f"/casussen/{one.case.number}/overleg/"
    assert "Kanariebesluit" in cast.gea.client().get(overleg).content.decode()
    html = decided(cast, held, terug=str(one.pk))
    assert f"Het besluit over {one.case.number} is teruggedraaid" in html
    assert AgendaItem.objects.get(pk=one.pk).finished_at is None
    assert "Kanariebesluit" not in cast.gea.client().get(overleg).content.decode()
    assert Minutes.objects.get().decision == "Kanariebesluit"
    AgendaItem.objects.filter(pk=one.pk).update(finished_at=timezone.now() - UNDO - timedelta(seconds=1))
    html = decided(cast, held, terug=str(one.pk))
    assert "ouder dan tien minuten" in html
    assert AgendaItem.objects.get(pk=one.pk).finished_at is not None


def test_the_last_case_of_the_agenda_has_no_next_one(cast: Cast) -> None:
    held, items = agenda(cast, 2)
    shown = []
    for item in items:
        meetings.started(cast, item, cast.gea)
        shown.append(cast.rosa.client().get(f"/overleggen/{held.pk}/vergaderen/{item.pk}/").content.decode())
    assert ["Opslaan en volgende casus" in html for html in shown] == [True, False]
    assert ["Opslaan en afronden" in html for html in shown] == [False, True]


def test_who_scored_on_the_case_page_gets_back_to_it_from_a_conflict(cast: Cast) -> None:
    held, (one,) = agenda(cast, 1)
    meetings.started(cast, one, cast.gea)
    meetings.scored(cast, one, "rood")
    given = {"deel": "scores", "naar": "casus", "score-versie": "0", "score-huisvesting": "groen"}
    answer = cast.rosa.client().post(f"/overleggen/{held.pk}/vergaderen/{one.pk}/", given)
    html, home = answer.content.decode(), f"/casussen/{one.case.number}/#plan"
    assert answer.status_code == 409 and '<input type="hidden" name="naar" value="casus">' in html
    assert f'href="{home}"' in html
    version = re.search(r'name="score-versie" value="(\d+)"', html)
    assert version
    answer = cast.rosa.client().post(
        f"/overleggen/{held.pk}/vergaderen/{one.pk}/", {**given, "score-versie": version[1]}
    )
    assert (answer.status_code, answer["Location"]) == (302, home)


def test_it_says_why_a_decision_can_not_be_undone_once_the_case_left(cast: Cast) -> None:
    held, (one, other) = agenda(cast, 2)
    meetings.started(cast, one, cast.gea)
    meetings.discussed(cast, one)
    Case.objects.filter(pk=one.case_id).update(phase=Phase.AFSCHALING)
    html = decided(cast, held, terug=str(one.pk))
    assert f"{one.case.number}: dat kan niet meer, want de casus is intussen uit het" in html
    assert AgendaItem.objects.get(pk=one.pk).finished_at is not None
    assert "er is geen besluit om terug te draaien" in decided(cast, held, terug=str(other.pk))
    stranger = cast.rosa.client().post(f"/overleggen/{held.pk}/hamerstukken/", {"terug": str(held.pk)})
    assert stranger.status_code == 404


def test_nothing_is_decided_before_the_day(cast: Cast) -> None:
    held = meetings.meeting(cast, today() + timedelta(days=3))
    assert cast.rosa.client().get(f"/overleggen/{held.pk}/hamerstukken/").status_code == 404


def test_a_fixed_number_of_queries(cast: Cast) -> None:
    held, _ = agenda(cast, 1)
    pages = [f"/overleggen/{held.pk}/{name}/" for name in ("aanwezig", "hamerstukken")]
    before = [len(queries(cast.rosa, page)) for page in pages]
    for _ in range(5):
        case: Case = meetings.informed(cast, cast.gea, cast.olga)
        meetings.invited(cast, meetings.on_agenda(cast, case, held), cast.gea, cast.olga)
    assert [len(queries(cast.rosa, page)) for page in pages] == before
    assert Invitation.objects.count() > 10
