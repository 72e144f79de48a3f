"""Refuses what no browser of ours sends: NUL bytes and lone surrogates in path or query, a body in another encoding (S38).

What is in a form, its fields judge one by one: `zvh/text.py`.
"""

from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.http import HttpRequest, HttpResponse

from zvh import pages


class RefuseUnreadableInput:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if _is_unreadable(request.path) or _is_unreadable_query(query) or _is_in_other_encoding(request):
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


def _is_in_other_encoding(request: HttpRequest) -> bool:
    """Django would try to read it so, and fail on encodings that are no text (rot13)."""
    params = request.content_params or {}
    return params.get("charset", "utf-8").strip("\"' ").lower() not in ("utf-8", "utf8", "")
