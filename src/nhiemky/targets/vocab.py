"""Words of targets and observations beside those of the scoring kernel."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from nhiemky.kernel.scoring import Comparator, Kind, Method, Period


class ObservationState(StrEnum):
    """A figure is drafted by the office, submitted, confirmed by a leader, or returned with a note.

    Restored: the office took its change back, so what was confirmed (or nothing) stands again and nobody has to act.
    """

    DRAFT = "draft"
    SUBMITTED = "submitted"
    CONFIRMED = "confirmed"
    RETURNED = "returned"
    RESTORED = "restored"


class RollUpRule(StrEnum):
    """How values of units below become one value."""

    NONE = "none"
    SUM = "sum"
    RATIO_OF_SUMS = "ratio_of_sums"


class Source(NamedTuple):
    """Where a figure was read: the file with its digest, the cell with its sheet, the cell's text, the batch."""

    file: str
    sha256: str
    cell: str
    text: str = ""
    batch: str = ""


class Entry(NamedTuple):
    """One figure to record. A value None (and no `done`) withdraws the figure of the period.

    `expected_version` is the version that the writer had seen (0: none); None means that no check is wanted.
    """

    target_id: int
    period: Period
    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    done: bool | None = None
    estimate: bool = False
    note: str = ""
    source: Source | None = None
    expected_version: int | None = None


class TargetRow(NamedTuple):
    """A target as somebody states it; `parent_number` names the target it belongs to ("trong đó")."""

    number: str
    name: str
    comparator: Comparator
    target: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    baseline: Decimal | None = None
    baseline_year: int | None = None
    unit_of_measure: str = ""
    group: str = ""
    code: str = ""
    due: date | None = None
    kind: Kind | None = None
    method: Method | None = None
    roll_up: RollUpRule = RollUpRule.NONE
    main: bool = False
    breakthrough: bool = False
    counted: bool = True
    parent_number: str | None = None
    owner: str = ""
    note: str = ""
    illustrative: bool = False
    phased: tuple[tuple[int, Decimal], ...] = ()


class WholeTarget(NamedTuple):
    """A target as it is written to the database and kept with a file: numbers in whole millionths, a day in ISO text."""

    number: str
    name: str
    comparator: str
    target: int | None
    low: int | None
    high: int | None
    baseline: int | None
    baseline_year: int | None
    unit_of_measure: str
    group: str
    code: str
    due: str | None
    kind: str
    method: str
    roll_up: str
    main: bool
    breakthrough: bool
    counted: bool
    parent_number: str | None
    owner: str
    note: str
    illustrative: bool
    phased: Sequence[tuple[int, int]]


class WholeEntry(NamedTuple):
    """An entry whose numbers are whole millionths."""

    target_id: int
    period: Period
    value: int | None
    numerator: int | None
    denominator: int | None
    done: bool | None
    estimate: bool
    note: str
    source: Source | None
    expected_version: int | None


class FileFigure(NamedTuple):
    """A figure of a file in whole millionths; the target is named by its number, as it may be new too."""

    number: str
    period: Period
    value: int | None
    done: bool | None
    estimate: bool
    source: Source


class Origin(NamedTuple):
    """The file that targets and figures come from."""

    batch: str
    file: str
    sha256: str
