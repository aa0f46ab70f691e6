"""Forms of one unit's review: moving it, planning its days, who is in charge, taking it out, handing it on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhiemky.campaign.vocab import StageCode
from nhiemky.history.vocab import Conflict
from nhiemky.kernel.viet.dates import write_date
from nhiemky.web.forms import DayField, LongTextField, PageForm, TextField, choices

T = TypeVar("T")


class SeenForm(PageForm):
    """A form that says what the person saw; `overtaken` once somebody else was quicker."""

    overtaken = False

    def heeding(self, act: Callable[[], T]) -> Callable[[], T]:
        """This function will give the act, which notes on the form that somebody else was quicker."""

        def heeded() -> T:
            try:
                return act()
            except Conflict:
                self.overtaken = True
                raise

        return heeded

    def versions(self, codes: Iterable[StageCode]) -> dict[StageCode, int]:
        """This function will give the versions of planned days that the page showed when it was posted; 0 for none."""
        found = {}
        for code in codes:
            text = str(self.data.get(f"seen-{code}", ""))
            found[code] = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
        return found

    def shown(self, known: Mapping[StageCode, int]) -> tuple[tuple[str, int], ...]:
        """This function will give the versions to be posted next: what the person saw, until told that it is no longer so."""
        seen = self.versions(known) if self.is_bound and not self.overtaken else known
        return tuple((code.value, version) for code, version in seen.items())


class MoveForm(SeenForm):
    """A move to another stage; `seen` is the stage that the page showed."""

    stage = forms.ChoiceField(label=gettext_lazy("Chuyển sang giai đoạn"))
    on = DayField(label=gettext_lazy("Ngày chuyển"))
    reason = LongTextField(
        label=gettext_lazy("Lý do"),
        required=False,
        max_length=500,
        help_text=gettext_lazy(
            "Cần ghi khi bỏ qua giai đoạn, chuyển về giai đoạn trước, hoặc khi còn điều kiện chưa đáp ứng."
        ),
    )

    def __init__(self, *args: Any, stages: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stage"].choices = choices(stages)  # type: ignore[attr-defined]

    @property
    def expected(self) -> StageCode | None:
        """The stage that the person saw; what cannot be read is none of them."""
        seen = str(self.data.get("seen", ""))
        return StageCode(seen) if seen in set(StageCode) else None


class ConferenceForm(SeenForm):
    """All days of a review counted back from its conference."""

    conference_on = DayField(
        label=gettext_lazy("Ngày hội nghị"),
        help_text=gettext_lazy("Các mốc chưa thực hiện được tính lùi từ ngày này theo ngày làm việc."),
    )
    on = DayField(label=gettext_lazy("Ngày quyết định kế hoạch"))
    reason = TextField(
        label=gettext_lazy("Lý do"),
        required=False,
        max_length=500,
        help_text=gettext_lazy(
            "Cần ghi khi đã có ngày kế hoạch, hoặc khi hội nghị nằm ngoài thời gian của vòng."
        ),
    )


class DaysForm(SeenForm):
    """The planned day of every stage that was not reached; the page adds the versions that it showed."""

    on = DayField(label=gettext_lazy("Ngày quyết định kế hoạch"))
    reason = TextField(
        label=gettext_lazy("Lý do"),
        required=False,
        max_length=500,
        help_text=gettext_lazy(
            "Cần ghi khi đã có ngày kế hoạch, hoặc khi hội nghị nằm ngoài thời gian của vòng."
        ),
    )

    def __init__(
        self, *args: Any, stages: Iterable[tuple[StageCode, str, date | None]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.codes: list[StageCode] = []
        for code, name, day in stages:
            self.codes.append(code)
            field = DayField(label=name, required=False, initial=day)
            if self.is_bound and day is not None:
                field.help_text = _("Đang đặt: %(day)s") % {"day": write_date(day)}
            field.widget.attrs.update(
                {"class": "day form-control", "data-day": code.value, "autocomplete": "off"}
            )
            self.fields[code.value] = field
        self.order_fields([*(code.value for code in self.codes), "on", "reason"])

    @property
    def days(self) -> dict[StageCode, date | None]:
        """The days as given; an empty one is no longer planned."""
        return {code: self.cleaned_data.get(code.value) for code in self.codes}


class OwnerForm(PageForm):
    """Who is in charge: somebody known here, or a name."""

    person = forms.ChoiceField(label=gettext_lazy("Cán bộ trong hệ thống"), required=False)
    name = TextField(
        label=gettext_lazy("Hoặc họ tên, chức vụ"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Ví dụ: Nguyễn Văn A, Phó Bí thư Thường trực"),
    )
    on = DayField(label=gettext_lazy("Phụ trách từ ngày"))

    def __init__(self, *args: Any, people: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = choices(people, empty=_("chưa chọn"))  # type: ignore[attr-defined]


class WithdrawForm(PageForm):
    """A day and a reason for taking something out."""

    on = DayField(label=gettext_lazy("Từ ngày"))
    reason = LongTextField(label=gettext_lazy("Lý do"), max_length=500)


class RestoreForm(PageForm):
    """From which day a unit that was taken out takes part again."""

    on = DayField(
        label=gettext_lazy("Ngày đưa trở lại"),
        help_text=gettext_lazy(
            "Từ ngày đưa ra đến trước ngày này đơn vị không tham gia. Nếu đưa ra nhầm thì chọn chính ngày đưa ra."
        ),
    )


class FollowForm(WithdrawForm):
    """Who carries on for a unit that ended."""

    field_order = ["successor"]
    successor = forms.ChoiceField(label=gettext_lazy("Đơn vị tiếp tục"))

    def __init__(self, *args: Any, successors: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].choices = choices(successors)  # type: ignore[attr-defined]
