"""What a file would do to the bands, at one cut-off."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.intake.effect import effect_of
from nhiemky.intake.vocab import FigureData, RowData
from nhiemky.kernel.scoring import DEFAULT_SCHEME, Period, TermYears
from nhiemky.org.models import Term
from nhiemky.targets.queries import Facts, Figure, TargetFact
from nhiemky.targets.vocab import WholeTarget

MILLION = 1_000_000
TODAY = date(2023, 2, 21)


def figure(value: int, year: int, state: str = "new_figure") -> FigureData:
    return FigureData(f"{year}-01-01", f"{year}-12-31", value * MILLION, None, False, "Chỉ tiêu!R2", state)


def fact(key: int, *values: tuple[int, int]) -> TargetFact:
    figures = tuple(
        Figure(Period.of_year(year), value * MILLION, None, None, None, False, "draft", 1, 1, "")
        for year, value in values
    )
    return TargetFact(
        key, 1, str(key), key, "", "", "Thu nhập", "", "at_least", 70 * MILLION, None, None, None, None, None,
        "snapshot", "", "none", False, False, True, None, "", "", False, figures, (),
    )  # fmt: skip


def known(key: int, *figures: FigureData) -> RowData:
    return RowData("Chỉ tiêu!A2", "changed", str(key), "Thu nhập", key, figures)


def new(number: str, *figures: FigureData, counted: bool = True) -> RowData:
    target = WholeTarget(
        number, "Thu nhập", "at_least", 70 * MILLION, None, None, None, None, "", "", "", None, "snapshot", "", "none",
        False, False, counted, None, "", "", False, (),
    )  # fmt: skip
    return RowData("Chỉ tiêu!A2", "new_target", number, "Thu nhập", None, figures, target)


def bands(
    facts: list[TargetFact], rows: list[RowData], *, cut_off: date | None = None
) -> tuple[date, dict[str, int], dict[str, int]]:
    term = Term(label="2020-2025", first_year=2021, last_year=2025, cut_off=cut_off)
    everything = Facts(TermYears(2021, 2025), date.max, tuple(facts))
    found = effect_of(everything, rows, term=term, today=TODAY, scheme=DEFAULT_SCHEME)
    before, after = (
        {code: n for code, n in tally.counts.items() if n} for tally in (found.before, found.after)
    )
    return found.as_of, before, after


@pytest.mark.parametrize(
    ("facts", "rows", "cut_off", "found"),
    [
        ([], [], None, (TODAY, {}, {})),
        ([], [new("1", figure(70, 2022)), new("2")], None, (date(2022, 12, 31), {}, {"met": 1, "no_data": 1})),
        ([], [new("1", figure(70, 2022), counted=False)], None, (date(2022, 12, 31), {}, {})),
        ([fact(1, (2021, 60))], [known(1, figure(70, 2022))], None, (date(2022, 12, 31), {"over_75": 1}, {"met": 1})),
        ([fact(1, (2022, 60))], [known(1, figure(30, 2022))], None, (date(2022, 12, 31), {"over_75": 1}, {"under_50": 1})),
        ([fact(1, (2022, 60))], [known(1, figure(30, 2021))], None, (date(2022, 12, 31), {"over_75": 1}, {"over_75": 1})),
        ([fact(1, (2024, 70))], [known(1, figure(60, 2022))], date(2023, 2, 21), (TODAY, {"no_data": 1}, {"over_75": 1})),
        ([fact(1, (2022, 70)), fact(2)], [], None, (date(2022, 12, 31), {"met": 1, "no_data": 1}, {"met": 1, "no_data": 1})),
    ],
)  # fmt: skip
def test_bands_without_and_with_the_rows(
    facts: list[TargetFact],
    rows: list[RowData],
    cut_off: date | None,
    found: tuple[date, dict[str, int], dict[str, int]],
) -> None:
    assert bands(facts, rows, cut_off=cut_off) == found


def test_many_rows_are_counted_as_few_are() -> None:
    rows = [new(str(number), figure(50 + number % 30, 2022)) for number in range(250)]
    singly: dict[str, int] = {}
    for row in rows:
        for code, count in bands([], [row])[2].items():
            singly[code] = singly.get(code, 0) + count
    assert bands([], rows)[2] == singly


KINDS = st.sampled_from(["snapshot", "running_total", "accumulate", "average", "every_period", ""])
STATED = st.fixed_dictionaries(
    {
        "comparator": st.sampled_from(["at_least", "at_most", "above", "below", "between", "done"]),
        "target": st.none() | st.integers(-(10**18), 10**18) | st.integers(1, 200 * MILLION),
        "baseline": st.none() | st.integers(0, 200 * MILLION),
        "low": st.none() | st.integers(0, 50 * MILLION),
        "high": st.none() | st.integers(50 * MILLION, 90 * MILLION),
        "due": st.sampled_from([None, "2022-06-30", "2025-12-31"]),
        "kind": KINDS,
        "method": st.sampled_from(["", "threshold"]),
        "counted": st.booleans(),
    }
)
SEEN = st.lists(
    st.tuples(st.sampled_from([2021, 2022, 2024]), st.integers(-10, 300)),
    max_size=2,
    unique_by=lambda each: each[0],
)


@given(st.lists(st.tuples(STATED, SEEN), max_size=5), st.sampled_from([None, date(2023, 2, 21)]))
def test_new_targets_count_as_known_ones_with_the_same_figures(
    stated: list[tuple[dict[str, object], list[tuple[int, int]]]], cut_off: date | None
) -> None:
    rows, facts = [], []
    for place, (changes, seen) in enumerate(stated, 1):
        row = new(str(place), *(figure(value, year) for year, value in sorted(seen)))
        assert row.target is not None
        target = row.target._replace(**changes)  # type: ignore[arg-type]
        rows.append(row._replace(target=target))
        facts.append(
            fact(place, *sorted(seen))._replace(
                comparator=target.comparator, target_scaled=target.target, baseline_scaled=target.baseline,
                low_scaled=target.low, high_scaled=target.high, kind=target.kind, method=target.method,
                due=None if target.due is None else date.fromisoformat(target.due), counted=target.counted,
            )
        )  # fmt: skip
    as_new, as_known = bands([], rows, cut_off=cut_off), bands(facts, [], cut_off=cut_off)
    assert (as_new[0], as_new[2]) == (as_known[0], as_known[2])
