"""The blocks of the case page, in order. Each is a function of the page that answers a Block, or None."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.formats import date_format

from cases.casepage import Block, BlockOf, CasePage, url_of
from cases.closingpage import is_casusregisseur
from cases.forms.plan import ScoreForm
from cases.linkpage import links
from cases.models import Contribution, ContributionRequest, Note, State
from cases.models.dispute import HANDLERS
from cases.planpage import Picture, actions_of, picture_of
from cases.timeline import SHORT, in_order
from parties.choices import Word
from zvh.components import Column, Deadline, Link
from zvh.templatetags.words import capital

MORE = "cases/blocks/more.html"  # nothing but links
HELD = "De vernietiging wacht op een geschil, een verzoek van een betrokkene of een datalek. Tot dan verandert niemand iets"


def subjects(page: CasePage) -> Block:
    """Whom the case is about; full names stand on the case page only, never in lists."""
    rows = [(one.full_name, one.born_on, one.place) for one in page.subjects]
    columns = [Column("Naam"), Column("Geboortedatum"), Column("Woonplaats")]
    return Block("cases/blocks/subjects.html", {"rows": rows, "columns": columns})


def participants(page: CasePage) -> Block:
    """The parties in the case, who speaks for them, and how far their contribution is."""
    states = contribution_states(page)
    people: dict[str, list[str]] = {}
    for reader in page.readers:
        if reader.party and not reader.only_registration:
            people.setdefault(reader.party.name, []).append(_with_role(page, reader.person.pk, reader.person.name))
    rows = [(name, people.get(name, []), states.get(name)) for name in sorted(people.keys() | states.keys())]
    columns = [Column("Partij"), Column("Gedelegeerde"), Column("Bijdrage")]
    may = {"may_assign": "assign_delegate" in page.may, "may_ask": bool(people) and "ask_contribution" in page.may}
    return Block("cases/blocks/participants.html", {"rows": rows, "columns": columns, **may})


def _with_role(page: CasePage, user_id: int, name: str) -> str:
    is_casusregisseur = page.case.casusregisseur_id == user_id
    return f"{name} ({page.case.house.word(Word.CASUSREGISSEUR)})" if is_casusregisseur else name


def contribution_states(page: CasePage) -> dict[str, tuple[str, str]]:
    """Per party what was last asked and whether it came: (words, tone). A party sees only its own."""
    answer = Contribution.objects.filter(request=OuterRef("pk")).exclude(state=State.DRAFT)
    asked = ContributionRequest.objects.visible_to(page).select_related("party")
    rows: QuerySet[Any] = asked.annotate(answered=Subquery(answer.values("state")[:1])).order_by("due_on")
    return {row.party.name: _words(row.answered, Deadline(row.due_on, page.actor.today)) for row in rows}


def _words(state: str | None, due: Deadline) -> tuple[str, str]:
    if state:
        return capital(State(state).label), "ok" if state == State.DELIVERED else "neutral"
    return f"Gevraagd, {due.words}", due.tone or "info"


def facts(page: CasePage) -> Block:
    """What may stand in the open about the case."""
    case, house = page.case, page.case.house
    kept = "loopt vanaf de afschaling"
    if case.destroy_on:
        kept = f"{date_format(case.destroy_on, 'j N Y')} ({case.destroy_source})"
        if case.destroy_on < page.actor.today:
            kept += f". {HELD}"
    pairs = [
        (capital(house.word(Word.PROCESREGISSEUR)), case.procesregisseur or "nog niet toegewezen"),
        (capital(house.word(Word.CASUSREGISSEUR)), case.casusregisseur or "nog niet gekozen"),
        ("Aangemeld door", case.filed_by_party or house.name),
        ("Aanpak", case.approach.name),
        ("Huis", house.name),
        ("Bewaren tot en met", kept),
    ]
    return Block("cases/blocks/facts.html", {"pairs": pairs})


def readers(page: CasePage) -> Block:
    """How many people can see this case, with the way to the page that says why."""
    people = {reader.person.pk for reader in page.readers}
    parties = {reader.party.pk for reader in page.readers if reader.party}
    return Block(
        "cases/blocks/readers.html",
        {"people": len(people), "organisations": len(parties) + 1, "url": url_of("casus-toegang", page.case)},
    )


def more(page: CasePage) -> Block:
    """What a case has now and then; each page says itself whom it is for."""
    pages = [("casus-verder-gebruik", "Verder gebruik van bijdragen")]
    if "raise_dispute" in page.may or page.actor.role in HANDLERS:
        pages.append(("casus-geschillen", "Geschillen"))
    if page.actor.reads_cases or is_casusregisseur(page):
        pages.append(("casus-opschaling", "Opschaling"))
    if page.actor.reads_cases:
        pages.append(("casus-trends", "Trends"))
    return Block(MORE, {"links": [Link(text, url_of(name, page.case)) for name, text in pages]})


def timeline(page: CasePage) -> Block | None:
    """The great lines of what happened, newest first, with the way to all of it."""
    events = in_order(page, SHORT)
    return (
        Block("cases/blocks/timeline.html", {"events": events, "url": url_of("casus-tijdlijn", page.case)})
        if events
        else None
    )


def notes(page: CasePage) -> Block | None:
    """What the house noted last; for staff."""
    if page.actor.is_delegate:
        return None
    found = list(Note.objects.visible_to(page).placed().select_related("by")[:3])
    content = {"notes": found, "url": url_of("casus-notities", page.case)}
    return Block("cases/blocks/notes.html", content) if found or "write_note" in page.may else None


def plan(page: CasePage) -> Block | None:
    """The latest score of each life domain, and the open actions; nothing while there is neither."""
    picture, actions = picture_of(page), [line for line in actions_of(page) if line.action.is_open]
    if not picture.lines and not actions:
        return None
    content = {
        "title": capital(page.case.house.word(Word.PLAN)), "url": url_of("casus-plan", page.case), "lines": picture.lines,
        "actions": actions, "score_columns": [Column("Leefgebied"), Column("Score"), Column("Toelichting")],
        "action_columns": [Column("Actie"), Column("Wie"), Column("Uiterlijk")], **_scoring(page, picture),
    }  # fmt: skip
    return Block("cases/blocks/plan.html", content)


def _scoring(page: CasePage, picture: Picture) -> dict[str, Any]:
    """The scores of the latest meeting may be changed on the spot; a first score is given in the meeting."""
    if not picture.latest or "score_domain" not in page.may:
        return {}
    scores, item = picture.scored_last, picture.latest
    form = ScoreForm(None, [score.domain for score in scores], scores, {})
    return {
        "scoring": form,
        "scored_on": item.meeting.on,
        "scoring_url": reverse("vergaderen", args=[item.meeting_id, item.pk]),
    }


MAIN: list[BlockOf] = [subjects, plan, participants, timeline]
ASIDE: list[BlockOf] = [facts, links, notes, readers, more]
