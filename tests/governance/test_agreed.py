"""Versions of what was agreed: which one counts, who signed or received it, and what naleving makes of that."""

from datetime import timedelta
from html import unescape

import pytest

from governance.models import AgreedVersion, Received
from governance.policy import NotAllowed
from governance.workflow.agreed import VersionExists, add_version, note_received, undo_received
from parties.models import Membership, Party, Protocol, ProtocolParticipation
from tests.cases.test_worklist import queries
from tests.cast import Cast
from tests.governance.test_compliance import ADDRESS, found, stand
from zvh.actor import acting_as
from zvh.today import today

pytestmark = pytest.mark.django_db
SIGNED, COPIED, PROTOCOL = (
    "Convenant ondertekend door elke partij", "Werkproces naar alle partijen sturen", "Privacy Protocol ondertekend door elke partij",
)  # fmt: skip


def version(cast: Cast, kind: str, number: str = "2", days: int = 0, protocol: Protocol | None = None) -> AgreedVersion:
    with acting_as(cast.mara.pk) as by:
        return add_version(
            cast.house, kind=kind, version=number, since=by.today + timedelta(days=days), changes="Anders", place="Archief",
            protocol=protocol, by=by,
        )  # fmt: skip


def parties(cast: Cast) -> list[Party]:
    return [one.party for one in Membership.objects.in_force(today()).filter(houses=cast.house).select_related("party")]


def received(cast: Cast, agreed: AgreedVersion, *who: Party) -> int:
    with acting_as(cast.mara.pk) as by:
        return note_received(agreed, who, on=by.today, by=by)


def test_without_a_version_the_register_says_who_signed(cast: Cast) -> None:
    assert stand(cast.mara, SIGNED) == "nog-nooit"
    Membership.objects.in_force(today()).filter(houses=cast.house).update(signed_on=today())
    assert stand(cast.mara, SIGNED) == "gedaan"


def test_after_an_amendment_every_party_signs_again(cast: Cast) -> None:
    Membership.objects.in_force(today()).filter(houses=cast.house).update(signed_on=today())
    made, everybody = version(cast, "convenant"), parties(cast)
    assert stand(cast.mara, SIGNED) == "nog-nooit"
    assert received(cast, made, *everybody[1:]) == len(everybody) - 1
    assert found(cast.mara, SIGNED).standing.note == f"1 van de {len(everybody)} partijen niet vastgelegd"
    assert received(cast, made, *everybody) == 1  # those that stood there stay as they are
    assert stand(cast.mara, SIGNED) == "gedaan"
    version(cast, "convenant", "3", days=1)  # to come
    assert stand(cast.mara, SIGNED) == "gedaan"


def test_the_work_process_is_sent_to_every_party_within_its_term(cast: Cast) -> None:
    assert found(cast.mara, COPIED).standing.note == "Er is nog geen werkproces vastgelegd"
    version(cast, "werkproces", "1", days=-40)
    assert (stand(cast.mara, COPIED), found(cast.mara, COPIED).standing.due_on) == (
        "te-laat",
        today() - timedelta(days=12),
    )
    newer = version(cast, "werkproces", "2", days=-1)
    assert stand(cast.mara, COPIED) == "op-tijd"
    received(cast, newer, *parties(cast))
    assert stand(cast.mara, COPIED) == "gedaan"


def test_of_a_protocol_only_those_under_it_sign(cast: Cast) -> None:
    protocol = Protocol.objects.get(covenant=cast.house.covenant, status="vastgesteld")
    under = ProtocolParticipation.objects.filter(protocol=protocol, membership__houses=cast.house)
    under.update(signed_on=today())
    assert stand(cast.mara, PROTOCOL) == "gedaan"
    made = version(cast, "protocol", "2026", protocol=protocol)
    assert found(cast.mara, PROTOCOL).standing.note.startswith(f"{under.count()} van de {under.count()} ")
    received(cast, made, cast.piet.party)
    assert found(cast.mara, PROTOCOL).standing.note.startswith(f"{under.count() - 1} van de {under.count()} ")


def test_a_version_stands_there_once_and_what_was_a_mistake_is_taken_away(cast: Cast) -> None:
    made = version(cast, "convenant")
    with pytest.raises(VersionExists):
        version(cast, "convenant")
    received(cast, made, cast.piet.party)
    for _ in range(2):
        with acting_as(cast.abel.pk) as by:
            undo_received(made, cast.piet.party.pk, by=by)
    assert not Received.objects.exists()


def test_only_who_keeps_the_duties_writes_them_down(cast: Cast) -> None:
    made = version(cast, "convenant")
    elsewhere = Party.objects.exclude(pk__in=[one.pk for one in parties(cast)])[0]
    with pytest.raises(NotAllowed):
        received(cast, made, elsewhere)
    for person in (cast.fatima, cast.rosa, cast.piet):
        with acting_as(person.pk) as by, pytest.raises(NotAllowed):
            note_received(made, [cast.piet.party], on=by.today, by=by)


def test_it_is_done_in_the_browser(cast: Cast) -> None:
    client = cast.mara.client()
    sent = {
        "wat": "protocol",
        "versie": "2",
        "vanaf": f"{today():%d-%m-%Y}",
        "wijziging": "Termijnen",
        "plaats": "Archief",
    }
    answer = client.post(f"{ADDRESS}afspraken/nieuw/", sent)
    assert answer.status_code == 422 and "Kies welk protocol" in answer.content.decode()
    answer = client.post(f"{ADDRESS}afspraken/nieuw/", sent | {"wat": "werkproces"})
    assert answer.status_code == 302
    assert "al vastgelegd" in client.post(f"{ADDRESS}afspraken/nieuw/", sent | {"wat": "werkproces"}).content.decode()
    address, chosen = answer.url, [str(one.pk) for one in parties(cast)[:2]]
    assert client.post(address, {"dag": f"{today():%d-%m-%Y}"}).status_code == 422
    assert client.post(address, {"dag": f"{today():%d-%m-%Y}", "partijen": chosen}).status_code == 302
    page = unescape(client.get(address).content.decode())
    assert f"2 van de {len(parties(cast))} partijen" in page
    assert client.post(address, {"weg": chosen[0]}).status_code == 302
    assert "1 van de " in client.get(f"{ADDRESS}afspraken/").content.decode()
    assert "Weghalen" not in cast.fatima.client().get(address).content.decode()


def test_the_number_of_queries_is_fixed(cast: Cast) -> None:
    made = version(cast, "convenant")
    received(cast, made, cast.piet.party)
    addresses = (f"{ADDRESS}afspraken/", f"/naleving/afspraken/{made.pk}/")
    before = [len(queries(cast.mara, address)) for address in addresses]
    version(cast, "werkproces")
    received(cast, made, *parties(cast)[:5])
    assert [len(queries(cast.mara, address)) for address in addresses] == before
