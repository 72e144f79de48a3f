"""The register of parties as an administrator keeps it; access follows from it (02-domain; 03, R2 and R12)."""

from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from cases.grants import drop_ended
from cases.models import CaseGrant
from parties.choices import Ended
from parties.inforce import casework_delegations
from parties.loading.covenants import load
from parties.models import (
    Approach,
    Delegation,
    Desk,
    Membership,
    Party,
    PartyKind,
    ProtocolParticipation,
    RegisterChange,
)
from parties.policy import NotAllowed
from parties.workflow import register
from privacy.models import AccessLogLine
from tests.cases import story
from tests.cast import Cast, Person, delegate, party_of
from zvh.actor import acting_as, acting_as_system
from zvh.today import today

DAY = timedelta(days=1)


def text(answer: Any) -> str:
    return unescape(answer.content.decode())


def party_form(**changes: Any) -> dict[str, Any]:
    kinds = list(PartyKind.objects.filter(code__in=["ggz"]).values_list("pk", flat=True))
    return {
        "name": "Stichting Nieuwe Zorg",
        "kinds": kinds,
        "seat": "Utrecht",
        "source": "besluit",
        "versie": 0,
        **changes,
    }


def join_form(cast: Cast, **changes: Any) -> dict[str, Any]:
    protocols = list(cast.house.covenant.protocols.values_list("pk", flat=True))
    given = {
        "signed_on": "2026-01-05",
        "from_date": today().isoformat(),
        "protocols": protocols,
        "source": "besluit 12",
    }
    return {**given, **changes}


def newcomer(cast: Cast) -> Party:
    """A party that an administrator entered and that takes part from today."""
    abel = cast.abel.client()
    assert abel.post("/partijen/nieuw/", party_form()).url == "/partijen/stichting-nieuwe-zorg/"
    assert abel.post("/partijen/stichting-nieuwe-zorg/deelname/", join_form(cast)).status_code == 302
    return Party.objects.get(slug="stichting-nieuwe-zorg")


def end_form(**changes: Any) -> dict[str, Any]:
    return {
        "signed_on": "",
        "until_date": (today() - DAY).isoformat(),
        "ended_because": Ended.NOTICE,
        "ended_note": "brief 3",
        **changes,
    }


def end(cast: Cast, membership: Membership, **changes: Any) -> Any:
    path = f"/partijen/{membership.party.slug}/deelname/{membership.pk}/"
    version = register.version_of([Membership.objects.get(pk=membership.pk)], *register.MEMBERSHIP)
    return cast.abel.client().post(path, end_form(versie=version, **changes))


# --- from entering a party to its users working ---------------------------------------------------------------------------


def test_a_party_is_entered_takes_part_and_its_users_can_be_invited(cast: Cast) -> None:
    party = newcomer(cast)
    (membership,) = party.memberships.all()
    assert list(membership.houses.all()) == [cast.house]
    assert (membership.signed_on, membership.from_date, membership.saved_by) == (
        date(2026, 1, 5),
        today(),
        cast.abel.user,
    )
    assert [one.signed_on for one in membership.participations.all()] == [
        date(2026, 1, 5)
    ] * membership.participations.count()
    assert party.group.name == "partij:stichting-nieuwe-zorg"
    page = text(cast.rosa.client().get(f"/partijen/{party.slug}/"))
    assert "Ondertekend op 5 januari 2026" in page and "Medisch beroepsgeheim" in page
    assert "Stichting Nieuwe Zorg" in text(cast.abel.client().get("/beheer/mensen/uitnodigen/"))


def test_a_party_that_takes_part_in_nothing_gives_its_users_nothing(cast: Cast) -> None:
    cast.abel.client().post("/partijen/nieuw/", party_form())
    assert "Stichting Nieuwe Zorg" not in text(cast.abel.client().get("/beheer/mensen/uitnodigen/"))
    assert "neemt nergens aan deel" in text(cast.rosa.client().get("/partijen/stichting-nieuwe-zorg/"))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": ""}, "Vul naam in"),
        ({"kinds": []}, "Kies soorten"),
        ({"source": ""}, "Vul bron in"),
        ({"is_unverified": "on"}, "Schrijf wat er nog is na te gaan"),
        ({"seat": "x" * 101}, "hoogstens 100 tekens"),
    ],
)
def test_what_is_missing_is_said_at_the_field(cast: Cast, changes: dict[str, Any], message: str) -> None:
    answer = cast.abel.client().post("/partijen/nieuw/", party_form(**changes))
    assert answer.status_code == 422 and message in text(answer)
    assert not Party.objects.filter(name="Stichting Nieuwe Zorg").exists()


@pytest.mark.parametrize("name", ["Nieuw", "Invoer", "Stichting Nieuwe Zorg"])
def test_two_parties_never_share_an_address(cast: Cast, name: str) -> None:
    abel = cast.abel.client()
    first, second = (abel.post("/partijen/nieuw/", party_form(name=name)).url for _ in range(2))
    assert first != second
    for address in (first, second):
        assert f'<h1 class="ams-heading ams-heading--1">{name}</h1>' in text(abel.get(address))


def test_a_member_of_a_neighbouring_house_takes_part_here_too(cast: Cast) -> None:
    elsewhere = Membership.objects.filter(covenant=cast.house.covenant).exclude(houses=cast.house)[0]
    path = f"/partijen/{elsewhere.party.slug}/"
    abel = cast.abel.client()
    assert f"{path}deelname/{elsewhere.pk}/huis/" in text(abel.get(path))
    assert abel.get(f"{path}deelname/").status_code == 404, "it is a member already: no second membership"
    assert abel.post(f"{path}deelname/{elsewhere.pk}/huis/").url == path
    assert cast.house in elsewhere.houses.all() and elsewhere.houses.count() > 1
    assert abel.post(f"{path}deelname/{elsewhere.pk}/huis/").status_code == 404
    stranger = Membership.objects.filter(houses=cast.other_house)[0]
    assert abel.post(f"/partijen/{stranger.party.slug}/deelname/{stranger.pk}/huis/").status_code == 404


# --- the end of a membership ------------------------------------------------------------------------------------------------


def test_ending_a_membership_puts_every_user_out_the_same_day(cast: Cast) -> None:
    case = story.at_table(cast, cast.piet)
    membership, colleague = cast.piet.capacity.membership, delegate("Pia", cast.piet.party, cast.house)
    clients = {person: person.client() for person in (cast.piet, colleague)}
    assert clients[cast.piet].get(f"/casussen/{case.number}/").status_code == 200
    assert clients[colleague].get("/mijn-werk/").status_code == 200
    assert end(cast, membership).status_code == 302
    for client in clients.values():
        for page in ("/mijn-werk/", f"/casussen/{case.number}/"):
            assert client.get(page).url.startswith("/rol-kiezen/")
        assert "De deelname van uw organisatie is niet van kracht" in text(client.get("/rol-kiezen/"))
    assert not casework_delegations(today()).filter(membership=membership).exists()
    with acting_as(cast.piet.pk) as nobody:
        assert nobody.is_nobody


def test_the_last_day_still_counts_and_the_next_does_not(cast: Cast) -> None:
    membership = cast.piet.capacity.membership
    end(cast, membership, until_date=today().isoformat())
    assert cast.piet.client().get("/mijn-werk/").status_code == 200
    with acting_as(cast.piet.pk, today() + DAY) as tomorrow:
        assert tomorrow.is_nobody


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"ended_because": ""}, "Kies waarom het eindigt"),
        ({"until_date": ""}, "Vul de laatste dag in"),
        ({"until_date": "2018-01-01"}, "De laatste dag ligt voor de eerste dag"),
    ],
)
def test_an_end_has_a_day_and_a_reason(cast: Cast, changes: dict[str, Any], message: str) -> None:
    answer = end(cast, cast.piet.capacity.membership, **changes)
    assert answer.status_code == 422 and message in text(answer)
    assert cast.piet.client().get("/mijn-werk/").status_code == 200


def test_the_page_says_whom_the_end_puts_out(cast: Cast) -> None:
    membership = cast.piet.capacity.membership
    page = text(cast.abel.client().get(f"/partijen/{membership.party.slug}/deelname/{membership.pk}/"))
    assert "Eén gebruiker van deze partij heeft nu toegang" in page
    assert membership.houses.count() == 1 or "De deelname geldt ook voor" in page


def test_a_party_that_left_can_come_back_with_a_membership_of_its_own(cast: Cast) -> None:
    membership = cast.piet.capacity.membership
    end(cast, membership)
    path = f"/partijen/{membership.party.slug}/deelname/"
    assert cast.abel.client().post(path, join_form(cast)).status_code == 302
    assert membership.party.memberships.filter(covenant=cast.house.covenant).count() == 2
    assert cast.piet.client().get("/mijn-werk/").status_code == 302, (
        "who spoke for it then is not let in again by itself"
    )
    page = text(cast.rosa.client().get(f"/partijen/{membership.party.slug}/"))
    assert "opzegging door de partij (brief 3)" in page and "beëindigd" in page


@pytest.mark.parametrize(("days", "is_shown"), [(0, True), (59, True), (61, False), (-1, False)])
def test_an_administrator_sees_on_the_start_page_that_a_membership_ends(cast: Cast, days: int, is_shown: bool) -> None:
    membership = cast.piet.capacity.membership
    end(cast, membership, until_date=(today() + days * DAY).isoformat())
    assert (f"Deelname eindigt: {membership.party}" in text(cast.abel.client().get("/mijn-werk/"))) is is_shown
    assert "Deelname eindigt" not in text(cast.rosa.client().get("/mijn-werk/"))


@pytest.mark.parametrize("last", ["", "vandaag", "2031-01-01"])
def test_a_membership_does_not_grow_over_the_one_after_it(cast: Cast, last: str) -> None:
    membership = cast.piet.capacity.membership
    end(cast, membership)
    cast.abel.client().post(f"/partijen/{membership.party.slug}/deelname/", join_form(cast))
    until_date = today().isoformat() if last == "vandaag" else last
    answer = end(cast, membership, until_date=until_date, ended_because=Ended.NOTICE if last else "")
    assert answer.status_code == 422 and "Daarna nam deze partij opnieuw deel" in text(answer)


def test_nobody_takes_part_twice_at_once(cast: Cast) -> None:
    answer = cast.abel.client().post(f"/partijen/{cast.piet.party.slug}/deelname/", join_form(cast))
    assert answer.status_code == 422 and "neemt op deze dag al deel" in text(answer)


def test_who_comes_back_with_his_party_is_assigned_anew(cast: Cast) -> None:
    case = story.at_table(cast, cast.piet, cast.olga)
    membership = cast.piet.capacity.membership
    end(cast, membership)
    with acting_as_system(today()):
        assert drop_ended(today()) == 1
    assert [grant.user for grant in CaseGrant.objects.filter(content_object=case)] == [cast.olga.user]
    cast.abel.client().post(f"/partijen/{membership.party.slug}/deelname/", join_form(cast))
    again = membership.party.memberships.get(until_date=None)
    place = Delegation.objects.create(user=cast.piet.user, membership=again, from_date=today(), secrecy_on=today())
    assert Person(cast.piet.user, place).client().get(f"/casussen/{case.number}/").status_code == 404


def test_a_party_that_left_is_offered_nowhere(cast: Cast) -> None:
    membership = cast.gea.capacity.membership
    rosa, name = cast.rosa.client(), str(membership.party)
    assert name in text(rosa.get("/casussen/aanmelden/"))
    end(cast, membership)
    assert name not in text(rosa.get("/casussen/aanmelden/"))
    assert name not in text(cast.abel.client().get("/beheer/mensen/uitnodigen/"))
    assert f"{name}</a>" not in text(rosa.get("/partijen/", {"huis": cast.house.code, "naam": name}))
    assert f"{name}</a>" in text(rosa.get("/partijen/", {"naam": name})), "it stays in the register"


# --- protocols --------------------------------------------------------------------------------------------------------------


def test_without_its_protocol_an_approach_is_not_filed(cast: Cast) -> None:
    membership = cast.piet.capacity.membership
    client = cast.piet.client()
    approach = Approach.objects.filter(protocol__in=membership.protocols.all(), houses=cast.house)[0]
    protocol = approach.protocol
    assert protocol is not None
    assert str(approach) in text(client.get("/casussen/aanmelden/"))
    stored = membership.participations.get(protocol=protocol)
    given = {"signed_on": "", "from_date": "", "until_date": (today() - DAY).isoformat(), "ended_because": Ended.EXPIRY}
    given["versie"] = register.participation_version(stored)
    path = f"/partijen/{membership.party.slug}/deelname/{membership.pk}/protocollen/{protocol.pk}/"
    assert cast.abel.client().post(path, given).status_code == 302
    assert str(approach) not in text(client.get("/casussen/aanmelden/"))


@pytest.mark.parametrize(
    ("first", "last", "holds"),
    [(None, None, True), (0, 0, True), (1, None, False), (-9, -1, False), (None, -1, False), (None, 0, True)],
)
def test_a_protocol_counts_on_its_days(cast: Cast, first: int | None, last: int | None, holds: bool) -> None:
    one = cast.piet.capacity.membership.participations.all()[0]
    days = [None if number is None else today() + number * DAY for number in (first, last)]
    ProtocolParticipation.objects.filter(pk=one.pk).update(from_date=days[0], until_date=days[1])
    assert ProtocolParticipation.objects.in_force(today()).filter(pk=one.pk).exists() is holds


def test_a_protocol_does_not_begin_before_the_membership(cast: Cast) -> None:
    membership = cast.piet.capacity.membership
    one = membership.participations.all()[0]
    path = f"/partijen/{membership.party.slug}/deelname/{membership.pk}/protocollen/{one.protocol_id}/"
    given = {"from_date": (membership.from_date - DAY).isoformat(), "versie": register.participation_version(one)}
    answer = cast.abel.client().post(path, given)
    assert answer.status_code == 422 and "De deelname van de partij begint pas op" in text(answer)


# --- desks and history ------------------------------------------------------------------------------------------------------


def test_a_desk_is_shown_and_taken_away_again(cast: Cast) -> None:
    path = f"/partijen/{cast.piet.party.slug}/loketten/verzoeken/"
    abel = cast.abel.client()
    abel.post(path, {"name": "Privacydesk", "email": "desk@voorbeeld.invalid", "versie": 0})
    shown = text(cast.rosa.client().get(f"/partijen/{cast.piet.party.slug}/"))
    assert "Privacydesk, desk@voorbeeld.invalid" in shown
    version = register.desk_version(Desk.objects.get())
    abel.post(path, {"name": "", "versie": version})
    assert not Desk.objects.exists()
    changes = [(one.what, one.was, one.became) for one in RegisterChange.objects.order_by("pk")]
    assert changes[0] == ("Loket, verzoeken van betrokkenen: naam van het loket", "", "Privacydesk")
    assert changes[-1] == ("Loket, verzoeken van betrokkenen: naam van het loket", "Privacydesk", "")


def test_for_whom_a_party_signs_too_is_kept(cast: Cast) -> None:
    party, abel = newcomer(cast), cast.abel.client()
    path = f"/partijen/{party.slug}/wijzigen/"
    for units in ("Crisisdienst\nCentrum Jeugd\n\n", "Centrum Jeugd"):
        version = register.party_version(Party.objects.get(pk=party.pk))
        assert abel.post(path, party_form(units=units, versie=version)).status_code == 302
    assert [unit.name for unit in party.units.all()] == ["Centrum Jeugd"]
    change = RegisterChange.objects.filter(party=party, what="Tekent ook voor").first()
    assert change and (change.was, change.became) == ("Centrum Jeugd\nCrisisdienst", "Centrum Jeugd")
    assert abel.post(path, party_form(units="x" * 201, versie=version)).status_code == 422


def test_history_says_what_was_and_who_changed_it(cast: Cast) -> None:
    party = newcomer(cast)
    abel = cast.abel.client()
    version = register.party_version(party)
    abel.post(f"/partijen/{party.slug}/wijzigen/", party_form(seat="Amersfoort", versie=version))
    page = text(abel.get(f"/partijen/{party.slug}/geschiedenis/"))
    for words in ("Vestigingsplaats", "Utrecht", "Amersfoort", "Abel", "Deelname aan"):
        assert words in page
    assert not RegisterChange.objects.filter(party=party, what="Soorten").exists(), "what stayed the same is no change"
    assert AccessLogLine.objects.filter(rule="change_party", object_id=str(party.pk)).exists()


def test_loading_the_data_files_again_leaves_what_an_administrator_saved(cast: Cast) -> None:
    membership = cast.piet.capacity.membership
    end(cast, membership)
    party = membership.party
    abel, version = cast.abel.client(), register.party_version(party)
    kinds = list(party.kinds.values_list("pk", flat=True))
    abel.post(f"/partijen/{party.slug}/wijzigen/", party_form(name="Andere naam", kinds=kinds, versie=version))
    report = load()
    assert (report.kept["Party"], report.kept["Membership"]) == (1, 1)
    assert not report.changed and not report.added
    assert Party.objects.get(pk=party.pk).name == "Andere naam"
    assert Membership.objects.get(pk=membership.pk).ended_because == Ended.NOTICE


def test_loading_again_takes_no_house_or_protocol_away_that_was_added_on_a_page(cast: Cast) -> None:
    elsewhere = Membership.objects.filter(covenant=cast.house.covenant).exclude(houses=cast.house)[0]
    mine = cast.piet.capacity.membership
    protocol = mine.protocols.all()[0]
    with acting_as(cast.abel.pk) as abel:
        register.join_house(elsewhere, by=abel)
        given = {"signed_on": None, "from_date": None, "until_date": None, "ended_because": ""}
        register.change_participation(mine, protocol, given, version=None, by=abel)
    report = load()
    assert report.kept["Membership"] == 2 and not report.changed
    assert cast.house in elsewhere.houses.all()


# --- who may ----------------------------------------------------------------------------------------------------------------


def test_an_administrator_of_another_house_changes_nothing_here(cast: Cast) -> None:
    other = party_of(cast.other_house, "ggz")
    membership = other.memberships.get()
    client = cast.abel.client()
    assert client.get(f"/partijen/{other.slug}/").status_code == 200
    for path in ("wijzigen/", "loketten/privacy/", "geschiedenis/", f"deelname/{membership.pk}/"):
        assert client.get(f"/partijen/{other.slug}/{path}").status_code == 404
        assert client.post(f"/partijen/{other.slug}/{path}", {}).status_code in (404, 405)
    with acting_as(cast.abel.pk) as abel, pytest.raises(NotAllowed):
        register.change_membership(membership, {}, version=None, by=abel)


def test_the_database_lets_nobody_join_a_party_that_he_does_not_keep(cast: Cast) -> None:
    """A party of another house, in the covenant of the own one."""
    other = party_of(cast.other_house, "ggz")
    join = (
        "insert into parties_membership (party_id, covenant_id, from_date, source, ended_because, ended_note)"
        " values (%s, %s, '2031-01-01', 'x', '', '')"
    )
    with acting_as(cast.abel.pk):
        assert refused(join, other.pk, cast.house.covenant_id)


def refused(sql: str, *values: Any) -> bool:
    """Whether the database lets this statement touch no row, or refuses it."""
    point = transaction.savepoint()
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.rowcount == 0
    except DatabaseError:
        return True
    finally:
        transaction.savepoint_rollback(point)


STATEMENTS = {
    "end": ("update parties_membership set until_date = from_date where id = %s", "membership"),
    "house": (
        "insert into parties_membership_houses (membership_id, house_id) select m.id, h.id from parties_membership m, parties_house h"
        " where m.id = %s and h.code = 'RU' and not exists"
        " (select 1 from parties_membership_houses o where o.membership_id = m.id and o.house_id = h.id)",
        "membership",
    ),
    "join": (
        "insert into parties_membership (party_id, covenant_id, from_date, until_date, source, ended_because, ended_note,"
        " exchange_waits) select party_id, covenant_id, '2031-01-01', '2031-02-01', 'x', 'opzegging', '', false"
        " from parties_membership where id = %s",
        "membership",
    ),
    "name": ("update parties_party set name = 'x' where id = %s", "party"),
    "kind": ("delete from parties_party_kinds where party_id = %s", "party"),
    "desk": ("insert into parties_desk (party_id, kind, name, email, phone, note) values (%s, 'privacy', 'x', '', '', '')", "party"),
    "unit": ("insert into parties_partyunit (party_id, name, source) values (%s, 'x', 'x')", "party"),
    "protocol": ("update parties_membership_protocols set until_date = '2026-01-01' where membership_id = %s", "membership"),
}  # fmt: skip
WRITES = {"abel": {"end", "join", "name", "kind", "desk", "unit", "protocol"}}


@pytest.mark.parametrize("who", ["abel", "rosa", "mara", "fatima", "piet"])
def test_the_database_lets_only_an_administrator_of_the_house_write(cast: Cast, who: str) -> None:
    membership, person = cast.olga.capacity.membership, getattr(cast, who)
    values = {"membership": (membership.pk,), "party": (membership.party_id,)}
    with acting_as(person.pk):
        let = {name for name, (sql, given) in STATEMENTS.items() if not refused(sql, *values[given])}
    assert let == WRITES.get(who, set())


def test_the_database_refuses_an_administrator_of_another_house(cast: Cast) -> None:
    membership = party_of(cast.other_house, "ggz").memberships.get()
    values = {"membership": (membership.pk,), "party": (membership.party_id,)}
    with acting_as(cast.abel.pk):
        let = {name for name, (sql, given) in STATEMENTS.items() if not refused(sql, *values[given])}
    assert let == set()


def test_nobody_writes_history_over(cast: Cast) -> None:
    newcomer(cast)
    with acting_as(cast.abel.pk):
        assert refused("update parties_registerchange set was = 'x'") and refused("delete from parties_registerchange")
    with acting_as(cast.rosa.pk):
        assert RegisterChange.objects.count() == 0


def test_a_person_of_a_party_never_opens_these_pages(cast: Cast) -> None:
    person: Person = cast.piet
    for path in ("nieuw/", f"{person.party.slug}/", f"{person.party.slug}/geschiedenis/"):
        assert person.client().get(f"/partijen/{path}").status_code == 404
