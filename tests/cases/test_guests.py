"""Participants without an account: secrecy first, what they get afterwards is registered, and the screen in the room knows them."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.models import AgendaItem, Case, Disclosure, Guest
from cases.phases import StepNotAllowed
from cases.policy import NotAllowed
from cases.workflow.guest import expect_guest, guest_parties, seat_guest, supply_guest
from cases.workflow.lawful import lawful_parties, regime_of
from parties.models import Party, PartyKind, Regime
from privacy.models import AccessLogLine
from tests.cases import meetings
from tests.cast import Cast
from zvh.actor import Actor, acting_as
from zvh.sealing import open_keyring
from zvh.today import today


@pytest.fixture
def item(cast: Cast) -> AgendaItem:
    """A case under a law that gives incidental participants no account: the party of Gea is one."""
    case = meetings.informed(cast, cast.olga)
    Regime.objects.filter(pk=regime_of(case).pk).update(incidental_without_account=True)
    PartyKind.objects.filter(pk__in=cast.olga.party.kinds.values("pk")).update(wgs_participant=True)
    PartyKind.objects.filter(pk__in=cast.gea.party.kinds.values("pk")).update(wgs_participant=False)
    found = meetings.on_agenda(cast, case)
    meetings.invited(cast, found, cast.olga)
    return found


def by_rosa(cast: Cast, do: Callable[[Actor], object]) -> object:
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        return do(rosa)


def expected(cast: Cast, item: AgendaItem) -> Guest:
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        return expect_guest(item, cast.gea.party, "Kanariegast", by=rosa)


def test_only_parties_without_account_and_only_where_the_law_says_so(cast: Cast, item: AgendaItem) -> None:
    case = item.case
    named = set(guest_parties(case, today=today()))
    assert cast.gea.party in named
    assert not named & set(lawful_parties(case, today=today()))
    assert cast.olga.party not in named
    assert all(case.approach.allows(one) for one in named)
    other = Party.objects.exclude(pk__in=[one.pk for one in named]).exclude(pk=cast.olga.party.pk).first()
    for party in (cast.olga.party, other):
        with pytest.raises(NotAllowed):
            by_rosa(cast, lambda rosa, party=party: expect_guest(item, party, "x", by=rosa))
    Regime.objects.update(incidental_without_account=False)
    assert guest_parties(Case.objects.get(pk=case.pk), today=today()) == []


def test_secrecy_comes_before_the_table_and_the_end_before_the_supply(cast: Cast, item: AgendaItem) -> None:
    guest = expected(cast, item)
    with pytest.raises(StepNotAllowed):
        by_rosa(cast, lambda rosa: seat_guest(guest, is_present=True, declared=False, by=rosa))
    with pytest.raises(StepNotAllowed):
        by_rosa(cast, lambda rosa: supply_guest(guest, "Te vroeg", by=rosa))
    by_rosa(cast, lambda rosa: seat_guest(guest, is_present=True, declared=True, by=rosa))
    meetings.started(cast, item, cast.olga)
    with pytest.raises(StepNotAllowed):
        by_rosa(cast, lambda rosa: supply_guest(guest, "Te vroeg", by=rosa))
    meetings.discussed(cast, item)
    by_rosa(cast, lambda rosa: supply_guest(guest, "Kanarieafspraak", by=rosa))
    made = Disclosure.objects.get()
    assert (made.number, made.party, made.what) == (item.case.number, cast.gea.party, Disclosure.What.GUEST)
    assert made.source == regime_of(item.case).source
    with pytest.raises(StepNotAllowed):
        by_rosa(cast, lambda rosa: supply_guest(guest, "Nog eens", by=rosa))
    assert Disclosure.objects.count() == 1


def test_who_declared_nothing_gets_nothing(cast: Cast, item: AgendaItem) -> None:
    guest = expected(cast, item)
    meetings.started(cast, item, cast.olga)
    meetings.discussed(cast, item)
    with pytest.raises(StepNotAllowed):
        by_rosa(cast, lambda rosa: supply_guest(guest, "Kanarie", by=rosa))


def test_the_database_says_it_too(cast: Cast, item: AgendaItem) -> None:
    guest = expected(cast, item)
    for wrong in ({"is_present": True}, {"given_at": timezone.now()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Guest.objects.filter(pk=guest.pk).update(**wrong)
    Guest.objects.filter(pk=guest.pk).update(secrecy_declared_at=timezone.now(), given_at=timezone.now())
    changed = by_rosa(cast, lambda rosa: Guest.objects.filter(pk=guest.pk).update(is_present=False))
    assert changed == 0


def test_the_pages_from_the_list_to_the_register(cast: Cast, item: AgendaItem) -> None:
    rosa, page = cast.rosa.client(), f"/casussen/{item.case.number}/overleg/{item.pk}/zonder-account/"
    assert page in rosa.get(f"/casussen/{item.case.number}/overleg/").content.decode()
    wrong = rosa.post(page, {"deel": "toevoegen", "partij": cast.olga.party.pk, "naam": ""})
    assert wrong.status_code == 422
    assert "Vul naam in" in wrong.content.decode()
    assert rosa.post(page, {"deel": "toevoegen", "partij": cast.gea.party.pk, "naam": "Kanariegast"}).url == page
    guest = Guest.objects.get()
    assert rosa.post(page, {"deel": "komt", "wie": guest.pk}).url == page
    assert "Verklaarde geheimhouding" in rosa.get(page).content.decode()
    meetings.started(cast, item, cast.olga)
    meetings.discussed(cast, item)
    empty = rosa.post(page, {"deel": "verstrekken", "wie": guest.pk, "tekst": ""})
    assert empty.status_code == 422
    assert rosa.post(page, {"deel": "verstrekken", "wie": guest.pk, "tekst": "Kanarieafspraak"}).url == page
    assert "Kanarieafspraak" in rosa.get(page).content.decode()
    assert rosa.post(page, {"deel": "anders", "wie": guest.pk}).status_code == 404
    steps = AccessLogLine.objects.filter(dossier_id=item.case_id).values_list("rule", flat=True)
    assert {"expect_guest", "seat_guest", "supply_guest", "zonder-account"} <= set(steps)


def test_with_a_guest_in_the_room_the_screen_shows_nothing(cast: Cast, item: AgendaItem) -> None:
    guest = expected(cast, item)
    meetings.started(cast, item, cast.olga)
    rosa, zaal = cast.rosa.client(), f"/overleggen/{item.meeting_id}/zaal/"
    assert "Kanariedoel" in rosa.get(zaal).content.decode()
    by_rosa(cast, lambda one: seat_guest(guest, is_present=True, declared=True, by=one))
    html = rosa.get(zaal).content.decode()
    assert "Kanarie" not in html
    assert item.case.number not in html
    by_rosa(cast, lambda one: seat_guest(guest, is_present=False, declared=False, by=one))
    assert "Kanariedoel" in rosa.get(zaal).content.decode()
