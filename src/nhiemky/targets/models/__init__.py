"""Rows of targets, observations and frozen figures."""

from nhiemky.targets.models.adjusting import TargetAdjustment
from nhiemky.targets.models.freezing import Freeze, FrozenTarget
from nhiemky.targets.models.numbers import SCALE, ExactNumberField
from nhiemky.targets.models.rows import BandScheme, Observation, PhasedValue, Target

__all__ = [
    "SCALE",
    "BandScheme",
    "ExactNumberField",
    "Freeze",
    "FrozenTarget",
    "Observation",
    "PhasedValue",
    "Target",
    "TargetAdjustment",
]
