"""New targets read in one go: exactly what the careful way finds, and whatever needs care is left to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.intake.matching import Match
from nhiemky.intake.new_rows import is_far, read_new_rows, shown
from nhiemky.intake.reading import ResultRow
from nhiemky.intake.rows import RowReader
from nhiemky.intake.vocab import FigureData, ProblemData, RowData
from nhiemky.kernel.scoring import Comparator, Goal, Kind, Measured, Method, Number, Period
from nhiemky.org.models import Term
from nhiemky.targets.vocab import WholeTarget

TERM = Term(label="2020-2025", first_year=2021, last_year=2025)
MILLION = 1_000_000
NUMBERS = st.one_of(
    st.decimals(-(10**13), 10**13, places=3),
    st.decimals(0, 200, places=1),
    st.sampled_from([Decimal("0.0000001"), Decimal("1E+3"), Decimal(10) ** 12, Decimal("70.000001")]),
)
GOALS = st.builds(
    Goal,
    st.sampled_from([*Comparator][:5]),
    target=st.none() | NUMBERS,
    low=st.none() | st.just(Decimal(1)),
    high=st.none() | st.just(Decimal(0)),
    baseline=st.none() | NUMBERS,
    baseline_year=st.sampled_from([None, 1900, 1945, 2015, 2020, 2025, 2026]),
    phased=st.sampled_from([(), ((2023, Decimal("1.5")),)]),
    due=st.sampled_from([None, date(2024, 6, 30), date(2050, 1, 1)]),
    kind=st.none() | st.sampled_from(Kind),
    method=st.none() | st.sampled_from(Method),
)
MEASURED = st.builds(
    Measured,
    st.sampled_from([Period.of_year(year) for year in (2013, 2021, 2022, 2027)]),
    NUMBERS,
    st.sampled_from([None, None, None, True]),
    st.sampled_from(["", "S!P2"]),
)
ROWS = st.builds(
    ResultRow,
    number=st.sampled_from(["", " ", "1", "2", "II.3", "9" * 21]),
    code=st.sampled_from(["", "CT1", "C" * 41]),
    group=st.sampled_from(["", "Kinh tế"]),
    name=st.sampled_from(["Thu nhập", "", "a\x00b", "a\nb", "a\xa0b", "d" * 2001]),
    unit_of_measure=st.sampled_from(["%", "triệu đồng", ""]),
    goal=GOALS,
    measured=st.lists(MEASURED, max_size=2).map(tuple),
    source=st.just("S!A2"),
    cells=st.just({"target": "S!H2"}),
    note=st.sampled_from(["", "Ước"]),
    parent_number=st.sampled_from([None, None, None, "1"]),
    counted=st.booleans(),
    fault=st.sampled_from(["", "", "Không đọc được."]),
    main=st.booleans(),
    breakthrough=st.booleans(),
    stated_attainment=st.none(),
    stated_verdict=st.none(),
    estimates=st.just(()),
    texts=st.just(()),
)


def careful(*rows: ResultRow, quickly: bool) -> tuple[list[RowData], list[ProblemData]]:
    problems: list[ProblemData] = []
    reader = RowReader(
        term=TERM, problems=problems, may_add_targets=True, numbers=set(), stated={row.number for row in rows},
        undated=False, results_to=None, rows=rows if quickly else (),
    )  # fmt: skip
    return [reader.read(row, Match(None), None, faulty=False) for row in rows], problems


def plain_phases(rows: list[RowData]) -> list[RowData]:
    return [
        row
        if row.target is None
        else row._replace(target=row.target._replace(phased=tuple(row.target.phased)))
        for row in rows
    ]


@given(st.lists(ROWS, max_size=4))
def test_rows_are_read_quickly_as_they_are_read_with_care(rows: list[ResultRow]) -> None:
    quick, slow = careful(*rows, quickly=True), careful(*rows, quickly=False)
    assert (plain_phases(quick[0]), quick[1]) == (plain_phases(slow[0]), slow[1])


def income(*values: Number, **changes: object) -> ResultRow:
    goal = Goal(
        Comparator.AT_LEAST, Decimal(70), baseline=Decimal("50.5"), baseline_year=2020, wording="Thu nhập"
    )
    measured = tuple(
        Measured(Period.of_year(2021 + place), value, None, f"S!P{place}")
        for place, value in enumerate(values)
    )
    row = ResultRow("1", "CT1", "Kinh tế", "Thu nhập", "triệu đồng", goal, measured, "S!A2", {}, "Ghi chú")
    return row._replace(**changes)  # type: ignore[arg-type]


def quickly(*rows: ResultRow) -> list[RowData | None]:
    return read_new_rows(
        rows, term=TERM, period=lambda period, _year: (period.start.isoformat(), period.end.isoformat(), "")
    )


def test_plain_row_is_a_new_target_with_its_figures() -> None:
    assert quickly(income(Decimal("60.5"), Decimal(61))) == [
        RowData(
            "S!A2", "new_target", "1", "Thu nhập", None,
            (
                FigureData("2021-01-01", "2021-12-31", 60_500_000, None, False, "S!P0", "new_figure", None, None, "60,5"),
                FigureData("2022-01-01", "2022-12-31", 61_000_000, None, False, "S!P1", "new_figure", None, None, "61"),
            ),
            WholeTarget(
                "1", "Thu nhập", "at_least", 70 * MILLION, None, None, 50_500_000, 2020, "triệu đồng", "Kinh tế", "CT1",
                None, "", "", "none", False, False, True, None, "", "Ghi chú", False, (),
            ),
        )
    ]  # fmt: skip


@pytest.mark.parametrize(
    "row",
    [
        income(Decimal("60.0000001")),
        income(Decimal(10) ** 13),
        income(Fraction(1, 3)),
        income(Decimal(7000)),
        income(Decimal("0.7")),
        income(Decimal(101), unit_of_measure="%"),
        income(Decimal(60), texts=("60 triệu",)),
        income(Decimal(60), estimates=(Period.of_year(2021),)),
        income(fault="Không đọc được."),
        income(parent_number="2"),
        income(number=" "),
        income(name="a\x00b"),
        income(goal=replace(income().goal, low=Decimal(1))),
        income(goal=replace(income().goal, target=Decimal("0.0000001"))),
        income(goal=replace(income().goal, baseline=Fraction(1, 3))),
        income(goal=replace(income().goal, baseline_year=1900)),
        income(goal=replace(income().goal, method=Method.RANGE)),
        income(goal=replace(income().goal, comparator=Comparator.DONE)),
    ],
)
def test_rows_that_need_care_are_left(row: ResultRow) -> None:
    assert quickly(row) == [None]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("60.50"), "60,50"),
        (Decimal(-3), "-3"),
        (Decimal("1E+3"), "1000"),
        (Decimal("0.0000001"), "0,0000001"),
        (Fraction(1, 3), "1/3"),
        (7, "7"),
    ],
)
def test_plain_number_is_shown_as_in_its_cell(value: Number, text: str) -> None:
    assert shown(value) == text


@pytest.mark.parametrize(
    ("scaled", "target", "far"),
    [(1, 100, True), (1, 99, False), (100, 1, True), (-100, 1, True), (0, 100, False), (5, None, False), (5, 0, False)],
)  # fmt: skip
def test_figures_a_hundred_times_off_are_far(scaled: int, target: int | None, far: bool) -> None:
    assert is_far(scaled, target) is far


def test_odd_rows_between_others_leave_those_as_they_are() -> None:
    plain = [income(Decimal(60), number=str(place), source=f"S!A{place}") for place in range(1, 6)]
    odd = [
        income(Decimal(60), number="6", texts=("60 triệu",)),
        income(Decimal("0.0000001"), number="7"),
        income(number="8", goal=replace(income().goal, target=None)),
        income(Decimal(60), number="9", goal=replace(income().goal, baseline=Fraction(1, 3))),
    ]
    mixed = [plain[0], odd[0], plain[1], odd[1], odd[2], plain[2], odd[3], plain[3], plain[4]]
    whole, found = quickly(*plain), quickly(*mixed)
    assert None not in whole
    assert [found[place] for place in (0, 2, 5, 7, 8)] == whole
    assert [found[place] for place in (1, 3, 6)] == [None, None, None]
    nothing = found[4]
    assert nothing is not None
    assert nothing.target == whole[0].target._replace(number="8", target=None)  # type: ignore[union-attr]


def test_figures_are_shared_out_to_their_rows() -> None:
    counts = (0, 3, 1, 2, 0)
    rows = [
        income(*(Decimal(60 + each) for each in range(count)), number=str(place))
        for place, count in enumerate(counts, 1)
    ]
    found = [row for row in quickly(*rows) if row is not None]
    assert [[figure.value for figure in row.figures] for row in found] == [
        [(60 + each) * MILLION for each in range(count)] for count in counts
    ]
    assert [[figure.cell for figure in row.figures] for row in found] == [
        [f"S!P{each}" for each in range(count)] for count in counts
    ]


def test_period_that_cannot_be_kept_leaves_its_row_to_care() -> None:
    asked: list[tuple[Period, int | None]] = []

    def period(each: Period, baseline_year: int | None) -> tuple[str, str, str]:
        asked.append((each, baseline_year))
        return each.start.isoformat(), each.end.isoformat(), "ngoài nhiệm kỳ" if each.end.year > 2021 else ""

    years = [Period.of_year(2021), Period.of_year(2022)]
    rows = [
        income(number=str(place), measured=tuple(Measured(year, Decimal(60)) for year in years[:count]))
        for place, count in enumerate((1, 2, 1, 0), 1)
    ]
    found = read_new_rows(rows, term=TERM, period=period)
    assert [row is not None for row in found] == [True, False, True, True]
    assert asked == [(years[0], 2020), (years[1], 2020)]


def test_cell_of_the_row_stands_for_a_figure_without_its_own() -> None:
    row = income(measured=(Measured(Period.of_year(2022), Decimal(60)),))
    (found,) = quickly(row)
    assert found is not None
    assert [figure.cell for figure in found.figures] == ["S!A2"]
    assert quickly() == []
