"""Words of files in: states of a batch and of its rows, and rows as they are kept with the batch."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from nhiemky.targets.vocab import WholeTarget


class BatchState(StrEnum):
    """A batch is open for its preview, then applied or dropped; an applied one may be reverted."""

    OPEN = "open"
    APPLIED = "applied"
    DROPPED = "dropped"
    REVERTED = "reverted"


class BatchKind(StrEnum):
    """What a file brings: results of targets, or work items with how far they have come."""

    RESULTS = "results"
    WORK = "work"


class RowState(StrEnum):
    """What applying a row would do."""

    NEW_TARGET = "new_target"
    NEW_FIGURE = "new_figure"
    CHANGED = "changed"
    SAME = "same"
    PROBLEM = "problem"


class WorkRowState(StrEnum):
    """What applying a row of work items would do; a report alone changes a row too."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    PROBLEM = "problem"


# Letters of a cell that are kept with its figure.
LONGEST_TEXT = 255
ERROR, WARNING, NOTICE = "error", "warning", "notice"
# Errors of a file as a whole: nothing of it can be applied.
BLOCKING = frozenset({"other_unit", "other_term"})


class FigureData(NamedTuple):
    """One figure of a row: values in whole millionths, days in ISO text; `old` is what it would replace.

    `text` is the cell as it was written.
    """

    start: str
    end: str
    value: int
    done: bool | None
    estimate: bool
    cell: str
    state: str
    old: int | None = None
    old_done: bool | None = None
    text: str = ""


class RowData(NamedTuple):
    """One row of the file as it was understood; `number` is that of the target in the system."""

    source: str
    state: str
    number: str
    name: str
    target_id: int | None
    figures: Sequence[FigureData]
    target: WholeTarget | None = None


class ProblemData(NamedTuple):
    """Something a person should know about a cell of the file."""

    cell: str
    severity: str
    code: str
    message: str
