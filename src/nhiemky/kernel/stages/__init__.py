"""A small typed machine of stages: what follows what, what was left out, what goes back."""

from nhiemky.kernel.stages.machine import Machine, Move, MoveError

__all__ = ["Machine", "Move", "MoveError"]
