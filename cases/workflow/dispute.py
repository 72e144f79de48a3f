"""A dispute climbs the ladder of the covenant, step by step, until it is solved or the ladder ends (conv. 11.4, 12.4, 13.4)."""

from datetime import date

from django.db import transaction

from cases.models import Case, Dispute, DisputeTurn, Subject
from cases.phases import StepNotAllowed
from cases.policy import NotAllowed, require
from cases.rowpolicy import may_handle_dispute
from cases.workflow.letters import write_to
from cases.workflow.naming import names_in
from cases.workflow.steps import hold, locked
from parties.choices import DisputeAbout, Word
from parties.inforce import appointments_in_force
from parties.models import DisputeStep, House
from parties.roles import Role
from privacy import accesslog
from zvh.actor import Actor
from zvh.today import moment

SOLVED, NEXT, ENDED = "opgelost", "volgende", "beeindigd"


def ladder(house: House, about: str) -> list[DisputeStep]:
    """The steps for this kind of dispute, first one first."""
    return list(DisputeStep.objects.filter(covenant=house.covenant_id, about=about).order_by("order"))


def next_step(dispute: Dispute) -> DisputeStep | None:
    """Where it goes if the step that it is in solves nothing."""
    now = current_turn(dispute).order
    return next((step for step in ladder(dispute.house, dispute.about) if step.order > now), None)


def goes_to_body(house: House, step: DisputeStep | DisputeTurn | None) -> bool:
    """A body is no person in the house: it gets a description without names (004, question 14)."""
    people = {"manager", "procesregisseur", house.word(Word.PROCESREGISSEUR)}
    return step is not None and step.goes_to not in people


def current_turn(dispute: Dispute) -> DisputeTurn:
    return dispute.turns.order_by("-order")[0]


@transaction.atomic
def raise_dispute(case: Case, *, about: str, text: str, by: Actor) -> Dispute:
    """A party or the procesregisseur puts a dispute on the first step. Raises NotAllowed or StepNotAllowed."""
    case = locked(case, by=by)
    require(by, "raise_dispute", case)
    steps = ladder(case.house, about)
    if not text or not steps or (about == DisputeAbout.CASUSREGISSEUR and case.casusregisseur_id is None):
        raise StepNotAllowed("there is no such dispute here")
    about_user, about_party = _about(case, about)
    dispute = Dispute(
        case=case, house=case.house, approach=case.approach, number=case.number or "", about=about, about_user_id=about_user,
        about_party_id=about_party, raised_by_id=by.user_id, party_id=by.party_id or None, text=text, at=moment(by.today),
    )  # fmt: skip
    dispute.save(force_insert=True)
    _climb(dispute, steps[0], by.today, by)
    accesslog.changed(dispute, rule="raise_dispute", action="C")
    return dispute


def _about(case: Case, about: str) -> tuple[int | None, int | None]:
    """Whose work it is about, where that is one person in the case."""
    if about == DisputeAbout.CASUSREGISSEUR:
        return case.casusregisseur_id, case.casusregisseur_party_id
    return (case.procesregisseur_id, None) if about == DisputeAbout.PROCESREGISSEUR else (None, None)


def _climb(dispute: Dispute, step: DisputeStep, on: date, by: Actor) -> None:
    DisputeTurn(
        case_id=dispute.case_id,
        dispute=dispute,
        order=step.order,
        goes_to=step.goes_to,
        source=step.source,
        on=on,
        by_id=by.user_id,
    ).save(force_insert=True)
    managers = appointments_in_force(by.today).filter(house=dispute.house_id, role=Role.MANAGER)
    procesregisseur = Case.objects.filter(pk=dispute.case_id).values_list("procesregisseur", flat=True).first()
    write_to([*managers.values_list("user_id", flat=True), procesregisseur, dispute.about_user_id], "geschil")


def named_in(dispute: Dispute, text: str, *, by: Actor) -> list[str]:
    """Names of persons of the case that this text holds, as far as the actor may know them, and its number."""
    numbers = [dispute.number] if dispute.number and dispute.number.casefold() in text.casefold() else []
    return numbers + names_in(text, Subject.objects.visible_to(by).filter(case=dispute.case_id))


@transaction.atomic
def take_turn(
    dispute: Dispute, *, order: int, on: date, outcome: str, result: str, description: str = "", by: Actor
) -> Dispute:
    """What came of the step: solved, on to the next one, or ended. Raises StepNotAllowed where another step was read."""
    hold(dispute.case_id)
    found = Dispute.objects.visible_to(by).select_related("house__covenant").filter(pk=dispute.pk).first()
    if found is None or not may_handle_dispute(by, found):
        raise NotAllowed("take_turn")
    turn, step = current_turn(found), next_step(found)
    if turn.order != order or not outcome or not turn.on <= on <= by.today or named_in(found, description, by=by):
        raise StepNotAllowed("the step is not complete, or was taken")
    if result == NEXT and (step is None or (goes_to_body(found.house, step) and not description)):
        raise StepNotAllowed("there is no next step, or the body has no description")
    turn.outcome, turn.decided_on = outcome, on
    turn.save(update_fields=["outcome", "decided_on"])
    found.description = description or found.description
    if result == NEXT and step:
        _climb(found, step, on, by)
    else:
        found.ended_on, found.is_solved = on, result == SOLVED
    found.save(update_fields=["description", "ended_on", "is_solved"])
    accesslog.changed(found, rule="take_turn", action="E")
    write_to([found.raised_by_id, found.about_user_id], "geschil")
    return found
