"""In "Mijn werk": cases whose data go soon, and what was asked about that."""

from collections.abc import Iterable
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse

from cases.models import Case, Postponement
from cases.phases import Phase
from cases.retention import legal_end, legal_end_near
from cases.work import CASEWORK, MOST, Item, Work, of_case
from parties.dates import add_months
from parties.models import RetentionPolicy
from zvh.components import Link


def ending(work: Work) -> Iterable[Item]:
    """Cases whose data go soon, as many months ahead as the policy says (DPIA 10), or that the law lets stay no longer though they
    are open; and what a colleague asked to postpone."""
    if not work.actor.reads_cases:
        return ()
    near = Q(pk=None)
    for policy in RetentionPolicy.objects.filter(house__in=work.actor.house_ids).select_related("approach__regime"):
        until = add_months(work.actor.today, policy.warning_months)
        near |= Q(house=policy.house_id, approach=policy.approach_id, phase=Phase.AFSCHALING, destroy_on__lte=until)
        near |= legal_end_near(policy, work.actor.today)
    waiting = Postponement.objects.waiting().filter(case=OuterRef("pk")).exclude(by=work.actor.user_id)
    cases = work.cases().select_related("approach__regime")
    ending = cases.filter(near).annotate(asked=Subquery(waiting.values("pk")[:1]))
    return [item for case in ending[:MOST] for item in _ending(work, case)]


def _ending(work: Work, case: Any) -> Iterable[Item]:
    yield of_case(work, case) if case.phase == Phase.AFSCHALING else _legal_end(work, case)
    if case.asked and work.actor.role in CASEWORK:
        link = Link("Beoordelen", reverse("uitstel-beoordelen", args=[case.number, case.asked]))
        end = legal_end(case, work.actor.today) if case.is_open else None
        deadline = work.deadline(end.date, end.source) if end else work.deadline(case.destroy_on, case.destroy_source)
        yield Item(f"Uitstel van de vernietiging bevestigen: {case.number}", link, deadline=deadline, row=case)


def _legal_end(work: Work, case: Case) -> Item:
    """Still open: close it, or it is kept longer than the law allows."""
    end = legal_end(case, work.actor.today)
    may_renew = case.approach.regime.renewal_months and work.actor.role in CASEWORK
    link = Link("Naar de casus", reverse("casus", args=[case.number]))
    if may_renew and end and end.date >= work.actor.today:
        link = Link("Verlengen of afschalen", reverse("uitstel", args=[case.number]))
    deadline = work.deadline(end.date, end.source) if end else None
    return Item(f"Nog open, en de wettelijke termijn loopt af: {case.number}", link, deadline=deadline, row=case)
