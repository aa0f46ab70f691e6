"""Whole rows of office tables: unit column, target cell and result cells read together."""

from decimal import Decimal
from fractions import Fraction

import pytest

from nhiemky.kernel.viet.legacy import decode
from nhiemky.kernel.viet.numbers import convert_unit, read_number

Value = Decimal | Fraction | None


def row_values(unit: str, cells: list[str]) -> list[Value]:
    """Read the cells of one target, each with the others as neighbours."""
    readings = [
        read_number(cell, unit=unit, siblings=[other for other in cells if other is not cell])
        for cell in cells
    ]
    assert [reading.error for reading in readings] == [""] * len(cells)
    assert not any(reading.ambiguous for reading in readings)
    return [reading.value for reading in readings]


@pytest.mark.parametrize(
    ("unit", "cells", "values"),
    [
        ("%", ["16", "14,2", "15,1", "16,3", ".", "."], ["16", "14.2", "15.1", "16.3", None, None]),
        ("%", ["18,4", "15,0", "16,9", "18,8"], ["18.4", "15.0", "16.9", "18.8"]),
        ("triệu đồng", ["60", "41,5", "46", "52,3"], ["60", "41.5", "46", "52.3"]),
        ("ha", ["1.900", "420", "1.105", "1.520"], ["1900", "420", "1105", "1520"]),
        ("tỷ đồng", ["5.000", "850,5", "1.020", "1.129,5"], ["5000", "850.5", "1020", "1129.5"]),
        ("doanh nghiệp", ["100", "18", "22", "25"], ["100", "18", "22", "25"]),
        ("%", ["16% trở lên", "12,1", "13,5", "14,4"], ["16", "12.1", "13.5", "14.4"]),
        ("%", ["dưới 1%", "0,92", "0,95", "0,9"], ["1", "0.92", "0.95", "0.9"]),
        ("tỷ đồng", ["2.838", "1.702,8"], ["2838", "1702.8"]),
        ("%", ["100%", "111,2"], ["100", "111.2"]),
        ("thôn", ["10/10 thôn", "9/10"], ["10", "9"]),
        ("%", ["từ 85% trở lên", "83,3"], ["85", "83.3"]),
        ("tỷ đồng", ["16 tỷ 434 triệu đồng", "8,217"], ["16.434", "8.217"]),
        ("triệu đồng", ["63.54", "59.2", "1.428"], ["63.54", "59.2", "1.428"]),
        ("tấn", ["1340", "1.428", "1.502"], ["1340", "1428", "1502"]),
        ("đảng viên", ["1.340", "1.428"], ["1340", "1428"]),
    ],
)
def test_rows_are_read_with_their_unit_and_neighbours(
    unit: str, cells: list[str], values: list[str | None]
) -> None:
    assert row_values(unit, cells) == [None if value is None else Decimal(value) for value in values]


def test_shares_of_villages_become_percentages() -> None:
    cells = ["58,9% (66/112 thôn)", "41/112", "50/112", "61/112"]
    assert row_values("%", cells) == [
        Decimal("58.9"),
        Fraction(4100, 112),
        Fraction(5000, 112),
        Fraction(6100, 112),
    ]


def test_result_in_another_unit_of_the_family_can_be_compared() -> None:
    target = read_number("16.434 triệu đồng", siblings=("8,217",))
    assert target.ambiguous
    compound = read_number("16 tỷ 434 triệu đồng")
    assert compound.value is not None
    assert convert_unit(compound.value, compound.unit, "triệu đồng") == Decimal("16434")


def test_ranges_and_done_words_of_a_commune_list() -> None:
    people, yearly = read_number("30 - 35", unit="đảng viên"), read_number("0,5%-0,8%", unit="%")
    assert (people.low, people.high) == (Decimal(30), Decimal(35))
    assert (yearly.low, yearly.high, yearly.unit) == (Decimal("0.5"), Decimal("0.8"), "%")
    assert (read_number("Đạt").done, read_number("Chưa đạt").done) == (True, False)


@pytest.mark.parametrize(
    ("font", "cell"),
    [
        (".VnTime", "d\xad\xedi 2%"),
        (None, "d\xad\xedi 2%"),
        ("VNI-Times", "d\xf6\xf4\xf9i 2%"),
        (None, "d\xf6\xf4\xf9i 2%"),
    ],
)
def test_legacy_cells_are_read_after_decoding(font: str | None, cell: str) -> None:
    reading = read_number(decode(cell, font))
    assert (reading.value, reading.comparator, reading.unit) == (Decimal(2), "below", "%")
