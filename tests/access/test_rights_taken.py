"""A right that is taken away is gone at the next request: for pages, forms that stood open, and work that waited (S29, S30)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import transaction

from cases.grants import withdraw
from cases.models import Case, Contribution
from parties.models import Appointment, Delegation, Membership, User, Vetting
from privacy.models import AccessLogLine, Outcome
from tests.cases import story
from tests.cases.contribution.story import ask
from tests.cases.contribution.story import draft as draft_contribution
from tests.cast import Cast, Person
from tests.hostile.crawling import forms_at
from tests.hostile.pageforms import Data
from tests.jobs import do_jobs
from tests.privacy.stories import closed_case
from zvh import jobs
from zvh.actor import acting_as, current_actor
from zvh.models import Job
from zvh.sealing import open_keyring
from zvh.tasks import run_job_for_person
from zvh.today import today

YESTERDAY = timedelta(days=-1)
Take = Callable[[Cast, Case], Any]

# Ways in which a delegate loses what he may.
WAYS: dict[str, Take] = {
    "withdrawn": lambda cast, case: withdraw(case, cast.piet.user, cast.piet.party),
    "delegation ended": lambda cast, _: Delegation.objects.filter(pk=cast.piet.pk).update(until_date=today() + YESTERDAY),
    "member no longer": lambda cast, _: Membership.objects.filter(delegations=cast.piet.pk).update(until_date=today() + YESTERDAY),
    "vog ended": lambda cast, _: Vetting.objects.filter(user=cast.piet.user).update(valid_until=today() + YESTERDAY),
    "account closed": lambda cast, _: User.objects.filter(pk=cast.piet.user.pk).update(is_active=False),
    "case closed": lambda _, case: Case.objects.filter(pk=case.pk).update(phase="afschaling"),
}  # fmt: skip


def filled(cast: Cast, page: str) -> Data:
    """What Piet sends from the form that stands open before him."""
    (place,) = (one for one in forms_at("piet", cast.piet.client(), page, "bijdrage") if "feiten" in one.form.controls)
    return {**place.form.filled(), "feiten": ["Later geschreven"]}


@pytest.mark.parametrize("way", WAYS)
def test_a_form_that_stands_open_is_refused_when_it_is_sent(cast: Cast, way: str) -> None:
    case = story.at_table(cast, cast.piet)
    made = draft_contribution(case, cast.piet)
    client, page = cast.piet.client(), f"/bijdragen/{made.pk}/"
    sent = filled(cast, page)
    point = transaction.savepoint()
    client.post(page, sent)
    with open_keyring():
        assert Contribution.objects.get(pk=made.pk).facts == "Later geschreven", "it is taken while the right is there"
    transaction.savepoint_rollback(point)
    WAYS[way](cast, case)
    before = AccessLogLine.objects.filter(outcome=Outcome.DENIED, actor_id=cast.piet.user.pk).count()
    for answer in (client.get(page), client.post(page, sent)):
        assert answer.status_code in (302, 404) and "Kanarie" not in answer.content.decode()
        assert answer.status_code == 404 or answer.url.split("?")[0] in (
            "/rol-kiezen/",
            "/inloggen/",
            "/tweede-factor/",
        )
    with open_keyring():
        assert "Later" not in Contribution.objects.get(pk=made.pk).facts
    if answer.status_code == 404:
        assert AccessLogLine.objects.filter(outcome=Outcome.DENIED, actor_id=cast.piet.user.pk).count() == before + 2


def test_staff_whose_appointment_ended_sends_in_vain(cast: Cast) -> None:
    case = story.filed(cast)
    client, page = cast.rosa.client(), f"/casussen/{case.number}/aanmelding/in-behandeling/"
    assert client.get(page).status_code == 200
    Appointment.objects.filter(pk=cast.rosa.pk).update(until_date=today() + YESTERDAY)
    assert client.post(page, {"toelichting": "ja"}).status_code == 302
    case.refresh_from_db()
    assert case.phase == "aanmelding"


# --- work that waited -----------------------------------------------------------------------------------------------------


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[tuple[bool, int]]:
    """Work in somebody's name: whether he acts, and how many cases he reads when it runs."""
    found: list[tuple[bool, int]] = []

    def look(case_id: str) -> None:
        actor = current_actor()
        assert actor
        visible = Case.objects.visible_to(actor).filter(pk=case_id).count()
        assert visible == Case.objects.filter(pk=case_id).count(), "the database agrees"
        found.append((actor.is_nobody, visible))

    monkeypatch.setitem(jobs.WORK, "kijken", look)
    return found


@pytest.mark.parametrize("way", WAYS)
def test_work_that_waited_is_judged_when_it_runs(cast: Cast, seen: list[tuple[bool, int]], way: str) -> None:
    case = story.at_table(cast, cast.piet)
    with acting_as(cast.piet.pk):
        first, second = (jobs.later("kijken", queue="people", case_id=case.pk) for _ in range(2))
    run_job_for_person(str(first.pk))
    assert seen == [(False, 1)]
    WAYS[way](cast, case)
    run_job_for_person(str(second.pk))
    assert [reads for _, reads in seen[1:]] in ([0], [])


def test_a_letter_that_waited_goes_to_nobody_who_left(cast: Cast) -> None:
    """Two are asked; the account of one is closed before the mail goes."""
    do_jobs("send_letter")
    mail.outbox.clear()
    ask(cast, story.at_table(cast, cast.piet, cast.gea), cast.piet, cast.gea)
    assert Job.objects.unfinished().filter(name="send_letter").count() == 2
    User.objects.filter(pk=cast.piet.user.pk).update(is_active=False)
    do_jobs("send_letter")
    assert [letter.to for letter in mail.outbox] == [[cast.gea.user.email]]


# --- closing ----------------------------------------------------------------------------------------------------------------


def test_closing_ends_the_access_of_parties_at_the_next_request(cast: Cast) -> None:
    """S30: the house reads on, until the last days of the policy."""
    open_case = story.at_table(cast, cast.gea)
    assert cast.gea.client().get(f"/casussen/{open_case.number}/").status_code == 200
    case = closed_case(cast, cast.gea)
    pages = [f"/casussen/{case.number}/{part}" for part in ("", "plan/", "bijdragen/", "overleg/")]
    assert {cast.gea.client().get(page).status_code for page in pages} == {404}
    assert {cast.rosa.client().get(page).status_code for page in pages} == {200}
    with acting_as(cast.gea.pk) as gea:
        assert (
            not Case.objects.visible_to(gea).filter(pk=case.pk).exists()
            and not Case.objects.filter(pk=case.pk).exists()
        )
    assert case.archive_on and case.destroy_on
    days = {case.archive_on: set(case.archive_readers), case.destroy_on + timedelta(days=1): set()}
    for day, readers in days.items():
        assert {one.user.name for one in (cast.rosa, cast.otto, cast.mara, cast.gea) if _reads(one, case, day)} == {
            one.user.name for one in (cast.rosa, cast.otto, cast.mara) if one.capacity.role in readers
        }


def _reads(person: Person, case: Case, day: date) -> bool:
    with acting_as(person.pk, day) as actor:
        return Case.objects.visible_to(actor).filter(pk=case.pk).exists() and Case.objects.filter(pk=case.pk).exists()
