"""The files in which reports come."""

from __future__ import annotations

import pytest

from nhiemky.history.vocab import FieldError, Invalid
from nhiemky.reporting.formats import CONTENT_TYPES, ReportFormat, ReportKind, read_format


@pytest.mark.parametrize(
    ("text", "format"),
    [
        ("docx", ReportFormat.WORD),
        (".docx", ReportFormat.WORD),
        ("PDF", ReportFormat.PDF),
        (".Xlsx", ReportFormat.EXCEL),
    ],
)
def test_read_format_takes_any_way_of_writing(text: str, format: ReportFormat) -> None:
    assert read_format(text) is format


@pytest.mark.parametrize("text", ["", ".", "doc", "odt", "docx.exe", "pdf "])
def test_read_format_refuses_others(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_format(text)
    assert refused.value.errors == (
        FieldError("format", "Báo cáo chỉ xuất được thành tệp .docx, .pdf hoặc .xlsx."),
    )


def test_every_format_has_a_content_type() -> None:
    assert set(CONTENT_TYPES) == set(ReportFormat)


def test_kinds_are_named_as_the_command_line_takes_them() -> None:
    assert [kind.value for kind in ReportKind] == ["review"]
