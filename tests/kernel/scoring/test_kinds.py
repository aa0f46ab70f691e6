"""Kinds: which observations count, and what they come to."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from unicodedata import normalize

import pytest

from nhiemky.kernel.scoring import (
    DEFAULT_SCHEME,
    Assessment,
    Comparator,
    Goal,
    Kind,
    Measured,
    Number,
    Period,
    TermYears,
    assess,
    kind_of_wording,
)
from nhiemky.kernel.scoring.kinds import (
    achieved_values,
    counted_observations,
    is_worst_highest,
    joined_value,
    sum_of,
    value_of,
)

D = Decimal
TERM = TermYears(2021, 2025)
AS_OF = date(2023, 2, 21)


@pytest.mark.parametrize(
    ("wording", "kind"),
    [
        ("Tốc độ tăng giá trị sản xuất bình quân hằng năm đạt 14%", Kind.AVERAGE),
        ("Tốc độ tăng dân số bình quân hàng năm dưới 0,9%", Kind.AVERAGE),
        ("TỐC ĐỘ TĂNG TRƯỞNG BÌNH QUÂN HẰNG NĂM", Kind.AVERAGE),
        ("Tỷ lệ hộ nghèo giảm mỗi năm 1,4%", Kind.AVERAGE),
        ("Bình quân  hằng\nnăm kết nạp 10 đảng viên", Kind.AVERAGE),
        ("Bình quân mỗi năm thành lập 5 hợp tác xã", Kind.AVERAGE),
        ("Trong 5 năm, bình quân hằng năm kết nạp 20 đảng viên", Kind.AVERAGE),
        ("Tổng huy động vốn đầu tư thời kỳ 2021-2025: 3.000 tỷ đồng", Kind.ACCUMULATE),
        ("Tổng vốn thời kì 2021-2025", Kind.ACCUMULATE),
        ("Trong nhiệm kỳ kết nạp 120 đảng viên", Kind.ACCUMULATE),
        ("Kết nạp trong nhiệm kì từ 100 đảng viên", Kind.ACCUMULATE),
        ("5 năm giải quyết việc làm cho 1.600 lao động", Kind.ACCUMULATE),
        ("Trồng mới trong 05 năm 200 ha", Kind.ACCUMULATE),
        ("Số km đường bê tông (cộng dồn)", Kind.ACCUMULATE),
        ("Thu nhập bình quân đầu người/năm đến năm 2025: 65 triệu đồng", Kind.SNAPSHOT),
        ("Tỷ lệ đô thị hóa đến năm 2025: 18% trở lên", Kind.SNAPSHOT),
        ("Hằng năm có 90% chi bộ hoàn thành tốt nhiệm vụ", Kind.SNAPSHOT),
        ("Kỷ niệm 95 năm ngày thành lập", Kind.SNAPSHOT),
        ("Bảo hành công trình 2,5 năm", Kind.SNAPSHOT),
        ("Giữ vững danh hiệu xã nông thôn mới", Kind.SNAPSHOT),
        ("", Kind.SNAPSHOT),
    ],
)
def test_the_wording_decides_the_kind_where_it_is_plain(wording: str, kind: Kind) -> None:
    assert kind_of_wording(wording) is kind
    assert kind_of_wording(normalize("NFD", wording)) is kind


def observed(kind: Kind, *measured: Measured, as_of: date = AS_OF, goal: Goal | None = None) -> Assessment:
    chosen = goal or Goal(Comparator.AT_LEAST, 10, kind=kind)
    return assess(chosen, measured, as_of=as_of, term=TERM, scheme=DEFAULT_SCHEME)


def year(number: int, value: Number, source: str = "") -> Measured:
    return Measured(Period.of_year(number), value, source=source)


@pytest.mark.parametrize(
    ("kind", "achieved"),
    [
        (Kind.SNAPSHOT, D(4)),
        (Kind.ACCUMULATE, D(15)),
        (Kind.RUNNING_TOTAL, D(4)),
        (Kind.AVERAGE, D(5)),
        (Kind.EVERY_PERIOD, D(3)),
    ],
)
def test_observations_become_one_achieved_value(kind: Kind, achieved: Decimal) -> None:
    found = observed(kind, year(2021, 3), year(2022, 8), year(2023, 4))

    assert (found.achieved, found.periods_reported) == (achieved, 3)


@pytest.mark.parametrize("kind", list(Kind))
def test_the_order_of_the_observations_does_not_matter(kind: Kind) -> None:
    one = observed(kind, year(2021, 3), year(2022, 8), year(2023, 4))
    other = observed(kind, year(2023, 4), year(2021, 3), year(2022, 8))

    assert one.achieved == other.achieved


def test_a_period_that_began_by_the_cut_off_counts_and_a_later_one_does_not() -> None:
    found = observed(Kind.SNAPSHOT, year(2022, 5), year(2023, 6), year(2024, 7), as_of=AS_OF)

    assert (found.achieved, found.periods_reported) == (D(6), 2)


@pytest.mark.parametrize(
    ("as_of", "achieved"), [(date(2022, 12, 31), D(5)), (date(2023, 1, 1), D(6)), (date(2020, 1, 1), None)]
)
def test_the_first_day_of_a_period_decides(as_of: date, achieved: Decimal | None) -> None:
    assert observed(Kind.SNAPSHOT, year(2022, 5), year(2023, 6), as_of=as_of).achieved == achieved


def test_the_last_given_of_one_period_wins() -> None:
    found = observed(Kind.ACCUMULATE, year(2021, 3), year(2022, 8, "cũ"), year(2022, 9, "mới"))

    assert (found.achieved, found.periods_reported) == (D(12), 2)


def test_accumulating_takes_only_the_years_of_the_term() -> None:
    found = observed(
        Kind.ACCUMULATE,
        year(2020, 100),
        year(2021, 1),
        year(2025, 2),
        year(2026, 100),
        as_of=date(2027, 1, 1),
    )

    assert (found.achieved, found.periods_reported) == (D(3), 2)


def test_a_period_across_the_edge_of_the_term_is_not_accumulated() -> None:
    across = Measured(Period(date(2020, 7, 1), date(2021, 6, 30)), 50)

    assert observed(Kind.ACCUMULATE, across, year(2022, 1)).achieved == D(1)


def test_only_values_outside_the_term_leave_an_accumulated_target_without_data() -> None:
    assert observed(Kind.ACCUMULATE, year(2020, 100)).class_code == "no_data"


@pytest.mark.parametrize("kind", [Kind.SNAPSHOT, Kind.RUNNING_TOTAL, Kind.AVERAGE, Kind.EVERY_PERIOD])
def test_other_kinds_also_take_the_year_of_the_congress(kind: Kind) -> None:
    assert observed(kind, year(2020, 7)).achieved == D(7)


def test_a_half_year_is_not_counted_again_beside_its_year() -> None:
    half = Measured(Period.half(2022, 1), 10)

    assert observed(Kind.ACCUMULATE, half, year(2022, 25), year(2021, 1)).achieved == D(26)
    assert observed(Kind.AVERAGE, year(2022, 25), half).achieved == D(25)
    assert observed(Kind.EVERY_PERIOD, year(2022, 25), half).achieved == D(25)


def test_quarters_add_up_where_no_year_is_reported() -> None:
    quarters = [Measured(Period.of_quarter(2022, number), number) for number in (4, 2, 1, 3)]

    assert observed(Kind.ACCUMULATE, *quarters).achieved == D(10)


def test_the_state_at_the_latest_end_is_the_latest() -> None:
    quarter, whole = Measured(Period.of_quarter(2022, 2), 5), year(2022, 9)

    assert observed(Kind.SNAPSHOT, whole, quarter).achieved == D(9)
    assert observed(Kind.RUNNING_TOTAL, quarter, whole).achieved == D(9)


def test_of_two_periods_with_one_end_the_wider_is_the_latest() -> None:
    quarter, whole = Measured(Period.of_quarter(2022, 4), 5), year(2022, 9)

    assert observed(Kind.SNAPSHOT, whole, quarter).achieved == D(9)
    assert observed(Kind.SNAPSHOT, quarter, whole).achieved == D(9)


def test_a_reported_zero_is_a_value() -> None:
    found = observed(Kind.SNAPSHOT, year(2022, 0))

    assert (found.achieved, found.attainment, found.class_code) == (D(0), Fraction(0), "under_50")


def test_sums_and_means_lose_no_digit() -> None:
    third = Fraction(1, 3)

    assert observed(Kind.ACCUMULATE, year(2021, third), year(2022, third), year(2023, third)).achieved == D(1)
    assert observed(Kind.ACCUMULATE, year(2021, D("0.1")), year(2022, D("0.2"))).achieved == D("0.3")
    assert observed(Kind.AVERAGE, year(2021, 1), year(2022, 1), year(2023, 2)).achieved == Fraction(4, 3)
    assert observed(Kind.ACCUMULATE, year(2021, D(10) ** 30), year(2022, D("1E-9"))).achieved == D(
        "1000000000000000000000000000000.000000001"
    )


@pytest.mark.parametrize(
    ("comparator", "target", "values", "achieved", "met_in", "code"),
    [
        (Comparator.AT_LEAST, 82, (85, 80, 90), D(80), 2, "over_90"),
        (Comparator.AT_LEAST, 82, (85, 82, 90), D(82), 3, "met"),
        (Comparator.ABOVE, 82, (85, 82, 90), D(82), 2, "over_90"),
        (Comparator.AT_MOST, 2, (1, 4, 0), D(4), 2, "over_50"),
        (Comparator.AT_MOST, 2, (1, 0, 0), D(1), 3, "met"),
        (Comparator.BELOW, 2, (1, 2, 0), D(2), 2, "over_90"),
    ],
)
def test_every_period_is_judged_by_its_worst(
    comparator: Comparator,
    target: int,
    values: tuple[int, ...],
    achieved: Decimal,
    met_in: int,
    code: str,
) -> None:
    measured = [year(2021 + place, value) for place, value in enumerate(values)]

    found = observed(Kind.EVERY_PERIOD, *measured, goal=Goal(comparator, target, kind=Kind.EVERY_PERIOD))

    assert (found.achieved, found.periods_met, found.periods_reported) == (achieved, met_in, 3)
    assert found.class_code == code


@pytest.mark.parametrize(
    ("values", "achieved", "attainment"),
    [
        ((7, 8, 9), D(7), Fraction(100)),
        ((6, 8, 9), D(6), Fraction(600, 7)),
        ((7, 8, 18), D(18), Fraction(50)),
        ((6, 18, 8), D(18), Fraction(50)),
        ((3, 10, 8), D(3), Fraction(300, 7)),
    ],
)
def test_the_worst_period_of_a_range_may_lie_on_either_side(
    values: tuple[int, ...], achieved: Decimal, attainment: Fraction
) -> None:
    goal = Goal(Comparator.BETWEEN, low=7, high=9, kind=Kind.EVERY_PERIOD)

    found = observed(Kind.EVERY_PERIOD, *(year(2021 + n, v) for n, v in enumerate(values)), goal=goal)

    assert (found.achieved, found.attainment) == (achieved, attainment)


def test_a_period_that_cannot_be_computed_leaves_every_period_uncomputed() -> None:
    goal = Goal(Comparator.BETWEEN, low=0, high=9, kind=Kind.EVERY_PERIOD)

    found = observed(Kind.EVERY_PERIOD, year(2021, -1), year(2022, 18), goal=goal)

    assert (found.class_code, found.achieved, found.periods_met) == ("not_computable", D(-1), 0)


@pytest.mark.parametrize("kind", [Kind.SNAPSHOT, Kind.ACCUMULATE, Kind.RUNNING_TOTAL, Kind.AVERAGE])
def test_periods_met_are_counted_only_where_each_period_is_judged(kind: Kind) -> None:
    assert observed(kind, year(2021, 3)).periods_met is None


@pytest.mark.parametrize(
    ("value", "done", "percent"),
    [
        (0, True, (100, 1)),
        (40, True, (100, 1)),
        (40, None, (40, 1)),
        (40, False, (40, 1)),
        (0, False, (0, 1)),
        (-5, False, (0, 1)),
        (100, None, (100, 1)),
        (120, None, (100, 1)),
        (100, False, (99, 1)),
        (D("99.5"), False, (199, 2)),
    ],
)
def test_completion_is_read_from_done_and_percentage(
    value: Number, done: bool | None, percent: tuple[int, int]
) -> None:
    assert value_of(Measured(Period.of_year(2022), value, done), Comparator.DONE) == percent


def test_done_means_nothing_for_a_target_with_a_value() -> None:
    assert value_of(Measured(Period.of_year(2022), 40, done=True), Comparator.AT_LEAST) == (40, 1)


def test_counted_observations_stand_in_order_of_their_ends() -> None:
    measured = [year(2023, 4), year(2021, 3), Measured(Period.half(2022, 1), 8)]

    counted = counted_observations(measured, Kind.SNAPSHOT, as_of=AS_OF, term=TERM)

    assert [each.value for each in counted] == [3, 8, 4]


def test_values_are_joined_as_ratios() -> None:
    values = [(1, 2), (1, 3), (-1, 6)]

    assert sum_of(values) == (4, 6)
    assert achieved_values(values, Kind.EVERY_PERIOD) == ((-1, 6), (1, 2))
    assert achieved_values(values, Kind.SNAPSHOT) == ((-1, 6), (-1, 6))
    assert achieved_values(values, Kind.AVERAGE) == ((4, 18), (4, 18))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Kind.ACCUMULATE, Fraction(2, 3)),
        (Kind.AVERAGE, Fraction(2, 9)),
        (Kind.SNAPSHOT, Fraction(-1, 6)),
        (Kind.RUNNING_TOTAL, Fraction(-1, 6)),
        (Kind.EVERY_PERIOD, Fraction(-1, 6)),
    ],
)
def test_values_come_to_their_sum_or_mean_else_to_the_latest(kind: Kind, value: Fraction) -> None:
    assert Fraction(*joined_value([(1, 2), (1, 3), (-1, 6)], kind)) == value
    assert joined_value([(5, 2)], kind) == (5, 2)


def test_the_highest_value_is_the_worst_only_where_less_is_better() -> None:
    assert [each for each in Comparator if is_worst_highest(each)] == [Comparator.AT_MOST, Comparator.BELOW]


def test_an_inferred_kind_is_said_to_be_inferred() -> None:
    given = observed(Kind.AVERAGE, year(2021, 3))
    inferred = observed(
        Kind.AVERAGE, year(2021, 3), goal=Goal(Comparator.AT_LEAST, 5, wording="bình quân hằng năm 5%")
    )

    assert (given.kind, given.kind_inferred) == (Kind.AVERAGE, False)
    assert (inferred.kind, inferred.kind_inferred) == (Kind.AVERAGE, True)
