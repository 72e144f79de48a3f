"""Who may do what with a case, readable in one sitting: one table of operations, and the small rules it names (03-access).

Which rows somebody may know of is in `visibility.py`. The database holds the second line (`cases/sql/access.sql`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from cases.phases import OPEN_PHASES, Phase
from cases.visibility import CASEWORK, granted_cases, may_file
from parties.roles import Role
from zvh.actor import Actor

if TYPE_CHECKING:
    from cases.models import Case
    from cases.reach import OpenCase


class NotAllowed(Exception):
    """This actor may not do this. The browser answers as if the object did not exist (00, item 4)."""


@dataclass(frozen=True)
class Standing:
    """An actor before a case: what the rules ask, each fact fetched once."""

    actor: Actor
    case: "Case"
    opened: "OpenCase | None" = None

    @cached_property
    def is_assigned(self) -> bool:
        """R2: as a delegate, to the open case; that is also what makes its file readable."""
        if not (self.actor.is_delegate and self.case.is_open):
            return False
        if self.opened:
            return self.opened.is_readable
        return granted_cases(self.actor).filter(content_object=self.case).exists()

    @property
    def is_of_house(self) -> bool:
        return self.case.house_id in self.actor.house_ids

    @property
    def has_filed(self) -> bool:
        """In this capacity; the same person in another one has not."""
        acts_for_same = self.case.filed_by_party_id == (self.actor.party_id or None)
        return may_file(self.actor) and self.case.filed_by_id == self.actor.user_id and acts_for_same


Rule = Callable[[Standing], bool]


# --- rules -----------------------------------------------------------------------------------------------------------


def _casework(*phases: Phase) -> Rule:
    """Casework staff of the house, in these phases, or as long as the case is open."""
    return lambda one: one.actor.role in CASEWORK and one.is_of_house and one.case.phase in (phases or OPEN_PHASES)


def _decides(*phases: Phase) -> Rule:
    """The procesregisseur of the house, likewise."""
    may_decide = _casework(*phases)
    return lambda one: one.actor.role == Role.PROCESREGISSEUR and may_decide(one)


def _meets(rule: Rule) -> Rule:
    """Not where the house helps without a casusoverleg."""
    return lambda one: rule(one) and not one.case.is_supported


def _supports(rule: Rule) -> Rule:
    """Only where the house helps without a casusoverleg."""
    return lambda one: rule(one) and one.case.is_supported


def _any_of(*rules: Rule) -> Rule:
    return lambda one: any(rule(one) for rule in rules)


def _author_of_draft(one: Standing) -> bool:
    return one.case.phase == Phase.CONCEPT and one.has_filed


def _reporter(one: Standing) -> bool:
    """Who filed it: until it is decided, and in triage where that person was assigned to the case."""
    undecided = one.case.phase == Phase.AANMELDING
    return one.has_filed and (undecided or (one.case.phase == Phase.TRIAGE and one.is_assigned))


def _once_consultation_opened(rule: Rule) -> Rule:
    """Some houses first judge a registration without talking to who filed it (DPIA 1, step 1)."""

    def has_opened(one: Standing) -> bool:
        order: list[str] = list(OPEN_PHASES)
        return order.index(one.case.phase) >= order.index(one.case.house.consultation_opens_in)

    return lambda one: rule(one) and has_opened(one)


def _assigned(one: Standing) -> bool:
    return one.is_assigned


def _at_table(one: Standing) -> bool:
    return one.case.phase == Phase.CASUSOVERLEG and one.is_assigned


def _casusregisseur(one: Standing) -> bool:
    """Who coordinates the case for a party, while assigned to it."""
    named = (one.case.casusregisseur_id, one.case.casusregisseur_party_id)
    return named == (one.actor.user_id, one.actor.party_id) and _at_table(one)


def _starts_closing(one: Standing) -> bool:
    """In some houses the casusregisseur begins the decision to scale down (003, 11.5)."""
    return one.case.house.casusregisseur_starts_closing and _casusregisseur(one)


def _where_transfer_is_on(rule: Rule) -> Rule:
    """A setting of the house; Utrecht hands nothing over digitally (01; DPIA 1, step 6)."""
    return lambda one: rule(one) and one.case.house.allows_digital_transfer


def _sends_enquiries(one: Standing) -> bool:
    """Who asks whether a person is known, and from which phase, is data of the house (01)."""
    in_time = one.case.phase in (one.case.house.enquiry_phase, Phase.TRIAGE)
    return one.actor.role == one.case.house.enquiry_sent_by and one.is_of_house and in_time


# --- operations ------------------------------------------------------------------------------------------------------
# operation -> who may, in which phases. An operation that is not here can not be done.

OPERATIONS: dict[str, Rule] = {
    "edit_draft": _author_of_draft,
    "file_aanmelding": _author_of_draft,
    "discard_draft": _author_of_draft,
    "consult": _once_consultation_opened(_any_of(_reporter, _casework(Phase.AANMELDING, Phase.TRIAGE))),
    "accept_for_triage": _decides(Phase.AANMELDING),
    "reject": _decides(Phase.AANMELDING),
    "assign_delegate": _casework(),
    "withdraw_delegate": _casework(),
    "hand_over": _decides(),
    "look_as": _decides(*OPEN_PHASES, Phase.AFSCHALING),
    "ask_contribution": _casework(),
    "open_before_meeting": _decides(),
    "open_table": _casework(),
    "contribute": _assigned,
    "send_enquiries": _sends_enquiries,
    "ask_house": _decides(Phase.AANMELDING, Phase.TRIAGE),
    "close_enquiries": _casework(Phase.AANMELDING, Phase.TRIAGE),
    "judge_criterion": _casework(Phase.TRIAGE),
    "prepare_triage": _casework(Phase.TRIAGE),
    "decide_triage": _decides(Phase.TRIAGE),
    "admit_to_casusoverleg": _decides(Phase.TRIAGE),
    "support_bilaterally": _decides(Phase.TRIAGE),
    "end_after_triage": _decides(Phase.TRIAGE),
    "note_contact": _supports(_casework(Phase.CASUSOVERLEG)),
    "prepare_closing": _any_of(_casework(Phase.CASUSOVERLEG), _starts_closing),
    "confirm_closing": _any_of(_decides(Phase.CASUSOVERLEG), _casusregisseur),
    "close_case": _decides(Phase.CASUSOVERLEG),
    "register_guest": _decides(Phase.CASUSOVERLEG),
    "offer_transfer": _where_transfer_is_on(_decides(Phase.CASUSOVERLEG)),
    "withdraw_transfer": _decides(Phase.CASUSOVERLEG),
    "reopen_case": _decides(Phase.AFSCHALING),
    "postpone_destruction": _casework(Phase.AFSCHALING),
    "renew_case": _casework(*OPEN_PHASES),
    "restrict_case": _decides(*OPEN_PHASES, Phase.AFSCHALING),
    "put_on_agenda": _meets(_casework(Phase.CASUSOVERLEG)),
    "take_off_agenda": _casework(Phase.CASUSOVERLEG),
    "move_item": _casework(Phase.CASUSOVERLEG),
    "invite": _casework(Phase.CASUSOVERLEG),
    "answer_invitation": _at_table,
    "record_attendance": _casework(Phase.CASUSOVERLEG),
    "start_item": _casework(Phase.CASUSOVERLEG),
    "finish_item": _casework(Phase.CASUSOVERLEG),
    "save_minutes": _casework(Phase.CASUSOVERLEG),
    "score_domain": _casework(Phase.CASUSOVERLEG),
    "save_plan": _meets(_casework(Phase.CASUSOVERLEG)),
    "adopt_plan": _meets(_casework(Phase.CASUSOVERLEG)),
    "add_action": _casework(Phase.CASUSOVERLEG),
    "report_action": _any_of(_casework(Phase.CASUSOVERLEG), _at_table),
    "add_intervention": _casework(Phase.CASUSOVERLEG),
    "change_intervention": _casework(Phase.CASUSOVERLEG),
    "report_intervention": _any_of(_casework(Phase.CASUSOVERLEG), _at_table),
    "name_casusregisseur": _casework(Phase.CASUSOVERLEG),
    "write_log": _casework(),
    "link_cases": _decides(),
    "keep_track": _any_of(_casework(Phase.CASUSOVERLEG), _at_table),
    "write_note": _casework(),
    "note_trend": _casework(),
    "add_attachment": _casework(),
    "ask_further_use": _any_of(_decides(), _assigned),
    "give_further": _decides(),
    "raise_dispute": _any_of(_decides(), _assigned),
    "escalate": _casework(),
    "record_notice": _any_of(_casework(), _assigned),
    "write_notice_letter": _casework(),
    "write_closing_letter": _casework(Phase.CASUSOVERLEG, Phase.AFSCHALING),
}

# What goes on while nothing else does: fewer people, and the end of a restriction.
IN_STANDSTILL = frozenset({"withdraw_delegate", "look_as", "restrict_case"})


def _stands_still(case: "Case", operation: str, today: date) -> bool:
    """The data are kept and nothing is done with them: a subject had their use restricted (AVG 18 lid 2), or they are past their last
    day and something holds their destruction back (05)."""
    is_over = case.destroy_on is not None and case.destroy_on < today
    return (case.restricted_on is not None or is_over) and operation not in IN_STANDSTILL


def may(actor: Actor, operation: str, case: "Case") -> bool:
    """Whether the actor may do this to the case now. An operation outside the table is a programming error (KeyError)."""
    return OPERATIONS[operation](Standing(actor, case)) and not _stands_still(case, operation, actor.today)


def require(actor: Actor, operation: str, case: "Case") -> None:
    """Raise NotAllowed where `may` says no."""
    if not may(actor, operation, case):
        raise NotAllowed(operation)


def operations(opened: "OpenCase") -> frozenset[str]:
    """Everything the actor may do to the open case now; what templates ask."""
    standing = Standing(opened.actor, opened.case, opened)
    return frozenset(
        name
        for name, rule in OPERATIONS.items()
        if rule(standing) and not _stands_still(opened.case, name, opened.actor.today)
    )
