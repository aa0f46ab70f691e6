"""What does not matter: order of columns, blank rows and columns, titles, repeated headers, words of the header."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date

import pytest

from nhiemky.intake.reading import read_results
from nhiemky.kernel.scoring import DEFAULT_SCHEME
from nhiemky.reporting.evaluation import evaluate
from tests.samples.office import CellValue, Rows, table

HEADER = (
    "TT",
    "Chỉ tiêu",
    "ĐVT",
    "Nghị quyết",
    "Thực hiện 2022",
    "Thực hiện 2023",
    "So với NQ (%)",
    "Ghi chú",
)
BODY: Rows = (
    ("I", "KINH TẾ", None, None, None, None, None, None),
    (1, "Thu nhập bình quân đầu người", "triệu đồng", "60", "50", "52,3", "87,2", None),
    (2, "Tổng giá trị sản xuất", "tỷ đồng", "2.838", "1.500", "1.702,8", "60", "ước"),
    ("II", "XÃ HỘI", None, None, None, None, None, None),
    (3, "Tỷ lệ hộ nghèo", "%", "dưới 2%", "2,4", "1,8", None, None),
    (4, "Số ấp đạt chuẩn", "ấp", "10/10 ấp", "8/10", "9/10", 90, None),
    (None, "- Ấp kiểu mẫu", "ấp", 4, 1, 2, 50, None),
    (5, "Xã đạt chuẩn nông thôn mới", None, "Đạt", "Chưa đạt", "Chưa đạt", None, None),
    (6, "Kết nạp đảng viên", "đảng viên", "30 - 35", "11", "27", 90, None),
)
CLASSES = {"1": "over_75", "2": "over_50", "3": "met", "4": "over_90", "5": "under_50", "6": "over_90"}


def classes(rows: Rows) -> dict[str, str]:
    evaluation = evaluate(read_results(table(*rows)), as_of=date(2023, 12, 31), scheme=DEFAULT_SCHEME)
    return {target.row.number: target.class_code for target in evaluation.targets if target.row.counted}


def reordered(rows: Rows, order: Sequence[int]) -> list[list[CellValue]]:
    return [[row[place] for place in order] for row in rows]


def test_table_as_it_stands() -> None:
    assert classes((HEADER, *BODY)) == CLASSES


@pytest.mark.parametrize("seed", range(25))
def test_order_of_columns_does_not_matter(seed: int) -> None:
    order = list(range(len(HEADER)))
    random.Random(seed).shuffle(order)
    assert classes(reordered((HEADER, *BODY), order)) == CLASSES


@pytest.mark.parametrize("seed", range(10))
def test_blank_rows_do_not_matter(seed: int) -> None:
    dice = random.Random(seed)
    rows: list[Sequence[CellValue]] = [HEADER]
    for row in BODY:
        rows += [()] * dice.randrange(3) + [row]
    assert classes(rows) == CLASSES


@pytest.mark.parametrize("place", range(9))
def test_blank_columns_do_not_matter(place: int) -> None:
    rows = [[*row[:place], None, *row[place:]] for row in (HEADER, *BODY)]
    assert classes(rows) == CLASSES


@pytest.mark.parametrize("count", range(6))
def test_title_rows_do_not_matter(count: int) -> None:
    titles = [
        ("ĐẢNG BỘ HUYỆN A", None, None, None, "ĐẢNG CỘNG SẢN VIỆT NAM"),
        ("ĐẢNG ỦY XÃ B", None, None, None, "Xã B, ngày 20 tháng 5 năm 2023"),
        ("BIỂU TỔNG HỢP",),
        ("Kết quả thực hiện các chỉ tiêu Nghị quyết Đại hội, nhiệm kỳ 2020-2025",),
        ("(Kèm theo Báo cáo số 12-BC/ĐU ngày 20-5-2023)",),
    ]
    assert classes((*titles[:count], HEADER, *BODY)) == CLASSES


@pytest.mark.parametrize("place", range(1, 9))
def test_repeated_header_does_not_matter(place: int) -> None:
    assert classes((HEADER, *BODY[:place], HEADER, *BODY[place:])) == CLASSES


@pytest.mark.parametrize(
    "numbers",
    [
        (1, 2, 3, 4, 5, 6, 7, 8),
        ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"),
        ("A", "B", "C", 1, 2, 3, "4=3/1", 5),
    ],
)
def test_row_of_column_numbers_does_not_matter(numbers: tuple[CellValue, ...]) -> None:
    assert classes((HEADER, numbers, *BODY)) == CLASSES


@pytest.mark.parametrize(
    "footer",
    [
        (("Ghi chú: số liệu năm 2023 là số ước",),),
        ((None, "Tổng cộng", None, 6, 3, 3, None, None),),
        (
            (None, "Người lập biểu", None, None, None, "T/M ĐẢNG ỦY"),
            (None, None, None, None, None, "BÍ THƯ"),
            (None, "Trần A", None, None, None, "Lê B"),
        ),
        ((None, None, None, None, None, "Ngày 20 tháng 5 năm 2023"),),
        (("Nơi nhận:",), ("- Huyện ủy;",), ("- Lưu Văn phòng.",)),
    ],
)
def test_what_stands_below_does_not_matter(footer: Rows) -> None:
    assert classes((HEADER, *BODY, (), *footer)) == CLASSES


@pytest.mark.parametrize("number", ["TT", "STT", "Số TT", "stt.", "Tt"])
@pytest.mark.parametrize(
    "name", ["Chỉ tiêu", "Nội dung", "NỘI DUNG CHỈ TIÊU", "Các chỉ tiêu chủ yếu", "Danh mục chỉ tiêu"]
)
@pytest.mark.parametrize(
    "target", ["Nghị quyết", "NQ đề ra", "Chỉ tiêu NQ", "Mục tiêu NK 2020-2025", "Kế hoạch"]
)
def test_words_of_the_header_do_not_matter(number: str, name: str, target: str) -> None:
    header = (number, name, "Đơn vị tính", target, "TH 2022", "TH năm 2023", "Tỷ lệ đạt (%)", "Ghi chú")
    assert classes((header, *BODY)) == CLASSES


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2022", "2023"),
        ("Năm 2022", "Năm 2023"),
        ("TH 2022", "Ước TH 2023"),
        ("Thực hiện năm 2022", "Thực hiện đến 31/12/2023"),
        ("KQ 2022", "Kết quả năm 2023"),
    ],
)
def test_words_over_results_do_not_matter(first: str, second: str) -> None:
    header = ("TT", "Chỉ tiêu", "ĐVT", "Nghị quyết", first, second, "So với NQ", "Ghi chú")
    assert classes((header, *BODY)) == CLASSES


def test_texts_and_true_numbers_give_the_same() -> None:
    typed = [
        [float(value.replace(".", "").replace(",", ".")) if isinstance(value, str) and value[:1].isdigit() and "/" not in value and "-" not in value else value for value in row]
        for row in BODY
    ]  # fmt: skip
    assert classes((HEADER, *typed)) == CLASSES


@pytest.mark.parametrize("mark", ["", ".", "..", "-", "x", "–"])
def test_marks_of_empty_cells_do_not_matter(mark: str) -> None:
    rows = [
        [
            mark if value is None and row[3] is not None and place > 3 else value
            for place, value in enumerate(row)
        ]
        for row in BODY
    ]
    assert classes((HEADER, *rows)) == CLASSES
