"""Units of measure: one spelling for each, and conversion inside one family."""

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from nhiemky.kernel.viet.numbers.writing import Number, exact_number

PERCENT = "%"
PERCENT_POINT = "điểm %"

_MAGNITUDES = {"trăm": 10**2, "nghìn": 10**3, "vạn": 10**4, "triệu": 10**6, "tỷ": 10**9}
_MAGNITUDE_SPELLINGS = {
    "trăm": "trăm",
    "vạn": "vạn",
    "nghìn": "nghìn",
    "ngàn": "nghìn",
    "1.000": "nghìn",
    "1000": "nghìn",
    "triệu": "triệu",
    "tr": "triệu",
    "1.000.000": "triệu",
    "1000000": "triệu",
    "tỷ": "tỷ",
    "tỉ": "tỷ",
}
_NEVER_MONEY = frozenset({"trăm", "vạn"})
_MONEY_SPELLINGS = {"đồng", "đ", "vnđ", "vnd", "đồng việt nam", "vn đồng"}
_SCALES: dict[str, tuple[str, Fraction]] = {
    "m2": ("area", Fraction(1)),
    "ha": ("area", Fraction(10**4)),
    "km2": ("area", Fraction(10**6)),
    "mm": ("length", Fraction(1, 1000)),
    "cm": ("length", Fraction(1, 100)),
    "dm": ("length", Fraction(1, 10)),
    "m": ("length", Fraction(1)),
    "km": ("length", Fraction(1000)),
    "g": ("weight", Fraction(1, 1000)),
    "kg": ("weight", Fraction(1)),
    "yến": ("weight", Fraction(10)),
    "tạ": ("weight", Fraction(100)),
    "tấn": ("weight", Fraction(1000)),
}
_FAMILIES = frozenset({"money", *(family for family, _ in _SCALES.values())})
_SPELLINGS = {
    "phần trăm": PERCENT,
    "tỷ lệ %": PERCENT,
    "tỷ lệ phần trăm": PERCENT,
    "điểm phần trăm": PERCENT_POINT,
    "điểm%": PERCENT_POINT,
    "đ/vị": "đơn vị",
    "đvị": "đơn vị",
    "đ/c": "đồng chí",
    "đv": "đảng viên",
    "htx": "hợp tác xã",
    "héc ta": "ha",
    "hecta": "ha",
    "héc-ta": "ha",
    "hécta": "ha",
    "mét": "m",
    "mét vuông": "m2",
    "km vuông": "km2",
    "ki-lô-mét": "km",
    "kilômét": "km",
    "ki lô mét": "km",
    "ki-lô-gam": "kg",
    "kilôgam": "kg",
}
_SUPERSCRIPTS = str.maketrans({"²": "2", "³": "3"})
_LEADING_MAGNITUDE = re.compile(
    r"(1\.000\.000|1000000|1\.000|1000|trăm|nghìn|ngàn|vạn|triệu|tr|tỷ|tỉ)(?![^\W\d_])\.?\s*(.*)", re.DOTALL
)
_SHORT_MONEY = re.compile(r"(tr|triệu|tỷ|tỉ|nghìn|ngàn)\.?\s?(đ|đồng|vnđ|vnd)(?![^\W\d_])\.?")

COUNT_PHRASES = frozenset(
    {
        "đảng viên", "học sinh", "chi bộ", "đảng bộ", "doanh nghiệp", "lao động", "công trình", "mô hình",
        "tiêu chí", "chỉ tiêu", "đơn vị", "đồng chí", "hợp tác xã", "sản phẩm", "hội viên", "đoàn viên", "căn nhà",
        "cơ sở", "dự án", "văn bản", "nghị quyết", "khu dân cư", "hộ nghèo", "giường bệnh", "bác sĩ", "cán bộ",
        "công chức", "thị trấn", "quần chúng", "thanh niên", "hồ sơ", "lượt người", "ý kiến", "tổ chức", "tập thể",
        "cá nhân", "khu phố", "tổ dân phố", "người", "hộ", "thôn", "ấp", "xóm", "bản", "xã", "phường", "trường",
        "lớp", "cuộc", "lượt", "htx", "con", "cây", "căn", "cái", "chiếc", "tổ", "nhóm", "trạm", "cầu", "tuyến",
        "lần", "giường", "huyện", "tàu", "giếng", "làng", "tỉnh",
    }
)  # fmt: skip


class _Unit(NamedTuple):
    family: str
    factor: Fraction
    per: str


@lru_cache(maxsize=4096)
def normal_unit(unit: str) -> str:
    """Give one spelling for the ways of writing a unit: "Tr.đ" and "triệu đồng" give "triệu đồng"."""
    text = unicodedata.normalize("NFC", unit.translate(_SUPERSCRIPTS)).replace("\N{NO-BREAK SPACE}", " ")
    head, slash, per = " ".join(text.split()).strip(" .:;()").partition("/")
    if slash and (whole := _SPELLINGS.get(f"{head}/{per}".lower())):
        return whole
    head = _normal_head(head.strip())
    return f"{head}/{per.strip().replace(' /', '/').replace('/ ', '/').lower()}" if slash else head


def _normal_head(head: str) -> str:
    low = head.lower()
    if low in _SPELLINGS:
        return _SPELLINGS[low]
    if low in _MONEY_SPELLINGS:
        return "đồng"
    if low in _SCALES:
        return low
    if low in _MAGNITUDE_SPELLINGS and not low[0].isdigit():
        return low if low in _NEVER_MONEY else f"{_MAGNITUDE_SPELLINGS[low]} đồng"
    if match := (_SHORT_MONEY.fullmatch(low) or re.fullmatch(r"(1\.000|1000)\s?(đ|đồng|vnđ|vnd)", low)):
        return f"{_MAGNITUDE_SPELLINGS[match[1]]} đồng"
    if match := _LEADING_MAGNITUDE.fullmatch(low):
        return f"{_MAGNITUDE_SPELLINGS[match[1]]} {_normal_head(match[2])}"
    return low if low in COUNT_PHRASES or head[1:].islower() else head


@lru_cache(maxsize=4096)
def is_count(unit: str) -> bool:
    """Tell whether the unit counts whole things (people, villages…), so that its figures have no decimals."""
    head = normal_unit(unit).partition("/")[0]
    return head in COUNT_PHRASES and head != "lần"


def is_percent(unit: str) -> bool:
    """Tell whether the unit is percent (also per year), not percentage points."""
    return normal_unit(unit).partition("/")[0] == PERCENT


@lru_cache(maxsize=4096)
def is_known(unit: str) -> bool:
    """Tell whether the unit is percent, a counted noun, or one of money, length, area or weight."""
    parsed = _parse(unit)
    measured = parsed is not None and parsed.family in _FAMILIES
    return measured or is_percent(unit) or is_count(unit) or normal_unit(unit) == PERCENT_POINT


@lru_cache(maxsize=4096)
def _parse(unit: str) -> _Unit | None:
    head, _, per = normal_unit(unit).partition("/")
    if not head:
        return None
    word, _, base = head.partition(" ")
    factor = Fraction(_MAGNITUDES[word]) if word in _MAGNITUDES and base else Fraction(1)
    base = base if word in _MAGNITUDES and base else head
    family, scale = _SCALES.get(base, ("money" if base == "đồng" else base.lower(), Fraction(1)))
    return _Unit(family, factor * scale, per)


def convert_unit(value: Number, from_unit: str, to_unit: str) -> Number | None:
    """Give the value in another unit of the same family (money, area, length, weight), exactly.

    A unit that is the same in another spelling gives the value unchanged; what follows "/" ("triệu đồng/năm")
    must agree where both units say it. None where the units are of different families or one is not given.
    """
    source, goal = _parse(from_unit), _parse(to_unit)
    if source is None or goal is None or source.family != goal.family:
        return None
    if source.per and goal.per and source.per != goal.per:
        return None
    if source.factor == goal.factor:
        return value
    converted = exact_number(Fraction(value) * source.factor / goal.factor)
    if isinstance(value, int) and converted == int(converted):
        return int(converted)
    return converted if isinstance(converted, Fraction) else _plain(converted)


def convert_bare(value: Number, magnitude: str, to_unit: str) -> Number | None:
    """Give a number whose text ends with a bare magnitude in the unit of its row: "650 nghìn" is 650000 "cây".

    `magnitude` is the unit as it was read, which takes a bare magnitude for money. None where the unit is percent or
    money, or the magnitude is none.
    """
    word, _, money = normal_unit(magnitude).partition(" ")
    goal = _parse(to_unit)
    if (
        word not in _MAGNITUDES
        or money not in ("", "đồng")
        or goal is None
        or goal.family == "money"
        or is_percent(to_unit)
    ):
        return None
    head, _, base = normal_unit(to_unit).partition("/")[0].partition(" ")
    counted = base if head in _MAGNITUDES and base else normal_unit(to_unit).partition("/")[0]
    return convert_unit(value, f"{word} {counted}", to_unit)


def _plain(value: Decimal) -> Decimal:
    """Give the value without an exponent and without trailing zeros after the comma."""
    exponent = int(value.as_tuple().exponent)
    return value if exponent <= 0 else value.quantize(Decimal(1))


_COUNT_AT = re.compile(
    "|".join(rf"{re.escape(noun)}(?!\w)" for noun in sorted(COUNT_PHRASES, key=len, reverse=True))
)


def count_phrase_at(words: str) -> str:
    """Give the counted noun with which the words (lower case) begin, "" if none is known."""
    match = _COUNT_AT.match(words)
    return match[0] if match else ""
