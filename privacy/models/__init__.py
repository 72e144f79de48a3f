from privacy.models.accesslog import AccessLogLine, EventKind, Outcome
from privacy.models.alert import LogWatch, ReadingAlert
from privacy.models.audit import AuditEntry
from privacy.models.destruction import (
    DestructionListing,
    DestructionRecord,
    KeptValues,
    KeyIncident,
    MalwareIncident,
    NightlyRun,
)
from privacy.models.failure import DestructionFailure
from privacy.models.logseal import LogBatch, LogCheck, LogCopy, LogSeal
from privacy.models.opening import Opening
from privacy.models.review import AccessReview, ReviewItem, ReviewStep

__all__ = [
    "AccessLogLine",
    "AccessReview",
    "AuditEntry",
    "DestructionFailure",
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
    "Opening",
    "Outcome",
    "ReadingAlert",
    "ReviewItem",
    "ReviewStep",
]
