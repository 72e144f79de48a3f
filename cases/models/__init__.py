from cases.models.aanmelding import Aanmelding, Assessment, Consultation, CriterionMark, Feedback, KnownMatch
from cases.models.breakglass import BreakGlass, BreakGlassNotice, BreakGlassReason, BreakGlassVerdict
from cases.models.candidates import Candidate, CandidateChoice, CandidateList
from cases.models.case import Case, CaseNumber, CaseRow, PhaseTransition
from cases.models.closing import Closing, ClosingConfirmation, ClosingCriterion, Reopening, RetentionWarning
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
from cases.models.disclosure import Disclosure
from cases.models.enquiry import Enquiry, EnquiryAnswer
from cases.models.grants import CaseGrant, ContributionRelease, GrantHistory, GrantReason
from cases.models.guest import Guest
from cases.models.houseenquiry import HouseAnswer, HouseEnquiry, HouseSupply
from cases.models.intervention import Intervention, Progress
from cases.models.kept import KeptDraft
from cases.models.letter import Letter
from cases.models.meeting import AgendaItem, Attendance, Invitation, Meeting, Minutes
from cases.models.notice import Ground, NoNotice, Notice
from cases.models.plan import Action, DomainScore, Plan, PlanRole
from cases.models.sharing import Consent, ReleaseRequest, TableOpening
from cases.models.statistics import StatisticsFact
from cases.models.subject import Subject
from cases.models.triage import CriterionJudgement, Triage, TriageParty

__all__ = [
    "Aanmelding",
    "Action",
    "AgendaItem",
    "Assessment",
    "Attendance",
    "BreakGlass",
    "BreakGlassNotice",
    "BreakGlassReason",
    "BreakGlassVerdict",
    "Candidate",
    "CandidateChoice",
    "CandidateList",
    "Case",
    "CaseGrant",
    "CaseNumber",
    "CaseRow",
    "Closing",
    "ClosingConfirmation",
    "ClosingCriterion",
    "Consent",
    "Consultation",
    "Contribution",
    "ContributionRelease",
    "ContributionRequest",
    "ContributionVersion",
    "CriterionJudgement",
    "CriterionMark",
    "Disclosure",
    "DomainScore",
    "Enquiry",
    "EnquiryAnswer",
    "Feedback",
    "GrantHistory",
    "GrantReason",
    "Ground",
    "Guest",
    "HouseAnswer",
    "HouseEnquiry",
    "HouseSupply",
    "Intervention",
    "Invitation",
    "KeptDraft",
    "KnownMatch",
    "Letter",
    "Meeting",
    "Minutes",
    "NoNotice",
    "Notice",
    "PhaseTransition",
    "Plan",
    "PlanRole",
    "Progress",
    "Reassessment",
    "ReleaseLevel",
    "ReleaseRequest",
    "Reopening",
    "RetentionWarning",
    "State",
    "StatisticsFact",
    "Subject",
    "TableOpening",
    "Task",
    "Triage",
    "TriageParty",
    "WayOut",
]
