"""What pages show of interventions: who does what for which goal, and how it goes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import F
from django.http import Http404
from django.utils.formats import date_format

from cases.casepage import CasePage
from cases.models import Case, Intervention, Progress
from cases.models.intervention import InterventionQuerySet
from cases.phases import Phase
from cases.planpage import of_own_cases
from cases.reach import Among, OpenCase, Seer, reach
from zvh.actor import Actor
from zvh.components import Answer, Column, Deadline, Event

COLUMNS = [
    Column("Leefgebied"),
    Column("Doel en interventie"),
    Column("Wie"),
    Column("Periode"),
    Column("Laatste voortgang"),
]
TONES = {Intervention.State.RUNNING: "info", Intervention.State.DONE: "ok", Intervention.State.STOPPED: "neutral"}


@dataclass
class InterventionLine:
    """An intervention with its history, newest first."""

    row: Intervention
    today: date
    notes: list[Progress] = field(default_factory=list)

    @property
    def who(self) -> str:
        name = str(self.row.party or self.row.case.house)
        return f"{name}: {self.row.user}" if self.row.user else name

    @property
    def state(self) -> tuple[str, str]:
        """In words, with the tone."""
        state = Intervention.State(self.row.state)
        return str(state.label).capitalize(), TONES[state]

    @property
    def deadline(self) -> Deadline | None:
        return Deadline(self.row.until_date, self.today) if self.row.until_date and self.row.is_running else None

    @property
    def is_late(self) -> bool:
        return self.deadline is not None and self.deadline.days_left < 0

    @property
    def latest(self) -> Progress | None:
        return self.notes[0] if self.notes else None

    @property
    def events(self) -> list[Event]:
        return [Event(f"{one.by}, {one.party or self.row.case.house}", one.at, note=one.text) for one in self.notes]

    @property
    def answers(self) -> list[Answer]:
        row = self.row
        until = f" tot en met {date_format(row.until_date)}" if row.until_date else ""
        found = [
            ("Leefgebied", row.domain.name), ("Probleem", row.problem), ("Doel", row.goal), ("Interventie", row.what),
            ("Wie", self.who), ("Periode", f"Sinds {date_format(row.from_date)}{until}"), ("Resultaat", row.result),
        ]  # fmt: skip
        return [Answer(title, text) for title, text in found if text]


def interventions_of(page: CasePage) -> list[InterventionLine]:
    """Those that the actor may read, running ones first, with their history in one query."""
    found = list(Intervention.objects.visible_to(page).select_related("domain", "party", "user"))
    for one in found:
        one.case = page.case
    notes: dict[UUID, list[Progress]] = {one.pk: [] for one in found}
    for note in Progress.objects.filter(intervention__in=found).select_related("by", "party"):
        notes[note.intervention_id].append(note)
    return _running_first(InterventionLine(one, page.actor.today, notes[one.pk]) for one in found)


def _running_first(lines: Iterable[InterventionLine]) -> list[InterventionLine]:
    return sorted(lines, key=lambda line: not line.row.is_running)


def find_intervention(pk: UUID, actor: Actor) -> InterventionLine:
    """Raises Http404 for one that this actor may not know of."""
    found = Intervention.objects.visible_to(actor).select_related("case__house__covenant", "domain", "party", "user")
    row = found.filter(pk=pk).first()
    if row is None:
        raise Http404
    notes = Progress.objects.visible_to(actor).filter(intervention=row).select_related("by", "party")
    return InterventionLine(row, actor.today, list(notes))


def running_lines(actor: Actor, case: Case | None = None) -> list[InterventionLine]:
    """Those that run, in this case, which the actor sees, or that this actor sees to; what should have ended first, each with
    its last progress."""
    seer = OpenCase(case, actor) if case else Among(actor)
    within = Intervention.objects.visible_to(seer) if case else own_interventions(seer)
    found = within.running().select_related("case__house", "domain", "party", "user")
    rows = list(found.order_by(F("until_date").asc(nulls_last=True), "pk"))
    last = Progress.objects.visible_to(seer).filter(intervention__in=rows).select_related("by", "party")
    notes = {one.intervention_id: one for one in reversed(last)}
    return [InterventionLine(one, actor.today, [notes[one.pk]] if one.pk in notes else []) for one in rows]


def own_interventions(seer: Seer) -> InterventionQuerySet:
    """What this actor sees to, as with actions."""
    found = Intervention.objects.visible_to(seer).filter(case__phase=Phase.CASUSOVERLEG)
    return of_own_cases(found, reach(seer).actor)
