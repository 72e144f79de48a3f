"""Parties and delegates as a file: every wrong line with its number and why, all or nothing; out and in again changes nothing."""

import csv
from datetime import date
from html import unescape
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from parties.models import Delegation, Membership, Party, RegisterChange, User, Vetting
from parties.registerrows import DelegateRow, PartyRow
from privacy.models import AccessLogLine, EventKind
from tests.cast import Cast
from tests.jobs import do_jobs
from zvh.spreadsheet import as_csv, as_xlsx
from zvh.tableforms import columns_of
from zvh.today import today

PARTIES, DELEGATES = "/partijen/invoer/", "/beheer/mensen/invoer/"


def send(cast: Cast, path: str, rows: list[dict[str, str]], form: Any = as_csv) -> Any:
    """Every row by the titles of its columns; what is not named is empty."""
    titles = list(columns_of(PartyRow if path == PARTIES else DelegateRow))
    made = form(titles, [[row.get(title, "") for title in titles] for row in rows])
    return cast.abel.client().post(path, {"bestand": SimpleUploadedFile(f"lijst.{made.suffix}", made.content)})


def words(answer: Any) -> str:
    return unescape(answer.content.decode())


def party(name: str = "Stichting Nieuwe Zorg", **more: str) -> dict[str, str]:
    return {
        "Naam": name,
        "Soorten": "ggz; Politie",
        "Bron": "besluit 12",
        "Deelname vanaf": today().isoformat(),
        **more,
    }


def someone(cast: Cast, name: str = "Noor", **more: str) -> dict[str, str]:
    mail = f"{name.lower()}@voorbeeld.invalid"
    return {
        "Naam": name,
        "E-mailadres": mail,
        "Partij": cast.piet.party.slug,
        "Overleg": "Casusoverleg",
        "Eerste dag": today().isoformat(),
        **more,
    }


@pytest.mark.parametrize("form", [as_csv, as_xlsx])
def test_parties_are_entered_and_take_part(cast: Cast, form: Any) -> None:
    protocol = cast.house.covenant.protocols.all()[0]
    rows = [party(Protocollen=protocol.code), party("Tweede partij", **{"Deelname vanaf": ""})]
    assert send(cast, PARTIES, rows, form).url == "/partijen/"
    made = Party.objects.get(name="Stichting Nieuwe Zorg")
    assert sorted(kind.code for kind in made.kinds.all()) == ["ggz", "politie"]
    assert list(made.memberships.get().protocols.all()) == [protocol]
    assert not Party.objects.get(name="Tweede partij").memberships.exists()


PARTY_FAULTS = {
    "kind": ({"Soorten": "ggz; tovenaars"}, "Regel 3, Soorten: “tovenaars” is niet bekend"),
    "name": ({"Naam": ""}, "Regel 3, Naam: Vul naam in"),
    "code": ({"Code": "bestaat-niet"}, "Regel 3, Code: deze code is geen partij van uw huis"),
    "day": ({"Deelname vanaf": "31-02-2026"}, "Regel 3, Deelname vanaf: Deze datum bestaat niet"),
    "protocol": ({"Protocollen": "geheim"}, "Regel 3, Protocollen: “geheim” is niet bekend"),
    "twice": ({"Naam": "Stichting Nieuwe Zorg"}, "Regel 3, Naam: deze partij staat ook op regel 2"),
    "no day": (
        {"Deelname vanaf": "", "Ondertekend op": "2026-01-01"},
        "Regel 3, Deelname vanaf: vul de eerste dag van de deelname in",
    ),
}


@pytest.mark.parametrize("fault", PARTY_FAULTS)
def test_one_wrong_party_and_nothing_is_taken(cast: Cast, fault: str) -> None:
    changes, message = PARTY_FAULTS[fault]
    before = Party.objects.count()
    answer = send(cast, PARTIES, [party(), {**party("Tweede partij"), **changes}])
    assert answer.status_code == 422 and message in words(answer)
    assert "Niets is bewaard" in words(answer)
    assert Party.objects.count() == before


def test_a_party_that_is_there_already_is_not_entered_again(cast: Cast) -> None:
    here = cast.piet.party
    answer = send(cast, PARTIES, [party(here.name)])
    assert f"deze partij staat al in het register. Vul de code {here.slug} in" in words(answer)
    answer = send(cast, PARTIES, [party(here.name, Code=here.slug)])
    assert "Regel 2, Deelname vanaf: deze partij neemt al deel vanaf" in words(answer)


def test_a_party_of_another_house_stays_as_it_is(cast: Cast) -> None:
    other = Party.objects.filter(memberships__houses=cast.other_house).exclude(memberships__houses=cast.house)[0]
    answer = send(cast, PARTIES, [party("Anders", Code=other.slug)])
    assert answer.status_code == 422 and "deze code is geen partij van uw huis" in words(answer)


def test_parties_out_and_in_again_change_nothing(cast: Cast) -> None:
    abel = cast.abel.client()
    file = abel.get("/partijen/uitvoer/xlsx/").content
    before = list(Party.objects.values()), list(Membership.objects.values())
    names = {row[1].value for row in load_workbook(BytesIO(file)).active}
    assert cast.piet.party.name in names and len(names) > 20
    assert abel.post(PARTIES, {"bestand": SimpleUploadedFile("partijen.xlsx", file)}).status_code == 302
    assert (list(Party.objects.values()), list(Membership.objects.values())) == before
    assert not RegisterChange.objects.exists()


def test_a_changed_line_changes_the_party_and_says_so(cast: Cast) -> None:
    abel = cast.abel.client()
    file = abel.get("/partijen/uitvoer/csv/").content.decode("utf-8-sig")
    rows = [row for row in csv.DictReader(StringIO(file), delimiter=";") if row["Code"] == cast.piet.party.slug]
    rows[0]["Vestigingsplaats"] = "Houten"
    assert send(cast, PARTIES, rows).status_code == 302
    (change,) = RegisterChange.objects.all()
    assert (change.what, change.became, change.by) == ("Vestigingsplaats", "Houten", cast.abel.user)


def own_row(cast: Cast) -> dict[str, str]:
    """The line of the politie as it is taken out."""
    file = cast.abel.client().get("/partijen/uitvoer/csv/").content.decode("utf-8-sig")
    return next(row for row in csv.DictReader(StringIO(file), delimiter=";") if row["Code"] == cast.piet.party.slug)


@pytest.mark.parametrize(("column", "value"), [("Ondertekend op", "2025-12-01"), ("Protocollen", "")])
def test_what_a_file_does_not_change_is_said_and_not_passed_over(cast: Cast, column: str, value: str) -> None:
    answer = send(cast, PARTIES, [{**own_row(cast), column: value}])
    assert answer.status_code == 422
    assert f"Regel 2, {column}: dit wijkt af van wat er staat. Wijzig dit op de pagina van de partij" in words(answer)


def test_a_column_that_is_not_in_the_file_changes_nothing(cast: Cast) -> None:
    Party.objects.filter(pk=cast.piet.party.pk).update(seat="Houten", address="Kade 1")
    row = {**own_row(cast), "Naam": "Politie anders"}
    titles = ["Code", "Naam", "Soorten", "Bron"]
    made = as_csv(titles, [[row[title] for title in titles]])
    assert cast.abel.client().post(PARTIES, {"bestand": SimpleUploadedFile("p.csv", made.content)}).status_code == 302
    party = Party.objects.get(pk=cast.piet.party.pk)
    assert (party.name, party.seat, party.address) == ("Politie anders", "Houten", "Kade 1")


# --- delegates --------------------------------------------------------------------------------------------------------------

PAPERS = {
    "Geheimhouding getekend op": "2026-01-02",
    "VOG of screening": "VOG",
    "Afgegeven op": "2026-01-01",
    "Geldig tot en met": "2029-01-01",
}


@pytest.mark.parametrize("form", [as_csv, as_xlsx])
def test_delegates_are_invited_with_what_is_on_file(cast: Cast, form: Any) -> None:
    assert (
        send(cast, DELEGATES, [someone(cast, **PAPERS), someone(cast, "Bo", Overleg="stuurgroep")], form).url
        == "/beheer/mensen/"
    )
    do_jobs("mail_account")
    noor = Delegation.objects.get(user__email="noor@voorbeeld.invalid")
    assert (noor.membership, noor.purpose) == (cast.piet.capacity.membership, "casusoverleg")
    assert noor.secrecy_on == date.fromisoformat(PAPERS["Geheimhouding getekend op"])
    assert Vetting.objects.get(user=noor.user).kind == "vog"
    assert Delegation.objects.get(user__name="Bo").purpose == "stuurgroep"


DELEGATE_FAULTS = {
    "party": ({"Partij": "nergens"}, "Regel 3, Partij: “nergens” neemt niet deel in uw huis"),
    "mail": ({"E-mailadres": "bo"}, "Regel 3, E-mailadres: Vul een e-mailadres in"),
    "table": ({"Overleg": "borrel"}, "Regel 3, Overleg: schrijf casusoverleg"),
    "order": ({"Laatste dag": "2020-01-01"}, "Regel 3, Laatste dag: de laatste dag ligt voor de eerste dag"),
    "papers": ({"VOG of screening": "vog"}, "Regel 3, Geldig tot en met: vul soort, dag van afgifte en laatste dag in"),
    "twice": (
        {"E-mailadres": "noor@voorbeeld.invalid"},
        "Regel 3, E-mailadres: deze gedelegeerde staat ook op regel 2",
    ),
}


@pytest.mark.parametrize("fault", DELEGATE_FAULTS)
def test_one_wrong_delegate_and_nobody_is_invited(cast: Cast, fault: str) -> None:
    changes, message = DELEGATE_FAULTS[fault]
    answer = send(cast, DELEGATES, [someone(cast), {**someone(cast, "Bo"), **changes}])
    assert answer.status_code == 422 and message in words(answer)
    assert not User.objects.filter(name__in=["Noor", "Bo"]).exists()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"Naam": "Iemand anders"}, "Regel 2, E-mailadres: dit e-mailadres hoort bij Piet"),
        ({"Eerste dag": "2026-02-03"}, "Regel 2, Eerste dag: deze gedelegeerde begon op"),
    ],
)
def test_who_is_there_keeps_name_and_first_day(cast: Cast, changes: dict[str, str], message: str) -> None:
    piet = cast.piet
    here = {"E-mailadres": piet.user.email, "Eerste dag": piet.capacity.from_date.isoformat()}
    answer = send(cast, DELEGATES, [{**someone(cast, piet.user.name), **here, **changes}])
    assert answer.status_code == 422 and message in words(answer)


def test_without_its_column_the_secrecy_declaration_stays(cast: Cast) -> None:
    piet, last = cast.piet, "2031-01-01"
    titles = ["Naam", "E-mailadres", "Partij", "Overleg", "Eerste dag", "Laatste dag"]
    row = [piet.user.name, piet.user.email, piet.party.slug, "casusoverleg", piet.capacity.from_date.isoformat(), last]
    file = SimpleUploadedFile("g.csv", as_csv(titles, [row]).content)
    assert cast.abel.client().post(DELEGATES, {"bestand": file}).status_code == 302
    stored = Delegation.objects.get(pk=piet.pk)
    assert (stored.until_date, stored.secrecy_on) == (date.fromisoformat(last), piet.capacity.secrecy_on)


def test_nobody_brings_in_himself(cast: Cast) -> None:
    answer = send(cast, DELEGATES, [{**someone(cast), "E-mailadres": cast.abel.user.email}])
    assert "uw eigen rollen wijzigt een andere beheerder" in words(answer)


def test_a_party_that_left_gets_no_delegates(cast: Cast) -> None:
    membership = cast.piet.capacity.membership
    Membership.objects.filter(pk=membership.pk).update(until_date="2026-01-01")
    assert "neemt niet deel in uw huis" in words(send(cast, DELEGATES, [someone(cast)]))


def test_delegates_out_and_in_again_change_nothing(cast: Cast) -> None:
    people = [cast.piet, cast.olga, cast.gea]
    abel = cast.abel.client()
    file = abel.get("/beheer/mensen/uitvoer/csv/").content
    assert all(one.user.email in file.decode() for one in people)
    before = list(Delegation.objects.values()), list(Vetting.objects.values())
    assert abel.post(DELEGATES, {"bestand": SimpleUploadedFile("g.csv", file)}).status_code == 302
    assert (list(Delegation.objects.values()), list(Vetting.objects.values())) == before


def test_taking_delegates_out_stands_in_the_log_and_holds_nobody_of_another_house(cast: Cast) -> None:
    file = cast.abel.client().get("/beheer/mensen/uitvoer/csv/").content.decode()
    assert cast.zoe.user.email not in file
    line = AccessLogLine.objects.get(rule="mensen-uitvoer")
    assert (line.event_kind, line.actor_id) == (EventKind.EXPORT, cast.abel.user.pk)


@pytest.mark.parametrize("path", [PARTIES, DELEGATES])
def test_a_file_that_is_no_table_is_refused_in_words(cast: Cast, path: str) -> None:
    for content in (b"", b"\0\1\2", b"PK\3\4 stuk", b"Naam;Onbekend\nx;y\n"):
        answer = cast.abel.client().post(path, {"bestand": SimpleUploadedFile("x.csv", content)})
        assert answer.status_code == 422, content
