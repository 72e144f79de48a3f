"""A file of governing is put away: sealed, in a dossier of its own, and opened once the scanner found nothing in it (S47)."""

from typing import Any

from cases.workflow.scanning import send_to_scanner
from governance.models import Enclosure, EnclosureFile, SignedCopy, SignedCopyFile
from privacy import accesslog
from zvh.actor import Actor
from zvh.filetypes import Sent
from zvh.sealing import new_dossier
from zvh.today import moment


def put_away(
    made: SignedCopy | Enclosure, file: SignedCopyFile | EnclosureFile, sent: Sent, *, rule: str, by: Actor
) -> None:
    """What is told of it, and what is in it."""
    made.format, made.size = sent.form, len(sent.content)
    made.by_id, made.at = by.user_id, moment(by.today)
    new_dossier(made.pk)
    made.save(force_insert=True)
    content: Any = bytearray(sent.content)  # open: the field seals it
    file.content = content
    file.save(force_insert=True)
    accesslog.changed(made, rule=rule, action="C")
    send_to_scanner(made)
