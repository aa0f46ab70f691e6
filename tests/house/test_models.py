"""Models hold fields, constraints and answers from their own fields: no hidden writes, no hidden order, no admin."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

import pytest

from tests.house.source import Module, modules

HIDDEN = {"save", "delete"}


def hidden_behaviour(every: Iterable[Module]) -> list[str]:
    return [
        finding for module in every for node in ast.walk(module.tree) for finding in findings_of(module, node)
    ]


def findings_of(module: Module, node: ast.AST) -> Iterator[str]:
    match node:
        case ast.ClassDef(body=body, bases=bases) if "models" in module.parts:
            is_row = any(ast.unparse(base).endswith("Model") for base in bases)
            for inner in body:
                if is_row and isinstance(inner, ast.FunctionDef) and inner.name in HIDDEN:
                    yield f"{module.at(inner)} overrides {inner.name}"
                if isinstance(inner, ast.Assign) and [getattr(name, "id", "") for name in inner.targets] == [
                    "ordering"
                ]:
                    yield f"{module.at(inner)} orders by default"
        case ast.ImportFrom(module=str(name)) if name.endswith("signals") or name == "django.dispatch":
            yield f"{module.at(node)} uses signals"
        case ast.Constant(value="django.contrib.admin"):
            yield f"{module.at(node)} uses the admin"
        case ast.Call(
            func=ast.Attribute(attr="ForeignKey" | "OneToOneField" | "ManyToManyField"),
            args=[ast.Constant(value=str(name)), *_],
        ):
            if name != "self":
                yield f"{module.at(node)} names a model by text"


def test_models_hide_nothing() -> None:
    assert hidden_behaviour(modules()) == []


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("class Unit(models.Model):\n    def save(self):\n        pass", "org.models:2 overrides save"),
        (
            "class Unit(models.Model):\n    class Meta:\n        ordering = ['code']",
            "org.models:3 orders by default",
        ),
        ("from django.db.models.signals import post_save", "org.models:1 uses signals"),
        ("APPS = ['django.contrib.admin']", "org.models:1 uses the admin"),
        ("unit = models.ForeignKey('org.Unit')", "org.models:1 names a model by text"),
    ],
)
def test_hidden_behaviour_is_found(text: str, finding: str) -> None:
    assert hidden_behaviour([Module("org.models", text)]) == [finding]


def test_a_set_of_rows_may_refuse_to_be_changed() -> None:
    text = "class Lines(models.QuerySet):\n    def delete(self):\n        raise TypeError"
    assert hidden_behaviour([Module("history.models", text)]) == []


def test_a_tree_of_rows_may_point_at_itself() -> None:
    assert hidden_behaviour([Module("targets.models", "parent = models.ForeignKey('self')")]) == []
