"""The machine of stages: forward, over stages, back; every refusal."""

from __future__ import annotations

from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.kernel.stages import Machine, Move, MoveError


class Step(StrEnum):
    """Stages of a draft."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    COMMENTED = "commented"
    APPROVED = "approved"


MACHINE = Machine.of(list(Step))
PLACES = st.sampled_from(list(Step))


@pytest.mark.parametrize(
    ("origin", "stage", "expected"),
    [
        (None, Step.DRAFT, Move(None, Step.DRAFT, (), False)),
        (None, Step.COMMENTED, Move(None, Step.COMMENTED, (Step.DRAFT, Step.SUBMITTED), False)),
        (Step.DRAFT, Step.SUBMITTED, Move(Step.DRAFT, Step.SUBMITTED, (), False)),
        (Step.DRAFT, Step.COMMENTED, Move(Step.DRAFT, Step.COMMENTED, (Step.SUBMITTED,), False)),
        (Step.DRAFT, Step.APPROVED, Move(Step.DRAFT, Step.APPROVED, (Step.SUBMITTED, Step.COMMENTED), False)),
        (Step.APPROVED, Step.COMMENTED, Move(Step.APPROVED, Step.COMMENTED, (), True)),
        (Step.APPROVED, Step.DRAFT, Move(Step.APPROVED, Step.DRAFT, (), True)),
    ],
)
def test_a_move_knows_what_it_leaves_out_and_whether_it_goes_back(
    origin: Step | None, stage: Step, expected: Move[Step]
) -> None:
    assert MACHINE.move(origin, stage) == expected


@pytest.mark.parametrize("stage", list(Step))
def test_a_move_to_where_it_stands_is_refused(stage: Step) -> None:
    with pytest.raises(MoveError, match="Đang ở đúng giai đoạn này"):
        MACHINE.move(stage, stage)


@pytest.mark.parametrize(("origin", "stage"), [(Step.APPROVED, Step.DRAFT), (Step.DRAFT, Step.APPROVED)])
def test_a_stage_that_is_not_of_the_machine_is_refused(origin: Step, stage: Step) -> None:
    short = Machine.of([Step.DRAFT, Step.SUBMITTED])
    with pytest.raises(MoveError, match="Không có giai đoạn “approved”"):
        short.move(origin, stage)


@pytest.mark.parametrize("stages", [[], [Step.DRAFT, Step.DRAFT]])
def test_no_stages_or_one_twice_make_no_machine(stages: list[Step]) -> None:
    with pytest.raises(MoveError, match="ít nhất một và không được trùng"):
        Machine.of(stages)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (None, Step.DRAFT),
        (Step.DRAFT, Step.SUBMITTED),
        (Step.SUBMITTED, Step.COMMENTED),
        (Step.COMMENTED, Step.APPROVED),
        (Step.APPROVED, None),
    ],
)
def test_next_gives_the_stage_that_follows(now: Step | None, expected: Step | None) -> None:
    assert MACHINE.next(now) == expected


def test_next_refuses_a_stage_that_is_not_of_the_machine() -> None:
    with pytest.raises(MoveError):
        Machine.of([Step.DRAFT]).next(Step.APPROVED)


@pytest.mark.parametrize(
    ("now", "reached"),
    [
        (None, []),
        (Step.DRAFT, [Step.DRAFT]),
        (Step.COMMENTED, [Step.DRAFT, Step.SUBMITTED, Step.COMMENTED]),
        (Step.APPROVED, list(Step)),
    ],
)
def test_has_reached_holds_for_every_stage_up_to_the_present_one(
    now: Step | None, reached: list[Step]
) -> None:
    assert [stage for stage in Step if MACHINE.has_reached(now, stage)] == reached


def test_has_reached_refuses_a_stage_that_is_not_of_the_machine() -> None:
    with pytest.raises(MoveError):
        Machine.of([Step.DRAFT]).has_reached(Step.DRAFT, Step.APPROVED)


@given(st.permutations(list(Step)), PLACES, PLACES)
def test_a_move_is_either_back_or_leaves_out_all_between(
    order: list[Step], origin: Step, stage: Step
) -> None:
    machine = Machine.of(order)
    if origin == stage:
        return
    move = machine.move(origin, stage)
    here, there = order.index(origin), order.index(stage)
    assert move.back is (there < here)
    assert len(move.skipped) == max(there - here - 1, 0)
    assert machine.has_reached(stage, origin) is not move.back


@given(st.permutations(list(Step)))
def test_going_from_next_to_next_passes_every_stage_once(order: list[Step]) -> None:
    machine = Machine.of(order)
    walked: list[Step] = []
    stage = machine.next(None)
    while stage is not None:
        walked.append(stage)
        stage = machine.next(stage)
    assert walked == order
