"""Further use of contributions: the questions of a case, asking, answering, giving and stopping."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cases.casepage import CasePage, frame, open_file
from cases.contributionpage import cards, find_contribution, origin_of
from cases.forms.furtheruse import FurtherUseForm, GivingForm, ObjectionForm, SupplierForm
from cases.furtherusepage import due_of, found_for, lines, question, said
from cases.models import FurtherUse, FurtherUseAnswer
from cases.rowpolicy import may_answer_further, may_give_further, may_object, may_stop_further, supplies
from cases.workflow.furtheruse import ask_further_use, missing_to_ask, receivers, usable_contributions
from cases.workflow.furtheruse_answers import (
    answer_further_use,
    give_further,
    missing_to_give,
    object_to_further_use,
    stop_further_use,
)
from privacy import accesslog
from zvh.components import Column
from zvh.conflicts import posted
from zvh.http import Request, form_status

PAGE = require_http_methods(["GET", "HEAD", "POST"])
COLUMNS = [
    Column("Bijdrage"),
    Column("Ontvanger"),
    Column("Stand"),
    Column("Uiterlijk"),
    Column("Verder", is_hidden=True),
]
Says = FurtherUseAnswer.Says


@require_safe
def of_case(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/verder-gebruik/: what was asked for use beyond the case, and how that stands."""
    page = open_file(number, request.actor)
    rows = list(found_for(page))
    accesslog.listed("furtheruse", rows, rule="casus-verder-gebruik", house_id=page.case.house_id)
    return _show(request, page, "of_case", rows=lines(rows, page), columns=COLUMNS)


@PAGE
def ask(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/verder-gebruik/vragen/: may these contributions be used or passed on for something else?"""
    page = open_file(number, request.actor)
    if "ask_further_use" not in page.may:
        raise Http404
    contributions = usable_contributions(page.case, by=request.actor)
    form = FurtherUseForm(
        posted(request), contributions=contributions, parties=receivers(page.case), is_house=not request.actor.is_delegate,
        initial={"bijdragen": request.GET.getlist("bijdrage")},
    )  # fmt: skip
    if form.is_valid() and _is_complete(page, form):
        ask_further_use(page.case, form.chosen(), form.wanted(), by=request.actor)
        messages.success(request, "Het verzoek is verstuurd")
        return redirect("casus-verder-gebruik", number)
    accesslog.listed("contribution", contributions, rule="verder-gebruik-vragen", house_id=page.case.house_id)
    return _show(request, page, "ask", form=form, has_contributions=bool(contributions))


def _is_complete(page: CasePage, form: FurtherUseForm) -> bool:
    missing = missing_to_ask(page.case, form.chosen(), form.wanted(), by=page.actor)
    for text, name in missing:
        form.add_error(name, text)
    return not missing


def _find(page: CasePage, pk: UUID) -> FurtherUse:
    found = found_for(page).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _form_for(request: Request, asked: FurtherUse) -> SupplierForm | ObjectionForm | None:
    """What this actor may say of it now."""
    if may_answer_further(request.actor, asked):
        return SupplierForm(posted(request))
    return ObjectionForm(posted(request)) if may_object(request.actor, asked) else None


@PAGE
def show(request: Request, number: str, pk: UUID) -> HttpResponse:
    """/casussen/<nummer>/verder-gebruik/<id>/: the question and its answers; supplier and participants answer here."""
    page = open_file(number, request.actor)
    found = _find(page, pk)
    form = _form_for(request, found)
    if request.method == "POST" and form is None:
        raise Http404
    if form and form.is_valid():
        _say(request, found, form)
        messages.success(request, "Uw antwoord is verstuurd")
        return redirect("verder-gebruik", number, pk)
    accesslog.read(found, rule="verder-gebruik", parts=["vraag", "antwoorden"])
    is_supplier = supplies(request.actor, found)
    context = {
        "card": cards([find_contribution(found.contribution_id, request.actor)], request.actor)[0]
        if is_supplier
        else None,
        "may_give": may_give_further(request.actor, found) and not missing_to_give(found, today=request.actor.today),
        "may_stop": may_stop_further(request.actor, found),
    }
    return _show(request, page, "show", asked=found, form=form, **context)


def _say(request: Request, asked: FurtherUse, form: SupplierForm | ObjectionForm) -> None:
    given = form.cleaned_data
    if isinstance(form, SupplierForm):
        limits = {"conditions": given["voorwaarden"], "until": given["tot"], "reason": given["reden"]}
        answer_further_use(asked, is_yes=given["antwoord"] == Says.YES, **limits, by=request.actor)
    else:
        object_to_further_use(asked, objects=given["antwoord"] == Says.OBJECTS, reason=given["reden"], by=request.actor)


@PAGE
def give(request: Request, number: str, pk: UUID) -> HttpResponse:
    """/casussen/<nummer>/verder-gebruik/<id>/geven/: the house gave it, checked, and registers that."""
    page = open_file(number, request.actor)
    found = _find(page, pk)
    if not may_give_further(request.actor, found) or missing_to_give(found, today=request.actor.today):
        raise Http404
    form = GivingForm(found, posted(request), initial={"op": request.actor.today})
    if form.is_valid():
        given = form.cleaned_data
        give_further(
            found,
            on=given["op"],
            way=given["hoe"],
            is_correct=given["klopt"],
            rac=given.get("rac", ""),
            by=request.actor,
        )
        messages.success(request, "Vastgelegd in het register van verstrekkingen")
        return redirect("verder-gebruik", number, pk)
    accesslog.read(found, rule="verder-gebruik-geven", parts=["vraag", "antwoorden"])
    return _show(request, page, "give", asked=found, form=form, origin=origin_of(found.supplier))


@PAGE
def stop(request: Request, number: str, pk: UUID) -> HttpResponse:
    """/casussen/<nummer>/verder-gebruik/<id>/stoppen/: the supplier takes its yes back."""
    page = open_file(number, request.actor)
    found = _find(page, pk)
    if not may_stop_further(request.actor, found):
        raise Http404
    if request.method == "POST":
        stop_further_use(found, by=request.actor)
        messages.success(request, "Uw ja is ingetrokken. Wie het kreeg, krijgt bericht")
        return redirect("verder-gebruik", number, pk)
    accesslog.read(found, rule="verder-gebruik-stoppen", parts=["vraag", "antwoorden"])
    return _show(request, page, "stop", asked=found)


def _show(request: Request, page: CasePage, template: str, **context: Any) -> HttpResponse:
    if asked := context.get("asked"):
        state = asked.state(page.actor.today)
        context |= {"state": state, "due": due_of(asked, page), "question": question(asked), "said": said(asked)}
    context = {**frame(page, "casus-bijdragen"), **context}
    return render(request, f"cases/furtheruse/{template}.html", context, status=form_status(request))
