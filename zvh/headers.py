"""Headers of every answer, and log lines that can not be forged."""

import logging
import traceback
from collections.abc import Callable
from pathlib import PurePath

from django.http import HttpRequest, HttpResponse

DEPTH = 12  # frames of a traceback, the nearest to the error


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
    """One event, one line: text from outside can not start a line of its own (S44).

    Of an error its class and place are told, never its text: a database names the values that clash (S54).
    """

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage() + _place(record)
        record.msg = said.replace("\r", "\\r").replace("\n", "\\n")
        record.args, record.exc_info, record.exc_text = (), None, None
        return True


def _place(record: logging.LogRecord) -> str:
    if not record.exc_info or record.exc_info[0] is None:
        return ""
    frames = traceback.extract_tb(record.exc_info[2])[-DEPTH:]
    where = " > ".join(f"{PurePath(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)
    return f" [{record.exc_info[0].__name__} in {where}]"
