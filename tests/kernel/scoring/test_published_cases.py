"""Published cases of other systems: those whose method we have are computed, the others are named with the reason.

`cases/progress_cases.json` holds their inputs, expected outputs, method and origin.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from nhiemky.kernel.scoring import (
    DEFAULT_SCHEME,
    Assessment,
    Comparator,
    Goal,
    Kind,
    Measured,
    Method,
    Number,
    Part,
    Period,
    Rule,
    Scheme,
    TermYears,
    assess,
    mean_attainment,
    roll_up,
    round_shown,
)
from nhiemky.kernel.scoring.course import course_of

Case = dict[str, Any]
TERM = TermYears(2021, 2025)
CASES: dict[str, Case] = {
    case["id"]: case
    for case in json.loads((Path(__file__).parent / "cases" / "progress_cases.json").read_text("utf-8"))
}
PAGE = Path(__file__).parents[3] / "docs" / "explanation" / "method.md"


def exact(value: object) -> Fraction:
    return Fraction(str(value))


def judged(goal: Goal, *values: Number, scheme: Scheme = DEFAULT_SCHEME) -> Assessment:
    measured = [Measured(Period.of_year(2021 + place), value) for place, value in enumerate(values)]
    return assess(goal, measured, as_of=date(2025, 12, 31), term=TERM, scheme=scheme)


def check_percentage(case: Case) -> None:
    found = judged(Goal(Comparator.AT_LEAST, exact(case["inputs"]["den"])), exact(case["inputs"]["num"]))

    assert found.attainment is not None
    assert str(round_shown(found.attainment, DEFAULT_SCHEME)) == case["expected"]["actual"]


def check_linear(case: Case) -> None:
    numbers = case["inputs"]
    goal = Goal(Comparator.AT_MOST, exact(numbers["target"]), baseline=exact(numbers["baseline"]))

    assert judged(goal, exact(numbers["actual"])).attainment == case["expected"]["percent"]


def check_work_remaining(case: Case) -> None:
    goal = Goal(Comparator.AT_MOST, 0, baseline=exact(case["inputs"]["work"]))

    found = judged(goal, exact(case["inputs"]["remaining"]))

    assert (found.method, found.attainment) == (Method.LINEAR, case["expected"]["percent"])


def check_end_of_program(case: Case) -> None:
    numbers = case["inputs"]
    goal = Goal(Comparator.AT_LEAST, exact(numbers["target"]), baseline=exact(numbers["baseline"]))

    assert judged(goal, exact(numbers["actual"])).attainment == case["expected"]["percent"]


def check_sum_of_updates(case: Case) -> None:
    updates = case["inputs"]["updates"]
    parts = [
        Part(str(n), exact(u["value"]), included=u["status"] == "approved") for n, u in enumerate(updates)
    ]

    assert roll_up(parts, Rule.SUM).value == case["expected"]["actual"]


def check_sum_of_fractions(case: Case) -> None:
    parts = [
        Part(
            str(n), numerator=exact(u["num"]), denominator=exact(u["den"]), included=u["status"] == "approved"
        )
        for n, u in enumerate(case["inputs"]["updates"])
    ]
    found = roll_up(parts, Rule.RATIO_OF_SUMS)

    assert (found.numerator, found.denominator) == (Decimal(case["expected"]["num"]), case["expected"]["den"])


def check_sums_by_category(case: Case) -> None:
    for category, total in case["expected"].items():
        rows = [row for row in case["inputs"]["rows"] if row[0] == category]
        parts = [Part(str(n), exact(row[1]), included=row[2] == "approved") for n, row in enumerate(rows)]

        assert roll_up(parts, Rule.SUM).value == Decimal(total)


def check_fractions_by_category(case: Case) -> None:
    for category, (numerator, denominator) in case["expected"].items():
        rows = [row for row in case["inputs"]["rows"] if row[0] == category]
        parts = [Part(str(n), numerator=exact(row[1]), denominator=row[2]) for n, row in enumerate(rows)]
        found = roll_up(parts, Rule.RATIO_OF_SUMS)

        assert (found.numerator, found.denominator) == (Decimal(numerator), denominator)


def check_rollup_sum(case: Case) -> None:
    numbers = case["inputs"]
    rule = Rule.SUM if numbers["parent_aggregates_children"] else Rule.NONE
    parts = [
        Part(str(n), exact(child["value"]), included=child["aggregate_to_parent"])
        for n, child in enumerate(numbers["children"])
    ]
    found = roll_up(parts, rule)

    assert (numbers["parent_typed_value"] if found.value is None else found.value) == case["expected"][
        "parent"
    ]


def check_rollup_fraction(case: Case) -> None:
    parts = [
        Part(str(n), numerator=child["num"], denominator=child["den"], included=child["aggregate_to_parent"])
        for n, child in enumerate(case["inputs"]["children"])
    ]
    found = roll_up(parts, Rule.RATIO_OF_SUMS)

    assert (found.numerator, found.denominator) == (case["expected"]["num"], case["expected"]["den"])
    assert found.value == Decimal(case["expected"]["parent_pct"])


def check_tree(case: Case) -> None:
    level = case["inputs"]["tree"]["lead"]["l1"]
    middle = roll_up([Part(name, value) for name, value in level.items()], Rule.SUM).value
    top = roll_up([Part("l1", middle)], Rule.SUM).value

    assert {"l1": middle, "lead": top} == case["expected"]


def check_reporting_rate(case: Case) -> None:
    numbers = case["inputs"]
    per_period = numbers["expected_per_period"]
    due = None if per_period is None else per_period * numbers["periods"]
    part = Part("đơn vị", numerator=numbers["actual_reports"], denominator=due)

    assert roll_up([part], Rule.RATIO_OF_SUMS).value == case["expected"]["rate"]


def check_missing(case: Case) -> None:
    parts = [Part(str(n), item) for n, item in enumerate(case["inputs"]["items"])]
    require_all = case["inputs"]["strategy"] == "skip_if_any_missing"

    assert roll_up(parts, Rule.SUM, require_all=require_all).value == case["expected"]["value"]


def check_running_total(case: Case) -> None:
    updates = [Measured(Period.of_year(int(year)), value) for year, _user, value in case["inputs"]["updates"]]
    goal = Goal(Comparator.AT_LEAST, 10, kind=Kind.RUNNING_TOTAL)
    found = {
        year: assess(goal, updates, as_of=date(int(year), 12, 31), term=TERM, scheme=DEFAULT_SCHEME).achieved
        for year in case["inputs"]["periods"]
    }

    assert found == case["expected"]


def check_period_and_cumulative(case: Case) -> None:
    values = case["inputs"]["period_increments"]
    found = {
        "period_value": judged(Goal(Comparator.AT_LEAST, 10, kind=Kind.SNAPSHOT), *values).achieved,
        "cumulative_value": judged(Goal(Comparator.AT_LEAST, 10, kind=Kind.ACCUMULATE), *values).achieved,
    }

    assert found == case["expected"]


def check_plain_mean(case: Case) -> None:
    numbers = case["inputs"]
    children = [judged(Goal(Comparator.AT_LEAST, 100), percent) for percent in numbers["done_percent"]]
    mean = mean_attainment(children)

    assert mean is not None
    assert Decimal(mean.numerator) / mean.denominator == case["expected"]["parent_percent"]


def check_capped_mean(case: Case) -> None:
    children = [
        judged(Goal(Comparator.AT_LEAST, 100), health) for health in case["inputs"]["children_health"]
    ]

    mean = mean_attainment(children)

    assert mean == exact(case["expected"]["value"])
    assert course_of(mean, Fraction(100), met=False)[0] == case["expected"]["label"]


def check_elapsed(case: Case) -> None:
    origin = date(2021, 1, 1)
    shares = []
    for resource in case["inputs"]["resources"]:
        today = origin + timedelta(days=case["inputs"]["today"] - resource["start_day"])
        until = origin + timedelta(days=resource["end_day"] - resource["start_day"])
        shares.append(TERM.elapsed(today, until))

    assert sum(shares) / len(shares) == exact(case["expected"]["progress"])


def check_health(case: Case) -> None:
    numbers = case["inputs"]
    actual = exact(numbers["actual_progress"])

    course, ratio = course_of(actual, exact(numbers["expected_progress"]), met=actual >= 100)

    assert ratio is not None
    assert int(ratio) == case["expected"]["health_percent"]
    assert {"achieved": "exceeded"}.get(course, course) == case["expected"]["label"]


def check_first_match(case: Case) -> None:
    ranges, upper = [], None
    for _sign, edge, name in case["inputs"]["rules"]:
        lower = None if edge is None else exact(edge) * 100
        ranges.append((name, lower, upper, name))
        upper = lower
    scheme = Scheme.from_ranges("published", "Theo quy tắc đã công bố", ranges)
    found = judged(
        Goal(Comparator.AT_LEAST, case["inputs"]["target"]), case["inputs"]["actual"], scheme=scheme
    )

    assert found.class_code == case["expected"]["status"]


def check_near_target(case: Case) -> None:
    numbers = case["inputs"]
    baseline, target = exact(numbers["baseline"]), exact(numbers["target"])
    near = (exact(numbers["tolerance_low"]) - baseline) / (target - baseline) * 100
    scheme = Scheme.from_ranges(
        "near",
        "Gần đạt",
        [("met", 100, None, "Đạt"), ("near_target", near, 100, "Gần đạt"), ("rest", None, near, "Chưa đạt")],
    )
    goal = Goal(Comparator.AT_LEAST, target, baseline=baseline, method=Method.LINEAR)

    assert judged(goal, numbers["actual"], scheme=scheme).class_code == case["expected"]["status"]


COMPUTED: dict[str, Callable[[Case], None]] = {
    "P043": check_sum_of_updates,
    "P045": check_sum_of_fractions,
    "P047": check_fractions_by_category,
    "P051": check_sum_of_updates,
    "P053": check_rollup_sum,
    "P055": check_rollup_sum,
    "P057": check_rollup_fraction,
    "P059": check_rollup_fraction,
    "P061": check_running_total,
    "P065": check_percentage,
    "P069": check_tree,
    "P073": check_percentage,
    "P075": check_percentage,
    "P077": check_sums_by_category,
    "P081": check_reporting_rate,
    "P083": check_reporting_rate,
    "P085": check_reporting_rate,
    "P093": check_missing,
    "P095": check_missing,
    "P101": check_plain_mean,
    "P107": check_work_remaining,
    "P109": check_elapsed,
    "P111": check_elapsed,
    "P113": check_health,
    "P115": check_health,
    "P117": check_capped_mean,
    "P119": check_linear,
    "P123": check_end_of_program,
    "P127": check_first_match,
    "P129": check_first_match,
    "P131": check_near_target,
    "P133": check_period_and_cumulative,
}

GROWTH = "tỷ số tốc độ tăng trưởng kép, không phải mức đạt so với chỉ tiêu"
SCORE = "thang điểm từ −5 đến 5 theo tốc độ tăng trưởng, không phải mức đạt"
GAP = "xếp loại theo khoảng cách dự kiến còn thiếu, không phải theo mức đạt"
WEIGHTS = "trung bình có trọng số; ở đây mỗi chỉ tiêu đếm là một"
BY_USER = (
    "cộng theo từng người nhập; ở đây mỗi chỉ tiêu có một dãy số liệu, người nhập mới không làm đổi tổng"
)
MAXIMUM = "lấy giá trị lớn nhất trong kỳ rồi cộng các đơn vị; không có cách lấy kết quả này"

OUT_OF_SCOPE: dict[str, str] = {
    "P001": GROWTH,
    "P003": SCORE,
    "P005": SCORE,
    "P007": SCORE,
    "P009": SCORE,
    "P011": SCORE,
    "P013": SCORE,
    "P015": SCORE,
    "P017": GROWTH,
    "P019": GROWTH,
    "P021": GROWTH,
    "P023": GROWTH,
    "P025": GROWTH,
    "P027": "gộp nhiều dãy số liệu thành một xếp loại; ở đây mỗi dãy là một chỉ tiêu",
    "P029": "biến đổi giá trị ngang bằng giới (nghịch đảo); chỉ tiêu khoảng dùng cách tính khoảng",
    "P031": "thay mức 0 bằng một số rất nhỏ; ở đây mức 0 dùng cách tính ngưỡng, không đổi giá trị",
    "P033": "xếp loại theo số điểm dữ liệu tối thiểu; ở đây một số liệu đã tính được mức đạt",
    "P035": "giới hạn tự nhiên của tốc độ tăng trưởng; không có khái niệm này",
    "P037": GAP,
    "P039": GAP,
    "P041": GAP,
    "P049": "kiểm tra tổng của các phần chia nhỏ; việc của khâu nhập số liệu, không phải của phép tính",
    "P063": BY_USER,
    "P067": BY_USER,
    "P071": "hoàn tác một chuỗi ghi; việc của cơ sở dữ liệu",
    "P079": "đối chiếu tổng đã lưu; ở đây tổng được tính khi đọc, không lưu",
    "P087": MAXIMUM,
    "P089": MAXIMUM,
    "P091": "công thức tự do trên nhiều chỉ số; ở đây chỉ tổng hợp theo quy tắc đã khai báo",
    "P097": "coi thiếu là 0; ở đây thiếu không bao giờ là 0",
    "P099": WEIGHTS,
    "P103": WEIGHTS,
    "P105": WEIGHTS,
    "P121": WEIGHTS,
    "P125": "công thức giảm ((chỉ tiêu − kết quả) / chỉ tiêu + 1); ở đây dùng nội suy từ mức gốc hoặc tỷ số nghịch",
    "P135": "chỉ số hiện trạng theo thang 10; không phải mức đạt phần trăm",
    "P137": "chỉ số hiện trạng theo thang 10; không phải mức đạt phần trăm",
}


@pytest.mark.parametrize("identifier", sorted(COMPUTED))
def test_a_published_case_is_reproduced(identifier: str) -> None:
    COMPUTED[identifier](CASES[identifier])


def test_every_published_case_is_either_computed_or_out_of_scope() -> None:
    assert COMPUTED.keys() & OUT_OF_SCOPE.keys() == set()
    assert COMPUTED.keys() | OUT_OF_SCOPE.keys() == CASES.keys()


@pytest.mark.parametrize("identifier", sorted(OUT_OF_SCOPE))
def test_a_case_out_of_scope_is_named_with_its_reason_on_the_page(identifier: str) -> None:
    line = f"| {identifier} | `{CASES[identifier]['method']}` | {OUT_OF_SCOPE[identifier]} |"

    assert line in PAGE.read_text("utf-8").splitlines()


def test_truncating_is_not_our_rounding() -> None:
    ratio = Decimal(1000) / 11

    assert ratio.quantize(Decimal(1), ROUND_DOWN) == CASES["P113"]["expected"]["health_percent"]
    assert round_shown(Fraction(1000, 11), DEFAULT_SCHEME) == ratio.quantize(Decimal("0.01"), ROUND_HALF_UP)
