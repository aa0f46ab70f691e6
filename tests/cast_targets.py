"""Builders for tests of targets and intake: a small tree, people with roles, targets with figures."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from threading import Barrier

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from nhiemky.history.vocab import Refusal
from nhiemky.kernel.scoring import Comparator, Period
from nhiemky.org.models import Term, Unit, UnitState, UnitType
from nhiemky.org.policy import Actor, Grant
from nhiemky.org.vocab import RoleCode
from nhiemky.targets import actions
from nhiemky.targets.models import Observation, Target
from nhiemky.targets.vocab import ObservationState, TargetRow

TODAY = date(2023, 2, 21)
NOW = datetime(2023, 2, 21, 3, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Place:
    """A unit with its only state and the people who act in it."""

    unit: Unit
    state: UnitState
    office: Actor
    leader: Actor


def make_term(label: str = "2020-2025") -> Term:
    """Make (once) a term, planned years as its label says."""
    first, last = (int(year) for year in label.split("-"))
    years = {"first_year": first + 1, "last_year": last}
    return Term.objects.get_or_create(label=label, defaults=years)[0]


def make_place(code: str, name: str, *, parent: UnitState | None = None) -> Place:
    """Make a unit below a parent, with somebody of the office and a leader."""
    kind, _ = UnitType.objects.get_or_create(code="commune", defaults={"name": "Đảng bộ xã", "rank": 3})
    unit = Unit.objects.create(code=code)
    state = UnitState.objects.create(
        unit=unit,
        valid_from=date(2010, 1, 1),
        parent=parent.unit if parent else None,
        path=f"{parent.path if parent else '/'}{unit.pk}/",
        type=kind,
        name=f"Đảng bộ xã {name}",
        short_name=name,
        committee_name=f"Đảng ủy xã {name}",
        symbol="ĐU",
        place=name,
        sort_key=name.encode(),
        folded=name.lower(),
    )
    return Place(
        unit,
        state,
        office=actor_in(unit, RoleCode.OFFICE, name=f"Văn phòng {name}"),
        leader=actor_in(unit, RoleCode.LEADER, name=f"Bí thư {name}"),
    )


def actor_in(unit: Unit, role: RoleCode, *, name: str) -> Actor:
    """Make somebody who holds one role in one unit."""
    return Actor(user_id=None, name=name, grants=(Grant(role, unit.pk),), today=TODAY)


def target_row(number: str = "1", **changes: object) -> TargetRow:
    """Make a plain target: income per head of at least 70."""
    row = TargetRow(
        number=number,
        name=f"Thu nhập bình quân đầu người, chỉ tiêu {number}",
        comparator=Comparator.AT_LEAST,
        target=Decimal(70),
        unit_of_measure="triệu đồng",
        group="Kinh tế",
    )
    return row._replace(**changes)  # type: ignore[arg-type]


def make_target(place: Place, term: Term, number: str = "1", **changes: object) -> Target:
    """Add a target through the action that everybody uses."""
    return actions.add_target(place.office, unit=place.unit, term=term, row=target_row(number, **changes))


def record(
    place: Place, target: Target, value: str | int | None, year: int = 2022, *, confirmed: bool = False
) -> Observation:
    """Record a figure of a year through the action; confirmed by the leader when asked for."""
    row = actions.record_observation(
        place.office,
        target=target,
        period=Period.of_year(year),
        value=None if value is None else Decimal(value),
        now=NOW,
    )
    if confirmed:
        confirm_all(place, target.term)
        row.refresh_from_db()
    return row


def confirm_all(place: Place, term: Term) -> int:
    """Submit and confirm whatever is not confirmed yet."""
    actions.submit_figures(place.office, unit=place.unit, term=term, now=NOW)
    waiting = Observation.objects.filter(
        target__unit=place.unit, target__term=term, state=ObservationState.SUBMITTED.value
    )
    ids: Sequence[int] = list(waiting.values_list("pk", flat=True))
    return actions.confirm_figures(place.leader, unit=place.unit, term=term, observation_ids=ids, now=NOW)


@contextmanager
def several_connections(folder: Path) -> Iterator[None]:
    """Let threads share the test database: on SQLite a file takes the place of the one in memory meanwhile.

    The file holds what the test database holds now; what is written to it is forgotten afterwards.
    """
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    kept, settings = connection.connection, connection.settings_dict
    name = settings["NAME"]
    path = folder / "shared.sqlite3"
    copy = sqlite3.connect(path)
    kept.backup(copy)
    copy.execute("PRAGMA journal_mode = WAL")
    copy.close()
    connection.connection, settings["NAME"] = None, str(path)
    try:
        yield
    finally:
        BaseDatabaseWrapper.close(connection)
        connection.connection, settings["NAME"] = kept, name


def at_once(*works: Callable[[], object]) -> list[object]:
    """Do the works at the same moment, each with a connection of its own; give results, or the refusals raised."""
    gate = Barrier(len(works))

    def run(work: Callable[[], object]) -> object:
        try:
            gate.wait(timeout=20)
            return work()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return [future.result(timeout=60) for future in [pool.submit(run, work) for work in works]]
