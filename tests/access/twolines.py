"""What somebody sees of a table, by each line alone: `visible_to` without row-level security, and row-level security without it."""

from typing import Any

from django.db import connection

from tests.cast import Person
from zvh.actor import acting_as


def seen(person: Person, model: Any) -> set[Any]:
    """The rows of which both say so. Asked inside `acting_as`, row-level security would hide what `visible_to` forgets."""
    with acting_as(person.pk) as actor, connection.cursor() as cursor:
        cursor.execute(f"select id from {model._meta.db_table}")
        rows = {pk for (pk,) in cursor.fetchall()}
    assert set(model.objects.visible_to(actor).values_list("pk", flat=True)) == rows, (person.user.name, model)
    return rows
