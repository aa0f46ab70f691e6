"""Headings of offices' tables: what each column holds and of which period it speaks."""

from __future__ import annotations

from datetime import date

import pytest

from nhiemky.kernel.sheets.columns import Column, Parsers, Role, column_of, settle
from nhiemky.kernel.viet.dates import find_period
from nhiemky.kernel.viet.fold import fold

PARSERS = Parsers(fold, find_period, lambda text: text.strip() in ("", ".", "-", "x"))

ROLES: tuple[tuple[str, Role], ...] = (
    ("TT", Role.NUMBER),
    ("STT", Role.NUMBER),
    ("Số TT", Role.NUMBER),
    ("Nội dung", Role.NAME),
    ("Chỉ tiêu", Role.NAME),
    ("Các chỉ tiêu", Role.NAME),
    ("Nội dung chỉ tiêu", Role.NAME),
    ("Danh mục", Role.NAME),
    ("Tên chỉ tiêu", Role.NAME),
    ("Chỉ tiêu chủ yếu", Role.NAME),
    ("Tiêu chí", Role.NAME),
    ("ĐVT", Role.UNIT),
    ("Đơn vị tính", Role.UNIT),
    ("Đơn vị", Role.UNIT),
    ("Mã chỉ tiêu", Role.CODE),
    ("Lĩnh vực", Role.GROUP),
    ("NQ đề ra", Role.TARGET),
    ("Nghị quyết", Role.TARGET),
    ("Nghị quyết ĐH", Role.TARGET),
    ("KH", Role.TARGET),
    ("Kế hoạch nhiệm kỳ", Role.TARGET),
    ("Chỉ tiêu NQ", Role.TARGET),
    ("Chỉ tiêu được giao", Role.TARGET),
    ("Ch/tiêu NQĐH đề ra đến năm 2025", Role.TARGET),
    ("Mục tiêu đến năm 2025", Role.TARGET),
    ("Chỉ tiêu NQ nhiệm kỳ 2020-2025", Role.TARGET),
    ("TH", Role.RESULT),
    ("Ước TH", Role.RESULT),
    ("TH đến 30/6/2023", Role.RESULT),
    ("Thực hiện 2023", Role.RESULT),
    ("Kết quả đạt được", Role.RESULT),
    ("Kết quả thực hiện giữa nhiệm kỳ", Role.RESULT),
    ("Lũy kế đến 31/12/2023", Role.RESULT),
    ("2022", Role.RESULT),
    ("Năm 2022", Role.RESULT),
    ("Số liệu đến tháng 6/2023", Role.RESULT),
    ("Cộng 2021-2023", Role.TOTAL),
    ("Bình quân 2021-2023", Role.TOTAL),
    ("Phân kỳ 2021", Role.PHASED),
    ("KH năm 2022", Role.PHASED),
    ("Kế hoạch 2023", Role.PHASED),
    ("Lộ trình 2024", Role.PHASED),
    ("Hiện trạng năm 2020", Role.BASELINE),
    ("Mức gốc", Role.BASELINE),
    ("Số liệu đầu nhiệm kỳ", Role.BASELINE),
    ("So với NQ", Role.RATIO),
    ("Đạt (%)", Role.RATIO),
    ("Tỷ lệ %", Role.RATIO),
    ("Tỷ lệ đạt so với NQ (%)", Role.RATIO),
    ("TH/NQ (%)", Role.RATIO),
    ("% đạt", Role.RATIO),
    ("Mức độ hoàn thành", Role.RATIO),
    ("Đánh giá", Role.VERDICT),
    ("Nhận xét, đánh giá", Role.VERDICT),
    ("Chưa đạt", Role.VERDICT),
    ("Ghi chú", Role.NOTE),
    ("Nguyên nhân", Role.NOTE),
    ("Dự kiến đến cuối nhiệm kỳ", Role.FORECAST),
    ("Khả năng thực hiện đến 2025", Role.FORECAST),
    ("Ước thực hiện cả nhiệm kỳ", Role.FORECAST),
    ("Cơ quan chủ trì", Role.OTHER),
    ("Đơn vị thực hiện", Role.OTHER),
    ("So với cùng kỳ", Role.OTHER),
    ("Thời hạn hoàn thành", Role.DUE),
    ("Hạn", Role.DUE),
)


@pytest.mark.parametrize(("title", "role"), ROLES)
def test_heading_gives_its_role(title: str, role: Role) -> None:
    assert column_of(0, (title,), PARSERS).role is role


@pytest.mark.parametrize(("title", "role"), ROLES)
def test_case_and_blanks_do_not_matter(title: str, role: Role) -> None:
    assert column_of(0, (f"  {title.upper()}  :",), PARSERS).role is role


@pytest.mark.parametrize(
    ("levels", "role"),
    [
        (("Kết quả thực hiện", "2021"), Role.RESULT),
        (("Năm 2022", "KH"), Role.PHASED),
        (("Năm 2022", "TH"), Role.RESULT),
        (("Năm 2022", "%"), Role.RATIO),
        (("Kế hoạch", "2021"), Role.PHASED),
        (("Thực hiện", "6 tháng đầu năm 2023"), Role.RESULT),
        (("Kết quả thực hiện", "Tổng cộng"), Role.TOTAL),
        (("Kết quả thực hiện", "Đạt"), Role.VERDICT),
        (("Kết quả", "Tỷ lệ (%)"), Role.RATIO),
        (("Kết quả", "Số lượng"), Role.RESULT),
        (("Nghị quyết Đại hội", "Chỉ tiêu"), Role.TARGET),
        (("Nghị quyết Đại hội", "ĐVT"), Role.UNIT),
        (("Mức đạt được",), Role.RESULT),
        (("Kết quả từ đầu nhiệm kỳ đến nay",), Role.RESULT),
        (("Đầu nhiệm kỳ",), Role.BASELINE),
        (("Thực hiện đầu nhiệm kỳ (2020)",), Role.BASELINE),
        (("T.Hiện 2022",), Role.RESULT),
        (("CT NQ",), Role.TARGET),
        (("K/H",), Role.TARGET),
    ],
)
def test_levels_of_a_heading_are_read_together(levels: tuple[str, ...], role: Role) -> None:
    column = column_of(3, levels, PARSERS)
    assert (column.role, column.title, column.index) == (role, " | ".join(levels), 3)


@pytest.mark.parametrize(
    ("title", "start", "end", "to_date", "estimate"),
    [
        ("Thực hiện 2023", date(2023, 1, 1), date(2023, 12, 31), False, False),
        ("Ước TH năm 2023", date(2023, 1, 1), date(2023, 12, 31), False, True),
        ("TH đến 30/6/2023", date(2023, 1, 1), date(2023, 6, 30), True, False),
        ("Thực hiện đến 21-2-2023", date(2023, 1, 1), date(2023, 2, 21), True, False),
        ("6 tháng đầu năm 2023", date(2023, 1, 1), date(2023, 6, 30), False, False),
        ("Kết quả quý II-2023", date(2023, 4, 1), date(2023, 6, 30), False, False),
        ("Kết quả 2021-2023", date(2021, 1, 1), date(2023, 12, 31), True, False),
        ("Lũy kế năm 2023", date(2023, 1, 1), date(2023, 12, 31), True, False),
        ("Thực hiện đến nay", None, None, True, False),
        ("TH21", date(2021, 1, 1), date(2021, 12, 31), False, False),
        ("KQ '22", date(2022, 1, 1), date(2022, 12, 31), False, False),
        ("ƯTH 23", date(2023, 1, 1), date(2023, 12, 31), False, True),
        ("TH 12 tháng", None, None, False, False),
        ("TH 21/6/2023", date(2023, 6, 21), date(2023, 6, 21), False, False),
        ("KQ 20%", None, None, False, False),
    ],
)
def test_heading_gives_its_period(
    title: str, start: date | None, end: date | None, to_date: bool, estimate: bool
) -> None:
    column = column_of(0, (title,), PARSERS)
    assert (column.start, column.end, column.to_date, column.estimate) == (start, end, to_date, estimate)


@pytest.mark.parametrize(
    ("title", "year"),
    [("Thực hiện 2022", 2022), ("6 tháng đầu năm 2023", None), ("Kết quả 2021-2023", None), ("TH", None)],
)
def test_year_is_that_of_a_whole_year(title: str, year: int | None) -> None:
    assert column_of(0, (title,), PARSERS).year == year


def roles(*titles: str, names: tuple[int, ...] = ()) -> list[Role]:
    columns = [column_of(index, (title,), PARSERS) for index, title in enumerate(titles)]
    return [column.role for column in settle(columns, lambda index: index in names, PARSERS)]


def test_chi_tieu_beside_noi_dung_is_the_target() -> None:
    assert roles("Nội dung", "Chỉ tiêu", "TH", names=(0,)) == [Role.NAME, Role.TARGET, Role.RESULT]


def test_chi_tieu_alone_is_the_name() -> None:
    assert roles("Chỉ tiêu", "Nghị quyết", "TH", names=(0,)) == [Role.NAME, Role.TARGET, Role.RESULT]


def test_wordy_target_column_is_the_name_where_there_is_none() -> None:
    assert roles("Chỉ tiêu Nghị quyết", "KH", "TH", names=(0,)) == [Role.NAME, Role.TARGET, Role.RESULT]


def test_resolution_wins_over_other_plans() -> None:
    assert roles("Nội dung", "Kế hoạch", "Nghị quyết", "TH") == [
        Role.NAME,
        Role.RIVAL,
        Role.TARGET,
        Role.RESULT,
    ]


def test_only_plan_of_a_year_is_the_target() -> None:
    assert roles("Nội dung", "KH 2023", "TH 2023") == [Role.NAME, Role.TARGET, Role.RESULT]


def test_so_sanh_is_a_ratio_outside_the_form() -> None:
    assert roles("Nội dung", "NQ", "TH", "So sánh")[-1] is Role.RATIO
    assert roles("Chỉ tiêu", "So sánh", "Cách lấy kết quả", "TH")[1] is Role.COMPARATOR


def test_only_total_is_the_result() -> None:
    columns = [column_of(i, (title,), PARSERS) for i, title in enumerate(("Nội dung", "NQ", "Tổng cộng"))]
    assert settle(columns, lambda _: False, PARSERS)[2] == Column(2, Role.RESULT, "Tổng cộng", to_date=True)


def test_target_of_the_middle_of_the_term_stands_back() -> None:
    titles = ("Nội dung", "Chỉ tiêu giữa nhiệm kỳ", "Chỉ tiêu cuối nhiệm kỳ", "Kết quả giữa nhiệm kỳ")
    assert roles(*titles) == [Role.NAME, Role.RIVAL, Role.TARGET, Role.RESULT]
    assert roles(*titles[:2], titles[3]) == [Role.NAME, Role.TARGET, Role.RESULT]


def test_reached_amount_is_the_result_where_there_is_no_other() -> None:
    assert roles("Nội dung", "Mức phấn đấu", "Mức đạt", "Tỷ lệ đạt")[2:] == [Role.RESULT, Role.RATIO]
    assert roles("Nội dung", "Mức phấn đấu", "TH", "Mức đạt")[2:] == [Role.RESULT, Role.RATIO]
    assert roles("Nội dung", "NQ", "Tỷ lệ đạt (%)")[2:] == [Role.RATIO]
