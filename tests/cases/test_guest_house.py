"""Another house is a guest at the closing meeting: registered once, and nothing of the case goes over (DPIA 1, step 6)."""

from datetime import timedelta

import pytest

from cases.models import Disclosure
from cases.phases import StepNotAllowed
from cases.policy import NotAllowed
from cases.workflow.guesthouse import register_guest
from tests.cases import story
from tests.cases.test_triage_pages import text
from tests.cast import Cast
from zvh.actor import acting_as
from zvh.sealing import open_keyring
from zvh.today import today


def test_a_guest_is_registered_once_and_reads_nothing_here(cast: Cast) -> None:
    case = story.at_table(cast, cast.olga)
    address = f"/casussen/{case.number}/afschalen/ander-huis/"
    assert address in cast.rosa.client().get(f"/casussen/{case.number}/afschalen/besluit/").content.decode()
    rosa, sent = cast.rosa.client(), {"huis": str(cast.other_house.pk), "op": today().isoformat()}
    assert rosa.post(address, {**sent, "op": (today() + timedelta(days=1)).isoformat()}).status_code == 422
    assert rosa.post(address, sent).status_code == 302
    again = rosa.post(address, sent)
    assert again.status_code == 422 and "al vastgelegd" in text(again)
    register = Disclosure.objects.get()
    assert (register.what, register.to_house, register.source) == ("gast", cast.other_house, cast.house.transfer_source)
    assert cast.zoe.client().get(f"/casussen/{case.number}/").status_code == 404


def test_who_registers_a_guest_and_which(cast: Cast) -> None:
    case = story.at_table(cast, cast.olga)
    for person in (cast.otto, cast.mara, cast.olga, cast.zoe):
        with open_keyring(), acting_as(person.pk) as actor, pytest.raises(NotAllowed):
            register_guest(case, cast.other_house, on=today(), by=actor)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        for house, on in ((cast.house, today()), (cast.other_house, today() + timedelta(days=1))):
            with pytest.raises(StepNotAllowed):
                register_guest(case, house, on=on, by=rosa)
        register_guest(case, cast.other_house, on=today(), by=rosa)
        with pytest.raises(StepNotAllowed):
            register_guest(case, cast.other_house, on=today(), by=rosa)
    assert Disclosure.objects.count() == 1
