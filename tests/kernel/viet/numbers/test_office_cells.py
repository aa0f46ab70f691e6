"""Cells as offices write them, one a line: what each is, its number, unit and comparator."""

from __future__ import annotations

import pytest

from nhiemky.kernel.viet.numbers import read_number
from nhiemky.kernel.viet.numbers.outcome import Reading

# text; what it is; number (a range as low..high); unit; comparator
CELLS: list[tuple[str, str, str, str, str]] = [
    ("0", "number", "0", "", ""),
    ("12", "number", "12", "", ""),
    ("-5", "number", "-5", "", ""),
    ("+7", "number", "7", "", ""),
    ("1.809,5", "number", "1809.5", "", ""),
    ("63,2 %", "number", "63.2", "%", ""),
    ("63,2%", "number", "63.2", "%", ""),
    ("16 tỷ 434 triệu đồng", "number", "16.434", "tỷ đồng", ""),
    ("1 tỷ", "number", "1", "tỷ đồng", ""),
    ("2,5 tỷ đồng", "number", "2.5", "tỷ đồng", ""),
    ("434 triệu", "number", "434", "triệu đồng", ""),
    ("850 nghìn đồng", "number", "850", "nghìn đồng", ""),
    ("3/4 trường", "number", "3", "trường", ""),
    ("13/13 xã", "number", "13", "xã", ""),
    ("25/25", "number", "1", "", ""),
    ("1 234", "number", "1234", "", ""),
    ("1 234 567", "number", "1234567", "", ""),
    ("1.234.567", "number", "1234567", "", ""),
    ("12.345,67", "number", "12345.67", "", ""),
    ("1,5", "number", "1.5", "", ""),
    ("0,9%", "number", "0.9", "%", ""),
    ("0.95%", "number", "0.95", "%", ""),
    ("100 %", "number", "100", "%", ""),
    ("98,76 %", "number", "98.76", "%", ""),
    ("-2,3%", "number", "-2.3", "%", ""),
    ("12-13%", "range", "12..13", "%", "between"),
    ("12 - 13%/năm", "range", "12..13", "%", "between"),
    ("từ 12 đến 13%", "range", "12..13", "%", "between"),
    ("≥ 95%", "number", "95", "%", "at_least"),
    (">= 95 %", "number", "95", "%", "at_least"),
    ("> 90", "number", "90", "", "above"),
    ("≤ 1,5", "number", "1.5", "", "at_most"),
    ("< 3%", "number", "3", "%", "below"),
    ("trên 90%", "number", "90", "%", "above"),
    ("dưới 5%", "number", "5", "%", "below"),
    ("ít nhất 20", "number", "20", "", "at_least"),
    ("tối thiểu 3 mô hình", "number", "3", "mô hình", "at_least"),
    ("tối đa 2%", "number", "2", "%", "at_most"),
    ("không quá 1%", "number", "1", "%", "at_most"),
    ("đạt 95% trở lên", "number", "95", "%", "at_least"),
    ("95% trở lên", "number", "95", "%", "at_least"),
    ("từ 95% trở lên", "number", "95", "%", "at_least"),
    ("100% trở lên", "number", "100", "%", "at_least"),
    ("khoảng 50", "number", "50", "", ""),
    ("50 triệu đồng/người/năm", "number", "50", "triệu đồng", ""),
    ("62 triệu đồng/người", "number", "62", "triệu đồng", ""),
    ("120 km", "number", "120", "km", ""),
    ("3,2 km", "number", "3.2", "km", ""),
    ("45 ha", "number", "45", "ha", ""),
    ("1.200 ha", "number", "1200", "ha", ""),
    ("15 tấn/ha", "number", "15", "tấn", ""),
    ("2 mô hình", "number", "2", "mô hình", ""),
    ("03 trường", "number", "3", "trường", ""),
    ("05 đồng chí", "number", "5", "đồng chí", ""),
    ("12 chi bộ", "number", "12", "chi bộ", ""),
    ("1 xã", "number", "1", "xã", ""),
    ("một", "error", "", "", ""),
    ("hai", "error", "", "", ""),
    ("ba", "error", "", "", ""),
    ("mười", "error", "", "", ""),
    ("chín mươi lăm", "error", "", "", ""),
    ("hai mươi mốt", "error", "", "", ""),
    ("một trăm linh năm", "error", "", "", ""),
    ("hai phẩy năm", "error", "", "", ""),
    ("năm mươi phần trăm", "error", "", "", ""),
    ("một nghìn hai trăm", "error", "", "", ""),
    ("ba triệu", "error", "", "", ""),
    ("x", "missing", "", "", ""),
    ("X", "missing", "", "", ""),
    ("-", "missing", "", "", ""),
    (".", "missing", "", "", ""),
    ("…", "missing", "", "", ""),
    ("...", "missing", "", "", ""),
    ("", "missing", "", "", ""),
    ("không có", "answer", "", "", ""),
    ("chưa có", "answer", "", "", ""),
    ("NaN", "error", "", "", ""),
    ("vô cùng", "error", "", "", ""),
    ("abc", "error", "", "", ""),
    ("1e5", "number", "100000", "", ""),
    ("a12", "number", "12", "", ""),
    ("1..2", "error", "", "", ""),
    ("1,,2", "error", "", "", ""),
    ("1.2.3", "error", "", "", ""),
    ("1,2,3", "error", "", "", ""),
    ("12,34,56", "error", "", "", ""),
    ("1.23.456", "error", "", "", ""),
    ("00012", "number", "12", "", ""),
    ("0,000", "number", "0.000", "", ""),
    ("1.000", "number", "1000", "", ""),
    ("1,000", "number", "1.000", "", ""),
    ("12.000", "number", "12000", "", ""),
    ("1.500,00", "number", "1500.00", "", ""),
    ("1.234,500", "number", "1234.500", "", ""),
    ("2023", "number", "2023", "", ""),
    ("năm 2023", "error", "", "", ""),
    ("30/6", "number", "5", "", ""),
    ("31/12/2023", "error", "", "", ""),
    ("1/3", "number", "1/3", "", ""),
    ("2/7", "number", "2/7", "", ""),
    ("50%", "number", "50", "%", ""),
    ("1/2", "number", "1/2", "", ""),
    ("7/8 tiêu chí", "number", "7", "tiêu chí", ""),
    ("19/19 tiêu chí", "number", "19", "tiêu chí", ""),
    ("5/5 đạt", "number", "5", "đạt", ""),
    ("(5)", "number", "5", "", ""),
    ("(12,5)", "number", "12.5", "", ""),
    ("5 (năm)", "number", "5", "", ""),
    ("5*", "number", "5", "", ""),
    ("12,5 **", "number", "12.5", "", ""),
    ("+1,5%", "number", "1.5", "%", ""),
    ("tăng 1,5%", "number", "1.5", "%", ""),
    ("giảm 0,8%", "number", "0.8", "%", ""),
    ("giảm 2%/năm", "number", "2", "%", ""),
    ("tăng bình quân 1-1,5%/năm", "range", "1..1.5", "%", "between"),
    ("1,0 - 1,5%", "range", "1.0..1.5", "%", "between"),
    ("8,5‰", "number", "8.5", "", ""),
    ("9,2 ‰", "number", "9.2", "", ""),
    ("15 điểm", "number", "15", "điểm", ""),
    ("hạng 3", "number", "3", "", ""),
    ("3,5 lần", "number", "3.5", "lần", ""),
    ("gấp 2 lần", "number", "2", "lần", ""),
    ("1.428", "ambiguous", "1428", "", ""),
    ("1.428 người", "number", "1428", "người", ""),
    ("72.500 đồng", "number", "72500", "đồng", ""),
    ("72,5 triệu", "number", "72.5", "triệu đồng", ""),
    ("72.500.000 đồng", "number", "72500000", "đồng", ""),
    ("1 tỷ 200 triệu", "number", "1.2", "tỷ đồng", ""),
    ("1,2 tỷ đồng", "number", "1.2", "tỷ đồng", ""),
    ("12 nghìn tấn", "number", "12", "nghìn tấn", ""),
    ("1,5 vạn", "number", "1.5", "vạn", ""),
    ("3 chục", "number", "3", "chục", ""),
    ("2 tá", "number", "2", "tá", ""),
    ("0 hộ", "number", "0", "hộ", ""),
    ("không", "answer", "", "", ""),
    ("Đạt", "answer", "", "", ""),
    ("Chưa đạt", "answer", "", "", ""),
    ("hoàn thành", "answer", "", "", ""),
]


def kind_of(found: Reading) -> str:
    """Name what was read."""
    named = (
        (bool(found.error), "error"),
        (found.missing, "missing"),
        (found.done is not None, "answer"),
        (found.low is not None and found.value is None, "range"),
        (found.ambiguous, "ambiguous"),
        (found.value is not None, "number"),
    )
    return next((name for holds, name in named if holds), "words")


@pytest.mark.parametrize(("text", "kind", "number", "unit", "comparator"), CELLS)
def test_a_cell_is_read(text: str, kind: str, number: str, unit: str, comparator: str) -> None:
    found = read_number(text)
    shown = f"{found.low}..{found.high}" if kind == "range" else str(found.value or "")
    if found.value == 0:
        shown = str(found.value)
    assert (kind_of(found), shown, found.unit, found.comparator or "") == (kind, number, unit, comparator)


@pytest.mark.parametrize(("text", "kind"), [(row[0], row[1]) for row in CELLS if row[1] == "error"])
def test_what_cannot_be_read_is_said_in_words(text: str, kind: str) -> None:
    found = read_number(text)
    assert (found.value, found.error.endswith(".")) == (None, True)


@pytest.mark.parametrize("text", [row[0] for row in CELLS])
def test_blanks_around_and_between_change_nothing(text: str) -> None:
    plain, spaced = read_number(text), read_number(f"  {text}\u00a0 ")
    assert (spaced.value, spaced.low, spaced.high, spaced.unit, spaced.missing) == (
        plain.value,
        plain.low,
        plain.high,
        plain.unit,
        plain.missing,
    )
