"""What the words of a table's header mean: the role of each column and the period it speaks of."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Protocol


class Role(StrEnum):
    """What a column holds."""

    NUMBER = "number"
    CODE = "code"
    GROUP = "group"
    NAME = "name"
    UNIT = "unit"
    COMPARATOR = "comparator"
    BASELINE = "baseline"
    BASELINE_YEAR = "baseline_year"
    TARGET = "target"
    RIVAL = "rival"
    HIGH = "high"
    KIND = "kind"
    METHOD = "method"
    DUE = "due"
    PHASED = "phased"
    RESULT = "result"
    FORECAST = "forecast"
    TOTAL = "total"
    RATIO = "ratio"
    VERDICT = "verdict"
    NOTE = "note"
    OTHER = "other"


class PeriodWords(Protocol):
    """What a parser makes of the period named in a heading."""

    @property
    def start(self) -> date | None:
        """Return the first day."""

    @property
    def end(self) -> date | None:
        """Return the last day."""

    @property
    def estimate(self) -> bool:
        """Tell whether the heading speaks of an estimate."""

    @property
    def until(self) -> bool:
        """Tell whether the heading names only the end."""

    @property
    def relative(self) -> str:
        """Return "to_date", "mid_term", "end_of_term" or an empty text."""


@dataclass(frozen=True, slots=True)
class Parsers:
    """The readers of Vietnamese words that tables need: search key, period in a heading, mark of an empty cell."""

    fold: Callable[[str], str]
    period: Callable[[str], PeriodWords | None]
    is_missing: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Column:
    """One column with its role, its title (levels joined by " | ") and the period of a result or plan.

    ``over_target``: its words name a result over a target ("TH/NQ") and no share, so a cell may say both ("58/60").
    """

    index: int
    role: Role
    title: str
    start: date | None = None
    end: date | None = None
    to_date: bool = False
    estimate: bool = False
    over_target: bool = False

    @property
    def year(self) -> int | None:
        """Return the year when the column speaks of one whole year."""
        if self.start is None or self.end is None or self.start.year != self.end.year:
            return None
        whole = (self.start.month, self.start.day, self.end.month, self.end.day) == (1, 1, 12, 31)
        return self.end.year if whole else None


_EXACT: dict[str, Role] = {
    **dict.fromkeys(("tt", "stt", "so tt", "so thu tu", "#", "thu tu", "s.t.t", "t.t", "st t"), Role.NUMBER),
    **dict.fromkeys(
        ("dvt", "don vi tinh", "d.v.t", "dv tinh", "don vi", "dvt.", "dv", "don vi do"), Role.UNIT
    ),
    **dict.fromkeys(("ma", "ma chi tieu", "ma so", "ma ct", "ky hieu"), Role.CODE),
    **dict.fromkeys(("linh vuc", "nhom", "nhom chi tieu"), Role.GROUP),
    **dict.fromkeys(
        ("dat", "chua dat", "khong dat", "vuot", "hoan thanh", "dat/chua dat", "dat/khong dat"), Role.VERDICT
    ),
    **dict.fromkeys(("so sanh",), Role.COMPARATOR),
    **dict.fromkeys(("can tren",), Role.HIGH),
    **dict.fromkeys(("nam goc",), Role.BASELINE_YEAR),
    **dict.fromkeys(("cach lay ket qua",), Role.KIND),
    **dict.fromkeys(("cach tinh",), Role.METHOD),
    **dict.fromkeys(
        ("han", "thoi han", "han hoan thanh", "thoi han hoan thanh", "thoi gian hoan thanh"), Role.DUE
    ),
    **dict.fromkeys(("%", "(%)", "ty le", "ty le %", "ty le (%)", "tl (%)", "tl %"), Role.RATIO),
    **dict.fromkeys(("th", "ket qua", "kq", "uoc th", "uth", "thuc te", "so lieu"), Role.RESULT),
    **dict.fromkeys(("nq", "kh", "nq de ra", "muc tieu", "ke hoach", "nghi quyet", "giao"), Role.TARGET),
}
# words that mean the same whatever stands above them
_ALONE = frozenset({Role.NUMBER, Role.UNIT, Role.RATIO, Role.VERDICT, Role.CODE})
_RESULT_OVER_TARGET = (
    r"\b(?:th|kq|thuc hien|ket qua|dat duoc)(?: (?:nam )?(?:19|20)\d\d)? ?/ ?"
    r"(?:nq|kh|ct|nghi quyet|ke hoach|chi tieu|muc tieu)\b"
)
_PATTERNS: tuple[tuple[re.Pattern[str], Role], ...] = tuple(
    (re.compile(pattern), role)
    for pattern, role in (
        (r"^don vi tinh|^dvt\b", Role.UNIT),
        (r"^ghi chu|^giai trinh|^ly do|^nguyen nhan", Role.NOTE),
        (
            r"chu tri|phu trach|(?:don vi|co quan|nganh|bo phan) (?:thuc hien|theo doi|tham muu|phoi hop)|^nguon",
            Role.OTHER,
        ),
        (r"cung ky|nam truoc|^xep hang|^tang,? ?/?giam", Role.OTHER),
        (r"du kien|kha nang|du bao|uoc.*(?:ca|cuoi|het|toan) (?:nhiem ky|nk\b)", Role.FORECAST),
        (r"^ty le ho |^ty le dan ", Role.OTHER),
        (
            r"so voi|so sanh|^ty le|^tl\b|^%|\bdat ?\(?%|%\)? ?(?:dat|th|so|hoan thanh|nq|kh|thuc hien)\b"
            r"|" + _RESULT_OVER_TARGET + r"|muc do (?:dat|hoan thanh)"
            r"|^muc dat(?! duoc)|^tien do|hoan thanh ?\(?%|\| ?\(?%\)?$",
            Role.RATIO,
        ),
        (r"danh gia|nhan xet|xep loai|\| (?:dat|chua dat|khong dat|vuot)$", Role.VERDICT),
        (r"muc goc|hien trang|xuat phat|(?<!tu )(?:dau nhiem ky|dau ky|dau nk)|ky goc", Role.BASELINE),
        (r"phan ky|lo trinh", Role.PHASED),
        (r"luy ke|cong don", Role.RESULT),
        (
            r"^(?:tong )?cong\b|^tong\b(?! ket)|binh quan|^bq\b|\| (?:tong )?cong\b|\| tong\b|\| bq\b",
            Role.TOTAL,
        ),
        (
            r"\bthuc hien\b(?! (?:nghi quyet|cac chi tieu)$)|\bt\.? ?hien\b|\bket qua\b|\bkq\b|\buoc\b|\b(?:u)?th\b|\bt/h\b"
            r"|dat duoc|\bthuc te\b"
            r"|so lieu (?:den|nam|thuc)",
            Role.RESULT,
        ),
        (
            r"nghi quyet|\bnq|muc tieu|ke hoach|\bkh\b|\bk/h\b|\bct nq\b|chi tieu (?:duoc )?giao|de ra|ch/tieu|dai hoi|chi tieu.*(?:nhiem ky"
            r"|den (?:nam|cuoi)|phai dat|20\d\d)|dang ky|^giao|phan dau|can dat",
            Role.TARGET,
        ),
        (
            r"^noi dung|^ten |^danh muc|^(?:cac |nhom |he thong )?chi tieu|^(?:cac )?tieu chi|^nhiem vu|^(?:cac )?muc tieu",
            Role.NAME,
        ),
    )
)
_NAME_FIRST = re.compile(
    r"^(?:noi dung|ten |danh muc|cac chi tieu|he thong chi tieu|chi tieu,? (?:chu yeu|nhiem vu|co ban))"
)
_PLAN = re.compile(r"\bke hoach\b|\bkh\b|\bchi tieu\b|\bmuc tieu\b|\bgiao\b|phan ky|lo trinh")
_OVER_TARGET = re.compile(_RESULT_OVER_TARGET)
_IS_SHARE = re.compile(r"%|[Tt][ỷỉ] lệ|\bTL\b|[Ss]o (?:với|sánh)")
_BARE_TIME = re.compile(
    r"(?:nam )?(?:19|20)\d\d|\d\d? ?t(?:h|dn)?[ ./-]*(?:dau )?(?:nam )?(?:19|20)\d\d|.*\b(?:quy|thang|ngay)\b.*\d.*|(?:den )?(?:nam |ngay )?[\d/.-]+"
)
# "TH21", "KQ '22": the century is left out only behind such words
_SHORT_YEAR = re.compile(
    r"\b(ƯTH|UTH|TH|KH|KQ|Năm)(\s?['’]?\s?)(1[5-9]|2\d|3[0-5])(?![\w/%.,-])(?!\s*(?:tháng|%))", re.IGNORECASE
)
_OF_THE_MIDDLE = re.compile(r"\b(?:giua|nua) (?:dau )?(?:nhiem ky|nk)\b")
_OVER_TERM = re.compile(r"nhiem ky|\bnk\b|den (?:het |cuoi )?(?:nam )?20\d\d|giai doan|20\d\d ?- ?20\d\d")


def column_of(index: int, levels: tuple[str, ...], parsers: Parsers) -> Column:
    """Tell what a column holds from the levels of its header, the topmost first; unknown words give ``other``."""
    title = " | ".join(levels)
    levels = tuple(_SHORT_YEAR.sub(r"\1 20\3", level) for level in levels)
    key = " | ".join(parsers.fold(level).strip(" .:;") for level in levels)
    role = _role(key)
    over_target = role is Role.RATIO and bool(_OVER_TARGET.search(key)) and not _IS_SHARE.search(title)
    # "Kết quả 2023/KH 2025": the result is of the year before the stroke
    period = _period(tuple(level.partition("/")[0] for level in levels) if over_target else levels, parsers)
    if period is None:
        return Column(index, role, title, over_target=over_target)
    if role is Role.OTHER and (_BARE_TIME.fullmatch(key) or len(levels) > 1):
        role = Role.RESULT
    column = Column(
        index,
        role,
        title,
        period.start,
        period.end,
        _runs_from_start(period, key),
        period.estimate,
        over_target,
    )
    if role is Role.TARGET and column.year is not None and _PLAN.search(key) and not _OVER_TERM.search(key):
        return replace(column, role=Role.PHASED)
    return column


def _role(key: str) -> Role:
    *upper, last = key.split(" | ")
    exact = _EXACT.get(last)
    if exact is not None and (exact in _ALONE or not any(level != last for level in upper)):
        return exact
    if _NAME_FIRST.search(key):
        return Role.NAME
    for pattern, role in _PATTERNS:
        if pattern.search(key):
            return role
    return Role.OTHER


def _period(levels: tuple[str, ...], parsers: Parsers) -> PeriodWords | None:
    # the lowest level speaks most precisely: "Kết quả nhiệm kỳ 2020-2025 | 2021" is the year 2021
    for level in reversed(levels):
        found = parsers.period(level)
        if found is not None:
            return found
    return parsers.period(" ".join(levels)) if len(levels) > 1 else None


def _runs_from_start(period: PeriodWords, key: str) -> bool:
    """Tell whether figures of the period are states or totals reached by its end, not figures of the period alone."""
    if re.search(r"luy ke|cong don|tu dau nhiem ky", key):
        return True
    if period.start is None or period.end is None:
        return True
    if period.start.year != period.end.year:
        return True
    return period.until


def settle(
    columns: list[Column], looks_like_names: Callable[[int], bool], parsers: Parsers
) -> tuple[Column, ...]:
    """Decide between the readings that single headings leave open, by looking at all columns of the table.

    ``looks_like_names`` tells whether a column's cells are words, as names of targets are.
    """
    columns = _settle_name(columns, looks_like_names)
    columns = _settle_target(columns, parsers)
    if not any(column.role in (Role.KIND, Role.METHOD) for column in columns):
        columns = [replace(c, role=Role.RATIO) if c.role is Role.COMPARATOR else c for c in columns]
    if not any(column.role is Role.RESULT for column in columns):
        columns = _last_resort(columns)
    return tuple(columns)


def _settle_name(columns: list[Column], looks_like_names: Callable[[int], bool]) -> list[Column]:
    names = [column for column in columns if column.role is Role.NAME]
    if len(names) > 1:
        best = next((c for c in names if looks_like_names(c.index)), names[0])
        target = any(column.role is Role.TARGET for column in columns)
        other = Role.OTHER if target else Role.TARGET
        return [replace(c, role=other) if c.role is Role.NAME and c is not best else c for c in columns]
    if not names:
        wordy = [
            c
            for c in columns
            if c.role in (Role.TARGET, Role.OTHER, Role.GROUP) and looks_like_names(c.index)
        ]
        if wordy:
            return [replace(c, role=Role.NAME) if c is wordy[0] else c for c in columns]
    return columns


def _settle_target(columns: list[Column], parsers: Parsers) -> list[Column]:
    targets = [column for column in columns if column.role is Role.TARGET]
    plans = [column for column in columns if column.role is Role.PHASED]
    if not targets and len(plans) == 1:
        return [replace(c, role=Role.TARGET) if c is plans[0] else c for c in columns]
    if len(targets) > 1:
        keys = {column.index: parsers.fold(column.title) for column in targets}
        whole = [c for c in targets if not _OF_THE_MIDDLE.search(keys[c.index])] or targets
        resolution = [c for c in whole if re.search(r"nghi quyet|\bnq|dai hoi", keys[c.index])]
        best = (resolution or whole)[0]
        return [
            replace(c, role=Role.RIVAL) if c.role is Role.TARGET and c is not best else c for c in columns
        ]
    return columns


def _last_resort(columns: list[Column]) -> list[Column]:
    for role in (Role.TOTAL, Role.VERDICT, Role.RATIO):
        found = [column for column in columns if column.role is role and not _IS_SHARE.search(column.title)]
        if len(found) == 1:
            return [replace(c, role=Role.RESULT, to_date=True) if c is found[0] else c for c in columns]
    return columns
