"""Every model and every enumeration has its Vietnamese term in the glossary."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable

from tests.house.source import ROOT, Module, modules

GLOSSARY = ROOT / "docs" / "glossary.md"
NAME = re.compile(r"`([a-z_]+\.[A-Z]\w+)`")


def names_of(every: Iterable[Module]) -> set[str]:
    """Give models and enumerations as "room.Class"; those of a kernel by the kernel's own name: "scoring.Kind"."""
    return {
        f"{module.parts[1] if module.room == 'kernel' else module.room}.{node.name}"
        for module in every
        for node in module.tree.body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and is_named(module, node)
    }


def is_named(module: Module, node: ast.ClassDef) -> bool:
    bases = {ast.unparse(base) for base in node.bases}
    return bool(bases & {"StrEnum", "IntEnum", "Enum"}) or (
        "models" in module.parts and bool(bases & {"models.Model", "AbstractUser"})
    )


def named_in(text: str) -> set[str]:
    return set(NAME.findall(text))


def test_the_glossary_names_every_model_and_enumeration() -> None:
    assert sorted(names_of(modules()) - named_in(GLOSSARY.read_text("utf-8"))) == []


def test_the_glossary_names_nothing_that_is_gone() -> None:
    assert sorted(named_in(GLOSSARY.read_text("utf-8")) - names_of(modules())) == []


def test_names_are_taken_from_models_and_enumerations_only() -> None:
    models = Module(
        "org.models", "class Unit(models.Model):\n    pass\n\nclass Units(models.QuerySet):\n    pass\n"
    )
    words = Module("org.vocab", "class Verb(StrEnum):\n    pass\n\nclass Grant:\n    pass\n")
    kinds = Module("kernel.scoring.kinds", "class Kind(StrEnum):\n    pass\n")
    assert names_of([models, words, kinds]) == {"org.Unit", "org.Verb", "scoring.Kind"}


def test_glossary_names_are_read_from_code_marks() -> None:
    assert named_in("| đơn vị | unit | `org.Unit`, `org.UnitState` | `unit` |") == {
        "org.Unit",
        "org.UnitState",
    }
