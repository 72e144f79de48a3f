"""Requests of subjects: written down, linked, seen in person, decided, answered; and what they hold back (protocol 17-20; S63)."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from cases.models import Case
from cases.phases import StepNotAllowed
from cases.policy import NotAllowed
from parties.models import Regime
from privacy import destruction, requesting
from privacy.models import AccessLogLine, ContactPoint, DestructionListing, RequestCase, SubjectRequest
from privacy.nightly import list_for_destruction
from privacy.requestclock import alarm_of_requests
from tests.cases import story
from tests.cast import Cast, Person, staff
from tests.privacy.stories import closed_case
from zvh.actor import acting_as, acting_as_system
from zvh.models import Job
from zvh.sealing import open_keyring
from zvh.today import today
from zvh.versions import Overtaken

BORN = date(1994, 5, 6)
REGISTER = "/privacy/verzoeken/"
SAID: dict[str, Any] = {
    "asked_by": "betrokkene", "given_names": "Jan", "surname": "Kanarie", "born_on": BORN, "contact": "Kanarieadres",
    "text": "Kanarieverzoek",
}  # fmt: skip


@pytest.fixture
def case(cast: Cast) -> Case:
    return story.at_table(cast, cast.gea, born=BORN)


def registered(cast: Cast, kind: str = "inzage", on: date | None = None, **about: Any) -> SubjectRequest:
    with open_keyring(), acting_as(cast.mara.pk) as mara:
        return requesting.register_request(
            cast.house, kind=kind, received_on=on or today(), by=mara, **{**SAID, **about}
        )


def linked(cast: Cast, request: SubjectRequest, *cases: Case) -> SubjectRequest:
    with open_keyring(), acting_as(cast.mara.pk) as mara:
        requesting.link_cases(request, cases, by=mara)
        return SubjectRequest.objects.get(pk=request.pk)


def seen(cast: Cast, request: SubjectRequest, by: Person | None = None) -> None:
    with open_keyring(), acting_as((by or cast.mara).pk) as actor:
        requesting.check_identity(request, on=today(), proof="paspoort", by=actor)


def decided(cast: Cast, request: SubjectRequest, outcome: str, **about: Any) -> SubjectRequest:
    given = {"version": 1, "reason": "", "heard_on": None, **about}
    with open_keyring(), acting_as(cast.mara.pk) as mara:
        return requesting.decide_request(request, outcome=outcome, by=mara, **given)


def sent(cast: Cast, request: SubjectRequest) -> None:
    with open_keyring(), acting_as(cast.mara.pk) as mara:
        requesting.send_answer(request, on=today(), by=mara)


def letters(letter: str) -> set[Any]:
    return {int(job.arguments["user_id"]) for job in Job.objects.filter(name="send_letter", arguments__letter=letter)}


# --- the walk ---------------------------------------------------------------------------------------------------------------


def test_a_request_in_the_browser_from_letter_to_answer(cast: Cast, case: Case) -> None:
    mara = cast.mara.client()
    given = {
        "soort": "inzage", "verzoek": "Ik wil alles zien", "ontvangen_op": today().isoformat(), "namens": "betrokkene",
        "voornamen": "Jan", "achternaam": "Kanarie", "geboortedatum": "6-5-1994",
        "contact": "Kanarieadres",
    }  # fmt: skip
    made = mara.post(f"{REGISTER}nieuw/", given)
    found = SubjectRequest.objects.get()
    assert made.url == f"{REGISTER}{found.pk}/casussen/"
    page = mara.get(made.url).content.decode()
    assert str(case.number) in page and f'value="{case.pk}"' in page
    assert mara.post(made.url, {"casussen": [str(case.pk)]}).status_code == 302
    address = f"{REGISTER}{found.pk}/"
    assert "Antwoord verstuurd op" not in mara.get(address).content.decode()
    assert mara.post(address, {"verstuurd_op": today().isoformat()}).status_code == 404, (
        "nobody was seen, nothing decided"
    )
    assert mara.post(f"{address}identiteit/", {"op": today().isoformat(), "document": "rijbewijs"}).status_code == 302
    decision = {"versie": "1", "besluit": "afgewezen", "motivering": "Artikel 41 UAVG"}
    assert mara.post(f"{address}besluit/", {**decision, "motivering": ""}).status_code == 422
    assert mara.post(f"{address}besluit/", decision).status_code == 302
    assert mara.post(f"{address}besluit/", decision).status_code == 422, "an older version"
    assert "Kanarieadres" in mara.get(address).content.decode()
    assert mara.post(address, {"verstuurd_op": today().isoformat()}).status_code == 302
    found.refresh_from_db()
    assert (found.answered_on, found.ended_on, found.identity_proof) == (today(), today(), "rijbewijs")
    assert found.ends_on and found.ends_on > today() + timedelta(days=700)
    assert "Kanarie" not in mara.get(REGISTER).content.decode(), "no names in the list"
    steps = {"register_request", "link_request_cases", "check_identity", "decide_request", "send_answer"}
    assert steps <= set(AccessLogLine.objects.values_list("rule", flat=True))


def test_somebody_in_no_case_gets_an_answer_too(cast: Cast) -> None:
    request = registered(cast, surname="Niemand")
    with pytest.raises(StepNotAllowed):
        decided(cast, request, "toegewezen")
    decided(cast, request, "geen-gegevens")
    seen(cast, request)
    sent(cast, request)
    assert SubjectRequest.objects.get().answered_on == today()


def test_without_data_is_no_answer_where_there_is_a_case(cast: Cast, case: Case) -> None:
    request = linked(cast, registered(cast), case)
    with pytest.raises(StepNotAllowed):
        decided(cast, request, "geen-gegevens")


def test_nothing_is_sent_before_somebody_came_in_person(cast: Cast, case: Case) -> None:
    """In the workflow, and in the database whoever writes (protocol 18.4)."""
    request = linked(cast, registered(cast), case)
    decided(cast, request, "afgewezen", reason="Omdat")
    with pytest.raises(NotAllowed):
        sent(cast, request)
    with pytest.raises(IntegrityError, match="request_answered_after_identity"), transaction.atomic():
        SubjectRequest.objects.filter(pk=request.pk).update(answered_on=today())
    seen(cast, request, by=cast.rosa)
    with pytest.raises(NotAllowed):
        seen(cast, request)
    sent(cast, request)
    assert SubjectRequest.objects.get().identity_by == cast.rosa.user


def test_who_asks_for_another_shows_why_he_may(cast: Cast) -> None:
    with pytest.raises(StepNotAllowed):
        registered(cast, asked_by="advocaat")
    assert registered(cast, asked_by="advocaat", authority="Machtiging gezien").authority == "Machtiging gezien"
    page = cast.mara.client().post(f"{REGISTER}nieuw/", {"namens": "advocaat"}).content.decode()
    assert "Schrijf op waaruit blijkt" in page and "Het recht om gegevens mee te nemen geldt niet" in page


def test_a_withdrawn_request_ends_without_anybody_being_seen(cast: Cast, case: Case) -> None:
    request = linked(cast, registered(cast), case)
    decided(cast, request, "ingetrokken")
    found = SubjectRequest.objects.get()
    assert found.ended_on == today() and found.answered_on is None and found.ends_on


def test_two_managers_do_not_decide_over_each_other(cast: Cast, case: Case) -> None:
    request = linked(cast, registered(cast), case)
    decided(cast, request, "afgewezen", reason="Omdat")
    with pytest.raises(Overtaken):
        decided(cast, request, "afgewezen", reason="Iets anders")


# --- who decides ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "route", "article"),
    [("inzage", "huis", "17.2"), ("beperking", "huis", "17.2"), ("correctie", "partneroverleg", "19.1"),
     ("verwijdering", "partneroverleg", "19.1"), ("bezwaar", "partneroverleg", "20.3")],
)  # fmt: skip
def test_the_route_of_the_protocol(cast: Cast, kind: str, route: str, article: str) -> None:
    request = registered(cast, kind)
    assert (request.route, request.route_source.endswith(f"art. {article}")) == (route, True)


def test_what_goes_to_the_body_needs_the_day_on_which_it_did(cast: Cast, case: Case) -> None:
    request = linked(cast, registered(cast, "correctie"), case)
    for day in (None, today() + timedelta(days=1), today() - timedelta(days=1)):
        with pytest.raises(StepNotAllowed):
            decided(cast, request, "toegewezen", heard_on=day)
    assert decided(cast, request, "toegewezen", heard_on=today()).heard_on == today()


def test_under_a_law_with_a_contact_point_that_decides_for_all(cast: Cast, case: Case) -> None:
    """BGS 1.1-1.4 goes before the protocol; which regime has one is data of the house."""
    request = linked(cast, registered(cast), case)
    assert request.route == "huis"
    regime = Regime.objects.get(code="wgs")
    assert case.approach.regime_on(today()) == regime
    about = {"name": "Contactpunt", "source": "BGS 1.1", "from_date": today() - timedelta(days=9)}
    point = ContactPoint.objects.create(house=cast.house, regime=regime, **about)
    assert (linked(cast, request, case).route, linked(cast, request, case).route_source) == ("contactpunt", "BGS 1.1")
    ContactPoint.objects.filter(pk=point.pk).update(until_date=today() - timedelta(days=1))
    assert linked(cast, request, case).route == "huis"


# --- the clock ----------------------------------------------------------------------------------------------------------------------


def test_an_alarm_on_day_21_and_once_when_it_is_late(cast: Cast, case: Case) -> None:
    assert cast.fatima and cast.mara
    request = linked(cast, registered(cast), case)
    assert (request.due_on - request.received_on).days == 28
    with open_keyring(), acting_as_system():
        assert alarm_of_requests(today() + timedelta(days=20)) == 0
        assert alarm_of_requests(today() + timedelta(days=21)) == 1
        assert alarm_of_requests(today() + timedelta(days=22)) == 0
        assert letters("verzoek-bijna") == {cast.mara.user.pk, cast.rosa.user.pk}
        assert alarm_of_requests(today() + timedelta(days=28)) == 0
        assert alarm_of_requests(today() + timedelta(days=29)) == 1
        assert alarm_of_requests(today() + timedelta(days=30)) == 0
    assert letters("verzoek-te-laat") == {cast.mara.user.pk, cast.fatima.user.pk}


def test_it_stands_in_mijn_werk_of_who_handles_it(cast: Cast, case: Case) -> None:
    linked(cast, registered(cast), case)
    for person, shown in ((cast.mara, True), (cast.rosa, True), (cast.fatima, False), (cast.otto, False)):
        page = person.client().get("/mijn-werk/").content.decode()
        assert ("Verzoek van een betrokkene: inzage" in page) is shown, person.user
        assert "Kanarieadres" not in page


def test_a_request_goes_after_its_term(cast: Cast) -> None:
    request = decided(cast, registered(cast), "ingetrokken")
    assert request.ends_on
    assert not destruction.destroy_dossier(SubjectRequest, request.pk, destruction.row_is_due, today=request.ends_on)
    day = request.ends_on + timedelta(days=1)
    assert (SubjectRequest, request.pk, destruction.row_is_due) in destruction.due(day)
    assert destruction.destroy_dossier(SubjectRequest, request.pk, destruction.row_is_due, today=day)
    assert not SubjectRequest.objects.exists()


# --- destruction is held back ---------------------------------------------------------------------------------------------------------


def test_a_running_request_holds_destruction_back_until_it_is_answered(cast: Cast) -> None:
    case = closed_case(cast, cast.gea)
    request = linked(cast, registered(cast), case)
    Case.objects.filter(pk=case.pk).update(destroy_on=today())
    with open_keyring(), acting_as_system():
        list_for_destruction(today())
    assert DestructionListing.objects.get(case=case).is_held
    page = cast.rik.client().get("/vernietiging/").content.decode()
    assert "tegengehouden: er loopt een verzoek van een betrokkene" in page
    judge = destruction.case_is_due
    assert not destruction.destroy_dossier(Case, case.pk, judge, today=today())
    decided(cast, request, "afgewezen", reason="Omdat")
    seen(cast, request)
    assert not destruction.destroy_dossier(Case, case.pk, judge, today=today()), "not answered yet"
    sent(cast, request)
    with open_keyring(), acting_as_system():
        list_for_destruction(today())
    assert not DestructionListing.objects.get(case=case).is_held
    assert destruction.destroy_dossier(Case, case.pk, judge, today=today())
    assert SubjectRequest.objects.exists() and not RequestCase.objects.exists()


# --- in the database ------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def refused(cast: Cast) -> Iterator[Any]:
    def run(person: Person, statement: str, *values: object) -> bool:
        try:
            with acting_as(person.pk), connection.cursor() as cursor:
                cursor.execute(statement, values)
                return cursor.rowcount == 0
        except DatabaseError:
            return True

    yield run


def test_the_database_says_the_same(cast: Cast, case: Case, refused: Any) -> None:
    request = linked(cast, registered(cast), case)
    decide = (
        "update privacy_subjectrequest set outcome = 'afgewezen', decided_on = %s, decided_by_id = %s where id = %s"
    )
    assert refused(cast.rosa, decide, today(), cast.rosa.user.pk, request.pk), "who runs the case does not decide"
    assert refused(cast.mara, decide, today(), cast.rosa.user.pk, request.pk), "in another's name"
    assert refused(cast.fatima, decide, today(), cast.fatima.user.pk, request.pk)
    assert not refused(cast.mara, decide, today(), cast.mara.user.pk, request.pk)
    for statement in ("update privacy_subjectrequest set due_on = due_on + 9", "delete from privacy_subjectrequest"):
        assert refused(cast.mara, statement)
    other = staff("Mirjam", cast.other_house, cast.mara.capacity.role)
    assert refused(other, "select 1 from privacy_subjectrequest") and not refused(
        cast.fatima, "select 1 from privacy_subjectrequest"
    )
    Case.objects.filter(pk=case.pk).update(procesregisseur=None)
    assert refused(cast.rosa, "select 1 from privacy_subjectrequest"), "no case of hers"


def test_what_is_said_is_sealed(cast: Cast) -> None:
    registered(cast)
    with connection.cursor() as cursor:
        cursor.execute("select t::text from privacy_subjectrequest t")
        assert "Kanarie" not in cursor.fetchone()[0]


def test_the_register_asks_as_often_for_three_as_for_one(cast: Cast) -> None:
    registered(cast)
    mara = cast.mara.client()
    mara.get(REGISTER)
    with CaptureQueriesContext(connection) as first:
        mara.get(REGISTER)
    registered(cast)
    registered(cast)
    with CaptureQueriesContext(connection) as second:
        mara.get(REGISTER)
    assert len(first) == len(second)
