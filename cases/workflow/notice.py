"""Phase 2b: the subject is informed before data go to others, or there is a written reason why not (protocol 16)."""

from datetime import date

from django.db import transaction

from cases.models import Case, Ground, NoNotice, Notice, Subject
from cases.policy import NotAllowed, require
from cases.workflow.steps import locked
from parties.choices import Consequence, Deadline
from parties.models import Party, Term
from privacy import accesslog
from zvh.actor import Actor
from zvh.today import moment


def missing_to_convene(case: Case) -> list[tuple[str, str]]:
    """Why no casusoverleg can be convened yet (protocol 16.1): (text, part of the page).

    One line per person who was not informed and for whom no reason is given; or the outcome that asks for no meeting.
    """
    if case.outcome and case.outcome.consequence == Consequence.BILATERAL:
        return [(f"De uitkomst is: {case.outcome}", "triage")]
    settled = {one.subject_id for one in (*case.notices.all(), *case.nonotices.all())}
    return [
        (f"Leg vast of {subject.work_name} is ingelicht, of waarom nog niet", f"betrokkene-{subject.pk.hex}")
        for subject in case.subjects.all()
        if subject.pk not in settled
    ]


def next_check(case: Case, today: date) -> tuple[date, str]:
    """The day by which a reason not to inform must be judged again, and the source of that term (protocol 16.7)."""
    term = Term.objects.of_house(case.house, Deadline.NOTICE_CHECK)
    return term.due(today), term.source


def _subject_of(case: Case, subject: Subject) -> Subject:
    found = case.subjects.filter(pk=subject.pk).first()
    if found is None:
        raise NotAllowed("a person of another case")
    return found


def _speaks_for(by: Actor, party: Party | None) -> int | None:
    """The party in whose name this is recorded: a delegate's own, or the one the house names."""
    if by.is_delegate:
        return by.party_id
    return party.pk if party else None


@transaction.atomic
def record_notice(
    case: Case,
    subject: Subject,
    *,
    way: Notice.Way | str,
    on: date,
    party: Party | None = None,
    remark: str = "",
    by: Actor,
) -> Notice:
    """The subject was informed by this party, or by the house where none is named (protocol 16.1, 16.2)."""
    case = locked(case, by=by)
    require(by, "record_notice", case)
    if on > by.today:
        raise ValueError("a notice lies in the past")
    notice = Notice.objects.create(
        case=case,
        subject=_subject_of(case, subject),
        party_id=_speaks_for(by, party),
        way=way,
        on=on,
        remark=remark,
        by_id=by.user_id,
        at=moment(by.today),
    )
    accesslog.changed(notice, rule="record_notice", action="C")
    return notice


@transaction.atomic
def record_no_notice(
    case: Case,
    subject: Subject,
    *,
    ground: Ground | str,
    reasons: str,
    circumstances: str,
    later_how: str,
    expected_on: date,
    check_on: date,
    party: Party | None = None,
    by: Actor,
) -> NoNotice:
    """Why the subject is not informed yet, and the day on which that is judged again (protocol 16.6, 16.7).

    The day may lie before the term of the house, not after it (S65).
    """
    case = locked(case, by=by)
    require(by, "record_notice", case)
    latest, source = next_check(case, by.today)
    if not by.today < check_on <= latest:
        raise ValueError("the next judgement lies after today and within the term")
    reason = NoNotice.objects.create(
        case=case,
        subject=_subject_of(case, subject),
        party_id=_speaks_for(by, party),
        ground=ground,
        reasons=reasons,
        circumstances=circumstances,
        later_how=later_how,
        expected_on=expected_on,
        check_on=check_on,
        check_source=source,
        by_id=by.user_id,
        at=moment(by.today),
    )
    accesslog.changed(reason, rule="record_no_notice", action="C")
    return reason
