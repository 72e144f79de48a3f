"""Parties and delegates as lines of a file, out and in: what was taken out and is sent again changes nothing."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Prefetch

from parties.models import Delegation, Membership, ProtocolParticipation, Vetting
from parties.registerrows import DelegateRow, PartyRow
from zvh.actor import Actor
from zvh.tableforms import Fault, Row, WrongRows, rows_of, twice

MOST_ROWS = 500

# --- in -------------------------------------------------------------------------------------------------------------------


def parties_in(content: bytes, actor: Actor) -> list[Row[PartyRow]]:
    """Raises Unreadable for the file as a whole, WrongRows for its lines."""
    nothing = "Onder de kolomnamen staat geen partij. Zet op elke regel een partij"
    rows = rows_of(content, PartyRow, lambda cells: PartyRow(actor, cells), most_rows=MOST_ROWS, nothing=nothing)
    words = "deze partij staat ook op regel {line}. Haal er een weg"
    _refuse(
        [
            *twice(rows, "code", "Code", words),
            *twice([row for row in rows if not row.form.party], "name", "Naam", words),
        ]
    )
    return rows


def delegates_in(content: bytes, actor: Actor) -> list[Row[DelegateRow]]:
    """Raises Unreadable for the file as a whole, WrongRows for its lines."""
    nothing = "Onder de kolomnamen staat niemand. Zet op elke regel een gedelegeerde"
    rows = rows_of(content, DelegateRow, lambda cells: DelegateRow(actor, cells), most_rows=MOST_ROWS, nothing=nothing)
    _refuse(list(_same_place(rows)))
    return rows


def _refuse(faults: list[Fault]) -> None:
    if faults:
        raise WrongRows(faults)


def _same_place(rows: list[Row[DelegateRow]]) -> Iterator[Fault]:
    first: dict[tuple[Any, ...], int] = {}
    for row in rows:
        given = row.form.cleaned_data
        place = given["email"], given["party"].pk, given["purpose"]
        if first.setdefault(place, row.line) != row.line:
            yield Fault(
                row.line, "E-mailadres", f"deze gedelegeerde staat ook op regel {first[place]}. Haal er een weg"
            )


# --- out ------------------------------------------------------------------------------------------------------------------


def parties_out(actor: Actor) -> list[list[str]]:
    """The parties that take part in the own house now, in the columns of `PartyRow`."""
    members = Membership.objects.in_force(actor.today).filter(houses__in=actor.house_ids)
    running = ProtocolParticipation.objects.in_force(actor.today).select_related("protocol")
    found = members.select_related("party").prefetch_related("party__kinds", Prefetch("participations", running))
    return [
        [
            one.party.slug, one.party.name, "; ".join(kind.code for kind in one.party.kinds.all()), one.party.seat,
            one.party.region, one.party.address, one.party.office, one.party.source, _day(one.signed_on),
            _day(one.from_date), "; ".join(part.protocol.code for part in one.participations.all()),
        ]
        for one in found.order_by("party__name")
    ]  # fmt: skip


def delegates_out(actor: Actor) -> list[list[str]]:
    """Who speaks for a party in the own house now or later, in the columns of `DelegateRow`."""
    vettings = Prefetch("user__vettings", Vetting.objects.order_by("-valid_until"), to_attr="papers")
    held = Delegation.objects.not_ended(actor.today).filter(
        membership__houses__in=actor.house_ids, user__is_active=True
    )
    found = held.select_related("user", "membership__party").prefetch_related(vettings)
    return [_delegate(one) for one in found.order_by("user__name", "membership__party__name", "purpose")]


def _delegate(one: Delegation) -> list[str]:
    papers: list[Vetting] = getattr(one.user, "papers")  # noqa: B009  # what Prefetch put there is no field
    paper = papers[0] if papers else None
    on_file = [paper.kind, _day(paper.issued_on), _day(paper.valid_until)] if paper else ["", "", ""]
    dates = [_day(one.from_date), _day(one.until_date), _day(one.secrecy_on)]
    return [one.user.name, one.user.email, one.membership.party.slug, one.purpose, *dates, *on_file]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
