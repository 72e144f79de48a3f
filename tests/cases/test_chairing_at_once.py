"""Two who work on several cases of one meeting at the same moment: no deadlock, nothing is lost, who is second is told."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from cases.models import AgendaItem, Attendance, Case, Invitation, Meeting, Minutes
from tests.cases import meetings, story
from tests.cases.test_batch_agenda import PAGE, filled
from tests.cases.test_chairing import agenda, roll
from tests.cast import Cast, Person, staff
from zvh.models import Job
from zvh.today import today

SAVED, CONFLICT = 302, 409
ROUNDS = range(3)


@pytest.fixture(scope="module")
def cast(committing: str) -> Cast:
    return Cast()


@pytest.fixture(scope="module")
def roos(cast: Cast) -> Person:
    """A second procesregisseur of the house."""
    return staff("Roos", cast.house, cast.rosa.capacity.role)


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """All of these together, each with a connection of its own; what each gave. An error of one is an error of the test."""
    start = threading.Barrier(len(acts))

    def one(act: Callable[[], Any]) -> Any:
        try:
            start.wait()
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [found.result() for found in [pool.submit(one, act) for act in acts]]


def posting(person: Person, address: str, given: dict[str, Any]) -> Callable[[], Any]:
    client = person.client()
    return lambda: client.post(address, given)


def places(held: Meeting) -> list[tuple[int, Any]]:
    return list(AgendaItem.objects.filter(meeting=held).order_by("order").values_list("order", "case"))


# --- on the agenda ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("turn", ROUNDS)
def test_two_put_overlapping_cases_on_one_agenda_and_each_case_stands_once(cast: Cast, roos: Person, turn: int) -> None:
    held = meetings.meeting(cast, today() + timedelta(days=7))
    one, two, three, four = [meetings.informed(cast, cast.gea) for _ in range(4)]
    chosen = [one, two, three], [four, three, two]
    answers = at_once(
        *(posting(who, PAGE, filled(cases, held)) for who, cases in zip((cast.rosa, roos), chosen, strict=True))
    )
    assert sorted(answer.status_code for answer in answers) == [200, SAVED]
    assert {case for _, case in places(held)} == {one.pk, two.pk, three.pk, four.pk}
    assert [order for order, _ in places(held)] == [1, 2, 3, 4]
    assert Invitation.objects.filter(item__meeting=held, user=cast.gea.user).count() == 4
    told = unescape(next(answer.content.decode() for answer in answers if answer.status_code == 200))
    assert all(str(case.number) in told for case in (two, three)), "who was second is told of both"
    assert "Niet alles staat op de agenda" in told


@pytest.mark.parametrize("turn", ROUNDS)
def test_two_agendas_with_the_same_cases_the_other_way_round_do_not_wait_for_each_other(
    cast: Cast, roos: Person, turn: int
) -> None:
    held = [meetings.meeting(cast, today() + timedelta(days=days)) for days in (7, 14)]
    cases = [meetings.informed(cast) for _ in range(4)]
    answers = at_once(
        posting(cast.rosa, PAGE, filled(cases, held[0])), posting(roos, PAGE, filled(cases[::-1], held[1]))
    )
    assert [answer.status_code for answer in answers] == [SAVED, SAVED]
    keys = [case.pk for case in cases]
    assert [[case for _, case in places(one)] for one in held] == [keys, keys[::-1]], "in the order that each chose"


@pytest.mark.parametrize("turn", ROUNDS)
def test_reminding_and_an_agenda_do_not_wait_for_each_other(cast: Cast, roos: Person, turn: int) -> None:
    """The one goes through the cases by age, the other by choice."""
    held = meetings.meeting(cast, today() + timedelta(days=7))
    cases = sorted((meetings.informed(cast, cast.gea) for _ in range(6)), key=lambda one: one.pk, reverse=True)
    for age, case in enumerate(cases):  # the oldest is held last
        Case.objects.filter(pk=case.pk).update(opened_at=timezone.now() - timedelta(days=30 - age))
        story.asked(case, cast.gea, cast.rosa, today() - timedelta(days=2))
    reminded, planned = at_once(
        posting(cast.rosa, "/casussen/herinneren/", {"casus": [str(case.pk) for case in cases]}),
        posting(roos, PAGE, filled(cases, held)),
    )
    assert (reminded.status_code, planned.status_code) == (SAVED, SAVED)
    assert Job.objects.filter(name="send_letter", arguments__letter="bijdrage-te-laat").count() == 6 * (turn + 1)
    assert len(places(held)) == 6


# --- in the meeting -----------------------------------------------------------------------------------------------------


@pytest.fixture
def held(cast: Cast) -> tuple[Meeting, list[AgendaItem]]:
    """Three cases today; Gea came for all of them, Piet is invited for the first and did not."""
    meeting, items = agenda(cast, 3)
    assert roll(cast, meeting, seat(cast.gea)) == SAVED
    return meeting, items


def seat(person: Person) -> str:
    return f"{person.user.pk}-{person.party.pk}"


def decisions(items: list[AgendaItem], text: str) -> dict[str, str]:
    """The page of hamerstukken with all of these ticked."""
    keys = [str(item.pk) for item in items]
    ticked = {f"neem-{key}": "on" for key in keys} | {f"versie-{key}": "0" for key in keys}
    return ticked | {f"besluit-{key}": f"{text} {key}" for key in keys}


def hammering(person: Person, meeting: Meeting, items: list[AgendaItem], text: str) -> Callable[[], str]:
    """Gives the page that follows, with what the person is told."""
    client, address = person.client(), f"/overleggen/{meeting.pk}/hamerstukken/"
    return lambda: unescape(client.post(address, decisions(items, text), follow=True).content.decode())


def deciders(items: list[AgendaItem]) -> list[str]:
    """Whose text stands as the decision of each case."""
    return [one.decision.split()[0] for one in Minutes.objects.filter(item__in=items)]


@pytest.mark.parametrize("turn", ROUNDS)
def test_two_record_hamerstukken_and_who_is_second_is_told_of_each(
    cast: Cast, roos: Person, held: tuple[Meeting, list[AgendaItem]], turn: int
) -> None:
    meeting, items = held
    pages = at_once(hammering(cast.rosa, meeting, items, "Rosa"), hammering(roos, meeting, items[::-1], "Roos"))
    assert deciders(items) in (["Rosa"] * 3, ["Roos"] * 3), "all decisions are those of one of them"
    assert AgendaItem.objects.filter(meeting=meeting, finished_at=None).count() == 0
    first, second = pages if deciders(items)[0] == "Rosa" else pages[::-1]
    assert "3 besluiten vastgelegd" in first and "Iemand anders" not in first
    assert "3 besluiten vastgelegd" not in second
    for item in items:
        assert f"{item.case.number}: Iemand anders" in second


def test_the_roll_is_called_twice_and_one_is_shown_both(
    cast: Cast, roos: Person, held: tuple[Meeting, list[AgendaItem]]
) -> None:
    meeting, items = held
    page = f"/overleggen/{meeting.pk}/aanwezig/"
    version = cast.rosa.client().get(page).context["form"]["versie"].value()
    sent = {"aanwezig-versie": str(version)}
    gone, both = sent, {**sent, f"aanwezig-{seat(cast.gea)}": "on", f"aanwezig-{seat(cast.piet)}": "on"}
    answers = [one.status_code for one in at_once(posting(cast.rosa, page, gone), posting(roos, page, both))]
    assert sorted(answers) == [SAVED, CONFLICT]
    here = set(Attendance.objects.filter(item__in=items).values_list("is_present", flat=True))
    assert here == {answers[0] != SAVED}, "wholly as one of them recorded it"


@pytest.mark.parametrize("turn", ROUNDS)
def test_the_roll_and_hamerstukken_do_not_wait_for_each_other(
    cast: Cast, roos: Person, held: tuple[Meeting, list[AgendaItem]], turn: int
) -> None:
    """Of a decided case the roll is closed: who came stays as it was when the decision was taken."""
    meeting, items = held
    page = f"/overleggen/{meeting.pk}/aanwezig/"
    version = cast.rosa.client().get(page).context["form"]["versie"].value()
    roll_call = posting(roos, page, {"aanwezig-versie": str(version)})
    told, called = at_once(hammering(cast.rosa, meeting, items, "Rosa"), roll_call)
    finished = AgendaItem.objects.filter(meeting=meeting).exclude(finished_at=None).count()
    present = Attendance.objects.filter(item__in=items, is_present=True).count()
    if called.status_code == SAVED:
        assert (finished, present) == (0, 0) and "Leg vast wie er zijn" in told
    else:
        assert (called.status_code, finished, present) == (CONFLICT, 3, 3) and "3 besluiten vastgelegd" in told
