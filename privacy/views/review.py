"""/beheer/toegang/: the rights in the house are gone through, and what was decided stays (03, R12)."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parties.models import House
from parties.step_up import RIGHTS, needs_recent_factor
from privacy import accesslog, reviewing, reviewpage
from privacy.forms.review import ResumeForm, ReviewReasonForm
from privacy.models import AccessReview, EventKind, ReviewItem
from privacy.models.review import READERS
from privacy.reviewclock import next_reviews, running
from privacy.reviewpage import COLUMNS, DECIDED
from zvh.components import Column, Deadline, Link
from zvh.http import Request, form_status, ids_in, posted
from zvh.spreadsheet import FORMATS

LISTED = [Column("Controle"), Column("Begonnen"), Column("Klaar op"), Column("Stand")]
STEPS = {"behouden": reviewing.keep, "beeindigen": reviewing.end}
DONE = {"behouden": "bevestigd", "beeindigen": "beëindigd"}


@require_safe
def overview(request: Request) -> HttpResponse:
    """/beheer/toegang/: every review of the house, and when the next ones are."""
    actor = request.actor
    if actor.role not in READERS:
        raise Http404
    found = reviewpage.overview(actor)
    accesslog.event(EventKind.RIGHTS, "R", rule="toegangscontroles", result_count=len(found))
    rows = [(one, _due(request, one)) for one in found]
    context = {"columns": LISTED, "rows": rows, "coming": _coming(request)}
    return render(request, "privacy/reviews.html", context)


def _coming(request: Request) -> list[tuple[str, Deadline]]:
    """What is gone through next in the house of the actor, and when."""
    today = request.actor.today
    house = House.objects.select_related("covenant").get(pk=request.actor.house_ids[0])
    found = next_reviews(house, running(house, today))
    return [(kind.label, Deadline(on, today, term.source)) for kind, term, on in found]


@require_safe
def review(request: Request, pk: UUID) -> HttpResponse:
    """/beheer/toegang/<id>/: per party what is to be decided, and what was decided."""
    return _page(request, _find(request, pk), ReviewReasonForm())


@require_POST
@needs_recent_factor(RIGHTS)
def decide(request: Request, pk: UUID) -> HttpResponse:
    """/beheer/toegang/<id>/beslissen/: one right, or everything of a party that stays."""
    found = _find(request, pk)
    if not reviewing.reviews(request.actor):
        raise Http404
    form = ReviewReasonForm(posted(request))
    if not form.is_valid():
        return _page(request, found, form)
    name = next((name for name in STEPS if name in request.POST), "behouden")
    items = _chosen(request, found, name)
    done = STEPS[name](items, by=request.actor, reason=form.cleaned_data["toelichting"])
    _say(request, name, items, done)
    place = f"#{reviewpage.key_of(items[0])}" if items else ""
    return redirect(reverse("toegangscontrole", args=[found.pk]) + place)


def _chosen(request: Request, review: AccessReview, name: str) -> list[ReviewItem]:
    """The right of the button that was pressed, or those of its party that this person may keep."""
    if "groep" in request.POST:
        group = reviewpage.in_group(review.items.undecided(), request.POST["groep"]).select_related("user")
        return [item for item in group if reviewing.may_keep(request.actor, item)]
    ids = ids_in(request.POST.getlist(name))
    items = list(review.items.filter(pk__in=ids).select_related("user", "party"))
    if len(items) != len(request.POST.getlist(name)):
        raise Http404
    return items


def _say(request: Request, name: str, items: list[ReviewItem], done: int) -> None:
    if len(items) == done == 1:
        messages.success(request, f"{items[0].label} van {items[0].who} is {DONE[name]}.")
    elif done:
        messages.success(request, f"{done} rechten zijn {DONE[name]}.")
    else:
        messages.info(request, "Hierover was al beslist. Er is niets gewijzigd.")


@require_POST
@needs_recent_factor(RIGHTS)
def download(request: Request, pk: UUID) -> HttpResponse:
    """/beheer/toegang/<id>/downloaden/: the proof as a file."""
    found = _find(request, pk)
    form = request.POST.get("vorm", "csv")
    if form not in FORMATS:
        raise Http404
    titles, rows = reviewpage.as_table(found)
    accesslog.event(
        EventKind.EXPORT, "R", found, rule="toegangscontrole-uitvoeren", parts=[form], result_count=len(rows)
    )
    file = FORMATS[form](titles, rows)
    name = f"controle-toegang-{found.opened_on}.{file.suffix}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(file.content, content_type=file.kind, headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
@needs_recent_factor(RIGHTS)
def resume(request: Request, pk: UUID) -> HttpResponse:
    """/beheer/toegang/rechten/<id>/hervatten/: a right that was suspended counts again, with a reason."""
    items = reviewing.suspended(ReviewItem.objects.visible_to(request.actor), request.actor.today)
    item = get_object_or_404(items.select_related("user", "review"), pk=pk)
    if not reviewing.may_end(request.actor, item):
        raise Http404
    form = ResumeForm(posted(request))
    if form.is_bound and form.is_valid():
        reviewing.resume(item, by=request.actor, reason=form.cleaned_data["reden"])
        messages.success(request, f"{item.label} van {item.user} geldt weer.")
        return redirect("toegangscontrole", item.review_id)
    accesslog.event(EventKind.RIGHTS, "R", item, rule="toegang-hervatten")
    trail = [*_trail(), Link(item.review.get_kind_display(), reverse("toegangscontrole", args=[item.review_id]))]
    context = {"form": form, "item": item, "trail": trail}
    return render(request, "privacy/review_resume.html", context, status=form_status(request))


def _find(request: Request, pk: UUID) -> AccessReview:
    return get_object_or_404(AccessReview.objects.visible_to(request.actor).select_related("house"), pk=pk)


def _page(request: Request, review: AccessReview, form: ReviewReasonForm) -> HttpResponse:
    groups, decided = reviewpage.groups(review, request.actor), reviewpage.decided(review)
    suspended = reviewpage.suspended(review, request.actor)
    total = sum(len(group.lines) for group in groups)
    accesslog.event(EventKind.RIGHTS, "R", review, rule="toegangscontrole", result_count=total + len(decided))
    context = {
        "review": review, "due": _due(request, review), "groups": groups, "suspended": suspended, "decided": decided, "undecided": total,
        "form": form, "may_review": reviewing.reviews(request.actor), "trail": _trail(), "columns": COLUMNS, "decided_columns": DECIDED,
    }  # fmt: skip
    return render(request, "privacy/review.html", context, status=form_status(request))


def _due(request: Request, review: AccessReview) -> Deadline:
    return Deadline(review.due_on, request.actor.today, review.due_source)


def _trail() -> list[Link]:
    return [Link("Toegang", reverse("toegangscontroles"))]
