"""Who is invited for a case in a meeting: parties that lawfully attend, by mail without personal data (12.2 d-e; 00, item 26)."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet

from cases.models import AgendaItem, Invitation
from cases.phases import StepNotAllowed
from cases.policy import NotAllowed, require
from cases.workflow.access import Decision, assign_delegate
from cases.workflow.agenda import locked_item
from cases.workflow.lawful import parties_to_assign
from cases.workflow.release import open_table
from cases.workflow.speaking import speakers
from cases.workflow.steps import hold, locked
from parties.models import Delegation
from privacy import accesslog
from zvh.actor import Actor
from zvh.jobs import later
from zvh.today import moment
from zvh.versions import refuse_overtaken


def invitable(item: AgendaItem, *, by: Actor) -> "QuerySet[Delegation]":
    """Delegates for the casusoverleg of parties that lawfully belong in this case, and were not invited yet (03, R2)."""
    parties = parties_to_assign(item.case, today=by.today)
    invited = item.invitations.values("user")
    found = speakers(item.case.house_id, by.today).filter(membership__party__in=parties)
    return found.exclude(user__in=invited).exclude(user=by.user_id).order_by("membership__party__name", "user__name")


@transaction.atomic
def invite(item: AgendaItem, delegations: Iterable[Delegation], *, by: Actor) -> list[Invitation]:
    """Invite these delegates, assign them to the case where they are not, and mail each once per meeting.

    Raises NotAllowed for one who does not belong at this table.
    """
    item, chosen = locked_item(item, "invite", by=by), list(delegations)
    if item.finished_at:
        raise StepNotAllowed("the discussion is over")
    allowed = set(invitable(item, by=by).values_list("pk", flat=True))
    if not {one.pk for one in chosen} <= allowed:
        raise NotAllowed("a delegate who does not belong at this table")
    assigned = set(item.case.grants.values_list("user_id", "party_id"))
    invited = [_invite(item, one, assigned, by) for one in chosen]
    if item.started_at:
        open_table(item.case, parties=[one.party for one in invited], by=by)
    return invited


def _invite(item: AgendaItem, delegation: Delegation, assigned: set[tuple[int, int]], by: Actor) -> Invitation:
    user, party = delegation.user, delegation.membership.party
    if (user.pk, party.pk) not in assigned:
        assign_delegate(item.case, delegation, decision=Decision.MEETING, by=by)
    is_mailed = Invitation.objects.filter(item__meeting=item.meeting_id, user=user).exists()
    invitation = Invitation.objects.create(
        case=item.case, item=item, party=party, user=user, by_id=by.user_id, at=moment(by.today)
    )
    accesslog.changed(invitation, rule="invite", action="C")
    if not is_mailed:
        later("mail_invitation", meeting_id=item.meeting_id, user_id=user.pk)
    return invitation


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: Actor) -> None:
    """This delegate is not invited after all; that the person is assigned to the case stays until it is withdrawn."""
    item = locked_item(invitation.item, "invite", by=by)
    if item.started_at:
        raise StepNotAllowed("the discussion began")
    accesslog.changed(invitation, rule="withdraw_invitation", action="D")
    Invitation.objects.filter(pk=invitation.pk, item=item).delete()


@transaction.atomic
def answer_invitation(invitation: Invitation, *, answer: str, version: int | None = None, by: Actor) -> Invitation:
    """The invited delegate says whether he comes. Raises NotAllowed for anybody else, Overtaken where the meeting was
    moved since it was read."""
    case = locked(invitation.case, by=by)
    hold(invitation.item.meeting_id)
    require(by, "answer_invitation", case)
    found = Invitation.objects.visible_to(by).select_related("item__meeting").filter(pk=invitation.pk).first()
    if found is None or (found.user_id, found.party_id) != (by.user_id, by.party_id):
        raise NotAllowed("not invited")
    if answer not in Invitation.Answer.values or found.item.started_at or found.item.meeting.cancelled_at:
        raise StepNotAllowed("there is nothing to answer any more")
    refuse_overtaken(found, now=found.item.meeting.sequence, read=version)
    found.answer, found.answered_at = answer, moment(by.today)
    found.save(update_fields=["answer", "answered_at"])
    accesslog.changed(found, rule="answer_invitation")
    return found
