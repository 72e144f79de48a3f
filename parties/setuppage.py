"""What the pages on which a covenant is entered show: the parts with their counts and gaps, and rows as a person reads them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.paginator import Page
from django.db.models import ManyToManyField
from django.urls import reverse
from django.utils.formats import date_format

from parties import policy
from parties.choices import Word
from parties.completeness import Gap
from parties.models import Covenant
from parties.parts import BY_SLUG, CHAPTERS, GENERAL, SECTIONS, Section, under
from zvh.actor import Actor
from zvh.components import Column


@dataclass(frozen=True)
class Part:
    """A part of the covenant on its overview."""

    section: Section
    url: str
    count: int | None
    missing: list[str] = field(default_factory=list)

    @property
    def note(self) -> str:
        if self.count is None:
            return ""
        return "nog niets" if not self.count else "1 regel" if self.count == 1 else f"{self.count} regels"


def chapters(covenant: Covenant, missing: Iterable[Gap]) -> list[tuple[str, list[Part]]]:
    """All parts in the order in which one fills them."""
    found = list(missing)
    return [(title, [_part(BY_SLUG[slug], covenant, found) for slug in slugs]) for title, slugs in CHAPTERS]


def _part(section: Section, covenant: Covenant, missing: list[Gap]) -> Part:
    if section is GENERAL:
        url, count = reverse("inrichting-rij", args=[covenant.code, section.slug, covenant.pk]), None
    else:
        url = reverse("inrichting-rijen", args=[covenant.code, section.slug])
        count = section.model._default_manager.filter(**{section.covenant: covenant}).count()
    return Part(section, url, count, [gap.text for gap in missing if gap.section == section.slug])


@dataclass(frozen=True)
class Table:
    """Rows of a part, with where one changes them."""

    section: Section
    columns: list[Column]
    rows: list[tuple[str, list[tuple[str, str]]]]  # address, and per column its title and what stands there
    add: str = ""


def table(section: Section, covenant: Covenant, rows: "Iterable[Any] | Page[Any]", add: str = "") -> Table:
    titles = [label(section, name) for name in section.columns]
    found = [
        (
            reverse("inrichting-rij", args=[covenant.code, section.slug, row.pk]),
            [(title, in_words(row, name) or "–") for title, name in zip(titles, section.columns, strict=True)],
        )
        for row in rows
    ]
    return Table(section, [Column(title) for title in titles], found, add)


def children(section: Section, covenant: Covenant, row: Any, actor: Actor) -> list[Table]:
    """What hangs under a row, with where one adds to it."""
    may = may_add(actor, covenant)
    return [
        table(
            part,
            covenant,
            part.rows(covenant).filter(**{part.under: row}),
            reverse("inrichting-onder-nieuw", args=[covenant.code, section.slug, row.pk, part.slug])
            if may(part)
            else "",
        )
        for part in under(section)
    ]


def may_add(actor: Actor, covenant: Covenant) -> Any:
    """Whether this administrator may add to a part: asked once per page."""
    enters, keeps = policy.enters(actor, covenant), policy.keeps_covenant(actor, covenant)
    return lambda section: enters or (keeps and section.grows)


def may_change(actor: Actor, covenant: Covenant, section: Section, row: Any) -> bool:
    if policy.enters(actor, covenant):
        return True
    return bool(section.in_use) and section.may_change(row) and policy.keeps_covenant(actor, covenant)


def fixed(section: Section, covenant: Covenant, row: Any, form: Any) -> list[tuple[str, str]]:
    """What stands in a row and cannot be changed here, in words."""
    asked = () if form is None else section.asked(covenant)
    found = [(label(section, name), in_words(row, name)) for name in section.fields if name not in asked]
    return [(title, text) for title, text in found if text]


def above(section: Section) -> Section:
    """The part under a row of which the rows of this one hang."""
    return next(one for one in SECTIONS if section in under(one))


def label(section: Section, name: str) -> str:
    text = str(section.model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return text[:1].upper() + text[1:]


def in_words(row: Any, name: str) -> str:
    """The value of a field as a person reads it."""
    kind, value = row._meta.get_field(name), getattr(row, name)
    if isinstance(kind, ManyToManyField):
        return ", ".join(str(one) for one in value.all())
    if isinstance(value, dict):
        return ", ".join(f"{Word(code).label}: {text}" for code, text in value.items())
    if isinstance(value, list):
        named = dict(kind.base_field.choices or ())
        return ", ".join(str(named.get(one, one)) for one in value)
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, date):
        return str(date_format(value))
    shown = getattr(row, f"get_{name}_display", None)
    return str(shown() if shown else "" if value is None else value)
