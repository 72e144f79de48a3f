"""The triage table: all cases that wait for a decision, with its fixed parties; RvdK only about minors (000, annex 3)."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.models import Case
from cases.workflow.triageparts import Part, choices
from parties.models import House
from tests.cases import story
from tests.cast import Cast
from zvh.actor import acting_as
from zvh.sealing import open_keyring
from zvh.today import today

pytestmark = pytest.mark.django_db
ADULT = date(1990, 5, 1)


def minor_born() -> date:
    return today().replace(year=today().year - 15, day=1)


ADDRESS = "/casussen/triage/"
FIXED = {
    "Openbaar Ministerie Noord-Holland",
    "Politie Noord-Holland",
    "Reclassering Nederland",
    "Parnassia Groep Fivoor",
}
RVDK = "Raad voor de Kinderbescherming"


def seated(cast: Cast, born: date | None) -> set[str]:
    case = story.in_triage(cast, born=born)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        return {party.name for party in choices(case, today=rosa.today)[Part.TOOK_PART]}


def test_kennemerland_has_fixed_parties_and_asks_rvdk_about_minors_only() -> None:
    cast = Cast(house="KL")
    assert seated(cast, ADULT) == FIXED
    assert seated(cast, None) == FIXED
    assert seated(cast, minor_born()) == FIXED | {RVDK}


def test_no_other_house_has_a_table() -> None:
    assert [house.code for house in House.objects.filter(triage_seats__isnull=False).distinct()] == ["KL"]
    assert House.objects.filter(triage_table_weekly=True).values_list("code", flat=True).get() == "KL"


def test_the_page_shows_every_case_in_triage_with_who_is_not_at_the_table() -> None:
    cast = Cast(house="KL")
    grown_up, minor = story.in_triage(cast, born=ADULT), story.in_triage(cast, born=minor_born())
    elsewhere, earlier = story.in_triage(cast, born=ADULT), story.filed(cast)
    Case.objects.filter(pk=elsewhere.pk).update(house=cast.other_house)
    page = cast.rosa.client().get(ADDRESS).content.decode()
    assert "Weging" in page and "Elke week, met" in page
    assert all(case.number in page for case in (grown_up, minor))
    assert not any(case.number in page for case in (elsewhere, earlier))
    assert page.count("Niet aan tafel:") == 1
    assert "Kanarie" not in page  # a work name, no surname
    link = cast.rosa.client().get("/casussen/").content.decode()
    assert f'href="{ADDRESS}"' in link


def test_a_house_without_a_table_has_the_same_list(cast: Cast) -> None:
    case = story.in_triage(cast)
    page = cast.rosa.client().get(ADDRESS).content.decode()
    assert case.number in page and "Aan tafel" not in page and "Triage" in page


def test_the_number_of_queries_does_not_grow_with_the_cases(cast: Cast) -> None:
    client, counts = cast.rosa.client(), []
    for more in (1, 4):
        for _ in range(more):
            story.in_triage(cast, born=ADULT)
        with CaptureQueriesContext(connection) as found:
            assert client.get(ADDRESS).status_code == 200
        counts.append(len(found))
    assert counts[0] == counts[1]
