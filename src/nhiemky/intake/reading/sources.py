"""The columns of an office's table by what they are used for, and what is said about those that are not used."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from nhiemky.intake.reading.cells import Problems
from nhiemky.intake.reading.headings import day_in
from nhiemky.kernel.scoring import TermYears
from nhiemky.kernel.sheets.columns import Column, Role
from nhiemky.kernel.sheets.reading import RawTable
from nhiemky.kernel.viet.dates import find_period, write_date

_OF_A_PLAN = re.compile(r"\bKH|[Kk]ế hoạch")


class Sources(NamedTuple):
    """The columns of a table by what they are used for."""

    first: int
    name: Column
    target: Column | None
    high: Column | None
    unit: Column | None
    note: Column | None
    manner: Column | None
    ratio: Column | None
    verdicts: tuple[Column, ...]
    baseline: Column | None
    due: Column | None
    results: tuple[Column, ...]
    totals: tuple[Column, ...]
    phased: tuple[Column, ...]


def sources_of(table: RawTable, years: TermYears, problems: Problems) -> Sources:
    """Return the columns of a table; how some of them are taken, and which are left out, is noted."""
    results, early = [], []
    baseline = table.column(Role.BASELINE)
    for column in map(partial(_in_term, years=years), table.all_columns(Role.RESULT)):
        if column.year == years.first - 1 and baseline is None:
            baseline = column
            message = f"Cột “{column.title}” được lấy làm mức gốc (năm trước nhiệm kỳ)."
            problems.notice(_head(table, column), "baseline_column", message)
        elif column.end is not None and column.end.year < years.first:
            early.append(column)
        else:
            results.append(column)
    results = _dated_by_title(table, years, results, problems)
    if not results and not table.all_columns(Role.TOTAL):
        message = "Bảng không có cột kết quả thực hiện nên các chỉ tiêu chưa có số liệu."
        problems.warning(table.grid.sheet, "no_results_column", message)
    name = table.column(Role.NAME)
    sources = Sources(
        next((column.index for column in table.columns if column.title), 0),
        name if name is not None else table.columns[0],
        table.column(Role.TARGET),
        table.column(Role.HIGH),
        table.column(Role.UNIT),
        table.column(Role.NOTE),
        table.column(Role.KIND) or table.column(Role.METHOD),
        _ratio_to_target(table),
        table.all_columns(Role.VERDICT),
        baseline,
        table.column(Role.DUE),
        tuple(results),
        table.all_columns(Role.TOTAL),
        table.all_columns(Role.PHASED),
    )
    _note_left_out(table, sources, early, problems)
    return sources


def _ratio_to_target(table: RawTable) -> Column | None:
    """Return the column in which the office worked out how much of the targets is reached.

    Beside plans of single years, what is said to be a share of a plan is none of the target.
    """
    ratios = list(table.all_columns(Role.RATIO))
    if any(table.all_columns(role) for role in (Role.PHASED, Role.RIVAL)):
        ratios = [column for column in ratios if not _OF_A_PLAN.search(column.title)]
    return next((column for column in ratios if column.end is None), ratios[0] if len(ratios) == 1 else None)


def _in_term(column: Column, *, years: TermYears) -> Column:
    """Date a column "giữa nhiệm kỳ", whose day the term tells."""
    period = find_period(column.title, term=(years.first, years.last)) if column.end is None else None
    if period is None or period.end is None:
        return column
    return replace(column, start=period.start, end=period.end, to_date=True)


def _dated_by_title(
    table: RawTable, years: TermYears, results: list[Column], problems: Problems
) -> list[Column]:
    """Give the only column of results, where it names no day, the day that the lines above the table name."""
    day = day_in(table.title) if len(results) == 1 and results[0].end is None else None
    if day is None or not years.first <= day.year <= years.last:
        return results
    message = f"Ngày chốt số liệu của cột “{results[0].title}” lấy theo tên bảng: {write_date(day)}."
    problems.notice(_head(table, results[0]), "date_from_title", message)
    return [replace(results[0], start=date(day.year, 1, 1), end=day, to_date=True)]


def _note_left_out(table: RawTable, sources: Sources, early: Sequence[Column], problems: Problems) -> None:
    for column in table.all_columns(Role.FORECAST):
        message = f"Cột “{column.title}” là dự kiến, không tính là kết quả."
        problems.notice(_head(table, column), "forecast_column", message)
    for column in early:
        message = f"Cột “{column.title}” có số liệu trước nhiệm kỳ, không tính là kết quả."
        problems.notice(_head(table, column), "early_column", message)
    for column in table.all_columns(Role.RIVAL):
        if sources.target is not None and _has_figures(table, column):
            message = (
                f"Bảng có nhiều cột chỉ tiêu; lấy cột “{sources.target.title}”, không lấy cột “{column.title}”. "
                "Đề nghị kiểm tra."
            )
            problems.warning(_head(table, column), "other_target_column", message)
    unread = [column for column in table.columns if column.role is Role.OTHER and _has_figures(table, column)]
    if unread:
        titles = ", ".join(f"“{column.title}”" if column.title else "không tên" for column in unread)
        message = f"Các cột sau có số nhưng không được dùng: {titles}."
        problems.notice(_head(table, unread[0]), "unread_columns", message)


def _has_figures(table: RawTable, column: Column) -> bool:
    values = (table.grid.value(row.line, column.index) for row in table.rows)
    return any(
        isinstance(value, Decimal) or (isinstance(value, str) and any(map(str.isdigit, value)))
        for value in values
    )


def _head(table: RawTable, column: Column) -> str:
    return table.grid.source(max(table.first_row - 1, 0), column.index)


def note_undated(table: RawTable, sources: Sources, problems: Problems) -> None:
    """Note that results stand in a column that names no day."""
    for column in (*sources.results, *sources.totals):
        if column.end is None:
            message = (
                f"Cột “{column.title}” không ghi ngày chốt số liệu; số liệu được coi là số đến ngày đánh giá."
            )
            problems.notice(_head(table, column), "undated_results", message)


def field_columns(sources: Sources) -> dict[str, int]:
    """Return the places of the columns by the names of the fields of a row."""
    named = sources._asdict()
    fields = {name: column.index for name, column in named.items() if isinstance(column, Column)}
    if sources.verdicts:
        fields["verdict"] = sources.verdicts[0].index
    for column in sources.phased:
        if column.year is not None:
            fields[f"phased_{column.year}"] = column.index
    return fields
