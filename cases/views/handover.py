"""Cases ticked on the worklist, or one case, to another procesregisseur: look first, then confirm (10, pattern 12)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from cases.agendapage import find_cases
from cases.forms.handover import HandOverForm
from cases.models import Case
from cases.policy import may
from cases.reach import FoundCases
from cases.workflow.handover import HandedOver, able_to_run, hand_over_all
from cases.worklist import work_names
from parties.choices import Word
from parties.models import House
from parties.roles import Role
from privacy import accesslog
from zvh.components import Column, Link
from zvh.http import Request

TRAIL = [Link("Casussen", "/casussen/")]
COLUMNS = [Column("Casus"), Column("Wie"), Column("Nu van")]


@require_POST
def hand_over(request: Request) -> HttpResponse:
    """/casussen/overdragen/: the cases that were sent (`casus`), to whom and why; its button (`naar`) hands them over."""
    actor = request.actor
    house = House.objects.filter(pk__in=actor.house_ids).first()
    if actor.role != Role.PROCESREGISSEUR or house is None:
        raise Http404
    sent = request.POST.getlist("casus")
    found = find_cases(sent, actor)
    if sent and not found:
        raise Http404
    if not found:
        messages.warning(request, "Vink eerst de casussen aan")
        return redirect("casussen")
    free = [case for case in found if may(actor, "hand_over", case)]
    is_sent = request.POST.get("naar") == "overdragen"
    word = house.word(Word.PROCESREGISSEUR)
    form = HandOverForm(request.POST if is_sent else None, list(able_to_run([house.pk], actor.today)), free, word)
    if is_sent and free and form.is_valid():
        chosen = [(case, form.before(case)) for case in free]
        results = hand_over_all(chosen, form.to(), reason=form.cleaned_data["reden"], by=actor)
        return _handed_over(request, form.to().name, results)
    return _show(request, form, free, [case for case in found if case not in free])


def _handed_over(request: Request, name: str, results: list[HandedOver]) -> HttpResponse:
    """To the list; to the case where there was one."""
    if done := [str(one.case.number) for one in results if not one.why_not]:
        messages.success(request, f"Overgedragen aan {name}: {', '.join(done)}.")
    for one in results:
        if one.why_not:
            messages.warning(request, f"Overgeslagen, {one.why_not}: {one.case.number}.")
    return redirect("casus", results[0].case.number) if len(results) == 1 else redirect("casussen")


def _show(request: Request, form: HandOverForm, free: list[Case], refused: list[Case]) -> HttpResponse:
    names = work_names(FoundCases(request.actor, [case.pk for case in free]))
    accesslog.listed("case", [*free, *refused], rule="casussen-overdragen")
    context = {
        "form": form, "columns": COLUMNS, "refused": refused, "trail": TRAIL,
        "rows": [(case, names.get(case.pk, "")) for case in free],
    }  # fmt: skip
    return render(request, "cases/handover.html", context, status=422 if form.errors else 200)
