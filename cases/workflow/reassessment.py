"""The supplier's answer after a phase change: still needed, and may it be shared here (03, R4; protocol 3.5 a-b)."""

from collections.abc import Iterable

from django.db import transaction

from cases.models import Contribution, Reassessment, ReleaseLevel, State
from cases.phases import StepNotAllowed
from cases.workflow.contribution import of_supplier, take_away
from cases.workflow.furtheruse_answers import stop_further_uses
from cases.workflow.release import choose, give, missing_to_release
from privacy import accesslog
from zvh.actor import Actor
from zvh.today import moment

Answer = Reassessment.Answer


@transaction.atomic
def answer_reassessment(
    contribution: Contribution,
    *,
    answer: str,
    level: str = ReleaseLevel.HOUSE,
    party_ids: Iterable[int] = (),
    unnamed_ground: str = "",
    by: Actor,
) -> Contribution:
    """Share it in this phase, keep it with the house, or have its text removed. Raises StepNotAllowed."""
    contribution = of_supplier(contribution, by=by)
    waiting = contribution.reassessments.open().first()
    if waiting is None or answer not in (Answer.SHARE, Answer.HOUSE_ONLY, Answer.NOT_NEEDED):
        raise StepNotAllowed("nothing to re-assess")
    waiting.answer, waiting.by_id, waiting.at = answer, by.user_id, moment(by.today)
    waiting.save()
    if answer == Answer.NOT_NEEDED:
        stop_further_uses(contribution, by=by)
        take_away(contribution, State.NOT_NEEDED)
    else:
        shared = level if answer == Answer.SHARE else ReleaseLevel.HOUSE
        _go_on(contribution, shared, party_ids, unnamed_ground, by)
    accesslog.changed(contribution, rule="answer_reassessment", action="E", parts=[answer])
    return contribution


def _go_on(contribution: Contribution, level: str, party_ids: Iterable[int], unnamed_ground: str, by: Actor) -> None:
    choose(contribution, level, party_ids, unnamed_ground)
    if missing_to_release(contribution):
        raise StepNotAllowed("the release is not complete")
    contribution.phase, contribution.version = contribution.case.phase, contribution.version + 1
    contribution.save()
    give(contribution, by=by)
