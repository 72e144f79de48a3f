"""What is sent and does not hold comes back as such: 422 with a message, on every form of the house (09, section 5)."""

from typing import Any

import pytest
from django.db import transaction

from cases.models import Case
from tests.access import asking
from tests.access.matrix import PEOPLE
from tests.access.test_matrix import ADDRESSES, GET, POST
from tests.cast import Cast

NOTHING_IS_ENOUGH = {
    "kandidaten": "nobody may be picked; what that does is asked first",
    "logboek": "a search: without conditions it shows everything",
    "verzoek-casussen": "nobody of this name may be in a case: nothing ticked is an answer",
    "verzoek-gezien": "a period may stay open on both sides",
    "mens-rol-wijzigen": "both dates may be empty",
    "bijdrage": "one that was sent is no form any more, and shown",
}


def who_may(name: str) -> str:
    """Somebody for whom this page opens and takes what is sent."""
    return next(
        (who for who, get, post in zip(PEOPLE, GET[name], POST[name], strict=True) if (get, post) == ("y", "y")), ""
    )


@pytest.mark.parametrize("given", [{"verder": ""}, {"verder": "", "onbekend": "x"}], ids=["nothing", "unknown fields"])
def test_an_empty_form_is_unprocessable(cast: Cast, case: Case, given: dict[str, Any]) -> None:
    ids, people = asking.ids(cast, case), asking.people(cast)
    pages = {name: who for name in ADDRESSES if (who := who_may(name)) and name not in NOTHING_IS_ENOUGH}
    assert len(pages) > 25
    found = {}
    for name, who in pages.items():
        point = transaction.savepoint()
        found[name] = people[who].client().post(ADDRESSES[name].format(**ids), given).status_code
        transaction.savepoint_rollback(point)
    assert {name: status for name, status in found.items() if status != 422} == {}
