"""The last day of a case, for every policy of every house, written out: the term by the clock, and gone by the end of that day.

Expected days are counted by hand from the articles, not by the code: a term in months ends on the same day of the month, or on the last
day of that month where it has no such day (31 August and six months is 28 February).
"""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from cases.models import Case
from cases.retention import last_dates
from parties.models import Approach, House, RetentionPolicy
from privacy import nightly
from tests.privacy.stories import closed_case
from zvh import keystore

pytestmark = pytest.mark.django_db
AMSTERDAM = ZoneInfo("Europe/Amsterdam")

PROTOCOL = "protocol art. 11.2: een jaar na het besluit tot afschaling"
KENNEMERLAND = "convenant bijlage 3: een jaar na de afschaling"
OF_HOUSE = "model, nog vast te stellen: een jaar na de afschaling (keuze van het huis)"
DPIA = "DPIA 10: vijf jaar na het sluiten"
WGS = "WGS 1.8 lid 7: uiterlijk vijf jaar na de eerste verwerking"

A_YEAR = {  # policy: source of the year
    ("FL", "complexe-casuistiek"): PROTOCOL, ("FL", "mda"): PROTOCOL, ("FL", "radicalisering"): OF_HOUSE,
    ("GV", "complexe-casuistiek"): PROTOCOL, ("GV", "mda"): PROTOCOL, ("GV", "radicalisering"): OF_HOUSE,
    ("RU", "complexe-casuistiek"): PROTOCOL, ("RU", "mda"): PROTOCOL, ("RU", "radicalisering"): OF_HOUSE,
    ("RU", "ondermijning"): PROTOCOL, ("KL", "complexe-casuistiek"): KENNEMERLAND, ("BN", "complexe-casuistiek"): OF_HOUSE,
    ("HG", "complexe-casuistiek"): OF_HOUSE, ("HG", "radicalisering"): OF_HOUSE, ("HG", "jeugdgroepen"): OF_HOUSE,
}  # fmt: skip
# opened on, closed on: half a year later fewer people read, a year later it is gone.
YEAR_DAYS = [
    ("2026-01-05", "2026-08-31", "2027-02-28", "2027-08-31"),  # 31 August + 6 months
    ("2026-01-05", "2027-08-31", "2028-02-29", "2028-08-31"),  # and in a leap year
    ("2027-06-01", "2028-02-29", "2028-08-29", "2029-02-28"),  # closed on 29 February
    ("2026-01-05", "2026-10-31", "2027-04-30", "2027-10-31"),  # the last day is the night in which the clock goes back
    ("2026-01-05", "2026-03-28", "2026-09-28", "2027-03-28"),  # the last day is the one on which it went forward
    ("2026-01-05", "2026-12-31", "2027-06-30", "2027-12-31"),
    ("2024-01-05", "2026-05-01", "2026-11-01", "2027-05-01"),  # opened before the law was there
]
# Five years from the first processing go before a year after closing, where the law counts so (WGS 1.8 lid 7).
UNDER_WGS = [key for key in A_YEAR if key[1] in ("complexe-casuistiek", "mda", "ondermijning")]
LONG = ("2026-02-28", "2030-12-01", "2031-06-01", "2031-02-28")
TOP_X = [  # opened on, closed on, the last day, by which rule
    ("2026-03-10", "2027-06-01", "2031-03-10", WGS),
    ("2028-02-29", "2029-01-15", "2033-02-28", WGS),  # five years after 29 February
    ("2026-08-31", "2026-09-01", "2031-08-31", WGS),
    ("2025-03-01", "2025-03-01", "2030-03-01", DPIA),  # both on the same day: the rule of the house says it
    ("2025-02-28", "2027-06-01", "2032-06-01", DPIA),  # opened on the last day before the law: the covenant alone
    ("2024-08-31", "2028-02-29", "2033-02-28", DPIA),
]  # fmt: skip


def dates_of(house: str, approach: str, opened: str, closed: str):
    of = House.objects.get(code=house)
    began = datetime.combine(date.fromisoformat(opened), time(12), AMSTERDAM)
    found = Approach.objects.get(code=approach, covenant=of.covenant_id)
    case = Case(house=of, approach=found, opened_at=began)
    return last_dates(case, date.fromisoformat(closed))


def test_every_policy_stands_in_a_table():
    there = set(RetentionPolicy.objects.values_list("house__code", "approach__code"))
    assert there == {*A_YEAR, ("RU", "top-x")}


@pytest.mark.parametrize(("house", "approach"), list(A_YEAR))
def test_a_year_after_closing_and_half_a_year_in_the_archive(house, approach):
    for opened, closed, archived, gone in YEAR_DAYS:
        found = dates_of(house, approach, opened, closed)
        assert (found.archive_on.isoformat(), found.destroy.date.isoformat()) == (archived, gone), closed
        assert found.destroy.source == A_YEAR[house, approach]
        assert found.archive_readers == ["procesregisseur", "procesondersteuner"]


@pytest.mark.parametrize(("house", "approach"), list(A_YEAR))
def test_the_law_cuts_a_year_short_only_where_it_counts_from_the_first_processing(house, approach):
    opened, closed, _, by_law = LONG
    found = dates_of(house, approach, opened, closed).destroy
    under = (house, approach) in UNDER_WGS
    assert (found.date.isoformat(), found.source) == (
        (by_law, WGS) if under else ("2031-12-01", A_YEAR[house, approach])
    )


@pytest.mark.parametrize(("opened", "closed", "gone", "source"), TOP_X)
def test_top_x_is_kept_five_years_or_less_by_law(opened, closed, gone, source):
    found = dates_of("RU", "top-x", opened, closed)
    assert (found.destroy.date.isoformat(), found.destroy.source) == (gone, source)
    assert found.archive_on.isoformat() == closed, "fewer people read from the day of closing"


def test_a_night_counts_for_the_day_on_which_the_case_was_opened_in_amsterdam():
    """23:30 in Greenwich is the next day here, in summer as in winter."""
    of = House.objects.get(code="RU")
    approach = Approach.objects.get(code="top-x", covenant=of.covenant_id)
    for moment, gone in (
        (datetime(2026, 3, 28, 23, 30, tzinfo=UTC), "2031-03-29"),
        (datetime(2026, 7, 1, 22, 30, tzinfo=UTC), "2031-07-02"),
        (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), "2031-12-31"),
    ):
        found = last_dates(Case(house=of, approach=approach, opened_at=moment), date(2028, 1, 1))
        assert found.destroy.date.isoformat() == gone


@pytest.mark.parametrize(
    "last",
    [
        date(2027, 2, 28), date(2028, 2, 29), date(2027, 8, 31), date(2027, 12, 31),
        date(2027, 3, 28), date(2027, 10, 31), date(2028, 3, 26), date(2028, 10, 29),  # the nights of the clock change
    ],
)  # fmt: skip
def test_a_case_is_there_all_day_and_gone_by_the_end_of_it(cast, last):
    """Run as the clock does, every quarter of an hour from the evening before to midnight after."""
    case = closed_case(cast)
    Case.objects.filter(pk=case.pk).update(destroy_on=last)
    before = datetime.combine(last, time(23, 14, 59), AMSTERDAM)
    nightly.run(nightly.day_to_run(before))
    assert Case.objects.filter(pk=case.pk).exists(), "the last day is a whole day"
    evening = datetime.combine(last, time(23, 15), AMSTERDAM)
    assert timezone.localtime(evening).date() == last
    nightly.run(nightly.day_to_run(evening))
    assert not Case.objects.filter(pk=case.pk).exists() and keystore.has_tombstone(case.pk)


def test_a_night_that_was_missed_is_made_up_for_in_the_morning(cast):
    case = closed_case(cast)
    Case.objects.filter(pk=case.pk).update(destroy_on=date(2027, 10, 30))
    nightly.run(
        nightly.day_to_run(datetime(2027, 10, 31, 2, 30, tzinfo=AMSTERDAM, fold=1))
    )  # the hour that comes twice
    assert not Case.objects.filter(pk=case.pk).exists()
