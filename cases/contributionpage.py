"""Contributions as pages show them: found through the policy, with their mark and who reads them (03, R3, R6; 10, patterns 8 and 22)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from cases.models import (
    Attachment,
    Case,
    Contribution,
    ContributionRelease,
    ContributionRequest,
    Reassessment,
    ReleaseLevel,
    State,
)
from cases.readers import Reader, readers_now, readers_of_case, readers_of_contribution
from cases.registrations import kept
from cases.rowpolicy import supplies
from cases.workflow.release import at_table, expected, release_warnings
from parties.models import Party
from zvh import components as ui
from zvh.actor import Actor

JOINED = ("case__house__covenant", "case__approach", "supplier", "kind", "ground", "request")
SOURCE = "Convenant artikel 12.2 f, protocol artikel 3.5"


def find_contribution(pk: UUID, actor: Actor) -> Contribution:
    """Raises Http404 for what is not there or may not be seen: the answer is the same."""
    found = Contribution.objects.visible_to(actor).select_related(*JOINED).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def find_own(pk: UUID, actor: Actor, *states: State) -> Contribution:
    """A contribution about which this actor decides now; the others have no such page."""
    found = find_contribution(pk, actor)
    if found.state not in states or not supplies(actor, found):
        raise Http404
    return found


def find_request(pk: UUID, actor: Actor) -> Any:
    """The ContributionRequest put to the actor's party in an open case, with `is_answered`."""
    asked = ContributionRequest.objects.visible_to(actor).with_answer().filter(party=actor.party_id or None)
    found = asked.select_related("case__house__covenant", "case__approach", "party", "by").filter(pk=pk).first()
    if found is None or not found.case.is_open:
        raise Http404
    return found


def trail(case: Case) -> list[ui.Link]:
    """The way back to the contributions of a case."""
    return [
        ui.Link(f"Casus {case.number}", reverse("casus", args=[case.number])),
        ui.Link("Bijdragen", reverse("casus-bijdragen", args=[case.number])),
    ]


# --- the card ---------------------------------------------------------------------------------------------------------


def origin_of(party: Party) -> ui.Origin:
    return ui.Origin(party.name, party.mark)


def cards(contributions: Sequence[Contribution], actor: Actor) -> list[ui.Contribution]:
    """Every contribution as a card, with the parties that read it; three queries for all of them."""
    readers, files = audiences(contributions), _files(contributions)
    return [_card(one, readers[one.pk], files.get(one.pk, []), actor) for one in contributions]


def audiences(contributions: Sequence[Contribution]) -> dict[UUID, ui.Audience]:
    """Who reads each of them; two queries for all."""
    released = _released(contributions)
    waiting = set(
        Reassessment.objects.open().filter(contribution__in=contributions).values_list("contribution", flat=True)
    )
    return {one.pk: _audience(one, released.get(one.pk, []), one.pk in waiting) for one in contributions}


def _files(contributions: Sequence[Contribution]) -> dict[UUID, list[str]]:
    """The names of the files with each: who reads the contribution reads those."""
    found: dict[UUID, list[str]] = {}
    for one in Attachment.objects.filter(contribution__in=contributions).order_by("at"):
        if one.contribution_id:
            found.setdefault(one.contribution_id, []).append(one.name)
    return found


def _released(contributions: Sequence[Contribution]) -> dict[UUID, list[str]]:
    rows = ContributionRelease.objects.filter(content_object__in=contributions).order_by("group__party__name")
    found: dict[UUID, list[str]] = {}
    for contribution_id, name in rows.values_list("content_object_id", "group__party__name"):
        found.setdefault(contribution_id, []).append(name)
    return found


def _card(one: Contribution, readers: ui.Audience, files: list[str], actor: Actor) -> ui.Contribution:
    link = ui.Link(
        "Openen en wijzigen" if one.supplier_id == actor.party_id else "Openen",
        reverse("bijdrage", args=[one.pk]),
    )
    return ui.Contribution(
        origin_of(one.supplier),
        text_of(one),
        _received(one),
        readers,
        (link,),
        kind=_kind(one),
        parts=_parts(one),
        files=tuple(files),
    )


def text_of(one: Contribution) -> str:
    """The facts, or what became of a contribution that has no text."""
    if one.state == State.REFUSED:
        return f"De partij levert niet. Reden: {one.refusal}"
    stubs = {
        State.NOTHING: f"De partij heeft niets te leveren. {one.refusal}".strip(),
        State.WITHDRAWN: "De partij heeft deze bijdrage ingetrokken. De tekst is verwijderd.",
        State.NOT_NEEDED: "Deze bijdrage was niet meer nodig. De tekst is verwijderd.",
    }
    text: str = one.facts
    return stubs.get(State(one.state), text)


def _received(one: Contribution) -> str:
    if one.is_draft or one.delivered_at is None:
        return "concept"
    when = date_format(localtime(one.delivered_at))
    return f"geleverd op {when}" if one.is_delivered else f"{one.get_state_display()}, ontvangen op {when}"


def _kind(one: Contribution) -> str:
    if not one.has_content:
        return ""
    return f"{one.kind or 'Soort nog niet gekozen'}. {one.get_data_class_display()}."


def _parts(one: Contribution) -> tuple[tuple[str, str], ...]:
    named = (
        ("Professioneel oordeel", one.opinion),
        ("Registraties als verdachte", _registrations(one)),
        ("Voorwaarden bij het gebruik", one.conditions),
    )
    return tuple((title, text) for title, text in named if text)


def _registrations(one: Contribution) -> str:
    """As people read them; a draft as it was typed."""
    rows = [] if one.is_draft else kept(one.registrations)
    return "\n".join(f"{date_format(row.on)}: {row.code}" for row in rows) or str(one.registrations)


def _audience(one: Contribution, parties: list[str], is_waiting: bool) -> ui.Audience:
    always = (one.supplier.name, one.case.house.name)
    if one.is_draft:
        return ui.Audience(f"alleen {one.supplier}", (one.supplier.name,), is_limited=True, source=SOURCE)
    others = f"{len(parties)} andere {'partij' if len(parties) == 1 else 'partijen'}"
    summary = f"{one.supplier}, het huis en {others}" if parties else f"{one.supplier} en het huis"
    return ui.Audience(summary + _later(one, parties, is_waiting), (*always, *parties), not parties, SOURCE)


def _later(one: Contribution, parties: list[str], is_waiting: bool) -> str:
    """What still has to happen before others read it."""
    if is_waiting:
        return "; wacht op herbeoordeling"
    shares = one.is_delivered and one.release_level != ReleaseLevel.HOUSE
    return "; gedeeld zodra het overleg begint" if shares and not parties else ""


# --- who reads it, by name --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Preview:
    """Who reads a contribution and who in the case does not, by organisation; and what to think about first."""

    now: list[tuple[str, list[str]]]
    later: list[tuple[str, list[str]]]
    never: list[tuple[str, list[str]]]
    warnings: list[str]


def preview(contribution: Contribution, actor: Actor) -> Preview:
    """Who would read this once it is delivered with the choice that it holds."""
    parties, today = expected(contribution), actor.today
    house_only = readers_of_contribution(contribution, ReleaseLevel.HOUSE, [], today)
    chosen = readers_of_contribution(contribution, contribution.release_level, parties, today)
    is_open = bool(at_table(contribution.case))
    now = chosen if is_open else house_only
    return Preview(
        by_organisation(now, contribution.case),
        [] if is_open else by_organisation(_without(chosen, now), contribution.case),
        by_organisation(_without(readers_of_case(contribution.case, today), chosen), contribution.case),
        release_warnings(contribution, parties),
    )


def _without(readers: Iterable[Reader], others: Iterable[Reader]) -> list[Reader]:
    known = {reader.capacity.pk for reader in others}
    return [reader for reader in readers if reader.capacity.pk not in known]


def by_organisation(readers: Iterable[Reader], case: Case) -> list[tuple[str, list[str]]]:
    """Names grouped under their party, or the house."""
    found: dict[str, list[str]] = {}
    for reader in readers:
        found.setdefault(reader.party.name if reader.party else case.house.name, []).append(reader.person.name)
    return [(name, sorted(set(people))) for name, people in found.items()]


@dataclass(frozen=True)
class Change:
    """The difference in people that another choice of readers makes, now or when the table opens."""

    added: list[tuple[str, list[str]]]
    removed: list[tuple[str, list[str]]]

    @property
    def words(self) -> str:
        """How many people are added: "1 persoon"."""
        count = sum(len(people) for _, people in self.added)
        return f"{count} {'persoon' if count == 1 else 'personen'}"


def difference(contribution: Contribution, changed: Contribution, actor: Actor) -> Change:
    """Compares who reads it now with who would read it with the changed choice."""
    before = readers_now(contribution, actor.today)
    before += _without(_eventual(contribution, actor), before)
    after = _eventual(changed, actor)
    case = contribution.case
    return Change(by_organisation(_without(after, before), case), by_organisation(_without(before, after), case))


def _eventual(contribution: Contribution, actor: Actor) -> list[Reader]:
    return readers_of_contribution(contribution, contribution.release_level, expected(contribution), actor.today)
