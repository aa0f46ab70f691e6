"""Workbooks of results and boards, read back: figures are numbers, what is missing is empty, texts stay texts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from nhiemky.kernel.scoring import DEFAULT_SCHEME, SCHEMES, Scheme
from nhiemky.reporting.board import EVERYTHING, Selection
from nhiemky.reporting.overview import branch_board
from nhiemky.reporting.workbook import Sheets, Value, subtree_workbook, unit_workbook
from tests import cast_targets as cast
from tests.cast import overseer
from tests.cast_boards import CUT_OFF, Branch, facts, make_branch, make_province
from tests.standing import standing

pytestmark = pytest.mark.django_db


def opened(data: bytes) -> Workbook:
    return load_workbook(BytesIO(data))


def unit_book(branch: Branch, **changes: object) -> Workbook:
    found = facts(branch.first, branch.term, **changes)
    figures = {key: values.figures for key, values in found.values.items()}
    return opened(unit_workbook(found.board, found.years, figures))


def branch_book(
    branch: Branch, selection: Selection = EVERYTHING, scheme: Scheme = DEFAULT_SCHEME
) -> Workbook:
    board = branch_board(
        branch.district.office, state=branch.district.state, term=branch.term, as_of=CUT_OFF, scheme=scheme,
        selection=selection,
    )  # fmt: skip
    return opened(subtree_workbook(board))


def rows(sheet: Worksheet) -> list[tuple[object, ...]]:
    return [tuple(cell.value for cell in row) for row in sheet.iter_rows()]


@standing
def branch() -> Branch:
    return make_branch()


def test_unit_workbook_has_an_overview_and_the_targets(branch: Branch) -> None:
    assert unit_book(branch).sheetnames == ["Tổng hợp", "Chỉ tiêu"]


def test_unit_workbook_overview_says_sentence_and_bands(branch: Branch) -> None:
    found = rows(unit_book(branch)["Tổng hợp"])
    assert [row[0] for row in found[:3]] == [
        "Đảng bộ xã Tân Thanh Tây",
        "Nhiệm kỳ 2020-2025, số liệu đến ngày 21-2-2023",
        "Đạt và vượt 1/3 chỉ tiêu, 1/3 chỉ tiêu đạt trên 75%, 1/3 chỉ tiêu chưa có số liệu.",
    ]
    assert found[4:11] == [
        ("Nhóm mức đạt", "Số chỉ tiêu", "Tỷ lệ (%)"),
        ("Đạt và vượt", 1, 33.3),
        ("Đạt trên 90%", 0, 0),
        ("Đạt trên 75%", 1, 33.3),
        ("Đạt trên 50%", 0, 0),
        ("Đạt dưới 50%", 0, 0),
        ("Chưa có số liệu", 1, 33.3),
    ]


def test_unit_workbook_overview_ends_with_the_rule_of_the_bands(branch: Branch) -> None:
    assert [row[0] for row in rows(unit_book(branch)["Tổng hợp"])][-1] == DEFAULT_SCHEME.rule_text


def test_unit_workbook_notes_frozen_and_unconfirmed_figures(branch: Branch) -> None:
    cast.record(branch.first, branch.first.unit.targets.get(number="3"), 2)
    board = facts(branch.first, branch.term).board
    book = opened(unit_workbook(board, (), {}, frozen_label="Hội nghị sơ kết"))
    notes = [row[0] for row in rows(book["Tổng hợp"])][-2:]
    assert notes == [
        "Số liệu lấy từ lần chốt “Hội nghị sơ kết”, không thay đổi khi có số liệu về sau.",
        "Trong đó có 1 chỉ tiêu mà số liệu chưa được lãnh đạo đơn vị xác nhận (đánh dấu *).",
    ]


def test_unit_workbook_figures_are_numbers_and_missing_is_empty(branch: Branch) -> None:
    head, first, second, third = rows(unit_book(branch)["Chỉ tiêu"])
    assert head == (
        "STT", "Lĩnh vực", "Chỉ tiêu", "Đơn vị tính", "Chỉ tiêu nghị quyết", "Thực hiện 2022", "Đến ngày chốt",
        "Mức đạt (%)", "Nhóm", "Tiến độ", "Cách lấy kết quả", "Cách tính", "Nguồn", "Ghi chú",
    )  # fmt: skip
    assert first[:9] == (
        "1", "Kinh tế", "Thu nhập bình quân đầu người", "triệu đồng", "≥ 70", 56, 56, 80, "Đạt trên 75%",
    )  # fmt: skip
    assert second[5:9] == (1.5, 1.5, 125, "Đạt và vượt")
    assert third[5:9] == (None, None, None, "Chưa có số liệu")


def test_unit_workbook_tells_zero_from_missing(branch: Branch) -> None:
    cast.record(branch.first, branch.first.unit.targets.get(number="3"), 0, confirmed=True)
    assert rows(unit_book(branch)["Chỉ tiêu"])[3][5:8] == (0, 0, 0)


def test_unit_workbook_has_a_column_for_each_year(branch: Branch) -> None:
    cast.record(branch.first, branch.first.unit.targets.get(number="1"), 50, 2021, confirmed=True)
    head, first, *_ = rows(unit_book(branch)["Chỉ tiêu"])
    assert (head[5:7], first[5:7]) == (("Thực hiện 2021", "Thực hiện 2022"), (50, 56))


def test_unit_workbook_never_makes_a_formula_of_a_text(branch: Branch) -> None:
    cast.make_target(branch.first, branch.term, "=1", name="=cmd|' /C calc'!A0", group="+Kinh tế")
    sheet = unit_book(branch)["Chỉ tiêu"]
    cells = [sheet.cell(5, column) for column in (1, 2, 3)]
    assert [(cell.value, cell.data_type) for cell in cells] == [
        ("=1", "s"),
        ("+Kinh tế", "s"),
        ("=cmd|' /C calc'!A0", "s"),
    ]


def test_unit_workbook_remarks_what_is_special(branch: Branch) -> None:
    row = cast.make_target(branch.first, branch.term, "4", counted=False)
    cast.record(branch.first, row, 60)
    assert rows(unit_book(branch)["Chỉ tiêu"])[4][-1] == "không tính vào tổng; chưa xác nhận"


def test_unit_workbook_prints_one_page_wide_with_its_heads(branch: Branch) -> None:
    sheet = unit_book(branch)["Chỉ tiêu"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert (sheet.freeze_panes, sheet.print_title_rows, sheet.auto_filter.ref) == ("A2", "$1:$1", "A1:N4")


def test_unit_workbook_of_no_targets_has_heads_only(branch: Branch) -> None:
    found = facts(branch.district, branch.term)
    book = opened(unit_workbook(found.board, (), {}))
    assert len(rows(book["Chỉ tiêu"])[0]) == 13
    assert rows(book["Tổng hợp"])[2][0] == "Chưa có chỉ tiêu nào được tính."


def test_subtree_workbook_lists_units_with_their_counts(branch: Branch) -> None:
    book = branch_book(branch)
    assert book.sheetnames == ["Tổng hợp", "Đơn vị", "Mức đạt (%)", "Chỉ tiêu"]
    head, own, *below = rows(book["Đơn vị"])
    assert head[:5] == ("Mã", "Đơn vị", "Số chỉ tiêu", "Đạt và vượt", "Đạt trên 90%")
    assert (own[:3], own[-1]) == (("838", "Đảng bộ xã Huyện", 0), "Chưa có chỉ tiêu nào được tính.")
    assert [row[:8] for row in below] == [
        ("28933", "Đảng bộ xã Tân Bình", 2, 1, 0, 0, 1, 0),
        ("28927", "Đảng bộ xã Tân Thanh Tây", 3, 1, 0, 1, 0, 0),
    ]


def test_subtree_workbook_says_first_what_it_shows(branch: Branch) -> None:
    assert [row[0] for row in rows(branch_book(branch)["Tổng hợp"])] == [
        "Đảng bộ xã Huyện",
        "Các đơn vị bên dưới, nhiệm kỳ 2020-2025, số liệu đến ngày 21-2-2023",
        "Đạt và vượt 2/5 chỉ tiêu, 1/5 chỉ tiêu đạt trên 75%, 1/5 chỉ tiêu đạt trên 50%, 1/5 chỉ tiêu chưa có số liệu.",
        None,
        "Nhóm mức đạt", "Đạt và vượt", "Đạt trên 90%", "Đạt trên 75%", "Đạt trên 50%", "Đạt dưới 50%", "Chưa có số liệu",
        None,
        DEFAULT_SCHEME.rule_text,
    ]  # fmt: skip


def test_subtree_workbook_names_units_without_targets(branch: Branch) -> None:
    cast.make_place("28903", "Thạnh Ngãi", parent=branch.district.state)
    notes = [row[0] for row in rows(branch_book(branch)["Tổng hợp"])]
    assert notes[-2:] == [DEFAULT_SCHEME.rule_text, "Chưa có chỉ tiêu: Đảng bộ xã Thạnh Ngãi."]


def test_subtree_workbook_says_what_was_chosen(branch: Branch) -> None:
    chosen = Selection(unit_type="commune", group="Xã hội", band="over_50")
    notes = [row[0] for row in rows(branch_book(branch, chosen)["Tổng hợp"])]
    assert notes[-1] == (
        "Chỉ gồm: lĩnh vực “Xã hội”; loại đơn vị “Đảng bộ xã”; có chỉ tiêu ở nhóm “Đạt trên 50%”."
    )


def test_subtree_workbook_says_how_many_figures_are_not_confirmed(branch: Branch) -> None:
    cast.record(branch.first, branch.first.unit.targets.get(number="3"), 2)
    board = branch_board(
        overseer(branch.district.state), state=branch.district.state, term=branch.term, as_of=CUT_OFF,
        scheme=DEFAULT_SCHEME, include_unconfirmed=True,
    )  # fmt: skip
    notes = [row[0] for row in rows(opened(subtree_workbook(board))["Tổng hợp"])]
    assert notes[-1] == (
        "Có 1 chỉ tiêu gồm số liệu chưa được lãnh đạo đơn vị xác nhận (cột “Chưa xác nhận”)."
    )


@pytest.mark.parametrize(("sheet", "frozen"), [("Đơn vị", "C2"), ("Mức đạt (%)", "B2"), ("Chỉ tiêu", "A2")])
def test_subtree_workbook_keeps_heads_and_units_in_sight(branch: Branch, sheet: str, frozen: str) -> None:
    assert branch_book(branch)[sheet].freeze_panes == frozen


def test_every_printed_page_says_of_what_and_when_it_is(branch: Branch) -> None:
    unit, below = unit_book(branch), branch_book(branch)
    assert {sheet.oddHeader.left.text for sheet in unit} == {
        "Đảng bộ xã Tân Thanh Tây, nhiệm kỳ 2020-2025, số liệu đến ngày 21-2-2023"
    }
    assert {sheet.oddHeader.left.text for sheet in below} == {
        "Đảng bộ xã Huyện, các đơn vị bên dưới, nhiệm kỳ 2020-2025, số liệu đến ngày 21-2-2023"
    }
    assert {sheet.oddFooter.center.text for sheet in (*unit, *below)} == {"Trang &P/&N"}


@pytest.mark.parametrize(
    ("heading", "printed"), [("Ban A & B", "Ban A && B"), ("x" * 300, "x" * 240), ("", None)]
)
def test_heading_of_pages_is_what_excel_takes(heading: str, printed: str | None) -> None:
    sheets = Sheets(heading)
    sheets.sheet("Một")
    assert opened(sheets.done())["Một"].oddHeader.left.text == printed


@pytest.mark.parametrize(("length", "height"), [(0, 18), (64, 18), (65, 36), (300, 90)])
def test_paragraph_stays_within_its_columns(length: int, height: int) -> None:
    sheets = Sheets()
    sheet = sheets.sheet("Một")
    sheets.paragraph(sheet, 0, "=" + "x" * (length - 1) if length else "", sheets.note, widths=(36, 14, 14))
    found = opened(sheets.done())["Một"]
    assert ([str(each) for each in found.merged_cells.ranges], found.row_dimensions[1].height) == (
        ["A1:C1"],
        height,
    )
    assert found["A1"].data_type != "f"


def test_subtree_workbook_counts_add_up_in_every_row(branch: Branch) -> None:
    for row in rows(branch_book(branch)["Đơn vị"])[1:]:
        assert sum(int(str(count)) for count in row[3:-2]) == row[2]


def test_subtree_workbook_heat_holds_numbers_on_the_colour_of_their_band(branch: Branch) -> None:
    sheet = branch_book(branch)["Mức đạt (%)"]
    assert rows(sheet) == [
        ("Đảng bộ xã", "1", "2", "3"),
        ("Tân Bình", 100, 50, None),
        ("Tân Thanh Tây", 80, 125, None),
    ]
    fills = [[sheet.cell(line, column).fill.fgColor.rgb for column in (2, 3, 4)] for line in (2, 3)]
    assert fills == [["FF66BB6A", "FFF4AE63", "00000000"], ["FFF7E28B", "FF66BB6A", "FFD5D9DE"]]


def test_subtree_workbook_says_how_many_units_met_each_target(branch: Branch) -> None:
    assert rows(branch_book(branch)["Chỉ tiêu"])[1:] == [
        ("1", "Kinh tế", "Thu nhập bình quân đầu người", 2, 1, 50),
        ("2", "Xã hội", "Tỷ lệ hộ nghèo", 2, 1, 50),
        ("3", "Kinh tế", "Số hợp tác xã thành lập mới", 1, 0, 0),
    ]


def test_subtree_workbook_keeps_types_of_units_apart(branch: Branch) -> None:
    make_province(branch)
    book = branch_book(branch)
    assert book.sheetnames == ["Tổng hợp", "Đơn vị", "Mức đạt (%)", "Mức đạt (%) 2", "Chỉ tiêu"]
    assert rows(book["Mức đạt (%)"]) == [("Đảng bộ thị trấn", "1", "2"), ("Phước Mỹ Trung", 100, 50)]
    assert rows(book["Mức đạt (%) 2"]) == [
        ("Đảng bộ xã", "1", "2", "3"),
        ("Tân Bình", 100, 50, None),
        ("Tân Thanh Tây", 80, 125, None),
    ]
    assert rows(book["Chỉ tiêu"]) == [
        (
            "STT",
            "Lĩnh vực",
            "Chỉ tiêu",
            "Số đơn vị có chỉ tiêu",
            "Số đơn vị đạt và vượt",
            "Tỷ lệ (%)",
            "Loại đơn vị",
        ),
        ("1", "Kinh tế", "Đường phố có đèn", 1, 1, 100, "Đảng bộ thị trấn"),
        ("2", "Kinh tế", "Thu nhập bình quân đầu người", 1, 0, 0, "Đảng bộ thị trấn"),
        ("1", "Kinh tế", "Thu nhập bình quân đầu người", 2, 1, 50, "Đảng bộ xã"),
        ("2", "Xã hội", "Tỷ lệ hộ nghèo", 2, 1, 50, "Đảng bộ xã"),
        ("3", "Kinh tế", "Số hợp tác xã thành lập mới", 1, 0, 0, "Đảng bộ xã"),
    ]


def test_subtree_workbook_follows_the_selection(branch: Branch) -> None:
    book = branch_book(branch, Selection(group="Xã hội"))
    assert [row[1] for row in rows(book["Chỉ tiêu"])[1:]] == ["Xã hội"]
    assert rows(book["Mức đạt (%)"]) == [("Đảng bộ xã", "2"), ("Tân Bình", 50), ("Tân Thanh Tây", 125)]


def test_subtree_workbook_follows_the_scheme(branch: Branch) -> None:
    head = rows(branch_book(branch, scheme=SCHEMES["two_bands_80"])["Đơn vị"])[0]
    assert head[3:5] == ("Đạt và vượt", SCHEMES["two_bands_80"].bands[1].name)


@pytest.mark.parametrize(
    ("value", "found", "kind"),
    [
        (None, None, "n"),
        ("", None, "n"),
        (0, 0, "n"),
        (Decimal("1.25"), 1.25, "n"),
        (Fraction(1, 4), 0.25, "n"),
        ("=1+1", "=1+1", "s"),
        ("@SUM(A1)", "@SUM(A1)", "s"),
        ("http://vi.du", "http://vi.du", "s"),
        ("007", "007", "s"),
        ("Ấp Tân Thới", "Ấp Tân Thới", "s"),
    ],
)
def test_cell_keeps_the_type_of_its_value(value: Value, found: object, kind: str) -> None:
    sheets = Sheets()
    sheets.cell(sheets.sheet("A"), 0, 0, value)
    cell = opened(sheets.done())["A"]["A1"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (found, kind, None)


def test_table_gives_the_row_after_it() -> None:
    sheets = Sheets()
    end = sheets.table(sheets.sheet("A"), row=4, header=("a", "b"), rows=[(1, 2), (3, 4)], widths=(5, 5))
    assert end == 7


def test_year_of_a_done_target_says_so(branch: Branch) -> None:
    row = cast.make_target(
        branch.first, branch.term, "4", comparator=cast.Comparator.DONE, target=None, unit_of_measure=""
    )
    cast.actions.record_observation(
        branch.first.office, target=row, period=cast.Period.of_year(2022), value=None, done=True, now=cast.NOW
    )
    assert rows(unit_book(branch, as_of=date(2023, 2, 21))["Chỉ tiêu"])[4][4:6] == ("Đạt", "Đạt")


def test_unit_workbook_judges_nothing_of_a_mere_heading(branch: Branch) -> None:
    cast.make_target(branch.first, branch.term, "4", name="Xây dựng Đảng", target=None, counted=False)
    sheet = rows(unit_book(branch)["Chỉ tiêu"])
    group = sheet[0].index("Nhóm")
    assert [(row[0], row[group]) for row in sheet[1:]][-1] == ("4", None)
    assert sum(row[group] is not None for row in sheet[1:]) == 3
