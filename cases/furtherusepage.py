"""What the pages about further use show in words."""

from collections.abc import Iterable

from django.db.models import Prefetch
from django.utils.formats import date_format

from cases.casepage import CasePage
from cases.models import FurtherUse, FurtherUseAnswer
from cases.models.furtheruse import FurtherUseQuerySet
from zvh.components import Answer, Deadline
from zvh.templatetags.words import capital

JOINED = ("case__house", "kind", "supplier", "party", "receiver_party", "receiver_house", "by")


def found_for(page: CasePage) -> FurtherUseQuerySet:
    """The questions of this case that the actor may see, with everything a page shows of them."""
    rows = FurtherUse.objects.visible_to(page).filter(case=page.case).select_related(*JOINED)
    answers = FurtherUseAnswer.objects.visible_to(page).select_related("party")
    return rows.prefetch_related(Prefetch("answers", answers))


def due_of(asked: FurtherUse, page: CasePage) -> Deadline | None:
    """The term, while somebody may still answer."""
    is_over = asked.given_on or (asked.said_by_supplier() and not asked.asks_participants)
    return None if is_over else Deadline(asked.due_on, page.actor.today, asked.due_source)


def question(asked: FurtherUse) -> list[Answer]:
    """What is asked, by whom and on which ground."""
    rows = [
        ("Gevraagd door", f"{asked.asker}, op {date_format(asked.at)}"),
        ("Bijdrage", f"{asked.kind}, van {asked.supplier}"),
        ("Soort gegevens", asked.get_data_class_display()),
        ("Ontvanger", asked.receiver if asked.is_inside else f"{asked.receiver} (hoort niet bij deze casus)"),
        ("Waarvoor", capital(asked.get_why_display())),
        ("Wat de ontvanger ermee doet", asked.purpose),
        ("Wet en artikel", asked.ground),
        ("Waarom dit past bij de casus", asked.compatible),
        ("Ja nodig", "" if asked.needs_yes else "nee, een wettelijke plicht"),
    ]
    return [Answer(name, text) for name, text in rows if text]


def said(asked: FurtherUse) -> list[Answer]:
    """What parties answered, and how it was given."""
    rows = [(str(one.party), _words(one)) for one in asked.answers.all()]
    if asked.given_on:
        rows.append(("Gegeven", f"{date_format(asked.given_on)}, {asked.get_way_display()}"))
        rows.append(("Advies", asked.rac))
    return [Answer(name, text) for name, text in rows if text]


def _words(one: FurtherUseAnswer) -> str:
    parts = [f"{capital(one.get_says_display())}."]
    if one.until:
        parts.append(f"Tot en met {date_format(one.until)}.")
    parts += [text for text in (one.conditions, one.reason) if text]
    if one.stopped_at:
        parts.append(f"Gestopt op {date_format(one.stopped_at)}.")
    return "\n".join(parts)


def lines(rows: Iterable[FurtherUse], page: CasePage) -> list[tuple[FurtherUse, tuple[str, str], Deadline | None]]:
    """For the table: each with its state and its term."""
    return [(one, one.state(page.actor.today), due_of(one, page)) for one in rows]
