"""What a session leaves behind: the line that it lapsed, and what was sent into it, offered again afterwards (00, item 14)."""

from django.http import HttpRequest, HttpResponse, QueryDict

from cases.workflow import kept
from parties.presence import Lapse
from parties.workflow import sign_in
from zvh.actor import Actor, acting_as


def offered(request: HttpRequest) -> QueryDict | None:
    """The fields of the draft that this address asks for, when it is the actor's own and of this very page."""
    wanted = request.GET.get(kept.MARK, "") if request.method == "GET" else ""
    draft = kept.find(wanted, request.path, request.actor) if wanted else None  # type: ignore[attr-defined]
    request.offered = draft  # type: ignore[attr-defined]
    return kept.fields_of(draft) if draft else None


def settle(request: HttpRequest, response: HttpResponse, with_key: bool) -> None:
    """Note a lapse, keep what was sent into it, and keep nothing once it is sent or left."""
    lapse = request.lapse  # type: ignore[attr-defined]
    if lapse and lapse.is_new:
        sign_in.note_lapse(lapse)
    if request.method != "POST":
        return
    if lapse and getattr(request, "is_turned_away", False):
        _keep(request, lapse, with_key)
    elif response.status_code == 302:
        _forget(request)


def _keep(request: HttpRequest, lapse: Lapse, with_key: bool) -> None:
    """In the name of who wrote it, and only where that still counts."""
    judged = None if lapse.is_over else with_key
    with acting_as(lapse.capacity_id, with_key=judged) as writer:
        if kept.keep(*kept.written(request.get_full_path(), request.POST), by=writer):
            request.session["kept"] = True


def _forget(request: HttpRequest) -> None:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    route = request.resolver_match.view_name if request.resolver_match else ""
    if route == "uitloggen":
        kept.forget_all(actor)
    elif draft := kept.find(request.GET.get(kept.MARK, ""), request.path, actor):
        kept.forget(draft)
