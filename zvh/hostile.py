"""Refuses what no person types: NUL bytes and lone surrogates in path, query or form (S38)."""

from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.http import HttpRequest, HttpResponse

from zvh import pages


class RefuseUnreadableInput:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _is_unreadable(request.path) or _is_unreadable_query(request.META.get("QUERY_STRING", "")):
            return pages.bad_request(request)
        return self.get_response(request)


def _is_unreadable(text: str) -> bool:
    return "\x00" in text or any(0xD800 <= ord(char) <= 0xDFFF for char in text)


def _is_unreadable_query(query: str) -> bool:
    raw = unquote_to_bytes(query)
    try:
        return "\x00" in raw.decode()
    except UnicodeDecodeError:
        return True
