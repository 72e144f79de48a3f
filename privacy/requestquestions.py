"""What suppliers say of a request for access: which of what they gave may be given to the person whom it is about (protocol 17.2, 18).

What politie and OM gave is left out by rule, and nobody is asked about it: other laws hold for it (protocol 17.5 and 17.6).
"""

from collections.abc import Iterable, Iterator

from django.db import transaction
from django.urls import reverse

from cases.models import Aanmelding, Case, Contribution, State
from cases.phases import StepNotAllowed
from cases.policy import NotAllowed
from cases.work import MOST, Item, Work
from cases.workflow.letters import write_to_delegates
from cases.workflow.steps import hold
from parties.models import Party
from privacy import accesslog
from privacy.models import RequestQuestion, SubjectRequest
from privacy.requests import Kind, may_handle
from zvh.actor import Actor
from zvh.components import Link
from zvh.today import moment

Answer = RequestQuestion.Answer
SOURCE = "keuze van het Casusportaal: een week voor het antwoord"


def cases_of(request: SubjectRequest, actor: Actor) -> list[Case] | None:
    """Its cases, or None where one of them is closed to this actor: half an answer is none."""
    wanted = list(request.cases.values_list("case_id", flat=True))
    found = list(
        Case.objects.visible_to(actor)
        .filter(pk__in=wanted)
        .select_related("house__covenant", "approach")
        .order_by("number")
    )
    return found if len(found) == len(wanted) else None


def is_left_out(party: Party) -> bool:
    """Politie and OM: the law of their own data goes before the protocol (17.5, 17.6)."""
    return bool(party.mark)


def supplied(case: Case) -> Iterator[tuple[Party, Contribution | None]]:
    """Who gave what in this case, apart from what is left out; None is the registration that a party filed."""
    if case.filed_by_party and not is_left_out(case.filed_by_party):
        yield case.filed_by_party, None
    given = (
        Contribution.objects.filter(case=case, state=State.DELIVERED)
        .select_related("supplier")
        .prefetch_related("supplier__kinds")
    )
    yield from ((one.supplier, one) for one in given.order_by("pk") if not is_left_out(one.supplier))


def may_ask(actor: Actor, request: SubjectRequest) -> bool:
    """A request for access that is not decided, about cases that this actor reads."""
    is_for_this = request.kind == Kind.ACCESS and request.decided_on is None
    return may_handle(actor, request) and is_for_this and bool(cases_of(request, actor))


@transaction.atomic
def ask_suppliers(request: SubjectRequest, *, by: Actor) -> int:
    """Each supplier of whom nothing was asked yet; pressed again it asks what came later. Gives how many. Raises NotAllowed."""
    hold(request.pk)
    if not may_ask(by, request):
        raise NotAllowed("ask_suppliers")
    known = set(request.questions.filter(is_change=False).values_list("case_id", "contribution_id"))
    made = 0
    for case in cases_of(request, by) or ():
        asked = [one for one in supplied(case) if (case.pk, one[1] and one[1].pk) not in known]
        for party, contribution in asked:
            RequestQuestion(
                request=request, case=case, house=request.house, party=party, contribution=contribution,
                asked_at=moment(by.today), due_on=request.alarm_on,
            ).save(force_insert=True)  # fmt: skip
        write_to_delegates(case, {party.pk for party, _ in asked}, "verzoek-leverancier")
        made += len(asked)
    accesslog.changed(request, rule="ask_suppliers", action="E")
    return made


def may_answer(actor: Actor, question: RequestQuestion) -> bool:
    """The supplier; of a case that is closed to its delegates the house writes down what it said. That he sees it was asked before."""
    if question.at or not question.request_id:
        return False
    if actor.is_delegate:
        return question.party_id == actor.party_id
    return not question.case.is_open and may_handle(actor, question.request)


@transaction.atomic
def answer_question(question: RequestQuestion, *, answer: str, text: str, reason: str, by: Actor) -> None:
    """Once. A part needs the text that may be given; what is not given needs a reason (18.3). Raises NotAllowed or StepNotAllowed."""
    hold(question.pk)
    found = RequestQuestion.objects.visible_to(by).select_related("case").filter(pk=question.pk).first()
    if found is None or found.at or (by.is_delegate and found.party_id != by.party_id):
        raise NotAllowed("answer_question")
    if not by.is_delegate and not may_answer(by, found):
        raise NotAllowed("answer_question")
    if (answer == Answer.PARTLY and not text) or (answer != Answer.YES and not reason):
        raise StepNotAllowed("the answer is not complete")
    found.answer, found.reason = answer, reason if answer != Answer.YES else ""
    found.text = text if answer == Answer.PARTLY else ""
    found.is_by_house, found.by_id, found.at = not by.is_delegate, by.user_id, moment(by.today)
    found.save(update_fields=["answer", "text", "reason", "is_by_house", "by", "at"])
    accesslog.changed(found, rule="answer_request_question")


def unanswered(request: SubjectRequest, cases: Iterable[Case]) -> int:
    """How much suppliers still have to say, asked or not."""
    said = set(request.questions.exclude(at=None).values_list("case_id", "contribution_id"))
    return sum((case.pk, one and one.pk) not in said for case in cases for _, one in supplied(case))


def said_of(question: RequestQuestion) -> list[tuple[str, str]]:
    """What it is about, as (heading, text)."""
    if question.contribution:
        given = [("Feiten", question.contribution.facts), ("Professioneel oordeel", question.contribution.opinion)]
    else:
        form: Aanmelding = question.case.aanmelding
        given = [
            ("Wat er aan de hand is", form.problem), ("Wat er al is geprobeerd", form.tried), ("Waarom nu", form.urgency),
            ("Wie er betrokken zijn", form.involved),
        ]  # fmt: skip
    return [(heading, text) for heading, text in given if text]


def to_answer_as_supplier(work: Work) -> Iterable[Item]:
    """In "Mijn werk" of the supplier: the number of a case that he reads, nobody's name."""
    if not work.actor.is_delegate:
        return []
    waiting = RequestQuestion.objects.visible_to(work.actor).open().select_related("case").order_by("due_on", "pk")
    return [
        Item(
            f"{'Klopt dit nog?' if one.is_change else 'Mag de betrokkene dit zien?'} Casus {one.case.number}",
            Link("Antwoorden", reverse("verzoek-vraag", args=[one.pk])),
            "De betrokkene vraagt om verbetering" if one.is_change else "De betrokkene vraagt om inzage",
            work.deadline(one.due_on, SOURCE),
            one,
        )
        for one in waiting[:MOST]
    ]
