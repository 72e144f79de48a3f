"""The criteria of Top-X, counted: birthdays, leap days, a year to the day; which lines count and why not (004, last page)."""

from datetime import date
from typing import Any

import pytest

from cases.counting import Count, counts_for, year_before
from cases.models import Case, CaseGrant, Contribution, ContributionVersion, Subject, Triage
from cases.phases import StepNotAllowed
from cases.registrations import Registration, as_text, kept, read
from cases.workflow import contribution as work
from cases.workflow.completeness import missing_to_deliver
from parties.models import Approach, ContributionKind, CountingRule, OffenceKind
from tests.access.world import named_for_another
from tests.cases import story
from tests.cases.contribution.story import deliver, draft, open_table
from tests.cast import Cast, Person
from zvh.actor import acting_as
from zvh.sealing import open_keyring
from zvh.today import today

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 22)


# --- the table of the source, written out by hand ------------------------------------------------------------------------

DRUGS = {"F40", "F41", "F42", "F43", "F44", "F45"}
BURGLARY, ROBBERY, STREET = {"A20", "B20", "A30", "B30"}, {"B72", "B73", "B74"}, {"B70"}
TABLE: dict[str, tuple[int, int, int | None, bool, set[str] | None]] = {
    "drugs-12": (12, 17, 1, True, DRUGS),
    "geweld-12": (12, 17, 1, True, {"F12", "F540", "F55 eenvoudig", "F55 zwaar", "F70", "B71", "F56"} | BURGLARY | ROBBERY | STREET),
    "hic-12": (12, 17, 1, True, BURGLARY | ROBBERY | STREET),
    "veelpleger-12": (12, 17, 3, False, None),
    "zeden-12": (12, 17, 1, True, set()),
    "kopstuk-12": (12, 17, None, False, set()),
    "drugs-18": (18, 23, 3, False, DRUGS),
    "geweld-zwaar-18": (18, 23, 1, False, {"F540", "F55 zwaar", "F70", "B71", "F56"}),
    "geweld-18": (18, 23, 2, False, {"F12", "F55 eenvoudig"} | BURGLARY | ROBBERY | STREET),
    "hic-18": (18, 23, 2, False, set()),
    "veelpleger-18": (18, 23, 10, False, None),
    "zeden-18": (18, 23, 1, True, set()),
    "kopstuk-18": (18, 23, None, False, set()),
}  # fmt: skip


def test_the_data_are_the_table_of_the_source() -> None:
    rules = CountingRule.objects.prefetch_related("kinds")
    found = {
        one.code: (
            one.age_from,
            one.age_to,
            one.times,
            one.all_within_year,
            None if one.any_kind else {kind.code for kind in one.kinds.all()},
        )
        for one in rules
    }
    assert found == TABLE
    assert {one.approach.code for one in rules} == {"top-x"}
    assert all(one.can_count == bool(one.any_kind or one.kinds.all()) for one in rules)
    used = {code for *_, codes in TABLE.values() for code in codes or ()}
    assert set(OffenceKind.objects.values_list("code", flat=True)) == used


# --- reading lines -----------------------------------------------------------------------------------------------------

KINDS = ("F40", "F55 eenvoudig", "F55 zwaar")


@pytest.mark.parametrize(
    "text",
    ["27-03-2026;F40", "2026-03-27;f40;Verdachte", "27/3/2026\tF40",
      "datum;soort\n27.03.2026; F40 ;", '"27-03-2026";"F40"', "\n27-3-2026;F40\n\n"],
)  # fmt: skip
def test_lines_are_read_as_people_paste_them(text: str) -> None:
    reading = read(text, kinds=KINDS)
    assert (reading.rows, reading.faults) == ([Registration(date(2026, 3, 27), "F40")], [])
    assert kept(as_text(reading.rows)) == reading.rows


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("30-02-2026;F40", "datum bestaat niet"),
        ("F40;27-03-2026", "datum bestaat niet"),
        ("23-11-2026;F40", "na vandaag"),
        ("01-01-1999;F40", "voor de geboorte"),
        ("27-03-2026", "puntkomma"),
        ("27-03-2026;F40;verdachte;nog wat", "puntkomma"),
        ("27-03-2026;F40;slachtoffer", "alleen registraties als verdachte"),
        ("27-03-2026;F55", "F55 eenvoudig of F55 zwaar"),
        ("27-03-2026;diefstal", "niet bekend"),
        (";F40", "datum bestaat niet"),
    ],
)
def test_a_wrong_line_is_named_with_its_number_and_why(line: str, fault: str) -> None:
    reading = read(f"27-03-2026;F40\n{line}", kinds=KINDS, latest=DAY, earliest=date(2000, 1, 1))
    assert len(reading.rows) == 1
    assert len(reading.faults) == 1 and reading.faults[0].startswith("Regel 2: ") and fault in reading.faults[0]


# --- ages and the year ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2008, 11, 22), DAY, 18),
        (date(2008, 11, 23), DAY, 17),
        (date(2008, 11, 21), DAY, 18),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 2, 29), date(2028, 2, 29), 20),
        (None, DAY, None),
    ],
)
def test_an_age_changes_on_the_birthday(born: date | None, day: date, age: int | None) -> None:
    assert Subject(born_on=born).age_on(day) == age


@pytest.mark.parametrize(
    ("day", "first"),
    [(DAY, date(2025, 11, 22)), (date(2028, 2, 29), date(2027, 2, 28)),
     (date(2029, 2, 28), date(2028, 2, 28)), (date(2029, 3, 1), date(2028, 3, 1))],
)  # fmt: skip
def test_the_year_goes_back_to_the_same_day(day: date, first: date) -> None:
    assert year_before(day) == first


# --- counting ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def case(cast: Cast) -> Case:
    found = story.in_triage(cast, approach="top-x", born=date(2010, 5, 1))
    story.assigned(cast, found, cast.piet)
    return found


def born(case: Case, on: date | None) -> None:
    with open_keyring():
        subject = case.subjects.get()
        subject.born_on = on
        subject.save()


def given(case: Case, by: Person, *lines: str, **changes: Any) -> Contribution:
    values = {"kind": "politieregistraties", "data_class": "strafrechtelijk", "registrations_of": case.subjects.get()}
    return deliver(case, by, registrations="\n".join(lines), **{**values, **changes})


def counted(case: Case, by: Person, on: date = DAY) -> Count:
    with open_keyring(), acting_as(by.pk, on) as actor:
        (count,), _ = counts_for(case, actor)
        return count


def result(count: Count) -> dict[str, tuple[int, bool | None]]:
    return {one.rule.code: (one.times, one.is_met) for one in count.tallies}


def test_under_18_once_in_the_last_year_is_enough(cast: Cast, case: Case) -> None:
    given(case, cast.piet, "22-11-2025;F40", "21-11-2025;F41", "01-06-2026;B70")
    count = counted(case, cast.rosa)
    assert (count.age, count.on, count.since) == (16, DAY, date(2025, 11, 22))
    assert result(count) == {
        "drugs-12": (1, True), "geweld-12": (1, True), "hic-12": (1, True), "veelpleger-12": (3, True),
        "zeden-12": (0, None), "kopstuk-12": (0, None),
    }  # fmt: skip
    drugs = count.tallies[0]
    assert [(str(line.registration.on), line.why_not) for line in drugs.lines] == [
        ("2026-06-01", "een ander soort feit"),
        ("2025-11-22", ""),
        ("2025-11-21", "langer dan een jaar geleden"),
    ]


def test_a_day_later_the_oldest_no_longer_counts(cast: Cast, case: Case) -> None:
    given(case, cast.piet, "22-11-2025;F40")
    assert result(counted(case, cast.rosa))["drugs-12"] == (1, True)
    assert result(counted(case, cast.rosa, date(2026, 11, 23)))["drugs-12"] == (0, False)


def test_the_birthday_decides_which_rules_count(cast: Cast, case: Case) -> None:
    given(case, cast.piet, "01-06-2026;F40")
    for day, expected in ((date(2008, 11, 23), "drugs-12"), (date(2008, 11, 22), "drugs-18")):
        born(case, day)
        assert next(iter(result(counted(case, cast.rosa)))) == expected
    for day in (date(2002, 11, 22), date(2014, 11, 23), None):
        born(case, day)
        assert counted(case, cast.rosa).tallies == []
    born(case, date(2002, 11, 23))
    assert result(counted(case, cast.rosa))["drugs-18"] == (1, False)


def test_from_18_older_ones_count_when_one_is_of_the_last_year(cast: Cast, case: Case) -> None:
    born(case, date(2005, 5, 1))
    given(
        case, cast.piet, "01-06-2020;F40", "01-06-2021;F41", "21-11-2025;F42", "01-01-2019;F55 zwaar", "01-02-2019;F12"
    )
    assert result(counted(case, cast.rosa))["drugs-18"] == (3, False)
    given(case, cast.piet, "22-11-2025;F12", "01-06-2026;F55 eenvoudig")
    found = result(counted(case, cast.rosa))
    assert found["drugs-18"] == (3, False)
    assert found["geweld-zwaar-18"] == (1, False)
    assert found["geweld-18"] == (3, True)
    assert found["veelpleger-18"] == (7, False)


def test_what_was_said_twice_counts_once(cast: Cast, case: Case) -> None:
    given(case, cast.piet, "01-06-2026;F40", "01-06-2026;F40")
    given(case, cast.piet, "01-06-2026;F40", "02-06-2026;F40")
    drugs = counted(case, cast.rosa).tallies[0]
    assert drugs.times == 3
    assert [line.why_not for line in drugs.lines].count("staat al in een andere bijdrage") == 1


def test_the_decision_fixes_the_day(cast: Cast, case: Case) -> None:
    given(case, cast.piet, "01-06-2026;F40")
    Triage.objects.create(case=case, at="2026-01-15T23:30:00Z")
    count = counted(case, cast.rosa)
    assert count.on == date(2026, 1, 16)
    assert count.tallies[0].lines[0].why_not == "na de dag waarop is geteld"


# --- release, versions, removal: those of the contribution ----------------------------------------------------------------


def test_the_count_follows_versions_and_withdrawal(cast: Cast, case: Case) -> None:
    one = given(case, cast.piet, "01-06-2026;F40")
    with open_keyring(), acting_as(cast.piet.pk) as piet:
        texts = {"facts": "", "opinion": "", "registrations": "01-06-2026;F40\n02-06-2026;F41"}
        one = work.correct(one, values=texts, reason="Een vergeten", version=one.version, by=piet)
        assert ContributionVersion.objects.get().registrations == "2026-06-01;F40;verdachte"
    assert result(counted(case, cast.rosa))["drugs-12"] == (2, True)
    with open_keyring(), acting_as(cast.piet.pk) as piet:
        with pytest.raises(StepNotAllowed):
            work.correct(one, values={**texts, "registrations": "nee"}, reason="r", version=one.version, by=piet)
        work.withdraw(one, by=piet)
    assert result(counted(case, cast.rosa))["drugs-12"] == (0, False)
    gone = Contribution.objects.get(pk=one.pk)
    assert gone.__dict__["registrations"] in ("", b"") and gone.registrations_of_id is None
    assert not ContributionVersion.objects.exists()


def test_who_does_not_read_the_lines_sees_no_count(cast: Cast, case: Case) -> None:
    for person in (cast.olga, cast.gea):
        story.assigned(cast, case, person)
    CaseGrant.objects.filter(content_object=case).update(from_date=DAY)
    given(case, cast.piet, "01-06-2026;F40", release_level="tafel")
    assert [sum(one.times for one in counted(case, person).tallies) for person in (cast.olga, cast.gea)] == [0, 0]
    open_table(cast, case, cast.olga)
    for person, reads in ((cast.rosa, True), (cast.piet, True), (cast.olga, True), (cast.gea, False)):
        assert (result(counted(case, person))["drugs-12"] == (1, True)) is reads
    mona = named_for_another(cast)  # named for approaches that are not this one, or for this one
    mona.capacity.approaches.set(Approach.objects.filter(code="mda"))
    for person in (cast.zoe, cast.wil, cast.fatima, cast.petra, cast.abel, mona):
        with open_keyring(), acting_as(person.pk) as actor:
            assert counts_for(case, actor) == ([], [])
        assert cast.rosa.client().get(f"/casussen/{case.number}/triage/").status_code == 200
        assert person.client().get(f"/casussen/{case.number}/triage/").status_code == 404


def test_the_page_says_how_it_was_counted(cast: Cast, case: Case) -> None:
    given(case, cast.piet, f"{today().replace(day=1):%d-%m-%Y};F40", "01-01-2020;F41")
    page = cast.rosa.client().get(f"/casussen/{case.number}/triage/").content.decode()
    for words in (
        "Geteld op",
        "geboren op 1 mei 2010",
        "Voldaan",
        "telt mee",
        "langer dan een jaar geleden",
        "U beslist zelf",
    ):
        assert words in page
    assert "De bron noemt geen codes" in page
    other = story.in_triage(cast)
    assert (
        "Telling van registraties" not in cast.rosa.client().get(f"/casussen/{other.number}/triage/").content.decode()
    )


@pytest.mark.parametrize(
    ("changes", "lacks"),
    [
        ({"registrations": "31-02-2026;F40"}, "registrations"),
        ({"kind": "triagevraag"}, "kind"),
        ({"data_class": "gewoon"}, "data_class"),
        ({"registrations_of": None}, "registrations_of"),
    ],
)
def test_what_registrations_need_before_they_are_sent(
    cast: Cast, case: Case, changes: dict[str, Any], lacks: str
) -> None:
    values: dict[str, Any] = {
        "kind": "politieregistraties", "data_class": "strafrechtelijk", "registrations_of": case.subjects.get(),
        "registrations": "01-06-2026;F40", "facts": "",
    }  # fmt: skip
    made = draft(case, cast.piet, **values)
    with open_keyring(), acting_as(cast.piet.pk):
        assert missing_to_deliver(made) == []
    made = draft(case, cast.piet, **{**values, **changes})
    with open_keyring(), acting_as(cast.piet.pk) as piet:
        assert lacks in [part for _, part in missing_to_deliver(made)]
        with pytest.raises(StepNotAllowed):
            work.deliver(made, version=made.version, by=piet)


def test_registrations_are_about_a_person_of_the_case(cast: Cast, case: Case) -> None:
    with pytest.raises(StepNotAllowed):
        given(case, cast.piet, "01-06-2026;F40", registrations_of=story.in_triage(cast).subjects.get())


def test_others_give_no_registrations(cast: Cast, case: Case) -> None:
    """Only politie, and only where the approach counts."""
    story.assigned(cast, case, cast.olga)
    other = story.in_triage(cast)
    story.assigned(cast, other, cast.piet)
    for where, person in ((case, cast.olga), (other, cast.piet)):
        with pytest.raises(StepNotAllowed):
            given(where, person, "01-06-2026;F40")


def test_politie_fills_them_in_on_the_form_of_top_x_only(cast: Cast, case: Case) -> None:
    client = cast.piet.client()
    for found, asked in ((case, True), (story.in_triage(cast), False)):
        story.assigned(cast, found, cast.piet)
        page = client.get(draft_address(found, cast.piet)).content.decode()
        assert ("Registraties als verdachte" in page) is asked
    address = draft_address(case, cast.piet)
    kind = ContributionKind.objects.get(code="politieregistraties").pk
    sent = {
        "soort": kind, "gegevens": "strafrechtelijk", "feiten": "", "oordeel": "", "registraties": "31-02-2026;F40", "taak": "eigen",
        "vrijgave": "huis", "versie": 1, "naar": "controle",
    }  # fmt: skip
    checked = client.post(address, sent, follow=True).content.decode()
    assert "Regel 1: deze datum bestaat niet" in checked and "31-02-2026;F40" in checked


def draft_address(case: Case, person: Person) -> str:
    with open_keyring(), acting_as(person.pk) as actor:
        return f"/bijdragen/{work.start_contribution(case, by=actor).pk}/"
