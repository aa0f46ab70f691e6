"""One target's judgement as a whole, and the twenty-five of the pilot commune."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

import pytest

from nhiemky.kernel.scoring import (
    DEFAULT_SCHEME,
    SCHEMES,
    Comparator,
    Course,
    Goal,
    Kind,
    Measured,
    Method,
    Number,
    Period,
    TermYears,
    assess,
    mean_attainment,
    tally,
)
from nhiemky.kernel.scoring.assessment import worse_of
from nhiemky.kernel.scoring.methods import Outcome

D = Decimal
TERM = TermYears.of_label("2020-2025")
AS_OF = date(2023, 2, 21)
UP, DOWN, OVER, UNDER = Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.ABOVE, Comparator.BELOW
BETWEEN, DONE = Comparator.BETWEEN, Comparator.DONE


class Made(NamedTuple):
    """A made target of the pilot commune: its goal, the values of 2021 and 2022, and the band it falls into."""

    goal: Goal
    values: tuple[Number | None, ...]
    code: str


PILOT = [
    Made(Goal(UP, 65, wording="Thu nhập bình quân đầu người/năm đến năm 2025"), (52, D("65.2")), "met"),
    Made(Goal(UP, 14, wording="Tốc độ tăng giá trị sản xuất bình quân hằng năm"), (13, 15), "met"),
    Made(Goal(DOWN, D("1.5"), baseline=D("3.2"), wording="Tỷ lệ hộ nghèo"), (D("2.4"), D("1.34")), "met"),
    Made(Goal(UP, 95, wording="Tỷ lệ người dân tham gia bảo hiểm y tế"), (93, D("95.1")), "met"),
    Made(Goal(UP, 60, wording="Tỷ lệ hộ sử dụng nước sạch"), (55, 61), "met"),
    Made(Goal(DOWN, 0, wording="Không để xảy ra trọng án"), (0, 0), "met"),
    Made(Goal(UP, 100, wording="Hoàn thành chỉ tiêu giao quân", kind=Kind.EVERY_PERIOD), (100, 100), "met"),
    Made(Goal(BETWEEN, low=7, high=9, wording="Thu ngân sách hằng năm tăng 7 - 9%"), (7, D("8.5")), "met"),
    Made(Goal(OVER, 80, wording="Trên 80% gia đình văn hóa"), (79, D("80.1")), "met"),
    Made(Goal(UNDER, D("0.9"), wording="Tốc độ tăng dân số bình quân hằng năm"), (D("0.88"), D("0.9")), "met"),
    Made(Goal(DONE, wording="Giữ vững danh hiệu xã nông thôn mới"), (None, 100), "met"),
    Made(Goal(UP, 12, wording="Kết nạp đảng viên trong nhiệm kỳ"), (6, 7), "met"),
    Made(Goal(UP, 90, wording="Tỷ lệ chi bộ hoàn thành tốt nhiệm vụ", kind=Kind.EVERY_PERIOD), (90, 92), "met"),
    Made(Goal(UP, 3, wording="Số tổ hợp tác thành lập thời kỳ 2021-2025"), (1, 2), "met"),
    Made(Goal(UP, 85, wording="Tỷ lệ thu gom rác thải", kind=Kind.RUNNING_TOTAL), (80, 85), "met"),
    Made(Goal(UP, 70, wording="Tỷ lệ lao động qua đào tạo"), (60, 63), "over_90"),
    Made(Goal(OVER, 1600, wording="Giải quyết việc làm trong nhiệm kỳ hơn 1.600 lao động"), (700, 900), "over_90"),
    Made(Goal(UP, 10, wording="Số km đường bê tông (cộng dồn)"), (4, 4), "over_75"),
    Made(Goal(DOWN, 3, baseline=10, wording="Tỷ lệ hộ cận nghèo"), (6, 4), "over_75"),
    Made(Goal(UP, 4, wording="Trường đạt chuẩn quốc gia"), (2, 3), "over_75"),
    Made(Goal(UP, 9, wording="Sản lượng bình quân hằng năm"), (D("7.9"), D("8.2")), "over_75"),
    Made(Goal(UP, 400, wording="Tổng vốn đầu tư thời kỳ 2021-2025"), (90, 110), "over_50"),
    Made(Goal(DONE, wording="Đạt chuẩn nông thôn mới nâng cao"), (30, 60), "over_50"),
    Made(Goal(BETWEEN, low=12, high=13, wording="Tăng trưởng thương mại 12-13%/năm"), (8, 8), "over_50"),
    Made(Goal(UP, 20, wording="Số mô hình kinh tế trong nhiệm kỳ"), (3, 6), "under_50"),
]  # fmt: skip


def judged(goal: Goal, *values: Number | None, as_of: date = AS_OF) -> str:
    measured = [
        Measured(Period.of_year(2021 + n), value) for n, value in enumerate(values) if value is not None
    ]
    return assess(goal, measured, as_of=as_of, term=TERM, scheme=DEFAULT_SCHEME).class_code


@pytest.mark.parametrize("made", PILOT, ids=lambda made: made.goal.wording)
def test_a_target_of_the_pilot_falls_into_its_band(made: Made) -> None:
    assert judged(made.goal, *made.values) == made.code


def test_the_twenty_five_targets_of_the_pilot_give_the_published_figures() -> None:
    found = tally([judged(made.goal, *made.values) for made in PILOT], DEFAULT_SCHEME)

    assert found.total == 25
    assert [found.counts[band.code] for band in DEFAULT_SCHEME.bands] == [15, 2, 4, 3, 1]


@pytest.mark.parametrize(
    ("due", "code"),
    [
        (None, "no_data"),
        (date(2023, 2, 20), "no_data"),
        (date(2023, 2, 21), "no_data"),
        (date(2023, 2, 22), "not_due"),
        (date(2025, 12, 31), "not_due"),
    ],
)
def test_without_data_only_an_explicit_later_due_date_excuses(due: date | None, code: str) -> None:
    assert judged(Goal(UP, 5, due=due)) == code


def test_a_value_is_judged_even_before_its_target_is_due() -> None:
    assert judged(Goal(UP, 5, due=date(2025, 12, 31)), 4) == "over_75"


def test_before_any_period_there_is_no_data() -> None:
    assert judged(Goal(UP, 5), 5, as_of=date(2020, 12, 31)) == "no_data"


def test_a_target_without_a_value_and_without_data_has_no_data() -> None:
    assert judged(Goal(UP)) == "no_data"
    assert judged(Goal(UP), 5) == "not_computable"


def test_what_was_not_reported_is_none_and_not_zero() -> None:
    found = assess(Goal(UP, 5), [], as_of=AS_OF, term=TERM, scheme=DEFAULT_SCHEME)

    assert (found.achieved, found.attainment, found.met, found.reason) == (None, None, False, None)
    assert (found.periods_reported, found.periods_met, found.formula) == (0, None, "")
    assert (found.course, found.course_ratio, found.projection, found.outlook) == (None, None, None, None)


def test_a_judgement_tells_everything_a_report_needs() -> None:
    goal = Goal(DOWN, 3, baseline=10, wording="Tỷ lệ hộ nghèo")
    measured = [Measured(Period.of_year(2021), 6), Measured(Period.of_year(2022), 4)]

    found = assess(goal, measured, as_of=AS_OF, term=TERM, scheme=DEFAULT_SCHEME)

    assert (found.kind, found.kind_inferred) == (Kind.SNAPSHOT, True)
    assert (found.method, found.method_inferred) == (Method.LINEAR, True)
    assert (found.achieved, found.attainment, found.class_code) == (D(4), Fraction(600, 7), "over_75")
    assert (found.expected, found.course) == (
        Fraction(78_100, 1825),
        Course.ON_TRACK,
    )
    assert found.course_ratio == Fraction(600, 7) / Fraction(78_100, 1825) * 100
    assert found.formula == "(4 − 10) / (3 − 10) × 100 = 85,71 %"
    assert (found.met, found.reason, found.periods_met, found.periods_reported) == (False, None, None, 2)


def test_a_lazy_answer_is_the_same_each_time() -> None:
    found = assess(
        Goal(UP, 5), [Measured(Period.of_year(2022), 4)], as_of=AS_OF, term=TERM, scheme=DEFAULT_SCHEME
    )

    assert found.attainment is found.attainment
    assert found.formula is found.formula


def test_two_judgements_of_the_same_are_equal() -> None:
    goal, measured = Goal(UP, 5), [Measured(Period.of_year(2022), 4)]

    one = assess(goal, measured, as_of=AS_OF, term=TERM, scheme=DEFAULT_SCHEME)
    other = assess(goal, measured, as_of=AS_OF, term=TERM, scheme=DEFAULT_SCHEME)

    assert one == other
    assert one != assess(goal, measured, as_of=AS_OF, term=TERM, scheme=SCHEMES["two_bands_80"])


@pytest.mark.parametrize(
    ("name", "code"), [("default", "over_90"), ("strict", "over_75"), ("two_bands_80", "over_80"), ("two_bands_90", "over_90")]
)  # fmt: skip
def test_the_scheme_of_the_campaign_decides_the_band(name: str, code: str) -> None:
    found = assess(
        Goal(UP, 7), [Measured(Period.of_year(2022), D("6.3"))], as_of=AS_OF, term=TERM, scheme=SCHEMES[name]
    )

    assert (found.class_code, found.attainment) == (code, Fraction(90))


def test_exactly_ninety_percent_is_exactly_ninety_percent() -> None:
    found = assess(
        Goal(UP, D("7.0")),
        [Measured(Period.of_year(2022), D("6.3"))],
        as_of=AS_OF,
        term=TERM,
        scheme=DEFAULT_SCHEME,
    )

    assert found.attainment == 90
    assert found.class_code == "over_90"


def test_the_mean_of_the_pilot_is_capped() -> None:
    judgements = [
        assess(
            made.goal,
            [Measured(Period.of_year(2021 + n), v) for n, v in enumerate(made.values) if v is not None],
            as_of=AS_OF,
            term=TERM,
            scheme=DEFAULT_SCHEME,
        )
        for made in PILOT
    ]
    mean = mean_attainment(judgements)

    assert mean is not None
    assert 80 < mean < 100
    assert max(each.attainment or 0 for each in judgements) > 100


@pytest.mark.parametrize(
    ("first", "second", "worse"),
    [((1, 2), (1, 3), 1), ((1, 3), (1, 2), 0), ((1, 2), (1, 2), 0), (None, (1, 2), 0), ((1, 2), None, 1)],
)
def test_the_worse_of_two_outcomes_is_the_lower_or_the_one_not_computable(
    first: tuple[int, int] | None, second: tuple[int, int] | None, worse: int
) -> None:
    outcomes = [
        Outcome(0, 1, False, False, ()) if share is None else Outcome(*share, True, False, ())
        for share in (first, second)
    ]

    assert worse_of(*outcomes) is outcomes[worse]


QUARTERS = (
    Measured(Period(date(2022, 1, 1), date(2022, 3, 31)), D(3)),
    Measured(Period(date(2022, 4, 1), date(2022, 6, 30)), D(4)),
    Measured(Period(date(2022, 7, 1), date(2022, 9, 30)), D(6)),
)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Kind.ACCUMULATE, D(13)),
        (Kind.AVERAGE, Fraction(13, 3)),
        (Kind.SNAPSHOT, D(6)),
        (Kind.RUNNING_TOTAL, D(6)),
        (Kind.EVERY_PERIOD, D(6)),
    ],
)
def test_a_year_reported_in_parts_is_put_together_as_its_kind_says(kind: Kind, value: Number) -> None:
    goal = Goal(Comparator.AT_LEAST, target=D(20), kind=kind)
    judged = assess(goal, QUARTERS, as_of=date(2022, 12, 31), term=TERM, scheme=DEFAULT_SCHEME)
    assert (judged.of_year(2022), judged.of_year(2021)) == (value, None)


def test_a_year_is_not_added_to_its_own_parts() -> None:
    goal = Goal(Comparator.AT_LEAST, target=D(20), kind=Kind.ACCUMULATE)
    whole = Measured(Period.of_year(2022), D(13))
    judged = assess(goal, (*QUARTERS, whole), as_of=date(2022, 12, 31), term=TERM, scheme=DEFAULT_SCHEME)
    assert (judged.of_year(2022), judged.achieved) == (D(13), D(13))
