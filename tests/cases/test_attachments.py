"""Documents: which kinds, by whom, read by whom, opened when the scanner found nothing, gone when taken away (DPIA 1; S45-S49)."""

from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from cases.models import Attachment, AttachmentFile, Case, Contribution, ScanState, State
from cases.phases import StepNotAllowed
from cases.policy import NotAllowed
from cases.workflow import attachment as work
from cases.workflow.contribution import answer_without, discard_contribution, withdraw
from parties.models import AttachmentKind
from privacy.attachments import scan_waiting
from privacy.models import AccessLogLine, MalwareIncident
from tests.access.world import scanned
from tests.cases import files, story
from tests.cases.contribution.story import ask, deliver, draft, open_table
from tests.cases.test_worklist import queries
from tests.cast import Cast, Person
from tests.files import made
from tests.files.scanner import Clamd, needs_clamd
from tests.jobs import do_jobs
from zvh.actor import acting_as
from zvh.filetypes import Format
from zvh.models import Job
from zvh.sealing import open_keyring

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def case(cast: Cast) -> Case:
    return story.at_table(cast, cast.piet, cast.olga, cast.gea)


@pytest.fixture
def shared(cast: Cast, case: Case) -> Contribution:
    """Of Piet, and read by Olga."""
    found = deliver(case, cast.piet, release_level="tafel")
    open_table(cast, case, cast.piet, cast.olga)
    return found


def url(case: Case, part: str = "") -> str:
    return f"/casussen/{case.number}/documenten/{part}"


def kind(code: str) -> AttachmentKind:
    return AttachmentKind.objects.get(code=code)


def sent(*uploads: tuple[str, bytes], code: str = "brief", **about: Any) -> dict[str, Any]:
    found = [SimpleUploadedFile(name, content) for name, content in uploads]
    return {"soort": kind(code).pk, "bestanden": found, "toelichting": "", **about}


def status(person: Person, attachment: Attachment) -> int:
    return int(person.client().get(url(attachment.case, f"{attachment.pk}/")).status_code)


def content(attachment: Attachment) -> bytes:
    with open_keyring():
        return bytes(AttachmentFile.objects.get(attachment=attachment).content)


# --- which kinds ---------------------------------------------------------------------------------------------------------


def test_utrecht_allows_four_kinds_and_others_have_the_usual_ones(cast: Cast) -> None:
    """DPIA 1."""
    of_top_x, of_others = (
        AttachmentKind.objects.of_approach(cast.house.approaches.get(code=code)) for code in ("top-x", story.APPROACH)
    )
    assert [one.code for one in of_top_x] == ["sfeerverbaal", "reactie-op-verzoek", "cjib-overzicht", "brief"]
    assert {one.code for one in of_others} == {
        "reactie-op-verzoek", "cjib-overzicht", "brief", "verslag", "besluit", "overzicht",
    }  # fmt: skip
    assert cast.house.approaches.get(code="top-x").attachment_source == "DPIA 1"
    assert all(one.source for one in AttachmentKind.objects.all())


@pytest.mark.parametrize(("code", "form"), [("sfeerverbaal", Format.PDF), ("cjib-overzicht", Format.DOCX)])
def test_what_the_approach_does_not_allow_is_refused_by_the_step_itself(
    cast: Cast, case: Case, code: str, form: Format
) -> None:
    with open_keyring(), acting_as(cast.rosa.pk) as rosa, pytest.raises(StepNotAllowed):
        work.add_to_case(case, [files.sent(form=form)], files.about(code), by=rosa)
    assert not Attachment.objects.exists()


# --- who brings, reads and takes away ------------------------------------------------------------------------------------


def test_what_goes_with_a_contribution_is_read_by_who_reads_that(cast: Cast, case: Case, shared: Contribution) -> None:
    one = files.sent_along(cast.piet, shared)
    scanned(one)
    for person, found in (
        (cast.piet, 200), (cast.olga, 200), (cast.rosa, 200), (cast.otto, 200), (cast.mara, 200),
        (cast.gea, 404), (cast.gijs, 404), (cast.zoe, 404), (cast.abel, 404), (cast.fatima, 404),
    ):  # fmt: skip
        assert status(person, one) == found, person.user.name
    with open_keyring(), acting_as(cast.piet.pk) as piet:
        withdraw(shared, by=piet)
    assert not Attachment.objects.exists() and not AttachmentFile.objects.exists()
    assert status(cast.rosa, one) == status(cast.piet, one) == 404


def test_with_a_draft_only_the_supplier_sees_it(cast: Cast, case: Case) -> None:
    mine = draft(case, cast.piet)
    scanned(files.sent_along(cast.piet, mine))
    one = Attachment.objects.get()
    assert [status(person, one) for person in (cast.piet, cast.rosa, cast.olga)] == [200, 404, 404]
    with open_keyring(), acting_as(cast.piet.pk) as piet:
        discard_contribution(mine, by=piet)
    assert not Attachment.objects.exists() and not AttachmentFile.objects.exists()


def test_who_has_nothing_to_supply_leaves_no_file(cast: Cast, case: Case) -> None:
    (asked,) = ask(cast, case, cast.piet)
    files.sent_along(cast.piet, draft(case, cast.piet, asked))
    with open_keyring(), acting_as(cast.piet.pk) as piet:
        answer_without(asked, state=State.NOTHING, reason="", by=piet)
    assert not Attachment.objects.exists() and not AttachmentFile.objects.exists()


def test_a_document_of_the_house_is_of_its_staff(cast: Cast, case: Case) -> None:
    one = files.of_house(cast.rosa, case)
    scanned(one)
    found = {
        person: status(person, one) for person in (cast.rosa, cast.otto, cast.mara, cast.piet, cast.olga, cast.zoe)
    }
    assert list(found.values()) == [200, 200, 200, 404, 404, 404]


def test_nobody_else_brings_or_takes_away(cast: Cast, case: Case, shared: Contribution) -> None:
    one, own = files.sent_along(cast.piet, shared), files.of_house(cast.rosa, case)
    for person in (cast.olga, cast.rosa, cast.mara, cast.gea):
        with open_keyring(), acting_as(person.pk) as actor, pytest.raises(NotAllowed):
            work.add_to_contribution(shared, [files.sent()], files.about(), by=actor)
        with open_keyring(), acting_as(person.pk) as actor, pytest.raises(NotAllowed):
            work.remove_attachment(one, by=actor)
    for person in (cast.piet, cast.mara, cast.zoe):
        with open_keyring(), acting_as(person.pk) as actor, pytest.raises(NotAllowed):
            work.add_to_case(case, [files.sent()], files.about(), by=actor)
        with open_keyring(), acting_as(person.pk) as actor, pytest.raises(NotAllowed):
            work.remove_attachment(own, by=actor)
    assert Attachment.objects.count() == AttachmentFile.objects.count() == 2


def test_the_web_can_not_say_itself_that_a_file_is_clean(cast: Cast, case: Case) -> None:
    """Second line: no page, and no fault in one, opens what was not scanned."""
    one = files.of_house(cast.rosa, case)
    with acting_as(cast.rosa.pk), connection.cursor() as cursor:
        cursor.execute("select has_table_privilege('zvh_web', 'cases_attachment', 'update')")
        assert cursor.fetchone() == (False,)
        for state, seen in (("wacht", 0), ("geweigerd", 0), ("schoon", 1)):
            cursor.execute("reset role")
            scanned_at = None if state == "wacht" else one.at
            cursor.execute("update cases_attachment set state = %s, scanned_at = %s", [state, scanned_at])
            cursor.execute("set local role zvh_web")
            cursor.execute("select count(*) from cases_attachmentfile")
            assert cursor.fetchone() == (seen,), state


def test_one_that_waits_is_taken_away_with_what_is_in_it(cast: Cast, case: Case) -> None:
    one = files.of_house(cast.rosa, case)
    client = cast.rosa.client()
    assert "verwijderen" in client.get(url(case, f"{one.pk}/verwijderen/")).content.decode()
    assert client.post(url(case, f"{one.pk}/verwijderen/")).status_code == 302
    assert not Attachment.objects.exists() and not AttachmentFile.objects.exists()
    assert AccessLogLine.objects.filter(rule="remove_attachment", action="D").exists()


def test_more_than_its_share_nobody_has_in_a_case(cast: Cast, case: Case, monkeypatch: Any) -> None:
    monkeypatch.setattr(work, "MOST_OF_ONE", len(files.CONTENT) + 10)
    files.of_house(cast.rosa, case)
    answer = cast.rosa.client().post(url(case, "toevoegen/"), sent(("brief.pdf", files.CONTENT)))
    assert answer.status_code == 422 and "Verwijder eerst" in answer.content.decode()
    assert Attachment.objects.count() == 1


# --- the forms -----------------------------------------------------------------------------------------------------------


def test_several_files_at_once_without_javascript(cast: Cast, case: Case) -> None:
    given = sent(
        ("eén.pdf", made.pdf("a")), ("twee.docx", made.word()), ("../../drie.JPG", made.jpg()), toelichting="Kanarie"
    )
    assert cast.rosa.client().post(url(case, "toevoegen/"), given).status_code == 302
    with open_keyring():
        found = {one.name: (one.format, one.description) for one in Attachment.objects.all()}
    assert found == {"eén.pdf": ("pdf", "Kanarie"), "twee.docx": ("docx", "Kanarie"), "drie.jpg": ("jpg", "Kanarie")}
    assert Job.objects.unfinished().filter(name="scan_file").count() == 3


def test_each_wrong_file_is_named_and_nothing_of_the_rest_is_lost(cast: Cast, case: Case) -> None:
    given = sent(
        ("goed.pdf", made.pdf()), ("fout.exe", b"MZ"), ("tabel.xlsx", made.excel()), toelichting="Mijn toelichting"
    )
    answer = cast.rosa.client().post(url(case, "toevoegen/"), given)
    page = answer.content.decode()
    assert answer.status_code == 422 and "Mijn toelichting" in page
    assert "fout.exe: dit soort bestand kan hier niet" in page and "goed.pdf:" not in page
    assert "tabel.xlsx: dit kan bij deze soort alleen als PDF, Word, ODT, JPG of PNG" in page
    assert f'value="{kind("brief").pk}" checked' in page or "checked" in page
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, ["Kies soort document", "Kies een of meer bestanden"]),
        ({"soort": "999999"}, ["Kies bij soort document iets uit de lijst"]),
        ({"toelichting": "x" * 501}, ["hoogstens 500 tekens"]),
    ],
)
def test_what_is_missing_is_said(cast: Cast, case: Case, given: dict[str, str], words: list[str]) -> None:
    answer = cast.rosa.client().post(url(case, "toevoegen/"), given)
    assert answer.status_code == 422
    assert [word for word in words if word not in answer.content.decode()] == []


def test_too_many_or_too_large_is_said(cast: Cast, case: Case) -> None:
    client, one = cast.rosa.client(), made.pdf()
    many = client.post(url(case, "toevoegen/"), sent(*((f"{n}.pdf", one) for n in range(11))))
    large = client.post(url(case, "toevoegen/"), sent(("groot.pdf", b"%PDF-" + bytes(20_000_000))))
    huge = client.post(
        url(case, "toevoegen/"), sent(*((f"{n}.pdf", bytes(15_000_000)) for n in range(3)), toelichting="Blijft")
    )
    assert [answer.status_code for answer in (many, large, huge)] == [422, 422, 422]
    assert "te veel" in many.content.decode() and "groter dan 20 MB" in large.content.decode()
    assert "samen 40 MB" in huge.content.decode() and "Blijft" in huge.content.decode()
    assert not Attachment.objects.exists()


def test_a_party_sends_files_along_while_it_writes(cast: Cast, case: Case) -> None:
    mine, client = draft(case, cast.piet), cast.piet.client()
    page = f"/bijdragen/{mine.pk}/bijlagen/"
    form = client.get(f"/bijdragen/{mine.pk}/").content.decode()
    assert 'value="bijlagen"' in form
    assert client.post(page, sent(("brief.pdf", made.pdf()))).status_code == 302
    assert "Wacht op de virusscan" in client.get(page).content.decode()
    assert "brief.pdf" in client.get(f"/bijdragen/{mine.pk}/controle/").content.decode()


def test_after_sending_the_house_hears_of_a_file_more(cast: Cast, case: Case, shared: Contribution) -> None:
    Case.objects.filter(pk=case.pk).update(procesregisseur=cast.rosa.user)
    shared = Contribution.objects.select_related("case").get(pk=shared.pk)
    files.sent_along(cast.piet, shared)
    do_jobs("send_letter")
    assert [letter.subject for letter in mail.outbox if letter.to == [cast.rosa.user.email]][
        -1
    ] == "Een bijdrage is verbeterd"


# --- reading -------------------------------------------------------------------------------------------------------------


def test_a_file_is_served_as_a_file_and_nothing_else(cast: Cast, case: Case) -> None:
    """S45: own type, never shown inside the website; 03, R10: in the log with its purpose."""
    one = files.of_house(cast.rosa, case, "Brief van 3 mei é.pdf")
    scanned(one)
    answer = cast.otto.client().get(url(case, f"{one.pk}/"))
    assert answer.content == files.CONTENT and answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''Brief%20van%203%20mei%20%C3%A9.pdf"
    assert answer["X-Content-Type-Options"] == "nosniff" and answer["Cache-Control"] == "no-store"
    line = AccessLogLine.objects.get(rule="document", object_id=str(one.pk))
    assert (line.actor_id, line.purpose, line.parts, line.dossier_id) == (
        cast.otto.user.pk, "casusoverleg", ["brief"], case.pk,
    )  # fmt: skip


def test_nothing_of_it_stands_in_the_clear(cast: Cast, case: Case) -> None:
    files.of_house(cast.rosa, case, "kanarienaam.pdf", made.pdf("kanarietekst"))
    with connection.cursor() as cursor:
        cursor.execute(
            "select encode(content, 'escape') || (select a::text from cases_attachment a) from cases_attachmentfile"
        )
        (row,) = cursor.fetchone()
        cursor.execute("select string_agg(l::text, '') from privacy_auditentry l")
        (audit,) = cursor.fetchone()
    assert "kanarie" not in row + (audit or "") and content(Attachment.objects.get()) == made.pdf("kanarietekst")


def test_the_page_of_the_case_lists_what_one_may_read(cast: Cast, case: Case, shared: Contribution) -> None:
    files.of_house(cast.rosa, case, "vanhuis.pdf")
    scanned(files.sent_along(cast.piet, shared, "vanpiet.pdf"))
    pages = {name: getattr(cast, name).client().get(url(case)).content.decode() for name in ("rosa", "olga", "gea")}
    assert "vanhuis.pdf" in pages["rosa"] and "vanpiet.pdf" in pages["rosa"]
    assert (
        "vanpiet.pdf" in pages["olga"] and "vanhuis.pdf" not in pages["olga"] and "Wet politiegegevens" in pages["olga"]
    )
    assert "vanpiet.pdf" not in pages["gea"] and "vanhuis.pdf" not in pages["gea"]
    assert "Document toevoegen" in pages["rosa"] and "Document toevoegen" not in pages["olga"]


def test_a_print_names_what_one_may_read(cast: Cast, case: Case, shared: Contribution) -> None:
    files.of_house(cast.rosa, case, "vanhuis.pdf")
    files.sent_along(cast.piet, shared, "vanpiet.pdf")
    given = {"delen": ["documenten", "bijdragen"], "reden": "overleg"}
    found = {
        p: p.client().post(f"/casussen/{case.number}/afdrukken/", given).content.decode()
        for p in (cast.rosa, cast.olga, cast.gea)
    }
    assert [("vanhuis.pdf" in text, text.count("vanpiet.pdf")) for text in found.values()] == [
        (True, 2),
        (False, 2),
        (False, 0),
    ]


@pytest.mark.parametrize("place", ["documenten/", "bijdragen/", "bijdrage"])
def test_one_and_thirty_take_as_many_queries(cast: Cast, case: Case, shared: Contribution, place: str) -> None:
    address = f"/bijdragen/{shared.pk}/" if place == "bijdrage" else f"/casussen/{case.number}/{place}"
    counts = []
    for _ in range(2):
        while Attachment.objects.count() < (2 if not counts else 30):
            files.sent_along(cast.piet, shared)
            files.of_house(cast.rosa, case)
        queries(cast.rosa, address)
        counts.append(len(queries(cast.rosa, address)))
    assert counts[0] == counts[1]


# --- the scan ------------------------------------------------------------------------------------------------------------


@needs_clamd
def test_what_is_clean_opens_after_the_scan(cast: Cast, case: Case, scanner: Clamd) -> None:
    one = files.of_house(cast.rosa, case)
    assert status(cast.rosa, one) == 404
    do_jobs("scan_file")
    one.refresh_from_db()
    assert one.is_clean and one.scanned_at and status(cast.rosa, one) == 200
    assert not MalwareIncident.objects.exists()


@needs_clamd
def test_malware_is_destroyed_and_told(cast: Cast, case: Case, shared: Contribution, scanner: Clamd) -> None:
    Case.objects.filter(pk=case.pk).update(procesregisseur=cast.rosa.user)
    hidden = made.with_part(made.word(), "word/media/a.png", made.EICAR)
    one = files.sent_along(cast.piet, shared, "kwaad.pdf", hidden)
    assert cast.fatima.pk
    mail.outbox.clear()
    do_jobs("scan_file")
    one.refresh_from_db()
    assert one.is_refused and one.found.startswith("Eicar") and not AttachmentFile.objects.exists()
    incident = MalwareIncident.objects.get()
    assert (incident.dossier_id, incident.house, incident.party) == (case.pk, cast.house, cast.piet.party)
    do_jobs("send_letter")
    told = {letter.to[0] for letter in mail.outbox if letter.subject == "Een bestand is geweigerd door de virusscan"}
    assert told == {person.user.email for person in (cast.piet, cast.rosa, cast.fatima)}
    assert status(cast.piet, one) == status(cast.rosa, one) == 404
    assert "Geweigerd" in cast.rosa.client().get(url(case)).content.decode()
    assert "Eicar" in cast.fatima.client().get("/vernietiging/").content.decode()
    do_jobs("scan_file")
    assert MalwareIncident.objects.count() == 1


def test_without_a_scanner_it_waits_and_nobody_opens_it(cast: Cast, case: Case, no_scanner: None) -> None:
    """S47, fail-open."""
    one = files.of_house(cast.rosa, case)
    do_jobs("scan_file")
    job = Job.objects.get(name="scan_file")
    assert job.finished_at is None and (job.attempts, job.failed_with) == (1, "ScannerAway")
    one.refresh_from_db()
    assert one.is_waiting and status(cast.rosa, one) == 404 and content(one) == files.CONTENT
    assert "kan niemand het openen" in cast.rosa.client().get(url(case)).content.decode()
    assert scan_waiting() == 0


@needs_clamd
def test_when_the_scanner_is_back_what_waited_is_scanned(
    cast: Cast, case: Case, clamd: Clamd, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    """However often it failed, and also where its job is gone."""
    settings.CLAMD = str(clamd.socket) + ".weg"
    first, second = files.of_house(cast.rosa, case), files.of_house(cast.rosa, case)
    Job.objects.filter(arguments__attachment_id=str(first.pk)).update(attempts=12)
    Job.objects.filter(arguments__attachment_id=str(second.pk)).delete()
    assert scan_waiting() == 0
    settings.CLAMD = str(clamd.socket)
    with django_capture_on_commit_callbacks():
        assert scan_waiting() == 2
    do_jobs("scan_file")
    assert set(Attachment.objects.values_list("state", flat=True)) == {ScanState.CLEAN}
    assert scan_waiting() == 0


@needs_clamd
def test_what_was_taken_away_while_it_waited_is_no_error(cast: Cast, case: Case, scanner: Clamd) -> None:
    one = files.of_house(cast.rosa, case)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        work.remove_attachment(one, by=rosa)
    do_jobs("scan_file")
    assert Job.objects.get(name="scan_file").finished_at and not Attachment.objects.exists()
