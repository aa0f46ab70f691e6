"""What the wording of a target says about its direction, where the cell with the figure does not say it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from nhiemky.kernel.scoring import Comparator, Kind, kind_of_wording
from nhiemky.kernel.viet.fold import fold
from nhiemky.kernel.viet.numbers import Number, read_number
from nhiemky.kernel.viet.numbers.units import is_known

_FALLS_TO = re.compile(r"\bgiam\b.*\b(?:con|xuong)\b|\bkeo giam\b.*\b(?:con|xuong)\b|\bgiam xuong\b")
_NOT_MORE = re.compile(r"\bkhong (?:qua|vuot qua)\b|\btoi da\b|\bcon duoi\b|\bo muc duoi\b|\bduoi muc\b")
_NEVER = re.compile(r"\bkhong (?:de|con|xay ra|phat sinh|co)\b")
_LESS = re.compile(
    r"\bho (?:can )?ngheo\b|\bthat nghiep\b|\bsuy dinh duong\b|\bsinh con thu (?:3|ba)\b|\btoi pham\b|\bpham phap\b"
    r"|\btai nan\b|\btu vong\b|\bbo hoc\b|\bthieu viec lam\b|\btang (?:dan so|tu nhien)\b|\bphat trien dan so\b"
    r"|\btao hon\b|\btreo luong\b|\bno dong\b|\bthat thoat\b|\bvi pham\b|\bmac (?:benh|nghien)\b|\bnguoi nghien\b"
    r"|\bnha tam\b|\bton dong\b|\bkhieu (?:nai|kien) vuot cap\b"
)
_MORE = re.compile(
    r"\bgiam\b|\bthoat\b|\bxu ly\b|\bgiai quyet\b|\bkham pha\b|\bdieu tra\b|\bho tro\b|\bxoa\b|\bduoc\b|\bcap the\b"
    r"|\bbao hiem\b|\bvay\b|\btham gia\b|\bphong(?:,| chong)|\bkiem tra\b|\btruy to\b|\bhoa giai\b|\bthu hoi\b|\bkhac phuc\b"
    r"|\bgiup\b|\bdao tao\b|\bthu nhap\b"
)
_CHANGE = re.compile(r"\b(?:tang|giam)\b|\btoc do\b")
_EACH_YEAR = re.compile(r"\b(?:hang|moi|tung) nam\b|/ ?nam\b|\bbinh quan.*\bnam\b")
_BOUND = re.compile(
    r"(?P<word>không dưới|không thấp hơn|ít nhất|tối thiểu|không quá|không vượt quá|tối đa|dưới|trên|hơn|từ|≥|≤|>|<)\s*"
    r"(?P<number>\d[\d.,]*)\s*(?P<unit>%|[^\W\d]*)(?:[^\d,;.()]{0,25}(?P<after>trở lên|trở xuống))?",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"(?:\b(?:đạt|còn|đến|xuống|là|tăng|giảm)\b|:|(?P<bound>\b(?:trên|dưới|từ|ít nhất|không quá)\b|[≥≤<>]))\s*",
    re.IGNORECASE,
)
_LEADING_SHARE = re.compile(
    r"(?:phấn đấu\s+)?(?:có\s+|đưa\s+)?(?P<figure>(?:(?:trên|dưới|từ|ít nhất|tối thiểu|không quá|≥|≤|>|<)\s*)?\d[\d.,]*\s?%)"
    r"(?=\s)(?:.{0,25}?\b(?P<after>trở lên|trở xuống)\b)?",
    re.IGNORECASE,
)
_LONGEST_FIGURE = 120
_WORDED_DONE = re.compile(
    r"^(?:duy tri|giu vung|giu|dat|hoan thanh|duoc cong nhan|cong nhan|co |xay dung|xay moi|thanh lap|100% dat|phan dau (?:dat|hoan thanh)|thuc hien|nang cap|sua chua|lap dat|mo rong|ban hanh|khoi cong|trien khai|to chuc"
    r"|dam bao|bao dam|on dinh|ra mat)\b"
)

_KEPT = re.compile(
    r"^(?:tiep tuc |da )?(?:giu vung|duy tri|on dinh|dam bao|bao dam|thuc hien (?:tot|dung)|hoan thanh|dat|duoc (?:cong nhan|ra mat)"
    r"|(?:xay dung|lam|thanh lap|ra mat) xong)\b"
    r"|^da (?:xay dung|xay|nang cap|sua chua|lap dat|ban hanh|thanh lap|phe duyet|nghiem thu|dua vao (?:su dung|hoat dong)|hoan thien)\b"
)
_SHARE = re.compile(r"%|\bt[iy] (?:le|trong|suat)\b|\bphan tram\b|\btoc do\b")
_NONE_LEFT = re.compile(r"^(?:da |hien )?khong con(?: nua)?[ .]*$")
_YEAR = re.compile(r"\b(?:tu |thang \d{1,2}[/-])?(?:nam )?20\d\d\b")
_AVERAGE = re.compile(r"\b(?:binh quan|bq) ?/ ?nam\b|\bbq (?:hang|moi) nam\b")
# "bình quân 960 tỷ đồng/năm" is a mean of years; "bình quân đầu người/năm" is none
_FIGURE_A_YEAR = re.compile(
    r"\b(?:binh quan|bq)(?: (?:dat|tang|giam|tu))* \d[\d.,]*(?: ?(?:-|den) ?\d[\d.,]*)?[^\d/]*/ ?nam\b"
)
_INCOME = re.compile(r"\b(?:thu nhap|luong)\b")
_EACH_YEAR_ALONE = re.compile(r"\b(?:hang|tung) nam\b|/ ?nam\b")
_IN_YEAR = re.compile(r"\b(?:vao|trong|truoc|hoan thanh) (?:cuoi |het )?nam (20\d\d)\b")


@dataclass(frozen=True, slots=True)
class Direction:
    """A comparator found in a wording; ``sure`` when the words leave no doubt."""

    comparator: Comparator
    sure: bool
    words: str


@lru_cache(maxsize=4096)
def direction_of(name: str, target: Number | None) -> Direction | None:
    """Tell which way a target goes by its wording; None where the wording says nothing (then more is better)."""
    bound = _bound_in(name, target)
    if bound is not None:
        return bound
    key = fold(name)
    if _FALLS_TO.search(key):
        return Direction(Comparator.AT_MOST, True, "giảm … còn")
    if _NOT_MORE.search(key):
        return Direction(Comparator.AT_MOST, True, "không quá, dưới")
    if target == 0 and _NEVER.search(key):
        return Direction(Comparator.AT_MOST, True, "không để, không còn")
    if less_is_better(name):
        return Direction(Comparator.AT_MOST, False, "chỉ tiêu càng thấp càng tốt")
    return None


def _bound_in(name: str, target: Number | None) -> Direction | None:
    # "trẻ em dưới 5 tuổi" and "trên địa bàn" are no bounds: the number must be the target itself
    if target is None:
        return None
    for match in _BOUND.finditer(name):
        reading = read_number(match["number"].rstrip(".,"), unit=match["unit"])
        if reading.value is None or reading.value != target:
            continue
        word, after = match["word"].lower(), (match["after"] or "").lower()
        comparator = {"trở lên": Comparator.AT_LEAST, "trở xuống": Comparator.AT_MOST}.get(
            after
        ) or _WORDS.get(word)
        if comparator is not None:
            return Direction(comparator, True, match[0].strip())
    return None


_WORDS = {
    "không dưới": Comparator.AT_LEAST,
    "không thấp hơn": Comparator.AT_LEAST,
    "ít nhất": Comparator.AT_LEAST,
    "tối thiểu": Comparator.AT_LEAST,
    "≥": Comparator.AT_LEAST,
    "không quá": Comparator.AT_MOST,
    "không vượt quá": Comparator.AT_MOST,
    "tối đa": Comparator.AT_MOST,
    "≤": Comparator.AT_MOST,
    "dưới": Comparator.BELOW,
    "<": Comparator.BELOW,
    "trên": Comparator.ABOVE,
    "hơn": Comparator.ABOVE,
    ">": Comparator.ABOVE,
}


@lru_cache(maxsize=4096)
def less_is_better(name: str) -> bool:
    """Tell whether a target is a level of something unwanted (poverty, accidents), not the amount of its reduction."""
    key = fold(name)
    return bool(_LESS.search(key)) and not _MORE.search(key)


@lru_cache(maxsize=4096)
def is_yearly_change(name: str, per: str, unit: str) -> bool:
    """Tell whether a target is a rate of change ("tăng/giảm … hằng năm", "%/năm", "tốc độ tăng")."""
    key = fold(name)
    yearly = bool(_EACH_YEAR.search(key)) or per.startswith("năm") or fold(unit).endswith("/nam")
    if re.search(r"\btoc do (?:tang|giam)", key):
        return True
    return yearly and (bool(_CHANGE.search(key)) or unit.startswith("%"))


@lru_cache(maxsize=4096)
def speaks_of_never(name: str) -> bool:
    """Tell whether a wording demands that something does not happen or is no more."""
    return bool(_NEVER.search(fold(name)))


@lru_cache(maxsize=4096)
def speaks_of_each_year(wording: str) -> bool:
    """Tell whether a wording demands something year by year ("hằng năm", "5 cuộc/năm"), as income a year does not."""
    key = fold(wording)
    return bool(_EACH_YEAR_ALONE.search(key)) and not _INCOME.search(key)


@lru_cache(maxsize=4096)
def speaks_of_share(name: str) -> bool:
    """Tell whether a wording speaks of a share or a rate, so that a percentage is what one expects."""
    return bool(_SHARE.search(fold(name)))


@lru_cache(maxsize=4096)
def is_worded_done(text: str) -> bool:
    """Tell whether words of a target cell without a figure demand that something be done or kept."""
    key = _IN_YEAR.sub("", fold(text))
    return not any(char.isdigit() for char in key) and bool(_WORDED_DONE.match(key))


@lru_cache(maxsize=4096)
def is_kept(text: str) -> bool:
    """Tell whether words of a result cell say that what had to be done or kept is so."""
    key = _IN_YEAR.sub("", _YEAR.sub("", fold(text)))
    return not any(char.isdigit() for char in key) and bool(_KEPT.match(key))


@lru_cache(maxsize=4096)
def is_none_left(text: str) -> bool:
    """Tell whether words of a result cell say that nothing of the kind is left ("không còn", "không còn hộ nào")."""
    return bool(_NONE_LEFT.match(fold(text)))


@lru_cache(maxsize=4096)
def kind_of(wording: str) -> Kind:
    """Infer the kind from all words of a row, shortened ones too ("BQ/năm", "cả nhiệm kỳ", "lũy kế"), else `snapshot`."""
    key = fold(wording)
    if re.search(r"\bluy ke\b", key):
        return Kind.RUNNING_TOTAL
    kind = kind_of_wording(wording)
    if kind is not Kind.SNAPSHOT:
        return kind
    if _AVERAGE.search(key) or (_FIGURE_A_YEAR.search(key) and not _INCOME.search(key)):
        return Kind.AVERAGE
    return Kind.ACCUMULATE if re.search(r"\b(?:ca|toan) nhiem ky\b", key) else Kind.SNAPSHOT


@lru_cache(maxsize=4096)
def year_due(wording: str) -> int | None:
    """Return the year in which something must be done ("vào năm 2024"), None where the wording names none."""
    match = _IN_YEAR.search(fold(wording))
    return int(match[1]) if match else None


@lru_cache(maxsize=4096)
def figure_in_name(name: str) -> str:
    """Return the part of a wording that states its figure ("… đạt 65 triệu đồng", "100% ấp …"), empty without one."""
    share = _LEADING_SHARE.match(name)
    if share:
        return f"{share['figure']} {share['after'] or ''}".strip()
    for match in reversed(list(_LEAD.finditer(name))):
        tail = name[match.start("bound") if match["bound"] else match.end() :].strip()
        if len(tail) > _LONGEST_FIGURE or not any(char.isdigit() for char in tail):
            continue
        reading = read_number(tail)
        certain = not reading.error and (reading.value is not None or reading.low is not None)
        # "dưới 5 tuổi được tiêm chủng" states no figure of the target
        if certain and (is_known(reading.unit) if reading.unit else not match["bound"]):
            return tail
    return ""
