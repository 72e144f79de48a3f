"""Several cases on one agenda at once: looked at first, each by itself or not at all (10, pattern 12)."""

import re
from datetime import time

from cases.models import AgendaItem, Case, Invitation, Meeting, Notice
from cases.workflow.agenda import Texts
from cases.workflow.batchagenda import Place, put_cases_on_agenda
from privacy.models import AccessLogLine
from tests.cases import meetings, story
from tests.cases.test_worklist import queries
from tests.cast import Cast
from zvh.actor import acting_as
from zvh.sealing import open_keyring
from zvh.today import today

PAGE = "/overleggen/agenderen/"


def filled(cases: list[Case], meeting: Meeting | None, **more: object) -> dict[str, object]:
    """What the page sends when its button is pressed."""
    texts = {f"duur-{case.pk}": 20 for case in cases} | {f"doel-{case.pk}": "Kanariedoel" for case in cases}
    which = {"overleg": str(meeting.pk) if meeting else "nieuw"}
    return {"casus": [str(case.pk) for case in cases], "naar": "plaatsen", "uitnodigen": "on", **which, **texts, **more}


def test_the_worklist_offers_it_to_those_who_prepare_meetings(cast: Cast) -> None:
    case = meetings.informed(cast, cast.gea)
    for person, is_offered in ((cast.rosa, True), (cast.otto, True), (cast.mara, False), (cast.gea, False)):
        html = person.client().get("/casussen/").content.decode()
        assert (f'name="casus" id="kies-{case.pk}"' in html, PAGE in html) == (is_offered, is_offered), person


def test_first_it_is_shown_what_comes_up_when_and_what_is_lacking(cast: Cast) -> None:
    held, ready = meetings.meeting(cast), [meetings.informed(cast, cast.gea), meetings.informed(cast)]
    meetings.on_agenda(cast, meetings.informed(cast), held)
    uninformed, early = story.at_table(cast), story.in_triage(cast)
    cases = [*ready, uninformed, early]
    html = cast.rosa.client().post(PAGE, {"casus": [str(case.pk) for case in cases]}).content.decode()
    table, refused = html[html.index("<table") :], html[: html.index("<table")]
    assert re.findall(r"\b1[345]:\d\d\b", table) == ["13:50", "14:10", "14:30"]
    assert "is ingelicht, of waarom nog niet" in refused
    assert "Deze casus is in de fase Triage" in refused
    for case in ready:
        assert case.number not in refused
        assert case.number in table
    assert table.count("Er is nog geen bijdrage gevraagd") == 2
    assert table.count("Nog geen gedelegeerde betrokken") == 1
    assert AgendaItem.objects.count() == 1
    line = AccessLogLine.objects.filter(rule="samen-agenderen").latest("event_time")
    assert set(line.shown_ids) == {case.pk for case in cases}


def test_all_that_can_be_stand_on_the_agenda_in_that_order_and_who_is_assigned_is_invited(cast: Cast) -> None:
    held = meetings.meeting(cast)
    cases = [meetings.informed(cast, cast.gea, cast.piet), meetings.informed(cast, cast.gea)]
    answer = cast.otto.client().post(PAGE, filled(cases[::-1], held, **{f"duur-{cases[0].pk}": "35"}))
    assert answer.url == f"/overleggen/{held.pk}/"
    found = [(one.case_id, one.order, one.minutes_long) for one in AgendaItem.objects.order_by("order")]
    assert found == [(cases[1].pk, 1, 20), (cases[0].pk, 2, 35)]
    invited = Invitation.objects.values_list("case", "user")
    assert set(invited) == {
        (cases[0].pk, cast.gea.user.pk),
        (cases[0].pk, cast.piet.user.pk),
        (cases[1].pk, cast.gea.user.pk),
    }


def test_nobody_is_invited_when_that_is_not_asked(cast: Cast) -> None:
    case, held = meetings.informed(cast, cast.gea), meetings.meeting(cast)
    given = filled([case], held)
    given.pop("uitnodigen")
    cast.rosa.client().post(PAGE, given)
    assert (AgendaItem.objects.count(), Invitation.objects.count()) == (1, 0)


def test_what_the_guard_refuses_holds_up_no_other(cast: Cast) -> None:
    """Also where the page was passed by: the workflow decides."""
    held, good, bad, away = meetings.meeting(cast), meetings.informed(cast), story.at_table(cast), story.in_triage(cast)
    places = [Place(case, Texts("Kanariedoel"), 20) for case in (bad, good, away, good)]
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        found = put_cases_on_agenda(places, held, invites=True, by=rosa)
    assert [bool(one.why_not) for one in found] == [True, False, True, True]
    assert "ingelicht" in found[0].why_not
    assert [one.case_id for one in AgendaItem.objects.all()] == [good.pk]


def test_what_was_taken_meanwhile_is_named_and_the_rest_is_done(cast: Cast) -> None:
    """The page was open while a colleague put one of them on the agenda; then the subject of another turned out uninformed."""
    held, cases = meetings.meeting(cast), [meetings.informed(cast), meetings.informed(cast), meetings.informed(cast)]
    given = filled(cases, held)
    meetings.on_agenda(cast, cases[0], held)
    Notice.objects.filter(case=cases[1]).delete()
    html = cast.rosa.client().post(PAGE, given).content.decode()
    assert "1 casus op de agenda gezet" in html
    assert f"{cases[0].number}</a>: Staat al op deze agenda" in html
    assert f"{cases[1].number}</a>: Leg vast of" in html
    assert cases[2].number not in html
    assert set(AgendaItem.objects.values_list("case", flat=True)) == {cases[0].pk, cases[2].pk}
    again = cast.rosa.client().post(PAGE, given).content.decode()
    assert f"{cases[2].number}</a>" in again
    assert AgendaItem.objects.count() == 2


def test_a_new_meeting_is_made_with_them(cast: Cast) -> None:
    case = meetings.informed(cast)
    new = {"datum": f"{today()}", "begin": "09:15", "plaats": "Zaal 4"}
    rosa = cast.rosa.client()
    wrong = rosa.post(PAGE, filled([case], None, datum=f"{today()}"))
    assert (wrong.status_code, Meeting.objects.count()) == (422, 0)
    assert "Vul de begintijd in" in wrong.content.decode()
    rosa.post(PAGE, filled([case], None, **new))
    made = Meeting.objects.get()
    assert (made.on, made.starts_at, made.place, made.items.count()) == (today(), time(9, 15), "Zaal 4", 1)


def test_wrong_input_puts_nothing_on_the_agenda_and_keeps_what_was_typed(cast: Cast) -> None:
    cases, held = [meetings.informed(cast), meetings.informed(cast)], meetings.meeting(cast)
    for wrong in ("0", "999", "veel", ""):
        answer = cast.rosa.client().post(PAGE, filled(cases, held, **{f"duur-{cases[0].pk}": wrong}))
        assert answer.status_code == 422, wrong
        assert AgendaItem.objects.count() == 0
    past = cast.rosa.client().post(PAGE, filled(cases, None, datum="2020-01-01", begin="10:00", plaats="Zaal"))
    assert "Kies vandaag of een latere dag" in past.content.decode()
    without = cast.rosa.client().post(PAGE, filled(cases, held, **{f"doel-{cases[1].pk}": ""}))
    assert f"Vul doel van de bespreking van {cases[1].number} in" in without.content.decode()


def test_the_order_is_changed_with_buttons_and_a_case_is_left_out(cast: Cast) -> None:
    cases, held = [meetings.informed(cast), meetings.informed(cast), meetings.informed(cast)], meetings.meeting(cast)

    def order(naar: str) -> list[str]:
        html = cast.rosa.client().post(PAGE, filled(cases, held, naar=naar)).content.decode()
        return re.findall(r'name="casus" value="([^"]+)"', html)

    one, two, three = (str(case.pk) for case in cases)
    assert order(f"omhoog {three}") == [one, three, two]
    assert order(f"omlaag {one}") == [two, one, three]
    assert order(f"omhoog {one}") == [one, two, three]
    assert order(f"weg {two}") == [one, three]
    typed = filled(cases, held, naar="rekenen", **{f"duur-{one}": "95", f"doel-{two}": ""})
    html = cast.rosa.client().post(PAGE, typed).content.decode()
    assert 'value="95"' in html
    assert "15:05" in html
    assert "Vul doel" not in html
    assert AgendaItem.objects.count() == 0


def test_what_one_may_not_see_is_not_there(cast: Cast) -> None:
    theirs = meetings.informed(cast)
    held = meetings.meeting(cast)
    for keys in ([], ["x"], [str(held.pk)], [str(theirs.pk)]):
        answer = cast.zoe.client().post(PAGE, {"casus": keys})
        assert answer.url == "/casussen/", keys
    answer = cast.zoe.client().post(PAGE, filled([theirs], held))
    assert (answer.url, AgendaItem.objects.count()) == ("/casussen/", 0)


def test_a_fixed_number_of_queries(cast: Cast) -> None:
    meetings.meeting(cast)
    cases = [meetings.informed(cast, cast.gea) for _ in range(30)]
    one, many = (
        queries(cast.rosa, PAGE, {"casus": [str(case.pk) for case in chosen]}) for chosen in (cases[:1], cases)
    )
    assert len(one) == len(many), set(many) - set(one)
