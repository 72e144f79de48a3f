"""Cases are handed to another procesregisseur: one or several, with the reason, each by itself; what is stale is left out and named."""

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from cases.models import Case, LogEntry
from cases.phases import Phase, StepNotAllowed
from cases.policy import NotAllowed
from cases.workflow.handover import hand_over
from parties.models import Appointment
from parties.roles import Role
from privacy.models import AccessLogLine
from tests.cases import story
from tests.cast import Cast, Person, staff
from zvh.actor import acting_as
from zvh.models import Job
from zvh.sealing import open_keyring
from zvh.today import today

URL = "/casussen/overdragen/"


@pytest.fixture
def nora(cast: Cast) -> Person:
    """Another procesregisseur of the house."""
    return staff("Nora", cast.house, Role.PROCESREGISSEUR)


def send(person: Person, to: Person, *cases: Case, **changes: Any) -> Any:
    """What the page with these cases sends when its button is pressed."""
    was = {f"was-{case.pk}": str(case.procesregisseur_id or "") for case in cases}
    given = {"casus": [str(case.pk) for case in cases], "wie": str(to.user.pk), "reden": "Verlof", "naar": "overdragen"}
    answer = person.client().post(URL, {**given, **was, **changes}, follow=True)
    return answer.status_code, unescape(answer.content.decode())


def test_several_cases_at_once_with_the_reason_in_the_logbook_and_a_letter(cast: Cast, nora: Person) -> None:
    cases = [story.in_triage(cast), story.at_table(cast)]
    assert {case.procesregisseur_id for case in cases} == {cast.rosa.user.pk}
    first = cast.rosa.client().post(URL, {"casus": [str(case.pk) for case in cases]})
    assert first.status_code == 200 and all(str(case.number) in first.content.decode() for case in cases)
    assert Case.objects.filter(procesregisseur=nora.user).count() == 0, "looking changes nothing"
    status, html = send(nora, nora, *cases)
    assert status == 200 and f"Overgedragen aan Nora: {cases[0].number}, {cases[1].number}." in html
    assert set(Case.objects.values_list("procesregisseur", flat=True)) == {nora.user.pk}
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        texts = [one.text for one in LogEntry.objects.visible_to(rosa)]
    assert len(texts) == 2 and all("Rosa was" in text and "Nora is het nu. Verlof" in text for text in texts)
    told = [one.arguments["user_id"] for one in Job.objects.filter(arguments__letter="overgedragen")]
    assert told == [str(cast.rosa.user.pk)] * 2, "who takes them over herself knows"
    assert AccessLogLine.objects.filter(rule="hand_over", object_id__in=[case.pk for case in cases]).count() == 2


def test_what_is_stale_or_closed_is_left_out_and_named(cast: Cast, nora: Person) -> None:
    free, taken, closed = story.at_table(cast), story.at_table(cast), story.at_table(cast)
    other = staff("Bas", cast.house, Role.PROCESREGISSEUR)
    Case.objects.filter(pk=taken.pk).update(procesregisseur=other.user)
    Case.objects.filter(pk=closed.pk).update(phase=Phase.AFSCHALING)
    page = cast.rosa.client().post(URL, {"casus": [str(closed.pk), str(free.pk)]}).content.decode()
    assert "Deze casussen kunt u niet overdragen" in page and str(closed.number) in page
    _, html = send(cast.rosa, nora, free, taken, closed)
    assert f"Overgedragen aan Nora: {free.number}." in html
    assert f"Overgeslagen, intussen al van Bas: {taken.number}." in html
    runs = dict(Case.objects.values_list("pk", "procesregisseur"))
    assert runs == {free.pk: nora.user.pk, taken.pk: other.user.pk, closed.pk: cast.rosa.user.pk}


def test_only_to_a_procesregisseur_in_force_of_the_house_and_with_a_reason(cast: Cast, nora: Person) -> None:
    case = story.at_table(cast)
    for to in (cast.otto, cast.zoe, cast.gea):
        assert send(cast.rosa, to, case)[0] == 422
    assert send(cast.rosa, nora, case, reden="")[0] == 422
    Appointment.objects.filter(pk=nora.pk).update(until_date=today() - timedelta(days=1))
    assert send(cast.rosa, nora, case)[0] == 422
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        for to, reason in ((cast.otto, "r"), (nora, "r"), (cast.rosa, "r")):
            with pytest.raises(StepNotAllowed):
                hand_over(case, to.user, reason=reason, before=case.procesregisseur_id, by=rosa)
    assert Case.objects.get().procesregisseur_id == cast.rosa.user.pk


@pytest.mark.parametrize("name", ["otto", "mara", "gea", "zoe", "piet"])
def test_nobody_else_hands_over(cast: Cast, nora: Person, name: str) -> None:
    case, person = story.at_table(cast, cast.gea), getattr(cast, name)
    with open_keyring(), acting_as(person.pk) as actor, pytest.raises(NotAllowed):
        hand_over(case, nora.user, reason="r", before=case.procesregisseur_id, by=actor)
    with acting_as(person.pk), connection.cursor() as cursor:  # the second line, by plain SQL: no row, or no right
        try:
            with transaction.atomic():
                cursor.execute("update cases_case set procesregisseur_id = %s where id = %s", [nora.user.pk, case.pk])
            assert cursor.rowcount == 0
        except ProgrammingError:
            assert person is cast.otto, "he works on the case, and is refused"
    assert Case.objects.get().procesregisseur_id == cast.rosa.user.pk
    assert "Overdragen aan collega" not in person.client().get("/casussen/").content.decode()


def test_one_case_from_its_own_page_leads_back_to_it(cast: Cast, nora: Person) -> None:
    case = story.at_table(cast)
    html = cast.rosa.client().get(f"/casussen/{case.number}/toegang/").content.decode()
    assert f'action="{URL}"' in html and str(case.pk) in html
    assert f'action="{URL}"' not in cast.otto.client().get(f"/casussen/{case.number}/toegang/").content.decode()
    _, html = send(cast.rosa, nora, case)
    assert f"Overgedragen aan Nora: {case.number}." in html and "<h1" in html


def test_as_many_queries_for_one_case_as_for_eight(cast: Cast) -> None:
    client, counts = cast.rosa.client(), []
    cases = [story.at_table(cast) for _ in range(8)]
    client.post(URL, {"casus": [str(cases[0].pk)]})
    for some in (cases[:1], cases):
        with CaptureQueriesContext(connection) as found:
            assert client.post(URL, {"casus": [str(case.pk) for case in some]}).status_code == 200
        counts.append(len(found))
    assert counts[0] == counts[1]
