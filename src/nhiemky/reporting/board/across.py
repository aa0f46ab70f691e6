"""One target across the units of a branch: who met it, who missed it, who does not have it."""

from __future__ import annotations

from dataclasses import dataclass

from nhiemky.kernel.scoring import Tally
from nhiemky.reporting.board.subtree import SubtreeBoard, UnitLine, column_key, lowest, unit_line
from nhiemky.targets.queries import counted_tally


@dataclass(frozen=True, slots=True)
class Across:
    """One target as each unit of a level has it, the lowest attainment first; with a band selected, those in it.

    ``type_name`` is that of the units where they are of one type, else ""; ``without`` are units of the same types that do not
    have the target.
    """

    number: str
    name: str
    type_name: str
    tally: Tally
    met: int
    lines: tuple[UnitLine, ...]
    without: tuple[str, ...]


def across(board: SubtreeBoard, *, target_id: int) -> Across | None:
    """This function will give the target of that id as the units of its level have it; none when the board does not hold it."""
    counted = [row for row in board.rows if row.fact.counted]
    asked = next((row for row in counted if row.fact.id == target_id), None)
    if asked is None:
        return None
    types = {unit_id: state.type for unit_id, state in board.states.items()}
    level = types[asked.fact.unit_id].rank
    same = [
        row
        for row in counted
        if column_key(row) == column_key(asked) and types[row.fact.unit_id].rank == level
    ]
    having = {row.fact.unit_id for row in same}
    names = {types[unit_id].name for unit_id in having}
    tally, band = counted_tally(same, board.scheme), board.selection.band
    shown = sorted((row for row in same if not band or row.class_code == band), key=lowest)
    lacking = (
        state for unit_id, state in board.states.items() if unit_id not in having and state.type.name in names
    )
    return Across(
        number=asked.fact.number,
        name=asked.fact.name,
        type_name=min(names) if len(names) == 1 else "",
        tally=tally,
        met=tally.counts[board.scheme.bands[0].code],
        lines=tuple(unit_line(row, board.states, board.scheme) for row in shown),
        without=tuple(state.short_name for state in lacking),
    )
