"""Workbooks in: values as Excel shows them, problems where a cell cannot be used."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from unicodedata import normalize

import openpyxl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from nhiemky.kernel.sheets.cell_values import percent_text, read_number
from nhiemky.kernel.sheets.grid import CellError, Merge, Value
from nhiemky.kernel.sheets.xlsx import BookError, open_book
from nhiemky.kernel.viet.legacy import decode
from tests.samples.broken import repacked, sheet_xml, with_sheet
from tests.samples.office import Sample, table, workbook


def values(cells: str) -> tuple[Value, ...]:
    return open_book(with_sheet(f'<row r="1">{cells}</row>')).sheets[0].rows[0]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="A1"><v>42</v></c>', Decimal(42)),
        ('<c r="A1"><v>0.1</v></c>', Decimal("0.1")),
        ('<c r="A1"><v>0.30000000000000004</v></c>', Decimal("0.3")),
        ('<c r="A1"><v>6.2999999999999998</v></c>', Decimal("6.3")),
        ('<c r="A1"><v>1.5E-3</v></c>', Decimal("0.0015")),
        ('<c r="A1"><v>-12.5</v></c>', Decimal("-12.5")),
        ('<c r="A1" t="n"><v>7</v></c>', Decimal(7)),
        ('<c r="A1" t="b"><v>1</v></c>', True),
        ('<c r="A1" t="b"><v>0</v></c>', False),
        ('<c r="A1" t="str"><f>B1</f><v>Đạt</v></c>', "Đạt"),
        ('<c r="A1" t="str"><f>B1</f><v></v></c>', None),
        ('<c r="A1" t="inlineStr"><is><t>a &lt; b</t></is></c>', "a < b"),
        ('<c r="A1" t="d"><v>2023-02-21T00:00:00</v></c>', date(2023, 2, 21)),
        ('<c r="A1"><f>1+1</f><v>2</v></c>', Decimal(2)),
    ],
)
def test_cell_gives_its_value(cell: str, value: Value) -> None:
    assert values(f'{cell}<c r="B1"><v>1</v></c>')[0] == value


@pytest.mark.parametrize(
    ("cell", "code", "words"),
    [
        ('<c r="A1"><f>B1*2</f></c>', "formula_without_value", "mở bằng Excel và lưu lại"),
        ('<c r="A1"><f>B1*2</f><v></v></c>', "formula_without_value", "Công thức chưa có kết quả"),
        ('<c r="A1" t="e"><v>#DIV/0!</v></c>', "error_value", "#DIV/0!"),
        ('<c r="A1" t="e"><f>1/0</f><v>#REF!</v></c>', "error_value", "#REF!"),
        ('<c r="A1"><v>NaN</v></c>', "not_a_number", "không chứa một số"),
        ('<c r="A1"><v>1E999</v></c>', "number_too_large", "quá lớn"),
        ('<c r="A1"><v>abc</v></c>', "not_a_number", "không chứa một số"),
        (f'<c r="A1"><v>{"9" * 400}</v></c>', "not_a_number", "không chứa một số"),
        ('<c r="A1"><v>1E+16</v></c>', "number_too_large", "quá lớn"),
        ('<c r="A1" t="s"><v>9999</v></c>', "broken_cell", "bị hỏng"),
        ('<c r="A1" t="d"><v>hôm qua</v></c>', "date_out_of_range", "không đọc được"),
    ],
)
def test_cell_that_cannot_be_used_says_why(cell: str, code: str, words: str) -> None:
    found = values(f'{cell}<c r="B1"><v>1</v></c>')[0]
    assert isinstance(found, CellError)
    assert found.code == code
    assert words in found.message


def test_gaps_are_kept_and_ends_are_cut() -> None:
    cells = '<row r="2"><c r="B2"><v>1</v></c><c r="D2"><v>2</v></c><c r="E2" s="1"/></row>'
    assert open_book(with_sheet(cells)).sheets[0].rows == ((), (None, Decimal(1), None, Decimal(2)))


def test_cell_out_of_order_finds_its_place() -> None:
    cells = '<row r="1"><c r="C1"><v>3</v></c><c r="A1"><v>1</v></c></row>'
    assert open_book(with_sheet(cells)).sheets[0].rows == ((Decimal(1), None, Decimal(3)),)


def test_formats_only_below_the_values_cost_nothing() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row>' + "".join(
        f'<row r="{line}"><c r="A{line}" s="1"/></row>' for line in range(2, 500)
    )
    assert open_book(with_sheet(rows)).sheets[0].rows == ((Decimal(1),),)


def test_percent_cells_say_what_excel_shows() -> None:
    data = table((0.872, 1.2, 0.9), formats={"A1": "0%", "B1": "0.00%"})
    assert open_book(data).sheets[0].rows == (("87,2%", "120%", Decimal("0.9")),)


@pytest.mark.parametrize(
    ("share", "text"),
    [("0.872", "87,2%"), ("1", "100%"), ("0", "0%"), ("-0.005", "-0,5%"), ("1E+1", "1000%")],
)
def test_percent_text_is_exact(share: str, text: str) -> None:
    assert percent_text(Decimal(share)) == text


def test_dates_are_dates() -> None:
    data = table((date(2023, 4, 3), 45019), formats={"B1": "dd/mm/yyyy"})
    assert open_book(data).sheets[0].rows == ((date(2023, 4, 3), date(2023, 4, 3)),)


def test_days_may_count_from_1904() -> None:
    output = io.BytesIO()
    book = Workbook(output, {"date_1904": True})
    book.add_worksheet().write_datetime(
        0, 0, date(2023, 2, 21), book.add_format({"num_format": "dd/mm/yyyy"})
    )
    book.close()
    assert open_book(output.getvalue()).sheets[0].rows == ((date(2023, 2, 21),),)


def test_negative_number_in_date_format_is_a_problem() -> None:
    found = open_book(table((-5,), formats={"A1": "dd/mm/yyyy"})).sheets[0].rows[0][0]
    assert isinstance(found, CellError)
    assert found.code == "date_out_of_range"


def test_merged_blocks_are_known() -> None:
    grid = open_book(table(("TT", "Kết quả", None), (1, 2, 3), merged=("B1:C1",))).sheets[0]
    assert grid.merged == (Merge(0, 1, 0, 2),)


def test_hidden_sheets_come_last() -> None:
    book = open_book(
        workbook(
            Sample((("a",),), sheet="Một"),
            Sample((("b",),), sheet="Hai", hidden=True),
            Sample((("c",),), sheet="Ba"),
        )
    )
    assert [(grid.sheet, grid.hidden) for grid in book.sheets] == [
        ("Một", False),
        ("Ba", False),
        ("Hai", True),
    ]
    assert book.names == ("Một", "Hai", "Ba")


def test_hidden_rows_are_counted() -> None:
    output = io.BytesIO()
    book = Workbook(output)
    sheet = book.add_worksheet()
    sheet.write_column(0, 0, [1, 2, 3])
    sheet.set_row(1, None, None, {"hidden": True})
    book.close()
    grid = open_book(output.getvalue()).sheets[0]
    assert (grid.hidden_rows, len(grid.rows)) == (1, 3)


@pytest.mark.parametrize(
    ("edits", "row"),
    [
        ({}, (Decimal(1), Decimal(2))),
        ({"{sheet}!B1": "6,5"}, (Decimal(1), "6,5")),
        ({"{sheet}!A1": "", "{sheet}!C1": "thêm"}, (None, Decimal(2), "thêm")),
        ({"Trang khác!A1": "9", "{sheet}": "x", "A1": "y"}, (Decimal(1), Decimal(2))),
    ],
)
def test_edits_stand_in_place_of_what_the_file_says(edits: dict[str, str], row: tuple[Value, ...]) -> None:
    data = with_sheet('<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>')
    sheet = open_book(data).names[0]
    book = open_book(data, edits={cell.format(sheet=sheet): text for cell, text in edits.items()})
    assert book.sheets[0].rows[0] == row
    assert open_book(data).sheets[0].rows[0] == (Decimal(1), Decimal(2))


def test_unknown_sheet_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        open_book(table(("a",))).sheet("không có")


@pytest.mark.parametrize(
    ("font", "typed", "read"),
    [
        (".VnTime", "ChØ tiªu", "Chỉ tiêu"),
        (".VnTime", "d\xadíi 2%", "dưới 2%"),
        (".VnTimeH", "®¶ng ñy", "ĐẢNG ỦY"),
        ("VNI-Times", "Tyû leä hoä ngheøo", "Tỷ lệ hộ nghèo"),
        ("Times New Roman", "Tỷ lệ", "Tỷ lệ"),
        ("Calibri", "Thu nhËp b×nh qu©n ®Çu ng\xadêi", "Thu nhập bình quân đầu người"),
    ],
)
def test_old_fonts_are_read_as_unicode(font: str, typed: str, read: str) -> None:
    grid = open_book(table((typed, 1), font=font), decode=decode).sheets[0]
    assert grid.rows[0][0] == read


@given(
    st.text(
        alphabet=st.characters(min_codepoint=32, max_codepoint=0x1EFF, exclude_categories=("Cs", "Cn")),
        max_size=30,
    )
)
@settings(max_examples=40, deadline=None)
def test_any_text_survives(text: str) -> None:
    assume(not text.startswith("="))
    assert open_book(table((1, text, 2))).sheets[0].value(0, 1) == (normalize("NFC", text) or None)


@given(st.decimals(min_value=-999_999_999, max_value=999_999_999, places=4, allow_nan=False))
@settings(max_examples=60, deadline=None)
def test_any_number_survives(number: Decimal) -> None:
    assert open_book(table((number,))).sheets[0].value(0, 0) == number


@given(
    st.lists(
        st.lists(st.none() | st.integers(-10_000, 10_000) | st.sampled_from(["Đạt", "1,5", "x"]), max_size=6),
        max_size=8,
    )
)
@settings(max_examples=40, deadline=None)
def test_cells_are_those_that_openpyxl_reads(rows: list[list[int | str | None]]) -> None:
    data = table(*rows)
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    grid = open_book(data).sheets[0]
    for line, row in enumerate(rows):
        for column, _ in enumerate(row):
            assert grid.value(line, column) == sheet.cell(line + 1, column + 1).value


@pytest.mark.parametrize("typed", ["=cmd|'/C calc'!A0", "=1+1", "+84", "@x"])
def test_text_that_looks_like_a_formula_stays_text(typed: str) -> None:
    output = io.BytesIO()
    book = Workbook(output, {"strings_to_formulas": False})
    book.add_worksheet().write_string(0, 0, typed)
    book.close()
    assert open_book(output.getvalue()).sheets[0].rows == ((typed,),)


@pytest.mark.parametrize(
    ("raw", "value"),
    [("1", Decimal(1)), ("007", Decimal(7)), ("1234567890.12345", Decimal("1234567890.12345"))],
)
def test_number_is_read_at_fifteen_digits(raw: str, value: Decimal) -> None:
    assert read_number(raw) == value


def test_refusal_keeps_code_and_words_apart() -> None:
    error = BookError("code", "Lời nói.")
    assert (error.code, error.message, str(error)) == ("code", "Lời nói.", "Lời nói.")


@pytest.mark.parametrize("cut", [20, 40, 60, 90])
def test_sheet_that_is_cut_short_is_refused_whole(cut: int) -> None:
    rows = "".join(f'<row r="{line}"><c r="A{line}"><v>{line}</v></c></row>' for line in range(1, 6))
    part = sheet_xml(rows)
    with pytest.raises(BookError) as refused:
        _ = open_book(repacked(xl__worksheets__sheet1_xml=part[:-cut])).sheets
    assert refused.value.code == "broken_workbook"


@pytest.mark.parametrize("after", ["", "\n", "\n\n", "<!-- note -->"])
def test_sheet_that_ends_unusually_is_read(after: str) -> None:
    part = sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>') + after.encode()
    grid = open_book(repacked(xl__worksheets__sheet1_xml=part)).sheets[0]
    assert grid.rows == ((Decimal(1),),)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('t="inlineStr"><is><t>Tû lÖ hé nghÌo</t></is>', "Tỷ lệ hộ nghèo"),
        ('t="inlineStr"><is><t>Tyû leä hoä ngheøo</t></is>', "Tỷ lệ hộ nghèo"),
        ('t="inlineStr"><is><t>Tỷ lệ hộ nghèo</t></is>', "Tỷ lệ hộ nghèo"),
        ('t="str"><f>B1</f><v>triÖu ®ång</v>', "triệu đồng"),
        ('t="str"><f>B1</f><v>5 &lt; 6</v>', "5 < 6"),
        ('t="inlineStr"><is><t></t></is>', None),
    ],
)
def test_texts_in_their_cells_are_decoded_without_a_telling_font(cell: str, value: Value) -> None:
    data = with_sheet(f'<row r="1"><c r="A1"><v>1</v></c><c r="B1" {cell}</c></row>')
    grid = open_book(data, decode=decode).sheets[0]
    assert grid.value(0, 1) == value
