"""The literal matrix, cell by cell: through HTTP as people use it, and through SQL as the role of the web (03; S21, S22, S35)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from django_otp.plugins.otp_totp.models import TOTPDevice

from cases.models import Case
from parties.models import Delegation, Membership, User, Vetting
from tests.access import asking
from tests.access.matrix import NEEDS_NO_ROLE, PAGES, PEOPLE, PHASES, TABLES
from tests.access.test_equivalence import STATES, let_go, turn
from tests.cases import story
from tests.cast import Cast
from zvh.actor import acting_as
from zvh.routes import BEFORE_CAPACITY, BEFORE_SECOND_FACTOR, PUBLIC
from zvh.sealing import open_keyring
from zvh.today import today


def lines(text: str, leading: int) -> dict[str, list[str]]:
    """Name -> the columns behind it; letters of one method together."""
    rows = [line.split() for line in text.strip().splitlines()]
    return {row[0]: [*row[1:leading], *row[leading:]] for row in rows}


ADDRESSES = {name: row[0] for name, row in lines(PAGES, 2).items()}
GET = {name: "".join(row[1:4]) for name, row in lines(PAGES, 2).items()}
POST = {name: "".join(row[4:7]) for name, row in lines(PAGES, 2).items()}
NOBODY = "n" * len(PEOPLE)


def names(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from names(one.url_patterns)
        else:
            yield str(one.name)


def test_every_page_stands_in_the_matrix() -> None:
    """S21: a page that is not here fails the build; a name that is no page too."""
    found = list(names(get_resolver().url_patterns))
    assert len(found) == len(set(found)), "two pages have one name"
    assert set(found) | NEEDS_NO_ROLE == set(ADDRESSES) | NEEDS_NO_ROLE
    assert set(ADDRESSES) & NEEDS_NO_ROLE == set()
    assert NEEDS_NO_ROLE == PUBLIC | BEFORE_CAPACITY | BEFORE_SECOND_FACTOR


def test_the_matrix_is_whole() -> None:
    """Every cell is filled, everybody is somewhere shown something, and every page is shown to somebody in some phase."""
    assert tuple(asking.NAMES) == PEOPLE
    assert {len(row) for row in (*GET.values(), *POST.values())} == {len(PEOPLE)}
    for place, name in enumerate(PEOPLE):
        assert any(row[place] == "y" for row in GET.values()), name
    shown = {name for name in ADDRESSES if set(GET[name] + POST[name]) & {"y", ">"}}
    in_phase = {name for text in PHASES.values() for name in lines(text, 1)}
    assert set(ADDRESSES) - shown - in_phase == {
        "uitnodigen",  # only before the discussion begins: tests/cases/test_meeting.py
        "verlenging",  # only near the legal last date: tests/privacy/test_renewals.py
    }


def test_pages_with_the_browser(cast: Cast, case: Case) -> None:
    given = asking.ids(cast, case)
    assert asking.answers(cast, ADDRESSES, given, "get") == GET


def test_pages_when_something_is_sent(cast: Cast, case: Case) -> None:
    given = asking.ids(cast, case)
    assert asking.answers(cast, ADDRESSES, given, "post") == POST


def in_phase(cast: Cast, rich: Case, phase: str) -> tuple[dict[str, str], dict[str, object]]:
    """The addresses that make sense in this phase, and what fills them in."""
    if phase == "closed":
        given = asking.ids(cast, rich)
        turn(rich, STATES["afschaling"])
        return {name: address for name, address in ADDRESSES.items() if _of_case(address)}, given
    case = story.filed(cast) if phase == "filed" else story.in_triage(cast)
    if phase == "triage":
        story.assigned(cast, case, cast.olga)
    with open_keyring(), acting_as(cast.rosa.pk):
        given = {"number": case.number, "subject": case.subjects.get().pk, "delegation": cast.olga.pk}
    wanted = {name: address for name, address in ADDRESSES.items() if "{number}" in address}
    return {
        name: one
        for name, one in wanted.items()
        if not {
            "{grant}",
            "{item}",
            "{letter}",
            "{houseasked}",
            "{entry}",
            "{note}",
            "{noted}",
            "{link}",
            "{detention}",
            "{paper}",
            "{further}",
            "{agreed}",
            "{dispute}",
            "{managed}",
            "{referral}",
            "{escalation}",
            "{postponement}",
        }
        & set(one.split("/"))
    }, given


def _of_case(address: str) -> bool:
    of_file = ("number", "asked", "kept", "shared", "draft", "question", "waiting", "meeting", "action", "intervention")
    return any(f"{{{name}}}" in address for name in of_file)


@pytest.mark.parametrize("phase", PHASES)
def test_pages_by_phase(cast: Cast, case: Case, phase: str) -> None:
    addresses, given = in_phase(cast, case, phase)
    expected = {name: "".join(row) for name, row in lines(PHASES[phase], 1).items()}
    found = asking.answers(cast, addresses, given, "get")
    assert {name: row for name, row in found.items() if set(row) - {"n", "x"}} == expected


def test_after_the_last_day_the_case_is_nowhere(cast: Cast, case: Case) -> None:
    """R7: nobody reads it. What is left is a meeting that named no case, and the log."""
    given = asking.ids(cast, case)
    addresses = {name: address for name, address in ADDRESSES.items() if _of_case(address)}
    assert sum(GET[name].count("y") for name in addresses) > 100  # before: see test_pages_with_the_browser
    let_go(case)
    turn(case, STATES["past its last day"])
    after = asking.answers(cast, addresses, given, "get", opened=GET)
    assert {name for name, row in after.items() if "y" in row or ">" in row} == {
        "overleg", "aanwezig", "hamerstukken", "zaal", "logboek-casus",
    }  # fmt: skip


def test_tables_as_the_role_of_the_web(cast: Cast, case: Case) -> None:
    asking.ids(cast, case)
    rows = {table: asking.rows_of(table) for table in asking.tables()}
    found = {name: asking.verbs(person, rows) for name, person in asking.people(cast).items()}
    expected = lines(TABLES, 1)
    stands = {table: [found[name][table] for name in PEOPLE] for table in expected}
    wrong = [" ".join([table, *row]) for table, row in stands.items() if row != expected[table]]
    assert not wrong, "\n".join(wrong)
    rest = set(rows) - set(expected)
    assert {table for table in rest if any(found[name][table] != "-" for name in PEOPLE)} == set()


def end_right(cast: Cast, why: str) -> None:
    """Rights that end by themselves (03, R12; 00, item 1)."""
    yesterday, piet = today() - timedelta(days=1), cast.piet
    delegation = Delegation.objects.filter(pk=piet.pk)
    {
        "person closed": lambda: User.objects.filter(pk=piet.user.pk).update(is_active=False),
        "vog ended": lambda: Vetting.objects.filter(user=piet.user).update(valid_until=yesterday),
        "vog of later": lambda: Vetting.objects.filter(user=piet.user).update(issued_on=today() + timedelta(days=1)),
        "no vog": lambda: Vetting.objects.filter(user=piet.user).delete(),
        "no secrecy": lambda: delegation.update(secrecy_on=None),
        "secrecy of later": lambda: delegation.update(secrecy_on=today() + timedelta(days=1)),
        "no second factor": lambda: TOTPDevice.objects.filter(user=piet.user).update(confirmed=False),
        "delegation ended": lambda: delegation.update(until_date=yesterday),
        "delegation not begun": lambda: delegation.update(from_date=today() + timedelta(days=1)),
        "membership ended": lambda: Membership.objects.filter(delegations=piet.pk).update(until_date=yesterday),
    }[why]()


@pytest.mark.parametrize(
    "why",
    ["person closed", "vog ended", "vog of later", "no vog", "no secrecy", "secrecy of later", "no second factor", "delegation ended",
     "delegation not begun", "membership ended"],
)  # fmt: skip
def test_a_capacity_that_is_not_in_force_reads_nothing(cast: Cast, why: str) -> None:
    case = story.at_table(cast, cast.piet)
    client = cast.piet.client()
    assert client.get(f"/casussen/{case.number}/").status_code == 200
    with acting_as(cast.piet.pk) as piet:
        assert Case.objects.filter(pk=case.pk).exists() and piet.role == "delegate"
    end_right(cast, why)
    answer = client.get(f"/casussen/{case.number}/")
    assert answer.status_code == 302
    assert answer.url.split("?")[0] in ("/rol-kiezen/", "/inloggen/", "/tweede-factor/")
    with acting_as(cast.piet.pk) as piet:
        assert piet.is_nobody
        assert not Case.objects.exists()
        assert not Case.objects.visible_to(piet).exists()
