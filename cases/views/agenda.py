"""The meetings about one case: put on an agenda, invite, and what was decided."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cases.casepage import CasePage, frame, open_file, url_of
from cases.forms.meeting import AgendaForm, InviteForm, agenda_initial
from cases.meetingpage import discussions_of
from cases.models import AgendaItem, TriageParty
from cases.phases import Phase
from cases.workflow.agenda import missing_for_agenda, open_meetings, put_on_agenda, usual_texts
from cases.workflow.invitation import invitable, invite
from cases.workflow.lawful import regime_of
from cases.workflow.speaking import speaking_parties
from parties.models import Party
from privacy import accesslog
from zvh.actor import Actor
from zvh.components import Missing
from zvh.http import Request, form_status, posted

WAY = {"triage": "casus-triage"}  # part of the page -> where it is settled; else informing the subject


def open_for(number: str, actor: Actor, operation: str) -> CasePage:
    """The file, for a page with which one does something. Raises Http404 for who may not."""
    page = open_file(number, actor)
    if operation not in page.may:
        raise Http404
    return page


@require_safe
def of_case(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/overleg/: every meeting about this case, newest first."""
    page = open_file(number, request.actor)
    found = discussions_of(page.case.pk, request.actor)
    accesslog.read(page.case, rule="casus-overleg", parts=["agenda", "verslag"])
    lacking = (
        missing_for_agenda(page.case) if request.actor.reads_cases and page.case.phase == Phase.CASUSOVERLEG else []
    )
    missing = [Missing(text, url_of(WAY.get(part, "casus-inlichten"), page.case)) for text, part in lacking]
    has_guests = "invite" in page.may and regime_of(page.case).incidental_without_account
    context = {
        "discussions": found,
        "missing": missing,
        "has_guests": has_guests,
        "may_put": "put_on_agenda" in page.may and not missing,
    }
    return render(request, "cases/meeting/of_case.html", {**frame(page, "casus-overleg"), **context})


@require_http_methods(["GET", "HEAD", "POST"])
def put(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/overleg/agenderen/: in which meeting, with which purpose."""
    page = open_for(number, request.actor, "put_on_agenda")
    if missing_for_agenda(page.case):
        return redirect("casus-overleg", number)
    meetings = open_meetings(page.case, today=request.actor.today)
    initial = agenda_initial(usual_texts([page.case], by=request.actor)[page.case.pk], meetings)
    form = AgendaForm(request.POST if request.method == "POST" else None, meetings, initial)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        item = put_on_agenda(
            page.case, given["overleg"], purpose=given["doel"], asked=given["besluiten"], themes=given["themas"],
            minutes_long=given["duur"], by=request.actor,
        )  # fmt: skip
        messages.success(request, "De casus staat op de agenda. Nodig nu de partijen uit")
        return redirect("uitnodigen", number, item.pk)
    accesslog.read(page.case, rule="agenderen", parts=["triage"])
    context = {"form": form, "meetings": meetings}
    return render(
        request,
        "cases/meeting/put.html",
        {**frame(page, "casus-overleg"), **context},
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def invite_for(request: Request, number: str, item: UUID) -> HttpResponse:
    """/casussen/<nummer>/overleg/<id>/uitnodigen/: lawful parties only; who is in the case is ticked already."""
    page = open_for(number, request.actor, "invite")
    found = get_object_or_404(AgendaItem.objects.visible_to(page).select_related("meeting"), pk=item)
    if found.finished_at or found.meeting.cancelled_at:
        raise Http404
    found.case = page.case
    involved = _involved(page)
    form = InviteForm(posted(request), invitable(found, by=request.actor), involved)
    if form.is_bound and form.is_valid():
        seats = invite(found, form.chosen(), by=request.actor)
        messages.success(request, f"{len(seats)} uitnodiging{'' if len(seats) == 1 else 'en'} verstuurd")
        return redirect("casus-overleg", number)
    accesslog.read(page.case, rule="uitnodigen", parts=["gedelegeerden"])
    silent = Party.objects.filter(pk__in=involved - speaking_parties(page.case.house_id, request.actor.today))
    context = {**frame(page, "casus-overleg"), "form": form, "meeting": found.meeting, "silent": silent}
    return render(request, "cases/meeting/invite.html", context, status=form_status(request))


def _involved(page: CasePage) -> set[int]:
    """Parties in the case, those that triage found necessary, and the fixed partners of the approach."""
    case = page.case
    relevant = TriageParty.objects.visible_to(page.actor).filter(case=case, part=TriageParty.Part.RELEVANT)
    return {
        *case.grants.values_list("party_id", flat=True),
        *relevant.values_list("party_id", flat=True),
        *case.approach.fixed_partners.values_list("pk", flat=True),
    }
