"""What is asked when a report is issued."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nhiemky.reporting.formats import ReportFormat
from nhiemky.web.forms import DayField, PageForm, TextField


class ReportForm(PageForm):
    """From which figures, in which file, with which number, day and draft mark."""

    freeze = forms.ChoiceField(label=_("Số liệu"), required=False)
    day = DayField(
        label=_("Ngày ban hành"),
        required=False,
        help_text=_(
            "Để trống nếu chưa ký. Ngày này quyết định thể thức: văn bản của Đảng trước ngày 27-5-2026 theo Hướng dẫn 36, "
            "từ ngày đó theo Hướng dẫn 05; văn bản của cơ quan nhà nước theo Nghị định 30."
        ),
    )
    number = forms.IntegerField(
        label=_("Số văn bản"),
        required=False,
        min_value=1,
        max_value=99_999,
        help_text=_("Để trống để ghi tay."),
    )
    draft = TextField(
        label=_("Dấu dự thảo"), required=False, max_length=40, help_text=_("Ví dụ: Dự thảo lần 1.")
    )
    include_unconfirmed = forms.BooleanField(
        label=_("Gồm số liệu chưa xác nhận (có đánh dấu)"), required=False
    )
    format = forms.ChoiceField(
        label=_("Loại tệp"),
        choices=[
            (ReportFormat.WORD.value, _("Word (.docx)")),
            (ReportFormat.PDF.value, _("PDF để in (.pdf)")),
            (ReportFormat.EXCEL.value, _("Bảng kết quả Excel (.xlsx)")),
        ],
        widget=forms.RadioSelect,
        initial=ReportFormat.WORD.value,
    )

    def __init__(self, *args: Any, freezes: Sequence[tuple[str, str]], as_of: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = _("Số liệu hiện nay, đến ngày %(day)s") % {"day": as_of}
        self.fields["freeze"].choices = [("", today), *freezes]  # type: ignore[attr-defined]
