"""What both renderers take from an outline: text that is fit to be written, and the pictures in their order."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from nhiemky.kernel.documents.outline import Block, Document, Landscape, Picture

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Return text composed (NFC), with one kind of line break, without characters that XML forbids."""
    composed = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return _FORBIDDEN.sub("", composed)


def pictures_of(document: Document) -> tuple[Picture, ...]:
    """Return the different pictures of a document in the order of their first appearance."""
    found = list(_pictures(document.blocks))
    for annex in document.annexes:
        found += _pictures(annex.blocks)
    return tuple(dict.fromkeys(found))


def _pictures(blocks: Iterable[Block]) -> Iterator[Picture]:
    for block in blocks:
        if isinstance(block, Picture):
            yield block
        elif isinstance(block, Landscape):
            yield from _pictures(block.blocks)
