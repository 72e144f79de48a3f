"""The log as supervisors read it: of their own house, with people and grounds, without anything of a case."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.models import Case
from parties.roles import Role
from privacy.models import AccessLogLine, EventKind
from tests.cases import story
from tests.cast import Cast, Person, staff

LOG = "/privacy/logboek/"


def read(person: Person, address: str = LOG) -> str:
    answer = person.client().get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def seen(cast: Cast) -> Case:
    """Rosa opened the case of Kanarie; Zoë, of another house, tried to."""
    case = story.filed(cast, surname="Zilverreiger")
    assert "Zilverreiger" in cast.rosa.client().get(f"/casussen/{case.number}/aanmelding/").content.decode()
    assert cast.zoe.client().get(f"/casussen/{case.number}/").status_code == 404
    return case


def test_supervisors_see_who_saw_what_and_nothing_of_the_case(cast: Cast, seen: Case) -> None:
    for person in (cast.fatima, cast.petra):
        html = read(person)
        assert "Rosa" in html
        assert "Dossier bekeken" in html
        assert "Zilverreiger" not in html
        assert seen.number not in html


def test_only_supervisors(cast: Cast, seen: Case) -> None:
    assert "Rosa" in read(cast.fatima, f"{LOG}casussen/{seen.number}/")
    for person in (cast.rosa, cast.otto, cast.mara, cast.abel, cast.rik, cast.piet, cast.wil):
        for address in (LOG, f"{LOG}casussen/{seen.number}/"):
            assert person.client().get(address).status_code == 404
            assert person.client().post(address).status_code in (404, 405)


def test_the_log_of_another_house_is_not_there(cast: Cast, seen: Case) -> None:
    frans = staff("Frans", cast.other_house, Role.FG)
    html = read(frans)
    assert "Rosa" not in html
    assert ">Zoe<" in html  # her refused attempt is an event of her own house
    assert ">Zoe<" not in read(cast.fatima)
    absent, foreign = (frans.client().get(f"{LOG}casussen/{number}/") for number in ("RU-2026-9999", seen.number))
    assert absent.status_code == foreign.status_code == 404


def test_of_one_case(cast: Cast, seen: Case) -> None:
    other = story.filed(cast)
    cast.otto.client().get(f"/casussen/{other.number}/")
    cast.mara.client().get("/casussen/")
    html = read(cast.fatima, f"{LOG}casussen/{seen.number}/")
    assert "Rosa" in html
    assert "Otto" not in html
    assert "Mara" in html  # a list showed it to her
    assert "Zilverreiger" not in html


def test_reading_the_log_is_logged(cast: Cast, seen: Case) -> None:
    read(cast.fatima)
    read(cast.fatima, f"{LOG}casussen/{seen.number}/")
    rows = AccessLogLine.objects.filter(event_kind=EventKind.LOG_VIEW, actor_id=cast.fatima.user.pk)
    assert sorted(rows.values_list("rule", "outcome")) == [("logboek", "ok"), ("logboek-casus", "ok")]
    assert "Logboek bekeken" in read(cast.fatima)


def test_searching(cast: Cast, seen: Case) -> None:
    client, tomorrow = cast.fatima.client(), (timezone.localdate() + timedelta(days=1)).isoformat()
    client.get(LOG)

    def found(**chosen: str) -> list[bool]:
        """Whether Rosa's reading and the reading of the log itself are in the table."""
        html = client.post(LOG, chosen).content.decode().partition("<table")[2]
        return ["Dossier bekeken" in html, "Logboek bekeken" in html]

    assert found() == [True, True]
    assert found(soort="log-view") == [False, True]
    assert found(persoon=str(cast.rosa.user.pk)) == [True, False]
    assert found(uitkomst="denied") == [False, False]
    assert found(van=tomorrow) == [False, False]
    assert found(van=timezone.localdate().isoformat(), tot=timezone.localdate().isoformat()) == [True, True]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"van": "gisteren"}, "datum in, zoals"),
        ({"van": "2026-02-02", "tot": "2026-02-01"}, "Kies een dag op of na de eerste dag"),
        ({"persoon": "999999"}, "Kies bij persoon iets uit de lijst"),
        ({"soort": "' or 1=1 --"}, "Kies bij gebeurtenis iets uit de lijst"),
        ({"uitkomst": "x" * 5000}, "Kies bij uitkomst iets uit de lijst"),
    ],
)
def test_bad_input_is_named_at_its_field(cast: Cast, seen: Case, wrong: dict[str, str], message: str) -> None:
    answer = cast.fatima.client().post(LOG, wrong)
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert "<table" not in answer.content.decode()


def test_the_log_asks_the_second_step_again(cast: Cast, seen: Case) -> None:
    """S20: after five minutes."""
    client = cast.fatima.client()
    assert "Dossier bekeken" in client.get(LOG).content.decode()
    session = client.session
    session["factor_at"] = (timezone.now() - timedelta(minutes=6)).isoformat()
    session.save()
    for address in (LOG, f"{LOG}casussen/{seen.number}/"):
        html = client.get(address).content.decode()
        assert "Dossier bekeken" not in html
        assert "Rosa" not in html


def test_the_number_of_queries_does_not_grow(cast: Cast) -> None:
    from tests.cases.test_worklist import queries

    story.filed(cast)
    cast.rosa.client().get("/casussen/")
    assert len(queries(cast.fatima, LOG)) == QUERIES
    for person in (cast.otto, cast.mara, cast.rosa):
        person.client().get("/casussen/")
    assert len(queries(cast.fatima, LOG)) == QUERIES


QUERIES = 11  # the last check of the log is one
