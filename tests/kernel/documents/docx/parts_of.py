"""Word files taken apart for the tests of this folder."""

import zipfile
from io import BytesIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from nhiemky.kernel.documents import docx
from nhiemky.kernel.documents.outline import Block, Document
from tests.kernel.documents import papers

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def files(data: bytes) -> dict[str, bytes]:
    """Return the parts of a Word file by name."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def tree(document: Document, part: str = "word/document.xml") -> Element:
    """Return a part of a document as a tree."""
    return ElementTree.fromstring(files(docx.render(document))[part])


def body(*blocks: Block) -> Element:
    """Return the body of a short report with the given blocks."""
    found = tree(papers.short_report(blocks=blocks)).find(f"{W}body")
    assert found is not None
    return found


def text(element: Element) -> str:
    """Return the text of an element; breaks and tabs as such."""
    pieces = {f"{W}t": lambda found: found.text or "", f"{W}br": lambda _: "\n", f"{W}tab": lambda _: "\t"}
    return "".join(pieces[found.tag](found) for found in element.iter() if found.tag in pieces)


def texts(element: Element) -> list[str]:
    """Return the texts of all paragraphs that have one."""
    return [line for line in map(text, element.iter(f"{W}p")) if line]


def value(element: Element, path: str, attribute: str = "val") -> str | None:
    """Return an attribute of the element at a path of local names, None if there is no such element."""
    found = element.find("/".join(f"{W}{step}" for step in path.split("/")))
    return None if found is None else found.get(f"{W}{attribute}", "")


def table_rows(element: Element) -> list[Element]:
    """Return the rows of the first ruled table below an element."""
    for table in element.iter(f"{W}tbl"):
        if value(table, "tblPr/tblStyle") == "Ruled":
            return table.findall(f"{W}tr")
    return []
