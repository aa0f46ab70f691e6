"""Cells of a table of work items as offices write them: days, states in words, percentages, marks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.intake.reading.cells import Problems
from nhiemky.intake.reading.work_cells import WorkCells, state_in, state_of_percent
from nhiemky.kernel.sheets.grid import CellError, Value
from nhiemky.kernel.sheets.work_form import STATE_WORDS

TERM = (2021, 2025)
CELL = "Biểu 1!C5"


class Reading:
    """A reader and what it notes, as code and severity."""

    def __init__(self, years: tuple[int, int] | None = TERM) -> None:
        self.problems = Problems([])
        self.cells = WorkCells(self.problems, years)

    @property
    def noted(self) -> list[tuple[str, str]]:
        assert {problem.cell for problem in self.problems.found} <= {CELL}
        return [(problem.severity, problem.code) for problem in self.problems.found]

    @property
    def messages(self) -> list[str]:
        return [problem.message for problem in self.problems.found]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("", ""),
        ("   ", ""),
        ("-", ""),
        ("–", ""),
        ("—", ""),
        (".", ""),
        ("…", ""),
        ("...", ""),
        ("Đã  trình   tỉnh", "Đã trình tỉnh"),
        ("Dòng một \n  dòng hai\n", "Dòng một\ndòng hai"),
        (Decimal(5), "5"),
        (Decimal("1.5"), "1,5"),
        (date(2023, 3, 1), "1-3-2023"),
    ],
)
def test_a_text_is_kept_by_lines_without_idle_spaces(value: Value, text: str) -> None:
    reading = Reading()
    assert reading.cells.text(value, CELL) == text
    assert reading.noted == []


def test_a_cell_in_error_is_noted_and_empty() -> None:
    reading = Reading()
    assert reading.cells.text(CellError("#REF!", "Ô báo lỗi #REF!."), CELL) == ""
    assert reading.noted == [("error", "#REF!")]
    assert reading.messages == ["Ô báo lỗi #REF!."]


# what is written; the day it means as a due day and as a start; what is noted
DAYS: list[tuple[Value, date | None, date | None, str]] = [
    (None, None, None, ""),
    ("", None, None, ""),
    ("-", None, None, ""),
    (True, None, None, ""),
    (date(2023, 3, 1), date(2023, 3, 1), date(2023, 3, 1), ""),
    ("31/12/2023", date(2023, 12, 31), date(2023, 12, 31), ""),
    ("31-12-2023", date(2023, 12, 31), date(2023, 12, 31), ""),
    ("ngày 31 tháng 12 năm 2023", date(2023, 12, 31), date(2023, 12, 31), ""),
    ("2023-12-31", date(2023, 12, 31), date(2023, 12, 31), ""),
    ("tháng 6/2023", date(2023, 6, 30), date(2023, 6, 1), "span_as_day"),
    ("quý II/2023", date(2023, 6, 30), date(2023, 4, 1), "span_as_day"),
    ("năm 2024", date(2024, 12, 31), date(2024, 1, 1), "span_as_day"),
    ("hằng năm", None, None, "no_single_day"),
    ("Thường xuyên", None, None, "no_single_day"),
    ("cả nhiệm kỳ", None, None, "no_single_day"),
    ("hàng quý", None, None, "no_single_day"),
    ("31/02/2023", None, None, "bad_date"),
    ("sớm nhất có thể", None, None, "bad_date"),
]


@pytest.mark.parametrize(("value", "due", "start", "noted"), DAYS)
def test_a_day_is_read_from_what_offices_write(
    value: Value, due: date | None, start: date | None, noted: str
) -> None:
    ends, begins = Reading(), Reading()
    assert (ends.cells.day(value, CELL, last=True)[0], begins.cells.day(value, CELL, last=False)[0]) == (
        due,
        start,
    )
    severity = "error" if noted == "bad_date" else "notice"
    assert ends.noted == begins.noted == ([(severity, noted)] if noted else [])


def test_words_that_name_no_day_are_handed_back_for_the_note() -> None:
    reading = Reading()
    assert reading.cells.day("  Hằng   năm ", CELL, last=True) == (None, "Hằng năm")
    assert reading.messages == ["“Hằng năm” không phải một ngày: hạn để trống, ghi vào ghi chú."]
    assert reading.cells.day("31/12/2023", CELL, last=True) == (date(2023, 12, 31), "")


def test_a_span_says_how_it_was_understood() -> None:
    reading = Reading()
    reading.cells.day("quý II/2023", CELL, last=True)
    reading.cells.day("quý II/2023", CELL, last=False)
    assert reading.messages == [
        "“quý II/2023” được hiểu là đến hết ngày 30-6-2023.",
        "“quý II/2023” được hiểu là từ ngày 1-4-2023.",
    ]


def test_a_wrong_day_says_what_to_write() -> None:
    reading = Reading()
    reading.cells.day("31/02/2023", CELL, last=True)
    (message,) = reading.messages
    assert message.endswith("Xin ghi ngày, ví dụ 31/12/2023.")


@pytest.mark.parametrize(
    ("value", "marked", "noted"),
    [
        (None, False, False),
        ("", False, False),
        (True, True, False),
        (False, False, False),
        ("x", True, False),
        ("X", True, False),
        ("có", True, False),
        ("Trọng tâm", True, False),
        (Decimal(1), True, False),
        ("đúng", True, False),
        ("không", False, False),
        (Decimal(0), False, False),
        ("sai", False, False),
        ("-", False, False),
        ("có thể", False, True),
        (Decimal(2), False, True),
    ],
)
def test_a_mark_is_yes_or_no_or_a_problem(value: Value, marked: bool, noted: bool) -> None:
    reading = Reading()
    assert reading.cells.yes(value, CELL) is marked
    assert reading.noted == ([("error", "bad_mark")] if noted else [])


STATES: dict[str, list[str]] = {
    "not_started": ["chưa triển khai", "Chưa thực hiện", "chưa", "Chưa bắt đầu do thiếu vốn"],
    "in_progress": [
        "đang thực hiện", "Đang triển khai 3 tuyến", "cơ bản hoàn thành", "gần xong", "chưa xong", "chưa hoàn thành",
        "đã triển khai", "hoàn thành một phần", "- Đang làm",
    ],
    "done": [
        "hoàn thành", "Đã hoàn thành", "hoàn tất", "đã xong", "Đã thực hiện xong", "đạt", "đã đạt", "đã kết thúc",
        "+ Hoàn thành trước hạn",
    ],
    "paused": ["tạm dừng", "Đang tạm dừng", "tạm hoãn", "đã tạm ngưng"],
    "cancelled": ["không thực hiện nữa", "không triển khai", "thôi thực hiện", "hủy bỏ", "đã hủy"],
    "": ["tốt", "vượt tiến độ", "100 ha", "theo kế hoạch"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("state", "words"), [(state, words) for state, each in STATES.items() for words in each]
)
def test_a_state_is_read_from_words(state: str, words: str) -> None:
    assert state_in(words) == state
    reading = Reading()
    assert reading.cells.state(words, CELL) == (state, None)
    assert reading.noted == ([] if state else [("error", "bad_state")])


@pytest.mark.parametrize("code", STATE_WORDS)
def test_codes_and_the_words_of_the_form_are_states(code: str) -> None:
    reading = Reading()
    assert reading.cells.state(code, CELL) == (code, None)
    assert reading.cells.state(STATE_WORDS[code], CELL) == (code, None)
    assert reading.noted == []


@pytest.mark.parametrize(
    ("value", "state", "percent"),
    [
        (None, "", None),
        ("", "", None),
        ("-", "", None),
        ("chưa có kết quả", "", None),
        ("hoàn thành 70%", "in_progress", 70),
        ("Đạt 100 %", "done", 100),
        ("thực hiện được 0%", "not_started", 0),
        ("tiến độ: 45%", "in_progress", 45),
        ("60%", "in_progress", 60),
        ("100", "done", 100),
        (Decimal(35), "in_progress", 35),
    ],
)
def test_a_percentage_beside_the_word_says_the_state(value: Value, state: str, percent: int | None) -> None:
    reading = Reading()
    assert reading.cells.state(value, CELL) == (state, percent)
    assert reading.noted == []


def test_a_percentage_in_words_that_cannot_be_is_a_problem() -> None:
    reading = Reading()
    assert reading.cells.state("hoàn thành 170%", CELL) == ("", None)
    assert reading.messages == ["Tỷ lệ 170 nằm ngoài khoảng 0 đến 100."]


def test_an_unknown_state_names_the_known_ones() -> None:
    reading = Reading()
    reading.cells.state("vượt tiến độ", CELL)
    assert reading.messages == [
        "Không đọc được trạng thái “vượt tiến độ”; xin chọn: chưa triển khai; đang thực hiện; hoàn thành; tạm dừng; "
        "không thực hiện nữa."
    ]


@pytest.mark.parametrize(
    ("value", "percent", "noted"),
    [
        (None, None, []),
        ("", None, []),
        ("…", None, []),
        (Decimal(0), 0, []),
        (Decimal(100), 100, []),
        (Decimal("99.9"), 99, [("notice", "percent_floored")]),
        (Decimal("100.1"), None, [("error", "bad_percent")]),
        (Decimal(-1), None, [("error", "bad_percent")]),
        ("70", 70, []),
        ("70 %", 70, []),
        ("70,5%", 70, [("notice", "percent_floored")]),
        ("70.5%", 70, [("notice", "percent_floored")]),
        ("101%", None, [("error", "bad_percent")]),
        ("bảy mươi", None, [("error", "bad_percent")]),
        ("1e2", None, [("error", "bad_percent")]),
        ("NaN", None, [("error", "bad_percent")]),
        ("9" * 400, None, [("error", "bad_percent")]),
    ],
)
def test_a_percentage_is_whole_and_never_rounded_up(
    value: Value, percent: int | None, noted: list[tuple[str, str]]
) -> None:
    reading = Reading()
    assert reading.cells.percent(value, CELL) == percent
    assert reading.noted == noted


@given(st.decimals(min_value=-1000, max_value=1000, allow_nan=False, allow_infinity=False, places=3))
def test_any_percentage_is_floored_or_refused(value: Decimal) -> None:
    found = Reading().cells.percent(value, CELL)
    assert (found is None) == (not 0 <= value <= 100)
    assert found is None or found <= value < found + 1


@given(st.integers(0, 100))
def test_only_nought_and_a_hundred_are_the_ends(percent: int) -> None:
    expected = {0: "not_started", 100: "done"}.get(percent, "in_progress")
    assert state_of_percent(percent) == expected


@given(st.text(max_size=60))
def test_any_text_gives_a_known_state_or_one_problem(text: str) -> None:
    reading = Reading()
    state, percent = reading.cells.state(text, CELL)
    assert state in {*STATE_WORDS, ""}
    assert percent is None or (0 <= percent <= 100 and state == state_of_percent(percent))
    assert len(reading.noted) <= 1
