"""Informing the subject: who was informed, when and how, or why not yet (protocol 16)."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_safe

from cases.casepage import CasePage, frame, open_file
from cases.forms.notice import NoNoticeForm, NoticeForm
from cases.models import NoNotice, Notice, Subject
from cases.workflow.notice import record_no_notice, record_notice
from privacy import accesslog
from zvh.components import Answer, Deadline
from zvh.http import Request


@require_safe
def overview(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/inlichten/: per person, how it stands."""
    page = open_file(number, request.actor)
    accesslog.read(page.case, rule="casus-inlichten", parts=["subjects", "notices"])
    return render(request, "cases/notice/overview.html", {**frame(page, "casus-inlichten"), "rows": standing(page)})


Row = tuple[Subject, list[Notice], list[Answer], Deadline | None]


def standing(page: CasePage) -> list[Row]:
    """Per person: the notices, or the reason that holds now in words, with the day it is judged again."""
    told: dict[UUID, list[Notice]] = {}
    for notice in Notice.objects.visible_to(page.actor).filter(case=page.case).select_related("party"):
        told.setdefault(notice.subject_id, []).append(notice)
    holding = NoNotice.objects.visible_to(page.actor).filter(case=page.case).holding().select_related("party")
    reasons = {reason.subject_id: reason for reason in holding}
    return [_row(page, subject, told.get(subject.pk, []), reasons.get(subject.pk)) for subject in page.subjects]


def _row(page: CasePage, subject: Subject, notices: list[Notice], reason: NoNotice | None) -> Row:
    if reason is None:
        return subject, notices, [], None
    reason.case = page.case  # its house and protocol are read already
    return (
        subject,
        notices,
        _reason_in_words(reason),
        Deadline(reason.check_on, page.actor.today, reason.check_source),
    )


def _reason_in_words(reason: NoNotice) -> list[Answer]:
    return [
        Answer("Grond", reason.ground_words),
        Answer("Reden gegeven door", str(reason.party or reason.case.house)),
        Answer("Waarom dit nodig is", reason.reasons),
        Answer("Waar dit van afhangt", reason.circumstances),
        Answer("Hoe de betrokkene later wordt ingelicht", reason.later_how),
        Answer("Verwacht op", date_format(reason.expected_on)),
    ]


def _open(request: Request, number: str, pk: UUID) -> tuple[CasePage, Subject]:
    page = open_file(number, request.actor)
    subject = next((one for one in page.subjects if one.pk == pk), None)
    if subject is None or "record_notice" not in page.may:
        raise Http404
    return page, subject


@require_http_methods(["GET", "HEAD", "POST"])
def informed(request: Request, number: str, subject: UUID) -> HttpResponse:
    """/casussen/<nummer>/inlichten/<id>/: this person was informed."""
    page, person = _open(request, number, subject)
    form = NoticeForm(page.case, request.actor, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        found = form.cleaned_data
        record_notice(
            page.case,
            person,
            way=found["manier"],
            on=found["datum"],
            party=found.get("partij"),
            remark=found["opmerking"],
            by=request.actor,
        )
        messages.success(request, "Vastgelegd dat de betrokkene is ingelicht")
        return redirect("casus-inlichten", number=number)
    accesslog.read(page.case, rule="inlichten-vastleggen", parts=["subjects"])
    return render(
        request,
        "cases/notice/informed.html",
        {**frame(page, "casus-inlichten"), "form": form, "subject": person},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def not_yet(request: Request, number: str, subject: UUID) -> HttpResponse:
    """/casussen/<nummer>/inlichten/<id>/later/: why this person is not informed yet."""
    page, person = _open(request, number, subject)
    form = NoNoticeForm(page.case, request.actor, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        found = form.cleaned_data
        record_no_notice(
            page.case,
            person,
            ground=found["grond"],
            reasons=found["redenen"],
            circumstances=found["omstandigheden"],
            later_how=found["later"],
            expected_on=found["verwacht"],
            check_on=found["toets"],
            party=found.get("partij"),
            by=request.actor,
        )
        messages.success(request, "De reden is vastgelegd")
        return redirect("casus-inlichten", number=number)
    accesslog.read(page.case, rule="inlichten-later", parts=["subjects"])
    return render(
        request,
        "cases/notice/not_yet.html",
        {**frame(page, "casus-inlichten"), "form": form, "subject": person},
    )
