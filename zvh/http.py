"""The request as views of this house know it."""

from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

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


def ids_in(sent: Iterable[str]) -> list[UUID]:
    """Ids that came along with a form, each once, in their order; what is no id is nobody's."""
    found: dict[UUID, None] = {}
    for text in sent:
        with suppress(ValueError):
            found[UUID(text)] = None
    return list(found)


def download(content: bytes, content_type: str, name: str) -> HttpResponse:
    """A file as a file: never shown inside the website (S45)."""
    disposition = content_disposition_header(True, name) or "attachment"
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": disposition})


class Request(HttpRequest):
    actor: Actor
    user: "User"
    id: UUID
    htmx: bool
    lapse: "Lapse | None"
