"""The criteria for scaling down: set in the plan, judged one by one in the decision (conv. 8.4; 04, phase 4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from zlib import crc32

from cases.models import Case, Closing, ClosingCriterion, Plan


@dataclass(frozen=True)
class Judgement:
    """Whether a criterion is met, None while nobody said so, and why."""

    is_met: bool | None = None
    explanation: str = ""


NOT_JUDGED = Judgement()


def criteria_in_force(case: Case) -> list[str]:
    """Those of the plan as it was last adopted; none without one."""
    adopted = Plan.objects.filter(case=case).exclude(adopted_at=None).first()
    return adopted.criteria_one_by_one if adopted else []


def judgements_of(closing: Closing | None) -> dict[str, Judgement]:
    """By the words that were judged: a criterion that was written otherwise since is judged anew."""
    rows = closing.criteria.all() if closing and closing.pk else ()
    return {row.text: Judgement(row.is_met, row.explanation) for row in rows}


def keep_judgements(closing: Closing, given: Mapping[str, Judgement]) -> None:
    """Of each criterion in force what was said of it, in the place of what was said before."""
    closing.criteria.all().delete()
    for order, text in enumerate(criteria_in_force(closing.case)):
        said = given.get(text, NOT_JUDGED)
        ClosingCriterion.objects.create(
            case=closing.case, closing=closing, order=order, text=text, is_met=said.is_met, explanation=said.explanation
        )


def missing_judgements(closing: Closing) -> list[tuple[str, str]]:
    """Criteria that nobody judged, and those that are not met without a word why the case scales down all the same."""
    said, missing = judgements_of(closing), []
    for place, text in enumerate(criteria_in_force(closing.case), 1):
        judged = said.get(text, NOT_JUDGED)
        if judged.is_met is None:
            missing.append((f"Geef aan of criterium {place} is bereikt", part_of(text)))
        elif not judged.is_met and not judged.explanation:
            missing.append(
                (f"Criterium {place} is niet bereikt. Leg uit waarom de casus toch afschaalt", part_of(text, "uitleg"))
            )
    return missing


def part_of(text: str, name: str = "criterium") -> str:
    """The name of the field for this criterion: of its words, so that an answer never lands with other words."""
    return f"{name}_{crc32(text.encode()):08x}"
