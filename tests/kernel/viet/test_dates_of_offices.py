"""Days as offices write them, one a line: the day, or the span, that each means; empty where it means none for certain."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.kernel.viet.dates import DateError, DateRange, find_period, read_date, write_date, write_long

# a day without its year is asked about, never guessed
WRITTEN: list[tuple[str, str]] = [
    ("21-2-2023", "2023-02-21"),
    ("21/2/2023", "2023-02-21"),
    ("21.2.2023", "2023-02-21"),
    ("21-02-2023", "2023-02-21"),
    ("21/02/2023", "2023-02-21"),
    ("2023-02-21", "2023-02-21"),
    ("21 - 2 - 2023", "2023-02-21"),
    ("21/2/23", "2023-02-21"),
    ("ngày 21-2-2023", "2023-02-21"),
    ("ngày 21 tháng 2 năm 2023", "2023-02-21"),
    ("ngày 21 tháng 02 năm 2023", "2023-02-21"),
    ("21 tháng 2 năm 2023", "2023-02-21"),
    ("ngày 8/9/2022", "2022-09-08"),
    ("08-9-2022", "2022-09-08"),
    ("28/9/2022", "2022-09-28"),
    ("1/3/2023", "2023-03-01"),
    ("ngày 01 tháng 3 năm 2023", "2023-03-01"),
    ("tháng 3/2023", "2023-03-01..2023-03-31"),
    ("tháng 3 năm 2023", "2023-03-01..2023-03-31"),
    ("tháng 03-2023", "2023-03-01..2023-03-31"),
    ("3/2023", "2023-03-01..2023-03-31"),
    ("03/2023", "2023-03-01..2023-03-31"),
    ("quý I/2023", "2023-01-01..2023-03-31"),
    ("quý 1 năm 2023", "2023-01-01..2023-03-31"),
    ("Quý II năm 2023", "2023-04-01..2023-06-30"),
    ("quý III/2023", "2023-07-01..2023-09-30"),
    ("quý 4/2023", "2023-10-01..2023-12-31"),
    ("năm 2023", "2023-01-01..2023-12-31"),
    ("2023", "2023-01-01..2023-12-31"),
    ("6 tháng đầu năm 2023", "2023-01-01..2023-06-30"),
    ("6 tháng cuối năm 2023", "2023-07-01..2023-12-31"),
    ("9 tháng năm 2023", "2023-01-01..2023-09-30"),
    ("từ ngày 01-3-2023 đến ngày 31-3-2023", "2023-03-01..2023-03-31"),
    ("01-31/3/2023", ""),
    ("nửa đầu nhiệm kỳ", ""),
    ("trước 31/3/2023", "2023-03-31..2023-03-31"),
    ("trong tháng 3/2023", "2023-03-01..2023-03-31"),
    ("31/12/2025", "2025-12-31"),
    ("29/2/2024", "2024-02-29"),
    ("29/2/2023", ""),
    ("31/4/2023", ""),
    ("30/2/2023", ""),
    ("0/1/2023", ""),
    ("1/13/2023", ""),
    ("32/1/2023", ""),
    ("13/13/2023", ""),
    ("hôm nay", ""),
    ("ngày mai", ""),
    ("mai", ""),
    ("xx/xx/2023", ""),
    ("1/1/1", ""),
    ("1/1/99999", ""),
    ("21-2", ""),
    ("21/2", ""),
    ("tháng 2", ""),
    ("ngày 21", ""),
    ("2023-2", ""),
    ("2023-13", ""),
    ("20230221", ""),
    ("44978", ""),
    ("12,5", ""),
    ("abc", ""),
    ("tết", ""),
    ("chủ nhật", ""),
    ("ngày 21 tháng 2", ""),
    ("21 tháng 2", ""),
    ("ngày 21/2", ""),
    ("Tân Thanh Tây, ngày 21 tháng 02 năm 2023", "2023-02-21"),
]


def meant(text: str) -> str:
    """Give what a text means: a day, first..last of a span, or nothing."""
    try:
        found = read_date(text)
    except DateError:
        return ""
    return f"{found.start}..{found.end}" if isinstance(found, DateRange) else found.isoformat()


@pytest.mark.parametrize(("text", "day"), WRITTEN)
def test_a_day_is_read_as_it_is_meant(text: str, day: str) -> None:
    assert meant(text) == day


@pytest.mark.parametrize("text", [text for text, day in WRITTEN if not day])
def test_what_means_no_day_is_refused_in_words(text: str) -> None:
    with pytest.raises(DateError) as refused:
        read_date(text)
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(("text", "day"), [row for row in WRITTEN if row[1]])
def test_blanks_and_case_change_nothing(text: str, day: str) -> None:
    assert meant(f"  {text.upper()} ") == meant(f"\u00a0{text.lower()}") == day


@pytest.mark.parametrize(("text", "day"), [row for row in WRITTEN if row[1] and ".." not in row[1]])
def test_a_day_is_a_period_of_one_day(text: str, day: str) -> None:
    found = find_period(text)
    assert found is not None
    assert (str(found.start), str(found.end)) == (day, day)


DAYS = st.dates(date(1930, 1, 1), date(2099, 12, 31))


@given(DAYS)
def test_every_usual_way_of_writing_a_day_is_read_back(day: date) -> None:
    d, m, y = day.day, day.month, day.year
    for text in (
        f"{d}-{m}-{y}", f"{d:02}/{m:02}/{y}", f"{d}.{m}.{y}", f"{y}-{m:02}-{d:02}", f"ngày {d} tháng {m} năm {y}",
        f"ngày {d:02} tháng {m:02} năm {y}", write_date(day), write_long(day),
    ):  # fmt: skip
        assert (text, read_date(text)) == (text, day)


@given(DAYS, st.integers(1, 400))
def test_a_span_from_one_day_to_another_is_read_back(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    found = read_date(f"từ ngày {write_date(first)} đến ngày {write_date(last)}")
    assert found == DateRange(first, last)


@given(st.integers(1930, 2099), st.integers(1, 12))
def test_a_month_runs_from_its_first_to_its_last_day(year: int, month: int) -> None:
    found = read_date(f"tháng {month}/{year}")
    assert isinstance(found, DateRange)
    after = found.end + timedelta(days=1)
    assert (found.start, after.day, (after.year - year) * 12 + after.month) == (
        date(year, month, 1),
        1,
        month + 1,
    )


@given(st.integers(1930, 2099), st.integers(1, 4))
def test_a_quarter_has_its_three_months(year: int, quarter: int) -> None:
    roman = ("I", "II", "III", "IV")[quarter - 1]
    found = read_date(f"quý {roman}/{year}")
    assert found == read_date(f"quý {quarter} năm {year}")
    assert isinstance(found, DateRange)
    assert (found.start, found.end.month) == (date(year, 3 * quarter - 2, 1), 3 * quarter)


@pytest.mark.parametrize(
    ("text", "last"),
    [("6T2023", 6), ("6T.2023", 6), ("TH 9T2023", 9), ("9th2023", 9), ("6TĐN 2023", 6), ("TH2023", 12)],
)
def test_months_before_a_year_without_a_blank(text: str, last: int) -> None:
    found = find_period(text)
    assert found is not None
    assert (found.start, found.end) == (date(2023, 1, 1), date(2023, last, 31 if last == 12 else 30))
