"""Afschaling: guards, delegates out at once, last dates with their source, reopening."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from cases.models import Case, CaseGrant, Closing, GrantHistory
from cases.phases import StepNotAllowed
from cases.policy import NotAllowed
from cases.workflow.closing import (
    close_case,
    confirm_closing,
    consequences_of_closing,
    missing_to_close,
    prepare_closing,
    reopen_case,
)
from parties.models import Appointment, ClosingReason
from parties.roles import Role
from tests.cases.story import assigned, at_table
from tests.cast import START, Cast, Person
from zvh.actor import acting_as
from zvh.sealing import open_keyring
from zvh.versions import Overtaken

pytestmark = pytest.mark.django_db
DECISION = {"explanation": "Doel bereikt", "minutes": "Verslag", "handover": "Contact met de wijk", "successful": True}


def reason() -> ClosingReason:
    return ClosingReason.objects.get(code="doel-bereikt")


def prepared(cast, case, *, by=None, **changes):
    with open_keyring(), acting_as((by or cast.rosa).pk) as actor:
        given = {**DECISION, "reason": reason(), "decided_on": actor.today, "version": 0, **changes}
        return prepare_closing(case, **given, by=actor)


def closed(cast, case):
    closing = prepared(cast, case)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        return close_case(case, version=closing.version, by=rosa)


def test_a_closing_lists_what_is_missing(cast):
    case = at_table(cast)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        assert missing_to_close(case, today=rosa.today) == [("Leg het besluit tot afschaling vast", "besluit")]
        prepare_closing(case, version=0, reason=None, successful=None, decided_on=None, by=rosa)
        assert [part for _, part in missing_to_close(case, today=rosa.today)] == [
            "reden",
            "succes",
            "besloten_op",
            "toelichting",
        ]
        with pytest.raises(StepNotAllowed):
            close_case(case, version=1, by=rosa)
    assert Case.objects.get(pk=case.pk).phase == "casusoverleg"


def test_closing_takes_delegates_out_in_the_same_transaction(cast):
    case = at_table(cast, cast.piet, cast.gea)
    with acting_as(cast.piet.pk) as piet:
        assert Case.objects.visible_to(piet).get() == case
    closed(cast, case)
    for person in (cast.piet, cast.gea):
        with acting_as(person.pk) as actor:
            assert list(Case.objects.visible_to(actor)) == list(Case.objects.all()) == []
    assert not CaseGrant.objects.filter(content_object=case).exists()
    assert GrantHistory.objects.filter(case_id=case.pk, given=False).count() == 2


def test_last_dates_come_from_the_policy_with_their_source(cast):
    """Protocol 11.2: archived after six months, gone after twelve."""
    case = at_table(cast)
    closing = prepared(cast, case, decided_on=date(2026, 8, 1))
    with open_keyring(), acting_as(cast.rosa.pk, date(2026, 8, 31)) as rosa:
        case = close_case(case, version=closing.version, by=rosa)
    assert (case.closed_on, case.archive_on, case.destroy_on) == (
        date(2026, 8, 31),
        date(2027, 2, 28),
        date(2027, 8, 31),
    )
    assert case.archive_readers == ["procesregisseur", "procesondersteuner"]
    assert case.destroy_source == "protocol art. 11.2: een jaar na het besluit tot afschaling"


def opened_on(case, day):
    Case.objects.filter(pk=case.pk).update(opened_at=datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo("UTC")))
    case.refresh_from_db()


def test_the_legal_ceiling_counts_from_the_first_processing(cast):
    """Top-X keeps five years from closing; WGS 1.8 gives five years from the first processing, whichever comes first."""
    case = at_table(cast, approach="top-x")
    opened_on(case, date(2026, 3, 10))
    closing = prepared(cast, case, decided_on=date(2026, 3, 11))
    with open_keyring(), acting_as(cast.rosa.pk, date(2026, 12, 1)) as rosa:
        case = close_case(case, version=closing.version, by=rosa)
    assert case.destroy_on == date(2031, 3, 10)
    assert "WGS 1.8" in case.destroy_source


def test_radicalisation_counts_from_the_last_processing(cast):
    """RAD: five years from the last processing, so the year of the policy comes first."""
    case = at_table(cast, approach="radicalisering")
    opened_on(case, date(2026, 3, 10))
    closing = prepared(cast, case, decided_on=date(2026, 3, 11))
    with open_keyring(), acting_as(cast.rosa.pk, date(2026, 12, 1)) as rosa:
        case = close_case(case, version=closing.version, by=rosa)
    assert case.destroy_on == date(2027, 12, 1)


def test_the_casusregisseur_stays_where_the_policy_says_so(cast):
    """DPIA 10: Top-X in Utrecht."""
    case = at_table(cast, cast.piet, cast.gea, approach="top-x")
    Case.objects.filter(pk=case.pk).update(casusregisseur=cast.gea.user, casusregisseur_party=cast.gea.party)
    case.refresh_from_db()
    closed(cast, case)
    with acting_as(cast.gea.pk) as gea:
        assert Case.objects.visible_to(gea).get() == case
    with acting_as(cast.piet.pk) as piet:
        assert not Case.objects.visible_to(piet).exists()
    with acting_as(cast.mara.pk) as mara:  # from closing on: procesregisseur and procesondersteuner only
        assert not Case.objects.visible_to(mara).exists()


def test_where_two_decide_both_confirm_the_same_version():
    cast = Cast(house="HG", other_house="RU")
    case = at_table(cast, cast.gea)
    Case.objects.filter(pk=case.pk).update(casusregisseur=cast.gea.user, casusregisseur_party=cast.gea.party)
    case.refresh_from_db()
    closing = prepared(cast, case)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        confirm_closing(case, version=closing.version, by=rosa)
        with pytest.raises(StepNotAllowed):
            close_case(case, version=closing.version, by=rosa)
    again = prepared(cast, case, version=closing.version, explanation="Anders")
    with open_keyring(), acting_as(cast.gea.pk) as gea:
        assert Closing.objects.visible_to(gea).get().explanation == "Anders"
        with pytest.raises(Overtaken):
            confirm_closing(case, version=closing.version, by=gea)
        confirm_closing(case, version=again.version, by=gea)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        missing = missing_to_close(case, today=rosa.today)
        assert missing == [("De procesregisseur moet het besluit nog bevestigen", "bevestiging")]
        confirm_closing(case, version=again.version, by=rosa)
        assert close_case(case, version=again.version, by=rosa).phase == "afschaling"


def test_one_person_in_two_roles_does_not_confirm_twice():
    """S32: not in another session either, and the database says the same."""
    cast = Cast(house="HG", other_house="RU")
    case = at_table(cast, cast.gea)
    also = Appointment.objects.create(
        user=cast.gea.user, house=cast.house, role=Role.PROCESREGISSEUR, from_date=START, secrecy_on=START
    )
    Case.objects.filter(pk=case.pk).update(casusregisseur=cast.gea.user, casusregisseur_party=cast.gea.party)
    case.refresh_from_db()
    closing = prepared(cast, case)
    as_delegate, as_staff = cast.gea.client(), Person(cast.gea.user, also).client()
    page = f"/casussen/{case.number}/afschalen/bevestigen/"
    said = {"versie": closing.version, "bevestig": "1"}
    assert as_delegate.post(page, said).status_code == 302
    assert "U bevestigde dit besluit al in een andere rol" in as_staff.get(page).content.decode()
    assert as_staff.post(page, said).status_code == 409
    first = closing.confirmations.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        closing.confirmations.create(
            case=case, part="procesregisseur", version=closing.version, by=cast.gea.user, at=first.at
        )
    assert cast.rosa.client().post(page, said).status_code == 302
    assert closing.confirmations.count() == 2


def test_without_a_casusregisseur_the_meeting_decides():
    cast = Cast(house="HG", other_house="RU")
    case = at_table(cast)
    assert closed(cast, case).phase == "afschaling"


def test_others_can_not_close(cast):
    case = at_table(cast, cast.piet)
    closing = prepared(cast, case)
    for person in (cast.piet, cast.otto, cast.mara, cast.zoe, cast.fatima, cast.rik):
        with open_keyring(), acting_as(person.pk) as actor, pytest.raises(NotAllowed):
            close_case(case, version=closing.version, by=actor)


def test_the_decision_is_read_by_the_house_only(cast):
    case = at_table(cast, cast.piet)
    prepared(cast, case)
    with open_keyring(), acting_as(cast.otto.pk) as otto:
        assert Closing.objects.visible_to(otto).get().minutes == "Verslag"
    with acting_as(cast.piet.pk) as piet:
        assert list(Closing.objects.visible_to(piet)) == list(Closing.objects.all()) == []


def test_reopening_takes_the_dates_away_and_closing_again_counts_anew(cast):
    case = at_table(cast, cast.piet)
    closed(cast, case)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        with pytest.raises(StepNotAllowed):
            reopen_case(case, reason="", decided_on=rosa.today, by=rosa)
        case = reopen_case(case, reason="Nieuwe zorgen", decided_on=rosa.today, by=rosa)
    assert (case.phase, case.closed_on, case.archive_on, case.destroy_on) == ("casusoverleg", None, None, None)
    with acting_as(cast.piet.pk) as piet:
        assert not Case.objects.visible_to(piet).exists(), "who was out stays out until assigned again"
    assigned(cast, case, cast.piet)
    closing = prepared(cast, case, decided_on=date(2026, 3, 1))
    with open_keyring(), acting_as(cast.rosa.pk, date(2027, 1, 15)) as rosa:
        case = close_case(case, version=closing.version, by=rosa)
    assert case.destroy_on == date(2028, 1, 15)
    assert Closing.objects.filter(case=case).count() == 2


def test_consequences_name_people_and_dates(cast):
    case = at_table(cast, cast.piet, cast.gea)
    with acting_as(cast.rosa.pk, date(2026, 8, 31)) as rosa:
        found = consequences_of_closing(case, today=rosa.today)
    assert found == [
        "2 mensen verliezen toegang, meteen.",
        "Vanaf 28 februari 2027 lezen alleen nog: procesregisseur, ondersteuner casusoverleg (protocol art. 11.2 b).",
        "Uiterlijk op 31 augustus 2027 worden de gegevens vernietigd (protocol art. 11.2: een jaar na het besluit tot afschaling).",
    ]
