"""Rows are written only in the actions of a room, so that every act passes the policy and leaves its line in the ledger."""

from __future__ import annotations

import ast

import pytest

from tests.house.source import Module, called, modules

ALWAYS = {"bulk_create", "bulk_update", "get_or_create", "update_or_create", "create"}
STATEMENTS = ("insert", "update", "delete", "replace", "alter", "drop", "create")


def writes(module: Module) -> list[str]:
    """Give the calls that write rows outside actions."""
    if "actions" in module.parts or module.room == "kernel":
        return []
    return [f"{module.at(call)} {called(call)}" for call in module.calls() if is_write(call)]


def is_write(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute):
        return False
    match call.func.attr:
        case name if name in ALWAYS:
            return True
        case "save" | "delete":
            return not call.args
        case "update":
            return bool(call.keywords) and not call.args
        case "execute" | "executemany":
            return bool(call.args) and is_statement(call.args[0])
    return False


def is_statement(node: ast.expr) -> bool:
    match node:
        case ast.Constant(value=str(text)) | ast.JoinedStr(values=[ast.Constant(value=str(text)), *_]):
            return text.lstrip().lower().startswith(STATEMENTS)
    return False


def test_rows_are_written_only_in_actions() -> None:
    assert [finding for module in modules() for finding in writes(module)] == []


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Unit.objects.create(code='a')", "create"),
        ("unit.states.create(name='a')", "create"),
        ("Unit.objects.bulk_create(rows)", "bulk_create"),
        ("Unit.objects.filter(pk=1).update(code='a')", "update"),
        ("Unit.objects.filter(pk=1).delete()", "delete"),
        ("row.save(update_fields=['code'])", "save"),
        ("cursor.execute('  UPDATE org_unit SET code = 1')", "execute"),
        ("cursor.executemany(f'INSERT INTO {table} VALUES (?)', rows)", "executemany"),
    ],
)
def test_a_write_in_a_query_is_found(line: str, name: str) -> None:
    assert writes(Module("org.queries", line)) == [f"org.queries:1 {name}"]
    assert writes(Module("org.actions", line)) == []
    assert writes(Module("org.actions.units", line)) == []


@pytest.mark.parametrize(
    "line",
    [
        "digest.update(data)",
        "book.save(path)",
        "cache.delete(key)",
        "cursor.execute('SELECT 1')",
        "names.update(others)",
    ],
)
def test_what_only_looks_like_a_write_is_left_alone(line: str) -> None:
    assert writes(Module("reporting.workbook", line)) == []
