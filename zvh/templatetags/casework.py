"""Components of casework: phases, deadlines, scores, contributions and who may see them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import template

from zvh.components import (
    Audience,
    Contribution,
    Deadline,
    Difference,
    Event,
    Link,
    Missing,
    Origin,
    Phase,
    Task,
    Trend,
)
from zvh.differences import compare
from zvh.trends import TrendLine

register = template.Library()

SCORES = {"groen": "disc", "oranje": "triangle", "rood": "diamond"}


@register.inclusion_tag("components/phases.html")
def phases(phases: Sequence[Phase]) -> dict[str, Any]:
    """How far a case is in its four phases."""
    return {"phases": phases}


@register.inclusion_tag("components/next_step.html")
def next_step(title: str, action: Link | None = None, text: str = "", due: Deadline | None = None) -> dict[str, Any]:
    """What has to happen now, by when, and the button for it."""
    return {"title": title, "text": text, "due": due, "action": action}


@register.inclusion_tag("components/missing.html")
def missing_list(missing: Sequence[Missing], title: str = "Dit ontbreekt nog") -> dict[str, Any]:
    """What must be there before a step can be taken."""
    return {"missing": missing, "title": title}


@register.inclusion_tag("components/deadline.html")
def deadline(due: Deadline) -> dict[str, Any]:
    """A date with the days left, and the article it follows from."""
    return {"due": due}


@register.inclusion_tag("components/score.html")
def score(level: str) -> dict[str, Any]:
    """The score of a life domain: shape, word and colour; level is groen, oranje or rood."""
    return {"level": level, "sign": SCORES[level]}


@register.inclusion_tag("components/trend.html")
def trend(trend: Trend) -> dict[str, Any]:
    """How the score of a life domain went, drawn and in a word; the scores themselves stand in the table around it."""
    return {"trend": trend, "line": TrendLine(trend)}


@register.inclusion_tag("components/audience.html")
def who_may_see(audience: Audience) -> dict[str, Any]:
    """Who may see this, opened to the organisations and the article."""
    return {"audience": audience}


@register.inclusion_tag("components/mark.html")
def secrecy_mark(origin: Origin) -> dict[str, Any]:
    """The mark of data from politie and OM; nothing for other parties (rule R6)."""
    return {"origin": origin}


@register.inclusion_tag("components/contribution.html")
def contribution(contribution: Contribution) -> dict[str, Any]:
    """A contribution with its mark and who may see it."""
    return {"contribution": contribution}


@register.inclusion_tag("components/timeline.html")
def timeline(events: Sequence[Event]) -> dict[str, Any]:
    """What happened, newest first."""
    return {"events": events}


@register.inclusion_tag("components/case_navigation.html")
def case_navigation(links: Sequence[Link], label: str = "Onderdelen van de casus") -> dict[str, Any]:
    """The parts of a case, each a page of its own."""
    return {"links": links, "label": label}


@register.inclusion_tag("components/tasks.html")
def task_list(tasks: Sequence[Task]) -> dict[str, Any]:
    """What a person has to do, each with the button that starts it."""
    return {"tasks": tasks}


@register.inclusion_tag("components/differences.html")
def differences(differences: Sequence[Difference]) -> dict[str, Any]:
    """What differs when two people changed the same, so that no text is lost."""
    return {"rows": [(item.label, *compare(item.stored, item.mine)) for item in differences]}


@register.inclusion_tag("components/progress.html")
def progress(done: int, total: int, label: str) -> dict[str, Any]:
    """How many of a number are done: a bar and the same in words."""
    return {"done": done, "total": total, "label": label}


@register.inclusion_tag("components/print_header.html")
def print_header(case_number: str, person: str, at: datetime) -> dict[str, Any]:
    """The line above every printed page of a case."""
    return {"case_number": case_number, "person": person, "at": at}
