"""The access log, for supervisors. That they read it stands in it too (09, section 2.1)."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from parties.step_up import LOG, needs_recent_factor
from privacy import accesslog
from privacy.forms.logbook import LogFilter
from privacy.logbook import dossiers_of_case, in_words, lines_about, supervises
from privacy.models import AccessLogLine, EventKind
from zvh.components import Column
from zvh.http import Request

MOST = 200
COLUMNS = [
    Column(title) for title in ("Tijdstip", "Wie", "Namens en rol", "Gebeurtenis", "Wat", "Waarvoor", "Uitkomst")
]


@require_http_methods(["GET", "HEAD", "POST"])
@needs_recent_factor(LOG)
def logbook(request: Request) -> HttpResponse:
    """/privacy/logboek/: the newest events of the house; a POST looks for others."""
    _for_supervisors(request)
    form = LogFilter(request.POST if request.method == "POST" else None, request.actor)
    is_sound = not form.is_bound or form.is_valid()
    found = AccessLogLine.objects.visible_to(request.actor)
    rows = list(found.filter(form.condition())[: MOST + 1]) if is_sound else []
    accesslog.event(EventKind.LOG_VIEW, "R", rule="logboek", result_count=len(rows[:MOST]))
    context = {
        "form": form,
        "lines": in_words(rows[:MOST]),
        "columns": COLUMNS,
        "most": MOST,
        "has_more": len(rows) > MOST,
    }
    return render(request, "privacy/logbook.html", context, status=200 if is_sound else 422)


@require_safe
@needs_recent_factor(LOG)
def of_case(request: Request, number: str) -> HttpResponse:
    """/privacy/logboek/casussen/<nummer>/: who saw and did what with this case; nothing of the case itself."""
    _for_supervisors(request)
    dossiers = dossiers_of_case(number)
    if not dossiers:
        raise Http404
    rows = list(lines_about(dossiers, request.actor)[: MOST + 1])
    accesslog.event(
        EventKind.LOG_VIEW, "R", rule="logboek-casus", object_type="case", object_id=number, dossier_id=dossiers[0],
        result_count=len(rows[:MOST]),
    )  # fmt: skip
    context = {
        "number": number,
        "lines": in_words(rows[:MOST]),
        "columns": COLUMNS,
        "most": MOST,
        "has_more": len(rows) > MOST,
    }
    return render(request, "privacy/logbook_case.html", context)


def _for_supervisors(request: Request) -> None:
    if not supervises(request.actor):
        raise Http404
