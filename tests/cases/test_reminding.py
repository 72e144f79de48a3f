"""All late parties reminded at once: two clicks, once a day, and what became of each case is said (10, section 9)."""

from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.models import Case, ContributionRequest, State
from cases.nightly import remind_suppliers
from privacy.models import AccessLogLine
from tests.cases import story
from tests.cast import Cast, Person
from zvh.actor import acting_as_system
from zvh.models import Job
from zvh.today import today

ADDRESS = "/casussen/herinneren/"


def ago() -> date:
    return today() - timedelta(days=2)


def late(cast: Cast, *people: Person) -> Case:
    case = story.at_table(cast, *people)
    for person in people:
        story.asked(case, person, cast.rosa, ago())
    return case


def letters() -> list[int]:
    found = Job.objects.filter(name="send_letter", arguments__letter="bijdrage-te-laat")
    return sorted(int(one.arguments["user_id"]) for one in found)


def remind(person: Person, data: dict[str, Any], query: str = "?bijdragen=te-laat") -> str:
    answer = person.client().post(f"{ADDRESS}{query}", data, follow=True)
    return unescape(answer.content.decode())


def test_from_the_own_work_it_is_two_clicks_on_two_screens(cast: Cast) -> None:
    case = late(cast, cast.gea, cast.olga)
    client = cast.rosa.client()
    assert 'href="/casussen/?bijdragen=te-laat">bijdragen te laat' in client.get("/mijn-werk/").content.decode()
    shown = unescape(client.get("/casussen/?bijdragen=te-laat").content.decode())
    assert "In 1 casus is een partij te laat" in shown and f'action="{ADDRESS}?bijdragen=te-laat"' in shown
    after = client.post(f"{ADDRESS}?bijdragen=te-laat", {"alle": "1"}, follow=True)
    assert after.redirect_chain == [("/casussen/?bijdragen=te-laat", 302)]
    assert f"Herinnerd: 2 partijen in {case.number}." in unescape(after.content.decode())
    assert letters() == sorted([cast.gea.user.pk, cast.olga.user.pk])


def test_pressed_again_it_reminds_nobody_and_says_so(cast: Cast) -> None:
    case = late(cast, cast.gea)
    remind(cast.rosa, {"alle": "1"})
    again = remind(cast.otto, {"alle": "1"})
    assert f"Overgeslagen, vandaag al herinnerd: {case.number}." in again and "Herinnerd:" not in again
    assert len(letters()) == 1


def test_the_clock_does_not_remind_on_the_same_day(cast: Cast) -> None:
    late(cast, cast.gea)
    remind(cast.rosa, {"alle": "1"})
    with acting_as_system():
        assert remind_suppliers(today()) == 0
    assert len(letters()) == 1


def test_who_is_not_late_or_has_answered_hears_nothing(cast: Cast) -> None:
    case = story.at_table(cast, cast.gea, cast.olga, cast.piet)
    story.asked(case, cast.gea, cast.rosa, today() + timedelta(days=5))
    story.delivered(case, cast.olga, story.asked(case, cast.olga, cast.rosa, ago()))
    story.delivered(case, cast.piet, story.asked(case, cast.piet, cast.rosa, ago()), state=State.DRAFT)
    remind(cast.rosa, {"casus": str(case.pk)})
    assert letters() == [cast.piet.user.pk]


def test_ticked_cases_are_reminded_and_each_that_can_not_is_said(cast: Cast) -> None:
    first, second = late(cast, cast.gea), late(cast, cast.olga)
    quiet, closed = story.at_table(cast, cast.gea), late(cast, cast.rens)
    Case.objects.filter(pk=closed.pk).update(phase="afschaling")
    shown = remind(cast.rosa, {"casus": [str(one.pk) for one in (first, second, quiet, closed)]})
    assert f"Herinnerd: 2 partijen in {first.number}, {second.number}." in shown
    assert f"Overgeslagen, geen partij is te laat: {quiet.number}." in shown
    assert f"Overgeslagen, dat kan nu niet in deze casus: {closed.number}." in shown
    assert letters() == sorted([cast.gea.user.pk, cast.olga.user.pk])


@pytest.mark.parametrize("sent", [{}, {"casus": "geen-id"}, {"casus": "00000000-0000-0000-0000-000000000000"}])
def test_nothing_that_can_be_done_is_said(cast: Cast, sent: dict[str, str]) -> None:
    late(cast, cast.gea)
    assert "Er is niemand herinnerd" in remind(cast.rosa, sent) and letters() == []


def test_cases_of_others_are_not_there(cast: Cast) -> None:
    case = late(cast, cast.gea)
    assert "Er is niemand herinnerd" in remind(cast.zoe, {"casus": str(case.pk)})
    for person in (cast.mara, cast.gea, cast.fatima):
        assert person.client().post(ADDRESS, {"casus": str(case.pk)}).status_code == 404
    assert letters() == []


def test_all_means_all_of_the_list_that_was_shown(cast: Cast) -> None:
    """A procesregisseur begins with the own cases; those of a colleague are left alone until they are asked for."""
    own, foreign = late(cast, cast.gea), late(cast, cast.olga)
    Case.objects.filter(pk=foreign.pk).update(procesregisseur=cast.otto.user)
    assert str(own.number) in remind(cast.rosa, {"alle": "1"})
    assert letters() == [cast.gea.user.pk]
    remind(cast.rosa, {"alle": "1"}, "?bijdragen=te-laat&regisseur=alle")
    assert letters() == sorted([cast.gea.user.pk, cast.olga.user.pk])


def test_each_reminder_stands_in_the_log(cast: Cast) -> None:
    late(cast, cast.gea)
    remind(cast.rosa, {"alle": "1"})
    line = AccessLogLine.objects.get(rule="remind_late")
    assert (line.actor_id, line.object_id) == (cast.rosa.user.pk, str(ContributionRequest.objects.get().pk))


def test_the_filter_finds_what_is_waited_for(cast: Cast) -> None:
    waiting, done = story.at_table(cast, cast.gea), story.at_table(cast, cast.gea)
    story.asked(waiting, cast.gea, cast.rosa, today() + timedelta(days=5))
    story.delivered(done, cast.gea, story.asked(done, cast.gea, cast.rosa, ago()))
    for person in (cast.rosa, cast.gea):
        html = person.client().get("/casussen/?bijdragen=wacht&fase=casusoverleg").content.decode()
        assert str(waiting.number) in html and str(done.number) not in html
        assert str(waiting.number) not in person.client().get("/casussen/?bijdragen=te-laat").content.decode()
    assert str(waiting.number) not in cast.olga.client().get("/casussen/?bijdragen=wacht").content.decode()


def test_the_list_costs_the_same_for_one_and_for_many(cast: Cast) -> None:
    counted = []
    for _ in range(2):
        for _ in range(3):
            late(cast, cast.gea)
        client = cast.rosa.client()
        with CaptureQueriesContext(connection) as asked:
            client.get("/casussen/?bijdragen=te-laat")
        counted.append(len(asked))
    assert counted[0] == counted[1]
