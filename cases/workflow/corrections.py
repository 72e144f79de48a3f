"""Rows that nobody changes: what was wrong stays, and a new row that `corrects` it stands in its place."""

from collections.abc import Iterable
from typing import Any, TypeVar

from zvh.versions import refuse_overtaken, version_of

Row = TypeVar("Row", bound=Any)


def latest_of(rows: Iterable[Row], row: Row) -> Row:
    """What stands now in the place of this row, among the rows of its case."""
    later = {one.corrects_id: one for one in rows if one.corrects_id}
    while row.pk in later:
        row = later[row.pk]
    return row


def in_force(rows: Iterable[Row]) -> list[Row]:
    """Those that no other corrects."""
    every = list(rows)
    corrected = {one.corrects_id for one in every}
    return [one for one in every if one.pk not in corrected]


def read_version(row: Any) -> int:
    """What a form says it read, of the row that stood there then."""
    return version_of([row], "corrects_id")


def refuse_corrected(latest: Any, *, read: int | None) -> None:
    """Raises Overtaken where somebody else corrected it since it was read."""
    refuse_overtaken(latest, now=read_version(latest), read=read)
