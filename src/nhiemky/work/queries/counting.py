"""How many work items there are and how far they have come: over units, groups, and items that many units share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, TypeVar

from nhiemky.org.models import Term, UnitState
from nhiemky.org.policy import Actor
from nhiemky.work import policy
from nhiemky.work.models import Progress
from nhiemky.work.queries.listing import is_overdue, items_on, latest_progress
from nhiemky.work.vocab import WorkState

Key = TypeVar("Key")


@dataclass(frozen=True)
class WorkCount:
    """Numbers of some work items; key items are among the total; every state has its number, zero too."""

    total: int = 0
    key: int = 0
    done: int = 0
    key_done: int = 0
    overdue: int = 0
    by_state: Mapping[WorkState, int] = field(default_factory=lambda: dict.fromkeys(WorkState, 0))


@dataclass(frozen=True)
class WorkTally(WorkCount):
    """Numbers of all items of the units, per group in the order of the lists, and per unit id (units without items too)."""

    by_group: Mapping[str, WorkCount] = field(default_factory=dict)
    by_unit: Mapping[int, WorkCount] = field(default_factory=dict)


@dataclass(frozen=True)
class SharedItem:
    """A work item that several units have under one code: in how many it is there, done, overdue."""

    code: str
    name: str
    key: bool
    count: WorkCount
    open_units: tuple[int, ...]


class _Lean(NamedTuple):
    unit_id: int
    key: bool
    group: str
    code: str
    name: str
    state: WorkState
    overdue: bool


def tallies(actor: Actor, *, states: Sequence[UnitState], term: Term, on: date) -> WorkTally:
    """This function will count the work items of the units that the actor may see as they stood on a day. Two SQL queries."""
    seen = policy.seen(actor, states)
    rows = _rows(seen, term, on)
    empty: dict[int, list[_Lean]] = {state.unit_id: [] for state in seen}
    whole = _count(rows)
    return WorkTally(
        whole.total,
        whole.key,
        whole.done,
        whole.key_done,
        whole.overdue,
        whole.by_state,
        by_group={group: _count(part) for group, part in _parts(rows, lambda row: row.group).items()},
        by_unit={
            unit: _count(part) for unit, part in (empty | _parts(rows, lambda row: row.unit_id)).items()
        },
    )


def shared_items(
    actor: Actor, *, states: Sequence[UnitState], term: Term, on: date
) -> tuple[SharedItem, ...]:
    """This function will count, per code, the items that units share: the least done first. Two SQL queries.

    `open_units` are the ids of the units where it is not done, in the order of `states`; name and key are those of the first.
    """
    rows = [row for row in _rows(policy.seen(actor, states), term, on) if row.code]
    shared = []
    for code, part in _parts(rows, lambda row: row.code).items():
        waiting = tuple(row.unit_id for row in part if row.state is not WorkState.DONE)
        shared.append(SharedItem(code, part[0].name, part[0].key, _count(part), waiting))
    return tuple(sorted(shared, key=lambda item: (item.count.done - item.count.total, item.code)))


def _rows(states: Sequence[UnitState], term: Term, on: date) -> list[_Lean]:
    unit_ids = [state.unit_id for state in states]
    order = {unit_id: place for place, unit_id in enumerate(unit_ids)}
    items = items_on(unit_ids, term=term, on=on).order_by("position", "pk")
    reports = Progress.objects.filter(item__term=term, item__unit_id__in=unit_ids)
    reported = dict(latest_progress(reports, on=on).values_list("item_id", "state"))
    rows = []
    for pk, unit_id, key, group, code, name, due_on in items.values_list(
        "pk", "unit_id", "key", "group", "code", "name", "due_on"
    ):
        state = WorkState(reported.get(pk, WorkState.NOT_STARTED))
        rows.append(_Lean(unit_id, key, group, code, name, state, is_overdue(state, due_on, on=on)))
    return sorted(rows, key=lambda row: order[row.unit_id])


def _parts(rows: Iterable[_Lean], key: Callable[[_Lean], Key]) -> dict[Key, list[_Lean]]:
    parts: dict[Key, list[_Lean]] = {}
    for row in rows:
        parts.setdefault(key(row), []).append(row)
    return parts


def _count(rows: Sequence[_Lean]) -> WorkCount:
    states = Counter(row.state for row in rows)
    return WorkCount(
        total=len(rows),
        key=sum(row.key for row in rows),
        done=states[WorkState.DONE],
        key_done=sum(row.key and row.state is WorkState.DONE for row in rows),
        overdue=sum(row.overdue for row in rows),
        by_state={state: states[state] for state in WorkState},
    )
