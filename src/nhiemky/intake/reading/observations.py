"""From result cells to observations in the unit and by the scale of their target."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from nhiemky.intake.reading.cells import (
    PERCENT,
    CellReader,
    Problems,
    exact_fraction,
    is_percent,
    number_text,
)
from nhiemky.intake.reading.goals import Demand
from nhiemky.intake.reading.wording import (
    is_kept,
    is_none_left,
    less_is_better,
    speaks_of_each_year,
    speaks_of_never,
)
from nhiemky.kernel.scoring import Comparator, Goal, Kind, Measured, Number, Period
from nhiemky.kernel.scoring.methods import holds
from nhiemky.kernel.scoring.terms import terms_of
from nhiemky.kernel.sheets.grid import Value
from nhiemky.kernel.viet.fold import fold
from nhiemky.kernel.viet.numbers import Reading
from nhiemky.kernel.viet.numbers.units import is_count

# "Bác sĩ/vạn dân", "Số cây bình quân mỗi hộ": a mean may have decimals, whatever it counts
_RATE = re.compile(r"/|binh quan|trung binh|\b(?:tren|moi|mot) ")


@dataclass(frozen=True, slots=True)
class ResultCell:
    """One result cell with the period of its column; ``start`` is None where only the end is known.

    ``over_target``: the column speaks of results over targets, so that "58/60" is 58 where 60 is to be reached.
    """

    value: Value
    cell: str
    start: date | None
    end: date | None
    to_date: bool = False
    estimate: bool = False
    over_target: bool = False


def read_results_of_row(
    name: str, demand: Demand, cells: Sequence[ResultCell], reader: CellReader, problems: Problems
) -> tuple[Demand, list[tuple[ResultCell, Number, bool | None]]]:
    """Return the values of a row's result cells, all on one scale with the target (which may change with it)."""
    readings: list[tuple[ResultCell, Reading]] = []
    for cell in cells:
        siblings = _others(cell, cells)
        if demand.target is not None and isinstance(demand.target, Decimal):
            siblings.append(demand.target)
        reading = reader.read(cell.value, cell.cell, unit=demand.unit, siblings=siblings)
        if reading is None:
            continue
        if is_none_left(reading.text) and demand.comparator in (Comparator.AT_MOST, Comparator.BELOW):
            problems.notice(cell.cell, "none_is_zero", f"“{reading.text}” được hiểu là 0.")
            reading = Reading(reading.text, value=Decimal(0))
        if reading.error and demand.comparator is Comparator.DONE and is_kept(reading.text):
            problems.notice(cell.cell, "done_inferred", f"“{reading.text}” được hiểu là đã đạt.")
            reading = Reading(reading.text, done=True)
        if reading.error:
            problems.error(cell.cell, "unreadable_result", reading.error)
            continue
        readings.append((cell, reading))
    if demand.comparator is Comparator.DONE:
        return demand, [(c, *done) for c, r in readings if (done := _completion(c, r, problems)) is not None]
    demand = _rescaled(demand, readings, problems)
    found: list[tuple[ResultCell, Number, bool | None]] = []
    for cell, reading in readings:
        value = _value_of(name, demand, cell, reading, reader, problems)
        if value is not None:
            found.append((cell, value, None))
            _doubt_size(name, demand, cell, reading, value, problems)
            if any(map(str.isdigit, reading.rest)):
                message = f"Phần “{reading.rest}” trong ô không được xét đến."
                problems.notice(cell.cell, "words_left", message)
    return demand, found


def look_over_results(cells: Sequence[ResultCell], unit: str, reader: CellReader, problems: Problems) -> None:
    """Report the result cells that could not be read whatever their row demanded, which is not known.

    Mere words are passed over: they may answer words in which the level is stated.
    """
    for cell in cells:
        reading = reader.read(cell.value, cell.cell, unit=unit, siblings=_others(cell, cells))
        words = isinstance(cell.value, str) and not any(map(str.isdigit, cell.value))
        if reading is not None and reading.error and not words:
            problems.error(cell.cell, "unreadable_result", reading.error)


def _others(cell: ResultCell, cells: Sequence[ResultCell]) -> list[Value]:
    return [each.value for each in cells if each.value is not cell.value]


def _completion(cell: ResultCell, reading: Reading, problems: Problems) -> tuple[Number, bool | None] | None:
    share = exact_fraction(reading)
    value: Number | None = share if share is not None else reading.value
    if value is None:
        if reading.done is None:
            problems.error(cell.cell, "unreadable_result", f"Không đọc được kết quả từ “{reading.text}”.")
            return None
        return (Decimal(100), True) if reading.done else (Decimal(0), False)
    if not 0 <= value <= 100:
        message = f"Mức hoàn thành phải từ 0 đến 100, trong ô là {number_text(value)}."
        problems.error(cell.cell, "completion_out_of_range", message)
        return None
    if reading.unit != PERCENT and share is None:
        problems.notice(
            cell.cell, "completion_inferred", f"Số {number_text(value)} được hiểu là % hoàn thành."
        )
    return value, reading.done if reading.done is False else None


def _rescaled(demand: Demand, readings: Sequence[tuple[ResultCell, Reading]], problems: Problems) -> Demand:
    """Bring a target such as "10/10 thôn" or a count to percent when its results are given in percent."""
    if (
        is_percent(demand.unit)
        or demand.target is None
        or demand.denominator is None
        or demand.numerator is None
    ):
        return demand
    other = [
        reading
        for _, reading in readings
        if reading.unit == PERCENT or (reading.denominator and reading.denominator != demand.denominator)
    ]
    if not other:
        return demand
    share = Fraction(demand.numerator) / Fraction(demand.denominator) * 100
    cell = next(cell for cell, reading in readings if reading is other[0])
    message = f"Kết quả và chỉ tiêu được so theo tỷ lệ phần trăm (chỉ tiêu {number_text(share)}%)."
    problems.notice(cell.cell, "percent_scale", message)
    return Demand(
        demand.comparator, share, unit=PERCENT, numerator=demand.numerator, denominator=demand.denominator
    )


def _value_of(
    name: str, demand: Demand, cell: ResultCell, reading: Reading, reader: CellReader, problems: Problems
) -> Number | None:
    if reading.value is None and reading.low is not None:
        message = f"Kết quả “{reading.text}” là một khoảng; hãy ghi một số."
        problems.error(cell.cell, "result_is_range", message)
        return None
    if reading.value is None:
        return _worded(name, demand, cell, reading, problems)
    if reading.comparator in ("at_least", "at_most", "above", "below"):
        problems.warning(
            cell.cell,
            "result_not_exact",
            f"Kết quả “{reading.text}” không phải số chính xác; lấy {number_text(reading.value)}.",
        )
    if reading.numerator is not None and reading.denominator:
        return _of_fraction(demand, cell, reading, problems)
    if cell.over_target:
        message = (
            f"Ô “{reading.text}” ở cột kết quả trên chỉ tiêu không cho biết là kết quả hay là tỷ lệ; "
            "hãy ghi cả hai số, ví dụ 58/60."
        )
        problems.error(cell.cell, "result_or_ratio", message)
        return None
    return reader.convert(reading.value, reading, demand.unit, cell.cell)


def _doubt_size(
    name: str, demand: Demand, cell: ResultCell, reading: Reading, value: Number, problems: Problems
) -> None:
    """Warn of a share written as a part of 1 where percent is meant, and of halves of what is counted."""
    halved = is_count(demand.unit) and Fraction(value).denominator != 1
    if halved and not reading.approximate and not _RATE.search(fold(name)):
        message = f"Kết quả {number_text(value)} {demand.unit} không phải số nguyên; đề nghị kiểm tra."
        problems.warning(cell.cell, "count_not_whole", message)
    if not is_percent(demand.unit) or reading.text.count(PERCENT) or not isinstance(demand.target, Decimal):
        return
    # 0,025 beside 3 %: a hundredfold would be of the target's size, the figure as it stands is far from it
    if 0 < value <= 1 and value * 20 < demand.target <= value * 500:
        message = (
            f"Kết quả {number_text(value)}% nhỏ hơn nhiều so với chỉ tiêu {number_text(demand.target)}%; "
            f"nếu ô ghi phần của 1 thì phải là {number_text(value * 100)}%, đề nghị kiểm tra."
        )
        problems.warning(cell.cell, "share_of_one", message)


def _worded(
    name: str, demand: Demand, cell: ResultCell, reading: Reading, problems: Problems
) -> Number | None:
    none_happened = reading.done is False and demand.comparator in (Comparator.AT_MOST, Comparator.BELOW)
    if none_happened and (speaks_of_never(name) or less_is_better(name) or demand.target == 0):
        problems.notice(cell.cell, "none_is_zero", f"“{reading.text or 'Không'}” được hiểu là 0.")
        return Decimal(0)
    message = f"Kết quả “{reading.text}” không phải là số, không so được với chỉ tiêu."
    problems.error(cell.cell, "unreadable_result", message)
    return None


def _of_fraction(demand: Demand, cell: ResultCell, reading: Reading, problems: Problems) -> Number | None:
    numerator, denominator = reading.numerator, reading.denominator
    if numerator is None or not denominator:
        return reading.value
    if is_percent(demand.unit) and not cell.over_target:
        return _share_or_over_target(demand, cell, reading, problems)
    if demand.target is not None and demand.denominator is None and denominator != demand.target:
        message = (
            f"Ô ghi {number_text(numerator)}/{number_text(denominator)} nhưng chỉ tiêu là "
            f"{number_text(demand.target)}; lấy {number_text(numerator)} làm kết quả."
        )
        problems.warning(cell.cell, "fraction_disagrees", message)
    return numerator


def _share_or_over_target(
    demand: Demand, cell: ResultCell, reading: Reading, problems: Problems
) -> Number | None:
    """Tell "66/112" (a share) from "2,5/3" beside the target 3 (a result over its target); what may be both is no figure."""
    share, numerator, denominator = exact_fraction(reading), reading.numerator, reading.denominator
    if share is None or numerator is None or denominator is None:
        return reading.value
    bare = reading.unit in ("", PERCENT) and PERCENT not in reading.text and not reading.rest
    if not bare or denominator != demand.target or share == numerator:
        return share
    if numerator != int(numerator) or denominator != int(denominator):
        message = f"Ô “{reading.text}” được hiểu là kết quả trên chỉ tiêu; lấy {number_text(numerator)}%."
        problems.notice(cell.cell, "result_over_target", message)
        return numerator
    message = (
        f"Ô “{reading.text}” có thể là kết quả {number_text(numerator)}% trên chỉ tiêu {number_text(denominator)}%, "
        f"hoặc là tỷ lệ {number_text(share)}%; hãy ghi lại cho rõ."
    )
    problems.error(cell.cell, "ambiguous_number", message)
    return None


def to_measured(
    found: Sequence[tuple[ResultCell, Number, bool | None]],
    kind: Kind,
    term: tuple[date, date],
    problems: Problems,
) -> tuple[tuple[Measured, ...], tuple[Period, ...]]:
    """Return the observations with their periods, and which of the periods hold estimates."""
    first, last = term
    yearly = [(cell, value) for cell, value, _ in found if not _runs(cell)]
    measured: list[Measured] = []
    estimates: list[Period] = []
    for cell, value, done in found:
        end = cell.end or last
        start = cell.start or first
        if _runs(cell):
            start = _start_of_running(cell, value, kind, yearly, first, end, problems)
        period = Period(min(start, end), end)
        measured.append(Measured(period, value, done, cell.cell))
        if cell.estimate:
            estimates.append(period)
    return tuple(measured), tuple(estimates)


def _runs(cell: ResultCell) -> bool:
    return cell.to_date or cell.start is None or cell.end is None


def _start_of_running(
    cell: ResultCell,
    value: Number,
    kind: Kind,
    yearly: Sequence[tuple[ResultCell, Number]],
    first: date,
    end: date,
    problems: Problems,
) -> date:
    """Tell from when a figure "up to" a day counts: the whole term so far, or only the last year of it."""
    before = [amount for other, amount in yearly if other.end and first <= other.end < end]
    if kind is not Kind.ACCUMULATE:
        return date(end.year, 1, 1) if cell.end is not None else first
    if not before:
        return min(first, end)
    total = sum((Fraction(amount) for amount in before), Fraction(0))
    if Fraction(value) >= total:
        problems.notice(cell.cell, "running_total", "Số “đến” ngày này được hiểu là tổng từ đầu nhiệm kỳ.")
        return first
    problems.notice(
        cell.cell, "part_of_year", "Số “đến” ngày này được hiểu là số riêng của năm, cộng với các năm trước."
    )
    return date(end.year, 1, 1)


def note_uneven_periods(kind: Kind, measured: Sequence[Measured], problems: Problems) -> None:
    """Note that an average takes periods of different length alike; nothing is noted for other kinds."""
    if kind is not Kind.AVERAGE or len({months_in(each.period) for each in measured}) < 2:
        return
    shortest = min(measured, key=lambda each: months_in(each.period))
    labels = ", ".join(each.period.label for each in measured)
    message = (
        f"Các kỳ dài ngắn khác nhau ({labels}) được lấy trung bình cộng như nhau, không theo độ dài của kỳ."
    )
    problems.notice(shortest.source, "uneven_periods", message)


def note_yearly(
    wording: str, kind: Kind, goal: Goal, measured: Sequence[Measured], problems: Problems
) -> None:
    """Warn that only the latest figure of a target "hằng năm" is judged, where not all its periods fare alike."""
    if kind is not Kind.SNAPSHOT or len(measured) < 2 or not speaks_of_each_year(wording):
        return
    met = {bool(holds(goal.comparator, terms_of(goal, each.ratio))) for each in measured}
    if len(met) == 2:
        message = (
            "Chỉ tiêu “hằng năm” được xét theo số của kỳ mới nhất, nhưng có năm đạt, có năm không đạt. "
            "Nếu phải đạt từng năm, hãy dùng mẫu biểu của chương trình và chọn “xét từng kỳ”."
        )
        problems.warning(measured[-1].source, "yearly_target", message)


def months_in(period: Period) -> int:
    """Return the months that a period touches."""
    return (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1
