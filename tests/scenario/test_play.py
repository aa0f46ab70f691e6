"""Acts are carried out in the order of their days, by who would do them."""

from __future__ import annotations

from datetime import date
from functools import partial
from itertools import permutations

import pytest

from nhiemky.org.models import Term, User
from nhiemky.scenario.play import DISTRICT_OFFICE, OFFICES, PROVINCE_OFFICE, TASK_GROUP, Play, Turn
from tests.cast_scenario import NOW, Loaded

EARLY, LATE = date(2022, 9, 8), date(2023, 2, 21)


def play() -> Play:
    return Play(NOW, Term(label="2020-2025"), {}, {}, {})


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_acts_run_by_day_then_turn_then_as_laid_down(order: tuple[int, ...]) -> None:
    acts = [
        (EARLY, Turn.PLAN, "plan"),
        (EARLY, Turn.MOVE, "move"),
        (LATE, Turn.COMMENT, "comment"),
        (LATE, Turn.LESSON, "lesson"),
    ]
    said: list[str] = []
    laid = play()
    for place in order:
        day, turn, word = acts[place]
        laid.on(day, turn, partial(said.append, word))
    laid.run()
    assert said == ["plan", "move", "comment", "lesson"]


def test_acts_of_one_day_and_turn_keep_their_order() -> None:
    said: list[int] = []
    laid = play()
    for number in range(20):
        laid.on(LATE, Turn.COMMENT, partial(said.append, number))
    laid.run()
    assert said == list(range(20))


def test_acts_run_once() -> None:
    said: list[str] = []
    laid = play()
    laid.on(EARLY, Turn.PLAN, partial(said.append, "plan"))
    laid.run()
    laid.run()
    assert said == ["plan"]


def test_an_act_that_fails_stops_those_after_it() -> None:
    said: list[str] = []
    laid = play()

    def fail() -> None:
        raise ValueError("no")

    laid.on(LATE, Turn.MOVE, partial(said.append, "after"))
    laid.on(LATE, Turn.PLAN, fail)
    laid.on(EARLY, Turn.MOVE, partial(said.append, "before"))
    with pytest.raises(ValueError, match="no"):
        laid.run()
    assert said == ["before"]


def test_what_a_stage_needs_comes_before_the_move_of_the_same_day() -> None:
    assert max(Turn) is Turn.MOVE
    assert sorted(Turn) == [
        Turn.WORK,
        Turn.PLAN,
        Turn.TEAM,
        Turn.SURVEY,
        Turn.MEETING,
        Turn.COMMENT,
        Turn.LESSON,
        Turn.ANSWER,
        Turn.FINDING,
        Turn.POINTS,
        Turn.MOVE,
    ]


class TestPeople:
    @pytest.fixture
    def real(self, scenario: Loaded, db: None) -> Play:
        accounts = {user.username: user for user in User.objects.all()}
        return Play(NOW, Term.objects.get(), {}, accounts, {})

    @pytest.mark.parametrize(
        ("code", "keeper", "critic"),
        [
            ("83", PROVINCE_OFFICE, TASK_GROUP),
            ("838", DISTRICT_OFFICE, PROVINCE_OFFICE),
            ("28927", "vanphong.ttt", TASK_GROUP),
            ("28933", "vanphong.tb", TASK_GROUP),
            ("28889", DISTRICT_OFFICE, TASK_GROUP),
        ],
    )
    def test_who_keeps_a_review_and_who_judges_its_answers(
        self, real: Play, code: str, keeper: str, critic: str
    ) -> None:
        assert real.keeper(code).user_id == User.objects.get(username=keeper).pk
        assert real.critic(code).user_id == User.objects.get(username=critic).pk
        assert real.keeper(code) is real.actor(keeper)

    def test_nobody_judges_an_own_answer(self, real: Play) -> None:
        codes = [*OFFICES, "28889", "28921"]
        assert [code for code in codes if real.keeper(code).user_id == real.critic(code).user_id] == []

    def test_an_account_that_is_not_there_is_an_error_of_the_data(self, real: Play) -> None:
        with pytest.raises(KeyError):
            real.actor("ai.do")
