"""Trends: noted on a case from the list of the house, counted without it, kept by the manager, and advice to the bodies."""

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from cases.models import Case, NotedTrend, StatisticsFact
from cases.phases import Phase, StepNotAllowed
from cases.policy import NotAllowed
from cases.workflow.trend import note_trend, undo_trend
from governance.models import AgendaPoint
from governance.workflow.trends import NameTaken, add_trend
from parties.models import Body, Trend
from tests.cases import noting, story
from tests.cases.test_facts import noted
from tests.cases.test_worklist import queries
from tests.cast import Cast
from tests.governance import story as governing
from tests.governance.counted import event, first_quarter, happened
from tests.privacy.stories import closed_case
from zvh.actor import acting_as
from zvh.today import today

pytestmark = pytest.mark.django_db
LIST = "/rapportage/RU/trends/"
HOUSING = "geen-woonplek"


def test_it_is_noted_in_its_phase_counted_and_taken_back(cast: Cast) -> None:
    case = story.in_triage(cast)
    quarter = first_quarter() + (today().month - 1) // 3
    with noted("approach", "quarter", "number") as found:
        made = noting.trend_noted(cast, case, by=cast.otto)
    assert found == [("trend", HOUSING, "triage", case.approach_id, quarter, 1)]
    with acting_as(cast.rosa.pk) as rosa, pytest.raises(StepNotAllowed):
        note_trend(case, made.trend, by=rosa)
    with noted("approach", "quarter", "number") as found:
        noting.undone(cast, made)
    assert found == [("trend", HOUSING, "triage", case.approach_id, quarter, -1)]
    with acting_as(cast.rosa.pk) as rosa, pytest.raises(StepNotAllowed):
        undo_trend(case, made.pk, by=rosa)
    noting.trend_noted(cast, case)
    assert NotedTrend.objects.standing().count() == 1


def test_what_is_taken_back_later_leaves_the_quarter_in_which_it_was_noted(cast: Cast) -> None:
    case = story.at_table(cast)
    made = noting.trend_noted(cast, case)
    NotedTrend.objects.filter(pk=made.pk).update(at=timezone.now().replace(year=2025, month=2, day=3))
    with noted("quarter", "number") as found:
        noting.undone(cast, made)
    assert found == [("trend", HOUSING, "casusoverleg", 2025 * 4, -1)]


def test_the_fact_outlives_the_case(cast: Cast) -> None:
    case = closed_case(cast, cast.piet)
    Case.objects.filter(pk=case.pk).update(phase=Phase.CASUSOVERLEG)
    noting.trend_noted(cast, case)
    Case.objects.filter(pk=case.pk).update(phase=Phase.AFSCHALING)
    NotedTrend.objects.filter(case=case).delete()
    assert StatisticsFact.objects.filter(kind="trend").values_list("number", flat=True).get() == 1


def test_who_may_not_note_does_not_and_the_database_refuses_too(cast: Cast) -> None:
    case = story.at_table(cast, cast.gea)
    trend, made = Trend.objects.get(code=HOUSING), noting.trend_noted(cast, case)
    other = Trend.objects.get(code="lvb")
    for person in (cast.mara, cast.gea, cast.zoe, cast.fatima):
        with acting_as(person.pk) as actor:
            for step in (lambda by: note_trend(case, trend, by=by), lambda by: undo_trend(case, made.pk, by=by)):
                with pytest.raises(NotAllowed):
                    step(actor)
            assert NotedTrend.objects.update(undone_at=timezone.now(), undone_by=person.user) == 0
            with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
                NotedTrend.objects.create(case=case, trend=other, phase=case.phase, by=person.user, at=timezone.now())
            assert NotedTrend.objects.exists() is (person == cast.mara)
    with acting_as(cast.rosa.pk), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        NotedTrend.objects.create(case=case, trend=other, phase="triage", by=cast.rosa.user, at=timezone.now())
    Case.objects.filter(pk=case.pk).update(phase=Phase.AFSCHALING)
    with acting_as(cast.rosa.pk) as rosa:
        assert NotedTrend.objects.update(undone_at=timezone.now(), undone_by=rosa.user_id) == 0
    assert cast.rosa.client().post(f"/casussen/{case.number}/trends/", {"onderwerp": other.pk}).status_code == 404


def test_in_the_browser_a_trend_is_noted_and_taken_back(cast: Cast) -> None:
    case, rosa = story.at_table(cast, cast.gea), cast.rosa.client()
    address = f"/casussen/{case.number}/trends/"
    trend = Trend.objects.get(code=HOUSING)
    assert address in rosa.get(f"/casussen/{case.number}/").content.decode()
    assert address not in cast.gea.client().get(f"/casussen/{case.number}/").content.decode()
    assert rosa.post(address, {"onderwerp": ""}).status_code == 422
    assert rosa.post(address, {"onderwerp": "999999"}).status_code == 422
    assert rosa.post(address, {"onderwerp": trend.pk}).status_code == 302
    page = cast.otto.client().get(address).content.decode()
    assert trend.name in page and "in de fase casusoverleg" in page
    assert f'value="{trend.pk}"' not in page, "what stands there is not chosen again"
    pk = NotedTrend.objects.get().pk
    assert rosa.post(f"{address}{pk}/terugnemen/").status_code == 302
    assert f'value="{trend.pk}"' in rosa.get(address).content.decode()
    few = len(queries(cast.rosa, address))
    for one in Trend.objects.all()[:9]:
        noting.trend_noted(cast, case, one)
    assert len(queries(cast.rosa, address)) == few


def test_the_manager_adds_to_the_list_of_his_house_and_ends_what_he_added(cast: Cast) -> None:
    mara, case = cast.mara.client(), story.at_table(cast)
    assert mara.post(LIST, {"soort": "knelpunt", "naam": "Geen tolk in het weekend"}).status_code == 302
    for name in ("geen TOLK in het weekend", "Jan, 12-03-1990", "Onbegrepen gedrag", ""):
        assert mara.post(LIST, {"soort": "knelpunt", "naam": name}).status_code == 422, name
    trend = Trend.objects.get(house=cast.house)
    assert "tolk" not in trend.code
    with acting_as(cast.mara.pk) as actor, pytest.raises(NameTaken):
        add_trend(cast.house, kind="thema", name=trend.name, by=actor)
    assert trend.name in cast.rosa.client().get(f"/casussen/{case.number}/trends/").content.decode()
    assert mara.post(f"{LIST}{trend.pk}/", {"stand": "beeindigen"}).status_code == 302
    assert trend.name not in cast.rosa.client().get(f"/casussen/{case.number}/trends/").content.decode()
    with acting_as(cast.rosa.pk) as rosa, pytest.raises(StepNotAllowed):
        note_trend(case, trend, by=rosa)
    shared = Trend.objects.get(code=HOUSING)
    assert mara.post(f"{LIST}{shared.pk}/", {"stand": "beeindigen"}).status_code == 404
    assert mara.post(f"{LIST}{trend.pk}/", {"stand": "hervatten"}).status_code == 302
    with acting_as(cast.mara.pk):
        assert Trend.objects.filter(pk=shared.pk).update(ended_on=today()) == 0
    for person in (cast.rosa, cast.fatima):
        assert person.client().post(LIST, {"soort": "thema", "naam": "Iets"}).status_code == 404
        assert person.client().post(f"{LIST}{trend.pk}/", {"stand": "beeindigen"}).status_code == 404


def test_another_house_does_not_choose_what_this_one_added(cast: Cast) -> None:
    trend = noting.trend_added(cast)
    with acting_as(cast.mara.pk) as mara, pytest.raises(Exception, match="only the manager"):
        add_trend(cast.other_house, kind="thema", name="Elders", by=mara)
    with acting_as(cast.mara.pk), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        Trend.objects.create(house=cast.other_house, code="x", kind="thema", name="x", order=1, source="x")
    assert trend not in Trend.objects.of_house(cast.other_house)


def test_a_trend_becomes_a_point_for_a_body_with_its_figures(cast: Cast) -> None:
    body: Body = governing.table(cast)
    noting.trend_added(cast)
    assert "/advies/" not in cast.mara.client().get(LIST).content.decode(), "without a seat nobody hands in"
    governing.secretary(cast, body)
    trend = Trend.objects.get(code=HOUSING)
    happened(cast.house, [event(first_quarter(), "trend", value=HOUSING, detail="triage")] * 25)
    for code, number in (("lvb", 4), ("overgang-18", 8)):
        happened(cast.house, [event(first_quarter(), "trend", value=code, detail="triage")] * number)
    listed = cast.mara.client().get(LIST).content.decode()
    assert ">25<" in listed and ">4<" not in listed and ">8<" not in listed
    address = f"{LIST}{trend.pk}/advies/"
    page = cast.mara.client().get(address).content.decode()
    assert f"{today().year}: 25" in page and trend.name in page
    sent = {"orgaan": body.pk, "onderwerp": "Woonplekken", "toelichting": f"{today().year}: 25. Bouw meer."}
    assert cast.mara.client().post(address, {**sent, "orgaan": ""}).status_code == 422
    assert cast.mara.client().post(address, sent).status_code == 302
    point = AgendaPoint.objects.get(subject="Woonplekken")
    assert (point.body_id, point.meeting_id, point.by_id) == (body.pk, None, cast.mara.user.pk)
    assert cast.fatima.client().get(address).status_code == 404, "reads figures, and hands in nowhere"
