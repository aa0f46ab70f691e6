"""Exact classification of a country's targets: our columns against a plain Python loop over Decimal.

Both judge the same 265,000 rows (10,600 organisations, 25 targets each): comparator, method, rule 1, band. Every row
of both is compared with exact fractions; a row that we misjudge is an error.
"""

from __future__ import annotations

import json
import random
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from benchmarks.case import Case, best_of
from nhiemky.kernel.scoring import (
    COMPARATORS,
    DEFAULT_SCHEME,
    SCALE,
    Comparator,
    GoalTable,
    assess_many,
)

ROWS = 265_000
LIMIT = 20
_AS_OF = date(2023, 2, 21)
_SEED = 25
_EDGE_SHARE = (100, 90, 75, 50)
_HUNDRED = Decimal(100)


class MisjudgedError(Exception):
    """Some of our rows are not in the band that exact fractions give."""


class Row(NamedTuple):
    """One target as a spreadsheet gives it."""

    comparator: Comparator
    achieved: Decimal | None
    target: Decimal | None
    baseline: Decimal | None
    low: Decimal | None
    high: Decimal | None


class Judged(NamedTuple):
    """What the loop gives for a row: the attainment in percent, and the class."""

    attainment: Decimal | None
    code: str


def make_rows(count: int) -> list[Row]:
    """This function will make reproducible rows: every comparator, a third on or beside an edge, some without data."""
    dice = random.Random(_SEED)
    return [_make_row(dice) for _ in range(count)]


def _make_row(dice: random.Random) -> Row:
    chance = dice.random()
    target = Decimal(dice.randrange(1, 50_000)) / 10
    share = (
        Decimal(dice.choice(_EDGE_SHARE))
        if dice.random() < 1 / 3
        else Decimal(dice.randrange(1, 15_000)) / 100
    )
    nudge = Decimal(dice.choice((-1, 0, 0, 1))).scaleb(-6)
    if chance < 0.03:
        return Row(Comparator.AT_LEAST, None, target, None, None, None)
    if chance < 0.62:
        return Row(Comparator.AT_LEAST, target * share / 100 + nudge, target, None, None, None)
    if chance < 0.70:
        return Row(Comparator.ABOVE, target * share / 100 + nudge, target, None, None, None)
    if chance < 0.82:
        baseline = target * 3
        return Row(
            Comparator.AT_MOST,
            baseline - (baseline - target) * share / 100 + nudge,
            target,
            baseline,
            None,
            None,
        )
    if chance < 0.88:
        return Row(Comparator.BELOW, target * dice.randrange(5, 20) / 10 + nudge, target, None, None, None)
    if chance < 0.95:
        return Row(Comparator.BETWEEN, target * share / 100 + nudge, None, None, target, target + 10)
    return Row(Comparator.DONE, Decimal(dice.randrange(0, 101)), None, None, None, None)


def table_of(rows: list[Row]) -> GoalTable:
    """This function will put the rows into columns, as a database that keeps scaled BIGINT hands them over."""
    return GoalTable.of_columns(
        comparator=np.array([COMPARATORS.index(row.comparator) for row in rows], np.int8),
        achieved=[_scaled(row.achieved) for row in rows],
        target=[_scaled(row.target) for row in rows],
        baseline=[_scaled(row.baseline) for row in rows],
        low=[_scaled(row.low) for row in rows],
        high=[_scaled(row.high) for row in rows],
    )


def _scaled(value: Decimal | None) -> int | None:
    return None if value is None else int(value * SCALE)


def judge_in_decimal(rows: list[Row]) -> list[Judged]:
    """This function will judge the rows one by one in Decimal, as a plain program would."""
    judged = []
    for row in rows:
        if row.achieved is None:
            judged.append(Judged(None, "no_data"))
            continue
        attainment = _attainment(row, row.achieved)
        if attainment >= 100:
            code = "met"
        elif attainment >= 90:
            code = "over_90"
        elif attainment >= 75:
            code = "over_75"
        elif attainment >= 50:
            code = "over_50"
        else:
            code = "under_50"
        judged.append(Judged(attainment, code))
    return judged


def _attainment(row: Row, achieved: Decimal) -> Decimal:
    comparator, target, baseline = row.comparator, row.target, row.baseline
    if comparator is Comparator.DONE:
        return min(achieved, _HUNDRED)
    if comparator is Comparator.BETWEEN:
        assert row.low is not None
        assert row.high is not None
        if achieved < row.low:
            return achieved / row.low * 100
        return row.high / achieved * 100 if achieved > row.high else _HUNDRED
    assert target is not None
    if comparator is Comparator.AT_LEAST or comparator is Comparator.ABOVE:
        attainment = achieved / target * 100
        held = achieved >= target if comparator is Comparator.AT_LEAST else achieved > target
    else:
        if baseline is not None and baseline > target:
            attainment = (achieved - baseline) / (target - baseline) * 100
        else:
            attainment = target / achieved * 100
        held = achieved <= target if comparator is Comparator.AT_MOST else achieved < target
    if held:
        return max(attainment, _HUNDRED)
    return attainment if attainment < 100 else Decimal("99.9999")


def _true_code(row: Row) -> str:
    if row.achieved is None:
        return "no_data"
    exact = Row(row.comparator, *(None if value is None else Fraction(value) for value in row[1:]))  # type: ignore[arg-type]
    assert exact.achieved is not None
    share = Fraction(_attainment(exact, exact.achieved))
    return DEFAULT_SCHEME.classify(share)


def misjudged(rows: list[Row], ours: list[str], theirs: list[Judged]) -> tuple[int, int]:
    """This function will count the rows misjudged by us and by the loop, each row against exact fractions."""
    truth = [_true_code(row) for row in rows]
    wrong_ours = sum(code != true for code, true in zip(ours, truth, strict=True))
    wrong_theirs = sum(judged.code != true for judged, true in zip(theirs, truth, strict=True))
    return wrong_ours, wrong_theirs


def run(rows: int = ROWS) -> list[Case]:
    """This function will time both on the same rows (best of several runs).

    :raises MisjudgedError: when one of our rows is misjudged.
    """
    made = make_rows(rows)
    table = table_of(made)
    ours = assess_many(table, as_of=_AS_OF, scheme=DEFAULT_SCHEME)
    wrong, wrong_of_loop = misjudged(made, ours.class_codes, judge_in_decimal(made))
    if wrong:
        raise MisjudgedError(f"{wrong} of {rows} rows misjudged (by the loop: {wrong_of_loop})")
    return [
        Case(
            case=f"exact classification, {rows:,} rows",
            ours_s=best_of(lambda: assess_many(table, as_of=_AS_OF, scheme=DEFAULT_SCHEME), times=9),
            peer="Python loop over Decimal",
            peer_s=best_of(lambda: judge_in_decimal(made), times=3),
            limit_ratio=LIMIT,
        )
    ]


if __name__ == "__main__":
    for measured in run():
        print(measured.line())
        print(json.dumps(measured.row(), ensure_ascii=False))
