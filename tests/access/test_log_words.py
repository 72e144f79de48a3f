"""A supervisor reads the log without knowing the code: what somebody filled in or read stands there in words (03, R9)."""

from django.apps import apps

from cases.models import Case
from privacy.logbook import in_words
from privacy.models import AccessLogLine
from tests.access import asking
from tests.cast import Cast
from tests.pages.visits import visits
from zvh.actor import acting_as

FIELDS = [field for model in apps.get_models() for field in model._meta.fields]
NAMES_IN_CODE = {field.name for field in FIELDS} - {field.verbose_name for field in FIELDS} - {"criteria"}


def test_what_was_seen_or_changed_is_named_in_words(cast: Cast, case: Case) -> None:
    given = asking.ids(cast, case)
    clients = {name: person.client() for name, person in asking.people(cast).items()}
    for visit in visits():
        clients[visit.who].get(visit.address.format(**given))
    with acting_as(cast.fatima.pk) as fatima:
        lines = in_words(list(AccessLogLine.objects.visible_to(fatima)))
    words = {word for line in lines for word in line.what.split(", ")}
    assert {"feiten", "geboortedatum", "deelnemers"} <= words
    assert words & NAMES_IN_CODE == set()
    assert [word for word in words if "_" in word] == []
