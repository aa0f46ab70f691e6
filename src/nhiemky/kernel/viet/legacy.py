"""Text typed with TCVN3 (ABC) and VNI fonts: recognising it cell by cell and giving it as Unicode (NFC).

The code points are those of TCVN 5712:1993 (VN3) and of the VNI-Windows fonts. Both show up in files as Latin-1
letters and signs; "ư" of TCVN3 is the soft hyphen, so nothing may strip soft hyphens before this.
"""

import re
import unicodedata
from collections.abc import Callable
from enum import StrEnum

from nhiemky.kernel.viet.syllables import is_syllable


class Encoding(StrEnum):
    """How the letters of a text are coded."""

    UNICODE = "unicode"
    TCVN3 = "tcvn3"
    VNI = "vni"


_TCVN3_ROWS = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
    0xB5: "àảãáạ",
    0xBB: "ằẳẵắ",
    0xC6: "ặầẩẫấậè",
    0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}
_TCVN3 = {first + step: letter for first, row in _TCVN3_ROWS.items() for step, letter in enumerate(row)}

_VNI_SINGLE = {
    "ñ": "đ", "ö": "ư", "ô": "ơ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ",
}  # fmt: skip
_VNI_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_HATS = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_VNI_BREVES = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}


def _vni_pairs() -> dict[str, str]:
    """Give the two-character letters, in small, capital and mixed case."""
    small = {
        base + mark: _VNI_SINGLE.get(base, base) + tone
        for base in "aeouyöô"
        for mark, tone in _VNI_TONES.items()
    }
    small |= {base + mark: f"{base}\u0302{tone}" for base in "aeo" for mark, tone in _VNI_HATS.items()}
    small |= {f"a{mark}": f"a\u0306{tone}" for mark, tone in _VNI_BREVES.items()}
    pairs: dict[str, str] = {}
    for coded, letter in small.items():
        composed = unicodedata.normalize("NFC", letter)
        pairs |= {
            coded: composed,
            coded.upper(): composed.upper(),
            coded[0].upper() + coded[1]: composed.upper(),
        }
    return pairs


_VNI = {
    **{single.upper(): letter.upper() for single, letter in _VNI_SINGLE.items()},
    **_VNI_SINGLE,
    **_vni_pairs(),
}
_VNI_CODED = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))

_TCVN3_FONT = re.compile(r"\.vn|vn(?:time|arial)h?$", re.IGNORECASE)
_VNI_FONT = re.compile(r"vni[- ]", re.IGNORECASE)
_CAPITAL_FONT = re.compile(r"\.?vn.*h", re.IGNORECASE)

_WORD = re.compile(r"[A-Za-z\u00a1-\u00ff]+")
_BEYOND_LATIN = re.compile("[\u0100-\u024f\u0300-\u036f\u1ea0-\u1eff]")
_SIGN_IN_WORD = re.compile("[\u00a1-\u00bf](?=[A-Za-z])|(?<=[A-Za-z])[\u00a1-\u00bf]|[a-z][\u00c0-\u00de]")
_ENOUGH = 0.75
_SAMPLE = 600
_FOREIGN = frozenset({"où", "ñu", "ô", "ö", "può"})
_LOST = re.compile(r"[ờởỡớợơ]", re.IGNORECASE)
_NEVER_WORDS = {"dới": "dưới", "Dới": "Dưới", "DỚI": "DƯỚI"}


def detect(font: str | None, text: str) -> Encoding:
    """Tell how one cell or run is coded, by its font where that is known, else by what decoding makes of it.

    Text with letters beyond Latin-1 is Unicode whatever its font; without a telling font only text that becomes
    Vietnamese by decoding and is not Vietnamese, French or the like before is taken for legacy text.
    """
    if _BEYOND_LATIN.search(text):
        return Encoding.UNICODE
    named = _by_font(font)
    if named is not Encoding.UNICODE:
        readable = _readable(text, str) > _readable(text, _DECODERS[named])
        return Encoding.UNICODE if readable else named
    if text.isascii():
        return Encoding.UNICODE
    return _by_score(text[:_SAMPLE])


def decode(text: str, font: str | None = None) -> str:
    """Give the text in Unicode (NFC), decoded as `detect` says; the fonts whose name ends in H show capitals."""
    encoding = detect(font, text)
    if encoding is Encoding.UNICODE:
        return unicodedata.normalize("NFC", text)
    plain = _DECODERS[encoding](text)
    if encoding is Encoding.TCVN3:
        plain = plain if "\u00ad" in text else _with_lost_u(plain)
        plain = plain.upper() if font and _CAPITAL_FONT.fullmatch(font.strip()) else plain
    return unicodedata.normalize("NFC", plain)


def _by_font(font: str | None) -> Encoding:
    name = (font or "").strip()
    if _TCVN3_FONT.match(name):
        return Encoding.TCVN3
    return Encoding.VNI if _VNI_FONT.match(name) else Encoding.UNICODE


def _from_tcvn3(text: str) -> str:
    return text.translate(_TCVN3)


def _from_vni(text: str) -> str:
    return _VNI_CODED.sub(lambda match: _VNI[match[0]], text)


_DECODERS: dict[Encoding, Callable[[str], str]] = {Encoding.TCVN3: _from_tcvn3, Encoding.VNI: _from_vni}


def _coded_words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text) if not word.isascii()]


def _readable(text: str, decoded: Callable[[str], str]) -> int:
    return sum(is_syllable(decoded(word)) for word in _coded_words(text))


def _by_score(text: str) -> Encoding:
    words = _coded_words(text)
    before = [is_syllable(word) for word in words]
    if not words or all(before):
        return Encoding.UNICODE
    best, most = Encoding.UNICODE, sum(before)
    for encoding, decoder in _DECODERS.items():
        after = [is_syllable(decoder(word)) for word in words]
        if sum(after) > most and _convinces(encoding, text, words, before, after):
            best, most = encoding, sum(after)
    return best


def _convinces(
    encoding: Encoding, text: str, words: list[str], before: list[bool], after: list[bool]
) -> bool:
    """Tell whether decoding makes nearly every word Vietnamese, and not by the chance of a single foreign word."""
    if sum(after) < _ENOUGH * len(words):
        return False
    plain = [word for word in _WORD.findall(text) if word.isascii() and word.islower()]
    if sum(map(is_syllable, plain)) * 2 < len(plain):
        return False
    gained = [word for word, was, is_now in zip(words, before, after, strict=True) if is_now and not was]
    if encoding is Encoding.TCVN3:
        return len(set(gained)) > 1 or any(map(_SIGN_IN_WORD.search, gained))
    return any(word.lower() not in _FOREIGN for word in gained)


def _with_lost_u(text: str) -> str:
    """Put back the "ư" of "ươ" where a program dropped the soft hyphens and the syllable cannot be read without it
    ("Trung ơng")."""
    return re.sub(r"[^\W\d_]+", lambda match: _mended(match[0]), text)


def _mended(word: str) -> str:
    if word in _NEVER_WORDS:
        return _NEVER_WORDS[word]
    if not _LOST.search(word) or is_syllable(word):
        return word
    decomposed = unicodedata.normalize("NFD", word)
    with_u = decomposed.replace("o\u031b", "u\u031bo\u031b", 1).replace("O\u031b", "U\u031bO\u031b", 1)
    mended = unicodedata.normalize("NFC", with_u)
    return mended if is_syllable(mended) else word
