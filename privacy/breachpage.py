"""What the pages of breaches show, and what is to be done in "Mijn werk" (protocol 14)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from cases.work import MOST, Item, Work
from privacy.breaches import clock, missing
from privacy.models import Breach
from privacy.models.breach import READERS
from zvh.components import Answer, Deadline, Link
from zvh.templatetags.words import capital

TO_AUTHORITY = "protocol art. 14.8; AVG art. 33 lid 1"
WORKERS = tuple(role for role in READERS if role != "procesregisseur")  # he is told, and reads along
TABLE = (
    "Ontdekt", "Gemeld aan het huis", "Namens", "Naar de AP voor", "Naar de AP", "Gemeld aan de AP", "Aard en omvang", "Gevolgen",
    "Maatregelen", "Betrokkenen", "Tekst aan de betrokkenen", "Afgesloten",
)  # fmt: skip


@dataclass(frozen=True)
class BreachLine:
    """One breach in the list: what comes next, and until when."""

    breach: Breach
    title: str
    next: str
    due: Deadline | None
    by_the_clock: str
    tone: str


def authority_waits(breach: Breach) -> bool:
    """Not decided, or decided to report and not reported yet."""
    return breach.to_authority is None or (breach.to_authority and breach.sent_at is None)


def line(breach: Breach) -> BreachLine:
    waits = breach.is_open and authority_waits(breach)
    due = Deadline(timezone.localdate(breach.authority_by), timezone.localdate(), TO_AUTHORITY) if waits else None
    left = missing(breach) if breach.is_open else []
    said = left[0].text if left else ("afsluiten" if breach.is_open else "")
    tone = "ok" if not breach.is_open else "err" if waits and breach.authority_by < timezone.now() else "warn"
    return BreachLine(breach, title(breach), said, due, clock(breach.authority_by) if waits else "", tone)


def title(breach: Breach) -> str:
    return f"Datalek van {clock(breach.noticed_at)}"


def clocks(breach: Breach) -> list[tuple[str, str]]:
    """Every moment that counts, as absolute time."""
    by, at = breach.report_by, breach.reported_at
    in_time = "op tijd" if at <= by else "te laat"
    found = [
        ("Ontdekt", clock(breach.noticed_at)),
        ("Gemeld aan het huis", f"{clock(at)}: {in_time}, het moest voor {clock(by)} (protocol art. 14.3)"),
    ]
    if breach.sent_at:
        sent = "op tijd" if breach.sent_at <= breach.authority_by else "te laat"
        found.append(("Gemeld aan de Autoriteit Persoonsgegevens", f"{clock(breach.sent_at)}: {sent}"))
    elif authority_waits(breach):
        found.append(
            ("Melden aan de Autoriteit Persoonsgegevens", f"voor {clock(breach.authority_by)} ({TO_AUTHORITY})")
        )
    found.append(("Gemeld door", f"{breach.reported_by}, {breach.party or breach.house}"))
    if breach.closed_at:
        found.append(("Afgesloten", f"{clock(breach.closed_at)}, door {breach.closed_by}"))
        found.append(("Bewaard tot en met", f"{breach.ends_on:%d-%m-%Y} (keuze van het huis)"))
    return found


def answers(breach: Breach, names: Iterable[str]) -> list[Answer]:
    """What stands in these fields, with what they are called."""
    return [Answer(_label(name), _words(breach, name)) for name in names if _words(breach, name)]


def _label(name: str) -> str:
    field: Any = Breach._meta.get_field(name)
    return str(capital(str(field.verbose_name)))


def _words(breach: Breach, name: str) -> str:
    value = getattr(breach, f"get_{name}_display", lambda: getattr(breach, name))()
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if name.endswith("_at") and value:
        return clock(value)
    return f"{value:%d-%m-%Y}" if name.endswith("_on") and value else str(value or "")


def as_table(breaches: Iterable[Breach]) -> tuple[tuple[str, ...], list[list[object]]]:
    """The overview that is kept of every breach (14.11)."""
    rows: list[list[object]] = [
        [clock(one.noticed_at), clock(one.reported_at), str(one.party or one.house), clock(one.authority_by), _words(one, "to_authority"),
         _words(one, "sent_at"), one.nature, one.consequences or one.risks, one.measures, one.get_subjects_display(), one.subjects_text,
         clock(one.closed_at) if one.closed_at else ""] for one in breaches
    ]  # fmt: skip
    return TABLE, rows


def to_handle(work: Work) -> Iterable[Item]:
    """In "Mijn werk" of manager, privacy adviser and FG: the next thing to do, with the clock. What happened is on its page."""
    if work.actor.role not in WORKERS:
        return []
    found = (
        Breach.objects.visible_to(work.actor)
        .running()
        .select_related("house__covenant")
        .prefetch_related("told")
        .order_by("authority_by")[:MOST]
    )
    return [_item(work, one) for one in found]


def _item(work: Work, breach: Breach) -> Item:
    left = missing(breach)
    waits = authority_waits(breach)
    due = work.deadline(timezone.localdate(breach.authority_by), TO_AUTHORITY) if waits else None
    said = f"Nu: {left[0].text}." if left else "Nu: afsluiten."
    note = f"{said} Voor {clock(breach.authority_by)}." if waits else said
    return Item("Datalek afhandelen", Link("Bekijken", reverse("datalek", args=[breach.pk])), note, due)
