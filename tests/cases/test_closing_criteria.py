"""The criteria for scaling down: set in the plan, judged one by one in the decision (conv. 8.4)."""

import re
from typing import Any

import pytest
from django.db import transaction

from cases.models import Case, Closing, ClosingCriterion, Plan
from cases.phases import StepNotAllowed
from cases.workflow.closing import close_case, missing_to_close
from cases.workflow.closing_criteria import Judgement, criteria_in_force, part_of
from tests.cases import meetings
from tests.cases.test_closing import prepared
from tests.cases.test_closing_pages import filled
from tests.cases.test_plan import adopt, at_meeting
from tests.cast import Cast
from tests.hostile.pageforms import forms_in
from zvh.actor import acting_as
from zvh.sealing import open_keyring

RUST, HUUR = "Drie maanden rust", "De huur is betaald"
MET = {RUST: Judgement(True), HUUR: Judgement(True)}


@pytest.fixture
def case(cast: Cast) -> Case:
    """With an adopted plan of two criteria, discussed with its final scores."""
    case, item = at_meeting(cast, cast.gea)
    meetings.drafted(cast, case)
    meetings.scored(cast, item)
    meetings.agreed(cast, case, cast.gea)
    adopt(cast, case, 1)
    return case


def missing(cast: Cast, case: Case) -> list[str]:
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        return [text for text, _ in missing_to_close(case, today=rosa.today)]


def close(cast: Cast, case: Case, version: int) -> Case:
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        return close_case(case, version=version, by=rosa)


def test_every_line_is_a_criterion_once() -> None:
    plan = Plan(criteria=f"- {RUST}\n\n* {HUUR} \n{RUST}\n  \n")
    assert plan.criteria_one_by_one == [RUST, HUUR]


def test_only_what_was_adopted_is_judged(cast: Cast, case: Case) -> None:
    meetings.drafted(cast, case, criteria="Nog een concept")
    with open_keyring(), acting_as(cast.rosa.pk):
        assert criteria_in_force(case) == [RUST, HUUR]


def test_each_is_judged_and_one_that_is_not_met_has_a_reason(cast: Cast, case: Case) -> None:
    prepared(cast, case)
    assert missing(cast, case) == ["Geef aan of criterium 1 is bereikt", "Geef aan of criterium 2 is bereikt"]
    prepared(cast, case, version=1, judgements={**MET, HUUR: Judgement(False)})
    assert missing(cast, case) == ["Criterium 2 is niet bereikt. Leg uit waarom de casus toch afschaalt"]
    with pytest.raises(StepNotAllowed):
        close(cast, case, 2)
    prepared(cast, case, version=2, judgements={**MET, HUUR: Judgement(False, "Er is nu een bewindvoerder")})
    assert missing(cast, case) == []
    close(cast, case, 3)
    assert [(one.text, one.is_met) for one in ClosingCriterion.objects.all()] == [(RUST, True), (HUUR, False)]


def test_criteria_written_otherwise_since_are_judged_anew(cast: Cast, case: Case) -> None:
    prepared(cast, case, judgements=MET)
    assert missing(cast, case) == []
    meetings.drafted(cast, case, criteria=f"{RUST}\nEr is werk")
    adopt(cast, case, 1)
    assert missing(cast, case) == ["Geef aan of criterium 2 is bereikt"]
    with pytest.raises(StepNotAllowed):
        close(cast, case, 1)


def test_the_database_keeps_what_was_judged_once_the_decision_is_taken(cast: Cast, case: Case) -> None:
    prepared(cast, case, judgements=MET)
    close(cast, case, 1)
    closing = Closing.objects.get()
    with open_keyring(), acting_as(cast.rosa.pk):
        assert ClosingCriterion.objects.all().delete()[0] == 0
        forged = ClosingCriterion(case=case, closing=closing, order=9, text="Erbij")
        with pytest.raises(Exception, match="row-level security"), transaction.atomic():
            forged.save()
        with pytest.raises(Exception, match="permission denied"), transaction.atomic():
            ClosingCriterion.objects.update(is_met=False)
    with open_keyring(), acting_as(cast.gea.pk):
        assert not ClosingCriterion.objects.exists()


def test_the_page_asks_them_one_by_one_and_loses_nothing(cast: Cast, case: Case) -> None:
    rosa, page = cast.rosa.client(), f"/casussen/{case.number}/afschalen/"
    shown = rosa.get(f"{page}besluit/").content.decode()
    assert f"Criterium 1: {RUST}" in shown and f"Criterium 2: {HUUR}" in shown
    given: dict[str, Any] = {part_of(RUST): "ja", part_of(HUUR): "nee", part_of(HUUR, "uitleg"): "Kanarieuitleg"}
    wrong = rosa.post(f"{page}besluit/", filled(**given, besloten_op="2099-01-01"))
    assert wrong.status_code == 422 and "Kanarieuitleg" in wrong.content.decode()
    assert rosa.post(f"{page}besluit/", filled(**given)).url == f"{page}bevestigen/"
    asked = rosa.get(f"{page}bevestigen/").content.decode()
    assert f"Criterium: {HUUR}" in asked and "Niet bereikt. Kanarieuitleg" in asked
    forms = forms_in(rosa.get(f"{page}besluit/").content.decode())
    again = next(one for one in forms if part_of(RUST) in one.controls).as_shown()
    assert [again[name] for name in given] == [["ja"], ["nee"], ["Kanarieuitleg"]]
    assert rosa.post(f"{page}bevestigen/", {"versie": "1"}).url == page
    assert "Niet bereikt. Kanarieuitleg" in rosa.get(page).content.decode()


def test_two_who_judge_at_once_see_both(cast: Cast, case: Case) -> None:
    rosa, otto, page = cast.rosa.client(), cast.otto.client(), f"/casussen/{case.number}/afschalen/besluit/"
    assert rosa.post(page, filled(**{part_of(RUST): "ja", "bewaar": "1"})).status_code == 302
    conflict = otto.post(page, filled(**{part_of(RUST): "nee", "bewaar": "1"}))
    assert conflict.status_code == 409
    shown = re.sub(r"</?(ins|del)[^>]*>", "", conflict.content.decode())
    assert "Ja, dit is bereikt" in shown and "Nee, niet bereikt" in shown


def test_without_an_adopted_plan_nothing_is_judged(cast: Cast) -> None:
    case, _ = at_meeting(cast, cast.gea)
    meetings.drafted(cast, case)
    prepared(cast, case)
    assert missing(cast, case) == []
