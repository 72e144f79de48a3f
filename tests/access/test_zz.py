from cases.models import Case
from tests.access import asking
from tests.access.matrix import TABLES as T
from tests.access.test_matrix import ADDRESSES, GET, POST, lines
from tests.cast import Cast

TABLES = lines(T, 1)

MINE = ("trends", "trend", "trend-advies", "casus-trends", "trend-terugnemen", "landelijk", "rapportage-huis")
def test_mine(cast: Cast, case: Case) -> None:
    given = asking.ids(cast, case)
    wanted = {n: a for n, a in ADDRESSES.items() if n in MINE}
    assert asking.answers(cast, wanted, given, "get") == {n: GET[n] for n in wanted}
    assert asking.answers(cast, wanted, given, "post") == {n: POST[n] for n in wanted}
    rows = {t: asking.rows_of(t) for t in ("cases_notedtrend", "parties_trend")}
    found = {p: asking.verbs(person, rows) for p, person in asking.people(cast).items()}
    for t in rows:
        assert [found[p][t] for p in found] == list(TABLES[t]) if t in TABLES else False, (t, [found[p][t] for p in found])
