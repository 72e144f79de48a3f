"""Postponing the destruction of a closed case: how far the policy and the law allow it, and who must agree (05; DPIA 10; BGS 1.16)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from cases.models import Case, Contribution, Postponement, PostponementConsent
from cases.phases import StepNotAllowed
from cases.policy import NotAllowed, require
from cases.retention import ceiling_of, legal_end, policy_of
from cases.workflow.letters import write_to
from cases.workflow.steps import locked
from parties.dates import add_months
from parties.inforce import appointments_in_force
from parties.models import LastDate, Party
from parties.roles import Role
from privacy import accesslog
from zvh.actor import Actor
from zvh.today import moment

MOST_MONTHS = 12  # at a time, under the policy of the house; no source names a number
NOTICE_DAYS = 14  # who ends a postponement leaves others this time to react


@dataclass(frozen=True)
class Extension:
    """How far the last date of a case may move now, on what ground, and which parties must have agreed."""

    latest: date
    source: str
    consent_of: list[Party]


def extension_of(case: Case, *, today: date) -> Extension | None:
    """Nothing where the last date stands: before the warning, without a rule that allows it, or at the end of what the law gives."""
    if case.is_open:
        return _renewal_of_open(case, today)
    policy = policy_of(case)
    if case.destroy_on is None or case.closed_on is None or today < policy.warn_on(case.destroy_on):
        return None
    ceiling = ceiling_of(case, case.closed_on)
    by_policy = add_months(case.destroy_on, MOST_MONTHS)
    if policy.may_postpone and (ceiling is None or case.destroy_on < ceiling.date):
        return Extension(min(by_policy, ceiling.date) if ceiling else by_policy, policy.source, [])
    return _renewal(case, ceiling.date) if ceiling else None


def _renewal(case: Case, ceiling: date) -> Extension | None:
    """Beyond the legal last date: only for a case closed within the year before it, and with every supplier (BGS 1.16 lid 3)."""
    assert case.opened_at and case.closed_on and case.destroy_on
    regime = case.approach.regime_on(timezone.localdate(case.opened_at))
    if not regime.renewal_months or case.destroy_on < ceiling or case.closed_on < add_months(ceiling, -12):
        return None
    return Extension(add_months(case.destroy_on, regime.renewal_months), regime.renewal_source, suppliers_of(case))


def _renewal_of_open(case: Case, today: date) -> Extension | None:
    """Still open near its legal last date: for as long as the law gives, with every supplier (BGS 1.16 lid 2)."""
    end = legal_end(case, today) if case.opened_at else None
    regime = case.approach.regime
    if end is None or not regime.renewal_months or not policy_of(case).warn_on(end.date) <= today <= end.date:
        return None
    return Extension(add_months(end.date, regime.renewal_months), regime.renewal_source, suppliers_of(case))


def last_day_of(case: Case, today: date) -> LastDate | None:
    """The day that would move: the last date of a closed case, the legal last date of one that is open."""
    if case.is_open:
        return legal_end(case, today)
    return LastDate(case.destroy_on, case.destroy_source) if case.destroy_on else None


def operation_on(case: Case) -> str:
    return "renew_case" if case.is_open else "postpone_destruction"


def suppliers_of(case: Case) -> list[Party]:
    """The parties whose data the case holds."""
    given = Contribution.objects.filter(case=case).values("supplier")
    return list(Party.objects.filter(pk__in=given).order_by("name"))


@transaction.atomic
def postpone_destruction(
    case: Case,
    *,
    until: date,
    reason: str,
    agreed: Mapping[int, date] | None = None,
    meets_criteria: bool = False,
    by: Actor,
) -> Postponement:
    """Ask for it; nothing changes before somebody else confirms. `agreed`: per supplier the day on which it agreed in writing.

    Raises NotAllowed, or StepNotAllowed where the day is too late, a supplier did not agree, or one is asked already.
    """
    case = locked(case, by=by)
    require(by, operation_on(case), case)
    allowed, agreed, last = extension_of(case, today=by.today), agreed or {}, last_day_of(case, by.today)
    if case.is_open and not meets_criteria:
        raise StepNotAllowed("an open case stays only while it meets the criteria")
    if allowed is None or last is None or not reason or not last.date < until <= allowed.latest:
        raise StepNotAllowed("this case may not be kept until that day")
    if any(agreed.get(party.pk, date.max) > by.today for party in allowed.consent_of):
        raise StepNotAllowed("not every supplier agreed")
    if Postponement.objects.waiting().filter(case=case).exists():
        raise StepNotAllowed("one is asked already")
    made = Postponement(
        case=case, from_on=last.date, from_source=last.source, until=until, source=allowed.source,
        reason=reason, by_id=by.user_id, at=moment(by.today),
    )  # fmt: skip
    made.save(force_insert=True)
    _keep_consents(made, allowed.consent_of, agreed)
    write_to(_colleagues(case, by), "uitstel")
    accesslog.changed(made, rule="postpone_destruction", action="C")
    return made


def _keep_consents(made: Postponement, parties: Iterable[Party], agreed: Mapping[int, date]) -> None:
    for party in parties:
        row = PostponementConsent(case=made.case, postponement=made, party=party, agreed_on=agreed[party.pk])
        row.save(force_insert=True)


def _colleagues(case: Case, by: Actor) -> list[int]:
    roles = (Role.PROCESREGISSEUR, Role.PROCESONDERSTEUNER)
    found = appointments_in_force(by.today).filter(house=case.house_id, role__in=roles)
    return [user_id for user_id in found.values_list("user_id", flat=True) if user_id != by.user_id]


@transaction.atomic
def confirm_postponement(asked: Postponement, *, by: Actor) -> Case:
    """Somebody else agrees: the last date moves. Raises NotAllowed to who asked it, StepNotAllowed where it is no longer so."""
    case, found = _open_row(asked, by=by)
    last = last_day_of(case, by.today)
    if found.confirmed_at or last is None or last.date != found.from_on:
        raise StepNotAllowed("confirmed already, or the last date changed meanwhile")
    if found.by_id == by.user_id:
        raise NotAllowed("confirm_postponement")
    found.confirmed_by_id, found.confirmed_at = by.user_id, moment(by.today)
    found.save(update_fields=["confirmed_by", "confirmed_at"])
    if case.is_open:
        case.legal_until = found.until
    else:
        case.destroy_on, case.destroy_source = found.until, f"uitgesteld: {found.source}"
    case.save(update_fields=["legal_until", "destroy_on", "destroy_source"])
    accesslog.changed(found, rule="confirm_postponement")
    return case


@transaction.atomic
def end_postponement(asked: Postponement, *, by: Actor) -> Case:
    """Withdraw what was asked, or end what was confirmed: the data go on the day they would have, at the earliest in two weeks."""
    case, found = _open_row(asked, by=by)
    if found.confirmed_at and case.is_open:
        _end_renewal(case, found, by)
    elif found.confirmed_at:
        if case.destroy_on != found.until:
            raise StepNotAllowed("the last date was moved again")
        case.destroy_on = max(found.from_on, min(found.until, by.today + timedelta(days=NOTICE_DAYS)))
        case.destroy_source = found.from_source
        case.save(update_fields=["destroy_on", "destroy_source"])
    found.ended_by_id, found.ended_at = by.user_id, moment(by.today)
    found.save(update_fields=["ended_by", "ended_at"])
    accesslog.changed(found, rule="end_postponement")
    return case


def _end_renewal(case: Case, found: Postponement, by: Actor) -> None:
    """Of an open case: the legal last date as it was, at the earliest in two weeks, so that it can be closed in order."""
    if case.legal_until != found.until:
        raise StepNotAllowed("the last date was moved again")
    case.legal_until = max(found.from_on, min(found.until, by.today + timedelta(days=NOTICE_DAYS)))
    case.save(update_fields=["legal_until"])


def _open_row(asked: Postponement, *, by: Actor) -> tuple[Case, Postponement]:
    case = locked(asked.case, by=by)
    require(by, operation_on(case), case)
    found = Postponement.objects.visible_to(by).filter(pk=asked.pk, case=case, ended_at=None).first()
    if found is None:
        raise StepNotAllowed("ended already")
    return case, found
