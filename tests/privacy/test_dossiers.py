"""Which rows go with a dossier: as the keys are found, as the models say it, and that nothing else points at them."""

from typing import Any

import pytest
from django.db import connection
from django.db.models import CASCADE, SET_NULL, Model
from django.db.models.fields.reverse_related import ForeignObjectRel

from cases.models import Case
from privacy import dossiers
from tests.access.world import rich_case
from tests.cases.story import at_table
from tests.cast import Cast

ROOTS = dossiers.roots()


@pytest.mark.parametrize("root", ROOTS, ids=lambda model: model.__name__)
def test_what_points_at_a_row_of_a_dossier_goes_with_it(root: type[Model]) -> None:
    """So that rows may go by their keys: nothing is left that names them, and nothing holds them."""
    tree = {root, *dossiers.lookups_to(root)}
    pointing: list[Any] = [
        relation
        for model in tree
        for relation in model._meta.get_fields(include_hidden=True)
        if isinstance(relation, ForeignObjectRel)
    ]
    assert not [one for one in pointing if getattr(one, "on_delete", None) not in (CASCADE, SET_NULL)]
    assert {one.related_model for one in pointing if one.on_delete is SET_NULL} <= tree


@pytest.mark.django_db
def test_the_keys_that_are_found_are_those_of_all_rows_and_going_by_them_leaves_nothing(cast: Cast) -> None:
    """Found step by step by who goes, and with joins over whole tables by who looks: the same rows, of many kinds."""
    case, other = rich_case(cast), at_table(cast, cast.gea)
    keys, kept = dossiers.keys_under(case), dossiers.keys_under(other)
    by_joining = {model: set(dossiers.rows_of(model, case).values_list("pk", flat=True)) for model in tree()}
    assert keys == {Case: {case.pk}, **{model: found for model, found in by_joining.items() if found}}
    assert len(keys) > 30
    dossiers.delete_rows(keys)
    connection.check_constraints()
    assert not any(dossiers.rows_of(model, case).exists() for model in tree())
    assert dossiers.keys_under(other) == kept


def tree() -> list[type[Model]]:
    return list(dossiers.lookups_to(Case))
