"""Headers of every answer, and log lines that can not be forged."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class SafeHeaders:
    """No answer to a person is kept by a browser or a proxy (S15); static files have their own rules."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response["Cache-Control"] = "no-store"
        response["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        return response


class OneLine(logging.Filter):
    """One event, one line: text from outside can not start a line of its own (S44)."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = record.getMessage().replace("\r", "\\r").replace("\n", "\\n")
        record.args = ()
        return True
