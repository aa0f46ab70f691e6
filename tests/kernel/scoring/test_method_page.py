"""Every example of the method page is computed and gives what the page says."""

from __future__ import annotations

from fractions import Fraction

import pytest

from nhiemky.kernel.scoring import (
    DEFAULT_SCHEME,
    SCHEMES,
    Comparator,
    Course,
    Kind,
    Method,
    Outlook,
    Part,
    Rule,
    TermYears,
    assess,
    kind_of_wording,
    mean_attainment,
    roll_up,
    round_shown,
)
from nhiemky.kernel.scoring.figures import write_number
from tests.kernel.scoring.method_page import NOTHING, PAGE, day, goal, measured, number, table

TERM = TermYears.of_label("2020-2025")
COURSES = {
    Course.ACHIEVED: "đã đạt",
    Course.ON_TRACK: "đúng tiến độ",
    Course.BEHIND: "chậm",
    Course.AT_RISK: "có nguy cơ",
}
OUTLOOKS = {None: NOTHING, Outlook.LIKELY: "có khả năng đạt", Outlook.UNLIKELY: "khó đạt"}


def shown(percent: Fraction | None) -> str:
    if percent is None:
        return NOTHING
    return f"{write_number(round_shown(percent, DEFAULT_SCHEME))} %".replace("-", "−")


@pytest.mark.parametrize("row", table("Ví dụ"), ids=lambda row: row["Ví dụ"])
def test_an_example_of_attainment_is_computed_as_the_page_says(row: dict[str, str]) -> None:
    found = assess(goal(row), measured(row), as_of=day("31-12-2025"), term=TERM, scheme=DEFAULT_SCHEME)

    assert (found.formula, shown(found.attainment), DEFAULT_SCHEME.names[found.class_code]) == (
        row["Lời tính"],
        row["Mức đạt"],
        row["Nhóm"],
    )


@pytest.mark.parametrize("row", table("Tiến độ"), ids=lambda row: row["Tiến độ"])
def test_an_example_of_course_is_computed_as_the_page_says(row: dict[str, str]) -> None:
    found = assess(goal(row), measured(row), as_of=day(row["Ngày chốt"]), term=TERM, scheme=DEFAULT_SCHEME)

    assert found.course is not None
    assert (shown(found.attainment), shown(found.expected), shown(found.course_ratio)) == (
        row["Mức đạt"],
        row["Cần đạt"],
        row["So với cần đạt"],
    )
    assert COURSES[found.course] == row["Đánh giá"]
    projection = NOTHING if found.projection is None else write_number(round(Fraction(found.projection), 2))
    assert (projection, OUTLOOKS[found.outlook]) == (row["Dự báo"], row["Triển vọng"])


@pytest.mark.parametrize("row", table("Mức đạt đúng"), ids=lambda row: row["Mức đạt đúng"])
def test_an_example_of_rounding_is_computed_as_the_page_says(row: dict[str, str]) -> None:
    exact = number(row["Mức đạt đúng"])
    assert exact is not None

    assert f"{round_shown(exact, DEFAULT_SCHEME):f}".replace(".", ",") == row["Hiển thị"]
    assert DEFAULT_SCHEME.names[DEFAULT_SCHEME.classify(exact)] == row["Nhóm (mặc định)"]
    assert SCHEMES["strict"].names[SCHEMES["strict"].classify(exact)] == row["Nhóm (strict)"]


@pytest.mark.parametrize("row", table("Lời văn của chỉ tiêu"), ids=lambda row: row["Lời văn của chỉ tiêu"])
def test_an_example_of_a_wording_gives_the_kind_that_the_page_says(row: dict[str, str]) -> None:
    assert f"`{kind_of_wording(row['Lời văn của chỉ tiêu'])}`" == row["Cách lấy suy ra"]


@pytest.mark.parametrize("row", table("Tổng hợp"), ids=lambda row: row["Tổng hợp"])
def test_an_example_of_rolling_up_is_computed_as_the_page_says(row: dict[str, str]) -> None:
    parts = []
    for place, text in enumerate(row["Các đơn vị"].split("; ")):
        if "/" in text:
            above, below = text.split("/")
            parts.append(Part(f"đơn vị {place + 1}", numerator=number(above), denominator=number(below)))
        else:
            parts.append(Part(f"đơn vị {place + 1}", number(text)))

    found = roll_up(parts, Rule(row["Quy tắc"].strip("`")))

    assert (NOTHING if found.value is None else write_number(found.value)) == row["Kết quả"]
    assert (", ".join(found.missing) or NOTHING) == row["Thiếu"]


@pytest.mark.parametrize(
    ("heading", "least"),
    [("Ví dụ", 25), ("Tiến độ", 6), ("Mức đạt đúng", 6), ("Lời văn của chỉ tiêu", 6), ("Tổng hợp", 4)],
)
def test_the_page_has_its_examples(heading: str, least: int) -> None:
    assert len(table(heading)) >= least


@pytest.mark.parametrize(
    "word", [*Kind, *Comparator, *Method, *Course, *Rule, *DEFAULT_SCHEME.class_codes, *SCHEMES]
)
def test_the_page_explains_every_code(word: str) -> None:
    assert f"`{word}`" in PAGE.read_text("utf-8")


def test_the_page_states_the_rule_of_the_bands_as_the_report_does() -> None:
    text = PAGE.read_text("utf-8")

    assert f"> {DEFAULT_SCHEME.rule_text}" in text.splitlines()
    assert f"> {SCHEMES['strict'].rule_text}" in text.splitlines()


def test_the_capped_mean_of_the_page_is_computed() -> None:
    row = next(each for each in table("Trung bình") if each["Trung bình"] == "bốn chỉ tiêu")
    rows = [{"So sánh": "at_least", "Mức gốc": NOTHING, "Cách lấy": "snapshot", "Chỉ tiêu": "100", "Kết quả": value}
            for value in row["Mức đạt"].split("; ")]  # fmt: skip
    judgements = [
        assess(goal(each), measured(each), as_of=day("31-12-2025"), term=TERM, scheme=DEFAULT_SCHEME)
        for each in rows
    ]

    assert shown(mean_attainment(judgements)) == row["Kết quả"]


def test_the_page_names_every_reason_why_nothing_can_be_computed() -> None:
    reasons = [row["Lý do"] for row in table("Trường hợp không tính được")]

    for row, reason in zip(table("Trường hợp không tính được"), reasons, strict=True):
        found = assess(goal(row), measured(row), as_of=day("31-12-2025"), term=TERM, scheme=DEFAULT_SCHEME)
        assert (found.class_code, found.reason) == ("not_computable", reason)
    assert len(set(reasons)) == 9
