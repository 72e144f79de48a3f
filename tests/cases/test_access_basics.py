"""The two lines say the same about the first things a case can be."""

import pytest
from django.db import connection
from django.utils import timezone

from cases.models import Aanmelding, Case, Subject
from cases.phases import Phase
from cases.workflow.aanmelding import accept_for_triage, file_aanmelding, mark_criterion, start_draft
from tests.cast import Cast
from zvh.actor import acting_as
from zvh.sealing import open_keyring


@pytest.fixture
def filed(cast: Cast) -> Case:
    """Piet of politie filed a registration."""
    with open_keyring(), acting_as(cast.piet.pk) as piet:
        approach = cast.house.approaches.get(code="complexe-casuistiek")
        case = start_draft(cast.house, approach, by=piet)
        Subject.objects.create(case=case, surname="Kanarie", first_names="Jan")
        form = case.aanmelding
        form.problem, form.declared_correct_at = "Kanarieprobleem", timezone.now()
        form.save()
        for criterion in approach.own_criteria():
            mark_criterion(case, criterion.pk, is_met=True, explanation="ja", by=piet)
        return file_aanmelding(case, by=piet)


def numbers(person) -> list[str]:
    with acting_as(person.pk) as actor:
        seen = {str(pk) for pk in Case.objects.visible_to(actor).values_list("pk", flat=True)}
        with connection.cursor() as cursor:
            cursor.execute("select id::text from cases_case")
            assert {row[0] for row in cursor.fetchall()} == seen
        return sorted(Case.objects.filter(pk__in=seen).values_list("number", flat=True))


def test_the_filer_sees_the_registration_until_it_is_decided(cast: Cast, filed: Case) -> None:
    assert numbers(cast.piet) == [filed.number] == ["RU-2026-0001"]
    assert numbers(cast.rosa) == [filed.number]
    assert numbers(cast.zoe) == []
    assert numbers(cast.wil) == []
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        case = accept_for_triage(filed, by=rosa)
    assert case.phase == Phase.TRIAGE
    assert numbers(cast.piet) == []
    assert numbers(cast.rosa) == [filed.number]


def test_the_text_is_sealed_in_the_row(cast: Cast, filed: Case) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select problem from cases_aanmelding")
        assert b"Kanarie" not in bytes(cursor.fetchone()[0])
    with open_keyring():
        assert Aanmelding.objects.get(case=filed).problem == "Kanarieprobleem"
