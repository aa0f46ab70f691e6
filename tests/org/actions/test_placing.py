"""As of any date the tree is right, whatever was moved in whatever order: compared with a naive model."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from nhiemky.history.vocab import Refusal
from nhiemky.org.actions import change_unit, dissolve_unit
from nhiemky.org.actions.placing import Stretch, ends_after, pieces
from nhiemky.org.models import Unit, UnitState
from nhiemky.org.policy import SYSTEM_ACTOR, valid_at
from tests import cast

START = date(2020, 1, 1)
DAYS = 12


@dataclass
class Naive:
    """A tree for every single day, kept as parent by unit."""

    parents: dict[int, list[int | None]] = field(default_factory=dict)
    last_change: dict[int, int] = field(default_factory=dict)
    ended: dict[int, int] = field(default_factory=dict)

    def add(self, unit: int, parent: int | None) -> None:
        self.parents[unit] = [parent] * DAYS
        self.last_change[unit] = 0

    def alive(self, unit: int, day: int) -> bool:
        return day < self.ended.get(unit, DAYS + 1)

    def path(self, unit: int, day: int) -> list[int]:
        steps: list[int] = []
        current: int | None = unit
        while current is not None:
            if current in steps:
                raise RecursionError
            steps.append(current)
            current = self.parents[current][day]
        return steps[::-1]

    def move(self, unit: int, parent: int, day: int) -> bool:
        """Move from the day on; tell whether the result is a tree on every day."""
        if (
            not self.alive(unit, day)
            or day < self.last_change[unit]
            or self.ended.get(unit)
            or self.ended.get(parent)
        ):
            return False
        kept = self.parents[unit]
        if kept[day] == parent:
            return False
        self.parents[unit] = kept[:day] + [parent] * (DAYS - day)
        try:
            for later in range(day, DAYS):
                for each in self.parents:
                    if self.alive(each, later):
                        self.path(each, later)
        except RecursionError:
            self.parents[unit] = kept
            return False
        self.last_change[unit] = day
        return True

    def end(self, unit: int, day: int) -> bool:
        """End on the day; a move on the very day is taken back, so it does not stand in the way."""
        if self.ended.get(unit) or day < self.last_change[unit]:
            return False
        for other, parents in self.parents.items():
            if any(parents[later] == unit and self.alive(other, later) for later in range(day, DAYS)):
                return False
        self.ended[unit] = day
        return True

    def tree(self, day: int) -> dict[int, str]:
        return {
            unit: "/" + "".join(f"{step}/" for step in self.path(unit, day))
            for unit in self.parents
            if self.alive(unit, day)
        }


def kept_tree(day: int) -> dict[int, str]:
    rows = UnitState.objects.filter(valid_at(START + timedelta(days=day)))
    return dict(rows.values_list("unit_id", "path"))


steps = st.lists(
    st.tuples(
        st.sampled_from(["move", "move", "move", "end"]),
        st.integers(0, 6),
        st.integers(0, 6),
        st.integers(1, DAYS - 1),
    ),
    min_size=1,
    max_size=12,
)


class TestAnyMoves(TestCase):  # type: ignore[misc]
    @given(shape=st.lists(st.integers(0, 5), min_size=6, max_size=6), sequence=steps)
    @settings(max_examples=40, deadline=None)
    def test_the_tree_of_every_day_is_that_of_the_naive_model(
        self, shape: list[int], sequence: list[tuple[str, int, int, int]]
    ) -> None:
        root = cast.make_unit("gốc", valid_from=START)
        units: list[Unit] = [root.unit]
        naive = Naive()
        naive.add(root.unit_id, None)
        for place in shape:
            parent = units[place % len(units)]
            state = cast.make_unit(parent=parent, valid_from=START)
            units.append(state.unit)
            naive.add(state.unit_id, parent.pk)
        for act, first, second, day in sequence:
            on = START + timedelta(days=day)
            unit, other = units[first], units[second]
            known_last = (
                UnitState.objects.filter(unit=unit)
                .order_by("-valid_from")
                .values_list("valid_from", flat=True)[0]
            )
            naive.last_change[unit.pk] = (known_last - START).days
            try:
                if act == "move":
                    change_unit(SYSTEM_ACTOR, unit=unit, on=on, parent=other)
                else:
                    dissolve_unit(SYSTEM_ACTOR, unit=unit, on=on)
                done = True
            except Refusal:
                done = False
            agreed = naive.move(unit.pk, other.pk, day) if act == "move" else naive.end(unit.pk, day)
            assert done == agreed, (act, unit.pk, other.pk, day)
        assert [kept_tree(day) for day in range(DAYS)] == [naive.tree(day) for day in range(DAYS)]
        for unit in units:
            spans = list(
                UnitState.objects.filter(unit=unit)
                .order_by("valid_from")
                .values_list("valid_from", "valid_to")
            )
            assert [end for _, end in spans[:-1]] == [begin for begin, _ in spans[1:]]


FIRST, SECOND, THIRD = START, START + timedelta(days=3), START + timedelta(days=6)


def test_pieces_follow_every_stretch_of_the_parent() -> None:
    above = [Stretch(FIRST, SECOND, "/1/"), Stretch(SECOND, None, "/2/1/")]
    assert pieces(9, start=FIRST, end=None, above=above, name="x") == [
        Stretch(FIRST, SECOND, "/1/9/"),
        Stretch(SECOND, None, "/2/1/9/"),
    ]
    assert pieces(9, start=SECOND, end=THIRD, above=above, name="x") == [Stretch(SECOND, THIRD, "/2/1/9/")]


def test_pieces_with_the_same_path_are_one() -> None:
    above = [Stretch(FIRST, SECOND, "/1/"), Stretch(SECOND, None, "/1/")]
    assert pieces(9, start=FIRST, end=None, above=above, name="x") == [Stretch(FIRST, None, "/1/9/")]


def test_ends_after_takes_no_end_as_never() -> None:
    assert ends_after(None, FIRST)
    assert ends_after(SECOND, FIRST)
    assert not ends_after(SECOND, SECOND)
