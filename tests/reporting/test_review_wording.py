"""Words of the review report: composed, official, never translated."""

from __future__ import annotations

from datetime import date, timedelta
from unicodedata import is_normalized

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.kernel.scoring import TermYears
from nhiemky.reporting import review_wording as words

DAY = date(2023, 2, 21)
PLANNED = TermYears(2021, 2025)


def test_excerpt_names_resolution_and_term() -> None:
    assert words.excerpt(words.resolution_name("Đảng bộ xã Thành An"), "2020-2025") == (
        "sơ kết giữa nhiệm kỳ thực hiện Nghị quyết Đại hội Đảng bộ xã Thành An, nhiệm kỳ 2020 - 2025"
    )


def test_opening_runs_into_the_sentence() -> None:
    sentence = "Đạt và vượt 15/25 chỉ tiêu."
    assert words.opening("Đảng bộ xã Thành An", "2020-2025", PLANNED, DAY, sentence) == (
        "Qua nửa nhiệm kỳ thực hiện Nghị quyết Đại hội Đảng bộ xã Thành An, nhiệm kỳ 2020 - 2025, tính đến ngày 21-2-2023: "
        "đạt và vượt 15/25 chỉ tiêu."
    )


def test_opening_at_the_end_of_the_term_speaks_of_the_results() -> None:
    found = words.opening(
        "Đảng bộ xã Thành An", "2020-2025", PLANNED, date(2025, 12, 31), "Đạt và vượt 25/25."
    )
    assert found == (
        "Kết thúc nhiệm kỳ, kết quả thực hiện Nghị quyết Đại hội Đảng bộ xã Thành An, nhiệm kỳ 2020 - 2025, tính đến ngày "
        "31-12-2025: đạt và vượt 25/25."
    )


@pytest.mark.parametrize(
    ("cut_off", "expected"),
    [
        (date(2020, 10, 1), "Bước đầu"),
        (date(2021, 1, 1), "Bước đầu"),
        (date(2021, 1, 30), "Bước đầu"),
        (date(2021, 1, 31), "Sau 1 tháng"),
        (date(2021, 2, 1), "Sau hơn 1 tháng"),
        (date(2021, 6, 30), "Sau 6 tháng"),
        (date(2021, 12, 30), "Sau hơn 11 tháng"),
        (date(2021, 12, 31), "Sau 1 năm"),
        (date(2022, 1, 1), "Sau hơn 1 năm"),
        (date(2022, 6, 30), "Sau hơn 1 năm"),
        (date(2022, 12, 31), "Sau 2 năm"),
        (date(2023, 1, 1), "Qua nửa nhiệm kỳ"),
        (date(2023, 2, 21), "Qua nửa nhiệm kỳ"),
        (date(2023, 12, 31), "Qua nửa nhiệm kỳ"),
        (date(2024, 1, 1), "Sau hơn 3 năm"),
        (date(2024, 12, 31), "Sau 4 năm"),
        (date(2025, 12, 30), "Sau hơn 4 năm"),
        (date(2025, 12, 31), "Kết thúc nhiệm kỳ, kết quả"),
        (date(2026, 3, 1), "Kết thúc nhiệm kỳ, kết quả"),
    ],
)
def test_stage_follows_the_share_of_the_term(cut_off: date, expected: str) -> None:
    assert words.stage(PLANNED, cut_off) == expected


def test_stage_of_a_short_term_is_halved_at_its_own_middle() -> None:
    short = TermYears(2021, 2022)
    days = (date(2021, 6, 30), date(2021, 12, 31), date(2022, 6, 30), date(2022, 12, 31))
    assert [words.stage(short, day) for day in days] == [
        "Sau 6 tháng",
        "Qua nửa nhiệm kỳ",
        "Sau hơn 1 năm",
        "Kết thúc nhiệm kỳ, kết quả",
    ]


@given(
    first=st.integers(1990, 2060), length=st.integers(1, 10), days=st.integers(-400, 4_400), later=st.integers(0, 900)
)  # fmt: skip
def test_stage_never_goes_back(first: int, length: int, days: int, later: int) -> None:
    planned = TermYears(first, first + length - 1)
    early = planned.start + timedelta(days=days)
    ranks = [rank_of(words.stage(planned, day)) for day in (early, early + timedelta(days=later))]
    assert ranks == sorted(ranks) or "half" in {ranks[0][0], ranks[1][0]}


def rank_of(stage: str) -> tuple[str, int, bool]:
    """Give an order of the stages in which named times stand between beginning and end; the half has no place of its own."""
    if stage == "Bước đầu":
        return ("a", 0, False)
    if stage == "Qua nửa nhiệm kỳ":
        return ("half", 0, False)
    if stage.startswith("Kết thúc"):
        return ("z", 0, False)
    words_of = stage.split()
    count = int(words_of[-2]) * (12 if words_of[-1] == "năm" else 1)
    return ("b", count, "hơn" in stage)


def test_method_note_says_cut_off_rule_and_rounding() -> None:
    cut_off, rule, rounding = words.method_note(DAY, "Quy tắc.")
    assert (cut_off, rule) == (
        "Số liệu chốt đến ngày 21-2-2023; kỳ báo cáo bắt đầu sau ngày này không được tính.",
        "Quy tắc.",
    )
    assert rounding.endswith("Ô trống là chưa có số liệu, không phải bằng 0.")


def test_reading_note_fits_one_line() -> None:
    note = words.reading_note(DAY)
    assert note.startswith("Số liệu chốt đến ngày 21-2-2023.")
    assert len(note) < 130


def test_without_data_counts_and_names_targets() -> None:
    assert words.without_data(["3", "7.1"]) == "Chưa có số liệu để đánh giá: 2 chỉ tiêu (số 3, 7.1)."


def test_notes_say_what_figures_are() -> None:
    assert (words.frozen_note("Lần 1"), words.unconfirmed_note(2), words.illustrative_note()) == (
        "Số liệu lấy từ lần chốt “Lần 1”, không thay đổi khi có số liệu về sau.",
        "Trong đó có 2 chỉ tiêu mà số liệu chưa được lãnh đạo đơn vị xác nhận (đánh dấu *).",
        "Báo cáo có số liệu minh họa.",
    )


def test_words_are_the_same_in_every_language_of_the_interface() -> None:
    vietnamese = words.method_note(DAY, "")
    with translation.override("en"):
        assert words.method_note(DAY, "") == vietnamese


def test_words_are_composed() -> None:
    texts = [value for name, value in vars(words).items() if name.isupper() and isinstance(value, str)]
    assert [text for text in texts if not is_normalized("NFC", text)] == []
