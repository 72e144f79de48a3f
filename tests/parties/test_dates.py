"""The one calendar: dates with what the covenants, the protocol and the law say of them; written out by hand."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from parties.dates import add_hours, add_months, add_working_days, is_working_day
from parties.models import Covenant, Term
from zvh.today import today

# A term as the data of the covenant give it: covenant, code, article, first day, last day.
TERMS = """
kennemerland       autorisaties-nalopen        bijlage 4                2026-01-01  2026-07-01
kennemerland       autorisaties-nalopen        bijlage 4                2026-08-31  2027-02-28
kennemerland       autorisaties-nalopen        bijlage 4                2023-08-31  2024-02-29
kennemerland       autorisaties-nalopen        bijlage 4                2026-08-30  2027-02-28
kennemerland       autorisaties-nalopen        bijlage 4                2027-08-29  2028-02-29
kennemerland       bijzondere-rechten-nalopen  BIO2 8.02.01             2026-11-30  2027-02-28
midden-nederland   bijzondere-rechten-nalopen  BIO2 8.02.01             2026-12-31  2027-03-31
kennemerland       autorisatie-intrekken       bijlage 4                2026-03-01  2026-03-29
kennemerland       autorisatie-intrekken       bijlage 4                2026-12-15  2027-01-12
kennemerland       autorisatie-intrekken       bijlage 4                2028-02-15  2028-03-14
kennemerland       eerste-beoordeling          bijlage 3                2026-12-28  2027-01-04
kennemerland       triage                      bijlage 3                2026-02-23  2026-03-02
midden-nederland   verzoek-betrokkene          art. 18.2                2026-10-01  2026-10-29
midden-nederland   verzoek-betrokkene          art. 18.2                2027-01-31  2027-02-28
midden-nederland   verzoek-betrokkene          19.4                     2028-02-01  2028-02-29
midden-nederland   verzoek-betrokkene          20.4                     2026-12-04  2027-01-01
midden-nederland   plan-versturen              art. 4.6                 2026-11-19  2026-12-17
midden-nederland   evaluatie-protocol          art. 31                  2024-02-29  2026-02-28
midden-nederland   evaluatie-protocol          art. 31                  2026-02-28  2028-02-28
midden-nederland   om-verstrekkingen           17.5                     2024-02-29  2028-02-29
midden-nederland   om-verstrekkingen           Wjsg 39j                 2026-11-22  2030-11-22
brabant-noordoost  voorstel-opzegging          art. 22.4                2026-08-31  2027-02-28
brabant-noordoost  voorstel-opzegging          art. 22.4                2026-03-31  2026-09-30
brabant-noordoost  evaluatie                   art. 24                  2019-01-01  2021-01-01
kennemerland       schriftelijke-inbreng       keuze van het huis       2026-02-20  2026-03-06
"""

# Months that stand in an article, or in the policy that follows it; months back where something happens ahead of a day.
MONTHS = """
protocol art. 11.2 a (6 maanden)          6   2026-05-31  2026-11-30
protocol art. 11.2 b (6 maanden)          6   2028-08-31  2029-02-28
protocol art. 11.2 c (1 jaar)            12   2024-02-29  2025-02-28
protocol art. 11.2 c (1 jaar)            12   2026-12-31  2027-12-31
DPIA 10 (5 jaar)                         60   2028-02-29  2033-02-28
DPIA 10 (2 maanden vooraf)               -2   2027-04-30  2027-02-28
DPIA 10 (2 maanden vooraf)               -2   2028-04-30  2028-02-29
DPIA 10 (2 maanden vooraf)               -2   2027-01-15  2026-11-15
"""

# How long a covenant runs: its data, its article, from, until. Then a year at a time.
RUNS = """
haaglanden        first_term_months  2019-01-01  2024-01-01
kennemerland      first_term_months  2019-03-01  2021-03-01
midden-nederland  first_term_months  2020-02-29  2021-02-28
midden-nederland  renewal_months     2021-02-28  2022-02-28
kennemerland      renewal_months     2028-02-29  2029-02-28
"""

# Working days (Algemene termijnenwet art. 3). 5: break-glass is judged; 10: an alert is judged.
WORKING_DAYS = """
Goede Vrijdag en tweede Paasdag                 5   2026-04-02  2026-04-13
Kerst en Nieuwjaar                             10   2026-12-21  2027-01-06
Koningsdag op maandag                           1   2026-04-24  2026-04-28
Koningsdag een dag vroeger, op zaterdag         1   2025-04-25  2025-04-28
Bevrijdingsdag                                  1   2026-05-04  2026-05-06
Hemelvaart                                      1   2026-05-13  2026-05-15
tweede Pinksterdag                              1   2026-05-22  2026-05-26
Nieuwjaar op vrijdag                            2   2026-12-31  2027-01-05
vanaf een zaterdag                              3   2026-11-21  2026-11-25
over een schrikkeldag                           5   2028-02-25  2028-03-03
geen dag is dezelfde dag                        0   2026-11-21  2026-11-21
"""


def lines(text: str, leading: int) -> list[list[str]]:
    """The columns of a table: so many from the left in words without spaces, and two days at the end."""
    found = []
    for line in text.strip().splitlines():
        rest, start, end = line.rsplit(maxsplit=2)
        found.append([*rest.split(maxsplit=leading - 1), start, end])
    return found


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.django_db
@pytest.mark.parametrize("row", lines(TERMS, 3), ids=" ".join)
def test_terms_of_the_covenants(row: list[str]) -> None:
    covenant, code, article, start, end = row
    term = Term.objects.get(covenant__code=covenant, house=None, code=code)
    assert article in term.source
    assert term.due(day(start)) == day(end)


@pytest.mark.parametrize("line", MONTHS.strip().splitlines())
def test_months(line: str) -> None:
    _, months, start, end = line.rsplit(maxsplit=3)
    assert add_months(day(start), int(months)) == day(end)


@pytest.mark.django_db
@pytest.mark.parametrize("row", lines(RUNS, 2), ids=" ".join)
def test_how_long_a_covenant_runs(row: list[str]) -> None:
    code, name, start, end = row
    covenant = Covenant.objects.get(code=code)
    assert covenant.term_source
    assert add_months(day(start), getattr(covenant, name)) == day(end)


@pytest.mark.parametrize("line", WORKING_DAYS.strip().splitlines())
def test_working_days(line: str) -> None:
    _, days, start, end = line.rsplit(maxsplit=3)
    assert add_working_days(day(start), int(days)) == day(end)


def test_days_off_are_those_of_the_law() -> None:
    """Algemene termijnenwet art. 3, in 2026; Good Friday and 5 May every year."""
    off = {date(2026, month, number) for month, number in (
        (1, 1), (4, 3), (4, 5), (4, 6), (4, 27), (5, 5), (5, 14), (5, 24), (5, 25), (12, 25), (12, 26),
    )}  # fmt: skip
    year = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]
    assert [one for one in year if one.weekday() < 5 and not is_working_day(one)] == sorted(
        one for one in off if one.weekday() < 5
    )
    assert not any(is_working_day(one) for one in year if one.weekday() >= 5)


# The moment in UTC, the date in Amsterdam.
MIDNIGHTS = """
2026-03-28T22:59  2026-03-28
2026-03-28T23:00  2026-03-29
2026-03-29T21:59  2026-03-29
2026-03-29T22:00  2026-03-30
2026-10-24T21:59  2026-10-24
2026-10-24T22:00  2026-10-25
2026-10-25T22:59  2026-10-25
2026-10-25T23:00  2026-10-26
2026-12-31T23:00  2027-01-01
2028-02-28T23:30  2028-02-29
"""


@pytest.mark.parametrize("line", MIDNIGHTS.strip().splitlines())
def test_a_day_ends_at_midnight_in_amsterdam(line: str) -> None:
    at, local = line.split()
    with time_machine.travel(datetime.fromisoformat(at).replace(tzinfo=UTC), tick=False):
        assert today() == day(local)


# A breach is reported within 72 hours (protocol art. 14.8; AVG 33): hours that pass, not hours on the clock.
HOURS = """
72  2026-01-10T09:00+01:00  2026-01-13T09:00+01:00
72  2026-03-28T12:00+01:00  2026-03-31T13:00+02:00
72  2026-10-24T12:00+02:00  2026-10-27T11:00+01:00
1   2026-03-29T01:30+01:00  2026-03-29T03:30+02:00
1   2026-10-25T02:30+02:00  2026-10-25T02:30+01:00
"""


@pytest.mark.parametrize("line", HOURS.strip().splitlines())
def test_hours_over_a_change_of_the_clock(line: str) -> None:
    hours, start, end = line.split()
    at = datetime.fromisoformat(start).astimezone(ZoneInfo("Europe/Amsterdam"))
    found = add_hours(at, int(hours))
    assert found.isoformat(timespec="minutes") == end
    assert found - at.astimezone(UTC) == timedelta(hours=int(hours))
