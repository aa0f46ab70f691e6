"""Word files with one thing changed, for the tests of this folder."""

import zipfile
from io import BytesIO

from nhiemky.kernel.documents import docx
from nhiemky.kernel.documents.inspect import check, inspect
from nhiemky.kernel.documents.outline import Document
from nhiemky.kernel.documents.profiles import Profile
from tests.kernel.documents.docx.parts_of import files

DOCUMENT, STYLES, HEADER = "word/document.xml", "word/styles.xml", "word/header1.xml"


def packed(parts: dict[str, bytes]) -> bytes:
    """Return parts as a zip archive."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def changed(document: Document, part: str, old: str, new: str) -> bytes:
    """Return the document's Word file with a text of one of its parts changed; the text must be there."""
    parts = files(docx.render(document))
    before = parts[part].decode()
    assert old in before
    parts[part] = before.replace(old, new).encode()
    return packed(parts)


def without(document: Document, part: str) -> bytes:
    """Return the document's Word file without one of its parts."""
    parts = files(docx.render(document))
    del parts[part]
    return packed(parts)


def codes(data: bytes, profile: Profile) -> list[str]:
    """Return the codes of what an inspection finds."""
    return [finding.code for finding in check(inspect(data), profile)]
