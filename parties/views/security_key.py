"""/profiel/sleutels/: the security keys of a person, and the challenge that a browser asks for."""

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from parties.forms.sign_in import NewKeyForm
from parties.models import SecurityKey
from parties.standing import has_key
from parties.step_up import REFUSED, is_recent, needs_key_now, needs_own_key
from parties.throttle import FACTOR_AT_ADDRESS, count, slowed
from parties.views.sign_in import PAGE
from parties.workflow import security_key, sign_in
from zvh.http import Request
from zvh.origin import client_address


@require_POST
def challenge(request: Request) -> HttpResponse:
    """/sleutel/opdracht/: what the browser hands to the key, as JSON; to make a new one only for who may."""
    if request.POST.get("voor") != "nieuw":
        return JsonResponse(security_key.ask(request, request.user))
    if not _may_add(request):
        raise Http404
    return JsonResponse(security_key.ask_new(request, request.user))


@require_safe
def keys(request: Request) -> HttpResponse:
    """/profiel/sleutels/"""
    own = SecurityKey.objects.filter(user=request.user)
    return render(request, "parties/people/keys.html", {"keys": own})


@PAGE
@needs_own_key
@slowed
def add(request: Request) -> HttpResponse:
    """/profiel/sleutels/nieuw/"""
    form = NewKeyForm(request.POST if "name" in request.POST else None)
    if request.method == "POST" and form.is_valid():
        count(FACTOR_AT_ADDRESS, "sleutel", str(request.user.pk), client_address(request))
        try:
            key = security_key.register(request, request.user, form.cleaned_data["sleutel"], form.cleaned_data["name"])
        except security_key.KeyRefused as refusal:
            sign_in.note_refusal(request.user, "sleutel-toevoegen", str(refusal)[:40])
            form.add_error(None, REFUSED if form.cleaned_data["sleutel"] else "Druk op de knop en volg uw browser")
        else:
            sign_in.pass_second_factor(request, request.user, key)
            messages.success(request, "Uw sleutel is toegevoegd.")
            return redirect("sleutels")
    return render(request, "parties/people/new_key.html", {"form": form}, status=422 if form.errors else 200)


@PAGE
@needs_own_key
def remove(request: Request, key_id: int) -> HttpResponse:
    """/profiel/sleutels/<id>/verwijderen/"""
    key = get_object_or_404(SecurityKey, pk=key_id, user=request.user)
    if request.method == "POST":
        security_key.remove(request.user, key)
        messages.success(request, "De sleutel is verwijderd.")
        return redirect("sleutels")
    is_last = SecurityKey.objects.filter(user=request.user).count() == 1
    return render(request, "parties/people/remove_key.html", {"key": key, "is_last": is_last})


@PAGE
@needs_key_now
def use(request: Request) -> HttpResponse:
    """/sleutel/gebruiken/: who came in with a code shows the key that his role needs."""
    return redirect("rol-kiezen")


def _may_add(request: Request) -> bool:
    user = request.user
    return bool(user.is_verified()) and is_recent(request, key_only=has_key(user))  # type: ignore[attr-defined]
