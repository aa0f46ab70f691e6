"""Scoring: achieved value, attainment, exclusive bands, on course, tallies. Exact, pure, without a clock.

Names are brought in when first asked for, so that `import nhiemky.kernel.scoring` costs next to nothing and never
loads numpy; only the names of `many` and
`goal_table` do.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nhiemky.kernel.scoring.assessment import Assessment, assess, method_of
    from nhiemky.kernel.scoring.bands import (
        CLASS_NAMES,
        CLASSES,
        DEFAULT_SCHEME,
        SCHEMES,
        Band,
        Scheme,
        SchemeError,
        round_shown,
    )
    from nhiemky.kernel.scoring.goal_table import COMPARATORS, INFER, METHODS, SCALE, GoalTable
    from nhiemky.kernel.scoring.kinds import kind_of_wording
    from nhiemky.kernel.scoring.many import AssessedTable, assess_many
    from nhiemky.kernel.scoring.rollup import Part, RolledUp, Rule, Tally, mean_attainment, roll_up, tally
    from nhiemky.kernel.scoring.values import (
        Comparator,
        Course,
        Goal,
        Kind,
        Measured,
        Method,
        Number,
        NumberError,
        Outlook,
        Period,
        PeriodError,
        TermYears,
    )

# fmt: off
_HOMES = {
    "assessment": ("Assessment", "assess", "method_of"),
    "bands": (
        "CLASS_NAMES", "CLASSES", "DEFAULT_SCHEME", "SCHEMES", "Band", "Scheme", "SchemeError", "round_shown",
    ),
    "goal_table": ("COMPARATORS", "INFER", "METHODS", "SCALE", "GoalTable"),
    "kinds": ("kind_of_wording",),
    "many": ("AssessedTable", "assess_many"),
    "rollup": ("Part", "RolledUp", "Rule", "Tally", "mean_attainment", "roll_up", "tally"),
    "values": (
        "Comparator", "Course", "Goal", "Kind", "Measured", "Method", "Number", "NumberError", "Outlook",
        "Period", "PeriodError", "TermYears",
    ),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "CLASSES", "CLASS_NAMES", "COMPARATORS", "DEFAULT_SCHEME", "INFER", "METHODS", "SCALE", "SCHEMES",
    "AssessedTable", "Assessment", "Band", "Comparator", "Course", "Goal", "GoalTable", "Kind", "Measured",
    "Method", "Number", "NumberError", "Outlook", "Part", "Period", "PeriodError", "RolledUp", "Rule", "Scheme",
    "SchemeError", "Tally", "TermYears", "assess", "assess_many", "kind_of_wording", "mean_attainment",
    "method_of", "roll_up", "round_shown", "tally",
]
# fmt: on


def __getattr__(name: str) -> object:
    """This function will bring in a public name from its module when it is first used.

    :raises AttributeError: for a name that scoring does not have.
    """
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value
