"""The kinds of reports, and the files in which they can be issued."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext as _

from nhiemky.history.vocab import FieldError, Invalid


class ReportKind(StrEnum):
    """The kinds of reports that can be issued."""

    REVIEW = "review"


class ReportFormat(StrEnum):
    """The files in which a report can be issued."""

    WORD = "docx"
    PDF = "pdf"
    EXCEL = "xlsx"


CONTENT_TYPES = {
    ReportFormat.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ReportFormat.PDF: "application/pdf",
    ReportFormat.EXCEL: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def read_format(text: str) -> ReportFormat:
    """This function will read the format asked for, with or without a dot.

    :raises Invalid: when there is no such format.
    """
    try:
        return ReportFormat(text.lower().lstrip("."))
    except ValueError:
        raise Invalid(
            FieldError("format", _("Báo cáo chỉ xuất được thành tệp .docx, .pdf hoặc .xlsx."))
        ) from None
