"""A dispute is put before a body without names, comes on its agenda, and gets a ruling (conv. 11.4, 12.4, 13.4; 004, question 14)."""

from datetime import date

from django.db import transaction

from cases.models import Dispute, DisputeTurn
from cases.phases import StepNotAllowed
from cases.rowpolicy import may_handle_dispute
from cases.workflow.dispute import current_turn, goes_to_body, named_in
from cases.workflow.letters import write_to
from cases.workflow.steps import hold
from governance.models import Referral
from governance.policy import NotAllowed, require
from governance.workflow.agenda import hand_in_point
from parties.models import Body
from privacy import accesslog
from zvh.actor import Actor
from zvh.jobs import later


def bodies_for(dispute: Dispute, turn: DisputeTurn) -> list[Body]:
    """The bodies of the house that this step of the ladder names; all of them where its words name none."""
    if not goes_to_body(dispute.house, turn):
        return []
    words, of_house = turn.goes_to.casefold(), list(Body.objects.filter(house=dispute.house_id))
    named = [body for body in of_house if body.name.casefold() in words or body.name.casefold().startswith(words)]
    return named or of_house


def open_bodies(dispute: Dispute, by: Actor) -> list[Body]:
    """Those to which who handles the dispute may still put it now."""
    if dispute.ended_on or not may_handle_dispute(by, dispute):
        return []
    turn = current_turn(dispute)
    read = set(turn.referrals.values_list("body", flat=True))
    return [body for body in bodies_for(dispute, turn) if body.pk not in read]


@transaction.atomic
def refer(dispute: Dispute, body: Body, *, description: str, by: Actor) -> Referral:
    """Raises NotAllowed for who does not handle it or a body that is not meant, StepNotAllowed for a text with names in it."""
    hold(dispute.case_id)
    found = Dispute.objects.visible_to(by).select_related("house__covenant").filter(pk=dispute.pk).first()
    if found is None or body not in open_bodies(found, by):
        raise NotAllowed("not before this body")
    if not description or named_in(found, description, by=by):
        raise StepNotAllowed("a body reads a text without names")
    turn = current_turn(found)
    made = Referral(
        case_id=found.case_id, turn=turn, body=body, about=found.get_about_display(), source=turn.source,
        description=description, by_id=by.user_id, on=by.today,
    )  # fmt: skip
    made.save(force_insert=True)
    accesslog.changed(made, rule="refer", action="C")
    later("mail_referral", referral=made.pk)
    return made


def dispute_of(referral: Referral, actor: Actor) -> Dispute | None:
    """The dispute itself, for who has part in it or handles it; members of the body find nothing here."""
    return Dispute.objects.visible_to(actor).filter(turns=referral.turn_id).first()


def may_rule(referral: Referral, by: Actor) -> bool:
    """The secretary writes what the body said, once; not in a dispute of his own, or about his own work."""
    dispute = dispute_of(referral, by)
    is_party = dispute is not None and (
        dispute.about == by.role or by.user_id in (dispute.raised_by_id, dispute.about_user_id)
    )
    return referral.ruled_on is None and not is_party


@transaction.atomic
def put_before_members(referral: Referral, *, by: Actor) -> Referral:
    """A point for a next meeting; the point itself says nothing of the dispute."""
    found = _kept(referral, by)
    if found.point_id or found.ruled_on:
        raise StepNotAllowed("it waits for a meeting already, or was ruled on")
    found.point = hand_in_point(
        found.body, subject=f"Voorgelegd geschil van {found.on:%d-%m-%Y}", text="", asks_decision=True, by=by
    )
    found.save(update_fields=["point"])
    accesslog.changed(found, rule="put_before_members")
    return found


@transaction.atomic
def note_ruling(referral: Referral, text: str, *, on: date, by: Actor) -> Referral:
    """What the body said; who handles the dispute is told and takes it further. Raises StepNotAllowed for a day that can not be."""
    found = _kept(referral, by)
    if not may_rule(found, by):
        raise NotAllowed("ruled on already, or a dispute of who writes it")
    if not text or not found.on <= on <= by.today:
        raise StepNotAllowed("a ruling has words and a day")
    found.ruling, found.ruled_on, found.ruled_by_id = text, on, by.user_id
    found.save(update_fields=["ruling", "ruled_on", "ruled_by"])
    accesslog.changed(found, rule="note_ruling", action="E")
    write_to([found.by_id], "geschil")
    return found


def _kept(referral: Referral, by: Actor) -> Referral:
    """Locked, for the secretary of its body."""
    hold(referral.case_id)
    found = Referral.objects.visible_to(by).select_related("body").filter(pk=referral.pk).first()
    if found is None:
        raise NotAllowed("not a member")
    require(by, "keep_decision", found.body)
    return found
