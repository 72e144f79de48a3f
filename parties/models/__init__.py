from parties.models.accession import AccessionDoor, AccessionRule, DepartureRule, LastingDuty
from parties.models.approach import (
    Approach,
    AttachmentKind,
    ClosingReason,
    ContributionKind,
    Criterion,
    DetentionKind,
    LifeDomain,
    TriageOutcome,
)
from parties.models.body import Body, DisputeStep, InformationDuty, MeetingDuty, Seat, VotingException
from parties.models.capacities import Appointment, Capacity, Delegation
from parties.models.counting import CountingRule, OffenceKind
from parties.models.covenant import Covenant, Protocol, Rule
from parties.models.duty import Duty
from parties.models.house import House
from parties.models.letter import LetterTemplate, LetterText
from parties.models.mandate import Mandate
from parties.models.membership import Membership, ProtocolParticipation
from parties.models.paper import PaperChapter, PaperRule
from parties.models.party import LegalGround, Party, PartyKind, PartyUnit
from parties.models.people import User, Vetting
from parties.models.regime import LastDate, Regime
from parties.models.register import Desk, RegisterChange
from parties.models.retention import RetentionPolicy, RetentionStage
from parties.models.security_key import SecurityKey
from parties.models.session import Session
from parties.models.term import Term
from parties.models.training import Training
from parties.models.trend import Trend
from parties.models.triageseat import TriageSeat

__all__ = [
    "AccessionDoor",
    "AccessionRule",
    "Appointment",
    "Approach",
    "AttachmentKind",
    "Body",
    "Capacity",
    "ClosingReason",
    "ContributionKind",
    "CountingRule",
    "Covenant",
    "Criterion",
    "Delegation",
    "DepartureRule",
    "Desk",
    "DetentionKind",
    "DisputeStep",
    "Duty",
    "House",
    "InformationDuty",
    "LastDate",
    "LastingDuty",
    "LegalGround",
    "LetterTemplate",
    "LetterText",
    "LifeDomain",
    "Mandate",
    "MeetingDuty",
    "Membership",
    "OffenceKind",
    "PaperChapter",
    "PaperRule",
    "Party",
    "PartyKind",
    "PartyUnit",
    "Protocol",
    "ProtocolParticipation",
    "Regime",
    "RegisterChange",
    "RetentionPolicy",
    "RetentionStage",
    "Rule",
    "Seat",
    "SecurityKey",
    "Session",
    "Trend",
    "Term",
    "Training",
    "TriageOutcome",
    "TriageSeat",
    "User",
    "Vetting",
    "VotingException",
]
