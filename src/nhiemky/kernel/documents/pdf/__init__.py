"""PDF: the same outline drawn by typst, compiled in this process; texts are data, never markup."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock

import typst

from nhiemky.kernel.documents.contents import pictures_of
from nhiemky.kernel.documents.outline import Document, OutlineError
from nhiemky.kernel.documents.pdf.content import FONTS, document_data
from nhiemky.kernel.documents.pdf.template import TEMPLATE

__all__ = ["render"]

_SOURCE = TEMPLATE.encode()
_UNDATED = datetime(2020, 1, 1, tzinfo=UTC)
_turn = Lock()


@lru_cache(maxsize=8)
def _compiler(font_dirs: tuple[str, ...]) -> typst.Compiler:
    own = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(font_dirs))
    complete = any(family in FONTS for family in own.families())
    return typst.Compiler(font_paths=list(font_dirs), ignore_system_fonts=complete)


def render(document: Document, *, font_dirs: Sequence[Path] = ()) -> bytes:
    """Return the document as bytes of a PDF file; the same document and fonts always give the same bytes.

    `font_dirs` are folders with a font of Times metrics (Tinos); without one the system's fonts serve.

    :raises OutlineError: a picture cannot be drawn.
    """
    pictures = pictures_of(document)
    data = json.dumps(document_data(document, pictures), ensure_ascii=False).encode()
    files = {"main.typ": _SOURCE, "data.json": data}
    day = document.letterhead.day
    stamp = datetime(day.year, day.month, day.day, tzinfo=UTC) if day else _UNDATED
    with _turn:
        try:
            pdf = _compiler(tuple(map(str, font_dirs))).compile(
                files,  # type: ignore[type-var]
                timestamp=stamp,
            )
        except typst.TypstError as error:
            raise OutlineError("Không dựng được tệp PDF: ảnh chèn vào văn bản bị hỏng.") from error
    if not isinstance(pdf, bytes):
        raise OutlineError("Không dựng được tệp PDF.")
    return pdf
