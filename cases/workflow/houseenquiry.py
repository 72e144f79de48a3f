"""Another house is asked about a person: known or not known, and then data (WGS 2.28; 07). Only on request; both houses log it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q

from cases.models import Case, Disclosure, HouseAnswer, HouseEnquiry, HouseSupply, KnownMatch, Subject
from cases.models.houseenquiry import NEEDS_CONSENT
from cases.phases import Phase, StepNotAllowed
from cases.policy import NotAllowed, require
from cases.rowpolicy import may_answer_house, may_supply_house
from cases.visibility import CASEWORK
from cases.workflow.known_persons import compare, strongest
from cases.workflow.lawful import regime_of
from cases.workflow.letters import write_to
from cases.workflow.steps import hold, locked
from parties.choices import Deadline
from parties.inforce import appointments_in_force
from parties.models import House, Party, Term
from privacy import accesslog
from zvh import blindindex
from zvh.actor import Actor
from zvh.sealing import new_dossier
from zvh.today import moment


@dataclass(frozen=True)
class Supply:
    """What a house gives of one of its cases, or why it gives nothing; with the yes of the party that supplied it."""

    number: str = ""
    text: str = ""
    refusal: str = ""
    data_class: str = ""
    supplier: Party | None = None
    agreed_on: date | None = None
    agreed_by: str = ""

    @property
    def is_complete(self) -> bool:
        """A reason and nothing else; or data of a case, with the yes that their kind asks for."""
        if self.refusal:
            return not self.text
        agreed = bool(self.supplier and self.agreed_on and self.agreed_by)
        return bool(self.text and self.number and self.data_class) and (self.data_class not in NEEDS_CONSENT or agreed)


def askable_houses(case: Case) -> list[House]:
    """Houses that may still be asked about one of the persons; none where the law of the case has no ground for it."""
    if not regime_of(case).other_houses_source:
        return []
    asked = set(case.houseenquiries.values_list("subject_id", "asked_id"))
    subjects = list(case.subjects.values_list("pk", flat=True))
    others = House.objects.exclude(pk=case.house_id)
    return [house for house in others if any((subject, house.pk) not in asked for subject in subjects)]


@transaction.atomic
def ask_houses(case: Case, houses: Iterable[House], *, by: Actor) -> list[HouseEnquiry]:
    """Step 1: is this person known to you? Name and date of birth, nothing of the case. Raises NotAllowed."""
    case = locked(case, by=by)
    require(by, "ask_house", case)
    chosen = {house.pk for house in houses}
    askable = [house for house in askable_houses(case) if house.pk in chosen]
    if chosen - {house.pk for house in askable}:
        raise NotAllowed("a house that may not be asked")
    asked = set(case.houseenquiries.values_list("subject_id", "asked_id"))
    pairs = [(house, one) for house in askable for one in case.subjects.all() if (one.pk, house.pk) not in asked]
    sent = [_put(case, subject, house, by) for house, subject in pairs]
    for house in askable:
        _tell(house, today=by.today)
    return sent


def _put(case: Case, subject: Subject, asked: House, by: Actor) -> HouseEnquiry:
    term = Term.objects.of_house(case.house, Deadline.ENQUIRY_ANSWER)
    due_on = term.due(by.today)
    enquiry = HouseEnquiry(
        case=case, subject=subject, house=case.house, asked=asked, source=regime_of(case).other_houses_source,
        due_on=due_on, due_source=term.source, remind_on=due_on, by_id=by.user_id, at=moment(by.today),
    )  # fmt: skip
    new_dossier(enquiry.pk)
    enquiry.first_names, enquiry.infix = subject.first_names, subject.infix
    enquiry.surname, enquiry.born_on = subject.surname, subject.born_on
    enquiry.save(force_insert=True)
    accesslog.changed(enquiry, rule="ask_houses", action="C")
    return enquiry


def _tell(house: House, *, today: date) -> None:
    staff = appointments_in_force(today).filter(house=house, role__in=CASEWORK)
    write_to(staff.values_list("user_id", flat=True), "huisvraag")


def alike_in_house(enquiry: HouseEnquiry, *, by: Actor) -> dict[Case, KnownMatch.Basis]:
    """Cases of the asked house that may be about this person, for its own staff: only those that they may read."""
    if enquiry.born_on is None:
        return {}
    key, person = enquiry.asked.index_key_id, _person(enquiry)
    born = Q(name_birth_index=blindindex.of_name_and_birth(key, enquiry.surname, enquiry.born_on))
    year = Q(name_year_index=blindindex.of_name_and_year(key, enquiry.surname, enquiry.born_on.year))
    others = Subject.objects.visible_to(by).filter(born | year, case__house=enquiry.asked_id).select_related("case")
    found: dict[Case, KnownMatch.Basis] = {}
    for other in others.exclude(case__phase=Phase.CONCEPT):
        if basis := compare(person, other):
            found[other.case] = strongest(basis, found.get(other.case))
    return found


def _person(enquiry: HouseEnquiry) -> Subject:
    """Never saved: only to be compared."""
    return Subject(surname=enquiry.surname, first_names=enquiry.first_names, born_on=enquiry.born_on)


def _mine(enquiry: HouseEnquiry, by: Actor) -> HouseEnquiry:
    """The question as it is now; one at a time works on it. Raises NotAllowed where it is not for this house."""
    hold(enquiry.pk)
    found = HouseEnquiry.objects.asked_of(by).select_related("house", "asked", "answer", "supply").filter(pk=enquiry.pk)
    for one in found:
        return one
    raise NotAllowed("not asked")


@transaction.atomic
def answer_house(enquiry: HouseEnquiry, *, is_known: bool, by: Actor) -> HouseAnswer:
    """The asked house says known or not known. Saying the same twice changes nothing."""
    found = _mine(enquiry, by)
    if found.known is is_known:
        return found.answer
    if not may_answer_house(by, found):
        raise NotAllowed("answer_house")
    answer = HouseAnswer(enquiry=found, is_known=is_known, by_id=by.user_id, at=moment(by.today))
    answer.save(force_insert=True)
    accesslog.changed(found, rule="answer_house")
    _answered(found, answer, rule="answer_house")
    return answer


@transaction.atomic
def ask_house_data(enquiry: HouseEnquiry, *, question: str, purpose: str, by: Actor) -> HouseEnquiry:
    """Step 2, after "bekend": what is needed, and for what. Raises NotAllowed or StepNotAllowed."""
    case = locked(enquiry.case, by=by)
    require(by, "ask_house", case)
    found = HouseEnquiry.objects.visible_to(by).select_related("answer", "asked").get(pk=enquiry.pk, case=case)
    if not found.known or found.data_asked_at or found.closed_at or not (question and purpose):
        raise StepNotAllowed("no data can be asked")
    term = Term.objects.of_house(case.house, Deadline.CONTRIBUTION)
    found.question, found.purpose, found.data_asked_at = question, purpose, moment(by.today)
    found.due_on = found.remind_on = term.due(by.today)
    found.due_source = term.source
    found.save()
    accesslog.changed(found, rule="ask_house_data")
    _tell(found.asked, today=by.today)
    return found


@transaction.atomic
def supply_house(enquiry: HouseEnquiry, given: Supply, *, by: Actor) -> HouseSupply:
    """The asked house gives data of one of its cases, or says why not. What is given stands in its register of disclosures."""
    found = _mine(enquiry, by)
    if not may_supply_house(by, found):
        raise NotAllowed("supply_house")
    case = (
        Case.objects.visible_to(by).filter(house=found.asked_id, number=given.number).first() if given.number else None
    )
    if not given.is_complete or (given.text and case is None):
        raise StepNotAllowed("the answer is not complete")
    supply = HouseSupply(
        enquiry=found, text=given.text, refusal=given.refusal, data_class="" if given.refusal else given.data_class,
        supplier=given.supplier, agreed_on=given.agreed_on, agreed_by=given.agreed_by, by_id=by.user_id, at=moment(by.today),
    )  # fmt: skip
    supply.save(force_insert=True)
    if case is not None and given.text:
        _register(found, case, by)
    accesslog.changed(found, rule="supply_house")
    _answered(found, supply, rule="supply_house")
    return supply


def _register(enquiry: HouseEnquiry, case: Case, by: Actor) -> None:
    made = Disclosure.objects.create(
        house=enquiry.asked, number=str(case.number), to_house=enquiry.house, what=Disclosure.What.OTHER_HOUSE,
        source=enquiry.source, by_id=by.user_id, at=moment(by.today),
    )  # fmt: skip
    accesslog.changed(made, rule="supply_house", action="C")


def _answered(enquiry: HouseEnquiry, made: HouseAnswer | HouseSupply, *, rule: str) -> None:
    """The question stands in the log of the house that asked, what was made of it in that of the house that answered."""
    accesslog.changed(made, rule=rule, action="C")
    write_to([enquiry.by_id], "huisvraag-antwoord")


def close_house_enquiries(case: Case, *, by: Actor) -> None:
    """The round is over: no house is asked any more, and the questions themselves are emptied. Answers stay with the case."""
    for enquiry in HouseEnquiry.objects.visible_to(by).filter(case=case, closed_at=None):
        enquiry.first_names = enquiry.infix = enquiry.surname = ""
        enquiry.closed_at, enquiry.born_on = moment(by.today), None
        enquiry.save()
        accesslog.changed(enquiry, rule="close_enquiries")


def remind_of_house_enquiry(enquiry: HouseEnquiry, *, today: date) -> None:
    """Remind the asked house once in every term until it answers. Asked again on the same day it does nothing."""
    if enquiry.remind_on > today or not enquiry.is_open:
        return
    step = Deadline.CONTRIBUTION if enquiry.data_asked_at else Deadline.ENQUIRY_ANSWER
    enquiry.remind_on = Term.objects.of_house(enquiry.house, step).due(today)
    enquiry.save(update_fields=["remind_on"])
    _tell(enquiry.asked, today=today)
