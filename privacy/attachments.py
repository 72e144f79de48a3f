"""Files that wait for the scanner, and what is kept of those that it refused: an incident (S47)."""

from uuid import UUID

from django.utils import timezone

from cases.models import Attachment, Scanned, ScanState
from cases.workflow.letters import write_to
from cases.workflow.scanning import JOB, judge, send_to_scanner
from parties.inforce import appointments_in_force
from parties.roles import Role
from privacy.models import MalwareIncident
from zvh import virusscan
from zvh.actor import acting_as_system
from zvh.jobs import publish, work
from zvh.models import Job
from zvh.today import today

SCANNED: list[type[Scanned]] = [Attachment]  # what waits for the scanner; other apps add theirs


@work(JOB)
def scan(kind: str, pk: str) -> None:
    """While the scanner is away the job fails, and the file stays shut."""
    kinds = {one._meta.label_lower: one for one in SCANNED}
    found = judge(kinds[kind], UUID(pk))
    if found is not None and found.is_refused:
        note_refused(found.dossier_id, found.house_id, found.supplied_by, found.found)


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
        waiting = [one for kind in SCANNED for one in kind._default_manager.filter(state=ScanState.WAITING).only("pk")]
    if not waiting or not _answers():
        return 0
    with acting_as_system():
        known = {job.arguments["pk"]: job for job in Job.objects.unfinished().filter(name=JOB)}
        for one in waiting:
            if job := known.get(str(one.pk)):
                publish(job)
            else:
                send_to_scanner(one)
    return len(waiting)


def _answers() -> bool:
    try:
        return bool(virusscan.version())
    except virusscan.ScannerAway:
        return False
