"""What asks the second step again (S20), without anything having to be typed twice."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from parties.models import Appointment
from tests.cast import Cast
from tests.sign_in import code_of, signed_in, with_password

SOON = timedelta(minutes=6)


@pytest.mark.parametrize(
    "path",
    [
        "/profiel/wachtwoord/", "/profiel/herstelcodes/", "/profiel/app/", "/beheer/mensen/uitnodigen/",
        "/beheer/mensen/{pk}/rol/", "/beheer/mensen/{pk}/vog/", "/beheer/mensen/{pk}/tweede-stap/",
        "/beheer/mensen/{pk}/sluiten/",
    ],
)  # fmt: skip
def test_after_five_minutes_the_code_is_asked(cast: Cast, path: str) -> None:
    abel = with_password(cast.abel.user)
    path = path.format(pk=cast.rosa.user.pk)
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        client = signed_in(abel)
        assert "Nog een keer uw code" not in client.get(path).content.decode()
        clock.move_to(now + SOON)
        for answer in (client.get(path), client.post(path, {"from_date": "2026-01-01"})):
            assert "Nog een keer uw code" in answer.content.decode()
        before = client.session.session_key
        answer = client.post(path, {"stap-was": "GET", "stap-code": code_of(abel)})
        assert answer.status_code == 302 and answer["Location"] == path
        assert client.session.session_key != before
        assert "Nog een keer uw code" not in client.get(path).content.decode()


def test_what_was_filled_in_goes_along(cast: Cast) -> None:
    abel, rosa = with_password(cast.abel.user), cast.rosa.user
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        client = signed_in(abel)
        clock.move_to(now + SOON)
        given = {"kind": "huis", "role": "manager", "purpose": "casusoverleg",
                 "from_date": "2026-02-01"}  # fmt: skip
        page = client.post(f"/beheer/mensen/{rosa.pk}/rol/", given).content.decode()
        assert Appointment.objects.filter(user=rosa).count() == 1
        carried = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page))
        carried.pop("csrfmiddlewaretoken")
        wrong = client.post(f"/beheer/mensen/{rosa.pk}/rol/", {**carried, "stap-code": "000000"})
        assert "klopt niet" in wrong.content.decode()
        assert client.post(f"/beheer/mensen/{rosa.pk}/rol/", {**carried, "stap-code": code_of(abel)}).status_code == 302
    assert Appointment.objects.filter(user=rosa, role="manager", given_by=abel).count() == 1
