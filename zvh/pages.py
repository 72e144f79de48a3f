"""Pages of the house itself: what went wrong, and the gallery of components."""

import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from zvh import ready

log = logging.getLogger("zvh")


@dataclass(frozen=True)
class ErrorPage:
    """What a person reads instead of the page that was asked."""

    title: str
    text: str
    advice: str = ""


ERRORS = {
    400: ErrorPage(
        "Wij begrijpen deze aanvraag niet",
        "De browser stuurde iets wat wij niet kunnen lezen. Er is niets opgeslagen.",
        "Ga terug, laad de pagina opnieuw en probeer het nog een keer.",
    ),
    403: ErrorPage(
        "Dit formulier is verlopen",
        "Het formulier stond te lang open, of uw browser bewaart geen cookies. Er is niets opgeslagen.",
        "Ga terug, laad de pagina opnieuw en verstuur het formulier nog een keer. "
        "Blijft dit gebeuren? Vraag hulp aan de beheerder van uw Zorg- en Veiligheidshuis.",
    ),
    404: ErrorPage(
        "Deze pagina bestaat niet",
        "Controleer het adres of het casusnummer.",
        "Denkt u dat u deze pagina wel hoort te zien? Vraag het de procesregisseur van uw huis.",
    ),
    405: ErrorPage(
        "Dit kan hier niet",
        "Deze pagina is niet bedoeld voor wat uw browser vroeg.",
        "Ga terug en gebruik de knoppen op de pagina.",
    ),
    409: ErrorPage(
        "Iemand anders was u voor",
        "Terwijl u bezig was, is dit onderdeel gewijzigd. Uw wijziging is niet opgeslagen.",
        "Ga terug, laad de pagina opnieuw en bekijk wat er veranderd is.",
    ),
    413: ErrorPage(
        "Dit is te groot",
        "Wat u verstuurde is groter dan wij aannemen. Er is niets opgeslagen.",
        "Maak het bestand kleiner of verstuur het in delen.",
    ),
    429: ErrorPage(
        "U gaat te snel",
        "Er kwamen in korte tijd veel aanvragen. Wacht een paar minuten en probeer het opnieuw.",
    ),
    500: ErrorPage(
        "Sorry, er gaat iets mis",
        "De fout ligt bij ons. Probeer het later opnieuw.",
        "Blijft het misgaan? Geef het kenmerk hieronder door aan de beheerder.",
    ),
    503: ErrorPage(
        "Het Casusportaal is even niet bereikbaar",
        "Wij kunnen u nu niets tonen. Probeer het over een paar minuten opnieuw.",
    ),
}

CLOSED = ErrorPage(
    "Het Casusportaal is nog gesloten",
    "De gegevens zijn teruggezet uit een back-up. Eerst wordt opnieuw vernietigd wat al vernietigd was. "
    "Tot die tijd kan niemand inloggen.",
    "Probeer het later opnieuw. Duurt het langer dan een uur? Vraag het de beheerder van uw Zorg- en Veiligheidshuis.",
)


def error_page(request: HttpRequest, status: int, typed: Sequence[str] = ()) -> HttpResponse:
    """The page for a status. Reads no session and no database, so that it also stands when those do not.

    `typed` is text of this person that was not saved, to take over.
    """
    return _error_page(request, status, ERRORS[status], typed)


def _error_page(request: HttpRequest, status: int, error: ErrorPage, typed: Sequence[str] = ()) -> HttpResponse:
    reference = str(getattr(request, "id", ""))[:8] or secrets.token_hex(4)
    html = render_to_string("errors/error.html", {"error": error, "reference": reference, "typed": typed})
    return HttpResponse(html, status=status, headers={"Cache-Control": "no-store"})


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What one may not see or do does not exist; 403 is for an expired form only."""
    return error_page(request, 404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return error_page(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(request, 404, _typed(request))


def server_error(request: HttpRequest) -> HttpResponse:
    return error_page(request, 500)


def overtaken(request: HttpRequest) -> HttpResponse:
    return error_page(request, 409, _typed(request))


def _typed(request: HttpRequest) -> list[str]:
    """What somebody wrote for a step that was taken already, to take over; not from who is not signed in."""
    actor = getattr(request, "actor", None)
    if request.method != "POST" or request.resolver_match is None or actor is None or actor.is_nobody:
        return []
    return [str(text) for name, text in request.POST.items() if " " in str(text).strip() and "password" not in name]


def unavailable(request: HttpRequest) -> HttpResponse:
    return error_page(request, 503)


def closed(request: HttpRequest) -> HttpResponse:
    """A backup was put back and its erasures are not replayed yet: nothing is shown to anybody."""
    return _error_page(request, 503, CLOSED)


def _about(request: HttpRequest, name: str) -> HttpResponse:
    """Text that holds nothing of anybody: readable before signing in, with the menu after it."""
    actor = getattr(request, "actor", None)
    layout = "base_public.html" if actor is None or actor.is_nobody else "base.html"
    return render(request, f"about/{name}.html", {"layout": layout})


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """/hulp/: the daily work, per group of people."""
    return _about(request, "help")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """/toegankelijkheid/: what was tested, what was not, and where to go with trouble."""
    return _about(request, "accessibility")


@require_safe
def healthy(request: HttpRequest) -> HttpResponse:
    """/gezond/: the process answers."""
    return HttpResponse("gezond", content_type="text/plain")


@require_safe
def is_ready(request: HttpRequest) -> HttpResponse:
    """/klaar/: the process reaches database, key store and broker, and the migrations are there. What is wrong is for the log."""
    try:
        ready.check(ready.SERVING)
    except ready.NotReady as reason:
        log.error("not ready: %s", reason)
        return HttpResponse("niet klaar", status=503, content_type="text/plain")
    return HttpResponse("klaar", content_type="text/plain")


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """/componenten/: every component with invented content; only in demo mode and while developing."""
    if not (settings.DEBUG or settings.DEMO):
        raise Http404
    from zvh import gallery as examples  # only read where the page exists

    return render(request, "gallery.html", examples.content(request.GET))
