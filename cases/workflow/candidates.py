"""A list of candidates is sent, chosen from or taken back; who was chosen becomes a concept of an aanmelding (04, phase 1; DPIA 1)."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from cases.candidates import has_sent, may_choose, may_send, senders
from cases.models import Candidate, CandidateChoice, CandidateList, Case, Subject
from cases.policy import NotAllowed
from cases.visibility import filing_approaches, filing_houses
from cases.workflow.aanmelding import begin_draft
from cases.workflow.letters import write_to
from cases.workflow.steps import hold
from parties.inforce import appointments_in_force, casework_delegations
from parties.models import Approach, House, Party
from parties.roles import Role
from privacy import accesslog
from zvh.actor import Actor
from zvh.jobs import later
from zvh.sealing import new_dossier
from zvh.today import moment

WAITS = timedelta(days=28)  # no source gives a term; as long as feedback stays, and never past the planned period
PERSON = (
    "surname", "infix", "initials", "first_names", "born_on", "bsn", "street", "house_number", "postcode", "place",
)  # fmt: skip


class AlreadyDecided(Exception):
    """Somebody else chose, or took the list back, a moment ago: nothing was changed."""


@transaction.atomic
def send_list(
    house: House, approach: Approach, rows: Iterable[dict[str, Any]], *, period: tuple[date, date], by: Actor,
    party: Party | None = None,
) -> CandidateList:  # fmt: skip
    """All rows or none. House staff name the `party` whose list it is. Raises NotAllowed."""
    houses = filing_houses(by).filter(pk=house.pk)
    party_id = by.party_id if by.is_delegate else party and senders(houses).filter(pk=party.pk).exists() and party.pk
    if not (may_send(by) and party_id and filing_approaches(by).filter(pk=approach.pk, houses__in=houses).exists()):
        raise NotAllowed("send_list")
    made = CandidateList(
        house=house, approach=approach, party_id=party_id, is_from_house=not by.is_delegate, sent_by_id=by.user_id,
        sent_at=moment(by.today), period_from=period[0], period_until=period[1],
        choose_by=min(by.today + WAITS, period[1]),
    )  # fmt: skip
    new_dossier(made.pk)
    made.save(force_insert=True)
    Candidate.objects.bulk_create(Candidate(list=made, **row) for row in rows)
    accesslog.changed(made, rule="send_list", action="C")
    if by.is_delegate:
        staff = appointments_in_force(by.today).filter(house=house, role=Role.PROCESREGISSEUR)
        write_to(staff.values_list("user_id", flat=True), "kandidaten")
    return made


@transaction.atomic
def choose(row: CandidateList, chosen: Collection[UUID], *, by: Actor) -> CandidateChoice:
    """These become concepts, the others go. Raises NotAllowed, or AlreadyDecided when somebody was first."""
    _open(row, by)
    if not may_choose(by, row.house_id):
        raise NotAllowed("choose_candidates")
    picked = Candidate.objects.visible_to(by).filter(list=row, pk__in=chosen)
    if picked.update(is_chosen=True) != len(set(chosen)):
        raise NotAllowed("not on this list")
    return _decide(row, by, rule="choose_candidates")


@transaction.atomic
def withdraw_list(row: CandidateList, *, by: Actor) -> CandidateChoice:
    """Who sent it takes it back: everybody on it goes. Raises NotAllowed or AlreadyDecided."""
    _open(row, by)
    if not has_sent(by, row):
        raise NotAllowed("withdraw_list")
    return _decide(row, by, rule="withdraw_list", is_withdrawn=True)


def _open(row: CandidateList, by: Actor) -> None:
    """One at a time; the second finds the choice of the first."""
    hold(row.pk)
    if CandidateChoice.objects.visible_to(by).filter(list=row.pk).exists():
        raise AlreadyDecided
    if not CandidateList.objects.visible_to(by).waiting().filter(pk=row.pk).exists():
        raise NotAllowed("not visible")


def _decide(row: CandidateList, by: Actor, *, rule: str, is_withdrawn: bool = False) -> CandidateChoice:
    made = CandidateChoice.objects.create(
        list=row, by_id=by.user_id, at=moment(by.today), is_withdrawn=is_withdrawn
    )  # fmt: skip
    accesslog.changed(row, rule=rule, action="E")
    later("carry_out_choice", list_id=row.pk)
    return made


# --- carried out by the job ----------------------------------------------------------------------------------------------


def carry_out(list_id: UUID, *, today: date) -> bool:
    """Concepts of who was chosen, once. Afterwards nothing of the list is needed; says whether it may go."""
    hold(list_id)
    found = CandidateChoice.objects.select_related("list__house", "list__approach", "list__party")
    choice = found.filter(list=list_id).first()
    if choice is None:
        return False
    if choice.carried_out_at is None:
        for candidate in choice.list.candidates.filter(is_chosen=True):
            _draft(candidate, choice, today)
        choice.carried_out_at = timezone.now()
        choice.save(update_fields=["carried_out_at"])
        if not choice.list.is_from_house and not choice.is_withdrawn:
            write_to([choice.list.sent_by_id], "kandidaten-gekozen")
    return True


def _draft(candidate: Candidate, choice: CandidateChoice, today: date) -> Case:
    """Politie files who was picked (DPIA 1): a concept of who sent the list. Who is no longer there leaves it to who picked."""
    row = choice.list
    is_theirs = not row.is_from_house and _still_acts(row, today)
    case = begin_draft(
        row.house, row.approach, on=today,
        filed_by_id=row.sent_by_id if is_theirs else choice.by_id,
        filed_by_party_id=row.party_id if is_theirs else None,
        on_behalf_of=None if is_theirs else row.party,
    )  # fmt: skip
    Subject(case=case, order=1, **{name: getattr(candidate, name) for name in PERSON}).save(force_insert=True)
    case.aanmelding.problem = candidate.reason
    case.aanmelding.save()
    accesslog.changed(case, rule="carry_out_choice", action="C")
    return case


def _still_acts(row: CandidateList, today: date) -> bool:
    acting = casework_delegations(today).filter(user=row.sent_by_id, membership__party=row.party_id)
    return acting.filter(membership__houses=row.house_id).exists()
