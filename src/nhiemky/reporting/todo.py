"""What needs a person now in a unit: drafts to submit, figures to confirm, figures sent back, targets without figures."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from nhiemky.org.models import Term, UnitState
from nhiemky.org.policy import Actor
from nhiemky.org.vocab import Verb
from nhiemky.reporting.board import UnitBoard
from nhiemky.targets.queries import waiting_figures
from nhiemky.targets.vocab import ObservationState


class Task(StrEnum):
    """The kinds of things that wait for somebody."""

    CONFIRM = "confirm"
    RETURNED = "returned"
    SUBMIT = "submit"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do, and how many figures or targets it concerns."""

    task: Task
    count: int


def todo(actor: Actor, *, state: UnitState, term: Term, board: UnitBoard) -> tuple[Todo, ...]:
    """This function will list what this person has to do in a unit, the most urgent first; six queries at most."""
    wanted: list[tuple[Task, ObservationState]] = []
    if actor.may(Verb.CONFIRM_RESULTS, state.path):
        wanted.append((Task.CONFIRM, ObservationState.SUBMITTED))
    enters = actor.may(Verb.ENTER_RESULTS, state.path)
    if enters:
        wanted.append((Task.RETURNED, ObservationState.RETURNED))
        wanted.append((Task.SUBMIT, ObservationState.DRAFT))
    found = [
        Todo(task, waiting_figures(actor, unit=state.unit, term=term, state=waiting).count())
        for task, waiting in wanted
    ]
    if enters:
        found.append(Todo(Task.MISSING, board.tally.counts["no_data"]))
    return tuple(each for each in found if each.count)
