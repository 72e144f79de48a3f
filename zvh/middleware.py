"""One transaction per request, in the name of who acts, with the access log as its last statement (00, items 10-13)."""

import hashlib
import logging
import uuid
from collections.abc import Callable
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from cases.phases import StepNotAllowed
from cases.policy import NotAllowed
from cases.workflow import kept
from parties.models import SecurityKey
from parties.presence import Lapse
from parties.workflow import sign_in
from privacy import accesslog
from zvh import pages
from zvh.actor import Actor, acting_as
from zvh.forms import offering
from zvh.origin import client_address
from zvh.routes import BEFORE_CAPACITY, BEFORE_SECOND_FACTOR, PUBLIC, WHILE_LOCKED
from zvh.sealing import KeyMissing, open_keyring

log = logging.getLogger("zvh")
SHOWN_AGAIN = (409, 422)  # a form with its errors, or both texts of a conflict
GetResponse = Callable[[HttpRequest], HttpResponse]


class RequestTransaction:
    """Encloses the view and its rendering. Needs session, user and second factor to be known."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.id = uuid.uuid4()  # type: ignore[attr-defined]
        user: Any = request.user
        with_key = isinstance(getattr(user, "otp_device", None), SecurityKey)
        book = accesslog.Book(client_address(request), _session_hash(request), request.id)  # type: ignore[attr-defined]
        try:
            with open_keyring(), accesslog.collecting(book), acting_as(_capacity(request), with_key=with_key) as actor:
                request.actor = actor  # type: ignore[attr-defined]
                with offering(_offered(request)):
                    response = self._answer(request, book)
                _keep_refusals_only(book, request, response)
                _after(request, response, with_key)
                accesslog.flush(book)
                return response
        except DatabaseError:
            log.exception("the request could not be finished and logged: %s", request.id)  # type: ignore[attr-defined]
            return pages.unavailable(request)

    def _answer(self, request: HttpRequest, book: accesslog.Book) -> HttpResponse:
        """The view inside a savepoint, so that a refusal or a failure leaves nothing but its log lines."""
        savepoint = transaction.savepoint()
        if request.method != "POST":
            _refuse_writes()
        response = self.get_response(request)
        if _is_unaccounted(request, response, book):
            log.critical("a page without a line in the access log: %s", request.resolver_match.view_name)  # type: ignore[union-attr]
            response = pages.server_error(request)
        if response.status_code >= 400:
            transaction.set_rollback(False)  # first, or Django refuses every statement after an error of the database
            transaction.savepoint_rollback(savepoint)
        else:
            transaction.savepoint_commit(savepoint)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Deny by default: every route needs an acting capacity unless it is listed in `zvh/routes.py`."""
        route = request.resolver_match.view_name if request.resolver_match else ""
        if _is_locked(request) and route not in WHILE_LOCKED:
            return _turned_away(request, reverse("ontgrendelen"))
        if not request.actor.is_nobody or route in PUBLIC:  # type: ignore[attr-defined]
            return None
        return _way_in(request, route)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """What one may not do does not exist (00, item 4), nor what has no key (20); a step that was overtaken is a conflict."""
        if isinstance(exception, NotAllowed):
            return pages.not_found(request)
        if isinstance(exception, StepNotAllowed):
            return pages.overtaken(request)
        if isinstance(exception, KeyMissing):
            log.critical("a key is missing: %s", exception)
            return pages.not_found(request)
        return None


def _refuse_writes() -> None:
    """Reading is reading: up to the end of this savepoint the database itself refuses to write, by whatever way."""
    with connection.cursor() as cursor:
        cursor.execute("set transaction read only")


def _is_unaccounted(request: HttpRequest, response: HttpResponse, book: accesslog.Book) -> bool:
    """Fail closed: a page for somebody who acts, of which the view did not say what it showed (03)."""
    match = request.resolver_match
    of_role = match is not None and match.view_name not in PUBLIC | BEFORE_SECOND_FACTOR | BEFORE_CAPACITY
    return of_role and response.status_code == 200 and not (book.lines or book.shows_nothing)


def _capacity(request: HttpRequest) -> uuid.UUID | None:
    user: Any = request.user
    is_open = user.is_authenticated and user.is_verified() and not _is_locked(request)
    chosen = request.session.get("capacity") if is_open else None
    return uuid.UUID(chosen) if chosen else None


def _is_locked(request: HttpRequest) -> bool:
    """Locked by itself or by its owner: the session is there, and acts in nothing (00, item 14)."""
    return "locked" in request.session


def _way_in(request: HttpRequest, route: str) -> HttpResponse | None:
    """Where somebody who does not act yet must go first; None when the route is meant for this moment."""
    user: Any = request.user
    if not user.is_authenticated:
        return _turned_away(request, f"{reverse('inloggen')}?{urlencode({'next': request.get_full_path()})}")
    if not user.is_verified():
        return None if route in BEFORE_SECOND_FACTOR else _redirect(request, reverse("tweede-factor"))
    return None if route in BEFORE_CAPACITY else _redirect(request, reverse("rol-kiezen"))


def _turned_away(request: HttpRequest, url: str) -> HttpResponse:
    """To the screen that lets one in again. What was sent is kept: by `_after`, because a refusal is rolled back."""
    request.is_turned_away = True  # type: ignore[attr-defined]  # only here, past the check of the token
    if request.method == "GET" and "locked" in request.session and request.headers.get("Sec-Fetch-Dest") != "empty":
        request.session["next"] = request.get_full_path()
    return _redirect(request, url)


def _redirect(request: HttpRequest, url: str) -> HttpResponse:
    is_script = request.headers.get("Sec-Fetch-Dest") == "empty"  # it would take the page it is led to for its answer
    if getattr(request, "htmx", False) or is_script:
        return HttpResponse(status=401, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)


def _keep_refusals_only(book: accesslog.Book, request: HttpRequest, response: HttpResponse) -> None:
    """What was rolled back did not happen; that it was tried stays on record, and so does what a form or conflict page shows."""
    if response.status_code < 400:
        return
    shown = response.status_code in SHOWN_AGAIN
    book.lines = [line for line in book.lines if line.outcome != accesslog.Outcome.OK or (shown and line.action == "R")]
    if shown:
        return
    match = request.resolver_match
    if match and not request.actor.is_nobody:  # type: ignore[attr-defined]
        accesslog.denied(None, rule=match.view_name, reason=str(response.status_code))


def _offered(request: HttpRequest) -> QueryDict | None:
    """The fields of the draft that this address asks for, when it is the actor's own and of this very page."""
    wanted = request.GET.get(kept.MARK, "") if request.method == "GET" else ""
    draft = kept.find(wanted, request.path, request.actor) if wanted else None  # type: ignore[attr-defined]
    request.offered = draft  # type: ignore[attr-defined]
    return kept.fields_of(draft) if draft else None


def _after(request: HttpRequest, response: HttpResponse, with_key: bool) -> None:
    """What a session leaves behind: the line that it lapsed, what was sent into it, and nothing once it is sent or left."""
    lapse = request.lapse  # type: ignore[attr-defined]
    if lapse and lapse.is_new:
        sign_in.note_lapse(lapse)
    if request.method != "POST":
        return
    if lapse and getattr(request, "is_turned_away", False):
        _keep(request, lapse, with_key)
    elif response.status_code == 302:
        _forget(request)


def _keep(request: HttpRequest, lapse: Lapse, with_key: bool) -> None:
    """In the name of who wrote it, and only where that still counts."""
    judged = None if lapse.is_over else with_key
    with acting_as(lapse.capacity_id, with_key=judged) as writer:
        if kept.keep(*kept.written(request.get_full_path(), request.POST), by=writer):
            request.session["kept"] = True


def _forget(request: HttpRequest) -> None:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    route = request.resolver_match.view_name if request.resolver_match else ""
    if route == "uitloggen":
        kept.forget_all(actor)
    elif draft := kept.find(request.GET.get(kept.MARK, ""), request.path, actor):
        kept.forget(draft)


def _session_hash(request: HttpRequest) -> str:
    key = request.session.session_key or ""
    return hashlib.sha256(key.encode()).hexdigest()[:16] if key else ""
