"""Something about a cell that a person should know."""

from __future__ import annotations

from typing import NamedTuple

ERROR, WARNING, NOTICE = "error", "warning", "notice"


class Problem(NamedTuple):
    """What is wrong, doubtful or inferred; ``cell`` is ``Sheet!C8``, or the sheet alone."""

    cell: str
    severity: str
    code: str
    message: str
