"""Transfer to another house: asking suppliers, offering, withdrawing; the answer of the other house; and what came."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cases.casepage import CasePage, frame, open_file
from cases.forms.transfer import OfferForm, SuppliersForm, TransferAnswerForm
from cases.models import Received, ReceivedContribution, Transfer
from cases.rowpolicy import may_answer_transfer
from cases.workflow.furtheruse import ask_further_use, missing_to_ask, usable_contributions
from cases.workflow.receiving import accept_transfer, refuse_transfer
from cases.workflow.transfer import (
    has_gone,
    let_go,
    missing_to_offer,
    offer_transfer,
    open_transfer,
    transfer_houses,
    withdraw_transfer,
)
from privacy import accesslog
from zvh.components import Answer, Deadline
from zvh.conflicts import posted
from zvh.http import Request, form_status

PAGE = require_http_methods(["GET", "HEAD", "POST"])


def _open(request: Request, number: str, operation: str) -> CasePage:
    page = open_file(number, request.actor)
    if operation not in page.may:
        raise Http404
    return page


@PAGE
def offer(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/afschalen/overdragen/: how the offer stands, or making one."""
    page = _open(request, number, "offer_transfer")
    waiting = open_transfer(page.case, by=request.actor)
    is_done = bool(waiting) or has_gone(page.case, by=request.actor)
    if is_done and request.method == "POST":
        messages.warning(request, "De casus is al aangeboden")
        return redirect("overdragen", number)
    form = None if is_done else _offer_form(request, page)
    if form and form.is_valid() and _is_complete(form, missing_to_offer(page.case, form.offer(), by=request.actor)):
        offer_transfer(page.case, form.offer(), by=request.actor)
        messages.success(request, "De casus is aangeboden")
        return redirect("overdragen", number)
    accesslog.read(page.case, rule="overdragen", parts=["overdracht"])
    past = Transfer.objects.visible_to(request.actor).filter(case=page.case).exclude(closed_at=None)
    rows = list(past.select_related("to_house", "answer"))
    due = Deadline(waiting.due_on, request.actor.today, waiting.due_source) if waiting else None
    return _show(request, page, "offer", form=form, waiting=waiting, due=due, past=rows)


def _offer_form(request: Request, page: CasePage) -> OfferForm:
    houses = transfer_houses(page.case)
    released = {one.pk: one for house in houses for one in let_go(page.case, house, by=request.actor)}
    return OfferForm(
        posted(request), houses=houses, contributions=list(released.values()), subjects=list(page.subjects)
    )


def _is_complete(form: OfferForm | SuppliersForm, missing: list[tuple[str, str]]) -> bool:
    for text, name in missing:
        form.add_error(name if name in form.fields else None, text)
    return not missing


@PAGE
def suppliers(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/afschalen/overdragen/vragen/: which contributions may go over? Their suppliers decide."""
    page = _open(request, number, "offer_transfer")
    contributions = usable_contributions(page.case, by=request.actor)
    form = SuppliersForm(posted(request), houses=transfer_houses(page.case), contributions=contributions)
    if form.is_valid():
        missing = missing_to_ask(page.case, form.chosen(), form.wanted(), by=request.actor)
        if _is_complete(form, missing):
            ask_further_use(page.case, form.chosen(), form.wanted(), by=request.actor)
            messages.success(request, "De vraag is verstuurd aan de leveranciers")
            return redirect("casus-verder-gebruik", number)
    accesslog.listed("contribution", contributions, rule="overdragen-vragen", house_id=page.case.house_id)
    return _show(request, page, "suppliers", form=form, has_contributions=bool(contributions))


@PAGE
def withdraw(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/afschalen/overdragen/intrekken/: the offer is taken back."""
    page = _open(request, number, "withdraw_transfer")
    waiting = open_transfer(page.case, by=request.actor)
    if waiting is None:
        messages.warning(request, "Er staat geen aanbod open: het is beantwoord, verlopen of al ingetrokken")
        accesslog.nothing_shown()
        return redirect("casus-afschalen", number)
    if request.method == "POST":
        withdraw_transfer(page.case, by=request.actor)
        messages.success(request, "Het aanbod is ingetrokken. Het andere huis ziet er niets meer van")
        return redirect("casus-afschalen", number)
    accesslog.read(page.case, rule="overdragen-intrekken", parts=["overdracht"])
    return _show(request, page, "withdraw", waiting=waiting)


@PAGE
def answer(request: Request, pk: UUID) -> HttpResponse:
    """/overdrachten/<id>/: the other house reads the offer, and accepts or refuses it."""
    found = (
        Transfer.objects.visible_to(request.actor)
        .offered_to(request.actor)
        .select_related("house", "to_house")
        .filter(pk=pk)
        .first()
    )
    if found is None or not may_answer_transfer(request.actor, found):
        raise Http404
    form = TransferAnswerForm(posted(request), house=found.to_house)
    if form.is_valid():
        return _answer(request, found, form.cleaned_data)
    accesslog.read(found, rule="overdracht", parts=["reden", "omschrijving"])
    accesslog.listed("transfer", [found], rule="overdracht", house_id=found.to_house_id)
    due = Deadline(found.due_on, request.actor.today, found.due_source)
    return render(
        request,
        "cases/transfer/answer.html",
        {"form": form, "transfer": found, "due": due},
        status=form_status(request),
    )


def _answer(request: Request, found: Transfer, given: dict[str, Any]) -> HttpResponse:
    if given["antwoord"] == "nee":
        refuse_transfer(found, reason=given["reden"], by=request.actor)
        messages.success(request, "Uw antwoord is verstuurd. Het aanbod is weg")
        return redirect("mijn-werk")
    case = accept_transfer(found, given["aanpak"], by=request.actor)
    messages.success(request, "Uw huis heeft de casus overgenomen")
    return redirect("casus-aanmelding", case.number)


@require_safe
def received(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/ontvangen/: where the case came from, and the contributions that came with it."""
    page = open_file(number, request.actor)
    found = Received.objects.visible_to(page).filter(case=page.case).select_related("from_house").first()
    if found is None:
        raise Http404
    rows = (
        ReceivedContribution.objects.visible_to(page)
        .filter(case=page.case)
        .select_related("supplier", "kind", "from_house")
    )
    accesslog.read(page.case, rule="casus-ontvangen", parts=["ontvangen"])
    context = {**frame(page, "casus-aanmelding"), "received": found, "rows": [(one, _lines(one)) for one in rows]}
    return render(request, "cases/transfer/received.html", context)


def _lines(one: ReceivedContribution) -> list[Answer]:
    rows = [
        ("Feiten", one.facts), ("Professioneel oordeel", one.opinion), ("Registraties als verdachte", one.registrations),
        ("Voorwaarden", one.conditions), ("Soort gegevens", one.get_data_class_display()),
    ]  # fmt: skip
    return [Answer(name, text) for name, text in rows if text]


def _show(request: Request, page: CasePage, template: str, **context: Any) -> HttpResponse:
    context = {**frame(page, "casus-afschalen"), **context}
    return render(request, f"cases/transfer/{template}.html", context, status=form_status(request))
