from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.triagetablepage import COLUMNS, cases_in_triage, lines, seats
from parties.models import House
from privacy import accesslog
from zvh.http import Request


@require_safe
def table(request: Request) -> HttpResponse:
    """/casussen/triage/: everything that waits for a decision of the triage, for house staff."""
    if not request.actor.reads_cases:
        raise Http404
    house = House.objects.select_related("covenant").get(pk=request.actor.house_ids[0])
    cases, at_table = cases_in_triage(request.actor), seats(house)
    accesslog.listed("case", cases, rule="triagetafel")
    context = {
        "house": house,
        "columns": COLUMNS,
        "lines": lines(cases, at_table, request.actor),
        "at_table": at_table,
    }
    return render(request, "cases/triage/table.html", context)
