"""The access review: every right twice a year, special rights each quarter; what nobody confirms is suspended (03, R12; S09)."""

import csv
import io
import os
import re
import signal
import subprocess
import sys
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.utils.timezone import now

from cases.mywork import items
from cases.policy import NotAllowed
from parties.dates import add_months
from parties.models import Appointment, Delegation, Session
from parties.roles import Role
from privacy import reviewing
from privacy.models import AccessLogLine, AccessReview, AuditEntry, ReviewItem, ReviewStep
from privacy.reviewclock import open_reviews, remind_reviewers, suspend_unconfirmed
from tests.cases import story
from tests.cast import START, Cast, Person, staff
from tests.jobs import do_jobs
from zvh.actor import acting_as, acting_as_system
from zvh.models import Job
from zvh.sealing import open_keyring
from zvh.today import today

PAGE = "/beheer/toegang/"


def night(day: date) -> dict[str, int]:
    """What the clock does for reviews, in the job role."""
    with acting_as_system(day):
        return {step.__name__: step(day) for step in (suspend_unconfirmed, remind_reviewers, open_reviews)}


@pytest.fixture
def review(cast: Cast) -> AccessReview:
    """A review of everything that began today: of a manager, an administrator, an FG, staff, and two delegates of politie."""
    for person in (cast.mara, cast.abel, cast.fatima, cast.rosa, cast.piet, cast.olga, cast.zoe):
        assert person
    night(today())
    return AccessReview.objects.get(house=cast.house)


def of(review: AccessReview, person: Person) -> ReviewItem:
    return review.items.get(capacity_id=person.pk)


def decide(person: Person, review: AccessReview, **sent: str) -> Any:
    return person.client().post(f"{PAGE}{review.pk}/beslissen/", sent)


def kinds(review: AccessReview, person: Person) -> list[str]:
    return list(of(review, person).steps.order_by("order").values_list("kind", flat=True))


def suspended(review: AccessReview, keep: tuple[Person, ...]) -> date:
    """The term passes; only these were confirmed. Gives the day after."""
    for person in keep:
        by = review.items.filter(role=Role.MANAGER, capacity_id=person.pk).exists()
        role = Role.ADMINISTRATOR if by else Role.MANAGER
        who = Appointment.objects.filter(house=review.house, role=role).earliest("user_id")
        with acting_as(who.pk) as actor:
            assert reviewing.keep([of(review, person)], by=actor) == 1
    after = review.due_on + timedelta(days=1)
    night(after)
    return after


# --- when, and of whom ------------------------------------------------------------------------------------------------


def test_six_months_and_a_day_later_the_list_is_that_of_active_rights(cast: Cast) -> None:
    """S09: as SQL finds them, in this house only."""
    case = story.at_table(cast, cast.piet)
    assert cast.mara and cast.abel and cast.fatima and cast.zoe
    closed = staff("Karel", cast.house, Role.PROCESREGISSEUR)
    closed.user.is_active = False
    closed.user.save()
    Delegation.objects.filter(pk=cast.wil.pk).update(until_date=today() - timedelta(days=1))
    night(today())
    day = add_months(today(), 6) + timedelta(days=1)
    ReviewStep.objects.bulk_create(
        ReviewStep(item=item, house=cast.house, order=1, kind="behouden", at=now())
        for item in ReviewItem.objects.filter(house=cast.house)
    )
    night(today() + timedelta(days=31))
    assert night(day)["open_reviews"] >= 1
    review = AccessReview.objects.get(house=cast.house, kind="alle", opened_on=day)
    with connection.cursor() as cursor:
        cursor.execute(
            "select a.id from parties_appointment a join parties_user u on u.id = a.user_id and u.is_active where a.house_id = %(house)s"
            " and a.from_date <= %(day)s and coalesce(a.until_date, %(day)s) >= %(day)s and a.suspended_on is null union"
            " select d.id from parties_delegation d join parties_user u on u.id = d.user_id and u.is_active"
            " join parties_membership_houses h on h.membership_id = d.membership_id and h.house_id = %(house)s"
            " where d.from_date <= %(day)s and coalesce(d.until_date, %(day)s) >= %(day)s and d.suspended_on is null",
            {"house": cast.house.pk, "day": day},
        )
        active = {pk for (pk,) in cursor.fetchall()}
    assert set(review.items.values_list("capacity_id", flat=True)) == active
    assert {cast.rosa.pk, cast.piet.pk, cast.mara.pk} <= active
    assert not {cast.zoe.pk, cast.wil.pk, closed.pk} & active
    assert of(review, cast.piet).cases == 1 and of(review, cast.rosa).cases == 0 and case.number


def test_when_reviews_begin(cast: Cast) -> None:
    """Everything after six months, special rights after three; a review of everything counts as one of those too."""
    assert cast.rosa and cast.mara and cast.abel and cast.fatima  # all from 1 January 2026
    begun = []
    for day in (
        date(2026, 3, 31), date(2026, 4, 1), date(2026, 6, 30), date(2026, 7, 1), date(2026, 9, 30), date(2026, 10, 1), date(2027, 1, 1),
    ):  # fmt: skip
        with acting_as_system(day):
            if open_reviews(day):
                begun.append((AccessReview.objects.get(house=cast.house, opened_on=day).kind, day))
    assert begun == [
        ("bijzonder", date(2026, 4, 1)), ("alle", date(2026, 7, 1)), ("bijzonder", date(2026, 10, 1)), ("alle", date(2027, 1, 1)),
    ]  # fmt: skip
    special = AccessReview.objects.get(opened_on=date(2026, 4, 1))
    assert set(special.items.values_list("role", flat=True)) == {"manager", "administrator", "fg"}
    assert (special.due_on, special.source) == (date(2026, 5, 1), "BIO2 8.02.01 (elk kwartaal)")


def test_a_second_run_begins_nothing(cast: Cast, review: AccessReview) -> None:
    before = Job.objects.count(), ReviewItem.objects.count()
    assert night(today()) == {"suspend_unconfirmed": 0, "remind_reviewers": 0, "open_reviews": 0}
    assert (Job.objects.count(), ReviewItem.objects.count()) == before


def test_who_reviews_is_told_and_reminded_once(cast: Cast, review: AccessReview) -> None:
    do_jobs("send_letter")
    assert {letter.to[0] for letter in mail.outbox} >= {cast.mara.user.email, cast.abel.user.email}
    assert cast.rosa.user.email not in {letter.to[0] for letter in mail.outbox}
    reminded = Job.objects.filter(name="send_letter", arguments__letter="toegang-bijna")
    for days, count in ((8, 0), (7, 2), (6, 2), (0, 2)):
        night(review.due_on - timedelta(days=days))
        assert reminded.count() == count, days


def test_it_stands_in_my_work_with_its_term_and_source(cast: Cast, review: AccessReview) -> None:
    with open_keyring(), acting_as(cast.mara.pk) as mara:
        found = next(item for item in items(mara) if item.title == "Toegang nalopen: alle rechten")
    assert found.deadline and found.deadline.on == review.due_on == today() + timedelta(days=30)
    assert found.deadline.source.startswith("keuze van het huis")
    assert found.note == f"{review.items.count() - 1} te bevestigen", "not her own"
    assert "1 te bevestigen" in cast.abel.client().get("/mijn-werk/").content.decode(), "that of the manager"
    for other in (cast.rosa, cast.fatima, cast.piet):
        assert "Toegang nalopen" not in other.client().get("/mijn-werk/").content.decode()


# --- keep and end -----------------------------------------------------------------------------------------------------


def test_one_press_keeps_and_one_ends(cast: Cast, review: AccessReview) -> None:
    piet = cast.piet.client()
    assert piet.get("/mijn-werk/").status_code == 200
    assert decide(cast.mara, review, behouden=str(of(review, cast.rosa).pk)).status_code == 302
    assert (
        decide(
            cast.mara, review, beeindigen=str(of(review, cast.piet).pk), toelichting="Werkt er niet meer"
        ).status_code
        == 302
    )
    assert kinds(review, cast.rosa) == ["behouden"] and kinds(review, cast.piet) == ["beeindigd"]
    step = of(review, cast.piet).steps.get()
    assert (step.by, step.by_role, step.reason) == (cast.mara.user, "manager", "Werkt er niet meer")
    assert Delegation.objects.get(pk=cast.piet.pk).until_date == today() - timedelta(days=1)
    assert not Session.objects.filter(capacity_id=cast.piet.pk).exists()
    assert piet.get("/mijn-werk/").status_code == 302, "from the next request on"
    assert cast.rosa.client().get("/mijn-werk/").status_code == 200
    line = AccessLogLine.objects.get(rule="end_right")
    assert (line.event_kind, line.actor_id, line.recipient) == (
        "rights-change",
        cast.mara.user.pk,
        str(cast.piet.user.pk),
    )


def test_what_began_today_ends_today(cast: Cast, review: AccessReview) -> None:
    Delegation.objects.filter(pk=cast.piet.pk).update(from_date=today())
    decide(cast.mara, review, beeindigen=str(of(review, cast.piet).pk))
    with acting_as(cast.piet.pk) as actor:
        assert actor.is_nobody


def test_everybody_of_a_party_with_one_press(cast: Cast, review: AccessReview) -> None:
    """And of the house itself: all but her own right."""
    page = cast.mara.client().get(f"{PAGE}{review.pk}/").content.decode()
    assert f"Alle {review.items.filter(party=None).count() - 1} behouden" in page
    decide(cast.mara, review, groep="huis")
    decide(cast.mara, review, groep=f"partij-{cast.piet.party.pk}")
    assert {kinds(review, one)[0] for one in (cast.rosa, cast.abel, cast.fatima, cast.piet)} == {"behouden"}
    assert kinds(review, cast.mara) == [] and kinds(review, cast.olga) == []
    for nonsense in ("partij-x", "partij-99999", "", "partij-²", "partij-" + "9" * 40):
        assert decide(cast.mara, review, groep=nonsense).status_code == 302
    assert kinds(review, cast.olga) == []


def test_nobody_decides_about_himself(cast: Cast, review: AccessReview) -> None:
    """Not with the browser, not by the workflow, not by SQL; the administrator confirms the manager."""
    own = of(review, cast.mara)
    for name in ("behouden", "beeindigen"):
        assert decide(cast.mara, review, **{name: str(own.pk)}).status_code == 404
    with acting_as(cast.mara.pk) as mara, pytest.raises(NotAllowed):
        reviewing.keep([own], by=mara)
    assert refused(cast.mara, own, "behouden") and refused(cast.mara, own, "beeindigd")
    assert decide(cast.abel, review, behouden=str(own.pk)).status_code == 302
    assert kinds(review, cast.mara) == ["behouden"]


def test_an_administrator_ends_but_does_not_keep(cast: Cast, review: AccessReview) -> None:
    """03, R12: the manager confirms."""
    assert decide(cast.abel, review, behouden=str(of(review, cast.rosa).pk)).status_code == 404
    assert refused(cast.abel, of(review, cast.rosa), "behouden")
    assert not refused(cast.abel, of(review, cast.rosa), "beeindigd")
    assert decide(cast.abel, review, beeindigen=str(of(review, cast.rosa).pk)).status_code == 302
    assert kinds(review, cast.rosa) == ["beeindigd"]


def test_supervisors_read_and_others_find_nothing(cast: Cast, review: AccessReview) -> None:
    for person in (cast.fatima, cast.petra):
        assert person.client().get(f"{PAGE}{review.pk}/").status_code == 200
        assert decide(person, review, behouden=str(of(review, cast.rosa).pk)).status_code == 404
        assert refused(person, of(review, cast.rosa), "behouden")
        assert refused(person, of(review, cast.rosa), "beeindigd")
    elsewhere = staff("Mies", cast.other_house, Role.MANAGER)
    for person in (cast.rosa, cast.piet, cast.rik, elsewhere):
        assert person.client().get(f"{PAGE}{review.pk}/").status_code == 404
        assert refused(person, of(review, cast.olga), "behouden")
        assert refused(person, of(review, cast.olga), "beeindigd")


def refused(person: Person, item: ReviewItem, kind: str, order: int = 1) -> bool:
    """Whether the database refuses that this person writes this decision, whatever the application thinks. Leaves no trace."""
    with acting_as(person.pk) as actor:
        point = transaction.savepoint()
        try:
            with connection.cursor() as cursor:
                cursor.execute(
                    'insert into privacy_reviewstep (id, item_id, house_id, "order", kind, reason, by_id, by_role, at)'
                    " values (gen_random_uuid(), %s, %s, %s, %s, 'r', %s, %s, now())",
                    [item.pk, item.house_id, order, kind, actor.user_id, actor.role],
                )
            return False
        except DatabaseError as error:
            assert "row-level security" in str(error), error
            return True
        finally:
            transaction.savepoint_rollback(point)


def test_a_right_is_decided_once(cast: Cast, review: AccessReview) -> None:
    decide(cast.mara, review, behouden=str(of(review, cast.rosa).pk))
    answer = cast.mara.client().post(
        f"{PAGE}{review.pk}/beslissen/", {"beeindigen": str(of(review, cast.rosa).pk)}, follow=True
    )
    assert "Hierover was al beslist" in answer.content.decode()
    assert kinds(review, cast.rosa) == ["behouden"]
    assert Appointment.objects.get(pk=cast.rosa.pk).until_date is None


def test_what_ended_meanwhile_is_not_kept(cast: Cast, review: AccessReview) -> None:
    Appointment.objects.filter(pk=cast.rosa.pk).update(until_date=today() - timedelta(days=3))
    assert "al afgelopen" in cast.mara.client().get(f"{PAGE}{review.pk}/").content.decode()
    for name in ("behouden", "beeindigen"):
        decide(cast.mara, review, **{name: str(of(review, cast.rosa).pk)})
    assert kinds(review, cast.rosa) == []
    assert Appointment.objects.get(pk=cast.rosa.pk).until_date == today() - timedelta(days=3)


def test_a_reason_that_is_too_long_loses_nothing(cast: Cast, review: AccessReview) -> None:
    answer = decide(cast.mara, review, behouden=str(of(review, cast.rosa).pk), toelichting="x" * 301)
    assert answer.status_code == 422 and "x" * 301 in answer.content.decode()
    assert kinds(review, cast.rosa) == []


def test_an_id_of_another_review_is_nothing(cast: Cast, review: AccessReview) -> None:
    mies = staff("Mies", cast.other_house, Role.MANAGER)
    night(today())
    other = AccessReview.objects.get(house=cast.other_house)
    assert decide(cast.mara, review, behouden=str(of(other, cast.zoe).pk)).status_code == 404
    assert decide(mies, other, behouden=str(of(other, cast.zoe).pk)).status_code == 302
    for nonsense in ("", "niets", "0" * 32):
        assert decide(cast.mara, review, behouden=nonsense).status_code == 404


# --- suspended --------------------------------------------------------------------------------------------------------


def test_what_nobody_confirmed_is_suspended_after_its_term(cast: Cast, review: AccessReview) -> None:
    piet = cast.piet.client()
    night(review.due_on)
    assert Delegation.objects.get(pk=cast.piet.pk).suspended_on is None, "its last day counts"
    after = suspended(review, (cast.mara, cast.rosa))
    held = Delegation.objects.get(pk=cast.piet.pk)
    assert held.suspended_on == after and held.until_date is None
    assert kinds(review, cast.piet) == ["opgeschort"] and kinds(review, cast.rosa) == ["behouden"]
    step = of(review, cast.piet).steps.get()
    assert step.by is None and f"{review.due_on:%d-%m-%Y}" in step.reason
    with acting_as(cast.piet.pk, after) as actor:
        assert actor.is_nobody
    assert not Session.objects.filter(capacity_id=cast.piet.pk).exists()
    assert piet.get("/mijn-werk/").status_code == 302
    review.refresh_from_db()
    assert review.settled_on == after
    line = AccessLogLine.objects.filter(rule="suspend_right", recipient=str(cast.piet.user.pk)).get()
    assert line.actor_role == "system"


def test_the_administrator_is_told_and_sees_it(cast: Cast, review: AccessReview) -> None:
    suspended(review, (cast.mara, cast.abel))
    letters = Job.objects.filter(name="send_letter", arguments__letter="rol-opgeschort")
    assert [job.arguments["user_id"] for job in letters] == [str(cast.abel.user.pk)]
    page = cast.abel.client().get("/mijn-werk/").content.decode()
    assert re.findall(r"(\d+) opgeschort", page) == [str(review.items.count() - 2)]
    Delegation.objects.filter(pk=cast.piet.pk).update(suspended_on=today())
    assert (
        "opgeschort, omdat niemand" in cast.abel.client().get(f"/beheer/mensen/{cast.piet.user.pk}/").content.decode()
    )


def test_a_second_night_changes_nothing(cast: Cast, review: AccessReview) -> None:
    after = suspended(review, (cast.mara,))
    before = ReviewStep.objects.count(), Job.objects.count(), AuditEntry.objects.count()
    night(after)
    assert night(after + timedelta(days=1))["suspend_unconfirmed"] == 0
    assert ReviewStep.objects.count() == before[0]
    assert Job.objects.filter(arguments__letter="rol-opgeschort").count() == 1


def test_resuming_asks_a_reason(cast: Cast, review: AccessReview) -> None:
    suspended(review, (cast.mara, cast.abel))
    Delegation.objects.filter(pk=cast.piet.pk).update(suspended_on=today())
    item, page = of(review, cast.piet), f"{PAGE}rechten/{of(review, cast.piet).pk}/hervatten/"
    empty = cast.mara.client().post(page, {"reden": " "})
    assert empty.status_code == 422 and Delegation.objects.get(pk=cast.piet.pk).suspended_on == today()
    assert cast.mara.client().post(page, {"reden": "Was met verlof"}).status_code == 302
    assert Delegation.objects.get(pk=cast.piet.pk).suspended_on is None
    assert kinds(review, cast.piet) == ["opgeschort", "hervat"]
    assert item.steps.get(order=2).reason == "Was met verlof"
    with acting_as(cast.piet.pk) as actor:
        assert actor.role == "delegate"
    assert cast.mara.client().post(page, {"reden": "Nog eens"}).status_code == 404


def test_nobody_resumes_his_own_right_nor_what_was_not_suspended(cast: Cast, review: AccessReview) -> None:
    second = staff("Bert", cast.house, Role.ADMINISTRATOR)
    suspended(review, (cast.mara,))
    Appointment.objects.filter(pk=cast.abel.pk).update(suspended_on=None)  # as if he found another way in
    page = f"{PAGE}rechten/{of(review, cast.abel).pk}/hervatten/"
    assert cast.abel.client().get(page).status_code == cast.abel.client().post(page, {"reden": "x"}).status_code == 404
    assert refused(cast.abel, of(review, cast.abel), "hervat", 2)
    assert not refused(second, of(review, cast.abel), "hervat", 2)
    assert refused(cast.mara, of(review, cast.mara), "hervat", 2) and refused(
        second, of(review, cast.mara), "hervat", 2
    )
    assert second.client().get(f"{PAGE}rechten/{of(review, cast.mara).pk}/hervatten/").status_code == 404


def test_a_suspended_right_can_end(cast: Cast, review: AccessReview) -> None:
    suspended(review, (cast.mara, cast.abel))
    decide(cast.mara, review, beeindigen=str(of(review, cast.piet).pk))
    assert kinds(review, cast.piet) == ["opgeschort", "beeindigd"]
    assert Delegation.objects.get(pk=cast.piet.pk).until_date == today() - timedelta(days=1)


def test_a_house_is_not_left_with_nobody_to_put_it_right(cast: Cast, review: AccessReview) -> None:
    """Where no reviewer was confirmed they stay, and the FG is told; as soon as one is, the other is suspended."""
    after = suspended(review, ())
    assert Appointment.objects.get(pk=cast.mara.pk).suspended_on is None
    assert Appointment.objects.get(pk=cast.abel.pk).suspended_on is None
    assert Appointment.objects.get(pk=cast.rosa.pk).suspended_on == after
    night(after + timedelta(days=1))
    told = Job.objects.filter(arguments__letter="toegang-niet-nagelopen")
    assert [job.arguments["user_id"] for job in told] == [str(cast.fatima.user.pk)]
    review.refresh_from_db()
    assert review.settled_on is None
    with acting_as(cast.abel.pk) as abel:
        reviewing.keep([of(review, cast.mara)], by=abel)
    night(after + timedelta(days=2))
    assert Appointment.objects.get(pk=cast.abel.pk).suspended_on == after + timedelta(days=2)
    review.refresh_from_db()
    assert review.settled_on == after + timedelta(days=2)


def test_the_fg_sees_what_was_not_done_in_time(cast: Cast, review: AccessReview) -> None:
    suspended(review, ())
    Appointment.objects.filter(pk=cast.fatima.pk).update(suspended_on=None)
    assert (
        "Niet op tijd nagelopen door manager en beheerder" in cast.fatima.client().get("/mijn-werk/").content.decode()
    )


def test_a_party_of_more_houses_stays_where_one_of_them_confirmed(cast: Cast) -> None:
    """A delegation counts in every house of the membership; each goes through it, and one yes of this round is enough."""
    membership = cast.piet.capacity.membership  # type: ignore[union-attr]
    membership.houses.add(cast.other_house)
    mies = staff("Mies", cast.other_house, Role.MANAGER)
    assert cast.mara and cast.abel
    night(today())
    here, there = (AccessReview.objects.get(house=house) for house in (cast.house, cast.other_house))
    with acting_as(mies.pk) as actor:
        assert reviewing.keep([of(there, cast.piet)], by=actor) == 1
    night(here.due_on + timedelta(days=1))
    assert kinds(here, cast.piet) == ["elders"]
    assert Delegation.objects.get(pk=cast.piet.pk).suspended_on is None


def test_what_no_house_of_a_party_confirmed_is_suspended_and_seen_in_each(cast: Cast) -> None:
    """Whichever house the night comes to first: in the other it has not ended, and there too it can be put right."""
    membership = cast.piet.capacity.membership  # type: ignore[union-attr]
    membership.houses.add(cast.other_house)
    mies = staff("Mies", cast.other_house, Role.MANAGER)
    second = staff("Bas", cast.other_house, Role.ADMINISTRATOR)
    assert cast.mara and cast.abel
    night(today())
    here, there = (AccessReview.objects.get(house=house) for house in (cast.house, cast.other_house))
    for review, manager, administrator in ((here, cast.mara, cast.abel), (there, mies, second)):
        with acting_as(administrator.pk) as actor:
            reviewing.keep([of(review, manager)], by=actor)
    after = here.due_on + timedelta(days=1)
    night(after)
    assert kinds(here, cast.piet) == kinds(there, cast.piet) == ["opgeschort"]
    assert Delegation.objects.get(pk=cast.piet.pk).suspended_on == after
    assert AccessLogLine.objects.filter(rule="suspend_right", recipient=str(cast.piet.user.pk)).count() == 1

    def piet_waits() -> list[bool]:
        return [of(review, cast.piet) in reviewing.suspended(review.items.all(), after) for review in (here, there)]

    assert piet_waits() == [True, True]
    told = Job.objects.filter(name="send_letter", arguments__letter="rol-opgeschort")
    assert {job.arguments["user_id"] for job in told} == {str(cast.abel.user.pk), str(second.user.pk)}
    with acting_as(mies.pk, after) as actor:
        assert reviewing.resume(of(there, cast.piet), by=actor, reason="Was met verlof") == 1
    assert Delegation.objects.get(pk=cast.piet.pk).suspended_on is None
    assert piet_waits() == [False, False], "what one house let count again waits in no list, of the other neither"


def test_ended_in_the_meantime_is_noted_as_over(cast: Cast, review: AccessReview) -> None:
    Delegation.objects.filter(pk=cast.piet.pk).update(until_date=today() + timedelta(days=2))
    suspended(review, (cast.mara,))
    assert kinds(review, cast.piet) == ["afgelopen"]
    assert Delegation.objects.get(pk=cast.piet.pk).suspended_on is None


# --- proof ------------------------------------------------------------------------------------------------------------


def test_what_was_decided_is_not_changed_by_sql(cast: Cast, review: AccessReview) -> None:
    """Not by the web, not by the job, and not by the owner of the tables."""
    decide(cast.mara, review, behouden=str(of(review, cast.rosa).pk))
    statements = [
        f"{change} {table}{rest}"
        for table in ("privacy_reviewstep", "privacy_reviewitem")
        for change, rest in (("update", " set house_id = house_id"), ("delete from", ""))
    ]
    for statement in statements:
        for acting in (acting_as(cast.mara.pk), acting_as_system(), transaction.atomic()):
            with pytest.raises(DatabaseError), acting, transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
    assert kinds(review, cast.rosa) == ["behouden"]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_proof_is_taken_along(cast: Cast, review: AccessReview, form: str) -> None:
    decide(cast.mara, review, beeindigen=str(of(review, cast.rosa).pk), toelichting="=Weg")
    answer = cast.fatima.client().post(f"{PAGE}{review.pk}/downloaden/", {"vorm": form})
    assert answer.status_code == 200 and f".{form}" in answer["Content-Disposition"]
    line = AccessLogLine.objects.get(event_kind="export", rule="toegangscontrole-uitvoeren")
    assert line.result_count == review.items.count()
    if form == "csv":
        rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
        rosa = next(row for row in rows if row["Naam"] == "Rosa")
        assert (rosa["Besluit"], rosa["Door"], rosa["Rol"], rosa["Reden"]) == ("beëindigd", "Mara", "manager", "'=Weg")
        assert next(row for row in rows if row["Naam"] == "Olga")["Besluit"] == "nog niet beslist"
    assert cast.fatima.client().post(f"{PAGE}{review.pk}/downloaden/", {"vorm": "exe"}).status_code == 404


def test_no_case_is_shown(cast: Cast) -> None:
    """03, R9: administrators read of a case nothing but how many."""
    case = story.at_table(cast, cast.piet)
    assert cast.mara and cast.abel
    night(today())
    review = AccessReview.objects.get(house=cast.house)
    for person in (cast.abel, cast.mara):
        page = person.client().get(f"{PAGE}{review.pk}/").content.decode()
        assert str(case.number) not in page
    answer = cast.abel.client().post(f"{PAGE}{review.pk}/downloaden/", {"vorm": "csv"})
    assert str(case.number) not in answer.content.decode("utf-8-sig")
    assert of(review, cast.piet).cases == 1


def test_pages_ask_a_fixed_number_of_questions(
    cast: Cast, review: AccessReview, django_assert_max_num_queries: Any
) -> None:
    counts = []
    for more in (0, 12):
        for number in range(more):
            made = staff(f"Extra {number}", cast.house, Role.PROCESREGISSEUR)
            ReviewItem.objects.create(
                review=review, house=cast.house, capacity_id=made.pk, user=made.user, role="procesregisseur", label="x", from_date=START
            )  # fmt: skip
        client = cast.mara.client()
        with django_assert_max_num_queries(60) as found:
            assert client.get(f"{PAGE}{review.pk}/").status_code == 200
        counts.append(len(found))
    assert counts[0] == counts[1]


# --- killed -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def world(committing: str) -> Cast:
    """Rights in a database in which transactions commit; a review of which the term is past."""
    cast = Cast()
    assert all((cast.mara, cast.abel, cast.rosa, cast.piet, cast.olga))
    night(today())
    review = AccessReview.objects.get(house=cast.house)
    with acting_as(cast.mara.pk) as mara:
        reviewing.keep([of(review, cast.abel)], by=mara)
    return cast


def test_a_night_that_was_killed_is_made_up_for(world: Cast, committing: str) -> None:
    """Killed right after the first right was suspended: half of it never stands there, and the next run does it all, once."""
    review = AccessReview.objects.get(house=world.house)
    day = review.due_on + timedelta(days=1)
    server = settings.DATABASES["default"]
    given = {
        "DATABASE_URL": f"postgresql://{server['USER']}:{server['PASSWORD']}@{server['HOST']}:{server['PORT']}/{committing}",
        "KEYSTORE_URL": settings.KEYSTORE_URL, "ZVH_STEP_DOWN": "1", "ZVH_WRAPPING_KEY_FILE": settings.WRAPPING_KEY_FILE,
    }  # fmt: skip
    command = [sys.executable, "-m", "tests.privacy.killed", "parties.workflow.involvement.suspend", day.isoformat()]
    ended = subprocess.run(
        command, env={**os.environ, **given}, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    assert not ReviewStep.objects.filter(kind="opgeschort").exists()
    assert not Delegation.objects.exclude(suspended_on=None).exists()
    assert night(day)["suspend_unconfirmed"] > 0
    assert kinds(review, world.piet) == ["opgeschort"] and kinds(review, world.abel) == ["behouden"]
    steps = ReviewStep.objects.count()
    assert night(day)["suspend_unconfirmed"] == 0 and ReviewStep.objects.count() == steps
