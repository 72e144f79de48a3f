"""Statistics facts: what each event leaves, coarse, in the same transaction, and read by nobody (00, item 28; 09, 3.5)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from cases.models import Action, Case, Plan, State, StatisticsFact, Subject
from cases.models.statistics import age_band, quarter_of
from cases.workflow.aanmelding import file_aanmelding, reject
from cases.workflow.action import report_action
from cases.workflow.closing import reopen_case
from cases.workflow.meeting import reopen_item
from parties.models import Appointment, Delegation, Party, TriageOutcome
from parties.workflow.people import CHANGEABLE, change_capacity
from tests.cases import meetings, story
from tests.cast import Cast, Person
from tests.hostile.pageforms import forms_in
from tests.privacy.registering import reported
from tests.privacy.stories import closed
from zvh.actor import acting_as, acting_as_system
from zvh.sealing import open_keyring
from zvh.today import today
from zvh.versions import version_of

pytestmark = pytest.mark.django_db
Row = tuple[Any, ...]
PLAIN = ("kind", "value", "detail")


@contextmanager
def noted(*columns: str) -> Iterator[list[Row]]:
    """The facts that come while this lasts: kind, value, detail, and these columns."""
    before = set(StatisticsFact.objects.values_list("pk", flat=True))
    found: list[Row] = []
    yield found
    new = StatisticsFact.objects.exclude(pk__in=before)
    found += sorted(new.values_list(*PLAIN, *columns), key=str)


def decided(case: Case, code: str, phase: str, on: date | None = None) -> None:
    """As the workflow leaves a triage: the outcome and the phase in one statement."""
    outcome = TriageOutcome.objects.of_house(case.house).get(code=code)
    Case.objects.filter(pk=case.pk).update(outcome=outcome, phase=phase, phase_since=on or today())


def test_a_registration_leaves_its_party_gemeente_and_age(cast: Cast) -> None:
    gemeente = Party.objects.in_house(cast.house).of_kind("gemeente").get(seat="Woerden")
    case = story.draft(cast, cast.piet)
    with open_keyring(), acting_as(cast.piet.pk):
        person = Subject.objects.get(case=case)
        person.born_on, person.place = date(today().year - 30, 1, 1), " woerden"
        person.save()
    columns = ("party", "gemeente", "age_band", "approach", "house", "quarter", "measure")
    with noted(*columns) as found, open_keyring(), acting_as(cast.piet.pk) as piet:
        file_aanmelding(case, by=piet)
    same = (gemeente.pk, "27-49", case.approach_id, case.house_id, quarter_of(today()), None)
    assert found == [
        ("aangemeld", "", "", cast.piet.party.pk, *same),
        ("erin", "aanmelding", "", None, None, "onbekend", *same[2:]),
        ("persoon", "", "", None, *same),
    ]


def test_a_place_that_is_no_gemeente_of_the_house_is_none(cast: Cast) -> None:
    case = story.draft(cast, cast.piet)
    with open_keyring(), acting_as(cast.piet.pk):
        person = Subject.objects.get(case=case)
        for place in ("Den Bosch", "Bernheze", ""):
            person.place = place
            person.save()
            assert person.gemeente is None


def test_of_a_village_the_gemeente_is_chosen_and_a_name_goes_before_it(cast: Cast) -> None:
    here = Party.objects.in_house(cast.house).of_kind("gemeente")
    woerden, other = here.get(seat="Woerden"), here.exclude(seat="Woerden")[0]
    elsewhere = Party.objects.of_kind("gemeente").exclude(pk__in=here)[0]
    case, piet = story.draft(cast, cast.piet), cast.piet.client()
    person = Subject.objects.get(case=case)
    address = f"/casussen/aanmelden/{case.pk}/betrokkenen/{person.pk}/"

    def saved(**given: Any) -> int:
        shown = next(one for one in forms_in(piet.get(address).content.decode()) if "surname" in one.controls)
        return piet.post(address, {**shown.as_shown(), **given}).status_code

    assert saved(place="Kamerik", gemeente=woerden.pk) == 302
    person.refresh_from_db()
    assert person.gemeente == woerden
    assert saved(surname="Anders") == 302
    person.refresh_from_db()
    assert person.gemeente == woerden, "what was chosen stays"
    assert saved(place="Kamerik", gemeente=elsewhere.pk) == 422
    assert saved(place=other.seat.upper(), gemeente=woerden.pk) == 302
    person.refresh_from_db()
    assert person.gemeente == other
    assert saved(place="Amsterdam", gemeente="") == 302
    person.refresh_from_db()
    assert person.gemeente is None


@pytest.mark.parametrize(
    ("age", "band"),
    [
        (0, "0-17"),
        (17, "0-17"),
        (18, "18-26"),
        (26, "18-26"),
        (27, "27-49"),
        (49, "27-49"),
        (50, "50+"),
        (None, "onbekend"),
    ],
)
def test_age_bands(age: int | None, band: str) -> None:
    assert age_band(age) == band


def test_a_registration_that_is_rolled_back_leaves_nothing(cast: Cast) -> None:
    with noted() as found, pytest.raises(ZeroDivisionError), transaction.atomic():
        story.filed(cast)
        raise ZeroDivisionError
    assert found == []


def test_each_phase_is_left_and_entered_with_its_weeks(cast: Cast) -> None:
    case = story.filed(cast)
    Case.objects.filter(pk=case.pk).update(
        phase_since=today() - timedelta(days=15), opened_at=timezone.now() - timedelta(days=15)
    )
    with noted("measure") as found:
        Case.objects.filter(pk=case.pk).update(phase="triage", phase_since=today())
    assert found == [
        ("beoordeling", "in-behandeling", "", None), ("erin", "triage", "", None), ("eruit", "aanmelding", "", 2)
    ]  # fmt: skip
    outcome = TriageOutcome.objects.of_house(case.house).filter(consequence="casusoverleg").first()
    assert outcome is not None
    with noted("measure") as found:
        decided(case, outcome.code, "casusoverleg", today() + timedelta(days=6))
    assert found == [
        ("erin", "casusoverleg", "", None), ("eruit", "triage", "", 0), ("uitkomst", outcome.code, "", 3)
    ]  # fmt: skip


def test_a_rejection_leaves_no_running_case(cast: Cast) -> None:
    case = story.filed(cast)
    with noted() as found, open_keyring(), acting_as(cast.rosa.pk) as rosa:
        reject(case, feedback="Past niet", by=rosa)
    assert found == [("beoordeling", "afgewezen", ""), ("eruit", "aanmelding", "")]


def test_what_is_closed_says_why_and_how_each_domain_went(cast: Cast) -> None:
    case = meetings.informed(cast, cast.piet)
    first = meetings.on_agenda(cast, case)
    meetings.invited(cast, first, cast.piet)
    meetings.started(cast, first, cast.piet)
    with noted() as found:
        domain = meetings.scored(cast, first, "rood")
    assert found == [("score", domain.code, "rood")]
    meetings.discussed(cast, first)
    second = meetings.on_agenda(cast, case)
    meetings.invited(cast, second, cast.piet)
    meetings.started(cast, second, cast.piet)
    meetings.scored(cast, second, "groen")
    meetings.discussed(cast, second)
    with noted() as found:
        case = closed(cast, case)
    assert found == [
        ("afgesloten", "doel-bereikt", "ja"), ("eruit", "casusoverleg", ""), ("leefgebied", domain.code, "rood-groen")
    ]  # fmt: skip
    with noted() as found, open_keyring(), acting_as(cast.rosa.pk) as rosa:
        reopen_case(case, reason="Toch niet", decided_on=rosa.today, by=rosa)
    assert found == [("erin", "casusoverleg", ""), ("heropend", "", "")]


def test_a_discussion_says_who_was_there_and_prepared_and_is_taken_back(cast: Cast) -> None:
    case = meetings.informed(cast, cast.piet, cast.olga)
    story.asked(case, cast.piet, cast.rosa, today())
    request = story.asked(case, cast.olga, cast.rosa, today())
    story.delivered(case, cast.olga, request)
    item = meetings.on_agenda(cast, case)
    meetings.invited(cast, item, cast.piet, cast.olga)
    meetings.started(cast, item, cast.olga)
    expected = [
        ("aanwezig", "ja", "", cast.olga.party.pk), ("aanwezig", "nee", "", cast.piet.party.pk), ("besproken", "", "", None),
        ("voorbereid", "ja", "", cast.olga.party.pk), ("voorbereid", "nee", "", cast.piet.party.pk),
    ]  # fmt: skip
    with noted("party", "number") as found:
        item = meetings.discussed(cast, item)
    assert found == [(*one, 1) for one in expected]
    with noted("party", "number") as found, open_keyring(), acting_as(cast.rosa.pk) as rosa:
        reopen_item(item, by=rosa)
    assert found == [(*one, -1) for one in expected]


@pytest.mark.parametrize(("days", "detail"), [(0, "op-tijd"), (-1, "te-laat")])
def test_a_contribution_says_whether_it_was_in_time(cast: Cast, days: int, detail: str) -> None:
    case = story.at_table(cast, cast.piet)
    with noted("party") as found:
        request = story.asked(case, cast.piet, cast.rosa, today() + timedelta(days=days))
    assert found == [("gevraagd", "", "", cast.piet.party.pk)]
    with noted("party") as found:
        story.delivered(case, cast.piet, request)
        story.delivered(case, cast.piet)
        story.delivered(case, cast.piet, state=State.DRAFT)
    mine = cast.piet.party.pk
    assert found == sorted([("bijdrage", "geleverd", detail, mine), ("bijdrage", "geleverd", "ongevraagd", mine)])


def test_an_action_is_agreed_late_and_reported(cast: Cast) -> None:
    case = meetings.informed(cast, cast.piet)
    with noted("party") as found:
        action = meetings.agreed(cast, case, cast.piet)
    assert found == [("actie", "afgesproken", "", cast.piet.party.pk)]
    with noted("party") as found:
        Action.objects.filter(pk=action.pk).update(late_told_on=today())
        Action.objects.filter(pk=action.pk).update(late_told_on=today())
    assert found == [("actie", "te-laat", "", cast.piet.party.pk)]
    with noted("party") as found, open_keyring(), acting_as(cast.piet.pk) as piet:
        report_action(action, state=Action.State.IMPOSSIBLE, result="Verhuisd", by=piet)
    assert found == [("actie", "kan-niet", "op-tijd", cast.piet.party.pk)]


def test_who_comes_back_is_counted_once_per_quarter_and_by_its_months(cast: Cast) -> None:
    about: dict[str, Any] = {"bsn": "999999011", "born": date(1990, 5, 5)}
    first = story.filed(cast, **about)
    Case.objects.filter(pk=first.pk).update(
        phase="afschaling", closed_on=today() - timedelta(days=200), opened_at=timezone.now() - timedelta(days=400)
    )
    gap = quarter_of(today()) - quarter_of(today() - timedelta(days=400))
    with noted("measure") as found:
        story.filed(cast, **about)
    assert ("persoon", "", "", gap) in found and ("terug", "12-maanden", "", None) in found
    with noted("measure") as found:
        story.filed(cast, bsn="999999023", born=date(1990, 5, 6))
    assert [one for one in found if one[0] in ("persoon", "terug")] == [("persoon", "", "", None)]


def test_an_adopted_plan_counts_and_its_advice_to_zsm(cast: Cast) -> None:
    case = meetings.informed(cast, cast.piet)
    for advice, kinds in (("", ["plan"]), ("Kanarieadvies", ["plan", "zsm"])):
        plan = meetings.drafted(cast, case, zsm_advice=advice)
        with noted() as found:
            Plan.objects.filter(pk=plan.pk).update(adopted_at=timezone.now())
        assert [kind for kind, *_ in found] == kinds


def test_a_breach_is_counted_with_its_hours(cast: Cast) -> None:
    with noted("measure", "house") as found:
        reported(cast, noticed_at=timezone.now() - timedelta(hours=3, minutes=1))
    assert found == [("datalek", "te-laat", "", 4, cast.house.pk)]


@pytest.mark.parametrize(("last", "detail", "days"), [(-1, "op-tijd", 0), (-29, "op-tijd", 28), (-30, "te-laat", 29)])
def test_a_right_that_is_withdrawn_afterwards_says_how_long_it_stood(
    cast: Cast, last: int, detail: str, days: int
) -> None:
    ended = today() + timedelta(days=last)
    Delegation.objects.filter(pk=cast.piet.pk).update(from_date=date(2020, 1, 1))
    houses = sorted(cast.piet.capacity.membership.houses.values_list("pk", flat=True))
    with noted("measure", "house") as found, acting_as(cast.abel.pk) as abel:
        held = Delegation.objects.get(pk=cast.piet.pk)
        change_capacity(held, ended, held.secrecy_on, version=version_of([held], *CHANGEABLE), by=abel)
    assert found == [("ingetrokken", "gedelegeerde", detail, days, house) for house in houses]
    with noted() as found:
        Delegation.objects.filter(pk=cast.piet.pk).update(until_date=ended - timedelta(days=5))  # had ended
        Delegation.objects.filter(pk=cast.olga.pk).update(until_date=today())  # ends by itself
        Delegation.objects.filter(pk__in=[cast.piet.pk, cast.olga.pk]).update(
            until_date=None
        )  # has no last day any more
    assert found == []


def test_staff_and_parties_that_go_are_counted_in_their_house(cast: Cast) -> None:
    otto, membership = cast.otto.pk, cast.piet.capacity.membership
    with noted("measure", "house") as found, acting_as(cast.abel.pk):
        Appointment.objects.filter(pk=otto).update(from_date=date(2020, 1, 1), until_date=today() - timedelta(days=8))
    assert found == [("ingetrokken", "medewerker", "op-tijd", 7, cast.house.pk)]
    with noted("measure", "house") as found, acting_as(cast.abel.pk):
        type(membership).objects.filter(pk=membership.pk).update(until_date=today() - timedelta(days=3))
    assert found == [("ingetrokken", "partij", "op-tijd", 2, house.pk) for house in membership.houses.order_by("pk")]


def test_nobody_reads_or_writes_a_row(cast: Cast) -> None:
    story.filed(cast)
    assert StatisticsFact.objects.exists()
    people: tuple[Person, ...] = (cast.mara, cast.rosa, cast.fatima, cast.rik, cast.piet)
    for person in people:
        with acting_as(person.pk) as actor:
            assert not StatisticsFact.objects.visible_to(actor).exists()
            for statement in ("select count(*) from cases_statisticsfact", "delete from cases_statisticsfact"):
                with pytest.raises(DatabaseError), transaction.atomic():
                    connection.cursor().execute(statement)
            with pytest.raises(DatabaseError), transaction.atomic():
                connection.cursor().execute("select app.note_fact(%s, %s, 'aangemeld')", [cast.house.pk, today()])
    with acting_as_system(), pytest.raises(DatabaseError), transaction.atomic():
        StatisticsFact.objects.exists()


def test_a_fact_names_nothing_of_its_case(cast: Cast) -> None:
    """No column can hold a case, a person or a day, and two facts of one case share nothing that others have not."""
    columns = {field.name for field in StatisticsFact._meta.get_fields()}
    assert columns == {
        "id", "house", "quarter", "kind", "value", "detail", "approach", "gemeente", "party", "age_band", "measure", "number", "key",
        "added_up",
    }  # fmt: skip
    case = story.filed(cast)
    ids = {str(case.pk), *map(str, case.subjects.values_list("pk", flat=True))}
    assert not ids & {str(pk) for pk in StatisticsFact.objects.values_list("pk", flat=True)}
