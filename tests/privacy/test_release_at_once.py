"""S32: early destruction needs two people, also for one person in two sessions at once; each in a transaction that commits."""

import threading
from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client

from parties.dates import add_months
from parties.models import Appointment
from parties.roles import Role
from privacy import nightly
from privacy.models import AccessLogLine, DestructionListing
from tests.cast import START, Cast, Person, staff
from tests.privacy.stories import closed_case
from zvh.actor import acting_as

RELEASED, GONE = 302, 404
RELEASE = "update privacy_destructionlisting set released_by_id = %s, released_at = now() where id = %s"


@pytest.fixture(scope="module")
def cast(committing: str) -> Cast:
    return Cast()


@pytest.fixture
def listing(cast: Cast) -> DestructionListing:
    case = closed_case(cast, approach="top-x")
    nightly.run(add_months(case.destroy_on, -2))
    return DestructionListing.objects.get(case=case)


def at_once(page: str, *clients: Client) -> list[int]:
    """What each was answered, lowest first."""
    start, answers = threading.Barrier(len(clients)), []

    def one(client: Client) -> None:
        start.wait()
        answers.append(client.post(page).status_code)
        connection.close()

    threads = [threading.Thread(target=one, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers)


def rosa_as_record_manager(cast: Cast) -> Person:
    """Who closed the case, in another role."""
    also, _ = Appointment.objects.get_or_create(
        user=cast.rosa.user,
        house=cast.house,
        role=Role.RECORD_MANAGER,
        defaults={"from_date": START, "secrecy_on": START},
    )
    return Person(cast.rosa.user, also)


def page_of(listing: DestructionListing) -> str:
    return f"/vernietiging/{listing.pk}/vrijgeven/"


def test_two_sessions_release_once(cast: Cast, listing: DestructionListing) -> None:
    ruud = staff("Ruud", cast.house, Role.RECORD_MANAGER)
    assert at_once(page_of(listing), cast.rik.client(), cast.rik.client(), ruud.client()) == [RELEASED, GONE, GONE]
    listing.refresh_from_db()
    assert listing.released_by in (cast.rik.user, ruud.user)
    assert AccessLogLine.objects.filter(rule="release_destruction", outcome="ok").count() == 1


def test_who_closed_it_releases_in_no_session(cast: Cast, listing: DestructionListing) -> None:
    also = rosa_as_record_manager(cast)
    clients = cast.rosa.client(), also.client(), also.client()
    assert at_once(page_of(listing), *clients) == [GONE, GONE, GONE]
    listing.refresh_from_db()
    assert listing.released_at is None


def test_what_a_dispute_holds_back_nobody_releases(cast: Cast, listing: DestructionListing) -> None:
    """On the page, and by plain SQL."""
    DestructionListing.objects.filter(pk=listing.pk).update(is_held=True, held_because="er loopt een geschil")
    assert at_once(page_of(listing), cast.rik.client()) == [GONE]
    with acting_as(cast.rik.pk), connection.cursor() as cursor:
        cursor.execute(RELEASE, [cast.rik.user.pk, listing.pk])
        assert cursor.rowcount == 0


@pytest.mark.parametrize("who", ["rosa", "rik"])
def test_the_database_knows_the_second_person(cast: Cast, listing: DestructionListing, who: str) -> None:
    """By plain SQL: who closed it changes no row; the record manager releases it once, and nothing else of it."""
    person = cast.rik if who == "rik" else rosa_as_record_manager(cast)
    with acting_as(person.pk), connection.cursor() as cursor:
        for changed in (1, 0) if who == "rik" else (0,):
            cursor.execute(RELEASE, [person.user.pk, listing.pk])
            assert cursor.rowcount == changed
        with pytest.raises(ProgrammingError), transaction.atomic():
            cursor.execute(
                "update privacy_destructionlisting set destroy_on = %s where id = %s",
                [listing.destroy_on + timedelta(days=900), listing.pk],
            )
