"""Tables of work items as a whole: the own form read back, and the tables that offices keep."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhiemky.intake.reading.work_table import BookError, WorkTable, WorkTableRow, read_work
from nhiemky.kernel.sheets.work_form import COLUMNS, SHEET, STATE_WORDS, WorkFormRow, write_work_form
from tests.cast_work import make_book

HEAD = (
    "STT",
    "Nội dung công việc",
    "Cơ quan chủ trì",
    "Thời gian hoàn thành",
    "Kết quả thực hiện",
    "Ghi chú",
)
FULL = WorkFormRow(
    "7", "CV-07", "Kinh tế", "Xây dựng cụm công nghiệp", key=True, lead="Phòng Kinh tế", supporting="Các xã",
    programme="16-CTr/HU", starts_on=date(2021, 1, 15), due_on=date(2024, 6, 30), product="Quyết định thành lập",
    state="in_progress", percent=45, result="Đã trình tỉnh", evidence="12-TTr/UBND", reported_on=date(2023, 2, 21),
    note="Chờ vốn",
)  # fmt: skip


def form(*rows: WorkFormRow) -> WorkTable:
    return read_work(
        write_work_form(rows, unit="Đảng bộ xã Tân Thanh Tây", unit_code="28927", term="2020-2025")
    )


def office(*rows: Sequence[object], head: Sequence[str] = HEAD, above: Sequence[str] = ()) -> WorkTable:
    return read_work(make_book(*[(line,) for line in above], head, *rows))


def noted(table: WorkTable) -> list[tuple[str, str, str]]:
    """Give the problems as cell without sheet, severity, code."""
    return [(problem.cell.split("!")[1], problem.severity, problem.code) for problem in table.problems]


def stated(row: WorkTableRow) -> WorkFormRow:
    """Give a row as the form states it."""
    return WorkFormRow(*(getattr(row, field) for field in WorkFormRow._fields))


def test_the_own_form_is_read_back_as_it_was_written() -> None:
    rows = (FULL, WorkFormRow("8", name="Mở đường"), WorkFormRow("T1", name="Việc trọng tâm", key=True))
    table = form(*rows)
    assert tuple(map(stated, table.rows)) == rows
    assert (table.unit, table.unit_code, table.term, table.sheet, table.own_form, table.problems) == (
        "Đảng bộ xã Tân Thanh Tây", "28927", "2020-2025", SHEET, True, (),
    )  # fmt: skip
    assert {row.stated for row in table.rows} == {frozenset(COLUMNS)}
    assert [row.source for row in table.rows] == [f"{SHEET}!A{line}" for line in (2, 3, 4)]
    assert table.rows[0].cells["due_on"] == f"{SHEET}!J2"


TEXTS = st.text("abcdeghiklmnoưăâđêôơÁÀ 0123456789-/", min_size=1, max_size=30).map(
    lambda text: "Việc " + " ".join(text.split())
)


@settings(deadline=None, max_examples=25)
@given(
    st.lists(
        st.builds(
            WorkFormRow,
            number=st.integers(1, 999).map(str),
            name=TEXTS.map(str.strip),
            lead=st.just("") | TEXTS.map(str.strip),
            key=st.booleans(),
            due_on=st.none() | st.dates(date(2021, 1, 1), date(2025, 12, 31)),
            state=st.sampled_from(["", *STATE_WORDS]),
            result=st.just("") | TEXTS.map(str.strip),
            percent=st.none(),
            starts_on=st.none(),
            reported_on=st.none(),
            **dict.fromkeys(
                ("code", "group", "supporting", "programme", "product", "evidence", "note"), st.just("")
            ),
        ),
        min_size=1,
        max_size=6,
        unique_by=lambda row: row.number,
    )
)
def test_any_form_is_read_back_as_it_was_written(rows: list[WorkFormRow]) -> None:
    inferred = [row for row in rows if not row.state and row.result]
    table = form(*rows)
    assert [
        stated(row)._replace(state=given.state) for row, given in zip(table.rows, rows, strict=True)
    ] == rows
    assert [problem.code for problem in table.problems] == ["state_inferred"] * len(inferred)


def test_an_offices_table_is_read_with_its_groups_and_foot() -> None:
    table = office(
        ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)"),
        ("I", "PHÁT TRIỂN KINH TẾ", None, None, None, None),
        (1, "Mở đường ấp Tân Thới", "UBND xã", "Quý II/2023", "Đã hoàn thành", None),
        (2, "Xây chợ", "UBND xã", date(2023, 12, 31), "Đang giải phóng mặt bằng", "Chờ vốn"),
        (None, None, None, None, None, None),
        ("II", "Nhiệm vụ trọng tâm", None, None, None, None),
        (3, "Tinh gọn bộ máy", "Đảng ủy", "hằng năm", None, None),
        (None, "Tổng cộng: 3 việc", None, None, None, None),
        (None, None, "Tân Thanh Tây, ngày 20 tháng 02 năm 2023", None, None, None),
        (4, "Không đọc dòng này", "UBND", "2023", None, None),
        above=("ĐẢNG BỘ XÃ TÂN THANH TÂY", "DANH MỤC ĐẦU CÔNG VIỆC NHIỆM KỲ 2020-2025"),
    )
    assert [(row.number, row.group, row.name, row.key) for row in table.rows] == [
        ("1", "PHÁT TRIỂN KINH TẾ", "Mở đường ấp Tân Thới", False),
        ("2", "PHÁT TRIỂN KINH TẾ", "Xây chợ", False),
        ("3", "Nhiệm vụ trọng tâm", "Tinh gọn bộ máy", True),
    ]
    assert [(row.due_on, row.state, row.percent, row.note) for row in table.rows] == [
        (date(2023, 6, 30), "done", None, ""),
        (date(2023, 12, 31), "in_progress", None, "Chờ vốn"),
        (None, "", None, "Thời hạn: hằng năm"),
    ]
    assert noted(table) == [
        ("D6", "notice", "span_as_day"),
        ("E6", "warning", "state_inferred"),
        ("E7", "warning", "state_inferred"),
        ("B9", "notice", "key_group"),
        ("D10", "notice", "no_single_day"),
        ("B11", "notice", "total_row"),
        ("B12", "notice", "foot_rows"),
    ]
    assert (table.term, table.own_form, table.unit_code) == ("2020-2025", False, "")


def test_only_what_the_table_has_columns_for_is_stated() -> None:
    table = office((1, "Mở đường", "UBND xã", "31/12/2023", None, None))
    assert table.rows[0].stated == {"number", "name", "lead", "due_on", "result", "note"}
    grouped = office(("A", "Kinh tế", None, None, None, None), (1, "Mở đường", "UBND xã", None, None, None))
    assert grouped.rows[0].stated == {"number", "name", "lead", "due_on", "result", "note", "group"}


@pytest.mark.parametrize(
    ("foot", "ends"),
    [
        ("Nơi nhận:", True),
        ("NGƯỜI LẬP BIỂU", True),
        ("T/M BAN CHẤP HÀNH", True),
        ("Ghi chú: số liệu ước", True),
        ("Tân Thới, ngày 1 tháng 3 năm 2023", True),
        ("Ghi chép sổ sách", False),
        ("Ngày hội đại đoàn kết toàn dân", False),
    ],
)
def test_the_foot_of_a_table_is_not_read(foot: str, ends: bool) -> None:
    table = office(
        (1, "Mở đường", "UBND xã", "31/12/2023", None, None),
        (None, foot, None, None, None, None),
        (2, "Xây chợ", "UBND xã", "31/12/2023", None, None),
    )
    assert len(table.rows) == (1 if ends else 2)
    assert ("B3", "notice", "foot_rows") in noted(table) or not ends


def test_a_numbered_row_is_work_whatever_it_says() -> None:
    table = office((1, "Ghi chú: thống kê hộ nghèo", "UBND xã", "31/12/2023", None, None))
    assert [row.name for row in table.rows] == ["Ghi chú: thống kê hộ nghèo"]


NUMBERS = [
    (1, "1"),
    ("1.", "1"),
    ("01", "1"),
    ("(2)", "2"),
    ("3)", "3"),
    ("1.2", "1.2"),
    ("T1", "T1"),
    (1.5, "1.5"),
    (date(2023, 2, 1), "1.2"),
    (None, ""),
]


@pytest.mark.parametrize(("written", "number"), NUMBERS)
def test_the_number_of_a_row_is_read_however_it_is_written(written: object, number: str) -> None:
    table = office((written, "Mở đường", "UBND xã", "31/12/2023", None, None))
    assert [row.number for row in table.rows] == [number]


def progress(result: str | None, state: str | None, percent: object) -> tuple[str, int | None, list[str]]:
    head = ("STT", "Nội dung", "Kết quả thực hiện", "Trạng thái", "Tỷ lệ (%)")
    table = office((1, "Mở đường", result, state, percent), head=head)
    (row,) = table.rows
    return row.state, row.percent, [problem.code for problem in table.problems]


@pytest.mark.parametrize(
    ("result", "state", "percent", "expected"),
    [
        (None, None, None, ("", None, [])),
        ("Đã trình tỉnh", "đang thực hiện", 40, ("in_progress", 40, [])),
        ("Đã trình tỉnh", None, 40, ("in_progress", 40, [])),
        (None, None, 100, ("done", 100, [])),
        (None, None, 0, ("not_started", 0, [])),
        (None, "hoàn thành 70%", None, ("in_progress", 70, [])),
        (None, "hoàn thành 70%", 75, ("in_progress", 75, [])),
        ("Đã trình tỉnh", None, None, ("in_progress", None, ["state_inferred"])),
        ("Hoàn thành 5 tuyến", None, None, ("done", None, ["state_inferred"])),
        ("Chưa triển khai do thiếu vốn", None, None, ("not_started", None, ["state_inferred"])),
        (None, "vượt tiến độ", None, ("", None, ["bad_state"])),
        (None, "tạm dừng", None, ("paused", None, [])),
    ],
)
def test_how_far_work_has_come_is_read_from_what_is_there(
    result: str | None, state: str | None, percent: object, expected: tuple[str, int | None, list[str]]
) -> None:
    assert progress(result, state, percent) == expected


def test_a_row_that_repeats_another_is_an_error_and_left_out() -> None:
    table = office(
        (1, "Mở đường", "UBND xã", "31/12/2023", None, None),
        (2, "Mở đường", "UBND xã", "31/12/2023", None, None),
        (1, "MỞ ĐƯỜNG", "Phòng Kinh tế", "31/12/2023", None, None),
    )
    assert [row.number for row in table.rows] == ["1", "2"]
    (problem,) = table.problems
    assert (problem.cell, problem.severity, problem.code) == ("Biểu 1!A4", "error", "duplicate_item")
    assert problem.message == (
        "Đầu công việc “MỞ ĐƯỜNG” trùng với dòng ở ô Biểu 1!A2; dòng này không được tính."
    )


def test_rows_of_one_code_are_one_item() -> None:
    head = ("STT", "Mã", "Nội dung", "Hạn")
    table = office((1, "CV-01", "Mở đường", "2023"), (2, "CV-01", "Mở đường lớn", "2023"), head=head)
    assert [row.number for row in table.rows] == ["1"]
    assert [problem.code for problem in table.problems if problem.severity == "error"] == ["duplicate_item"]


def test_every_fault_of_a_row_is_told_and_the_row_marked() -> None:
    table = office(
        (1, None, "UBND xã", "31/02/2023", None, None), (2, "Xây chợ", "UBND xã", "31/12/2023", None, None)
    )
    assert [row.faulty for row in table.rows] == [True, False]
    assert noted(table) == [("D2", "error", "bad_date"), ("B2", "error", "no_name")]


def test_a_column_that_is_not_of_the_form_is_told() -> None:
    rows: list[Sequence[object]] = [[*COLUMNS.values(), "Kinh phí"], [1, None, None, "Mở đường"]]
    table = read_work(make_book(*rows, sheet=SHEET))
    assert noted(table) == [("R1", "warning", "unknown_column")]
    assert table.problems[0].message == "Cột “Kinh phí” không thuộc mẫu biểu nên không được đọc."
    assert [row.name for row in table.rows] == ["Mở đường"]


def test_an_end_of_term_is_a_day_where_the_term_is_known() -> None:
    row = (1, "Mở đường", "UBND xã", "cuối nhiệm kỳ", None, None)
    known = office(row, above=("ĐẦU CÔNG VIỆC NHIỆM KỲ 2020-2025",))
    assert [each.due_on for each in known.rows] == [date(2025, 12, 31)]
    assert [problem.code for problem in known.problems] == ["span_as_day"]
    assert [(each.due_on, each.faulty) for each in office(row).rows] == [(None, True)]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_workbook"),
        (b"xin chao", "not_workbook"),
        (make_book(("Báo cáo",), ("Không có bảng",)), "no_table"),
    ],
    ids=["empty", "text", "no table"],
)
def test_what_cannot_be_read_is_refused_in_words(data: bytes, code: str) -> None:
    with pytest.raises(BookError) as refused:
        read_work(data)
    assert str(refused.value)
    if code == "no_table":
        assert str(refused.value).startswith("Không tìm thấy bảng đầu công việc.")


def test_hostile_texts_stay_texts() -> None:
    name = '<script>alert(1)</script> =HYPERLINK("http://xau") {{7*7}}'
    table = office((1, name, "../../etc/passwd", "31/12/2023", "'; DROP TABLE work; --", None))
    (row,) = table.rows
    assert (row.name, row.lead, row.result) == (name, "../../etc/passwd", "'; DROP TABLE work; --")
