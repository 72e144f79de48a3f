"""The four phases and the steps between them: from, verb, to (04-workflow)."""

from dataclasses import dataclass

from django.db import models


class Phase(models.TextChoices):
    CONCEPT = "concept", "Concept"
    AANMELDING = "aanmelding", "Aanmelding"
    TRIAGE = "triage", "Triage"
    CASUSOVERLEG = "casusoverleg", "Casusoverleg"
    AFSCHALING = "afschaling", "Afschaling"
    ENDED = "beeindigd", "Beëindigd"  # rejected, or triage without an approach: destroyed the same night


OPEN_PHASES = (Phase.AANMELDING, Phase.TRIAGE, Phase.CASUSOVERLEG)


@dataclass(frozen=True)
class Step:
    """A legal step of a case. `verb` is the workflow function that takes it."""

    source: Phase
    verb: str
    target: Phase


STEPS = (
    Step(Phase.CONCEPT, "file_aanmelding", Phase.AANMELDING),
    Step(Phase.AANMELDING, "accept_for_triage", Phase.TRIAGE),
    Step(Phase.AANMELDING, "reject", Phase.ENDED),
    Step(Phase.TRIAGE, "admit_to_casusoverleg", Phase.CASUSOVERLEG),
    Step(Phase.TRIAGE, "support_bilaterally", Phase.CASUSOVERLEG),
    Step(Phase.TRIAGE, "end_after_triage", Phase.ENDED),
    Step(Phase.CASUSOVERLEG, "close_case", Phase.AFSCHALING),
    Step(Phase.AFSCHALING, "reopen_case", Phase.CASUSOVERLEG),
)


class StepNotAllowed(Exception):
    """This step does not lead on from the phase the case is in."""


def target_of(phase: str, verb: str) -> Phase:
    """The phase to which the verb leads. Raises StepNotAllowed."""
    for step in STEPS:
        if step.source == phase and step.verb == verb:
            return step.target
    raise StepNotAllowed(f"{verb} is no step from {phase}")
