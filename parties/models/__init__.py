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
from parties.models.house import House
from parties.models.letter import LetterTemplate, LetterText
from parties.models.membership import Membership
from parties.models.party import LegalGround, Party, PartyKind, PartyUnit
from parties.models.people import User, Vetting
from parties.models.regime import LastDate, Regime
from parties.models.retention import RetentionPolicy, RetentionStage
from parties.models.security_key import SecurityKey
from parties.models.session import Session
from parties.models.term import Term
from parties.models.triageseat import TriageSeat

__all__ = [
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
    "DetentionKind",
    "DisputeStep",
    "House",
    "InformationDuty",
    "LastDate",
    "LegalGround",
    "LetterTemplate",
    "LetterText",
    "LifeDomain",
    "MeetingDuty",
    "Membership",
    "OffenceKind",
    "Party",
    "PartyKind",
    "PartyUnit",
    "Protocol",
    "Regime",
    "RetentionPolicy",
    "RetentionStage",
    "Rule",
    "Seat",
    "SecurityKey",
    "Session",
    "Term",
    "TriageOutcome",
    "TriageSeat",
    "User",
    "Vetting",
    "VotingException",
]
