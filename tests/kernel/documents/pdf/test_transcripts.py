"""Both renderers tell the same story: every line of the Word file is in the PDF file, in the same order."""

from io import BytesIO

import pypdf
import pytest

from nhiemky.kernel.documents import pdf
from nhiemky.kernel.documents.outline import Document
from nhiemky.kernel.documents.profiles import HD05, HD36
from tests.kernel.documents import papers
from tests.kernel.documents.docx.parts_of import texts, tree
from tests.kernel.documents.pdf.fonts import FONT_DIRS

EVERY = {
    "report HD36": papers.report(HD36),
    "report HD05": papers.report(HD05),
    "short": papers.short_report(HD36),
    "state": papers.state_report(),
    "minutes": papers.minutes(),
    "letter": papers.letter(),
    "every block": papers.every_block(),
}


def squeezed(words: str) -> str:
    return "".join(words.split()).replace("■", "")


@pytest.mark.parametrize("document", EVERY.values(), ids=EVERY)
def test_every_line_of_the_word_file_is_in_the_pdf_file(document: Document) -> None:
    pages = pypdf.PdfReader(BytesIO(pdf.render(document, font_dirs=FONT_DIRS))).pages
    drawn = squeezed("".join(page.extract_text() for page in pages))
    lines = [squeezed(line) for line in texts(tree(document)) if "■" not in line]
    assert [line for line in lines if line not in drawn] == []


@pytest.mark.parametrize("document", EVERY.values(), ids=EVERY)
def test_headings_and_signers_come_in_the_order_of_the_word_file(document: Document) -> None:
    pages = pypdf.PdfReader(BytesIO(pdf.render(document, font_dirs=FONT_DIRS))).pages
    drawn = squeezed("".join(page.extract_text() for page in pages))
    loud = [
        squeezed(line)
        for line in texts(tree(document))
        if line.startswith(("I. ", "II. ", "III. ", "IV. ", "PHỤ LỤC"))
    ]
    places = [drawn.index(line) for line in dict.fromkeys(loud)]
    assert places == sorted(places)
