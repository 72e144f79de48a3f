from cases.models.aanmelding import Aanmelding, Assessment, Consultation, CriterionMark, Feedback, KnownMatch
from cases.models.attachment import Attachment, AttachmentFile
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
from cases.models.dispute import Dispute, DisputeTurn, Escalation
from cases.models.enquiry import Enquiry, EnquiryAnswer
from cases.models.furtheruse import FurtherUse, FurtherUseAnswer
from cases.models.grants import CaseGrant, ContributionRelease, GrantHistory, GrantReason
from cases.models.guest import Guest
from cases.models.houseenquiry import HouseAnswer, HouseEnquiry, HouseSupply
from cases.models.intervention import Intervention, Progress
from cases.models.kept import KeptDraft
from cases.models.lastvisit import LastVisit
from cases.models.letter import Letter
from cases.models.link import CaseLink
from cases.models.logentry import LogEntry
from cases.models.meeting import AgendaItem, Attendance, Invitation, Meeting, Minutes
from cases.models.note import Note
from cases.models.notedtrend import NotedTrend
from cases.models.notice import Ground, NoNotice, Notice
from cases.models.plan import Action, DomainScore, Plan, PlanRole
from cases.models.postponement import Postponement, PostponementConsent
from cases.models.savedview import SavedView
from cases.models.scanned import Scanned, ScannedQuerySet, ScanState
from cases.models.sharing import Consent, ReleaseRequest, TableOpening
from cases.models.statistics import FigureCell, StatisticsFact
from cases.models.subject import Subject
from cases.models.support import SupportContact
from cases.models.track import Conversation, Detention, HelpQuestion
from cases.models.transfer import Received, ReceivedContribution, Transfer, TransferAnswer, TransferPart
from cases.models.triage import CriterionJudgement, Triage, TriageParty

__all__ = [
    "Aanmelding",
    "Action",
    "AgendaItem",
    "Assessment",
    "Attachment",
    "AttachmentFile",
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
    "CaseLink",
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
    "Conversation",
    "CriterionJudgement",
    "CriterionMark",
    "Detention",
    "Disclosure",
    "Dispute",
    "DisputeTurn",
    "DomainScore",
    "Enquiry",
    "EnquiryAnswer",
    "Escalation",
    "Feedback",
    "FigureCell",
    "FurtherUse",
    "FurtherUseAnswer",
    "GrantHistory",
    "GrantReason",
    "Ground",
    "Guest",
    "HelpQuestion",
    "HouseAnswer",
    "HouseEnquiry",
    "HouseSupply",
    "Intervention",
    "Invitation",
    "KeptDraft",
    "KnownMatch",
    "LastVisit",
    "Letter",
    "LogEntry",
    "Meeting",
    "Minutes",
    "NoNotice",
    "Note",
    "Notice",
    "PhaseTransition",
    "Plan",
    "PlanRole",
    "Postponement",
    "PostponementConsent",
    "Progress",
    "Reassessment",
    "Received",
    "ReceivedContribution",
    "ReleaseLevel",
    "ReleaseRequest",
    "Reopening",
    "RetentionWarning",
    "SavedView",
    "State",
    "ScanState",
    "Scanned",
    "ScannedQuerySet",
    "NotedTrend",
    "StatisticsFact",
    "Subject",
    "SupportContact",
    "TableOpening",
    "Task",
    "Transfer",
    "TransferAnswer",
    "TransferPart",
    "Triage",
    "TriageParty",
    "WayOut",
]
