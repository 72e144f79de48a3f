"""A party leaves. On the day its membership is over, and with it in one stroke all access of its users: `app.begin_as` asks for it."""

from datetime import date, timedelta

from django.db import transaction

from cases.workflow.steps import hold
from governance.models import Decision, Departure, Holder
from governance.models.departure import Leaving
from governance.policy import NotAllowed, is_secretary, may_start_accession
from governance.tally import Outcome
from governance.workflow.decisions import name_affected, propose_decision
from governance.workflow.holders import empty_seat
from parties.choices import Deadline, DecisionKind, Ended, LeavesOn
from parties.leaving import earliest_day
from parties.models import DepartureRule, House, Membership, Term
from parties.workflow import leaving
from privacy import accesslog
from zvh.actor import Actor
from zvh.today import moment

DAY = timedelta(days=1)


class TooEarly(Exception):
    """The covenant lets the party go on a later day; `earliest` is the first."""

    def __init__(self, earliest: date | None) -> None:
        super().__init__("before the term of the covenant")
        self.earliest = earliest


@transaction.atomic
def note_departure(
    membership: Membership, rule: DepartureRule, house: House, *, noticed_on: date, reason: str, leaves_on: date,
    changes_on: date | None = None, by: Actor,
) -> Departure:  # fmt: skip
    """The party gave notice in writing: its last day stands from now on. By the administrator. Raises TooEarly."""
    if rule.why == Ended.EXCLUSION or noticed_on > by.today:
        raise NotAllowed("an exclusion is decided, and a letter is not of a day to come")
    if (rule.leaves_on == LeavesOn.DAY_OF_CHANGE) != (changes_on is not None):
        raise NotAllowed("the day of the change belongs to a change")
    earliest = earliest_day(rule, noticed_on, changes_on)
    if earliest is None or leaves_on < earliest:
        raise TooEarly(earliest)
    made = _begun(membership, rule, house, noticed_on, reason, by)
    made.stage, made.leaves_on = Leaving.FIXED, leaves_on
    _end(made, by)
    return _added(made, rule="note_departure", by=by)


@transaction.atomic
def give_default_notice(
    membership: Membership, rule: DepartureRule, house: House, *, noticed_on: date, reason: str, by: Actor
) -> Departure:
    """A party that does not keep what was agreed is given time to repair, in writing, before anybody decides about excluding it."""
    if rule.why != Ended.EXCLUSION or noticed_on > by.today:
        raise NotAllowed("not about excluding, or a letter of a day to come")
    term = Term.objects.of_house(house, Deadline.REPAIR)
    made = _begun(membership, rule, house, noticed_on, reason, by)
    made.stage, made.repair_until, made.repair_source = Leaving.REPAIR, term.due(noticed_on), term.source
    return _added(made, rule="give_default_notice", by=by)


@transaction.atomic
def propose_exclusion(departure: Departure, *, by: Actor) -> Decision:
    """After the time to repair, to the body that decides; the party is heard first. By its secretary."""
    found = locked_departure(departure, Leaving.REPAIR, by=by)
    body = found.house.accession_rule.decided_by
    if not found.may_be_decided(by.today) or not is_secretary(by, body):
        raise NotAllowed("there is time to repair, or not the secretary")
    subject = f"Uitsluiting van {found.party}"[:200]
    text = f"In gebreke gesteld op {found.noticed_on:%d-%m-%Y}. Herstel kon tot en met {found.repair_until:%d-%m-%Y}.\n\n{found.reason}"
    made = propose_decision(body, kind=DecisionKind.EXCLUSION, subject=subject, text=text, by=by)
    name_affected(made, found.party, by=by)
    found.stage, found.decision = Leaving.DECISION, made
    _kept(found, rule="propose_exclusion", by=by)
    return made


def note_exclusion(decision: Decision, by: Actor) -> None:
    """The body decided about excluding."""
    about = [decision.pk, decision.came_from_id]
    for found in Departure.objects.visible_to(by).filter(decision__in=about, stage=Leaving.DECISION):
        found.outcome = decision.outcome
        found.decided_words = f"besluit {decision.number} van {decision.body.name}"[:200]
        _kept(found, rule="note_exclusion", by=by)


@transaction.atomic
def carry_out_exclusion(departure: Departure, *, by: Actor) -> Departure:
    """With immediate effect: from today on nobody of the party has access in this house. By the administrator.

    Each house excludes for itself (01, three Stuurgroepen under one covenant): where the party takes part in others, it goes on there.
    """
    found = locked_departure(departure, Leaving.DECISION, by=by)
    if found.outcome != Outcome.ADOPTED:
        raise NotAllowed("the body did not exclude it")
    found.stage, found.leaves_on = Leaving.OUT, by.today
    if found.membership.houses.exclude(pk=found.house_id).exists():
        leaving.leave_house(found.membership, note_words=found.decided_words, by=by)
        _empty_seats(found, by)
    else:
        _end(found, by)
    return _kept(found, rule="carry_out_exclusion", by=by)


def _empty_seats(departure: Departure, by: Actor) -> None:
    """In the bodies of this house; where the membership ends they are empty by themselves."""
    held = Holder.objects.visible_to(by).filter(seat__body__house=departure.house_id, party=departure.party_id)
    for one in held.filter(until_date=None).select_related("seat__body"):
        empty_seat(one, last_day=by.today - DAY, by=by)


def take_back_exclusion(decision: Decision, by: Actor) -> None:
    """Its proposal was withdrawn; it may be put to the body anew."""
    for found in Departure.objects.visible_to(by).filter(decision=decision, stage=Leaving.DECISION):
        found.stage, found.decision = Leaving.REPAIR, None
        _kept(found, rule="take_back_exclusion", by=by)


@transaction.atomic
def withdraw_departure(departure: Departure, *, because: str, by: Actor) -> Departure:
    """The party stays: it took its notice back before the day, or it repaired."""
    found = locked_departure(departure, Leaving.REPAIR, Leaving.DECISION, Leaving.FIXED, by=by)
    if found.stage == Leaving.FIXED:
        if found.leaves_on is None or found.leaves_on <= by.today:
            raise NotAllowed("it is out")
        leaving.go_on(found.membership, by=by)
    found.stage, found.withdrawn_because, found.leaves_on = Leaving.WITHDRAWN, because, None
    return _kept(found, rule="withdraw_departure", by=by)


def carry_out_departures(day: date) -> int:
    """Parties whose day came; their users are out already, because the membership ended. Again on the same day does nothing."""
    found = list(Departure.objects.filter(stage=Leaving.FIXED, leaves_on__lte=day).select_for_update())
    for one in found:
        one.stage = Leaving.OUT
        one.save(update_fields=["stage"])
        accesslog.rights(one, rule="carry_out_departures", recipient=str(one.party_id))
    return len(found)


def _begun(
    membership: Membership, rule: DepartureRule, house: House, noticed_on: date, reason: str, by: Actor
) -> Departure:
    is_here = membership.houses.filter(pk=house.pk).exists() and rule.covenant_id == membership.covenant_id
    if not (may_start_accession(by, house) and is_here and membership.until_date is None):
        raise NotAllowed("not a membership of this house that runs")
    hold(f"departure {membership.pk}")
    if Departure.objects.visible_to(by).open().filter(membership=membership).exists():
        raise NotAllowed("it is leaving already")
    made = Departure(house=house, party_id=membership.party_id, membership=membership, rule=rule, noticed_on=noticed_on)
    made.reason, made.by_id, made.at = reason, by.user_id, moment(by.today)
    return made


def _end(departure: Departure, by: Actor) -> None:
    """The last day stands in the register, which gives the access; only its administrator writes there."""
    assert departure.leaves_on
    note = departure.decided_words or f"brief van {departure.noticed_on:%d-%m-%Y}"
    leaving.end_membership(
        departure.membership, last_day=departure.leaves_on - DAY, because=departure.rule.why, note_words=note, by=by
    )


def locked_departure(departure: Departure, *stages: Leaving, by: Actor) -> Departure:
    hold(departure.pk)
    rows = Departure.objects.visible_to(by).select_related("house__covenant", "party", "membership", "rule")
    found = rows.filter(pk=departure.pk).first()
    if found is None or found.stage not in stages or not may_start_accession(by, found.house):
        raise NotAllowed("not visible, or in another stage")
    return found


def _added(departure: Departure, *, rule: str, by: Actor) -> Departure:
    departure.saved(by)
    departure.save(force_insert=True)
    accesslog.changed(departure, rule=rule, action="C")
    return departure


def _kept(departure: Departure, *, rule: str, by: Actor) -> Departure:
    departure.saved(by)
    departure.save()
    accesslog.changed(departure, rule=rule, action="E")
    return departure
