"""One transaction per request, in the name of who acts, with the access log as its last statement (00, items 10-13)."""

import hashlib
import logging
import uuid
from collections.abc import Callable
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse

from cases.phases import StepNotAllowed
from cases.policy import NotAllowed
from parties.models import SecurityKey
from privacy import accesslog
from zvh import pages
from zvh.actor import acting_as
from zvh.entry import capacity_of, turned_away
from zvh.forms import offering
from zvh.leftbehind import offered, settle
from zvh.opening import is_refusal
from zvh.origin import client_address
from zvh.routes import BEFORE_CAPACITY, BEFORE_SECOND_FACTOR, PUBLIC
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
            with (
                open_keyring(),
                accesslog.collecting(book),
                acting_as(capacity_of(request), with_key=with_key) as actor,
            ):
                request.actor = actor  # type: ignore[attr-defined]
                with offering(offered(request)):
                    response = self._answer(request, book)
                _keep_refusals_only(book, request, response)
                settle(request, response, with_key)
                accesslog.flush(book)
                return response
        except DatabaseError as error:
            if is_refusal(error):
                return pages.closed(request)
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
        return turned_away(request)

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


def _session_hash(request: HttpRequest) -> str:
    key = request.session.session_key or ""
    return hashlib.sha256(key.encode()).hexdigest()[:16] if key else ""
