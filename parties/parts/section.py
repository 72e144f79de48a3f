"""What one part of a covenant is, for the pages, the copy and the check."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import ForeignKey, ManyToManyField, Model, QuerySet, TextChoices

from parties.models import Covenant

Group = tuple[str, tuple[str, ...]]


@dataclass(frozen=True)
class Section:
    """One part. `covenant` is how a row leads to its covenant, `under` the field that names the row it hangs under."""

    slug: str
    model: type[Model]
    intro: str
    groups: tuple[Group, ...]
    columns: tuple[str, ...]
    covenant: str = "covenant"
    under: str = ""
    coded_by: str = ""  # the field from which a code is made that no person has to think up
    code: str = "code"
    choices: Mapping[str, type[TextChoices]] = field(default_factory=dict)
    in_use: tuple[
        str, ...
    ] = ()  # what may change once the covenant is in use: it gives nobody rights, shortens no retention
    grows: bool = False  # whether rows may be added then
    guarded: frozenset[str] = frozenset()  # codes of rows that stay as they are then
    title: str = ""

    @property
    def name(self) -> str:
        text = self.title or str(self.model._meta.verbose_name_plural)
        return text[:1].upper() + text[1:]

    @property
    def one(self) -> str:
        return str(self.model._meta.verbose_name)

    @property
    def heading(self) -> str:
        """Above the page on which one adds a row."""
        return f"{self.one[:1].upper()}{self.one[1:]} toevoegen"

    @property
    def fields(self) -> tuple[str, ...]:
        return tuple(name for _, names in self.groups for name in names)

    @property
    def owner(self) -> str:
        """The field of a row that is never asked: the row above it, or its covenant. Empty where it follows from a choice."""
        return self.under or (self.covenant if self.covenant == "covenant" else "")

    def asked(self, covenant: Covenant) -> tuple[str, ...]:
        """The fields of a row that may be changed."""
        return self.fields if covenant.in_preparation else self.in_use

    def may_change(self, row: Any, given: Mapping[str, Any] | None = None) -> bool:
        """Whether this row is none of those that stay as they are once the covenant is in use."""
        return (given or {}).get("code", getattr(row, "code", "")) not in self.guarded

    def blank(self, covenant: Covenant, above: Any = None) -> Any:
        """A row that is not there yet, and knows to what it belongs."""
        return self.model(**{self.owner: above or covenant} if self.owner else {})

    def rows(self, covenant: Covenant) -> "QuerySet[Any]":
        """Of this covenant, with what a list shows of them."""
        found = self.model._default_manager.filter(**{self.covenant: covenant.pk})
        kinds = {name: self.model._meta.get_field(name) for name in (*self.columns, *filter(None, [self.under]))}
        one = [name for name, kind in kinds.items() if isinstance(kind, ForeignKey)]
        many = [name for name, kind in kinds.items() if isinstance(kind, ManyToManyField)]
        return found.select_related(*one).prefetch_related(*many) if one else found.prefetch_related(*many)
