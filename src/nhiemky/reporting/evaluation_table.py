"""An evaluation as rows of text, and as plain text, CSV and a workbook."""

from __future__ import annotations

import csv
import io
import textwrap
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from nhiemky.kernel.scoring import Comparator, Number, round_shown
from nhiemky.kernel.viet.dates import write_date
from nhiemky.kernel.viet.numbers import write_number
from nhiemky.reporting.evaluation import EvaluatedTarget, Evaluation
from nhiemky.reporting.labels import COURSES, KINDS, METHODS, figure_text, goal_text

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

SEVERITIES = {"error": "Lỗi", "warning": "Cảnh báo", "notice": "Lưu ý"}
TARGET_HEADER = (
    "TT",
    "Lĩnh vực",
    "Chỉ tiêu",
    "ĐVT",
    "Nghị quyết",
    "Thực hiện",
    "Mức đạt (%)",
    "Nhóm mức đạt",
    "Tiến độ",
    "Cách lấy kết quả",
    "Cách tính",
    "Ô nguồn",
)
BAND_HEADER = ("Nhóm mức đạt", "Số chỉ tiêu", "Tỷ lệ (%)", "Các chỉ tiêu số")
PROBLEM_HEADER = ("Ô", "Mức", "Nội dung")
_NAME_WIDTH = 44
_MOST_NOTICES = 12


def target_cells(target: EvaluatedTarget, evaluation: Evaluation) -> tuple[str, ...]:
    """Return one target in the columns of ``TARGET_HEADER``, as texts in Vietnamese writing."""
    row, assessment = target.row, target.assessment
    name = row.name if row.counted else f"- {row.name}"
    course = target.course
    return (
        row.number,
        row.group,
        name,
        row.unit_of_measure,
        goal_text(row.goal),
        achieved_text(target),
        attainment_text(target, evaluation),
        evaluation.scheme.names[target.class_code],
        COURSES[course] if course is not None else "",
        KINDS[assessment.kind],
        METHODS[assessment.method],
        row.source,
    )


def cut_off_text(evaluation: Evaluation) -> str:
    """Return the words that say up to when the figures go."""
    return (
        f"Số liệu đến ngày {write_date(evaluation.as_of)}"
        if evaluation.as_of
        else "Số liệu không ghi ngày chốt"
    )


def achieved_text(target: EvaluatedTarget) -> str:
    """Return the achieved value in Vietnamese writing; for a milestone, words or the percentage of completion."""
    value: Number | None = target.assessment.achieved
    if value is None:
        return ""
    if target.row.goal.comparator is Comparator.DONE:
        return "Đạt" if value >= 100 else f"{figure_text(value)}%" if value else "Chưa đạt"
    return figure_text(value, places=4)


def attainment_text(target: EvaluatedTarget, evaluation: Evaluation) -> str:
    """Return the attainment with two decimals, never rounded over a band's edge."""
    attainment = target.attainment
    return "" if attainment is None else write_number(round_shown(attainment, evaluation.scheme))


def band_cells(evaluation: Evaluation) -> list[tuple[str, str, str, str]]:
    """Return a row for each band and for each class that has targets: name, count, share, numbers of targets."""
    counted = [target for target in evaluation.targets if target.row.counted]
    bands = {band.code for band in evaluation.scheme.bands}
    rows = []
    for code, name in evaluation.scheme.names.items():
        count = evaluation.tally.counts[code]
        if not count and code not in bands:
            continue
        numbers = ", ".join(
            target.row.number or target.row.name for target in counted if target.class_code == code
        )
        rows.append((name, str(count), share_text(count, evaluation.tally.total), numbers))
    return rows


def share_text(count: int, total: int) -> str:
    """Return a share in percent with one decimal, rounded half up."""
    if not total:
        return ""
    share = Decimal(count * 100) / Decimal(total)
    return write_number(share.quantize(Decimal("0.1"), ROUND_HALF_UP), places=1)


def as_text(evaluation: Evaluation) -> str:
    """Return the evaluation as aligned plain text for a terminal."""
    table = evaluation.table
    lines = [table.unit or "Đơn vị: không rõ"]
    lines.append(f"{cut_off_text(evaluation)}; nhiệm kỳ {table.term or 'không rõ'}")
    lines += [evaluation.sentence, ""]
    chosen = (0, 2, 3, 4, 5, 6, 7, 8)
    rows = [
        tuple(cells[i] for i in chosen) for cells in (target_cells(t, evaluation) for t in evaluation.targets)
    ]
    lines += _aligned([TARGET_HEADER[i] for i in chosen], rows, right={4, 5}, wide=1)
    lines += [
        "",
        *_aligned(BAND_HEADER[:3], [row[:3] for row in band_cells(evaluation)], right={1, 2}, wide=0),
    ]
    lines += ["", *textwrap.wrap(evaluation.scheme.rule_text, 110), *_problem_lines(evaluation)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _problem_lines(evaluation: Evaluation) -> list[str]:
    lines = []
    for severity, title in (("error", "Lỗi"), ("warning", "Cảnh báo"), ("notice", "Lưu ý")):
        found = [problem for problem in evaluation.problems if problem.severity == severity]
        if not found:
            continue
        lines += ["", f"{title} ({len(found)}):"]
        most = _MOST_NOTICES if severity == "notice" else len(found)
        lines += [f"  {problem.cell}: {problem.message}" for problem in found[:most]]
        if len(found) > most:
            lines.append(f"  … và {len(found) - most} lưu ý khác (xem đủ với --format json).")
    return lines


def _aligned(
    header: Sequence[str], rows: Sequence[Sequence[str]], *, right: set[int], wide: int
) -> list[str]:
    wrapped = [
        [textwrap.wrap(cell, _NAME_WIDTH) or [""] if i == wide else [cell] for i, cell in enumerate(row)]
        for row in rows
    ]
    widths = [
        max(len(title), *(len(part) for row in wrapped for part in row[place]), 0) if wrapped else len(title)
        for place, title in enumerate(header)
    ]
    lines = ["  ".join(title.ljust(width) for title, width in zip(header, widths, strict=True))]
    lines.append("  ".join("-" * width for width in widths))
    for row in wrapped:
        for level in range(max(len(cell) for cell in row)):
            parts = [cell[level] if level < len(cell) else "" for cell in row]
            lines.append(
                "  ".join(
                    part.rjust(width) if place in right else part.ljust(width)
                    for place, (part, width) in enumerate(zip(parts, widths, strict=True))
                )
            )
    return lines


def as_csv(evaluation: Evaluation) -> bytes:
    """Return the targets as CSV that Excel opens by itself: UTF-8 with its mark, semicolons between fields."""
    output = io.StringIO()
    writer = csv.writer(output, delimiter=";", lineterminator="\r\n")
    writer.writerow(TARGET_HEADER)
    for target in evaluation.targets:
        writer.writerow([_harmless(cell) for cell in target_cells(target, evaluation)])
    return output.getvalue().encode("utf-8-sig")


def _harmless(text: str) -> str:
    # a text such as "=cmd" must not become a formula when the file is opened
    return f"'{text}" if text[:1] in ("=", "+", "@", "\t", "\r") or text.startswith("-=") else text


def as_workbook(evaluation: Evaluation) -> bytes:
    """Return the evaluation as a workbook with the sheets of targets, bands and problems."""
    from xlsxwriter import Workbook

    output = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(output, options) as book:
        base = {"font_name": "Times New Roman", "font_size": 12, "valign": "top", "text_wrap": True}
        title = book.add_format({**base, "bold": True, "text_wrap": False})
        plain = book.add_format({**base, "text_wrap": False})
        head = book.add_format({**base, "bold": True, "border": 1, "align": "center", "bg_color": "#D9E2EC"})
        text = book.add_format({**base, "border": 1})
        number = book.add_format({**base, "border": 1, "num_format": "#,##0.00"})
        targets = book.add_worksheet("Chỉ tiêu")
        targets.write_string(0, 0, evaluation.table.unit or "Kết quả thực hiện các chỉ tiêu", title)
        targets.write_string(1, 0, f"{cut_off_text(evaluation)}. {evaluation.sentence}", plain)
        for column, name in enumerate(TARGET_HEADER):
            targets.write_string(3, column, name, head)
        for line, target in enumerate(evaluation.targets, 4):
            for column, cell in enumerate(target_cells(target, evaluation)):
                if column == 6 and target.attainment is not None:
                    shown = round_shown(Fraction(target.attainment), evaluation.scheme)
                    targets.write_number(line, column, shown, number)
                else:
                    targets.write_string(line, column, cell, text)
        for column, width in enumerate((6, 18, 48, 14, 14, 14, 11, 18, 18, 20, 26, 20)):
            targets.set_column(column, column, width)
        targets.freeze_panes(4, 3)
        targets.set_landscape()
        targets.set_paper(9)
        targets.fit_to_pages(1, 0)
        targets.repeat_rows(3)
        bands = book.add_worksheet("Nhóm mức đạt")
        _write(bands, BAND_HEADER, band_cells(evaluation), head, text, (30, 14, 12, 60))
        bands.write_string(len(band_cells(evaluation)) + 2, 0, evaluation.scheme.rule_text, plain)
        problems = book.add_worksheet("Vấn đề")
        rows = [(p.cell, SEVERITIES[p.severity], p.message) for p in evaluation.problems]
        _write(problems, PROBLEM_HEADER, rows, head, text, (26, 12, 110))
    return output.getvalue()


def _write(
    sheet: Worksheet,
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    head: Format,
    text: Format,
    widths: Sequence[int],
) -> None:
    for column, (name, width) in enumerate(zip(header, widths, strict=True)):
        sheet.write_string(0, column, name, head)
        sheet.set_column(column, column, width)
    for line, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            sheet.write_string(line, column, cell, text)
    sheet.freeze_panes(1, 0)
