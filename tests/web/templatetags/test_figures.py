"""Figures, days and sizes as offices write them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from nhiemky.web.templatetags.figures import band_name, day, moment, number, percent, size, yes_no


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (Decimal("1234.5"), None, "1.234,5"),
        (1809, None, "1.809"),
        (0, None, "0"),
        (Decimal("0"), 2, "0,00"),
        (None, None, "–"),
        ("", None, "–"),
        (Decimal("-3.25"), 1, "-3,3"),
        (Fraction(1, 3), 2, "0,33"),
    ],
)
def test_number_is_written_in_vietnamese(
    value: Decimal | Fraction | int | None, places: int | None, shown: str
) -> None:
    assert number(value, places).replace("−", "-") == shown


def test_percent_says_its_sign() -> None:
    assert (percent(Decimal("85.714")), percent(None), percent(100, 0)) == ("85,71 %", "–", "100 %")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (date(2023, 2, 21), "21-2-2023"),
        (datetime(2023, 2, 20, 18, 0, tzinfo=UTC), "21-2-2023"),
        (None, "–"),
    ],
)
def test_day_goes_by_the_calendar_of_viet_nam(value: date | datetime | None, shown: str) -> None:
    assert day(value) == shown


def test_moment_goes_by_the_clock_of_viet_nam() -> None:
    assert moment(datetime(2023, 2, 20, 18, 5, tzinfo=UTC)) == "1:05, 21-2-2023"
    assert moment(None) == "–"


@pytest.mark.parametrize(
    ("code", "name"), [("not_due", "Chưa đến hạn"), ("no_data", "Chưa có số liệu"), ("khac", "khac")]
)
def test_band_name_knows_classes_and_keeps_unknown_codes(code: str, name: str) -> None:
    assert band_name(code).lower() == name.lower()


def test_band_name_knows_the_bands_of_the_default_scheme() -> None:
    assert "đạt và vượt" in band_name("met").lower()


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0 B"),
        (1023, "1.023 B"),
        (1024, "1,0 KB"),
        (1536 * 1024, "1,5 MB"),
        (20 * 1024**2, "20,0 MB"),
        (5 * 1024**4, "5.120,0 GB"),
    ],
)
def test_size_is_written_with_its_unit(value: int, shown: str) -> None:
    assert size(value) == shown


def test_yes_and_no_are_words() -> None:
    assert (yes_no(True), yes_no(False)) == ("có", "không")
