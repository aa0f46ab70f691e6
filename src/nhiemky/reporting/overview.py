"""The overview of a unit: its own board, that of the branch below, and what waits for the person who looks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nhiemky.kernel.scoring import Scheme
from nhiemky.org.models import Term, UnitState
from nhiemky.org.policy import Actor
from nhiemky.org.queries import visible_states
from nhiemky.reporting.board import (
    EVERYTHING,
    Selection,
    SubtreeBoard,
    UnitBoard,
    composed,
    subtree_board,
    subtree_of,
)
from nhiemky.reporting.todo import Todo, todo
from nhiemky.targets.queries import assessed


@dataclass(frozen=True, slots=True)
class Overview:
    """One unit at a cut-off; ``branch`` only where units below have targets."""

    unit: UnitBoard
    branch: SubtreeBoard | None
    todo: tuple[Todo, ...]


def branch_board(
    actor: Actor,
    *,
    state: UnitState,
    term: Term,
    as_of: date,
    scheme: Scheme,
    include_unconfirmed: bool = False,
    selection: Selection = EVERYTHING,
) -> SubtreeBoard:
    """This function will give the board of the branch under a unit as the tree stood at the cut-off.

    Units that the actor may not see are left out.
    """
    below = visible_states(actor, on=as_of, under=state, include_self=False)
    return subtree_board(
        actor,
        top=state,
        below=below,
        term=term,
        as_of=as_of,
        scheme=scheme,
        include_unconfirmed=include_unconfirmed,
        selection=selection,
    )


def overview(
    actor: Actor,
    *,
    state: UnitState,
    term: Term,
    as_of: date,
    scheme: Scheme,
    include_unconfirmed: bool = False,
) -> Overview:
    """This function will give everything that the first screen of a unit shows, in a fixed number of queries.

    The figures are read once, for the unit and for the branch below it.
    """
    below = visible_states(actor, on=as_of, under=state, include_self=False)
    rows = assessed(
        actor,
        states=[state, *below],
        term=term,
        as_of=as_of,
        scheme=scheme,
        include_unconfirmed=include_unconfirmed,
    )
    own_rows = [row for row in rows if row.fact.unit_id == state.unit_id]
    own = composed(own_rows, state=state, term=term, as_of=as_of, scheme=scheme)
    branch = subtree_of(rows, top=state, below=below, term=term, as_of=as_of, scheme=scheme)
    waiting = todo(actor, state=state, term=term, board=own)
    return Overview(own, branch if branch.tally.total else None, waiting)
