"""What is rolled back costs no prepared statement: planning row-level security again takes longer than answering."""

from django.conf import settings
from django.db import connection, transaction

from tests.cast import Cast
from zvh.statements import keep

PREPARED_AT = settings.DATABASES["default"]["OPTIONS"]["prepare_threshold"] + 1  # the use at which it is


def prepared() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("select statement from pg_prepared_statements")
        return {statement for (statement,) in cursor.fetchall()}


def ask(question: str) -> None:
    with connection.cursor() as cursor:
        for _ in range(PREPARED_AT):
            cursor.execute(question)


def test_a_rollback_to_a_savepoint_forgets_no_statement(db: None) -> None:
    ask("select 'voor het punt'")
    point = transaction.savepoint()
    ask("select 'na het punt'")
    transaction.savepoint_rollback(point)
    assert {"select 'voor het punt'", "select 'na het punt'"} <= prepared()


def test_a_rollback_of_all_forgets_no_statement(db: None) -> None:
    """A page that failed is rolled back whole. On a connection of its own: that of the test may not be rolled back."""
    made = connection.copy()
    try:
        made.set_autocommit(False)
        with made.cursor() as cursor:
            for _ in range(PREPARED_AT):
                cursor.execute("select 'voor alles'")
        made.rollback()
        with made.cursor() as cursor:
            cursor.execute("select statement from pg_prepared_statements")
            assert "select 'voor alles'" in {statement for (statement,) in cursor.fetchall()}
        made.rollback()
    finally:
        made.close()


def test_more_statements_are_kept_than_a_few_pages_have(db: None) -> None:
    for number in range(150):
        ask(f"select {number} as keuze")
    assert "select 0 as keuze" in prepared()


def test_a_page_that_does_not_exist_forgets_no_statement(cast: Cast) -> None:
    client = cast.rosa.client()
    with connection.cursor() as cursor:
        cursor.execute("deallocate all")
    keep(connection)  # as many as a process has room for
    for _ in range(PREPARED_AT):
        assert client.get("/mijn-werk/").status_code == 200
    before = prepared()
    assert len(before) > 10
    assert client.get("/casussen/RU-2026-9999/").status_code == 404
    assert before <= prepared()


def test_what_a_change_of_a_table_forgets_is_left_to_psycopg(db: None) -> None:
    ask("select 'voor de wijziging'")
    with connection.cursor() as cursor:
        cursor.execute("create temporary table proef (n int) on commit drop")
        cursor.execute("drop table proef")
    assert "select 'voor de wijziging'" not in prepared()
