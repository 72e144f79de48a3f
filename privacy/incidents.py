"""Dossiers without a key: destroyed again where a tombstone says so, closed to all and reported where none does (00, item 20)."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.db.models import Model
from django.utils import timezone

from cases.models import Case
from cases.workflow.letters import write_to
from cases.workflow.steps import hold
from parties.inforce import appointments_in_force
from parties.roles import Role
from privacy import accesslog, destruction, dossiers
from privacy.models import KeyIncident
from zvh import keystore
from zvh.actor import acting_as_system

CALLED = (Role.MANAGER, Role.ADMINISTRATOR, Role.FG)


def check_keys(*, today: date) -> tuple[int, int]:
    """How many restored dossiers were destroyed again, and how many have lost their key."""
    again = lost = 0
    for model, ids in _dossiers(today):
        for pk, is_destroyed in keystore.missing(ids).items():
            if is_destroyed:
                again += destruction.destroy_again(model, pk, today=today)
            else:
                lost += _report(model, pk, today)
    _settle(today)
    return again, lost


def _dossiers(today: date) -> Iterator[tuple[type[Model], list[UUID]]]:
    """All dossiers, a thousand at a time; cases first, because others hang on them."""
    for model in sorted(dossiers.roots(), key=lambda model: model is not Case):
        with acting_as_system(today):
            ids = list(model._base_manager.values_list("pk", flat=True))
        for start in range(0, len(ids), 1000):
            yield model, ids[start : start + 1000]


def _report(model: type[Model], pk: UUID, today: date) -> bool:
    """Close the case to all and call people, once."""
    with acting_as_system(today):
        hold(pk)
        row = model._base_manager.filter(pk=pk).first()
        if (
            row is None
            or not hasattr(row, "house_id")
            or KeyIncident.objects.filter(dossier_id=pk, settled_at=None).exists()
        ):
            return False
        KeyIncident.objects.update_or_create(
            dossier_id=pk, defaults={"house_id": row.house_id, "found_at": timezone.now(), "settled_at": None}
        )
        if model is Case:
            Case.objects.filter(pk=pk).update(blocked_at=timezone.now())
        people = appointments_in_force(today).filter(house=row.house_id, role__in=CALLED)
        write_to(people.values_list("user_id", flat=True), "sleutel")
        accesslog.event(accesslog.EventKind.JOB, "E", row, rule="key_missing", outcome=accesslog.Outcome.ERROR)
    return True


def _settle(today: date) -> None:
    """Where the key is back, the case opens again."""
    with acting_as_system(today):
        open_incidents = list(KeyIncident.objects.filter(settled_at=None))
        missing = keystore.missing(incident.dossier_id for incident in open_incidents)
        for incident in open_incidents:
            if incident.dossier_id not in missing:
                incident.settled_at = timezone.now()
                incident.save()
                Case.objects.filter(pk=incident.dossier_id).update(blocked_at=None)
