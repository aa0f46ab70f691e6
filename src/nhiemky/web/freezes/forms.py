"""What is asked when figures are frozen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nhiemky.web.forms import DayField, PageForm, TextField


class FreezeForm(PageForm):
    """Cut-off, label, scheme, and whether unconfirmed figures are taken along."""

    cut_off = DayField(
        label=_("Ngày chốt số liệu"), help_text=_("Số liệu của kỳ bắt đầu sau ngày này không được tính.")
    )
    label = TextField(
        label=_("Tên lần chốt"),
        max_length=200,
        help_text=_("Ví dụ: Số liệu phục vụ hội nghị sơ kết giữa nhiệm kỳ."),
    )
    scheme = forms.ChoiceField(label=_("Bộ nhóm mức đạt"))
    include_unconfirmed = forms.BooleanField(
        label=_("Lấy cả số liệu chưa được xác nhận (sẽ ghi rõ)"), required=False
    )

    def __init__(self, *args: Any, schemes: Sequence[tuple[str, str]], day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scheme"].choices = schemes  # type: ignore[attr-defined]
        self.fields["cut_off"].initial = day
