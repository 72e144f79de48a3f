"""What is shown in "Mijn werk": a thing to do, and whose work it is.

Parts of casework write their providers with it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import F, Q, QuerySet
from django.urls import reverse

from cases.deadlines import Terms, deadline_of
from cases.models import Case
from cases.reach import Among
from cases.words import next_action, phase_of
from cases.worklist import known_cases
from parties.roles import Role
from zvh.actor import Actor
from zvh.components import Deadline, Link, Press, Task
from zvh.fields import SealedModel

MOST = 50  # per provider; the worklist shows the rest
FROM_MY_WORK = [Link("Mijn werk", "/mijn-werk/")]  # the trail of a page that belongs to no other list
CASEWORK = (Role.PROCESREGISSEUR, Role.PROCESONDERSTEUNER)


@dataclass(frozen=True)
class Item:
    """One thing to do. `row` is what it is about, for the access log; names of persons are never in it.

    `also` is another way to deal with it, `press` a way that needs no other page; what that is about is folded away.
    """

    title: str
    action: Link
    note: str = ""
    deadline: Deadline | None = None
    row: SealedModel | None = None
    also: Link | None = None
    press: Press | None = None

    def task(self, is_first: bool) -> Task:
        return Task(self.title, self.action, self.note, self.deadline, is_first, self.also, self.press)


@dataclass
class Work:
    """Whose work it is, with what several providers need."""

    actor: Actor

    @cached_property
    def terms(self) -> Terms:
        return Terms()

    def cases(self) -> "QuerySet[Case]":
        return (
            known_cases(self.actor).select_related("house__covenant").order_by(F("due_on").asc(nulls_last=True), "pk")
        )

    @cached_property
    def seer(self) -> Among:
        return Among(self.actor)

    def deadline(self, on: date, source: str) -> Deadline:
        return Deadline(on, self.actor.today, source)

    @cached_property
    def mine(self) -> Q:
        """A procesregisseur works on the own cases and those that nobody runs yet; support works on all."""
        if self.actor.role != Role.PROCESREGISSEUR:
            return Q()
        return Q(procesregisseur=self.actor.user_id) | Q(procesregisseur=None)


Provider = Callable[[Work], Iterable[Item]]


def of_case(work: Work, case: Case) -> Item:
    """What is next in this case, with its term."""
    link = Link("Naar de casus", reverse("casus", args=[case.number]))
    title = f"{next_action(case)}: {case.number}"
    note = f"In de fase {phase_of(case, case.phase)}"
    return Item(title, link, note, deadline_of(case, work.terms, work.actor.today), case)
