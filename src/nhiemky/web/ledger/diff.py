"""What changed between the values before and after an act, line by line, readable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from nhiemky.history.vocab import Plain
from nhiemky.web.ledger.words import field_name

LONGEST = 400


@dataclass(frozen=True)
class Change:
    """One field: its name, the value before and after as texts ("" where there was none), and whether they differ."""

    field: str
    before: str
    after: str
    changed: bool


def changes(before: Plain, after: Plain) -> tuple[Change, ...]:
    """This function will set the fields before and after side by side, the changed ones first, else in their order."""
    old, new = _flat(before), _flat(after)
    rows = [_change(key, old, new) for key in dict.fromkeys([*old, *new])]
    return tuple(sorted(rows, key=lambda row: not row.changed))


def _change(key: str, old: Mapping[str, str], new: Mapping[str, str]) -> Change:
    shown = " · ".join(field_name(part) for part in key.split("\n")) if key else _("Nội dung")
    return Change(shown, old.get(key, ""), new.get(key, ""), old.get(key) != new.get(key))


def _flat(value: Plain, prefix: str = "") -> dict[str, str]:
    """Give nested values as lines: keys of nested objects joined, numbered from 1 in lists of objects."""
    if value is None and not prefix:
        return {}
    if isinstance(value, Mapping):
        parts = [(f"{prefix}\n{key}" if prefix else key, part) for key, part in value.items()]
        return {name: text for key, part in parts for name, text in _flat(part, key).items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        if all(not isinstance(part, list | dict) for part in value):
            return {prefix: _text(", ".join(_text(part) for part in value))}
        numbered = [
            (f"{prefix}\n{place}" if prefix else str(place), part) for place, part in enumerate(value, 1)
        ]
        return {name: text for key, part in numbered for name, text in _flat(part, key).items()}
    return {prefix: _text(value)}


def _text(value: Plain) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return _("có") if value else _("không")
    text = str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
