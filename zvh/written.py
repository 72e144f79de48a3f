"""A condition written as SQL once, for all the queries that it stands in."""

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL


def written_out(rows: "QuerySet[Any]") -> "RawSQL | list[Any]":
    """The keys of these rows as a sub-select in SQL with its parameters, for `…__in`. Django would build and write it anew, and
    rename all that is in it, for every query that it stands in. It is what Django writes itself, and knows nothing of the query
    round it."""
    try:
        return RawSQL(*rows.order_by().values("pk").query.sql_with_params())  # noqa: S611  # written by Django itself
    except EmptyResultSet:
        return []
