"""When a body must meet at the latest: from the least frequency of its covenant and the meetings that were held.

`times a year`: spread over the calendar year, the k-th of n before the end of the k-th part. `every so many weeks`: from the last
one that was held, and from the turn of the year as long as none stands here.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from parties.dates import add_months
from parties.models import MeetingDuty

WARN = timedelta(weeks=6)  # so long before its last day a meeting that is not planned stands out


@dataclass(frozen=True)
class NextMeeting:
    """Until when a body must have met again, and what is planned for it."""

    duty: MeetingDuty
    due_on: date
    planned_on: date | None
    today: date

    @property
    def is_in_time(self) -> bool:
        return self.planned_on is not None and self.planned_on <= self.due_on

    @property
    def warning(self) -> str:
        """What is wrong, in words; empty while there is nothing to do."""
        if self.is_in_time:
            return ""
        if self.due_on < self.today:
            return "Deze vergadering is te laat"
        if self.planned_on:
            return "De geplande vergadering is na de uiterste dag"
        return "Plan deze vergadering" if self.due_on - self.today <= WARN else ""


def due_on(duty: MeetingDuty, held: Collection[date], today: date) -> date:
    """The last day on which the next meeting is in time."""
    past = [day for day in held if day <= today]
    if duty.every_weeks:
        return max(past, default=date(today.year - 1, 12, 31)) + timedelta(weeks=duty.every_weeks)
    assert duty.times_a_year  # a constraint of MeetingDuty
    this_year = sum(1 for day in past if day.year == today.year)
    is_done = this_year >= duty.times_a_year
    return end_of_part(today.year + is_done, 1 if is_done else this_year + 1, duty.times_a_year)


def end_of_part(year: int, part: int, parts: int) -> date:
    """The last day of this part of the year; of parts that are no whole months, the month in which it ends."""
    months = -(-12 * part // parts)
    return add_months(date(year, 1, 1), months) - timedelta(days=1)


def next_meeting(duty: MeetingDuty, days: Collection[date], today: date) -> NextMeeting:
    """`days` are those of all meetings for this duty that were not cancelled."""
    ahead = [day for day in days if day > today]
    return NextMeeting(duty, due_on(duty, days, today), min(ahead, default=None), today)
