"""The request as views of this house know it."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest

from zvh.actor import Actor

if TYPE_CHECKING:
    from parties.models import User
    from parties.presence import Lapse


def posted(request: HttpRequest) -> Any:
    """What a form is bound to: what was sent, also when that is nothing; None on a GET."""
    return request.POST if request.method == "POST" else None


def form_status(request: HttpRequest) -> int:
    """Of a page with a form: what was sent comes back with its errors (422), or nothing was sent (200)."""
    return 422 if request.method == "POST" else 200


class Request(HttpRequest):
    actor: Actor
    user: "User"
    id: UUID
    htmx: bool
    lapse: "Lapse | None"
