"""One dossier that can not be destroyed stops no other; people of its house are told, once (09, section 4, I3 and I6)."""

import logging
from datetime import date
from uuid import UUID

import psycopg
from django.db import InterfaceError, OperationalError
from django.utils import timezone

from cases.workflow.letters import write_to
from parties.inforce import appointments_in_force
from parties.roles import Role
from privacy import accesslog
from privacy.destruction import Judge, destroy_dossier
from privacy.models import DestructionFailure
from zvh.actor import acting_as_system
from zvh.fields import SealedModel

log = logging.getLogger("zvh")
TOLD = (Role.MANAGER, Role.RECORD_MANAGER, Role.ADMINISTRATOR)
AWAY = (OperationalError, InterfaceError, psycopg.OperationalError)  # a server is gone or full: all wait, not one


def destroy_or_tell(model: type[SealedModel], pk: UUID, judge: Judge, *, today: date) -> tuple[int, int]:
    """How many were destroyed and how many failed: one of both, or none when it was not due after all. Raises what AWAY names."""
    try:
        done = destroy_dossier(model, pk, judge, today=today)
    except AWAY:
        raise
    except Exception as error:
        _report(model, pk, error, today)
        return 0, 1
    _settle(pk, today)
    return int(done), 0


def _report(model: type[SealedModel], pk: UUID, error: Exception, today: date) -> None:
    """Its class only: the text of an error may hold data (S54)."""
    log.critical("a dossier could not be destroyed: %s (%s)", pk, type(error).__name__)
    with acting_as_system(today):
        row, now = model._base_manager.filter(pk=pk).first(), timezone.now()
        if row is None:
            return
        house_id: int = row.house_id  # type: ignore[attr-defined]
        found = DestructionFailure.objects.filter(dossier_id=pk).first()
        is_new = found is None or found.settled_at is not None
        DestructionFailure.objects.update_or_create(
            dossier_id=pk,
            defaults={
                "kind": str(model._meta.model_name), "house_id": house_id, "failed_with": type(error).__name__,
                "tries": 1 if found is None or is_new else found.tries + 1,
                "first_at": now if found is None or is_new else found.first_at, "last_at": now, "settled_at": None,
            },
        )  # fmt: skip
        if is_new:
            people = appointments_in_force(today).filter(house=house_id, role__in=TOLD)
            write_to(people.values_list("user_id", flat=True), "vernietiging-mislukt")
        accesslog.event(accesslog.EventKind.JOB, "E", row, rule="destroy", outcome=accesslog.Outcome.ERROR)


def _settle(pk: UUID, today: date) -> None:
    with acting_as_system(today):
        for failure in DestructionFailure.objects.filter(dossier_id=pk, settled_at=None):
            failure.settled_at = timezone.now()
            failure.save(update_fields=["settled_at"])
