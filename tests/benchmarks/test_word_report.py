from io import BytesIO

import docx as python_docx

from benchmarks import _report_sample as report_sample
from benchmarks import word_report
from nhiemky.kernel.documents import docx, inspect


def rows(data: bytes) -> list[list[str]]:
    """Return the texts of all rows with five cells or more."""
    tables = python_docx.Document(BytesIO(data)).tables
    found = [[cell.text for cell in row.cells] for table in tables for row in table.rows]
    return [cells for cells in found if len(cells) >= 5]


def test_both_reports_hold_the_same_tables() -> None:
    peer = rows(word_report.peer_report(word_report.template(), 7))
    ours = rows(docx.render(report_sample.report(7)))
    assert len(ours) == 1 + 25 + 1 + 76
    assert peer == ours


def test_reports_of_other_numbers_hold_other_figures() -> None:
    assert report_sample.target_rows(1) != report_sample.target_rows(2)
    assert report_sample.work_rows(1) != report_sample.work_rows(2)


def test_our_report_keeps_the_official_form() -> None:
    document = report_sample.report(127)
    found = inspect.inspect(docx.render(document))
    assert inspect.check(found, document.profile) == ()
