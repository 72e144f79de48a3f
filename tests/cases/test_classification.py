"""Every table and field of a case says what becomes of it; what says nothing fails here (05; 09, section 0)."""

import pytest
from django.apps import apps
from django.db import models

from cases.classification import BESIDE, GONE, IN_THE_CLEAR, KEPT, OUTLIVES, Rule
from cases.models import Case
from privacy import dossiers
from zvh.fields import SealedTextField

MODELS = {
    model._meta.model_name: model for label in ("cases", "zvh") for model in apps.get_app_config(label).get_models()
}


def in_tree():
    found = {model._meta.model_name for model in dossiers.lookups_to(Case) if model._meta.app_label == "cases"}
    return found | {"case"}


def test_every_model_is_classified_once():
    groups = [set(KEPT), set(GONE), set(BESIDE), set(OUTLIVES)]
    assert sum(map(len, groups)) == len(set().union(*groups)), "in two groups"
    assert set().union(*groups) == set(MODELS)


def test_what_is_kept_or_gone_is_reached_from_the_case():
    """A foreign key to the case, or to what hangs on it: so that deletion finds it."""
    assert in_tree() == set(KEPT) | set(GONE)


def test_every_field_of_a_kept_row_has_a_rule():
    for name, rules in KEPT.items():
        assert set(rules) == {field.name for field in MODELS[name]._meta.concrete_fields}, name


def test_sealed_values_are_never_kept_as_they_are():
    kept = [
        f"{name}.{field.name}"
        for name, rules in KEPT.items()
        for field in MODELS[name]._meta.concrete_fields
        if isinstance(field, SealedTextField) and rules[field.name] in (Rule.KEEP, Rule.LEFT_OUT)
    ]
    assert kept == []


def is_open_text(field):
    free = isinstance(field, models.CharField | models.TextField | models.JSONField)
    return free and not isinstance(field, SealedTextField) and not field.choices


def test_text_in_the_clear_is_explained():
    found = {
        f"{name}.{field.name}"
        for name, model in MODELS.items()
        for field in model._meta.concrete_fields
        if is_open_text(field)
    }
    assert found == set(IN_THE_CLEAR)
    assert all(IN_THE_CLEAR.values())


@pytest.mark.parametrize("model", [Case, *dossiers.lookups_to(Case)], ids=lambda model: model.__name__)
def test_no_row_of_a_case_can_stand_in_the_way_of_its_destruction(model):
    """A row elsewhere that PROTECTs a row of a case would stop the night."""
    in_the_way = [
        f"{relation.related_model.__name__}.{relation.field.name}"
        for relation in model._meta.get_fields(include_hidden=True)
        if getattr(relation, "on_delete", None) in (models.PROTECT, models.RESTRICT, models.DO_NOTHING)
        and isinstance(relation, models.ForeignObjectRel)
    ]
    assert in_the_way == []
