"""The public privacy statement says what is in force today, and follows when that changes (protocol 16.3, 16.5)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.html import escape

from parties.choices import Deadline
from parties.models import House, Membership, RetentionPolicy, Term
from tests.cast import Cast
from zvh.today import today

pytestmark = pytest.mark.django_db


def page(house: House) -> str:
    answer = Client().get(f"/privacyverklaring/{house.slug}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_house_has_one_with_all_that_16_5_asks() -> None:
    assert House.objects.count() > 3
    for house in House.objects.all():
        said = page(house)
        assert house.name in said and escape(house.managing_organisation) in said  # who, and j
        assert "Waarvoor gebruiken wij uw gegevens?" in said  # a
        for one in Membership.objects.in_force(today()).filter(houses=house).select_related("party"):
            assert escape(one.party.name) in said  # b
        for policy in RetentionPolicy.objects.filter(house=house, approach__houses=house):
            assert policy.approach.name in said  # c
        assert "Welke rechten heeft u?" in said and "bezwaar" in said  # d
        assert "Heeft u toestemming gegeven?" in said  # e
        assert "Autoriteit Persoonsgegevens" in said  # f


def test_it_follows_when_a_party_leaves_or_joins() -> None:
    house = House.objects.get(code="RU")
    member = Membership.objects.in_force(today()).filter(houses=house, party__name__startswith="Reclassering").first()
    assert member is not None and member.party.name in page(house)
    Membership.objects.filter(pk=member.pk).update(until_date=today() - timedelta(days=1))
    assert member.party.name not in page(house)
    Membership.objects.filter(pk=member.pk).update(until_date=None)
    assert member.party.name in page(house)


def test_it_follows_when_a_policy_or_a_term_changes() -> None:
    house = House.objects.get(code="RU")
    stage = RetentionPolicy.objects.filter(house=house).first().stages.last()  # type: ignore[union-attr]
    assert "97 maanden" not in page(house)
    stage.after_months = 97
    stage.save()
    assert "97 maanden" in page(house)
    term = Term.objects.of_house(house, Deadline.SUBJECT_REQUEST)
    Term.objects.filter(pk=term.pk).update(amount=93, unit="dagen")
    assert "93 dagen" in page(house)


def test_who_is_signed_in_keeps_his_menu_and_a_house_that_is_none_has_none(cast: Cast) -> None:
    assert "Hoofdmenu" in cast.rosa.client().get(f"/privacyverklaring/{cast.house.slug}/").content.decode()
    assert "Hoofdmenu" not in page(cast.house)
    assert Client().get("/privacyverklaring/nergens/").status_code == 404


def test_no_person_stands_in_it(cast: Cast) -> None:
    people = [cast.rosa, cast.mara, cast.fatima]
    said = page(cast.house)
    assert not any(person.user.name in said for person in people)


def test_the_general_page_leads_to_it() -> None:
    said = Client().get("/privacyverklaring/").content.decode()
    for house in House.objects.all():
        assert f"/privacyverklaring/{house.slug}/" in said
