"""Looking for marks of secrecy in a file before it is kept."""

from __future__ import annotations

import html
import io
import logging
import re
import zipfile
from collections.abc import Callable

from nhiemky.kernel.viet.fold import nfc
from nhiemky.registry.vocab import Confidentiality, grade_in

FIRST_PAGE = 3_000
MOST_READ = 2_000_000
PARTS = re.compile(r"word/(?:document|header\d*)\.xml")
TEXT = re.compile(r"<w:t(?:\s[^>]*)?>([^<]*)</w:t>|(</w:p>|<w:br\s*/>|<w:tab\s*/>)")
NAMED = re.compile(r"(?:^|[(\[_\-])\s*(?P<mark>(?:tối[ _]|tuyệt[ _])?mật)\s*(?:$|[)\]_\-.])", re.IGNORECASE)
LOUD = re.compile(r"(?:tối|tuyệt)[ _]mật", re.IGNORECASE)


def grade_in_name(name: str) -> Confidentiality | None:
    """Give the secret grade that a file name says; small letters count in brackets, beside hyphens, or for the higher grades."""
    composed = nfc(name)
    small = NAMED.search(composed) or LOUD.search(composed)
    return grade_in(composed) or (grade_in(small[0].upper()) if small else None)


def grade_in_file(name: str, data: bytes) -> Confidentiality | None:
    """Give the secret grade that the first page of a Word or PDF file says; none where it says none or has no text."""
    readers: dict[str, Callable[[bytes], str]] = {"docx": _docx_text, "pdf": _pdf_text}
    reader = readers.get(name.lower().rpartition(".")[2])
    return grade_in(nfc(reader(data))) if reader else None


def _docx_text(data: bytes) -> str:
    """Give the beginning of body and headers, a paragraph a line; read without an XML parser, so nothing is expanded."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = sorted(name for name in package.namelist() if PARTS.fullmatch(name))
            return "\n".join(_first_words(package, part) for part in parts[:10])
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError):
        return ""


def _first_words(package: zipfile.ZipFile, part: str) -> str:
    with package.open(part) as stream:
        written = stream.read(MOST_READ).decode("utf-8", "replace")
    found = "".join(
        html.unescape(match[1]) if match[1] is not None else "\n" for match in TEXT.finditer(written)
    )
    return found[:FIRST_PAGE]


def _pdf_text(data: bytes) -> str:
    """Give the text of the first page; a scanned or damaged file has none."""
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        pages = PdfReader(io.BytesIO(data)).pages
        return pages[0].extract_text()[:FIRST_PAGE] if pages else ""
    except Exception:
        return ""
