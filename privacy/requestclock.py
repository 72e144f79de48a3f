"""What the clock does for requests of subjects: an alarm in the last week, and once when it is too late (09, S63)."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from cases.models import Case
from cases.work import MOST, Item, Work
from cases.workflow.letters import write_to
from parties.inforce import appointments_in_force
from parties.roles import Role
from privacy.models import SubjectRequest
from privacy.models.accesslog import SUPERVISORS
from privacy.models.request import ALARM
from privacy.requests import HANDLERS, may_handle
from zvh.components import Link


def alarm_of_requests(today: date) -> int:
    """Managers and who runs the cases, once in the last week; after the last day the supervisors as well."""
    running = SubjectRequest.objects.running().select_related("house")
    near = list(running.filter(alarmed_on=None, due_on__lte=today + ALARM))
    for one in near:
        write_to([*_of_house(one, today, (Role.MANAGER,)), *_runs(one)], "verzoek-bijna")
        one.alarmed_on = today
        one.save(update_fields=["alarmed_on"])
    late = list(running.filter(late_told_on=None, due_on__lt=today))
    for one in late:
        write_to(_of_house(one, today, (Role.MANAGER, *SUPERVISORS)), "verzoek-te-laat")
        one.late_told_on = today
        one.save(update_fields=["late_told_on"])
    return len(near) + len(late)


def _of_house(request: SubjectRequest, today: date, roles: Iterable[str]) -> Iterable[int]:
    found = appointments_in_force(today).filter(house=request.house_id, role__in=list(roles))
    return found.values_list("user_id", flat=True)


def _runs(request: SubjectRequest) -> Iterable[int | None]:
    return Case.objects.filter(pk__in=request.cases.values("case")).values_list("procesregisseur", flat=True)


def to_answer(work: Work) -> Iterable[Item]:
    """In "Mijn werk" of who handles it; who it is about stands on its page."""
    if work.actor.role not in HANDLERS:
        return []
    running = SubjectRequest.objects.visible_to(work.actor).running().order_by("due_on", "pk")
    return [
        Item(
            f"Verzoek van een betrokkene: {one.get_kind_display()}",
            Link("Openen", reverse("verzoek", args=[one.pk])),
            one.state.capitalize(),
            work.deadline(one.due_on, one.due_source),
            one,
        )
        for one in running[:MOST]
        if may_handle(work.actor, one)
    ]
