"""Letters to the subject: written, changed, thrown away as a draft, and sent (protocol 16; 04, phases 2b and 4)."""

from datetime import date

from django.db import transaction
from django.db.models import Max

from cases.lettertext import Said, compose
from cases.models import Case, Letter, Notice, Subject
from cases.phases import StepNotAllowed
from cases.policy import NotAllowed, require
from cases.workflow.notice import record_notice
from cases.workflow.steps import locked
from parties.choices import LetterKind
from parties.models import LetterTemplate
from privacy import accesslog
from zvh.actor import Actor
from zvh.today import moment
from zvh.versions import refuse_overtaken

WRITING: dict[str, str] = {LetterKind.NOTICE: "write_notice_letter", LetterKind.CLOSING: "write_closing_letter"}


def _case_of(case: Case, kind: str, *, by: Actor) -> Case:
    case = locked(case, by=by)
    require(by, WRITING[kind], case)
    return case


def _draft(letter: Letter, *, by: Actor) -> Letter:
    """The letter as it is now. Raises StepNotAllowed when it was sent: what was sent stays as it is."""
    case = _case_of(letter.case, letter.kind, by=by)
    found = Letter.objects.visible_to(by).filter(pk=letter.pk, case=case).first()
    if found is None:
        raise NotAllowed("no such letter")
    if found.is_sent:
        raise StepNotAllowed("the letter was sent")
    found.case = case
    return found


def _say(letter: Letter, said: Said, *, by: Actor) -> Letter:
    """Put down what it says, with the text that is in force now."""
    letter.template = LetterTemplate.objects.prefetch_related("texts").current(letter.kind, by.today)
    letter.recipient, letter.address, letter.contact = said.recipient, said.address, said.contact
    letter.own_text, letter.dated_on = said.own_text, said.dated_on
    letter.content = compose(letter.case, letter.template, said, serial=letter.serial, today=by.today).to_text()
    letter.by_id, letter.at = by.user_id, moment(by.today)
    letter.save()
    return letter


@transaction.atomic
def write_letter(case: Case, subject: Subject, kind: str, said: Said, *, by: Actor) -> Letter:
    """A draft with the next number of the case."""
    case = _case_of(case, kind, by=by)
    person = case.subjects.filter(pk=subject.pk).first()
    if person is None:
        raise NotAllowed("a person of another case")
    last = Letter.objects.filter(case=case).aggregate(last=Max("serial"))["last"] or 0
    letter = _say(Letter(case=case, subject=person, kind=kind, serial=last + 1), said, by=by)
    accesslog.changed(letter, rule="write_letter", action="C")
    return letter


@transaction.atomic
def rewrite_letter(letter: Letter, said: Said, *, version: int, by: Actor) -> Letter:
    """Raises Overtaken when another version was read, StepNotAllowed when it was sent."""
    letter = _draft(letter, by=by)
    refuse_overtaken(letter, now=letter.version, read=version)
    letter.version = version + 1
    _say(letter, said, by=by)
    accesslog.changed(letter, rule="rewrite_letter")
    return letter


@transaction.atomic
def discard_letter(letter: Letter, *, by: Actor) -> None:
    """A draft is thrown away."""
    letter = _draft(letter, by=by)
    accesslog.changed(letter, rule="discard_letter", action="D")
    letter.delete()


@transaction.atomic
def record_sent(letter: Letter, *, on: date, version: int, by: Actor) -> Letter:
    """This text went to the subject on this day; the letter of a notice informs the subject (protocol 16.1)."""
    letter = _draft(letter, by=by)
    refuse_overtaken(letter, now=letter.version, read=version)
    if on > by.today:
        raise ValueError("a letter was sent in the past")
    letter.sent_on, letter.sent_by_id = on, by.user_id
    letter.save()
    if letter.kind == LetterKind.NOTICE:
        record_notice(letter.case, letter.subject, way=Notice.Way.LETTER, on=on, by=by)
    accesslog.changed(letter, rule="record_sent", action="E")
    return letter
