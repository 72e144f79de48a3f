""" "Wie heeft mijn dossier gezien?": every consultation, organisation and role, no names, nothing of other files (09, 2.5)."""

import io
from datetime import datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db.models import Q
from django.utils.timezone import make_aware
from pypdf import PdfReader

from cases.models import Case
from privacy.models import AccessLogLine, SubjectRequest
from privacy.seen import seen
from tests.cases import story
from tests.cast import Cast, Person
from tests.privacy.test_requests import BORN, REGISTER, linked, registered
from tests.privacy.test_requests import seen as in_person
from zvh.actor import acting_as
from zvh.sealing import open_keyring
from zvh.today import today


@pytest.fixture
def case(cast: Cast) -> Case:
    return story.at_table(cast, cast.gea, born=BORN)


@pytest.fixture
def request_(cast: Cast, case: Case) -> SubjectRequest:
    made = linked(cast, registered(cast), case)
    in_person(cast, made)
    return made


def line(cast: Cast, person: Person, at: datetime, **about: Any) -> None:
    role = getattr(person.capacity, "role", "delegate")
    given = {
        "event_kind": "dossier-view", "action": "R", "rule": "casus", "object_type": "case", "house_id": cast.house.pk,
        "actor_id": person.user.pk, "actor_role": role, "actor_party_id": 0 if role != "delegate" else person.party.pk, **about,
    }  # fmt: skip
    AccessLogLine.objects.create(event_time=at, **given)


def told(cast: Cast, case: Case) -> Any:
    """25 consultations by seven people of three organisations, two under break-glass and four in a list; each at a time of its own."""
    day = today() - timedelta(days=40)
    colleagues = [cast.rosa, cast.otto, cast.mara, cast.abel, cast.gea, cast.rens, cast.rik]
    at = [make_aware(datetime.combine(day, time(8 + n // 4, n % 4 * 10))) for n in range(25)]
    for n in range(19):
        line(cast, colleagues[n % 7], at[n], dossier_id=case.pk, parts=["plan"] if n % 2 else [])
    for n in (19, 20):
        line(cast, cast.mara, at[n], dossier_id=case.pk, event_kind="break-glass", rule="break-glass", purpose="casus")
    for n in range(21, 25):
        line(
            cast,
            colleagues[n % 7],
            at[n],
            event_kind="list",
            rule="casussen",
            shown_ids=[case.pk, uuid4()],
            result_count=2,
        )
    other = uuid4()
    line(cast, cast.rosa, at[0], dossier_id=other, object_id=str(other))
    line(cast, cast.gea, at[1], event_kind="list", shown_ids=[uuid4()])
    for person in (cast.piet, cast.olga):
        line(cast, person, at[2], dossier_id=case.pk)
    line(cast, cast.rosa, at[3], dossier_id=case.pk, outcome="denied")
    line(cast, cast.fatima, at[4], dossier_id=case.pk, event_kind="log-view")
    return day


def found(cast: Cast, request: SubjectRequest, day: Any, *, with_names: bool = False) -> list[Any]:
    start = make_aware(datetime.combine(day, time.min))
    with open_keyring(), acting_as(cast.fatima.pk) as fatima:
        within = Q(event_time__gte=start, event_time__lt=start + timedelta(days=1))
        return seen(request, fatima, within=within, with_names=with_names)


def test_25_events_no_name_and_nothing_of_other_files(cast: Cast, case: Case, request_: SubjectRequest) -> None:
    day = told(cast, case)
    lines = found(cast, request_, day)
    assert sum(one.count for one in lines) == 25
    assert {one.organisation for one in lines} == {str(cast.house), cast.gea.party.name, cast.rens.party.name}
    assert sum(one.count for one in lines if one.is_break_glass) == 2
    assert {one.name for one in lines} == {""}
    assert len(lines) < 25, "equal lines of a day are one"
    assert all("getoond" not in one.what for one in lines), "how many other files a list showed"
    named = found(cast, request_, day, with_names=True)
    assert sum(one.count for one in named) == 25 and len({one.name for one in named}) == 7


def test_the_page_and_the_paper(cast: Cast, case: Case, request_: SubjectRequest) -> None:
    day = told(cast, case)
    address, fatima = f"{REGISTER}{request_.pk}/gezien/", cast.fatima.client()
    assert address in fatima.get(f"{REGISTER}{request_.pk}/").content.decode()
    period = {"van": day.isoformat(), "tot": day.isoformat()}
    page = fatima.post(address, period).content.decode()
    table = page[page.index("<table") : page.index("</table>")]
    for person in (cast.rosa, cast.otto, cast.mara, cast.gea, cast.rens):
        assert person.user.name not in table
    assert "noodtoegang" in table and cast.gea.party.name in table and cast.piet.party.name not in table
    assert not AccessLogLine.objects.filter(rule="verzoek-gezien").exclude(reason="").exists()
    assert fatima.post(address, {**period, "namen": "zomaar"}).status_code == 422
    page = fatima.post(address, {**period, "namen": "recht-gebruiken"}).content.decode()
    assert cast.gea.user.name in page[page.index("<table") : page.index("</table>")]
    assert AccessLogLine.objects.filter(rule="verzoek-gezien", reason="recht-gebruiken").count() == 1
    answer = fatima.post(address, {**period, "vorm": "pdf"})
    assert answer["Content-Type"] == "application/pdf"
    text = " ".join(" ".join(one.extract_text() for one in PdfReader(io.BytesIO(answer.content)).pages).split())
    assert cast.gea.party.name in text and "noodtoegang" in text and "17.5" in text and cast.gea.user.name not in text
    assert (
        fatima.post(address, {"van": day.isoformat(), "tot": (day - timedelta(days=1)).isoformat()}).status_code == 422
    )
    later = fatima.post(address, {"van": today().isoformat(), "tot": today().isoformat()}).content.decode()
    assert "noodtoegang</span>" not in later


def test_not_before_somebody_was_seen_and_for_who_reads_the_log_only(cast: Cast, case: Case) -> None:
    made = linked(cast, registered(cast), case)
    address = f"{REGISTER}{made.pk}/gezien/"
    assert cast.fatima.client().get(address).status_code == 404
    in_person(cast, made)
    for person, status in ((cast.fatima, 200), (cast.petra, 200), (cast.mara, 404), (cast.rosa, 404), (cast.gea, 404)):
        assert person.client().get(address).status_code == status, person.user
