"""The picture of a target: exact places, nothing drawn that is not there, everything said in words too."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.kernel.scoring import (
    DEFAULT_SCHEME,
    Comparator,
    Goal,
    Kind,
    Measured,
    Method,
    Period,
    TermYears,
    assess,
)
from nhiemky.web.targets.chart import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, Chart, Mark, Tick, chart_of

TERM = TermYears(2021, 2025)
POOR = Goal(
    Comparator.AT_MOST,
    target=Decimal(3),
    baseline=Decimal(10),
    baseline_year=2020,
    method=Method.LINEAR,
    kind=Kind.SNAPSHOT,
    phased=(
        (2021, Decimal(8)),
        (2022, Decimal(6)),
        (2023, Decimal(5)),
        (2024, Decimal(4)),
        (2025, Decimal(3)),
    ),
)
INCOME = Goal(Comparator.AT_LEAST, target=Decimal(65), kind=Kind.SNAPSHOT)


def yearly(*values: str | int) -> list[Measured]:
    return [Measured(Period.of_year(2021 + place), Decimal(value)) for place, value in enumerate(values)]


def draw(
    goal: Goal,
    measured: Sequence[Measured] = (),
    *,
    as_of: date = date(2023, 12, 31),
    unconfirmed: frozenset[Period] = frozenset(),
    unit: str = "",
) -> Chart | None:
    assessment = assess(goal, measured, as_of=as_of, term=TERM, scheme=DEFAULT_SCHEME)
    return chart_of(assessment, title="Biểu đồ", unit_of_measure=unit, unconfirmed=unconfirmed)


def drawn(goal: Goal, measured: Sequence[Measured] = (), **how: object) -> Chart:
    chart = draw(goal, measured, **how)  # type: ignore[arg-type]
    assert chart is not None
    return chart


def test_axis_of_years_runs_from_the_year_before_the_term_to_its_last() -> None:
    chart = drawn(POOR)
    assert [tick.label for tick in chart.x_ticks] == ["2020", "2021", "2022", "2023", "2024", "2025"]
    assert [tick.at for tick in chart.x_ticks] == ["70.0", "195.1", "320.3", "445.4", "570.9", "696.0"]


def test_axis_of_values_has_round_steps_over_everything_drawn() -> None:
    chart = drawn(POOR, yearly("8.2", "6.5"))
    assert chart.y_ticks == (
        Tick("280.0", "0"),
        Tick("229.2", "2"),
        Tick("178.4", "4"),
        Tick("127.6", "6"),
        Tick("76.8", "8"),
        Tick("26.0", "10"),
    )


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ((60, 62), ["60", "62", "64", "66", "68", "70"]),
        ((1, 2), ["0", "20", "40", "60", "80"]),
        ((64, "64.5"), ["64", "64,5", "65", "65,5", "66", "66,5"]),
        (("-3", 2), ["-20", "0", "20", "40", "60", "80"]),
        ((0, 0), ["0", "20", "40", "60", "80"]),
        ((1300, 1500), ["0", "500", "1.000", "1.500", "2.000", "2.500"]),
    ],
)
def test_axis_of_values_fits_figures_target_and_projection(
    values: tuple[str | int, ...], labels: list[str]
) -> None:
    chart = drawn(INCOME, yearly(*values), as_of=date(2022, 12, 31))
    assert [tick.label for tick in chart.y_ticks] == labels


def test_marks_are_baseline_plan_and_figures_in_their_places() -> None:
    chart = drawn(POOR, yearly("8.2", "6.5"))
    assert [mark for mark in chart.marks if mark.what != "plan"] == [
        Mark("70.0", "26.0", "2020: 10", "baseline"),
        Mark("195.1", "71.7", "2021: 8,2", "figure"),
        Mark("320.3", "114.9", "2022: 6,5", "figure"),
    ]
    assert [mark.label for mark in chart.marks if mark.what == "plan"] == [
        "2021: 8",
        "2022: 6",
        "2023: 5",
        "2024: 4",
        "2025: 3",
    ]


def test_lines_join_baseline_and_plan_and_the_figures() -> None:
    chart = drawn(POOR, yearly("8.2", "6.5"))
    assert chart.plan == "70.0,26.0 195.1,76.8 320.3,127.6 445.4,153.0 570.9,178.4 696.0,203.8"
    assert chart.observed == "195.1,71.7 320.3,114.9"


def test_one_figure_is_a_point_without_a_line_and_without_a_projection() -> None:
    chart = drawn(INCOME, yearly(60))
    assert (chart.observed, chart.projection, chart.plan) == ("", "", "")
    assert chart.kinds == {"figure"}


def test_projection_goes_from_the_last_figure_to_the_due_date() -> None:
    chart = drawn(INCOME, yearly(60, 62))
    assert chart.projection.split()[0] == chart.observed.split()[-1]
    assert chart.projection.split()[1].startswith("696.0,")


def test_projection_ends_at_a_due_date_of_its_own() -> None:
    goal = Goal(Comparator.AT_LEAST, target=Decimal(65), due=date(2024, 12, 31))
    assert drawn(goal, yearly(60, 62)).projection.split()[1].startswith("570.9,")


def test_no_projection_once_the_last_figure_is_due() -> None:
    assert drawn(INCOME, yearly(60, 61, 62, 63, 64), as_of=date(2025, 12, 31)).projection == ""


def test_target_line_stands_at_the_target_with_its_number() -> None:
    chart = drawn(POOR)
    assert [(level.y, level.label) for level in chart.levels] == [("203.8", "3")]


def test_a_range_has_two_lines() -> None:
    goal = Goal(Comparator.BETWEEN, low=Decimal(5), high=Decimal(7))
    assert [level.label for level in drawn(goal).levels] == ["5", "7"]


def test_a_range_with_one_end_has_one_line() -> None:
    assert [level.label for level in drawn(Goal(Comparator.BETWEEN, low=Decimal(5))).levels] == ["5"]


def test_done_or_not_is_drawn_as_a_percentage_of_completion() -> None:
    goal = Goal(Comparator.DONE)
    chart = drawn(
        goal, [Measured(Period.of_year(2021), Decimal(40)), Measured(Period.of_year(2022), Decimal(0), True)]
    )
    assert [mark.label for mark in chart.marks] == ["2021: 40", "2022: 100"]
    assert [level.label for level in chart.levels] == ["100 %"]


def test_sums_are_drawn_as_they_add_up() -> None:
    goal = Goal(Comparator.AT_LEAST, target=Decimal(40), kind=Kind.ACCUMULATE)
    chart = drawn(goal, yearly(8, 9, 10))
    assert [mark.label for mark in chart.marks] == ["2021: 8", "2022: 17", "2023: 27"]
    assert chart.joined == "accumulate"


def test_plan_of_sums_adds_up_too() -> None:
    goal = Goal(
        Comparator.AT_LEAST,
        target=Decimal(40),
        kind=Kind.ACCUMULATE,
        phased=tuple((year, Decimal(8)) for year in range(2021, 2026)),
    )
    labels = [mark.label for mark in drawn(goal).marks if mark.what == "plan"]
    assert labels == ["2021: 8", "2022: 16", "2023: 24", "2024: 32", "2025: 40"]


def test_plan_of_sums_that_is_a_running_total_already_stays_as_it_is() -> None:
    goal = Goal(
        Comparator.AT_LEAST,
        target=Decimal(40),
        kind=Kind.ACCUMULATE,
        phased=((2021, Decimal(8)), (2023, Decimal(24)), (2025, Decimal(40))),
    )
    labels = [mark.label for mark in drawn(goal).marks if mark.what == "plan"]
    assert labels == ["2021: 8", "2023: 24", "2025: 40"]


@pytest.mark.parametrize("kind", [Kind.ACCUMULATE, Kind.RUNNING_TOTAL])
def test_totals_start_from_nothing_not_from_a_baseline(kind: Kind) -> None:
    goal = Goal(Comparator.AT_LEAST, target=Decimal(40), baseline=Decimal(35), kind=kind)
    assert "baseline" not in drawn(goal).kinds


def test_averages_are_drawn_as_they_stand_after_each_period() -> None:
    goal = Goal(Comparator.AT_LEAST, target=Decimal(5), kind=Kind.AVERAGE)
    chart = drawn(goal, yearly(4, 5, 7))
    assert [mark.label for mark in chart.marks] == ["2021: 4", "2022: 4,5", "2023: 5,33"]
    assert chart.joined == "average"


def test_figures_not_confirmed_are_marked() -> None:
    chart = drawn(INCOME, yearly(60, 62), unconfirmed=frozenset({Period.of_year(2022)}))
    assert [(mark.label, mark.what) for mark in chart.marks] == [
        ("2021: 60", "figure"),
        ("2022: 62", "waiting"),
    ]
    assert chart.kinds == {"figure", "waiting", "projection"}


def test_figures_after_the_cut_off_are_not_drawn() -> None:
    chart = drawn(INCOME, yearly(60, 62, 64), as_of=date(2022, 6, 30))
    assert [mark.label for mark in chart.marks] == ["2021: 60", "2022: 62"]


def test_parts_of_a_year_say_their_day() -> None:
    chart = drawn(INCOME, [Measured(Period.of_quarter(2022, 1), Decimal(61))])
    assert [mark.label for mark in chart.marks] == ["31-3-2022: 61"]


def test_the_cut_off_is_a_line_with_its_day() -> None:
    chart = drawn(INCOME, yearly(60), as_of=date(2023, 2, 21))
    assert (chart.cut_off, chart.cut_off_label) == ("338.1", "21-2-2023")


@pytest.mark.parametrize("day", [date(2019, 5, 1), date(2027, 1, 1)])
def test_a_cut_off_outside_the_picture_has_no_line(day: date) -> None:
    assert drawn(INCOME, as_of=day).cut_off == ""


def test_everything_drawn_is_said_in_words() -> None:
    assert drawn(POOR, yearly("8.2", "6.5"), unit="%").description == (
        "Mức gốc: 2020: 10. Phân kỳ: 2021: 8; 2022: 6; 2023: 5; 2024: 4; 2025: 3. Thực hiện: 2021: 8,2; 2022: 6,5. "
        "Dự báo: 2025: 1,4. Mức chỉ tiêu: 3. Đơn vị tính: %."
    )


def test_words_leave_out_what_is_not_there() -> None:
    assert drawn(INCOME).description == "Mức chỉ tiêu: 65."


def test_nothing_to_reach_and_nothing_reported_is_no_picture() -> None:
    assert draw(Goal(Comparator.AT_LEAST)) is None


def test_a_baseline_before_the_term_moves_the_start() -> None:
    goal = Goal(Comparator.AT_LEAST, target=Decimal(65), baseline=Decimal(40), baseline_year=2015)
    assert [tick.label for tick in drawn(goal).x_ticks][:2] == ["2015", "2016"]


def test_a_baseline_without_a_year_is_that_of_the_year_before_the_term() -> None:
    chart = drawn(Goal(Comparator.AT_LEAST, target=Decimal(65), baseline=Decimal(40)))
    assert chart.marks == (Mark("70.0", "153.0", "2020: 40", "baseline"),)


def test_the_same_figures_give_the_same_picture() -> None:
    assert drawn(POOR, yearly("8.2", "6.5")) == drawn(POOR, yearly("8.2", "6.5"))


@pytest.mark.parametrize(
    ("target", "values"),
    [("0", ("0",)), ("100", ("100", "100")), ("-5", ("-5",)), ("0.000001", ("0.000001",))],
)
def test_one_value_only_still_has_an_axis(target: str, values: tuple[str, ...]) -> None:
    chart = drawn(Goal(Comparator.AT_LEAST, target=Decimal(target)), yearly(*values))
    assert len(chart.y_ticks) >= 2


@given(
    st.lists(st.decimals(-(10**9), 10**9, places=3), min_size=1, max_size=5),
    st.decimals(-(10**9), 10**9, places=3),
)
def test_every_point_lies_inside_the_picture(values: list[Decimal], target: Decimal) -> None:
    measured = [Measured(Period.of_year(2021 + place), value) for place, value in enumerate(values)]
    chart = drawn(
        Goal(Comparator.AT_LEAST, target=target, kind=Kind.SNAPSHOT), measured, as_of=date(2025, 12, 31)
    )
    for mark in chart.marks:
        assert LEFT <= Fraction(mark.x) <= WIDTH - RIGHT
        assert TOP <= Fraction(mark.y) <= HEIGHT - BOTTOM
    assert len(chart.y_ticks) <= 9


@given(st.lists(st.decimals(0, 10**6, places=2), min_size=2, max_size=5, unique=True))
def test_a_higher_value_never_stands_lower(values: list[Decimal]) -> None:
    measured = [Measured(Period.of_year(2021 + place), value) for place, value in enumerate(values)]
    chart = drawn(
        Goal(Comparator.AT_LEAST, target=Decimal(1), kind=Kind.SNAPSHOT), measured, as_of=date(2025, 12, 31)
    )
    heights = [Fraction(mark.y) for mark in chart.marks]
    by_value = [height for _, height in sorted(zip(values, heights, strict=True))]
    assert by_value == sorted(by_value, reverse=True)
