"""Cells of a table of work items: due dates, states in words, percentages, marks; what cannot be read is a problem."""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_FLOOR, Decimal

from nhiemky.intake.reading.cells import Problems, is_missing
from nhiemky.kernel.sheets.grid import CellError, Value
from nhiemky.kernel.sheets.reading import cell_text
from nhiemky.kernel.sheets.work_form import STATE_WORDS
from nhiemky.kernel.viet.dates import DateError, DateRange, find_period, read_date, write_date
from nhiemky.kernel.viet.fold import fold

_ALWAYS = re.compile(
    r"(?:hang|moi|tung) (?:nam|thang|quy|ky)\b|thuong xuyen|lien tuc|dinh ky|ca nhiem ky|trong nhiem ky|suot nhiem ky"
)
_PERCENT = re.compile(r"([0-9]{1,3}(?:[.,][0-9]+)?) ?%?")
_SHARE_IN_WORDS = re.compile(
    r"(?:hoan thanh|dat|thuc hien(?: duoc)?|tien do) ?:? ?([0-9]{1,3}(?:[.,][0-9]+)?) ?%"
)
_STATES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (state, re.compile(pattern))
    for state, pattern in (
        ("cancelled", r"(?:khong|thoi|dung han) (?:con )?(?:thuc hien|trien khai)|huy bo|huy\b|da huy"),
        ("paused", r"(?:dang |da )?tam (?:dung|hoan|ngung)"),
        ("not_started", r"chua (?:trien khai|thuc hien|bat dau|lam|tien hanh|co ket qua)|chua$"),
        (
            "in_progress",
            r"dang\b|co ban hoan thanh|gan (?:xong|hoan thanh)|chua (?:xong|hoan thanh)|da trien khai|hoan thanh mot phan",
        ),
        (
            "done",
            r"(?:da )?(?:hoan thanh|hoan tat|xong)(?! mot phan)|da thuc hien(?: xong)?|da ket thuc|dat$|da dat$",
        ),
    )
)
_YES = frozenset({"x", "co", "v", "trong tam", "1", "dung"})
_NO = frozenset({"khong", "0", "sai"})


class WorkCells:
    """Reads single cells of one table; `years` are the first and last planned year of the term, where known."""

    def __init__(self, problems: Problems, years: tuple[int, int] | None) -> None:
        """Keep where problems go and the term that "cuối nhiệm kỳ" speaks of."""
        self._problems = problems
        self._years = years

    def text(self, value: Value, cell: str) -> str:
        """Return a text, lines kept; empty for an empty cell or one in error (noted)."""
        if isinstance(value, CellError):
            self._problems.error(cell, value.code, value.message)
            return ""
        if not isinstance(value, str):
            return cell_text(value)
        lines = (" ".join(line.split()) for line in value.splitlines())
        found = "\n".join(lines).strip()
        return "" if found in ("-", "–", "—", ".", "..", "…", "...") else found

    def day(self, value: Value, cell: str, *, last: bool) -> tuple[date | None, str]:
        """Return the day that a cell names, of a longer span its last or first, and words that name no day ("hằng năm")."""
        if value is None or isinstance(value, CellError | bool):
            self.text(value if isinstance(value, CellError) else None, cell)
            return None, ""
        if isinstance(value, str) and (is_missing(value) or not value.strip()):
            return None, ""
        if isinstance(value, str) and _ALWAYS.search(fold(value)) and not re.search(r"\d{4}", value):
            words = " ".join(value.split())
            message = f"“{words}” không phải một ngày: hạn để trống, ghi vào ghi chú."
            self._problems.notice(cell, "no_single_day", message)
            return None, words
        try:
            found = self._span(value)
        except DateError as error:
            self._problems.error(cell, "bad_date", f"{error} Xin ghi ngày, ví dụ 31/12/2023.")
            return None, ""
        if isinstance(found, date):
            return found, ""
        day = found.end if last else found.start
        message = f"“{cell_text(value)}” được hiểu là {'đến hết' if last else 'từ'} ngày {write_date(day)}."
        self._problems.notice(cell, "span_as_day", message)
        return day, ""

    def _span(self, value: str | Decimal | date) -> date | DateRange:
        try:
            return read_date(value)
        except DateError:
            found = find_period(value, term=self._years) if isinstance(value, str) else None
            if found is None or found.start is None or found.end is None:
                raise
            return DateRange(found.start, found.end)

    def yes(self, value: Value, cell: str) -> bool:
        """Return whether a cell is marked ("x", "có"); a word that says neither is a problem."""
        if isinstance(value, bool):
            return value
        word = fold(self.text(value, cell))
        if word and word not in _YES | _NO:
            message = f"“{cell_text(value)}” không cho biết có hay không; xin ghi x hoặc để trống."
            self._problems.error(cell, "bad_mark", message)
        return word in _YES

    def state(self, value: Value, cell: str) -> tuple[str, int | None]:
        """Return the state that a cell names by word or code, and the percentage beside it; empty for an empty cell."""
        text = self.text(value, cell)
        if not text or is_missing(text):
            return "", None
        if text in STATE_WORDS:
            return text, None
        percent = None
        key = fold(text)
        if (share := _SHARE_IN_WORDS.search(key)) or (share := _PERCENT.fullmatch(key)):
            percent = self._whole(Decimal(share[1].replace(",", ".")), cell)
            if percent is None:
                return "", None
            return state_of_percent(percent), percent
        if state := state_in(text):
            return state, None
        message = f"Không đọc được trạng thái “{text[:60]}”; xin chọn: {'; '.join(STATE_WORDS.values())}."
        self._problems.error(cell, "bad_state", message)
        return "", None

    def percent(self, value: Value, cell: str) -> int | None:
        """Return a whole percentage; None for an empty cell or one in error (noted)."""
        if isinstance(value, Decimal):
            return self._whole(value, cell)
        text = self.text(value, cell)
        if not text or is_missing(text):
            return None
        found = _PERCENT.fullmatch(text.strip())
        if found is None:
            self._problems.error(
                cell, "bad_percent", f"Không đọc được tỷ lệ “{text[:60]}”; xin ghi từ 0 đến 100."
            )
            return None
        return self._whole(Decimal(found[1].replace(",", ".")), cell)

    def _whole(self, value: Decimal, cell: str) -> int | None:
        if not 0 <= value <= 100:
            self._problems.error(cell, "bad_percent", f"Tỷ lệ {cell_text(value)} nằm ngoài khoảng 0 đến 100.")
            return None
        whole = int(value.to_integral_value(ROUND_FLOOR))
        if whole != value:
            message = f"Tỷ lệ {cell_text(value)} được lấy phần nguyên: {whole}."
            self._problems.notice(cell, "percent_floored", message)
        return whole


def state_in(text: str) -> str:
    """Return the state that a text begins with, in words of offices; empty when it names none."""
    key = fold(text).lstrip("-+*• ")
    return next((state for state, pattern in _STATES if pattern.match(key)), "")


def state_of_percent(percent: int) -> str:
    """Return the state that a percentage alone stands for."""
    return "done" if percent == 100 else "not_started" if percent == 0 else "in_progress"
