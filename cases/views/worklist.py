from typing import Any

from django.core.paginator import Page
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cases.chips import active
from cases.deadlines import Terms
from cases.forms.worklist import WorklistFilter
from cases.models import SavedView
from cases.models.case import CaseQuerySet
from cases.phases import OPEN_PHASES, Phase
from cases.savedviews import ALL, address_of, offered, query_of
from cases.visibility import CASEWORK, may_file, works_with_cases
from cases.words import phase_name
from cases.worklist import LATE, chosen, known_cases, page_of, rows_of
from parties.models import House, Membership
from parties.roles import Role
from privacy import accesslog
from zvh.actor import Actor
from zvh.components import Column, Link
from zvh.http import Request

COLUMNS = [
    Column("Casus", "nummer"),
    Column("Fase"),
    Column("Procesregisseur"),
    Column("Volgende actie"),
    Column("Termijn", "termijn"),
    Column("Bijdragen"),
]


@require_safe
def worklist(request: Request) -> HttpResponse:
    """/casussen/: the cases of who acts, shortest term first."""
    actor, terms = request.actor, Terms()
    if not works_with_cases(actor):
        raise Http404
    saved = list(SavedView.objects.visible_to(actor))
    if not request.GET and (
        first := next((one for one in saved if one.is_default and one.user_id == actor.user_id), None)
    ):
        return redirect(address_of(first))
    houses = houses_of(actor, terms)
    form = WorklistFilter(request.GET, actor, houses)
    wanted = form.cleaned_data if form.is_valid() else {}
    cases = chosen(known_cases(actor), actor, wanted)
    order, number = request.GET.get("sorteer", ""), request.GET.get("pagina", "")
    late = late_in(cases, actor, wanted)
    counts, page = page_of(cases, actor, wanted.get("fase") or OPEN_PHASES, order, number)
    form.show_counts(counts)
    rows = rows_of(list(page.object_list), terms, actor)
    accesslog.listed("case", [row.case for row in rows], rule="casussen")
    return render(
        request, "cases/worklist.html", {**_frame(request, form, page, saved, houses), "rows": rows, "late": late}
    )


def late_in(cases: CaseQuerySet, actor: Actor, wanted: dict[str, Any]) -> int:
    """In how many of the cases that wait for a contribution a party is late; who may remind it is told (10, section 9)."""
    if actor.role not in CASEWORK or not wanted.get("bijdragen"):
        return 0
    return chosen(cases.filter(phase__in=wanted["fase"] or OPEN_PHASES), actor, {**wanted, "bijdragen": LATE}).count()


def houses_of(actor: Actor, terms: Terms) -> list[House]:
    """The houses in which this actor can have cases: the own ones, or those of the party's membership."""
    ids = set(actor.house_ids)
    if actor.is_delegate:
        members = Membership.objects.in_force(actor.today).filter(party=actor.party_id)
        ids = set(members.values_list("houses", flat=True))
    return [house for house in terms.houses if house.pk in ids]


def _frame(
    request: Request, form: WorklistFilter, page: "Page[Any]", saved: list[SavedView], houses: list[House]
) -> dict[str, Any]:
    total, query = page.paginator.count, query_of(request.GET, form)
    batch = batch_of(request.actor, query)
    return {
        "form": form,
        "page": page,
        "columns": [Column("Kies", is_hidden=True), *COLUMNS] if batch else COLUMNS,
        "batch": batch,
        "result": "1 casus" if total == 1 else f"{total} casussen",
        "chips": active(request.GET, form, nothing=ALL),
        "views": [*offered(request.actor, saved, query), *_triage_table(request.actor, houses)],
        "query": query,
        "keep_url": f"{reverse('weergave-bewaren')}?{query}" if query else "",
        "clear": Link("Wis filters", "?regisseur=alle") if request.GET else None,
        "may_file": may_file(request.actor),
    }


def _triage_table(actor: Actor, houses: list[House]) -> list[Link]:
    """What the house goes through in its triage, by its own word."""
    return [Link(phase_name(houses[0], Phase.TRIAGE), reverse("triagetafel"))] if actor.reads_cases else []


def batch_of(actor: Actor, query: str) -> list[Link]:
    """What this actor can do with several cases at once; each address takes their ids as `casus`."""
    if actor.role not in CASEWORK:
        return []
    remind = f"{reverse('casussen-herinneren')}?{query}"
    found = [Link("Op de agenda zetten", reverse("samen-agenderen")), Link("Herinner late partijen", remind)]
    return (
        [*found, Link("Overdragen aan collega", reverse("casussen-overdragen"))]
        if actor.role == Role.PROCESREGISSEUR
        else found
    )
