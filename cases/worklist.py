"""The worklist: which cases, in which order, and what stands in a row.

The number of queries is that of the page, not of its rows.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, OuterRef, Q
from django.urls import reverse

from cases.deadlines import Terms, deadline_of
from cases.models import Case, Contribution, ContributionRequest, State, Subject
from cases.models.case import CaseQuerySet
from cases.phases import OPEN_PHASES, Phase
from cases.reach import FoundCases
from cases.words import next_action, phase_of
from parties.roles import Role
from zvh.actor import Actor
from zvh.components import Deadline

EVERYBODY, NOBODY = "alle", "niemand"  # whose cases, in an address
WAITING, LATE = "wacht", "te-laat"  # what a case waits for
PER_PAGE = 25
BY_DEADLINE = (F("due_on").asc(nulls_last=True), F("opened_at").asc(), "pk")
ORDERS = {
    "termijn": BY_DEADLINE,
    "-termijn": (F("due_on").desc(nulls_last=True), F("opened_at").desc(), "pk"),
    "nummer": (F("opened_at").asc(), "pk"),
    "-nummer": (F("opened_at").desc(), "-pk"),
}
TONES = {Phase.AFSCHALING: "neutral", Phase.ENDED: "neutral"}


@dataclass(frozen=True)
class Row:
    """One case as the worklist shows it: a work name, never the name of a person (10, pattern 18)."""

    case: Case
    work_name: str
    deadline: Deadline | None
    asked: int
    answered: int

    @property
    def url(self) -> str:
        return reverse("casus", args=[self.case.number])

    @property
    def phase(self) -> str:
        return phase_of(self.case, self.case.phase)

    @property
    def tone(self) -> str:
        return TONES.get(Phase(self.case.phase), "info")

    @property
    def next_action(self) -> str:
        return next_action(self.case)


def known_cases(actor: Actor) -> CaseQuerySet:
    """The cases that a worklist may hold; concepts have a list of their own."""
    return Case.objects.visible_to(actor).exclude(phase=Phase.CONCEPT)


def chosen(cases: CaseQuerySet, actor: Actor, wanted: Mapping[str, Any]) -> CaseQuerySet:
    """The cases that these filters leave, in every phase."""
    if approach := wanted.get("aanpak"):
        cases = cases.filter(approach__code=approach)
    if waiting := wanted.get("bijdragen"):
        asked = ContributionRequest.objects.visible_to(actor).without_answer()
        asked = asked.filter(case=OuterRef("pk"), case__phase__in=OPEN_PHASES)
        cases = cases.filter(Exists(asked.filter(due_on__lt=actor.today) if waiting == LATE else asked))
    return cases.filter(of_regisseur(actor, wanted.get("regisseur", "")))


def of_regisseur(actor: Actor, choice: str) -> Q:
    """A procesregisseur sees first what he runs and what nobody runs yet."""
    if choice == NOBODY:
        return Q(procesregisseur=None)
    if choice not in ("", EVERYBODY):
        return Q(procesregisseur=int(choice))
    if choice == EVERYBODY or actor.role != Role.PROCESREGISSEUR:
        return Q()
    return Q(procesregisseur=actor.user_id) | Q(procesregisseur=None)


def count_per_phase(cases: CaseQuerySet) -> dict[str, int]:
    return dict(cases.order_by().values_list("phase").annotate(Count("pk")))


@dataclass(frozen=True)
class Ordered:
    """Cases in an order; a slice of them is read with what a row shows, which is too wide to sort all of."""

    ids: Any
    order: tuple[Any, ...]

    def __getitem__(self, part: slice) -> Any:
        cases = Case.objects.filter(pk__in=self.ids[part])
        return cases.select_related("house__covenant", "procesregisseur").order_by(*self.order)


class Counted(Paginator):  # type: ignore[type-arg]  # has no [] when it runs
    """A paginator that knows how many rows there are: the counts per phase say it."""

    def __init__(self, rows: Any, total: int) -> None:
        super().__init__(rows, PER_PAGE)
        self.total = total

    @property
    def count(self) -> int:
        return self.total


def page_of(
    cases: CaseQuerySet, actor: Actor, phases: Collection[str], order: str = "", number: str = ""
) -> "tuple[dict[str, int], Page[Case]]":
    """How many of these cases are in each phase, and a page of those in some of them.

    What one delegate has is read whole, as ids: that answers both at once. A house has too much for that.
    """
    wanted = ORDERS.get(order, BY_DEADLINE)
    if actor.is_delegate:
        found = list(cases.order_by(*wanted).values_list("pk", "phase"))
        counts: dict[str, int] = Counter(phase for _, phase in found)
        ordered = Ordered([pk for pk, phase in found if phase in phases], wanted)
    else:
        counts = count_per_phase(cases)
        ordered = Ordered(cases.filter(phase__in=phases).order_by(*wanted).values("pk"), wanted)
    return counts, Counted(ordered, sum(counts.get(phase, 0) for phase in phases)).get_page(number)


def rows_of(cases: "Sequence[Case]", terms: Terms, actor: Actor) -> list[Row]:
    """The rows of a page, in its order, at three queries and one fetch of keys."""
    found = FoundCases(actor, [case.pk for case in cases])
    names, asked, answered = work_names(found), Counter[UUID](), Counter[UUID]()
    for case_id, total, done in contributions_of(found):
        asked[case_id], answered[case_id] = total, done
    return [
        Row(case, names.get(case.pk, ""), deadline_of(case, terms, actor.today), asked[case.pk], answered[case.pk])
        for case in cases
    ]


def work_names(found: FoundCases) -> dict[UUID, str]:
    """How lists name the persons of each case."""
    names: dict[UUID, list[str]] = {}
    for subject in Subject.objects.visible_to(found):
        names.setdefault(subject.case_id, []).append(subject.work_name)
    return {
        pk: found[0] if len(found) == 1 else f"{found[0]} en {len(found) - 1} ander(en)" for pk, found in names.items()
    }


def contributions_of(found: FoundCases) -> "list[tuple[UUID, int, int]]":
    """Per case how many contributions were asked and answered, as far as this actor may know."""
    answer = Contribution.objects.filter(request=OuterRef("pk")).exclude(state=State.DRAFT)
    requests = ContributionRequest.objects.visible_to(found).order_by()
    counted = requests.values("case_id").annotate(asked=Count("pk"), answered=Count("pk", filter=Exists(answer)))
    return list(counted.values_list("case_id", "asked", "answered"))
