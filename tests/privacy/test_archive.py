"""A case that goes to the regional archive: chosen, packed, taken along, handed over, told on the certificate (DPIA 10; 05)."""

import io
import json
import zipfile
from datetime import timedelta
from hashlib import sha256

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from lxml import etree

from cases.models import Attachment, AttachmentFile, Case, StatisticsFact
from cases.phases import StepNotAllowed
from parties.models import AttachmentKind, RetentionPolicy
from privacy import archivepackage, mdto, nightly
from privacy.archiving import choose_archive, make_package
from privacy.models import AccessLogLine, ArchivePart, ArchiveTransfer, DestructionRecord
from tests.access.world import scanned
from tests.cases.files import CONTENT
from tests.cases.story import at_table, delivered
from tests.cast import Cast, staff
from tests.jobs import do_jobs
from tests.privacy.stories import closed
from zvh import keystore
from zvh.actor import acting_as, acting_as_system
from zvh.models import Job
from zvh.sealing import open_keyring
from zvh.today import today

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
GIVEN = {"archief": "Het Utrechts Archief", "reden": "Kanariereden"}


@pytest.fixture
def case(cast: Cast) -> Case:
    """Closed, with a contribution, under a policy that knows an archive; the warning is due."""
    made = at_table(cast, cast.gea)
    delivered(made, cast.gea)
    made = closed(cast, made)
    RetentionPolicy.objects.filter(house=made.house, approach=made.approach).update(may_move_to_archive=True)
    Case.objects.filter(pk=made.pk).update(destroy_on=today() + 20 * DAY)
    return Case.objects.get(pk=made.pk)


def page_of(case: Case) -> str:
    return f"/casussen/{case.number}/archief/"


def chosen(cast: Cast, case: Case) -> ArchiveTransfer:
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        return choose_archive(case, archive="Het Utrechts Archief", reason="Kanariereden", by=rosa)


def made() -> None:
    """The job is done; when it fails here, done again so that one sees why."""
    do_jobs("make_archive_package")
    for job in Job.objects.filter(name="make_archive_package").exclude(failed_with=""):
        with open_keyring(), acting_as_system():
            make_package(**job.arguments)
        raise AssertionError(job.failed_with)


def packed(cast: Cast, case: Case) -> ArchiveTransfer:
    found = chosen(cast, case)
    assert cast.rik.client().post(f"/vernietiging/archief/{found.pk}/maken/").status_code == 302
    made()
    found.refresh_from_db()
    return found


def files_of(cast: Cast, transfer: ArchiveTransfer) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for part in transfer.parts.all():
        answer = cast.rik.client().post(f"/vernietiging/archief/{transfer.pk}/{part.number}/")
        assert answer.status_code == 200 and answer["Content-Type"] == "application/zip"
        with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
            found |= {name: archive.read(name) for name in archive.namelist()}
    return found


def test_from_choice_to_certificate_in_the_browser(cast: Cast, case: Case) -> None:
    rosa, rik = cast.rosa.client(), cast.rik.client()
    assert page_of(case) in rosa.get(f"/casussen/{case.number}/afschalen/").content.decode()
    assert rosa.post(page_of(case), {**GIVEN, "reden": ""}).status_code == 422
    assert rosa.post(page_of(case), GIVEN).status_code == 302
    transfer = ArchiveTransfer.objects.get()
    assert Job.objects.filter(name="send_letter", arguments__letter="archief").count() == 1
    address = f"/vernietiging/archief/{transfer.pk}/"
    assert address in rik.get("/vernietiging/").content.decode()
    assert "Wacht op de recordmanager" in rik.get(address).content.decode()
    assert rik.post(f"{address}maken/").status_code == 302
    assert "Het pakket wordt gemaakt" in rik.get(address).content.decode()
    assert rik.post(f"{address}maken/").status_code == 404, "it is being made"
    made()
    page = rik.get(address).content.decode()
    assert "Het pakket is klaar" in page and "Kanarie" not in page
    assert rik.post(f"{address}1/").status_code == 200
    said = {"overgebracht_op": today().isoformat(), "kenmerk": "HUA-2026/17"}
    assert rik.post(address, {**said, "kenmerk": "van Jan"}).status_code == 422
    assert rik.post(address, said).status_code == 302
    assert rik.post(address, said).status_code == 404
    assert rosa.post(page_of(case), {"intrekken": "1"}).status_code == 404, "the archive has it"
    steps = {
        "choose_archive",
        "want_archive_package",
        "make_archive_package",
        "archiefpakket-deel",
        "hand_over_archive",
    }
    assert StatisticsFact.objects.filter(kind="gearchiveerd").count() == 1
    assert steps <= set(AccessLogLine.objects.filter(dossier_id=case.pk).values_list("rule", flat=True))
    nightly.run(case.destroy_on)
    record = DestructionRecord.objects.get(dossier_id=case.pk)
    assert "kenmerk HUA-2026/17" in record.handed_over and record.checksum == record.computed_checksum()
    certificate = rik.get(f"/vernietiging/verklaringen/{record.pk}/").content.decode()
    assert "Het Utrechts Archief" in certificate and "<dd>ja</dd>" in certificate and case.number not in certificate
    record.handed_over = ""
    assert record.checksum != record.computed_checksum()


def test_the_package_holds_the_whole_case_with_checksums_and_valid_metadata(cast: Cast, case: Case) -> None:
    transfer = packed(cast, case)
    files = files_of(cast, transfer)
    manifest = files.pop("manifest-sha256.txt")
    assert sha256(manifest).hexdigest() == transfer.checksum and transfer.files == len(files) + 1
    lines = dict(reversed(line.split("  ", 1)) for line in manifest.decode().splitlines())
    assert lines == {name: sha256(content).hexdigest() for name, content in files.items()}
    rows = json.loads(files["inhoud/gegevens.json"])
    assert rows["casussen"][0]["casusnummer"] == case.number
    text = files["inhoud/gegevens.json"].decode()
    for word in ("Feit", "Kanarieslot", "Kanarieoverdracht"):
        assert word in text, word
    assert files["inhoud/dossier.pdf"].startswith(b"%PDF")
    content = {name for name in files if name.startswith("inhoud/") and not name.endswith(".mdto.xml")}
    assert {f"{name}.mdto.xml" for name in content} | content | {"dossier.mdto.xml"} == set(files)
    for name in files:
        if name.endswith(".mdto.xml"):
            assert mdto.fits(files[name]), name
    said = etree.fromstring(files["inhoud/dossier.pdf.mdto.xml"])
    assert sha256(files["inhoud/dossier.pdf"]).hexdigest() in "".join(said.itertext())


def test_documents_go_along_under_a_number_and_only_what_the_scanner_let_through(cast: Cast, case: Case) -> None:
    with open_keyring():
        for state in ("schoon", "wacht"):
            row = Attachment(
                case=case, kind=AttachmentKind.objects.first(), name=f"Kanarie-{state}.pdf", format="pdf", size=9, by=cast.rosa.user,
                at="2026-01-01T10:00Z",
            )  # fmt: skip
            row.save(force_insert=True)
            AttachmentFile(case=case, attachment=row, content=bytearray(CONTENT)).save(force_insert=True)
            if state == "schoon":
                scanned(row)
    files = files_of(cast, packed(cast, case))
    assert files["inhoud/documenten/001.pdf"].startswith(b"%PDF") and "inhoud/documenten/002.pdf" not in files
    text = files["inhoud/gegevens.json"].decode()
    assert "Kanarie-schoon.pdf" in text and "Kanarie-wacht.pdf" not in text


def test_metadata_without_their_structure_are_not_written() -> None:
    with pytest.raises(mdto.NotMdto):
        mdto._checked([("informatieobject", [("naam", "zonder identificatie")])])
    with pytest.raises(mdto.NotMdto):
        mdto._checked([("bestand", [("identificatie", mdto._identity(" "))])])


def test_a_large_package_goes_in_parts_and_a_file_is_never_cut() -> None:
    big = [archivepackage.File(str(n), b"x" * 11_000_000) for n in range(3)]
    small = [archivepackage.File("klein", b"x")]
    assert [[one.path for one in part] for part in archivepackage._divided([*small, *big])] == [
        ["klein", "0"], ["1"], ["2"],
    ]  # fmt: skip


def test_it_is_kept_a_fortnight_and_its_key_goes_then(cast: Cast, case: Case) -> None:
    transfer = packed(cast, case)
    part = ArchivePart.objects.get()
    assert part.ends_on == transfer.kept_until == today() + 14 * DAY
    nightly.run(part.ends_on)
    assert ArchivePart.objects.filter(pk=part.pk).exists() and set(keystore.fetch([part.pk])) == {part.pk}
    nightly.run(part.ends_on + DAY)
    assert not ArchivePart.objects.exists() and keystore.fetch([part.pk]) == {}
    assert DestructionRecord.objects.get(dossier_id=part.pk).kind_name == "deel van een archiefpakket"
    assert Case.objects.filter(pk=case.pk).exists(), "the case has its own day"


def test_it_puts_nothing_off_and_ends_with_the_case(cast: Cast, case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(destroy_on=today() + 3 * DAY)
    packed(cast, case)
    part = ArchivePart.objects.get()
    assert part.ends_on == today() + 3 * DAY
    nightly.run(today() + 3 * DAY)
    assert not Case.objects.filter(pk=case.pk).exists() and keystore.fetch([part.pk, case.pk]) == {}
    assert DestructionRecord.objects.get(dossier_id=case.pk).handed_over == "", "it was never handed over"


def test_a_choice_taken_back_makes_no_package_and_what_was_made_goes(cast: Cast, case: Case) -> None:
    transfer = chosen(cast, case)
    cast.rik.client().post(f"/vernietiging/archief/{transfer.pk}/maken/")
    assert cast.rosa.client().post(page_of(case), {"intrekken": "1"}).status_code == 302
    do_jobs("make_archive_package")
    assert not ArchivePart.objects.exists()
    assert cast.rik.client().get(f"/vernietiging/archief/{transfer.pk}/").status_code == 404
    assert chosen(cast, case).pk != transfer.pk, "it may be chosen anew"


def test_what_was_made_before_it_was_taken_back_goes_that_night(cast: Cast, case: Case) -> None:
    packed(cast, case)
    cast.rosa.client().post(page_of(case), {"intrekken": "1"})
    nightly.run(today())
    assert not ArchivePart.objects.exists() and Case.objects.filter(pk=case.pk).exists()


def test_the_job_may_run_twice(cast: Cast, case: Case) -> None:
    transfer = packed(cast, case)
    before = set(ArchivePart.objects.values_list("pk", flat=True))
    Job.objects.filter(name="make_archive_package").update(finished_at=None)
    do_jobs("make_archive_package")
    assert set(transfer.parts.values_list("pk", flat=True)) == before


def test_only_where_policy_and_warning_let_it(cast: Cast, case: Case) -> None:
    RetentionPolicy.objects.filter(house=case.house, approach=case.approach).update(may_move_to_archive=False)
    assert cast.rosa.client().get(page_of(case)).status_code == 404
    RetentionPolicy.objects.filter(house=case.house, approach=case.approach).update(may_move_to_archive=True)
    Case.objects.filter(pk=case.pk).update(destroy_on=today() + 400 * DAY)
    assert cast.rosa.client().get(page_of(case)).status_code == 404


@pytest.mark.parametrize("role", ("rosa", "mara", "fatima", "abel", "gea", "zoe"))
def test_nobody_else_makes_or_takes_it(cast: Cast, case: Case, role: str) -> None:
    transfer, client = packed(cast, case), getattr(cast, role).client()
    address = f"/vernietiging/archief/{transfer.pk}/"
    assert client.post(f"{address}1/").status_code == client.post(f"{address}maken/").status_code == 404
    assert client.get(address).status_code == (200 if role in ("mara", "fatima") else 404)
    with acting_as(getattr(cast, role).pk) as actor:
        assert not ArchivePart.objects.visible_to(actor).exists()


def test_another_house_does_not_see_it(cast: Cast, case: Case) -> None:
    transfer = packed(cast, case)
    other = staff("Rob", cast.other_house, "recordmanager").client()
    assert other.get(f"/vernietiging/archief/{transfer.pk}/").status_code == 404
    assert other.post(f"/vernietiging/archief/{transfer.pk}/1/").status_code == 404


def test_the_database_keeps_it_too(cast: Cast, case: Case) -> None:
    """Row-level security: who chose it says not that it was handed over, and a record manager chooses nothing."""
    transfer = packed(cast, case)
    with acting_as(cast.rosa.pk), pytest.raises(DatabaseError), transaction.atomic():
        ArchiveTransfer.objects.filter(pk=transfer.pk).update(handed_over_on=today(), handed_over_by=cast.rosa.user)
    with acting_as(cast.rosa.pk):
        assert list(ArchivePart.objects.all()) == []
    with pytest.raises(IntegrityError), transaction.atomic():
        ArchiveTransfer.objects.filter(pk=transfer.pk).update(handed_over_on=today(), handed_over_by=transfer.by)


def test_it_is_chosen_once(cast: Cast, case: Case) -> None:
    chosen(cast, case)
    with pytest.raises(StepNotAllowed):
        chosen(cast, case)
