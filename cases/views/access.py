from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cases.accesspage import history, lines
from cases.casepage import CasePage, frame, open_file
from cases.forms.access import AssignForm, PartyForm
from cases.models import CaseGrant
from cases.workflow.access import (
    assign_delegate,
    consequences_of_withdrawal,
    delegates_to_assign,
    withdraw_delegate,
)
from cases.workflow.lawful import parties_to_assign
from privacy import accesslog
from zvh.components import Column
from zvh.http import Request

COLUMNS = [
    Column("Wie"),
    Column("Namens"),
    Column("Waarom"),
    Column("Toegekend"),
    Column("Tot en met"),
    Column("Actie", is_hidden=True),
]


@require_safe
def access(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/toegang/: who can see this case and why, and what was given and taken."""
    page = open_file(number, request.actor)
    accesslog.read(page.case, rule="casus-toegang", parts=["toegang"])
    context = {"lines": lines(page), "changes": history(page), "columns": COLUMNS}
    return render(request, "cases/access.html", {**frame(page, "casus-toegang"), **context})


@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/toegang/toewijzen/: ?partij= chooses the party, a POST assigns one of its
    delegates.
    """
    page = _for_staff(number, request, "assign_delegate")
    parties = parties_to_assign(page.case, today=request.actor.today)
    choice = PartyForm(request.GET or None, parties)
    party = next((one for one in parties if choice.is_valid() and one.slug == choice.cleaned_data["partij"]), None)
    if party is None:
        return _show(request, page, {"form": choice, "party": None})
    delegates = delegates_to_assign(page.case, party, by=request.actor)
    form = AssignForm(request.POST if request.method == "POST" else None, delegates)
    if form.is_valid():
        return _assign(request, page, form)
    accesslog.read(page.case, rule="toewijzen", parts=["gedelegeerden"])
    return _show(request, page, {"form": form, "party": party, "has_delegates": delegates.exists()})


def _assign(request: Request, page: CasePage, form: AssignForm) -> HttpResponse:
    given = form.cleaned_data
    assign_delegate(page.case, given["gedelegeerde"], decision=given["besluit"], until=given["tot"], by=request.actor)
    messages.success(request, f"{given['gedelegeerde'].user} kan deze casus nu lezen.")
    return redirect("casus-toegang", number=page.case.number)


def _show(request: Request, page: CasePage, context: dict[str, object]) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render(request, "cases/assign.html", {**frame(page, "casus-toegang"), **context}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: Request, number: str, grant: int) -> HttpResponse:
    """/casussen/<nummer>/toegang/<id>/intrekken/: first the consequences, then the POST."""
    page = _for_staff(number, request, "withdraw_delegate")
    found = get_object_or_404(CaseGrant.objects.select_related("user", "party"), content_object=page.case, pk=grant)
    if request.method == "POST":
        withdraw_delegate(page.case, found, by=request.actor)
        messages.success(request, f"{found.user} kan deze casus niet meer lezen.")
        return redirect("casus-toegang", number=number)
    accesslog.read(page.case, rule="intrekken", parts=["toegang"])
    consequences = consequences_of_withdrawal(page.case, found, by=request.actor)
    context = {"grant": found, "consequences": consequences}
    return render(request, "cases/withdraw.html", {**frame(page, "casus-toegang"), **context})


def _for_staff(number: str, request: Request, operation: str) -> CasePage:
    page = open_file(number, request.actor)
    if operation not in page.may:
        raise Http404
    return page
