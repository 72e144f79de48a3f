"""The first administrator of a house comes from the operator; later ones from an administrator."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from parties.models import User
from parties.standing import standings
from tests.cast import Cast
from tests.sign_in import browser
from zvh.today import today


def run(house: str, email: str = "eerste@voorbeeld.invalid") -> str:
    out = StringIO()
    dates: dict[str, Any] = {
        "vog_op": "2026-01-01",
        "vog_tot": "2027-06-01",
        "geheimhouding_op": "2026-01-01",
    }
    call_command(
        "invite_administrator",
        house,
        email,
        "Eerste",
        *[f"--{k.replace('_', '-')}={v}" for k, v in dates.items()],
        stdout=out,
    )
    return out.getvalue().strip()


def test_the_operator_gets_a_link_and_no_password(db: None) -> None:
    path = run("RU").partition(":8000")[2]
    user = User.objects.get(name="Eerste")
    assert not user.has_usable_password()
    assert [one.obstacles for one in standings(user, today())] == [("U hebt nog geen tweede stap ingesteld",)]
    assert "Welkom" in browser().get(path).content.decode()


def test_not_where_there_is_one_already_or_the_house_is_unknown(cast: Cast) -> None:
    assert cast.abel
    refused = [
        ("RU", "a@x.invalid", "heeft al een beheerder"),
        ("XX", "a@x.invalid", "bestaat niet"),
        ("HG", cast.abel.user.email, "heeft al een account"),
    ]
    for house, email, words in refused:
        with pytest.raises(CommandError, match=words):
            run(house, email)
