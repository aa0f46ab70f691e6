"""Search keys: the same key for every spelling of the same words."""

import re
import unicodedata
from functools import lru_cache


class _Letters(dict[int, int | str | None]):
    """A table for `str.translate` that learns the letters it does not change: a miss costs far more than a hit."""

    def __missing__(self, code: int) -> int | None:
        kept = self[code] = self.find(code)
        return kept

    def find(self, code: int) -> int | None:
        """Give what becomes of a letter that the table does not name: itself."""
        return code


class _Marks(_Letters):
    """The same for decomposed text: combining marks go, all else stays."""

    def find(self, code: int) -> int | None:
        """Give nothing for a combining mark, else the letter itself."""
        return None if unicodedata.combining(chr(code)) else code


_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−－﹣"), "-")
_NOTHING: dict[int, str | None] = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_BEFORE = _Letters({**_DASHES, **_NOTHING})
_STROKED = _Letters({**_BEFORE, **dict.fromkeys(map(ord, "đðɖ"), "d")})
_MARKS = _Marks()
_PLAIN = _Marks({**_BEFORE, **dict.fromkeys(map(ord, "đĐ"), "d")})
_LOOK_ALIKES = str.maketrans({"Ð": "Đ", "ð": "đ", "Ɖ": "Đ"})
_SPAN_DASH = re.compile(r"(?<=[0-9])\s*-\s*(?=[0-9])")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_PAIRS = {
    unicodedata.normalize("NFC", first + tone + second): unicodedata.normalize("NFC", first + second + tone)
    for first, second in [
        pair
        for letters in ("oa", "oe", "uy")
        for pair in (tuple(letters), tuple(letters.title()), tuple(letters.upper()))
    ]
    for tone in _TONES
}
_PAIRS_BACK = {new: old for old, new in _PAIRS.items()}
_TRADITIONAL = re.compile(rf"(?<![qQ])({'|'.join(_PAIRS)})(?![^\W\d_])")
_MODERN = re.compile(rf"(?<![qQ])({'|'.join(_PAIRS_BACK)})(?![^\W\d_])")

ABBREVIATIONS: dict[str, str] = {
    "NQ": "nghị quyết",
    "NQĐH": "nghị quyết đại hội",
    "CT": "chỉ thị",
    "KL": "kết luận",
    "KH": "kế hoạch",
    "CTr": "chương trình",
    "BC": "báo cáo",
    "BTV": "ban thường vụ",
    "BCH": "ban chấp hành",
    "TTHU": "thường trực huyện ủy",
    "HĐND": "hội đồng nhân dân",
    "UBND": "ủy ban nhân dân",
    "MTTQ": "mặt trận tổ quốc",
    "MTTQVN": "mặt trận tổ quốc việt nam",
    "UBMTTQ": "ủy ban mặt trận tổ quốc",
    "UBMTTQVN": "ủy ban mặt trận tổ quốc việt nam",
    "TCCSĐ": "tổ chức cơ sở đảng",
    "XDĐ": "xây dựng đảng",
    "KTGS": "kiểm tra giám sát",
    "UBKT": "ủy ban kiểm tra",
    "QP-AN": "quốc phòng - an ninh",
    "QPAN": "quốc phòng - an ninh",
    "ANQP": "an ninh quốc phòng",
    "ANTT": "an ninh trật tự",
    "KT-XH": "kinh tế - xã hội",
    "KTXH": "kinh tế - xã hội",
    "VH-XH": "văn hóa - xã hội",
    "CN-XD": "công nghiệp - xây dựng",
    "TTCN": "tiểu thủ công nghiệp",
    "NTM": "nông thôn mới",
    "BHYT": "bảo hiểm y tế",
    "BTXH": "bảo trợ xã hội",
    "SKGNK": "sơ kết giữa nhiệm kỳ",
    "HUV": "huyện ủy viên",
    "UVBTV": "ủy viên ban thường vụ",
    "PBT TT": "phó bí thư thường trực",
    "PBT": "phó bí thư",
    "ĐV": "đảng viên",
    "đ/c": "đồng chí",
    "ch/tiêu": "chỉ tiêu",
    "q/c": "quần chúng",
    "đ/vị": "đơn vị",
}
_SHORT = 2
_REVIEW = re.compile(r"\b(?:so ket|danh gia|kiem diem) (?:giua|nua) nhiem ky\b")
_ORDINAL = re.compile(r"\b(khóa|khoá|lần thứ) (X{0,3}(?:IX|IV|V?I{0,3}))(?!\w)", re.IGNORECASE)
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10}


def nfc(text: str) -> str:
    """Give the text in composed form (NFC), the only form that is stored."""
    return unicodedata.normalize("NFC", text)


def mend_letters(text: str) -> str:
    """Give the text in NFC with the Icelandic Ð and the African Ɖ, seen in real files, replaced by Đ."""
    return nfc(text).translate(_LOOK_ALIKES)


def place_tones(text: str, *, modern: bool) -> str:
    """Write the tone mark of open oa, oe, uy on the second vowel ("uỷ", "hoà") if `modern`, else on the first
    ("ủy", "hòa"); other syllables ("quý", "toàn") stay as they are."""
    if modern:
        return _TRADITIONAL.sub(lambda match: _PAIRS[match[1]], nfc(text))
    return _MODERN.sub(lambda match: _PAIRS_BACK[match[1]], nfc(text))


@lru_cache(maxsize=1 << 14)
def fold(text: str) -> str:
    """Give the search key: lower case, no marks, đ as d, hyphens of one kind, single blanks.

    Texts that differ only in composition (NFC, NFD), tone placement ("uỷ", "ủy"), case, dash or blanks get the same
    key; folding a key changes nothing.
    """
    key = unicodedata.normalize("NFKD", text).translate(_PLAIN).lower()
    if not key.isascii():
        plain = _without_marks(text.translate(_BEFORE)).lower()
        key = nfc(_without_marks(plain).translate(_STROKED))
    key = " ".join(key.split())
    return _SPAN_DASH.sub("-", key) if "-" in key else key


def expand_abbreviations(text: str) -> str:
    """Write out the abbreviations of offices ("BCH", "đ/c", "SKGNK", "khóa XII"); document symbols stay as they are.

    Abbreviations of two letters count only in capitals; longer ones in any case and without marks ("hdnd").
    """
    numbered = _ORDINAL.sub(
        lambda match: f"{match[1]} {_arabic(match[2])}" if match[2] else match[0], nfc(text)
    )
    return _ABBREVIATION.sub(_expansion, numbered)


def search_key(text: str) -> str:
    """Give the key under which text is indexed and sought: abbreviations written out, one name for the mid-term
    review ("kiểm điểm giữa nhiệm kỳ" and "sơ kết nửa nhiệm kỳ" are the same event), folded."""
    return _REVIEW.sub("so ket giua nhiem ky", fold(expand_abbreviations(text)))


def _without_marks(text: str) -> str:
    return unicodedata.normalize("NFKD", text).translate(_MARKS)


def _arabic(roman: str) -> int:
    values = [_ROMAN_DIGITS[digit] for digit in roman.upper()]
    return sum(
        -value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True)
    )


def _spellings(short: str) -> str:
    """Give the pattern of an abbreviation: as listed; longer ones in any case, with D for Đ and free blanks."""
    pattern = re.escape(short).replace(r"\ ", r"\s+")
    if len(short) <= _SHORT:
        return pattern
    return rf"(?i:{pattern.replace('Đ', '[ĐÐD]').replace(re.escape('-'), ' ?[-–—] ?')})"


_KEYS = {fold(short).replace(" ", ""): words for short, words in ABBREVIATIONS.items()}
_ABBREVIATION = re.compile(
    rf"(?<![\w/-])(?:{'|'.join(_spellings(short) for short in sorted(ABBREVIATIONS, key=len, reverse=True))})"
    r"(?!\w|[-–/.]\w)"
)


def _expansion(match: re.Match[str]) -> str:
    return _KEYS.get(fold(match[0]).replace(" ", ""), match[0])
