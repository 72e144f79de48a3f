"""Still open near its legal last date: procesregisseur and manager are told once, and see it in "Mijn werk" (WGS 1.8 lid 7)."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from cases.models import Case, RetentionWarning
from cases.mywork import items
from cases.nightly import warn_of_legal_end
from cases.work_retention import ending
from parties.dates import latest_start
from parties.models import Approach, Vetting
from tests.cases.story import at_table
from tests.privacy.stories import closed
from zvh.actor import acting_as, acting_as_system
from zvh.models import Job

pytestmark = pytest.mark.django_db
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
LAST = date(2031, 8, 31)  # five years after 31 August 2026; the warning is a month before, on 31 July


def opened(cast, on=date(2026, 8, 31), **changes):
    case = at_table(cast, cast.piet)
    Case.objects.filter(pk=case.pk).update(opened_at=datetime.combine(on, time(0, 5), AMSTERDAM), **changes)
    return Case.objects.get(pk=case.pk)


def warned(day):
    with acting_as_system(day):
        return warn_of_legal_end(day)


def letters():
    found = Job.objects.filter(name="send_letter", arguments__letter="wettelijke-termijn")
    return {int(job.arguments["user_id"]) for job in found}


@pytest.mark.parametrize(
    ("last", "months", "start"),
    [
        (date(2031, 8, 31), 60, date(2026, 8, 31)),
        (date(2033, 2, 28), 60, date(2028, 2, 29)),  # 29 February and five years is 28 February
        (date(2027, 2, 28), 6, date(2026, 8, 31)),  # so are 28, 29, 30 and 31 August and six months
        (date(2027, 2, 27), 6, date(2026, 8, 27)),
    ],
)
def test_the_last_day_on_which_a_term_may_begin(last, months, start):
    assert latest_start(last, months) == start


def test_who_runs_it_and_the_manager_are_told_once_and_in_time(cast):
    Vetting.objects.filter(user=cast.mara.user).update(valid_until=date(2035, 1, 1))
    case = opened(cast)
    assert warned(date(2031, 7, 30)) == 0 and letters() == set()
    assert warned(date(2031, 7, 31)) == 1
    assert warned(date(2031, 7, 31)) == warned(date(2031, 8, 1)) == warned(LAST + timedelta(days=9)) == 0
    assert letters() == {cast.rosa.user.pk, cast.mara.user.pk}
    assert RetentionWarning.objects.get().destroy_on == LAST and RetentionWarning.objects.get().case == case


def test_only_open_cases_under_a_law_that_counts_from_the_first_processing(cast):
    radical = Approach.objects.get(code="radicalisering", covenant=cast.house.covenant_id)
    opened(cast, approach=radical)  # from the last processing
    opened(cast, on=date(2025, 2, 28))  # before the law: the covenant alone
    closed(cast, at_table(cast, cast.piet))
    assert warned(date(2031, 8, 31)) == 0
    assert opened(cast, on=date(2025, 3, 1)) and warned(date(2031, 8, 31)) == 1


@pytest.mark.parametrize(("person", "sees"), [("rosa", True), ("mara", True), ("piet", False), ("zoe", False)])
def test_it_stands_in_my_work_and_stays_there_when_it_is_late(cast, person, sees):
    case = opened(cast)
    for day, is_there in ((date(2026, 11, 23), False), (date(2031, 7, 31), True), (date(2031, 9, 2), True)):
        with time_machine.travel(datetime.combine(day, time(12), AMSTERDAM), tick=False):
            found = titles(getattr(cast, person), day)
        assert (f"Nog open, en de wettelijke termijn loopt af: {case.number}" in found) is (sees and is_there), day


def titles(person, day):
    Vetting.objects.filter(user=person.user).update(valid_until=date(2035, 1, 1))
    with acting_as(person.pk, day) as actor:
        return [item.title for item in items(actor, [ending])]
