"""The inside of a workbook file: texts, styles and cells of its XML parts.

Two ways lead to the same cells: a fast one for the plain XML that spreadsheet programs write, used only when it
accounts for every cell, and a general XML parser for everything else.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import NamedTuple
from unicodedata import is_normalized, normalize

from nhiemky.kernel.sheets.container import Attributes, parse_xml
from nhiemky.kernel.sheets.grid import column_letters, column_number

PERCENT, DATE = "percent", "date"

# column letters, row, attributes, formula, value, inline text
Token = tuple[str, str, str, str, str, str]
Decoder = Callable[[str, str | None], str]

_CELL = re.compile(
    r'<c r="([A-Z]{1,3})([0-9]{1,7})"([^>]*?)(?:/>|>(<f(?:[^>]*/>|[^>]*>[^<]*</f>))?(?:<v>([^<]*)</v>|<v/>)?'
    r"(?:<is><t[^>]*>([^<]*)</t></is>)?</c>)"
)
_DIMENSION = re.compile(rb'<dimension ref="(?:[A-Z]{1,3}[0-9]+:)?([A-Z]{1,3})[0-9]+"')
# column letters, letters of a value
_CELL_OF = r'<c r="{}[0-9]++"([^>/]*+)(?:/>|><v>({}++)</v></c>)'
_MOST_PLAIN_COLUMNS = 60
# a number that Excel shows with all its digits
_SHORT = "[0-9.-]{1,15}+"
_SHEET_DATA = "<sheetData>"
_FIRST_ROW = f"{_SHEET_DATA}<row "
_ATTRIBUTE = re.compile(r'\b([st])="([^"]*)"')
_TEXT = re.compile(r"<si><t(?: [^>]*)?>([^<]*)</t></si>")
_TEXT_OPENS, _TEXT_CLOSES = "<si><t>", "</t></si>"
_NUMBERS = tuple(map(str, range(1000)))
_STYLE_HINT = re.compile(
    rb'numFmtId="(?:9|10|1[4-9]|2[0-2]|2[7-9]|3[0-6]|4[5-7]|5[0-8])"|formatCode="[^"]*[%dyDY][^"]*"|\.Vn|VNI|Vni'
)
_LEGACY_FONT = re.compile(r"^(?:\.vn|vni)", re.IGNORECASE)
# letters that Vietnamese never uses, but texts in TCVN3 and VNI do
_LEGACY_TEXT = re.compile(
    "[\xa1-\xae\xb5-\xb9\xbb-\xbf\xc4-\xc7\xcb\xce-\xd1\xd6\xd8\xdb\xdc\xde\xdf\xe4-\xe7\xeb\xee-\xf1\xf6\xf8\xfb\xfc\xfe\xff]"
)
# đ, á, à, ư, ô of TCVN3 and đ, ư and the tones of VNI: no workbook typed in them does without all of these
_LEGACY_SIGNS = "®§¸µ¬\xad«ñÑøûöï"
_PERCENT_IDS = frozenset({9, 10})
_DATE_IDS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_DATE_CODE = re.compile(r"[dyDY]|(?<![a-zA-Z])[hH]")
_NOT_CODE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


@dataclass(frozen=True, slots=True)
class Styles:
    """What the style numbers of cells mean: kind of number (percent, date or empty) and legacy font."""

    kinds: tuple[str, ...] = ()
    fonts: tuple[str | None, ...] = ()

    def is_plain(self, style: int) -> bool:
        """Tell whether a style leaves what a cell says as it is."""
        return style >= len(self.kinds) or not (self.kinds[style] or self.fonts[style])


@dataclass(frozen=True, slots=True)
class Texts:
    """The shared texts of a workbook by their number as written; ``raw`` keeps originals that a cell's font may decode."""

    shown: dict[str, str]
    raw: dict[str, str]
    count: int = 0


@lru_cache(maxsize=32)
def read_styles(xml: bytes) -> Styles:
    """Return the meaning of every cell style of a styles part.

    :raises BookError: on broken XML or entities.
    """
    if not _STYLE_HINT.search(xml):
        return Styles()
    codes: dict[int, str] = {}
    fonts: list[str] = []
    kinds: list[str] = []
    legacy: list[str | None] = []
    inside: list[str] = []

    def start(name: str, attributes: Attributes) -> None:
        inside.append(name)
        if name == "numFmt" and "numFmts" in inside:
            codes[int(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", "")
        elif name == "font" and inside[-2:-1] == ["fonts"]:
            fonts.append("")
        elif name == "name" and "fonts" in inside and fonts:
            fonts[-1] = attributes.get("val", "")
        elif name == "xf" and inside[-2:-1] == ["cellXfs"]:
            number = int(attributes.get("numFmtId", "0"))
            kinds.append(_kind(number, codes.get(number, "")))
            font = int(attributes.get("fontId", "0"))
            named = fonts[font] if font < len(fonts) else ""
            legacy.append(named if _LEGACY_FONT.match(named) else None)

    parse_xml(xml, start, lambda _: inside.pop())
    return Styles(tuple(kinds), tuple(legacy))


def _kind(number: int, code: str) -> str:
    if not code:
        return PERCENT if number in _PERCENT_IDS else DATE if number in _DATE_IDS else ""
    bare = _NOT_CODE.sub("", code)
    if "%" in bare:
        return PERCENT
    return DATE if _DATE_CODE.search(bare) else ""


def read_texts(xml: bytes, decode: Decoder | None) -> Texts:
    """Return the shared texts of a workbook, in NFC and with old fonts' texts decoded.

    :raises BookError: on broken XML or entities.
    """
    source = "" if b"<!" in xml[: xml.find(b"<si>") + 1] else xml.decode("utf-8", "replace")
    found = _plain_texts(source)
    if found:
        texts = [unescape(text) if "&" in text else text for text in found] if "&" in source else found
        if is_normalized("NFC", source) and not (decode and any(sign in source for sign in _LEGACY_SIGNS)):
            return Texts(_numbered(texts), {}, len(texts))
        return _settled([[(None, text)] for text in texts], decode)
    return _settled(_read_runs(xml) if xml else [], decode)


def _plain_texts(source: str) -> list[str]:
    """Return the texts of a part in which none has runs, as they are written; nothing for any other part."""
    first, last = source.find(_TEXT_OPENS), source.rfind(_TEXT_CLOSES)
    within = source[first + len(_TEXT_OPENS) : last]
    texts = within.split(_TEXT_CLOSES + _TEXT_OPENS)
    others = source.find("<si", 0, first) >= 0 or source.find("<si", last) >= 0
    if first >= 0 and within.count("<") == 4 * (len(texts) - 1) and not others:
        return texts
    found: list[str] = _TEXT.findall(source)
    return found if len(found) == source.count("</si>") and "<si/>" not in source else []


def _numbered(texts: list[str]) -> dict[str, str]:
    numbers = _NUMBERS if len(texts) <= len(_NUMBERS) else map(str, range(len(texts)))
    numbered = dict(zip(numbers, texts, strict=False))
    return numbered if all(texts) else {number: text for number, text in numbered.items() if text}


def _settled(every: list[list[tuple[str | None, str]]], decode: Decoder | None) -> Texts:
    shown, raw = [], {}
    for place, runs in enumerate(every):
        joined = "".join(text for _, text in runs)
        shown.append("".join(decoded_text(text, font, decode) for font, text in runs))
        if not any(font for font, _ in runs):
            # a text whose own runs named a font is settled; a cell's font must not decode it twice
            raw[str(place)] = joined
    return Texts(_numbered(shown), raw, len(shown))


def decoded_text(text: str, font: str | None, decode: Decoder | None) -> str:
    """Return a text in NFC, decoded where its font or its letters tell that it is typed in TCVN3 or VNI."""
    old = font if font and _LEGACY_FONT.match(font) else None
    if decode is None or not (old or _LEGACY_TEXT.search(text)):
        return normalize("NFC", text)
    return decode(text, old)


def _read_runs(xml: bytes) -> list[list[tuple[str | None, str]]]:
    found: list[list[tuple[str | None, str]]] = []
    inside: list[str] = []
    font: list[str | None] = [None]

    def start(name: str, attributes: Attributes) -> None:
        inside.append(name)
        if name == "si":
            found.append([])
        elif name == "r":
            font[0] = None
        elif name == "rFont":
            font[0] = attributes.get("val")

    def text(value: str) -> None:
        if inside and inside[-1] == "t" and "rPh" not in inside and found:
            found[-1].append((font[0] if "r" in inside else None, value))

    parse_xml(xml, start, lambda _: inside.pop(), text)
    return found


class PlainRows(NamedTuple):
    """Rows of a plain sheet: the number of the row, then attributes and value of each cell in turn.

    ``digits`` tells that every value is written with digits, point and minus alone. Where all rows after the first have
    the same ``attributes`` in each column, these are told once and those rows hold only their number and their values;
    ``short`` tells that no such value takes more than 15 signs.
    """

    rows: list[tuple[str, ...]]
    digits: bool
    attributes: tuple[str, ...] = ()
    short: bool = False


def read_plain_rows(xml: bytes) -> PlainRows | None:
    """Return the rows of a plain sheet part.

    Plain are sheets without formulas and inline texts whose cells stand in order in few columns, as in forms and
    most tables; for all others None is returned. Rows that are only formatted, below the last value, are left out.
    """
    start, last = xml.find(b"<sheetData"), xml.rfind(b"</v>")
    width = _DIMENSION.search(xml[: max(start, 0)])
    end = xml.find(b"</row>", last)
    if width is None or not 0 <= start < last < end or b"<!" in xml[:start]:
        return None
    columns = column_number(width[1].decode()) + 1
    if columns > _MOST_PLAIN_COLUMNS:
        return None
    source = xml[start : end + 6].decode("utf-8", "replace")
    regular = _regular_rows(source, columns)
    if regular is not None:
        return regular
    if any(sign in source for sign in ("</f>", "</is>", "<!")):
        return None
    rows: list[tuple[str, ...]] = _row_pattern(columns).findall(source)
    # a row that the pattern does not know is not found at all: then some value is missing
    values = sum(len(row) // 2 - row[2::2].count("") for row in rows)
    return PlainRows(rows, False) if values == source.count("</v>") else None


def _regular_rows(source: str, columns: int) -> PlainRows | None:
    """Return the rows when every one writes down all its cells, as forms do, and nothing else stands between them."""
    if not source.startswith(_FIRST_ROW):
        return None
    pattern = _regular_pattern(columns)
    header = pattern.match(source, len(_SHEET_DATA))
    sample = pattern.match(source, header.end()) if header is not None else None
    if header is not None and sample is not None:
        attributes = sample.groups()[1::2]
        for short in (True, False):
            alike = _make(attributes, short).pattern()
            below = _rows_of(alike, source, header.end()) if alike is not None else None
            if below is not None:
                return PlainRows([header.groups(""), *below], True, attributes, short)
    rows = _rows_of(pattern, source, len(_SHEET_DATA))
    return PlainRows(rows, digits=True) if rows is not None else None


def _rows_of(pattern: re.Pattern[str], source: str, place: int) -> list[tuple[str, ...]] | None:
    rows: list[tuple[str, ...]] = []
    while place < len(source):
        found = pattern.match(source, place)
        if found is None:
            return None
        rows.append(found.groups(""))
        place = found.end()
    return rows


class _Make:
    """A way in which rows are written: the attributes of the cells of each column, and whether values are short."""

    def __init__(self, attributes: tuple[str, ...], short: bool) -> None:
        self._attributes = attributes
        self._value = _SHORT if short else "[0-9.-]++"
        self._times = 0
        self._pattern: re.Pattern[str] | None = None

    def pattern(self) -> re.Pattern[str] | None:
        """Return what finds the values of such a row; None at the first time, when it is not yet worth its making."""
        self._times += 1
        if self._pattern is None and self._times > 1:
            cells = (_cell_alike(*cell, self._value) for cell in enumerate(self._attributes))
            self._pattern = re.compile(f'<row r="([0-9]++)"[^>/]*+>{"".join(cells)}</row>')
        return self._pattern


_make = lru_cache(maxsize=64)(_Make)


def _cell_alike(column: int, attributes: str, value: str) -> str:
    filled, blank = re.escape(attributes), re.escape(attributes.replace(' t="s"', ""))
    return rf'<c r="{column_letters(column)}[0-9]++"(?:{filled}><v>({value})</v></c>|{blank}/>)'


@lru_cache(maxsize=64)
def _regular_pattern(columns: int) -> re.Pattern[str]:
    cells = (_CELL_OF.format(column_letters(column), "[0-9.-]") for column in range(columns))
    return re.compile(f'<row r="([0-9]++)"[^>/]*+>{"".join(cells)}</row>')


@lru_cache(maxsize=64)
def _row_pattern(columns: int) -> re.Pattern[str]:
    cells = (f"(?:{_CELL_OF.format(column_letters(column), '[^<]')})?" for column in range(columns))
    return re.compile(f'<row r="([0-9]++)"(?:[^>/]*+/>|[^>/]*+>{"".join(cells)}</row>)')


def read_cells(xml: bytes) -> list[Token]:
    """Return every cell of a sheet part that is written down, in the order of the part.

    :raises BookError: on broken XML or entities.
    """
    start = xml.find(b"<sheetData")
    if start >= 0 and b"<!" not in xml:
        tokens: list[Token] = _CELL.findall(xml.decode("utf-8", "replace"))
        if len(tokens) == xml.count(b"<c ") and b"<c>" not in xml:
            return tokens
    return _walk_cells(xml)


def _walk_cells(xml: bytes) -> list[Token]:
    tokens: list[Token] = []
    inside: list[str] = []
    place: list[str] = ["", "", "", "", "", ""]
    counter = [0, 0]

    def start(name: str, attributes: Attributes) -> None:
        inside.append(name)
        if name == "row":
            counter[0] = int(attributes.get("r", counter[0] + 1))
            counter[1] = 0
        elif name == "c":
            counter[1] += 1
            reference = attributes.get("r", "")
            letters = reference.rstrip("0123456789")
            described = "".join(f' {key}="{attributes[key]}"' for key in ("s", "t") if key in attributes)
            place[:] = [
                letters or _letters(counter[1]),
                reference[len(letters) :] or str(counter[0]),
                described,
                "",
                "",
                "",
            ]
        elif name == "f":
            place[3] = "<f>"

    def end(name: str) -> None:
        inside.pop()
        if name == "c":
            tokens.append((place[0], place[1], place[2], place[3], place[4], place[5]))

    def text(value: str) -> None:
        if not inside:
            return
        if inside[-1] == "v":
            place[4] += value
        elif inside[-1] == "t" and "is" in inside and "rPh" not in inside:
            place[5] += value

    parse_xml(xml, start, end, text)
    return tokens


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=1024)
def read_attributes(attributes: str) -> tuple[str, int]:
    """Return type and style number of a cell from the text of its attributes."""
    found = dict(_ATTRIBUTE.findall(attributes))
    style = found.get("s", "0")
    return found.get("t", "n"), int(style) if style.isdigit() else 0
