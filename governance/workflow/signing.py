"""Annex 1 comes back signed: kept sealed, opened once the scanner found nothing in it (annex 1 of covenant and protocol; S47)."""

from django.db import transaction

from cases.workflow.steps import hold
from governance.models import Accession, SignedCopy, SignedCopyFile
from governance.models.accession import Stage
from governance.policy import NotAllowed, keeps_accession
from governance.workflow.accession import locked_accession
from governance.workflow.filing import put_away
from parties.models import Protocol
from privacy import accesslog
from zvh.actor import Actor
from zvh.filetypes import Format, Sent

TAKEN = (Format.PDF, Format.JPG, Format.PNG)  # a scan or a picture of paper


@transaction.atomic
def keep_signed_copy(accession: Accession, protocol: Protocol | None, sent: Sent, *, by: Actor) -> SignedCopy:
    """Of the covenant, or of this protocol of it."""
    found = locked_accession(accession, Stage.DECISION, Stage.JOINED, by=by)
    is_of_covenant = protocol is None or protocol.covenant_id == found.house.covenant_id
    if not (found.is_adopted and is_of_covenant and sent.form in TAKEN):
        raise NotAllowed("not adopted, of another covenant, or not a kind of file that is taken")
    made = SignedCopy(accession=found, protocol=protocol)
    put_away(made, SignedCopyFile(copy=made), sent, rule="keep_signed_copy", by=by)
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
