"""Days and periods in the forms of DOMAIN 5.3 and of real headings."""

import contextlib
import unicodedata
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.kernel.viet.dates import (
    DateError,
    DateRange,
    PeriodReading,
    find_period,
    read_date,
    read_period,
    write_date,
    write_long,
)

EIGHTH = date(2022, 9, 8)
days = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


def year(number: int) -> DateRange:
    return DateRange(date(number, 1, 1), date(number, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "8-9-2022",
        "08-9-2022",
        "08-09-2022",
        "08/9/2022",
        "8/9/2022",
        "08.9.2022",
        "8 - 9 - 2022",
        "8–9–2022",
        " 8-9-2022 ",
        "8-9-2022.",
        "ngày 8-9-2022",
        "Ngày 08/9/2022",
        "đến ngày 8/9/2022",
        "ngày 08 tháng 9 năm 2022",
        "ngày 8 tháng 09 năm 2022",
        "08 tháng 9 năm 2022",
        "ngày 08 tháng 9, năm 2022",
        "Mỏ Cày Bắc, ngày 08 tháng 9 năm 2022",
        "2022-09-08",
        "2022-9-8",
        "2022-09-08 00:00:00",
        "８/９/２０２２",
        "8/9/22",
        "8.9.22",
        "8-9-22",
    ],
)
def test_read_date_reads_one_day_in_all_its_writings(text: str) -> None:
    assert read_date(text) == EIGHTH


def test_read_date_reads_decomposed_text() -> None:
    assert read_date(unicodedata.normalize("NFD", "ngày 08 tháng 9 năm 2022")) == EIGHTH


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (44812, EIGHTH),
        (Decimal("44812"), EIGHTH),
        (Decimal("44812.75"), EIGHTH),
        (61, date(1900, 3, 1)),
        (EIGHTH, EIGHTH),
        (datetime(2022, 9, 8, 13, 30), EIGHTH),  # noqa: DTZ001
        (2022, year(2022)),
        (Decimal("2022"), year(2022)),
    ],
)
def test_read_date_takes_values_of_excel(value: int | Decimal | date, expected: date | DateRange) -> None:
    assert read_date(value) == expected


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("tháng 3-2023", date(2023, 3, 1), date(2023, 3, 31)),
        ("tháng 3/2023", date(2023, 3, 1), date(2023, 3, 31)),
        ("tháng 02 năm 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("3/2023", date(2023, 3, 1), date(2023, 3, 31)),
        ("03-2023", date(2023, 3, 1), date(2023, 3, 31)),
        ("T6/2023", date(2023, 6, 1), date(2023, 6, 30)),
        ("năm 2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("quý II-2023", date(2023, 4, 1), date(2023, 6, 30)),
        ("Quý II/2023", date(2023, 4, 1), date(2023, 6, 30)),
        ("quý 2/2023", date(2023, 4, 1), date(2023, 6, 30)),
        ("quý IV năm 2022", date(2022, 10, 1), date(2022, 12, 31)),
        ("quí I-2023", date(2023, 1, 1), date(2023, 3, 31)),
        ("Q3/2022", date(2022, 7, 1), date(2022, 9, 30)),
        ("quý III 2022", date(2022, 7, 1), date(2022, 9, 30)),
        ("6 tháng đầu năm 2023", date(2023, 1, 1), date(2023, 6, 30)),
        ("6 tháng cuối năm 2022", date(2022, 7, 1), date(2022, 12, 31)),
        ("sáu tháng đầu năm 2023", date(2023, 1, 1), date(2023, 6, 30)),
        ("9 tháng năm 2022", date(2022, 1, 1), date(2022, 9, 30)),
        ("9 tháng đầu năm 2022", date(2022, 1, 1), date(2022, 9, 30)),
        ("3 tháng đầu năm 2023", date(2023, 1, 1), date(2023, 3, 31)),
        ("6 tháng/2023", date(2023, 1, 1), date(2023, 6, 30)),
        ("nửa đầu năm 2023", date(2023, 1, 1), date(2023, 6, 30)),
        ("nửa cuối năm 2023", date(2023, 7, 1), date(2023, 12, 31)),
        ("2021-2025", date(2021, 1, 1), date(2025, 12, 31)),
        ("giai đoạn 2021 – 2025", date(2021, 1, 1), date(2025, 12, 31)),
        ("nhiệm kỳ 2020-2025", date(2020, 1, 1), date(2025, 12, 31)),
        ("5 năm 2021 - 2025", date(2021, 1, 1), date(2025, 12, 31)),
        ("từ năm 2021 đến năm 2023", date(2021, 1, 1), date(2023, 12, 31)),
        ("từ 1/1/2021 đến 30/6/2023", date(2021, 1, 1), date(2023, 6, 30)),
        ("từ tháng 3/2022 đến tháng 2/2023", date(2022, 3, 1), date(2023, 2, 28)),
        ("Thực hiện năm 2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("TH 2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("KH 2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("Kết quả 6 tháng đầu năm 2023 (%)", date(2023, 1, 1), date(2023, 6, 30)),
    ],
)
def test_read_period_reads_spans(text: str, start: date, end: date) -> None:
    assert read_period(text) == PeriodReading(start, end)
    assert read_date(text) == DateRange(start, end)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ước năm 2023", PeriodReading(date(2023, 1, 1), date(2023, 12, 31), estimate=True)),
        ("Ước TH năm 2023", PeriodReading(date(2023, 1, 1), date(2023, 12, 31), estimate=True)),
        ("ƯTH 2023", PeriodReading(date(2023, 1, 1), date(2023, 12, 31), estimate=True)),
        ("Dự kiến quý II/2023", PeriodReading(date(2023, 4, 1), date(2023, 6, 30), estimate=True)),
        ("Ước 6 tháng đầu năm 2023", PeriodReading(date(2023, 1, 1), date(2023, 6, 30), estimate=True)),
        ("đến 30/6/2023", PeriodReading(date(2023, 1, 1), date(2023, 6, 30), until=True)),
        ("TH đến 30/6/2023", PeriodReading(date(2023, 1, 1), date(2023, 6, 30), until=True)),
        ("Tính đến ngày 21-2-2023", PeriodReading(date(2023, 1, 1), date(2023, 2, 21), until=True)),
        ("đến hết năm 2022", PeriodReading(date(2022, 1, 1), date(2022, 12, 31), until=True)),
        ("đến tháng 6/2023", PeriodReading(date(2023, 1, 1), date(2023, 6, 30), until=True)),
        ("đến hết quý I/2023", PeriodReading(date(2023, 1, 1), date(2023, 3, 31), until=True)),
        (
            "Ước thực hiện đến 30/6/2023",
            PeriodReading(date(2023, 1, 1), date(2023, 6, 30), estimate=True, until=True),
        ),
        ("ngày 21-2-2023", PeriodReading(date(2023, 2, 21), date(2023, 2, 21))),
        ("Thực hiện đến nay", PeriodReading(None, None, until=True, relative="to_date")),
        ("ước đến giữa nhiệm kỳ", PeriodReading(None, None, True, True, "mid_term")),
        ("Đến giữa NK", PeriodReading(None, None, until=True, relative="mid_term")),
        ("Dự kiến đến cuối nhiệm kỳ", PeriodReading(None, None, True, True, "end_of_term")),
    ],
)
def test_read_period_knows_estimates_and_open_starts(text: str, expected: PeriodReading) -> None:
    assert read_period(text) == expected


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("6 tháng đầu năm", date(2023, 1, 1), date(2023, 6, 30)),
        ("6 tháng cuối năm", date(2023, 7, 1), date(2023, 12, 31)),
        ("9 tháng", date(2023, 1, 1), date(2023, 9, 30)),
        ("quý II", date(2023, 4, 1), date(2023, 6, 30)),
        ("tháng 3", date(2023, 3, 1), date(2023, 3, 31)),
        ("nửa đầu năm", date(2023, 1, 1), date(2023, 6, 30)),
        ("ngày 30/6", date(2023, 6, 30), date(2023, 6, 30)),
    ],
)
def test_read_period_takes_the_year_that_is_meant(text: str, start: date, end: date) -> None:
    assert read_period(text, year=2023) == PeriodReading(start, end)
    assert find_period(text) is None


def test_read_period_places_relative_ends_by_what_is_given() -> None:
    as_of = date(2023, 2, 21)
    start = date(2023, 1, 1)
    assert read_period("đến nay", as_of=as_of) == PeriodReading(start, as_of, until=True, relative="to_date")
    middle = read_period("giữa nhiệm kỳ", term=(2021, 2025))
    assert middle == PeriodReading(start, date(2023, 6, 30), until=True, relative="mid_term")
    end = read_period("cuối nhiệm kỳ", term=(2021, 2025))
    assert end == PeriodReading(date(2025, 1, 1), date(2025, 12, 31), until=True, relative="end_of_term")
    even = read_period("giữa nhiệm kỳ", term=(2021, 2024))
    assert (even.start, even.end) == (date(2022, 1, 1), date(2022, 12, 31))


def test_read_date_takes_the_year_that_is_meant() -> None:
    assert read_date("30/6", year=2023) == date(2023, 6, 30)
    assert read_date("ngày 30-6", year=2023) == date(2023, 6, 30)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("30/2/2022", "Ngày “30/2/2022” không có thật: tháng 2 năm 2022 không có ngày 30."),
        ("29/2/2023", "Ngày “29/2/2023” không có thật: tháng 2 năm 2023 không có ngày 29."),
        ("31-4-2022", "Ngày “31-4-2022” không có thật: tháng 4 năm 2022 không có ngày 31."),
        ("0/4/2022", "Ngày “0/4/2022” không có thật: tháng 4 năm 2022 không có ngày 0."),
        ("9/28/2022", "Ngày “9/28/2022” không có thật: không có tháng 28."),
        ("1/1/0022", "Ngày “1/1/0022” có năm 22 ngoài khoảng 1900-2100."),
        ("2022-13-01", "Ngày “2022-13-01” không có thật: không có tháng 13."),
        ("21-02-23", "Ngày “21-02-23” viết năm hai chữ số, không biết chắc; xin ghi đủ bốn chữ số."),
        ("", "Không đọc được ngày từ “”."),
        ("chưa rõ", "Không đọc được ngày từ “chưa rõ”."),
        ("ngày   tháng   năm 2023", "Không đọc được ngày từ “ngày   tháng   năm 2023”."),
        ("ngày 8 tháng   năm 2023", "Không đọc được ngày từ “ngày 8 tháng   năm 2023”."),
        ("đến nay", "Không đọc được ngày từ “đến nay”."),
        ("x" * 100, f"Không đọc được ngày từ “{'x' * 60}…”."),
    ],
)
def test_read_date_refuses_with_the_reason(text: str, message: str) -> None:
    with pytest.raises(DateError) as caught:
        read_date(text)
    assert str(caught.value) == message


@pytest.mark.parametrize("value", [0, 60, -5, 10**9, Decimal("NaN"), Decimal("Infinity"), Decimal("0.5")])
def test_read_date_refuses_numbers_that_are_no_days(value: int | Decimal) -> None:
    with pytest.raises(DateError):
        read_date(value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("quý II", "“quý II” không ghi năm."),
        ("tháng 13/2023", "“tháng 13/2023”: không có tháng 13."),
        ("15 tháng đầu năm 2023", "“15 tháng đầu năm 2023”: một năm không có 15 tháng."),
        ("2025-2021", "Khoảng thời gian “2025-2021” có năm đầu sau năm cuối."),
        (
            "từ 30/6/2023 đến 1/1/2023",
            "Khoảng thời gian “từ 30/6/2023 đến 1/1/2023” có ngày đầu sau ngày cuối.",
        ),
        ("Ghi chú", "Không thấy ngày, tháng, quý hay năm trong “Ghi chú”."),
        ("Đơn vị tính", "Không thấy ngày, tháng, quý hay năm trong “Đơn vị tính”."),
    ],
)
def test_read_period_refuses_with_the_reason(text: str, message: str) -> None:
    with pytest.raises(DateError) as caught:
        read_period(text)
    assert str(caught.value) == message
    assert find_period(text) is None


@pytest.mark.parametrize(
    ("day", "short", "long"),
    [
        (date(2023, 2, 21), "21-2-2023", "ngày 21 tháng 02 năm 2023"),
        (EIGHTH, "8-9-2022", "ngày 08 tháng 9 năm 2022"),
        (date(2023, 1, 1), "1-1-2023", "ngày 01 tháng 01 năm 2023"),
        (date(2023, 3, 10), "10-3-2023", "ngày 10 tháng 3 năm 2023"),
        (date(2020, 12, 31), "31-12-2020", "ngày 31 tháng 12 năm 2020"),
        (date(2018, 2, 20), "20-2-2018", "ngày 20 tháng 02 năm 2018"),
    ],
)
def test_dates_are_written_the_party_way(day: date, short: str, long: str) -> None:
    assert write_date(day) == short
    assert write_long(day) == long


@given(days)
def test_read_date_reads_what_is_written(day: date) -> None:
    assert read_date(write_date(day)) == day
    assert read_date(write_long(day)) == day
    assert read_date(day.isoformat()) == day
    assert read_date(f"{day.day:02d}/{day.month:02d}/{day.year}") == day


@given(days)
def test_read_period_finds_a_day_inside_a_heading(day: date) -> None:
    reading = read_period(f"Kết quả thực hiện đến {write_date(day)} (lũy kế)")
    assert reading == PeriodReading(date(day.year, 1, 1), day, until=True)


@given(st.integers(min_value=1900, max_value=2100), st.integers(min_value=1, max_value=4))
def test_quarters_make_up_the_year(number: int, quarter: int) -> None:
    roman = ["I", "II", "III", "IV"][quarter - 1]
    assert read_period(f"quý {roman}-{number}") == read_period(f"quý {quarter}/{number}")
    assert read_period(f"quý I-{number}").start == year(number).start
    assert read_period(f"quý IV-{number}").end == year(number).end


@given(st.text(max_size=40))
def test_read_date_gives_a_day_or_a_date_error(text: str) -> None:
    found: date | DateRange | None = None
    with contextlib.suppress(DateError):
        found = read_date(text)
    assert found is None or isinstance(found, date) or found.start <= found.end
