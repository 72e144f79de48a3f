from governance.models.accession import Accession, AccessionConsent
from governance.models.agenda import AgendaPoint, Attendee, BodyMinutes, WrittenInput
from governance.models.agreed import AgreedVersion, Received
from governance.models.budget import Budget, BudgetLine, Share, Spending
from governance.models.decision import Affected, Decision, Informing, Vote
from governance.models.departure import Departure
from governance.models.enclosure import Enclosure, EnclosureFile
from governance.models.export import Export
from governance.models.fulfilment import Fulfilment
from governance.models.holder import Holder
from governance.models.meeting import BodyMeeting, MeetingRequest
from governance.models.paper import Chapter, Paper, PaperInput, ReportFigures
from governance.models.referral import Referral
from governance.models.signedcopy import SignedCopy, SignedCopyFile
from governance.models.statement import Statement, StatementAnswer
from governance.models.visitor import Visitor

__all__ = [
    "Accession",
    "AccessionConsent",
    "Affected",
    "AgendaPoint",
    "AgreedVersion",
    "Attendee",
    "BodyMeeting",
    "BodyMinutes",
    "Budget",
    "BudgetLine",
    "Chapter",
    "Decision",
    "Departure",
    "Enclosure",
    "EnclosureFile",
    "Export",
    "Holder",
    "Informing",
    "MeetingRequest",
    "SignedCopy",
    "SignedCopyFile",
    "Referral",
    "Fulfilment",
    "Received",
    "Statement",
    "StatementAnswer",
    "Paper",
    "PaperInput",
    "ReportFigures",
    "Share",
    "Spending",
    "Visitor",
    "Vote",
    "WrittenInput",
]
