"""What holds destruction back, and who reads a case that is there after its last day for that reason alone (05; 03, R7)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from cases.models import Case, Dispute
from cases.policy import may
from cases.readers import readers_of_case
from cases.visibility import Held
from cases.workflow.dispute import raise_dispute
from privacy import breaches
from privacy.holds import HOLDS, held
from privacy.models import Breach, RequestCase, SubjectRequest
from privacy.requestquestions import cases_of
from tests.cases import story
from tests.cast import Cast
from tests.privacy.stories import closed_case
from tests.privacy.test_breaches import reported
from tests.privacy.test_requests import linked, registered
from zvh.actor import acting_as
from zvh.sealing import open_keyring
from zvh.today import today


def dispute(cast: Cast, case: Case) -> Any:
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        raise_dispute(case, about="besluit", text="Kanariegeschil", by=rosa)
    return lambda: Dispute.objects.update(ended_on=today(), is_solved=True)


def request(cast: Cast, case: Case) -> Any:
    linked(cast, registered(cast), case)
    return lambda: SubjectRequest.objects.update(ended_on=today())


def breach(cast: Cast, case: Case) -> Any:
    found = reported(cast)
    with open_keyring(), acting_as(cast.mara.pk) as mara:
        breaches.link_case(found, str(case.number), by=mara)
    return lambda: Breach.objects.update(closed_at=timezone.now(), ends_on=today())


def past_archive_date(case: Case, destroy_on: date) -> None:
    archived = {"archive_on": today() - timedelta(days=1), "archive_readers": ["procesregisseur"]}
    Case.objects.filter(pk=case.pk).update(**archived, destroy_on=destroy_on)


HOLDING: dict[str, Callable[[Cast, Case], Any]] = {
    "er loopt een geschil": dispute,
    "er loopt een verzoek van een betrokkene": request,
    "er loopt een onderzoek naar een datalek": breach,
}


@pytest.mark.parametrize("why", HOLDS)
def test_the_database_knows_each_thing_that_holds_a_case(cast: Cast, why: str) -> None:
    """`privacy/holds.py` and `app.case_held` say the same."""
    case, _ = story.at_table(cast, cast.gea), story.at_table(cast, cast.piet)

    def is_held() -> list[Any]:
        assert list(held()) == list(Case.objects.filter(Held("pk")).values_list("pk", flat=True))
        return list(held().items())

    assert is_held() == []
    end = HOLDING[why](cast, case)
    assert is_held() == [(case.pk, why)]
    end()
    assert is_held() == []


def test_after_its_last_day_it_is_there_to_answer_the_request_and_for_nothing_else(cast: Cast) -> None:
    """Who read it on that day answers; nobody changes anything, and a manager or a party reads it no longer than before."""
    case, after = closed_case(cast, cast.gea), today() + timedelta(days=1)
    asked = linked(cast, registered(cast), case)
    past_archive_date(case, today())
    with open_keyring(), acting_as(cast.rosa.pk, after) as rosa:
        found = Case.objects.visible_to(rosa).get(pk=case.pk)
        assert cases_of(asked, rosa) == [found] and found.subjects.get().surname
        assert {reader.person for reader in readers_of_case(found, after)} == {cast.rosa.user}
    for person in (cast.mara, cast.gea):
        with acting_as(person.pk, after) as actor:
            assert not Case.objects.visible_to(actor).filter(pk=case.pk).exists()
    RequestCase.objects.all().delete()
    with acting_as(cast.rosa.pk, after) as rosa:
        assert not Case.objects.visible_to(rosa).filter(pk=case.pk).exists()
        assert readers_of_case(found, after) == []


def test_nothing_is_changed_after_the_last_day(cast: Cast) -> None:
    case = closed_case(cast)
    case.destroy_on = today()
    for change in ("reopen_case", "postpone_destruction", "write_closing_letter"):
        with acting_as(cast.rosa.pk) as rosa:
            assert may(rosa, change, case), change
        with acting_as(cast.rosa.pk, today() + timedelta(days=1)) as rosa:
            assert not may(rosa, change, case), change


def test_the_file_says_what_it_waits_for(cast: Cast) -> None:
    case = closed_case(cast)
    linked(cast, registered(cast), case)
    page = f"/casussen/{case.number}/"
    assert "De vernietiging wacht" not in cast.rosa.client().get(page).content.decode()
    yesterday = today() - timedelta(days=1)
    Case.objects.filter(pk=case.pk).update(
        destroy_on=yesterday, archive_on=yesterday, archive_readers=["procesregisseur"]
    )
    assert "De vernietiging wacht op een geschil, een verzoek" in cast.rosa.client().get(page).content.decode()
