"""Pages of the house itself: health, and the answers to what goes wrong. Same template, no details, a reference number."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import loader


def _page(request: HttpRequest, status: int) -> HttpResponse:
    reference = str(getattr(request, "id", uuid.uuid4()))[:8]
    template = loader.select_template([f"errors/{status}.html", "errors/error.html"])
    return HttpResponse(template.render({"status": status, "reference": reference}), status=status)


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _page(request, 400)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _page(request, 404)


def overtaken(request: HttpRequest) -> HttpResponse:
    return _page(request, 409)


def server_error(request: HttpRequest) -> HttpResponse:
    return _page(request, 500)


def unavailable(request: HttpRequest) -> HttpResponse:
    return _page(request, 503)


def healthy(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


def ready(request: HttpRequest) -> HttpResponse:
    """The process reached its database: the request's transaction was opened before this view."""
    return HttpResponse("klaar", content_type="text/plain")
