"""Nobody skips a step: what belongs to another phase is refused, whoever sends it, and leaves the case as it was (S31)."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.db import transaction
from django.urls import resolve, reverse

from cases.models import Case
from cases.phases import STEPS, StepNotAllowed
from cases.policy import NotAllowed
from cases.workflow.steps import locked, take_step
from tests.access.test_ids import state_of
from tests.access.test_matrix import GET, PHASES, lines
from tests.cases import story
from tests.cast import Cast
from tests.hostile.crawling import Place, places
from tests.privacy.stories import closed_case
from zvh.actor import acting_as
from zvh.sealing import open_keyring

# A case in each of the phases, with Piet in it where a delegate can be.
CASES: dict[str, Callable[[Cast], Case]] = {
    "filed": story.filed,
    "triage": lambda cast: _with_piet(cast, story.in_triage(cast)),
    "everything": lambda cast: story.at_table(cast, cast.piet),
    "closed": lambda cast: closed_case(cast, cast.piet),
}


def _with_piet(cast: Cast, case: Case) -> Case:
    story.assigned(cast, case, cast.piet)
    return case


SENT_ONLY = {
    "bijdrage-beginnen": {"triage", "everything"}
}  # no page of its own, so the matrix of phases does not name it


def exists_in(phase: str) -> set[str]:
    """What somebody has in this phase, as the matrix says."""
    rows = GET if phase == "everything" else {name: "".join(row) for name, row in lines(PHASES[phase], 1).items()}
    pages = {name for name, row in rows.items() if set(row) & {"y", ">"}}
    return pages | {name for name, phases in SENT_ONLY.items() if phase in phases}


@pytest.fixture(scope="module")
def forms(world: tuple[Cast, Case]) -> Iterator[dict[str, list[Place]]]:
    """Every form of every phase, by the page that takes it."""
    found: dict[str, list[Place]] = {}
    point = transaction.savepoint()
    for phase in CASES:  # the closed one last, because it turns the case
        for place in places(world[0], Case.objects.get(pk=world[1].pk), phase):
            found.setdefault(str(resolve(place.target.partition("?")[0]).url_name), []).append(place)
    yield found
    transaction.savepoint_rollback(point)


@pytest.mark.parametrize("phase", CASES)
def test_what_belongs_to_another_phase_is_refused(cast: Cast, forms: dict[str, list[Place]], phase: str) -> None:
    case = CASES[phase](cast)
    before, tried = state_of(case), set()
    for route in forms.keys() - exists_in(phase):
        for place in forms[route]:
            aimed = _aimed_at(place, case)
            if aimed is None:
                continue
            with aimed.sent(aimed.form.filled()) as sent:
                assert sent.status in (404, 405), (route, place, sent.status)
                assert state_of(case) == before, (route, place)
                tried.add(route)
    assert len(tried) >= 5, tried


def _aimed_at(place: Place, case: Case) -> Place | None:
    """The same form, sent to the same page of this case."""
    found = resolve(place.target.partition("?")[0])
    if "number" not in found.kwargs:
        return None
    given: dict[str, Any] = {**found.kwargs, "number": case.number}
    if "subject" in given:
        given["subject"] = case.subjects.get().pk
    return replace(place, form=replace(place.form, action=reverse(str(found.url_name), kwargs=given)))


@pytest.mark.parametrize("phase", CASES)
def test_no_verb_leads_on_from_another_phase(cast: Cast, phase: str) -> None:
    """The workflow itself, by who may decide everything."""
    case = CASES[phase](cast)
    before = state_of(case)
    for step in STEPS:
        with open_keyring(), acting_as(cast.rosa.pk) as rosa:
            point = transaction.savepoint()
            if step.source == case.phase and step.verb != "file_aanmelding":
                assert take_step(locked(case, by=rosa), step.verb, by=rosa).phase == step.target
            else:
                with pytest.raises((NotAllowed, StepNotAllowed)):
                    take_step(locked(case, by=rosa), step.verb, by=rosa)
            transaction.savepoint_rollback(point)
        case.refresh_from_db()
    assert state_of(case) == before
