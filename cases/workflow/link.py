"""Cases of a family or a group are linked, and apart again: by a procesregisseur of the house, with the reason."""

from django.db import transaction

from cases.models import Case, CaseLink
from cases.phases import StepNotAllowed
from cases.policy import NotAllowed, require
from cases.workflow.aanmelding import start_draft
from cases.workflow.steps import hold_cases, locked
from parties.models import Approach, Party
from privacy import accesslog
from zvh.actor import Actor
from zvh.today import moment


@transaction.atomic
def link_cases(case: Case, other: Case, *, kind: str, reason: str, by: Actor) -> CaseLink:
    """Both stand beside each other for who may read both. Raises StepNotAllowed where they do already."""
    case, other = _both(case, other, by)
    if not reason:
        raise StepNotAllowed("say why they belong together")
    if CaseLink.objects.visible_to(by).of(case).of(other).standing().exists():
        raise StepNotAllowed("linked already")
    made = CaseLink.objects.create(
        case=case, other=other, kind=CaseLink.Kind(kind), reason=reason, by_id=by.user_id, at=moment(by.today)
    )
    for one in (case, other):
        accesslog.changed(one, rule="link_cases", parts=["koppelingen"])
    return made


@transaction.atomic
def start_beside(
    case: Case, approach: Approach, *, kind: str, reason: str, party: Party | None = None, by: Actor
) -> Case:
    """A concept about somebody else of the family or the group, linked once it is filed. Nothing of this case goes into it."""
    case = locked(case, by=by)
    require(by, "link_cases", case)
    if not reason:
        raise StepNotAllowed("say why they belong together")
    draft = start_draft(case.house, approach, party=party, by=by)
    CaseLink.objects.create(
        case=case, other=draft, kind=CaseLink.Kind(kind), reason=reason, by_id=by.user_id, at=moment(by.today)
    )
    accesslog.changed(case, rule="start_beside", parts=["koppelingen"])
    return draft


@transaction.atomic
def unlink_cases(link: CaseLink, *, reason: str, by: Actor) -> CaseLink:
    """They stand apart; that they were linked stays readable. Raises StepNotAllowed for the second who does so."""
    both = _both(link.case, link.other, by, is_ending=True)
    found = CaseLink.objects.visible_to(by).filter(pk=link.pk).first()
    if found is None:
        raise NotAllowed("not visible")
    if found.ended_at or not reason:
        raise StepNotAllowed("ended already, or without a reason")
    found.ended_by_id, found.ended_at, found.end_reason = by.user_id, moment(by.today), reason
    found.save(update_fields=["ended_by", "ended_at", "end_reason"])
    for one in both:
        accesslog.changed(one, rule="unlink_cases", parts=["koppelingen"])
    return found


def _both(case: Case, other: Case, by: Actor, *, is_ending: bool = False) -> tuple[Case, Case]:
    """Both cases locked. To link, both are open; to end it one of them is enough."""
    hold_cases([case.pk, other.pk])
    case, other = locked(case, by=by), locked(other, by=by)
    if case.pk == other.pk or case.house_id != other.house_id:
        raise StepNotAllowed("two cases of one house")
    if is_ending and not case.is_open:
        case, other = other, case
    require(by, "link_cases", case)
    if not is_ending:
        require(by, "link_cases", other)
    return case, other
