"""Who may know that somebody broke the glass (03, R13); what it opens is in `visibility.py`."""

from typing import Any, TypeVar

from django.db.models import QuerySet

from cases.models import Case
from cases.visibility import readable_cases
from parties.roles import Purpose, Role
from zvh.actor import Actor

Rows = TypeVar("Rows", bound="QuerySet[Any]")


def keeps_break_glass_register(actor: Actor) -> bool:
    """Managers and the supervisors of the house (03, R9 and R13)."""
    return actor.role in (Role.MANAGER, Role.FG, Role.PRIVACY_ADVISER)


def visible_break_glass(rows: Rows, actor: Actor) -> Rows:
    """R13: who keeps the register, and everybody who reads the case: it is no secret."""
    if actor.is_system:
        return rows
    if keeps_break_glass_register(actor):
        return rows.filter(house_id__in=actor.house_ids)
    return rows.filter(case_id__in=readable_cases(Case.objects.all(), actor).values("pk"))


def visible_break_glass_notices(notices: Rows, actor: Actor) -> Rows:
    """Who was told, in the capacity in which it concerns him; and who keeps the register."""
    if actor.is_system:
        return notices
    if keeps_break_glass_register(actor):
        return notices.filter(house_id__in=actor.house_ids)
    if actor.reads_cases:
        return notices.filter(user_id=actor.user_id, party=None, house_id__in=actor.house_ids)
    if actor.purpose != Purpose.CASUSOVERLEG:
        return notices.none()
    return notices.filter(user_id=actor.user_id, party_id=actor.party_id)
