"""What the page of a dispute says about the bodies before which it lies (004, question 14)."""

from django.urls import reverse
from django.utils.formats import date_format

from cases.models import Dispute
from governance.models import Referral
from governance.workflow.referring import open_bodies
from zvh.actor import Actor
from zvh.components import Link


def links(dispute: Dispute, actor: Actor) -> list[Link]:
    """Each body that reads it, with its ruling; and where it may still be put before one."""
    seen = Referral.objects.visible_to(actor).filter(turn__dispute=dispute).select_related("body").order_by("on", "pk")
    found = [Link(_words(one), reverse("voorgelegd-geschil", args=[one.pk])) for one in seen]
    names = " of ".join(body.name for body in open_bodies(dispute, actor))
    return (
        [*found, Link(f"Voorleggen aan {names}", reverse("geschil-voorleggen", args=[dispute.pk]))] if names else found
    )


def _words(one: Referral) -> str:
    said = f"uitspraak op {date_format(one.ruled_on)}" if one.ruled_on else "nog geen uitspraak"
    return f"{one.body.name}, voorgelegd op {date_format(one.on)}: {said}"
