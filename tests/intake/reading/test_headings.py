"""Whose table it is and for which term."""

from __future__ import annotations

from datetime import date

import pytest

from nhiemky.intake.reading.headings import day_in, term_in, term_of_years, unit_in, years_in


@pytest.mark.parametrize(
    ("lines", "unit"),
    [
        (("ĐẢNG BỘ XÃ NHƠN PHÚ - KẾT QUẢ THỰC HIỆN CHỈ TIÊU",), "ĐẢNG BỘ XÃ NHƠN PHÚ"),
        (("HUYỆN ỦY NHƯ PHÚ", "ĐẢNG CỘNG SẢN VIỆT NAM"), "HUYỆN ỦY NHƯ PHÚ"),
        (("ĐẢNG BỘ HUYỆN BA TRI", "ĐẢNG ỦY XÃ AN ĐỨC"), "ĐẢNG ỦY XÃ AN ĐỨC"),
        (("UBND XÃ BÌNH MINH",), "UBND XÃ BÌNH MINH"),
        (("Đơn vị: Xã Tân Thanh Tây",), "Xã Tân Thanh Tây"),
        (("ĐẢNG ỦY PHƯỜNG 5 NHIỆM KỲ 2020-2025",), "ĐẢNG ỦY PHƯỜNG 5"),
        (("ĐẢNG BỘ XÃ HÒA LỢI, NHIỆM KỲ 2020-2025",), "ĐẢNG BỘ XÃ HÒA LỢI"),
        (("PHỤ LỤC SỐ LIỆU", "Kết quả thực hiện"), ""),
        ((), ""),
    ],
)
def test_unit_is_named_above_the_table(lines: tuple[str, ...], unit: str) -> None:
    assert unit_in(lines) == unit


@pytest.mark.parametrize(
    ("lines", "term"),
    [
        (("Nghị quyết Đại hội, nhiệm kỳ 2020-2025",), "2020-2025"),
        (("NHIỆM KỲ 2020 - 2025",), "2020-2025"),
        (("nhiệm kỳ 2025 – 2030",), "2025-2030"),
        (("giai đoạn 2021-2025",), "2020-2025"),
        (("Kết quả 2021-2023",), ""),
        (("nhiệm kỳ 2020-2023",), ""),
        ((), ""),
    ],
)
def test_term_is_stated(lines: tuple[str, ...], term: str) -> None:
    assert term_in(lines) == term


@pytest.mark.parametrize(
    ("years", "term"),
    [
        ([2021, 2022, 2023], "2020-2025"),
        ([2025], "2020-2025"),
        ([2026], "2025-2030"),
        ([2020, 2021, 2022], "2020-2025"),
        ([2016, 2020], "2015-2020"),
        ([], ""),
    ],
)
def test_term_follows_from_years(years: list[int], term: str) -> None:
    assert term_of_years(years) == term


def test_years_are_found_in_words() -> None:
    assert years_in(("đến năm 2025", "số 12345", "2021-2023")) == [2025, 2021, 2023]


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (("KẾT QUẢ THỰC HIỆN (tính đến ngày 31/12/2022)",), date(2022, 12, 31)),
        (("Kết quả thực hiện đến tháng 6/2023", "Nhiệm kỳ 2020-2025"), date(2023, 6, 30)),
        (("Số liệu đến hết quý I năm 2023",), date(2023, 3, 31)),
        (("Kết quả đến 21-2-2023", "tính đến ngày 21/2/2023"), date(2023, 2, 21)),
        (("Kết quả đến 21-2-2023", "tính đến ngày 22/2/2023"), None),
        (("Tân Bình, ngày 05 tháng 01 năm 2023",), None),
        (("Chỉ tiêu Nghị quyết đến năm 2025",), None),
        (("Số liệu tính đến nay",), None),
        ((), None),
    ],
)
def test_day_of_the_results_is_named_above_the_table(lines: tuple[str, ...], day: date | None) -> None:
    assert day_in(lines) == day
