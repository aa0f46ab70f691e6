"""Any table of a page as an Excel workbook."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from io import BytesIO

import xlsxwriter
from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _

from nhiemky.kernel.viet.dates import write_date
from nhiemky.kernel.viet.fold import fold
from nhiemky.web.tables import Cell, Table

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST = 60
LONGEST = 80


@dataclass(frozen=True)
class About:
    """What a table is of: the unit, the term and the day that were chosen."""

    as_of: date
    unit_code: str = ""
    unit_name: str = ""
    term: str = ""

    def __str__(self) -> str:
        """Write it as the line below a title."""
        term = _("nhiệm kỳ %(term)s") % {"term": self.term} if self.term else ""
        day = _("số liệu đến ngày %(day)s") % {"day": write_date(self.as_of)}
        line = ", ".join(filter(None, (self.unit_name, term, day)))
        return line[:1].upper() + line[1:]


def workbook(table: Table, *, title: str, about: About) -> bytes:
    """This function will write a table as a workbook of one sheet: title, what it is of, head, rows; texts stay texts."""
    target = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(target, options)
    sheet = book.add_worksheet(_("Danh sách"))
    bold = book.add_format({"bold": True, "font_name": "Times New Roman", "font_size": 13})
    head = book.add_format(
        {"bold": True, "border": 1, "text_wrap": True, "valign": "vcenter", "bg_color": "#E7EDF5"}
    )
    forms = {
        "text": book.add_format({"border": 1, "text_wrap": True, "valign": "top"}),
        "number": book.add_format({"border": 1, "num_format": "#,##0.######", "valign": "top"}),
        "day": book.add_format({"border": 1, "num_format": "d-m-yyyy", "valign": "top"}),
        "moment": book.add_format({"border": 1, "num_format": "h:mm, d-m-yyyy", "valign": "top"}),
    }
    sheet.write_string(0, 0, title, bold)
    sheet.write_string(1, 0, str(about))
    for column, shown in enumerate(table.heads):
        sheet.write_string(3, column, shown.label, head)
    for line, cells in enumerate(table.rows, start=4):
        for column, cell in enumerate(cells):
            _write(sheet, line, column, cell, forms)
    _lay_out(sheet, table)
    book.close()
    return target.getvalue()


def _write(
    sheet: xlsxwriter.worksheet.Worksheet, line: int, column: int, cell: Cell, forms: dict[str, object]
) -> None:
    value = cell.value
    if isinstance(value, datetime):
        sheet.write_datetime(line, column, timezone.localtime(value).replace(tzinfo=None), forms["moment"])
    elif isinstance(value, date):
        sheet.write_datetime(line, column, value, forms["day"])
    elif isinstance(value, int | Decimal | Fraction) and not isinstance(value, bool):
        sheet.write_number(line, column, value, forms["number"])
    elif value is None:
        sheet.write_blank(line, column, None, forms["text"])
    else:
        sheet.write_string(line, column, cell.text, forms["text"])


def _lay_out(sheet: xlsxwriter.worksheet.Worksheet, table: Table) -> None:
    for column, shown in enumerate(table.heads):
        longest = max((len(cells[column].text) for cells in table.rows[:500]), default=0)
        sheet.set_column(column, column, min(WIDEST, max(len(shown.label), longest, 6) + 2))
    sheet.freeze_panes(4, 0)
    sheet.autofilter(3, 0, 3 + len(table.rows), max(0, len(table.heads) - 1))
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(3)


def excel_response(table: Table, *, about: About) -> HttpResponse:
    """This function will send a table as an Excel file named after its caption, unit and day."""
    caption = slugify(fold(table.caption))[:LONGEST].strip("-")
    name = "-".join(filter(None, (caption, slugify(fold(about.unit_code)), write_date(about.as_of))))
    return download(workbook(table, title=table.caption, about=about), f"{name}.xlsx", XLSX)


def download(data: bytes, file_name: str, content_type: str, *, inline: bool = False) -> HttpResponse:
    """This function will send bytes as a file to be saved, or shown in the browser; names may carry Vietnamese letters."""
    response = HttpResponse(data, content_type=content_type)
    response.headers["Content-Disposition"] = (
        content_disposition_header(not inline, file_name) or "attachment"
    )
    response.headers["Cache-Control"] = "no-store, private"
    return response
