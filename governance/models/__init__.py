from governance.models.agenda import AgendaPoint, Attendee, BodyMinutes, WrittenInput
from governance.models.decision import Affected, Decision, Informing, Vote
from governance.models.fulfilment import Fulfilment
from governance.models.holder import Holder
from governance.models.meeting import BodyMeeting, MeetingRequest

__all__ = [
    "Affected",
    "AgendaPoint",
    "Attendee",
    "BodyMeeting",
    "BodyMinutes",
    "Decision",
    "Fulfilment",
    "Holder",
    "Informing",
    "MeetingRequest",
    "Vote",
    "WrittenInput",
]
