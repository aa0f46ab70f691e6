"""The scenario's facts as they lie in the data files: real numbers and dates, illustrative values marked as such."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib import resources

from nhiemky.kernel.scoring import Comparator, Goal, Kind, Method

TERM_LABEL = "2020-2025"
FIRST_YEAR, LAST_YEAR = 2021, 2025
CUT_OFF = date(2023, 2, 21)
BEGUN = date(2020, 1, 1)
PROVINCE, DISTRICT, PILOT = "83", "838", "28927"
PHASED_YEARS = range(FIRST_YEAR, LAST_YEAR + 1)
OBSERVED_YEARS = range(2021, 2024)


@dataclass(frozen=True, slots=True)
class TargetSeed:
    """One target of the scenario with its phased values and reported figures by year."""

    unit_code: str
    number: str
    code: str
    group: str
    name: str
    unit_of_measure: str
    goal: Goal
    main: bool
    breakthrough: bool
    observed: tuple[tuple[int, Decimal], ...]


def table(name: str) -> Iterator[Mapping[str, str]]:
    """This function will read a data file of the scenario row by row, as texts by column name."""
    source = resources.files("nhiemky.scenario") / "data" / f"{name}.csv"
    yield from csv.DictReader(source.read_text(encoding="utf-8").splitlines(), delimiter=";")


def decimal(text: str) -> Decimal | None:
    """This function will read a figure with a decimal comma; an empty text is missing, not zero."""
    return Decimal(text.replace(",", ".")) if text else None


def day(text: str) -> date | None:
    """This function will read a date such as 8-9-2022; an empty text is unknown."""
    if not text:
        return None
    dd, mm, yyyy = (int(part) for part in text.split("-"))
    return date(yyyy, mm, dd)


def known_day(text: str) -> date:
    """This function will read a date that the data must have.

    :raises ValueError: for an empty text, or one that is no date.
    """
    found = day(text)
    if found is None:
        raise ValueError("a day is missing in the data of the scenario")
    return found


def target_seeds() -> tuple[TargetSeed, ...]:
    """This function will give all targets of the thirteen communes and the district."""
    return tuple(_seed(row) for name in ("targets_district", "targets_communes") for row in table(name))


def _seed(row: Mapping[str, str]) -> TargetSeed:
    comparator = Comparator(row["comparator"])
    target = decimal(row["target"])
    between = comparator is Comparator.BETWEEN
    goal = Goal(
        comparator=comparator,
        target=None if between else target,
        low=target if between else None,
        high=decimal(row["high"]),
        baseline=decimal(row["baseline"]),
        baseline_year=int(row["baseline_year"]) if row["baseline_year"] else None,
        phased=_by_year(row, "p", PHASED_YEARS),
        kind=Kind(row["kind"]),
        method=Method(row["method"]),
        wording=row["name"],
    )
    return TargetSeed(
        unit_code=row["unit_code"],
        number=row["number"],
        code=row["code"],
        group=row["group"],
        name=row["name"],
        unit_of_measure=row["unit_of_measure"],
        goal=goal,
        main=row["flags"] == "main",
        breakthrough=row["flags"] == "breakthrough",
        observed=_by_year(row, "o", OBSERVED_YEARS),
    )


def _by_year(row: Mapping[str, str], prefix: str, years: range) -> tuple[tuple[int, Decimal], ...]:
    found = ((year, decimal(row[f"{prefix}{year}"])) for year in years)
    return tuple((year, value) for year, value in found if value is not None)
