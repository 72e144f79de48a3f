"""Suppliers answer in the browser whether their data may stay; an open case is renewed near its legal end (BGS 1.16 lid 2 and 3)."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from cases.models import Case, Postponement
from cases.phases import StepNotAllowed
from cases.policy import NotAllowed
from cases.retention import last_dates, legal_end
from cases.workflow.postponement import confirm_postponement, end_postponement, extension_of, postpone_destruction
from parties.dates import add_months
from parties.models import Approach, Regime
from privacy.models import RenewalQuestion
from privacy.renewals import answer_renewal, ask_renewal, postpone_as_agreed
from tests.cases.story import at_table, delivered
from tests.cast import Cast, Person
from tests.privacy.stories import closed
from tests.privacy.test_requests import letters
from zvh.actor import acting_as
from zvh.sealing import open_keyring
from zvh.today import today

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def at_the_limit(cast: Cast, *, is_open: bool) -> Case:
    """Under the WGS, twenty days before five years after the first processing; gemeente and politie supplied data."""
    case = at_table(cast, cast.gea, cast.piet)
    for person in (cast.gea, cast.piet):
        delivered(case, person)
    if not is_open:
        closed(cast, case)
    ceiling = today() + 20 * DAY
    began = add_months(ceiling, -60)
    regime = Regime.objects.get(code="wgs")
    Regime.objects.filter(pk=regime.pk).update(in_force_from=began)
    Approach.objects.filter(pk=case.approach_id).update(regime=regime)
    dates = {} if is_open else {"destroy_on": ceiling, "closed_on": today() - 90 * DAY}
    Case.objects.filter(pk=case.pk).update(opened_at=f"{began} 12:00+01:00", **dates)
    return Case.objects.get(pk=case.pk)


@pytest.fixture
def case(cast: Cast) -> Case:
    return at_the_limit(cast, is_open=False)


@pytest.fixture
def open_case(cast: Cast) -> Case:
    return at_the_limit(cast, is_open=True)


def asked(cast: Cast, case: Case) -> None:
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        ask_renewal(case, until=today() + 200 * DAY, by=rosa)


def said(case: Case, person: Person, answer: str = "ja") -> None:
    with acting_as(person.pk) as actor:
        found = RenewalQuestion.objects.visible_to(actor).get(case=case, party=person.party)
        answer_renewal(found, answer=answer, by=actor)


def test_a_closed_case_in_the_browser_from_question_to_confirmation(cast: Cast, case: Case) -> None:
    rosa, gea = cast.rosa.client(), cast.gea.client()
    page, day = f"/casussen/{case.number}/verlenging/", today() + 200 * DAY
    assert page in rosa.get(f"/casussen/{case.number}/uitstel/").content.decode()
    too_late = add_months(case.destroy_on, 24) + DAY
    assert rosa.post(page, {"tot": too_late.isoformat()}).status_code == 422
    assert rosa.post(page, {"tot": day.isoformat()}).status_code == 302
    assert letters("verlenging") >= {cast.gea.user.pk, cast.piet.user.pk}
    assert gea.get(f"/casussen/{case.number}/").status_code == 404, "closed: nothing of the case"
    question = RenewalQuestion.objects.get(party=cast.gea.party)
    answer = f"/privacy/verlengingen/{question.pk}/"
    assert answer in gea.get("/mijn-werk/").content.decode()
    shown = gea.get(answer).content.decode()
    assert str(case.number) in shown and "Kanarie" not in shown
    assert cast.olga.client().get(answer).status_code == cast.rosa.client().get(answer).status_code == 404
    assert gea.post(answer, {}).status_code == 422
    assert gea.post(answer, {"antwoord": "ja"}).status_code == 302
    assert gea.post(answer, {"antwoord": "nee"}).status_code == 404, "once"
    assert "nog niet" in rosa.get(page).content.decode()
    said(case, cast.piet)
    assert "Elke leverancier stemde in" in rosa.get(page).content.decode()
    assert rosa.post(page, {"reden": ""}).status_code == 422
    assert rosa.post(page, {"reden": "Kanariereden"}).status_code == 302
    row = Postponement.objects.get()
    assert {(one.party, one.agreed_on) for one in row.consents.all()} == {
        (cast.gea.party, today()),
        (cast.piet.party, today()),
    }
    assert Case.objects.get(pk=case.pk).destroy_on == case.destroy_on, "a colleague confirms"
    assert cast.otto.client().post(f"/casussen/{case.number}/uitstel/{row.pk}/", {"bevestig": "1"}).status_code == 302
    assert Case.objects.get(pk=case.pk).destroy_on == day


def test_one_no_keeps_the_date(cast: Cast, case: Case) -> None:
    asked(cast, case)
    said(case, cast.gea)
    said(case, cast.piet, "nee")
    with open_keyring(), acting_as(cast.rosa.pk) as rosa, pytest.raises(StepNotAllowed):
        postpone_as_agreed(case, reason="x", meets_criteria=True, by=rosa)
    assert "Niet iedereen stemde in" in cast.rosa.client().get(f"/casussen/{case.number}/verlenging/").content.decode()


def test_the_same_day_is_asked_once_and_only_suppliers_are(cast: Cast, case: Case) -> None:
    asked(cast, case)
    assert RenewalQuestion.objects.count() == 2
    with pytest.raises(StepNotAllowed):
        asked(cast, case)


def test_the_database_lets_nobody_answer_for_another_party(cast: Cast, case: Case) -> None:
    asked(cast, case)
    for person in (cast.olga, cast.rosa):
        with acting_as(person.pk), transaction.atomic():
            assert RenewalQuestion.objects.all().update(answer="ja", by=person.user, at="2026-01-01T10:00Z") == 0
    with acting_as(cast.gea.pk), pytest.raises(DatabaseError), transaction.atomic():
        RenewalQuestion.objects.filter(party=cast.gea.party).update(
            answer="ja", by=cast.piet.user, at="2026-01-01T10:00Z"
        )
    with acting_as(cast.olga.pk) as olga, pytest.raises(NotAllowed):
        answer_renewal(RenewalQuestion.objects.visible_to(olga).model(pk=case.pk), answer="ja", by=olga)


# --- a case that is open ----------------------------------------------------------------------------------------------------


def renewed(cast: Cast, case: Case) -> Postponement:
    asked(cast, case)
    for person in (cast.gea, cast.piet):
        said(case, person)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        return postpone_as_agreed(case, reason="Kanariereden", meets_criteria=True, by=rosa)


def test_an_open_case_stays_when_every_supplier_and_a_colleague_agree(cast: Cast, open_case: Case) -> None:
    end = legal_end(open_case, today())
    assert end and end.date == today() + 20 * DAY
    row = renewed(cast, open_case)
    assert legal_end(Case.objects.get(pk=open_case.pk), today()) == end, "nobody confirmed it"
    with open_keyring(), acting_as(cast.rosa.pk) as rosa, pytest.raises(NotAllowed):
        confirm_postponement(row, by=rosa)
    with open_keyring(), acting_as(cast.otto.pk) as otto:
        confirm_postponement(row, by=otto)
    found = Case.objects.get(pk=open_case.pk)
    later = legal_end(found, today())
    assert (
        later
        and later.date == today() + 200 * DAY
        and later.source.startswith("verlengd: ")
        and found.destroy_on is None
    )
    assert last_dates(found, today()).destroy.date <= later.date
    assert extension_of(found, today=today()) is None, "no second time before it is near again"


def test_it_needs_the_criteria_and_every_supplier_and_two_years_is_the_most(cast: Cast, open_case: Case) -> None:
    agreed = {person.party.pk: today() for person in (cast.gea, cast.piet)}
    allowed = extension_of(open_case, today=today())
    assert allowed and allowed.latest == add_months(today() + 20 * DAY, 24) and "BGS 1.16" in allowed.source
    day = today() + 100 * DAY
    refused = (
        {"until": day, "agreed": agreed, "meets_criteria": False},
        {"until": day, "agreed": {cast.gea.party.pk: today()}, "meets_criteria": True},
        {"until": allowed.latest + DAY, "agreed": agreed, "meets_criteria": True},
    )
    for given in refused:
        with open_keyring(), acting_as(cast.rosa.pk) as rosa, pytest.raises(StepNotAllowed):
            postpone_destruction(open_case, reason="x", by=rosa, **given)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        postpone_destruction(open_case, until=day, reason="x", agreed=agreed, meets_criteria=True, by=rosa)


def test_it_begins_in_mijn_werk_and_asks_the_criteria_on_the_page(cast: Cast, open_case: Case) -> None:
    rosa, page = cast.rosa.client(), f"/casussen/{open_case.number}/uitstel/"
    assert page in rosa.get("/mijn-werk/").content.decode()
    assert "De casus voldoet nog aan de criteria" in rosa.get(page).content.decode()
    given = {"tot": (today() + 50 * DAY).isoformat(), "reden": "x"}
    for person in (cast.gea, cast.piet):
        given[f"partij_{person.party.pk}"] = today().isoformat()
    assert rosa.post(page, given).status_code == 422
    assert rosa.post(page, {**given, "voldoet": "on"}).status_code == 302


def test_far_from_its_end_nothing_is_renewed(cast: Cast, open_case: Case) -> None:
    Case.objects.filter(pk=open_case.pk).update(opened_at=f"{today()} 12:00+01:00")
    for part in ("uitstel", "verlenging"):
        assert cast.rosa.client().get(f"/casussen/{open_case.number}/{part}/").status_code == 404


def test_a_renewal_that_is_ended_leaves_two_weeks_at_least(cast: Cast, open_case: Case) -> None:
    row = renewed(cast, open_case)
    with open_keyring(), acting_as(cast.otto.pk) as otto:
        confirm_postponement(row, by=otto)
        end_postponement(row, by=otto)
    assert Case.objects.get(pk=open_case.pk).legal_until == today() + 20 * DAY
