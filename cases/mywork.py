"""Mijn werk: what this actor has to do, shortest term first.

A part of casework adds its list in one line of PROVIDERS.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse

from cases import work_breakglass, work_candidates, work_houses, work_meeting
from cases.casepage import address, url_of
from cases.deadlines import deadline_of
from cases.forms.worklist import LATE
from cases.models import (
    Case,
    Contribution,
    ContributionRequest,
    Enquiry,
    NoNotice,
    Reassessment,
    ReleaseRequest,
    State,
)
from cases.phases import OPEN_PHASES, Phase
from cases.reach import Among
from cases.words import next_action, phase_name
from cases.work import CASEWORK, MOST, Item, Provider, Work
from cases.worklist import count_per_phase, known_cases
from parties.dates import add_months
from parties.models import RetentionPolicy
from parties.roles import Role
from parties.upcoming import endings
from zvh.actor import Actor
from zvh.components import Link, Tile


def items(actor: Actor, providers: Iterable[Provider] = ()) -> list[Item]:
    """Everything to do for this actor, or what these providers name; late first, what has no term last."""
    work = Work(actor)
    found = [item for provider in providers or PROVIDERS for item in provider(work)]
    return sorted(found, key=lambda item: (item.deadline is None, item.deadline.on if item.deadline else date.max))


def _of_case(work: Work, case: Case) -> Item:
    link = Link("Naar de casus", reverse("casus", args=[case.number]))
    title = f"{next_action(case.house, case.phase)}: {case.number}"
    note = f"In de fase {phase_name(case.house, case.phase)}"
    return Item(title, link, note, deadline_of(case, work.terms, work.actor.today), case)


def cases_to_move(work: Work) -> Iterable[Item]:
    """Registrations to assess, triage to decide, and meetings to hold."""
    if work.actor.role not in CASEWORK:
        return ()
    return [_of_case(work, case) for case in work.cases().filter(work.mine, phase__in=OPEN_PHASES)[:MOST]]


def late_cases(work: Work) -> Iterable[Item]:
    """For the manager: cases past the term of their phase."""
    if work.actor.role != Role.MANAGER:
        return ()
    late = work.cases().filter(due_on__lt=work.actor.today, phase__in=OPEN_PHASES)
    return [_of_case(work, case) for case in late[:MOST]]


def ending_retention(work: Work) -> Iterable[Item]:
    """Cases whose data go soon, as many months ahead as the policy says (DPIA 10)."""
    if not work.actor.reads_cases:
        return ()
    near = Q(pk=None)
    for policy in RetentionPolicy.objects.filter(house__in=work.actor.house_ids):
        until = add_months(work.actor.today, policy.warning_months)
        near |= Q(house=policy.house_id, approach=policy.approach_id, destroy_on__lte=until)
    return [_of_case(work, case) for case in work.cases().filter(near, phase=Phase.AFSCHALING)[:MOST]]


def _unanswered(work: Work, **more: Any) -> "QuerySet[ContributionRequest]":
    """The first of them, in open cases that are this actor's work; what is shown of them is read afterwards."""
    answers = Contribution.objects.filter(request=OuterRef("pk")).exclude(state=State.DRAFT)
    own = Among(work.actor, Case.objects.filter(work.mine, phase__in=OPEN_PHASES))
    asked = ContributionRequest.objects.visible_to(own).filter(~Exists(answers), **more).order_by("due_on", "pk")
    first = ContributionRequest.objects.filter(pk__in=asked.values("pk")[:MOST])
    return first.select_related("case__house", "party").order_by("due_on", "pk")


def late_contributions(work: Work) -> Iterable[Item]:
    """Contributions that parties did not deliver in time."""
    if work.actor.role not in CASEWORK:
        return ()
    late = _unanswered(work, due_on__lt=work.actor.today)
    return [_of_request(work, asked, "Bijdrage te laat", asked.party.name) for asked in late]


def asked_contributions(work: Work) -> Iterable[Item]:
    """What this delegate's party was asked to supply."""
    if not work.actor.is_delegate:
        return ()
    return [_of_request(work, asked, "Bijdrage leveren", "") for asked in _unanswered(work)]


def _of_request(work: Work, asked: ContributionRequest, title: str, note: str) -> Item:
    if work.actor.is_delegate:
        link = Link("Bijdrage invullen", reverse("bijdrage-gevraagd", args=[asked.pk]))
    else:
        link = Link("Naar de bijdragen", url_of("casus-bijdragen", asked.case))
    due = work.deadline(asked.due_on, asked.due_source)
    return Item(f"{title}: {asked.case.number}", link, note, due, asked)


def reassessments(work: Work) -> Iterable[Item]:
    """Whether own contributions are still needed in the next phase (03, R4)."""
    if not work.actor.is_delegate:
        return ()
    waiting = Reassessment.objects.visible_to(work.seer).open().filter(case__phase__in=OPEN_PHASES)
    return [_of_reassessment(work, one) for one in waiting.select_related("case")[:MOST]]


def _of_reassessment(work: Work, row: Reassessment) -> Item:
    link = Link("Beoordelen", reverse("bijdrage-herbeoordeling", args=[row.contribution_id]))
    due = work.deadline(row.due_on, row.due_source)
    return Item(f"Bijdrage opnieuw beoordelen: {row.case.number}", link, "De casus is in een nieuwe fase", due, row)


def release_questions(work: Work) -> Iterable[Item]:
    """Whether another party may read an own contribution (03, R3)."""
    if not work.actor.is_delegate:
        return ()
    asked = ReleaseRequest.objects.visible_to(work.seer).open().filter(phase=F("case__phase"))
    return [_of_question(one) for one in asked.select_related("case", "party")[:MOST]]


def _of_question(row: ReleaseRequest) -> Item:
    link = Link("Antwoorden", reverse("vrijgave-gevraagd", args=[row.pk]))
    return Item(f"Vraag om vrijgave: {row.case.number}", link, f"Mag {row.party} uw bijdrage lezen?", row=row)


def asked_enquiries(work: Work) -> Iterable[Item]:
    """Whether this delegate's party knows somebody; who it is stands on the page of the question only."""
    if not work.actor.is_delegate:
        return ()
    waiting = Enquiry.objects.visible_to(work.actor).waiting().select_related("house")
    return [
        Item(
            f"Bekendheidsvraag van {one.house}",
            Link("Beantwoorden", reverse("bekendheidsvraag", args=[one.pk])),
            deadline=work.deadline(one.due_on, one.due_source),
            row=one,
        )
        for one in waiting[:MOST]
    ]


def notices_to_judge(work: Work) -> Iterable[Item]:
    """Reasons not to inform a subject that must be judged again within the week (protocol 16.7)."""
    near = work.actor.today + timedelta(days=7)
    mine = Q(case__in=Case.objects.filter(work.mine, phase__in=OPEN_PHASES))
    holding = NoNotice.objects.visible_to(work.actor).filter(mine, check_on__lte=near).holding()
    return [
        Item(
            f"Opnieuw beoordelen of de betrokkene kan worden ingelicht: {one.case.number}",
            Link("Beoordelen", reverse("casus-inlichten", args=[one.case.number])),
            deadline=work.deadline(one.check_on, one.check_source),
            row=one,
        )
        for one in holding.select_related("case")[:MOST]
    ]


def own_drafts(work: Work) -> Iterable[Item]:
    """Registrations that were begun and not sent."""
    drafts = Case.objects.visible_to(work.actor).filter(phase=Phase.CONCEPT).select_related("house", "approach")
    url = address("aanmelden") or reverse("casussen")
    return [
        Item("Aanmelding afmaken", Link("Verder gaan", url), f"{one.approach}, {one.house}", row=one)
        for one in drafts[:MOST]
    ]


def people_to_arrange(work: Work) -> Iterable[Item]:
    """For the administrator: papers and roles that end, invitations that were not used."""
    if work.actor.role != Role.ADMINISTRATOR:
        return ()
    found = endings(work.actor.house_ids, work.actor.today)
    return [
        Item(
            f"{one.what}: {one.person.name}",
            Link("Naar de persoon", address("mens", one.person.pk) or reverse("mijn-werk")),
            deadline=work.deadline(one.on, one.source) if one.on else None,
        )
        for one in found
    ]


PROVIDERS: list[Provider] = [
    work_meeting.invitations,
    work_meeting.to_put_on_agenda,
    work_meeting.actions,
    work_meeting.interventions,
    cases_to_move,
    late_cases,
    late_contributions,
    ending_retention,
    asked_contributions,
    reassessments,
    release_questions,
    asked_enquiries,
    work_houses.asked_by_houses,
    notices_to_judge,
    work_candidates.to_choose,
    own_drafts,
    people_to_arrange,
    work_breakglass.to_judge,
    work_breakglass.told,
]


def figures(actor: Actor, found: list[Item]) -> list[Tile]:
    """Key figures above the list: for the manager also the cases per phase."""
    late = sum(1 for item in found if item.deadline and item.deadline.days_left < 0)
    tiles = [Tile(str(len(found)), "te doen"), Tile(str(late), "te laat"), *_missing(actor, found)]
    return [*tiles, *(_per_phase(actor) if actor.role == Role.MANAGER else [])]


def _missing(actor: Actor, found: list[Item]) -> list[Tile]:
    """The way to reminding all late parties at once."""
    missing = sum(1 for item in found if isinstance(item.row, ContributionRequest)) if actor.role in CASEWORK else 0
    url = f"{reverse('casussen')}?bijdragen={LATE}"
    return [Tile(str(missing), "bijdragen te laat", url=url)] if missing else []


def _per_phase(actor: Actor) -> list[Tile]:
    counts = count_per_phase(known_cases(actor))
    url = reverse("casussen")
    return [
        Tile(str(counts.get(phase, 0)), Phase(phase).label, url=f"{url}?fase={phase}&regisseur=alle")
        for phase in (*OPEN_PHASES, Phase.AFSCHALING)
    ]
