"""Choosing and changing the capacity in which one acts (00, item 1)."""

from datetime import date

from parties.models import Appointment, Session
from parties.roles import Role
from privacy.models import AccessLogLine
from tests.cast import Cast
from tests.sign_in import signed_in, with_password

START = date(2026, 1, 1)


def test_who_has_two_roles_chooses_and_changes(cast: Cast) -> None:
    rosa = with_password(cast.rosa.user)
    second = Appointment.objects.create(
        user=rosa, house=cast.house, role=Role.MANAGER, from_date=START, secrecy_on=START
    )
    client = signed_in(rosa)
    assert client.get("/mijn-werk/").url == "/rol-kiezen/"
    before = client.session.session_key
    assert client.post("/rol-kiezen/", {"capacity": str(second.pk)}).status_code == 302
    assert client.get("/mijn-werk/").status_code == 200
    assert client.session.session_key != before
    assert Session.objects.get(user=rosa).capacity_id == second.pk
    assert client.post("/rol-kiezen/", {"capacity": str(cast.rosa.pk)}).status_code == 302
    chosen = AccessLogLine.objects.filter(rule="rol-kiezen").order_by("event_time")
    assert [line.object_id for line in chosen] == [str(second.pk), str(cast.rosa.pk)]


def test_a_role_of_somebody_else_or_without_secrecy_can_not_be_chosen(cast: Cast) -> None:
    rosa = with_password(cast.rosa.user)
    unsigned = Appointment.objects.create(user=rosa, house=cast.house, role=Role.MANAGER, from_date=START)
    client = signed_in(rosa)
    for pk in (cast.mara.pk, unsigned.pk, "x", "", "00000000-0000-0000-0000-000000000000"):
        assert client.post("/rol-kiezen/", {"capacity": str(pk)}).status_code == 422
        assert client.session["capacity"] == str(cast.rosa.pk)


def test_looking_changes_nothing(cast: Cast) -> None:
    client = signed_in(with_password(cast.rosa.user))
    before = dict(client.session.items())
    client.get("/rol-kiezen/", {"capacity": str(cast.mara.pk)})
    client.head("/uitloggen/")
    assert dict(client.session.items()) == before
