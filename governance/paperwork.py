"""What plan and budget put in "Mijn werk": input that is asked of the own party, and of who keeps them what has a term."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from cases.work import MOST, Item, Work
from governance.models import Budget, Chapter, Paper, PaperInput, Share
from governance.models.paper import PaperState
from governance.reach import seats_in
from parties.dutychoices import PaperKind
from zvh.components import Link

WARN = timedelta(weeks=4)  # so long before its last day what is not paid stands out


def to_give(work: Work) -> Iterable[Item]:
    """Of who speaks for a party; a seat is not needed."""
    if not work.actor.is_delegate:
        return
    asked = PaperInput.objects.visible_to(work.actor).filter(
        party=work.actor.party_id, given_on=None, paper__state=PaperState.DRAFT
    )
    for one in asked.select_related("paper__rule", "paper__house").order_by("due_on")[:MOST]:
        link = Link("Inbreng geven", reverse("stuk-inbreng", args=[one.pk]))
        yield Item(
            f"Inbreng geven: {one.paper.title}", link, one.paper.house.name, work.deadline(one.due_on, one.source)
        )


def to_put_forward(work: Work) -> Iterable[Item]:
    """Plans and reports of which every part is written, and about a plan the parties were heard, as `missing_to_put_forward` has it."""
    mine = seats_in(work.actor, as_secretary=True).values("house")
    empty = Chapter.objects.visible_to(work.actor).filter(paper=OuterRef("pk"), is_needed=True, text="")
    silent = PaperInput.objects.visible_to(work.actor).filter(paper=OuterRef("pk"), given_on=None)
    drafts = Paper.objects.visible_to(work.actor).filter(
        Q(rule__shown_to="") | Q(shown_on__isnull=False),
        Q(rule__kind=PaperKind.PLAN, input_due_on__isnull=False) | Q(rule__kind=PaperKind.ACCOUNTS, figures__isnull=False),
        state=PaperState.DRAFT, house__in=mine,
    )  # fmt: skip
    ready = drafts.exclude(Exists(empty)).exclude(Exists(silent), input_due_on__gte=work.actor.today)
    for one in ready.select_related("rule", "house")[:MOST]:
        yield Item(
            f"Ter vaststelling voorleggen: {one.title}",
            Link("Bekijken", reverse("stuk", args=[one.pk])),
            one.house.name,
        )


def to_send(work: Work) -> Iterable[Item]:
    """What was adopted and not sent yet."""
    mine = seats_in(work.actor, as_secretary=True).values("house")
    adopted = Paper.objects.visible_to(work.actor).filter(state=PaperState.ADOPTED, sent_on=None, house__in=mine)
    for one in adopted.select_related("rule")[:MOST]:
        link = Link("Bekijken", reverse("stuk", args=[one.pk]))
        assert one.sent_due_on  # it is adopted
        yield Item(f"Rondsturen: {one.title}", link, one.rule.sent_to, work.deadline(one.sent_due_on, one.sent_source))


def to_receive(work: Work) -> Iterable[Item]:
    """Contributions that are not paid while their day is near or past."""
    mine = seats_in(work.actor, as_secretary=True).values("house")
    budgets = Budget.objects.visible_to(work.actor).filter(
        paper__state=PaperState.ADOPTED, paper__house__in=mine, prepaid_by__lte=work.actor.today + WARN
    )
    unpaid = Share.objects.visible_to(work.actor).filter(paper=OuterRef("paper"), paid_on=None)
    for one in budgets.filter(Exists(unpaid)).select_related("paper__rule")[:MOST]:
        link = Link("Bekijken", reverse("stuk", args=[one.paper_id]))
        assert one.prepaid_by  # the filter says so
        due = work.deadline(one.prepaid_by, one.prepaid_source)
        yield Item(f"Bijdragen ontvangen: {one.paper.title}", link, "Nog niet alles is betaald", due)
