from governance.models.accession import Accession, AccessionConsent
from governance.models.agenda import AgendaPoint, Attendee, BodyMinutes, WrittenInput
from governance.models.agreed import AgreedVersion, Received
from governance.models.budget import Budget, BudgetLine, Share, Spending
from governance.models.decision import Affected, Decision, Informing, Vote
from governance.models.departure import Departure
from governance.models.fulfilment import Fulfilment
from governance.models.holder import Holder
from governance.models.meeting import BodyMeeting, MeetingRequest
from governance.models.paper import Chapter, Paper, PaperInput
from governance.models.referral import Referral
from governance.models.signedcopy import SignedCopy, SignedCopyFile
from governance.models.statement import Statement, StatementAnswer

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
    "Share",
    "Spending",
    "Vote",
    "WrittenInput",
]
