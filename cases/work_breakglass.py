"""What break-glass puts in "Mijn werk": a judgement to give, and that somebody was told."""

from collections.abc import Iterable
from datetime import timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from cases.models import BreakGlass, BreakGlassNotice
from cases.rowpolicy import may_judge
from cases.work import MOST, Item, Work
from parties.roles import Role
from zvh.components import Link

TOLD_FOR = timedelta(days=14)  # a mail went out as well


def to_judge(work: Work) -> Iterable[Item]:
    """For the FG and the other managers: all are judged, within the term of the house (09, 2.4)."""
    if work.actor.role not in (Role.FG, Role.MANAGER):
        return ()
    waiting = BreakGlass.objects.visible_to(work.actor).to_judge().select_related("user", "house").order_by("judge_by")
    return [_of(work, row) for row in waiting[:MOST] if may_judge(work.actor, row)]


def _of(work: Work, row: BreakGlass) -> Item:
    link = Link("Beoordelen", reverse("noodtoegang-beoordelen", args=[row.pk]))
    due = work.deadline(row.judge_by, row.house.break_glass_source)
    return Item(f"Noodtoegang beoordelen: {row.number}", link, f"Geopend door {row.user}", due, row)


def told(work: Work) -> Iterable[Item]:
    """That a manager opened a case that was closed to him, in which this person took part, without its number."""
    since = work.actor.today - TOLD_FOR
    mine = BreakGlassNotice.objects.visible_to(work.actor).filter(user=work.actor.user_id, opened_at__date__gte=since)
    return [
        Item(
            "Noodtoegang tot een casus",
            Link("Lezen", reverse("noodtoegang-melding", args=[one.pk])),
            f"{one.house}, {date_format(localtime(one.opened_at), 'j F Y')}",
        )
        for one in mine.select_related("house")[:MOST]
    ]
