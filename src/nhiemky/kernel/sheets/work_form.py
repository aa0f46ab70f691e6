"""The product's own form of work items: one row for each, with how far it has come, filled in Excel and read back."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from nhiemky.kernel.sheets.form import (
    ABOUT_CODE,
    ABOUT_SHEET,
    ABOUT_TERM,
    ABOUT_UNIT,
    ABOUT_VERSION,
    GUIDE_SHEET,
    new_book,
    write_facts,
)

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

SHEET, VERSION = "Đầu công việc", "NK-CV-01"
YES = "x"
STATE_WORDS: Mapping[str, str] = {
    "not_started": "chưa triển khai",
    "in_progress": "đang thực hiện",
    "done": "hoàn thành",
    "paused": "tạm dừng",
    "cancelled": "không thực hiện nữa",
}
LEAST_ROWS, SPARE_ROWS = 90, 10
_LONGEST = 32_767
_FIRST_DAY, _LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)


class WorkFormRow(NamedTuple):
    """One work item as a row of the form, in the order of its columns; `state` is a code of ``STATE_WORDS`` or empty."""

    number: str
    code: str = ""
    group: str = ""
    name: str = ""
    key: bool = False
    lead: str = ""
    supporting: str = ""
    programme: str = ""
    starts_on: date | None = None
    due_on: date | None = None
    product: str = ""
    state: str = ""
    percent: int | None = None
    result: str = ""
    evidence: str = ""
    reported_on: date | None = None
    note: str = ""


COLUMNS: Mapping[str, str] = dict(
    zip(
        WorkFormRow._fields,
        (
            "STT", "Mã", "Nhóm", "Đầu công việc", "Trọng tâm", "Đơn vị chủ trì", "Đơn vị phối hợp", "Chương trình",
            "Bắt đầu", "Hạn", "Sản phẩm", "Trạng thái", "Tỷ lệ (%)", "Kết quả", "Minh chứng", "Ngày báo cáo", "Ghi chú",
        ),
        strict=True,
    )
)  # fmt: skip
_WIDTHS = (6, 10, 16, 46, 8, 22, 22, 14, 11, 11, 20, 16, 8, 36, 22, 11, 22)
_DAYS = ("starts_on", "due_on", "reported_on")
_REPORTED = frozenset({"state", "percent", "result", "evidence", "reported_on"})


def write_work_form(rows: Sequence[WorkFormRow], *, unit: str, unit_code: str, term: str) -> bytes:
    """Write the form of work items for one unit and term ("2020-2025") as the bytes of an .xlsx file."""
    output = io.BytesIO()
    book = new_book(output)
    _Writer(book, rows).write(unit, unit_code, term)
    book.close()
    return output.getvalue()


class _Writer:
    """Writes the three sheets of one form."""

    def __init__(self, book: Workbook, rows: Sequence[WorkFormRow]) -> None:
        self._book = book
        self._rows = rows
        self._last_row = max(LEAST_ROWS, len(rows) + SPARE_ROWS)
        base = {"font_name": "Times New Roman", "font_size": 11, "valign": "vcenter", "border": 1}
        self._head = book.add_format(
            {**base, "bold": True, "align": "center", "text_wrap": True, "bg_color": "#D9E2EC"}
        )
        fill = {"bg_color": "#FFFBE6"}
        self._text = book.add_format({**base, "text_wrap": True, "locked": False})
        self._input = book.add_format({**base, **fill, "text_wrap": True, "locked": False})
        self._day = book.add_format({**base, "num_format": "dd/mm/yyyy", "locked": False})
        self._input_day = book.add_format({**base, **fill, "num_format": "dd/mm/yyyy", "locked": False})
        self._plain = book.add_format(
            {"font_name": "Times New Roman", "font_size": 12, "text_wrap": True, "valign": "top"}
        )
        self._bold = book.add_format({"font_name": "Times New Roman", "font_size": 12, "bold": True})

    def write(self, unit: str, unit_code: str, term: str) -> None:
        """Write all sheets."""
        sheet = self._book.add_worksheet(SHEET)
        about = self._book.add_worksheet(ABOUT_SHEET)
        guide = self._book.add_worksheet(GUIDE_SHEET)
        for column, title in enumerate(COLUMNS.values()):
            sheet.write_string(0, column, title, self._head)
        for place in range(self._last_row):
            self._write_row(sheet, place + 1, self._rows[place] if place < len(self._rows) else None)
        self._dress(sheet, unit, term)
        self._validate(sheet)
        facts = {ABOUT_UNIT: unit, ABOUT_CODE: unit_code, ABOUT_TERM: term, ABOUT_VERSION: VERSION}
        write_facts(about, facts, self._bold, self._plain)
        for line, text in enumerate(_GUIDE):
            guide.write_string(line, 0, text, self._plain if line else self._bold)
        guide.set_column(0, 0, 110)
        guide.protect()

    def _write_row(self, sheet: Worksheet, line: int, row: WorkFormRow | None) -> None:
        for column, field in enumerate(COLUMNS):
            style, value = self._style(field), None if row is None else _shown(row, field)
            if value is None or value == "":
                sheet.write_blank(line, column, None, style)
            elif isinstance(value, str):
                sheet.write_string(line, column, value[:_LONGEST], style)
            elif isinstance(value, date):
                sheet.write_datetime(line, column, value, style)
            else:
                sheet.write_number(line, column, value, style)

    def _style(self, field: str) -> Format:
        if field in _DAYS:
            return self._input_day if field in _REPORTED else self._day
        return self._input if field in _REPORTED else self._text

    def _dress(self, sheet: Worksheet, unit: str, term: str) -> None:
        sheet.set_row(0, 32)
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 4)
        sheet.set_landscape()
        sheet.set_paper(8)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.6)
        title = f"{unit} – Đầu công việc nhiệm kỳ {term}".replace("&", "&&")
        sheet.set_header(f'&C&"Times New Roman,Bold"{title[:150]}')
        sheet.set_footer("&CTrang &P/&N")
        allowed = {"format_columns": True, "format_rows": True, "sort": True, "autofilter": True}
        sheet.protect("", allowed)

    def _validate(self, sheet: Worksheet) -> None:
        words = {"error_title": "Giá trị chưa đúng", "error_message": "Xin chọn một giá trị trong danh sách."}
        self._rule(sheet, "key", {"validate": "list", "source": [YES], **words})
        self._rule(sheet, "state", {"validate": "list", "source": list(STATE_WORDS.values()), **words})
        share = {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 100}
        self._rule(
            sheet,
            "percent",
            {
                **share,
                "error_title": "Tỷ lệ chưa đúng",
                "error_message": "Xin ghi một số nguyên từ 0 đến 100.",
            },
        )
        day = {"validate": "date", "criteria": "between", "minimum": _FIRST_DAY, "maximum": _LAST_DAY}
        wrong = {"error_title": "Ngày chưa đúng", "error_message": "Xin ghi ngày, ví dụ 31/12/2025."}
        for field in _DAYS:
            self._rule(sheet, field, {**day, **wrong})

    def _rule(self, sheet: Worksheet, field: str, rule: Mapping[str, object]) -> None:
        column = list(COLUMNS).index(field)
        sheet.data_validation(1, column, self._last_row, column, dict(rule))


def _shown(row: WorkFormRow, field: str) -> str | int | date | None:
    if field == "number":
        return int(row.number) if row.number.isdecimal() and len(row.number) < 10 else row.number
    if field == "key":
        return YES if row.key else ""
    if field == "state":
        return STATE_WORDS.get(row.state, row.state)
    value: str | int | date | None = getattr(row, field)
    return value


_GUIDE = (
    "HƯỚNG DẪN GHI BIỂU",
    "1. Mỗi dòng của trang “Đầu công việc” là một đầu công việc. Không đổi tên cột, không đổi nội dung trang “Thông tin”.",
    "2. “Trọng tâm”: chọn x với đầu công việc trọng tâm. Đầu công việc trọng tâm thường đánh số riêng: T1, T2…",
    "3. “Mã”: giống nhau ở mọi đơn vị có cùng đầu công việc; không có thì để trống.",
    "4. “Chương trình”: ký hiệu văn bản đã vào sổ, ví dụ 16-CTr/HU.",
    "5. “Bắt đầu”, “Hạn”, “Ngày báo cáo”: ghi ngày, ví dụ 31/12/2023.",
    "6. “Trạng thái”: " + "; ".join(STATE_WORDS.values()) + ". Chưa có báo cáo thì để trống.",
    "7. “Tỷ lệ (%)”: số nguyên từ 0 đến 100; hoàn thành là 100, chưa triển khai là 0.",
    "8. “Ngày báo cáo”: ngày mà kết quả được tính đến; để trống thì lấy ngày chọn khi tải tệp lên.",
    "9. Xóa một dòng khỏi biểu không đưa đầu công việc ra khỏi danh sách; việc đó làm trên màn hình, có ghi lý do.",
)
