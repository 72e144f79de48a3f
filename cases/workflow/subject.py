"""The persons whom a registration is about: entered, changed and taken out by its author while it is a concept."""

from typing import Any

from django.db import transaction
from django.db.models import Max

from cases.models import Case, Subject
from cases.policy import require
from cases.workflow.steps import locked
from privacy import accesslog
from zvh.actor import Actor
from zvh.versions import refuse_overtaken, version_of

# What annex 4 of the protocol allows of a person of category 1 and the intake needs.
PARTS = (
    "surname", "infix", "initials", "first_names", "nickname", "born_on", "born_in", "bsn",
    "street", "house_number", "postcode", "place", "gemeente", "phone", "email",
)  # fmt: skip


@transaction.atomic
def add_subject(case: Case, *, by: Actor, **parts: Any) -> Subject:
    """One more person in the registration. A known BSN is no error: two cases may be about one person."""
    case = locked(case, by=by)
    require(by, "edit_draft", case)
    last = case.subjects.aggregate(last=Max("order"))["last"] or 0
    subject = Subject(case=case, order=last + 1, **_allowed(parts))
    subject.save(force_insert=True)
    accesslog.changed(subject, rule="edit_draft", action="C")
    return subject


@transaction.atomic
def change_subject(subject: Subject, *, by: Actor, version: int | None = None, **parts: Any) -> Subject:
    """What is known of this person is written anew. Raises Overtaken when it was saved in another window."""
    case = _concept_of(subject, by)
    subject = Subject.objects.get(pk=subject.pk)
    subject.case = case
    refuse_overtaken(subject, now=version_of([subject], *PARTS), read=version)
    for name, value in _allowed(parts).items():
        setattr(subject, name, value)
    subject.save()
    accesslog.changed(subject, rule="edit_draft", parts=sorted(parts))
    return subject


@transaction.atomic
def remove_subject(subject: Subject, *, by: Actor) -> None:
    """This person does not belong in the registration after all."""
    subject.case = _concept_of(subject, by)
    accesslog.changed(subject, rule="edit_draft", action="D")
    subject.delete()


def _concept_of(subject: Subject, by: Actor) -> Case:
    case = locked(Case(pk=subject.case_id), by=by)
    require(by, "edit_draft", case)
    return case


def _allowed(parts: dict[str, Any]) -> dict[str, Any]:
    if unknown := parts.keys() - set(PARTS):
        raise TypeError(f"not a part of a subject: {sorted(unknown)}")
    return parts
