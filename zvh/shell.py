"""What every page's frame shows: who acts, the main menu, the demo banner."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context of `base.html`. The menu holds only what this capacity may open (10, section 8)."""
    actor = getattr(request, "actor", None)
    return {"actor": actor, "menu": menu(actor), "is_demo": settings.DEMO}


def menu(actor: Any) -> list[tuple[str, str]]:
    """(label, url name) per item."""
    if actor is None or actor.is_nobody:
        return []
    if actor.reads_cases:
        return [("Mijn werk", "mijn-werk"), ("Casussen", "casussen"), ("Partijen", "partijen")]
    if actor.is_delegate:
        return [("Mijn werk", "mijn-werk"), ("Casussen", "casussen")]
    return [("Mijn werk", "mijn-werk"), ("Partijen", "partijen")]
