"""The access log, for supervisors. That they read it or take it along stands in it too (09, section 2.1)."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from parties.step_up import LOG, needs_recent_factor
from privacy import accesslog
from privacy.forms.logbook import LogFilter
from privacy.logbook import COLUMNS, MOST, MOST_TAKEN, as_table, dossiers_of_case, in_words, lines_about, supervises
from privacy.models import AccessLogLine, EventKind, LogCheck, ReadingAlert
from privacy.models.accesslog import AccessLogQuerySet
from zvh.components import Link
from zvh.http import Request, posted
from zvh.spreadsheet import FORMATS


@require_http_methods(["GET", "HEAD", "POST"])
@needs_recent_factor(LOG)
def logbook(request: Request) -> HttpResponse:
    """/privacy/logboek/: the newest events of the house; a POST looks for others, or takes what it finds along in a file."""
    _for_supervisors(request)
    form = LogFilter(posted(request), request.actor)
    is_sound = not form.is_bound or form.is_valid()
    seen = AccessLogLine.objects.visible_to(request.actor)
    found = seen.filter(form.condition()) if is_sound else seen.none()
    if form.is_bound and is_sound and form.cleaned_data["vorm"]:
        return _taken(found, form.cleaned_data["vorm"])
    rows = list(found[: MOST + 1])
    accesslog.event(EventKind.LOG_VIEW, "R", rule="logboek", result_count=len(rows[:MOST]))
    context = {
        "form": form,
        "alerts": ReadingAlert.objects.visible_to(request.actor).to_judge().count(),
        "check": LogCheck.objects.visible_to(request.actor).first(),
        "most_taken": MOST_TAKEN,
        "is_too_much": len(rows) > MOST and len(found.values_list("pk")[: MOST_TAKEN + 1]) > MOST_TAKEN,
        **_lines(rows),
    }
    return render(request, "privacy/logbook.html", context, status=200 if is_sound else 422)


def _taken(found: AccessLogQuerySet, form: str) -> HttpResponse:
    """The newest lines as a file; of a log without end a part at a time, so that no request grows without end."""
    rows = list(found[:MOST_TAKEN])
    accesslog.event(EventKind.EXPORT, "R", rule="logboek-uitvoeren", parts=[form], result_count=len(rows))
    file = FORMATS[form](*as_table(rows))
    name = f"logboek.{file.suffix}"
    return HttpResponse(
        file.content, content_type=file.kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


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
    return render(
        request,
        "privacy/logbook_case.html",
        {"number": number, "trail": [Link("Logboek", reverse("logboek"))], **_lines(rows)},
    )


def _lines(rows: list[AccessLogLine]) -> dict[str, object]:
    """What the table of lines needs; one row more was read than it shows."""
    return {"lines": in_words(rows[:MOST]), "columns": COLUMNS, "most": MOST, "has_more": len(rows) > MOST}


def _for_supervisors(request: Request) -> None:
    if not supervises(request.actor):
        raise Http404
