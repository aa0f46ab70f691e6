"""The product's own form: one row for each target, to be filled in Excel and read back without doubt."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from nhiemky.kernel.sheets.grid import column_letters

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

SHEET, ABOUT_SHEET, GUIDE_SHEET = "Chỉ tiêu", "Thông tin", "Hướng dẫn"
FIXED_COLUMNS = (
    "STT",
    "Mã",
    "Lĩnh vực",
    "Chỉ tiêu",
    "Đơn vị tính",
    "So sánh",
    "Mức gốc",
    "Năm gốc",
    "Chỉ tiêu nghị quyết",
    "Cận trên",
    "Cách lấy kết quả",
    "Cách tính",
    "Hạn",
)
PHASED, OBSERVED, NOTE = "Phân kỳ", "Thực hiện", "Ghi chú"
ABOUT_UNIT, ABOUT_CODE, ABOUT_TERM, ABOUT_VERSION = "Đơn vị", "Mã đơn vị", "Nhiệm kỳ", "Mẫu biểu"
VERSION = "NK-CT-01"

COMPARATOR_WORDS: Mapping[str, str] = {
    "at_least": "ít nhất",
    "at_most": "không quá",
    "above": "trên",
    "below": "dưới",
    "between": "trong khoảng",
    "done": "hoàn thành",
}
KIND_WORDS: Mapping[str, str] = {
    "snapshot": "số mới nhất",
    "accumulate": "cộng các kỳ",
    "running_total": "lũy kế từ đầu nhiệm kỳ",
    "average": "bình quân các kỳ",
    "every_period": "xét từng kỳ",
}
METHOD_WORDS: Mapping[str, str] = {
    "ratio": "tỷ lệ so với chỉ tiêu",
    "linear": "so với mức gốc",
    "inverse_ratio": "tỷ lệ nghịch",
    "threshold": "đạt hoặc không đạt",
    "range": "theo khoảng",
    "milestone": "theo mức hoàn thành",
}
# communes have 15 to 57 targets (DOMAIN 3.1): room for that many, and always for some more
LEAST_ROWS, SPARE_ROWS = 60, 10
_WIDTHS = (6, 10, 16, 46, 13, 13, 10, 8, 12, 10, 20, 20, 11)
_NUMBER_COLUMNS = frozenset({6, 8, 9})
_LONGEST = 32_767

FormValue = Decimal | int | str


@dataclass(frozen=True, slots=True)
class FormRow:
    """One target as a row of the form; codes are those of scoring, ``observed`` is keyed by column label ("2022")."""

    number: str
    name: str
    code: str = ""
    group: str = ""
    unit_of_measure: str = ""
    comparator: str = ""
    baseline: FormValue | None = None
    baseline_year: int | None = None
    target: FormValue | None = None
    high: FormValue | None = None
    kind: str = ""
    method: str = ""
    due: date | None = None
    phased: Mapping[int, FormValue] = field(default_factory=dict)
    observed: Mapping[str, FormValue] = field(default_factory=dict)
    note: str = ""


def write_form(
    rows: Sequence[FormRow],
    *,
    unit: str,
    unit_code: str,
    term: str,
    years: Sequence[int],
    observed: Sequence[str] | None = None,
) -> bytes:
    """Write the form for one unit and term ("2020-2025") as the bytes of an .xlsx file.

    ``years`` gives the columns "Phân kỳ"; ``observed`` the labels of the columns "Thực hiện" ("2022",
    "đến 21-2-2023"), the same years unless given.
    """
    labels = tuple(observed) if observed is not None else tuple(str(year) for year in years)
    output = io.BytesIO()
    book = new_book(output)
    _Writer(book, tuple(rows), tuple(years), labels).write(unit, unit_code, term)
    book.close()
    return output.getvalue()


def new_book(output: io.BytesIO) -> Workbook:
    """Return a workbook, to be closed, that goes into ``output``; texts in it stay texts."""
    from xlsxwriter import Workbook

    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    return Workbook(output, options)


def write_facts(sheet: Worksheet, facts: Mapping[str, str], label: Format, text: Format) -> None:
    """Write the sheet that says whose form it is and for which term, and lock it."""
    for line, (name, value) in enumerate(facts.items()):
        sheet.write_string(line, 0, name, label)
        sheet.write_string(line, 1, value, text)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 60)
    sheet.protect()


def form_columns(years: Sequence[int], observed: Sequence[str]) -> tuple[str, ...]:
    """Return the header of the form for the given years and labels of results."""
    phased = (f"{PHASED} {year}" for year in years)
    results = (f"{OBSERVED} {label}" for label in observed)
    return (*FIXED_COLUMNS, *phased, *results, NOTE)


class _Writer:
    """Writes the three sheets of one form."""

    def __init__(
        self, book: Workbook, rows: tuple[FormRow, ...], years: tuple[int, ...], labels: tuple[str, ...]
    ) -> None:
        self._book = book
        self._rows = rows
        self._years = years
        self._labels = labels
        self._columns = form_columns(years, labels)
        self._last_row = max(LEAST_ROWS, len(rows) + SPARE_ROWS)
        base = {"font_name": "Times New Roman", "font_size": 11, "valign": "vcenter", "border": 1}
        self._head = book.add_format(
            {**base, "bold": True, "align": "center", "text_wrap": True, "bg_color": "#D9E2EC"}
        )
        self._text = book.add_format({**base, "text_wrap": True, "locked": False})
        self._number = book.add_format({**base, "num_format": "#,##0.######", "locked": False})
        self._input = book.add_format(
            {**base, "num_format": "#,##0.######", "locked": False, "bg_color": "#FFFBE6"}
        )
        self._year = book.add_format({**base, "num_format": "0", "locked": False})
        self._day = book.add_format({**base, "num_format": "dd/mm/yyyy", "locked": False})
        self._plain = book.add_format(
            {"font_name": "Times New Roman", "font_size": 12, "text_wrap": True, "valign": "top"}
        )
        self._bold = book.add_format({"font_name": "Times New Roman", "font_size": 12, "bold": True})

    def write(self, unit: str, unit_code: str, term: str) -> None:
        """Write all sheets."""
        sheet = self._book.add_worksheet(SHEET)
        about = self._book.add_worksheet(ABOUT_SHEET)
        guide = self._book.add_worksheet(GUIDE_SHEET)
        for column, title in enumerate(self._columns):
            sheet.write_string(0, column, title, self._head)
        for place in range(self._last_row):
            self._write_row(sheet, place + 1, self._rows[place] if place < len(self._rows) else None)
        self._dress(sheet, unit, term)
        self._validate(sheet)
        self._write_about(about, unit, unit_code, term)
        self._write_guide(guide)

    def _write_row(self, sheet: Worksheet, line: int, row: FormRow | None) -> None:
        values = self._values(row) if row else (None,) * len(self._columns)
        for column, value in enumerate(values):
            style = self._style(column)
            if value is None or value == "":
                sheet.write_blank(line, column, None, style)
            elif isinstance(value, str):
                sheet.write_string(line, column, value[:_LONGEST], style)
            elif isinstance(value, date):
                sheet.write_datetime(line, column, value, style)
            else:
                sheet.write_number(line, column, value, style)

    def _values(self, row: FormRow) -> tuple[FormValue | date | None, ...]:
        number: FormValue = int(row.number) if row.number.isdecimal() and len(row.number) < 10 else row.number
        return (
            number,
            row.code,
            row.group,
            row.name,
            row.unit_of_measure,
            COMPARATOR_WORDS.get(row.comparator, row.comparator),
            row.baseline,
            row.baseline_year,
            row.target,
            row.high,
            KIND_WORDS.get(row.kind, row.kind),
            METHOD_WORDS.get(row.method, row.method),
            row.due,
            *(row.phased.get(year) for year in self._years),
            *(row.observed.get(label) for label in self._labels),
            row.note,
        )

    def _style(self, column: int) -> Format:
        if column >= len(FIXED_COLUMNS) and column < len(self._columns) - 1:
            return self._number if column < len(FIXED_COLUMNS) + len(self._years) else self._input
        if column in _NUMBER_COLUMNS:
            return self._number
        return self._year if column == 7 else self._day if column == 12 else self._text

    def _dress(self, sheet: Worksheet, unit: str, term: str) -> None:
        sheet.set_row(0, 45)
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        last = len(self._columns) - 1
        sheet.set_column(len(_WIDTHS), last - 1, 10)
        sheet.set_column(last, last, 24)
        sheet.freeze_panes(1, 4)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.6)
        title = f"{unit} – Chỉ tiêu nhiệm kỳ {term}".replace("&", "&&")
        sheet.set_header(f'&C&"Times New Roman,Bold"{title[:150]}')
        sheet.set_footer("&CTrang &P/&N")
        allowed = {"format_columns": True, "format_rows": True, "sort": True, "autofilter": True}
        sheet.protect("", allowed)

    def _validate(self, sheet: Worksheet) -> None:
        for column, words in ((5, COMPARATOR_WORDS), (10, KIND_WORDS), (11, METHOD_WORDS)):
            rule = {
                "validate": "list",
                "source": list(words.values()),
                "error_title": "Giá trị chưa đúng",
                "error_message": "Xin chọn một giá trị trong danh sách.",
            }
            sheet.data_validation(1, column, self._last_row, column, rule)
        year = {"validate": "integer", "criteria": "between", "minimum": 1990, "maximum": 2100}
        sheet.data_validation(
            1,
            7,
            self._last_row,
            7,
            {**year, "error_title": "Năm chưa đúng", "error_message": "Xin ghi năm bốn chữ số."},
        )
        day = {
            "validate": "date",
            "criteria": "between",
            "minimum": date(1990, 1, 1),
            "maximum": date(2100, 12, 31),
        }
        sheet.data_validation(
            1,
            12,
            self._last_row,
            12,
            {**day, "error_title": "Ngày chưa đúng", "error_message": "Xin ghi ngày, ví dụ 31/12/2025."},
        )
        first, last = len(FIXED_COLUMNS), len(self._columns) - 2
        hint = {
            "validate": "any",
            "input_title": "Số liệu",
            "input_message": "Ghi một số. Chưa có số liệu thì để trống; số 0 nghĩa là kết quả bằng 0.",
        }
        if last >= first:
            sheet.data_validation(1, first, self._last_row, last, hint)

    def _write_about(self, sheet: Worksheet, unit: str, unit_code: str, term: str) -> None:
        facts = {ABOUT_UNIT: unit, ABOUT_CODE: unit_code, ABOUT_TERM: term, ABOUT_VERSION: VERSION}
        write_facts(sheet, facts, self._bold, self._plain)

    def _write_guide(self, sheet: Worksheet) -> None:
        sheet.set_column(0, 0, 110)
        sheet.set_column(1, 1, 12)
        for line, text in enumerate(_GUIDE):
            sheet.write_string(line, 0, text, self._plain if line else self._bold)
        self._write_counts(sheet, len(_GUIDE) + 1)
        sheet.set_paper(9)
        sheet.protect()

    def _write_counts(self, sheet: Worksheet, line: int) -> None:
        end = self._last_row + 1
        name = column_letters(3)
        sheet.write_string(line, 0, "Số chỉ tiêu", self._bold)
        sheet.write_formula(line, 1, f"=COUNTA('{SHEET}'!{name}2:{name}{end})", self._plain, len(self._rows))
        first = len(FIXED_COLUMNS) + len(self._years)
        if self._labels:
            block = f"'{SHEET}'!{column_letters(first)}2:{column_letters(first + len(self._labels) - 1)}{end}"
            filled = sum(
                1 for row in self._rows for label in self._labels if row.observed.get(label) not in (None, "")
            )
            sheet.write_string(line + 1, 0, "Số ô thực hiện đã ghi", self._bold)
            sheet.write_formula(line + 1, 1, f"=COUNTA({block})", self._plain, filled)


_GUIDE = (
    "HƯỚNG DẪN GHI BIỂU",
    "1. Mỗi dòng của trang “Chỉ tiêu” là một chỉ tiêu. Không đổi tên và thứ tự cột, không đổi nội dung trang “Thông tin”.",
    "2. Cột “Thực hiện”: ghi số liệu của từng kỳ. Chưa có số liệu thì để trống; số 0 là kết quả bằng 0.",
    "3. Số viết theo kiểu Việt Nam: dấu phẩy trước phần thập phân, dấu chấm ngăn hàng nghìn (1.234,5).",
    "4. “So sánh”: "
    + "; ".join(COMPARATOR_WORDS.values())
    + ". “Trong khoảng” cần cả “Chỉ tiêu nghị quyết” (cận dưới) và “Cận trên”.",
    "5. “Cách lấy kết quả”: số mới nhất; cộng các kỳ; lũy kế từ đầu nhiệm kỳ (số đã cộng sẵn, không cộng nữa); "
    "bình quân các kỳ; xét từng kỳ.",
    "6. “Cách tính”: để trống thì chương trình chọn theo quy tắc chung và báo lại. “So với mức gốc” cần cột “Mức gốc”.",
    "7. Chỉ tiêu “hoàn thành”: ghi “Đạt”, “Chưa đạt” hoặc tỷ lệ hoàn thành (ví dụ 80%).",
    "8. Chỉ tiêu con (“trong đó”) ghi số thứ tự dạng 1.1, 1.2 dưới chỉ tiêu 1, hoặc bắt đầu tên bằng dấu “-”; chỉ tiêu con được "
    "hiển thị nhưng không tính vào tổng số.",
    "9. “Hạn”: chỉ ghi khi khác ngày cuối nhiệm kỳ.",
)
