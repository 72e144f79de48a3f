"""The case page and the frame round every page of a case.

A part of casework adds a tab, a block or events in one line.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.http import Http404
from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from cases.deadlines import Terms, deadline_of
from cases.models import BreakGlass, Case, PhaseTransition, Subject
from cases.phases import OPEN_PHASES, Phase
from cases.policy import operations
from cases.reach import OpenCase
from cases.readers import Reader, readers_of_case
from cases.words import next_action, phase_name, phase_of
from parties.choices import Word
from zvh import components as ui
from zvh.actor import Actor
from zvh.templatetags.words import capital
from zvh.today import moment

JOINED = (
    "house__covenant",
    "approach",
    "procesregisseur",
    "casusregisseur",
    "casusregisseur_party",
    "filed_by_party",
)


@dataclass
class CasePage(OpenCase):
    """A case as this actor sees it; what several parts of the page need is read once."""

    @cached_property
    def subjects(self) -> list[Subject]:
        return list(Subject.objects.visible_to(self))

    @cached_property
    def readers(self) -> list[Reader]:
        return readers_of_case(self.case, self.actor.today)

    @cached_property
    def may(self) -> frozenset[str]:
        return operations(self)

    @cached_property
    def deadline(self) -> ui.Deadline | None:
        return deadline_of(self.case, Terms(), self.actor.today)

    @cached_property
    def transitions(self) -> list[PhaseTransition]:
        return list(PhaseTransition.objects.visible_to(self).select_related("by"))

    @cached_property
    def break_glass(self) -> BreakGlass | None:
        """What lets this manager read the archived case, for the banner that closes it (03, R13)."""
        if self.case.pk not in self.actor.break_glass:
            return None
        mine = BreakGlass.objects.visible_to(self.actor).filter(case_id=self.case.pk, user=self.actor.user_id)
        return mine.running(moment(self.actor.today)).first()

    @property
    def trail(self) -> list[ui.Link]:
        """The way back from a page beside the case."""
        return [ui.Link("Casussen", reverse("casussen")), ui.Link(str(self.case.number), url_of("casus", self.case))]

    @property
    def work_name(self) -> str:
        return ", ".join(subject.work_name for subject in self.subjects)


def open_page(number: str, actor: Actor) -> CasePage:
    """Raises Http404 for a case that is not there or may not be seen: the answer is the same (03, R8)."""
    found = Case.objects.visible_to(actor).select_related(*JOINED).filter(number=number).first()
    if found is None:
        raise Http404
    return CasePage(found, actor)


def open_file(number: str, actor: Actor) -> CasePage:
    """As `open_page`, for pages of the file: closed to who only filed the registration."""
    page = open_page(number, actor)
    if not page.is_readable:
        raise Http404
    return page


# --- the frame of every page of a case ----------------------------------------------------------------------


@dataclass(frozen=True)
class Tab:
    """A part of the case with a page of its own, and who gets to see the tab."""

    name: str
    text: Callable[[Case], str]
    is_shown: Callable[[CasePage], bool]


def _readable(page: CasePage) -> bool:
    return page.is_readable


def _meets(page: CasePage) -> bool:
    return page.is_readable and not page.case.is_supported


def _staff(page: CasePage) -> bool:
    return page.actor.reads_cases


def _closing(page: CasePage) -> bool:
    from cases.closingpage import is_open_to

    return is_open_to(page)


TABS = [
    Tab("casus", lambda case: "Overzicht", _readable),
    Tab("casus-aanmelding", lambda case: "Aanmelding", lambda page: True),
    Tab("casus-triage", lambda case: phase_name(case.house, Phase.TRIAGE), _staff),
    Tab("casus-bijdragen", lambda case: "Bijdragen", _readable),
    Tab("casus-documenten", lambda case: "Documenten", _readable),
    Tab("casus-inlichten", lambda case: "Inlichten", _readable),
    Tab("casus-brieven", lambda case: "Brieven", _staff),
    Tab("casus-ondersteuning", lambda case: "Ondersteuning", lambda page: _staff(page) and page.case.is_supported),
    Tab("casus-overleg", lambda case: capital(case.house.word(Word.CASUSOVERLEG)), _meets),
    Tab("casus-plan", lambda case: capital(case.house.word(Word.PLAN)), _meets),
    Tab("casus-tijdlijn", lambda case: "Tijdlijn", _readable),
    Tab("casus-afschalen", lambda case: "Afschaling", _closing),
    Tab("casus-toegang", lambda case: "Toegang", _readable),
]


def frame(page: CasePage, current: str) -> dict[str, Any]:
    """Context of `cases/base_case.html`: heading, breadcrumb and tabs.

    `current` is the url name of the tab.
    """
    shown = [tab for tab in TABS if tab.is_shown(page)]
    links = [
        ui.Link(tab.text(page.case), url, is_current=tab.name == current)
        for tab in shown
        if (url := url_of(tab.name, page.case))
    ]
    return {
        "case": page.case,
        "page": page,
        "tabs": links,
        "trail": [ui.Link("Casussen", reverse("casussen"))],
    }


def url_of(name: str, case: Case) -> str:
    """The address of a page of this case; empty where the installation has no such page."""
    return address(name, case.number)


def address(name: str, *args: Any) -> str:
    """As `reverse`, but empty where the installation has no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


# --- the case page itself -----------------------------------------------------------------------------------


def phases(page: CasePage) -> list[ui.Phase]:
    """The four phases with the date on which each began."""
    case = page.case
    began = {step.target: step.at for step in page.transitions}
    order = [Phase.AANMELDING, *OPEN_PHASES[1:], Phase.AFSCHALING]
    now = order.index(Phase(case.phase)) if case.phase in order else len(order)
    return [
        ui.Phase(phase_of(case, phase), _state(place, now), _note(began.get(phase), place, now))
        for place, phase in enumerate(order)
    ]


def _state(place: int, now: int) -> str:
    return "done" if place < now else "current" if place == now else "todo"


def _note(began: Any, place: int, now: int) -> str:
    if began is None:
        return "Nog niet begonnen" if place > now else ""
    return f"{'sinds ' if place == now else ''}{date_format(localtime(began), 'j N Y')}"


@dataclass(frozen=True)
class NextStep:
    """What has to happen now, by when, and where."""

    title: str
    due: ui.Deadline | None
    action: ui.Link | None = None


NEXT_PAGE = {
    Phase.AANMELDING: ("casus-aanmelding", "accept_for_triage", "Aanmelding beoordelen"),
    Phase.CASUSOVERLEG: ("casus-overleg", "put_on_agenda", "Naar het overleg"),
    Phase.TRIAGE: ("casus-triage", "assign_delegate", "Naar het besluit"),
}
SUPPORT = ("casus-ondersteuning", "note_contact", "Naar de ondersteuning")


def next_step(page: CasePage) -> NextStep:
    """The strip under the phases; its button only for who may press it."""
    case = page.case
    name, operation, text = NEXT_PAGE.get(Phase(case.phase), ("", "", ""))
    if case.is_supported and case.phase == Phase.CASUSOVERLEG:
        name, operation, text = SUPPORT
    url = url_of(name, case) if name and operation in page.may else ""
    title = next_action(case)
    return NextStep(f"{title[:1].lower()}{title[1:]}", page.deadline, ui.Link(text, url) if url else None)


@dataclass(frozen=True)
class Block:
    """A part of the case page: a template, and what it is given as `block`."""

    template: str
    content: dict[str, Any] = field(default_factory=dict)


BlockOf = Callable[[CasePage], Block | None]


def blocks(page: CasePage, functions: Iterable[BlockOf]) -> list[Block]:
    """The blocks that have something to show to this actor."""
    return [block for function in functions if (block := function(page))]
