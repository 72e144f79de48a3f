"""What each party does in the plan, and what it must know for that (conv. 8.4)."""

from collections.abc import Mapping
from typing import NamedTuple

from django.db.models import Q

from cases.models import Case, CaseGrant, Plan, PlanRole
from parties.models import Party


class Part(NamedTuple):
    """Of one party."""

    role: str
    needs: str


def parties_in(case: Case) -> list[Party]:
    """Every party with a delegate in the case: of each the plan says what it does."""
    assigned = CaseGrant.objects.filter(content_object=case)
    return list(Party.objects.filter(pk__in=assigned.values("party")).order_by("name"))


def parties_to_describe(case: Case, plan: Plan | None) -> list[Party]:
    """Those in the case, and those that the plan names already."""
    named = Q(pk__in=PlanRole.objects.filter(plan=plan).values("party"))
    assigned = Q(pk__in=CaseGrant.objects.filter(content_object=case).values("party"))
    return list(Party.objects.filter(named | assigned).order_by("name"))


def keep_roles(draft: Plan, given: Mapping[int, Part]) -> None:
    """In the place of what the draft said of these parties; one of which nothing is said has no row."""
    draft.roles.filter(party__in=given).delete()
    for party_id, said in given.items():
        if said.role or said.needs:
            PlanRole.objects.create(case=draft.case, plan=draft, party_id=party_id, role=said.role, needs=said.needs)


def lacking_role(draft: Plan) -> list[Party]:
    """Parties in the case of which the draft does not say what they do and what they must know."""
    said = {row.party_id for row in draft.roles.all() if row.role and row.needs}
    return [party for party in parties_in(draft.case) if party.pk not in said]
