"""Finding a case. What was typed is posted; only the number of a case that was found gets into an address (S18)."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cases.deadlines import Terms
from cases.forms.search import NumberForm, PersonForm
from cases.search import MOST, Found, by_number, by_person
from cases.visibility import works_with_cases
from cases.worklist import rows_of
from privacy import accesslog
from zvh.components import Column
from zvh.http import Request

COLUMNS = [Column(name) for name in ("Casus", "Fase", "Procesregisseur", "Volgende actie", "Termijn", "Bijdragen")]


@require_http_methods(["GET", "HEAD", "POST"])
def search(request: Request) -> HttpResponse:
    """/zoeken/: by number for who works with cases, by person for who reads the files of a house."""
    if not works_with_cases(request.actor):
        raise Http404
    if request.method != "POST":
        accesslog.nothing_shown()
        return _page(request, NumberForm(), PersonForm())
    return _number(request) if "nummer" in request.POST else _person(request)


def _number(request: Request) -> HttpResponse:
    """Straight to the case where one is found (10, pattern 27)."""
    form = NumberForm(request.POST)
    if not form.is_valid():
        accesslog.nothing_shown()
        return _page(request, form, PersonForm(), status=422)
    found = by_number(request.actor, form.cleaned_data["nummer"])
    accesslog.searched("case", found.cases, rule="zoeken")
    if len(found.cases) == 1:
        return redirect("casus", number=found.cases[0].number)
    if not found.cases:
        form.nothing_found()
        return _page(request, form, PersonForm(), status=422)
    return _page(request, form, PersonForm(), found)


def _person(request: Request) -> HttpResponse:
    """Answered at once, so that what was sought is in no address and no history."""
    if not request.actor.reads_cases:
        raise Http404
    form = PersonForm(request.POST)
    if not form.is_valid():
        accesslog.nothing_shown()
        return _page(request, NumberForm(), form, status=422)
    found = by_person(request.actor, form.person)
    accesslog.searched("case", found.cases, rule="zoeken-persoon", purpose=form.cleaned_data["doel"])
    return _page(request, NumberForm(), form, found)


def _page(
    request: Request, number: NumberForm, person: PersonForm, found: Found | None = None, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {"number": number, "columns": COLUMNS, "most": MOST, "found": found}
    if request.actor.reads_cases:
        context["person"] = person
    if found is not None:
        context["rows"] = rows_of(found.cases, Terms(), request.actor)
    return render(request, "cases/search.html", context, status=status)
