"""Consent of the subject, or of a legal representative, to break a duty of secrecy (protocol 7.2)."""

from datetime import date

from django.db import transaction

from cases import grants
from cases.models import Case, Consent, Contribution, ReleaseLevel, State, Subject, WayOut
from cases.phases import StepNotAllowed
from cases.policy import require
from cases.workflow.furtheruse_answers import stop_further_uses
from cases.workflow.letters import write_to_delegates
from cases.workflow.steps import locked
from parties.models import Party
from privacy import accesslog
from zvh.actor import Actor
from zvh.today import moment


def has_consent(case: Case, party: Party) -> bool:
    """Whether the last word of a subject to this party was yes."""
    last = {}
    for consent in Consent.objects.filter(case=case, party=party).order_by("at"):
        last[consent.subject_id] = consent.state
    return Consent.State.GIVEN in last.values()


@transaction.atomic
def note_consent(
    case: Case,
    *,
    subject: Subject,
    state: str,
    on: date,
    giver: str = Consent.Giver.SUBJECT,
    representative: str = "",
    told_of_withdrawal: bool = False,
    by: Actor,
) -> Consent:
    """What the subject said. Given consent counts only for who was told that it can be withdrawn (7.2 c)."""
    case = locked(case, by=by)
    require(by, "contribute", case)
    if state == Consent.State.GIVEN and not told_of_withdrawal:
        raise StepNotAllowed("the subject must know that consent can be withdrawn")
    if giver == Consent.Giver.REPRESENTATIVE and not representative:
        raise StepNotAllowed("name the representative")
    said = Consent.objects.create(
        case=case,
        subject=subject,
        party_id=by.party_id,
        state=state,
        giver=giver,
        representative=representative,
        told_of_withdrawal=told_of_withdrawal,
        on=on,
        by_id=by.user_id,
        at=moment(by.today),
    )
    accesslog.changed(said, rule="note_consent", action="C")
    if not has_consent(case, said.party):
        _stop_sharing(case, said.party, by)
    return said


def _tell_receivers(case: Case, contribution: Contribution) -> None:
    """Who could read it is told that consent is gone, and may not use it further either (protocol 13.7)."""
    receivers = grants.released_to(contribution)
    write_to_delegates(case, {party.pk for party in receivers}, "toestemming-ingetrokken")


def _stop_sharing(case: Case, party: Party, by: Actor) -> None:
    """Without consent nothing further is given: what rested on it is closed to other parties (7.2 d)."""
    resting = case.contributions.filter(supplier=party, way_out=WayOut.CONSENT, state=State.DELIVERED)
    for contribution in resting:
        stop_further_uses(contribution, by=by)
        _tell_receivers(case, contribution)
        grants.withdraw_release(contribution)
        contribution.release_level, contribution.chosen_party_ids = ReleaseLevel.HOUSE, []
        contribution.save()
        accesslog.rights(contribution, rule="consent_withdrawn")
