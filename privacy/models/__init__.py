from privacy.models.accesslog import AccessLogLine, EventKind, Outcome
from privacy.models.audit import AuditEntry

__all__ = ["AccessLogLine", "AuditEntry", "EventKind", "Outcome"]
