"""The evaluation as text, CSV and workbook."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from nhiemky.intake.reading import read_results
from nhiemky.kernel.scoring import DEFAULT_SCHEME
from nhiemky.kernel.sheets.xlsx import open_book
from nhiemky.reporting.evaluation import Evaluation, evaluate
from nhiemky.reporting.evaluation_table import (
    TARGET_HEADER,
    as_csv,
    as_text,
    as_workbook,
    band_cells,
    cut_off_text,
    share_text,
    target_cells,
)
from tests.samples.office import CellValue, table

HEADER = ("TT", "Chỉ tiêu", "ĐVT", "Nghị quyết", "Thực hiện 2023")
ROWS: tuple[tuple[CellValue, ...], ...] = (
    ("ĐẢNG ỦY XÃ AN ĐỨC",),
    HEADER,
    ("I", "KINH TẾ"),
    (1, "Thu nhập bình quân đầu người", "triệu đồng", 60, "52,3"),
    (None, "- Nông thôn", "triệu đồng", 50, 50),
    (2, "Tổng giá trị sản xuất", "tỷ đồng", "2.838", "1.702,8"),
    ("II", "XÂY DỰNG ĐẢNG"),
    (3, "Tăng trưởng hằng năm", "%", "9-10%/năm", "9,5"),
    (4, "Xã nông thôn mới", None, "Đạt", "80%"),
    (5, "=cmd|'/C calc'!A0", "ha", 5, None),
    (6, "Diện tích rừng", "ha", "không rõ", 4),
)


def evaluation(*rows: tuple[CellValue, ...]) -> Evaluation:
    data = table(*(rows or (*ROWS[:9], (5, "Rừng trồng", "ha", 5, None), ROWS[10])))
    return evaluate(read_results(data), as_of=date(2023, 12, 31), scheme=DEFAULT_SCHEME)


def test_targets_are_shown_in_vietnamese_writing() -> None:
    found = evaluation()
    assert [target_cells(target, found)[:9] for target in found.targets] == [
        ("1", "KINH TẾ", "Thu nhập bình quân đầu người", "triệu đồng", "≥ 60", "52,3", "87,17", "Đạt trên 75%", "Đúng tiến độ"),
        ("", "KINH TẾ", "- Nông thôn", "triệu đồng", "≥ 50", "50", "100", "Đạt và vượt", "Đã đạt"),
        ("2", "KINH TẾ", "Tổng giá trị sản xuất", "tỷ đồng", "≥ 2.838", "1.702,8", "60", "Đạt trên 50%", "Đúng tiến độ"),
        ("3", "XÂY DỰNG ĐẢNG", "Tăng trưởng hằng năm", "%", "9 - 10", "9,5", "100", "Đạt và vượt", "Đã đạt"),
        ("4", "XÂY DỰNG ĐẢNG", "Xã nông thôn mới", "", "Đạt", "80%", "80", "Đạt trên 75%", "Đúng tiến độ"),
        ("5", "XÂY DỰNG ĐẢNG", "Rừng trồng", "ha", "≥ 5", "", "", "Chưa có số liệu", ""),
        ("6", "XÂY DỰNG ĐẢNG", "Diện tích rừng", "ha", "", "", "", "Không tính được mức đạt", ""),
    ]  # fmt: skip


def test_bands_come_first_then_classes_that_have_targets() -> None:
    assert band_cells(evaluation()) == [
        ("Đạt và vượt", "1", "16,7", "3"),
        ("Đạt trên 90%", "0", "0,0", ""),
        ("Đạt trên 75%", "2", "33,3", "1, 4"),
        ("Đạt trên 50%", "1", "16,7", "2"),
        ("Đạt dưới 50%", "0", "0,0", ""),
        ("Chưa có số liệu", "1", "16,7", "5"),
        ("Không tính được mức đạt", "1", "16,7", "6"),
    ]


@pytest.mark.parametrize(
    ("count", "total", "text"), [(15, 25, "60,0"), (1, 3, "33,3"), (1, 16, "6,3"), (0, 0, "")]
)
def test_shares_are_rounded_half_up(count: int, total: int, text: str) -> None:
    assert share_text(count, total) == text


def test_text_tells_unit_date_sentence_and_problems() -> None:
    lines = as_text(evaluation()).splitlines()
    assert lines[:3] == [
        "ĐẢNG ỦY XÃ AN ĐỨC",
        "Số liệu đến ngày 31-12-2023; nhiệm kỳ 2020-2025",
        "Đạt và vượt 1/6 chỉ tiêu, 2/6 chỉ tiêu đạt trên 75%, 1/6 chỉ tiêu đạt trên 50%, 1/6 chỉ tiêu chưa có số liệu, "
        "1/6 chỉ tiêu không tính được mức đạt.",
    ]
    assert "Lỗi (1):" in lines
    assert lines[lines.index("Lỗi (1):") + 1].startswith("  Sheet1!D11: ")


def test_text_is_aligned_and_has_no_trailing_blanks() -> None:
    lines = as_text(evaluation()).splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith("TT"))
    columns = lines[start].index("ĐVT")
    assert [line[columns - 1] for line in lines[start : start + 9]] == [" "] * 2 + [" "] * 7
    assert [line for line in lines if line != line.rstrip()] == []


def test_long_names_are_wrapped() -> None:
    name = "Tỷ lệ hộ gia đình nông thôn được sử dụng nước sạch hợp quy chuẩn quốc gia"
    text = as_text(evaluation(HEADER, (1, name, "%", 90, 80)))
    assert "Tỷ lệ hộ gia đình nông thôn được sử dụng" in text
    assert name not in text


def test_many_notices_are_cut_with_a_hint() -> None:
    rows = [(place, f"Chỉ tiêu số {place} của xã", "%", 90, 80) for place in range(1, 31)]
    text = as_text(evaluation(HEADER, *rows))
    assert "lưu ý khác (xem đủ với --format json)." in text


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (HEADER, "Số liệu đến ngày 31-12-2023"),
        ((*HEADER[:4], "Thực hiện đến nay"), "Số liệu không ghi ngày chốt"),
    ],
)
def test_cut_off_is_said_or_said_to_be_missing(header: tuple[str, ...], words: str) -> None:
    found = evaluate(
        read_results(table(header, (1, "Nước sạch", "%", 90, 80))), as_of=None, scheme=DEFAULT_SCHEME
    )
    assert cut_off_text(found) == words
    assert words in as_text(found)


def test_csv_opens_in_excel() -> None:
    data = as_csv(evaluation())
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    assert tuple(rows[0]) == TARGET_HEADER
    assert rows[1][2:7] == ["Thu nhập bình quân đầu người", "triệu đồng", "≥ 60", "52,3", "87,17"]
    assert len(rows) == 8


@pytest.mark.parametrize("name", ["=cmd|'/C calc'!A0", "@SUM(A1)", "-=1+1"])
def test_csv_never_holds_a_formula(name: str) -> None:
    plain = read_results(table(HEADER, (1, "Nước sạch", "%", 90, 80)))
    typed = replace(plain, rows=(plain.rows[0]._replace(name=name),))
    changed = evaluate(typed, as_of=None, scheme=DEFAULT_SCHEME)
    cells = next(csv.reader(io.StringIO(as_csv(changed).decode("utf-8-sig").splitlines()[1]), delimiter=";"))
    assert cells[2] == f"'{name}"


def test_workbook_has_targets_bands_and_problems() -> None:
    book = open_book(as_workbook(evaluation()))
    assert book.names == ("Chỉ tiêu", "Nhóm mức đạt", "Vấn đề")
    targets = book.sheet("Chỉ tiêu")
    assert targets.rows[0] == ("ĐẢNG ỦY XÃ AN ĐỨC",)
    assert targets.rows[3] == TARGET_HEADER
    assert targets.rows[4][6] == Decimal("87.17")
    assert book.sheet("Nhóm mức đạt").rows[1] == ("Đạt và vượt", "1", "16,7", "3")
    problems = book.sheet("Vấn đề").rows
    assert problems[0] == ("Ô", "Mức", "Nội dung")
    assert ("Sheet1!D11", "Lỗi") in [row[:2] for row in problems]


def test_workbook_keeps_text_as_text() -> None:
    plain = read_results(table(HEADER, (1, "Nước sạch", "%", 90, 80)))
    typed = replace(plain, rows=(plain.rows[0]._replace(name="=1+1"),))
    targets = open_book(as_workbook(evaluate(typed, as_of=None, scheme=DEFAULT_SCHEME))).sheet("Chỉ tiêu")
    assert targets.rows[4][2] == "=1+1"
