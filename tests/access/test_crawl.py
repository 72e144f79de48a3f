"""Every page by everybody to whom it opens: looking changes nothing (S14), nothing is kept by a browser (S15), the policy holds (S17)."""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from cases.models import Case
from tests.access import asking
from tests.access.matrix import PEOPLE
from tests.access.test_matrix import ADDRESSES, GET
from tests.cast import Cast

WRITTEN_BY_LOOKING = {"privacy_accesslogline", "parties_session"}
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


def contents() -> dict[str, str]:
    """A digest of every table of the house but what looking writes."""
    found = {}
    with connection.cursor() as cursor:
        for table in sorted({model._meta.db_table for model in apps.get_models(include_auto_created=True)}):
            cursor.execute(f"select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from {table} t")
            found[table] = cursor.fetchone()[0]
    return {table: digest for table, digest in found.items() if table not in WRITTEN_BY_LOOKING}


def test_looking_changes_nothing(pages: list[tuple[Any, str, str]]) -> None:
    assert len(pages) > 150
    before = contents()
    for client, address, _ in pages:
        client.get(address)
        client.head(address)
    assert contents() == before


def test_the_digest_does_see_a_change(cast: Cast, case: Case) -> None:
    before = contents()
    Case.objects.filter(pk=case.pk).update(version=case.version + 1)
    after = contents()
    assert {table for table in before if before[table] != after[table]} == {"cases_case"}


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
