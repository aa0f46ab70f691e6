"""The database itself refuses to change or remove a line of the ledger."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

MESSAGE = "lines of the ledger are never changed or removed"

SQLITE = {
    act: f"""
    CREATE TRIGGER ledger_refuses_{act} BEFORE {act} ON history_ledgerline
    BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END
    """
    for act in ("UPDATE", "DELETE")
}

POSTGRESQL = (
    f"""
    CREATE FUNCTION refuse_ledger_change() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$
    """,
    """
    CREATE TRIGGER ledger_refuses_change BEFORE UPDATE OR DELETE ON history_ledgerline
    FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change()
    """,
)


def guard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers in place."""
    statements = {"sqlite": tuple(SQLITE.values()), "postgresql": POSTGRESQL}[schema_editor.connection.vendor]
    for statement in statements:
        schema_editor.execute(statement)


def unguard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers away."""
    if schema_editor.connection.vendor == "sqlite":
        for act in SQLITE:
            schema_editor.execute(f"DROP TRIGGER ledger_refuses_{act}")
    else:
        schema_editor.execute("DROP TRIGGER ledger_refuses_change ON history_ledgerline")
        schema_editor.execute("DROP FUNCTION refuse_ledger_change()")


class Migration(migrations.Migration):
    dependencies = [("history", "0001_ledger")]
    operations = [migrations.RunPython(guard, unguard)]
