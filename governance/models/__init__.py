from governance.models.agenda import AgendaPoint, Attendee, BodyMinutes, WrittenInput
from governance.models.budget import Budget, BudgetLine, Share, Spending
from governance.models.decision import Affected, Decision, Informing, Vote
from governance.models.holder import Holder
from governance.models.meeting import BodyMeeting, MeetingRequest
from governance.models.paper import Chapter, Paper, PaperInput

__all__ = [
    "Affected",
    "AgendaPoint",
    "Attendee",
    "BodyMeeting",
    "BodyMinutes",
    "Budget",
    "BudgetLine",
    "Chapter",
    "Decision",
    "Holder",
    "Informing",
    "MeetingRequest",
    "Paper",
    "PaperInput",
    "Share",
    "Spending",
    "Vote",
    "WrittenInput",
]
