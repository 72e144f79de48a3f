"""What happened in a case, newest first: every source asks `visible_to`, and costs the same for one item as for thirty.

A part of casework adds its source in one line of SOURCES. An item that the reader may not know of is left out, not greyed (10, pattern 9).
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import get_current_timezone, localdate, localtime

from cases.casepage import CasePage, url_of
from cases.linkpage import linked
from cases.models import (
    Action,
    AgendaItem,
    BreakGlass,
    Contribution,
    ContributionRequest,
    Escalation,
    Intervention,
    Letter,
    LogEntry,
    NoNotice,
    Notice,
    Plan,
    Progress,
    State,
)
from cases.phases import Phase
from cases.trackpage import kinds_of, tracked
from cases.words import phase_of
from parties.choices import Word
from zvh.components import Event
from zvh.templatetags.words import capital

Source = Callable[[CasePage], Iterable[Event]]

ANSWERED = {
    State.DELIVERED: "Bijdrage geleverd: {}",
    State.NOTHING: "{} heeft niets te leveren",
    State.REFUSED: "{} levert niet, met een reden",
    State.WITHDRAWN: "Bijdrage ingetrokken: {}",
    State.NOT_NEEDED: "Bijdrage niet meer nodig: {}",
}


def day(on: date) -> datetime:
    """The beginning of a day, to put what has no hour in its place."""
    return datetime.combine(on, time.min, get_current_timezone())


def happened(title: str, on: date, at: datetime, by: str = "", note: str = "", url: str = "") -> Event:
    """Something of a day, written down later: it stands on its day, and says when it was written down."""
    if on == localdate(at):
        return Event(title, at, by, note, url)
    noted = f"vastgelegd op {date_format(localtime(at), 'j N Y')}"
    return Event(title, day(on), ", ".join([by, noted]) if by else noted, note, url, is_whole_day=True)


# --- phases and decisions -------------------------------------------------------------------------------------------


def steps(page: CasePage) -> Iterable[Event]:
    """The phases that the case went through."""
    for step in page.transitions:
        yield Event(f"Naar fase: {phase_of(page.case, step.target)}", step.at, step.by.name)


def adopted(page: CasePage) -> Iterable[Event]:
    """Plans that were adopted."""
    word, url = capital(page.case.house.word(Word.PLAN)), url_of("casus-plan", page.case)
    found = Plan.objects.visible_to(page).filter(adopted_at__isnull=False)
    for one in found.select_related("adopted_by"):
        if one.adopted_at and one.adopted_by:
            yield Event(f"{word} vastgesteld, versie {one.number}", one.adopted_at, one.adopted_by.name, url=url)


def broken_glass(page: CasePage) -> Iterable[Event]:
    """That a manager read it past its archive date: no secret to who reads the case (03, R13)."""
    if not any(step.target == Phase.AFSCHALING for step in page.transitions):
        return
    for row in BreakGlass.objects.visible_to(page.actor).filter(case_id=page.case.pk).select_related("user"):
        yield Event("Noodtoegang geopend", row.opened_at, row.user.name, f"Tot {localtime(row.ended_at):%H:%M} uur")


def escalated(page: CasePage) -> Iterable[Event]:
    """Questions that went up to a body or a mayor, and what came back."""
    url = url_of("casus-opschaling", page.case)
    found = Escalation.objects.visible_to(page.actor).filter(case=page.case)
    for one in found.select_related("body", "gemeente", "by", "answered_by"):
        yield happened(f"Opgeschaald: {one.goes_to}", one.asked_on, one.at, one.by.name, one.question, url)
        if one.answered_on:
            title = f"Antwoord op opschaling: {one.goes_to}"
            yield Event(title, day(one.answered_on), str(one.answered_by), one.answer, url, is_whole_day=True)


# --- what was said and supplied -------------------------------------------------------------------------------------


def held(page: CasePage) -> Iterable[Event]:
    """Meetings in which the case was discussed."""
    word, url = capital(page.case.house.word(Word.CASUSOVERLEG)), url_of("casus-overleg", page.case)
    for item in AgendaItem.objects.visible_to(page).filter(finished_at__isnull=False):
        if item.finished_at:
            yield Event(f"{word} gehouden", item.finished_at, url=url)


def asked(page: CasePage) -> Iterable[Event]:
    """Contributions that were asked: a party sees its own."""
    url = url_of("casus-bijdragen", page.case)
    for one in ContributionRequest.objects.visible_to(page).select_related("party", "by"):
        until = f"Uiterlijk op {date_format(one.due_on)}"
        yield Event(f"Bijdrage gevraagd: {one.party}", one.at, one.by.name, until, url)


def supplied(page: CasePage) -> Iterable[Event]:
    """What parties answered, as far as the supplier released it (03, R3). What is in it stands on its own page."""
    found = Contribution.objects.visible_to(page).filter(delivered_at__isnull=False).exclude(state=State.DRAFT)
    for one in found.select_related("supplier", "kind"):
        if one.delivered_at:
            title = ANSWERED[State(one.state)].format(one.supplier)
            url = reverse("bijdrage", args=[one.pk]) if one.state == State.DELIVERED else ""
            yield Event(title, one.delivered_at, note=str(one.kind or ""), url=url)


def informed(page: CasePage) -> Iterable[Event]:
    """That a subject was informed, or why not yet (protocol 16)."""
    url = url_of("casus-inlichten", page.case)
    for one in Notice.objects.visible_to(page).select_related("party", "by"):
        one.case = page.case
        yield happened(f"Betrokkene ingelicht {one.get_way_display()}", one.on, one.at, one.informer, url=url)
    for no in NoNotice.objects.visible_to(page.actor).filter(case=page.case).select_related("by"):
        yield Event(
            "Betrokkene nog niet ingelicht", no.at, no.by.name, f"Opnieuw beoordelen op {date_format(no.check_on)}", url
        )


def letters(page: CasePage) -> Iterable[Event]:
    """Letters that were sent."""
    for one in Letter.objects.visible_to(page).filter(sent_on__isnull=False).select_related("sent_by"):
        if one.sent_on:
            url = reverse("brief", args=[page.case.number, one.pk])
            title = f"Brief verstuurd: {one.get_kind_display()}"
            yield Event(title, day(one.sent_on), str(one.sent_by), url=url, is_whole_day=True)


# --- what was done --------------------------------------------------------------------------------------------------


def actions(page: CasePage) -> Iterable[Event]:
    """Actions: agreed, and what became of them."""
    url = url_of("casus-plan", page.case)
    for one in Action.objects.visible_to(page).select_related("party", "by", "reported_by"):
        yield Event(f"Actie voor {one.party or page.case.house}", one.at, one.by.name, one.what, url)
        if one.reported_at and not one.is_open:
            title = f"Actie {one.get_state_display()}"
            yield Event(title, one.reported_at, str(one.reported_by), one.result or one.what, url)


def interventions(page: CasePage) -> Iterable[Event]:
    """Interventions: agreed, how they went, and that they ended."""
    found = {one.pk: one for one in Intervention.objects.visible_to(page).select_related("party", "by", "domain")}
    for one in found.values():
        url = reverse("interventie", args=[one.pk])
        yield Event(f"Interventie: {one.domain}", one.at, one.by.name, one.what, url)
        if one.ended_on:
            title = f"Interventie {one.get_state_display()}: {one.domain}"
            yield Event(title, day(one.ended_on), note=one.result, url=url, is_whole_day=True)
    for note in Progress.objects.visible_to(page).filter(intervention__in=found).select_related("by", "party"):
        by = f"{note.by}, {note.party or page.case.house}"
        url = reverse("interventie", args=[note.intervention_id])
        yield Event(f"Voortgang: {found[note.intervention_id].domain}", note.at, by, note.text, url)


def logged(page: CasePage) -> Iterable[Event]:
    """The logbook; an entry that was corrected stays, with its correction before it."""
    rows = list(LogEntry.objects.visible_to(page).select_related("by"))
    corrected = {one.corrects_id for one in rows}
    for one in rows:
        kind = capital(one.get_kind_display())
        title = f"Verbetering: {kind.lower()}" if one.corrects_id else kind
        may_correct = "write_log" in page.may and one.pk not in corrected
        url = reverse("logboek-verbeteren", args=[page.case.number, one.pk]) if may_correct else ""
        event = happened(title, one.on, one.at, one.by.name, one.text)
        mark = "Verbeterd" if one.pk in corrected else ""
        yield Event(event.title, event.at, event.by, event.note, url, "Verbeteren", mark, event.is_whole_day)


# --- all of it ------------------------------------------------------------------------------------------------------


def _to_everybody(page: CasePage) -> bool:
    return True


def _to_house(page: CasePage) -> bool:
    return not page.actor.is_delegate


def _with_tracks(page: CasePage) -> bool:
    return bool(kinds_of(page))


@dataclass(frozen=True)
class Kind:
    """A filter of the timeline: its name, where its items come from, and who is offered it."""

    name: str
    sources: tuple[Source, ...]
    is_offered: Callable[[CasePage], bool] = _to_everybody


KINDS: dict[str, Kind] = {
    "fasen": Kind("Fases en besluiten", (steps, adopted, escalated, linked, broken_glass)),
    "overleg": Kind("Overleg", (held,)),
    "bijdragen": Kind("Bijdragen", (asked, supplied)),
    "inlichten": Kind("Inlichten en brieven", (informed, letters)),
    "acties": Kind("Acties en interventies", (actions, interventions)),
    "trajecten": Kind("Trajecten", (tracked,), _with_tracks),
    "logboek": Kind("Logboek", (logged,), _to_house),
}
SHORT: tuple[Source, ...] = (steps, held, adopted, broken_glass)  # of the case page and the printed case


def events_of(page: CasePage, kinds: Collection[str] = ()) -> list[Event]:
    """The items of these kinds, or of all, newest first."""
    chosen = [kind for code, kind in KINDS.items() if not kinds or code in kinds]
    return in_order(page, [source for kind in chosen for source in kind.sources])


def in_order(page: CasePage, sources: Iterable[Source]) -> list[Event]:
    return sorted((event for source in sources for event in source(page)), key=lambda event: event.at, reverse=True)
