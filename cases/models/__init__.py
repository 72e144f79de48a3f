from cases.models.aanmelding import Aanmelding, Assessment, Consultation, CriterionMark, Feedback, KnownMatch
from cases.models.case import Case, CaseNumber, CaseRow, PhaseTransition
from cases.models.contribution import (
    Contribution,
    ContributionRequest,
    ContributionVersion,
    Reassessment,
    ReleaseLevel,
    State,
)
from cases.models.grants import CaseGrant, ContributionRelease, GrantHistory, GrantReason
from cases.models.job import Job
from cases.models.subject import Subject

__all__ = [
    "Aanmelding",
    "Assessment",
    "Case",
    "CaseGrant",
    "CaseNumber",
    "CaseRow",
    "Consultation",
    "Contribution",
    "ContributionRelease",
    "ContributionRequest",
    "ContributionVersion",
    "CriterionMark",
    "Feedback",
    "GrantHistory",
    "GrantReason",
    "Job",
    "KnownMatch",
    "PhaseTransition",
    "Reassessment",
    "ReleaseLevel",
    "State",
    "Subject",
]
