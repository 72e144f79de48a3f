"""A day with a time: when something happened, by the clock on the wall."""

from datetime import UTC, date, datetime, time

from django.core.exceptions import ValidationError
from django.utils import timezone

from zvh.forms import Form

NO_SUCH_TIME = "Die tijd bestond niet: de klok ging toen een uur vooruit. Vul een andere tijd in"


def moment_of(day: date, at: time) -> datetime:
    """By the clock on the wall. Of the hour that came twice the first is meant: that gives the earlier deadline (S64).

    Raises ValidationError for an hour that was skipped.
    """
    found = datetime.combine(day, at, tzinfo=timezone.get_default_timezone())
    if timezone.localtime(found.astimezone(UTC)).replace(tzinfo=None) != found.replace(tzinfo=None):
        raise ValidationError(NO_SUCH_TIME)
    return found.astimezone(UTC)


class MomentForm(Form):
    """A form with a day and a time that belong together; neither in the future."""

    def moment(self, day: str, at: str) -> datetime | None:
        given = self.cleaned_data
        if not given.get(day) or given.get(at) is None:
            return None
        try:
            found = moment_of(given[day], given[at])
        except ValidationError as wrong:
            self.add_error(at, wrong)
            return None
        if found > timezone.now():
            self.add_error(day if given[day] > timezone.localdate() else at, "Kies een moment dat al is geweest")
            return None
        return found
