"""The migrations give exactly the models, have telling names, and can be taken back."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import migrations, models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.migration import Migration
from django.db.migrations.state import ModelState, ProjectState
from django.utils import translation


def written() -> dict[str, Migration]:
    """Give the project's own migrations by "app.name"."""
    loader = MigrationLoader(None)
    own = {config.label for config in apps.get_app_configs() if config.name.startswith("nhiemky.")}
    return {f"{app}.{name}": found for (app, name), found in loader.disk_migrations.items() if app in own}


def changes(now: ProjectState) -> list[str]:
    """Give the apps whose migrations do not lead to the given state of the models."""
    loader = MigrationLoader(None)
    with translation.override(None):
        return sorted(MigrationAutodetector(loader.project_state(), now).changes(loader.graph))


def models_now() -> ProjectState:
    """Give the state of the models, their labels untranslated as in the migrations."""
    with translation.override(None):
        return ProjectState.from_apps(apps)


def unnamed(names: list[str]) -> list[str]:
    return [name for name in names if "_auto_" in name or name.endswith("0001_initial")]


def one_way(every: dict[str, Migration]) -> list[str]:
    return [name for name, found in every.items() if not all(step.reversible for step in found.operations)]


def test_migrations_are_complete() -> None:
    assert changes(models_now()) == []


def test_migrations_have_telling_names() -> None:
    assert unnamed(sorted(written())) == []


def test_migrations_can_be_taken_back() -> None:
    assert one_way(written()) == []


def test_a_missing_migration_is_found() -> None:
    now = models_now()
    now.add_model(ModelState("org", "Seal", [("id", models.BigAutoField(primary_key=True))]))
    assert set(changes(now)) - set(changes(models_now())) == {"org"}


def test_an_unnamed_migration_is_found() -> None:
    names = ["org.0001_initial", "org.0002_auto_20230221_0800", "org.0003_units"]
    assert unnamed(names) == ["org.0001_initial", "org.0002_auto_20230221_0800"]


@pytest.mark.parametrize(("back", "found"), [(None, ["org.0002_fill"]), (migrations.RunPython.noop, [])])
def test_a_one_way_migration_is_found(back: object, found: list[str]) -> None:
    step = Migration("0002_fill", "org")
    step.operations = [migrations.RunPython(migrations.RunPython.noop, back)]
    assert one_way({"org.0002_fill": step}) == found
