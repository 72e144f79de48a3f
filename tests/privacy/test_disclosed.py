"""Disclosures that outlive their case: a random file id, the term of who supplied it, exported per supplier, gone at their own end."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from cases.models import Case, Disclosure
from parties.dates import add_months
from privacy import nightly
from privacy.disclosed import forget_disclosures, keep_left_disclosures
from privacy.models import AccessLogLine, AuditFinding, KeptDisclosure
from tests.cast import Cast, Person, staff
from tests.privacy.registering import register_row
from tests.privacy.stories import closed_case
from zvh.actor import acting_as_system
from zvh.today import today

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
PAGE = "/privacy/overzichten/verstrekkingen/"


def disclosed(cast: Cast, case: Case, supplier: Person | None) -> None:
    Disclosure.objects.create(
        house=cast.house, number=str(case.number), party=cast.gea.party, supplier=supplier and supplier.party, what="verder-gebruik",
        source="Wpg art. 20", by=cast.rosa.user, at=timezone.now(),
    )  # fmt: skip


@pytest.fixture
def number(cast: Cast) -> str:
    """Of a case that was destroyed: politie, OM and the house disclosed something of it."""
    case = closed_case(cast)
    for supplier in (cast.piet, cast.olga, None):
        disclosed(cast, case, supplier)
    nightly.run(case.destroy_on)
    assert not Case.objects.filter(pk=case.pk).exists()
    return str(case.number)


def test_what_is_left_names_no_case_no_person_and_nobody_of_the_staff(cast: Cast, number: str) -> None:
    assert not Disclosure.objects.exists()
    rows = list(KeptDisclosure.objects.all())
    assert len({one.file_id for one in rows}) == 1 and len(rows) == 3
    for one in rows:
        said = str(vars(one))
        assert number not in said and "Rosa" not in said
    assert {one.source for one in rows} == {"Wpg art. 20"} and {one.receiver for one in rows} == {str(cast.gea.party)}


def test_two_cases_have_two_files(cast: Cast) -> None:
    cases = [closed_case(cast) for _ in range(2)]
    for case in cases:
        disclosed(cast, case, cast.olga)
    nightly.run(max(case.destroy_on for case in cases))
    ids = set(KeptDisclosure.objects.values_list("file_id", flat=True))
    assert len(ids) == 2 and not ids & {case.pk for case in cases}


def test_the_terms_come_from_the_covenant_by_who_supplied_it(cast: Cast, number: str) -> None:
    ends = add_months(today(), 48)
    of = {one.supplier_id: one for one in KeptDisclosure.objects.all()}
    police, om, house = of[cast.piet.party.pk], of[cast.olga.party.pk], of[None]
    assert (police.ends_on, police.until_audit) == (ends, True) and "Wpg art. 32" in police.ends_source
    assert (om.ends_on, om.until_audit) == (ends, False) and "Wjsg art. 39j" in om.ends_source
    assert house.ends_on == ends


def forgotten(day: date) -> int:
    with acting_as_system(day):
        return forget_disclosures(day)


def test_they_go_at_their_own_end_and_those_of_politie_after_the_audit(cast: Cast, number: str) -> None:
    last = add_months(today(), 48)
    assert forgotten(last) == 0, "its last day is a whole day"
    assert forgotten(last + DAY) == 2
    assert KeptDisclosure.objects.get().supplier == cast.piet.party, "no audit was held yet"
    register_row(cast.mara, "audits")
    AuditFinding.objects.update(kind="audit", audited_on=today() - DAY)
    assert forgotten(last + DAY) == 0, "that audit was before the disclosure"
    AuditFinding.objects.update(audited_on=today() + 30 * DAY)
    assert forgotten(last + DAY) == 1 and not KeptDisclosure.objects.exists()
    assert AccessLogLine.objects.filter(rule="forget_disclosures").count() == 2


def test_they_stand_in_the_register_and_in_the_file_of_their_supplier(cast: Cast, number: str) -> None:
    fatima, rows = cast.fatima.client(), KeptDisclosure.objects.all()
    page = fatima.get(PAGE).content.decode()
    assert page.count(f"dossier {str(rows[0].file_id)[:8]}") >= 3 and number not in page
    slug = cast.piet.party.slug
    said = fatima.post(f"{PAGE}downloaden/", {"vorm": "csv", "leverancier": slug}).content.decode("utf-8-sig")
    assert said.count("\n") == 2 and "en de audit" in said and "Wpg art. 32" in said
    assert cast.rosa.client().get(PAGE).status_code == 200
    frans = staff("Frans", cast.other_house, "fg").client()
    assert str(rows[0].file_id)[:8] not in frans.get(PAGE).content.decode()


def test_rows_of_cases_that_went_before_are_moved_too(cast: Cast) -> None:
    case = closed_case(cast)
    disclosed(cast, case, cast.olga)
    Disclosure.objects.update(number="RU-2019-0001")
    with acting_as_system():
        assert keep_left_disclosures(today()) == 1 and keep_left_disclosures(today()) == 0
    assert KeptDisclosure.objects.count() == 1
