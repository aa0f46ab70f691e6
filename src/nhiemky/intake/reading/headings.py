"""What the lines above a table say: whose table it is and for which term."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from nhiemky.kernel.viet.dates import find_period
from nhiemky.kernel.viet.fold import fold

_TERM = re.compile(r"(?:nhiem ky|giai doan|thoi ky|khoa)[^0-9]{0,20}((?:19|20)\d\d) ?- ?((?:19|20)\d\d)")
_YEARS = re.compile(r"\b((?:19|20)\d\d)\b")
_UNIT = re.compile(
    r"^(?:ban chap hanh )?(?:dang bo|dang uy|huyen uy|thi uy|thanh uy|tinh uy|quan uy|chi bo|bch dang|uy ban nhan dan|ubnd|xa |phuong |thi tran "
    r"|huyen |don vi ?:)"
)
_UP_TO = re.compile(
    r"(?:(?:tính|số liệu|kết quả|thực hiện)(?: tính)? đến|đến (?:hết )?(?:ngày|tháng|quý|thời điểm)).*",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"\s+[-–—]\s+|\s*[:;]\s*|\s+(?=(?:KẾT QUẢ|Kết quả|kết quả|NHIỆM KỲ|nhiệm kỳ|Nhiệm kỳ|BIỂU|PHỤ LỤC|THỰC HIỆN)\b)"
)
_LABEL = re.compile(r"^\s*đơn vị\s*:\s*", re.IGNORECASE)
_TERM_YEARS = 5
_LONGEST_NAME = 120


def unit_in(title: Iterable[str]) -> str:
    """Return the name of the unit that the lines above a table give, the lowest named; empty when none does."""
    found = ""
    for text in title:
        bare = _LABEL.sub("", text)
        named = bare if bare != text else text if _UNIT.match(fold(text)) else ""
        name = _CUT.split(named)[0].strip(" *_-–.,")
        if name and len(name) <= _LONGEST_NAME and fold(name) != fold("Đảng Cộng sản Việt Nam"):
            found = name
    return found


def term_in(title: Iterable[str]) -> str:
    """Return the term that the lines above a table state ("2020-2025"), empty when they state none."""
    for text in title:
        match = _TERM.search(fold(text))
        if match is None:
            continue
        first, last = int(match[1]), int(match[2])
        if last - first == _TERM_YEARS:
            return f"{first}-{last}"
        if last - first == _TERM_YEARS - 1:
            return f"{first - 1}-{last}"
    return ""


def day_in(title: Iterable[str]) -> date | None:
    """Return the day up to which the lines above a table say its results run ("tính đến ngày 31/12/2022"), if one."""
    found = set()
    for text in title:
        match = _UP_TO.search(text)
        period = find_period(match[0]) if match is not None else None
        if period is not None and period.end is not None:
            found.add(period.end)
    return found.pop() if len(found) == 1 else None


def term_of_years(years: Sequence[int]) -> str:
    """Return the five-year term that most of the years fall into ("2020-2025" plans 2021 to 2025), empty without years."""
    if not years:
        return ""
    terms = [-(-year // _TERM_YEARS) * _TERM_YEARS for year in years]
    last = max(set(terms), key=lambda end: (terms.count(end), end))
    return f"{last - _TERM_YEARS}-{last}"


def years_in(texts: Iterable[str]) -> list[int]:
    """Return every year that texts name."""
    return [int(year) for text in texts for year in _YEARS.findall(text)]
