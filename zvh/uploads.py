"""Files that come in stay in memory: nothing of them is written to a disk before it is sealed (S50); and what their sender is told."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest, HttpResponse

MOST_AT_ONCE = 42_000_000  # of a whole form; of one that is larger the files are let go, and the form says so


class InMemory(MemoryFileUploadHandler):
    """Who is not signed in has nothing large to send."""

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: str | None = None
    ) -> None:
        user = getattr(self.request, "user", None)
        known = user is not None and user.is_authenticated
        self.activated = content_length <= (MOST_AT_ONCE if known else settings.FILE_UPLOAD_MAX_MEMORY_SIZE)


class TellsWhereToGo:
    """A script that sent a form with a progress bar is told where to go: it would follow a redirect itself, and the page
    that the person sees after it would come without its message (`static/js/upload.js`).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "X-Upload" in request.headers and response.status_code == 302:
            response.status_code = 204
            response["HX-Redirect"] = response["Location"]
            del response["Location"]
        return response
