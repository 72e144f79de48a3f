"""What is decided in an access review: a right stays, ends at once, or begins again after it was suspended (03, R12).

The manager decides, with the administrator; what is a manager's the administrator decides as well, and nobody about himself (annex 4).
"""

from collections.abc import Callable, Iterable
from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef

from cases.policy import NotAllowed
from cases.workflow.steps import hold
from parties.models import Appointment, Delegation
from parties.roles import Role
from parties.standing import Capacity
from parties.workflow import involvement
from privacy import accesslog, rights
from privacy.models import ReviewItem, ReviewStep
from privacy.models.review import REVIEWERS, ReviewItemQuerySet
from zvh.actor import Actor
from zvh.today import moment

Kind = ReviewStep.Kind


def reviews(actor: Actor) -> bool:
    """Manager and administrator go through the rights of their house."""
    return actor.role in REVIEWERS


def may_decide(actor: Actor, item: ReviewItem) -> bool:
    """In the own house, and nobody about himself."""
    return reviews(actor) and item.house_id in actor.house_ids and item.user_id != actor.user_id


def may_end(actor: Actor, item: ReviewItem) -> bool:
    """Of a right besides a role who may end it anyhow."""
    kind = rights.KINDS.get(item.role)
    return may_decide(actor, item) and (kind is None or actor.role in kind.ended_by)


def may_keep(actor: Actor, item: ReviewItem) -> bool:
    """A manager; of the rights of a manager the administrator too, for no manager may say that his own right stays."""
    is_of_manager = item.role == Role.MANAGER or item.is_of_manager
    return may_decide(actor, item) and (actor.role == Role.MANAGER or is_of_manager)


def suspended(items: ReviewItemQuerySet, today: date) -> ReviewItemQuerySet:
    """Those that the clock suspended and that wait since: nobody decided, neither here nor in another house of the party."""
    staff, delegates = (
        Exists(model._default_manager.not_ended(today).filter(pk=OuterRef("capacity_id"), suspended_on__isnull=False))
        for model in (Appointment, Delegation)
    )
    return items.suspended().filter(staff | delegates)


def keep(items: Iterable[ReviewItem], *, by: Actor, reason: str = "") -> int:
    """These rights stay. Gives how many were still to be decided. Raises NotAllowed for one that is not his to keep."""
    return _decide(items, Kind.KEPT, may_keep, rule="keep_right", by=by, reason=reason)


def end(items: Iterable[ReviewItem], *, by: Actor, reason: str = "") -> int:
    """These rights end now, with the sessions in which they are used. Also after they were suspended."""
    return _decide(items, Kind.ENDED, may_end, rule="end_right", by=by, reason=reason)


def resume(item: ReviewItem, *, by: Actor, reason: str) -> int:
    """A suspended right counts again; the reason is kept."""
    return _decide([item], Kind.RESUMED, may_end, rule="resume_right", by=by, reason=reason)


@transaction.atomic
def _decide(
    items: Iterable[ReviewItem],
    kind: str,
    may: Callable[[Actor, ReviewItem], bool],
    *,
    rule: str,
    by: Actor,
    reason: str,
) -> int:
    """In one order, so that two who decide at once never wait for each other; who is second finds it decided."""
    done = 0
    for item in sorted(items, key=lambda one: one.pk):
        if not may(by, item):
            raise NotAllowed("review")
        hold(item.pk)
        if order := _next_order(item, kind, counts=_counts(item, by.today)):
            _apply(item, kind, by)
            _write(item, order, kind, by, reason)
            accesslog.rights(item, rule=rule, recipient=str(item.user_id or item.party_id))
            done += 1
    return done


def _next_order(item: ReviewItem, kind: str, *, counts: bool) -> int:
    """1 where nothing was decided, 2 where the clock suspended it; 0 where this is no longer to be decided."""
    taken = list(item.steps.order_by("order").values_list("kind", flat=True))
    if not taken:
        return 1 if counts and kind != Kind.RESUMED else 0
    return 2 if taken == [Kind.SUSPENDED] and kind != Kind.KEPT else 0


def _counts(item: ReviewItem, today: date) -> bool:
    """It was not ended meanwhile, by another way or by another house."""
    if other := rights.KINDS.get(item.role):
        return any(one.pk == item.capacity_id for one in other.held(item.house, today))
    return is_running(capacity_of(item), today)


def _apply(item: ReviewItem, kind: str, by: Actor) -> None:
    other = rights.KINDS.get(item.role)
    if kind == Kind.ENDED and other:
        other.end(item.capacity_id, by)
    elif kind == Kind.ENDED:
        involvement.end_now(capacity_of(item), by=by)
    elif kind == Kind.RESUMED:
        involvement.resume(capacity_of(item), by=by)


def capacity_of(item: ReviewItem) -> Capacity:
    """The right itself, held until the end of this transaction."""
    model = Delegation if item.role == "delegate" else Appointment
    found: Capacity = model._default_manager.select_for_update(of=("self",)).get(pk=item.capacity_id)
    return found


def is_running(capacity: Capacity, today: date) -> bool:
    """It was not ended or suspended meanwhile, by another way or by another house."""
    return capacity.suspended_on is None and (capacity.until_date is None or capacity.until_date >= today)


def _write(item: ReviewItem, order: int, kind: str, by: Actor, reason: str) -> None:
    ReviewStep.objects.create(
        item=item, house_id=item.house_id, order=order, kind=kind, reason=reason, by_id=by.user_id, by_role=by.role,
        at=moment(by.today),
    )  # fmt: skip
