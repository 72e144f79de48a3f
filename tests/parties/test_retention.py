from datetime import date

import pytest

from parties.dates import add_months
from parties.models import Regime, RetentionPolicy, Term

pytestmark = pytest.mark.django_db


def policy(house, approach):
    return RetentionPolicy.objects.get(house__code=house, approach__code=approach)


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_months_end_on_a_day_that_exists(start, months, expected):
    assert add_months(start, months) == expected


def test_the_protocol_destroys_a_year_after_scaling_down():
    gone = policy("FL", "complexe-casuistiek").destroy_on(date(2026, 8, 31), first_processed_on=date(2026, 1, 1))
    assert gone.date == date(2027, 8, 31)
    assert gone.source.startswith("protocol art. 11.2")


def test_stages_begin_on_their_first_day():
    stages = policy("FL", "complexe-casuistiek")
    closed = date(2026, 8, 31)
    names = {
        day: stages.stage_on(closed, day).name for day in (date(2027, 2, 27), date(2027, 2, 28), date(2027, 8, 31))
    }
    assert list(names.values()) == ["In huis", "Gearchiveerd", "Vernietigd"]


def test_top_x_in_utrecht_deviates_and_is_kept_five_years():
    top_x = policy("RU", "top-x")
    assert top_x.deviates_note
    assert top_x.keeps_values and top_x.release_by_record_manager and top_x.casusregisseur_keeps_access
    assert top_x.warning_months == 2
    assert RetentionPolicy.objects.filter(keeps_values=True).get() == top_x


def test_the_legal_ceiling_goes_before_a_longer_term_of_the_house():
    """Top-X keeps five years from closing; the WGS stops at five years from the first processing."""
    gone = policy("RU", "top-x").destroy_on(date(2027, 6, 1), first_processed_on=date(2026, 3, 10))
    assert (gone.date, "WGS 1.8" in gone.source) == (date(2031, 3, 10), True)


def test_without_a_legal_ceiling_the_house_keeps_its_term():
    covenant_only = Regime.objects.get(code="convenant")
    gone = policy("RU", "top-x").destroy_on(date(2027, 6, 1), regime=covenant_only)
    assert (gone.date, gone.source) == (date(2032, 6, 1), "DPIA 10: vijf jaar na het sluiten")


def test_a_ceiling_from_the_first_processing_needs_that_day():
    with pytest.raises(ValueError, match="first_processed_on"):
        policy("RU", "top-x").destroy_on(date(2027, 6, 1))


def test_warning_two_months_ahead():
    assert policy("RU", "top-x").warn_on(date(2031, 4, 30)) == date(2031, 2, 28)


def test_before_the_law_the_covenant_alone_is_the_regime():
    approach = policy("RU", "complexe-casuistiek").approach
    assert approach.regime_on(date(2025, 2, 28)).code == "convenant"
    assert approach.regime_on(date(2025, 3, 1)).code == "wgs"


def test_a_term_of_the_house_and_its_last_day():
    term = Term.objects.of_house(policy("KL", "complexe-casuistiek").house, "triage")
    assert (term.due(date(2026, 3, 25)), "bijlage 3" in term.source) == (date(2026, 4, 1), True)
    assert term.length == "1 week"


def test_after_the_archive_date_the_manager_no_longer_reads():
    """00, item 3: break-glass opens what a manager otherwise can not."""
    archive = policy("RU", "complexe-casuistiek").archive_stage()
    assert (archive.after_months, archive.reader_roles) == (6, ["procesregisseur", "procesondersteuner"])
    assert policy("RU", "top-x").archive_stage() is None
