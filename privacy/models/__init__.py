from privacy.models.accesslog import AccessLogLine, EventKind, Outcome
from privacy.models.alert import LogWatch, ReadingAlert
from privacy.models.audit import AuditEntry
from privacy.models.contactpoint import ContactPoint
from privacy.models.destruction import (
    DestructionListing,
    DestructionRecord,
    KeptValues,
    KeyIncident,
    MalwareIncident,
    NightlyRun,
)
from privacy.models.logseal import LogBatch, LogCheck, LogCopy, LogSeal
from privacy.models.request import RequestCase, RequestQuestion, SubjectRequest
from privacy.models.review import AccessReview, ReviewItem, ReviewStep

__all__ = [
    "AccessLogLine",
    "AccessReview",
    "AuditEntry",
    "ContactPoint",
    "DestructionListing",
    "DestructionRecord",
    "EventKind",
    "KeptValues",
    "KeyIncident",
    "LogBatch",
    "LogCheck",
    "LogCopy",
    "LogSeal",
    "LogWatch",
    "MalwareIncident",
    "NightlyRun",
    "Outcome",
    "ReadingAlert",
    "RequestCase",
    "RequestQuestion",
    "ReviewItem",
    "ReviewStep",
    "SubjectRequest",
]
