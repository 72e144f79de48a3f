"""A covenant that is entered on pages: what it takes to be used, and that until then it is nowhere."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parties import policy
from parties.completeness import gaps
from parties.loading.covenants import load
from parties.models import Appointment, Covenant, Delegation, House, Membership, Party, RetentionStage, Seat, Term, User
from parties.parts import BY_SLUG, SECTIONS
from parties.roles import Purpose, Role
from parties.workflow import setup, setupcopy
from tests.cast import START, Cast, staff, user
from tests.governance.fifth import entered, fifth
from tests.parties.entering import Typist, enter
from zvh.actor import acting_as
from zvh.today import today

pytestmark = pytest.mark.django_db
AT = "/beheer/convenanten/vijfde/"


@pytest.fixture
def covenant(cast: Cast) -> Covenant:
    return entered(cast)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_whole_covenant_is_entered_and_taken_into_use(cast: Cast) -> None:
    made = enter(Typist(cast.abel.client()), fifth())
    assert gaps(made) == [] and made.in_preparation
    client, address = cast.abel.client(), reverse("inrichting-in-gebruik", args=["vijfde"])
    assert client.post(address, {"waarom": "", "nagelopen": ""}).status_code == 422
    assert client.post(address, {"waarom": "Getekend op 1 december", "nagelopen": "on"}).status_code == 302
    house = House.objects.get(code="VV")
    assert (house.slug, house.covenant.word("triage")) == ("vijfde-huis", "weging")
    assert (house.covenant.in_use_because, house.covenant.in_use_by) == ("Getekend op 1 december", cast.abel.user)
    assert house.accession_rule.decided_by.code == "raad"
    assert Membership.objects.in_force(today()).filter(houses=house).count() == 2


def test_what_is_missing_is_listed_and_stops_it(cast: Cast, covenant: Covenant) -> None:
    covenant.terms.filter(code="triage").delete()
    page = text(cast.abel.client().get(AT))
    assert "VV mist de termijnen triage" in page and "In gebruik nemen" not in page
    with acting_as(cast.abel.pk) as abel, pytest.raises(setup.NotComplete, match="VV mist de termijnen triage"):
        setup.take_into_use(covenant, "besluit", by=abel)
    answer = cast.abel.client().post(f"{AT}in-gebruik/", {"waarom": "besluit", "nagelopen": "on"})
    assert answer.status_code == 302 and Covenant.everything.get(code="vijfde").in_preparation


# --- until it is in use it is nowhere ---------------------------------------------------------------------------------------


def test_until_then_its_house_and_parties_are_nowhere(cast: Cast, covenant: Covenant) -> None:
    house, party = House.everything.get(code="VV"), Party.objects.get(slug="vijfde-een")
    abel = cast.abel.client()
    everywhere = (
        "/huizen/", "/partijen/", f"/partijen/{party.slug}/", "/beheer/mensen/uitnodigen/", "/partijen/toetreding/", "/naleving/",
    )  # fmt: skip
    pages = [text(cast.rosa.client().get(one)) for one in everywhere[:3]] + [text(abel.get(one)) for one in everywhere]
    assert not [page for page in pages if "Vijfde huis" in page or "Vijfde convenant" in page]
    assert cast.rosa.client().get("/huizen/vijfde-huis/").status_code == 404
    assert cast.rosa.client().get("/convenanten/vijfde/").status_code == 404
    assert not Membership.objects.in_force(today()).filter(party=party).exists()
    assert house not in House.objects.all() and covenant not in Covenant.objects.all()


def test_nobody_acts_in_it_or_for_a_party_of_it(cast: Cast, covenant: Covenant) -> None:
    """Also where a row was put there by other means."""
    house = House.everything.get(code="VV")
    held = Membership.objects.get(party__slug="vijfde-een")
    dates = {"from_date": START, "secrecy_on": START}
    boss = Appointment.objects.create(user=user("Bas"), house=house, role=Role.MANAGER, **dates)
    speaks = Delegation.objects.create(user=user("Pia"), membership=held, purpose=Purpose.STUURGROEP, **dates)
    for capacity in (boss, speaks):
        with acting_as(capacity.pk) as actor:
            assert actor.is_nobody
    with acting_as(cast.abel.pk) as abel:
        setup.take_into_use(covenant, "besluit", by=abel)
    for capacity in (boss, speaks):
        with acting_as(capacity.pk) as actor:
            assert not actor.is_nobody


def test_it_exists_for_administrators_of_the_house_that_enters_it_only(cast: Cast, covenant: Covenant) -> None:
    elsewhere = staff("Ada", cast.other_house, Role.ADMINISTRATOR)
    others = (elsewhere, cast.rosa, cast.mara, cast.rik, cast.fatima, cast.piet)
    for address in (AT, f"{AT}huizen/", f"{AT}termijnen/nieuw/", f"{AT}algemeen/{covenant.pk}/"):
        assert {one.client().get(address).status_code for one in others} == {404}, address
    term = covenant.terms.first()
    with acting_as(elsewhere.pk) as ada:
        with pytest.raises(policy.NotAllowed):
            setup.remove_row(BY_SLUG["termijnen"], covenant, term, by=ada)
        with transaction.atomic():
            assert Term.objects.filter(covenant=covenant).update(amount=99) == 0
        with pytest.raises(DatabaseError), transaction.atomic():
            Term.objects.create(covenant=covenant, code="iets", name="Iets", amount=1, unit="dagen", source="x")


# --- rows -------------------------------------------------------------------------------------------------------------------


def test_an_overtaken_row_gives_both_texts(cast: Cast, covenant: Covenant) -> None:
    term = covenant.terms.get(code="triage")
    page = f"{AT}termijnen/{term.pk}/"
    old = {"code": "triage", "house": "", "name": term.name, "amount": "12", "unit": "dagen", "source": "art. 3"}
    shown = text(cast.abel.client().get(page))
    version = shown.split('name="versie" value="')[1].split('"')[0]
    Term.objects.filter(pk=term.pk).update(amount=20)
    answer = cast.abel.client().post(page, {**old, "versie": version})
    assert answer.status_code == 409 and "12" in text(answer) and "20" in text(answer)
    assert Term.objects.get(pk=term.pk).amount == 20


def test_the_same_twice_and_half_a_rule_are_said_in_words(cast: Cast, covenant: Covenant) -> None:
    client = cast.abel.client()
    given = {
        "code": "triage",
        "house": "",
        "name": "Nog een",
        "amount": "1",
        "unit": "dagen",
        "source": "art. 3",
        "versie": "0",
    }
    answer = client.post(f"{AT}termijnen/nieuw/", given)
    assert answer.status_code == 422 and "Dit staat er al" in text(answer) and "Nog een" in text(answer)
    body = covenant.bodies.get()
    answer = client.post(f"{AT}organen/{body.pk}/vergaderplichten/nieuw/", {"source": "art. 1", "versie": "0"})
    assert answer.status_code == 422 and "Constraint" not in text(answer)


def test_choices_are_of_the_covenant_at_hand(cast: Cast, covenant: Covenant) -> None:
    page = text(cast.abel.client().get(f"{AT}stukken/nieuw/"))
    assert "Raad" in page and "Stuurgroep" not in page
    page = text(cast.abel.client().get(f"{AT}organen/{covenant.bodies.get().pk}/zetels/nieuw/"))
    assert "Vijfde een" in page and "Altrecht" not in page


def test_what_is_named_elsewhere_stays_and_what_hangs_under_a_row_goes_along(cast: Cast, covenant: Covenant) -> None:
    client, body = cast.abel.client(), covenant.bodies.get()
    address = f"{AT}organen/{body.pk}/weghalen/"
    assert "wordt nog genoemd bij" in text(client.get(address))
    client.post(address)
    assert covenant.bodies.exists()
    rule = covenant.accession_rules.get()
    client.post(f"{AT}toetreding/{rule.pk}/weghalen/")
    for paper in covenant.paper_rules.all():
        client.post(f"{AT}stukken/{paper.pk}/weghalen/")
    assert client.post(address).status_code == 302
    assert not covenant.bodies.exists() and not Seat.objects.filter(body=body.pk).exists()


def test_a_list_asks_as_much_with_many_rows_as_with_few(cast: Cast, covenant: Covenant) -> None:
    client = cast.abel.client()

    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        return len(found)

    lists = [f"{AT}{slug}/" for slug in ("termijnen", "partijen", "stukken")]
    for one in lists:
        asked(one)
    before = [asked(one) for one in lists]
    covenant.terms.filter(code="triage").delete()
    Party.objects.filter(slug="vijfde-twee")[0].memberships.all().delete()
    covenant.paper_rules.all()[0].delete()
    assert [asked(one) for one in lists] == before


def test_it_is_thrown_away_whole(cast: Cast, covenant: Covenant) -> None:
    answer = cast.abel.client().post(f"{AT}weggooien/")
    assert answer.status_code == 302
    assert not Covenant.everything.filter(code="vijfde").exists() and not House.everything.filter(code="VV").exists()
    assert Party.objects.filter(slug="vijfde-een").exists()


# --- in use -----------------------------------------------------------------------------------------------------------------


def test_in_use_only_what_gives_no_rights_may_change(cast: Cast) -> None:
    """Of the covenant of the own house, which a data file brought."""
    covenant, client = cast.house.covenant, cast.abel.client()
    at = f"/beheer/convenanten/{covenant.code}/"
    term = covenant.terms.filter(house=None, code="triage").get()
    page = text(client.get(f"{at}termijnen/{term.pk}/"))
    version = page.split('name="versie" value="')[1].split('"')[0]
    given = {"name": term.name, "amount": "21", "unit": "dagen", "source": "besluit", "versie": version}
    assert client.post(f"{at}termijnen/{term.pk}/", {**given, "code": "bijdrage"}).status_code == 302
    term.refresh_from_db()
    assert (term.amount, term.code, term.saved_by) == (21, "triage", cast.abel.user)
    stage = RetentionStage.objects.filter(policy__house=cast.house)[0]
    seat = Seat.objects.filter(body__house=cast.house)[0]
    review = covenant.terms.get(code="autorisaties-nalopen")
    for slug, row in (("stappen", stage), ("zetels", seat), ("termijnen", review)):
        address = f"{at}{slug}/{row.pk}/"
        assert "Dit staat vast" in text(client.get(address)), slug
        assert client.post(address, {"source": "x", "versie": "1"}).status_code == 404
        assert client.post(f"{address}weghalen/").status_code == 404
    assert client.get(f"{at}bewaartermijnen/nieuw/").status_code == 404


def test_the_database_holds_what_was_agreed_too(cast: Cast) -> None:
    review = Term.objects.get(covenant=cast.house.covenant, code="autorisaties-nalopen")
    with acting_as(cast.abel.pk):
        for change in (
            lambda: House.everything.filter(pk=cast.house.pk).update(triage_source="anders"),
            lambda: Term.objects.filter(covenant=cast.house.covenant, code="triage").update(code="anders"),
            lambda: Covenant.everything.filter(pk=cast.house.covenant_id).update(in_preparation=True),
            lambda: Membership.objects.filter(houses=cast.house).update(from_date=today()),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()
        assert RetentionStage.objects.update(after_months=1) == 0
        assert Term.objects.filter(pk=review.pk).update(amount=99) == 0
        assert House.everything.filter(pk=cast.house.pk).update(words={"triage": "weging"}) == 1


def test_loading_again_keeps_what_was_saved_on_a_page(cast: Cast) -> None:
    term = cast.house.covenant.terms.filter(house=None, code="triage").get()
    with acting_as(cast.abel.pk) as abel:
        given = {"name": term.name, "amount": 21, "unit": "dagen", "source": "besluit"}
        setup.change_row(BY_SLUG["termijnen"], cast.house.covenant, term, given, version=None, by=abel)
    assert load().kept["Term"] == 1
    term.refresh_from_db()
    assert (term.amount, term.source) == (21, "besluit")


# --- a copy, and the first administrator ------------------------------------------------------------------------------------


def test_it_begins_as_another_house(cast: Cast) -> None:
    like, client = cast.house, cast.abel.client()
    given = {
        "name": "Zevende convenant", "code": "zevende", "in_force_from": "2026-12-01", "term_source": "art. 9",
        "like": str(like.pk), "house_name": "Zevende huis", "house_code": "ZH",
    }  # fmt: skip
    assert client.post("/beheer/convenanten/nieuw/", {**given, "house_code": "RU"}).status_code == 422
    assert client.post("/beheer/convenanten/nieuw/", given).status_code == 302
    made = Covenant.everything.get(code="zevende")
    house = made.houses.get()
    assert (house.code, house.slug, house.triage_decided_by) == ("ZH", "zevende-huis", like.triage_decided_by)
    assert gaps(made) == []
    assert not made.memberships.exists() and not Seat.objects.filter(body__covenant=made).exclude(party=None).exists()
    assert house.approaches.count() == like.approaches.count()
    assert house.retention_policies.count() == like.retention_policies.count()
    named = set(made.bodies.exclude(stuck_goes_to=None).values_list("stuck_goes_to__covenant", flat=True))
    assert named <= {made.pk}
    assert not made.bodies.exclude(house=house).exclude(house=None).exists()


def test_parties_come_along_when_asked(cast: Cast) -> None:
    given = {
        "name": "Zevende",
        "code": "zevende",
        "in_force_from": today(),
        "in_force_note": "",
        "term_source": "art. 9",
    }
    with acting_as(cast.abel.pk) as abel:
        own = {"code": "ZH", "name": "Zevende huis"}
        made = setupcopy.begin_like(given, cast.house, own, with_parties=True, by=abel)
    running = Membership.objects.filter(houses=cast.house, until_date=None)
    assert made.memberships.count() == running.count()
    assert not made.memberships.filter(pk__in=Membership.objects.in_force(today())).exists()


def test_its_first_administrator_is_invited_once_and_never_oneself(cast: Cast, covenant: Covenant) -> None:
    with acting_as(cast.abel.pk) as abel:
        setup.take_into_use(covenant, "besluit", by=abel)
    client, address = cast.abel.client(), f"{AT}beheerder/vijfde-huis/"
    given = {"name": "Bea", "email": "bea@voorbeeld.invalid", "from_date": str(today())}
    assert client.post(address, {**given, "email": cast.abel.user.email}).status_code == 404
    assert client.post(address, {**given, "issued_on": "2026-01-01", "valid_until": "2030-01-01"}).status_code == 302
    bea = User.objects.get(email="bea@voorbeeld.invalid")
    assert bea.appointments.get().house.code == "VV" and bea.vettings.exists()
    assert client.get(address).status_code == 404


def test_every_part_has_a_page_and_the_overview_names_it(cast: Cast, covenant: Covenant) -> None:
    client = cast.abel.client()
    overview = text(client.get(AT))
    for section in SECTIONS:
        if not section.under:
            assert f"{AT}{section.slug}/" in overview, section.slug
            assert client.get(f"{AT}{section.slug}/").status_code == 200
            assert client.get(f"{AT}{section.slug}/nieuw/").status_code == 200
