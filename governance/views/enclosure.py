"""Papers of a point and the text of a version, as files: added, opened and taken away (conv. 4, 6 and 11; S45)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from governance.forms.enclosure import FULL, EnclosureForm
from governance.models import AgendaPoint, AgreedVersion, Enclosure, EnclosureFile
from governance.views.agreed import versions_link
from governance.views.body import PAGE, body_link, way_back
from governance.views.duty import house_link
from governance.workflow.enclosing import TooMany, enclose, may_enclose, remove_enclosure
from privacy import accesslog
from zvh.components import Link
from zvh.http import Request, download, form_status, posted


@PAGE
def to_point(request: Request, pk: UUID) -> HttpResponse:
    """/bestuur/punten/<uuid>/stukken/: by the secretary and who handed it in."""
    points = AgendaPoint.objects.visible_to(request.actor).select_related("body__house__covenant", "meeting__body")
    return _add(request, Enclosure(point=get_object_or_404(points, pk=pk)), "Stukken toevoegen")


@PAGE
def to_version(request: Request, pk: UUID) -> HttpResponse:
    """/naleving/afspraken/<uuid>/tekst/: by who keeps the duties of the house."""
    versions = AgreedVersion.objects.visible_to(request.actor).select_related("house__covenant", "protocol")
    return _add(request, Enclosure(agreed=get_object_or_404(versions, pk=pk)), "Tekst toevoegen")


def _add(request: Request, about: Enclosure, title: str) -> HttpResponse:
    if not may_enclose(request.actor, about):
        raise Http404
    form = EnclosureForm(posted(request), request.FILES if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            enclose(form.sent, point=about.point, agreed=about.agreed, by=request.actor)
        except TooMany:
            form.add_error("bestanden", FULL)
        else:
            messages.success(request, "Toegevoegd. Openen kan na de virusscan")
            return redirect(_back(about))
    accesslog.nothing_shown()
    return render(
        request,
        "governance/file_add.html",
        {"form": form, "title": title, **_frame(about)},
        status=form_status(request),
    )


def _back(found: Enclosure) -> str:
    """The page on which it stands; a point that waits for a meeting stands with its body."""
    if found.agreed:
        return reverse("afspraak", args=[found.agreed_id])
    assert found.point  # of one of the two
    meeting = found.point.meeting_id
    return reverse("vergadering", args=[meeting]) if meeting else reverse("orgaan", args=[found.point.body_id])


def _frame(found: Enclosure) -> dict[str, Any]:
    about = found.agreed.name if found.agreed else found.point and found.point.subject
    return {"about": about, "back": _back(found), "trail": _trail(found)}


def _trail(found: Enclosure) -> list[Link]:
    if found.agreed:
        house = found.agreed.house
        return [house_link(house), versions_link(house), Link(found.agreed.name, _back(found))]
    assert found.point  # of one of the two
    meeting = [Link("Vergadering", _back(found))] if found.point.meeting_id else []
    return [way_back(), body_link(found.point.body), *meeting]


def _find(request: Request, pk: UUID) -> Enclosure:
    seen = Enclosure.objects.visible_to(request.actor).select_related(
        "point__body__house__covenant", "point__meeting", "agreed__house__covenant", "agreed__protocol"
    )
    return get_object_or_404(seen, pk=pk)


@require_safe
def opened(request: Request, pk: UUID) -> HttpResponse:
    """/bestuur/bijlagen/<uuid>/: once it is clean; never shown inside the website (S45)."""
    found = _find(request, pk)
    file = get_object_or_404(EnclosureFile.objects.visible_to(request.actor), enclosure=found)
    accesslog.read(found, rule="bijlage")
    return download(bytes(file.content), found.content_type, found.name)


@PAGE
def remove(request: Request, pk: UUID) -> HttpResponse:
    """/bestuur/bijlagen/<uuid>/verwijderen/: the wrong file is taken away, after a question."""
    found = _find(request, pk)
    if not may_enclose(request.actor, found):
        raise Http404
    if request.method == "POST":
        back = _back(found)
        remove_enclosure(found, by=request.actor)
        messages.success(request, "Het bestand is verwijderd")
        return redirect(back)
    accesslog.read(found, rule="bijlage-verwijderen")
    context = {"file": found, "title": "Bestand verwijderen", "name": found.name, **_frame(found)}
    return render(request, "governance/file_remove.html", context)
