"""Stages in an order: which move goes forward, which leaves stages out, which goes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

S = TypeVar("S", bound=StrEnum)


class MoveError(ValueError):
    """A move that the machine does not know; the text says which."""


@dataclass(frozen=True, slots=True)
class Move(Generic[S]):
    """One move: `skipped` are the stages left out (in order), `back` says that it goes to an earlier stage."""

    origin: S | None
    stage: S
    skipped: tuple[S, ...]
    back: bool


@dataclass(frozen=True, slots=True)
class Machine(Generic[S]):
    """The stages of something in their order, each once."""

    stages: tuple[S, ...]

    def __post_init__(self) -> None:
        if not self.stages or len(set(self.stages)) != len(self.stages):
            raise MoveError("Các giai đoạn phải có ít nhất một và không được trùng nhau.")

    @classmethod
    def of(cls, stages: Sequence[S]) -> Machine[S]:
        """This function will make the machine of stages given in their order.

        :raises MoveError: when there is none, or one occurs twice.
        """
        return cls(tuple(stages))

    def move(self, origin: S | None, stage: S) -> Move[S]:
        """This function will judge the move from one stage (none: not begun) to another.

        :raises MoveError: when a stage is not of this machine or the move goes nowhere.
        """
        here = -1 if origin is None else self._place(origin)
        there = self._place(stage)
        if here == there:
            raise MoveError("Đang ở đúng giai đoạn này, không có gì để chuyển.")
        return Move(origin, stage, self.stages[here + 1 : there], there < here)

    def has_reached(self, now: S | None, stage: S) -> bool:
        """This function will say whether who stands at `now` has come as far as `stage`.

        :raises MoveError: when a stage is not of this machine.
        """
        return now is not None and self._place(now) >= self._place(stage)

    def next(self, now: S | None) -> S | None:
        """This function will give the stage that follows; none after the last.

        :raises MoveError: when the stage is not of this machine.
        """
        place = -1 if now is None else self._place(now)
        return self.stages[place + 1] if place + 1 < len(self.stages) else None

    def _place(self, stage: S) -> int:
        if stage not in self.stages:
            raise MoveError(f"Không có giai đoạn “{stage}” trong đợt này.")
        return self.stages.index(stage)
