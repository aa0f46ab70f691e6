"""Vietnamese order by ICU: units by name with numbers as numbers, people by their given name."""

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icu import Collator

_TITLE = re.compile(r"(?:đồng chí|đ/c|đ\.c|ông|bà|anh|chị|cô|chú|bác)(?:\s+|\s*[.:]\s*)", re.IGNORECASE)
_ACADEMIC = re.compile(
    r"(?:(?:gs|pgs|ts|ths|bs|ks|cn|ls|đại tá|thượng tá|trung tá|thiếu tá|đại úy|đại uý|thượng úy|thượng uý|"
    r"trung úy|trung uý|thiếu úy|thiếu uý)(?:\.\s*|\s+))+",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(r"\s*(?:[,;(–]|\s-\s).*", re.DOTALL)
_BETWEEN = b"\x00"


@lru_cache(maxsize=1)
def _collator() -> "Collator":
    """Give the collator; ICU is loaded at the first use, because most commands sort nothing."""
    import icu

    collator = icu.Collator.createInstance(icu.Locale("vi"))
    collator.setAttribute(icu.UCollAttribute.NUMERIC_COLLATION, icu.UCollAttributeValue.ON)
    return collator


def sort_key(text: str) -> bytes:
    """Give the bytes by which texts sort in Vietnamese order, numbers by value ("Chi bộ 2" before "Chi bộ 10").

    The official order of units comes first where there is one; this key is for what has none.
    """
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    return bytes(_collator().getSortKey(plain))


def person_key(full_name: str) -> bytes:
    """Give the bytes by which people sort: given name (the last word), then family name, then the middle names;
    titles ("đ/c", "ông", "bà") and what follows a comma do not count."""
    words = bare_name(full_name).split()
    if not words:
        return b""
    given, family, middle = words[-1], words[0] if len(words) > 1 else "", " ".join(words[1:-1])
    return _BETWEEN.join(sort_key(part) for part in (given, family, middle))


def bare_name(full_name: str) -> str:
    """Give the name without titles before it and positions after it: "Đ/c Nguyễn Văn An, Bí thư" → "Nguyễn Văn An"."""
    name = " ".join(unicodedata.normalize("NFC", full_name).split())
    while match := _TITLE.match(name) or _ACADEMIC.match(name):
        if match.end() == len(name) or (" " not in name[match.end() :] and _is_name_word(match[0])):
            break
        name = name[match.end() :]
    return _AFTER_NAME.sub("", name)


def _is_name_word(title: str) -> bool:
    """Some titles are also names ("Anh"): before a single word they are taken as the family name."""
    return title.strip().istitle() and title.strip().lower() in {"anh", "chị", "cô", "bác"}
