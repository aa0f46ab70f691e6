"""What a table of an office must give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tests.samples.office import Sample


@dataclass(frozen=True)
class OfficeTable:
    """One table with what it must give; ``doubts`` are all its errors and warnings, None where they are not counted."""

    name: str
    sample: Sample
    classes: Mapping[str, str]
    as_of: date | None = date(2023, 6, 30)
    unit: str = ""
    children: int = 0
    errors: int = 0
    doubts: tuple[tuple[str, str, str], ...] | None = None
