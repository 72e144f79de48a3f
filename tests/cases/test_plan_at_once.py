"""Two people who save the same at the same moment, each in a transaction that commits: nobody overwrites what he did not see."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from cases.models import AgendaItem, Case, Intervention, Invitation, Meeting, Progress
from tests.cases import meetings
from tests.cases.test_plan import at_meeting
from tests.cast import Cast, Person
from tests.hostile.pageforms import forms_in
from zvh.models import Job
from zvh.today import today

SAVED, GONE, CONFLICT = 302, 404, 409


@pytest.fixture(scope="module")
def cast(committing: str) -> Cast:
    return Cast()


@pytest.fixture
def planned(cast: Cast) -> Meeting:
    """A meeting next week, to which Gea is invited."""
    item = meetings.on_agenda(cast, meetings.informed(cast), meetings.meeting(cast, today() + timedelta(days=7)))
    meetings.invited(cast, item, cast.gea)
    Job.objects.all().delete()
    return item.meeting


@pytest.fixture
def running(cast: Cast) -> Intervention:
    case, _ = at_meeting(cast, cast.gea)
    return meetings.treated(cast, case, cast.gea)


def at_once(*saving: tuple[Person, str, dict[str, Any]]) -> list[int]:
    """Everybody opens the form, and then all send theirs together; what each was answered."""
    start, answers = threading.Barrier(len(saving)), {}

    def one(place: int, person: Person, address: str, given: dict[str, Any]) -> None:
        client = person.client()
        wanted = next(iter(given), "versie")
        form = next(one for one in forms_in(client.get(address).content.decode()) if wanted in one.controls)
        start.wait()
        answers[place] = client.post(address, {**form.as_shown(), **given}).status_code
        connection.close()

    threads = [threading.Thread(target=one, args=(place, *what)) for place, what in enumerate(saving)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [answers[place] for place in range(len(saving))]


def test_two_move_a_meeting_and_one_is_shown_both(cast: Cast, planned: Meeting) -> None:
    page, rooms = f"/overleggen/{planned.pk}/wijzigen/", ("Zaal van Rosa", "Zaal van Otto")
    answers = at_once((cast.rosa, page, {"plaats": rooms[0]}), (cast.otto, page, {"plaats": rooms[1]}))
    assert sorted(answers) == [SAVED, CONFLICT]
    planned.refresh_from_db()
    assert (planned.place, planned.sequence) == (rooms[answers.index(SAVED)], 1)
    assert Job.objects.filter(name="mail_rescheduled").count() == 1


def test_one_moves_what_the_other_cancels_and_only_what_was_read_is_cancelled(cast: Cast, planned: Meeting) -> None:
    page = f"/overleggen/{planned.pk}/"
    moved, cancelled = at_once(
        (cast.rosa, f"{page}wijzigen/", {"plaats": "Elders"}), (cast.otto, f"{page}afgelasten/", {})
    )
    planned.refresh_from_db()
    assert cancelled == SAVED  # where it came second: led back to read the other place first
    assert (moved == SAVED) == (planned.cancelled_at is None)
    assert (moved, planned.place, planned.sequence) in (
        (SAVED, "Elders", 1),
        (CONFLICT, "Vergaderzaal 2", 1),
        (GONE, "Vergaderzaal 2", 1),
    )
    assert Job.objects.filter(name="mail_rescheduled").count() == 1


def test_two_cancel_and_everybody_is_told_once(cast: Cast, planned: Meeting) -> None:
    page = f"/overleggen/{planned.pk}/afgelasten/"
    assert SAVED in at_once((cast.rosa, page, {}), (cast.otto, page, {}))
    planned.refresh_from_db()
    assert planned.cancelled_at and planned.sequence == 1
    assert Job.objects.filter(name="mail_rescheduled").count() == 1


def test_an_answer_and_a_cancellation_do_not_wait_for_each_other(cast: Cast, planned: Meeting) -> None:
    """Both hold the case and the meeting in the same order, or one of them only."""
    page = f"/overleggen/{planned.pk}/"
    item = AgendaItem.objects.get(meeting=planned)
    answers = at_once((cast.rosa, f"{page}afgelasten/", {}), (cast.gea, page, {"punt": item.pk, "antwoord": "ja"}))
    assert answers[0] == SAVED and answers[1] < 500
    assert Invitation.objects.get(item=item).answer in ("ja", "open")


def test_an_answer_never_counts_for_a_day_that_was_not_read(cast: Cast, planned: Meeting) -> None:
    """Given before the move it is asked again; after it, it is not taken."""
    page, item = f"/overleggen/{planned.pk}/", AgendaItem.objects.get(meeting=planned)
    answers = at_once(
        (cast.rosa, f"{page}wijzigen/", {"begin": "16:00"}), (cast.gea, page, {"punt": item.pk, "antwoord": "ja"})
    )
    assert answers == [SAVED, SAVED]
    assert Invitation.objects.get(item=item).answer == "open"


def test_of_two_notes_on_the_progress_both_are_kept(cast: Cast, running: Intervention) -> None:
    page = f"/interventies/{running.pk}/"
    told = {"Van Gea": cast.gea, "Van Rosa": cast.rosa}
    assert at_once(*((person, page, {"voortgang": text}) for text, person in told.items())) == [SAVED, SAVED]
    assert {one.text for one in Progress.objects.filter(intervention=running)} == set(told)


def test_two_end_an_intervention_and_one_is_shown_both(cast: Cast, running: Intervention) -> None:
    page, ends = f"/interventies/{running.pk}/stand/", ("afgerond", "gestopt")
    given = [{"stand": state, "resultaat": f"Resultaat {state}"} for state in ends]
    answers = at_once((cast.gea, page, given[0]), (cast.rosa, page, given[1]))
    assert sorted(answers) == [SAVED, CONFLICT]
    running.refresh_from_db()
    assert running.state == ends[answers.index(SAVED)]


def test_two_write_an_intervention_otherwise_and_one_is_shown_both(cast: Cast, running: Intervention) -> None:
    page = f"/interventies/{running.pk}/wijzigen/"
    answers = at_once((cast.rosa, page, {"doel": "Van Rosa"}), (cast.otto, page, {"doel": "Van Otto"}))
    assert sorted(answers) == [SAVED, CONFLICT]


def test_progress_of_what_another_ends_is_kept_or_handed_back(cast: Cast, running: Intervention) -> None:
    page = f"/interventies/{running.pk}/"
    noted, ended = at_once(
        (cast.gea, page, {"voortgang": "Nog een bericht"}),
        (cast.rosa, f"{page}stand/", {"stand": "afgerond", "resultaat": "Klaar"}),
    )
    assert ended == SAVED
    assert (noted == SAVED) == Progress.objects.filter(intervention=running).exists()
    assert noted in (SAVED, GONE, CONFLICT)
    assert Case.objects.get(pk=running.case_id).interventions.get().state == "afgerond"
