"""What contributions put in "Mijn werk": what is asked, late, begun, or to be judged again."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.urls import reverse

from cases.casepage import url_of
from cases.models import Case, Contribution, ContributionRequest, Reassessment, ReleaseRequest, State
from cases.phases import OPEN_PHASES
from cases.reach import Among
from cases.work import CASEWORK, MOST, Item, Work
from zvh.components import Link


def _unanswered(work: Work, **more: Any) -> "QuerySet[ContributionRequest]":
    """The first of them, in open cases that are this actor's work; what is shown of them is read afterwards."""
    own = Among(work.actor, Case.objects.filter(work.mine, phase__in=OPEN_PHASES))
    asked = ContributionRequest.objects.visible_to(own).without_answer().filter(**more).order_by("due_on", "pk")
    drafts = Contribution.objects.filter(request=OuterRef("pk"), state=State.DRAFT)
    first = ContributionRequest.objects.filter(pk__in=asked.values("pk")[:MOST]).annotate(has_draft=Exists(drafts))
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


def _of_request(work: Work, asked: Any, title: str, note: str) -> Item:
    also = None
    if work.actor.is_delegate:
        words = "Verder gaan" if asked.has_draft else "Bijdrage invullen"
        link = Link(words, reverse("bijdrage-gevraagd", args=[asked.pk]))
        also = Link("Niets te leveren", reverse("bijdrage-geen", args=[asked.pk]))
    else:
        link = Link("Naar de bijdragen", url_of("casus-bijdragen", asked.case))
    due = work.deadline(asked.due_on, asked.due_source)
    return Item(f"{title}: {asked.case.number}", link, note, due, asked, also)


def contribution_drafts(work: Work) -> Iterable[Item]:
    """What this delegate's party began to supply of its own accord and did not send."""
    if not work.actor.is_delegate:
        return ()
    own = Contribution.objects.visible_to(work.seer).filter(supplier=work.actor.party_id, case__phase__in=OPEN_PHASES)
    drafts = own.filter(state=State.DRAFT, request=None).select_related("case")
    return [
        Item(f"Bijdrage afmaken: {one.case.number}", Link("Verder gaan", reverse("bijdrage", args=[one.pk])), row=one)
        for one in drafts[:MOST]
    ]


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
