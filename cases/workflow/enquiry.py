"""Is this person known to you? The house asks parties by name; they answer known or not known (conv. 1.8; WGS 2.28)."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from cases.models import Case, Enquiry, EnquiryAnswer, Subject
from cases.phases import StepNotAllowed
from cases.policy import NotAllowed, require
from cases.rowpolicy import may_answer
from cases.workflow.houseenquiry import close_house_enquiries
from cases.workflow.lawful import lawful_parties, may_be_asked
from cases.workflow.speaking import speaking_parties
from cases.workflow.steps import hold, locked
from parties.choices import Deadline
from parties.models import Party, Term
from privacy import accesslog
from zvh.actor import Actor
from zvh.jobs import later
from zvh.sealing import new_dossier
from zvh.today import moment


def askable_parties(case: Case, *, today: date) -> list[Party]:
    """Parties that may still be asked about one of the persons, and can answer."""
    return enquiry_choices(case, today=today)[0]


def enquiry_choices(case: Case, *, today: date) -> tuple[list[Party], list[Party]]:
    """Parties that may still be asked: those that can answer, and those that nobody can answer for in this house."""
    speaking, parties = speaking_parties(case.house_id, today), _to_ask(case, today)
    return [one for one in parties if one.pk in speaking], [one for one in parties if one.pk not in speaking]


def _to_ask(case: Case, today: date) -> list[Party]:
    asked = set(case.enquiries.values_list("subject_id", "party_id"))
    subjects = list(case.subjects.all())
    return [
        party
        for party in lawful_parties(case, today=today)
        if any(
            (subject.pk, party.pk) not in asked and may_be_asked(case, party, subject, today=today)
            for subject in subjects
        )
    ]


@transaction.atomic
def send_enquiries(case: Case, parties: Iterable[Party], *, by: Actor) -> list[Enquiry]:
    """Ask these parties about every person in the case that they may be asked about. Raises NotAllowed, or
    StepNotAllowed where nobody can answer.

    Who was asked before is not asked again. Each question is sealed with a key of its own (00, item 7).
    """
    case = locked(case, by=by)
    require(by, "send_enquiries", case)
    chosen = {party.pk for party in parties}
    speaking, silent = enquiry_choices(case, today=by.today)
    if chosen & {party.pk for party in silent}:
        raise StepNotAllowed("nobody can answer for a party")
    askable = [party for party in speaking if party.pk in chosen]
    if len(askable) != len(chosen):
        raise NotAllowed("a party that may not be asked")
    sent = [enquiry for party in askable for enquiry in _ask(case, party, by)]
    for party in askable:
        later("mail_enquiry", case_id=case.pk, party_id=party.pk)
    return sent


def _ask(case: Case, party: Party, by: Actor) -> list[Enquiry]:
    asked = set(case.enquiries.filter(party=party).values_list("subject_id", flat=True))
    return [
        _put(case, party, subject, by)
        for subject in case.subjects.all()
        if subject.pk not in asked and may_be_asked(case, party, subject, today=by.today)
    ]


def _put(case: Case, party: Party, subject: Subject, by: Actor) -> Enquiry:
    term = Term.objects.of_house(case.house, Deadline.ENQUIRY_ANSWER)
    due_on = term.due(by.today)
    enquiry = Enquiry(
        case=case,
        subject=subject,
        house=case.house,
        party=party,
        due_on=due_on,
        due_source=term.source,
        remind_on=due_on,
        by_id=by.user_id,
        at=moment(by.today),
    )
    new_dossier(enquiry.pk)
    enquiry.name = " ".join(part for part in (subject.first_names, subject.infix, subject.surname) if part)
    enquiry.born_on = subject.born_on
    enquiry.save(force_insert=True)
    accesslog.changed(enquiry, rule="send_enquiries", action="C")
    return enquiry


@transaction.atomic
def answer_enquiry(enquiry: Enquiry, *, is_known: bool, by: Actor) -> EnquiryAnswer:
    """The asked party says known or not known, and nothing more. Saying the same twice changes nothing."""
    hold(enquiry.pk)
    found = Enquiry.objects.asked_of(by).filter(pk=enquiry.pk).first()
    if found is None:
        raise NotAllowed("not asked")
    if found.known is is_known:
        return found.answer
    if not may_answer(by, found):
        raise NotAllowed("answer_enquiry")
    answer = EnquiryAnswer(enquiry=found, is_known=is_known, by_id=by.user_id, at=moment(by.today))
    answer.save(force_insert=True)
    accesslog.changed(found, rule="answer_enquiry")
    return answer


@transaction.atomic
def close_enquiries(case: Case, *, by: Actor) -> None:
    """The round is over: nobody is asked any more, no house either, and the questions themselves are emptied."""
    require(by, "close_enquiries", case)
    close_house_enquiries(case, by=by)
    for enquiry in Enquiry.objects.visible_to(by).filter(case=case, closed_at=None):
        enquiry.closed_at, enquiry.name, enquiry.born_on = moment(by.today), "", None
        enquiry.save()
        accesslog.changed(enquiry, rule="close_enquiries")


def remind_of_enquiry(enquiry: Enquiry, *, today: date) -> None:
    """Remind the party once in every term until it answers. Asked again on the same day it does nothing."""
    if enquiry.remind_on > today or enquiry.closed_at or enquiry.known is not None:
        return
    enquiry.remind_on = Term.objects.of_house(enquiry.house, Deadline.ENQUIRY_ANSWER).due(today)
    enquiry.save(update_fields=["remind_on"])
    later("mail_enquiry", case_id=enquiry.case_id, party_id=enquiry.party_id)
