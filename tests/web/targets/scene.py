"""A commune with an office, a leader and an overseer who can sign in, and targets with figures of several kinds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from nhiemky.kernel.scoring import Comparator, Method, Period
from nhiemky.org.models import Term, User
from nhiemky.org.vocab import RoleCode
from nhiemky.targets import actions
from nhiemky.targets.models import Observation, Target
from nhiemky.targets.vocab import Source, TargetRow
from tests import cast
from tests.cast_targets import NOW, Place, confirm_all, record, target_row

__all__ = ["NOW", "Scene", "add", "confirm_all", "poor_households", "record", "scene", "target_row"]


@dataclass(frozen=True)
class Scene:
    """A district with one commune, its people, the term with its cut-off."""

    place: Place
    term: Term
    district: Place
    office: User
    leader: User
    overseer: User


def scene(*, cut_off: date | None = date(2023, 2, 21)) -> Scene:
    """Make the district of Mỏ Cày Bắc with the commune of Tân Thanh Tây and three accounts."""
    district = cast.make_unit("Mỏ Cày Bắc", code="838", type="district")
    state = cast.make_unit("Tân Thanh Tây", code="28927", parent=district)
    term = cast.make_term(cut_off=cut_off)
    return Scene(
        place=Place(state.unit, state, cast.office(state), cast.leader(state)),
        term=term,
        district=Place(district.unit, district, cast.office(district), cast.leader(district)),
        office=cast.make_user_with_role(RoleCode.OFFICE, state),
        leader=cast.make_user_with_role(RoleCode.LEADER, state),
        overseer=cast.make_user_with_role(RoleCode.OVERSEER, district),
    )


def add(on: Scene, number: str, row: TargetRow | None = None, **changes: object) -> Target:
    """Add a target as the office does."""
    stated = row or target_row(number, **changes)
    return actions.add_target(on.place.office, unit=on.place.unit, term=on.term, row=stated)


def poor_households(number: str = "2") -> TargetRow:
    """Give the target of poor households: from 10 % in 2020 to at most 3 %, planned year by year."""
    return TargetRow(
        number=number,
        name="Tỷ lệ hộ nghèo còn dưới 3%",
        comparator=Comparator.AT_MOST,
        target=Decimal(3),
        baseline=Decimal(10),
        baseline_year=2020,
        unit_of_measure="%",
        group="Xã hội",
        method=Method.LINEAR,
        main=True,
        phased=tuple(zip(range(2021, 2026), map(Decimal, (8, 6, 5, 4, 3)), strict=True)),
    )


def from_file(on: Scene, target: Target, value: str, year: int, cell: str) -> Observation:
    """Record a figure as it came from a cell of a file."""
    return actions.record_observation(
        on.place.office,
        target=target,
        period=Period.of_year(year),
        value=Decimal(value),
        source=Source("ket-qua.xlsx", "0" * 64, cell, value.replace(".", ","), ""),
        now=NOW,
    )


def values(rows: Sequence[Observation]) -> list[tuple[int, Decimal | None, str]]:
    """Give year, value and state of figures, for comparing whole."""
    return [(row.period_end.year, row.value, row.state) for row in rows]
