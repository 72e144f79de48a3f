"""The words of /rol-kiezen/ and the judgement of the database are the same (S08; 00, item 1)."""

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from django_otp.plugins.otp_totp.models import TOTPDevice

from parties.inforce import appointments_in_force, casework_delegations, delegations_in_force
from parties.models import Appointment, Delegation, Membership, User, Vetting
from parties.roles import Purpose
from parties.standing import CONDITIONS, standing
from tests.cast import Cast
from tests.sign_in import signed_in, with_password
from zvh.actor import acting_as

TODAY = date(2026, 6, 15)
DAY = timedelta(days=1)


def break_account(capacity: Any) -> None:
    User.objects.filter(pk=capacity.user_id).update(is_active=False)


def break_factor(capacity: Any) -> None:
    TOTPDevice.objects.filter(user=capacity.user).update(confirmed=False)


def break_begin(capacity: Any) -> None:
    type(capacity).objects.filter(pk=capacity.pk).update(from_date=TODAY + DAY)


def break_end(capacity: Any) -> None:
    type(capacity).objects.filter(pk=capacity.pk).update(from_date=TODAY - 9 * DAY, until_date=TODAY - DAY)


def break_review(capacity: Any) -> None:
    type(capacity).objects.filter(pk=capacity.pk).update(suspended_on=TODAY)


def break_secrecy(capacity: Any) -> None:
    type(capacity).objects.filter(pk=capacity.pk).update(secrecy_on=TODAY + DAY)


def break_vetting(capacity: Any) -> None:
    Vetting.objects.filter(user=capacity.user).update(valid_until=TODAY - DAY)


def break_membership(capacity: Any) -> None:
    if isinstance(capacity, Delegation):
        Membership.objects.filter(pk=capacity.membership_id).update(from_date=TODAY - 900 * DAY, until_date=TODAY - DAY)


def break_exchange(capacity: Any) -> None:
    if isinstance(capacity, Delegation):
        Membership.objects.filter(pk=capacity.membership_id).update(exchange_waits=True)


BREAKS = [
    break_account,
    break_factor,
    break_begin,
    break_end,
    break_review,
    break_secrecy,
    break_vetting,
    break_membership,
    break_exchange,
]


LISTS: dict[type, Any] = {Appointment: appointments_in_force, Delegation: delegations_in_force}


def combinations() -> list[tuple[bool, ...]]:
    """All but those in which a role both has not begun and has ended."""
    return [c for c in product((False, True), repeat=len(BREAKS)) if not (c[2] and c[3])]


@pytest.mark.parametrize("who", ["rosa", "piet"])
def test_words_and_database_agree_in_every_combination(cast: Cast, who: str) -> None:
    from django.db import transaction

    whole = getattr(cast, who).capacity
    assert len(CONDITIONS) == len(BREAKS)
    opened = 0
    for broken in combinations():
        with transaction.atomic():
            for is_broken, spoil in zip(broken, BREAKS, strict=True):
                if is_broken:
                    spoil(whole)
            capacity = type(whole).objects.get(pk=whole.pk)
            found = standing(capacity, TODAY)
            with acting_as(capacity.pk, TODAY) as actor:
                is_in_force = not actor.is_nobody
            assert found.is_usable is is_in_force, (broken, found.obstacles)
            assert LISTS[type(whole)](TODAY).filter(pk=whole.pk).exists() is is_in_force, broken
            opened += is_in_force
            transaction.set_rollback(True)
    assert opened == (1 if who == "piet" else 4)  # membership and exchange do not concern house staff


def test_each_missing_condition_is_said(cast: Cast) -> None:
    capacity = cast.piet.capacity
    assert standing(capacity, TODAY).obstacles == ()
    for spoil in (break_secrecy, break_vetting, break_membership):
        spoil(capacity)
    capacity = Delegation.objects.get(pk=capacity.pk)
    assert standing(capacity, TODAY).obstacles == (
        "Uw verklaring van geheimhouding ontbreekt",
        "Uw VOG of screening ontbreekt of is verlopen",
        "De deelname van uw organisatie is niet van kracht",
    )


def test_who_waits_for_data_speaks_about_the_covenant(cast: Cast) -> None:
    """The legal analysis gates the exchange of data, not taking part (protocol 28.2)."""
    capacity = cast.piet.capacity
    break_exchange(capacity)
    Delegation.objects.filter(pk=capacity.pk).update(purpose=Purpose.STUURGROEP)
    assert standing(Delegation.objects.get(pk=capacity.pk), TODAY).is_usable
    with acting_as(capacity.pk, TODAY) as actor:
        assert actor.purpose == Purpose.STUURGROEP


def test_the_page_says_why_and_whom_to_ask(cast: Cast) -> None:
    rosa = with_password(cast.rosa.user)
    client = signed_in(rosa)
    Vetting.objects.filter(user=rosa).delete()
    answer = client.get("/beheer/mensen/")
    assert answer.url == "/rol-kiezen/"
    page = client.get("/rol-kiezen/").content.decode()
    assert "De rol waarin u werkte, geldt niet meer" in page
    assert "Uw VOG of screening ontbreekt of is verlopen" in page
    assert f"Vraag het de beheerder van {cast.house.name}" in page


def test_a_screening_counts_from_the_day_on_which_it_was_issued(cast: Cast) -> None:
    Vetting.objects.filter(user=cast.rosa.user).update(issued_on=TODAY + DAY, valid_until=TODAY + 9 * DAY)
    for day, counts in ((TODAY, False), (TODAY + DAY, True)):
        with acting_as(cast.rosa.pk, day) as actor:
            assert actor.is_nobody is not counts
        assert (cast.rosa.capacity in appointments_in_force(day)) is counts


def test_another_meeting_is_no_casework(cast: Cast) -> None:
    assert cast.piet.capacity in casework_delegations(TODAY)
    Delegation.objects.filter(pk=cast.piet.pk).update(purpose=Purpose.PARTNEROVERLEG)
    assert cast.piet.capacity in delegations_in_force(TODAY)
    assert cast.piet.capacity not in casework_delegations(TODAY)
