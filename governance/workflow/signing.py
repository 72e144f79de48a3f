"""Annex 1 comes back signed: kept sealed, opened once the scanner found nothing in it (annex 1 of covenant and protocol; S47)."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from cases.models import ScanState
from cases.workflow.letters import write_to
from cases.workflow.steps import hold
from governance.models import Accession, SignedCopy, SignedCopyFile
from governance.models.accession import Stage
from governance.policy import NotAllowed, keeps_accession
from governance.workflow.accession import locked_accession
from parties.models import Protocol
from privacy import accesslog, attachments
from zvh.actor import Actor
from zvh.filetypes import Format
from zvh.jobs import later, work
from zvh.sealing import new_dossier
from zvh.virusscan import scan

JOB = "scan_signed_copy"
TAKEN = (Format.PDF, Format.JPG, Format.PNG)  # a scan or a picture of paper


@transaction.atomic
def keep_signed_copy(
    accession: Accession, protocol: Protocol | None, form: Format, content: bytes, *, by: Actor
) -> SignedCopy:
    """Of the covenant, or of this protocol of it."""
    found = locked_accession(accession, Stage.DECISION, Stage.JOINED, by=by)
    is_of_covenant = protocol is None or protocol.covenant_id == found.house.covenant_id
    if not (found.is_adopted and is_of_covenant and form in TAKEN):
        raise NotAllowed("not adopted, of another covenant, or not a kind of file that is taken")
    made = SignedCopy(accession=found, protocol=protocol, format=form, size=len(content), by_id=by.user_id)
    made.at = timezone.now()
    new_dossier(made.pk)
    made.save(force_insert=True)
    open_content: Any = bytearray(content)  # the field seals it
    SignedCopyFile.objects.create(copy=made, content=open_content)
    accesslog.changed(made, rule="keep_signed_copy", action="C")
    later(JOB, signed_copy_id=made.pk)
    return made


@transaction.atomic
def remove_signed_copy(copy: SignedCopy, *, by: Actor) -> None:
    """The wrong file: row and content go, its key goes with the other orphans, the log keeps that it was there."""
    hold(copy.accession_id)
    found = SignedCopy.objects.visible_to(by).select_related("accession__house").filter(pk=copy.pk).first()
    if found is None or not keeps_accession(by, found.accession):
        raise NotAllowed("not who takes the accession further")
    accesslog.changed(found, rule="remove_signed_copy", action="D")
    found.delete()


@work(JOB)
def scan_signed_copy(signed_copy_id: str) -> None:
    """While the scanner is away the job fails, and the file stays shut. What it refuses is destroyed at once."""
    hold(signed_copy_id)
    waiting = SignedCopy.objects.waiting().select_related("accession", "file")
    found = waiting.filter(pk=UUID(signed_copy_id)).first()
    if found is None:
        return
    found.found = scan(bytes(found.file.content))
    state = ScanState.REFUSED if found.found else ScanState.CLEAN
    judged = {"state": state, "found": found.found, "scanned_at": timezone.now()}
    if SignedCopy.objects.filter(pk=found.pk).update(**judged) and found.found:
        found.file.delete()
        accesslog.event(accesslog.EventKind.JOB, "D", found, rule="refuse_signed_copy")
        attachments.note_refused(found.pk, found.house_id, None, found.found)
        write_to([found.by_id], "bestand-geweigerd")
