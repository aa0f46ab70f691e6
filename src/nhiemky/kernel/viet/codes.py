"""Document symbols: "163-KH/TU" in every way in which it is written, and the types behind the abbreviations.

Sources: Quy định 66-QĐ/TW and 399-QĐ/TW (types), Hướng dẫn 36-HD/VPTW (number and symbol), Nghị định 30/2020/NĐ-CP
(state documents).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from nhiemky.kernel.viet.fold import fold, mend_letters


class SymbolError(ValueError):
    """A text that holds no document symbol; the message is Vietnamese."""


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A type of document: code of the product, Vietnamese name, abbreviation in symbols ("" if it has none)."""

    code: str
    name: str
    abbreviation: str
    state_abbreviation: str = ""


DOCUMENT_TYPES: tuple[DocumentType, ...] = (
    DocumentType("platform", "cương lĩnh", ""),
    DocumentType("charter", "điều lệ", ""),
    DocumentType("strategy", "chiến lược", ""),
    DocumentType("resolution", "nghị quyết", "NQ", "NQ"),
    DocumentType("decision", "quyết định", "QĐ", "QĐ"),
    DocumentType("directive", "chỉ thị", "CT", "CT"),
    DocumentType("conclusion", "kết luận", "KL"),
    DocumentType("statute", "quy chế", "QC", "QC"),
    DocumentType("regulation", "quy định", "QĐ", "QyĐ"),
    DocumentType("circular", "thông tri", "TT"),
    DocumentType("guidance", "hướng dẫn", "HD", "HD"),
    DocumentType("notice", "thông báo", "TB", "TB"),
    DocumentType("communique", "thông cáo", "TC", "TC"),
    DocumentType("declaration", "tuyên bố", ""),
    DocumentType("appeal", "lời kêu gọi", ""),
    DocumentType("report", "báo cáo", "BC", "BC"),
    DocumentType("plan", "kế hoạch", "KH", "KH"),
    DocumentType("master_plan", "quy hoạch", "QH"),
    DocumentType("programme", "chương trình", "CTr", "CTr"),
    DocumentType("scheme", "đề án", "ĐA", "ĐA"),
    DocumentType("option", "phương án", "PA", "PA"),
    DocumentType("project", "dự án", "DA", "DA"),
    DocumentType("submission", "tờ trình", "TTr", "TTr"),
    DocumentType("official_letter", "công văn", "CV", "CV"),
    DocumentType("minutes", "biên bản", "BB", "BB"),
    DocumentType("copy", "bản sao", "BS", "SY"),
    DocumentType("invitation", "giấy mời", "GM", "GM"),
    DocumentType("introduction", "giấy giới thiệu", "GGT", "GGT"),
    DocumentType("certificate", "giấy chứng nhận", ""),
    DocumentType("travel_order", "giấy đi đường", ""),
    DocumentType("leave_permit", "giấy nghỉ phép", "", "GNP"),
    DocumentType("transfer_slip", "phiếu chuyển", "", "PC"),
    DocumentType("delivery_slip", "phiếu gửi", "", "PG"),
    DocumentType("official_note", "thư công", ""),
    DocumentType("decree", "nghị định", "", "NĐ"),
    DocumentType("law", "luật", "", "L"),
)

ISSUERS: dict[str, str] = {
    "TW": "Trung ương",
    "TU": "tỉnh ủy, thành ủy",
    "HU": "huyện ủy",
    "ThU": "thành ủy (thuộc tỉnh)",
    "TXU": "thị xã ủy",
    "QU": "quận ủy",
    "ĐU": "đảng ủy",
    "ĐUK": "đảng ủy khối",
    "ĐB": "đảng bộ",
    "CB": "chi bộ",
    "ĐH": "đại hội",
    "UBKTTW": "Ủy ban Kiểm tra Trung ương",
    "UBKTTU": "ủy ban kiểm tra tỉnh ủy, thành ủy",
    "UBKTHU": "ủy ban kiểm tra huyện ủy",
    "UBKTĐU": "ủy ban kiểm tra đảng ủy",
    "VPTW": "Văn phòng Trung ương Đảng",
    "VPTU": "văn phòng tỉnh ủy, thành ủy",
    "VPHU": "văn phòng huyện ủy",
    "VPĐU": "văn phòng đảng ủy",
    "BTCTW": "Ban Tổ chức Trung ương",
    "BTCTU": "ban tổ chức tỉnh ủy, thành ủy",
    "BTCHU": "ban tổ chức huyện ủy",
    "BTGTW": "Ban Tuyên giáo Trung ương",
    "BTGTU": "ban tuyên giáo tỉnh ủy, thành ủy",
    "BTGHU": "ban tuyên giáo huyện ủy",
    "BDVTU": "ban dân vận tỉnh ủy, thành ủy",
    "BDVHU": "ban dân vận huyện ủy",
    "BXDĐ": "ban xây dựng đảng",
    "BCĐ": "ban chỉ đạo",
    "BCĐTW": "ban chỉ đạo Trung ương",
    "BTV": "ban thường vụ",
    "BCH": "ban chấp hành",
    "TCT": "tổ công tác",
    "UBND": "ủy ban nhân dân",
    "HĐND": "hội đồng nhân dân",
    "CP": "Chính phủ",
    "TTg": "Thủ tướng Chính phủ",
    "BNV": "Bộ Nội vụ",
    "MTTQ": "Mặt trận Tổ quốc",
}
_STATE_ISSUER = re.compile(r"(?:ubnd|hdnd|ubtvqh[0-9]*|qh[0-9]*|cp|ttg|bnv|btp|bca|bqp|vpcp|mttq)")

_BY_SPELLING: dict[str, tuple[str, tuple[str, ...]]] = {}
for _type in DOCUMENT_TYPES:
    for _short in {_type.abbreviation, _type.state_abbreviation} - {""}:
        _shown, _codes = _BY_SPELLING.get(_short.lower(), (_short, ()))
        _BY_SPELLING[_short.lower()] = (_shown, (*_codes, _type.code))
_BY_ABBREVIATION = {fold(short): known for short, known in reversed(_BY_SPELLING.items())}
_ISSUER_BY_KEY = {fold(short): short for short in ISSUERS}
_NAMES = {fold(kind.name): kind for kind in DOCUMENT_TYPES}

_LETTERS = "[^\\W\\d_]"
_SYMBOL = re.compile(
    rf"(?<![\w/.])(?P<number>[0-9]{{1,5}})(?P<suffix>bis|[a-hA-H])?(?:/(?P<year>(?:19|20)[0-9]{{2}}))?"
    rf"\s*(?P<first>[-/])\s*(?P<type>{_LETTERS}{{1,4}})\s*(?P<second>[-/])\s*"
    rf"(?P<issuer>{_LETTERS}[\w]{{0,15}}(?:-{_LETTERS}[\w]{{0,9}})?)"
)
_LOOSE = re.compile(
    rf"(?P<number>[0-9]{{1,5}})(?P<suffix>bis|[a-hA-H](?=[\s./-]))?(?P<year>(?!))?(?P<first>[-/.\s]*)"
    rf"(?P<type>{_LETTERS}{{1,4}})(?P<second>[-/.\s]+)(?P<issuer>{_LETTERS}[\w]{{0,15}})"
)
_UNNUMBERED = re.compile(
    rf"(?:số)?\s*:?[\s.…_]*[-/]\s*{_LETTERS}{{1,4}}\s*[-/]\s*{_LETTERS}\w*", re.IGNORECASE
)
_PREFIX = re.compile(r"(?:số|ký hiệu)\s*:?\s*", re.IGNORECASE)
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")


@dataclass(frozen=True, slots=True)
class Symbol:
    """Number and symbol of a document.

    `suffix` is a letter after the number ("12a"), `year` stands only in legal documents of the state
    ("22/2020/NQ-HĐND"), `state` tells the state order "16/CTr-UBND" from the Party's "16-CTr/HU". `text` is the
    canonical writing, numbers under 10 with a zero.
    """

    number: int
    suffix: str
    type: str
    issuer: str
    text: str
    year: int | None = None
    state: bool = False

    @property
    def key(self) -> str:
        """The search key, the same for every way of writing this symbol: "163-kh/tu"."""
        year = f"/{self.year}" if self.year else ""
        return f"{self.number}{self.suffix}{year}-{fold(self.type)}/{fold(self.issuer)}"


@dataclass(frozen=True, slots=True)
class SymbolQuery:
    """The parts of a symbol that somebody seeks; None and "" stand for any."""

    number: int | None = None
    type: str = ""
    issuer: str = ""

    def matches(self, symbol: Symbol) -> bool:
        """Tell whether the symbol has all parts that are sought."""
        return (
            self.number in (None, symbol.number)
            and self.type in ("", fold(symbol.type))
            and self.issuer in ("", fold(symbol.issuer))
        )


def types_of(abbreviation: str) -> tuple[str, ...]:
    """Give the codes of the types that an abbreviation stands for: "QĐ" is both decision and regulation."""
    return _type_of(abbreviation)[1]


@lru_cache(maxsize=4096)
def read_symbol(text: str) -> Symbol:
    """Read the one symbol that a text or field holds, tolerant of case, marks, blanks, order and prefixes.

    :raises SymbolError: there is no symbol, none with a number, or more than one.
    """
    found = list(dict.fromkeys(find_symbols(text)))
    plain = _PREFIX.sub("", _plain(text)).strip(" .;,")
    if not found and (match := _LOOSE.fullmatch(plain)) and _is_known(match):
        found = [_symbol(match)]
    if len(found) == 1:
        return found[0]
    shown = text if len(text) <= 60 else f"{text[:60]}…"
    if found:
        raise SymbolError(f"“{shown}” có nhiều số, ký hiệu văn bản; xin ghi một số, ký hiệu.")
    if _UNNUMBERED.fullmatch(_plain(text).strip()):
        raise SymbolError(f"“{shown}” chưa ghi số văn bản.")
    raise SymbolError(
        f"Không đọc được số, ký hiệu văn bản từ “{shown}”. Viết như 163-KH/TU hoặc 16/CTr-UBND."
    )


def symbol_key(text: str) -> str:
    """Give the search key of a symbol, the same for all its writings; a text without a symbol is folded."""
    try:
        return read_symbol(text).key
    except SymbolError:
        return fold(text)


def find_symbols(text: str) -> list[Symbol]:
    """Give the symbols in running text, in order, repeated ones too; only with a type that is known."""
    return list(_find(_plain(text)))


def read_query(text: str) -> SymbolQuery | None:
    """Read what somebody types to find a document ("163", "NQ 57", "163khtu", "kế hoạch số 163 TU"), None where a word
    of it is no part of a symbol."""
    words = fold(mend_letters(text))
    for name, kind in _NAMES.items():
        if kind.abbreviation:
            words = re.sub(rf"\b{name}\b", fold(kind.abbreviation), words)
    number: int | None = None
    kind_key = issuer = ""
    for word in _apart(words):
        if word in {"so", "cua"}:
            continue
        if word.isdigit() and number is None and len(word) <= 5:
            number = int(word)
        elif word in _BY_ABBREVIATION and kind_key in ("", word):
            kind_key = word
        elif word in _ISSUER_BY_KEY and issuer in ("", word):
            issuer = word
        else:
            return None
    return SymbolQuery(number, kind_key, issuer) if number is not None or kind_key or issuer else None


def _apart(words: str) -> Iterator[str]:
    """Give the words of a query, digits apart from letters; beside a number type and issuer apart too ("khtu")."""
    found = re.findall(r"[a-z]+|[0-9]+", words)
    numbered = any(word.isdigit() for word in found)
    for word in found:
        known = word in _BY_ABBREVIATION or word in _ISSUER_BY_KEY or not numbered
        cuts = () if known else range(1, len(word))
        pairs = ((word[:cut], word[cut:]) for cut in cuts)
        yield from next(
            (pair for pair in pairs if pair[0] in _BY_ABBREVIATION and pair[1] in _ISSUER_BY_KEY), (word,)
        )


def _plain(text: str) -> str:
    return mend_letters(text).translate(_DASHES).replace("\N{NO-BREAK SPACE}", " ")


def _find(text: str) -> Iterator[Symbol]:
    for match in _SYMBOL.finditer(text):
        if fold(match["type"]) in _BY_ABBREVIATION and int(match["number"]):
            yield _symbol(match)


def _is_known(match: re.Match[str]) -> bool:
    return (
        fold(match["type"]) in _BY_ABBREVIATION
        and fold(match["issuer"]) in _ISSUER_BY_KEY
        and int(match["number"]) > 0
    )


def _symbol(match: re.Match[str]) -> Symbol:
    number, suffix = int(match["number"]), (match["suffix"] or "").lower()
    kind = _type_of(match["type"])[0]
    issuer = _own_spelling(match["issuer"])
    year = int(match["year"]) if match["year"] else None
    state = _is_state(match, issuer, year)
    shown = f"{number:02d}{suffix}"
    if state:
        text = f"{shown}/{year}/{kind}-{issuer}" if year else f"{shown}/{kind}-{issuer}"
    else:
        text = f"{shown}-{kind}/{issuer}"
    return Symbol(number, suffix, kind, issuer, text, year if state else None, state)


def _type_of(abbreviation: str) -> tuple[str, tuple[str, ...]]:
    """Give spelling and type codes; with its marks "DA" (dự án) is not "ĐA" (đề án), without them "ĐA" is meant."""
    exact = _BY_SPELLING.get(mend_letters(abbreviation).lower())
    return exact or _BY_ABBREVIATION.get(fold(abbreviation), ("", ()))


def _own_spelling(issuer: str) -> str:
    known = _ISSUER_BY_KEY.get(fold(issuer))
    if known:
        return known
    return issuer.upper() if issuer.islower() else issuer


def _is_state(match: re.Match[str], issuer: str, year: int | None) -> bool:
    """State bodies write "number/type-issuer"; a Party body's symbol typed in that order stays a Party symbol."""
    key = fold(issuer)
    if _STATE_ISSUER.fullmatch(key.partition("-")[0]) or year:
        return True
    if key in _ISSUER_BY_KEY:
        return False
    return match["first"] == "/" and match["second"] == "-"
