"""The table of steps and the table of operations know the same verbs."""

import pytest

from cases.phases import STEPS, Phase, StepNotAllowed, target_of
from cases.policy import OPERATIONS


def test_every_step_is_an_operation_that_somebody_may_do() -> None:
    assert {step.verb for step in STEPS} - OPERATIONS.keys() == set()


def test_a_step_leads_only_from_its_own_phase() -> None:
    for step in STEPS:
        assert target_of(step.source, step.verb) == step.target
        for phase in set(Phase) - {other.source for other in STEPS if other.verb == step.verb}:
            with pytest.raises(StepNotAllowed):
                target_of(phase, step.verb)
