from typing import Any

from django.core.paginator import Page
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cases.deadlines import Terms
from cases.forms.worklist import WorklistFilter
from cases.phases import OPEN_PHASES
from cases.visibility import CASEWORK, may_file, works_with_cases
from cases.worklist import chosen, known_cases, page_of, rows_of
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
    form = WorklistFilter(request.GET, actor, houses_of(actor, terms))
    wanted = form.cleaned_data if form.is_valid() else {}
    cases = chosen(known_cases(actor), actor, approach=wanted.get("aanpak", ""), regisseur=wanted.get("regisseur", ""))
    order, number = request.GET.get("sorteer", ""), request.GET.get("pagina", "")
    counts, page = page_of(cases, actor, wanted.get("fase") or OPEN_PHASES, order, number)
    form.show_counts(counts)
    rows = rows_of(list(page.object_list), terms, actor)
    accesslog.listed("case", [row.case for row in rows], rule="casussen")
    return render(request, "cases/worklist.html", {**_frame(request, form, page), "rows": rows})


def houses_of(actor: Actor, terms: Terms) -> list[House]:
    """The houses in which this actor can have cases: the own ones, or those of the party's membership."""
    ids = set(actor.house_ids)
    if actor.is_delegate:
        ids = set(
            Membership.houses.through.objects.filter(membership__party=actor.party_id).values_list("house", flat=True)
        )
    return [house for house in terms.houses if house.pk in ids]


def _frame(request: Request, form: WorklistFilter, page: "Page[Any]") -> dict[str, Any]:
    total, batch = page.paginator.count, batch_of(request.actor)
    return {
        "form": form,
        "page": page,
        "columns": [Column("Kies", is_hidden=True), *COLUMNS] if batch else COLUMNS,
        "batch": batch,
        "result": "1 casus" if total == 1 else f"{total} casussen",
        "chips": active(request.GET, form),
        "views": views(request),
        "clear": Link("Wis filters", "?regisseur=alle") if request.GET else None,
        "may_file": may_file(request.actor),
    }


def batch_of(actor: Actor) -> list[Link]:
    """What this actor can do with several cases at once; each address takes their ids as `casus`."""
    return [Link("Op de agenda zetten", reverse("samen-agenderen"))] if actor.role in CASEWORK else []


def active(query: QueryDict, form: WorklistFilter) -> list[Link]:
    """The filters that are on, each with the address without it."""
    labels = {name: dict(field.choices) for name, field in form.fields.items()}
    return [
        Link(f"{form.fields[name].label}: {labels[name][value]}", without(query, name, value))
        for name in form.fields
        for value in query.getlist(name)
        if value and value in labels[name]
    ]


def without(query: QueryDict, name: str, value: str) -> str:
    left = query.copy()
    left.setlist(name, [one for one in query.getlist(name) if one != value])
    left.pop("pagina", None)
    return f"?{left.urlencode()}"


def views(request: Request) -> list[Link]:
    """Ready-made sets of filters; a view is an address."""
    offered = [
        ("Open casussen", "regisseur=alle"),
        ("Aanmeldingen", "fase=aanmelding&regisseur=alle"),
        ("Afgeschaald", "fase=afschaling&regisseur=alle"),
    ]
    if request.actor.is_delegate:
        offered = [("Open casussen", "")]
    if request.actor.role == Role.PROCESREGISSEUR:
        offered = [("Mijn casussen", ""), *offered]
    now = request.META.get("QUERY_STRING", "")
    return [Link(text, f"?{query}", is_current=query == now) for text, query in offered]
