"""The table of DPIA annex 1 (process of anonymising), literally; only where the policy of a house asks for it."""

import json
from datetime import date

import pytest

from cases.models import Case, Subject
from cases.workflow.subject import PARTS
from privacy import nightly
from privacy.destruction import case_is_due, destroy_dossier
from privacy.keeping import values_of
from privacy.models import DestructionRecord, KeptValues
from tests.privacy.stories import closed_case
from zvh import keystore
from zvh.actor import acting_as, acting_as_system
from zvh.sealing import open_keyring

pytestmark = pytest.mark.django_db
PERSON = {
    "bsn": "999990019", "first_names": "Jan Piet", "initials": "J.P.", "infix": "van", "surname": "Kanarie", "nickname": "Jantje",
    "born_on": date(1994, 3, 27), "born_in": "Ergens", "street": "Dorpsstraat", "house_number": "12a", "postcode": "3511 AB",
    "place": "Plaats", "phone": "0600000000", "email": "jan@voorbeeld.invalid",
}  # fmt: skip
EMPTY = ("bsn", "infix", "nickname", "born_in", "street", "house_number", "place", "phone", "email")


def of_person(case):
    assert set(PERSON) == set(PARTS) - {"gemeente"}, "of where somebody lives nothing is kept"
    subject = case.subjects.get()
    for name, value in PERSON.items():
        setattr(subject, name, value)
    subject.save()
    return case


@pytest.fixture
def case(cast):
    made = closed_case(cast, approach="top-x")
    with open_keyring():
        return of_person(made)


def test_the_person_after_the_rules(case):
    with open_keyring():
        first, second = values_of(case)["subject"][0], values_of(case)["subject"][0]
    assert {name: first[name] for name in EMPTY} == dict.fromkeys(EMPTY, "")
    assert (first["born_on"], first["postcode"]) == ("1994-03-01", "3511")
    for name in ("surname", "first_names", "initials"):
        assert first[name].isalpha() and 6 <= len(first[name]) <= 12
        assert first[name] != second[name], "different at every run, so no digest of the value"
    assert set(first) == set(PERSON)


def test_the_case_after_the_rules(case):
    with open_keyring():
        found = values_of(case)
    assert found["closing"] == [
        {
            "reason": "De inzet heeft het gewenste resultaat", "successful": True, "explanation": "", "minutes": "", "handover": "",
            "decided_on": case.closed_on.replace(day=1).isoformat(), "at": case.closed_on.replace(day=1).isoformat(),
        }
    ]  # fmt: skip
    registration = found["aanmelding"][0]
    assert {name: registration[name] for name in ("problem", "tried", "urgency", "involved")} == dict.fromkeys(
        ("problem", "tried", "urgency", "involved"), ""
    )
    assert [set(row) for row in found["criterionmark"]] == [{"criterion", "is_met", "explanation"}] * len(
        found["criterionmark"]
    )
    assert all(row["is_met"] is True and row["explanation"] == "" for row in found["criterionmark"])
    assert found["case"][0]["opened_at"].endswith("-01") and found["case"][0]["successful"] is True
    assert (
        "contribution" not in found and str(case.pk) not in json.dumps(found) and case.number not in json.dumps(found)
    )


def test_they_are_kept_sealed_without_a_link_and_opened_by_nobody(cast, case):
    pk, today = case.pk, case.destroy_on
    assert destroy_dossier(Case, pk, case_is_due, today=today)
    kept = KeptValues.objects.get()
    assert kept.pk != pk and kept.ends_on > today
    with open_keyring():
        assert json.loads(kept.values)["subject"][0]["born_on"] == "1994-03-01"
    assert DestructionRecord.objects.get(dossier_id=pk).keeps_values
    for person in (cast.rosa, cast.mara, cast.rik, cast.fatima):
        with acting_as(person.pk) as actor:
            assert not KeptValues.objects.visible_to(actor).exists()
    ends = kept.ends_on
    with acting_as_system(ends):
        assert not [found for found in nightly.destruction.due(ends) if found[0] is KeptValues]
    assert not Subject.objects.filter(case=pk).exists()


def test_kept_values_end_too(case):
    destroy_dossier(Case, case.pk, case_is_due, today=case.destroy_on)
    kept = KeptValues.objects.get()
    nightly.run(kept.ends_on.replace(year=kept.ends_on.year + 1))
    assert not KeptValues.objects.exists()
    assert keystore.has_tombstone(kept.pk)


def test_other_policies_keep_nothing(cast):
    case = closed_case(cast)
    destroy_dossier(Case, case.pk, case_is_due, today=case.destroy_on)
    assert not KeptValues.objects.exists()
    assert not DestructionRecord.objects.get(dossier_id=case.pk).keeps_values
