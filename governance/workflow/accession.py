"""A party joins: asked at an allowed door, checked, the other parties told and asked, put to the body (conv. 20; protocol 28).

What a covenant says about it stands in `AccessionRule` of the house, with its source.
"""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils.formats import date_format

from cases.workflow.steps import hold
from governance.models import Accession, AccessionConsent, Decision
from governance.models.accession import Answer, Stage
from governance.policy import (
    NotAllowed,
    is_administrator,
    is_secretary,
    keeps_accession,
    may_start_accession,
    speaks_for_party,
)
from governance.workflow.decisions import propose_decision
from parties.choices import Deadline, DecisionKind
from parties.models import AccessionDoor, House, Membership, Party, Protocol, Term
from parties.workflow import leaving, register
from privacy import accesslog
from zvh.actor import Actor
from zvh.jobs import later
from zvh.today import moment
from zvh.versions import refuse_overtaken, version_of

OBJECTS, UNASKED = "heeft bezwaar", "is nog niet gevraagd"


class AlreadyAsked(Exception):
    """This party takes part here already, or its request is being handled."""


@transaction.atomic
def start_accession(house: House, party: Party, door: AccessionDoor, *, on: date, task: str, by: Actor) -> Accession:
    """A request, at a door that the covenant has. Raises AlreadyAsked."""
    if not may_start_accession(by, house) or door.rule.house_id != house.pk or on > by.today:
        raise NotAllowed("not here, or a door that the covenant does not have")
    hold(f"accession {house.pk} {party.pk}")
    if not candidates(house, by).filter(pk=party.pk).exists():
        raise AlreadyAsked
    made = Accession(house=house, party=party, door=door, received_on=on, public_task=task, by_id=by.user_id)
    made.at = moment(by.today)
    made.saved(by)
    made.save(force_insert=True)
    accesslog.changed(made, rule="start_accession", action="C")
    return made


def candidates(house: House, by: Actor) -> "QuerySet[Party]":
    """Who may join here: whoever does not take part here, wherever else it does or did; and no request of it is open."""
    here = Membership.objects.filter(houses=house, until_date=None)
    running = Accession.objects.visible_to(by).open().filter(house=house)
    return Party.objects.exclude(pk__in=here.values("party")).exclude(pk__in=running.values("party"))


@transaction.atomic
def check_accession(accession: Accession, *, note: str, by: Actor) -> Accession:
    """Its task is a public or social one that serves the aims (conv. 20.1); where no kind of it is in the Handvat an analysis is needed."""
    found = locked_accession(accession, Stage.CHECK, by=by)
    found.checked_on, found.check_note = by.today, note
    found.needs_analysis = not found.party.is_named
    return _kept(found, rule="check_accession", by=by)


@transaction.atomic
def note_analysis(accession: Accession, *, text: str, on: date, by: Actor) -> Accession:
    """What the legal analysis came to; once. The exchange of data waits for it, joining does not (protocol 28.2)."""
    found = locked_accession(accession, *Stage, by=by)
    if not found.needs_analysis or found.analysis_on or found.stage == Stage.STOPPED or on > by.today:
        raise NotAllowed("no analysis is needed, or it is there")
    found.analysis, found.analysis_on = text, on
    return _kept(found, rule="note_analysis", by=by)


@transaction.atomic
def note_advice_done(accession: Accession, *, on: date, by: Actor) -> Accession:
    """What the analysis recommended is carried out: data may be exchanged. After joining by the administrator, for it gives rights."""
    found = locked_accession(accession, *Stage, by=by)
    done = found.advice_done_on or found.stage == Stage.STOPPED
    if done or found.analysis_on is None or not found.analysis_on <= on <= by.today:
        raise NotAllowed("no analysis yet, carried out already, or on another day")
    found.advice_done_on = on
    if found.membership:
        leaving.let_exchange(found.membership, by=by)
    return _kept(found, rule="note_advice_done", by=by)


@transaction.atomic
def tell_parties(accession: Accession, *, by: Actor) -> list[AccessionConsent]:
    """All parties are told beforehand and asked to agree, by mail; who came later is asked the next time (conv. 20.3, 20.4)."""
    found = locked_accession(accession, Stage.CHECK, Stage.CONSENT, by=by)
    rule = found.house.accession_rule
    if found.checked_on is None or not is_secretary(by, rule.keeper):
        raise NotAllowed("not checked yet, or not the secretary whom the covenant names")
    term = Term.objects.of_house(found.house, Deadline.ACCESSION_CONSENT)
    asked = AccessionConsent.objects.visible_to(by).filter(accession=found).values("party")
    made = [
        AccessionConsent.objects.create(accession=found, party=party, due_on=term.due(by.today), source=term.source)
        for party in _others(found, by).exclude(pk__in=asked)
    ]
    for one in made:
        later("mail_accession", consent=one.pk)
    found.stage, found.told_on = Stage.CONSENT, found.told_on or by.today
    _kept(found, rule="tell_parties", by=by)
    return made


@transaction.atomic
def answer_accession(
    consent: AccessionConsent, answer: str, *, reason: str, version: int | None = None, by: Actor
) -> AccessionConsent:
    """A party agrees or objects, through who speaks for it; it may answer otherwise until it goes to the body. Raises Overtaken."""
    hold(consent.accession_id)
    rows = AccessionConsent.objects.visible_to(by).select_related("accession", "answered_by")
    found = rows.filter(pk=consent.pk, accession__stage=Stage.CONSENT).first()
    if found is None or not speaks_for_party(by, found.party_id) or answer not in (Answer.YES, Answer.NO):
        raise NotAllowed("another party, or it went further")
    refuse_overtaken(found, now=answer_version(found), read=version)
    found.answer, found.reason = answer, reason
    found.answered_by_id, found.answered_at = by.user_id, moment(by.today)
    found.save(update_fields=["answer", "reason", "answered_by", "answered_at"])
    accesslog.changed(found, rule="answer_accession", action="E")
    return found


def answer_version(consent: AccessionConsent) -> int:
    """Of what a colleague may have answered meanwhile."""
    return version_of([consent], "answer", "reason")


def missing_consents(accession: Accession, by: Actor) -> list[str]:
    """Why it cannot go to the body yet: silence is no consent, and an objection stops it."""
    if not accession.house.accession_rule.needs_consent:
        return []
    answers = dict(
        AccessionConsent.objects.visible_to(by).filter(accession=accession).values_list("party_id", "answer")
    )
    words: dict[str | None, str] = {
        None: UNASKED,
        Answer.NONE: "heeft nog niet geantwoord",
        Answer.NO: OBJECTS,
    }
    others = ((party, answers.get(party.pk)) for party in _others(accession, by))
    return [f"{party} {words[answer]}" for party, answer in others if answer != Answer.YES]


@transaction.atomic
def put_to_body(accession: Accession, *, by: Actor) -> Decision:
    """All agreed: a proposal for the body that the covenant names, through its secretary. Raises NotAllowed while a party did not agree."""
    found = locked_accession(accession, Stage.CONSENT, by=by)
    if missing_consents(found, by):
        raise NotAllowed("a party did not agree")
    subject = f"Toetreding van {found.party}"[:200]
    text = f"{found.party} wil deelnemen in {found.house}. Alle partijen stemmen in.\n\nTaak: {found.public_task}"
    body = found.house.accession_rule.decided_by
    made = propose_decision(body, kind=DecisionKind.ACCESSION, subject=subject, text=text, by=by)
    found.stage, found.decision = Stage.DECISION, made
    _kept(found, rule="put_to_body", by=by)
    return made


def note_outcome(decision: Decision, by: Actor) -> None:
    """The body decided, or the one to which it sent what was stuck."""
    assert decision.decided_on  # it is closed
    about = [decision.pk, decision.came_from_id]
    for found in Accession.objects.visible_to(by).filter(decision__in=about, stage=Stage.DECISION):
        found.outcome, found.decided_on = decision.outcome, decision.decided_on
        found.decided_words = f"besluit {decision.number} van {decision.body.name}, {date_format(decision.decided_on)}"[
            :200
        ]
        _kept(found, rule="note_outcome", by=by)


def take_back_accession(decision: Decision, by: Actor) -> None:
    """Its proposal was withdrawn: the answers of the parties stay, and it may be put to the body anew."""
    for found in Accession.objects.visible_to(by).filter(decision=decision, stage=Stage.DECISION):
        found.stage, found.decision = Stage.CONSENT, None
        _kept(found, rule="take_back_accession", by=by)


@transaction.atomic
def join_party(
    accession: Accession, *, signed_on: date, since: date, protocols: Iterable[Protocol], by: Actor
) -> Membership:
    """Annex 1 is signed: the party takes part from a day on, with the protocols that it signed too. By the administrator of the house.

    Raises AlreadyMember. Where the legal analysis is still needed, its delegates are in no case before it is carried out.
    """
    found = locked_accession(accession, Stage.DECISION, by=by)
    if not found.is_adopted or not is_administrator(by, found) or signed_on > by.today:
        raise NotAllowed("the body did not adopt it, not the administrator, or signed on a day to come")
    held = found.party.memberships.in_force(by.today).filter(covenant=found.house.covenant_id, until_date=None).first()
    if held:
        register.join_house(held, by=by)
    given = {
        "signed_on": signed_on, "from_date": since, "exchange_waits": not found.may_exchange,
        "source": found.decided_words,
    }  # fmt: skip
    made = held or register.take_in(found.party, given, protocols, by=by)
    found.stage, found.membership = Stage.JOINED, made
    _kept(found, rule="join_party", by=by)
    return made


@transaction.atomic
def stop_accession(accession: Accession, *, because: str, by: Actor) -> Accession:
    """Withdrawn, or stopped by an objection or the body. What was answered stays."""
    found = locked_accession(accession, *Stage, by=by)
    if found.is_over:
        raise NotAllowed("it is over")
    found.stage, found.stopped_on, found.stopped_because = Stage.STOPPED, by.today, because
    return _kept(found, rule="stop_accession", by=by)


def _others(accession: Accession, by: Actor) -> "QuerySet[Party]":
    """Everybody who takes part in the covenant today, in whatever house."""
    members = Membership.objects.in_force(by.today).filter(covenant=accession.house.covenant_id)
    return Party.objects.filter(pk__in=members.values("party")).exclude(pk=accession.party_id)


def locked_accession(accession: Accession, *stages: Stage, by: Actor) -> Accession:
    """As it is now; one transaction at a time works on it. Raises NotAllowed for who does not take it further, and in another stage."""
    hold(accession.pk)
    rows = Accession.objects.visible_to(by).select_related("house__covenant", "party", "membership")
    found = rows.filter(pk=accession.pk).first()
    if found is None or found.stage not in stages or not keeps_accession(by, found):
        raise NotAllowed("not visible, or in another stage")
    return found


def _kept(accession: Accession, *, rule: str, by: Actor) -> Accession:
    accession.saved(by)
    accession.save()
    accesslog.changed(accession, rule=rule, action="E")
    return accession
