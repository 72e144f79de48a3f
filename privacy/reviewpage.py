"""What the pages of an access review show: rights per party, what was decided, and the same as a table for a file."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from cases.work import Item, Work
from parties.models import Appointment, Delegation
from parties.roles import Role
from privacy import reviewing
from privacy.models import AccessReview, ReviewItem, ReviewStep
from privacy.models.review import ReviewItemQuerySet
from privacy.reviewing import may_end, may_keep, reviews
from privacy.rights import others
from zvh.actor import Actor
from zvh.components import Column, Link

STAFF = "huis"  # the group of those who work for the house itself
COLUMNS = [Column("Naam"), Column("Recht"), Column("Vanaf"), Column("Casussen"), Column("Keuze")]
DECIDED = [Column("Naam"), Column("Recht"), Column("Besluit"), Column("Door"), Column("Reden")]
TONES = {
    "behouden": "ok",
    "hervat": "ok",
    "elders": "ok",
    "beeindigd": "err",
    "opgeschort": "warn",
    "afgelopen": "neutral",
}
TABLE = (
    "Controle", "Begonnen op", "Klaar op", "Naam", "Partij", "Recht", "Vanaf", "Tot en met", "Aantal casussen", "Besluit", "Door", "Rol",
    "Wanneer", "Reden",
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One right as somebody who reviews sees it."""

    item: ReviewItem
    may_keep: bool
    may_end: bool
    is_own: bool
    is_over: bool = False


@dataclass
class Group:
    """Everybody of one party, or of the house itself."""

    key: str
    title: str
    lines: list[Line] = field(default_factory=list)

    @property
    def keepable(self) -> int:
        return sum(line.may_keep for line in self.lines)

    @property
    def keep_all(self) -> str:
        return f"Alle {self.keepable} behouden"


def key_of(item: ReviewItem) -> str:
    return f"partij-{item.party_id}" if item.party_id else STAFF


def in_group(items: ReviewItemQuerySet, key: str) -> ReviewItemQuerySet:
    """The rights of this group; of a key that is none, nothing."""
    number = key.removeprefix("partij-")
    if key == STAFF:
        return items.filter(party=None)
    return (
        items.filter(party=int(number)) if number.isascii() and number.isdigit() and len(number) < 10 else items.none()
    )


def groups(review: AccessReview, actor: Actor) -> list[Group]:
    """What is still to be decided; the house first, then the parties by name."""
    items = list(review.items.undecided().select_related("user", "party"))
    running = _running(review, items, actor)
    found: dict[str, Group] = {}
    for item in sorted(items, key=lambda one: (one.party is not None, one.party.name if one.party else "")):
        title = item.party.name if item.party else "Medewerkers van het huis"
        group = found.setdefault(key_of(item), Group(key_of(item), title))
        group.lines.append(_line(item, actor, is_over=item.capacity_id not in running))
    return list(found.values())


def _running(review: AccessReview, items: Iterable[ReviewItem], actor: Actor) -> set[object]:
    ids = [item.capacity_id for item in items]
    held = (model.objects.running(actor.today).filter(pk__in=ids) for model in (Appointment, Delegation))
    roles = {pk for rows in held for pk in rows.values_list("pk", flat=True)}
    return roles | {one.pk for _, one in others(review.house, actor.today)}


def _line(item: ReviewItem, actor: Actor, *, is_over: bool = False) -> Line:
    keeps, ends = may_keep(actor, item) and not is_over, may_end(actor, item) and not is_over
    return Line(item, keeps, ends, item.user_id == actor.user_id, is_over)


def suspended(review: AccessReview, actor: Actor) -> list[Line]:
    waiting = reviewing.suspended(review.items.all(), actor.today)
    return [_line(item, actor) for item in waiting.select_related("user", "party")]


def decided(review: AccessReview) -> list[dict[str, object]]:
    """Newest first."""
    steps = ReviewStep.objects.filter(item__review=review).select_related("item__user", "item__party", "by")
    return [{"step": step, "tone": TONES[step.kind]} for step in steps.order_by("-at", "item__user__name")]


def as_table(review: AccessReview) -> tuple[tuple[str, ...], list[list[object]]]:
    """Every right with what was decided about it; a right that was suspended and decided later stands there twice."""
    items = review.items.select_related("user", "party").prefetch_related("steps__by")
    return TABLE, [_cells(review, item, step) for item in items for step in _steps(item)]


def _steps(item: ReviewItem) -> list[ReviewStep | None]:
    return [*item.steps.all()] or [None]


def _cells(review: AccessReview, item: ReviewItem, step: ReviewStep | None) -> list[object]:
    right = [
        review.get_kind_display(), review.opened_on, review.due_on, item.who, item.party.name if item.party else "", item.label,
        item.from_date, item.until_date or "", item.cases,
    ]  # fmt: skip
    if step is None:
        return [*right, "nog niet beslist", "", "", "", ""]
    by = step.by.name if step.by else "systeem"
    when = f"{timezone.localtime(step.at):%Y-%m-%d %H:%M:%S}"
    return [*right, step.get_kind_display(), by, role_word(step.by_role), when, step.reason]


def role_word(role: str) -> str:
    return str(Role(role).label) if role in Role.values else ""


def overview(actor: Actor) -> list[AccessReview]:
    """Newest first, each with how many rights it holds and how many are undecided."""
    counted = Count("items", filter=~Exists(ReviewStep.objects.filter(item=OuterRef("items"))))
    return list(AccessReview.objects.visible_to(actor).annotate(total=Count("items"), undecided=counted))


def to_review(work: Work) -> Iterable[Item]:
    """In "Mijn werk": who reviews has rights to confirm, and what was suspended to look at; the FG what nobody did in time."""
    actor = work.actor
    if actor.role == Role.FG:
        return [
            _stuck(work, one)
            for one in AccessReview.objects.visible_to(actor).filter(settled_on=None).exclude(escalated_on=None)
        ]
    if not reviews(actor):
        return []
    mine, of_manager = (
        ReviewItem.objects.visible_to(actor).exclude(user=actor.user_id),
        Q(role=Role.MANAGER) | Q(is_of_manager=True),
    )
    confirmed = mine.undecided() if actor.role == Role.MANAGER else mine.undecided().filter(of_manager)
    waiting = [_item(work, one, f"{number} te bevestigen") for one, number in _per_review(work, confirmed)]
    return [
        *waiting,
        *(_to_look_at(one, number) for one, number in _per_review(work, reviewing.suspended(mine, actor.today))),
    ]


def _per_review(work: Work, items: ReviewItemQuerySet) -> list[tuple[AccessReview, int]]:
    numbers = dict(items.order_by().values_list("review").annotate(number=Count("pk")).values_list("review", "number"))
    found = AccessReview.objects.visible_to(work.actor).filter(pk__in=numbers)
    return [(one, numbers[one.pk]) for one in found]


def _to_look_at(review: AccessReview, number: int) -> Item:
    """It has no term: nobody comes in meanwhile."""
    link = Link("Bekijken", reverse("toegangscontrole", args=[review.pk]) + "#opgeschort")
    return Item("Opgeschorte rechten weer laten ingaan of beëindigen", link, f"{number} opgeschort")


def _item(work: Work, review: AccessReview, note: str) -> Item:
    link = Link("Nalopen", reverse("toegangscontrole", args=[review.pk]))
    due = work.deadline(review.due_on, f"{review.source}; termijn: {review.due_source}")
    return Item(f"Toegang nalopen: {review.get_kind_display().lower()}", link, note, due)


def _stuck(work: Work, review: AccessReview) -> Item:
    return _item(work, review, "Niet op tijd nagelopen door manager en beheerder")
