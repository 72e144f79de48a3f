"""What every page's frame shows: who acts and for whom, the main menu, the demo banner."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from cases.breakglass import keeps_break_glass_register
from cases.rowpolicy import may_break_glass
from cases.visibility import works_with_cases
from governance.reach import READS_FIGURES, WATCHES_DUTIES, governs
from parties.roles import Role
from privacy.models.destruction import ACCOUNTS
from privacy.models.registered import Instruction
from privacy.models.review import READERS
from privacy.overviews import opens_any
from zvh.actor import Actor


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context of `base.html`. The menu holds only what this capacity may open (10, section 8)."""
    actor = getattr(request, "actor", None)
    colour = getattr(getattr(request, "user", None), "colour", "")
    frame: dict[str, Any] = {"is_demo": settings.DEMO, "colour": colour, **_of_session(request)}
    if actor is not None and not actor.is_nobody:
        frame.update(person=request.user, capacity=request.session["acts_as"], can_change_capacity=True)
        frame["menu"] = menu(actor)
        frame["passes_on"] = actor.is_delegate
        frame["can_search"] = works_with_cases(actor)
    return {"actor": actor, "shell": frame}


def _of_session(request: HttpRequest) -> dict[str, Any]:
    """For the warning before the screen locks, and for what was kept when it did."""
    if not getattr(request, "user", None) or not request.user.is_authenticated or "locked" in request.session:
        return {}
    is_elsewhere = request.path != reverse("bewaard") and not getattr(request, "offered", None)
    is_waiting = "kept" in request.session and is_elsewhere
    return {"is_signed_in": True, "has_kept": is_waiting, "is_offered": bool(getattr(request, "offered", None))}


def menu(actor: Actor) -> list[tuple[str, str]]:
    """(label, url name) per item; nothing that this capacity could not open."""
    items = [("Mijn werk", "mijn-werk")]
    if works_with_cases(actor):
        own = [("Bijdragen", "bijdragen")] if actor.is_delegate else []
        items += [("Casussen", "casussen"), *own, ("Overleggen", "overleggen"), ("Acties", "acties")]
    if actor.reads_cases:
        items += [("Kandidaten", "kandidatenlijsten"), ("Brievenboek", "brievenboek")]
    if not actor.is_delegate:
        items.append(("Partijen", "partijen"))
    if governs(actor):
        items.append(("Bestuur", "bestuur"))
    if actor.role in READS_FIGURES:
        items.append(("Rapportage", "rapportage"))
    if actor.role in WATCHES_DUTIES:
        items.append(("Naleving", "naleving"))
    if keeps_break_glass_register(actor):
        items.append(("Noodtoegang", "noodtoegang" if may_break_glass(actor) else "noodtoegang-register"))
    if actor.role in ACCOUNTS:
        items.append(("Vernietiging", "vernietiging"))
    if actor.role == Role.ADMINISTRATOR:
        items.append(("Mensen", "mensen"))
    if actor.role in READERS:
        items.append(("Toegang", "toegangscontroles"))
    if actor.role in Instruction.READERS or opens_any(actor):
        items.append(("Registers", "registers"))
    if actor.role in (Role.FG, Role.PRIVACY_ADVISER):
        items.append(("Logboek", "logboek"))
    return items
