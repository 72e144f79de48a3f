"""Refuses what no browser of ours sends: NUL bytes and lone surrogates in path or query, a body that is no form (S38).

What is in a form, its fields judge one by one: `zvh/text.py`.
"""

from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.http import HttpRequest, HttpResponse

from zvh import pages

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


class RefuseUnreadableInput:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if _is_unreadable(request.path) or _is_unreadable_query(query) or _is_no_form(request):
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


def _is_no_form(request: HttpRequest) -> bool:
    """A body that is not what our forms send: it would be read as a form in which nothing was filled in.

    Django would also try to read it in the encoding it names, and fail on one that is no text (rot13).
    """
    has_body = request.META.get("CONTENT_LENGTH") not in (None, "", "0")
    charset = (request.content_params or {}).get("charset", "utf-8").strip("\"' ").lower()
    return charset not in ("utf-8", "utf8") or (has_body and request.content_type not in FORMS)
