"""Boards: where one unit, or a whole branch, stands at a cut-off. Composed on read, from the same facts as reports."""

from nhiemky.reporting.board.lines import BandCount, TargetLine, band_counts, target_line
from nhiemky.reporting.board.subtree import (
    HeatCell,
    HeatRow,
    SubtreeBoard,
    TargetColumn,
    UnitRow,
    subtree_board,
)
from nhiemky.reporting.board.unit import GroupCount, UnitBoard, composed, unit_board

__all__ = [
    "BandCount",
    "GroupCount",
    "HeatCell",
    "HeatRow",
    "SubtreeBoard",
    "TargetColumn",
    "TargetLine",
    "UnitBoard",
    "UnitRow",
    "band_counts",
    "composed",
    "subtree_board",
    "target_line",
    "unit_board",
]
