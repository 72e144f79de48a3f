"""A covenant that begins as another one: the rows of one house of it, for somebody who changes what differs."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import ForeignKey, Model

from parties import policy
from parties.models import Covenant, House, Membership, Party, TriageSeat
from parties.parts import BY_SLUG, SECTIONS, Section
from parties.workflow.setup import begin, free_code
from privacy import accesslog
from zvh.actor import Actor

OF_PARTIES = (Membership, TriageSeat)
TAKEN_OVER = (
    "first_term_months", "renewal_months", "notice_months", "evaluation_months", "criteria_expression", "criteria_source", "words",
)  # fmt: skip


@transaction.atomic
def begin_like(
    given: Mapping[str, Any], like: House, own: Mapping[str, str], *, with_parties: bool, by: Actor
) -> Covenant:
    """A covenant in preparation with the rows of the covenant of `like`, as far as they concern that house.

    The new house is as `like`, with the code and name of `own`. Without parties nobody takes part yet and no seat names a party.
    Raises AlreadyThere.
    """
    covenant = begin({**{name: getattr(like.covenant, name) for name in TAKEN_OVER}, **given}, by=by)
    own = {**own, "slug": free_code(BY_SLUG["huizen"], covenant, own["name"])}
    _Copy(like, covenant, own, with_parties, by).make()
    accesslog.changed(covenant, rule="begin_like", action="C")
    return covenant


class _Copy:
    """Old rows with their copies; a row that names one that was not copied is of another house, and stays out."""

    def __init__(self, like: House, covenant: Covenant, own: Mapping[str, str], with_parties: bool, by: Actor) -> None:
        self.like, self.own, self.with_parties, self.by = like, own, with_parties, by
        self.made: dict[Model, Model] = {like.covenant: covenant}
        self.ours: tuple[type[Model], ...] = (Covenant, *(section.model for section in SECTIONS))

    def make(self) -> None:
        policy.require_administrator(self.by)
        for section in SECTIONS:
            if self.with_parties or section.model not in OF_PARTIES:
                self._take_over(section)

    def _take_over(self, section: Section) -> None:
        old = [row for row in section.rows(self.like.covenant) if self._is_wanted(row)]
        for row in old:
            self.made[row] = made = type(row)(**self._values(row))
            made.saved(self.by)
            made.save()
        for row in old:  # now that those beside it are there too
            for field in row._meta.many_to_many:
                getattr(self.made[row], field.name).set(self._named(row, field.name))

    def _is_wanted(self, row: Any) -> bool:
        if isinstance(row, House):
            return row == self.like
        if isinstance(row, Membership) and row.until_date is not None:
            return False
        named = [getattr(row, field.name) for field in row._meta.fields if isinstance(field, ForeignKey)]
        is_here = all(one in self.made for one in named if isinstance(one, self.ours))
        needed = [field.name for field in row._meta.many_to_many if not field.blank]
        return is_here and all(self._named(row, name) for name in needed)

    def _values(self, row: Any) -> dict[str, Any]:
        found = {}
        for field in row._meta.fields:
            if field.primary_key or field.name.startswith("saved_") or not field.editable:
                continue
            value = getattr(row, field.name)
            if isinstance(value, Party) and not self.with_parties:
                value = None
            found[field.name] = self.made.get(value, value) if isinstance(value, Model) else value
        if isinstance(row, House):
            found |= self.own
        if isinstance(row, Membership):
            found |= {"from_date": self.made[self.like.covenant].in_force_from, "signed_on": None}  # type: ignore[attr-defined]
        return found

    def _named(self, row: Any, name: str) -> list[Any]:
        """What this set of the copy holds."""
        old = getattr(row, name).all()
        if old.model is Party and not self.with_parties:
            return []
        return [self.made.get(one, one) for one in old if not isinstance(one, self.ours) or one in self.made]
