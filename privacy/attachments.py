"""Files that wait for the scanner, and what is kept of those that it refused: an incident (S47)."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from cases.models import Attachment
from cases.workflow.attachment_scan import scan_attachment
from cases.workflow.letters import write_to
from parties.inforce import appointments_in_force
from parties.roles import Role
from privacy.models import MalwareIncident
from zvh import virusscan
from zvh.actor import acting_as_system
from zvh.jobs import later, publish, work
from zvh.models import Job
from zvh.today import today

JOB = "scan_attachment"
# What waits for the scanner, by the name of the job that has it scanned; its argument is the id. Other apps add theirs.
SCANS: dict[str, Callable[[], QuerySet[Any]]] = {JOB: Attachment.objects.waiting}


@work(JOB)
def scan(attachment_id: str) -> None:
    """While the scanner is away the job fails, and the file stays shut."""
    found = scan_attachment(UUID(attachment_id))
    if found is None or found.is_clean:
        return
    note_refused(found.case.pk, found.case.house_id, found.supplier_id, found.found)


def note_refused(dossier_id: UUID, house_id: int, party_id: int | None, found: str) -> None:
    """An incident of the house; its FG is told."""
    MalwareIncident.objects.create(
        dossier_id=dossier_id, house_id=house_id, party_id=party_id, found=found, found_at=timezone.now()
    )
    people = appointments_in_force(today()).filter(house=house_id, role=Role.FG)
    write_to(people.values_list("user_id", flat=True), "bestand-geweigerd")


def scan_waiting() -> int:
    """As soon as the scanner is back: everything that waits, however often its job failed. Says how many that are."""
    with acting_as_system():
        waiting = [(name, str(pk)) for name, rows in SCANS.items() for pk in rows().values_list("pk", flat=True)]
    if not waiting or not _answers():
        return 0
    with acting_as_system():
        unfinished = Job.objects.unfinished().filter(name__in=SCANS)
        known = {(job.name, job.arguments[_argument(job.name)]): job for job in unfinished}
        for name, pk in waiting:
            if (name, pk) in known:
                publish(known[name, pk])
            else:
                ids: dict[str, Any] = {_argument(name): pk}
                later(name, **ids)
    return len(waiting)


def _argument(job: str) -> str:
    """`attachment_id` of `scan_attachment`."""
    return f"{job.removeprefix('scan_')}_id"


def _answers() -> bool:
    try:
        return bool(virusscan.version())
    except virusscan.ScannerAway:
        return False
