"""Papers of a meeting and texts of what was agreed, as files: sealed, scanned, read with what they belong to (conv. 4, 6; S45-S49)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.models import ScanState
from cases.workflow.scanning import JOB
from governance.models import AgendaPoint, AgreedVersion, BodyMeeting, BodyMinutes, Enclosure, EnclosureFile, Visitor
from governance.policy import NotAllowed
from governance.workflow import agenda, enclosing, visitors
from parties.roles import Purpose
from privacy.attachments import scan_waiting
from privacy.models import AccessLogLine, MalwareIncident
from tests.cast import Cast, Person, delegate
from tests.files import made
from tests.files.scanner import Clamd, needs_clamd
from tests.governance import story
from tests.jobs import do_jobs
from zvh.actor import acting_as
from zvh.filetypes import Format, Sent
from zvh.models import Job
from zvh.sealing import open_keyring
from zvh.today import today

PDF = made.pdf("Kanariestuk")


@pytest.fixture
def pia(cast: Cast) -> Person:
    """Delegate of the politie with a seat in the partneroverleg; the manager is its secretary."""
    found = delegate("Pia", cast.piet.party, cast.house, Purpose.PARTNEROVERLEG)
    story.secretary(cast, story.table(cast))
    story.seated(story.table(cast), found, cast.abel, every_party=True)
    return found


def upload(name: str = "stuk.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def sent(name: str = "stuk.pdf", content: bytes = PDF) -> Sent:
    return Sent(name, Format.PDF, content)


def handed_in(by: Person, cast: Cast, *files: Sent) -> AgendaPoint:
    with open_keyring(), acting_as(by.pk) as actor:
        return agenda.hand_in_point(
            story.table(cast), subject="Punt", text="", asks_decision=False, files=files, by=actor
        )


def invited(cast: Cast, meeting: BodyMeeting, mail: str, *points: AgendaPoint) -> Visitor:
    with acting_as(cast.mara.pk) as mara:
        return visitors.invite_visitor(meeting, name="Gina Gast", office="Adviseur", mail=mail, points=points, by=mara)


def judged(found: Enclosure, state: ScanState = ScanState.CLEAN) -> None:
    Enclosure.objects.filter(pk=found.pk).update(state=state, scanned_at=timezone.now())


def status(person: Person, found: Enclosure) -> int:
    return int(person.client().get(f"/bestuur/bijlagen/{found.pk}/").status_code)


def test_a_member_hands_in_a_point_with_its_papers(cast: Cast, pia: Person) -> None:
    body = story.table(cast)
    given = {
        "onderwerp": "Kanariepunt",
        "toelichting": "",
        "bestanden": [upload("Plan één.pdf"), upload("b.png", made.png())],
    }
    assert pia.client().post(f"/bestuur/organen/{body.pk}/inbreng/", given).status_code == 302
    one, two = Enclosure.objects.order_by("format")
    assert (one.format, two.format) == ("pdf", "png") and one.is_waiting
    meeting = story.meeting(cast, body, today())
    address = f"/bestuur/vergaderingen/{meeting.pk}/"
    cast.mara.client().post(address, {"op": str(AgendaPoint.objects.get().pk)})
    page = pia.client().get(address).content.decode()
    assert (
        "Plan één.pdf" in page and "Wacht op de virusscan" in page and f"/bestuur/bijlagen/{one.pk}/" + '"' not in page
    )
    assert status(pia, one) == 404
    with acting_as(cast.mara.pk):  # whatever asks
        assert not EnclosureFile.objects.exists()
    judged(one)
    answer = pia.client().get(f"/bestuur/bijlagen/{one.pk}/")
    assert answer.content == PDF and answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")
    assert AccessLogLine.objects.filter(rule="bijlage", object_id=str(one.pk)).exists()
    with connection.cursor() as cursor:
        cursor.execute("select position(%s in content) from governance_enclosurefile", [b"Kanariestuk"])
        assert {row[0] for row in cursor.fetchall()} == {0}  # sealed


def test_only_members_read_it_and_only_who_brought_it_or_the_secretary_changes_it(cast: Cast, pia: Person) -> None:
    point = handed_in(pia, cast, sent())
    found = Enclosure.objects.get()
    judged(found)
    other = delegate("Otis", cast.olga.party, cast.house, Purpose.PARTNEROVERLEG)
    story.seated(story.table(cast), other, cast.abel, every_party=True)
    assert [status(one, found) for one in (pia, cast.mara, other)] == [200, 200, 200]
    assert [status(one, found) for one in (cast.abel, cast.rosa, cast.fatima, cast.piet, cast.zoe)] == [404] * 5
    address = f"/bestuur/punten/{point.pk}/stukken/"
    assert other.client().post(address, {"bestanden": upload()}).status_code == 404
    with open_keyring(), acting_as(other.pk) as actor:
        with pytest.raises(NotAllowed):
            enclosing.enclose([sent()], point=point, by=actor)
        with pytest.raises(NotAllowed):
            enclosing.remove_enclosure(found, by=actor)
        with pytest.raises(DatabaseError), transaction.atomic():  # whoever writes it
            Enclosure.objects.create(
                point=point, format="pdf", size=1, by_id=actor.user_id, at=timezone.now()
            )  # fmt: skip
        assert Enclosure.objects.filter(pk=found.pk)._raw_delete("default") == 0
    assert cast.mara.client().post(address, {"bestanden": upload("van de secretaris.pdf")}).status_code == 302
    away = f"/bestuur/bijlagen/{found.pk}/verwijderen/"
    assert "kan niet terug" in pia.client().get(away).content.decode()
    assert pia.client().post(away).status_code == 302
    assert Enclosure.objects.get().name == "van de secretaris.pdf"


def test_a_waiting_paper_goes_with_its_content(cast: Cast, pia: Person) -> None:
    handed_in(pia, cast, sent())
    assert pia.client().post(f"/bestuur/bijlagen/{Enclosure.objects.get().pk}/verwijderen/").status_code == 302
    assert not Enclosure.objects.exists() and not EnclosureFile.objects.exists()


def test_papers_stay_as_they_are_once_the_minutes_are_round(cast: Cast, pia: Person) -> None:
    point = handed_in(pia, cast, sent())
    point.meeting = story.meeting(cast, story.table(cast), today())
    point.save()
    BodyMinutes.objects.create(
        meeting=point.meeting, text="Verslag", distributed_on=today(), by=cast.mara.user, at=timezone.now()
    )
    found = Enclosure.objects.get()
    for person in (pia, cast.mara):
        assert person.client().get(f"/bestuur/punten/{point.pk}/stukken/").status_code == 404
        with open_keyring(), acting_as(person.pk) as actor:
            with pytest.raises(NotAllowed):
                enclosing.remove_enclosure(found, by=actor)
            assert Enclosure.objects.filter(pk=found.pk)._raw_delete("default") == 0


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("stuk.pdf", b"geen pdf", "al heet het zo"),
        ("stuk.exe", b"MZ", "dit soort bestand kan hier niet"),
        ("leeg.pdf", b"", "leeg"),
    ],
)
def test_what_can_not_in_is_refused_with_words(cast: Cast, pia: Person, name: str, content: bytes, says: str) -> None:
    given = {"onderwerp": "Kanariepunt", "bestanden": [upload(), upload(name, content)]}
    answer = pia.client().post(f"/bestuur/organen/{story.table(cast).pk}/inbreng/", given)
    assert answer.status_code == 422 and says in answer.content.decode() and "Kanariepunt" in answer.content.decode()
    assert not Enclosure.objects.exists() and not AgendaPoint.objects.exists()


def test_a_point_has_so_many_papers_at_most(cast: Cast, pia: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(enclosing, "MOST", 1)
    point = handed_in(pia, cast, sent())
    answer = pia.client().post(f"/bestuur/punten/{point.pk}/stukken/", {"bestanden": upload()})
    assert answer.status_code == 422 and "Verwijder eerst" in answer.content.decode() and Enclosure.objects.count() == 1


def test_the_text_of_a_version_is_a_file_or_lies_somewhere(cast: Cast, pia: Person) -> None:
    mara, address = cast.mara.client(), f"/naleving/{cast.house.code}/afspraken/nieuw/"
    given = {"wat": "werkproces", "versie": "2", "vanaf": f"{today():%d-%m-%Y}", "wijziging": "Korter", "plaats": ""}
    answer = mara.post(address, given)
    assert answer.status_code == 422 and "waar de tekst staat, of voeg het bestand toe" in answer.content.decode()
    page = mara.post(address, {**given, "bestanden": upload("werkproces.pdf")}).url
    found = Enclosure.objects.get()
    assert found.agreed == AgreedVersion.objects.get() and found.house_id == cast.house.pk
    assert (
        "werkproces.pdf" in mara.get(page).content.decode()
        and "Waar de tekst staat" not in mara.get(page).content.decode()
    )
    judged(found)
    assert [status(one, found) for one in (cast.mara, cast.abel, cast.fatima)] == [200, 200, 200]
    assert [status(one, found) for one in (pia, cast.rosa, cast.zoe)] == [404] * 3
    assert cast.abel.client().post(f"{page}tekst/", {"bestanden": upload("bijlage.pdf")}).url == page
    assert cast.fatima.client().get(f"{page}tekst/").status_code == 404
    assert cast.fatima.client().post(f"/bestuur/bijlagen/{found.pk}/verwijderen/").status_code == 404
    assert Enclosure.objects.count() == 2


def test_a_meeting_page_asks_as_much_for_three_points_as_for_one(cast: Cast, pia: Person) -> None:
    meeting = story.meeting(cast, story.table(cast), today())
    client, counts = cast.mara.client(), []
    for number in range(3):
        point = handed_in(pia, cast, sent(), sent())
        AgendaPoint.objects.filter(pk=point.pk).update(meeting=meeting)
        invited(cast, meeting, f"gast{number}@voorbeeld.invalid", AgendaPoint.objects.get(pk=point.pk))
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/bestuur/vergaderingen/{meeting.pk}/")
        counts.append(len(asked))
    assert counts[0] == counts[2]


@needs_clamd
def test_the_scanner_opens_or_destroys(cast: Cast, pia: Person, scanner: Clamd) -> None:
    handed_in(pia, cast, sent(), Sent("slecht.pdf", Format.PDF, made.EICAR))
    do_jobs(JOB)
    clean, bad = Enclosure.objects.get(state=ScanState.CLEAN), Enclosure.objects.get(state=ScanState.REFUSED)
    assert status(pia, clean) == 200 and status(pia, bad) == 404
    assert EnclosureFile.objects.get().enclosure == clean
    incident = MalwareIncident.objects.get()
    assert (incident.dossier_id, incident.house, incident.party) == (bad.pk, cast.house, None)


@needs_clamd
def test_what_waited_is_scanned_when_the_scanner_is_back(cast: Cast, pia: Person, scanner: Clamd) -> None:
    """Also where its job is gone."""
    handed_in(pia, cast, sent())
    Job.objects.all().delete()
    assert scan_waiting() == 1
    do_jobs(JOB)
    assert Enclosure.objects.get().is_clean
