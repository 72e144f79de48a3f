"""What only members and the secretary read: meetings are not public (conv. 4 and 6)."""

from typing import TypeVar

from django.db import models

from governance.reach import seats_in
from zvh.actor import Actor

Row = TypeVar("Row", bound=models.Model)


class MembersQuerySet(models.QuerySet[Row]):
    """Rows of a body that its members see."""

    BODY = "body"

    def visible_to(self, actor: Actor) -> "MembersQuerySet[Row]":
        return self if actor.is_system else self.filter(**{f"{self.BODY}__in": seats_in(actor)})


class OfMeetingQuerySet(MembersQuerySet[Row]):
    """Rows of a meeting."""

    BODY = "meeting__body"
