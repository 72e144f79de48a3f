"""The projector: what everybody present may see, and nothing else, at once (10, pattern 11; 00, item 15)."""

import re
from typing import Any

import pytest

from cases import grants
from cases.models import AgendaItem, Attendance, Case, CaseGrant, Contribution, GrantReason
from cases.workflow.completeness import grounds_of
from cases.workflow.meeting import record_attendances
from parties.models import House
from privacy.models import AccessLogLine
from tests.cases import meetings
from tests.cases.contribution import story
from tests.cast import Cast, Person
from zvh.actor import acting_as
from zvh.sealing import open_keyring

HTMX = {"HTTP_HX_REQUEST": "true", "HTTP_X_POLL": "1"}


def address(item: AgendaItem) -> str:
    return f"/overleggen/{item.meeting_id}/zaal/"


def screen(cast: Cast, item: AgendaItem) -> str:
    answer = cast.rosa.client().get(address(item))
    assert answer.status_code == 200
    return str(answer.content.decode())


def attend(cast: Cast, item: AgendaItem, *here: Person) -> None:
    users = {person.user.pk for person in here}
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        seats = [(seat, seat.user_id in users) for seat in item.invitations.select_related("user")]
        record_attendances(item, seats, by=rosa)


def delivered(cast: Cast, case: Case, facts: str) -> Contribution:
    """By Gea, for the table."""
    ground = grounds_of(cast.gea.party.pk)[0]
    return story.deliver(case, cast.gea, facts=facts, release_level="tafel", ground=ground)


@pytest.fixture
def shown(cast: Cast) -> tuple[AgendaItem, Contribution, Contribution]:
    """Gea and Olga are invited and there; what Gea gave is for the table, what Piet gave only for Gea."""
    case = meetings.informed(cast, cast.gea, cast.olga, cast.piet)
    to_all = delivered(cast, case, "Kanarie voor allen")
    to_one = story.deliver(case, cast.piet, facts="Kanarie voor Gea")
    with acting_as(cast.piet.pk) as piet:
        grants.release(to_one, [cast.gea.party], by=piet, reason=GrantReason.RELEASED_TO_PARTY)
    item = meetings.on_agenda(cast, case)
    meetings.invited(cast, item, cast.gea, cast.olga, cast.piet)
    meetings.started(cast, item, cast.gea)
    meetings.scored(cast, item)
    meetings.agreed(cast, case, cast.gea)
    return item, to_all, to_one


Shown = tuple[AgendaItem, Contribution, Contribution]


def test_who_comes_in_without_a_release_makes_it_disappear(cast: Cast, shown: Shown) -> None:
    item = shown[0]
    html = screen(cast, item)
    for words in ("Kanariedoel", "Kanarie voor allen", "Kanarie voor Gea", "Kanarieactie", "1 deelnemer aanwezig"):
        assert words in html, words
    assert "niet op dit scherm" not in html
    attend(cast, item, cast.gea, cast.olga)
    html = screen(cast, item)
    assert "Kanarie voor allen" in html
    assert "Kanarie voor Gea" not in html
    assert "1 bijdrage niet op dit scherm" in html
    attend(cast, item, cast.gea, cast.piet)
    assert "Kanarie voor Gea" in screen(cast, item)


def test_with_nobody_there_or_somebody_who_may_not_act_nothing_is_shown(cast: Cast, shown: Shown) -> None:
    item = shown[0]
    attend(cast, item)
    assert "Kanarie" not in screen(cast, item)
    attend(cast, item, cast.gea, cast.olga)
    assert "Kanariedoel" in screen(cast, item)
    CaseGrant.objects.filter(content_object=item.case_id, user=cast.olga.user.pk).delete()
    html = screen(cast, item)
    assert "Kanarie" not in html
    assert item.case.number not in html
    assert "Er is niets wat iedereen in de zaal mag zien" in html


def test_who_did_not_declare_secrecy_does_not_count_as_present(cast: Cast, shown: Shown) -> None:
    Attendance.objects.filter(item=shown[0]).update(secrecy_declared_at=None)
    assert "Kanarie" not in screen(cast, shown[0])


def test_where_delegates_do_not_read_the_common_file_only_the_own_actions_remain(cast: Cast, shown: Shown) -> None:
    item = shown[0]
    assert "z-score--rood" in screen(cast, item)
    House.objects.filter(pk=cast.house.pk).update(delegates_read_case=False)
    html = screen(cast, item)
    assert "z-score--rood" not in html
    assert "Kanarieactie" in html
    attend(cast, item, cast.gea, cast.olga)
    assert "Kanarieactie" not in screen(cast, item)


def test_only_the_case_that_runs_is_shown_and_minutes_never(cast: Cast, shown: Shown) -> None:
    item = shown[0]
    other = meetings.on_agenda(cast, meetings.informed(cast, cast.gea), item.meeting)
    assert other.case.number not in screen(cast, item)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        texts = {"picture": "Kanariebeeld", "judgement": "", "decision": "Kanariebesluit"}
        meetings.save_minutes(item, texts=texts, version=0, by=rosa)
    assert "Kanariebe" not in screen(cast, item)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        meetings.finish_item(item, by=rosa)
    html = screen(cast, item)
    assert "Er wordt nu geen casus besproken" in html
    assert item.case.number not in html


def lines(item: AgendaItem) -> int:
    return AccessLogLine.objects.filter(rule="zaal").count()


def test_a_poll_without_news_shows_and_logs_nothing(cast: Cast, shown: Shown) -> None:
    item, client = shown[0], cast.rosa.client()
    html = client.get(address(item)).content.decode()
    assert lines(item) == 1
    logged = AccessLogLine.objects.get(rule="zaal")
    assert (logged.object_id, logged.dossier_id) == (str(item.pk), item.case_id)
    assert {one.pk for one in shown[1:]} < set(logged.shown_ids)
    [poll] = re.findall(r'hx-get="([^"]+)"', html)
    for _ in range(3):
        answer = client.get(poll, **HTMX)
        assert (answer.status_code, answer.content) == (204, b"")
    assert lines(item) == 1
    attend(cast, item, cast.olga)
    answer = client.get(poll, **HTMX)
    assert answer.status_code == 200
    assert "<html" not in answer.content.decode()
    assert lines(item) == 2
    assert poll not in answer.content.decode()


def test_the_screen_has_no_inputs(cast: Cast, shown: Shown) -> None:
    html = screen(cast, shown[0])
    assert not re.search(r"<(input|button|form|textarea|select)\b", html)


def test_who_it_is_for(cast: Cast, shown: Shown) -> None:
    found = {name: getattr(cast, name).client().get(address(shown[0])).status_code for name in
             ("rosa", "otto", "mara", "zoe", "gea", "olga", "abel", "fatima")}  # fmt: skip
    assert found == {"rosa": 200, "otto": 200, **dict.fromkeys(("mara", "zoe", "gea", "olga", "abel", "fatima"), 404)}


def test_a_fixed_number_of_queries(cast: Cast, shown: Shown) -> None:
    from tests.cases.test_worklist import queries

    item: Any = shown[0]
    case: Case = item.case
    one = len(queries(cast.rosa, address(item)))
    for _ in range(4):
        meetings.agreed(cast, case, cast.gea)
        delivered(cast, case, "Meer")
    attend(cast, item, cast.gea, cast.olga)
    assert len(queries(cast.rosa, address(item))) == one
