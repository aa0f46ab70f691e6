"""Forms of lessons: drawing several, wording one anew, passing them on, answering one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from nhiemky.campaign.vocab import APPLIED_NAMES, Applied, LessonDraft
from nhiemky.web.campaign.review_forms import SeenForm
from nhiemky.web.campaign.row_forms import RowForm, RowsForm
from nhiemky.web.forms import DayField, LongTextField, PageForm, TextField, choices

GOOD = ((1, gettext_lazy("điều tốt, nên làm theo")), (0, gettext_lazy("điều cần tránh")))


class _LessonFields(forms.Form):
    seen = LongTextField(label=gettext_lazy("Điều rút ra"), max_length=4000)
    good = forms.ChoiceField(label=gettext_lazy("Đánh giá"), choices=choices((str(k), v) for k, v in GOOD))
    advice = LongTextField(label=gettext_lazy("Cách làm đề nghị"), max_length=4000)
    applies_to = TextField(label=gettext_lazy("Áp dụng cho"), required=False, max_length=300)

    def draft(self) -> LessonDraft:
        """This function will give the lesson as typed."""
        given = self.cleaned_data
        return LessonDraft(given["seen"], given["advice"], given["good"] == "1", given["applies_to"])


class LessonRow(RowForm, _LessonFields):
    """One of several lessons drawn at once."""

    telling = ("seen", "advice")


class LessonForm(SeenForm, _LessonFields):
    """A lesson worded anew."""


class DrawForm(RowsForm):
    """From which review, in which meeting, and when lessons were drawn; below it the lessons."""

    row_form = LessonRow
    review = forms.ChoiceField(label=gettext_lazy("Rút ra từ đơn vị"))
    meeting = forms.ChoiceField(label=gettext_lazy("Tại cuộc họp"), required=False)
    on = DayField(label=gettext_lazy("Ngày rút kinh nghiệm"))

    def __init__(
        self,
        *args: Any,
        reviews: Iterable[tuple[str, str]],
        meetings: Iterable[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["review"].choices = choices(reviews)  # type: ignore[attr-defined]
        empty = str(gettext_lazy("không gắn với cuộc họp"))
        self.fields["meeting"].choices = choices(meetings, empty=empty)  # type: ignore[attr-defined]


class PassForm(PageForm):
    """Which lessons go to which units, from when and until when to be answered, by which directive."""

    lessons = forms.MultipleChoiceField(label=gettext_lazy("Bài học"), widget=forms.CheckboxSelectMultiple)
    reviews = forms.MultipleChoiceField(
        label=gettext_lazy("Đơn vị nhận"), widget=forms.CheckboxSelectMultiple
    )
    on = DayField(label=gettext_lazy("Ngày chuyển"))
    due_on = DayField(
        label=gettext_lazy("Hạn trả lời"),
        required=False,
        help_text=gettext_lazy("Để trống: mỗi đơn vị trả lời trước ngày phải sẵn sàng của mình."),
    )
    directive = forms.ChoiceField(label=gettext_lazy("Theo văn bản"), required=False)

    def __init__(
        self,
        *args: Any,
        lessons: Iterable[tuple[str, str]],
        reviews: Iterable[tuple[str, str]],
        directives: Iterable[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        papers = choices(directives, empty=str(gettext_lazy("không có trong sổ văn bản")))
        self.fields["directive"].choices = papers  # type: ignore[attr-defined]
        self.fields["lessons"].choices = choices(lessons)  # type: ignore[attr-defined]
        self.fields["reviews"].choices = choices(reviews)  # type: ignore[attr-defined]


class AnswerForm(SeenForm):
    """How a lesson was applied, or why not, with evidence."""

    applied = forms.ChoiceField(
        label=gettext_lazy("Vận dụng"),
        choices=choices(
            ((each.value, APPLIED_NAMES[each]) for each in Applied), empty=str(gettext_lazy("chưa chọn"))
        ),
    )
    text = LongTextField(label=gettext_lazy("Cách vận dụng, hoặc lý do không vận dụng"), max_length=4000)
    evidence = TextField(label=gettext_lazy("Minh chứng"), required=False, max_length=500)
    on = DayField(label=gettext_lazy("Ngày trả lời"))

    @property
    def expected(self) -> int:
        """The version that the person saw; what cannot be read is none of them."""
        seen = str(self.data.get(self.add_prefix("seen"), ""))
        return int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else -1
