"""Sections of a Word file: paper, margins, and where page numbers stand."""

from xml.etree.ElementTree import Element

from nhiemky.kernel.documents.inspect.archive import Archive
from nhiemky.kernel.documents.inspect.facts import Page
from nhiemky.kernel.documents.inspect.styles import Styles, W, whole

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def millimetres(twips: int) -> int:
    """Return a length in twips as whole millimetres, rounded half up."""
    return (twips * 254 + 7200) // 14400


def pages_of(archive: Archive, body: Element, part: str, styles: Styles) -> tuple[Page, ...]:
    """Return the sections of a document in their order; headers not given are those of the section before."""
    relations = archive.relations(part)
    inherited: dict[tuple[str, str], str] = {}
    pages = []
    for properties in body.iter(f"{W}sectPr"):
        for place in ("header", "footer"):
            for reference in properties.findall(f"{W}{place}Reference"):
                target = relations.get(reference.get(f"{_R}id", ""), ("", ""))[1]
                inherited[place, reference.get(f"{W}type", "default")] = target
        pages.append(_page(archive, properties, inherited, styles))
    return tuple(pages)


def _page(
    archive: Archive, properties: Element, references: dict[tuple[str, str], str], styles: Styles
) -> Page:
    size, margins = properties.find(f"{W}pgSz"), properties.find(f"{W}pgMar")
    titled = properties.find(f"{W}titlePg")
    different = titled is not None and titled.get(f"{W}val", "1") not in ("0", "false", "off")
    place, number = "", None
    for candidate in ("header", "footer"):
        number = _number(archive, references.get((candidate, "default")))
        if number is not None:
            place = candidate
            break
    first = any(
        _number(archive, references.get((where, "first"))) is not None for where in ("header", "footer")
    )
    lengths = {
        name: millimetres(_length(margins, name))
        for name in ("top", "bottom", "left", "right", "header", "footer")
    }
    line = None if number is None else styles.line(number)
    return Page(
        width=millimetres(_length(size, "w")),
        height=millimetres(_length(size, "h")),
        top=lengths["top"],
        bottom=lengths["bottom"],
        left=lengths["left"],
        right=lengths["right"],
        number_place=place,
        number_align=line.align if line else "",
        number_size=line.size if line else 0,
        number_edge=lengths[place] if place else 0,
        number_on_first=first if different else number is not None,
        number_coloured=number is not None and bool(styles.coloured(number)),
    )  # fmt: skip


def _length(element: Element | None, name: str) -> int:
    return 0 if element is None else abs(whole(element.get(f"{W}{name}")))


def _number(archive: Archive, part: str | None) -> Element | None:
    """Return the paragraph of a header or footer that holds the page number."""
    root = archive.part(part) if part else None
    if root is None:
        return None
    for paragraph in root.iter(f"{W}p"):
        fields = [field.get(f"{W}instr", "") for field in paragraph.iter(f"{W}fldSimple")]
        fields.append("".join(text.text or "" for text in paragraph.iter(f"{W}instrText")))
        if any(word in ("PAGE", "page") for field in fields for word in field.split()):
            return paragraph
    return None
