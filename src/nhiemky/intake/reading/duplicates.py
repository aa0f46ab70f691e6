"""The same target twice in one table."""

from __future__ import annotations

from collections.abc import Sequence

from nhiemky.intake.reading.cells import Problems
from nhiemky.intake.reading.table import ResultRow


def without_duplicates(rows: Sequence[ResultRow], problems: Problems) -> tuple[ResultRow, ...]:
    """Return the rows without those that repeat an earlier code, or number and name; each repetition is an error."""
    if _all_differ(rows):
        return tuple(rows)
    codes: dict[str, str] = {}
    names: dict[tuple[str, ...], str] = {}
    kept = []
    for row in rows:
        name = row.name.lower()
        # a part ("trong đó") without a number has its name only under its own target
        key = (row.number, name) if row.number else (row.parent_number or "", row.group, name)
        first = names.get(key) or (codes.get(row.code) if row.code else None)
        if first is not None:
            message = f"Chỉ tiêu “{row.name}” trùng với chỉ tiêu ở ô {first}; dòng này không được tính."
            problems.error(row.source, "duplicate_target", message)
            continue
        names[key] = row.source
        if row.code:
            codes[row.code] = row.source
        kept.append(row)
    return tuple(kept)


def _all_differ(rows: Sequence[ResultRow]) -> bool:
    """Tell quickly whether no two rows share a number or a code, and each has a number."""
    numbers, codes = {row.number for row in rows}, [row.code for row in rows if row.code]
    return len(numbers) == len(rows) and "" not in numbers and len(set(codes)) == len(codes)
