"""Versions of what was agreed, and which party signed or received them (06, covenant life)."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction

from cases.workflow.steps import hold
from governance.models import AgreedVersion, Decision, Received
from governance.policy import NotAllowed, keeps_duties
from governance.workflow.enclosing import enclose
from parties.models import House, Membership, Party, Protocol
from privacy import accesslog
from zvh.actor import Actor
from zvh.filetypes import Sent
from zvh.today import moment


class VersionExists(Exception):
    """This version was written down already."""


@transaction.atomic
def add_version(
    house: House,
    *,
    kind: str,
    version: str,
    since: date,
    changes: str,
    place: str = "",
    files: Sequence[Sent] = (),
    protocol: Protocol | None = None,
    decision: Decision | None = None,
    by: Actor,
) -> AgreedVersion:
    """A next version; until its first day the one before it counts. Its text lies somewhere, or is a file. Raises VersionExists."""
    if not keeps_duties(by, house) or (protocol and protocol.covenant_id != house.covenant_id):
        raise NotAllowed("not a house that is kept, or the protocol of another covenant")
    if decision and not Decision.objects.visible_to(by).filter(pk=decision.pk).exists():
        raise NotAllowed("a decision that is not read")
    hold(f"agreed {house.pk}")
    if AgreedVersion.objects.visible_to(by).filter(house=house, kind=kind, protocol=protocol, version=version).exists():
        raise VersionExists
    made = AgreedVersion.objects.create(
        house=house, kind=kind, protocol=protocol, version=version, from_date=since, changes=changes, place=place,
        decision=decision, by_id=by.user_id, at=moment(by.today),
    )  # fmt: skip
    accesslog.changed(made, rule="add_version", action="C")
    enclose(files, agreed=made, by=by)
    return made


@transaction.atomic
def note_received(agreed: AgreedVersion, parties: Iterable[Party], *, on: date, by: Actor) -> int:
    """These parties signed it, or it was sent to them. How many were new."""
    _require(agreed, by)
    members = Membership.objects.in_force(by.today).filter(houses=agreed.house_id).values("party")
    chosen = [one.pk for one in parties]
    if on > by.today or Party.objects.filter(pk__in=chosen).exclude(pk__in=members).exists():
        raise NotAllowed("a day to come, or a party that takes no part in this house")
    hold(f"received {agreed.pk}")
    had = set(Received.objects.visible_to(by).filter(agreed=agreed, party__in=chosen).values_list("party", flat=True))
    new = [
        Received(agreed=agreed, party_id=pk, on=on, by_id=by.user_id, at=moment(by.today))
        for pk in chosen
        if pk not in had
    ]
    for one in new:
        one.save(force_insert=True)  # one by one: each is audited
    accesslog.changed(agreed, rule="note_received")
    return len(new)


@transaction.atomic
def undo_received(agreed: AgreedVersion, party_id: int, *, by: Actor) -> None:
    """It was a mistake. Twice is the same."""
    _require(agreed, by)
    if found := Received.objects.visible_to(by).filter(agreed=agreed, party=party_id).first():
        found.delete()
        accesslog.changed(agreed, rule="undo_received")


def _require(agreed: AgreedVersion, by: Actor) -> None:
    if not keeps_duties(by, agreed.house):
        raise NotAllowed("not a house that is kept")
