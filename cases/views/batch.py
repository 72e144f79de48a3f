"""What the house does in several cases of the worklist at once; what became of each is said above the list."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from cases.deadlines import Terms
from cases.forms.worklist import WorklistFilter
from cases.phases import OPEN_PHASES
from cases.savedviews import query_of
from cases.views.worklist import houses_of
from cases.visibility import CASEWORK
from cases.workflow.reminding import Reminded, remind_all
from cases.worklist import LATE, chosen, known_cases
from zvh.http import Request, ids_in


@require_POST
def remind(request: Request) -> HttpResponse:
    """/casussen/herinneren/?<filters>: parties that are late, in the cases that are ticked (`casus`) or in all of the list (`alle`)."""
    actor = request.actor
    if actor.role not in CASEWORK:
        raise Http404
    filters = WorklistFilter(request.GET, actor, houses_of(actor, Terms()))
    wanted = filters.cleaned_data if filters.is_valid() else {}
    cases = known_cases(actor).select_related("house")
    if "alle" in request.POST:
        phases = wanted.get("fase") or OPEN_PHASES
        cases = chosen(cases, actor, {**wanted, "bijdragen": LATE}).filter(phase__in=phases)
    else:
        cases = cases.filter(pk__in=ids_in(request.POST.getlist("casus")))
    _say(request, remind_all(cases.order_by("opened_at", "pk"), by=actor))
    return redirect(f"{reverse('casussen')}?{query_of(request.GET, filters)}")


def _say(request: Request, results: list[Reminded]) -> None:
    done = [one for one in results if one.parties]
    if done:
        parties = sum(one.parties for one in done)
        messages.success(request, f"Herinnerd: {_count(parties, 'partij', 'partijen')} in {_numbers(done)}.")
    for why in sorted({one.why_not for one in results if one.why_not}):
        messages.info(request, f"Overgeslagen, {why}: {_numbers([one for one in results if one.why_not == why])}.")
    if not results:
        messages.warning(request, "Er is niemand herinnerd. Vink eerst casussen aan waarin een partij te laat is.")


def _numbers(results: list[Reminded]) -> str:
    return ", ".join(str(one.case.number) for one in results)


def _count(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"
