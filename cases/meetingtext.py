"""Minutes and plan as documents for the file: what the reader sees on the pages, in the same order (04, phase 3)."""

from collections.abc import Iterable

from django.utils.formats import date_format

from cases.casepage import CasePage
from cases.interventionpage import interventions_of
from cases.meetingpage import Discussed
from cases.models import Action, DomainScore, Plan
from cases.planpage import PLAN_TITLES, actions_of, picture_of, roles_of
from parties.choices import Word
from zvh.documents import Block, Document, heading, items, paragraph
from zvh.templatetags.words import capital

CONFIDENTIAL = ("Vertrouwelijk", "Alleen voor wie bij deze casus betrokken is")


def minutes_document(page: CasePage, one: Discussed) -> Document:
    """The minutes of this case in one meeting, with the scores that were given and the actions that were agreed there."""
    item, house = one.line.item, page.case.house
    facts = [*_facts(page), ("Overleg", date_format(item.meeting.on)), ("Plaats", item.meeting.place)]
    blocks = [heading("Doel van de bespreking"), paragraph(item.purpose)]
    present = [f"{seat.user}, {seat.party}" for seat in one.present]
    blocks += _list("Aanwezig", present)
    for text in one.texts:
        blocks += [heading(text.question), paragraph(str(text.answer))]
    scores = DomainScore.objects.visible_to(page).filter(item=item).select_related("domain")
    blocks += _list("Leefgebieden", map(_score, scores))
    agreed = Action.objects.visible_to(page).filter(item=item).select_related("party", "user")
    blocks += _list("Acties", (_action(row, str(row.party or house)) for row in agreed))
    return Document(f"Verslag {house.word(Word.CASUSOVERLEG)}", (house.name,), (), tuple(facts), tuple(blocks))


def plan_document(page: CasePage, plan: Plan) -> Document:
    """A version of the plan, with how it stands now: scores, interventions and actions."""
    house = page.case.house
    state = f"versie {plan.number}, {_adopted(plan)}"
    blocks = [
        block
        for title, name in PLAN_TITLES
        if (text := getattr(plan, name))
        for block in (heading(title), paragraph(text))
    ]
    blocks += _list("Rollen", (f"{row.party}: {row.role} Nodig: {row.needs}" for row in roles_of(plan, page.actor)))
    blocks += _list("Leefgebieden", (_score(line.latest) for line in picture_of(page).lines))
    running = (line for line in interventions_of(page) if line.row.is_running)
    blocks += _list(
        "Interventies",
        (f"{line.row.domain.name}: {line.row.what}. Doel: {line.row.goal} ({line.who})" for line in running),
    )
    blocks += _list("Acties", (_action(line.action, line.who) for line in actions_of(page)))
    facts = (*_facts(page), ("Stand", state))
    return Document(capital(house.word(Word.PLAN)), (house.name,), (), facts, tuple(blocks))


def _facts(page: CasePage) -> list[tuple[str, str]]:
    """By work name, as lists do it: the number is what leads to the person."""
    return [CONFIDENTIAL, ("Casus", f"{page.case.number}, {page.work_name}")]


def _adopted(plan: Plan) -> str:
    return f"vastgesteld op {date_format(plan.adopted_at)}" if plan.adopted_at else "concept"


def _list(title: str, texts: Iterable[str]) -> list[Block]:
    found = list(texts)
    return [heading(title), items(found)] if found else []


def _score(one: DomainScore) -> str:
    return ". ".join(part for part in (f"{one.domain.name}: {one.level}", one.explanation) if part)


def _action(one: Action, who: str) -> str:
    result = f". {one.result}" if one.result else ""
    return f"{one.what} ({who}, uiterlijk {date_format(one.due_on)}, {one.get_state_display()}){result}"
