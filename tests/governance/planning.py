"""Plans of the house of the story: one that was adopted, and a draft about which the parties are asked."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from governance.models import Chapter, Decision, Export, Paper, PaperInput
from governance.workflow import adopting, budget, decisions, exporting, paperinput, papers, voting
from parties.models import House, PaperRule
from tests.cast import Cast
from tests.governance import story
from zvh.actor import acting_as
from zvh.today import today


def rule_of(house: House, kind: str = "plan") -> PaperRule:
    return PaperRule.objects.get(covenant=house.covenant, kind=kind)


def drafted(cast: Cast, kind: str = "plan", year: int = 0) -> Paper:
    with acting_as(cast.mara.pk) as by:
        return papers.draft_paper(rule_of(cast.house, kind), cast.house, year or by.today.year + 1, by=by)


def written(cast: Cast, paper: Paper) -> Paper:
    """Every part has its text, the parties were asked, and all of them answered."""
    with acting_as(cast.mara.pk) as by:
        for one in paper.chapters.all():
            papers.write_chapter(one, f"Kanarie {one.order}", version=one.version, by=by)
        paperinput.ask_paper_input(paper, due_on=by.today + timedelta(days=1), by=by)
    PaperInput.objects.filter(paper=paper).update(given_on=today(), text="Kanarieinbreng")
    return stored(paper)


def stored(paper: Paper) -> Paper:
    return Paper.objects.get(pk=paper.pk)


def put_forward(cast: Cast, paper: Paper) -> list[Decision]:
    with acting_as(cast.mara.pk) as by:
        return adopting.put_forward(paper, by=by)


def decided(cast: Cast, decision: Decision, choice: str) -> None:
    """Every seat votes the same, as the secretary notes it."""
    with acting_as(cast.mara.pk) as by:
        decisions.say_none_affected(decision, by=by)
        voting.open_vote(decision, by=by)
        for one in voting.voters(decision, by):
            voting.cast_vote(decision, one, choice, by=by)
        voting.close_vote(decision, by=by)


def planned(cast: Cast) -> None:
    """The manager is secretary of the Stuurgroep, in which a contact votes. Of the parties only one is asked: this is made often."""
    board = story.board(cast)
    story.secretary(cast, board)
    story.contact(board, cast.abel, votes=1)
    first = drafted(cast, year=today().year - 1)
    Chapter.objects.filter(paper=first).update(text="Kanarietekst")
    Paper.objects.filter(pk=first.pk).update(input_due_on=today() - timedelta(days=1))
    decided(cast, put_forward(cast, stored(first))[0], "voor")
    second = drafted(cast)
    due_on = today() + timedelta(days=28)
    PaperInput.objects.create(
        paper=second, party=cast.piet.party, due_on=due_on, source="proef", by=cast.mara.user, at=timezone.now()
    )
    Paper.objects.filter(pk=second.pk).update(input_due_on=due_on)
    budgeted(cast)
    third = drafted(cast, "begroting")
    with acting_as(cast.mara.pk) as by:
        budget.save_line(third, None, title="Kanarieconcept", amount=Decimal("10.00"), by=by)
    reported(cast, today().year - 2)
    exported(cast)


def exported(cast: Cast) -> Export:
    """A file of two years, of which the manager waits no longer."""
    year = today().year
    with acting_as(cast.mara.pk) as by:
        made = exporting.ask_export(cast.house, "csv", year - 1, year, by=by)
        for step in range(3):
            exporting.make_export(str(made.pk), str(step))
    return Export.objects.get(pk=made.pk)


def reported(cast: Cast, year: int) -> Paper:
    """The annual report of a year, adopted."""
    made = drafted(cast, "rekening", year)
    Chapter.objects.filter(paper=made).update(text="Kanarieverslag")
    decided(cast, put_forward(cast, made)[0], "voor")
    return stored(made)


def budgeted(cast: Cast) -> Paper:
    """The budget of last year, adopted: a category on which something was spent, contributions that are not paid."""
    year = today().year - 1
    made = drafted(cast, "begroting", year)
    with acting_as(cast.mara.pk) as by:
        line = budget.save_line(made, None, title="Kanariepost", amount=Decimal("1000.00"), by=by)
        parties = {(one, ""): Decimal("250.00") for one in budget.payers_of(made, by)[:2]}
        budget.set_shares(made, {**parties, (None, "Rijk"): Decimal("500.00")}, version=0, by=by)
        budget.set_prepaid(made, date(year, 3, 31), by=by)
    decided(cast, put_forward(cast, made)[0], "voor")
    with acting_as(cast.mara.pk) as by:
        budget.book(line, on=date(year, 2, 1), what="Kanarieuitgave", amount=Decimal("100.00"), by=by)
    return stored(made)
