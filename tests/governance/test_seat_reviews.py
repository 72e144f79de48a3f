"""Seats and mandates are gone through with the roles; a review goes once its own term is over (annex 4; 03, R12)."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import DatabaseError, transaction

from governance.models import Holder
from parties.models import Mandate
from parties.roles import Purpose
from parties.workflow.mandate import give_mandate
from privacy.models import AccessLogLine, AccessReview, ReviewItem, ReviewStep
from privacy.reviewclock import forget_reviews, open_reviews, suspend_unconfirmed
from tests.cast import Cast, Person, delegate
from tests.governance import story
from tests.jobs import do_jobs
from tests.parties.mandates import mandate_given
from zvh.actor import acting_as, acting_as_system
from zvh.today import today

PAGE = "/beheer/toegang/"


@pytest.fixture
def pia(cast: Cast) -> Person:
    """Delegate of the politie with a seat in the partneroverleg; the manager is its secretary."""
    found = delegate("Pia", cast.piet.party, cast.house, Purpose.PARTNEROVERLEG)
    story.secretary(cast, story.table(cast))
    story.seated(story.table(cast), found, cast.abel, every_party=True)
    story.contact(story.table(cast), cast.abel, every_party=True)
    return found


@pytest.fixture
def mandate(cast: Cast) -> Mandate:
    """The OM speaks for the politie."""
    with acting_as(cast.abel.pk) as abel:
        return give_mandate(cast.piet.party, mandate_given(cast.olga.party), by=abel)


@pytest.fixture
def review(cast: Cast, pia: Person, mandate: Mandate) -> AccessReview:
    assert cast.fatima and cast.abel and cast.mara
    with acting_as_system(today()):
        open_reviews(today())
    return AccessReview.objects.get(house=cast.house)


def seat_of(review: AccessReview, person: Person) -> ReviewItem:
    return review.items.get(role="zetel", user=person.user)


def pressed(person: Person, review: AccessReview, name: str, item: ReviewItem) -> int:
    return int(person.client().post(f"{PAGE}{review.pk}/beslissen/", {name: str(item.pk)}).status_code)


def kinds(item: ReviewItem) -> list[str]:
    return [one.kind for one in item.steps.all()]


def test_seats_and_mandates_stand_in_the_list(cast: Cast, review: AccessReview, pia: Person, mandate: Mandate) -> None:
    """Of people with an account, in this house; a contact reads nothing."""
    found = review.items.filter(role__in=("zetel", "mandaat"))
    assert {(one.role, one.who) for one in found} == {
        ("zetel", "Pia"), ("zetel", cast.mara.user.name), ("mandaat", cast.olga.party.name),
    }  # fmt: skip
    page = cast.mara.client().get(f"{PAGE}{review.pk}/").content.decode()
    assert "Zetel in Partneroverleg" in page and f"namens {cast.piet.party}" in page
    assert not AccessReview.objects.exclude(pk=review.pk).filter(house=cast.other_house, items__role="zetel").exists()


def test_one_press_keeps_a_seat_and_one_ends_it(cast: Cast, review: AccessReview, pia: Person) -> None:
    item = seat_of(review, pia)
    assert pressed(cast.rosa, review, "behouden", item) == 404
    assert pressed(cast.abel, review, "behouden", item) == 404  # a manager confirms
    assert pressed(cast.mara, review, "behouden", item) == 302 and kinds(item) == ["behouden"]
    own = seat_of(review, cast.mara)
    assert pressed(cast.mara, review, "behouden", own) == 404  # his own
    assert pressed(cast.abel, review, "behouden", own) == 302 and kinds(own) == ["behouden"]
    assert Holder.objects.get(user=pia.user).until_date is None


def test_a_seat_that_ends_is_empty_at_once(cast: Cast, review: AccessReview, pia: Person) -> None:
    Holder.objects.filter(user=pia.user).update(from_date=today() - timedelta(days=9))
    item = seat_of(review, pia)
    assert pressed(cast.mara, review, "beeindigen", item) == 302 and kinds(item) == ["beeindigd"]
    assert Holder.objects.get(user=pia.user).until_date == today() - timedelta(days=1)
    assert pia.client().get(f"/bestuur/organen/{story.table(cast).pk}/").status_code == 404
    assert pressed(cast.abel, review, "beeindigen", item) == 302 and kinds(item) == ["beeindigd"]  # once


def test_a_mandate_is_kept_by_the_manager_and_ended_by_the_administrator(
    cast: Cast, review: AccessReview, mandate: Mandate
) -> None:
    item = review.items.get(role="mandaat")
    assert pressed(cast.mara, review, "beeindigen", item) == 404
    assert pressed(cast.abel, review, "beeindigen", item) == 302 and kinds(item) == ["beeindigd"]
    mandate.refresh_from_db()
    assert mandate.until_date == today() - timedelta(days=1)


def test_the_manager_keeps_a_mandate(cast: Cast, review: AccessReview, mandate: Mandate) -> None:
    item = review.items.get(role="mandaat")
    assert pressed(cast.mara, review, "behouden", item) == 302 and kinds(item) == ["behouden"]
    mandate.refresh_from_db()
    assert mandate.until_date is None


def test_no_clock_takes_a_seat_or_a_mandate_but_the_fg_is_told(
    cast: Cast, review: AccessReview, pia: Person, mandate: Mandate
) -> None:
    after = review.due_on + timedelta(days=1)
    with acting_as_system(after):
        suspend_unconfirmed(after)
        suspend_unconfirmed(after + timedelta(days=1))
    review.refresh_from_db()
    assert review.settled_on is None and review.escalated_on == after
    assert not ReviewStep.objects.filter(item__role__in=("zetel", "mandaat")).exists()
    assert Holder.objects.get(user=pia.user).until_date is None
    do_jobs("send_letter")
    assert len([one for one in mail.outbox if one.to == [cast.fatima.user.email]]) == 1


def test_what_ended_meanwhile_is_noted_as_over(cast: Cast, review: AccessReview, pia: Person, mandate: Mandate) -> None:
    Holder.objects.filter(user=pia.user).update(until_date=today())
    after = review.due_on + timedelta(days=1)
    with acting_as_system(after):
        suspend_unconfirmed(after)
    assert kinds(seat_of(review, pia)) == ["afgelopen"]


# --- the end of a review ------------------------------------------------------------------------------------------------


def test_a_review_goes_once_its_term_is_over_and_not_before(cast: Cast) -> None:
    """Five years after it was settled, a choice of the house; the log says that it was there."""
    for person in (cast.mara, cast.abel, cast.rosa):
        assert person
    with acting_as_system(today()):
        open_reviews(today())
    review = AccessReview.objects.get(house=cast.house)
    after = review.due_on + timedelta(days=1)
    AccessReview.objects.exclude(pk=review.pk).update(settled_on=after)
    for item in review.items.all():
        ReviewStep.objects.create(
            item=item, house=cast.house, order=1, kind="behouden", by=cast.mara.user, at="2026-11-23T12:00:00Z"
        )
    with acting_as_system(after):
        suspend_unconfirmed(after)
    review.refresh_from_db()
    assert review.settled_on == after and review.keep_until == after.replace(year=after.year + 5)
    AccessReview.objects.filter(pk=review.pk).update(settled_on=today() - timedelta(days=1800), keep_until=today())
    with acting_as_system():
        assert forget_reviews(today()) == 0
    for rows in (ReviewStep.objects.filter(item__review=review), review.items.all()):
        with acting_as_system(), pytest.raises(DatabaseError), transaction.atomic():  # whoever deletes
            rows.delete()
    AccessReview.objects.filter(pk=review.pk).update(keep_until=today() - timedelta(days=1))
    with acting_as_system():
        assert forget_reviews(today()) == 1 and forget_reviews(today()) == 0
    assert not AccessReview.objects.filter(pk=review.pk).exists()
    assert not ReviewItem.objects.exists() and not ReviewStep.objects.exists()
    assert AccessLogLine.objects.filter(rule="forget_reviews", object_id=str(review.pk)).exists()


def test_what_is_not_settled_is_never_removed(cast: Cast) -> None:
    assert cast.mara and cast.abel
    with acting_as_system(today()):
        open_reviews(today())
    far = today().replace(year=today().year + 20)
    with acting_as_system(far):
        assert forget_reviews(far) == 0
    assert AccessReview.objects.exists()
    with pytest.raises(DatabaseError), transaction.atomic():
        AccessReview.objects.all().delete()
