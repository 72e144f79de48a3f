"""Every page by everybody to whom it opens: nothing is kept by a browser (S15), the policy holds (S17)."""

from typing import Any

import pytest

from cases.models import Case
from tests.access import asking
from tests.access.matrix import PEOPLE
from tests.access.test_matrix import ADDRESSES, GET
from tests.cast import Cast

POLICY = {
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'",
}  # fmt: skip


@pytest.fixture
def pages(cast: Cast, case: Case) -> list[tuple[Any, str, str]]:
    """Browser, address, and the letter of the matrix: one person for every letter of a page."""
    ids, people = asking.ids(cast, case), asking.people(cast)
    clients = {name: people[name].client() for name in PEOPLE}
    return [
        (clients[PEOPLE[letters.index(letter)]], ADDRESSES[name].format(**ids), letter)
        for name, letters in GET.items()
        for letter in sorted(set(letters))
    ]


def test_every_answer_is_for_this_moment_only_and_has_the_policy(pages: list[tuple[Any, str, str]]) -> None:
    """Pages, refusals and redirects alike."""
    seen = set()
    for client, address, letter in pages:
        answer = client.get(address)
        seen.add(letter)
        assert answer["Cache-Control"] == "no-store", address
        assert answer["X-Content-Type-Options"] == "nosniff" and answer["Referrer-Policy"] == "same-origin", address
        policy = {part.strip() for part in answer["Content-Security-Policy"].split(";")}
        assert policy >= POLICY and "unsafe" not in answer["Content-Security-Policy"], address
    assert seen == {"y", "n", ">", "x"}
