"""Widths of text set in Times (and in its metric twins Tinos and Liberation Serif), for lines as long as a title."""

import unicodedata
from functools import lru_cache

UNITS = 2048
_MARKED_BASES = "ƠơƯư"

# Advance width in 1/2048 of the type size → the characters that have it.
_REGULAR = {
    369: "'",
    410: "|",
    512: ",.",
    569: "/:;\\ijlt",
    682: "!()-I[]`fr‘’",
    797: "Js",
    819: "°",
    836: '"',
    909: "?acez“”",
    961: "^",
    983: "{}",
    1024: "#$*0123456789_bdghknopquvxyđ–",
    1083: "ơ",
    1108: "~",
    1110: "ư",
    1139: "FPS",
    1155: "+<=>×",
    1251: "ELTZ",
    1366: "BCR",
    1479: "ADGHKNOQUVXYwĐƠ",
    1589: "Ư",
    1593: "&m",
    1706: "%",
    1821: "M",
    1886: "@",
    1933: "W",
    2048: "—…",
}
_BOLD = {
    451: "|",
    512: ",.",
    569: "'/\\il",
    682: "!()-:;[]`fjt‘’",
    797: "Is",
    807: "{}",
    819: "°",
    909: "cerz",
    1024: "#$*0123456789?J_agovxy–“”",
    1065: "~",
    1134: "ơ",
    1137: '"',
    1139: "Sbdhknpquđ",
    1167: "+<=>×",
    1190: "^",
    1229: "ư",
    1251: "FP",
    1366: "BELTZ",
    1479: "ACDNRUVXYwĐ",
    1593: "GHKOQƠ",
    1630: "Ư",
    1706: "&m",
    1905: "@",
    1933: "M",
    2048: "%W—…",
}


def _widths(table: dict[int, str]) -> dict[str, int]:
    widths = {character: width for width, characters in table.items() for character in characters}
    widths[" "] = widths["\u00a0"] = 512
    return widths


_UPRIGHT_WIDTHS = _widths(_REGULAR)
_BOLD_WIDTHS = _widths(_BOLD)
_UNKNOWN = 1024


def _base(character: str) -> str:
    """Return the letter that gives a Vietnamese letter its width: marks add none, the horn does."""
    parts = unicodedata.normalize("NFD", character)
    horned = unicodedata.normalize("NFC", parts[0] + "\u031b") if "\u031b" in parts else parts[0]
    return horned if horned in _MARKED_BASES else parts[0]


@lru_cache(maxsize=1024)
def text_width(text: str, *, half_points: int, bold: bool = False) -> int:
    """Return the width of one line of text in twips (1/20 point), rounded half up, for a size in half points.

    Characters outside Vietnamese and ASCII count as half the type size.
    """
    widths = _BOLD_WIDTHS if bold else _UPRIGHT_WIDTHS
    units = sum(widths.get(_base(character), _UNKNOWN) for character in unicodedata.normalize("NFC", text))
    return (units * half_points * 10 + UNITS // 2) // UNITS


def lines_in(text: str, *, width: int, half_points: int, bold: bool = False) -> list[str]:
    """Return the lines that text takes in a column of `width` twips, broken at blanks and where it says so."""
    lines = []
    for line in text.split("\n"):
        reached = ""
        for word in line.split():
            longer = f"{reached} {word}".lstrip()
            if reached and text_width(longer, half_points=half_points, bold=bold) > width:
                lines.append(reached)
                longer = word
            reached = longer
        lines.append(reached)
    return lines
