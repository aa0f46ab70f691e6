"""Finding the table of work items: the own form, or an office's table under any of its usual headings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from nhiemky.intake.reading.work_heading import WorkHeading, find_work_table
from nhiemky.kernel.sheets.work_form import COLUMNS, SHEET, WorkFormRow, write_work_form
from nhiemky.kernel.sheets.xlsx import open_book
from nhiemky.kernel.viet.legacy import decode
from tests.cast_work import make_book


def heading_of(data: bytes) -> WorkHeading | None:
    return find_work_table(open_book(data, decode=decode))


def found(*rows: Sequence[object]) -> WorkHeading:
    heading = heading_of(make_book(*rows))
    assert heading is not None
    return heading


def fields(*titles: str) -> dict[str, int]:
    """Give what the columns of a header of one row mean."""
    return dict(found(titles, ("1", "Mở đường", "UBND xã", "31/12/2023")).columns)


TITLES: dict[str, tuple[str, ...]] = {
    "number": ("STT", "TT", "S.T.T", "Số TT", "Số thứ tự", "#", "Stt."),
    "code": ("Mã", "Mã số", "Mã việc", "Mã nhiệm vụ"),
    "key": ("Trọng tâm", "Việc trọng tâm", "Nhiệm vụ trọng tâm"),
    "supporting": ("Đơn vị phối hợp", "Cơ quan phối hợp", "Phối hợp thực hiện"),
    "lead": ("Đơn vị chủ trì", "Cơ quan chủ trì", "Người phụ trách", "Đơn vị thực hiện", "Cơ quan tham mưu"),
    "programme": ("Chương trình", "Thuộc chương trình", "Căn cứ", "Văn bản"),
    "reported_on": ("Ngày báo cáo", "Ngày cập nhật"),
    "starts_on": ("Bắt đầu", "Ngày bắt đầu", "Thời gian bắt đầu", "Ngày giao"),
    "due_on": ("Hạn", "Thời hạn", "Hạn hoàn thành", "Thời gian hoàn thành", "Thời gian thực hiện", "Ngày hoàn thành"),
    "product": ("Sản phẩm", "Sản phẩm dự kiến", "Kết quả đầu ra", "Kết quả cần đạt"),
    "percent": ("Tỷ lệ (%)", "Tỷ lệ hoàn thành", "%", "Tiến độ (%)"),
    "state": ("Trạng thái", "Tình trạng", "Tiến độ", "Mức độ hoàn thành"),
    "evidence": ("Minh chứng", "Tài liệu kèm theo", "Văn bản đã ban hành"),
    "result": ("Kết quả thực hiện", "Tình hình thực hiện", "Đã thực hiện"),
    "note": ("Ghi chú", "Ghi chú khác"),
    "group": ("Nhóm", "Nhóm việc", "Lĩnh vực"),
}  # fmt: skip
NAMES = (
    "Đầu công việc", "Nội dung công việc", "Công việc", "Nội dung", "Nhiệm vụ", "Các nhiệm vụ", "Tên công việc",
    "Danh mục đầu việc", "NỘI DUNG CÔNG VIỆC",
)  # fmt: skip


@pytest.mark.parametrize(
    ("field", "title"), [(field, each) for field, titles in TITLES.items() for each in titles]
)
def test_a_title_means_its_column(field: str, title: str) -> None:
    others = ["STT", "Đơn vị chủ trì", "Hạn"]
    columns = fields("Nội dung công việc", title, *(each for each in others if each != title))
    assert (columns["name"], columns[field]) == (0, 1)


@pytest.mark.parametrize("title", NAMES)
def test_what_is_to_be_done_has_many_titles(title: str) -> None:
    assert fields("STT", title, "Cơ quan chủ trì", "Hạn") == {"number": 0, "name": 1, "lead": 2, "due_on": 3}


def test_titles_are_read_in_any_case_and_with_marks_around() -> None:
    assert fields("stt.", "NỘI DUNG: ", "* Hạn *", "CHỦ TRÌ") == {
        "number": 0,
        "name": 1,
        "due_on": 2,
        "lead": 3,
    }


def test_of_two_columns_of_one_title_the_first_counts() -> None:
    assert fields("STT", "Nội dung", "Hạn", "Hạn") == {"number": 0, "name": 1, "due_on": 2}


@pytest.mark.parametrize(
    "rows",
    [
        [("Báo cáo",)],
        [("STT", "Nội dung"), (1, "Mở đường")],
        [("STT", "Hạn", "Ghi chú"), (1, "2023", "")],
        [("Số", "Tên", "Ngày"), (1, "Mở đường", "2023")],
        [("STT", "Nội dung " + "x" * 120, "Hạn", "Ghi chú"), (1, "a", "b", "c")],
    ],
    ids=["one word", "two columns", "nothing to do", "unknown titles", "a title too long"],
)
def test_what_is_no_table_of_work_is_not_found(rows: list[tuple[object, ...]]) -> None:
    assert heading_of(make_book(*rows)) is None


def test_titles_above_a_table_are_kept() -> None:
    heading = found(
        ("HUYỆN ỦY MỎ CÀY BẮC",),
        (None, "DANH MỤC ĐẦU CÔNG VIỆC NHIỆM KỲ 2020-2025"),
        (),
        ("STT", "Nội dung", "Chủ trì"),
        (1, "Mở đường", "Phòng Kinh tế"),
    )
    assert heading.title == ("HUYỆN ỦY MỎ CÀY BẮC", "DANH MỤC ĐẦU CÔNG VIỆC NHIỆM KỲ 2020-2025")
    assert (heading.first_row, heading.own_form, heading.unread) == (4, False, ())


def test_a_title_of_the_table_is_no_upper_line_of_its_header() -> None:
    heading = found(("CÁC NHIỆM VỤ NHIỆM KỲ 2020-2025",), ("STT", "Nội dung", "Hạn"), (1, "a", "2023"))
    assert (heading.title, heading.first_row) == (("CÁC NHIỆM VỤ NHIỆM KỲ 2020-2025",), 2)


def merged() -> bytes:
    """An office's table whose header has two rows."""
    output = BytesIO()
    book = Workbook(output, {"in_memory": True})
    page = book.add_worksheet("Biểu 2")
    for column, title in enumerate(("STT", "Nội dung công việc")):
        page.merge_range(1, column, 2, column, title)
    page.merge_range(1, 2, 1, 3, "Cơ quan")
    page.write_row(2, 2, ("Chủ trì", "Phối hợp"))
    page.merge_range(1, 4, 1, 5, "Thời gian")
    page.write_row(2, 4, ("Bắt đầu", "Hoàn thành"))
    page.write_row(3, 0, (1, "Mở đường", "Phòng Kinh tế", "UBND xã", "1/2023", "12/2023"))
    book.close()
    return output.getvalue()


def test_a_header_of_two_rows_is_read_as_one() -> None:
    heading = heading_of(merged())
    assert heading is not None
    assert heading.columns == {
        "number": 0,
        "name": 1,
        "lead": 2,
        "supporting": 3,
        "starts_on": 4,
        "due_on": 5,
    }
    assert heading.first_row == 3


def two_sheets(first: Sequence[Sequence[object]], second: Sequence[Sequence[object]]) -> bytes:
    output = BytesIO()
    book = Workbook(output, {"in_memory": True})
    for name, rows in (("Một", first), ("Hai", second)):
        page = book.add_worksheet(name)
        for line, row in enumerate(rows):
            page.write_row(line, 0, row)
    book.close()
    return output.getvalue()


def test_of_several_tables_the_one_with_most_known_columns_is_read() -> None:
    poor = [("STT", "Nội dung", "Hạn"), (1, "a", "2023"), (2, "b", "2023")]
    rich = [("STT", "Nội dung", "Hạn", "Chủ trì"), (1, "a", "2023", "b")]
    for sheets in ((poor, rich), (rich, poor)):
        heading = heading_of(two_sheets(*sheets))
        assert heading is not None
        assert "lead" in heading.columns


def test_of_two_alike_the_longer_is_read() -> None:
    head = ("STT", "Nội dung", "Hạn")
    heading = heading_of(two_sheets([head, (1, "a", "2023")], [head, (1, "a", "2023"), (2, "b", "2023")]))
    assert heading is not None
    assert heading.grid.sheet == "Hai"


def test_a_header_far_down_is_still_found_but_not_at_any_depth() -> None:
    head, row = ("STT", "Nội dung", "Hạn"), (1, "a", "2023")
    assert found(*[("x",)] * 50, head, row).first_row == 51
    assert heading_of(make_book(*[("x",)] * 61, head, row)) is None


def own(*rows: WorkFormRow) -> bytes:
    return write_work_form(rows, unit="Đảng bộ xã Tân Thanh Tây", unit_code="28927", term="2020-2025")


def test_the_own_form_is_known_by_its_sheet_and_titles() -> None:
    heading = heading_of(own(WorkFormRow("1", name="Mở đường", due_on=date(2023, 12, 31))))
    assert heading is not None
    assert (heading.own_form, heading.grid.sheet, heading.first_row, heading.title) == (True, SHEET, 1, ())
    assert heading.columns == {field: place for place, field in enumerate(COLUMNS)}
    assert heading.unread == ()


def test_columns_added_to_the_own_form_are_told_and_moved_ones_found() -> None:
    titles = [*reversed(COLUMNS.values()), "Kinh phí"]
    output = BytesIO()
    book = Workbook(output, {"in_memory": True})
    page = book.add_worksheet(SHEET)
    page.write_row(1, 0, titles)
    book.close()
    heading = heading_of(output.getvalue())
    assert heading is not None
    last = len(COLUMNS) - 1
    assert heading.columns == {field: last - place for place, field in enumerate(COLUMNS)}
    assert heading.unread == ((1, len(COLUMNS), "Kinh phí"),)
    assert (heading.own_form, heading.first_row) == (True, 2)


def test_a_sheet_of_that_name_without_its_titles_is_an_offices_table() -> None:
    heading = heading_of(make_book(("STT", "Nội dung", "Hạn"), (1, "a", "2023"), sheet=SHEET))
    assert heading is not None
    assert heading.own_form is False


@settings(deadline=None)
@given(
    st.permutations(["STT", "Nội dung", "Chủ trì", "Hạn", "Kết quả thực hiện", "Ghi chú"]), st.integers(0, 5)
)
def test_the_order_of_columns_and_the_lines_above_do_not_matter(titles: list[str], above: int) -> None:
    heading = found(*[("Phụ lục",)] * above, titles, ["1"] * 6)
    names = {"STT": "number", "Nội dung": "name", "Chủ trì": "lead", "Hạn": "due_on", "Ghi chú": "note",
             "Kết quả thực hiện": "result"}  # fmt: skip
    assert heading.columns == {names[title]: place for place, title in enumerate(titles)}
    assert heading.first_row == above + 1
