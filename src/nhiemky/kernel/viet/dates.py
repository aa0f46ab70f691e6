"""Days and periods as offices write them: "08.9.2022", "quý II-2023", "6 tháng đầu năm 2023", "đến 30/6/2023"."""

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

FIRST_YEAR, LAST_YEAR = 1900, 2100
_EXCEL_EPOCH = date(1899, 12, 30)
_EXCEL_FIRST, _EXCEL_LAST = 61, (date(LAST_YEAR, 12, 31) - _EXCEL_EPOCH).days
_CENTURY_EDGE = 50


class DateError(ValueError):
    """A text that is no day or period, or an impossible one; the message is Vietnamese."""


@dataclass(frozen=True, slots=True)
class DateRange:
    """A span of days, both ends included."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class PeriodReading:
    """A period named in a heading.

    `start` and `end` are None where the text names no day ("đến nay" without an `as_of`). `estimate` says "ước" or
    "dự kiến"; `until` says that only the end is named ("đến 30/6/2023": the start is then 1 January of that year);
    `relative` is "to_date", "mid_term", "end_of_term" or "".
    """

    start: date | None
    end: date | None
    estimate: bool = False
    until: bool = False
    relative: str = ""


_YEAR = r"((?:19|20)[0-9]{2}|2100)"
_SEP = r"\s*[-/.]\s*"
_DAY_FIRST = re.compile(rf"([0-9]{{1,2}})({_SEP})([0-9]{{1,2}}){_SEP}([0-9]{{4}}|[0-9]{{2}})")
_YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[t ]00:00(?::00(?:\.0+)?)?)?")
_WORDED = re.compile(r"(?:ngày\s*)?([0-9]{1,2})\s+tháng\s+([0-9]{1,2})\s*,?\s+năm\s+([0-9]{4}|[0-9]{2})")
_PLACE = re.compile(r"[^0-9]{0,60}?,\s*(?=ngày)")
_BEFORE_DAY = re.compile(r"(?:(?:vào|từ|đến|trước|sau)\s+)?(?:ngày|hết ngày)\s*")
_UNFILLED = re.compile(r"ngày\b(?!\s*[0-9])|ngày\s*[0-9]+\s+tháng\s+(?![0-9])")
_SPACES = re.compile(r"\s+")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−－"), "-")

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_COUNTS = {"ba": 3, "sáu": 6, "chín": 9}
_IN_YEAR = rf"(?:{_SEP}|\s+(?:của\s+)?năm\s+|\s+){_YEAR}"
_QUARTER = re.compile(rf"(?:quý|quí|q\.?)\s*(iv|i{{1,3}}|[1-4])(?!\w)(?:{_IN_YEAR})?")
_MONTHS_OF = re.compile(
    rf"(?<![\w/.-])([0-9]{{1,2}}|ba|sáu|chín)\s*(?:tháng|tđn|th?\.?)(?:(?!\w)|(?=(?:19|20)[0-9]{{2}}))(?:\s+(đầu|cuối))?(?:\s+(?:của\s+)?năm(?!\w))?(?:\s*[-/]?\s*{_YEAR})?"
)
_HALF = re.compile(rf"nửa\s+(đầu|cuối)\s+(?:của\s+)?năm(?:\s+{_YEAR})?")
_MONTH = re.compile(rf"(?:tháng|(?<!\w)t)\.?\s*([0-9]{{1,2}})(?!\w)(?:{_IN_YEAR})?")
_BARE_MONTH = re.compile(rf"(?<![0-9/.-])([0-9]{{1,2}})\s*[-/]\s*{_YEAR}(?![0-9/.-])")
_YEARS = re.compile(rf"(?<![0-9/.-]){_YEAR}\s*(?:-|đến(?:\s+hết)?(?:\s+năm)?)\s*{_YEAR}(?![0-9/.-])")
_ONE_YEAR = re.compile(rf"(?<![0-9/.-]){_YEAR}(?![0-9/.-])")
_DAY_MONTH = re.compile(r"(?<![0-9/.-])([0-9]{1,2})\s*[-/]\s*([0-9]{1,2})(?![0-9/.-])")
_SPAN = re.compile(r"từ\s+(.+?)\s+(?:đến|tới)\s+(.+)")
_ESTIMATE = re.compile(r"(?<!\w)(?:ước|dự kiến|ưth)(?!\w)")
_UNTIL = re.compile(r"(?<!\w)(?:đến|tới|hết)(?!\w)")
_TO_DATE = re.compile(r"(?:đến|tới) (?:nay|thời điểm (?:này|hiện tại|báo cáo))|hiện nay")
_MID_TERM = re.compile(r"(?:giữa|nửa) (?:đầu )?nhiệm kỳ|giữa nk(?!\w)")
_END_OF_TERM = re.compile(r"(?:cuối|hết) (?:nhiệm kỳ|nk(?!\w))")


def read_date(value: str | int | Decimal | date, *, year: int | None = None) -> date | DateRange:
    """Give the day that a cell or text names; a whole year, month or quarter gives its DateRange.

    Day comes before month. Numbers are Excel day counts (1900 system), or a year from 1900 to 2100. `year` is used
    where the text leaves it out ("30/6"). A two-digit year is read only where no other order is possible.

    :raises DateError: no day can be read, or the day does not exist.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | Decimal):
        return _of_number(value)
    text = _plain(value)
    day = _read_day(text)
    if day is not None:
        return day
    if (match := _DAY_MONTH.fullmatch(_BEFORE_DAY.sub("", text))) and year is not None:
        return _day(int(match[1]), int(match[2]), year, value)
    period = find_period(value, year=year) if not _UNFILLED.match(text) else None
    if period is None or period.start is None or period.end is None:
        raise DateError(f"Không đọc được ngày từ “{_short(value)}”.")
    return DateRange(period.start, period.end)


def write_date(day: date) -> str:
    """Write a day as "21-2-2023", the Party's short way."""
    return f"{day.day}-{day.month}-{day.year}"


def write_long(day: date) -> str:
    """Write a day as "ngày 21 tháng 02 năm 2023": zeros before days under 10 and months 1 and 2 only (HD36)."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def read_period(
    text: str,
    *,
    year: int | None = None,
    as_of: date | None = None,
    term: tuple[int, int] | None = None,
) -> PeriodReading:
    """Give the period that a heading or cell names, wherever in the text it stands.

    `year` is the year meant where the text leaves it out, `as_of` the day meant by "đến nay", `term` the first and
    last planned year for "giữa nhiệm kỳ" and "cuối nhiệm kỳ".

    :raises DateError: the text names no period, or an impossible one.
    """
    plain = _plain(text)
    estimate = bool(_ESTIMATE.search(plain))
    span = _span(plain, year, text)
    if span is not None:
        until = bool(_UNTIL.search(plain)) and not _SPAN.search(plain) and not _YEARS.search(plain)
        start = date(span.end.year, 1, 1) if until else span.start
        return PeriodReading(start, span.end, estimate, until)
    if _TO_DATE.search(plain):
        return PeriodReading(as_of and date(as_of.year, 1, 1), as_of, estimate, True, "to_date")
    for pattern, relative in ((_MID_TERM, "mid_term"), (_END_OF_TERM, "end_of_term")):
        if pattern.search(plain):
            end = _term_day(term, relative)
            return PeriodReading(end and date(end.year, 1, 1), end, estimate, True, relative)
    raise DateError(f"Không thấy ngày, tháng, quý hay năm trong “{_short(text)}”.")


def find_period(
    text: str, *, year: int | None = None, as_of: date | None = None, term: tuple[int, int] | None = None
) -> PeriodReading | None:
    """Give the period like `read_period`, or None where the text names none."""
    try:
        return read_period(text, year=year, as_of=as_of, term=term)
    except DateError:
        return None


def _plain(text: str) -> str:
    shape = unicodedata.normalize("NFKC", text).translate(_DASHES).lower()
    return _SPACES.sub(" ", shape).strip(" .;,")


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"


def _of_number(value: int | Decimal) -> date | DateRange:
    if isinstance(value, Decimal) and not value.is_finite():
        raise DateError(f"“{value}” không phải là ngày.")
    if value == int(value) and FIRST_YEAR <= value <= LAST_YEAR:
        return DateRange(date(int(value), 1, 1), date(int(value), 12, 31))
    if not _EXCEL_FIRST <= value <= _EXCEL_LAST:
        raise DateError(f"Số {_short(str(value))} không phải là ngày của Excel.")
    return _EXCEL_EPOCH + timedelta(days=int(value))


def _day(day: int, month: int, year: int, text: str) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DateError(f"Ngày “{_short(text)}” có năm {year} ngoài khoảng {FIRST_YEAR}-{LAST_YEAR}.")
    if not 1 <= month <= 12:
        raise DateError(f"Ngày “{_short(text)}” không có thật: không có tháng {month}.")
    if not 1 <= day <= monthrange(year, month)[1]:
        raise DateError(f"Ngày “{_short(text)}” không có thật: tháng {month} năm {year} không có ngày {day}.")
    return date(year, month, day)


def _read_day(text: str) -> date | None:
    if match := _YEAR_FIRST.fullmatch(text):
        return _day(int(match[3]), int(match[2]), int(match[1]), text)
    bare = _PLACE.sub("", text, count=1)
    if match := _WORDED.fullmatch(bare):
        return _day(int(match[1]), int(match[2]), _full_year(match[3]), text)
    bare = _BEFORE_DAY.sub("", bare, count=1)
    if match := _DAY_FIRST.fullmatch(bare):
        if len(match[4]) == 2:
            _refuse_other_order(match, text)
        return _day(int(match[1]), int(match[3]), _full_year(match[4]), text)
    return None


def _full_year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (2000 if year <= _CENTURY_EDGE else 1900)


def _refuse_other_order(match: re.Match[str], text: str) -> None:
    """Refuse "21-02-23", which may be the year 2021 or 2023; with slashes or dots the day always comes first."""
    first, month, last = match[1], match[3], match[4]
    padded = len(first) == len(month) == 2
    if "-" in match[2] and padded and 1 <= int(month) <= 12 and 1 <= int(last) <= 31:
        raise DateError(f"Ngày “{_short(text)}” viết năm hai chữ số, không biết chắc; xin ghi đủ bốn chữ số.")


def _year_span(first: int, last: int) -> DateRange:
    return DateRange(date(first, 1, 1), date(last, 12, 31))


def _months(year: int, first: int, last: int) -> DateRange:
    return DateRange(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def _span(plain: str, year: int | None, text: str) -> DateRange | None:
    if match := _SPAN.search(plain):
        first, last = _span(match[1], year, text), _span(match[2], year, text)
        if first is not None and last is not None:
            if first.start > last.end:
                raise DateError(f"Khoảng thời gian “{_short(text)}” có ngày đầu sau ngày cuối.")
            return DateRange(first.start, last.end)
    day = _day_within(plain, text)
    if day is not None:
        return DateRange(day, day)
    return _part_of_year(plain, year, text) or _whole_years(plain, year, text)


def _day_within(plain: str, text: str) -> date | None:
    for pattern in (_YEAR_FIRST, _WORDED, _DAY_FIRST):
        if match := re.search(rf"(?<![0-9/.-])(?:{pattern.pattern})(?![0-9])", plain):
            return _read_day(match[0]) or _day(0, 0, 0, text)
    return None


def _part_of_year(plain: str, year: int | None, text: str) -> DateRange | None:
    if match := _QUARTER.search(plain):
        quarter = _ROMAN[match[1]]
        return _months(_year_of(match[2], year, text), quarter * 3 - 2, quarter * 3)
    if match := _HALF.search(plain):
        chosen = _year_of(match[2], year, text)
        return _months(chosen, 1, 6) if match[1] == "đầu" else _months(chosen, 7, 12)
    if match := _MONTHS_OF.search(plain):
        count = _COUNTS.get(match[1]) or int(match[1])
        if not 1 <= count <= 12:
            raise DateError(f"“{_short(text)}”: một năm không có {count} tháng.")
        chosen = _year_of(match[3], year, text)
        return _months(chosen, 13 - count, 12) if match[2] == "cuối" else _months(chosen, 1, count)
    match = _MONTH.search(plain) or _BARE_MONTH.search(plain)
    if match is None:
        return None
    month = int(match[1])
    if not 1 <= month <= 12:
        raise DateError(f"“{_short(text)}”: không có tháng {month}.")
    return _months(_year_of(match[2], year, text), month, month)


def _whole_years(plain: str, year: int | None, text: str) -> DateRange | None:
    if match := _YEARS.search(plain):
        first, last = int(match[1]), int(match[2])
        if first > last:
            raise DateError(f"Khoảng thời gian “{_short(text)}” có năm đầu sau năm cuối.")
        return _year_span(first, last)
    if match := _ONE_YEAR.search(plain):
        return _year_span(int(match[1]), int(match[1]))
    if (match := _DAY_MONTH.search(plain)) and year is not None:
        day = _day(int(match[1]), int(match[2]), year, text)
        return DateRange(day, day)
    return None


def _year_of(digits: str | None, year: int | None, text: str) -> int:
    chosen = int(digits) if digits else year
    if chosen is None:
        raise DateError(f"“{_short(text)}” không ghi năm.")
    return chosen


def _term_day(term: tuple[int, int] | None, relative: str) -> date | None:
    if term is None:
        return None
    if relative == "end_of_term":
        return date(term[1], 12, 31)
    months = (term[1] - term[0] + 1) * 6
    last = _months(term[0] + (months - 1) // 12, 1, (months - 1) % 12 + 1)
    return last.end
