"""Forms of work items: filter of the list, the item itself, a report on it, why it leaves the list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhiemky.web.forms import (
    DayField,
    FilterForm,
    LongTextField,
    PageForm,
    TextField,
    UnitField,
    UnitInput,
    choices,
)
from nhiemky.work.vocab import STATE_NAMES, WorkRow, WorkState

PLAIN = (
    "number", "name", "code", "group", "key", "breakthrough", "lead", "lead_unit", "supporting", "programme", "starts_on",
    "due_on", "product", "note", "assigned_on",
)  # fmt: skip


class WorkFilter(FilterForm):
    """What the list of work items can be narrowed to."""

    q = TextField(label=gettext_lazy("Nội dung (không cần dấu)"), required=False, max_length=200)
    trang_thai = forms.ChoiceField(label=gettext_lazy("Trạng thái"), required=False)
    nhom = forms.ChoiceField(label=gettext_lazy("Nhóm"), required=False)
    loai = forms.ChoiceField(label=gettext_lazy("Loại"), required=False)
    qua_han = forms.BooleanField(label=gettext_lazy("Chỉ việc quá hạn"), required=False)

    def __init__(self, *args: Any, groups: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everything = _("tất cả")
        kinds = [("trong-tam", _("trọng tâm")), ("dot-pha", _("khâu đột phá"))]
        offered = {
            "trang_thai": STATE_NAMES.items(),
            "nhom": [(name, name) for name in groups],
            "loai": kinds,
        }
        for name, pairs in offered.items():
            self.fields[name].choices = choices(pairs, empty=everything)  # type: ignore[attr-defined]


class WorkForm(PageForm):
    """One work item as a programme assigns it."""

    number = TextField(
        label=gettext_lazy("Số thứ tự"),
        help_text=gettext_lazy("Việc trọng tâm thường đánh số riêng: T1, T2…"),
    )
    group = TextField(label=gettext_lazy("Nhóm"), required=False, widget=UnitInput)
    code = TextField(
        label=gettext_lazy("Mã dùng chung"), required=False,
        help_text=gettext_lazy("Giống nhau ở mọi đơn vị có cùng đầu công việc."),
    )  # fmt: skip
    name = LongTextField(
        label=gettext_lazy("Nội dung đầu công việc"),
        help_text=gettext_lazy("Ghi nguyên văn như trong văn bản giao việc."),
    )
    key = forms.BooleanField(label=gettext_lazy("Đầu công việc trọng tâm"), required=False)
    breakthrough = forms.BooleanField(label=gettext_lazy("Thuộc khâu đột phá"), required=False)
    lead = TextField(label=gettext_lazy("Đơn vị chủ trì"), required=False)
    lead_unit = UnitField(
        label=gettext_lazy("Mã đơn vị chủ trì"), required=False,
        help_text=gettext_lazy("Khi đơn vị chủ trì có trong hệ thống."),
    )  # fmt: skip
    supporting = TextField(label=gettext_lazy("Đơn vị phối hợp"), required=False)
    programme = TextField(
        label=gettext_lazy("Chương trình, kế hoạch"), required=False,
        help_text=gettext_lazy("Ký hiệu văn bản đã vào sổ, ví dụ 16-CTr/HU."),
    )  # fmt: skip
    starts_on = DayField(label=gettext_lazy("Ngày bắt đầu"), required=False)
    due_on = DayField(label=gettext_lazy("Hạn hoàn thành"), required=False)
    assigned_on = DayField(
        label=gettext_lazy("Ngày giao việc"),
        help_text=gettext_lazy("Từ ngày này đầu công việc có trong danh sách."),
    )
    product = TextField(label=gettext_lazy("Sản phẩm"), required=False)
    note = LongTextField(label=gettext_lazy("Ghi chú"), required=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def row(self, *, illustrative: bool = False) -> WorkRow:
        """This function will give the checked form as a row."""
        return WorkRow(**{name: self.cleaned_data[name] for name in PLAIN}, illustrative=illustrative)


class ReportForm(PageForm):
    """How far one work item had come on a day."""

    on = DayField(label=gettext_lazy("Tính đến ngày"))
    state = forms.ChoiceField(label=gettext_lazy("Trạng thái"), choices=lambda: choices(STATE_NAMES.items()))
    percent = forms.IntegerField(
        label=gettext_lazy("Tỷ lệ hoàn thành (%)"), required=False, min_value=0, max_value=100,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "num"}),
    )  # fmt: skip
    result = LongTextField(label=gettext_lazy("Kết quả"), required=False)
    evidence = TextField(label=gettext_lazy("Minh chứng"), required=False)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    seen_on = DayField(required=False, widget=forms.HiddenInput)

    @property
    def given_state(self) -> WorkState:
        """The state as it was chosen."""
        return WorkState(self.cleaned_data["state"])


class RemoveForm(PageForm):
    """From when on and why a work item leaves the list."""

    on = DayField(label=gettext_lazy("Từ ngày"))
    reason = LongTextField(
        label=gettext_lazy("Lý do"), help_text=gettext_lazy("Ví dụ: Đã ghép vào đầu công việc số 12.")
    )


class LinkForm(PageForm):
    """Which targets a work item serves."""

    targets = forms.MultipleChoiceField(
        label=gettext_lazy("Chỉ tiêu"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, offered: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["targets"].choices = list(offered)  # type: ignore[attr-defined]
