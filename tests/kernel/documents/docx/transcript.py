"""A Word file told line by line, so that a whole document can be held against what is expected."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from nhiemky.kernel.documents.outline import Document
from tests.kernel.documents.docx.parts_of import W, text, tree, value


def transcript(document: Document) -> list[str]:
    """Return every paragraph, table, row, cell and section of a document as a line, children indented."""
    return [line for child in tree(document)[0] for line in _told(child, 0)]


def _children(element: Element, name: str) -> list[Element]:
    found = element.find(f"{W}{name}")
    return [] if found is None else list(found)


def _told(element: Element, depth: int) -> Iterator[str]:
    indent = "  " * depth
    name = element.tag.removeprefix(W)
    if name == "p":
        yield from _paragraph(element, indent)
    elif name == "tbl":
        widths = " ".join(column.get(f"{W}w", "") for column in element.findall(f"{W}tblGrid/{W}gridCol"))
        yield f"{indent}table {value(element, 'tblPr/tblStyle') or 'plain'} [{widths}]"
        for row in element.findall(f"{W}tr"):
            marks = " ".join(one.tag.removeprefix(W) for one in _children(row, "trPr"))
            yield f"{indent}  row {marks}"
            for cell in row.findall(f"{W}tc"):
                yield from _cell(cell, depth + 2)
    elif name == "sectPr":
        yield _section(element)


def _cell(cell: Element, depth: int) -> Iterator[str]:
    marks = [f"span {value(cell, 'tcPr/gridSpan')}"] if value(cell, "tcPr/gridSpan") else []
    merge = value(cell, "tcPr/vMerge")
    marks += [] if merge is None else [f"merge {merge or 'on'}"]
    marks += [f"fill {value(cell, 'tcPr/shd', 'fill')}"] if value(cell, "tcPr/shd", "fill") else []
    yield "  " * depth + " ".join(["cell", *marks])
    for paragraph in cell.findall(f"{W}p"):
        yield from _told(paragraph, depth + 1)


def _paragraph(element: Element, indent: str) -> Iterator[str]:
    own = [one for one in _children(element, "pPr") if one.tag not in (f"{W}pStyle", f"{W}sectPr")]
    marks = [
        one.tag.removeprefix(W) + "".join(f" {key.removeprefix(W)}={found}" for key, found in one.items())
        for one in own
    ]
    marks += [f"break {one.get(f'{W}type')}" for one in element.iter(f"{W}br") if one.get(f"{W}type")]
    marks += ["picture"] * len(list(element.iter(f"{W}drawing")))
    told = f" {{{', '.join(marks)}}}" if marks else ""
    written = f": {_looks(element)}" if text(element) else ""
    yield f"{indent}{value(element, 'pPr/pStyle')}{told}{written}"
    section = element.find(f"{W}pPr/{W}sectPr")
    if section is not None:
        yield _section(section)


def _looks(paragraph: Element) -> str:
    pieces = []
    for run in paragraph.findall(f"{W}r"):
        looks = [one.tag.removeprefix(W) for one in _children(run, "rPr")]
        pieces.append(f"<{' '.join(looks)}>{text(run)}</>" if looks else text(run))
    return "".join(pieces)


def _section(section: Element) -> str:
    lying = "lying" if value(section, "pgSz", "orient") == "landscape" else "upright"
    return f"section {lying}{', first page unnumbered' if value(section, 'titlePg') is not None else ''}"
