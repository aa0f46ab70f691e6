"""Why a target lies where it lies, in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from nhiemky.kernel.scoring import (
    DEFAULT_SCHEME,
    SCHEMES,
    Assessment,
    Comparator,
    Goal,
    Kind,
    Measured,
    Method,
    Period,
    Scheme,
    TermYears,
    assess,
)
from nhiemky.targets.vocab import ObservationState, RollUpRule
from nhiemky.web.targets.words import (
    COMPARATORS,
    KIND_WORDS,
    METHOD_WORDS,
    ROLL_UPS,
    STATES,
    Standing,
    band_range,
    standing_of,
)

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


def judged(
    goal: Goal,
    values: Sequence[str] = (),
    *,
    as_of: date = date(2022, 12, 31),
    scheme: Scheme = DEFAULT_SCHEME,
) -> Assessment:
    measured = [Measured(Period.of_year(2021 + place), Decimal(value)) for place, value in enumerate(values)]
    return assess(goal, measured, as_of=as_of, term=TERM, scheme=scheme)


def said(goal: Goal, values: Sequence[str] = (), *, as_of: date = date(2022, 12, 31)) -> Standing:
    found = standing_of(judged(goal, values, as_of=as_of), DEFAULT_SCHEME)
    return Standing(
        *(text.replace("\N{NO-BREAK SPACE}", " ") for text in (found.band, found.course, found.outlook))
    )


def test_a_target_below_its_goal_says_the_edges_of_its_band_and_the_plan() -> None:
    assert said(POOR, ("8", "6.5")) == Standing(
        "Mức đạt 50 % nằm trong nhóm từ 50 % đến dưới 75 %.",
        "Đến ngày 31-12-2022 cần đạt 57,14 % (theo phân kỳ); đã đạt 50 %, bằng 87,5 % mức cần đạt. "
        "Chậm tiến độ (từ 85 % đến dưới 95 % mức cần đạt).",
        "Theo đường thẳng qua các kỳ đã có, đến 31-12-2025 sẽ là 2. Có khả năng đạt vào cuối nhiệm kỳ.",
    )


def test_a_target_that_is_met_says_so_with_its_numbers() -> None:
    found = said(Goal(Comparator.AT_LEAST, target=Decimal(65)), ("60", "66"))
    assert found.band == "Kết quả 66 đạt mức “≥ 65” của chỉ tiêu."
    assert found.course.endswith("Đã đạt.")


def test_a_target_without_a_figure_says_until_when() -> None:
    assert said(Goal(Comparator.AT_LEAST, target=Decimal(65))) == Standing(
        "Chưa có số liệu của kỳ nào bắt đầu từ ngày 31-12-2022 trở về trước.",
        "Chưa so được với tiến độ.",
        "Cần ít nhất hai kỳ có số liệu để dự báo.",
    )


def test_a_target_not_due_yet_says_when_it_is_due() -> None:
    goal = Goal(Comparator.AT_LEAST, target=Decimal(65), due=date(2024, 6, 30))
    assert said(goal).band == "Chưa có số liệu, và hạn hoàn thành 30-6-2024 sau ngày 31-12-2022."


def test_a_target_that_cannot_be_computed_says_why() -> None:
    goal = Goal(Comparator.AT_MOST, target=Decimal(3), baseline=Decimal(2), method=Method.LINEAR)
    found = judged(goal, ("5",))
    assert found.class_code == "not_computable"
    assert said(goal, ("5",)).band == found.reason


@pytest.mark.parametrize(
    ("values", "ending"),
    [
        (("8", "6.3"), "Chậm tiến độ (từ 85 % đến dưới 95 % mức cần đạt)."),
        (("8", "6.1"), "Đúng tiến độ (từ 95 % mức cần đạt trở lên)."),
        (("8", "9"), "Có nguy cơ không đạt (dưới 85 % mức cần đạt)."),
        (("8", "3"), "Đã đạt."),
    ],
)
def test_the_course_says_its_rule(values: tuple[str, ...], ending: str) -> None:
    assert said(POOR, values).course.endswith(ending)


@pytest.mark.parametrize(
    ("goal", "as_of", "basis"),
    [
        (Goal(Comparator.AT_LEAST, target=Decimal(65)), date(2022, 12, 31), "theo phần thời gian đã qua"),
        (POOR, date(2022, 12, 31), "theo phân kỳ"),
        (Goal(Comparator.AT_LEAST, target=Decimal(65)), date(2026, 1, 1), "đã đến hạn"),
        (
            Goal(Comparator.AT_LEAST, target=Decimal(65), kind=Kind.EVERY_PERIOD),
            date(2022, 12, 31),
            "chỉ tiêu phải đạt ở mọi kỳ",
        ),
        (
            Goal(Comparator.AT_LEAST, target=Decimal(65), kind=Kind.AVERAGE),
            date(2022, 12, 31),
            "chỉ tiêu phải giữ thường xuyên",
        ),
        (
            Goal(Comparator.AT_LEAST, target=Decimal(65), method=Method.THRESHOLD),
            date(2022, 12, 31),
            "chỉ tiêu phải giữ thường xuyên",
        ),
    ],
)
def test_the_course_says_what_it_is_measured_against(goal: Goal, as_of: date, basis: str) -> None:
    assert f"({basis})" in said(goal, ("9", "9"), as_of=as_of).course


def test_a_projection_that_misses_says_so() -> None:
    found = said(Goal(Comparator.AT_LEAST, target=Decimal(65)), ("50", "51"))
    assert found.outlook == (
        "Theo đường thẳng qua các kỳ đã có, đến 31-12-2025 sẽ là 54. Khó đạt vào cuối nhiệm kỳ."
    )


def test_numbers_and_their_percent_sign_stay_on_one_line() -> None:
    found = standing_of(judged(POOR, ("8", "6.5")), DEFAULT_SCHEME)
    assert " %" not in found.band + found.course + found.outlook


@pytest.mark.parametrize(
    ("scheme", "code", "words"),
    [
        ("default", "met", "từ 100 %"),
        ("default", "over_90", "từ 90 % đến dưới 100 %"),
        ("default", "over_75", "từ 75 % đến dưới 90 %"),
        ("default", "over_50", "từ 50 % đến dưới 75 %"),
        ("default", "under_50", "dưới 50 %"),
        ("strict", "met", "từ 100 %"),
        ("strict", "over_90", "trên 90 % đến dưới 100 %"),
        ("strict", "over_75", "trên 75 % đến 90 %"),
        ("strict", "under_50", "từ 50 % trở xuống"),
        ("two_bands_80", "over_80", "từ 80 % đến dưới 100 %"),
        ("two_bands_80", "under_80", "dưới 80 %"),
    ],
)
def test_a_band_says_from_where_to_where_it_goes(scheme: str, code: str, words: str) -> None:
    assert band_range(code, SCHEMES[scheme]) == words


def test_every_code_has_its_words() -> None:
    assert set(COMPARATORS) == set(Comparator)
    assert set(KIND_WORDS) == set(Kind)
    assert set(METHOD_WORDS) == set(Method)
    assert set(ROLL_UPS) == set(RollUpRule)
    assert set(STATES) == set(ObservationState)
