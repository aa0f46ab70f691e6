"""Boards and results as Excel workbooks: plain tables that can be sorted, filtered and printed.

User text is always written as a string, so that a name beginning with "=" never becomes a formula.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from typing import TypeAlias

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from nhiemky.kernel.scoring import round_shown
from nhiemky.kernel.viet.dates import write_date
from nhiemky.reporting.board import SubtreeBoard, TargetLine, UnitBoard
from nhiemky.reporting.labels import band_fills
from nhiemky.reporting.review_wording import frozen_note, illustrative_note, unconfirmed_note

Value: TypeAlias = str | int | Decimal | Fraction | None
# What Excel takes in the heading of a page, less room for the codes in it
_LONGEST_HEADING = 240
# The height of a line of 12 point, in points; Excel keeps heights in steps of three quarters
LINE = 18


class Sheets:
    """A workbook being written, with the few formats that all sheets share."""

    def __init__(self, heading: str = "") -> None:
        """This function will begin a workbook; the heading is printed above every page, its number below."""
        self._buffer = BytesIO()
        self.heading = heading.replace("&", "&&")[:_LONGEST_HEADING]
        self.book = Workbook(
            self._buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        base = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
        self.title = self.book.add_format({**base, "bold": True, "font_size": 14})
        self.note = self.book.add_format({**base, "italic": True, "text_wrap": True})
        self.plain = self.book.add_format({**base, "text_wrap": True})
        self.head = self.book.add_format(
            {**base, "bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True}
        )
        self.text = self.book.add_format({**base, "border": 1, "text_wrap": True})
        self.number = self.book.add_format({**base, "border": 1, "num_format": "#,##0.####"})
        self.share = self.book.add_format({**base, "border": 1, "num_format": "0.00"})

    def filled(self, colour: str) -> Format:
        """This function will give the format of a figure on a ground of a colour (RRGGBB)."""
        return self.book.add_format(
            {
                "font_name": "Times New Roman",
                "font_size": 12,
                "border": 1,
                "num_format": "#,##0.##",
                "bg_color": f"#{colour}",
            }
        )

    def sheet(self, name: str, *, landscape: bool = True) -> Worksheet:
        """This function will add a sheet set up for printing on A4, one page wide."""
        sheet = self.book.add_worksheet(name)
        sheet.set_paper(9)
        if landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        if self.heading:
            sheet.set_header(f"&L{self.heading}")
            sheet.set_footer("&CTrang &P/&N")
        return sheet

    def table(
        self,
        sheet: Worksheet,
        *,
        row: int,
        header: Sequence[str],
        rows: Sequence[Sequence[Value]],
        widths: Sequence[int],
        frozen: int = 0,
    ) -> int:
        """This function will write a table with header, filter and frozen panes; it gives the row after it.

        `frozen` columns stay in sight beside the header.
        """
        for column, (name, width) in enumerate(zip(header, widths, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(row, column, name, self.head)
        for line, values in enumerate(rows, start=row + 1):
            for column, value in enumerate(values):
                self.cell(sheet, line, column, value)
        last = row + len(rows)
        sheet.autofilter(row, 0, max(last, row + 1), len(header) - 1)
        sheet.freeze_panes(row + 1, frozen)
        sheet.repeat_rows(row)
        return last + 1

    def paragraph(
        self, sheet: Worksheet, row: int, text: str, form: Format, *, widths: Sequence[int]
    ) -> None:
        """This function will write a text across the columns of these widths, in a row as high as it needs.

        A long line that runs out of its cell would shrink the whole page in print.
        """
        sheet.merge_range(row, 0, row, len(widths) - 1, "", form)
        sheet.write_string(row, 0, text, form)
        sheet.set_row(row, LINE * max(1, -(-len(text) // sum(widths))))

    def cell(self, sheet: Worksheet, row: int, column: int, value: Value, form: Format | None = None) -> None:
        """This function will write one value; missing stays an empty cell, never zero."""
        if value is None or value == "":
            sheet.write_blank(row, column, None, form or self.text)
        elif isinstance(value, str):
            sheet.write_string(row, column, value, form or self.text)
        else:
            sheet.write_number(row, column, value, form or self.number)

    def done(self) -> bytes:
        """This function will close the workbook and give its bytes."""
        self.book.close()
        return self._buffer.getvalue()


def _share(line: TargetLine, board: UnitBoard) -> Decimal | None:
    return None if line.attainment is None else round_shown(line.attainment, board.scheme)


def unit_workbook(
    board: UnitBoard, years: Sequence[int], values: Mapping[int, Sequence[Value]], *, frozen_label: str = ""
) -> bytes:
    """This function will write the results of one unit: an overview, the targets, and where each figure comes from.

    ``values`` are the figures of each target id by year, in the order of ``years``.
    """
    day = _day(board)
    sheets = Sheets(f"{board.unit_name}, {day}")
    notes = [frozen_note(frozen_label)] if frozen_label else []
    if board.unconfirmed:
        notes.append(unconfirmed_note(board.unconfirmed))
    _overview(sheets, board, f"{day[:1].upper()}{day[1:]}", notes)
    _targets(sheets, board, years, values)
    return sheets.done()


def _day(board: UnitBoard | SubtreeBoard) -> str:
    return f"nhiệm kỳ {board.term}, số liệu đến ngày {write_date(board.as_of)}"


def _overview(sheets: Sheets, board: UnitBoard | SubtreeBoard, about: str, notes: Sequence[str]) -> None:
    """Write what the figures are of, the sentence, the bands, and what must be known to read them."""
    sheet = sheets.sheet("Tổng hợp", landscape=False)
    sheet.write_string(0, 0, board.unit_name, sheets.title)
    widths = (36, 14, 14)
    sheets.paragraph(sheet, 1, about, sheets.note, widths=widths)
    sheets.paragraph(sheet, 2, board.sentence, sheets.plain, widths=widths)
    end = sheets.table(
        sheet,
        row=4,
        header=("Nhóm mức đạt", "Số chỉ tiêu", "Tỷ lệ (%)"),
        rows=[(band.name, band.count, band.percent) for band in board.bands],
        widths=widths,
    )
    said = [board.scheme.rule_text, *notes, *([illustrative_note()] if board.illustrative else [])]
    for line, note in enumerate(said, start=end + 1):
        sheets.paragraph(sheet, line, note, sheets.note, widths=widths)


def _targets(
    sheets: Sheets, board: UnitBoard, years: Sequence[int], values: Mapping[int, Sequence[Value]]
) -> None:
    sheet = sheets.sheet("Chỉ tiêu")
    header = (
        "STT", "Lĩnh vực", "Chỉ tiêu", "Đơn vị tính", "Chỉ tiêu nghị quyết", *(f"Thực hiện {year}" for year in years),
        "Đến ngày chốt", "Mức đạt (%)", "Nhóm", "Tiến độ", "Cách lấy kết quả", "Cách tính", "Nguồn",
        "Ghi chú",
    )  # fmt: skip
    blank: Sequence[Value] = (None,) * len(years)
    rows: list[Sequence[Value]] = [
        (
            line.number, line.group, line.name, line.unit_of_measure, line.goal, *values.get(line.id, blank),
            line.achieved_value, _share(line, board), line.judged, line.course_name, line.kind_name,
            line.method_name, line.source, _remark(line),
        )
        for line in board.lines
    ]  # fmt: skip
    widths = (6, 18, 48, 14, 16, *(12 for _ in years), 14, 11, 18, 18, 20, 24, 22, 24)
    sheets.table(sheet, row=0, header=header, rows=rows, widths=widths)


def _remark(line: TargetLine) -> str:
    marks = (
        (not line.counted, "không tính vào tổng"),
        (line.unconfirmed, "chưa xác nhận"),
        (line.estimate, "ước thực hiện"),
        (bool(line.reason), line.reason),
    )
    return "; ".join(words for holds, words in marks if holds)


def subtree_workbook(board: SubtreeBoard, notes: Sequence[str] = ()) -> bytes:
    """This function will write the board of a branch: what it shows, units × bands, units × targets, targets across units.

    `notes` are what else is to be known, such as how targets were adjusted.
    """
    day = _day(board)
    sheets = Sheets(f"{board.unit_name}, các đơn vị bên dưới, {day}")
    _overview(sheets, board, f"Các đơn vị bên dưới, {day}", [*_branch_notes(board), *notes])
    _units(sheets, board)
    for place, part in enumerate(board.by_level, start=1):
        _heat(sheets, part, "Mức đạt (%)" if place == 1 else f"Mức đạt (%) {place}")
    _columns(sheets, board)
    return sheets.done()


def _branch_notes(board: SubtreeBoard) -> list[str]:
    asked = board.selection
    chosen = (
        ("lĩnh vực", asked.group),
        ("loại đơn vị", board.type_name if asked.unit_type else ""),
        ("có chỉ tiêu ở nhóm", board.scheme.names[asked.band] if asked.band else ""),
    )
    only = "; ".join(f"{name} “{value}”" for name, value in chosen if value)
    notes = [f"Chỉ gồm: {only}."] if only else []
    if board.silent:
        notes.append(f"Chưa có chỉ tiêu: {', '.join(row.name for row in board.silent)}.")
    if board.unconfirmed:
        notes.append(
            f"Có {board.unconfirmed} chỉ tiêu gồm số liệu chưa được lãnh đạo đơn vị xác nhận (cột “Chưa xác nhận”)."
        )
    return notes


def _units(sheets: Sheets, board: SubtreeBoard) -> None:
    sheet = sheets.sheet("Đơn vị")
    names = board.scheme.names
    codes = board.scheme.class_codes
    rows: list[Sequence[Value]] = [
        (
            unit.code,
            unit.name,
            unit.total,
            *(unit.counts[code] for code in codes),
            unit.unconfirmed,
            unit.sentence,
        )
        for unit in (board.own, *board.reporting)
    ]
    sheets.table(
        sheet,
        row=0,
        header=("Mã", "Đơn vị", "Số chỉ tiêu", *(names[code] for code in codes), "Chưa xác nhận", "Đánh giá"),
        rows=rows,
        widths=(10, 34, 11, *(11 for _ in codes), 12, 90),
        frozen=2,
    )


def _heat(sheets: Sheets, board: SubtreeBoard, name: str) -> None:
    sheet = sheets.sheet(name)
    sheets.table(
        sheet,
        row=0,
        header=(board.type_name or "Đơn vị", *(column.number for column in board.columns)),
        rows=[(row.unit_name, *(None for _ in row.cells)) for row in board.heat],
        widths=(28, *(9 for _ in board.columns)),
        frozen=1,
    )
    forms = {code: sheets.filled(fill) for code, fill in band_fills(board.scheme).items()}
    for line, row in enumerate(board.heat, start=1):
        for column, cell in enumerate(row.cells, start=1):
            if cell is not None:
                sheets.cell(sheet, line, column, _decimal(cell.text), forms[cell.class_code])


def _decimal(text: str) -> Decimal | None:
    return None if not text else Decimal(text.replace(".", "").replace(",", "."))


def _columns(sheets: Sheets, board: SubtreeBoard) -> None:
    parts = board.by_level
    kinds = ("Loại đơn vị",) if len(parts) > 1 else ()
    rows: list[Sequence[Value]] = [
        (
            c.number,
            c.group,
            c.name,
            c.units,
            c.met,
            _percent(c.met, c.units),
            *(part.type_name for _ in kinds),
        )
        for part in parts
        for c in part.columns
    ]
    sheets.table(
        sheets.sheet("Chỉ tiêu"),
        row=0,
        header=(
            "STT", "Lĩnh vực", "Chỉ tiêu", "Số đơn vị có chỉ tiêu", "Số đơn vị đạt và vượt", "Tỷ lệ (%)", *kinds,
        ),
        rows=rows,
        widths=(6, 22, 70, 14, 14, 12, *(24 for _ in kinds)),
    )  # fmt: skip


def _percent(part: int, whole: int) -> Decimal | None:
    return round(Decimal(part * 100) / whole, 2) if whole else None
