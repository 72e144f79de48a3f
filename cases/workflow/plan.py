"""The plan: written, adopted in versions; life domains scored; who has the casusregie (conv. 8.3, 13; 04, phase 3)."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from cases import grants
from cases.models import AgendaItem, Case, CaseGrant, DomainScore, GrantReason, Plan
from cases.phases import StepNotAllowed
from cases.policy import NotAllowed, require
from cases.workflow.access import Decision
from cases.workflow.agenda import locked_item
from cases.workflow.planroles import Part, keep_roles, lacking_role
from cases.workflow.speaking import speaking_grants
from cases.workflow.steps import locked
from parties.choices import Word
from parties.models import LifeDomain, RetentionPolicy
from privacy import accesslog
from zvh.actor import Actor
from zvh.today import moment
from zvh.versions import refuse_overtaken, version_of

TEXTS = ("goal", "criteria", "zsm_advice")


@transaction.atomic
def save_plan(
    case: Case, *, texts: Mapping[str, str], roles: Mapping[int, Part] | None = None, version: int, by: Actor
) -> Plan:
    """Keep the draft; after adoption this begins a new version. Raises Overtaken when somebody else saved meanwhile.

    `version` is that of the draft that was read, 0 where there was none; `roles` what each party does, by its id.
    """
    case = locked(case, by=by)
    require(by, "save_plan", case)
    latest = Plan.objects.filter(case=case).first()
    draft = latest if latest and not latest.is_adopted else _next(case, latest)
    refuse_overtaken(draft, now=draft.version, read=version)
    for name in TEXTS:
        setattr(draft, name, texts[name])
    draft.version, draft.by_id, draft.at = version + 1, by.user_id, moment(by.today)
    draft.save()
    keep_roles(draft, roles or {})
    accesslog.changed(draft, rule="save_plan")
    return draft


def _next(case: Case, latest: Plan | None) -> Plan:
    return Plan(case=case, number=latest.number + 1 if latest else 1, version=0)


def missing_to_adopt(case: Case) -> list[tuple[str, str]]:
    """What the plan still needs before it can be adopted: (text, part of the page)."""
    house, missing = case.house, []
    draft = Plan.objects.filter(case=case, adopted_at=None).select_related("case").first()
    if draft is None:
        return [(f"Schrijf het {house.word(Word.PLAN)}", "plan")]
    if not draft.goal:
        missing.append(("Vul het doel in", "plan"))
    if not draft.criteria:
        missing.append(("Beschrijf wanneer de casus kan worden afgeschaald", "plan"))
    missing += [(f"Beschrijf de rol en de informatiebehoefte van {one}", "plan") for one in lacking_role(draft)]
    if not DomainScore.objects.filter(case=case).exists():
        missing.append(("Geef de leefgebieden een score in het overleg", "scores"))
    if not case.actions.exists():
        missing.append(("Spreek minstens één actie af", "acties"))
    if house.requires_casusregisseur and case.casusregisseur_id is None:
        missing.append((f"Kies de {house.word(Word.CASUSREGISSEUR)}", "casusregisseur"))
    return missing


@transaction.atomic
def adopt_plan(case: Case, *, version: int, by: Actor) -> Plan:
    """The table adopts the plan. Raises StepNotAllowed while something is missing, Overtaken for another text."""
    case = locked(case, by=by)
    require(by, "adopt_plan", case)
    if missing_to_adopt(case):
        raise StepNotAllowed("the plan is not complete")
    draft = Plan.objects.get(case=case, adopted_at=None)
    refuse_overtaken(draft, now=draft.version, read=version)
    draft.adopted_by_id, draft.adopted_at = by.user_id, moment(by.today)
    draft.adopted_in = AgendaItem.objects.filter(case=case, started_at__isnull=False).order_by("-started_at").first()
    draft.save()
    accesslog.changed(draft, rule="adopt_plan", action="E")
    return draft


@transaction.atomic
def score_domain(item: AgendaItem, domain: LifeDomain, *, level: str, explanation: str = "", by: Actor) -> DomainScore:
    """How it stands with a life domain, in this meeting; scoring again in the same meeting replaces it."""
    item = locked_item(item, "score_domain", by=by)
    if not item.started_at:
        raise StepNotAllowed("the discussion has not begun")
    score, _ = DomainScore.objects.update_or_create(
        item=item,
        domain=domain,
        defaults={
            "case": item.case, "level": DomainScore.Level(level), "explanation": explanation,
            "by_id": by.user_id, "at": moment(by.today),
        },
    )  # fmt: skip
    accesslog.changed(score, rule="score_domain")
    return score


SCORE = ("domain_id", "level", "explanation")


@transaction.atomic
def score_domains(
    item: AgendaItem, scores: Iterable[tuple[LifeDomain, str, str]], *, version: int | None = None, by: Actor
) -> list[DomainScore]:
    """All that were scored: (domain, level, explanation). Raises Overtaken when somebody scored meanwhile."""
    item = locked_item(item, "score_domain", by=by)
    refuse_overtaken(item, now=version_of(item.scores.all(), *SCORE), read=version)
    return [score_domain(item, domain, level=level, explanation=why, by=by) for domain, level, why in scores]


CASUSREGIE = ("casusregisseur_id", "casusregisseur_party_id")


@transaction.atomic
def name_casusregisseur(case: Case, grant: CaseGrant, *, version: int | None = None, by: Actor) -> Case:
    """This assigned delegate has the casusregie, for the party with the centre of gravity (conv. 13.1).

    Whoever had it stays assigned. Access lasts after closing only where the retention policy says so (00, item 5).
    Raises StepNotAllowed for who is not in the case today, Overtaken when somebody else was named meanwhile.
    """
    case = locked(case, by=by)
    require(by, "name_casusregisseur", case)
    if grant.content_object_id != case.pk:
        raise NotAllowed("a grant of another case")
    if not speaking_grants(by.today).filter(pk=grant.pk).exists():
        raise StepNotAllowed("who is not in the case today does not lead it")
    if (case.casusregisseur_id, case.casusregisseur_party_id) == (grant.user_id, grant.party_id):
        return case
    refuse_overtaken(case, now=version_of([case], *CASUSREGIE), read=version)
    _end_casusregie(case, by)
    policy = RetentionPolicy.objects.get(house=case.house, approach=case.approach)
    _assign_anew(case, grant, GrantReason.CASUSREGISSEUR, policy.casusregisseur_keeps_access, by)
    case.casusregisseur, case.casusregisseur_party = grant.user, grant.party
    case.version += 1
    case.save()
    accesslog.rights(case, rule="name_casusregisseur", recipient=str(grant.user_id))
    return case


def _end_casusregie(case: Case, by: Actor) -> None:
    former = case.grants.filter(user=case.casusregisseur_id, party=case.casusregisseur_party_id).first()
    if former:
        _assign_anew(case, former, GrantReason.ASSIGNED, False, by)


def _assign_anew(case: Case, grant: CaseGrant, reason: GrantReason, after_closing: bool, by: Actor) -> None:
    """Withdrawn and given again, so that the history shows it."""
    grants.withdraw(case, grant.user, grant.party)
    grants.assign(
        case, grant.user, grant.party, by=by, reason=reason, after_closing=after_closing,
        until=None if after_closing else grant.until_date, decision=Decision.MEETING,
    )  # fmt: skip
