"""Files that wait for the scanner, and what is kept of those that it refused: an incident (S47)."""

from uuid import UUID

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


@work(JOB)
def scan(attachment_id: str) -> None:
    """While the scanner is away the job fails, and the file stays shut."""
    found = scan_attachment(UUID(attachment_id))
    if found is None or found.is_clean:
        return
    case = found.case
    MalwareIncident.objects.create(
        dossier_id=case.pk,
        house_id=case.house_id,
        party_id=found.supplier_id,
        found=found.found,
        found_at=timezone.now(),
    )
    people = appointments_in_force(today()).filter(house=case.house_id, role=Role.FG)
    write_to(people.values_list("user_id", flat=True), "bestand-geweigerd")


def scan_waiting() -> int:
    """As soon as the scanner is back: everything that waits, however often its job failed. Says how many that are."""
    with acting_as_system():
        waiting = [str(pk) for pk in Attachment.objects.waiting().values_list("pk", flat=True)]
    if not waiting or not _answers():
        return 0
    with acting_as_system():
        unfinished = Job.objects.unfinished().filter(name=JOB)
        known = {job.arguments["attachment_id"]: job for job in unfinished}
        for pk in waiting:
            if pk in known:
                publish(known[pk])
            else:
                later(JOB, attachment_id=pk)
    return len(waiting)


def _answers() -> bool:
    try:
        return bool(virusscan.version())
    except virusscan.ScannerAway:
        return False
