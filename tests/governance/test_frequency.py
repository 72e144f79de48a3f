"""Until when a body must meet again, by hand from the covenants."""

from datetime import date

import pytest

from governance.frequency import due_on, end_of_part, next_meeting
from parties.models import MeetingDuty

D = date.fromisoformat
# times a year, every weeks, held, today, due
TABLE = [
    (3, None, [], "2026-02-10", "2026-04-30"),
    (3, None, ["2026-01-20"], "2026-02-10", "2026-08-31"),
    (3, None, ["2026-01-20", "2026-05-06"], "2026-06-01", "2026-12-31"),
    (3, None, ["2026-01-20", "2026-05-06", "2026-09-01"], "2026-10-01", "2027-04-30"),
    (3, None, ["2025-11-20"], "2026-01-02", "2026-04-30"),
    (3, None, ["2026-03-01"], "2026-02-10", "2026-04-30"),  # planned is not held
    (2, None, [], "2026-11-22", "2026-06-30"),
    (2, None, ["2026-03-01", "2026-03-02", "2026-03-03"], "2026-11-22", "2027-06-30"),
    (1, None, [], "2028-02-29", "2028-12-31"),
    (5, None, [], "2028-01-01", "2028-03-31"),
    (None, 12, ["2026-01-05"], "2026-02-01", "2026-03-30"),
    (None, 12, ["2025-12-01", "2026-01-05"], "2026-02-01", "2026-03-30"),
    (None, 12, [], "2026-02-01", "2026-03-25"),
    (None, 12, ["2027-12-06"], "2027-12-10", "2028-02-28"),
]


@pytest.mark.parametrize(("times", "weeks", "held", "today", "due"), TABLE)
def test_the_next_meeting_is_due(times, weeks, held, today, due):
    duty = MeetingDuty(times_a_year=times, every_weeks=weeks)
    assert due_on(duty, [D(day) for day in held], D(today)) == D(due)


def test_the_last_part_of_a_year_ends_with_it():
    for parts in range(1, 13):
        assert end_of_part(2028, parts, parts) == date(2028, 12, 31)


@pytest.mark.parametrize(
    ("planned", "today", "warning"),
    [
        ([], "2026-01-05", ""),
        ([], "2026-03-20", "Plan deze vergadering"),
        (["2026-04-30"], "2026-03-20", ""),
        (["2026-05-01"], "2026-03-20", "De geplande vergadering is na de uiterste dag"),
        ([], "2026-05-01", "Deze vergadering is te laat"),
        (["2026-06-01"], "2026-05-01", "Deze vergadering is te laat"),
    ],
)
def test_what_is_not_planned_in_time_stands_out(planned, today, warning):
    found = next_meeting(MeetingDuty(times_a_year=3), [D(day) for day in planned], D(today))
    assert found.warning == warning
