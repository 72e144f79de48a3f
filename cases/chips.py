"""The filters of a list that are on, each with the address of the list without it (10, pattern 2)."""

from django.forms import BaseForm
from django.http import QueryDict

from zvh.components import Link


def active(query: QueryDict, form: BaseForm, *, nothing: str = "") -> list[Link]:
    """In words, as they can be taken off; `nothing` is the query of the list with no filter left."""
    labels = {name: dict(getattr(field, "choices", ())) for name, field in form.fields.items()}
    return [
        Link(f"{form.fields[name].label}: {labels[name][value]}", f"?{_without(query, name, value) or nothing}")
        for name in form.fields
        for value in query.getlist(name)
        if value and value in labels[name]
    ]


def _without(query: QueryDict, name: str, value: str) -> str:
    left = query.copy()
    left.setlist(name, [one for one in query.getlist(name) if one != value])
    left.pop("pagina", None)
    return left.urlencode()
