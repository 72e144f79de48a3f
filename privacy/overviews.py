"""Registers that cases keep already, shown across them: disclosures, consents, further use, reasons not to inform (05).

Nothing is written down here a second time; one sees what one may see of each case.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from cases.models import Consent, Disclosure, FurtherUse, NoNotice
from parties.models import Party
from privacy.models import KeptDisclosure
from zvh.actor import Actor
from zvh.components import Deadline, Link

MOST = 500
SUPERVISORS = ("fg", "privacyadviseur")


@dataclass(frozen=True)
class Line:
    """A row as it is shown and exported; `case` is where more of it stands, for who may go there."""

    number: str
    case: Link | None
    cells: Sequence[str]
    due: Deadline | None = None


def _link(number: str, actor: Actor, page: str) -> Link | None:
    return Link(number, reverse(page, args=[number])) if actor.reads_cases else None


def day(value: date | None) -> str:
    return f"{value:%d-%m-%Y}" if value else ""


DISCLOSED = ("Dag", "Leverancier", "Ontvanger", "Wat", "Grond", "Goedgekeurd of vastgelegd door", "Bewaard tot en met")


def disclosures(actor: Actor, supplier: Party | None = None) -> list[Line]:
    """What left the house, newest first; of one supplier for its own account (Wpg 32, Wjsg 39j)."""
    found = Disclosure.objects.visible_to(actor).select_related("supplier", "party", "to_house", "by")
    gone = KeptDisclosure.objects.visible_to(actor).select_related("supplier")
    if supplier:
        found, gone = found.filter(supplier=supplier), gone.filter(supplier=supplier)
    return [*_of_cases(found), *_of_destroyed(gone)][:MOST]


def _of_destroyed(gone: "QuerySet[KeptDisclosure]") -> list[Line]:
    """Of cases that are gone, under the random id of their file."""
    what = dict(Disclosure.What.choices)
    return [
        Line(
            f"dossier {str(one.file_id)[:8]}",
            None,
            (day(one.on), str(one.supplier or "het huis"), one.receiver, str(what.get(one.what, one.what)), one.source, "niet bewaard",
             f"{day(one.ends_on)}{' en de audit' if one.until_audit else ''} ({one.ends_source})"),
        )
        for one in gone[:MOST]
    ]  # fmt: skip


def _of_cases(found: "QuerySet[Disclosure]") -> list[Line]:
    return [
        Line(
            one.number,
            None,
            (day(one.at.date()), str(one.supplier or "het huis"), str(one.party or one.to_house or one.receiver), one.get_what_display(),
             one.source, one.by.name, "zolang de casus er is, en daarna"),
        )
        for one in found.order_by("-at", "-pk")[:MOST]
    ]  # fmt: skip


def suppliers(actor: Actor) -> "QuerySet[Party]":
    """Of whom something stands in the register."""
    living = Disclosure.objects.visible_to(actor).values("supplier")
    gone = KeptDisclosure.objects.visible_to(actor).values("supplier")
    return Party.objects.filter(Q(pk__in=living) | Q(pk__in=gone)).order_by("name")


CONSENTED = ("Partij", "Stand", "Op", "Van wie", "Verteld dat intrekken kan")


def consents(actor: Actor) -> list[Line]:
    """Asked, given, refused, withdrawn: every word of a subject, newest first (7.2, 13.7)."""
    found = Consent.objects.visible_to(actor).select_related("case", "party").order_by("-at")[:MOST]
    return [
        Line(
            str(one.case.number),
            _link(str(one.case.number), actor, "casus"),
            (str(one.party), one.get_state_display(), day(one.on), one.get_giver_display(), "ja" if one.told_of_withdrawal else "nee"),
        )
        for one in found
    ]  # fmt: skip


USED = ("Leverancier", "Gevraagd door", "Ontvanger", "Waarvoor", "Grond", "Stand")


def further_uses(actor: Actor) -> list[Line]:
    """Every question for further use with how it stands (3.5 c-d)."""
    found = FurtherUse.objects.visible_to(actor).select_related(
        "case", "supplier", "party", "receiver_party", "receiver_house"
    )
    return [
        Line(
            str(one.case.number),
            _link(str(one.case.number), actor, "casus"),
            (str(one.supplier), str(one.party or "het huis"), str(one.receiver_party or one.receiver_house or one.receiver_name),
             one.get_why_display(), one.ground, one.state(actor.today)[0]),
        )
        for one in found.prefetch_related("answers").order_by("-at")[:MOST]
    ]  # fmt: skip


UNTOLD = ("Reden gegeven door", "Grond", "Sinds", "Verwacht inlichten op", "Opnieuw beoordelen op")


def untold(actor: Actor) -> list[Line]:
    """Who is not informed yet: which participant said why, on which ground of UAVG 41, since when, and when it returns (S65)."""
    found = NoNotice.objects.visible_to(actor).holding().filter(~Q(case__number=None))
    rows = found.select_related("case__house", "case__approach__protocol", "party").order_by("check_on")[:MOST]
    return [_untold(one, actor) for one in rows]


def _untold(one: NoNotice, actor: Actor) -> Line:
    number = str(one.case.number)
    cells = (
        str(one.party or one.case.house),
        one.ground_words,
        day(one.at.date()),
        day(one.expected_on),
        day(one.check_on),
    )
    return Line(number, _link(number, actor, "casus"), cells, Deadline(one.check_on, actor.today, one.check_source))


@dataclass(frozen=True)
class Overview:
    """One of these registers: its name in the address, what it is called, and who may open it."""

    name: str
    title: str
    source: str
    columns: tuple[str, ...]
    is_for_supervisors: bool
    rows: Any

    def opens(self, actor: Actor) -> bool:
        """Cases for who reads cases; the register without cases also for supervisors (03, R9)."""
        return actor.reads_cases or (self.is_for_supervisors and actor.role in SUPERVISORS)


ALL = {
    one.name: one
    for one in (
        Overview("verstrekkingen", "Verstrekkingen", "protocol art. 8 en 23; Wpg art. 32; Wjsg art. 39j", DISCLOSED, True, disclosures),
        Overview("toestemmingen", "Toestemmingen", "protocol art. 7.2 en 13.7", CONSENTED, False, consents),
        Overview("verder-gebruik", "Verder gebruik", "protocol art. 3.5 c-d", USED, False, further_uses),
        Overview("niet-ingelicht", "Nog niet ingelicht", "protocol art. 16.6-16.7; BGS art. 1.2", UNTOLD, False, untold),
    )
}  # fmt: skip


def opens_any(actor: Actor) -> bool:
    """Whether the page of registers has something for this actor."""
    return not actor.is_delegate and any(one.opens(actor) for one in ALL.values())


def as_table(overview: Overview, lines: Iterable[Line]) -> tuple[list[str], list[list[object]]]:
    return ["Casus", *overview.columns], [[line.number, *line.cells] for line in lines]
