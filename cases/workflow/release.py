"""Who reads a contribution: the supplier's standing yes, and the moment at which it takes effect (03, R3; conv. 12.2 f; 00, item 8)."""

from collections.abc import Collection, Iterable

from django.db import transaction

from cases import grants
from cases.models import Case, Contribution, GrantReason, ReleaseLevel, ReleaseRequest, TableOpening
from cases.phases import StepNotAllowed
from cases.policy import NotAllowed, require
from cases.rowpolicy import supplies
from cases.workflow.letters import write_to_delegates
from cases.workflow.steps import locked
from parties.models import Party
from privacy import accesslog
from zvh.actor import Actor
from zvh.today import moment
from zvh.versions import refuse_overtaken


def at_table(case: Case) -> list[Party]:
    """The parties for which the table is open in this phase; none before the meeting."""
    seats = TableOpening.objects.filter(case=case, phase=case.phase).values("party")
    return list(Party.objects.filter(pk__in=seats).prefetch_related("kinds"))


def assigned_parties(case: Case) -> list[Party]:
    """Parties with a delegate who is assigned to the case."""
    return list(Party.objects.filter(pk__in=case.grants.values("party")).prefetch_related("kinds"))


def chosen_parties(contribution: Contribution) -> list[Party]:
    """The parties that the supplier named."""
    return list(Party.objects.filter(pk__in=contribution.chosen_party_ids).prefetch_related("kinds"))


def expected(contribution: Contribution) -> list[Party]:
    """Whom the standing yes reaches now, or will reach when the table opens as it would be today."""
    if contribution.release_level == ReleaseLevel.HOUSE:
        return []
    if contribution.release_level == ReleaseLevel.PARTIES:
        return chosen_parties(contribution)
    case = contribution.case
    seated = at_table(case) or assigned_parties(case)
    return [party for party in seated if party.is_named and party.pk != contribution.supplier_id]


def missing_to_release(contribution: Contribution) -> list[tuple[str, str]]:
    """What the choice of readers still needs: (text, field)."""
    if contribution.release_level != ReleaseLevel.PARTIES:
        return []
    parties = chosen_parties(contribution)
    if not parties:
        return [("Kies minstens één partij die uw bijdrage mag lezen", "chosen_party_ids")]
    if not {party.pk for party in parties} <= {party.pk for party in assigned_parties(contribution.case)}:
        return [("Kies alleen partijen die bij deze casus horen", "chosen_party_ids")]
    if any(not party.is_named for party in parties) and not contribution.unnamed_ground:
        return [("Schrijf op welke grond u geeft aan een partij die artikel 6.4 niet noemt", "unnamed_ground")]
    return []


def release_warnings(contribution: Contribution, parties: Iterable[Party]) -> list[str]:
    """Parties that may not process this class of data by themselves (DPIA 11): a warning, the supplier decides."""
    what = contribution.get_data_class_display().lower()
    return [
        f"{party} mag zelf geen {what} verwerken."
        for party in parties
        if not party.may_process(contribution.data_class)
    ]


def give(contribution: Contribution, *, by: Actor) -> None:
    """Let the standing yes take effect: give what it reaches now, take what it no longer covers."""
    now = grants.released_to(contribution)
    wanted = _wanted(contribution, now)
    for party in now:
        if party not in wanted:
            grants.withdraw_release(contribution, party)
    grants.release(contribution, wanted, by=by, reason=_reason(contribution))
    _settle(contribution, wanted, by)


def _wanted(contribution: Contribution, now: list[Party]) -> list[Party]:
    """Before the table opens nobody is added; what was opened before the meeting stays while the yes covers it."""
    level = contribution.release_level
    if level == ReleaseLevel.HOUSE:
        return []
    reached = expected(contribution) if at_table(contribution.case) else []
    kept = [party for party in now if level == ReleaseLevel.TABLE or party.pk in contribution.chosen_party_ids]
    return reached + [party for party in kept if party not in reached]


def _reason(contribution: Contribution) -> GrantReason:
    to_table = contribution.release_level == ReleaseLevel.TABLE
    return GrantReason.RELEASED_TO_TABLE if to_table else GrantReason.RELEASED_TO_PARTY


def _settle(contribution: Contribution, parties: Collection[Party], by: Actor) -> None:
    """Questions of the house that this release answers."""
    for asked in contribution.release_requests.open().filter(party__in=parties):
        _answer(asked, ReleaseRequest.Answer.YES, by)


def _answer(asked: ReleaseRequest, answer: ReleaseRequest.Answer, by: Actor) -> None:
    asked.answer, asked.answered_by_id, asked.answered_at = answer, by.user_id, moment(by.today)
    asked.save()


@transaction.atomic
def set_release(
    contribution: Contribution,
    *,
    level: str,
    party_ids: Iterable[int] = (),
    unnamed_ground: str = "",
    version: int | None = None,
    by: Actor,
) -> Contribution:
    """The supplier narrows or widens who reads its contribution, at any time.

    Raises StepNotAllowed when not complete, Overtaken when a colleague changed the contribution meanwhile.
    """
    case = locked(contribution.case, by=by)
    contribution = _delivered(contribution, case, by)
    if not supplies(by, contribution):
        raise NotAllowed("not the supplier")
    refuse_overtaken(contribution, now=contribution.version, read=version)
    if level != ReleaseLevel.HOUSE and contribution.reassessments.open().exists():
        raise StepNotAllowed("the re-assessment comes first")
    choose(contribution, level, party_ids, unnamed_ground)
    if missing_to_release(contribution):
        raise StepNotAllowed("the release is not complete")
    contribution.version += 1
    contribution.saved(by)
    contribution.save()
    give(contribution, by=by)
    accesslog.rights(contribution, rule="set_release", reason=level)
    return contribution


def choose(contribution: Contribution, level: str, party_ids: Iterable[int], unnamed_ground: str) -> None:
    """Write the standing yes in the contribution, unsaved."""
    named = level == ReleaseLevel.PARTIES
    contribution.release_level = level
    contribution.chosen_party_ids = sorted(set(party_ids)) if named else []
    contribution.unnamed_ground = unnamed_ground if named else ""


def _delivered(contribution: Contribution, case: Case, by: Actor) -> Contribution:
    found = Contribution.objects.visible_to(by).select_related("supplier", "kind").filter(pk=contribution.pk).first()
    if found is None:
        raise NotAllowed("not visible")
    if not found.is_delivered:
        raise StepNotAllowed(f"the contribution is {found.state}")
    found.case = case
    return found


@transaction.atomic
def open_table(case: Case, *, parties: Iterable[Party], by: Actor) -> None:
    """The meeting begins with these parties: what is released to the table becomes theirs to read.

    A party that comes to an open table later needs the yes of each supplier (00, item 8).
    """
    case = locked(case, by=by)
    require(by, "open_table", case)
    seated = at_table(case)
    new = [party for party in parties if party not in seated]
    for party in new:
        TableOpening.objects.create(case=case, party=party, phase=case.phase, by_id=by.user_id, at=moment(by.today))
    for contribution in Contribution.objects.visible_to(by).sharable().filter(case=case):
        contribution.case = case
        if not seated:
            grants.release(contribution, expected(contribution), by=by, reason=_reason(contribution))
        elif contribution.release_level == ReleaseLevel.TABLE:
            _ask_for_latecomers(contribution, new, by)
    accesslog.changed(case, rule="open_table", action="E")


def _ask_for_latecomers(contribution: Contribution, parties: list[Party], by: Actor) -> None:
    reading = grants.released_to(contribution)
    for party in parties:
        if party.is_named and party.pk != contribution.supplier_id and party not in reading:
            _ask(contribution, party, ReleaseRequest.Why.INVITED_LATER, None, by)


def _ask(contribution: Contribution, party: Party, why: str, consulted: Party | None, by: Actor) -> ReleaseRequest:
    asked, is_new = ReleaseRequest.objects.get_or_create(
        contribution=contribution,
        party=party,
        phase=contribution.case.phase,
        defaults={
            "case": contribution.case,
            "why": why,
            "consulted": consulted,
            "asked_by_id": by.user_id,
            "asked_at": moment(by.today),
        },
    )
    if is_new:
        accesslog.changed(asked, rule="ask_release", action="C")
        write_to_delegates(contribution.case, {contribution.supplier_id}, "vrijgave-gevraagd")
    return asked


def to_consult(case: Case) -> list[Party]:
    """With whom opening before the meeting must be discussed: the reporting party or that of the casusregie (12.2 f)."""
    return [party for party in (case.filed_by_party, case.casusregisseur_party) if party]


@transaction.atomic
def open_before_meeting(
    contribution: Contribution, *, party: Party, consulted: Party | None, by: Actor
) -> ReleaseRequest:
    """The procesregisseur opens a contribution for a party before the meeting; it takes effect with the supplier's yes."""
    case = locked(contribution.case, by=by)
    require(by, "open_before_meeting", case)
    contribution = _delivered(contribution, case, by)
    lawful = party in assigned_parties(case) and party.is_named and party.pk != contribution.supplier_id
    if not lawful or contribution.reassessments.open().exists():
        raise StepNotAllowed("this party can not be asked for")
    if to_consult(case) and consulted not in to_consult(case):
        raise StepNotAllowed("consult the reporting party or the casusregie first")
    return _ask(contribution, party, ReleaseRequest.Why.BEFORE_MEETING, consulted, by)


@transaction.atomic
def answer_release(asked: ReleaseRequest, *, is_yes: bool, by: Actor) -> ReleaseRequest:
    """The supplier says whether this party may read its contribution."""
    case = locked(asked.case, by=by)
    contribution = _delivered(asked.contribution, case, by)
    if not supplies(by, contribution):
        raise NotAllowed("not the supplier")
    asked = ReleaseRequest.objects.visible_to(by).select_related("party").get(pk=asked.pk)
    if asked.answer != ReleaseRequest.Answer.OPEN or asked.phase != case.phase:
        raise StepNotAllowed("already answered, or of an earlier phase")
    if is_yes:
        grants.release(contribution, [asked.party], by=by, reason=GrantReason.RELEASED_TO_PARTY)
    _answer(asked, ReleaseRequest.Answer.YES if is_yes else ReleaseRequest.Answer.NO, by)
    accesslog.rights(contribution, rule="answer_release", reason=asked.answer)
    return asked
