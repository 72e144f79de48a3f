"""Mijn werk: what this actor has to do, shortest term first.

A part of casework adds its list in one line of PROVIDERS.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from cases import (
    work_breakglass,
    work_candidates,
    work_dispute,
    work_further,
    work_houses,
    work_meeting,
    work_retention,
    work_track,
    work_transfer,
)
from cases.casepage import address
from cases.models import (
    Case,
    ContributionRequest,
    CriterionJudgement,
    Enquiry,
    NoNotice,
)
from cases.phases import OPEN_PHASES, Phase
from cases.visibility import own_drafts as drafts_of
from cases.work import CASEWORK, MOST, Item, Provider, Work, of_case
from cases.work_contributions import (
    asked_contributions,
    contribution_drafts,
    late_contributions,
    reassessments,
    release_questions,
)
from cases.worklist import LATE, count_per_phase, known_cases
from parties.roles import Role
from parties.upcoming import endings, party_endings
from zvh.actor import Actor
from zvh.components import Link, Tile


def items(actor: Actor, providers: Iterable[Provider] = ()) -> list[Item]:
    """Everything to do for this actor, or what these providers name; late first, what has no term last."""
    work = Work(actor)
    found = [item for provider in providers or PROVIDERS for item in provider(work)]
    return sorted(found, key=lambda item: (item.deadline is None, item.deadline.on if item.deadline else date.max))


def _to_move(work: Work, case: Any) -> Item:
    """As `of_case`, with the page of the next decision first: the case is one press further."""
    item, number = of_case(work, case), case.number
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
    return [of_case(work, case) for case in late[:MOST]]


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
    work_retention.ending,
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
