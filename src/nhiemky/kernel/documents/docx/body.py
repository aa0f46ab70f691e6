"""The document part: head, blocks, foot and appendices, cut into sections of upright and lying pages."""

from collections.abc import Sequence

from nhiemky.kernel.documents.docx.head import annex_title, component, foot_xml, letterhead_xml
from nhiemky.kernel.documents.docx.markup import runs
from nhiemky.kernel.documents.docx.parts import DOCUMENT_CLOSE, DOCUMENT_OPEN
from nhiemky.kernel.documents.docx.pictures import picture_xml
from nhiemky.kernel.documents.docx.tables import bar_xml, table_xml
from nhiemky.kernel.documents.measures import twips
from nhiemky.kernel.documents.outline import (
    Align,
    Annex,
    Bar,
    Block,
    Bullet,
    Document,
    Landscape,
    PageBreak,
    Paragraph,
    Picture,
    Run,
    Section,
    Table,
    laid_out,
    runs_of,
)
from nhiemky.kernel.documents.profiles import Part, Profile

_SECTION_PARTS = (Part.SECTION_0, Part.SECTION_1, Part.SECTION_2, Part.SECTION_3)
_ALIGNMENTS = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right", Align.JUSTIFY: "both"}
_PAGE_BREAK = '<w:p><w:pPr><w:pStyle w:val="Gap"/></w:pPr><w:r><w:br w:type="page"/></w:r></w:p>'


def document_xml(document: Document, pictures: Sequence[Picture]) -> str:
    """Return the document part; `pictures` are the document's pictures in the order of their relations."""
    pages = _Pages(document.profile, pictures)
    pages.pieces.append(letterhead_xml(document))
    foot = foot_xml(document)
    pages.write(laid_out(document.profile, document.blocks, ends=True), stays=bool(foot))
    if foot:
        pages.turn(lying=False)
        pages.pieces.append(foot)
    for annex in document.annexes:
        pages.annex(annex)
    return f"{DOCUMENT_OPEN}{''.join(pages.pieces)}{pages.section_properties()}{DOCUMENT_CLOSE}"


class _Pages:
    """The document part as it grows: pieces of XML, and whether the pages being written lie or stand."""

    def __init__(self, profile: Profile, pictures: Sequence[Picture]) -> None:
        self.profile = profile
        self.places = {picture: place for place, picture in enumerate(pictures)}
        self.pieces: list[str] = []
        self.lying = False
        self.first = True

    @property
    def width(self) -> int:
        """Width of the text in millimetres on the pages being written."""
        return self.profile.landscape_text_width if self.lying else self.profile.text_width

    def turn(self, *, lying: bool) -> bool:
        """Begin new pages if the paper must be turned; tell whether it was."""
        if lying == self.lying:
            return False
        properties = self.section_properties()
        self.pieces.append(f'<w:p><w:pPr><w:pStyle w:val="Gap"/>{properties}</w:pPr></w:p>')
        self.lying = lying
        return True

    def section_properties(self) -> str:
        """Return the properties of the section that ends here; only the first hides its first page's number."""
        profile = self.profile
        across, down = twips(profile.page_width), twips(profile.page_height)
        size = f'w:w="{across}" w:h="{down}"'
        if self.lying:
            size = f'w:w="{down}" w:h="{across}" w:orient="landscape"'
        margins = profile.margins
        sides = (
            ("top", margins.top),
            ("right", margins.right),
            ("bottom", margins.bottom),
            ("left", margins.left),
        )
        around = " ".join(f'w:{side}="{twips(length)}"' for side, length in sides)
        edge = twips(profile.page_number_from_edge)
        hidden = "<w:titlePg/>" if self.first else ""
        self.first = False
        return (
            '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:type w:val="nextPage"/>'
            f'<w:pgSz {size}/><w:pgMar {around} w:header="{edge}" w:footer="{edge}" w:gutter="0"/>'
            f'<w:cols w:space="720"/>{hidden}</w:sectPr>'
        )

    def write(self, blocks: Sequence[Block], *, stays: bool = False) -> None:
        """Write blocks in their order; `stays` keeps the last paragraph on the page of what follows."""
        for place, block in enumerate(blocks, start=1):
            if isinstance(block, Landscape):
                before = self.lying
                self.turn(lying=True)
                self.write(block.blocks)
                if place < len(blocks):
                    self.turn(lying=before)
            else:
                self.pieces.append(self.block(block, stays=stays and place == len(blocks)))

    def block(self, block: Block, *, stays: bool) -> str:
        """Return one block on the page being written.

        :raises TypeError: lying pages, which are no block of a page.
        """
        match block:
            case Section():
                return component(self.profile, _SECTION_PARTS[block.level], block.heading)
            case Paragraph():
                return _paragraph(block, stays=stays)
            case Bullet():
                return _bullet(block, stays=stays)
            case Table():
                return table_xml(self.profile, block, twips(self.width), stays=stays)
            case Bar():
                return bar_xml(block, twips(self.width))
            case Picture():
                return picture_xml(block, self.places[block], self.width)
            case PageBreak():
                return _PAGE_BREAK
        raise TypeError(block)

    def annex(self, annex: Annex) -> None:
        """Write an appendix on pages of its own."""
        turned = self.turn(lying=annex.landscape)
        self.pieces.append(annex_title(annex.label, annex.title, annex.note, new_page=not turned))
        self.write(laid_out(self.profile, annex.blocks, ends=False))


def _paragraph(block: Paragraph, *, stays: bool) -> str:
    keep = "<w:keepNext/>" if block.keep_with_next or stays else ""
    indent = "" if block.indent else '<w:ind w:firstLine="0"/>'
    align = f'<w:jc w:val="{_ALIGNMENTS[block.align]}"/>' if block.align else ""
    return f'<w:p><w:pPr><w:pStyle w:val="BodyText"/>{keep}{indent}{align}</w:pPr>{runs(block.text)}</w:p>'


def _bullet(block: Bullet, *, stays: bool) -> str:
    style, sign = ("BodyText", "- ") if block.level == 1 else ("Bullet2", "+ ")
    keep = "<w:keepNext/>" if stays else ""
    text = (Run(sign), *runs_of(block.text))
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}</w:pPr>{runs(text)}</w:p>'
