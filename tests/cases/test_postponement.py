"""Keeping a closed case longer: within policy and law, asked by one and confirmed by another (05; DPIA 10; BGS 1.16; 09, S32)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from cases.models import Case, Postponement
from cases.nightly import nearly_over
from cases.phases import StepNotAllowed
from cases.policy import NotAllowed
from cases.workflow.postponement import (
    confirm_postponement,
    end_postponement,
    extension_of,
    postpone_destruction,
    suppliers_of,
)
from parties.dates import add_months
from parties.models import Approach, Regime, RetentionPolicy
from privacy import destruction
from privacy.models import DestructionListing
from privacy.nightly import list_for_destruction
from tests.cases.story import at_table, delivered
from tests.cast import Cast, Person
from tests.privacy.stories import closed, closed_case
from zvh.actor import acting_as, acting_as_system
from zvh.models import Job
from zvh.sealing import open_keyring
from zvh.today import today

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def case(cast: Cast) -> Case:
    """Closed, under a policy that allows postponing and a regime without a legal last date; the warning is due."""
    made = closed_case(cast, cast.piet)
    RetentionPolicy.objects.filter(house=made.house, approach=made.approach).update(may_postpone=True)
    Approach.objects.filter(pk=made.approach_id).update(regime=Regime.objects.get(code="convenant"))
    return nearly_gone(made)


def nearly_gone(case: Case) -> Case:
    Case.objects.filter(pk=case.pk).update(destroy_on=today() + 10 * DAY)
    return Case.objects.get(pk=case.pk)


def asked(case: Case, by: Person, until: date | None = None, **given: Any) -> Postponement:
    with open_keyring(), acting_as(by.pk) as actor:
        until = until or today() + 40 * DAY
        return postpone_destruction(case, until=until, reason="Kanarieuitstel", by=actor, **given)


def confirmed(row: Postponement, by: Person) -> Case:
    with open_keyring(), acting_as(by.pk) as actor:
        return confirm_postponement(row, by=actor)


def ended(row: Postponement, by: Person) -> Case:
    with open_keyring(), acting_as(by.pk) as actor:
        return end_postponement(row, by=actor)


def test_nothing_moves_before_somebody_else_confirms(cast: Cast, case: Case) -> None:
    until = today() + 40 * DAY
    row = asked(case, cast.rosa, until)
    assert Case.objects.get(pk=case.pk).destroy_on == case.destroy_on, "no reaction means destroyed"
    with pytest.raises(NotAllowed):
        confirmed(row, cast.rosa)
    confirmed(row, cast.otto)
    found = Case.objects.get(pk=case.pk)
    assert found.destroy_on == until and found.destroy_source.startswith("uitgesteld: ")
    with pytest.raises(StepNotAllowed):
        confirmed(row, cast.otto)


def test_two_people_also_in_the_database(cast: Cast, case: Case) -> None:
    row = asked(case, cast.rosa)
    with pytest.raises(IntegrityError, match="postponement_by_two_people"), transaction.atomic():
        Postponement.objects.filter(pk=row.pk).update(confirmed_by=cast.rosa.user)


def test_one_at_a_time(cast: Cast, case: Case) -> None:
    first = asked(case, cast.rosa)
    with pytest.raises(StepNotAllowed):
        asked(case, cast.otto)
    ended(first, cast.otto)
    confirmed(asked(case, cast.otto), cast.rosa)


def test_not_further_than_the_policy_gives(cast: Cast, case: Case) -> None:
    assert case.destroy_on
    last = add_months(case.destroy_on, 12)
    for until in (last + DAY, case.destroy_on, today()):
        with pytest.raises(StepNotAllowed):
            asked(case, cast.rosa, until)
    asked(case, cast.rosa, last)


def test_only_where_the_policy_allows_it_and_after_the_warning(cast: Cast, case: Case) -> None:
    policy = RetentionPolicy.objects.filter(house=case.house, approach=case.approach)
    policy.update(may_postpone=False)
    with pytest.raises(StepNotAllowed):
        asked(case, cast.rosa)
    policy.update(may_postpone=True)
    Case.objects.filter(pk=case.pk).update(destroy_on=today() + 300 * DAY)
    with pytest.raises(StepNotAllowed):
        asked(case, cast.rosa, today() + 310 * DAY)


def test_not_beyond_the_law(cast: Cast, case: Case) -> None:
    """A policy of the house gives way to the legal last date."""
    regime = Regime.objects.get(code="rad")
    Approach.objects.filter(pk=case.approach_id).update(regime=regime)
    ceiling = today() + 30 * DAY
    began = add_months(ceiling, -60)
    Case.objects.filter(pk=case.pk).update(opened_at=f"{began} 12:00+01:00", closed_on=began)
    Regime.objects.filter(pk=regime.pk).update(in_force_from=began)
    found = Case.objects.get(pk=case.pk)
    allowed = extension_of(found, today=today())
    assert allowed and allowed.latest == ceiling
    Case.objects.filter(pk=case.pk).update(destroy_on=ceiling)
    assert extension_of(Case.objects.get(pk=case.pk), today=today()) is None, "this regime knows no renewal"


@pytest.fixture
def at_the_limit(cast: Cast) -> Case:
    """Under the WGS, five years after the first processing, closed three months ago; politie supplied data."""
    case = at_table(cast, cast.piet)
    delivered(case, cast.piet)
    closed(cast, case)
    ceiling = today() + 20 * DAY
    began = add_months(ceiling, -60)
    regime = Regime.objects.get(code="wgs")
    Regime.objects.filter(pk=regime.pk).update(in_force_from=began)
    Approach.objects.filter(pk=case.approach_id).update(regime=regime)
    Case.objects.filter(pk=case.pk).update(
        opened_at=f"{began} 12:00+01:00", closed_on=add_months(today(), -3), destroy_on=ceiling
    )
    return Case.objects.get(pk=case.pk)


def test_beyond_the_limit_of_the_law_with_every_supplier(cast: Cast, at_the_limit: Case) -> None:
    case = at_the_limit
    allowed = extension_of(case, today=today())
    assert allowed and case.destroy_on and allowed.latest == add_months(case.destroy_on, 24)
    assert allowed.consent_of == suppliers_of(case) == [cast.piet.party] and allowed.source == "BGS 1.16 lid 2 en 3"
    until = today() + 300 * DAY
    for agreed in ({}, {cast.olga.party.pk: today()}, {cast.piet.party.pk: today() + DAY}):
        with pytest.raises(StepNotAllowed):
            asked(case, cast.rosa, until, agreed=agreed)
    row = asked(case, cast.rosa, until, agreed={cast.piet.party.pk: today()})
    assert [(one.party, one.agreed_on) for one in row.consents.all()] == [(cast.piet.party, today())]
    assert confirmed(row, cast.otto).destroy_on == until


def test_not_beyond_the_limit_when_closed_long_before_it(cast: Cast, at_the_limit: Case) -> None:
    assert at_the_limit.destroy_on
    Case.objects.filter(pk=at_the_limit.pk).update(closed_on=add_months(at_the_limit.destroy_on, -12) - DAY)
    assert extension_of(Case.objects.get(pk=at_the_limit.pk), today=today()) is None


def test_what_was_postponed_is_not_destroyed_though_it_was_released(cast: Cast, case: Case) -> None:
    with acting_as_system():
        list_for_destruction(today())
    DestructionListing.objects.filter(case=case).update(
        released_at="2026-01-01 12:00+01:00", released_by=cast.mara.user
    )
    confirmed(asked(case, cast.rosa), cast.otto)
    assert not DestructionListing.objects.exists(), "the release was for another day"
    with open_keyring(), acting_as_system():
        assert destruction.due(today()) == []
        assert destruction.case_is_due(Case.objects.get(pk=case.pk), today()) is None


def test_it_can_be_ended_early_and_leaves_two_weeks(cast: Cast, case: Case) -> None:
    until = today() + 200 * DAY
    row = asked(case, cast.rosa, until)
    confirmed(row, cast.otto)
    assert ended(row, cast.rosa).destroy_on == today() + 14 * DAY
    found = Case.objects.get(pk=case.pk)
    assert found.destroy_source == case.destroy_source
    with acting_as_system():
        assert list(nearly_over(today())) == [found], "warned about again"
    with pytest.raises(StepNotAllowed):
        ended(row, cast.rosa)


def test_colleagues_get_a_letter_and_find_it_in_their_work(cast: Cast, case: Case) -> None:
    otto = cast.otto
    asked(case, cast.rosa)
    letters = Job.objects.filter(name="send_letter", arguments__letter="uitstel")
    assert {job.arguments["user_id"] for job in letters} >= {str(otto.user.pk)}
    assert str(cast.rosa.user.pk) not in {job.arguments["user_id"] for job in letters}
    words = f"Uitstel van de vernietiging bevestigen: {case.number}"
    assert words in cast.otto.client().get("/mijn-werk/").content.decode()
    assert words not in cast.rosa.client().get("/mijn-werk/").content.decode()


def test_from_page_to_page(cast: Cast, case: Case) -> None:
    rosa, otto = cast.rosa.client(), cast.otto.client()
    page = f"/casussen/{case.number}/uitstel/"
    assert page in rosa.get(f"/casussen/{case.number}/afschalen/").content.decode()
    late = rosa.post(page, {"tot": (today() + 900 * DAY).isoformat(), "reden": "Kanariereden"})
    assert (
        late.status_code == 422
        and "Kies een dag na" in late.content.decode()
        and "Kanariereden" in late.content.decode()
    )
    until = today() + 30 * DAY
    assert rosa.post(page, {"tot": until.isoformat(), "reden": "Kanariereden"}).status_code == 302
    row = Postponement.objects.get()
    own = f"{page}{row.pk}/"
    html = rosa.get(own).content.decode()
    assert "Uitstel intrekken" in html and "Uitstel bevestigen" not in html
    assert rosa.post(own, {"bevestig": "1"}).status_code == 404
    assert rosa.post(page, {"tot": until.isoformat(), "reden": "x"}).status_code == 404, "one waits"
    assert "Kanariereden" in otto.get(own).content.decode()
    assert otto.post(own, {"bevestig": "1"}).status_code == 302
    assert Case.objects.get(pk=case.pk).destroy_on == until
    assert otto.post(own, {"bevestig": "1"}).status_code == 404
    assert otto.post(own, {"stop": "1"}).status_code == 302
    assert otto.get(own).status_code == 404
    assert cast.mara.client().get(page).status_code == 404
