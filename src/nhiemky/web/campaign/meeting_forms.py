"""Forms of meetings and of the comments made there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from nhiemky.campaign.vocab import (
    ABOUT_NAMES,
    COMMENT_NAMES,
    GRADE_NAMES,
    MEETING_NAMES,
    CommentAbout,
    CommentDraft,
    Grade,
    MeetingDraft,
    MeetingKind,
)
from nhiemky.history.vocab import FieldError, Invalid
from nhiemky.web.campaign.review_forms import SeenForm
from nhiemky.web.campaign.row_forms import RowForm, RowsForm
from nhiemky.web.forms import DayField, FilterForm, LongTextField, TextField, choices

GROUPS = (
    ("review", "kind"),
    ("held_on", "place", "chaired_by"),
    ("visitors", "hosts"),
    ("preparation_grade", "organisation_grade", "documents_grade"),
    ("preparation",),
    ("organisation",),
    ("documents",),
    ("conclusion",),
)
NO_GRADE = gettext_lazy("chưa xếp mức")


def token(stated: object) -> str:
    """This function will give a short mark of what was shown, to tell later whether it is still so."""
    return sha256(repr(stated).encode()).hexdigest()[:24]


def _grade(label: Any) -> forms.ChoiceField:
    pairs = choices(((each.value, GRADE_NAMES[each]) for each in Grade), empty=NO_GRADE)  # type: ignore[arg-type]
    return forms.ChoiceField(label=label, required=False, choices=pairs)


class CommentRow(RowForm):
    """One comment made at a meeting."""

    telling = ("text", "addressee", "due_on")
    text = LongTextField(label=gettext_lazy("Nội dung góp ý"), max_length=4000)
    about = forms.ChoiceField(
        label=gettext_lazy("Về"), choices=choices((each.value, ABOUT_NAMES[each]) for each in CommentAbout)
    )
    addressee = TextField(label=gettext_lazy("Người trả lời"), max_length=200)
    due_on = DayField(label=gettext_lazy("Hạn trả lời"), required=False)

    def draft(self, on: date, raised_by: str = "") -> CommentDraft:
        """This function will give the comment, raised on a day."""
        given = self.cleaned_data
        return CommentDraft(
            given["text"], given["addressee"], on, CommentAbout(given["about"]), raised_by, given["due_on"]
        )


class CommentForm(SeenForm):
    """A comment outside or after a meeting."""

    text = LongTextField(label=gettext_lazy("Nội dung góp ý"), max_length=4000)
    about = forms.ChoiceField(
        label=gettext_lazy("Về"), choices=choices((each.value, ABOUT_NAMES[each]) for each in CommentAbout)
    )
    addressee = TextField(label=gettext_lazy("Người trả lời"), max_length=200)
    raised_on = DayField(label=gettext_lazy("Ngày góp ý"))
    due_on = DayField(label=gettext_lazy("Hạn trả lời"), required=False)
    raised_by = TextField(label=gettext_lazy("Người góp ý"), required=False, max_length=200)

    def draft(self) -> CommentDraft:
        """This function will give the comment as typed."""
        given = self.cleaned_data
        return CommentDraft(**{**given, "about": CommentAbout(given["about"])})


class MeetingForm(RowsForm):
    """Date, who met whom, and how the three sides of the preparation were judged; below it the comments."""

    row_form = CommentRow
    review = forms.ChoiceField(label=gettext_lazy("Làm việc với"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Nội dung"),
        choices=choices((each.value, MEETING_NAMES[each]) for each in MeetingKind),
    )
    held_on = DayField(label=gettext_lazy("Ngày họp"))
    place = TextField(label=gettext_lazy("Địa điểm"), required=False, max_length=200)
    chaired_by = TextField(label=gettext_lazy("Người chủ trì"), required=False, max_length=200)
    visitors = LongTextField(label=gettext_lazy("Thành phần dự, mỗi dòng một người"), max_length=4000)
    hosts = LongTextField(
        label=gettext_lazy("Thành phần đơn vị, mỗi dòng một người"), required=False, max_length=4000
    )
    preparation_grade = _grade(gettext_lazy("Công tác chuẩn bị"))
    preparation = LongTextField(
        label=gettext_lazy("Nhận xét công tác chuẩn bị"), required=False, max_length=4000
    )
    organisation_grade = _grade(gettext_lazy("Công tác tổ chức"))
    organisation = LongTextField(
        label=gettext_lazy("Nhận xét công tác tổ chức"), required=False, max_length=4000
    )
    documents_grade = _grade(gettext_lazy("Văn kiện"))
    documents = LongTextField(label=gettext_lazy("Nhận xét văn kiện"), required=False, max_length=4000)
    conclusion = LongTextField(label=gettext_lazy("Kết luận"), required=False, max_length=4000)

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        reviews: Iterable[tuple[str, str]] | None,
        whole: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        if reviews is None:
            del self.fields["review"]
        else:
            self.fields["review"].choices = choices(reviews, empty=whole)  # type: ignore[attr-defined]
            self.fields["review"].required = whole is None

    @property
    def groups(self) -> list[list[forms.BoundField]]:
        """The fields, those that stand side by side together."""
        return [[self[name] for name in group if name in self.fields] for group in GROUPS]

    def draft(self) -> MeetingDraft:
        """This function will give the meeting as typed."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "review"}
        grades = {name: Grade(given[name]) if given[name] else None for name in given if "grade" in name}
        return MeetingDraft(**{**given, **grades, "kind": MeetingKind(given["kind"])})


class CommentFilter(FilterForm):
    """Which comments to list."""

    tt = forms.ChoiceField(
        label=gettext_lazy("Trạng thái"),
        required=False,
        choices=choices(
            (("chua-xong", gettext_lazy("còn phải xử lý")), *COMMENT_NAMES.items()),
            empty=gettext_lazy("tất cả"),  # type: ignore[arg-type]
        ),
    )
    dv = forms.ChoiceField(label=gettext_lazy("Đơn vị"), required=False)
    ai = TextField(label=gettext_lazy("Người trả lời"), required=False, max_length=200)
    han = forms.BooleanField(label=gettext_lazy("Chỉ góp ý quá hạn"), required=False)

    def __init__(self, *args: Any, units: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dv"].choices = choices(units, empty=gettext_lazy("tất cả"))  # type: ignore


class StepForm(SeenForm):
    """The next step of a comment: words and a day; the button says which step."""

    text = LongTextField(label=gettext_lazy("Nội dung trả lời hoặc lý do"), required=False, max_length=4000)
    on = DayField(label=gettext_lazy("Ngày"))

    def refuse(self, refusal: Invalid) -> None:
        """This function will put what is said of the reason at the words."""
        super().refuse(
            Invalid(
                *(
                    FieldError("text" if error.field == "reason" else error.field, error.message)
                    for error in refusal.errors
                )
            )
        )

    @property
    def expected(self) -> int:
        """The number of the last step that the person saw; what cannot be read is none of them."""
        seen = str(self.data.get("seen", ""))
        return int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else -1


class ReasonForm(SeenForm):
    """A reason, and nothing else."""

    reason = LongTextField(label=gettext_lazy("Lý do"), max_length=500)
