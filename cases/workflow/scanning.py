"""A file is opened to people once a scanner found nothing in it (S47; BIO2 8.7). The job role does this."""

from typing import Any
from uuid import UUID

from django.utils import timezone

from cases.models import Scanned, ScanState
from cases.workflow.letters import write_to
from cases.workflow.steps import hold
from privacy import accesslog
from zvh.jobs import later
from zvh.virusscan import scan

JOB = "scan_file"


def send_to_scanner(file: Scanned) -> None:
    """It is looked at after the commit; while the scanner is away it stays shut."""
    later(JOB, kind=file._meta.label_lower, pk=file.pk)


def judge(kind: type[Scanned], pk: UUID) -> Any:
    """What was judged now; None when that was done before, or the file was taken away. Raises ScannerAway: then it stays shut."""
    hold(pk)
    rows = kind._default_manager
    found = rows.filter(pk=pk, state=ScanState.WAITING).first()
    if found is None:
        return None
    found.found = scan(bytes(found.file.content))
    found.state = ScanState.REFUSED if found.found else ScanState.CLEAN
    judged = {"state": found.state, "found": found.found, "scanned_at": timezone.now()}
    if not rows.filter(pk=pk).update(**judged):  # taken away while it was scanned
        return None
    if found.is_refused:
        _destroy(found)
    return found


def _destroy(refused: Scanned) -> None:
    """Nothing of it is kept but that it was there; who brought it is told."""
    refused.file.delete()
    accesslog.event(accesslog.EventKind.JOB, "D", refused, rule="refuse_file")
    write_to(refused.told, "bestand-geweigerd")
