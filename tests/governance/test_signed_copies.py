"""Annex 1 comes back signed: kept sealed, opened when the scanner found nothing, by who keeps the accession (annex 1; S45-S49)."""

from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from cases.models import ScanState
from cases.workflow.scanning import JOB
from governance.models import Accession, SignedCopy, SignedCopyFile
from governance.policy import NotAllowed
from governance.workflow import signing
from parties.models import Party, Protocol
from privacy.attachments import scan_waiting
from privacy.models import AccessLogLine, MalwareIncident
from tests.cast import Cast, Person
from tests.files import made
from tests.files.scanner import Clamd, needs_clamd
from tests.governance import story
from tests.jobs import do_jobs
from zvh.actor import acting_as
from zvh.filetypes import Format, Sent
from zvh.models import Job
from zvh.sealing import open_keyring
from zvh.today import today

PDF = made.pdf("Kanariehandtekening")


@pytest.fixture
def adopted(cast: Cast, consented: None) -> Accession:
    """The board agreed that this organisation joins."""
    board = story.board(cast)
    decision = board.decisions.create(
        keeper=board, year=today().year, place=1, kind="toetreding", subject="Toetreding", text="Tekst", state="gesloten",
        outcome="aangenomen", none_affected=True, decided_on=today(), by=cast.mara.user, at=timezone.now(),
    )  # fmt: skip
    made = Accession.objects.create(
        house=cast.house, party=Party.objects.create(slug="nieuwe-zorg", name="Nieuwe Zorg", source="aanvraag"),
        door=cast.house.accession_rule.doors.all()[0], received_on=today(), public_task="Zorg", by=cast.abel.user,
        at=timezone.now(),
    )  # fmt: skip
    days = {"checked_on": today(), "told_on": today(), "decided_on": today()}
    with acting_as(cast.abel.pk):
        Accession.objects.filter(pk=made.pk).update(
            stage="besluit", decision=decision, outcome="aangenomen", decided_words="besluit 1", **days
        )
    made.refresh_from_db()
    return made


@pytest.fixture
def consented(cast: Cast) -> None:
    """Nobody else takes part, so that nobody has to agree."""
    cast.house.covenant.memberships.update(until_date=today().replace(year=today().year - 1))


def url(accession: Accession) -> str:
    return f"/partijen/toetreding/{accession.pk}/getekend/"


def sent(name: str = "scan.pdf", content: bytes = PDF, of: str = "convenant") -> dict[str, Any]:
    return {"stuk": of, "exemplaar": SimpleUploadedFile(name, content)}


def kept(by: Person, accession: Accession, content: bytes = PDF) -> SignedCopy:
    with open_keyring(), acting_as(by.pk) as actor:
        return signing.keep_signed_copy(accession, None, Sent("scan.pdf", Format.PDF, content), by=actor)


def status(person: Person, copy: SignedCopy) -> int:
    return int(person.client().get(f"/partijen/toetreding/getekend/{copy.pk}/").status_code)


def judged(copy: SignedCopy, state: ScanState) -> None:
    SignedCopy.objects.filter(pk=copy.pk).update(state=state, scanned_at=timezone.now())


def test_what_came_back_signed_is_opened_after_the_scan(cast: Cast, adopted: Accession) -> None:
    abel, page = cast.abel.client(), f"/partijen/toetreding/{adopted.pk}/"
    assert "Er is nog geen getekend exemplaar" in abel.get(page).content.decode()
    assert abel.post(url(adopted), sent()).url == page
    protocol = cast.house.covenant.protocols.all()[0]
    assert abel.post(url(adopted), sent("foto.png", made.png(), str(protocol.pk))).status_code == 302
    one = SignedCopy.objects.get(protocol=None)
    assert one.is_waiting and Job.objects.unfinished().filter(name=JOB).count() == 2
    assert "Wacht op de virusscan" in abel.get(page).content.decode() and status(cast.abel, one) == 404
    with acting_as(cast.abel.pk):  # whatever asks
        assert not SignedCopyFile.objects.exists()
    judged(one, ScanState.CLEAN)
    answer = abel.get(f"/partijen/toetreding/getekend/{one.pk}/")
    assert answer.content == PDF and "bijlage-1-convenant-getekend.pdf" in answer["Content-Disposition"]
    assert AccessLogLine.objects.filter(rule="toetreding-getekend", object_id=str(one.pk)).exists()
    assert status(cast.mara, one) == 200 and cast.mara.client().get(url(adopted)).status_code == 404
    with connection.cursor() as cursor:
        cursor.execute("select position(%s in content) from governance_signedcopyfile", [b"Kanariehandtekening"])
        assert {row[0] for row in cursor.fetchall()} == {0}  # sealed


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("brief.docx", made.word(), "alleen als PDF, JPG of PNG"),
        ("scan.pdf", b"geen pdf", "al heet het zo"),
        ("scan.exe", b"MZ", "dit soort bestand kan hier niet"),
        ("leeg.pdf", b"", "leeg"),
    ],
)
def test_what_is_no_scan_is_refused_with_words(
    cast: Cast, adopted: Accession, name: str, content: bytes, says: str
) -> None:
    answer = cast.abel.client().post(url(adopted), sent(name, content))
    assert answer.status_code == 422 and says in answer.content.decode() and not SignedCopy.objects.exists()


def test_only_who_takes_it_further_adds_and_removes(cast: Cast, adopted: Accession) -> None:
    one = kept(cast.abel, adopted)
    judged(one, ScanState.CLEAN)
    for person in (cast.rosa, cast.fatima, cast.zoe):
        assert status(person, one) == 404
    with open_keyring(), acting_as(cast.mara.pk) as mara:
        with pytest.raises(NotAllowed):
            signing.keep_signed_copy(adopted, None, Sent("scan.pdf", Format.PDF, PDF), by=mara)
        with pytest.raises(NotAllowed):
            signing.remove_signed_copy(one, by=mara)
    away = f"/partijen/toetreding/getekend/{one.pk}/verwijderen/"
    assert cast.mara.client().post(away).status_code == 404 and SignedCopy.objects.exists()
    secretary = story.secretary(cast, story.board(cast))
    assert "kan niet terug" in secretary.client().get(away).content.decode()
    assert secretary.client().post(away).status_code == 302
    assert not SignedCopy.objects.exists() and not SignedCopyFile.objects.exists()
    assert AccessLogLine.objects.filter(rule="remove_signed_copy", action="D").exists()


def test_a_waiting_copy_goes_with_its_content(cast: Cast, adopted: Accession) -> None:
    one = kept(cast.abel, adopted)
    assert cast.abel.client().post(f"/partijen/toetreding/getekend/{one.pk}/verwijderen/").status_code == 302
    assert not SignedCopy.objects.exists() and not SignedCopyFile.objects.exists()


def test_nothing_is_signed_before_the_body_adopted_it(cast: Cast, adopted: Accession) -> None:
    Accession.objects.filter(pk=adopted.pk).update(outcome="verworpen")
    assert cast.abel.client().get(url(adopted)).status_code == 404
    with open_keyring(), acting_as(cast.abel.pk) as abel:
        with pytest.raises(NotAllowed):
            signing.keep_signed_copy(adopted, None, Sent("scan.pdf", Format.PDF, PDF), by=abel)
        with pytest.raises(DatabaseError), transaction.atomic():  # whoever writes it
            SignedCopy.objects.create(
                accession=adopted, format="pdf", size=1, by_id=abel.user_id, at=timezone.now()
            )  # fmt: skip


def test_only_scans_of_what_this_covenant_has_are_kept(cast: Cast, adopted: Accession) -> None:
    foreign = Protocol.objects.exclude(covenant=cast.house.covenant)[0]
    with open_keyring(), acting_as(cast.abel.pk) as abel:
        for protocol, form in ((foreign, Format.PDF), (None, Format.DOCX)):
            with pytest.raises(NotAllowed):
                signing.keep_signed_copy(adopted, protocol, Sent("x", form, PDF), by=abel)


def test_the_web_can_not_say_that_it_is_clean(cast: Cast, adopted: Accession) -> None:
    one = kept(cast.abel, adopted)
    with acting_as(cast.abel.pk), pytest.raises(DatabaseError), transaction.atomic():
        judged(one, ScanState.CLEAN)


@needs_clamd
def test_the_scanner_opens_or_destroys(cast: Cast, adopted: Accession, scanner: Clamd) -> None:
    clean, bad = kept(cast.abel, adopted), kept(cast.abel, adopted, made.EICAR)
    assert cast.fatima.pk
    mail.outbox.clear()
    do_jobs(JOB)
    assert status(cast.abel, clean) == 200 and status(cast.abel, bad) == 404
    bad.refresh_from_db()
    assert bad.is_refused and SignedCopyFile.objects.get().copy == clean
    incident = MalwareIncident.objects.get()
    assert (incident.dossier_id, incident.house, incident.party) == (bad.pk, cast.house, None)
    assert "Geweigerd" in cast.abel.client().get(f"/partijen/toetreding/{adopted.pk}/").content.decode()
    do_jobs("send_letter")
    assert {one.to[0] for one in mail.outbox} == {cast.abel.user.email, cast.fatima.user.email}


@needs_clamd
def test_what_waited_is_scanned_when_the_scanner_is_back(
    cast: Cast, adopted: Accession, scanner: Clamd, django_capture_on_commit_callbacks: Any
) -> None:
    """Also where its job is gone."""
    one = kept(cast.abel, adopted)
    Job.objects.all().delete()
    assert scan_waiting() == 1
    do_jobs(JOB)
    one.refresh_from_db()
    assert one.is_clean
