from privacy.models.accesslog import AccessLogLine, EventKind, Outcome
from privacy.models.alert import LogWatch, ReadingAlert
from privacy.models.archive import ArchivePart, ArchiveTransfer
from privacy.models.audit import AuditEntry
from privacy.models.breach import Breach, BreachCase, BreachTold
from privacy.models.contactpoint import ContactPoint
from privacy.models.destruction import (
    DestructionListing,
    DestructionRecord,
    KeptValues,
    KeyIncident,
    MalwareIncident,
    NightlyRun,
)
from privacy.models.disclosed import KeptDisclosure
from privacy.models.failure import DestructionFailure
from privacy.models.logseal import LogBatch, LogCheck, LogCopy, LogSeal
from privacy.models.measure import RequestMeasure
from privacy.models.opening import Opening
from privacy.models.register import RegisterVersion
from privacy.models.registered import (
    AuditFinding,
    Complaint,
    Dpia,
    Instruction,
    PoliceDecision,
    ProcessingActivity,
    Processor,
    Research,
)
from privacy.models.renewal import RenewalQuestion
from privacy.models.request import RequestCase, RequestQuestion, SubjectRequest
from privacy.models.review import AccessReview, ReviewItem, ReviewStep

__all__ = [
    "AccessLogLine",
    "AccessReview",
    "ArchivePart",
    "ArchiveTransfer",
    "AuditEntry",
    "DestructionFailure",
    "AuditFinding",
    "Breach",
    "BreachCase",
    "BreachTold",
    "Complaint",
    "ContactPoint",
    "DestructionListing",
    "DestructionRecord",
    "Dpia",
    "EventKind",
    "Instruction",
    "KeptDisclosure",
    "KeptValues",
    "KeyIncident",
    "LogBatch",
    "LogCheck",
    "LogCopy",
    "LogSeal",
    "LogWatch",
    "MalwareIncident",
    "NightlyRun",
    "Opening",
    "Outcome",
    "PoliceDecision",
    "ProcessingActivity",
    "Processor",
    "ReadingAlert",
    "RegisterVersion",
    "Research",
    "RenewalQuestion",
    "RequestCase",
    "RequestMeasure",
    "RequestQuestion",
    "ReviewItem",
    "ReviewStep",
    "SubjectRequest",
]
