"""The house reminds parties itself, beside the clock (`cases/nightly.py`): in one case, or in many at once."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from cases.models import Case, ContributionRequest
from cases.phases import StepNotAllowed
from cases.policy import NotAllowed, require
from cases.workflow.asking import remind_supplier
from cases.workflow.steps import hold_cases, locked
from parties.choices import Deadline
from parties.models import Term
from privacy import accesslog
from zvh.actor import Actor


@dataclass(frozen=True)
class Reminded:
    """What became of one case: how many parties were reminded, or why none was."""

    case: Case
    parties: int = 0
    why_not: str = ""


@transaction.atomic
def remind_late(case: Case, *, by: Actor) -> Reminded:
    """Remind every party that is late in this case, each at most once on a day, whoever reminds it."""
    case = locked(case, by=by)
    require(by, "ask_contribution", case)
    late = list(ContributionRequest.objects.visible_to(by).without_answer().filter(case=case, due_on__lt=by.today))
    until = Term.objects.of_house(case.house, Deadline.CONTRIBUTION).due(by.today)
    waiting = [one for one in late if one.remind_on < until]
    for asked in waiting:
        asked.case, asked.remind_on = case, by.today
        remind_supplier(asked, today=by.today)
        accesslog.changed(asked, rule="remind_late", action="E")
    if waiting:
        return Reminded(case, len(waiting))
    return Reminded(case, why_not="vandaag al herinnerd" if late else "geen partij is te laat")


@transaction.atomic
def remind_all(cases: Collection[Case], *, by: Actor) -> list[Reminded]:
    """The same for several cases; one that can not is said and holds nobody else up."""
    hold_cases(case.pk for case in cases)
    return [_remind(case, by) for case in cases]


def _remind(case: Case, by: Actor) -> Reminded:
    try:
        with transaction.atomic():
            return remind_late(case, by=by)
    except (NotAllowed, StepNotAllowed):
        return Reminded(case, why_not="dat kan nu niet in deze casus")
