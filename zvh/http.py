"""The request as views of this house know it."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest

from zvh.actor import Actor

if TYPE_CHECKING:
    from parties.models import User
    from parties.presence import Lapse


class Request(HttpRequest):
    actor: Actor
    user: "User"
    id: UUID
    htmx: bool
    lapse: "Lapse | None"
