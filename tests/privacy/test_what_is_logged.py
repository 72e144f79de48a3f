"""One served read is one line in the log, whatever its status; a refusal leaves a line of its own (03, R10; S51)."""

import pytest
from django.db import connection
from django.urls import reverse

from privacy.models import AccessLogLine, EventKind, Outcome
from tests.cases import story
from tests.cast import Cast


def lines(case_id: object) -> list[tuple[str, str, str]]:
    found = AccessLogLine.objects.filter(dossier_id=case_id, action="R").order_by("event_time")
    return list(found.values_list("actor_role", "outcome", "rule"))


def test_a_page_viewed_three_times_is_three_lines(cast: Cast) -> None:
    case = story.in_triage(cast)
    before = len(lines(case.pk))
    client = cast.rosa.client()
    for _ in range(3):
        assert client.get(reverse("casus", args=[case.number])).status_code == 200
    assert len(lines(case.pk)) == before + 3


def test_a_form_that_comes_back_with_errors_is_a_read(cast: Cast) -> None:
    case = story.in_triage(cast)
    story.assigned(cast, case, cast.olga)
    before = len(lines(case.pk))
    answer = cast.rosa.client().post(reverse("bijdragen-opvragen", args=[case.number]), {})
    assert answer.status_code == 422
    assert case.number in answer.content.decode()
    assert lines(case.pk)[before:] == [("procesregisseur", Outcome.OK, "bijdragen-opvragen")]


def test_what_was_refused_leaves_a_line_and_no_object(cast: Cast) -> None:
    case = story.in_triage(cast)
    assert cast.rosa.client().get(reverse("casus", args=[case.number])).status_code == 200
    assert cast.zoe.client().get(reverse("casus", args=[case.number])).status_code == 404
    refused = AccessLogLine.objects.filter(outcome=Outcome.DENIED, actor_id=cast.zoe.user.pk).values_list(
        "rule", "object_id"
    )
    assert list(refused) == [("casus", "")]


def test_without_a_line_there_is_no_answer(cast: Cast) -> None:
    case = story.in_triage(cast)
    client = cast.rosa.client()
    url = reverse("casus", args=[case.number])
    assert client.get(url).status_code == 200
    with connection.cursor() as cursor:
        cursor.execute(
            "create function pg_temp.full() returns trigger language plpgsql as $$ begin raise 'full'; end $$;"
            "create trigger full_disk before insert on privacy_accesslogline for each row execute function pg_temp.full()"
        )
    answer = client.get(url)
    assert answer.status_code == 503
    assert case.number not in answer.content.decode()


@pytest.mark.parametrize("statement", ["update {} set id = id", "delete from {}", "truncate {}"])
@pytest.mark.parametrize("table", ["privacy_accesslogline", "privacy_auditentry"])
@pytest.mark.parametrize("role", ["zvh_web", "zvh_job", "zvh_owner"])
def test_nobody_changes_a_line_that_stands(cast: Cast, statement: str, table: str, role: str) -> None:
    from django.db import DatabaseError, transaction

    story.in_triage(cast)
    assert AccessLogLine.objects.exists()
    with (
        pytest.raises(DatabaseError, match="permission denied|append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("select set_config('role', %s, true)", [role])
        cursor.execute(statement.format(table))


def test_the_log_holds_ids_and_no_personal_data(cast: Cast) -> None:
    case = story.in_triage(cast)
    cast.rosa.client().get(reverse("casus", args=[case.number]))
    cast.rosa.client().get(reverse("casussen"))
    surname = case.subjects.first().surname
    assert surname
    with connection.cursor() as cursor:
        cursor.execute("select string_agg(t::text, ' ') from privacy_accesslogline t")
        logged = cursor.fetchone()[0]
        cursor.execute("select string_agg(t::text, ' ') from privacy_auditentry t")
        audited = cursor.fetchone()[0]
    assert str(case.pk) in logged
    assert str(case.pk) in audited
    assert surname not in logged
    assert surname not in audited
    assert EventKind.LIST in logged
