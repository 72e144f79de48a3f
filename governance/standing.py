"""How a duty stands: by which day, in which state, and in words why. One small function for each kind (06, naleving)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.formats import date_format

from governance.dutyfacts import Fact, Facts
from parties.dates import add_months
from parties.dutychoices import DutyKind
from parties.models import Covenant, Duty
from zvh.components import SOON

AHEAD = timedelta(weeks=6)  # so long before its last day a duty stands out
EXPIRY_AHEAD = timedelta(weeks=26)


class Stand(TextChoices):
    LATE = "te-laat", "te laat"
    SOON = "bijna", "bijna"
    NEVER = "nog-nooit", "nog nooit"
    IN_TIME = "op-tijd", "op tijd"
    DONE = "gedaan", "gedaan"


@dataclass(frozen=True)
class Standing:
    """A duty on a day; `due_on` is empty where there is no term, or nothing was ever done."""

    state: Stand
    due_on: date | None = None
    done_on: date | None = None
    note: str = ""


def by_day(due: date, today: date, ahead: timedelta = AHEAD) -> Stand:
    if due < today:
        return Stand.LATE
    return Stand.SOON if due - today <= ahead else Stand.IN_TIME


def of_open_work(fact: Fact, today: date) -> Standing:
    """Of what waits with a day of its own: late when something is late."""
    if not fact.total or fact.due_on is None:
        return Standing(Stand.IN_TIME, note="Er staat niets open")
    note = f"{fact.total} open, waarvan {fact.late} te laat" if fact.late else f"{fact.total} open"
    return Standing(by_day(fact.due_on, today, timedelta(days=SOON)), fact.due_on, note=note)


def of_sent(fact: Fact, today: date) -> Standing:
    """Of what is sent round once it was adopted."""
    if not fact.total:
        return Standing(Stand.IN_TIME, note="Er is nog niets vastgesteld")
    if not fact.open or fact.due_on is None:
        return Standing(Stand.DONE, done_on=fact.done_on)
    return Standing(by_day(fact.due_on, today, timedelta(days=SOON)), fact.due_on, fact.done_on)


def of_term(done: date | None, due: date | None, today: date, note: str = "") -> Standing:
    """Of what is done again and again: counted from the last time. Without a term once is enough."""
    if done is None:
        return Standing(Stand.NEVER, note=note)
    return Standing(by_day(due, today) if due else Stand.DONE, due, done, note)


def of_all(fact: Fact, words: str) -> Standing:
    """Of what everybody must have; `words` says of whom it is missing."""
    if not fact.total or not fact.open:
        return Standing(Stand.DONE, done_on=fact.done_on)
    state = Stand.NEVER if fact.open == fact.total else Stand.LATE
    return Standing(state, done_on=fact.done_on, note=f"{fact.open} van de {fact.total} {words}")


def _recorded(duty: Duty, facts: Facts, today: date) -> Standing:
    done = facts.get("plicht", duty.pk).done_on
    return of_term(done, done and duty.after(done), today)


def _per_party(duty: Duty, facts: Facts, today: date) -> Standing:
    """In time when it is in time for every party."""
    fact = facts.get("per-partij", duty.pk)
    if fact.open:
        return of_all(fact, "partijen nog niet")
    return of_term(fact.done_on, fact.done_on and duty.after(fact.done_on), today)


def _decision(duty: Duty, facts: Facts, today: date) -> Standing:
    done = facts.get(f"besluit:{duty.decision_kind}").done_on
    return of_term(done, done and duty.after(done), today)


def _after_decision(duty: Duty, facts: Facts, today: date) -> Standing:
    decided, done = facts.get(f"besluit:{duty.decision_kind}").done_on, facts.get("plicht", duty.pk).done_on
    if decided is None:
        return Standing(Stand.IN_TIME, done_on=done, note="Er is nog geen besluit")
    if done and done >= decided:
        return Standing(Stand.DONE, done_on=done)
    due = duty.after(decided)
    state = by_day(due, today, timedelta(days=SOON)) if due else Stand.NEVER
    return Standing(state, due, done, f"Besloten op {date_format(decided)}")


def _vetted(duty: Duty, facts: Facts, today: date) -> Standing:
    fact = facts.get("vog")
    if fact.late:
        return Standing(Stand.LATE, note=f"{fact.late} van de {fact.total} mensen hebben er geen die geldt")
    return Standing(by_day(fact.due_on, today), fact.due_on) if fact.due_on else Standing(Stand.DONE)


def _trained(duty: Duty, facts: Facts, today: date) -> Standing:
    """Counted from whose last training is the oldest."""
    fact = facts.get("scholing")
    if fact.open:
        return of_all(fact, "mensen niet in alles geschoold")
    return of_term(fact.done_on, fact.done_on and duty.after(fact.done_on), today)


def _expiry(duty: Duty, facts: Facts, today: date) -> Standing:
    covenant = duty.covenant
    last_day = last_day_of(covenant, today)
    if last_day is None:
        return Standing(Stand.IN_TIME, note="Voor onbepaalde tijd")
    act_by = add_months(last_day, -covenant.notice_months) if covenant.notice_months else last_day
    note = f"Loopt tot en met {date_format(last_day)}"
    if covenant.renewal_months:
        note += f", en wordt dan {covenant.renewal_months} maanden verlengd"
    return Standing(by_day(act_by, today, EXPIRY_AHEAD), act_by, note=note)


def last_day_of(covenant: Covenant, today: date) -> date | None:
    """The last day of the term that runs on `today`: the first one, or a renewal; None without an end."""
    if not covenant.first_term_months:
        return None
    months = covenant.first_term_months
    while covenant.renewal_months and add_months(covenant.in_force_from, months) <= today:
        months += covenant.renewal_months
    return add_months(covenant.in_force_from, months) - timedelta(days=1)


def _retention(duty: Duty, facts: Facts, today: date) -> Standing:
    return of_open_work(facts.get("bewaartermijn"), today)


def _nightly(duty: Duty, facts: Facts, today: date) -> Standing:
    done = facts.get("nachtwerk").done_on
    return (
        of_term(done, done and done + timedelta(days=1), today) if done != today else Standing(Stand.DONE, None, done)
    )


def _copied(duty: Duty, facts: Facts, today: date) -> Standing:
    """Of the newest version of the work process, counted from when it holds."""
    fact = facts.get("kopie")
    if fact.done_on is None:
        return Standing(Stand.NEVER, note="Er is nog geen werkproces vastgelegd")
    if not fact.open:
        return Standing(Stand.DONE, done_on=fact.done_on)
    due = duty.after(fact.done_on)
    state = by_day(due, today, timedelta(days=SOON)) if due else Stand.LATE
    return Standing(state, due, note=f"{fact.open} van de {fact.total} partijen nog niet")


STANDINGS: dict[str, Callable[[Duty, Facts, date], Standing]] = {
    DutyKind.RECORDED: _recorded,
    DutyKind.PER_PARTY: _per_party,
    DutyKind.DECISION: _decision,
    DutyKind.AFTER_DECISION: _after_decision,
    DutyKind.VETTED: _vetted,
    DutyKind.SECRECY: lambda duty, facts, today: of_all(facts.get("geheimhouding"), "mensen niet"),
    DutyKind.TRAINED: _trained,
    DutyKind.SIGNED: lambda duty, facts, today: of_all(facts.get("ondertekening"), "partijen niet vastgelegd"),
    DutyKind.PROTOCOL_SIGNED: lambda duty, facts, today: of_all(
        facts.get("protocol"), "handtekeningen niet vastgelegd"
    ),
    DutyKind.COPIED: _copied,
    DutyKind.CONSENT: lambda duty, facts, today: of_open_work(facts.get("instemming"), today),
    DutyKind.EXPIRY: _expiry,
    DutyKind.RETENTION: _retention,
    DutyKind.NIGHTLY: _nightly,
}


def standing_of(duty: Duty, facts: Facts, today: date) -> Standing:
    return STANDINGS[duty.kind](duty, facts, today)
