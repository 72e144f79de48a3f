"""Role and information need of each party in the plan, and the advice to ZSM where the house gives one (conv. 8.4; 000, annex 3)."""

import pytest
from django.db import transaction

from cases.models import Case, Plan, PlanRole
from cases.phases import StepNotAllowed
from cases.workflow.plan import adopt_plan, missing_to_adopt, save_plan
from cases.workflow.planroles import Part
from parties.models import House
from tests.cases import meetings
from tests.cases.test_plan import adopt, at_meeting
from tests.cast import Cast
from zvh.actor import acting_as
from zvh.sealing import open_keyring

TEXTS = {"goal": "Doel", "criteria": "Rust", "zsm_advice": ""}


def ready(cast: Cast) -> Case:
    """A case at the table with scores and an action, in which Gea and Gijs speak for their parties."""
    case, item = at_meeting(cast, cast.gea, cast.gijs)
    meetings.scored(cast, item)
    meetings.agreed(cast, case, cast.gea)
    return case


def written(cast: Cast, case: Case, roles: dict[int, Part], version: int = 0) -> Plan:
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        return save_plan(case, texts=TEXTS, roles=roles, version=version, by=rosa)


def missing(cast: Cast, case: Case) -> list[str]:
    with open_keyring(), acting_as(cast.rosa.pk):
        return [text for text, _ in missing_to_adopt(case)]


def test_a_plan_says_of_every_party_what_it_does_and_what_it_must_know(cast: Cast) -> None:
    case, gea, gijs = ready(cast), cast.gea.party, cast.gijs.party
    written(cast, case, {gea.pk: Part("Regelt wonen", "De schulden"), gijs.pk: Part("Behandelt", "")})
    assert missing(cast, case) == [f"Beschrijf de rol en de informatiebehoefte van {gijs}"]
    with open_keyring(), acting_as(cast.rosa.pk) as rosa, pytest.raises(StepNotAllowed):
        adopt_plan(case, version=1, by=rosa)
    written(cast, case, {gea.pk: Part("Regelt wonen", "De schulden"), gijs.pk: Part("Behandelt", "Zorgen")}, 1)
    assert missing(cast, case) == []


def test_saving_puts_the_roles_in_the_place_of_those_before(cast: Cast) -> None:
    case, gea, gijs = ready(cast), cast.gea.party, cast.gijs.party
    written(cast, case, {gea.pk: Part("Regelt wonen", ""), gijs.pk: Part("Behandelt", "")})
    written(cast, case, {gea.pk: Part("Regelt werk", ""), gijs.pk: Part("", "")}, 1)
    assert [(one.party, one.role) for one in PlanRole.objects.all()] == [(gea, "Regelt werk")]


def test_the_next_version_begins_with_the_roles_of_the_one_before(cast: Cast) -> None:
    case = ready(cast)
    meetings.drafted(cast, case)
    adopt(cast, case, 1)
    page = cast.rosa.client().get(f"/casussen/{case.number}/plan/schrijven/").content.decode()
    assert page.count("Kanarierol") == page.count("Kanariebehoefte") == 2
    written(cast, case, {cast.gea.party.pk: Part("Anders", "Anders")})
    assert {one.role for one in Plan.objects.get(number=1).roles.all()} == {"Kanarierol"}


def test_the_database_keeps_an_adopted_plan_and_its_roles_as_they_are(cast: Cast) -> None:
    case = ready(cast)
    meetings.drafted(cast, case)
    plan = adopt(cast, case, 1)
    with open_keyring(), acting_as(cast.rosa.pk):
        assert Plan.objects.filter(pk=plan.pk).update(version=9) == 0
        assert PlanRole.objects.filter(plan=plan).delete()[0] == 0
        forged = PlanRole(case=case, plan=plan, party=cast.olga.party, role="Erbij")
        with pytest.raises(Exception, match="row-level security"), transaction.atomic():
            forged.save()
    assert plan.roles.count() == 2


def test_the_pages_from_writing_to_the_print(cast: Cast) -> None:
    case, rosa = ready(cast), cast.rosa.client()
    page, gea, gijs = f"/casussen/{case.number}/plan/", cast.gea.party, cast.gijs.party
    given = {
        "versie": "0", "bewaar": "1", "doel": "Doel", "criteria": "Rust", f"rol_{gea.pk}": "Kanarie van Gea",
        f"nodig_{gea.pk}": "Kanarievraag", f"rol_{gijs.pk}": "x" * 4001,
    }  # fmt: skip
    wrong = rosa.post(f"{page}schrijven/", given)
    assert wrong.status_code == 422 and "Kanarie van Gea" in wrong.content.decode()
    assert rosa.post(f"{page}schrijven/", {**given, f"rol_{gijs.pk}": "Kanarie van Gijs"}).url == page
    assert f"Beschrijf de rol en de informatiebehoefte van {gijs}" in rosa.get(page).content.decode()
    given |= {"versie": "1", f"rol_{gijs.pk}": "Kanarie van Gijs", f"nodig_{gijs.pk}": "Iets"}
    rosa.post(f"{page}schrijven/", given)
    assert "Kanarie van Gijs" in rosa.get(f"{page}vaststellen/").content.decode()
    rosa.post(f"{page}vaststellen/", {"versie": "2"})
    for person, first, second in ((cast.gea, "Gea", "Gijs"), (cast.gijs, "Gijs", "Gea")):
        shown = person.client().get(page).content.decode()
        assert shown.index(f"Kanarie van {first}") < shown.index(f"Kanarie van {second}"), "the own party first"
    printed = rosa.post(
        f"/casussen/{case.number}/afdrukken/", {"delen": ["plan"], "reden": "toezicht"}
    ).content.decode()
    assert "Kanarie van Gijs" in printed and "Kanarievraag" in printed


@pytest.mark.parametrize("code", ["KL", "RU"])
def test_advice_to_zsm_is_asked_where_the_house_gives_it(db: None, code: str) -> None:
    cast = Cast(code, "HG")
    case, _ = at_meeting(cast, cast.gea, approach=cast.house.approaches.first().code)
    page = f"/casussen/{case.number}/plan/schrijven/"
    gives = House.objects.get(code=code).gives_zsm_advice
    assert gives == (code == "KL") == ("Advies aan ZSM" in cast.rosa.client().get(page).content.decode())
    given = {"versie": "0", "bewaar": "1", "doel": "Doel", "zsm": "Kanarieadvies"}
    assert cast.rosa.client().post(page, given).status_code == 302
    assert Plan.objects.get().zsm_advice == ("Kanarieadvies" if gives else "")


def test_the_roles_of_a_plan_are_kept_to_the_house_where_the_file_is(db: None) -> None:
    cast = Cast("KL", "RU")
    case, _ = at_meeting(cast, cast.gea, approach=cast.house.approaches.first().code)
    meetings.drafted(cast, case)
    assert "Kanarierol" in cast.rosa.client().get(f"/casussen/{case.number}/plan/").content.decode()
    assert "Kanarierol" not in cast.gea.client().get(f"/casussen/{case.number}/plan/").content.decode()
    with open_keyring(), acting_as(cast.gea.pk) as gea:
        assert list(PlanRole.objects.all()) == list(PlanRole.objects.visible_to(gea)) == []
