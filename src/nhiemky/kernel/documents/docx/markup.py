"""Text and runs as WordprocessingML; nothing of the user's text can become markup."""

import re
import unicodedata

from nhiemky.kernel.documents.contents import clean
from nhiemky.kernel.documents.outline import Inline, Run, runs_of

_SPECIAL = re.compile("[&<>\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_TAB = '</w:t><w:tab/><w:t xml:space="preserve">'
TEXT_OPEN = '<w:r><w:t xml:space="preserve">'
BOLD_OPEN = '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">'
TEXT_CLOSE = "</w:t></w:r>"


def is_plain(text: str) -> bool:
    """Tell whether text can stand in XML as it is: composed (NFC), without marks of XML and control characters."""
    return _SPECIAL.search(text) is None and unicodedata.is_normalized("NFC", text)


def attribute(text: str) -> str:
    """Return text for the inside of a quoted attribute or a plain element."""
    escaped = clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace('"', "&quot;").replace("\n", " ").replace("\t", " ")


def inner(text: str) -> str:
    """Return text for the inside of a w:t element; line breaks and tabs become elements of their own."""
    if is_plain(text):
        return text
    escaped = clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace("\n", _BREAK).replace("\t", _TAB)


def run(piece: Run, *, bold: bool = False, colour: str = "") -> str:
    """Return one run; `bold` adds to what the piece asks for, `colour` is RRGGBB."""
    look = (
        ("<w:b/>" if piece.bold or bold else "")
        + ("<w:i/>" if piece.italic else "")
        + (f'<w:color w:val="{colour}"/>' if colour else "")
        + ('<w:u w:val="single"/>' if piece.underline else "")
        + ('<w:vertAlign w:val="superscript"/>' if piece.superscript else "")
    )
    if not look:
        return TEXT_OPEN + inner(piece.text) + TEXT_CLOSE
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{inner(piece.text)}{TEXT_CLOSE}'


def runs(text: Inline, *, bold: bool = False) -> str:
    """Return inline text as runs."""
    if isinstance(text, str) and not bold:
        return TEXT_OPEN + inner(text) + TEXT_CLOSE if text else ""
    return "".join(run(piece, bold=bold) for piece in runs_of(text) if piece.text)


def paragraph(style: str, text: Inline, extra: str = "") -> str:
    """Return a paragraph; `extra` holds further paragraph properties in the order of the schema."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>{runs(text)}</w:p>'


def rule(width: int, length: int) -> str:
    """Return a drawn line of `length` twips, centred in a column of `width` twips."""
    left = (width - length) // 2
    return (
        '<w:p><w:pPr><w:pStyle w:val="Rule"/>'
        f'<w:ind w:left="{left}" w:right="{width - length - left}"/></w:pPr></w:p>'
    )
