"""Notes of the house: a draft of one's own that is placed, and what stands there improved together."""

from django.db import transaction

from cases.models import Case, Note
from cases.phases import StepNotAllowed
from cases.policy import NotAllowed, require
from cases.workflow.steps import locked
from privacy import accesslog
from zvh.actor import Actor
from zvh.today import moment
from zvh.versions import refuse_overtaken


@transaction.atomic
def save_note_draft(case: Case, *, text: str, version: int, by: Actor) -> Note:
    """The own draft in this case, kept as it is. Raises Overtaken where another window of the same person saved it."""
    case = locked(case, by=by)
    require(by, "write_note", case)
    draft = _draft_of(case, by) or Note(case=case, by_id=by.user_id, at=moment(by.today))
    return _save(draft, text, version, by, rule="save_note_draft")


@transaction.atomic
def place_note(case: Case, *, text: str, version: int, by: Actor) -> Note:
    """From now on the staff of the house read it. Raises StepNotAllowed without a text, Overtaken as above."""
    case = locked(case, by=by)
    require(by, "write_note", case)
    if not text:
        raise StepNotAllowed("a note says something")
    draft = _draft_of(case, by) or Note(case=case, by_id=by.user_id, at=moment(by.today))
    return _save(draft, text, version, by, rule="place_note")


@transaction.atomic
def change_note(note: Note, *, text: str, version: int, by: Actor) -> Note:
    """What was placed, written otherwise by anybody of the house. Raises Overtaken where somebody else did so meanwhile."""
    case = locked(note.case, by=by)
    require(by, "write_note", case)
    found = Note.objects.visible_to(by).placed().select_related("saved_by").filter(pk=note.pk).first()
    if found is None:
        raise NotAllowed("not visible")
    if not text:
        raise StepNotAllowed("a note says something")
    return _save(found, text, version, by, rule="change_note")


def _draft_of(case: Case, by: Actor) -> Note | None:
    return Note.objects.visible_to(by).filter(case=case, by=by.user_id, placed_at=None).first()


def _save(note: Note, text: str, version: int, by: Actor, *, rule: str) -> Note:
    refuse_overtaken(note, now=note.version, read=version)
    action = "U" if note.version else "C"
    note.text, note.version = text, note.version + 1
    note.saved(by)
    if rule == "place_note":
        note.placed_at = note.saved_at
    note.save()
    accesslog.changed(note, rule=rule, action=action)
    return note
