"""A file is opened to people once a scanner found nothing in it (S47; BIO2 8.7). The job role does this."""

from uuid import UUID

from django.utils import timezone

from cases.models import Attachment, ScanState
from cases.workflow.letters import write_to
from cases.workflow.steps import hold
from privacy import accesslog
from zvh.virusscan import scan


def scan_attachment(pk: UUID) -> Attachment | None:
    """What was judged now; None when that was done before, or the file was taken away. Raises ScannerAway: then it stays shut."""
    hold(pk)
    found = Attachment.objects.waiting().select_related("case", "file").filter(pk=pk).first()
    if found is None:
        return None
    found.found = scan(bytes(found.file.content))
    found.state = ScanState.REFUSED if found.found else ScanState.CLEAN
    judged = {"state": found.state, "found": found.found, "scanned_at": timezone.now()}
    if not Attachment.objects.filter(pk=pk).update(**judged):  # taken away while it was scanned
        return None
    if found.is_refused:
        _destroy(found)
    return found


def _destroy(refused: Attachment) -> None:
    """Nothing of it is kept but that it was there; who brought it and who leads the case are told."""
    refused.file.delete()
    accesslog.event(accesslog.EventKind.JOB, "D", refused, rule="refuse_attachment")
    write_to([refused.by_id, refused.case.procesregisseur_id], "bestand-geweigerd")
