"""Naleving: the page of a house, what it counts by, who reads it, and writing down that something was done."""

import csv
import io
import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.db import connection
from django.utils import timezone

from governance.compliance import Line, lines_of
from governance.dutyfacts import Facts
from governance.models import Fulfilment
from governance.policy import NotAllowed
from governance.standing import Stand
from governance.workflow import decisions, voting
from governance.workflow.fulfilment import record_fulfilment, withdraw_fulfilment
from parties.models import Appointment, Duty, House, MeetingDuty, Membership, Training, Vetting
from parties.roles import Role
from privacy.models import AccessLogLine, NightlyRun
from tests.cases import story as casework
from tests.cases.test_worklist import queries
from tests.cast import Cast, Person, staff
from tests.governance import story
from zvh.actor import acting_as
from zvh.today import today

pytestmark = pytest.mark.django_db
ADDRESS = "/naleving/RU/"


def found(person: Person, name: str) -> Line:
    with acting_as(person.pk) as actor:
        [one] = [line for line in lines_of(House.objects.get(code="RU"), actor) if line.name == name]
    return one


def stand(person: Person, name: str) -> str:
    return found(person, name).standing.state.value


def duty(cast: Cast, code: str) -> Duty:
    return Duty.objects.get(covenant=cast.house.covenant, code=code)


def done(cast: Cast, code: str, on: date, by: Person | None = None, **more: object) -> Fulfilment:
    with acting_as((by or cast.mara).pk) as actor:
        return record_fulfilment(duty(cast, code), cast.house, on=on, result="Gedaan", by=actor, **more)  # type: ignore[arg-type]


def test_every_duty_of_every_house_has_a_source_and_a_standing(cast: Cast) -> None:
    """All four covenants: what a body must meet for, each term, each duty; and no more than the data says."""
    for house in House.objects.all():
        manager = staff(f"Mena {house.code}", house, Role.MANAGER)
        with acting_as(manager.pk) as actor:
            lines = lines_of(house, actor)
        assert [line.name for line in lines if not line.source] == []
        names = [line.name for line in lines]
        assert len(names) == len(set(names)), house
        assert MeetingDuty.objects.filter(body__house=house).count() == len(
            [n for n in names if n.startswith("Vergadering")]
        )
        of_covenant = set(Duty.objects.filter(covenant=house.covenant).values_list("name", flat=True))
        assert of_covenant and of_covenant <= set(names)


def test_a_meeting_that_was_held_moves_its_line(cast: Cast) -> None:
    body = story.table(cast)
    name = f"Vergadering van {body}"
    story.meeting(cast, body, today() - timedelta(weeks=13))
    assert stand(cast.mara, name) == "te-laat"
    story.meeting(cast, body, today() - timedelta(days=1))
    assert stand(cast.mara, name) == "op-tijd"


def test_a_decision_counts_for_its_duty_and_for_what_follows_it(cast: Cast) -> None:
    body = story.board(cast)
    story.secretary(cast, body)
    plan, sent = "Tweejarig plan vaststellen", "Tweejarig plan naar gemeenten en Partneroverleg"
    assert (stand(cast.mara, plan), found(cast.mara, sent).standing.note) == ("nog-nooit", "Er is nog geen besluit")
    held = story.contact(body, cast.abel, votes__gt=0)
    with acting_as(cast.mara.pk) as by:
        made = decisions.propose_decision(body, kind="plan", subject="Plan", text="Tekst", by=by)
        decisions.say_none_affected(made, by=by)
        voting.open_vote(made, by=by)
        voting.cast_vote(made, held, "voor", by=by)
        voting.close_vote(made, by=by)
    assert stand(cast.mara, plan) == "op-tijd"
    assert found(cast.mara, sent).standing.due_on == today() + timedelta(weeks=4)
    done(cast, "plan-versturen", today())
    assert stand(cast.mara, sent) == "gedaan"


def test_people_without_vog_secrecy_or_training_are_counted(cast: Cast) -> None:
    vog, secret = "VOG of screening van iedereen met toegang", "Geheimhouding vastgelegd van iedereen met toegang"
    trained = "Scholing van iedereen met toegang"
    assert [stand(cast.mara, name) for name in (vog, secret, trained)] == ["op-tijd", "gedaan", "nog-nooit"]
    Vetting.objects.filter(user=cast.otto.user).update(valid_until=today() - timedelta(days=1))
    Appointment.objects.filter(pk=cast.otto.pk).update(secrecy_on=None)
    for topic in ("beveiliging", "persoonsgegevens", "casusportaal"):
        Training.objects.create(user=cast.rosa.user, topic=topic, followed_on=today())
    assert found(cast.mara, vog).standing.note.startswith("1 van de ") and stand(cast.mara, vog) == "te-laat"
    assert found(cast.mara, secret).standing.note.startswith("1 van de ") and stand(cast.mara, secret) == "te-laat"
    assert stand(cast.mara, trained) == "te-laat"


def test_casework_that_is_late_is_counted_without_naming_it(cast: Cast) -> None:
    name = "Eerste beoordeling van een aanmelding"
    assert found(cast.abel, name).standing.note == "Er staat niets open"
    case = casework.filed(cast)
    assert (stand(cast.abel, name), found(cast.abel, name).standing.note) == ("op-tijd", "1 open")
    with connection.cursor() as cursor:
        cursor.execute("update cases_case set phase_since = %s where id = %s", [today() - timedelta(days=9), case.pk])
    assert (stand(cast.abel, name), found(cast.abel, name).standing.note) == ("te-laat", "1 open, waarvan 1 te laat")
    assert str(case.number) not in cast.abel.client().get(ADDRESS).content.decode()


def test_the_nightly_run_of_the_database_is_what_counts(cast: Cast) -> None:
    name = "Elke nacht nagaan wat vernietigd moet worden"
    assert stand(cast.mara, name) == "nog-nooit"
    NightlyRun.objects.create(day=today() - timedelta(days=2), finished_at=None)
    assert stand(cast.mara, name) == "nog-nooit"
    NightlyRun.objects.filter(day=today() - timedelta(days=2)).update(finished_at=timezone.now())
    assert stand(cast.mara, name) == "te-laat"


def test_all_readers_are_told_the_same_and_others_nothing(cast: Cast) -> None:
    """Whatever rows somebody sees himself."""
    casework.filed(cast)
    story.meeting(cast, story.table(cast), today())
    done(cast, "verwerkers", today())

    def told(person: Person) -> list[tuple[str, str, str]]:
        with acting_as(person.pk) as actor:
            return sorted(
                (one.name, one.standing.state.value, one.standing.note) for one in lines_of(cast.house, actor)
            )

    readers = (cast.mara, cast.abel, cast.fatima, cast.petra)  # made before anybody is counted
    strangers = (cast.rosa, cast.otto, cast.rik, cast.piet, cast.zoe)
    expected = told(cast.mara)
    assert [person.user.name for person in readers if told(person) != expected] == []
    for person in strangers:
        with acting_as(person.pk):
            facts = Facts(cast.house)
        assert facts._found == {}, person
        assert person.client().get(ADDRESS).status_code == 404
    story.seated(story.table(cast), cast.rosa, cast.abel, is_secretary=True)
    assert told(cast.rosa) == expected
    assert cast.rosa.client().get("/naleving/").headers["Location"] == ADDRESS


def test_it_is_filtered_by_state_and_leads_to_where_it_is_done(cast: Cast) -> None:
    done(cast, "verwerkers", today())
    page = unescape(cast.mara.client().get(f"{ADDRESS}?stand=op-tijd").content.decode())
    assert "Lijst van verwerkers bijwerken" in page and "Privacyverklaring van het huis nalopen" not in page
    assert cast.mara.client().get(f"{ADDRESS}?stand=onzin").status_code == 404
    for person in (cast.mara, cast.abel, cast.fatima, cast.petra):
        client = person.client()
        page = client.get(ADDRESS).content.decode()
        links = set(re.findall(r'<td[^>]*>.*?href="(/[^"]+)"', page))
        assert links
        assert [link for link in links if client.get(link).status_code not in (200, 302)] == [], person.user.name


def test_the_list_is_taken_along_as_a_file(cast: Cast) -> None:
    Duty.objects.filter(covenant=cast.house.covenant, code="verwerkers").update(source="=1+1")
    answer = cast.fatima.client().post(f"{ADDRESS}downloaden/", {"vorm": "csv"})
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][:2] == ["Huis", "Plicht"]
    with acting_as(cast.fatima.pk) as actor:
        assert len(rows) - 1 == len(lines_of(cast.house, actor))
    assert [row[3] for row in rows if row[1] == "Lijst van verwerkers bijwerken"] == ["'=1+1"]
    assert cast.mara.client().post(f"{ADDRESS}downloaden/", {"vorm": "xlsx"}).content.startswith(b"PK")
    assert cast.mara.client().post(f"{ADDRESS}downloaden/", {"vorm": "exe"}).status_code == 404
    with acting_as(cast.fatima.pk) as actor:
        lines = AccessLogLine.objects.visible_to(actor).filter(rule="naleving-downloaden", outcome="ok")
        assert sorted(line.parts[0] for line in lines) == ["csv", "xlsx"]


def test_it_is_written_down_in_three_presses_from_the_menu(cast: Cast) -> None:
    """Naleving, the duty, Vastleggen."""
    client = cast.mara.client()
    assert 'href="/naleving/"' in client.get("/mijn-werk/").content.decode()
    address = f"{ADDRESS}{duty(cast, 'verwerkers').pk}/"
    assert f'href="{address}"' in client.get(ADDRESS).content.decode()
    assert client.post(address, {"dag": f"{today():%d-%m-%Y}", "uitkomst": ""}).status_code == 422
    sent = {"dag": f"{today() + timedelta(days=1):%d-%m-%Y}", "uitkomst": "Drie verwerkers"}
    answer = client.post(address, sent)
    assert answer.status_code == 422 and "Drie verwerkers" in answer.content.decode()  # a day to come
    assert client.post(address, sent | {"dag": f"{today():%d-%m-%Y}"}).status_code == 302
    assert "Drie verwerkers" in client.get(address).content.decode()
    assert stand(cast.mara, "Lijst van verwerkers bijwerken") == "op-tijd"


def test_what_was_written_down_is_taken_back_with_a_reason_and_stays_readable(cast: Cast) -> None:
    first = done(cast, "verwerkers", today() - timedelta(days=400))
    second = done(cast, "verwerkers", today())
    client = cast.abel.client()
    address = f"/naleving/vastgelegd/{second.pk}/intrekken/"
    assert client.post(address, {"reden": ""}).status_code == 422
    assert client.post(address, {"reden": "Verkeerd huis"}).status_code == 302
    assert client.post(address, {"reden": "Nog eens"}).status_code == 404
    assert stand(cast.mara, "Lijst van verwerkers bijwerken") == "te-laat"
    assert "Verkeerd huis" in client.get(f"{ADDRESS}{first.duty_id}/").content.decode()
    with pytest.raises(NotAllowed), acting_as(cast.fatima.pk) as fatima:
        withdraw_fulfilment(first, because="Reden", by=fatima)


def test_the_manager_reads_in_mijn_werk_what_is_nearly_or_over(cast: Cast) -> None:
    name = "Lijst van verwerkers bijwerken"
    done(cast, "verwerkers", today() - timedelta(days=400))
    assert name in cast.mara.client().get("/mijn-werk/").content.decode()
    assert name not in cast.abel.client().get("/mijn-werk/").content.decode()
    done(cast, "verwerkers", today())
    assert name not in cast.mara.client().get("/mijn-werk/").content.decode()


def test_per_party_it_is_written_down_for_each(cast: Cast) -> None:
    name, members = "Website van elke partij nagelopen", Membership.objects.in_force(today()).filter(houses=cast.house)
    assert stand(cast.mara, name) == "nog-nooit"
    parties = [one.party for one in members]
    done(cast, "websites", today(), party=parties[0])
    assert found(cast.mara, name).standing.note == f"{len(parties) - 1} van de {len(parties)} partijen nog niet"
    page = unescape(cast.mara.client().get(f"{ADDRESS}{duty(cast, 'websites').pk}/").content.decode())
    assert "Partijen waarvan nog niets is vastgelegd" in page
    for party in parties[1:]:
        done(cast, "websites", today(), party=party)
    assert stand(cast.mara, name) == "op-tijd"


def test_only_what_the_house_must_do_is_written_down(cast: Cast) -> None:
    other = Duty.objects.get(covenant__code="haaglanden", code="verwerkers")
    with acting_as(cast.mara.pk) as mara:
        not_so = (other, None), (duty(cast, "vog"), None), (duty(cast, "websites"), None)
        for wrong, party in (*not_so, (duty(cast, "verwerkers"), cast.piet.party)):
            with pytest.raises(NotAllowed):
                record_fulfilment(wrong, cast.house, on=mara.today, result="Gedaan", party=party, by=mara)
    for person in (cast.fatima, cast.rosa, cast.piet):
        with pytest.raises(NotAllowed):
            done(cast, "verwerkers", today(), by=person)


def test_the_number_of_queries_is_fixed(cast: Cast) -> None:
    before = len(queries(cast.mara, ADDRESS))
    for number in range(3):
        done(cast, "verwerkers", today() - timedelta(days=number))
        Duty.objects.create(
            covenant=cast.house.covenant,
            code=f"nieuw-{number}",
            name=f"Nieuw {number}",
            kind="vastleggen",
            source="test",
        )
    assert len(queries(cast.mara, ADDRESS)) == before
    address = f"{ADDRESS}{duty(cast, 'verwerkers').pk}/"
    before = len(queries(cast.mara, address))
    done(cast, "verwerkers", today())
    assert len(queries(cast.mara, address)) == before


def test_every_state_can_be_told_apart_in_words(cast: Cast) -> None:
    assert len({one.label for one in Stand}) == len(Stand)
