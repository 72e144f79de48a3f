from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods

from cases.news import KEPT, Happening, follows_cases, happened, read_until
from cases.work import FROM_MY_WORK
from cases.workflow.news import read_news
from privacy import accesslog
from zvh.http import Request
from zvh.today import moment


@require_http_methods(["GET", "HEAD", "POST"])
def news(request: Request) -> HttpResponse:
    """/meldingen/: what happened, unread first; a POST says until when it was read."""
    actor = request.actor
    if not follows_cases(actor):
        raise Http404
    if request.method == "POST":
        read_news(_moment(request.POST.get("tot", "")), by=actor)
        return redirect("meldingen")
    found, until = happened(actor, moment(actor.today) - KEPT), read_until(actor)
    accesslog.listed("case", {one.case.pk: one.case for one in found}.values(), rule="meldingen")
    new = [one for one in found if one.at > until]
    context = {
        "new": new,
        "earlier": [one for one in found if one.at <= until],
        "until": _newest(new),
        "trail": FROM_MY_WORK,
    }
    return render(request, "cases/news.html", context)


def _newest(new: list[Happening]) -> str:
    """Of what is on the page: what comes in meanwhile stays unread."""
    return max((one.at for one in new), default=timezone.now()).isoformat()


def _moment(text: str) -> datetime:
    """What is no moment is not of our page."""
    try:
        found = parse_datetime(text)
    except ValueError:
        found = None
    if found is None or timezone.is_naive(found):
        raise Http404
    return found
