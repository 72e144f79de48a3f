"""Naleving: everything a house must do by a day or again and again, with its source and how it stands (06).

Four places say what must be done: how often bodies meet, the terms of casework, the house's own terms about break-glass, and duties.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse

from cases.breakglass import keeps_break_glass_register
from governance.dutyfacts import Facts
from governance.frequency import next_meeting
from governance.policy import keeps_duties
from governance.reach import KNOWS_BODIES, governs
from governance.standing import Stand, Standing, by_day, of_open_work, of_sent, of_term, standing_of
from parties.choices import Deadline as Code
from parties.dates import add_months
from parties.dutychoices import DutyKind, PaperKind
from parties.models import Duty, House, MeetingDuty, Term
from parties.roles import Role
from privacy import registers
from privacy.alerts import SOURCE
from privacy.breachpage import TO_AUTHORITY
from privacy.models.breach import READERS as KNOW_BREACHES
from privacy.models.destruction import ACCOUNTS
from privacy.models.review import READERS
from privacy.watch import JUDGED_IN
from zvh.actor import Actor
from zvh.components import Deadline, Link
from zvh.templatetags.words import capital

TONES = {Stand.LATE: "err", Stand.SOON: "warn", Stand.NEVER: "warn", Stand.IN_TIME: "ok", Stand.DONE: "ok"}
ORDER = list(Stand)


@dataclass(frozen=True)
class Line:
    """One duty of the house as it stands today; `link` is where it is done, for who may go there."""

    name: str
    often: str
    source: str
    standing: Standing
    due: Deadline | None
    link: Link | None = None

    @property
    def tone(self) -> str:
        return TONES[self.standing.state]


@dataclass(frozen=True)
class Place:
    """A page where something is done, and who may open it."""

    text: str
    name: str
    opens: Callable[[Actor], bool]

    def link(self, actor: Actor) -> Link | None:
        return Link(self.text, reverse(self.name)) if self.opens(actor) else None


PEOPLE = Place("Mensen", "mensen", lambda actor: actor.role == Role.ADMINISTRATOR)
BODIES = Place("Bestuur", "bestuur", governs)
PAPERS = Place("Plan, begroting en verslag", "stukken", governs)
CASES = Place("Casussen", "casussen", lambda actor: actor.reads_cases)
REVIEWS = Place("Toegang", "toegangscontroles", lambda actor: actor.role in READERS)
BROKEN = Place("Noodtoegang", "noodtoegang-register", keeps_break_glass_register)
DESTRUCTION = Place("Vernietiging", "vernietiging", lambda actor: actor.role in ACCOUNTS)
BREACHES = Place("Datalekken", "datalekken", lambda actor: actor.role in KNOW_BREACHES)
ALERTS = Place("Signalen", "signalen", lambda actor: actor.role in (Role.FG, Role.PRIVACY_ADVISER))

PLACES = {
    DutyKind.DECISION: BODIES, DutyKind.VETTED: PEOPLE, DutyKind.SECRECY: PEOPLE, DutyKind.TRAINED: PEOPLE,
    DutyKind.RETENTION: DESTRUCTION, DutyKind.NIGHTLY: DESTRUCTION,
}  # fmt: skip
OF_HOUSE = {
    DutyKind.SIGNED: ("Afspraken", "afspraken"), DutyKind.PROTOCOL_SIGNED: ("Afspraken", "afspraken"),
    DutyKind.COPIED: ("Afspraken", "afspraken"), DutyKind.CONSENT: ("Berichten", "berichten"),
}  # fmt: skip
OPEN_WORK = {
    Code.FIRST_ASSESSMENT: CASES, Code.TRIAGE: CASES, Code.FOLLOW_UP: CASES, Code.CONTRIBUTION: CASES,
    Code.ENQUIRY_ANSWER: CASES, Code.NOTICE_CHECK: CASES, Code.INFORMING: BODIES, Code.REVIEW_ANSWER: REVIEWS,
}  # fmt: skip
WGS, FIRST_AUDIT = "wgs", 24  # the regime, and months
REVIEWED = (Code.ACCESS_REVIEW, Code.SPECIAL_REVIEW)


def lines_of(house: House, actor: Actor) -> list[Line]:
    """What is late first, then by day."""
    facts = Facts(house)
    found = [
        *_meetings(house, facts, actor), *_papers(house, facts, actor), *_terms(house, facts, actor),
        *_of_house(house, facts, actor), *_registers(house, facts, actor), *_duties(house, facts, actor),
    ]  # fmt: skip
    return sorted(
        found, key=lambda line: (ORDER.index(line.standing.state), str(line.standing.due_on or "9"), line.name)
    )


def line(name: str, often: str, source: str, standing: Standing, link: Link | None, actor: Actor) -> Line:
    due = Deadline(standing.due_on, actor.today) if standing.due_on else None
    return Line(name, often, source, standing, due, link)


def _meetings(house: House, facts: Facts, actor: Actor) -> Iterable[Line]:
    for duty in MeetingDuty.objects.filter(body__house=house).select_related("body"):
        found = next_meeting(duty, facts.days("vergadering", duty.pk), actor.today)
        state = Stand.IN_TIME if found.is_in_time else by_day(found.due_on, actor.today)
        held = max((day for day in facts.days("vergadering", duty.pk) if day <= actor.today), default=None)
        note = "Er is een vergadering gepland" if found.planned_on and not found.warning else found.warning
        name = f"Vergadering van {duty.body}" + (f" met {duty.with_whom}" if duty.with_whom else "")
        link = Link(duty.body.name, reverse("orgaan", args=[duty.body_id])) if actor.role in KNOWS_BODIES else None
        yield line(name, str(duty), duty.source, Standing(state, found.due_on, held, note), link, actor)


def _papers(house: House, facts: Facts, actor: Actor) -> Iterable[Line]:
    """Budget and accounts go to whom the covenant names once they are adopted; of a plan a duty of its own says so."""
    term = Term.objects.of_house(house, Code.PAPER_SENT)
    for rule in house.covenant.paper_rules.exclude(kind=PaperKind.PLAN):
        standing = of_sent(facts.get("rondsturen", rule.pk), actor.today)
        source = f"{rule.sent_source}; termijn: {term.source}"
        link = PAPERS.link(actor)
        yield line(f"{rule.name} naar {rule.sent_to}", f"binnen {term.length}", source, standing, link, actor)


def _terms(house: House, facts: Facts, actor: Actor) -> Iterable[Line]:
    """The terms of casework and of the reviews: the house's own, else its covenant's."""
    codes = (*OPEN_WORK, *REVIEWED)
    found = Term.objects.filter(Q(house=house) | Q(house=None), covenant=house.covenant_id, code__in=codes)
    terms = {term.code: term for term in sorted(found, key=lambda term: term.house_id or 0)}
    for code, term in terms.items():
        if code in REVIEWED:
            yield line(
                term.name, f"elke {term.length}", term.source, _review(term, facts, actor), REVIEWS.link(actor), actor
            )
        else:
            standing = of_open_work(facts.get(code), actor.today)
            yield line(
                term.name, f"binnen {term.length}", term.source, standing, OPEN_WORK[Code(code)].link(actor), actor
            )


def _review(term: Term, facts: Facts, actor: Actor) -> Standing:
    """Counted from the last time, and before the first from when somebody had a right."""
    last, begun = facts.get(term.code).done_on, facts.get("rechten").done_on
    if last is None and begun:
        due = term.due(begun)
        return Standing(by_day(due, actor.today), due, note="Nog niet eerder gedaan")
    return of_term(last, last and term.due(last), actor.today)


def _of_house(house: House, facts: Facts, actor: Actor) -> Iterable[Line]:
    """What the house watches by itself: break-glass, and what its log shows (09, 2.4)."""
    judged = f"binnen {house.break_glass_judged_in} werkdagen"
    glass, alert = (of_open_work(facts.get(name), actor.today) for name in ("noodtoegang", "signaal"))
    yield line("Noodtoegang beoordelen", judged, house.break_glass_source, glass, BROKEN.link(actor), actor)
    yield line(
        "Signalen uit het logboek beoordelen", f"binnen {JUDGED_IN} werkdagen", SOURCE, alert, ALERTS.link(actor), actor
    )


def _registers(house: House, facts: Facts, actor: Actor) -> Iterable[Line]:
    """Breaches that wait, what a register must look at again, and the first audit of the law where there was none (BGS 1.18)."""
    breach = of_open_work(facts.get("datalek"), actor.today)
    yield line("Datalekken melden aan de AP", "binnen 72 uur", TO_AUTHORITY, breach, BREACHES.link(actor), actor)
    for register in registers.ALL:
        fact = facts.get(register.name)
        link = Link("Registers", register.url) if actor.role in register.model.READERS else None
        if fact.total:
            yield line(register.review, "", register.source, of_open_work(fact, actor.today), link, actor)
        elif register.name == "audits" and (due := _first_audit(house, actor)):
            first = Standing(by_day(due, actor.today), due, note="Nog niet eerder gedaan")
            yield line("Eerste privacyaudit", "elke 4 jaar", register.source, first, link, actor)


def _first_audit(house: House, actor: Actor) -> date | None:
    """Two years after the law on collaborations came into force, in a house that works under it (BGS 1.18)."""
    begun = house.approaches.filter(regime__code=WGS, regime__in_force_from__lte=actor.today)
    since = begun.order_by("regime__in_force_from").values_list("regime__in_force_from", flat=True).first()
    return add_months(since, FIRST_AUDIT) if since else None


def duties_of(house: House) -> "list[Duty]":
    """Of the covenant for every house, or of this house; its own goes before one of the covenant with the same code."""
    found = Duty.objects.filter(Q(house=house) | Q(house=None), covenant=house.covenant_id).select_related("covenant")
    return list({duty.code: duty for duty in sorted(found, key=lambda duty: duty.house_id or 0)}.values())


def _duties(house: House, facts: Facts, actor: Actor) -> Iterable[Line]:
    recorded = "Vastleggen" if keeps_duties(actor, house) else "Bekijken"
    for duty in duties_of(house):
        place = PLACES.get(DutyKind(duty.kind))
        link = place.link(actor) if place else None
        if duty.is_recorded:
            link = Link(recorded, reverse("plicht", args=[house.code, duty.pk]))
        elif duty.kind in OF_HOUSE:
            words, name = OF_HOUSE[DutyKind(duty.kind)]
            link = Link(words, reverse(name, args=[house.code]))
        yield line(duty.name, duty.how_often, duty.source, standing_of(duty, facts, actor.today), link, actor)


TABLE = ("Huis", "Plicht", "Hoe vaak", "Bron", "Stand", "Uiterlijk", "Laatst gedaan", "Toelichting")


def as_table(house: House, lines: Iterable[Line]) -> tuple[tuple[str, ...], list[list[object]]]:
    rows: list[list[object]] = [
        [house.name, one.name, one.often, one.source, one.standing.state.label, one.standing.due_on or "", one.standing.done_on or "",
         one.standing.note] for one in lines
    ]  # fmt: skip
    return TABLE, rows


def counted(lines: Iterable[Line]) -> dict[Stand, int]:
    found = dict.fromkeys(ORDER, 0)
    for one in lines:
        found[one.standing.state] += 1
    return found


def in_words(stand: Stand) -> str:
    return str(capital(stand.label))
