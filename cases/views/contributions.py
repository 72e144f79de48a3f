"""The contributions of a case, those of a party, one that was delivered, and asking for them."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cases.attachmentpage import attachments_of, lines
from cases.casepage import CasePage, frame, open_file
from cases.contributionpage import by_organisation, cards, trail
from cases.forms.release import AskForm
from cases.models import Contribution, ContributionRequest, ContributionVersion, Reassessment, ReleaseRequest
from cases.mywork import items
from cases.policy import may
from cases.reach import OpenCase
from cases.readers import readers_now
from cases.rowpolicy import supplies
from cases.words import phase_name
from cases.work_contributions import asked_contributions, reassessments, release_questions
from cases.workflow.asking import ask_contribution, parties_to_ask, usual_due
from cases.workflow.speaking import silent_parties, speaking_grants
from parties.choices import Word
from privacy import accesslog
from zvh.components import Column, Deadline
from zvh.http import Request

ASKED = [
    Column("Partij"),
    Column("Vraag"),
    Column("Uiterlijk"),
    Column("Stand"),
    Column("Actie", is_hidden=True),
]
OWN = [Column("Casus"), Column("Soort"), Column("Stand"), Column("Geleverd op"), Column("Wijzigen", is_hidden=True)]
JOINED = ("case__house", "supplier", "kind")


@require_safe
def of_case(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/bijdragen/: what was asked with its progress, and what this actor may read of it."""
    page, actor = open_file(number, request.actor), request.actor
    asked = list(_asked(page))
    found = Contribution.objects.visible_to(page).select_related(*JOINED)
    contributions = list(found.prefetch_related("supplier__kinds"))
    accesslog.listed("contribution", contributions, rule="casus-bijdragen", house_id=page.case.house_id)
    if asked:
        accesslog.listed("contributionrequest", asked, rule="casus-bijdragen", house_id=page.case.house_id)
    context = {
        "columns": ASKED,
        "asked": [(one, Deadline(one.due_on, actor.today, one.due_source)) for one in asked],
        "answered": sum(one.is_answered for one in asked),
        "cards": cards(contributions, actor),
    }
    return render(request, "cases/contribution/of_case.html", {**frame(page, "casus-bijdragen"), **context})


def _asked(page: CasePage) -> Any:
    asked = ContributionRequest.objects.visible_to(page).with_answer()
    return asked.select_related("party")


@require_safe
def of_party(request: Request) -> HttpResponse:
    """/bijdragen/: what a party has to supply or decide, by deadline, and what it supplied."""
    actor = request.actor
    if not actor.is_delegate:
        raise Http404
    found = items(actor, [asked_contributions, reassessments, release_questions])
    own = list(Contribution.objects.visible_to(actor).filter(supplier=actor.party_id).select_related(*JOINED))
    rows = [item.row for item in found if item.row is not None]
    accesslog.listed("bijdragen", [*rows, *own], rule="bijdragen")
    tasks = [item.task(is_first=place == 0) for place, item in enumerate(found)]
    context = {"tasks": tasks, "columns": OWN, "own": own}
    return render(request, "cases/contribution/of_party.html", context)


def show(request: Request, contribution: Contribution) -> HttpResponse:
    """A contribution that was delivered: the card, who reads it by name, and what one may do with it."""
    actor, case = request.actor, contribution.case
    accesslog.read(contribution, rule="bijdrage", parts=["tekst"])
    is_own = supplies(actor, contribution)
    waiting = Reassessment.objects.visible_to(actor).open().filter(contribution=contribution).first()
    context = {
        "contribution": contribution,
        "case": case,
        "card": replace(cards([contribution], actor)[0], links=(), files=()),
        "readers": by_organisation(readers_now(contribution, actor.today), case),
        "versions": list(
            ContributionVersion.objects.visible_to(actor).filter(contribution=contribution).select_related("by")
        ),
        "files": lines(attachments_of(actor, contribution=contribution), OpenCase(case, actor)),
        "questions": list(_questions(request, contribution)),
        "waiting": waiting,
        "is_own": is_own and contribution.is_delivered,
        "may_open": contribution.is_delivered and not waiting and may(actor, "open_before_meeting", case),
        "may_ask_further": contribution.is_delivered and not is_own and may(actor, "ask_further_use", case),
        "further_query": f"?bijdrage={contribution.pk}",
        "trail": trail(case),
    }
    return render(request, "cases/contribution/show.html", context)


def _questions(request: Request, contribution: Contribution) -> Any:
    asked = ReleaseRequest.objects.visible_to(request.actor).filter(contribution=contribution)
    return asked.select_related("party", "asked_by", "consulted")


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request, number: str) -> HttpResponse:
    """/casussen/<nummer>/bijdragen/opvragen/: one question to several parties at once."""
    page = open_file(number, request.actor)
    if "ask_contribution" not in page.may:
        raise Http404
    parties = {party.pk: party for party in parties_to_ask(page.case, request.actor.today)}
    form = _ask_form(request, page, parties)
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and request.POST.get("naar") != "voorbeeld":
        chosen = [parties[pk] for pk in form.cleaned_data["partijen"]]
        return _ask(request, page, form, chosen)
    accesslog.read(page.case, rule="bijdragen-opvragen", parts=["deelnemers"])
    context = {"form": form, "has_parties": bool(parties), "preview": form.cleaned_data if is_sent else None}
    answer = {**frame(page, "casus-bijdragen"), **context}
    return render(request, "cases/contribution/ask.html", answer, status=422 if form.errors else 200)


def _ask(request: Request, page: CasePage, form: AskForm, chosen: list[Any]) -> HttpResponse:
    given = form.cleaned_data
    about = {"question": given["vraag"], "purpose": given["doel"], "due_on": given["uiterlijk"]}
    ask_contribution(page.case, parties=chosen, **about, by=request.actor)
    whom = "1 partij" if len(chosen) == 1 else f"{len(chosen)} partijen"
    messages.success(request, f"De vraag is verstuurd aan {whom}.")
    return redirect("casus-bijdragen", page.case.number)


def _ask_form(request: Request, page: CasePage, parties: dict[int, Any]) -> AskForm:
    names: dict[int, set[str]] = {}
    for grant in speaking_grants(request.actor.today).filter(content_object=page.case).select_related("user"):
        names.setdefault(grant.party_id, set()).add(grant.user.name)
    due, _ = usual_due(page.case, request.actor.today)
    phase = phase_name(page.case.house, page.case.phase).lower()
    initial = {
        "partijen": list(parties),
        "vraag": "Wat weet uw organisatie dat nu van belang is? Geef alleen wat nodig is, en houd feiten en oordeel apart.",
        "doel": f"Voor de fase {phase} van deze casus, en voor het {page.case.house.word(Word.CASUSOVERLEG)}.",
        "uiterlijk": due,
    }
    silent = silent_parties(page.case, request.actor.today)
    choices = [(pk, f"{party} ({', '.join(sorted(names.get(pk, ())))})") for pk, party in parties.items()]
    return AskForm(request.POST if request.method == "POST" else None, parties=choices, silent=silent, initial=initial)
