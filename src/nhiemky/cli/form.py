"""``nhiemky form``: the form to fill in, empty, from a table of targets, or for a unit of the database."""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from nhiemky.cli.arguments import Parser, write_whole
from nhiemky.intake.reading import BookError, ResultRow, ResultsTable, read_results
from nhiemky.intake.reading.office import FALLBACK_TERM
from nhiemky.kernel.scoring import Comparator, Number, Period, TermYears, kind_of_wording, method_of
from nhiemky.kernel.sheets.form import FormRow, FormValue, write_form
from nhiemky.kernel.viet.dates import find_period

_UNUSABLE = 2
_TERM_LENGTH = 5


def parser() -> Parser:
    """Return the parser of the command's arguments."""
    parser = Parser(
        "form",
        "Tạo biểu Excel để ghi chỉ tiêu và kết quả.",
        "Write the Excel form for targets and results.",
    )
    source = parser.add_mutually_exclusive_group()
    source.add_argument(
        "--targets",
        type=Path,
        metavar="TỆP.xlsx",
        help="lấy chỉ tiêu từ một bảng có sẵn / targets of a table",
    )
    source.add_argument(
        "--unit", metavar="MÃ", help="mã đơn vị trong dữ liệu / code of a unit in the database"
    )
    parser.add_argument("--term", metavar="2020-2025", help="nhiệm kỳ (mặc định: hiện nay) / term")
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="TỆP.xlsx", help="tệp ghi ra / file to write"
    )
    return parser


def run(arguments: list[str]) -> int:
    """Write the form and return 0, or 2 when there is nothing to make it from."""
    options = parser().parse_args(arguments)
    try:
        data = (
            _of_unit(options) if options.unit else _of_table(options) if options.targets else _empty(options)
        )
    except BookError as error:
        sys.stderr.write(f"Không đọc được “{options.targets.name}”. {error.message}\n")
        return _UNUSABLE
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return _UNUSABLE
    write_whole(options.output, data)
    sys.stdout.write(f"Đã ghi biểu: {options.output}\n")
    return 0


def _empty(options: Namespace) -> bytes:
    term = options.term or _term_of(_today())
    return write_form((), unit="", unit_code="", term=term, years=_years(term))


def _of_table(options: Namespace) -> bytes:
    table = read_results(options.targets.read_bytes())
    term = options.term or table.term or _term_of(_today())
    labels = _labels(table)
    rows = [form_row(row, labels) for row in table.rows]
    observed = tuple(dict.fromkeys((*map(str, _years(term)), *labels.values())))
    return write_form(
        rows, unit=table.unit, unit_code=table.unit_code, term=term, years=_years(term), observed=observed
    )


def _of_unit(options: Namespace) -> bytes:
    from nhiemky.cli.unit_form import form_of_unit

    return form_of_unit(options.unit, term=options.term, today=_today())


def form_row(row: ResultRow, labels: dict[tuple[date, date], str]) -> FormRow:
    """Return a target that was read as a row of the form, with its observations under the labels of their periods."""
    goal = row.goal
    done = goal.comparator is Comparator.DONE
    observed: dict[str, FormValue] = {}
    for each in row.measured:
        label = labels[each.period.start, each.period.end]
        observed[label] = ("Đạt" if each.done else _value(each.value)) if done else _value(each.value)
    return FormRow(
        number=row.number,
        name=row.name if row.counted else f"- {row.name}",
        code=row.code,
        group=row.group,
        unit_of_measure=row.unit_of_measure,
        comparator=goal.comparator.value,
        baseline=_optional(goal.baseline),
        baseline_year=goal.baseline_year,
        target=_optional(goal.low if goal.comparator is Comparator.BETWEEN else goal.target),
        high=_optional(goal.high),
        kind=(goal.kind or kind_of_wording(goal.wording)).value,
        method=method_of(goal).value,
        due=goal.due,
        phased={year: _value(value) for year, value in goal.phased},
        observed=observed,
        note=row.note,
    )


def _labels(table: ResultsTable) -> dict[tuple[date, date], str]:
    # results without a day of their own were read as reaching to the end of the table's term
    last = TermYears.of_label(table.term or FALLBACK_TERM).end
    periods = sorted({each.period for row in table.rows for each in row.measured})
    return {
        (period.start, period.end): "đến nay" if table.undated and period.end == last else _label(period)
        for period in periods
    }


def _label(period: Period) -> str:
    """Name a period so that its column is read back as the same: a year, a quarter, months, else up to its last day."""
    named = find_period(period.label)
    same = named is not None and (named.start, named.end) == (period.start, period.end)
    if same and period.start.year == period.end.year and period.start.day == 1 and "từ" not in period.label:
        return period.label
    return f"đến {period.end.day}-{period.end.month}-{period.end.year}"


def _optional(value: Number | None) -> Decimal | None:
    return None if value is None else _value(value)


def _value(value: Number) -> Decimal:
    if isinstance(value, Fraction):
        return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.000001"))
    return Decimal(value)


def _years(term: str) -> range:
    years = TermYears.of_label(term)
    return range(years.first, years.last + 1)


def _today() -> date:
    return datetime.now().astimezone().date()


def _term_of(today: date) -> str:
    last = -(-today.year // _TERM_LENGTH) * _TERM_LENGTH
    return f"{last - _TERM_LENGTH}-{last}"
