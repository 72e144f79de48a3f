"""The use of the data of a case stands still on request of the subject, and goes on again (AVG 18; protocol 19 and 20)."""

from django.db import transaction

from cases.models import Case
from cases.policy import require
from cases.workflow.steps import locked
from privacy import accesslog
from zvh.actor import Actor


@transaction.atomic
def restrict(case: Case, *, by: Actor) -> Case:
    """From today nothing is done with it; a case that stands still already stays as it is. Raises NotAllowed."""
    found = locked(case, by=by)
    require(by, "restrict_case", found)
    if found.restricted_on is None:
        found.restricted_on = by.today
        found.save(update_fields=["restricted_on"])
        accesslog.changed(found, rule="restrict_case", action="E")
    return found


@transaction.atomic
def lift_restriction(case: Case, *, by: Actor) -> Case:
    """Work goes on. Raises NotAllowed."""
    found = locked(case, by=by)
    require(by, "restrict_case", found)
    found.restricted_on = None
    found.save(update_fields=["restricted_on"])
    accesslog.changed(found, rule="lift_restriction", action="E")
    return found
