"""The request as views of this house know it."""

from uuid import UUID

from django.http import HttpRequest

from parties.models import User
from zvh.actor import Actor


class Request(HttpRequest):
    actor: Actor
    user: User
    id: UUID
    htmx: bool
