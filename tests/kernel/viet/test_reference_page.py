"""The reference page promises only what the kernel does: every row of its tables is run."""

import re
from pathlib import Path

import pytest

from nhiemky.kernel.viet.codes import SymbolError, read_symbol
from nhiemky.kernel.viet.dates import DateError, DateRange, read_date, read_period, write_date
from nhiemky.kernel.viet.numbers import Reading, read_number, write_number

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "van-ban-tieng-viet.md"
ROW = re.compile(r"\| `(.*)` \| (.*) \|")
COMPARATORS = {"at_least": "ít nhất ", "at_most": "nhiều nhất ", "above": "trên ", "below": "dưới "}
SECTIONS = {
    part.partition("\n")[0]: ROW.findall(part) for part in PAGE.read_text(encoding="utf-8").split("\n## ")[1:]
}


def told_number(reading: Reading) -> str:
    """Say what was read in the words of the page."""
    if reading.error:
        return "lỗi"
    if reading.missing:
        return "không có số liệu"
    if reading.value is None and reading.done is not None:
        return "đã xong" if reading.done else "chưa xong"
    if reading.ambiguous:
        return " hoặc ".join(write_number(candidate) for candidate in reading.candidates)
    if reading.low is not None and reading.high is not None:
        figure = f"từ {write_number(reading.low)} đến {write_number(reading.high)}"
    else:
        assert reading.value is not None
        figure = COMPARATORS.get(reading.comparator or "", "") + write_number(reading.value)
    return f"{'khoảng ' if reading.approximate else ''}{figure}{beside(reading)}"


def beside(reading: Reading) -> str:
    """Say unit, period and what stands beside the figure."""
    words = f" {reading.unit}" if reading.unit else ""
    words += f" mỗi {reading.per}" if reading.per else ""
    if reading.baseline is not None:
        words += f" (trước đó {write_number(reading.baseline)})"
    if reading.denominator is not None and reading.numerator is not None:
        above = "" if reading.numerator == reading.value else f"{write_number(reading.numerator)} "
        words += f" ({above}trên {write_number(reading.denominator)})"
    return words + (" (chưa xong)" if reading.done is False else "")


def told_date(text: str) -> str:
    """Say which day or span was read."""
    try:
        found = read_date(text)
    except DateError:
        return "lỗi"
    if not isinstance(found, DateRange):
        return write_date(found)
    period = read_period(text)
    assert period.start is not None
    assert period.end is not None
    return f"{'ước ' if period.estimate else ''}{write_date(period.start)} đến {write_date(period.end)}"


def told_symbol(text: str) -> str:
    """Say which symbol was read."""
    try:
        return read_symbol(text).text
    except SymbolError:
        return "lỗi"


def test_the_page_has_its_three_tables() -> None:
    assert {title: len(rows) for title, rows in SECTIONS.items()} == {
        "Số": 40,
        "Ngày và kỳ": 20,
        "Số và ký hiệu văn bản": 14,
    }


@pytest.mark.parametrize(("text", "told"), SECTIONS["Số"])
def test_the_page_tells_how_numbers_are_read(text: str, told: str) -> None:
    assert told_number(read_number(text)) == told


@pytest.mark.parametrize(("text", "told"), SECTIONS["Ngày và kỳ"])
def test_the_page_tells_how_dates_are_read(text: str, told: str) -> None:
    assert told_date(text) == told


@pytest.mark.parametrize(("text", "told"), SECTIONS["Số và ký hiệu văn bản"])
def test_the_page_tells_how_symbols_are_read(text: str, told: str) -> None:
    assert told_symbol(text) == told
