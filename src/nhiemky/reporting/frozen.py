"""Frozen figures as boards: as they were, beside what the same cut-off would give today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from nhiemky.org.models import Term, UnitState
from nhiemky.org.policy import Actor
from nhiemky.org.queries import state_of
from nhiemky.reporting.board import TargetLine, UnitBoard, composed, target_line
from nhiemky.targets.queries import (
    AssessedTarget,
    Difference,
    differences,
    freeze_of,
    freezes,
    frozen_assessed,
    frozen_scheme,
)


@dataclass(frozen=True, slots=True)
class FrozenSummary:
    """One freeze as a list shows it."""

    id: int
    cut_off: date
    label: str
    scheme: str
    unconfirmed: int
    frozen_by: str
    frozen_at: datetime


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """A target that is other today than it was frozen: ``what`` is figure, band, added or removed."""

    number: str
    name: str
    what: str
    frozen: TargetLine | None
    now: TargetLine | None


@dataclass(frozen=True, slots=True)
class FrozenBoard:
    """One freeze with its board and its differences to today."""

    id: int
    label: str
    frozen_by: str
    frozen_at: datetime
    unconfirmed: int
    digest: str
    board: UnitBoard
    changes: tuple[ChangedLine, ...]


def frozen_list(actor: Actor, *, state: UnitState, term: Term) -> tuple[FrozenSummary, ...]:
    """This function will list the freezes of a unit in a term, the latest cut-off first.

    :raises Denied: when the actor may not see the unit.
    """
    return tuple(
        FrozenSummary(
            row.pk,
            row.cut_off,
            row.label,
            str(row.scheme["title"]),
            row.unconfirmed,
            row.frozen_by,
            row.frozen_at,
        )
        for row in freezes(actor, unit=state.unit, term=term)
    )


def frozen_board(actor: Actor, *, freeze_id: int) -> FrozenBoard:
    """This function will give one freeze as a board, with the targets that are other today.

    :raises NotFound: when there is no such freeze, or none that the actor may see.
    """
    freeze = freeze_of(actor, id=freeze_id)
    scheme = frozen_scheme(freeze)
    state = state_of(actor, unit_code=freeze.unit.code, on=freeze.cut_off)
    rows = frozen_assessed(actor, freeze=freeze)

    def laid_out(each: AssessedTarget | None) -> TargetLine | None:
        return None if each is None else target_line(each, scheme)

    def changed(each: Difference) -> ChangedLine:
        return ChangedLine(each.number, each.name, each.what, laid_out(each.frozen), laid_out(each.now))

    return FrozenBoard(
        id=freeze.pk,
        label=freeze.label,
        frozen_by=freeze.frozen_by,
        frozen_at=freeze.frozen_at,
        unconfirmed=freeze.unconfirmed,
        digest=freeze.digest,
        board=composed(rows, state=state, term=freeze.term, as_of=freeze.cut_off, scheme=scheme),
        changes=tuple(changed(each) for each in differences(actor, freeze=freeze)),
    )
