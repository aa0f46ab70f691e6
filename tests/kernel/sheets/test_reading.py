"""Finding the table in a sheet: header, groups, parts, and what is no target."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from nhiemky.kernel.sheets.columns import Parsers, Role
from nhiemky.kernel.sheets.grid import CellError, Grid, Merge, Value
from nhiemky.kernel.sheets.reading import RawTable, cell_text, read_table
from nhiemky.kernel.viet.dates import find_period
from nhiemky.kernel.viet.fold import fold

PARSERS = Parsers(fold, find_period, lambda text: text.strip() in ("", ".", "..", "-", "x"))
HEADER: tuple[Value, ...] = ("TT", "Chỉ tiêu", "ĐVT", "Nghị quyết", "Thực hiện 2023")


def D(number: int) -> Decimal:  # noqa: N802
    return Decimal(number)


def raw(*rows: tuple[Value, ...], merged: tuple[Merge, ...] = ()) -> RawTable:
    table = read_table(Grid("Sheet1", rows, merged), PARSERS)
    assert table is not None
    return table


def stated(*rows: tuple[Value, ...]) -> list[tuple[str, str, str, str | None, bool]]:
    table = raw(HEADER, *rows)
    return [(row.number, row.name, row.group, row.parent_number, row.counted) for row in table.rows]


def target(number: Value, name: str) -> tuple[Value, ...]:
    return (number, name, "%", D(90), D(80))


def heading(number: Value, name: str | None) -> tuple[Value, ...]:
    return (number, name, None, None, None)


def test_title_rows_are_kept_apart() -> None:
    table = raw(("ĐẢNG BỘ XÃ A",), (), ("Nhiệm kỳ 2020-2025",), HEADER, target(D(1), "Nước sạch"))
    assert table.title == ("ĐẢNG BỘ XÃ A", "Nhiệm kỳ 2020-2025")
    assert [column.role for column in table.columns] == [
        Role.NUMBER,
        Role.NAME,
        Role.UNIT,
        Role.TARGET,
        Role.RESULT,
    ]
    assert table.first_row == 4


@pytest.mark.parametrize(
    "rows",
    [
        (),
        (
            ("Danh sách đảng viên",),
            ("TT", "Họ và tên", "Ngày sinh"),
            (D(1), "Nguyễn Văn A", date(1980, 1, 1)),
        ),
        (("Kính gửi các đơn vị", "về kết quả thực hiện"),),
        ((D(1), D(2), D(3)), (D(4), D(5), D(6))),
    ],
)
def test_sheet_without_targets_has_no_table(rows: tuple[tuple[Value, ...], ...]) -> None:
    assert read_table(Grid("Sheet1", rows), PARSERS) is None


def test_two_row_header_with_merged_cells() -> None:
    table = raw(
        ("TT", "Nội dung", "NQ", "Kết quả thực hiện", None, "Ghi chú"),
        (None, None, None, D(2022), D(2023), None),
        (D(1), "Nước sạch", D(90), D(80), D(85), None),
        merged=(
            Merge(0, 0, 1, 0),
            Merge(0, 1, 1, 1),
            Merge(0, 2, 1, 2),
            Merge(0, 3, 0, 4),
            Merge(0, 5, 1, 5),
        ),
    )
    assert [(column.title, column.year) for column in table.all_columns(Role.RESULT)] == [
        ("Kết quả thực hiện | 2022", 2022),
        ("Kết quả thực hiện | 2023", 2023),
    ]
    assert table.first_row == 2


def test_two_row_header_without_merged_cells() -> None:
    table = raw(
        ("TT", "Nội dung", "NQ", "Kết quả", None, "Ghi chú"),
        (None, None, None, "Năm 2022", "Năm 2023", None),
        (D(1), "Nước sạch", D(90), D(80), D(85), None),
    )
    assert [column.year for column in table.all_columns(Role.RESULT)] == [2022, 2023]


def test_header_may_stand_over_its_names() -> None:
    table = raw(
        (None, None, "Nghị quyết", "Thực hiện", None),
        ("TT", "Nội dung", None, D(2022), D(2023)),
        (D(1), "Nước sạch", D(90), D(80), D(85)),
        merged=(Merge(0, 3, 0, 4),),
    )
    assert [row.name for row in table.rows] == ["Nước sạch"]
    assert table.column(Role.NAME) is not None


@pytest.mark.parametrize(
    "numbers",
    [
        (D(1), D(2), D(3), D(4), D(5)),
        ("(1)", "(2)", "(3)", "(4)", "(5)"),
        ("A", "B", D(1), D(2), D(3)),
        ("1", "2", "3", "4", "5=4/3"),
        ("(1)", "(2)", "(3)", "(4)", "(5)=(4)/(3)"),
        ("[1]", "[2]", "[3]", "[4]", "[5] = [4]:[3]"),
    ],
)
def test_row_of_column_numbers_is_no_target(numbers: tuple[Value, ...]) -> None:
    assert [row.name for row in raw(HEADER, numbers, target(D(1), "Nước sạch")).rows] == ["Nước sạch"]


@pytest.mark.parametrize("numbers", [("A", "B", D(1), D(2), D(3)), ("1", "2", "3", "4", "5=4/3")])
def test_column_numbers_are_repeated_with_their_header(numbers: tuple[Value, ...]) -> None:
    rows = (target(D(1), "Nước sạch"), HEADER, numbers, target(D(2), "Điện"))
    assert [row.name for row in raw(HEADER, numbers, *rows).rows] == ["Nước sạch", "Điện"]


def test_blank_rows_and_repeated_headers_are_passed_over() -> None:
    assert [row[1] for row in stated(target(D(1), "A a"), (), HEADER, target(D(2), "B b"))] == ["A a", "B b"]


def test_groups_give_their_name_to_what_follows() -> None:
    assert stated(
        heading("I", "KINH TẾ"), target(D(1), "A a"), heading("II", "XÃ HỘI"), target(D(2), "B b")
    ) == [("1", "A a", "KINH TẾ", None, True), ("2", "B b", "XÃ HỘI", None, True)]


def test_group_named_in_the_first_cell_only() -> None:
    assert stated(heading("I. LĨNH VỰC KINH TẾ", None), target(D(1), "A a"))[0][2] == "LĨNH VỰC KINH TẾ"


def test_parent_without_values_is_a_heading() -> None:
    assert stated(heading(D(1), "Xây dựng Đảng"), target("1.1", "A a"), target("1.2", "B b")) == [
        ("1.1", "A a", "Xây dựng Đảng", None, True),
        ("1.2", "B b", "Xây dựng Đảng", None, True),
    ]


@pytest.mark.parametrize(
    "mark", ["- Trồng trọt", "– Trồng trọt", "+ Trồng trọt", "• Trồng trọt", "-Trồng trọt"]
)
def test_bullet_under_a_target_is_its_part(mark: str) -> None:
    assert stated(target(D(1), "Nông nghiệp"), target(None, mark))[1] == ("", "Trồng trọt", "", "1", False)


def test_dotted_number_under_a_target_is_its_part() -> None:
    assert stated(target(D(1), "Nông nghiệp"), target("1.1", "Trồng trọt"))[1] == (
        "1.1",
        "Trồng trọt",
        "",
        "1",
        False,
    )


def test_small_letter_under_a_target_is_its_part() -> None:
    assert stated(target(D(1), "Nông nghiệp"), target("a", "Trồng trọt"))[1] == (
        "a",
        "Trồng trọt",
        "",
        "1",
        False,
    )


def test_rows_after_trong_do_are_parts() -> None:
    rows = stated(
        target(D(1), "Tổng giá trị"), heading(None, "Trong đó:"), target(None, "A a"), target(D(2), "B b")
    )
    assert [(row[1], row[4]) for row in rows] == [("Tổng giá trị", True), ("A a", False), ("B b", True)]


def test_row_without_number_in_a_numbered_table_is_taken_for_a_part() -> None:
    table = raw(HEADER, target(D(1), "A a"), target(None, "B b"), target(D(2), "C c"), target(D(3), "D d"))
    assert [(row.name, row.counted, row.guessed_child) for row in table.rows] == [
        ("A a", True, False), ("B b", False, True), ("C c", True, False), ("D d", True, False)
    ]  # fmt: skip


def test_table_without_numbers_counts_every_row() -> None:
    assert [row[4] for row in stated(target(None, "A a"), target(None, "B b"))] == [True, True]


@pytest.mark.parametrize(
    ("typed", "number", "name"),
    [
        ("1. Tốc độ tăng", "1", "Tốc độ tăng"),
        ("2) Tốc độ tăng", "2", "Tốc độ tăng"),
        ("1.2. Tốc độ tăng", "1.2", "Tốc độ tăng"),
        ("3.1 Tốc độ tăng", "3.1", "Tốc độ tăng"),
        ("3.000 tấn lúa", "", "3.000 tấn lúa"),
        ("Tỷ lệ 1. vùng", "", "Tỷ lệ 1. vùng"),
    ],
)
def test_number_may_stand_in_the_name(typed: str, number: str, name: str) -> None:
    assert stated(target(None, typed))[0][:2] == (number, name)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (D(1), "1"),
        ("01", "1"),
        ("1.", "1"),
        ("(3)", "3"),
        (Decimal("1.1"), "1.1"),
        (date(2023, 2, 1), "1.2"),
        ("1.1.1", "1.1.1"),
    ],
)
def test_number_cells_are_read_as_typed(cell: Value, number: str) -> None:
    assert stated(target(cell, "A a"))[0][0] == number


@pytest.mark.parametrize("name", ["Tổng cộng", "Cộng", "Tổng số chỉ tiêu", "Tỷ lệ chung", "TỔNG"])
def test_totals_are_no_targets(name: str) -> None:
    table = raw(HEADER, target(D(1), "A a"), target(None, name))
    assert [row.name for row in table.rows] == ["A a"]
    assert [(remark.code, remark.row) for remark in table.remarks] == [("total_row", 2)]


@pytest.mark.parametrize("name", ["Tổng giá trị sản xuất", "Tổng đàn bò", "Tổng huy động vốn"])
def test_totals_of_something_are_targets(name: str) -> None:
    assert [row[1] for row in stated(target(D(1), name))] == [name]


@pytest.mark.parametrize(
    "text", ["Ghi chú: số ước", "Nguồn: Văn phòng", "(*) Số liệu tạm", "* Chưa đầy đủ", "Lưu ý: so với 2020"]
)
def test_footnotes_are_no_targets(text: str) -> None:
    table = raw(HEADER, target(D(1), "A a"), (text, None, None, None, None))
    assert [row.name for row in table.rows] == ["A a"]
    assert [remark.code for remark in table.remarks] == ["footnote"]


@pytest.mark.parametrize(
    "row",
    [
        (None, "Người lập biểu", None, "T/M ĐẢNG ỦY", None),
        (None, None, None, "BÍ THƯ", None),
        ("Nơi nhận:", None, None, None, None),
        (None, None, None, "Ngày 20 tháng 5 năm 2023", None),
        (None, None, None, "An Đức, ngày    tháng    năm 2023", None),
    ],
)
def test_signature_ends_the_table(row: tuple[Value, ...]) -> None:
    table = raw(HEADER, target(D(1), "A a"), row, (None, "Nguyễn Văn A", None, "Trần Văn B", None))
    assert [found.name for found in table.rows] == ["A a"]
    assert [remark.code for remark in table.remarks] == ["signature_rows"]


def test_target_about_a_secretary_is_no_signature() -> None:
    rows = stated(
        target(D(1), "A a"), target(None, "- Bí thư chi bộ đồng thời là trưởng ấp"), target(D(2), "B b")
    )
    assert [row[1] for row in rows] == ["A a", "Bí thư chi bộ đồng thời là trưởng ấp", "B b"]


def test_empty_marks_are_no_values() -> None:
    assert stated((D(1), "A a", None, ".", "-"), target(D(2), "B b"))[0][1] == "B b"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""), ("  a   b ", "a b"), (True, "có"), (False, "không"), (Decimal("1.50"), "1,5"), (Decimal(20), "20"),
        (Decimal("1E+2"), "100"), (date(2023, 2, 21), "21-2-2023"), (CellError("x", "y"), ""),
    ],
)  # fmt: skip
def test_cell_text_is_what_people_read(value: Value, text: str) -> None:
    assert cell_text(value) == text


def test_second_unit_column_is_left_alone() -> None:
    table = raw((*HEADER, "Đơn vị"), (*target(D(1), "A a"), "Văn phòng"))
    assert [column.role for column in table.columns if column.title in ("ĐVT", "Đơn vị")] == [
        Role.UNIT,
        Role.OTHER,
    ]
