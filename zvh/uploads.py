"""Files that come in stay in memory: nothing of them is written to a disk before it is sealed (S50)."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import MemoryFileUploadHandler

MOST_AT_ONCE = 42_000_000  # of a whole form; of one that is larger the files are let go, and the form says so


class InMemory(MemoryFileUploadHandler):
    """Who is not signed in has nothing large to send."""

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: str | None = None
    ) -> None:
        user = getattr(self.request, "user", None)
        known = user is not None and user.is_authenticated
        self.activated = content_length <= (MOST_AT_ONCE if known else settings.FILE_UPLOAD_MAX_MEMORY_SIZE)
