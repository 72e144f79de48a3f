"""What is late in a case: shown to who runs it for the house and to who has the casusregie (conv. 13.2; 04, uitvoeren en bewaken)."""

from datetime import date, timedelta

import pytest

from cases.models import Action, Case
from tests.cases import meetings
from tests.cases.test_plan import at_meeting, name
from tests.cases.test_worklist import queries
from tests.cast import Cast, Person
from zvh.today import today


def ago() -> date:
    return today() - timedelta(days=2)


@pytest.fixture
def case(cast: Cast) -> Case:
    """Gea has the casusregie; Gijs is late with an action and an intervention, and in time with another action."""
    case, _ = at_meeting(cast, cast.gea, cast.gijs)
    name(cast, case, cast.gea)
    case.refresh_from_db()
    meetings.agreed(cast, case, cast.gijs, what="Kanarie te laat")
    Action.objects.update(due_on=ago())
    meetings.agreed(cast, case, cast.gijs, what="Kanarie op tijd", due_on=today() + timedelta(days=9))
    meetings.treated(
        cast, case, cast.gijs, what="Kanarie loopt uit", from_date=ago() - timedelta(days=9), until_date=ago()
    )
    meetings.treated(cast, case, cast.gijs, what="Kanarie loopt door", until_date=today() + timedelta(days=9))
    return case


def seen(person: Person, address: str) -> set[str]:
    page = person.client().get(address).content.decode()
    return {one for one in ("te laat", "op tijd", "loopt uit", "loopt door") if f"Kanarie {one}" in page}


def test_the_list_shows_what_runs_and_can_be_narrowed_to_what_is_late(cast: Cast, case: Case) -> None:
    for person in (cast.rosa, cast.otto, cast.gea, cast.gijs):
        assert seen(person, "/acties/") == {"te laat", "op tijd", "loopt uit", "loopt door"}, person.user
        assert seen(person, "/acties/?te-laat=1") == {"te laat", "loopt uit"}, person.user
    assert seen(cast.olga, "/acties/") == seen(cast.zoe, "/acties/") == set()


def test_another_delegate_in_the_case_does_not_see_to_it(cast: Cast, case: Case) -> None:
    Case.objects.update(casusregisseur=None, casusregisseur_party=None)
    assert seen(cast.gea, "/acties/") == set()


def test_who_has_the_casusregie_finds_it_in_the_own_work(cast: Cast, case: Case) -> None:
    own = cast.gea.client().get("/mijn-werk/").content.decode()
    assert own.count(f"Actie te laat: {case.number}") == 1 and f"Actie uitvoeren: {case.number}" not in own
    assert own.count("Interventie loopt langer dan verwacht") == 1 and "Bekijken" in own
    others = cast.gijs.client().get("/mijn-werk/").content.decode()
    assert others.count(f"<strong>Actie uitvoeren: {case.number}</strong>") == 2 and "Actie te laat" not in others


def test_who_has_the_casusregie_reports_only_for_the_own_party(cast: Cast, case: Case) -> None:
    action = Action.objects.get(due_on=ago())
    assert cast.gea.client().post(f"/acties/{action.pk}/", {"stand": "gedaan"}).status_code == 404
    assert "Melden" not in cast.gea.client().get("/acties/").content.decode()


def test_in_kennemerland_the_casusregie_opens_no_more_than_the_own(db: None) -> None:
    cast = Cast("KL", "RU")
    case, _ = at_meeting(cast, cast.gea, cast.olga, approach=cast.house.approaches.first().code)
    name(cast, case, cast.gea)
    meetings.agreed(cast, case, cast.olga, what="Kanarie te laat")
    Action.objects.update(due_on=ago())
    assert seen(cast.gea, "/acties/") == set() and seen(cast.rosa, "/acties/") == {"te laat"}


def test_the_list_asks_as_much_for_one_as_for_thirty(cast: Cast, case: Case) -> None:
    few = len(queries(cast.rosa, "/acties/"))
    for _ in range(14):
        meetings.agreed(cast, case, cast.gijs)
        meetings.reported(cast, meetings.treated(cast, case, cast.gijs), cast.gijs)
    assert len(queries(cast.rosa, "/acties/")) == few
