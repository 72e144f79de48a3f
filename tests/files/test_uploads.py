"""How much comes in, and from whom (S50)."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import InMemoryUploadedFile, SimpleUploadedFile
from django.test import RequestFactory

from parties.models import User
from zvh.uploads import MOST_AT_ONCE


@pytest.mark.parametrize(
    ("user", "size", "taken"),
    [
        (AnonymousUser(), 1_000_000, True),
        (AnonymousUser(), 3_000_000, False),
        (None, 3_000_000, False),
        (User(), 3_000_000, True),
        (User(), MOST_AT_ONCE, False),
    ],
)
def test_a_stranger_sends_nothing_large_and_nothing_is_written_to_a_disk(user: Any, size: int, taken: bool) -> None:
    request: Any = RequestFactory().post("/", {"tekst": "blijft", "bestand": SimpleUploadedFile("a.pdf", bytes(size))})
    if user is not None:
        request.user = user
    assert request.POST["tekst"] == "blijft" and ("bestand" in request.FILES) is taken
    assert all(type(file) is InMemoryUploadedFile for file in request.FILES.values())
