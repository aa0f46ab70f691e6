"""Boards: where one unit, or a whole branch, stands at a cut-off. Composed on read, from the same facts as reports."""

from nhiemky.reporting.board.across import Across, across
from nhiemky.reporting.board.lines import BandCount, TargetLine, band_counts, target_line
from nhiemky.reporting.board.subtree import (
    EVERYTHING,
    HeatCell,
    HeatRow,
    Selection,
    SubtreeBoard,
    TargetColumn,
    UnitLine,
    UnitRow,
    subtree_board,
    subtree_of,
)
from nhiemky.reporting.board.unit import GroupCount, UnitBoard, composed, unit_board

__all__ = [
    "EVERYTHING",
    "Across",
    "BandCount",
    "GroupCount",
    "HeatCell",
    "HeatRow",
    "Selection",
    "SubtreeBoard",
    "TargetColumn",
    "TargetLine",
    "UnitBoard",
    "UnitLine",
    "UnitRow",
    "across",
    "band_counts",
    "composed",
    "subtree_board",
    "subtree_of",
    "target_line",
    "unit_board",
]
