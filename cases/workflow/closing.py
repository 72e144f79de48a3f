"""Phase 4: the decision to scale down is prepared, confirmed and taken; the clock of retention starts (conv. 1.10; protocol 9.4, 11)."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.formats import date_format

from cases.models import AgendaItem, Case, Closing, ClosingConfirmation, Plan, Reopening
from cases.phases import StepNotAllowed
from cases.policy import require
from cases.retention import LastDates, last_dates
from cases.workflow.closing_criteria import Judgement, keep_judgements, missing_judgements
from cases.workflow.letters import write_to
from cases.workflow.steps import locked, take_step
from cases.workflow.support import usual_follow_up
from parties.choices import ClosingDecider
from parties.models import ClosingReason, RetentionPolicy
from privacy import accesslog
from zvh.actor import Actor
from zvh.today import moment
from zvh.versions import refuse_overtaken

Part = ClosingConfirmation.Part


def prepared_closing(case: Case) -> Closing | None:
    """The closing that is being prepared."""
    return Closing.objects.filter(case=case, at=None).select_related("reason").first()


def decided_by_both(case: Case) -> bool:
    """Whether procesregisseur and casusregisseur must both confirm; without a casusregisseur the meeting decides (01)."""
    return case.house.closing_decided_by == ClosingDecider.BOTH_REGISSEURS and case.casusregisseur_id is not None


@transaction.atomic
def prepare_closing(
    case: Case,
    *,
    version: int,
    reason: ClosingReason | None,
    successful: bool | None,
    decided_on: date | None,
    explanation: str = "",
    minutes: str = "",
    handover: str = "",
    judgements: Mapping[str, Judgement] | None = None,
    by: Actor,
) -> Closing:
    """Save the decision as far as it is now, and of each criterion of the plan what was said of it.

    What was confirmed of another version counts no more. Raises Overtaken.
    """
    case = locked(case, by=by)
    require(by, "prepare_closing", case)
    closing = prepared_closing(case) or Closing(case=case)
    refuse_overtaken(closing, now=closing.version, read=version)
    closing.reason, closing.successful, closing.decided_on = reason, successful, decided_on
    closing.explanation, closing.minutes, closing.handover = explanation, minutes, handover
    closing.version = version + 1
    closing.saved(by)
    closing.save()
    keep_judgements(closing, judgements or {})
    if by.is_delegate:
        write_to([case.procesregisseur_id], "afschaling")
    elif decided_by_both(case):
        write_to([case.casusregisseur_id], "bevestiging")
    accesslog.changed(closing, rule="prepare_closing")
    return closing


def confirmed_parts(closing: Closing) -> set[str]:
    """Who of the two said yes to the text as it is now."""
    return set(closing.confirmations.filter(version=closing.version).values_list("part", flat=True))


def said_other_part(closing: Closing, part: str, *, by: Actor) -> bool:
    """Whether this person said yes already, in the other role: two decide, not one twice (09, S32)."""
    return closing.confirmations.filter(version=closing.version, by_id=by.user_id).exclude(part=part).exists()


@transaction.atomic
def confirm_closing(case: Case, *, version: int, by: Actor) -> ClosingConfirmation:
    """Procesregisseur or casusregisseur says yes to this version. Raises StepNotAllowed or Overtaken."""
    case = locked(case, by=by)
    require(by, "confirm_closing", case)
    closing = prepared_closing(case)
    if closing is None or not decided_by_both(case) or missing_of_text(closing, today=by.today):
        raise StepNotAllowed("there is nothing to confirm")
    refuse_overtaken(closing, now=closing.version, read=version)
    part = Part.CASUSREGISSEUR if by.is_delegate else Part.PROCESREGISSEUR
    if said_other_part(closing, part, by=by):
        raise StepNotAllowed("one person does not say yes twice")
    said, _ = ClosingConfirmation.objects.get_or_create(
        case=case, closing=closing, part=part, version=version, defaults={"by_id": by.user_id, "at": moment(by.today)}
    )
    accesslog.changed(said, rule="confirm_closing", action="C")
    return said


def missing_to_close(case: Case, *, today: date) -> list[tuple[str, str]]:
    """What still has to be there before the case can be closed: (text, part of the page)."""
    closing = prepared_closing(case)
    if closing is None:
        return [("Leg het besluit tot afschaling vast", "besluit")]
    missing = missing_of_text(closing, today=today)
    if case.transfers.filter(closed_at=None).exists():
        missing.append(
            (
                "Een ander huis beslist nog over de overdracht. Wacht op het antwoord, of trek het aanbod in",
                "overdracht",
            )
        )
    if lacks_final_scores(case):
        missing.append(("Geef in het laatste overleg de eindscore per leefgebied", "scores"))
    if decided_by_both(case):
        missing += missing_confirmations(case, closing)
    return missing


def lacks_final_scores(case: Case) -> bool:
    """With an adopted plan, the last discussion of the case leaves the scores with which it closes (04, phase 4)."""
    if not Plan.objects.filter(case=case).exclude(adopted_at=None).exists():
        return False
    last = AgendaItem.objects.filter(case=case).exclude(started_at=None).order_by("-started_at").first()
    return last is not None and not last.scores.exists()


def missing_of_text(closing: Closing, *, today: date) -> list[tuple[str, str]]:
    """What the decision itself still lacks."""
    missing = missing_judgements(closing)
    if closing.reason is None:
        missing.append(("Kies de reden van de afschaling", "reden"))
    if closing.successful is None:
        missing.append(("Geef aan of de casus met succes is afgesloten", "succes"))
    if closing.decided_on is None or closing.decided_on > today:
        missing.append(("Vul in wanneer het besluit is genomen", "besloten_op"))
    if not closing.explanation:
        missing.append(("Geef een toelichting op het besluit", "toelichting"))
    return missing


def missing_confirmations(case: Case, closing: Closing) -> list[tuple[str, str]]:
    """Who of the two has still to say yes."""
    said = confirmed_parts(closing)
    return [
        (f"De {case.house.word(word)} moet het besluit nog bevestigen", "bevestiging")
        for word in (Part.PROCESREGISSEUR, Part.CASUSREGISSEUR)
        if word not in said
    ]


@transaction.atomic
def close_case(case: Case, *, version: int, by: Actor) -> Case:
    """The case scales down: delegates are out in this transaction, and the last dates are set with their source.

    Raises StepNotAllowed while something is missing, Overtaken when another version was read.
    """
    case = locked(case, by=by)
    require(by, "close_case", case)
    if missing_to_close(case, today=by.today):
        raise StepNotAllowed("the closing is not complete")
    closing = prepared_closing(case)
    assert closing is not None
    refuse_overtaken(closing, now=closing.version, read=version)
    closing.by_id, closing.at = by.user_id, moment(by.today)
    closing.save()
    case.closing_reason, case.successful, case.closed_on = closing.reason, closing.successful, by.today
    _set_last_dates(case, last_dates(case, by.today))
    _let_casusregisseur_stay(case)
    return take_step(case, "close_case", by=by)


def _set_last_dates(case: Case, dates: LastDates) -> None:
    case.archive_on, case.archive_readers = dates.archive_on, dates.archive_readers
    case.destroy_on, case.destroy_source = dates.destroy.date, dates.destroy.source


def _let_casusregisseur_stay(case: Case) -> None:
    """Where the policy says so, the grant of the casusregisseur outlives the closing; all others go by trigger (00, item 5)."""
    policy = RetentionPolicy.objects.get(house=case.house_id, approach=case.approach_id)
    case.grants.update(after_closing=False)
    if policy.casusregisseur_keeps_access and case.casusregisseur_id:
        own = case.grants.filter(user=case.casusregisseur_id, party=case.casusregisseur_party_id)
        own.update(after_closing=True)


def consequences_of_closing(case: Case, *, today: date) -> list[str]:
    """What closing brings about, in sentences, for the page that asks to confirm."""
    dates = last_dates(case, today)
    policy = RetentionPolicy.objects.get(house=case.house_id, approach=case.approach_id)
    leaving = case.grants.all()
    found = []
    if policy.casusregisseur_keeps_access and case.casusregisseur_id:
        leaving = leaving.exclude(user=case.casusregisseur_id, party=case.casusregisseur_party_id)
        found.append(f"{case.casusregisseur} blijft lezen als {case.house.word('casusregisseur')}.")
    number = leaving.values("user").distinct().count()
    found.insert(0, f"{number} {'persoon verliest' if number == 1 else 'mensen verliezen'} toegang, meteen.")
    roles = ", ".join(case.house.role_word(role) for role in dates.archive_readers)
    found.append(f"Vanaf {date_format(dates.archive_on)} lezen alleen nog: {roles} ({dates.archive_source}).")
    found.append(
        f"Uiterlijk op {date_format(dates.destroy.date)} worden de gegevens vernietigd ({dates.destroy.source})."
    )
    return found


@transaction.atomic
def reopen_case(case: Case, *, reason: str, decided_on: date, by: Actor) -> Case:
    """A new decision takes the case up again while the data are there; its last dates are counted anew at the next closing."""
    case = locked(case, by=by)
    require(by, "reopen_case", case)
    if not reason or decided_on > by.today:
        raise StepNotAllowed("a decision with a reason is needed")
    again = Reopening.objects.create(
        case=case, reason=reason, decided_on=decided_on, by_id=by.user_id, at=moment(by.today)
    )
    case.closing_reason = case.successful = case.closed_on = None
    case.archive_on, case.archive_readers, case.destroy_on, case.destroy_source = None, [], None, ""
    case.follow_up_on = usual_follow_up(case, by.today) if case.is_supported else None
    accesslog.changed(again, rule="reopen_case", action="C")
    return take_step(case, "reopen_case", by=by)
