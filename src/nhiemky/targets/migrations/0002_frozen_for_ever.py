"""The database itself refuses to change or remove frozen figures."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

MESSAGE = "frozen figures are never changed or removed"
TABLES = ("targets_freeze", "targets_frozentarget")

SQLITE = {
    f"{table}_refuses_{act}": f"""
    CREATE TRIGGER {table}_refuses_{act} BEFORE {act} ON {table}
    BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END
    """
    for table in TABLES
    for act in ("UPDATE", "DELETE")
}

POSTGRESQL_FUNCTION = f"""
    CREATE FUNCTION refuse_frozen_change() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$
    """
POSTGRESQL = {
    f"{table}_refuses_change": f"""
    CREATE TRIGGER {table}_refuses_change BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION refuse_frozen_change()
    """
    for table in TABLES
}


def guard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers in place."""
    if schema_editor.connection.vendor == "sqlite":
        for statement in SQLITE.values():
            schema_editor.execute(statement)
        return
    schema_editor.execute(POSTGRESQL_FUNCTION)
    for statement in POSTGRESQL.values():
        schema_editor.execute(statement)


def unguard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers away."""
    if schema_editor.connection.vendor == "sqlite":
        for name in SQLITE:
            schema_editor.execute(f"DROP TRIGGER {name}")
        return
    for table in TABLES:
        schema_editor.execute(f"DROP TRIGGER {table}_refuses_change ON {table}")
    schema_editor.execute("DROP FUNCTION refuse_frozen_change()")


class Migration(migrations.Migration):
    dependencies = [("targets", "0001_targets_figures_freezes")]
    operations = [migrations.RunPython(guard, unguard)]
