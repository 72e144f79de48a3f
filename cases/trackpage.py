"""What pages show of the tracks of a case: detention, questions for help, conversations."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.formats import date_format

from cases.casepage import CasePage
from cases.models import Conversation, Detention, HelpQuestion
from cases.models.track import Track
from cases.rowpolicy import corrects_track
from cases.workflow.corrections import in_force, latest_of
from cases.workflow.track import MODELS
from parties.choices import DataClass, TrackKind
from parties.models import Party
from zvh.components import Answer, Deadline, Event, Origin

TITLES = {TrackKind.DETENTION: "Detentie", TrackKind.HELP: "Hulpvragen", TrackKind.CONVERSATION: "Gesprekken"}
NEW = {
    TrackKind.DETENTION: "Detentie toevoegen", TrackKind.HELP: "Hulpvraag toevoegen", TrackKind.CONVERSATION: "Gesprek toevoegen",
}  # fmt: skip
JOINED = {
    TrackKind.DETENTION: ("kind",), TrackKind.HELP: ("domain",), TrackKind.CONVERSATION: (),
}  # fmt: skip


@dataclass
class TrackLine:
    """A track as it stands now, with what stood there before, newest first."""

    row: Any
    kind: TrackKind
    today: date
    may_correct: bool
    readers: list[str]
    earlier: list[Any] = field(default_factory=list)

    @property
    def earlier_lines(self) -> list["TrackLine"]:
        return [TrackLine(one, self.kind, self.today, False, []) for one in self.earlier]

    @property
    def title(self) -> str:
        return title_of(self.row)

    @property
    def url(self) -> str:
        return reverse("traject", args=[self.row.case.number, self.kind, self.row.pk])

    @property
    def origin(self) -> Origin | None:
        supplier: Party | None = self.row.supplier
        return Origin(supplier.name, supplier.mark) if supplier else None

    @property
    def is_withdrawn(self) -> bool:
        return bool(self.row.is_withdrawn)

    @property
    def data_class(self) -> str:
        return str(DataClass(self.row.DATA_CLASS).label)

    @property
    def deadline(self) -> Deadline | None:
        """The end of a detention for which nothing is arranged yet."""
        row = self.row
        waits = isinstance(row, Detention) and row.until_date and not (row.is_arranged or row.is_withdrawn)
        return Deadline(row.until_date, self.today) if waits else None

    @property
    def answers(self) -> list[Answer]:
        return answers_of(self.row)

    @property
    def audience(self) -> str:
        """Who reads it, in words (03)."""
        if self.row.supplier is None:
            return "Alleen het huis"
        return ", ".join(["Het huis", str(self.row.supplier), *self.readers])


def title_of(row: Track) -> str:
    if isinstance(row, Detention):
        return str(row.kind)
    if isinstance(row, HelpQuestion):
        return f"{row.domain}: {row.get_answer_display()}"
    assert isinstance(row, Conversation)
    return f"Gesprek op {date_format(row.on)}"


def answers_of(row: Any) -> list[Answer]:
    """What was written down, field by field."""
    if row.is_withdrawn:
        return [Answer("Waarom ingetrokken", row.withdrawal)]
    if isinstance(row, Detention):
        until = f" tot en met {date_format(row.until_date)}" if row.until_date else ", einde nog niet bekend"
        found = [
            ("Periode", f"{date_format(row.from_date)}{until}"), ("Inrichting", row.place), ("Casemanager", row.casemanager),
            ("Nazorg", row.aftercare), ("Nazorg geregeld", "Ja" if row.is_arranged else "Nog niet"),
        ]  # fmt: skip
    elif isinstance(row, HelpQuestion):
        found = [
            ("Leefgebied", str(row.domain)), ("Wil hulp", str(row.get_answer_display())), ("Sinds", date_format(row.since)),
            ("Toelichting", row.explanation),
        ]  # fmt: skip
    else:
        found = [
            ("Dag", date_format(row.on)), ("Doelen", row.goals), ("Wie erbij waren", row.present), ("Indruk", row.impression),
            ("Verslag", row.report),
        ]  # fmt: skip
    return [Answer(title, text) for title, text in found if text]


def tracks_of(page: CasePage) -> dict[TrackKind, list[TrackLine]]:
    """What this actor may read of every kind that the approach has; what was withdrawn counts no more."""
    return {kind: apart(lines)[0] for kind, lines in with_withdrawn(page).items()}


def apart(lines: Iterable[TrackLine]) -> tuple[list[TrackLine], list[TrackLine]]:
    """What stands, and what was withdrawn."""
    every = list(lines)
    return [one for one in every if not one.is_withdrawn], [one for one in every if one.is_withdrawn]


def with_withdrawn(page: CasePage) -> dict[TrackKind, list[TrackLine]]:
    """The same, and what was withdrawn; two queries a kind at the most."""
    found = {}
    for kind in kinds_of(page):
        rows = _rows(page, kind)
        names = _names(reader for row in rows for reader in row.reader_ids)
        found[kind] = [_line(page, kind, row, rows, names) for row in in_force(rows)]
    return found


def kinds_of(page: CasePage) -> list[TrackKind]:
    return [kind for kind in TrackKind if kind in page.case.approach.tracks]


def find_track(page: CasePage, kind: str, pk: UUID) -> TrackLine:
    """What stands in the place of this row now. Raises Http404 for one that this actor may not know of."""
    if kind not in kinds_of(page):
        raise Http404
    rows = _rows(page, TrackKind(kind))
    row = next((one for one in rows if one.pk == pk), None)
    if row is None:
        raise Http404
    now = latest_of(rows, row)
    return _line(page, TrackKind(kind), now, rows, _names(now.reader_ids))


def tracked(page: CasePage) -> Iterable[Event]:
    """On the timeline: that it was written down. What it says stands on its own page, under the mark of its supplier (R6)."""
    for kind in kinds_of(page):
        for row in in_force(_rows(page, kind)):
            url = reverse("traject", args=[page.case.number, kind, row.pk])
            done = "ingetrokken" if row.is_withdrawn else "verbeterd" if row.corrects_id else "vastgelegd"
            title = f"{kind.label} {done}"
            yield Event(title, row.at, str(row.by), str(row.supplier or ""), url)


def _rows(page: CasePage, kind: TrackKind) -> list[Any]:
    model: Any = MODELS[kind]
    joined = model.objects.visible_to(page).select_related("subject", "supplier", "by", *JOINED[kind])
    rows = list(joined.prefetch_related("supplier__kinds"))
    for row in rows:
        row.case = page.case
    return rows


def _names(ids: Iterable[int]) -> dict[int, str]:
    wanted = set(ids)
    return dict(Party.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}


def _line(page: CasePage, kind: TrackKind, row: Any, rows: list[Any], names: dict[int, str]) -> TrackLine:
    before = {one.pk: one for one in rows}
    earlier, last = [], row
    while last.corrects_id in before:
        last = before[last.corrects_id]
        earlier.append(last)
    current = row.released_on is not None and row.released_on >= page.case.phase_since
    readers = [names[pk] for pk in row.reader_ids] if current else []
    may_correct = "keep_track" in page.may and corrects_track(page.actor, row)
    return TrackLine(row, kind, page.actor.today, may_correct, readers, earlier)
