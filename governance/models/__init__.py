from governance.models.agenda import AgendaPoint, Attendee, BodyMinutes, WrittenInput
from governance.models.agreed import AgreedVersion, Received
from governance.models.decision import Affected, Decision, Informing, Vote
from governance.models.fulfilment import Fulfilment
from governance.models.holder import Holder
from governance.models.meeting import BodyMeeting, MeetingRequest
from governance.models.referral import Referral
from governance.models.statement import Statement, StatementAnswer

__all__ = [
    "Affected",
    "AgendaPoint",
    "AgreedVersion",
    "Attendee",
    "BodyMeeting",
    "BodyMinutes",
    "Decision",
    "Fulfilment",
    "Holder",
    "Informing",
    "MeetingRequest",
    "Received",
    "Statement",
    "StatementAnswer",
    "Referral",
    "Vote",
    "WrittenInput",
]
