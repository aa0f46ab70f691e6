"""Builds workbooks as offices type them: rows of values, merged blocks, formats and fonts of single cells."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from xlsxwriter import Workbook

CellValue = str | int | float | Decimal | date | None
Rows = Sequence[Sequence[CellValue]]


@dataclass(frozen=True)
class Sample:
    """One sheet: its rows, merged blocks such as "D1:F1", formats by cell and one font for all."""

    rows: Rows
    merged: Sequence[str] = ()
    sheet: str = "Sheet1"
    formats: Mapping[str, str] = field(default_factory=dict)
    font: str = "Calibri"
    hidden: bool = False


def workbook(*samples: Sample) -> bytes:
    """Return the bytes of an .xlsx file with one sheet for each sample."""
    output = io.BytesIO()
    book = Workbook(output, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    for sample in samples:
        sheet = book.add_worksheet(sample.sheet)
        plain = book.add_format({"font_name": sample.font})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for line, row in enumerate(sample.rows):
            for column, value in enumerate(row):
                code = sample.formats.get(f"{chr(65 + column)}{line + 1}")
                style = book.add_format({"num_format": code}) if code else plain
                if isinstance(value, date):
                    sheet.write_datetime(line, column, value, day)
                elif isinstance(value, str) and value.startswith("="):
                    sheet.write_formula(line, column, value, style, "")
                elif isinstance(value, str):
                    sheet.write_string(line, column, value, style)
                elif value is not None:
                    sheet.write_number(line, column, value, style)
        for block in sample.merged:
            first = block.split(":")[0]
            column, line = ord(first[0]) - 65, int(first[1:]) - 1
            value = sample.rows[line][column] if column < len(sample.rows[line]) else None
            sheet.merge_range(block, value if value is not None else "", plain)
        if sample.hidden:
            sheet.hide()
    book.close()
    return output.getvalue()


def table(*rows: Sequence[CellValue], merged: Sequence[str] = (), **more: object) -> bytes:
    """Return the bytes of an .xlsx file with one sheet of the given rows."""
    return workbook(Sample(rows, merged, **more))  # type: ignore[arg-type]
