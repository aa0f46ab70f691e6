"""Whatever is founded, moved, merged, split, renamed and ended in whatever order: the tree of every day is that of a naive model."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest

from nhiemky.history.queries import verify
from nhiemky.history.vocab import Refusal
from nhiemky.org.actions import UnitDraft, change_unit, dissolve_unit, merge_units, rename_unit, split_unit
from nhiemky.org.models import Succession, Unit, UnitState
from nhiemky.org.policy import SYSTEM_ACTOR, valid_at
from nhiemky.org.queries import actor_of, tree, visible_states
from nhiemky.org.vocab import RoleCode, Verb
from tests import cast

pytestmark = pytest.mark.django_db

START, DAYS, ACTS = date(2020, 1, 1), 16, 22
Parents = dict[int, dict[str, str | None]]


@dataclass
class Naive:
    """Who stands below whom on every single day, by code; acts come in order of time, as offices enter them."""

    days: Parents = field(default_factory=lambda: {day: {} for day in range(DAYS)})
    followed: set[tuple[str, str | None, str]] = field(default_factory=set)

    def found(self, code: str, parent: str | None, day: int) -> None:
        for later in range(day, DAYS):
            self.days[later][code] = parent

    def move(self, code: str, parent: str, day: int) -> None:
        for later in range(day, DAYS):
            self.days[later][code] = parent

    def end(self, code: str, day: int) -> None:
        for later in range(day, DAYS):
            self.days[later].pop(code)

    def children(self, code: str, day: int) -> list[str]:
        return [each for each, parent in self.days[day].items() if parent == code]

    def path(self, code: str, day: int) -> list[str]:
        steps, at = [code], self.days[day][code]
        while at is not None:
            steps.insert(0, at)
            at = self.days[day][at]
        return steps

    def may_end(self, code: str, day: int) -> bool:
        """Tell whether a unit is there and was the day before: one that began on the very day cannot end."""
        return day > 0 and code in self.days[day] and code in self.days[day - 1]

    def may_stand(self, code: str, parent: str, day: int) -> bool:
        return parent in self.days[day] and code not in self.path(parent, day)

    def tree(self, day: int) -> dict[str, list[str]]:
        return {code: self.path(code, day) for code in self.days[day]}


@dataclass
class Game:
    """The same act on the naive model and on the real tree; the model says beforehand whether it can be."""

    chance: random.Random
    naive: Naive = field(default_factory=Naive)
    number: int = 0

    def unit(self, code: str) -> Unit:
        return Unit.objects.get(code=code)

    def new_code(self) -> str:
        self.number += 1
        return f"m{self.number}"

    def draft(self, code: str, parent: str) -> UnitDraft:
        return cast.draft(f"Xã {code}", code=code, parent=self.unit(parent))

    def step(self, day: int) -> None:
        alive = list(self.naive.days[day])
        act = self.chance.choice((self.found, self.move, self.merge, self.rename, self.split, self.end))
        act(self.chance.choice(alive), self.chance.choice(alive), day)

    def done(self, possible: bool, act: Callable[[], object]) -> None:
        try:
            act()
            came_through = True
        except Refusal:
            came_through = False
        assert came_through == possible

    def found(self, parent: str, _: str, day: int) -> None:
        code = self.new_code()
        on = START + timedelta(days=day)
        cast.make_unit(f"Xã {code}", code=code, parent=self.unit(parent), valid_from=on)
        self.naive.found(code, parent, day)

    def move(self, code: str, parent: str, day: int) -> None:
        naive, on = self.naive, START + timedelta(days=day)
        possible = naive.days[day][code] != parent and naive.may_stand(code, parent, day)
        self.done(
            possible,
            lambda: change_unit(SYSTEM_ACTOR, unit=self.unit(code), on=on, parent=self.unit(parent)),
        )
        if possible:
            naive.move(code, parent, day)

    def merge(self, code: str, into: str, day: int) -> None:
        naive, on = self.naive, START + timedelta(days=day)
        possible = naive.may_end(code, day) and code != into and code not in naive.path(into, day)
        self.done(
            possible,
            lambda: merge_units(
                SYSTEM_ACTOR, predecessors=[self.unit(code)], successor=self.unit(into), on=on
            ),
        )
        if possible:
            self._hand_over(code, into, day)
            naive.followed.add((code, into, "merge"))

    def _hand_over(self, code: str, into: str, day: int) -> None:
        for child in self.naive.children(code, day):
            self.naive.move(child, into, day)
        self.naive.end(code, day)

    def rename(self, code: str, _: str, day: int) -> None:
        naive, on, new = self.naive, START + timedelta(days=day), self.new_code()
        parent = naive.days[day][code]
        if parent is None:
            return
        possible = naive.may_end(code, day)
        self.done(
            possible,
            lambda: rename_unit(SYSTEM_ACTOR, unit=self.unit(code), successor=self.draft(new, parent), on=on),
        )
        if possible:
            naive.found(new, parent, day)
            self._hand_over(code, new, day)
            naive.followed.add((code, new, "rename"))

    def split(self, code: str, parent: str, day: int) -> None:
        naive, on = self.naive, START + timedelta(days=day)
        parts = [self.new_code(), self.new_code()]
        possible = naive.may_end(code, day) and parent != code and not naive.children(code, day)
        self.done(
            possible,
            lambda: split_unit(
                SYSTEM_ACTOR,
                predecessor=self.unit(code),
                successors=[self.draft(part, parent) for part in parts],
                on=on,
            ),
        )
        if possible:
            for part in parts:
                naive.found(part, parent, day)
                naive.followed.add((code, part, "split"))
            naive.end(code, day)

    def end(self, code: str, _: str, day: int) -> None:
        naive, on = self.naive, START + timedelta(days=day)
        possible = naive.may_end(code, day) and not naive.children(code, day)
        self.done(possible, lambda: dissolve_unit(SYSTEM_ACTOR, unit=self.unit(code), on=on))
        if possible:
            naive.end(code, day)
            naive.followed.add((code, None, "dissolve"))


def kept(day: int) -> dict[str, list[str]]:
    """Give the real tree of a day as the codes from the root down to each unit."""
    codes = dict(Unit.objects.values_list("pk", "code"))
    rows = UnitState.objects.filter(valid_at(START + timedelta(days=day))).values_list("unit_id", "path")
    return {codes[unit]: [codes[int(step)] for step in path.split("/") if step] for unit, path in rows}


def played(seed: int) -> Game:
    game = Game(random.Random(seed))
    for code, parent in (("t", None), ("h1", "t"), ("h2", "t"), ("x1", "h1"), ("x2", "h1"), ("x3", "h2")):
        above = game.unit(parent) if parent is not None else None
        cast.make_unit(f"Xã {code}", code=code, parent=above, valid_from=START)
        game.naive.found(code, parent, 0)
    day = 0
    for _ in range(ACTS):
        day = min(DAYS - 1, day + game.chance.choice((0, 0, 1, 1, 2)))
        game.step(day)
    return game


@pytest.mark.parametrize("seed", range(14))
def test_every_day_has_the_tree_of_the_naive_model(seed: int) -> None:
    game = played(seed)
    assert [kept(day) for day in range(DAYS)] == [game.naive.tree(day) for day in range(DAYS)]
    rows = Succession.objects.values_list("predecessor__code", "successor__code", "kind")
    assert set(rows) == game.naive.followed
    assert verify().ok


@pytest.mark.parametrize("seed", range(100, 104))
def test_no_unit_has_two_states_on_a_day_or_a_gap(seed: int) -> None:
    played(seed)
    for unit in Unit.objects.all():
        spans = list(unit.states.order_by("valid_from").values_list("valid_from", "valid_to"))
        assert all(end is None or begin < end for begin, end in spans)
        assert [end for _, end in spans[:-1]] == [begin for begin, _ in spans[1:]]


@pytest.mark.parametrize("seed", range(200, 203))
def test_every_way_to_read_the_tree_agrees(seed: int) -> None:
    game = played(seed)
    for day in (0, DAYS // 2, DAYS - 1):
        on = START + timedelta(days=day)
        wanted = game.naive.tree(day)
        nodes = tree(SYSTEM_ACTOR, on=on)
        assert {node.state.unit.code: node.depth + 1 for node in nodes} == {
            code: len(path) for code, path in wanted.items()
        }
        assert {node.state.unit.code: node.child_count for node in nodes} == {
            code: len(game.naive.children(code, day)) for code in wanted
        }
        for state in visible_states(SYSTEM_ACTOR, on=on):
            below = {each.unit.code for each in visible_states(SYSTEM_ACTOR, on=on, under=state)}
            assert below == {code for code, path in wanted.items() if state.unit.code in path}


@pytest.mark.parametrize("seed", range(300, 303))
def test_who_carries_a_unit_on_reads_what_it_followed(seed: int) -> None:
    game = played(seed)
    last = START + timedelta(days=DAYS - 1)
    heirs: dict[str, set[str]] = {}
    for before, after, kind in game.naive.followed:
        if after is not None and kind != "dissolve":
            heirs.setdefault(after, set()).add(before)
    for code in game.naive.days[DAYS - 1]:
        wanted: set[str] = set()
        level = {code}
        while level:
            level = {old for each in level for old in heirs.get(each, ())} - wanted
            wanted |= level
        state = UnitState.objects.get(unit__code=code, valid_to__isnull=True)
        user = cast.make_user(unit=state)
        cast.give(user, RoleCode.OFFICE, state, valid_from=last)
        reader = actor_of(user, today=last)
        for old in wanted:
            for past in UnitState.objects.filter(unit__code=old):
                assert reader.may(Verb.SEE, past.path)
                assert not reader.may(Verb.ENTER_RESULTS, past.path)
