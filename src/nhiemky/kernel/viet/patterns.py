"""Regular expressions that find words however they are written: with or without marks, in small or capital letters.

For texts that keep no search key of their own. The expressions are read alike by Python (and so by SQLite under Django) and by
PostgreSQL; they name every letter in both cases, because not every database knows the case of letters with marks.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from nhiemky.kernel.viet.fold import fold

_LATIN = (*range(0x41, 0x250), *range(0x1E00, 0x1F00))
_DASHES = "-‐‑‒–—―−"
_MARKS = "[\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323]*"


@lru_cache(maxsize=1)
def _ways_to_write() -> dict[str, str]:
    """Give all Latin letters that fold to each plain one."""
    ways: dict[str, str] = {}
    for code in _LATIN:
        letter = chr(code)
        if unicodedata.category(letter) in {"Lu", "Ll"} and len(plain := fold(letter)) == 1:
            ways[plain] = ways.get(plain, "") + letter
    return ways


def word_patterns(text: str) -> tuple[str, ...]:
    """Give one regular expression for each word of a text: it is found in every text whose search key holds that word.

    Case counts for who searches with them; both cases are in the expressions. Blanks around a hyphen do not matter.
    """
    return tuple("".join(_written(letter) for letter in word) for word in dict.fromkeys(fold(text).split()))


def _written(letter: str) -> str:
    if letter == "-":
        return f" *[{_DASHES}] *"
    ways = _ways_to_write().get(letter)
    return f"[{ways}]{_MARKS}" if ways else re.escape(letter)
