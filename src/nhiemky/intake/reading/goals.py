"""From the target cell of a row to what is demanded: comparator, value or bounds, unit."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from nhiemky.intake.reading.cells import (
    PERCENT,
    CellReader,
    Problems,
    exact_fraction,
    is_measure,
    is_percent,
    number_text,
)
from nhiemky.intake.reading.worded_results import are_worded_results, whole_of_results
from nhiemky.intake.reading.wording import (
    direction_of,
    figure_in_name,
    is_none_left,
    is_worded_done,
    is_yearly_change,
    less_is_better,
    speaks_of_never,
    speaks_of_share,
)
from nhiemky.kernel.scoring import Comparator, Number
from nhiemky.kernel.sheets.grid import Value
from nhiemky.kernel.viet.numbers import Reading, normal_unit


@dataclass(frozen=True, slots=True)
class Demand:
    """What a row demands; ``unit`` is the unit all values of the row are put into."""

    comparator: Comparator
    target: Number | None = None
    low: Number | None = None
    high: Number | None = None
    baseline: Number | None = None
    unit: str = ""
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@dataclass(frozen=True, slots=True)
class GoalCells:
    """The cells of a row that say what is demanded, with their addresses."""

    name: str
    unit: str
    target: Value
    target_cell: str
    high: Value
    high_cell: str
    comparator: Comparator | None
    results: tuple[Value, ...]
    without_column: bool = False
    over_target: bool = False

    @property
    def wording(self) -> str:
        """Return the name with the words of the target cell, which together say which way the target goes."""
        return f"{self.name} {self.target}" if isinstance(self.target, str) else self.name


def read_demand(cells: GoalCells, reader: CellReader, problems: Problems) -> Demand | None:
    """Return what a row demands; None when it cannot be read for certain (the problem is noted)."""
    siblings = (*cells.results, cells.high)
    target = cells.target
    before = len(problems.found)
    if isinstance(target, str) and is_worded_done(target):
        reading: Reading | None = Reading(target, done=True)
    elif isinstance(target, str) and is_none_left(target):
        reading = Reading(target, value=Decimal(0), comparator=Comparator.AT_MOST)
    else:
        reading = reader.read(target, cells.target_cell, unit=cells.unit, siblings=siblings)
    if reading is None:
        if len(problems.found) > before:
            return None
        return _without_target(cells, reader, problems)
    if reading.error:
        return _unreadable(cells, reading, problems)
    if cells.comparator is Comparator.DONE or (reading.done is not None and reading.value is None):
        return _done(cells, reading, problems)
    return _from_reading(cells, reading, reader, problems)


def _unreadable(cells: GoalCells, reading: Reading, problems: Problems) -> Demand | None:
    worded = isinstance(cells.target, str) and not any(map(str.isdigit, cells.target))
    if worded and cells.comparator is None and are_worded_results(cells.results):
        message = (
            f"Ô chỉ tiêu “{reading.text}” không ghi mức; kết quả ghi bằng chữ nên được hiểu là phải hoàn thành, "
            "đề nghị kiểm tra."
        )
        problems.warning(cells.target_cell, "comparator_inferred", message)
        return Demand(Comparator.DONE)
    problems.error(cells.target_cell, "unreadable_target", reading.error)
    return None


def _without_target(cells: GoalCells, reader: CellReader, problems: Problems) -> Demand | None:
    if cells.comparator is Comparator.DONE:
        return Demand(Comparator.DONE, unit=cells.unit)
    figure = figure_in_name(cells.name)
    reading = reader.read(figure, cells.target_cell, unit=cells.unit) if figure else None
    if reading is not None and not reading.error and reading.done is None:
        message = f"Ô chỉ tiêu để trống; lấy “{figure}” trong tên chỉ tiêu, đề nghị kiểm tra."
        problems.warning(cells.target_cell, "target_from_name", message)
        return _from_reading(cells, reading, reader, problems)
    if cells.comparator is None and are_worded_results(cells.results):
        message = "Ô chỉ tiêu để trống và kết quả ghi bằng chữ; hiểu là phải hoàn thành, đề nghị kiểm tra."
        problems.warning(cells.target_cell, "target_from_result", message)
        return Demand(Comparator.DONE)
    whole = None
    if cells.without_column:
        whole = whole_of_results(cells.results, cells.unit, over_target=cells.over_target)
    if whole is not None:
        message = (
            f"Bảng không có cột chỉ tiêu; lấy mẫu số trong “{whole.text}” làm mức phải đạt, đề nghị kiểm tra."
        )
        problems.warning(cells.target_cell, "target_from_result", message)
        return _from_reading(cells, whole, reader, problems)
    problems.error(cells.target_cell, "missing_target", f"Chỉ tiêu “{cells.name}” chưa ghi mức phải đạt.")
    return None


def _done(cells: GoalCells, reading: Reading, problems: Problems) -> Demand | None:
    if reading.done is False and (speaks_of_never(cells.name) or less_is_better(cells.name)):
        problems.notice(cells.target_cell, "comparator_inferred", "Hiểu là không được xảy ra: nhiều nhất 0.")
        return Demand(Comparator.AT_MOST, Decimal(0), unit=cells.unit)
    if reading.done is False:
        problems.error(
            cells.target_cell, "unreadable_target", f"Không rõ “{reading.text or 'FALSE'}” đòi hỏi điều gì."
        )
        return None
    if cells.comparator not in (None, Comparator.DONE):
        problems.error(cells.target_cell, "missing_target", "Ô chỉ tiêu phải ghi một số.")
        return None
    if isinstance(cells.target, bool):
        message = "Ô chỉ tiêu chứa giá trị TRUE, được hiểu là phải hoàn thành."
        problems.notice(cells.target_cell, "comparator_inferred", message)
    elif cells.comparator is None:
        text = reading.text or "Đạt"
        problems.notice(cells.target_cell, "comparator_inferred", f"“{text}” được hiểu là phải hoàn thành.")
    return Demand(Comparator.DONE, unit="")


def _from_reading(
    cells: GoalCells, reading: Reading, reader: CellReader, problems: Problems
) -> Demand | None:
    unit = _row_unit(cells, reading)
    if unit == PERCENT and _is_odd_share(cells, reading):
        message = (
            f"Ô chỉ tiêu ghi “{reading.text}” nhưng đơn vị tính của dòng là “{cells.unit}”; "
            "mức này được hiểu là tỷ lệ phần trăm, đề nghị kiểm tra."
        )
        problems.warning(cells.target_cell, "percent_target", message)
    if reading.rest and not reading.comparator:
        message = f"Phần chữ “{reading.rest}” trong ô không được xét đến."
        problems.notice(cells.target_cell, "words_left", message)
    if reading.low is not None and reading.high is not None:
        return _range(cells, reading, unit, reader, problems)
    value = _value(reading, unit)
    if value is None:
        problems.error(
            cells.target_cell, "unreadable_target", f"Không đọc được mức chỉ tiêu từ “{reading.text}”."
        )
        return None
    converted = (
        value if reading.numerator is not None else reader.convert(value, reading, unit, cells.target_cell)
    )
    if converted is None:
        return None
    if cells.comparator is Comparator.BETWEEN:
        return _two_cells(cells, converted, unit, reader, problems)
    comparator = _comparator(cells, reading, converted, problems)
    return Demand(
        comparator,
        converted,
        baseline=reading.baseline,
        unit=unit,
        numerator=reading.numerator,
        denominator=reading.denominator,
    )


def _is_odd_share(cells: GoalCells, reading: Reading) -> bool:
    """Tell whether a percentage stands in a row that counts or measures something, and whose name speaks of no share."""
    return reading.numerator is None and is_measure(cells.unit) and not speaks_of_share(cells.name)


def _row_unit(cells: GoalCells, reading: Reading) -> str:
    if reading.unit == PERCENT and not is_percent(cells.unit):
        return (
            PERCENT if not cells.unit or reading.numerator is not None or _counts(cells.unit) else cells.unit
        )
    if cells.unit:
        return cells.unit
    if reading.unit:
        return reading.unit
    fractions = any(isinstance(value, str) and "%" in value for value in cells.results)
    return PERCENT if fractions else ""


def _counts(unit: str) -> bool:
    return normal_unit(unit).replace(" ", "").isalpha()


def _value(reading: Reading, unit: str) -> Number | None:
    if is_percent(unit):
        share = exact_fraction(reading)
        if share is not None:
            return share
    elif reading.numerator is not None and reading.unit != PERCENT:
        return reading.numerator
    return reading.value


def _comparator(cells: GoalCells, reading: Reading, value: Number, problems: Problems) -> Comparator:
    if cells.comparator is not None:
        return cells.comparator
    if reading.comparator:
        return Comparator(reading.comparator)
    found = direction_of(cells.wording, value)
    if found is None:
        return Comparator.AT_LEAST
    words = {
        Comparator.AT_MOST: "không quá",
        Comparator.BELOW: "dưới",
        Comparator.ABOVE: "trên",
        Comparator.AT_LEAST: "ít nhất",
    }[found.comparator]
    message = f"So sánh suy từ câu chữ ({found.words}): {words} {number_text(value)}."
    if found.sure:
        problems.notice(cells.target_cell, "comparator_inferred", message)
    else:
        problems.warning(cells.target_cell, "comparator_inferred", f"{message} Đề nghị kiểm tra.")
    return found.comparator


def _range(
    cells: GoalCells, reading: Reading, unit: str, reader: CellReader, problems: Problems
) -> Demand | None:
    low = reader.convert(reading.low or Decimal(0), reading, unit, cells.target_cell)
    high = reader.convert(reading.high or Decimal(0), reading, unit, cells.target_cell)
    if low is None or high is None:
        return None
    if cells.comparator not in (None, Comparator.BETWEEN):
        target = low if cells.comparator in (Comparator.AT_LEAST, Comparator.ABOVE) else high
        return Demand(cells.comparator, target, unit=unit)
    if cells.comparator is Comparator.BETWEEN or is_yearly_change(cells.name, reading.per, unit):
        if cells.comparator is None:
            message = f"“{reading.text}” là khoảng của tốc độ thay đổi: phải nằm trong khoảng."
            problems.notice(cells.target_cell, "range_rule", message)
        return Demand(Comparator.BETWEEN, low=low, high=high, unit=unit)
    falls = direction_of(cells.wording, None)
    if falls is not None and falls.comparator is Comparator.AT_MOST:
        message = (
            f"“{reading.text}” là khoảng của chỉ tiêu càng thấp càng tốt: không quá {number_text(high)}."
        )
        problems.notice(cells.target_cell, "range_rule", message)
        return Demand(Comparator.AT_MOST, high, unit=unit)
    message = f"“{reading.text}” là khoảng của chỉ tiêu càng cao càng tốt: ít nhất {number_text(low)}."
    problems.notice(cells.target_cell, "range_rule", message)
    return Demand(Comparator.AT_LEAST, low, unit=unit)


def _two_cells(
    cells: GoalCells, low: Number, unit: str, reader: CellReader, problems: Problems
) -> Demand | None:
    reading = reader.read(cells.high, cells.high_cell, unit=unit, siblings=(cells.target, *cells.results))
    if reading is None or reading.value is None:
        message = (reading.error if reading else "") or "Chỉ tiêu “trong khoảng” cần cả cận trên."
        problems.error(cells.high_cell, "missing_bound", message)
        return None
    high = reader.convert(reading.value, reading, unit, cells.high_cell)
    if high is None:
        return None
    if Fraction(low) > Fraction(high):
        problems.error(cells.high_cell, "bounds_disordered", "Cận trên nhỏ hơn cận dưới.")
        return None
    return Demand(Comparator.BETWEEN, low=low, high=high, unit=unit)
