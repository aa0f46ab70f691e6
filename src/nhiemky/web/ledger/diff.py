"""What changed between the values before and after an act, line by line, readable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from nhiemky.history.vocab import Plain
from nhiemky.web.ledger.names import Names
from nhiemky.web.ledger.words import field_name, value_text

LONGEST = 400
NOBODY = Names()


@dataclass(frozen=True)
class Change:
    """One field: its name, the value before and after as texts ("" where there was none), and whether they differ; the notes
    give the numbers for which names stand."""

    field: str
    before: str
    after: str
    changed: bool
    before_note: str = ""
    after_note: str = ""


def changes(before: Plain, after: Plain, names: Names = NOBODY) -> tuple[Change, ...]:
    """This function will set the fields before and after side by side, the changed ones first, else in their order."""
    old, new = _flat(before), _flat(after)
    rows = [_change(key, old, new, names) for key in dict.fromkeys([*old, *new])]
    return tuple(sorted(rows, key=lambda row: not row.changed))


def _change(key: str, old: Mapping[str, str], new: Mapping[str, str], names: Names) -> Change:
    shown = " · ".join(field_name(part) for part in key.split("\n")) if key else _("Nội dung")
    last = key.rpartition("\n")[2]
    before, after = (_shown(last, side.get(key, ""), names) for side in (old, new))
    return Change(shown, before[0], after[0], old.get(key) != new.get(key), before[1], after[1])


def _shown(key: str, text: str, names: Names) -> tuple[str, str]:
    """Give a value as a reader knows it, and as a note the number that a name stands for."""
    read = names.read(key, text)
    if read is None:
        return value_text(key, text), ""
    name, number = read
    numbered = _("mã %(number)s") % {"number": number}
    return (name, numbered) if name else (numbered, "")


def _flat(value: Plain, prefix: str = "") -> dict[str, str]:
    """Give nested values as lines: keys of nested objects joined, numbered from 1 in lists of objects; none is no line."""
    if value is None and not prefix:
        return {}
    if isinstance(value, Mapping):
        parts = [(f"{prefix}\n{key}" if prefix else key, part) for key, part in value.items()]
        return {name: text for key, part in parts for name, text in _flat(part, key).items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        if value and all(part is None for part in value):
            return {}
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
