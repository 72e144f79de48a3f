from governance.models.agenda import AgendaPoint, Attendee, BodyMinutes, WrittenInput
from governance.models.holder import Holder
from governance.models.meeting import BodyMeeting, MeetingRequest

__all__ = ["AgendaPoint", "Attendee", "BodyMeeting", "BodyMinutes", "Holder", "MeetingRequest", "WrittenInput"]
