"""The contact point is entered on a page; a party passes a request on by itself (BGS 1.1-1.4; protocol 17.3)."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from parties.models import Regime
from privacy.models import AccessLogLine, ContactPoint, SubjectRequest
from privacy.requests import route_of
from tests.cases import story
from tests.cast import Cast
from tests.privacy.test_requests import letters
from zvh.actor import acting_as
from zvh.sealing import open_keyring
from zvh.today import today

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
PAGE, SEND = "/privacy/contactpunt/", "/privacy/verzoeken/doorsturen/"


def test_the_manager_names_it_and_requests_go_there(cast: Cast) -> None:
    case, mara = story.at_table(cast), cast.mara.client()
    regime = case.approach.regime
    given = {"wet": str(regime.pk), "naam": "Meldpunt", "bron": "Besluit van 3 mei", "vanaf": today().isoformat()}
    assert route_of(cast.house, "inzage", [case], today())[0] == "huis"
    assert mara.post(PAGE, {**given, "naam": ""}).status_code == 422
    assert mara.post(PAGE, given).status_code == 302
    assert route_of(cast.house, "inzage", [case], today()) == ("contactpunt", "Besluit van 3 mei")
    assert mara.post(PAGE, {**given, "naam": "Ander"}).status_code == 422, "the former one began on that day"
    later = {**given, "naam": "Loket", "vanaf": (today() + 30 * DAY).isoformat()}
    assert mara.post(PAGE, later).status_code == 302
    first, second = ContactPoint.objects.order_by("from_date")
    assert first.until_date == today() + 29 * DAY and second.until_date is None
    assert "Meldpunt" in cast.fatima.client().get(PAGE).content.decode()
    assert {"name_contact_point"} <= set(AccessLogLine.objects.values_list("rule", flat=True))


def test_its_last_day(cast: Cast) -> None:
    point = ContactPoint.objects.create(
        house=cast.house,
        regime=Regime.objects.get(code="wgs"),
        name="Meldpunt",
        source="art.",
        from_date=today() - 9 * DAY,
    )
    mara, page = cast.mara.client(), f"{PAGE}{point.pk}/"
    assert mara.post(page, {"tot": (today() - DAY).isoformat()}).status_code == 422
    assert mara.post(page, {"tot": today().isoformat()}).status_code == 302
    assert mara.get(page).status_code == 404
    for person in (cast.rosa, cast.fatima, cast.piet):
        assert person.client().get(page).status_code == 404


@pytest.mark.parametrize("name", ("rosa", "fatima", "petra"))
def test_others_read_and_write_nothing(cast: Cast, name: str) -> None:
    client = getattr(cast, name).client()
    assert client.get(PAGE).status_code == 200 and "Vastleggen" not in client.get(PAGE).content.decode()
    assert client.post(PAGE, {"naam": "x"}).status_code == 404


def given(**changes: str) -> dict[str, str]:
    """As a party fills it in."""
    return {
        "soort": "inzage", "verzoek": "Ik wil alles zien", "ontvangen_op": today().isoformat(), "namens": "betrokkene",
        "voornamen": "Jan", "achternaam": "Kanarie", "geboortedatum": "6-5-1994", "contact": "Kanarieadres", **changes,
    }  # fmt: skip


def test_a_party_passes_a_request_on_and_sees_it_no_more(cast: Cast) -> None:
    mara, gea = cast.mara.client(), cast.gea.client()
    said = given(huis=str(cast.house.pk), ontvangen_op=(today() - 3 * DAY).isoformat())
    assert SEND in gea.get("/mijn-werk/").content.decode()
    assert gea.post(SEND, {**said, "achternaam": ""}).status_code == 422
    assert gea.post(SEND, said).status_code == 302
    with open_keyring():
        found = SubjectRequest.objects.get()
        assert (found.passed_on_by, found.by, found.house, found.surname) == (
            cast.gea.party,
            cast.gea.user,
            cast.house,
            "Kanarie",
        )
    assert found.received_on == today() - 3 * DAY and found.due_on == today() + 25 * DAY, "the clock ran already (18.2)"
    assert gea.get(f"/privacy/verzoeken/{found.pk}/").status_code == 404
    page = mara.get(f"/privacy/verzoeken/{found.pk}/").content.decode()
    assert "doorgestuurd door" in page and "Kanarieadres" in page
    assert cast.mara.user.pk in letters("verzoek")
    assert "pass_on_request" in set(AccessLogLine.objects.values_list("rule", flat=True))


def test_only_to_a_house_in_which_the_party_takes_part(cast: Cast) -> None:
    assert cast.gea.client().post(SEND, given(huis=str(cast.other_house.pk))).status_code == 422
    with acting_as(cast.gea.pk), pytest.raises(DatabaseError), transaction.atomic():
        SubjectRequest.objects.create(
            house=cast.house, kind="inzage", asked_by="betrokkene", received_on=today(), due_on=today(), route="huis",
            by=cast.gea.user, at="2026-01-01T10:00Z", passed_on_by=cast.piet.party,
        )  # fmt: skip
    for person in (cast.mara, cast.rosa, cast.abel):
        assert person.client().get(SEND).status_code == 404
