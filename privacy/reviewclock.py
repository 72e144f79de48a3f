"""What the clock does for access reviews: begins them when they are due, reminds, and suspends what nobody confirmed (09, S09).

Every step is found in the database, so that a run which was killed is made up for by the next, and a second run changes nothing.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from cases.models import CaseGrant
from cases.phases import OPEN_PHASES
from cases.workflow.letters import write_to
from parties.choices import Deadline
from parties.models import Appointment, Delegation, House, Term
from parties.roles import NEEDS_KEY, Role
from parties.standing import Capacity
from parties.workflow import involvement
from privacy import accesslog
from privacy.models import AccessReview, ReviewItem, ReviewStep
from privacy.models.review import REVIEWERS
from privacy.rights import Held, others
from zvh.today import moment

Kind = ReviewStep.Kind
SPECIAL = (*NEEDS_KEY, Role.MANAGER)  # these manage rights or destruction, read the log, or break the glass
REMINDED = timedelta(days=7)  # before the last day


def open_reviews(today: date) -> int:
    """In every house in which the time has come. A review of everything is one of the special rights too."""
    return sum(_open_in(house, today) for house in House.objects.select_related("covenant"))


KINDS = ((AccessReview.Kind.ALL, Deadline.ACCESS_REVIEW), (AccessReview.Kind.SPECIAL, Deadline.SPECIAL_REVIEW))


def _open_in(house: House, today: date) -> int:
    held = running(house, today)
    for kind, term, on in next_reviews(house, held):
        if on <= today:
            is_all = kind == AccessReview.Kind.ALL
            chosen = held if is_all else [one for one in held if _role(one) in SPECIAL]
            return _begin(house, kind, term, chosen, others(house, today) if is_all else [], today)
    return 0


def next_reviews(house: House, held: list[Capacity]) -> list[tuple[AccessReview.Kind, Term, date]]:
    """What is gone through next and when: counted from the last time, and before the first from when somebody had a right."""
    if not held:
        return []
    begun = min(one.from_date for one in held)
    terms = [(kind, Term.objects.of_house(house, code)) for kind, code in KINDS]
    return [(kind, term, term.due(_last(house, kind) or begun)) for kind, term in terms]


def _last(house: House, kind: str) -> date | None:
    done = AccessReview.objects.filter(house=house)
    if kind == AccessReview.Kind.ALL:
        done = done.filter(kind=kind)
    return done.order_by("-opened_on").values_list("opened_on", flat=True).first()


def running(house: House, today: date) -> list[Capacity]:
    """Every right that counts in this house today."""
    staff = Appointment.objects.running(today).filter(house=house)
    delegates = Delegation.objects.running(today).filter(membership__houses=house)
    return [
        *staff.select_related("user", "house__covenant"),
        *delegates.select_related("user", "membership__party").distinct(),
    ]


def paused(house: House, today: date) -> set[object]:
    """Rights of this house that were suspended and did not end: by another house of the party, or in another review."""
    staff = Appointment.objects.not_ended(today).filter(house=house, suspended_on__lte=today)
    delegates = Delegation.objects.not_ended(today).filter(membership__houses=house, suspended_on__lte=today)
    return {*staff.values_list("pk", flat=True), *delegates.values_list("pk", flat=True)}


def _begin(
    house: House, kind: str, term: Term, held: list[Capacity], besides: list[tuple[str, Held]], today: date
) -> int:
    if not held:
        return 0
    answer = Term.objects.of_house(house, Deadline.REVIEW_ANSWER)
    review = AccessReview.objects.create(
        house=house, kind=kind, opened_on=today, due_on=answer.due(today), source=term.source, due_source=answer.source
    )
    cases = _cases_of(house, today)
    ReviewItem.objects.bulk_create(
        [*(_item(review, one, cases) for one in held), *(_other(review, name, one) for name, one in besides)]
    )
    write_to(reviewers(house, today).values_list("user_id", flat=True), "toegang-nalopen")
    accesslog.event(accesslog.EventKind.JOB, "E", review, rule="open_review", result_count=len(held) + len(besides))
    return 1


def _item(review: AccessReview, one: Capacity, cases: dict[tuple[int, int], int]) -> ReviewItem:
    party = one.membership.party if isinstance(one, Delegation) else None
    return ReviewItem(
        review=review, house_id=review.house_id, capacity_id=one.pk, user=one.user, party=party, role=_role(one), label=one.label,
        from_date=one.from_date, until_date=one.until_date, cases=cases.get((one.user_id, party.pk), 0) if party else 0,
    )  # fmt: skip


def _other(review: AccessReview, name: str, one: Held) -> ReviewItem:
    return ReviewItem(
        review=review, house_id=review.house_id, capacity_id=one.pk, user=one.user, party=one.party, role=name, label=one.label,
        from_date=one.from_date, until_date=one.until_date, is_of_manager=one.is_of_manager,
    )  # fmt: skip


def _role(one: Capacity) -> str:
    return one.role if isinstance(one, Appointment) else "delegate"


def _cases_of(house: House, today: date) -> dict[tuple[int, int], int]:
    """Per person and party in how many cases of this house he was assigned; not which."""
    counts = Q(until_date=None) | Q(until_date__gte=today)
    grants = CaseGrant.objects.filter(
        counts, from_date__lte=today, content_object__house=house, content_object__phase__in=OPEN_PHASES
    )
    found = grants.order_by().values_list("user_id", "party_id").annotate(Count("content_object", distinct=True))
    return {(user, party): number for user, party, number in found}


def reviewers(house: House, today: date) -> "QuerySet[Appointment]":
    return Appointment.objects.running(today).filter(house=house, role__in=REVIEWERS)


def remind_reviewers(today: date) -> int:
    """Once, a week before the last day, when something is still undecided."""
    near = AccessReview.objects.filter(
        settled_on=None, reminded_on=None, due_on__gte=today, due_on__lte=today + REMINDED
    )
    found = [review for review in near.select_related("house") if review.items.undecided().exists()]
    for review in found:
        write_to(reviewers(review.house, today).values_list("user_id", flat=True), "toegang-bijna")
        review.reminded_on = today
        review.save(update_fields=["reminded_on"])
    return len(found)


def suspend_unconfirmed(today: date) -> int:
    """After the last day. Gives how many rights were suspended."""
    return sum(
        _settle(review, today) for review in AccessReview.objects.filter(settled_on=None).select_related("house")
    )


def _settle(review: AccessReview, today: date) -> int:
    """A review is settled when everything in it is decided, by somebody or by its term."""
    open_items = list(review.items.undecided())
    if open_items and today <= review.due_on:
        return 0
    held = {one.pk: one for one in running(review.house, today)}
    besides = {one.pk for _, one in others(review.house, today)}
    kept = _kept_elsewhere(review, open_items, today)
    unconfirmed = [item for item in open_items if item.capacity_id in held and item.capacity_id not in kept]
    # No clock takes a seat or a mandate: it waits, and the FG is told.
    asked = {item.pk for item in open_items if item.capacity_id in besides and item.capacity_id not in kept}
    spared = asked | _last_reviewers(review, unconfirmed, today)
    already = paused(review.house, today)
    for item in open_items:
        if item.capacity_id in already:
            _note_suspended(review, item, today)
        elif item.capacity_id not in held and item.capacity_id not in besides:
            _note(item, Kind.OVER, today)
        elif item.capacity_id in kept:
            _note(item, Kind.ELSEWHERE, today)
    suspended = [item for item in unconfirmed if item.pk not in spared]
    for item in suspended:
        _suspend(review, item, held[item.capacity_id], today)
    if suspended or any(item.capacity_id in already for item in open_items):
        _tell_administrators(review, today)
    _close(review, today, is_stuck=bool(spared))
    return len(suspended)


def _kept_elsewhere(review: AccessReview, items: Iterable[ReviewItem], today: date) -> set[object]:
    """A party takes part in more houses: what another house confirmed counts here too, until that is due again."""
    confirmed = ReviewStep.objects.filter(kind__in=(Kind.KEPT, Kind.RESUMED)).exclude(house=review.house_id)
    found = confirmed.filter(item__capacity_id__in=[item.capacity_id for item in items])
    term = Term.objects.of_house(review.house, dict(KINDS)[AccessReview.Kind(review.kind)])
    rows = found.values_list("item__capacity_id", "at")
    return {pk for pk, at in rows if term.due(timezone.localdate(at)) >= today}


def _last_reviewers(review: AccessReview, unconfirmed: list[ReviewItem], today: date) -> set[object]:
    """Where nobody would be left who can put it right, those who review stay: the FG is told instead (09, 2.4)."""
    left = set(reviewers(review.house, today).values_list("pk", flat=True)) - {item.capacity_id for item in unconfirmed}
    return set() if left else {item.pk for item in unconfirmed if item.role in REVIEWERS}


def _suspend(review: AccessReview, item: ReviewItem, capacity: Capacity, today: date) -> None:
    involvement.suspend(capacity, today=today)
    _note_suspended(review, item, today)
    accesslog.rights(item, rule="suspend_right", recipient=str(item.user_id))


def _note_suspended(review: AccessReview, item: ReviewItem, today: date) -> None:
    """Also where another house was first: whoever goes through this review sees it, and may let it count again."""
    _note(item, Kind.SUSPENDED, today, f"niet bevestigd voor {review.due_on:%d-%m-%Y} ({review.due_source})")


def _note(item: ReviewItem, kind: str, today: date, reason: str = "") -> None:
    ReviewStep.objects.create(item=item, house_id=item.house_id, order=1, kind=kind, reason=reason, at=moment(today))


def _tell_administrators(review: AccessReview, today: date) -> None:
    """Also who was suspended himself: the mail says only that there is something to look at."""
    told = Appointment.objects.filter(house=review.house, role=Role.ADMINISTRATOR).not_ended(today)
    write_to(told.values_list("user_id", flat=True), "rol-opgeschort")


def _close(review: AccessReview, today: date, *, is_stuck: bool) -> None:
    if not is_stuck:
        review.settled_on = today
        review.keep_until = Term.objects.of_house(review.house, Deadline.REVIEW_KEPT).due(today)
    elif review.escalated_on is None:
        fgs = Appointment.objects.filter(house=review.house, role=Role.FG).not_ended(today)
        write_to(fgs.values_list("user_id", flat=True), "toegang-niet-nagelopen")
        review.escalated_on = today
    review.save(update_fields=["settled_on", "keep_until", "escalated_on"])


def forget_reviews(today: date) -> int:
    """What was settled so long ago that its term is over is gone, with what was decided; the log says that it was there."""
    over = list(AccessReview.objects.filter(keep_until__lt=today))
    for review in over:
        accesslog.event(accesslog.EventKind.JOB, "D", review, rule="forget_reviews", result_count=review.items.count())
        ReviewStep.objects.filter(item__review=review).delete()
        review.items.all().delete()
        review.delete()
    return len(over)
