"""Forms of units, positions and terms."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhiemky.web.forms import DayField, FilterForm, PageForm, TextField, UnitField, choices

DECISION = gettext_lazy("Văn bản quyết định")
PICK = gettext_lazy("Gõ tên hoặc mã đơn vị, hoặc chọn trong danh sách.")


class TreeFilter(FilterForm):
    q = TextField(label=gettext_lazy("Tên hoặc mã (không cần dấu)"), required=False, max_length=100)
    type = forms.ChoiceField(label=gettext_lazy("Loại đơn vị"), required=False)

    def __init__(self, *args: Any, types: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["type"].choices = choices(types, empty=_("tất cả"))  # type: ignore[attr-defined]


def code_field() -> TextField:
    """This function will give the field for the code of a new unit."""
    return TextField(
        label=gettext_lazy("Mã đơn vị"),
        max_length=40,
        help_text=gettext_lazy("Mã hành chính hoặc mã tự đặt, không đổi về sau."),
    )


class UnitWords(PageForm):
    """What a unit is called and where it stands."""

    name = TextField(
        label=gettext_lazy("Tên đầy đủ"),
        max_length=200,
        help_text=gettext_lazy("Ví dụ: Đảng bộ xã Tân Thanh Tây"),
    )
    short_name = TextField(
        label=gettext_lazy("Tên ngắn"), max_length=100, help_text=gettext_lazy("Ví dụ: Tân Thanh Tây")
    )
    committee_name = TextField(
        label=gettext_lazy("Tên cơ quan ban hành văn bản"),
        max_length=200,
        help_text=gettext_lazy("Ví dụ: Đảng ủy xã Tân Thanh Tây"),
    )
    symbol = TextField(
        label=gettext_lazy("Ký hiệu trong số văn bản"),
        max_length=20,
        help_text=gettext_lazy("Ví dụ: ĐU, HU, TU, CB"),
    )
    place = TextField(
        label=gettext_lazy("Địa danh ghi trên văn bản"),
        max_length=100,
        help_text=gettext_lazy("Ví dụ: Tân Thanh Tây"),
    )
    type_code = forms.ChoiceField(label=gettext_lazy("Loại đơn vị"))
    official_order = forms.IntegerField(
        label=gettext_lazy("Thứ tự trong danh sách chính thức"), min_value=0, max_value=1_000_000, initial=0
    )
    parent = UnitField(label=gettext_lazy("Đơn vị cấp trên trực tiếp"), help_text=PICK)

    def __init__(self, *args: Any, types: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["type_code"].choices = choices(types, empty=_("chọn loại"))  # type: ignore[attr-defined]


class UnitAddForm(UnitWords):
    field_order = ["code", "valid_from"]
    code = code_field()
    valid_from = DayField(label=gettext_lazy("Thành lập từ ngày"))


class UnitChangeForm(UnitWords):
    field_order = ["on"]
    on = DayField(
        label=gettext_lazy("Có hiệu lực từ ngày"),
        help_text=gettext_lazy(
            "Trước ngày này đơn vị vẫn hiện như cũ; trùng ngày bắt đầu thì coi là đính chính."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].required = False


class DissolveForm(PageForm):
    on = DayField(label=gettext_lazy("Kết thúc từ ngày"))
    successor = UnitField(label=gettext_lazy("Đơn vị tiếp nhận nhiệm vụ"), help_text=PICK, required=False)
    decision = TextField(label=DECISION, max_length=300, required=False)
    sure = forms.BooleanField(label=gettext_lazy("Tôi đã kiểm tra: đơn vị không còn đơn vị trực thuộc"))


class PositionWords(PageForm):
    """What somebody is in a unit, from when to when."""

    title = TextField(
        label=gettext_lazy("Chức vụ"),
        max_length=150,
        help_text=gettext_lazy("Ví dụ: Bí thư, Phó Bí thư Thường trực"),
    )
    signs = forms.BooleanField(label=gettext_lazy("Ký văn bản của đơn vị"), required=False)
    official_order = forms.IntegerField(label=gettext_lazy("Thứ tự"), min_value=0, max_value=1000, initial=1)
    valid_from = DayField(label=gettext_lazy("Từ ngày"))
    valid_to = DayField(label=gettext_lazy("Đến trước ngày"), required=False)


class PositionForm(PositionWords):
    """A position of a person to be chosen, in a unit that is known."""

    field_order = ["person"]
    person = forms.ChoiceField(label=gettext_lazy("Cán bộ"))

    def __init__(self, *args: Any, people: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = choices(people, empty=_("chọn cán bộ"))  # type: ignore[attr-defined]


class PositionEndForm(PageForm):
    on = DayField(label=gettext_lazy("Thôi từ ngày"))


class TermForm(PageForm):
    label = TextField(
        label=gettext_lazy("Nhiệm kỳ"), max_length=20, help_text=gettext_lazy("Ví dụ: 2020-2025")
    )
    first_year = forms.IntegerField(
        label=gettext_lazy("Năm kế hoạch đầu"),
        help_text=gettext_lazy("Nhiệm kỳ 2020-2025 có kế hoạch từ năm 2021 đến năm 2025."),
    )
    last_year = forms.IntegerField(label=gettext_lazy("Năm kế hoạch cuối"))
    cut_off = DayField(label=gettext_lazy("Ngày lấy số liệu mặc định"), required=False)


class UnitTypeForm(PageForm):
    code = TextField(
        label=gettext_lazy("Mã loại đơn vị"),
        max_length=40,
        help_text=gettext_lazy("Tự đặt, ngắn gọn, ví dụ: chi-bo-ap. Không đổi về sau."),
    )
    name = TextField(
        label=gettext_lazy("Tên loại đơn vị"), max_length=100, help_text=gettext_lazy("Ví dụ: Chi bộ ấp")
    )
    rank = forms.IntegerField(
        label=gettext_lazy("Cấp"),
        min_value=1,
        max_value=99,
        help_text=gettext_lazy("1 là cấp cao nhất; dùng để xếp thứ tự khi liệt kê."),
    )
    state_body = forms.BooleanField(
        label=gettext_lazy("Là cơ quan nhà nước (văn bản theo thể thức của Nhà nước)"), required=False
    )


class CutOffForm(PageForm):
    cut_off = DayField(
        label=gettext_lazy("Ngày lấy số liệu mặc định"),
        required=False,
        help_text=gettext_lazy("Để trống: lấy theo kỳ số liệu mới nhất."),
    )
