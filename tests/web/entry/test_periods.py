"""Periods of the grid and names of its cells."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.kernel.scoring import Period
from nhiemky.web.entry.periods import key_of, ordered, read_key
from tests.web.reading import get
from tests.web.targets.scene import Scene, add


def test_a_cell_is_named_by_target_and_days() -> None:
    assert key_of(12, Period.of_quarter(2022, 2)) == "12-20220401-20220630"


@given(st.integers(1, 10**12), st.dates(date(1000, 1, 1)), st.integers(0, 800))
def test_names_are_read_back(target: int, start: date, days: int) -> None:
    end = date.fromordinal(min(start.toordinal() + days, date.max.toordinal()))
    assert read_key(key_of(target, Period(start, end))) == (target, Period(start, end))


@pytest.mark.parametrize(
    "key",
    [
        "",
        "12",
        "12-2022-2023",
        "x-20220101-20221231",
        "12-20221331-20221231",
        "12-20220101-20211231",
        "12-20220230-20221231",
        "12-00000101-20221231",
        "-1-20220101-20221231",
        "12-20220101-20221231-1",
        "1234567890123456789-20220101-20221231",
        "12-２0220101-20221231",
    ],
)
def test_other_names_are_no_cell(key: str) -> None:
    assert read_key(key) is None


def test_periods_come_once_in_order() -> None:
    years = [Period.of_year(2022), Period.of_year(2021), Period.of_year(2022)]
    assert ordered(years) == [Period.of_year(2021), Period.of_year(2022)]


@pytest.mark.parametrize(
    ("asked", "heads"),
    [
        ({}, ["Mức gốc", "2021", "2022", "2023", "2024", "2025"]),
        (
            {"ky": "nua-nam", "nam": "2022"},
            ["6 tháng cuối năm 2021", "6 tháng đầu năm 2022", "6 tháng cuối năm 2022"],
        ),
        (
            {"ky": "quy", "nam": "2022"},
            ["quý IV-2021", "quý I-2022", "quý II-2022", "quý III-2022", "quý IV-2022"],
        ),
        ({"ky": "quy"}, ["quý IV-2022", "quý I-2023", "quý II-2023", "quý III-2023", "quý IV-2023"]),
        (
            {"ky": "quy", "nam": "1999"},
            ["quý IV-2020", "quý I-2021", "quý II-2021", "quý III-2021", "quý IV-2021"],
        ),
        (
            {"ky": "quy", "nam": "abc"},
            ["quý IV-2022", "quý I-2023", "quý II-2023", "quý III-2023", "quý IV-2023"],
        ),
        (
            {"ky": "thang", "nam": "2022"},
            ["tháng 12-2021", *(f"tháng {month}-2022" for month in range(1, 13))],
        ),
        ({"ky": "tuan"}, ["Mức gốc", "2021", "2022", "2023", "2024", "2025"]),
    ],
)
def test_the_grid_shows_the_periods_asked_for(
    office: Client, commune: Scene, asked: dict[str, str], heads: list[str]
) -> None:
    add(commune, "1")
    page = get(office, "/nhap-lieu/", **asked)
    assert page.heads == ["Chỉ tiêu", "Nghị quyết", *heads, "Mức đạt"]


def test_years_are_offered_for_parts_of_a_year_only(office: Client, commune: Scene) -> None:
    add(commune, "1")
    assert get(office, "/nhap-lieu/").texts("//nav[@class='year-choice']/a") == []
    page = get(office, "/nhap-lieu/", ky="quy")
    assert page.texts("//nav[@class='year-choice']/a") == ["2021", "2022", "2023", "2024", "2025"]
    assert page.texts("//nav[@class='year-choice']/a[@aria-current]") == ["2023"]
