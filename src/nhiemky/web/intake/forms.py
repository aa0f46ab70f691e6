"""Forms of files in: the file itself, and how it is confirmed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nhiemky.web.forms import DayField, FilterForm, PageForm, choices

ROW_FILTERS = (
    ("loi", _("dòng có lỗi")),
    ("moi", _("dòng mới")),
    ("doi", _("dòng thay đổi")),
    ("giong", _("dòng như cũ")),
)


class UploadForm(PageForm):
    """A results table of the chosen unit and term."""

    file = forms.FileField(
        label=_("Tệp Excel (.xlsx)"),
        help_text=_(
            "Biểu của hệ thống đã điền, hoặc bảng kết quả của cơ quan. Có thể kéo tệp thả vào ô này."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx", "class": "drop-file"}),
        error_messages={
            "empty": _("Tệp trống, không có gì để đọc. Đề nghị lưu lại tệp trong Excel rồi tải lại."),
            "missing": _("Chưa chọn tệp."),
            "invalid": _("Trình duyệt chưa gửi được tệp. Đề nghị chọn lại tệp."),
        },
    )
    results_to = DayField(
        label=_("Số liệu trong tệp tính đến ngày"),
        required=False,
        help_text=_("Chỉ cần khi bảng không ghi kỳ của kết quả."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].error_messages["required"] = _("Chưa chọn tệp.")


class ApplyForm(PageForm):
    """Whether rows in error are left out."""

    skip_problem_rows = forms.BooleanField(
        label=_("Bỏ qua các dòng có lỗi, chỉ ghi các dòng khác"), required=False
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class RowsFilter(FilterForm):
    """Which rows of the file are shown."""

    loc = forms.ChoiceField(
        label=_("Xem"), required=False, choices=lambda: choices(ROW_FILTERS, empty=str(_("tất cả các dòng")))
    )
