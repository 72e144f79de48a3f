from governance.models.accession import Accession, AccessionConsent
from governance.models.agenda import AgendaPoint, Attendee, BodyMinutes, WrittenInput
from governance.models.decision import Affected, Decision, Informing, Vote
from governance.models.departure import Departure
from governance.models.holder import Holder
from governance.models.meeting import BodyMeeting, MeetingRequest
from governance.models.referral import Referral
from governance.models.signedcopy import SignedCopy, SignedCopyFile

__all__ = [
    "Accession",
    "AccessionConsent",
    "Affected",
    "AgendaPoint",
    "Attendee",
    "BodyMeeting",
    "BodyMinutes",
    "Decision",
    "Departure",
    "Holder",
    "Informing",
    "MeetingRequest",
    "SignedCopy",
    "SignedCopyFile",
    "Referral",
    "Vote",
    "WrittenInput",
]
