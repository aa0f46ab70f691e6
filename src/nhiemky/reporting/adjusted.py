"""How adjustments of targets are told, on screens and under the tables of reports; official words, never translated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nhiemky.kernel.scoring import Goal
from nhiemky.kernel.viet.dates import write_date
from nhiemky.org.models import Term
from nhiemky.org.policy import Actor
from nhiemky.reporting.board import SubtreeBoard
from nhiemky.reporting.labels import KINDS, METHODS, figure_text, goal_text
from nhiemky.targets.queries import Adjustment, adjusted_within

_GOAL = frozenset({"comparator", "target", "low", "high", "unit_of_measure"})


@dataclass(frozen=True)
class AdjustedPart:
    """One thing that a decision changed: what it is called, what it was and what it became."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class BranchNote:
    """How a target of a unit in a branch was adjusted."""

    target_id: int
    unit_name: str
    text: str


def adjusted_parts(adjustment: Adjustment) -> tuple[AdjustedPart, ...]:
    """This function will list what a decision changed; wording, value to reach, planned values, due date, kind, method."""
    old, new, changed = adjustment.old, adjustment.new, frozenset(adjustment.changed)
    parts = []
    if "name" in changed:
        parts.append(AdjustedPart("Nội dung", old.wording, new.wording))
    if changed & _GOAL:
        before = f"{goal_text(old)} {adjustment.old_unit_of_measure}".rstrip()
        parts.append(
            AdjustedPart(
                "Mức phải đạt", before, f"{goal_text(new)} {adjustment.new_unit_of_measure}".rstrip()
            )
        )
    if "phased" in changed:
        parts.append(AdjustedPart("Phân kỳ", _phased(old), _phased(new)))
    if "due" in changed:
        parts.append(AdjustedPart("Hạn hoàn thành", _due(old.due), _due(new.due)))
    if "kind" in changed:
        names = [KINDS[goal.kind] if goal.kind else "suy từ nội dung" for goal in (old, new)]
        parts.append(AdjustedPart("Cách lấy kết quả", *names))
    if "method" in changed:
        names = [METHODS[goal.method] if goal.method else "suy từ kiểu so sánh" for goal in (old, new)]
        parts.append(AdjustedPart("Cách tính", *names))
    return tuple(parts)


def directive_text(adjustment: Adjustment) -> str:
    """This function will name the deciding directive with its day; empty where none is in the register or may be seen."""
    if adjustment.directive_id is None:
        return ""
    issued = adjustment.directive_issued_on
    return adjustment.directive_symbol + (f", ngày {write_date(issued)}" if issued is not None else "")


def adjusted_notes(adjustments: Sequence[Adjustment]) -> tuple[str, ...]:
    """This function will write a footnote for each adjustment: the target, the day, the directive, what it was and became."""
    return tuple(map(_note, adjustments))


def branch_notes(actor: Actor, board: SubtreeBoard, *, term: Term) -> tuple[BranchNote, ...]:
    """This function will tell how targets that a board shows were adjusted up to its day, in the order of the units.

    At most three SQL queries.
    """
    found = adjusted_within(actor, states=list(board.states.values()), term=term, as_of=board.as_of)
    shown = {row.fact.id for row in board.rows}
    place = {unit_id: order for order, unit_id in enumerate(board.states)}
    return tuple(
        BranchNote(each.target_id, board.states[each.unit_id].short_name, _note(each))
        for each in sorted(found, key=lambda each: place[each.unit_id])
        if each.target_id in shown
    )


def _note(adjustment: Adjustment) -> str:
    by = directive_text(adjustment)
    changes = "; ".join(
        f"{part.label.lower()} từ “{part.old}” thành “{part.new}”" for part in adjusted_parts(adjustment)
    )
    day = write_date(adjustment.decided_on)
    return f"Chỉ tiêu số {adjustment.number} được điều chỉnh ngày {day}{f' (theo {by})' if by else ''}: {changes}."


def _phased(goal: Goal) -> str:
    return "; ".join(f"{year}: {figure_text(value, places=6)}" for year, value in goal.phased) or "không có"


def _due(due: date | None) -> str:
    return "cuối nhiệm kỳ" if due is None else write_date(due)
