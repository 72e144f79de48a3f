"""Phase 2: the criteria are judged, the outcome is prepared and decided, and its consequence follows (conv. 12.2 b-e)."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet

from cases.models import Case, CriterionJudgement, Disclosure, Triage, TriageParty
from cases.phases import StepNotAllowed
from cases.policy import require
from cases.workflow.aanmelding import give_feedback
from cases.workflow.enquiry import close_enquiries
from cases.workflow.lawful import regime_of
from cases.workflow.steps import locked, take_step
from cases.workflow.support import usual_follow_up
from cases.workflow.triageparts import refuse_unlawful
from parties.choices import Consequence, TriageDecider
from parties.models import Criterion, Party, PartyKind, TriageOutcome
from privacy import accesslog
from zvh.actor import Actor
from zvh.today import moment
from zvh.versions import refuse_overtaken, version_of

Part = TriageParty.Part


def criteria_of(case: Case) -> list[Criterion]:
    """What is judged in triage: the criteria of the approach, and those of the law (annex 2; BGS 2.20 a-d)."""
    return [*case.approach.own_criteria(), *regime_of(case).criteria.all()]


def deciding_kinds(case: Case) -> "QuerySet[PartyKind]":
    """The kinds of public party that admit a case under its law; none where the covenant alone rules (07)."""
    return regime_of(case).deciding_kinds.all()


def decides_together(case: Case) -> bool:
    """Whether the parties of the triage table decide, and not the procesregisseur alone (01)."""
    return case.house.triage_decided_by == TriageDecider.TRIAGE_TABLE


@transaction.atomic
def judge_criterion(
    case: Case, criterion: Criterion, *, is_met: bool, explanation: str, by: Actor
) -> CriterionJudgement:
    """One criterion, met or not in the judgement of the house; judging again replaces the earlier judgement."""
    case = locked(case, by=by)
    require(by, "judge_criterion", case)
    if criterion not in criteria_of(case):
        raise ValueError("a criterion of another approach")
    judgement, _ = CriterionJudgement.objects.update_or_create(
        case=case,
        criterion=criterion,
        defaults={"is_met": is_met, "explanation": explanation, "by_id": by.user_id, "at": moment(by.today)},
    )
    accesslog.changed(judgement, rule="judge_criterion")
    return judgement


JUDGEMENT = ("criterion_id", "is_met", "explanation")


@transaction.atomic
def judge_criteria(
    case: Case, judged: Iterable[tuple[Criterion, bool, str]], *, version: int | None = None, by: Actor
) -> list[CriterionJudgement]:
    """All criteria: (criterion, met, explanation). Raises Overtaken when a colleague judged meanwhile."""
    case = locked(case, by=by)
    refuse_overtaken(case, now=version_of(case.criterionjudgements.all(), *JUDGEMENT), read=version)
    return [judge_criterion(case, one, is_met=is_met, explanation=why, by=by) for one, is_met, why in judged]


@transaction.atomic
def prepare_triage(
    case: Case,
    *,
    version: int,
    outcome: TriageOutcome | None,
    parties: dict[Part, Iterable[Party]],
    forward_to: Party | None = None,
    reasons: str = "",
    purpose: str = "",
    themes: str = "",
    feedback: str = "",
    by: Actor,
) -> Triage:
    """Save the decision as far as it is now. Raises Overtaken, and NotAllowed for who can not have a part in it."""
    case = locked(case, by=by)
    require(by, "prepare_triage", case)
    parties = {part: list(chosen) for part, chosen in parties.items()}
    refuse_unlawful(case, outcome, parties, forward_to, today=by.today)
    triage = Triage.objects.filter(case=case).first() or Triage(case=case)
    refuse_overtaken(triage, now=triage.version, read=version)
    triage.outcome, triage.forward_to, triage.version = outcome, forward_to, version + 1
    triage.reasons, triage.purpose, triage.themes, triage.feedback = reasons, purpose, themes, feedback
    triage.saved(by)
    triage.save()
    _choose_parties(case, parties)
    accesslog.changed(triage, rule="prepare_triage")
    return triage


def _choose_parties(case: Case, parties: dict[Part, Iterable[Party]]) -> None:
    TriageParty.objects.filter(case=case).delete()
    for part, chosen in parties.items():
        for party in chosen:
            TriageParty.objects.create(case=case, party=party, part=part)


def chosen_parties(case: Case, part: Part) -> "QuerySet[Party]":
    """The parties with this part in the decision."""
    return Party.objects.filter(pk__in=case.triagepartys.filter(part=part).values("party_id"))


def missing_to_decide(case: Case) -> list[tuple[str, str]]:
    """What still has to be filled in before the triage can be decided: (text, part of the page)."""
    triage = Triage.objects.filter(case=case).select_related("outcome").first()
    if triage is None or triage.outcome is None:
        return [*_missing_judgements(case), ("Kies de uitkomst", "uitkomst")]
    missing = _missing_judgements(case)
    if not triage.reasons:
        missing.append(("Geef de redenen van het besluit", "redenen"))
    if decides_together(case) and not chosen_parties(case, Part.TOOK_PART).exists():
        missing.append(("Leg vast welke partijen mee beslisten", "besliste_mee"))
    return missing + _missing_for(case, triage)


def _missing_judgements(case: Case) -> list[tuple[str, str]]:
    judged = set(case.criterionjudgements.values_list("criterion_id", flat=True))
    left = [criterion for criterion in criteria_of(case) if criterion.pk not in judged]
    return [("Beoordeel elk criterium", "criteria")] if left else []


def _missing_for(case: Case, triage: Triage) -> list[tuple[str, str]]:
    """What this outcome asks for."""
    assert triage.outcome is not None
    if triage.outcome.consequence == Consequence.DATA_REMOVED:
        return _missing_to_end(triage)
    missing = _missing_agreement(case)
    if triage.outcome.consequence == Consequence.CASUSOVERLEG:
        missing += _missing_to_admit(case, triage)
    return missing


def _missing_to_end(triage: Triage) -> list[tuple[str, str]]:
    missing = []
    if not triage.feedback:
        missing.append(("Schrijf de terugkoppeling aan de melder", "terugkoppeling"))
    if triage.outcome and triage.outcome.forwards_locally and triage.forward_to is None:
        missing.append(("Kies de gemeente die de lokale aanpak doet", "gaat_naar"))
    return missing


def _missing_to_admit(case: Case, triage: Triage) -> list[tuple[str, str]]:
    missing = []
    if not triage.purpose:
        missing.append(("Beschrijf het doel van het overleg", "doel"))
    if not triage.themes:
        missing.append(("Noem de thema's van het overleg", "themas"))
    if not chosen_parties(case, Part.RELEVANT).exists():
        missing.append(("Kies de partijen die nodig zijn", "in_overleg"))
    return missing


def _missing_agreement(case: Case) -> list[tuple[str, str]]:
    """Admission is decided by public parties: one at least, or one of every kind where the law asks all (07)."""
    kinds = {kind.pk for kind in deciding_kinds(case)}
    if not kinds:
        return []
    agreed = {kind.pk for party in chosen_parties(case, Part.AGREED) for kind in party.kinds.all()} & kinds
    if not agreed:
        return [("Leg vast welke overheidspartijen instemmen met toelating", "stemde_in")]
    if regime_of(case).decides_unanimously and agreed != kinds:
        return [("Elke soort overheidspartij die beslist, moet instemmen", "stemde_in")]
    return []


@transaction.atomic
def decide_triage(case: Case, *, version: int, by: Actor) -> Case:
    """The prepared decision is taken, and what the outcome leads to happens. Raises StepNotAllowed or Overtaken."""
    case = locked(case, by=by)
    require(by, "decide_triage", case)
    if missing_to_decide(case):
        raise StepNotAllowed("the decision is not complete")
    triage = Triage.objects.select_related("outcome", "forward_to").get(case=case)
    refuse_overtaken(triage, now=triage.version, read=version)
    triage.by_id, triage.at = by.user_id, moment(by.today)
    triage.save()
    assert triage.outcome is not None
    case.outcome = triage.outcome
    close_enquiries(case, by=by)
    return CONSEQUENCES[Consequence(triage.outcome.consequence)](case, triage, by=by)


def admit_to_casusoverleg(case: Case, triage: Triage, *, by: Actor) -> Case:
    """There will be a casusoverleg; whoever reported is told no more than that, where the house wrote it (DPIA 1)."""
    _tell_reporter(case, triage, by)
    return take_step(case, "admit_to_casusoverleg", by=by)


def support_bilaterally(case: Case, triage: Triage, *, by: Actor) -> Case:
    """The house helps without a casusoverleg, and looks again when its term is over (000, annex 3)."""
    _tell_reporter(case, triage, by)
    case.follow_up_on = usual_follow_up(case, by.today)
    return take_step(case, "support_bilaterally", by=by)


def end_after_triage(case: Case, triage: Triage, *, by: Actor) -> Case:
    """No case of the house: feedback to the reporter, a hand-over is registered, destroyed tonight (00, item 22)."""
    assert triage.outcome is not None
    _tell_reporter(case, triage, by)
    if triage.outcome.forwards_locally:
        _register_hand_over(case, triage, by)
    case.destroy_on, case.destroy_source = by.today, regime_of(case).rejected_source
    return take_step(case, "end_after_triage", by=by)


CONSEQUENCES = {
    Consequence.CASUSOVERLEG: admit_to_casusoverleg,
    Consequence.BILATERAL: support_bilaterally,
    Consequence.DATA_REMOVED: end_after_triage,
}


def _tell_reporter(case: Case, triage: Triage, by: Actor) -> None:
    if triage.feedback:
        give_feedback(case, triage.feedback, by=by)


def _register_hand_over(case: Case, triage: Triage, by: Actor) -> None:
    assert triage.outcome is not None and triage.forward_to is not None
    disclosure = Disclosure.objects.create(
        house=case.house,
        number=str(case.number),
        party=triage.forward_to,
        what=Disclosure.What.HAND_OVER,
        source=triage.outcome.source,
        by_id=by.user_id,
        at=moment(by.today),
    )
    accesslog.changed(disclosure, rule="end_after_triage", action="C")
