"""Files in a case: brought by a party with its contribution, or by the house; taken away by who brought them (DPIA 1; 00, item 12)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Sum

from cases.models import Attachment, AttachmentFile, Case, Contribution
from cases.phases import StepNotAllowed
from cases.policy import NotAllowed, may, require
from cases.rowpolicy import supplies
from cases.workflow.contribution import of_supplier
from cases.workflow.letters import write_to
from cases.workflow.scanning import send_to_scanner
from cases.workflow.steps import locked
from parties.models import AttachmentKind
from privacy import accesslog
from zvh.actor import Actor
from zvh.filetypes import Sent
from zvh.today import moment

MOST_OF_ONE = 200_000_000  # bytes that one party, or the house, may have in one case


@dataclass(frozen=True)
class About:
    """What was said of the files."""

    kind: AttachmentKind
    description: str = ""


class TooMuch(Exception):
    """This party, or the house, would have more in the case than it may."""


def allowed_kinds(case: Case) -> list[AttachmentKind]:
    return list(AttachmentKind.objects.of_approach(case.approach))


@transaction.atomic
def add_to_contribution(contribution: Contribution, files: Sequence[Sent], about: About, *, by: Actor) -> None:
    """With a draft or a delivered contribution; who reads it reads them once they are clean. Raises TooMuch."""
    contribution = of_supplier(contribution, by=by)
    if not contribution.has_content:
        raise StepNotAllowed(f"the contribution is {contribution.state}")
    _add(contribution.case, files, about, by, contribution=contribution)
    if contribution.is_delivered:
        case = contribution.case
        write_to([case.procesregisseur_id, case.casusregisseur_id], "bijdrage-verbeterd")


@transaction.atomic
def add_to_case(case: Case, files: Sequence[Sent], about: About, *, by: Actor) -> None:
    """Of the house, and read by its staff only. Raises TooMuch."""
    case = locked(case, by=by)
    require(by, "add_attachment", case)
    _add(case, files, about, by)


def _add(case: Case, files: Sequence[Sent], about: About, by: Actor, contribution: Contribution | None = None) -> None:
    if about.kind not in allowed_kinds(case) or any(file.form not in about.kind.formats for file in files):
        raise StepNotAllowed("the approach does not allow this")
    supplier_id = contribution.supplier_id if contribution else None
    had = Attachment.objects.filter(case=case, supplier=supplier_id).aggregate(total=Sum("size"))["total"] or 0
    if had + sum(len(file.content) for file in files) > MOST_OF_ONE:
        raise TooMuch
    for file in files:
        made = Attachment.objects.create(
            case=case, contribution=contribution, supplier_id=supplier_id, kind=about.kind, name=file.name,
            description=about.description, format=file.form, size=len(file.content), by_id=by.user_id, at=moment(by.today),
        )  # fmt: skip
        content: Any = bytearray(file.content)  # open: the field seals it
        AttachmentFile.objects.create(case=case, attachment=made, content=content)
        accesslog.changed(made, rule="add_attachment", action="C")
        send_to_scanner(made)


def may_remove(by: Actor, attachment: Attachment) -> bool:
    """Who brought it: the supplier of the contribution, or the house."""
    if attachment.contribution is None:
        return may(by, "add_attachment", attachment.case)
    return supplies(by, attachment.contribution)


@transaction.atomic
def remove_attachment(attachment: Attachment, *, by: Actor) -> None:
    """Row and content go; the log keeps that it was there."""
    locked(attachment.case, by=by)
    found = (
        Attachment.objects.visible_to(by).select_related("case", "contribution__case").filter(pk=attachment.pk).first()
    )
    if found is None or not may_remove(by, found):
        raise NotAllowed("remove_attachment")
    accesslog.changed(found, rule="remove_attachment", action="D")
    found.delete()
