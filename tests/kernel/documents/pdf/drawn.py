"""A PDF file told piece by piece as it lies on paper: text with its place and type, shaded areas, ruled lines."""

import ctypes
from collections.abc import Iterator

import pypdfium2
from pypdfium2 import raw

from nhiemky.kernel.documents import pdf
from nhiemky.kernel.documents.outline import Document
from tests.kernel.documents.pdf.fonts import FONT_DIRS

_THIN = 2


def _millimetres(points: float) -> int:
    return round(points * 25.4 / 72)


def _words(piece: pypdfium2.PdfObject, page: pypdfium2.PdfTextPage) -> str:
    length = raw.FPDFTextObj_GetText(piece, page, None, 0)
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFTextObj_GetText(piece, page, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    return buffer.raw.decode("utf-16-le").rstrip("\0").strip()


def _type(piece: pypdfium2.PdfObject) -> str:
    """Return slant, weight and size of a piece of text: "Bold 14"."""
    name, size = ctypes.create_string_buffer(100), ctypes.c_float()
    raw.FPDFFont_GetBaseFontName(raw.FPDFTextObj_GetFont(piece), name, 100)
    raw.FPDFTextObj_GetFontSize(piece, size)
    look = name.value.decode().rpartition("+")[2].partition("-")[2] or "Regular"
    return f"{look} {round(size.value, 1):g}"


def _shape(piece: pypdfium2.PdfObject, height: float) -> str:
    left, bottom, right, top = piece.get_bounds()
    place = f"{_millimetres(left)}-{_millimetres(right)} at {_millimetres(height - top)}"
    if top - bottom < _THIN:
        return f"line {place}"
    if right - left < _THIN:
        return f"side {_millimetres(left)} at {_millimetres(height - top)}-{_millimetres(height - bottom)}"
    colour = [ctypes.c_uint() for _ in range(4)]
    raw.FPDFPageObj_GetFillColor(piece, *colour)
    return f"area {place} {''.join(f'{part.value:02X}' for part in colour[:3])}"


def pages(document: Document) -> list[list[str]]:
    """Return the pieces of each page in millimetres from its left and upper edge, its size first.

    A text is told as "left-right at baseline Bold 14: words".
    """
    drawn = pypdfium2.PdfDocument(pdf.render(document, font_dirs=FONT_DIRS))
    return [list(_pieces(page)) for page in drawn]


def _pieces(page: pypdfium2.PdfPage) -> Iterator[str]:
    width, height = page.get_size()
    yield f"page {_millimetres(width)} x {_millimetres(height)}"
    texts = page.get_textpage()
    for piece in page.get_objects():
        if piece.type == raw.FPDF_PAGEOBJ_TEXT and (words := _words(piece, texts)):
            left, right = _millimetres(piece.get_bounds()[0]), _millimetres(piece.get_bounds()[2])
            baseline = _millimetres(height - piece.get_matrix().f)
            yield f"{left}-{right} at {baseline} {_type(piece)}: {words}"
        elif piece.type == raw.FPDF_PAGEOBJ_PATH:
            yield _shape(piece, height)
        elif piece.type == raw.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = piece.get_bounds()
            yield (
                f"picture {_millimetres(left)}-{_millimetres(right)} "
                f"at {_millimetres(height - top)}-{_millimetres(height - bottom)}"
            )
