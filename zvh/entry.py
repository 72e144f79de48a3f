"""Who comes in: the capacity of a request, and where somebody goes first who does not act yet."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from zvh.routes import BEFORE_CAPACITY, BEFORE_SECOND_FACTOR, PUBLIC, WHILE_LOCKED


def capacity_of(request: HttpRequest) -> uuid.UUID | None:
    user: Any = request.user
    is_open = user.is_authenticated and user.is_verified() and not is_locked(request)
    chosen = request.session.get("capacity") if is_open else None
    return uuid.UUID(chosen) if chosen else None


def is_locked(request: HttpRequest) -> bool:
    """Locked by itself or by its owner: the session is there, and acts in nothing (00, item 14)."""
    return "locked" in request.session


def turned_away(request: HttpRequest) -> HttpResponse | None:
    """Deny by default: every route needs an acting capacity unless it is listed in `zvh/routes.py`. None for who may go on."""
    route = request.resolver_match.view_name if request.resolver_match else ""
    if is_locked(request) and route not in WHILE_LOCKED:
        return _to_screen(request, reverse("ontgrendelen"))
    if not request.actor.is_nobody or route in PUBLIC:  # type: ignore[attr-defined]
        return None
    return _way_in(request, route)


def _way_in(request: HttpRequest, route: str) -> HttpResponse | None:
    """Where somebody who does not act yet must go first; None when the route is meant for this moment."""
    user: Any = request.user
    if not user.is_authenticated:
        return _to_screen(request, f"{reverse('inloggen')}?{urlencode({'next': request.get_full_path()})}")
    if not user.is_verified():
        return None if route in BEFORE_SECOND_FACTOR else _redirect(request, reverse("tweede-factor"))
    return None if route in BEFORE_CAPACITY else _redirect(request, reverse("rol-kiezen"))


def _to_screen(request: HttpRequest, url: str) -> HttpResponse:
    """To the screen that lets one in again. What was sent is kept: by `zvh/leftbehind.py`, because a refusal is rolled back."""
    request.is_turned_away = True  # type: ignore[attr-defined]  # only here, past the check of the token
    if request.method == "GET" and "locked" in request.session and request.headers.get("Sec-Fetch-Dest") != "empty":
        request.session["next"] = request.get_full_path()
    return _redirect(request, url)


def _redirect(request: HttpRequest, url: str) -> HttpResponse:
    is_script = request.headers.get("Sec-Fetch-Dest") == "empty"  # it would take the page it is led to for its answer
    if getattr(request, "htmx", False) or is_script:
        return HttpResponse(status=401, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)
