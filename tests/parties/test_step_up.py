"""What asks the second step again (S20), without anything having to be typed twice."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from parties.models import Appointment
from tests.cast import Cast
from tests.sign_in import code_of, signed_in, with_password

SOON = timedelta(minutes=6)


# Rights, destruction, the log, and how one signs in oneself (S20). Who opens it, and the address.
ASKING = {
    "mens-uitnodigen": ("abel", "/beheer/mensen/uitnodigen/"),
    "mens-rol": ("abel", "/beheer/mensen/{pk}/rol/"),
    "mens-rol-wijzigen": ("abel", "/beheer/mensen/{pk}/rol/{capacity}/"),
    "mens-vog": ("abel", "/beheer/mensen/{pk}/vog/"),
    "mens-opnieuw": ("abel", "/beheer/mensen/{pk}/opnieuw-uitnodigen/"),
    "mens-tweede-stap": ("abel", "/beheer/mensen/{pk}/tweede-stap/"),
    "mens-sessies": ("abel", "/beheer/mensen/{pk}/sessies/"),
    "mens-sluiten": ("abel", "/beheer/mensen/{pk}/sluiten/"),
    "zetel-bezetten": ("abel", "/bestuur/organen/1/zetels/1/"),
    "zetel-beeindigen": ("abel", "/bestuur/zetels/{uuid}/beeindigen/"),
    "partij-uittreden": ("abel", "/partijen/altrecht/uittreden/"),
    "partij-in-gebreke": ("abel", "/partijen/altrecht/in-gebreke/"),
    "uittreding-uitsluiten": ("abel", "/partijen/uittreding/{uuid}/uitsluiten/"),
    "uittreding-intrekken": ("abel", "/partijen/uittreding/{uuid}/intrekken/"),
    "toetreding-deelname": ("abel", "/partijen/toetreding/{uuid}/deelname/"),
    "inrichting-in-gebruik": ("abel", "/beheer/convenanten/vijfde/in-gebruik/"),
    "inrichting-beheerder": ("abel", "/beheer/convenanten/vijfde/beheerder/vijfde-huis/"),
    "partij-deelname": ("abel", "/partijen/altrecht/deelname/"),
    "partij-deelname-wijzigen": ("abel", "/partijen/altrecht/deelname/1/"),
    "partij-huis": ("abel", "/partijen/altrecht/deelname/1/huis/"),
    "partij-protocol": ("abel", "/partijen/altrecht/deelname/1/protocollen/1/"),
    "partijen-invoer": ("abel", "/partijen/invoer/"),
    "mensen-invoer": ("abel", "/beheer/mensen/invoer/"),
    "mensen-uitvoer": ("abel", "/beheer/mensen/uitvoer/csv/"),
    "toegangscontrole-beslissen": ("mara", "/beheer/toegang/{uuid}/beslissen/"),
    "toegangscontrole-downloaden": ("mara", "/beheer/toegang/{uuid}/downloaden/"),
    "toegang-hervatten": ("mara", "/beheer/toegang/rechten/{uuid}/hervatten/"),
    "datalekken-downloaden": ("mara", "/privacy/datalekken/downloaden/"),
    "overzicht-downloaden": ("mara", "/privacy/overzichten/verstrekkingen/downloaden/"),
    "register-downloaden": ("mara", "/privacy/registers/dpia/downloaden/"),
    "naleving-downloaden": ("mara", "/naleving/RU/downloaden/"),
    "stuk-cijfers": ("mara", "/bestuur/stukken/{uuid}/cijfers/"),
    "stuk-publicatie": ("mara", "/bestuur/stukken/{uuid}/publicatie/"),
    "rapportage-bestand-downloaden": ("mara", "/rapportage/bestanden/{uuid}/downloaden/"),
    "rapportage-downloaden": ("mara", "/rapportage/RU/downloaden/"),
    "landelijk-downloaden": ("mara", "/rapportage/RU/landelijk/downloaden/"),
    "vernietiging-vrijgeven": ("rik", "/vernietiging/1/vrijgeven/"),
    "verwijdering-bevestigen": ("rik", "/vernietiging/verwijdering/{uuid}/"),
    "archiefpakket-maken": ("rik", "/vernietiging/archief/{uuid}/maken/"),
    "archiefpakket-deel": ("rik", "/vernietiging/archief/{uuid}/1/"),
    "noodtoegang": ("mara", "/noodtoegang/"),
    "noodtoegang-beoordelen": ("fatima", "/noodtoegang/register/{uuid}/"),
    "logboek": ("fatima", "/privacy/logboek/"),
    "signalen": ("fatima", "/privacy/signalen/"),
    "signaal": ("fatima", "/privacy/signalen/{uuid}/"),
    "verzoek-gezien": ("fatima", "/privacy/verzoeken/{uuid}/gezien/"),
    "logboek-casus": ("petra", "/privacy/logboek/casussen/RU-2026-0001/"),
    "profiel-wachtwoord": ("rosa", "/profiel/wachtwoord/"),
    "profiel-herstelcodes": ("rosa", "/profiel/herstelcodes/"),
    "profiel-app": ("rosa", "/profiel/app/"),
    "sleutel-toevoegen": ("rosa", "/profiel/sleutels/nieuw/"),
    "sleutel-verwijderen": ("rosa", "/profiel/sleutels/1/verwijderen/"),
    "sleutel-gebruiken": ("rosa", "/sleutel/gebruiken/"),
}
# Pages about the same that ask nothing: they change no right and show no log.
SHOWING = {
    "mensen",
    "mens",
    "mens-scholing",
    "vernietiging",
    "archiefpakket",
    "profiel",
    "sleutels",
    "sessies",
    "sessies-andere",
    "sessie-beeindigen",
    "toegangscontroles",
    "toegangscontrole",
    "naleving",
    "naleving-huis",
    "rapportage",
    "rapportage-huis",
    "rapportage-bestand",
    "rapportage-bestanden",
    "datalek",
    "datalek-afsluiten",
    "datalek-autoriteit",
    "datalek-betrokkenen",
    "datalek-casussen",
    "datalek-maatregelen",
    "datalek-melden",
    "datalekken",
    "register",
    "register-rij",
    "register-toevoegen",
    "register-wijzigen",
    "registers",
    "overzicht",
} | {
    "noodtoegang-register",
    "noodtoegang-sluiten",
    "noodtoegang-melding",
    "profiel-weergave",
}
ABOUT = (
    "noodtoegang",
    "mens",
    "zetel",
    "toetreding-deelname",
    "uittreding-uitsluiten",
    "uittreding-intrekken",
    "partij-uittreden",
    "partij-in-gebreke",
    "partij-deelname",
    "partij-protocol",
    "partij-huis",
    "partijen-invoer",
    "profiel",
    "sleutel",
    "sessie",
    "logboek",
    "verzoek-gezien",
    "signa",
    "vernietiging",
    "archiefpakket",
    "verwijdering",
    "toegang",
    "naleving",
    "rapportage",
    "landelijk-downloaden",
    "stuk-cijfers",
    "stuk-publicatie",
    "datalek",
    "register",
    "overzicht",
    "inrichting-in-gebruik",
    "inrichting-beheerder",
)
# What the page says that it is about.
SUBJECTS = {
    "mens": "gaat over rechten van mensen", "partij": "gaat over rechten van mensen",
    "toetreding": "gaat over rechten van mensen", "uittreding": "gaat over rechten van mensen",
    "zetel": "gaat over rechten van mensen",
    "toegangscontrole": "gaat over rechten van mensen", "toegang": "gaat over rechten van mensen",
    "mensen": "gaat over rechten van mensen", "partijen": "gaat over rechten van mensen",
    "archiefpakket": "gaat over het vernietigen van gegevens", "verwijdering": "gaat over het vernietigen van gegevens",
    "vernietiging": "gaat over het vernietigen van gegevens",
    "inrichting": "gaat over",
    "naleving": "gaat over het meenemen van een lijst", "rapportage": "gaat over het meenemen van een lijst",
    "landelijk": "gaat over het meenemen van een lijst",
    "stuk": "gaat over het meenemen van een lijst",
    "datalekken": "gaat over het meenemen van een lijst",
    "register": "gaat over het meenemen van een lijst", "overzicht": "gaat over het meenemen van een lijst",
    "noodtoegang": "gaat over noodtoegang", "logboek": "gaat over het logboek", "profiel": "gaat over uw eigen manier van inloggen",
    "sleutel": "gaat over uw eigen manier van inloggen", "signalen": "gaat over het logboek",
    "verzoek": "gaat over het logboek", "signaal": "gaat over het logboek",
}  # fmt: skip
AGAIN = ("Nog een keer uw code", "Gebruik uw beveiligingssleutel")


def routes(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns)
        else:
            yield one


def test_every_route_about_rights_destruction_or_the_log_asks_or_is_named_here() -> None:
    found = list(routes(get_resolver().url_patterns))
    assert {str(one.name) for one in found if getattr(one.callback, "asks_factor", False)} == set(ASKING)
    about = {str(one.name) for one in found if str(one.name).startswith(ABOUT)}
    of_itself = {"sleutel-opdracht", "sessie-stand", "sessie-blijven"}
    of_itself |= {"logboek-schrijven", "logboek-verbeteren"}  # the logbook of a case, not that of access
    assert about == set(ASKING) | SHOWING | of_itself


@pytest.mark.parametrize("name", ASKING)
def test_every_such_route_asks(cast: Cast, name: str) -> None:
    who, path = ASKING[name]
    path = path.format(pk=cast.otto.user.pk, capacity=cast.otto.pk, uuid=cast.otto.pk)
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        client = signed_in(with_password(getattr(cast, who).user))
        clock.move_to(now + SOON)
        for answer in (client.get(path), client.post(path, {"from_date": "2026-01-01"})):
            page = answer.content.decode()
            assert answer.status_code == 405 or any(words in page for words in AGAIN), answer.status_code
            assert answer.status_code == 405 or SUBJECTS[name.partition("-")[0]] in page


@pytest.mark.parametrize(
    "path",
    [
        "/profiel/wachtwoord/", "/profiel/herstelcodes/", "/profiel/app/", "/beheer/mensen/uitnodigen/",
        "/beheer/mensen/{pk}/rol/", "/beheer/mensen/{pk}/vog/", "/beheer/mensen/{pk}/tweede-stap/",
        "/beheer/mensen/{pk}/sluiten/",
    ],
)  # fmt: skip
def test_after_five_minutes_the_code_is_asked(cast: Cast, path: str) -> None:
    abel = with_password(cast.abel.user)
    path = path.format(pk=cast.rosa.user.pk)
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        client = signed_in(abel)
        assert "Nog een keer uw code" not in client.get(path).content.decode()
        clock.move_to(now + SOON)
        for answer in (client.get(path), client.post(path, {"from_date": "2026-01-01"})):
            assert "Nog een keer uw code" in answer.content.decode()
        before = client.session.session_key
        answer = client.post(path, {"stap-was": "GET", "stap-code": code_of(abel)})
        assert answer.status_code == 302 and answer["Location"] == path
        assert client.session.session_key != before
        assert "Nog een keer uw code" not in client.get(path).content.decode()


def test_what_was_filled_in_goes_along(cast: Cast) -> None:
    abel, rosa = with_password(cast.abel.user), cast.rosa.user
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        client = signed_in(abel)
        clock.move_to(now + SOON)
        given = {"kind": "huis", "role": "manager", "purpose": "casusoverleg",
                 "from_date": "2026-02-01"}  # fmt: skip
        page = client.post(f"/beheer/mensen/{rosa.pk}/rol/", given).content.decode()
        assert Appointment.objects.filter(user=rosa).count() == 1
        carried = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page))
        carried.pop("csrfmiddlewaretoken")
        wrong = client.post(f"/beheer/mensen/{rosa.pk}/rol/", {**carried, "stap-code": "000000"})
        assert "klopt niet" in wrong.content.decode()
        assert client.post(f"/beheer/mensen/{rosa.pk}/rol/", {**carried, "stap-code": code_of(abel)}).status_code == 302
    assert Appointment.objects.filter(user=rosa, role="manager", given_by=abel).count() == 1
