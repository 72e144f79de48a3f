"""A plan, budget or account from draft to sent round: written, parties asked, put to who adopts it (conv. 4.4-4.6, 5.2, 6.4)."""

from collections.abc import Iterable
from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from cases.workflow.steps import hold
from governance.models import BodyMeeting, Chapter, Decision, Paper, PaperInput
from governance.models.paper import PaperState
from governance.policy import NotAllowed
from governance.reach import kept_houses, seats_in
from governance.workflow.decisions import numbered
from parties.choices import BodyLevel, Deadline, DecisionKind, PaperKind
from parties.models import Body, House, Membership, PaperChapter, PaperRule, Term
from privacy import accesslog
from zvh.actor import Actor
from zvh.jobs import later
from zvh.versions import refuse_overtaken

OPEN, ADOPTED, STUCK = "open", "vastgesteld", "vast"  # what app.paper_comes_to says; else it is a draft again


class AlreadyThere(Exception):
    """A draft for this period is being written."""


@transaction.atomic
def draft_paper(rule: PaperRule, house: House, first_year: int, *, by: Actor) -> Paper:
    """A draft with the parts that the covenant names; of what was adopted before a next edition, with its text. Raises AlreadyThere."""
    if not keeps(by, house) or rule.covenant_id != house.covenant_id:
        raise NotAllowed("not of this house, or not under this covenant")
    hold(f"paper {house.pk} {rule.pk} {first_year}")
    before = Paper.objects.visible_to(by).filter(house=house, rule=rule, first_year=first_year).first()
    if before and not before.is_adopted:
        raise AlreadyThere
    made = Paper(house=house, rule=rule, first_year=first_year, last_year=first_year + rule.years - 1)
    made.edition = before.edition + 1 if before else 1
    made.by_id, made.at = by.user_id, timezone.now()
    made.saved(by)
    made.save(force_insert=True)
    for one in _chapters_of(made, before, by):
        one.save(force_insert=True)
    accesslog.changed(made, rule="draft_paper", action="C")
    return made


def _chapters_of(paper: Paper, before: Paper | None, by: Actor) -> list[Chapter]:
    if before:
        kept = Chapter.objects.visible_to(by).filter(paper=before)
        return [_chapter(paper, one.order, one.title, one.source, one.is_needed, one.text) for one in kept]
    return [
        _chapter(paper, one.order, one.title, one.source, not _was_written(paper, one, by))
        for one in paper.rule.chapters.all()
    ]


def _chapter(paper: Paper, order: int, title: str, source: str, is_needed: bool, text: str = "") -> Chapter:
    return Chapter(paper=paper, order=order, title=title, source=source, is_needed=is_needed, text=text)


def _was_written(paper: Paper, part: PaperChapter, by: Actor) -> bool:
    """Of a part that is not written each time: whether it stands in a plan of the years before that still counts."""
    if part.every_years is None:
        return False
    earlier = Chapter.objects.visible_to(by).filter(
        paper__house=paper.house_id, paper__rule=paper.rule_id, paper__state=PaperState.ADOPTED, order=part.order
    )
    return earlier.filter(paper__first_year__gt=paper.first_year - part.every_years).exclude(text="").exists()


@transaction.atomic
def add_chapter(paper: Paper, title: str, *, by: Actor) -> Chapter:
    """A part of the house's own, after those of the covenant."""
    found = locked_paper(paper, PaperState.DRAFT, by=by)
    last = found.chapters.order_by("-order").values_list("order", flat=True).first() or 0
    made = _chapter(found, last + 1, title, "keuze van het huis", is_needed=False)
    made.save(force_insert=True)
    accesslog.changed(made, rule="add_chapter", action="C")
    return made


@transaction.atomic
def write_chapter(chapter: Chapter, text: str, *, version: int, by: Actor) -> Chapter:
    """Raises Overtaken where somebody else saved it meanwhile, NotAllowed once it was put forward."""
    locked_paper(chapter.paper, PaperState.DRAFT, by=by)
    found = Chapter.objects.visible_to(by).get(pk=chapter.pk)
    refuse_overtaken(found, now=found.version, read=version)
    found.text, found.version = text, found.version + 1
    found.saved(by)
    found.save(update_fields=["text", "version", "saved_by", "saved_at"])
    accesslog.changed(found, rule="write_chapter")
    return found


# --- input ----------------------------------------------------------------------------------------------------------------


@transaction.atomic
def ask_paper_input(paper: Paper, *, due_on: date, by: Actor) -> list[PaperInput]:
    """Every party of the house is asked, by mail, before this day; asked again, who did not answer has until the new day."""
    found = locked_paper(paper, PaperState.DRAFT, by=by)
    if due_on <= by.today:
        raise NotAllowed("no time to answer")
    term = Term.objects.of_house(found.house, Deadline.PAPER_INPUT)
    asked = PaperInput.objects.visible_to(by).filter(paper=found)
    for one in asked.filter(given_on=None):
        _asked(one, due_on, term, by)
    members = Membership.objects.in_force(by.today).filter(houses=found.house).exclude(party__in=asked.values("party"))
    for party in set(members.values_list("party", flat=True)):
        _asked(PaperInput(paper=found, party_id=party), due_on, term, by)
    found.input_due_on, found.input_source = due_on, term.source
    _kept(found, rule="ask_paper_input", by=by)
    return list(PaperInput.objects.visible_to(by).filter(paper=found))


def _asked(one: PaperInput, due_on: date, term: Term, by: Actor) -> None:
    is_new = one._state.adding
    one.due_on, one.source, one.by_id, one.at = due_on, term.source, by.user_id, timezone.now()
    one.save(**{} if is_new else {"update_fields": ["due_on", "source", "by", "at"]})
    later("mail_paper_input", input=one.pk)


@transaction.atomic
def give_paper_input(asked: PaperInput, text: str, *, by: Actor) -> PaperInput:
    """By who speaks for the party, or noted by who writes it; once, and as long as it is a draft."""
    hold(asked.paper_id)
    rows = PaperInput.objects.visible_to(by).select_related("paper__house")
    found = rows.filter(pk=asked.pk).first()
    if found is None or not may_give(found, by) or not text:
        raise NotAllowed("given already, somebody else, or no draft any more")
    found.text, found.given_on, found.by_id, found.at = text, by.today, by.user_id, timezone.now()
    found.save(update_fields=["text", "given_on", "by", "at"])
    accesslog.changed(found, rule="give_paper_input", action="E")
    return found


def may_give(asked: PaperInput, by: Actor) -> bool:
    """Of a row that `by` may see: its own party, or who writes the paper."""
    is_own = by.is_delegate and asked.party_id == by.party_id
    is_open = asked.given_on is None and asked.paper.is_draft
    return is_open and (is_own or keeps(by, asked.paper.house))


# --- adopted --------------------------------------------------------------------------------------------------------------


@transaction.atomic
def note_shown(paper: Paper, *, on: date, by: Actor) -> Paper:
    """It was shown to whom the covenant wants to see it before it is adopted (000 4.7)."""
    found = locked_paper(paper, PaperState.DRAFT, by=by)
    if not found.rule.shown_to or on > by.today:
        raise NotAllowed("nobody has to see it, or a day to come")
    found.shown_on = on
    return _kept(found, rule="note_shown", by=by)


def missing_to_put_forward(paper: Paper, today: date) -> list[str]:
    """Why it cannot be adopted yet: a part is empty, or the parties were not heard."""
    empty = [
        f"Het hoofdstuk “{one.title}” is nog leeg" for one in paper.chapters.all() if one.is_needed and not one.text
    ]
    waits = paper.input_due_on and paper.input_due_on >= today and paper.inputs.filter(given_on=None).exists()
    words = [
        (not paper.input_due_on, "De partijen zijn nog niet om inbreng gevraagd"),
        (waits, "Nog niet elke partij gaf inbreng, en de termijn loopt nog"),
        (paper.rule.shown_to and not paper.shown_on, f"Leg het eerst voor aan: {paper.rule.shown_to}"),
    ]
    return [*empty, *(text for is_so, text in words if is_so)]


def keepers_of(paper: Paper, by: Actor) -> list[tuple[Body, Body]]:
    """Each body that adopts it, with the body in whose register `by` follows that. Empty where somebody else is its secretary."""
    mine = seats_in(by, as_secretary=True).filter(house=paper.house_id)
    drafting = mine.filter(level__in=(BodyLevel.STRATEGIC, BodyLevel.BOARD)).order_by("pk").first()
    pairs = [
        (one, drafting if one.house_id is None else mine.filter(pk=one.pk).first())
        for one in paper.rule.adopters(paper.house)
    ]
    return [(body, keeper) for body, keeper in pairs if keeper] if all(keeper for _, keeper in pairs) else []


@transaction.atomic
def put_forward(paper: Paper, *, meeting: BodyMeeting | None = None, by: Actor) -> list[Decision]:
    """A proposal for every body that the covenant names, through its secretary; from now on the text stays until they decided."""
    found = locked_paper(paper, PaperState.DRAFT, by=by)
    bodies = keepers_of(found, by)
    if not bodies or missing_to_put_forward(found, by.today):
        raise NotAllowed("not the secretary, or something is missing")
    found.state, found.put_forward_at = PaperState.PUT_FORWARD, timezone.now()
    _kept(found, rule="put_forward", by=by)
    kind = DecisionKind.PLAN if found.rule.kind == PaperKind.PLAN else DecisionKind.ACCOUNTS
    text = f"{found.title} vaststellen, zoals het in het Casusportaal staat ({found.rule.source})."
    made = []
    for body, keeper in bodies:
        at = meeting if meeting and meeting.body_id == body.pk else None
        one = Decision(body=body, keeper=keeper, kind=kind, subject=found.title, text=text, paper=found, meeting=at)
        made.append(numbered(one, by))
        accesslog.changed(one, rule="propose_decision", action="C")
    return made


def note_decided(decision: Decision, by: Actor) -> None:
    """A body decided about a paper: with the last one it is adopted, or a draft again where one of them did not want it."""
    assert decision.paper_id and decision.decided_on  # asked for a closed one
    hold(decision.paper_id)
    found = Paper.objects.visible_to(by).select_related("house", "rule").get(pk=decision.paper_id)
    now = comes_to(found)
    if now == ADOPTED:
        term = Term.objects.of_house(found.house, Deadline.PAPER_SENT)
        found.state, found.adopted_on = PaperState.ADOPTED, decision.decided_on
        found.sent_due_on, found.sent_source = term.due(decision.decided_on), term.source
        _kept(found, rule="adopt_paper", by=by)
    elif now not in (OPEN, STUCK):
        found.state = PaperState.DRAFT
        _kept(found, rule="take_back_paper", by=by)


@transaction.atomic
def take_back_paper(paper: Paper, *, by: Actor) -> Paper:
    """The bodies are stuck, and it does not go up: a draft again."""
    found = locked_paper(paper, PaperState.PUT_FORWARD, by=by)
    if comes_to(found) != STUCK:
        raise NotAllowed("it lies before a body")
    found.state = PaperState.DRAFT
    return _kept(found, rule="take_back_paper", by=by)


def comes_to(paper: Paper) -> str:
    """What the bodies made of it, whoever asks: the decisions themselves are for their members."""
    with connection.cursor() as cursor:
        cursor.execute("select app.paper_comes_to(%s)", [paper.pk])
        return str(cursor.fetchone()[0])


@transaction.atomic
def note_sent(paper: Paper, *, on: date, to: str, by: Actor) -> Paper:
    """It was sent to whom the covenant names; once (002 4.6; 003 4.10, 17.8)."""
    found = locked_paper(paper, PaperState.ADOPTED, by=by)
    if found.sent_on or on > by.today or on < (found.adopted_on or on):
        raise NotAllowed("sent already, or a day that can not be")
    found.sent_on, found.sent_to = on, to
    return _kept(found, rule="note_sent", by=by)


def keeps(by: Actor, house: House) -> bool:
    return kept_houses(by).filter(pk=house.pk).exists()


def locked_paper(paper: Paper, *states: PaperState, by: Actor) -> Paper:
    """As it is now; one transaction at a time works on it. Raises NotAllowed for who does not write it, and in another state."""
    hold(paper.pk)
    found = Paper.objects.visible_to(by).select_related("house__covenant", "rule").filter(pk=paper.pk).first()
    if found is None or found.state not in states or not keeps(by, found.house):
        raise NotAllowed("not visible, or in another state")
    return found


def _kept(paper: Paper, *, rule: str, by: Actor) -> Paper:
    paper.saved(by)
    paper.save()
    accesslog.changed(paper, rule=rule, action="E")
    return paper


def papers_by_period(papers: Iterable[Paper]) -> list[tuple[str, list[Paper]]]:
    """Per kind, newest period first."""
    found: dict[str, list[Paper]] = {}
    for one in papers:
        found.setdefault(one.rule.name, []).append(one)
    return list(found.items())
