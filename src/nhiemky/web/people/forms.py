"""Forms of people, accounts and roles."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhiemky.org.vocab import ROLE_NAMES
from nhiemky.web.forms import DayField, FilterForm, PageForm, TextField, UnitField, choices
from nhiemky.web.organisation.forms import PICK, PositionWords


class PeopleFilter(FilterForm):
    q = TextField(label=gettext_lazy("Họ tên (không cần dấu)"), required=False, max_length=100)


class PersonForm(PageForm):
    full_name = TextField(label=gettext_lazy("Họ và tên"), max_length=150)
    phone = TextField(label=gettext_lazy("Điện thoại"), max_length=30, required=False)
    email = forms.EmailField(label=gettext_lazy("Thư điện tử"), required=False)
    keeper = UnitField(
        label=gettext_lazy("Đơn vị quản lý hồ sơ"),
        help_text=PICK,
    )


class AccountForm(PageForm):
    username = TextField(
        label=gettext_lazy("Tên đăng nhập"),
        max_length=150,
        help_text=gettext_lazy("Chữ thường không dấu và chữ số, ví dụ nguyenvanan."),
    )


class RoleForm(PageForm):
    code = forms.ChoiceField(
        label=gettext_lazy("Vai trò"), choices=lambda: choices(ROLE_NAMES.items(), empty=_("chọn vai trò"))
    )
    unit = UnitField(label=gettext_lazy("Ở đơn vị"), help_text=PICK)
    valid_from = DayField(label=gettext_lazy("Từ ngày"))
    valid_to = DayField(
        label=gettext_lazy("Đến trước ngày"),
        required=False,
        help_text=gettext_lazy("Để trống khi chưa biết."),
    )


class PersonPositionForm(PositionWords):
    """A position of a person who is known, in a unit to be named."""

    field_order = ["unit"]
    unit = UnitField(label=gettext_lazy("Ở đơn vị"), help_text=PICK)


class EndForm(PageForm):
    on = DayField(label=gettext_lazy("Thôi từ ngày"))
