"""Forms of the register of documents."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhiemky.registry.vocab import GRADE_NAMES, LINK_NAMES, SECRET_GRADES, TYPE_NAMES, Confidentiality
from nhiemky.web.forms import DayField, FilterForm, LongTextField, PageForm, TextField, UnitField, choices
from nhiemky.web.templatetags.figures import size

ALL = gettext_lazy("tất cả")


class DirectiveFilter(FilterForm):
    q = TextField(label=gettext_lazy("Số hiệu hoặc nội dung"), required=False, max_length=100)
    type = forms.ChoiceField(
        label=gettext_lazy("Loại"),
        required=False,
        choices=lambda: choices(TYPE_NAMES.items(), empty=str(ALL)),
    )
    term = forms.ChoiceField(label=gettext_lazy("Nhiệm kỳ ban hành"), required=False)
    issuer = forms.ChoiceField(label=gettext_lazy("Cơ quan ban hành"), required=False)
    year = forms.IntegerField(label=gettext_lazy("Năm"), required=False, min_value=1930, max_value=2100)
    grade = forms.ChoiceField(
        label=gettext_lazy("Độ mật"),
        required=False,
        choices=lambda: choices(GRADE_NAMES.items(), empty=str(ALL)),
    )
    withdrawn = forms.BooleanField(label=gettext_lazy("Đã rút khỏi sổ"), required=False)

    def __init__(self, *args: Any, terms: Iterable[str], issuers: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["term"].choices = choices(((label, label) for label in terms), empty=str(ALL))  # type: ignore[attr-defined]
        self.fields["issuer"].choices = choices(((name, name) for name in issuers), empty=str(ALL))  # type: ignore[attr-defined]


class DirectiveForm(PageForm):
    sometimes = frozenset({"excerpt"})

    type = forms.ChoiceField(
        label=gettext_lazy("Loại văn bản"), choices=lambda: choices(TYPE_NAMES.items(), empty=_("chọn loại"))
    )
    symbol = TextField(
        label=gettext_lazy("Số và ký hiệu"),
        max_length=80,
        required=False,
        help_text=gettext_lazy(
            "Ví dụ: 163-KH/TU. Viết 163/KH-TU hay 163 KH TU cũng được; để trống khi chưa biết số."
        ),
    )
    issuer_name = TextField(
        label=gettext_lazy("Cơ quan ban hành, như in trên văn bản"),
        max_length=200,
        help_text=gettext_lazy("Ví dụ: Tỉnh ủy Bến Tre"),
    )
    issuer = UnitField(
        label=gettext_lazy("Đơn vị ban hành trong hệ thống"),
        required=False,
        help_text=gettext_lazy("Nếu cơ quan ban hành là một đơn vị có ở đây: gõ tên hoặc mã, hoặc chọn."),
    )
    issued_on = DayField(label=gettext_lazy("Ngày ban hành"), required=False)
    term = forms.ChoiceField(
        label=gettext_lazy("Nhiệm kỳ ban hành"),
        required=False,
        help_text=gettext_lazy("Số văn bản của Đảng đánh theo nhiệm kỳ, không theo năm."),
    )
    excerpt = LongTextField(
        label=gettext_lazy("Trích yếu"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("Chỉ văn bản Mật, Tối mật, Tuyệt mật được để trống."),
    )
    confidentiality = forms.ChoiceField(
        label=gettext_lazy("Độ mật"),
        choices=lambda: choices(GRADE_NAMES.items()),
        help_text=gettext_lazy(
            "Văn bản Mật, Tối mật, Tuyệt mật chỉ được ghi dòng đăng ký; không đưa tệp và không nên ghi trích yếu."
        ),
    )
    paper_place = TextField(label=gettext_lazy("Nơi lưu bản giấy"), max_length=200, required=False)
    congress_resolution = forms.BooleanField(label=gettext_lazy("Là nghị quyết đại hội"), required=False)

    def __init__(self, *args: Any, terms: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["term"].choices = choices(terms, empty=_("không rõ"))  # type: ignore[attr-defined]


class FileForm(PageForm):
    file = forms.FileField(label=gettext_lazy("Tệp văn bản"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = file_hint()

    def clean_file(self) -> UploadedFile[bytes] | None:
        return checked_file(self.cleaned_data.get("file"))


class LinkForm(PageForm):
    kind = forms.ChoiceField(label=gettext_lazy("Văn bản này"), choices=lambda: choices(LINK_NAMES.items()))
    earlier = forms.ChoiceField(
        label=gettext_lazy("văn bản"), help_text=gettext_lazy("Chọn văn bản có trước trong sổ.")
    )

    def __init__(self, *args: Any, others: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["earlier"].choices = choices(others, empty=_("chọn văn bản"))  # type: ignore[attr-defined]


class ReasonForm(PageForm):
    reason = TextField(label=gettext_lazy("Lý do"), max_length=300)


def file_hint() -> str:
    """This function will say which files are taken."""
    limit = size(settings.NHIEMKY_LIMITS["upload_bytes"])
    return _("Word, Excel hoặc PDF, không quá %(limit)s. Không đưa lên văn bản Mật, Tối mật, Tuyệt mật.") % {
        "limit": limit
    }


def checked_file(file: UploadedFile[bytes] | None) -> UploadedFile[bytes] | None:
    """This function will let pass a file within the limit of the installation.

    :raises ValidationError: for a larger one.
    """
    if file and (file.size or 0) > settings.NHIEMKY_LIMITS["upload_bytes"]:
        raise ValidationError(_("Tệp quá lớn. %(hint)s"), params={"hint": file_hint()})
    return file


def is_secret(grade: str) -> bool:
    """This function will tell whether only the register line of a document of this grade may be kept."""
    return Confidentiality(grade) in SECRET_GRADES
