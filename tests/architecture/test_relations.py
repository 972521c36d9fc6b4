"""Relations look down: import-linter cannot see a foreign key that is named by a string."""

import configparser

from django.apps import apps
from django.db import models

from tests.source import ROOT


def rows():
    """Return the height of each app, from the contract that keeps the imports."""
    contract = configparser.ConfigParser()
    contract.read(ROOT / ".importlinter", encoding="utf-8")
    lines = contract["importlinter:contract:apps-look-down"]["layers"].split("\n")
    ordered = [line.split("|") for line in reversed(lines) if line.strip()]
    return {f"tongxin.{name.strip()}": height for height, row in enumerate(ordered) for name in row}


def own_models():
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.app_config.name in rows()]


def relations_across_apps():
    for model in own_models():
        for field in model._meta.get_fields():
            other = getattr(field, "related_model", None)
            if field.concrete and field.is_relation and other._meta.app_label != model._meta.app_label:
                yield field, model._meta.app_config.name, other._meta.app_config.name


def test_every_relation_points_to_a_lower_row():
    heights = rows()
    upwards = [str(field) for field, own, other in relations_across_apps() if heights.get(other, -1) >= heights[own]]
    assert upwards == []


def test_a_relation_into_another_app_leaves_no_name_there():
    assert [str(field) for field, *_ in relations_across_apps() if not field.remote_field.hidden] == []


def test_nothing_is_deleted_by_deleting_a_row_of_another_app():
    careless = [
        str(field)
        for field, *_ in relations_across_apps()
        if not isinstance(field, models.ManyToManyField) and field.remote_field.on_delete is not models.PROTECT
    ]
    assert careless == []


def test_there_are_relations_to_look_at():
    assert len(list(relations_across_apps())) > 3
