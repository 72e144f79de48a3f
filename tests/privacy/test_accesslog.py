"""The log itself: complete, of ids only, and not to be changed by any process (09, sections 2 and F)."""

import logging
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.forms.models import model_to_dict

from cases.models import Case, Subject
from privacy import accesslog
from privacy.audit import mask
from privacy.models import AccessLogLine, AuditEntry, EventKind, Outcome
from tests.cases import story
from tests.cast import Cast
from zvh.actor import acting_as
from zvh.headers import OneLine
from zvh.models import Job
from zvh.sealing import open_keyring
from zvh.tasks import run_job

CANARY, BSN, MASK = "Zilverreiger", "123456782", "•••"
LOGS = ("privacy_accesslogline", "privacy_auditentry")


def page_of(case: Case) -> str:
    return f"/casussen/{case.number}/"


def test_every_view_leaves_one_line(cast: Cast) -> None:
    case, client = story.filed(cast), cast.rosa.client()
    before = AccessLogLine.objects.count()
    for _ in range(3):
        assert client.get(page_of(case)).status_code == 200
    lines = AccessLogLine.objects.filter(rule="casus", object_type="case", object_id=str(case.pk))
    assert (lines.count(), AccessLogLine.objects.count() - before) == (3, 3)
    line = lines[0]
    said = (line.actor_id, line.capacity_id, line.actor_role, line.house_id, line.dossier_id, line.outcome)
    assert said == (cast.rosa.user.pk, cast.rosa.pk, "procesregisseur", cast.house.pk, case.pk, Outcome.OK)
    assert line.request_id and line.session_hash and line.origin == "127.0.0.1"


def test_a_delegate_is_logged_with_the_party(cast: Cast) -> None:
    case = story.at_table(cast, cast.gea)
    assert cast.gea.client().get(page_of(case)).status_code == 200
    line = AccessLogLine.objects.get(rule="casus", actor_id=cast.gea.user.pk)
    assert (line.actor_role, line.actor_party_id, line.house_id) == ("delegate", cast.gea.party.pk, cast.house.pk)


def test_a_refused_attempt_stays_and_says_nothing_else(cast: Cast) -> None:
    case = story.filed(cast)
    assert cast.rosa.client().get(page_of(case)).status_code == 200
    assert cast.zoe.client().get(page_of(case)).status_code == 404
    assert cast.zoe.client().post(f"{page_of(case)}aanmelding/in-behandeling/").status_code == 404
    lines = AccessLogLine.objects.filter(actor_id=cast.zoe.user.pk)
    assert sorted(lines.values_list("rule", "outcome", "reason", "object_id")) == [
        ("casus", "denied", "404", ""),
        ("casus-in-behandeling", "denied", "404", ""),
    ]


def test_what_was_refused_is_not_in_the_log_as_done(cast: Cast) -> None:
    case, client = story.filed(cast), cast.rosa.client()
    address = f"{page_of(case)}aanmelding/in-behandeling/"
    assert client.post(address, {"toelichting": "ja"}).status_code == 302
    done = AccessLogLine.objects.filter(outcome=Outcome.OK)
    before = done.count()
    assert done.filter(rule="accept_for_triage").count() == 1
    assert client.post(address, {"toelichting": "ja"}).status_code == 404
    assert done.count() == before


def test_no_line_no_answer(cast: Cast) -> None:
    """S51: with a log that can not be written, pages answer 503 and show nothing."""
    case, client = story.filed(cast, surname=CANARY), cast.rosa.client()
    address = f"{page_of(case)}aanmelding/"
    assert CANARY in client.get(address).content.decode()
    with connection.cursor() as cursor:
        cursor.execute(
            "create function pg_temp.full() returns trigger language plpgsql as $$ begin raise exception 'disk full'; end $$"
        )
        cursor.execute(
            "create trigger disk_full before insert on privacy_accesslogline for each row execute function pg_temp.full()"
        )
    for path in (address, page_of(case), "/casussen/"):
        answer = client.get(path)
        assert answer.status_code == 503
        assert CANARY not in answer.content.decode() and str(case.number) not in answer.content.decode()
    with connection.cursor() as cursor:
        cursor.execute("drop trigger disk_full on privacy_accesslogline")
    assert CANARY in client.get(address).content.decode()


@pytest.mark.parametrize("role", ["zvh_web", "zvh_job", "zvh_backup", "none"])
@pytest.mark.parametrize("table", LOGS)
def test_no_process_changes_what_was_written(cast: Cast, role: str, table: str) -> None:
    story.filed(cast)
    for statement in (f"update {table} set id = id", f"delete from {table}", f"truncate {table}"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"select count(*) from {table}")
            assert cursor.fetchone()[0] > 0
            cursor.execute("select set_config('role', %s, true)", [role])
            cursor.execute(statement)


def test_nobody_writes_in_the_name_of_somebody_else(cast: Cast) -> None:
    own = {"event_kind": EventKind.LIST, "action": "R"}
    with acting_as(cast.rosa.pk) as rosa:
        AccessLogLine.objects.bulk_create([AccessLogLine(actor_id=rosa.user_id, **own)])
        with pytest.raises(DatabaseError), transaction.atomic():
            AccessLogLine.objects.bulk_create([AccessLogLine(actor_id=cast.otto.user.pk, **own)])
    assert AccessLogLine.objects.filter(actor_id=cast.rosa.user.pk, event_kind="list").count() == 1


def test_the_audit_names_the_field_the_person_and_the_capacity_and_never_the_value(cast: Cast) -> None:
    case = story.filed(cast, surname=CANARY)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        person = Subject.objects.visible_to(rosa).get(case=case)
        person.bsn, person.place = BSN, CANARY
        person.save()
    entry = AuditEntry.objects.filter(object_pk=str(person.pk), action=AuditEntry.Action.UPDATE).get()
    assert (entry.actor_id, entry.capacity_id) == (cast.rosa.user.pk, cast.rosa.pk)
    assert set(entry.changes) == {"bsn", "place"}
    assert {value for pair in entry.changes.values() for value in pair} <= {MASK, mask("")}
    assert entry.object_repr == f"subject {person.pk}"


def test_the_logs_hold_no_personal_data(cast: Cast) -> None:
    """The scanner finds the canary where it may stand, sealed values aside, and not in the logs."""
    case = story.filed(cast, surname=CANARY)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        assert Subject.objects.visible_to(rosa).get(case=case).surname == CANARY
    cast.rosa.client().get(f"{page_of(case)}aanmelding/")
    cast.rosa.client().post("/casussen/", {"zoek": CANARY})
    for model in (AccessLogLine, AuditEntry, Job):
        rows = [str({**model_to_dict(row), "pk": row.pk}) for row in model.objects.all()]
        assert rows
        assert [row for row in rows if CANARY in row or BSN in row] == []
    assert CANARY in str(model_to_dict(Subject(case=case, surname=CANARY)))


def test_a_failed_job_keeps_the_class_of_the_error_only(cast: Cast, monkeypatch: Any) -> None:
    """S54: the text of an exception may hold what somebody typed."""
    from zvh.jobs import WORK

    def breaks(**ids: str) -> None:
        raise ValueError(f"de naam is {CANARY}")

    monkeypatch.setitem(WORK, "breekt", breaks)
    job = Job.objects.create(name="breekt", arguments={"case_id": str(uuid4())})
    run_job(str(job.pk))
    job.refresh_from_db()
    assert (job.failed_with, job.attempts, job.finished_at) == ("ValueError", 1, None)


def test_a_clash_of_values_stays_out_of_our_log(cast: Cast) -> None:
    """S54: PostgreSQL names the value in the detail of a unique clash; what a page logs of it names it not."""
    case = story.filed(cast)
    with pytest.raises(IntegrityError) as clash, transaction.atomic():
        Case.objects.create(
            house=case.house, approach=case.approach, filed_by=case.filed_by, phase="aanmelding", number=case.number
        )
    assert str(case.number) in str(clash.value)
    about = (clash.type, clash.value, clash.tb)
    record = logging.LogRecord("zvh", logging.ERROR, __file__, 1, "failed", (), about)
    assert str(case.number) in logging.StreamHandler().format(record)
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["one_line"]
    record.exc_text = None
    OneLine().filter(record)
    shown = logging.StreamHandler().format(record)
    assert "failed [IntegrityError in " in shown
    assert str(case.number) not in shown and "\n" not in shown


def test_event_outside_a_request_is_written_at_once(cast: Cast) -> None:
    with acting_as(cast.rosa.pk):
        accesslog.event(EventKind.PRINT, "R", rule="proef")
    assert AccessLogLine.objects.get(rule="proef").actor_id == cast.rosa.user.pk
