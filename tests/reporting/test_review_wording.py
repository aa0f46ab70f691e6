"""Words of the review report: composed, official, never translated."""

from __future__ import annotations

from datetime import date
from unicodedata import is_normalized

from django.utils import translation

from nhiemky.reporting import review_wording as words

DAY = date(2023, 2, 21)


def test_excerpt_names_resolution_and_term() -> None:
    assert words.excerpt(words.resolution_name("Đảng bộ xã Thành An"), "2020-2025") == (
        "sơ kết giữa nhiệm kỳ thực hiện Nghị quyết Đại hội Đảng bộ xã Thành An, nhiệm kỳ 2020 - 2025"
    )


def test_opening_runs_into_the_sentence() -> None:
    assert words.opening("Đảng bộ xã Thành An", "2020-2025", DAY, "Đạt và vượt 15/25 chỉ tiêu.") == (
        "Qua nửa nhiệm kỳ thực hiện Nghị quyết Đại hội Đảng bộ xã Thành An, nhiệm kỳ 2020 - 2025, tính đến ngày 21-2-2023: "
        "đạt và vượt 15/25 chỉ tiêu."
    )


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
