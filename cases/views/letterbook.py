"""The letter book: the letters of a case, and those of the house (004, "brievenboek")."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.casepage import frame, open_file
from cases.models import Letter
from privacy import accesslog
from zvh.components import Column
from zvh.http import Request

COLUMNS = [Column("Nummer"), Column("Datum"), Column("Soort"), Column("Aan"), Column("Stand")]
NEW = [
    ("brief-kennisgeving", "Kennisgeving schrijven", "write_notice_letter"),
    ("brief-afsluiting", "Afsluitbrief schrijven", "write_closing_letter"),
]
PAGE = 50


@require_safe
def of_case(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/brieven/: house staff only."""
    page = open_file(number, request.actor)
    if not request.actor.reads_cases:
        raise Http404
    letters = list(Letter.objects.visible_to(page).select_related("case", "subject"))
    accesslog.listed("letter", letters, rule="casus-brieven", house_id=page.case.house_id)
    may_write = [(name, text) for name, text, operation in NEW if operation in page.may]
    context = {"letters": letters, "columns": COLUMNS, "may_write": may_write}
    return render(request, "cases/letter/of_case.html", {**frame(page, "casus-brieven"), **context})


@require_safe
def of_house(request: Request) -> HttpResponse:
    """/brievenboek/: every letter of the house, newest first. To whom stands with initials and year of birth only (10, pattern 18)."""
    if not request.actor.reads_cases:
        raise Http404
    found = Letter.objects.visible_to(request.actor).select_related("case", "subject")
    page = Paginator(found, PAGE).get_page(request.GET.get("pagina"))
    accesslog.listed("letter", page, rule="brievenboek")
    return render(request, "cases/letter/of_house.html", {"page": page, "columns": COLUMNS})
