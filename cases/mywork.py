"""Mijn werk: what this actor has to do, shortest term first.

A part of casework adds its list in one line of PROVIDERS.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse

from cases import (
    work_breakglass,
    work_candidates,
    work_dispute,
    work_further,
    work_houses,
    work_meeting,
    work_track,
    work_transfer,
)
from cases.casepage import address
from cases.deadlines import deadline_of
from cases.models import (
    Case,
    ContributionRequest,
    CriterionJudgement,
    Enquiry,
    NoNotice,
    Postponement,
)
from cases.phases import OPEN_PHASES, Phase
from cases.retention import legal_end, legal_end_near
from cases.visibility import own_drafts as drafts_of
from cases.words import next_action, phase_of
from cases.work import CASEWORK, MOST, Item, Provider, Work
from cases.work_contributions import (
    asked_contributions,
    contribution_drafts,
    late_contributions,
    reassessments,
    release_questions,
)
from cases.worklist import LATE, count_per_phase, known_cases
from parties.dates import add_months
from parties.models import RetentionPolicy
from parties.roles import Role
from parties.upcoming import endings, party_endings
from zvh.actor import Actor
from zvh.components import Link, Tile


def items(actor: Actor, providers: Iterable[Provider] = ()) -> list[Item]:
    """Everything to do for this actor, or what these providers name; late first, what has no term last."""
    work = Work(actor)
    found = [item for provider in providers or PROVIDERS for item in provider(work)]
    return sorted(found, key=lambda item: (item.deadline is None, item.deadline.on if item.deadline else date.max))


def _of_case(work: Work, case: Case) -> Item:
    link = Link("Naar de casus", reverse("casus", args=[case.number]))
    title = f"{next_action(case)}: {case.number}"
    note = f"In de fase {phase_of(case, case.phase)}"
    return Item(title, link, note, deadline_of(case, work.terms, work.actor.today), case)


def _to_move(work: Work, case: Any) -> Item:
    """As `_of_case`, with the page of the next decision first: the case is one press further."""
    item, number = _of_case(work, case), case.number
    if case.phase == Phase.AANMELDING:
        return replace(item, action=Link("Beoordelen", reverse("casus-aanmelding", args=[number])), also=item.action)
    if case.phase != Phase.TRIAGE:
        return item
    # Every criterion is judged at once: then what remains is the decision.
    name, words = ("triage-besluit", "Naar het besluit") if case.is_judged else ("casus-triage", "Beoordelen")
    return replace(item, action=Link(words, reverse(name, args=[number])), also=item.action)


def cases_to_move(work: Work) -> Iterable[Item]:
    """Registrations to assess, triage to decide, and meetings to hold."""
    if work.actor.role not in CASEWORK:
        return ()
    judged = CriterionJudgement.objects.filter(case=OuterRef("pk"))
    found = work.cases().filter(work.mine, phase__in=OPEN_PHASES).annotate(is_judged=Exists(judged))
    return [_to_move(work, case) for case in found[:MOST]]


def late_cases(work: Work) -> Iterable[Item]:
    """For the manager: cases past the term of their phase."""
    if work.actor.role != Role.MANAGER:
        return ()
    late = work.cases().filter(due_on__lt=work.actor.today, phase__in=OPEN_PHASES)
    return [_of_case(work, case) for case in late[:MOST]]


def ending_retention(work: Work) -> Iterable[Item]:
    """Cases whose data go soon, as many months ahead as the policy says (DPIA 10), or that the law lets stay no longer though they
    are open; and what a colleague asked to postpone."""
    if not work.actor.reads_cases:
        return ()
    near = Q(pk=None)
    for policy in RetentionPolicy.objects.filter(house__in=work.actor.house_ids).select_related("approach__regime"):
        until = add_months(work.actor.today, policy.warning_months)
        near |= Q(house=policy.house_id, approach=policy.approach_id, phase=Phase.AFSCHALING, destroy_on__lte=until)
        near |= legal_end_near(policy, work.actor.today)
    waiting = Postponement.objects.waiting().filter(case=OuterRef("pk")).exclude(by=work.actor.user_id)
    cases = work.cases().select_related("approach__regime")
    ending = cases.filter(near).annotate(asked=Subquery(waiting.values("pk")[:1]))
    return [item for case in ending[:MOST] for item in _ending(work, case)]


def _ending(work: Work, case: Any) -> Iterable[Item]:
    yield _of_case(work, case) if case.phase == Phase.AFSCHALING else _legal_end(work, case)
    if case.asked and work.actor.role in CASEWORK:
        link = Link("Beoordelen", reverse("uitstel-beoordelen", args=[case.number, case.asked]))
        deadline = work.deadline(case.destroy_on, case.destroy_source)
        yield Item(f"Uitstel van de vernietiging bevestigen: {case.number}", link, deadline=deadline, row=case)


def _legal_end(work: Work, case: Case) -> Item:
    """Still open: close it, or it is kept longer than the law allows."""
    end = legal_end(case, work.actor.today)
    link = Link("Naar de casus", reverse("casus", args=[case.number]))
    deadline = work.deadline(end.date, end.source) if end else None
    return Item(f"Nog open, en de wettelijke termijn loopt af: {case.number}", link, deadline=deadline, row=case)


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
    drafts = drafts_of(Case.objects.all(), work.actor).select_related("house", "approach")
    return [
        Item(
            "Aanmelding afmaken",
            Link("Verder gaan", reverse("aanmelding-concept", args=[one.pk])),
            f"{one.approach}, {one.house}",
            row=one,
        )
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


def parties_to_arrange(work: Work) -> Iterable[Item]:
    """For the administrator: memberships and mandates that end."""
    if work.actor.role != Role.ADMINISTRATOR:
        return ()
    return [
        Item(
            f"{one.what}: {one.party}",
            Link("Naar de partij", reverse("partij", args=[one.party.slug])),
            deadline=work.deadline(one.on, one.source),
        )
        for one in party_endings(work.actor.house_ids, work.actor.today)
    ]


PROVIDERS: list[Provider] = [
    work_meeting.invitations,
    work_meeting.to_put_on_agenda,
    work_meeting.actions,
    work_meeting.interventions,
    work_track.ending_detentions,
    cases_to_move,
    late_cases,
    late_contributions,
    ending_retention,
    asked_contributions,
    contribution_drafts,
    reassessments,
    release_questions,
    work_further.asked,
    work_further.to_give,
    work_dispute.to_handle,
    asked_enquiries,
    work_houses.asked_by_houses,
    work_transfer.offered,
    notices_to_judge,
    work_candidates.to_choose,
    own_drafts,
    people_to_arrange,
    parties_to_arrange,
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
