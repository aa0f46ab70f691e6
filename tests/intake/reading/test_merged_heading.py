"""A heading of two rows whose upper cells are merged downwards is one heading, whatever its lower row says."""

from __future__ import annotations

from io import BytesIO

import xlsxwriter

from nhiemky.intake.reading import read_results

LOWER = {4: "Năm 2021", 5: "Năm 2022", 6: "6T/2023", 7: "Giai đoạn 1"}


def workbook() -> bytes:
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet("Biểu 1")
    sheet.write_row(0, 0, ["ĐẢNG ỦY XÃ AN LẠC"])
    for column, title in enumerate(("TT", "Nội dung chỉ tiêu", "ĐVT", "NQ đề ra")):
        sheet.merge_range(2, column, 3, column, title)
    sheet.merge_range(2, 4, 2, 7, "Thực hiện")
    for column, title in LOWER.items():
        sheet.write_string(3, column, title)
    sheet.write_row(4, 0, ["1", "Kết nạp đảng viên mới trong nhiệm kỳ", "đảng viên", 40, 10, 12, 5])
    book.close()
    return target.getvalue()


def test_lower_row_of_a_merged_heading_is_no_target() -> None:
    table = read_results(workbook())
    assert [(row.number, row.name) for row in table.rows] == [("1", "Kết nạp đảng viên mới trong nhiệm kỳ")]
    assert [problem for problem in table.problems if problem.severity == "error"] == []


def test_results_under_a_merged_heading_keep_their_periods_and_cells() -> None:
    (row,) = read_results(workbook()).rows
    found = [(each.period.label, str(each.value), each.source) for each in row.measured]
    assert found == [
        ("2021", "10", "Biểu 1!E5"),
        ("2022", "12", "Biểu 1!F5"),
        ("6 tháng đầu năm 2023", "5", "Biểu 1!G5"),
    ]
