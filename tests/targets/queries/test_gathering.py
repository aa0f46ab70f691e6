"""Which version of a figure counts, whatever the order in which versions are read."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.kernel.scoring import Period
from nhiemky.targets.queries import Figure
from nhiemky.targets.queries.facts import day_of, gather_figures, period_of

Row = tuple[object, ...]


def row(
    target: int,
    start: str,
    end: str,
    value: int | None,
    *,
    version: int = 1,
    state: str = "confirmed",
    done: bool | None = None,
) -> Row:
    return (target, start, end, value, None, None, done, False, state, version, version, "S!A1")


def year(target: int, number: int, value: int | None, **more: object) -> Row:
    return row(target, f"{number}-01-01", f"{number}-12-31", value, **more)  # type: ignore[arg-type]


def shown(figures: dict[int, tuple[Figure, ...]]) -> dict[int, list[tuple[str, int | None, int]]]:
    return {
        target: [(each.period.label, each.scaled, each.version) for each in found]
        for target, found in figures.items()
    }


@pytest.mark.parametrize(
    ("rows", "unconfirmed", "found"),
    [
        ([], set(), {}),
        ([year(1, 2022, 5)], set(), {1: [("2022", 5, 1)]}),
        ([year(1, 2022, 5, state="draft")], set(), {}),
        ([year(1, 2022, 5, state="draft")], {1}, {1: [("2022", 5, 1)]}),
        ([year(1, 2022, 5, state="returned")], {2}, {}),
        ([year(1, 2022, 5), year(1, 2022, 6, version=2, state="draft")], set(), {1: [("2022", 5, 1)]}),
        ([year(1, 2022, 5), year(1, 2022, 6, version=2, state="submitted")], {1}, {1: [("2022", 6, 2)]}),
        ([year(1, 2022, 6, version=2), year(1, 2022, 5)], set(), {1: [("2022", 6, 2)]}),
        ([year(1, 2022, 5), year(1, 2022, None, version=2)], set(), {1: []}),
        ([year(1, 2022, 5), year(1, 2022, None, version=2, state="draft")], set(), {1: [("2022", 5, 1)]}),
        (
            [year(1, 2022, 5), year(1, 2022, None, version=2), year(1, 2022, 7, version=3)],
            set(),
            {1: [("2022", 7, 3)]},
        ),
        ([year(1, 2022, 0)], set(), {1: [("2022", 0, 1)]}),
        ([year(1, 2023, 2), year(1, 2021, 1)], set(), {1: [("2021", 1, 1), ("2023", 2, 1)]}),
        (
            [
                row(1, "2022-01-01", "2022-12-31", 4),
                row(1, "2022-10-01", "2022-12-31", 3),
                row(1, "2022-01-01", "2022-03-31", 1),
            ],
            set(),
            {1: [("quý I-2022", 1, 1), ("quý IV-2022", 3, 1), ("2022", 4, 1)]},
        ),
        ([year(1, 2022, 5), year(2, 2022, 6)], set(), {1: [("2022", 5, 1)], 2: [("2022", 6, 1)]}),
        ([year(1, 2022, None, done=True)], set(), {1: [("2022", None, 1)]}),
        (
            [
                year(1, 2022, 5),
                year(1, 2022, 6, version=2, state="draft"),
                year(1, 2022, 5, version=3, state="restored"),
            ],
            {1},
            {1: [("2022", 5, 1)]},
        ),
        (
            [
                year(1, 2022, 5, version=2, state="restored"),
                year(1, 2022, 6, version=3, state="draft"),
                year(1, 2022, 5),
            ],
            {1},
            {1: [("2022", 6, 3)]},
        ),
        ([year(1, 2022, 5, state="draft"), year(1, 2022, None, version=2, state="restored")], {1}, {}),
        (
            [
                year(1, 2022, 5, state="draft"),
                year(1, 2022, None, version=2, state="restored"),
                year(1, 2023, 7),
            ],
            {1},
            {1: [("2023", 7, 1)]},
        ),
        ([year(1, 2022, 5, version=2, state="restored"), year(1, 2022, 5)], set(), {1: [("2022", 5, 1)]}),
    ],
)
def test_version_that_counts(
    rows: list[Row], unconfirmed: set[int], found: dict[int, list[tuple[str, int | None, int]]]
) -> None:
    assert shown(gather_figures(rows, unconfirmed=frozenset(unconfirmed))) == found


_rows = st.lists(
    st.builds(
        lambda target, number, version, value, state: year(
            target, number, value, version=version, state=state
        ),
        st.integers(1, 3),
        st.integers(2021, 2023),
        st.integers(1, 4),
        st.one_of(st.none(), st.integers(0, 9)),
        st.sampled_from(["draft", "submitted", "confirmed", "returned", "restored"]),
    ),
    max_size=25,
    unique_by=lambda each: (each[0], each[1], each[9]),
)


@given(_rows, st.frozensets(st.integers(1, 3)), st.randoms(use_true_random=False))
def test_order_of_reading_changes_nothing(rows: list[Row], unconfirmed: frozenset[int], dice: object) -> None:
    mixed = list(rows)
    dice.shuffle(mixed)  # type: ignore[attr-defined]
    assert gather_figures(mixed, unconfirmed=unconfirmed) == gather_figures(rows, unconfirmed=unconfirmed)


@given(_rows, st.frozensets(st.integers(1, 3)))
def test_the_highest_version_that_may_be_shown_counts(rows: list[Row], unconfirmed: frozenset[int]) -> None:
    found = gather_figures(rows, unconfirmed=unconfirmed)
    for target in {1, 2, 3}:
        expected = []
        for number in (2021, 2022, 2023):
            fit = [
                each
                for each in rows
                if (each[0], each[1]) == (target, f"{number}-01-01")
                and (each[8] == "confirmed" or target in unconfirmed)
            ]
            restored = max((int(str(each[9])) for each in fit if each[8] == "restored"), default=0)
            fit = [each for each in fit if each[8] == "confirmed" or int(str(each[9])) > restored]
            highest = max(fit, key=lambda each: int(str(each[9])), default=None)
            if highest is not None and highest[3] is not None:
                expected.append((Period.of_year(number), highest[3], highest[9]))
        assert [(each.period, each.scaled, each.version) for each in found.get(target, ())] == expected


def test_days_and_periods_are_read_from_iso_text() -> None:
    assert day_of("2023-02-21") == date(2023, 2, 21)
    assert period_of("2022-04-01", "2022-06-30") == Period.of_quarter(2022, 2)
