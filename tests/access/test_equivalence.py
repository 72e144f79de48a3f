"""Two lines, one answer: what `visible_to` finds without row-level security is what row-level security leaves without `visible_to`."""

import inspect
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from cases.models import Case, Dispute
from cases.reach import OpenCase
from parties.models import House
from privacy.models import BreachCase, RequestCase
from tests.access.world import broken_glass, everybody
from tests.cast import Cast, Person
from zvh.actor import acting_as
from zvh.today import today

YESTERDAY, TOMORROW = timedelta(days=-1), timedelta(days=1)

# What the case is turned into, by the owner, whatever way led there.
STATES: dict[str, dict[str, Any]] = {
    "concept": {"phase": "concept", "number": None},
    "aanmelding": {"phase": "aanmelding"},
    "triage": {"phase": "triage"},
    "casusoverleg": {"phase": "casusoverleg"},
    "afschaling": {"phase": "afschaling", "archive_on": TOMORROW, "destroy_on": TOMORROW},
    "archived for all": {"phase": "afschaling", "archive_on": timedelta(0), "destroy_on": TOMORROW},
    "archived for all but one role": {
        "phase": "afschaling", "archive_on": YESTERDAY, "destroy_on": TOMORROW, "archive_readers": ["procesondersteuner"],
    },
    "on its last day": {"phase": "afschaling", "archive_on": TOMORROW, "destroy_on": timedelta(0)},
    "past its last day": {"phase": "afschaling", "archive_on": YESTERDAY, "destroy_on": YESTERDAY, "archive_readers": ["manager"]},
    "past its last day, held for those who are left": {
        "phase": "afschaling", "archive_on": YESTERDAY, "destroy_on": YESTERDAY, "archive_readers": ["procesregisseur"],
    },
    "ended": {"phase": "beeindigd", "destroy_on": timedelta(0)},
    "key missing": {"phase": "casusoverleg", "blocked_at": "2026-01-01T00:00Z"},
    "filed by the house": {"phase": "aanmelding", "filed_by_party": None},
}  # fmt: skip


def models() -> dict[str, Any]:
    """Every model of casework and privacy that says who sees its rows, under the name of its table."""
    found = [model for label in ("cases", "privacy", "governance") for model in apps.get_app_config(label).get_models()]
    return {model._meta.db_table: model for model in found if hasattr(model.objects, "visible_to")}


def seen_in_sql(person: Person, on: Any) -> dict[str, set[str]]:
    """A table without a right to read shows nothing either."""
    with acting_as(person.pk, on), connection.cursor() as cursor:
        cursor.execute("select relname from pg_class where has_table_privilege('zvh_web', oid, 'select')")
        open_to_web = {name for (name,) in cursor.fetchall()}
        every = " union all ".join(
            f"select '{table}', id::text from {table}" for table in models() if table in open_to_web
        )
        cursor.execute(every)
        rows = cursor.fetchall()
    return {table: {pk for name, pk in rows if name == table} for table in models()}


def seen_in_python(person: Person, on: Any) -> dict[str, set[str]]:
    with acting_as(person.pk, on) as actor:
        pass
    return {
        table: {str(pk) for pk in model.objects.visible_to(actor).values_list("pk", flat=True)}
        for table, model in models().items()
    }


def turn(case: Case, change: dict[str, Any]) -> None:
    dated = {name: today() + value if isinstance(value, timedelta) else value for name, value in change.items()}
    Case.objects.filter(pk=case.pk).update(**dated)


def let_go(case: Case) -> None:
    """Nothing holds its destruction back any more."""
    for held in (Dispute, RequestCase, BreachCase):
        held.objects.filter(case=case).delete()


def differences(
    cast: Cast, on: Any = None, *, who: Sequence[str] = ()
) -> Iterator[tuple[str, str, set[str], set[str]]]:
    people = everybody(cast)
    for name, person in {name: people[name] for name in who or people}.items():
        sql, python = seen_in_sql(person, on), seen_in_python(person, on)
        for table in models():
            if sql[table] != python[table]:
                yield name, table, sql[table] - python[table], python[table] - sql[table]


@pytest.mark.parametrize("state", STATES)
def test_both_lines_agree(cast: Cast, case: Case, state: str) -> None:
    turn(case, STATES[state])
    assert list(differences(cast)) == []


def test_both_lines_agree_that_nobody_reads_what_nothing_holds(cast: Cast, case: Case) -> None:
    let_go(case)
    turn(case, STATES["past its last day"])
    assert list(differences(cast)) == []
    for person in everybody(cast).values():
        assert str(case.pk) not in seen_in_sql(person, None)["cases_case"]


@pytest.mark.parametrize("days", [-1, 1, 29, 400])
def test_both_lines_agree_on_another_day(cast: Cast, days: int) -> None:
    """`today` is an argument: a run as of a date means the same in both (00, item 2)."""
    assert list(differences(cast, today() + timedelta(days=days))) == []


def seen_within(person: Person, case: Case) -> dict[str, set[str]]:
    """What somebody finds in a case that is open before him; nothing where he may not know of it."""
    with acting_as(person.pk) as actor:
        pass
    known = Case.objects.visible_to(actor).filter(pk=case.pk).first()
    if known is None:
        return {table: set() for table in of_one_case()}
    page = OpenCase(known, actor)
    return {
        table: {str(pk) for pk in model.objects.visible_to(page).values_list("pk", flat=True)}
        for table, model in of_one_case().items()
    }


def of_one_case() -> dict[str, Any]:
    """Models whose rows are found within an open case."""
    return {
        table: model
        for table, model in models().items()
        if "seer" in inspect.signature(model.objects.visible_to).parameters
    }


@pytest.mark.parametrize("state", STATES)
def test_within_an_open_case_somebody_sees_what_he_sees_of_it_everywhere(cast: Cast, case: Case, state: str) -> None:
    """Without row-level security: the rule of the rows themselves, where the case is not asked again."""
    turn(case, STATES[state])
    assert len(of_one_case()) >= 14
    for name, person in everybody(cast).items():
        within = seen_within(person, case)
        with acting_as(person.pk) as actor:
            pass
        for table, model in of_one_case().items():
            everywhere = model.objects.visible_to(actor).filter(case=case).values_list("pk", flat=True)
            assert within[table] == {str(pk) for pk in everywhere}, (name, table)


def test_both_lines_agree_where_the_house_keeps_the_common_file(cast: Cast) -> None:
    House.objects.filter(pk=cast.house.pk).update(delegates_read_case=False)
    assert list(differences(cast)) == []


BROKEN = {
    "running": {},
    "lapsed": {"until_at": -timedelta(minutes=1)},
    "not begun": {"opened_at": timedelta(hours=1)},
    "closed before": {"closed_at": -timedelta(minutes=1)},
    "of another capacity": {"capacity_id": uuid4()},
}


def about_glass(glass: str) -> dict[str, Any]:
    """Times are counted from now."""
    return {
        name: timezone.now() + value if isinstance(value, timedelta) else value for name, value in BROKEN[glass].items()
    }


# A glass changes nothing for who holds none: in each state the others are compared above, and one of the house and one of a party here.
NEAR_GLASS = ("mara", "manager for another approach", "rosa", "piet")
ARCHIVED = ("archived for all", "archived for all but one role", "past its last day", "afschaling", "key missing")


@pytest.mark.parametrize("state", ARCHIVED)
@pytest.mark.parametrize("glass", BROKEN)
def test_both_lines_agree_under_break_glass(cast: Cast, case: Case, state: str, glass: str) -> None:
    """R13: only a glass that is broken now opens, and only what is archived and still there."""
    broken_glass(cast, case, **about_glass(glass))
    turn(case, {**STATES[state], **({"archive_readers": []} if state == "past its last day" else {})})
    assert list(differences(cast, who=NEAR_GLASS)) == []
    opens = glass == "running" and state.startswith("archived")
    assert _reads(everybody(cast)["mara"], case) == (opens or state == "afschaling")


@pytest.mark.parametrize("state", ["casusoverleg", *ARCHIVED])
@pytest.mark.parametrize("glass", BROKEN)
def test_both_lines_agree_where_a_manager_is_not_named_for_the_approach(
    cast: Cast, case: Case, state: str, glass: str
) -> None:
    """00, item 3: she opens it in an emergency, archived or not; who is named for it reads it as ever."""
    mona = everybody(cast)["manager for another approach"]
    broken_glass(cast, case, **{"user": mona.user, "capacity_id": mona.pk, **about_glass(glass)})
    turn(
        case,
        {**STATES.get(state, {"phase": state}), **({"archive_readers": []} if state == "past its last day" else {})},
    )
    assert list(differences(cast, who=NEAR_GLASS)) == []
    readers = {name for name in ("mara", "manager for another approach") if _reads(everybody(cast)[name], case)}
    opens = glass == "running" and state not in ("past its last day", "key missing")
    assert ("manager for another approach" in readers) == opens
    assert ("mara" in readers) == (state in ("casusoverleg", "afschaling"))


def _reads(person: Person, case: Case) -> bool:
    return str(case.pk) in seen_in_sql(person, None)["cases_case"]


def test_a_manager_who_is_named_for_the_approach_reads_its_cases(cast: Cast, case: Case) -> None:
    mona = everybody(cast)["manager for another approach"]
    assert not _reads(mona, case)
    mona.capacity.approaches.add(case.approach)
    assert _reads(mona, case)
    assert list(differences(cast)) == []


def test_the_clock_is_an_argument(cast: Cast, case: Case) -> None:
    """00, item 2: the same row opens now and not at another moment, without waiting."""
    row = broken_glass(cast, case)
    turn(case, STATES["archived for all"])
    for now, opens in ((row.opened_at, True), (row.until_at, False), (row.opened_at - timedelta(seconds=1), False)):
        with acting_as(cast.mara.pk, now=now) as mara:
            assert (mara.break_glass == (case.pk,)) == opens
            assert Case.objects.filter(pk=case.pk).exists() == opens
            assert Case.objects.visible_to(mara).filter(pk=case.pk).exists() == opens


def test_the_comparison_is_not_empty(cast: Cast) -> None:
    """Of every kind of row somebody sees one and somebody sees none; what nobody may see is named."""
    seen = {name: seen_in_sql(person, None) for name, person in everybody(cast).items()}
    never = {table for table in models() if not any(rows[table] for rows in seen.values())}
    assert never == {"privacy_keptvalues", "cases_statisticsfact"}
    always = {table for table in models() if all(rows[table] for rows in seen.values())}
    assert always == set()
