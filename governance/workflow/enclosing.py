"""Files go with a point on the agenda, or with a version of what was agreed; the wrong one is taken away (conv. 4 and 6)."""

from collections.abc import Sequence

from django.db import transaction

from cases.workflow.steps import hold
from governance.models import AgendaPoint, AgreedVersion, BodyMinutes, Enclosure, EnclosureFile
from governance.policy import NotAllowed, is_secretary, keeps_duties
from governance.workflow.filing import put_away
from privacy import accesslog
from zvh.actor import Actor
from zvh.filetypes import Sent

MOST = 20  # files with one point or version


class TooMany(Exception):
    """It would have more files than it may."""


@transaction.atomic
def enclose(
    files: Sequence[Sent], *, point: AgendaPoint | None = None, agreed: AgreedVersion | None = None, by: Actor
) -> None:
    """With this point, or this version. Raises TooMany, and NotAllowed for who may not."""
    had = Enclosure.objects.visible_to(by).filter(point=point, agreed=agreed)
    if had.count() + len(files) > MOST:
        raise TooMany
    for one in files:
        made = Enclosure(point=point, agreed=agreed, name=one.name)
        if not may_enclose(by, made):
            raise NotAllowed("not who hands it in or keeps it, or it is past")
        put_away(made, EnclosureFile(enclosure=made), one, rule="add_enclosure", by=by)


def may_enclose(actor: Actor, made: Enclosure) -> bool:
    """Of a version who keeps the duties of the house; of a point the secretary and who handed it in, until the minutes are sent round."""
    if made.agreed:
        return keeps_duties(actor, made.agreed.house)
    point = made.point
    if point is None or not AgendaPoint.objects.visible_to(actor).filter(pk=point.pk).exists():
        return False
    return not is_past(point) and (point.by_id == actor.user_id or is_secretary(actor, point.body))


def is_past(point: AgendaPoint) -> bool:
    return BodyMinutes.objects.filter(meeting=point.meeting_id, distributed_on__isnull=False).exists()


@transaction.atomic
def remove_enclosure(enclosure: Enclosure, *, by: Actor) -> None:
    """The wrong file: row and content go, its key goes with the other orphans, the log keeps that it was there."""
    hold(enclosure.pk)
    rows = Enclosure.objects.visible_to(by).select_related("point__body", "agreed__house")
    found = rows.filter(pk=enclosure.pk).first()
    if found is None or not may_enclose(by, found):
        raise NotAllowed("not who may add to it")
    accesslog.changed(found, rule="remove_enclosure", action="D")
    found.delete()
