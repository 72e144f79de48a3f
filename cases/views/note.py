"""Notes of the house about a case: the own draft, which saves itself, and what was placed."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from cases.casepage import CasePage, frame, open_file, url_of
from cases.forms.note import NoteForm
from cases.models import Note
from cases.views.agenda import open_for
from cases.workflow.note import change_note, place_note, save_note_draft
from privacy import accesslog
from zvh.conflicts import Saved, conflict_page, posted
from zvh.http import Request, form_status
from zvh.versions import Overtaken


@require_http_methods(["GET", "HEAD", "POST"])
def of_case(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/notities/: what staff of the house noted; a POST keeps the own draft, or places it."""
    page = open_file(number, request.actor)
    may_write = "write_note" in page.may
    if not request.actor.reads_cases or (request.method == "POST" and not may_write):
        raise Http404
    found = list(Note.objects.visible_to(page).select_related("by", "saved_by"))
    draft = next((one for one in found if one.placed_at is None), None)
    form = NoteForm(posted(request), draft, is_draft="plaats" not in request.POST)
    if form.is_bound and form.is_valid():
        return _take(request, page, form)
    placed = [one for one in found if one.placed_at]
    accesslog.listed("note", placed, rule="casus-notities", house_id=page.case.house_id)
    context = {"form": form, "notes": placed, "may_write": may_write}
    return render(request, "cases/note/of_case.html", {**frame(page, "casus"), **context}, status=form_status(request))


def _take(request: Request, page: CasePage, form: NoteForm) -> HttpResponse:
    """The draft is kept, by itself or with a button, or it is placed."""
    given = {"text": form.cleaned_data["notitie"], "version": form.cleaned_data["versie"], "by": request.actor}
    is_placed = "plaats" in request.POST
    try:
        saved = place_note(page.case, **given) if is_placed else save_note_draft(page.case, **given)
    except Overtaken as overtaken:
        mine = Saved("U, in een ander venster,")
        return _overtaken(request, page, form, overtaken.stored, mine)
    if not is_placed and "bewaar" not in request.POST:
        return HttpResponse(status=204, headers={"X-Versie": str(saved.version)})
    messages.success(
        request, "De notitie is geplaatst" if is_placed else "Het concept is bewaard. Alleen u kunt het zien."
    )
    return redirect("casus-notities", page.case.number)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, number: str, pk: UUID) -> HttpResponse:
    """/casussen/<nummer>/notities/<id>/: a note that was placed, written otherwise."""
    page = open_for(number, request.actor, "write_note")
    found = get_object_or_404(Note.objects.visible_to(page).placed(), pk=pk)
    form = NoteForm(posted(request), found)
    if form.is_bound and form.is_valid():
        try:
            change_note(found, text=form.cleaned_data["notitie"], version=form.cleaned_data["versie"], by=request.actor)
        except Overtaken as overtaken:
            return _overtaken(request, page, form, overtaken.stored, Saved.of(overtaken.stored))
        messages.success(request, "De notitie is gewijzigd")
        return redirect("casus-notities", number)
    accesslog.read(found, rule="notitie")
    context = {**frame(page, "casus"), "form": form}
    return render(request, "cases/note/change.html", context, status=form_status(request))


def _overtaken(request: Request, page: CasePage, mine: NoteForm, stored: Note, saved: Saved) -> HttpResponse:
    accesslog.read(stored, rule="notitie-conflict")
    now, back = NoteForm(None, stored), url_of("casus-notities", page.case)
    return conflict_page(request, mine, now, saved=saved, trail=page.trail, back=back)
