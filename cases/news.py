"""Meldingen: what happened in the cases that somebody follows, since a moment (10, pattern 29).

Nothing is stored for it: every line is derived from the fact itself, found through `visible_to` when it is shown. What one may
no longer see is gone from the list, and what is destroyed with its case too. A line names a case number, never a person or a text.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.db.models import F, Q, QuerySet
from django.urls import reverse

from cases.casepage import url_of
from cases.models import (
    Action,
    AgendaItem,
    Case,
    CaseGrant,
    Consent,
    Contribution,
    ContributionRelease,
    ContributionRequest,
    Invitation,
    LastVisit,
    PhaseTransition,
    Plan,
    ReleaseRequest,
    State,
)
from cases.phases import OPEN_PHASES
from cases.reach import Among
from cases.visibility import granted_cases, may_file
from cases.words import phase_of
from cases.work import MOST, Work
from parties.choices import Word
from zvh.actor import Actor
from zvh.templatetags.words import capital
from zvh.today import moment

KEPT = timedelta(days=14)  # how far back the list goes


@dataclass(frozen=True)
class Happening:
    """Something that happened in a case, and where to read on. What is urgent was mailed at once as well."""

    at: datetime
    what: str
    case: Case
    url: str
    is_urgent: bool = False


@dataclass
class Follower:
    """Who wants to know, since when; each question is about the cases this actor works on."""

    actor: Actor
    since: datetime

    @cached_property
    def among(self) -> Among:
        return Among(self.actor, Case.objects.filter(Work(self.actor).mine))

    def of(self, rows: "QuerySet[Any]", at: str, by: str = "by") -> "QuerySet[Any]":
        """Rows since then that somebody else made, the newest first, no more than a page can hold."""
        found = rows.filter(**{f"{at}__gt": self.since}).select_related("case__house__covenant")
        return (found.exclude(**{by: self.actor.user_id}) if by else found).order_by(f"-{at}", "pk")[:MOST]


def follows_cases(actor: Actor) -> bool:
    """Who works in cases: casework staff, and delegates to the casusoverleg."""
    return may_file(actor)


def happened(actor: Actor, since: datetime) -> list[Happening]:
    """Everything since this moment, newest first; at a fixed number of queries."""
    if not follows_cases(actor):
        return []
    follower = Follower(actor, since)
    found = [one for source in SOURCES for one in source(follower)]
    return sorted(found, key=lambda one: one.at, reverse=True)


def read_until(actor: Actor) -> datetime:
    """Until when this actor read the news; what is older than the list goes back is read."""
    last = LastVisit.objects.visible_to(actor).values_list("read_until", flat=True).first()
    oldest = moment(actor.today) - KEPT
    return max(last, oldest) if last else oldest


# --- sources -------------------------------------------------------------------------------------------------------------


def _phases(who: Follower) -> Iterable[Happening]:
    for row in who.of(PhaseTransition.objects.visible_to(who.among), "at"):
        yield Happening(row.at, f"Nieuwe fase: {phase_of(row.case, row.target)}", row.case, _page(row.case))


def _requests(who: Follower) -> Iterable[Happening]:
    if who.actor.is_delegate:
        open_cases = ContributionRequest.objects.visible_to(who.among).filter(case__phase__in=OPEN_PHASES)
        for row in who.of(open_cases, "at"):
            yield Happening(
                row.at, "Er is een bijdrage gevraagd", row.case, reverse("bijdrage-gevraagd", args=[row.pk])
            )


def _answers(who: Follower) -> Iterable[Happening]:
    if not who.actor.is_delegate:
        given = Contribution.objects.visible_to(who.among).exclude(state=State.DRAFT).filter(request__isnull=False)
        for row in who.of(given, "delivered_at", "author"):
            yield Happening(
                row.delivered_at, "Er is een antwoord op een gevraagde bijdrage", row.case, _contributions(row)
            )


def _released(who: Follower) -> Iterable[Happening]:
    if not who.actor.is_delegate:
        return
    readable = Contribution.objects.visible_to(who.among).exclude(supplier=who.actor.party_id)
    rows = ContributionRelease.objects.filter(group_id=who.actor.group_id, content_object__in=readable)
    found = rows.filter(granted_at__gt=who.since).select_related("content_object__case__house__covenant")
    for row in found.order_by("-granted_at")[:MOST]:
        one = row.content_object
        yield Happening(row.granted_at, "U kunt een bijdrage lezen", one.case, reverse("bijdrage", args=[one.pk]))


def _release_questions(who: Follower) -> Iterable[Happening]:
    if who.actor.is_delegate:
        asked = ReleaseRequest.objects.visible_to(who.among).open().filter(phase=F("case__phase"))
        for row in who.of(asked, "asked_at", "asked_by"):
            url = reverse("vrijgave-gevraagd", args=[row.pk])
            yield Happening(row.asked_at, "Het huis vraagt om een bijdrage vrij te geven", row.case, url)


def _invitations(who: Follower) -> Iterable[Happening]:
    """Invitations, and meetings that were moved or cancelled since."""
    if not who.actor.is_delegate:
        return
    mine = Invitation.objects.visible_to(who.among).filter(user=who.actor.user_id, party=who.actor.party_id)
    changed = (
        Q(at__gt=who.since) | Q(item__meeting__saved_at__gt=who.since) | Q(item__meeting__cancelled_at__gt=who.since)
    )
    found = mine.filter(changed, item__meeting__on__gte=who.actor.today).select_related(
        "case", "item__meeting__house__covenant"
    )
    for row in found.order_by("-at", "pk")[:MOST]:
        yield _of_meeting(row)


def _of_meeting(row: Invitation) -> Happening:
    meeting = row.item.meeting
    word, url = meeting.house.word(Word.CASUSOVERLEG), reverse("overleg", args=[meeting.pk])
    if meeting.cancelled_at:
        return Happening(meeting.cancelled_at, f"Het {word} gaat niet door", row.case, url, is_urgent=True)
    if meeting.sequence and meeting.saved_at and meeting.saved_at > row.at:
        return Happening(meeting.saved_at, f"Het {word} is gewijzigd", row.case, url, is_urgent=True)
    return Happening(row.at, f"U bent uitgenodigd voor het {word}", row.case, url)


def _held(who: Follower) -> Iterable[Happening]:
    for row in who.of(AgendaItem.objects.visible_to(who.among), "finished_at", ""):
        word = capital(row.case.house.word(Word.CASUSOVERLEG))
        yield Happening(row.finished_at, f"{word} gehouden", row.case, url_of("casus-overleg", row.case))


def _adopted(who: Follower) -> Iterable[Happening]:
    for row in who.of(Plan.objects.visible_to(who.among), "adopted_at", "adopted_by"):
        word = capital(row.case.house.word(Word.PLAN))
        yield Happening(row.adopted_at, f"{word} vastgesteld", row.case, url_of("casus-plan", row.case))


def _actions(who: Follower) -> Iterable[Happening]:
    own = Q(party=who.actor.party_id or None)
    rows = Action.objects.visible_to(who.among).filter(own, Q(user=None) | Q(user=who.actor.user_id))
    for row in who.of(rows, "at"):
        yield Happening(row.at, "Er is een actie afgesproken", row.case, reverse("actie-melden", args=[row.pk]))


def _withdrawn_consent(who: Follower) -> Iterable[Happening]:
    rows = Consent.objects.visible_to(who.actor).filter(state=Consent.State.WITHDRAWN, case__in=who.among.cases)
    for row in who.of(rows, "at"):
        yield Happening(row.at, "Een toestemming is ingetrokken", row.case, url_of("casus-toestemming", row.case), True)


def _assigned(who: Follower) -> Iterable[Happening]:
    if not who.actor.is_delegate:
        return
    known = Case.objects.visible_to(who.actor)
    rows: QuerySet[CaseGrant] = granted_cases(who.actor).filter(granted_at__gt=who.since, content_object__in=known)
    for row in rows.select_related("content_object").order_by("-granted_at")[:MOST]:
        yield Happening(
            row.granted_at, "U bent toegewezen aan deze casus", row.content_object, _page(row.content_object)
        )


def _due_today(who: Follower) -> Iterable[Happening]:
    """Terms of cases that end today; new from the first hour of the day."""
    begin = moment(who.actor.today).replace(hour=0, minute=0, second=0, microsecond=0)
    if who.actor.is_delegate or begin <= who.since:
        return
    due = Case.objects.visible_to(who.actor).filter(Work(who.actor).mine, due_on=who.actor.today, phase__in=OPEN_PHASES)
    for case in due.select_related("house__covenant").order_by("pk")[:MOST]:
        what = f"De termijn is vandaag: {phase_of(case, case.phase)}"
        yield Happening(begin, what, case, _page(case), is_urgent=True)


def _page(case: Case) -> str:
    return url_of("casus", case)


def _contributions(row: Contribution) -> str:
    return url_of("casus-bijdragen", row.case)


SOURCES: list[Callable[[Follower], Iterable[Happening]]] = [
    _phases, _requests, _answers, _released, _release_questions, _invitations, _held, _adopted, _actions,
    _withdrawn_consent, _assigned, _due_today,
]  # fmt: skip
