"""Wordings as offices vary them from year to year, against the targets that a unit has."""

from __future__ import annotations

from decimal import Decimal

import pytest

from nhiemky.intake.matching import Known, Match, match_rows
from nhiemky.intake.reading import ResultRow
from nhiemky.kernel.scoring import Comparator, Goal

KNOWN = [
    Known(1, "1", "KT-01", "Thu nhập bình quân đầu người"),
    Known(2, "2", "KT-02", "Tổng thu ngân sách nhà nước trên địa bàn"),
    Known(3, "3", "", "Tỷ lệ hộ nghèo theo chuẩn đa chiều"),
    Known(4, "4", "", "Tỷ lệ hộ cận nghèo theo chuẩn đa chiều"),
    Known(5, "5", "", "Tỷ lệ che phủ rừng"),
    Known(6, "6", "VH-01", "Tỷ lệ ấp đạt danh hiệu văn hóa"),
    Known(7, "6.1", "", "Trong đó: ấp văn hóa nâng cao"),
    Known(8, "II.1", "", "Kết nạp đảng viên mới hằng năm"),
    Known(9, "II.2", "", "Kết nạp đoàn viên mới hằng năm"),
    Known(10, "9", "", "Xã đạt chuẩn nông thôn mới nâng cao"),
]
BY_ID = {each.id: each for each in KNOWN}


def row(number: str, name: str, code: str = "") -> ResultRow:
    goal = Goal(Comparator.AT_LEAST, target=Decimal(1))
    return ResultRow(number, code, "", name, "", goal, (), "S!A2", {})


@pytest.mark.parametrize(
    ("number", "name", "code", "target", "problem", "notice"),
    [
        ("1", "Thu nhập bình quân đầu người", "", 1, "", ""),
        ("1", "Thu nhập bình quân đầu người/năm", "", 1, "", ""),
        ("1", "Thu nhập BQ đầu người", "", 1, "", ""),
        ("1", "THU NHẬP BÌNH QUÂN ĐẦU NGƯỜI", "", 1, "", ""),
        ("1", "Thu nhap binh quan dau nguoi", "", 1, "", ""),
        ("1", "Thu  nhập bình quân đầu người.", "", 1, "", ""),
        (
            "01",
            "Thu nhập bình quân đầu người",
            "",
            1,
            "",
            "Dòng mang số “01” được nhận là chỉ tiêu 1 vì trùng nội dung.",
        ),
        (
            "",
            "Thu nhập bình quân đầu người",
            "",
            1,
            "",
            "Dòng mang số “–” được nhận là chỉ tiêu 1 vì trùng nội dung.",
        ),
        (
            "7",
            "Thu nhập bình quân đầu người",
            "",
            1,
            "",
            "Dòng mang số “7” được nhận là chỉ tiêu 1 vì trùng nội dung.",
        ),
        (
            "7",
            "Thu nhập bình quân",
            "",
            None,
            "Nội dung gần giống chỉ tiêu 1 “Thu nhập bình quân đầu người” nhưng không đủ chắc chắn.",
            "",
        ),
        (
            "7",
            "Thu nhập bình quân đầu người (triệu đồng)",
            "",
            None,
            "Nội dung gần giống chỉ tiêu 1 “Thu nhập bình quân đầu người” nhưng không đủ chắc chắn.",
            "",
        ),
        ("2", "Thu ngân sách nhà nước trên địa bàn", "", 2, "", ""),
        (
            "2",
            "Thu ngân sách",
            "",
            None,
            "Chỉ tiêu số 2 trong hệ thống là “Tổng thu ngân sách nhà nước trên địa bàn”, khác với nội dung của dòng này.",
            "",
        ),
        ("2", "Tổng thu ngân sách nhà nước trên địa bàn xã", "", 2, "", ""),
        ("99", "Tên khác hẳn", "KT-02", 2, "", ""),
        ("1", "Thu nhập bình quân đầu người", "KT-02", 2, "", ""),
        ("1", "Thu nhập bình quân đầu người", "KT-99", 1, "", ""),
        ("99", "Tên khác hẳn", "kt-02", None, "", ""),
        ("3", "Tỷ lệ hộ nghèo theo chuẩn đa chiều", "", 3, "", ""),
        ("3", "Tỉ lệ hộ nghèo theo chuẩn đa chiều", "", 3, "", ""),
        (
            "4",
            "Tỷ lệ hộ nghèo theo chuẩn đa chiều",
            "",
            None,
            "Chỉ tiêu số 4 trong hệ thống là “Tỷ lệ hộ cận nghèo theo chuẩn đa chiều”, khác với nội dung của dòng này.",
            "",
        ),
        (
            "8",
            "Tỷ lệ hộ nghèo theo chuẩn đa chiều",
            "",
            None,
            "Nội dung gần giống chỉ tiêu 3 “Tỷ lệ hộ nghèo theo chuẩn đa chiều” nhưng không đủ chắc chắn.",
            "",
        ),
        (
            "8",
            "Tỷ lệ hộ cận nghèo theo chuẩn đa chiều",
            "",
            None,
            "Nội dung gần giống chỉ tiêu 4 “Tỷ lệ hộ cận nghèo theo chuẩn đa chiều” nhưng không đủ chắc chắn.",
            "",
        ),
        (
            "",
            "Tỷ lệ hộ nghèo, cận nghèo theo chuẩn đa chiều",
            "",
            None,
            "Nội dung gần giống chỉ tiêu 4 “Tỷ lệ hộ cận nghèo theo chuẩn đa chiều” nhưng không đủ chắc chắn.",
            "",
        ),
        (
            "3",
            "Tỷ lệ hộ nghèo",
            "",
            None,
            "Chỉ tiêu số 3 trong hệ thống là “Tỷ lệ hộ nghèo theo chuẩn đa chiều”, khác với nội dung của dòng này.",
            "",
        ),
        ("5", "Tỷ lệ che phủ rừng", "", 5, "", ""),
        ("5", "Tỷ lệ độ che phủ của rừng", "", 5, "", ""),
        (
            "5",
            "Độ che phủ rừng",
            "",
            None,
            "Chỉ tiêu số 5 trong hệ thống là “Tỷ lệ che phủ rừng”, khác với nội dung của dòng này.",
            "",
        ),
        (
            "5",
            "Tỷ lệ phủ sóng",
            "",
            None,
            "Chỉ tiêu số 5 trong hệ thống là “Tỷ lệ che phủ rừng”, khác với nội dung của dòng này.",
            "",
        ),
        (
            "12",
            "Che phủ rừng",
            "",
            None,
            "Nội dung gần giống chỉ tiêu 5 “Tỷ lệ che phủ rừng” nhưng không đủ chắc chắn.",
            "",
        ),
        ("6", "Tỷ lệ ấp đạt danh hiệu văn hóa", "", 6, "", ""),
        ("6", "Tỷ lệ ấp đạt danh hiệu văn hoá", "", 6, "", ""),
        ("6.1", "Trong đó: ấp văn hóa nâng cao", "", 7, "", ""),
        (
            "6.1",
            "Ấp văn hóa nâng cao",
            "",
            None,
            "Chỉ tiêu số 6.1 trong hệ thống là “Trong đó: ấp văn hóa nâng cao”, khác với nội dung của dòng này.",
            "",
        ),
        (
            "",
            "Trong đó: ấp văn hóa nâng cao",
            "",
            7,
            "",
            "Dòng mang số “–” được nhận là chỉ tiêu 6.1 vì trùng nội dung.",
        ),
        ("II.1", "Kết nạp đảng viên mới hằng năm", "", 8, "", ""),
        ("II.1", "Kết nạp đảng viên mới hàng năm", "", 8, "", ""),
        (
            "II.1",
            "Kết nạp đoàn viên mới hằng năm",
            "",
            None,
            "Chỉ tiêu số II.1 trong hệ thống là “Kết nạp đảng viên mới hằng năm”, khác với nội dung của dòng này.",
            "",
        ),
        (
            "20",
            "Kết nạp đảng viên mới hằng năm",
            "",
            None,
            "Nội dung gần giống chỉ tiêu II.1 “Kết nạp đảng viên mới hằng năm” nhưng không đủ chắc chắn.",
            "",
        ),
        (
            "20",
            "Kết nạp hội viên mới hằng năm",
            "",
            None,
            "Nội dung gần giống chỉ tiêu II.2 “Kết nạp đoàn viên mới hằng năm” nhưng không đủ chắc chắn.",
            "",
        ),
        ("9", "Xã đạt chuẩn nông thôn mới", "", 10, "", ""),
        (
            "21",
            "Xã đạt chuẩn nông thôn mới",
            "",
            None,
            "Nội dung gần giống chỉ tiêu 9 “Xã đạt chuẩn nông thôn mới nâng cao” nhưng không đủ chắc chắn.",
            "",
        ),
        ("22", "Tỷ lệ hộ dân sử dụng nước sạch", "", None, "", ""),
        ("23", "Số km đường giao thông được bê tông hóa", "", None, "", ""),
        (
            "5",
            "Số km đường giao thông được bê tông hóa",
            "",
            None,
            "Chỉ tiêu số 5 trong hệ thống là “Tỷ lệ che phủ rừng”, khác với nội dung của dòng này.",
            "",
        ),
    ],
)
def test_row_names_its_target_or_the_reason_why_not(
    number: str, name: str, code: str, target: int | None, problem: str, notice: str
) -> None:
    known = None if target is None else BY_ID[target]
    assert match_rows([row(number, name, code)], KNOWN) == [Match(known, problem, notice)]


def test_whole_file_is_matched_row_by_row_in_its_order() -> None:
    rows = [row(each.number, each.name, each.code) for each in reversed(KNOWN)]
    assert match_rows(rows, KNOWN) == [Match(each) for each in reversed(KNOWN)]


def test_renumbered_file_is_matched_by_wording_where_nothing_is_alike() -> None:
    rows = [row("11", KNOWN[0].name), row("12", KNOWN[1].name), row("13", KNOWN[4].name)]
    assert match_rows(rows, KNOWN) == [
        Match(KNOWN[0], notice="Dòng mang số “11” được nhận là chỉ tiêu 1 vì trùng nội dung."),
        Match(KNOWN[1], notice="Dòng mang số “12” được nhận là chỉ tiêu 2 vì trùng nội dung."),
        Match(KNOWN[4], notice="Dòng mang số “13” được nhận là chỉ tiêu 5 vì trùng nội dung."),
    ]


def test_swapped_numbers_of_like_targets_bring_nothing_to_the_wrong_one() -> None:
    rows = [row("3", KNOWN[3].name), row("4", KNOWN[2].name)]
    words = "Chỉ tiêu số {} trong hệ thống là “{}”, khác với nội dung của dòng này."
    assert match_rows(rows, KNOWN) == [
        Match(None, words.format("3", KNOWN[2].name)),
        Match(None, words.format("4", KNOWN[3].name)),
    ]


def test_one_target_claimed_by_code_and_by_number_is_given_to_nobody() -> None:
    rows = [row("40", "Tên khác", "KT-01"), row("1", KNOWN[0].name), row("5", KNOWN[4].name)]
    words = "Nhiều dòng của tệp cùng ứng với chỉ tiêu 1; không rõ dòng nào đúng."
    assert match_rows(rows, KNOWN) == [Match(None, words), Match(None, words), Match(KNOWN[4])]
