"""What the pages of break-glass show."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.timezone import localtime

from cases.casepage import address
from cases.models import BreakGlass, BreakGlassNotice, BreakGlassReason, BreakGlassVerdict
from cases.rowpolicy import may_judge
from parties.roles import Role
from zvh.actor import Actor
from zvh.components import Deadline
from zvh.templatetags.words import capital

GONE = "Verwijderd, samen met de gegevens van de casus"


@dataclass(frozen=True)
class Line:
    """One time that the glass was broken, as the register shows it."""

    row: BreakGlass
    when: str
    verdict: BreakGlassVerdict | None
    due: Deadline
    may_judge: bool


def line(row: BreakGlass, actor: Actor) -> Line:
    verdict = getattr(row, "verdict", None)
    due = Deadline(row.judge_by, actor.today, row.house.break_glass_source)
    return Line(row, period(row), verdict, due, may_judge(actor, row))


def period(row: BreakGlass) -> str:
    begin, end = localtime(row.opened_at), localtime(row.ended_at)
    until = f"{end:%H:%M}" if begin.date() == end.date() else date_format(end, "j N, H:i")
    return f"{date_format(begin, 'j N Y, H:i')} tot {until}"


def about(row: BreakGlass, actor: Actor) -> list[tuple[str, Any]]:
    """Everything but the judgement; the reason goes with the case."""
    reason = BreakGlassReason.objects.visible_to(actor).filter(break_glass=row).first()
    notices = BreakGlassNotice.objects.visible_to(actor).filter(break_glass=row).select_related("user", "party")
    people = [f"{one.user} ({one.party or row.house})" for one in notices.order_by("user__name")]
    return [
        ("Geopend door", row.user),
        ("Wanneer", f"{period(row)}{' (eerder gesloten)' if row.closed_at else ''}"),
        ("Soort reden", capital(row.get_kind_display())),
        ("Uitleg", reason.text if reason else GONE),
        ("Gemeld aan", ", ".join(people) or "nog aan niemand"),
    ]


def log_url(row: BreakGlass, actor: Actor) -> str:
    """Supervisors look up what was read; the log is not open to managers (03, R9)."""
    is_supervisor = actor.role in (Role.FG, Role.PRIVACY_ADVISER)
    return address("logboek-casus", row.number) if is_supervisor and row.case_id else ""


def told(notice: BreakGlassNotice, actor: Actor) -> list[UUID]:
    """The case, where who was told still reads it; the row is not shown to who does not."""
    rows = BreakGlass.objects.visible_to(actor).filter(pk=notice.break_glass_id, case_id__isnull=False)
    return [case_id for case_id in rows.values_list("case_id", flat=True) if case_id]
