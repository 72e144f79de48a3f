"""The triage table: every case in triage of the house, with what is known of it and the parties at the table (04, phase 2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q
from django.urls import reverse

from cases.deadlines import Terms, deadline_of
from cases.models import Case, CriterionJudgement, Enquiry, Subject, Triage
from cases.phases import Phase
from cases.reach import FoundCases
from cases.workflow.triageparts import seats_now
from parties.models import House, Party, TriageSeat
from zvh.actor import Actor
from zvh.components import Column, Deadline

COLUMNS = [
    Column("Casus"),
    Column("Aanpak"),
    Column("Criteria"),
    Column("Bekend bij"),
    Column("Besluit"),
    Column("Termijn"),
]


@dataclass(frozen=True)
class Line:
    """One case as the table goes through it: a work name, and how far it is."""

    case: Case
    work_name: str
    criteria: str
    known: str
    decision: str
    absent: list[Party]
    deadline: Deadline | None

    @property
    def url(self) -> str:
        return reverse("casus-triage", args=[self.case.number])


def cases_in_triage(actor: Actor) -> list[Case]:
    """Shortest term first."""
    found = Case.objects.visible_to(actor).filter(phase=Phase.TRIAGE, house__in=actor.house_ids)
    joined = found.select_related("house__covenant", "approach").prefetch_related("approach__minor_only_kinds")
    return list(joined.prefetch_related("approach__allowed_kinds").order_by("due_on", "opened_at", "pk"))


def seats(house: House) -> list[Party]:
    """The fixed parties of the table."""
    found = TriageSeat.objects.filter(house=house).select_related("party").prefetch_related("party__kinds")
    return [seat.party for seat in found]


def lines(cases: list[Case], at_table: list[Party], actor: Actor) -> list[Line]:
    """A line per case, at a number of queries that does not grow with them."""
    found, terms = FoundCases(actor, [case.pk for case in cases]), Terms()
    subjects = _subjects(found)
    judged, known, decisions = _judged(cases, actor), _known(cases, actor), _decisions(cases, actor)
    return [
        Line(
            case,
            ", ".join(subject.work_name for subject in subjects.get(case.pk, [])),
            judged.get(case.pk, "nog niet beoordeeld"),
            known.get(case.pk, "nog niet gevraagd"),
            decisions.get(case.pk, "nog niet voorbereid"),
            _absent(case, at_table, subjects.get(case.pk, []), actor.today),
            deadline_of(case, terms, actor.today),
        )
        for case in cases
    ]


def _subjects(found: FoundCases) -> dict[UUID, list[Subject]]:
    grouped: dict[UUID, list[Subject]] = {}
    for subject in Subject.objects.visible_to(found):
        grouped.setdefault(subject.case_id, []).append(subject)
    return grouped


def _absent(case: Case, at_table: Iterable[Party], subjects: list[Subject], today: date) -> list[Party]:
    """Parties of the table that do not speak about this case, such as the RvdK about adults."""
    return [party for party in at_table if not seats_now(case.approach, party, subjects, today=today)]


def _judged(cases: list[Case], actor: Actor) -> dict[UUID, str]:
    """How many criteria are met, of those that were judged."""
    rows = CriterionJudgement.objects.visible_to(actor).filter(case__in=cases).order_by()
    counted = rows.values("case_id").annotate(all=Count("pk"), met=Count("pk", filter=Q(is_met=True)))
    return {row["case_id"]: f"{row['met']} van {row['all']} van toepassing" for row in counted}


def _known(cases: list[Case], actor: Actor) -> dict[UUID, str]:
    """How many of the asked parties know somebody in the case."""
    rows = Enquiry.objects.visible_to(actor).filter(case__in=cases).order_by()
    by_case = rows.values("case_id").annotate(
        asked=Count("party", distinct=True), knowing=Count("party", distinct=True, filter=Q(answer__is_known=True))
    )
    return {row["case_id"]: f"{row['knowing']} van {row['asked']} partijen" for row in by_case}


def _decisions(cases: list[Case], actor: Actor) -> dict[UUID, str]:
    rows = Triage.objects.visible_to(actor).filter(case__in=cases, outcome__isnull=False)
    return {case: f"voorbereid: {label}" for case, label in rows.values_list("case_id", "outcome__label")}
