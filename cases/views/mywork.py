from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from cases.mywork import figures, items
from cases.news import follows_cases
from cases.visibility import may_file
from privacy import accesslog
from zvh.http import Request


@require_safe
def start(request: Request) -> HttpResponse:
    """/: everybody begins with the own work."""
    return redirect("mijn-werk")


@require_safe
def my_work(request: Request) -> HttpResponse:
    """/mijn-werk/: what this person has to do in this capacity, shortest term first."""
    found = items(request.actor)
    rows = [item.row for item in found if item.row is not None]
    accesslog.listed("mijn-werk", rows, rule="mijn-werk")
    tasks = [item.task(is_first=place == 0) for place, item in enumerate(found)]
    context = {
        "tasks": tasks,
        "tiles": figures(request.actor, found),
        "may_file": may_file(request.actor),
        "follows_cases": follows_cases(request.actor),
    }
    return render(request, "cases/mywork.html", context)
