"""/inloggen/demo/: sign in as one of the invented people; does not exist outside demo mode (00, item 29)."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from parties import demo
from parties.throttle import slowed
from parties.views.sign_in import enter


@require_POST
@slowed
def sign_in_as(request: HttpRequest) -> HttpResponse:
    """The password is filled in; the second step still follows."""
    person = demo.find(request.POST.get("person", "")) if settings.DEMO else None
    if person is None:
        raise Http404
    return enter(request, person)
