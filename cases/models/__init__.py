from cases.models.aanmelding import Aanmelding, Assessment, Consultation, CriterionMark, Feedback, KnownMatch
from cases.models.case import Case, CaseNumber, CaseRow, PhaseTransition
from cases.models.contribution import (
    Contribution,
    ContributionRequest,
    ContributionVersion,
    Reassessment,
    ReleaseLevel,
    State,
    Task,
    WayOut,
)
from cases.models.grants import CaseGrant, ContributionRelease, GrantHistory, GrantReason
from cases.models.job import Job
from cases.models.sharing import Consent, ReleaseRequest, TableOpening
from cases.models.subject import Subject

__all__ = [
    "Aanmelding",
    "Assessment",
    "Case",
    "CaseGrant",
    "CaseNumber",
    "CaseRow",
    "Consent",
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
    "ReleaseRequest",
    "State",
    "Subject",
    "TableOpening",
    "Task",
    "WayOut",
]
