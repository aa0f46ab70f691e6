"""Word: an outline becomes WordprocessingML of our own, packed with parts that are made once per form."""

from nhiemky.kernel.documents.contents import pictures_of
from nhiemky.kernel.documents.docx.body import document_xml
from nhiemky.kernel.documents.docx.package import pack
from nhiemky.kernel.documents.docx.parts import core_properties
from nhiemky.kernel.documents.outline import Document

__all__ = ["render"]


def render(document: Document) -> bytes:
    """Return the document as bytes of a Word file; the same document always gives the same bytes."""
    pictures = pictures_of(document)
    return pack(document.profile, document_xml(document, pictures), core_properties(document), pictures)
