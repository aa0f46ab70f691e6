"""The words after a number: unit, "/năm", "trở lên", and what is left over."""

import re
from dataclasses import dataclass
from functools import lru_cache

from nhiemky.kernel.viet.numbers.units import COUNT_PHRASES, normal_unit
from nhiemky.kernel.viet.numbers.vocabulary import SUFFIX, SUFFIXES

_MAGNITUDE = r"(?:nghìn|ngàn|triệu|tr|tỷ|tỉ)"
_NOUNS = "|".join(sorted(COUNT_PHRASES, key=len, reverse=True))
_MEASURES = "km[2²]|m[2²]|m[3³]|km|ha|kg|mm|cm|dm|tấn|tạ|yến|lít|m|g|héc ?-?ta|mét vuông|mét|đ/vị|đvị|đ/c"
_UNIT = re.compile(
    rf"(?:điểm ?(?:%|phần trăm)|%|phần trăm"
    rf"|{_MAGNITUDE}\.? ?(?:đồng|đ|vnđ|vnd)(?!\w)|{_MAGNITUDE}(?: (?:{_NOUNS}|{_MEASURES}))?(?!\w)"
    rf"|(?:{_NOUNS}|đồng|vnđ|vnd|{_MEASURES})(?!\w)|đ(?![\w/]))",
    re.IGNORECASE,
)
_PER = re.compile(
    r"\s*/\s*((?:vạn dân|nghìn dân|[^\W\d_]+)(?:\s*/\s*[^\W\d_]+)*)|\s*(?:mỗi|một|hằng|hàng)\s+(năm)(?!\w)",
    re.IGNORECASE,
)
_MAX_FREE_WORDS = 4


@dataclass(frozen=True, slots=True)
class Tail:
    """What follows a number."""

    unit: str = ""
    per: str = ""
    comparator: str | None = None
    rest: str = ""


@lru_cache(maxsize=4096)
def read_tail(words: str) -> Tail:
    """Take apart the words after a number; a short unknown wording is taken as its unit."""
    text = " ".join(words.split())
    comparator = None
    if suffix := SUFFIX.search(text.lower()):
        comparator = SUFFIXES[suffix["suffix"]]
        text = f"{text[: suffix.start()]} {text[suffix.end() :]}".strip()
    text = text.strip(" .;,:*+")
    found = _UNIT.match(text)
    unit = normal_unit(found[0]) if found else ""
    after = text[found.end() :] if found else text
    per = ""
    if match := _PER.match(after):
        per = re.sub(r"\s*/\s*", "/", (match[1] or match[2]).lower())
        after = after[match.end() :]
    rest = after.strip(" .;,:*+")
    if not unit and not per and rest and len(rest.split()) <= _MAX_FREE_WORDS and rest[0].isalpha():
        head, slash, behind = rest.partition("/")
        return Tail(normal_unit(head), behind.strip() if slash else "", comparator)
    return Tail(unit, per, comparator, rest)
