"""Questions to another house: who asks follows the answers, who is asked answers, in two steps (WGS 2.28)."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cases.casepage import CasePage, frame
from cases.forms.enquiry import AnswerForm
from cases.forms.houseenquiry import DataForm, HousesForm, SupplyForm
from cases.models import Case, HouseEnquiry, KnownMatch
from cases.models.houseenquiry import HouseEnquiryQuerySet
from cases.rowpolicy import may_answer_house, may_supply_house
from cases.views.enquiry import open_for_staff
from cases.words import phase_name
from cases.work import FROM_MY_WORK
from cases.workflow.houseenquiry import (
    alike_in_house,
    answer_house,
    ask_house_data,
    ask_houses,
    askable_houses,
    supply_house,
)
from cases.workflow.lawful import regime_of
from privacy import accesslog
from zvh.components import Answer, Column, Deadline, Link
from zvh.conflicts import posted
from zvh.http import Request, form_status

OF_CASE = [Column("Huis"), Column("Persoon"), Column("Antwoord"), Column("Uiterlijk"), Column("Verder", is_hidden=True)]
MATCHES = [Column("Casus"), Column("Fase"), Column("Waarom")]
PAGE = require_http_methods(["GET", "HEAD", "POST"])


@PAGE
def of_case(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/bekendheid/huizen/: which houses were asked, what they said, and asking more of them."""
    page = open_for_staff(number, request.actor)
    may_ask = "ask_house" in page.may
    if request.method == "POST" and not may_ask:
        raise Http404
    askable = askable_houses(page.case) if may_ask else []
    form = HousesForm(askable, posted(request)) if askable else None
    if form and form.is_valid():
        ask_houses(page.case, form.cleaned_data["huizen"], by=request.actor)
        messages.success(request, "De vragen zijn verstuurd")
        return redirect("casus-huizen", number=number)
    accesslog.read(page.case, rule="casus-huizen", parts=["houseenquiries"])
    rows, source = enquiries_of(page), regime_of(page.case).other_houses_source
    context = {"form": form, "rows": rows, "columns": OF_CASE, "may_ask": may_ask, "source": source}
    return _of_case(request, page, "of_case", **context)


@PAGE
def data(request: Request, number: str, pk: UUID) -> HttpResponse:
    """/casussen/<nummer>/bekendheid/huizen/<id>/: after "bekend": ask for data, and read what the house gave."""
    page = open_for_staff(number, request.actor)
    found = _visible(request).filter(case=page.case, pk=pk).first()
    if found is None or not found.known:
        raise Http404
    may_ask = "ask_house" in page.may and not found.data_asked_at and not found.closed_at
    if request.method == "POST" and not may_ask:
        raise Http404
    form = DataForm(posted(request)) if may_ask else None
    if form and form.is_valid():
        given = form.cleaned_data
        ask_house_data(found, question=given["vraag"], purpose=given["doel"], by=request.actor)
        messages.success(request, "De vraag is verstuurd")
        return redirect("casus-huizen", number=number)
    accesslog.read(found, rule="casus-huis", parts=["houseenquiries"])
    context = {"enquiry": found, "form": form, "answers": _given(found), "due": _due(found, request)}
    return _of_case(request, page, "data", **context)


@PAGE
def question(request: Request, pk: UUID) -> HttpResponse:
    """/huisvragen/<id>/: for the asked house: name and date of birth, its own cases that look alike, and two buttons."""
    found = _asked(request, pk)
    form = AnswerForm(posted(request))
    if form.is_valid():
        is_known = form.cleaned_data["antwoord"] == "bekend"
        answer_house(found, is_known=is_known, by=request.actor)
        messages.success(request, "Uw antwoord is verstuurd")
        return redirect("huisvraag", found.pk) if is_known else redirect("mijn-werk")
    context = {
        "form": form,
        "enquiry": found,
        "due": _due(found, request),
        "matches": _matches(found, request),
        "columns": MATCHES,
        "trail": FROM_MY_WORK,
    }
    context |= {"may": may_answer_house(request.actor, found), "may_supply": may_supply_house(request.actor, found)}
    context["supply"] = getattr(found, "supply", None)
    _read(found, "huisvraag", ["name", "born_on"])
    return render(request, "cases/houseenquiry/question.html", context, status=form_status(request))


@PAGE
def supply(request: Request, pk: UUID) -> HttpResponse:
    """/huisvragen/<id>/gegevens/: what the asked house gives of its case, or why nothing."""
    found = _asked(request, pk)
    if not may_supply_house(request.actor, found):
        raise Http404
    matches = _matches(found, request)
    number = str(matches[0][0].number) if matches else ""
    form = SupplyForm(found, request.actor, posted(request), initial={"casus": number})
    if form.is_valid():
        supply_house(found, form.supply(), by=request.actor)
        messages.success(request, "Uw antwoord is verstuurd")
        return redirect("huisvraag", found.pk)
    _read(found, "huisvraag-gegevens", ["name", "born_on", "question"])
    trail = [Link("Vraag van een ander huis", reverse("huisvraag", args=[found.pk]))]
    context = {"form": form, "enquiry": found, "due": _due(found, request), "trail": trail}
    return render(request, "cases/houseenquiry/supply.html", context, status=form_status(request))


def enquiries_of(page: CasePage) -> list[tuple[HouseEnquiry, str, Deadline | None]]:
    """The questions about this case, whom each is about, and the date that still runs."""
    names = {subject.pk: subject.work_name for subject in page.subjects}
    found = (
        HouseEnquiry.objects.visible_to(page.actor).filter(case=page.case).select_related("asked", "answer", "supply")
    )
    return [(row, names[row.subject_id], _deadline(row, page.actor.today)) for row in found]


def _visible(request: Request) -> HouseEnquiryQuerySet:
    return HouseEnquiry.objects.visible_to(request.actor).select_related(
        "house", "asked", "answer__by", "supply__supplier"
    )


def _asked(request: Request, pk: UUID) -> HouseEnquiry:
    found = _visible(request).asked_of(request.actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _matches(enquiry: HouseEnquiry, request: Request) -> list[tuple[Case, str, KnownMatch.Basis]]:
    """Own cases that may be about this person; a list that is a read of each."""
    found = alike_in_house(enquiry, by=request.actor)
    if found:
        accesslog.listed("case", found, rule="known_persons", house_id=enquiry.asked_id)
    return [(case, phase_name(enquiry.asked, case.phase), basis) for case, basis in found.items()]


def _read(enquiry: HouseEnquiry, rule: str, parts: list[str]) -> None:
    """In the log of the house that asked, and in that of the own house (07: logged on both sides)."""
    accesslog.read(enquiry, rule=rule, parts=parts)
    accesslog.listed("houseenquiry", [enquiry], rule=rule, house_id=enquiry.asked_id)


def _given(enquiry: HouseEnquiry) -> list[Answer]:
    """What was asked and what was given, in words."""
    rows = [Answer("Gevraagde gegevens", enquiry.question), Answer("Waarvoor", enquiry.purpose)]
    if hasattr(enquiry, "supply"):
        given = enquiry.supply
        agreed = f"{given.supplier}, {given.agreed_by}" if given.supplier else ""
        rows += [
            Answer("Gegevens", given.text), Answer("Soort gegevens", given.get_data_class_display()),
            Answer("Akkoord van", agreed), Answer("Niet gegeven, omdat", given.refusal),
        ]  # fmt: skip
    return [row for row in rows if row.answer]


def _deadline(enquiry: HouseEnquiry, today: date) -> Deadline | None:
    return Deadline(enquiry.due_on, today, enquiry.due_source) if enquiry.is_open else None


def _due(enquiry: HouseEnquiry, request: Request) -> Deadline | None:
    return _deadline(enquiry, request.actor.today)


def _of_case(request: Request, page: CasePage, template: str, **context: object) -> HttpResponse:
    context = {**frame(page, "casus-triage"), **context}
    return render(request, f"cases/houseenquiry/{template}.html", context, status=form_status(request))
