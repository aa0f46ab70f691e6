from itertools import pairwise
from xml.etree import ElementTree

import pytest

from nhiemky.kernel.documents import docx
from nhiemky.kernel.documents.outline import Document, Table
from nhiemky.kernel.documents.profiles import HD05, HD36, ND30
from tests.kernel.documents import papers
from tests.kernel.documents.docx.parts_of import W, files
from tests.kernel.documents.docx.schema import disorder, repeated

EVERY = {
    "HD36": papers.report(HD36),
    "HD05": papers.report(HD05),
    "ND30": papers.report(ND30),
    "state": papers.state_report(),
    "minutes": papers.minutes(),
    "letter": papers.letter(),
    "mixed cells": papers.short_report(
        blocks=(Table(papers.targets_table().columns, papers.targets_table().header, (papers.shaded_row(),)),)
    ),
    "bare": papers.short_report(signing=None, recipients=None, blocks=()),
}


@pytest.mark.parametrize("document", EVERY.values(), ids=EVERY)
def test_parts_keep_the_order_of_the_schema(document: Document) -> None:
    for name, content in files(docx.render(document)).items():
        if name.startswith("word/") and name.endswith(".xml"):
            root = ElementTree.fromstring(content)
            assert (name, disorder(root), repeated(root)) == (name, [], [])


@pytest.mark.parametrize("document", EVERY.values(), ids=EVERY)
def test_styles_that_are_used_exist(document: Document) -> None:
    parts = files(docx.render(document))
    styles = {
        style.get(f"{W}styleId")
        for style in ElementTree.fromstring(parts["word/styles.xml"]).iter(f"{W}style")
    }
    root = ElementTree.fromstring(parts["word/document.xml"])
    used = {named.get(f"{W}val") for kind in ("pStyle", "tblStyle") for named in root.iter(f"{W}{kind}")}
    assert used - styles == set()


@pytest.mark.parametrize("document", EVERY.values(), ids=EVERY)
def test_every_cell_ends_with_a_paragraph_and_every_row_fills_its_grid(document: Document) -> None:
    root = ElementTree.fromstring(files(docx.render(document))["word/document.xml"])
    for table in root.iter(f"{W}tbl"):
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        for row in table.findall(f"{W}tr"):
            cells = row.findall(f"{W}tc")
            assert [list(cell)[-1].tag for cell in cells] == [f"{W}p"] * len(cells)
            spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in cells]
            assert sum(1 if span is None else int(span.get(f"{W}val", "")) for span in spans) == columns


@pytest.mark.parametrize("document", EVERY.values(), ids=EVERY)
def test_tables_never_touch_and_the_body_ends_with_its_section(document: Document) -> None:
    body = ElementTree.fromstring(files(docx.render(document))["word/document.xml"])[0]
    names = [child.tag.rpartition("}")[2] for child in body]
    assert names[-1] == "sectPr"
    assert [pair for pair in pairwise(names) if pair == ("tbl", "tbl")] == []


def test_disorder_finds_a_wrong_order() -> None:
    wrong = f'<p xmlns="{W[1:-1]}"><pPr><jc/><spacing/></pPr></p>'
    assert disorder(ElementTree.fromstring(wrong)) == ["pPr: jc spacing"]


def test_disorder_finds_an_unknown_child() -> None:
    wrong = f'<tcPr xmlns="{W[1:-1]}"><tcW/><blink/></tcPr>'
    assert disorder(ElementTree.fromstring(wrong)) == ["tcPr: tcW blink"]


def test_repeated_finds_a_property_given_twice() -> None:
    wrong = f'<pPr xmlns="{W[1:-1]}"><keepNext/><keepNext/></pPr>'
    assert repeated(ElementTree.fromstring(wrong)) == ["pPr: keepNext"]
