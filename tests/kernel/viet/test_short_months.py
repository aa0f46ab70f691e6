"""Months counted with a letter, as headings of office tables write them: "6T/2023"."""

from __future__ import annotations

from datetime import date

import pytest

from nhiemky.kernel.viet.dates import read_period


@pytest.mark.parametrize(
    ("text", "end", "estimate"),
    [
        ("6T/2023", date(2023, 6, 30), False),
        ("6T 2023", date(2023, 6, 30), False),
        ("6T-2023", date(2023, 6, 30), False),
        ("6 T/2023", date(2023, 6, 30), False),
        ("6T đầu năm 2023", date(2023, 6, 30), False),
        ("9T/2022", date(2022, 9, 30), False),
        ("12T/2022", date(2022, 12, 31), False),
        ("6th/2023", date(2023, 6, 30), False),
        ("Ước 6T/2023", date(2023, 6, 30), True),
        ("TH 6T/2023", date(2023, 6, 30), False),
    ],
)
def test_months_with_a_letter_run_from_january(text: str, end: date, estimate: bool) -> None:
    found = read_period(text)
    assert (found.start, found.end, found.estimate) == (date(end.year, 1, 1), end, estimate)


def test_a_month_with_its_letter_in_front_is_that_month() -> None:
    found = read_period("T6/2023")
    assert (found.start, found.end) == (date(2023, 6, 1), date(2023, 6, 30))


def test_a_day_is_not_taken_for_months() -> None:
    found = read_period("15/6/2023")
    assert (found.start, found.end) == (date(2023, 6, 15), date(2023, 6, 15))
