from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from cases import caseblocks
from cases.casepage import blocks, frame, next_step, open_page, phases
from privacy import accesslog
from zvh.http import Request


@require_safe
def case_page(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/: the whole case in one scroll; who only filed it goes to the registration."""
    page = open_page(number, request.actor)
    if not page.is_readable:
        return redirect("casus-aanmelding", number=number)
    accesslog.read(page.case, rule="casus", parts=[block.__name__ for block in caseblocks.MAIN])
    context = {
        "phases": phases(page),
        "next": next_step(page),
        "main": blocks(page, caseblocks.MAIN),
        "aside": blocks(page, caseblocks.ASIDE),
    }
    return render(request, "cases/case.html", {**frame(page, "casus"), **context})
