"""The destruction list and the certificates: who gets in, releasing by a second person, and the number of queries."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pypdf import PdfReader

from cases.models import Case
from parties.dates import add_months
from parties.models import Appointment
from parties.roles import Role
from privacy import nightly
from privacy.models import AccessLogLine, DestructionListing, DestructionRecord, EventKind
from tests.cast import START, Cast, Person, staff
from tests.privacy.stories import closed_case

pytestmark = pytest.mark.django_db
ROLES = {
    "rik": 200, "mara": 200, "fatima": 200, "petra": 200, "rosa": 404, "otto": 404, "abel": 404, "piet": 404, "zoe": 404,
}  # fmt: skip


def listed(cast):
    case = closed_case(cast, approach="top-x")
    nightly.run(add_months(case.destroy_on, -2))
    return case, DestructionListing.objects.get(case=case)


@pytest.mark.parametrize("role", ROLES)
def test_who_gets_in(cast, role):
    case, _ = listed(cast)
    answer = getattr(cast, role).client().get("/vernietiging/")
    assert answer.status_code == ROLES[role]
    assert (case.number in answer.content.decode()) == (ROLES[role] == 200)


def test_another_house_sees_another_list(cast):
    case, listing = listed(cast)
    other = staff("Rob", cast.other_house, Role.RECORD_MANAGER).client()
    assert case.number not in other.get("/vernietiging/").content.decode()
    assert other.post(f"/vernietiging/{listing.pk}/vrijgeven/").status_code == 404


def test_the_record_manager_releases_and_the_next_night_destroys(cast):
    case, listing = listed(cast)
    rik = cast.rik.client()
    assert "Dit kan niet worden teruggedraaid" in rik.get(f"/vernietiging/{listing.pk}/vrijgeven/").content.decode()
    for role in ("mara", "rosa", "fatima", "piet"):
        assert getattr(cast, role).client().post(f"/vernietiging/{listing.pk}/vrijgeven/").status_code == 404
    nightly.run(add_months(case.destroy_on, -2))
    assert Case.objects.filter(pk=case.pk).exists(), "a look changes nothing"
    assert rik.post(f"/vernietiging/{listing.pk}/vrijgeven/").status_code == 302
    assert rik.post(f"/vernietiging/{listing.pk}/vrijgeven/").status_code == 404, "once"
    nightly.run(add_months(case.destroy_on, -2) + timedelta(days=1))
    assert not Case.objects.filter(pk=case.pk).exists()
    record = DestructionRecord.objects.get(dossier_id=case.pk)
    assert record.released_by == cast.rik.user.pk and record.due_on == case.destroy_on
    assert record.checksum[:16] in rik.get("/vernietiging/").content.decode()


def test_who_closed_the_case_can_not_release_it(cast):
    _, listing = listed(cast)
    also = Appointment.objects.create(
        user=cast.rosa.user, house=cast.house, role=Role.RECORD_MANAGER, from_date=START, secrecy_on=START
    )
    rosa_as_record_manager = Person(cast.rosa.user, also).client()
    assert rosa_as_record_manager.get("/vernietiging/").status_code == 200
    assert rosa_as_record_manager.post(f"/vernietiging/{listing.pk}/vrijgeven/").status_code == 404


def test_the_number_of_queries_does_not_grow(cast):
    listed(cast)
    client, counts = cast.rik.client(), []
    client.get("/vernietiging/")
    for number in (1, 3):
        while DestructionListing.objects.count() < number:
            listed(cast)
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/vernietiging/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 20


def test_releasing_asks_the_second_step_again(cast):
    """S20: after five minutes."""
    (_, listing), rik = listed(cast), cast.rik.client()
    session = rik.session
    session["factor_at"] = (timezone.now() - timedelta(minutes=6)).isoformat()
    session.save()
    for answer in (
        rik.get(f"/vernietiging/{listing.pk}/vrijgeven/"),
        rik.post(f"/vernietiging/{listing.pk}/vrijgeven/"),
    ):
        assert "Nog een keer uw code" in answer.content.decode()
    listing.refresh_from_db()
    assert listing.released_at is None


@pytest.mark.parametrize("role", ROLES)
def test_a_certificate_is_a_page_of_who_accounts_for_it(cast, role):
    """Specification, ground and method (Archiefbesluit 8), without person or case number."""
    case = closed_case(cast)
    nightly.run(case.destroy_on)
    record = DestructionRecord.objects.get(dossier_id=case.pk)
    answer = getattr(cast, role).client().get(f"/vernietiging/verklaringen/{record.pk}/")
    assert answer.status_code == ROLES[role]
    if answer.status_code != 200:
        return
    page = answer.content.decode()
    for said in (
        str(case.pk),
        case.destroy_source,
        record.checksum,
        "betrokkenen",
        "sleutel vernietigd",
        "<dd>ja</dd>",
    ):
        assert said in page, said
    assert case.number not in page and "Kanarie" not in page


def test_a_certificate_is_kept_as_a_tagged_pdf(cast: Cast) -> None:
    """With what the page says, and in the log as a download."""
    case = closed_case(cast)
    nightly.run(case.destroy_on)
    record = DestructionRecord.objects.get(dossier_id=case.pk)
    answer = cast.rik.client().get(f"/vernietiging/verklaringen/{record.pk}/pdf/")
    assert answer["Content-Type"] == "application/pdf" and "attachment" in answer["Content-Disposition"]
    reader = PdfReader(BytesIO(answer.content))
    said = "".join("".join(page.extract_text().split()) for page in reader.pages)
    assert str(case.pk) in said and record.checksum in said and "betrokkenen" in said
    assert case.number not in said and "/StructTreeRoot" in reader.trailer["/Root"]
    line = AccessLogLine.objects.get(rule="verklaring-pdf")
    assert (line.event_kind, line.object_id) == (EventKind.EXPORT, str(record.pk))


def test_a_certificate_that_was_changed_says_so_and_one_that_is_not_closed_has_no_page(cast):
    case = closed_case(cast)
    nightly.run(case.destroy_on)
    DestructionRecord.objects.filter(dossier_id=case.pk).update(rule="een andere regel")
    record, rik = DestructionRecord.objects.get(dossier_id=case.pk), cast.rik.client()
    page = f"/vernietiging/verklaringen/{record.pk}/"
    assert "de verklaring is veranderd" in rik.get(page).content.decode()
    other = staff("Rob", cast.other_house, Role.RECORD_MANAGER).client()
    assert other.get(page).status_code == 404
    DestructionRecord.objects.filter(pk=record.pk).update(checksum="")
    assert rik.get(page).status_code == 404
