"""Hamerstukken: cases of which the decision is clear beforehand, decided one by one on one screen (10, pattern 12)."""

from dataclasses import dataclass

from django.db import transaction

from cases.models import AgendaItem, Minutes
from cases.phases import StepNotAllowed
from cases.policy import NotAllowed
from cases.workflow.meeting import PARTS, finish_item, missing_to_finish, missing_to_start, save_minutes, start_item
from cases.workflow.steps import hold_cases
from zvh.actor import Actor
from zvh.versions import Overtaken


@dataclass(frozen=True)
class Decided:
    """What became of it: decided, or why not."""

    item: AgendaItem
    why_not: str = ""


@transaction.atomic
def decide_each(decisions: list[tuple[AgendaItem, str, int]], *, by: Actor) -> list[Decided]:
    """Each (case, decision, version of the minutes that was read) by itself: one that is refused holds up no other."""
    hold_cases(item.case_id for item, _, _ in decisions)
    return [_decide(*one, by) for one in decisions]


def _decide(item: AgendaItem, decision: str, version: int, by: Actor) -> Decided:
    try:
        with transaction.atomic():
            start_item(item, by=by)
            kept = Minutes.objects.visible_to(by).filter(item=item).first()
            texts = {part: getattr(kept, part, "") for part in PARTS} | {"decision": decision}
            save_minutes(item, texts=texts, version=version, by=by)
            finish_item(item, by=by)
    except Overtaken:
        return Decided(item, "Iemand anders schreef intussen aan dit verslag")
    except (NotAllowed, StepNotAllowed):
        return Decided(item, lacking(item))
    return Decided(item)


def lacking(item: AgendaItem) -> str:
    """Why this case can not be decided here, in words."""
    missing = missing_to_start(item) if not item.started_at else []
    missing += [one for one in missing_to_finish(item) if one[1] != "verslag"]
    return missing[0][0] if missing else "De bespreking kan nu niet worden afgerond"
