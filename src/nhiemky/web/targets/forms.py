"""Forms of targets: filter of the list, the target itself, the reason of a removal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhiemky.history.vocab import FieldError, Invalid
from nhiemky.kernel.scoring import Comparator, Kind, Method
from nhiemky.kernel.viet.numbers import read_number, write_number
from nhiemky.reporting.labels import KINDS, METHODS
from nhiemky.targets.vocab import RollUpRule, TargetRow
from nhiemky.web.forms import DayField, FilterForm, LongTextField, PageForm, TextField, UnitInput, choices
from nhiemky.web.targets.words import COMPARATORS, ROLL_UPS

SAMPLE = {"inputmode": "decimal", "class": "num"}
PLAIN = (
    "number", "group", "unit_of_measure", "code", "name", "low", "high", "target", "baseline", "baseline_year", "due",
    "main", "breakthrough", "counted", "owner", "note",
)  # fmt: skip
LEVELLED = (Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.ABOVE, Comparator.BELOW)
ADJUSTED = ("name", "unit_of_measure", "comparator", "target", "low", "high", "due", "kind", "method")

# A form has many numbers: with a code the summary names the one that cannot be read.
UNREAD = "unread"


class NumberField(forms.Field):
    """A number as offices write it; one that can mean two things is asked about, never guessed."""

    widget = forms.TextInput(attrs=SAMPLE)

    def prepare_value(self, value: Any) -> Any:
        return write_number(value, grouping=False) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:
        text = str(value or "").strip()
        reading = read_number(text)
        if not text or reading.missing:
            return None
        if len(reading.candidates) == 2 and reading.ambiguous:
            one, other = (write_number(each, grouping=False) for each in reading.candidates)
            raise ValidationError(
                _("“%(text)s” có thể là %(one)s hoặc %(other)s. Đề nghị ghi lại: %(one)s hoặc %(other)s.")
                % {"text": text, "one": one, "other": other},
                code=UNREAD,
            )
        found = reading.value
        if reading.error or found is None or reading.rest or reading.ambiguous or isinstance(found, Fraction):
            raise ValidationError(reading.error or _("Cần một con số, ví dụ 1340 hoặc 63,2."), code=UNREAD)
        return found


class TargetFilter(FilterForm):
    """What the list of targets can be narrowed to."""

    q = TextField(label=gettext_lazy("Nội dung (không cần dấu)"), required=False, max_length=200)
    linh_vuc = forms.ChoiceField(label=gettext_lazy("Lĩnh vực"), required=False)
    nhom = forms.ChoiceField(label=gettext_lazy("Nhóm mức đạt"), required=False)
    loai = forms.ChoiceField(label=gettext_lazy("Loại"), required=False)
    cho = forms.BooleanField(label=gettext_lazy("Chỉ số liệu chưa xác nhận"), required=False)

    def __init__(self, *args: Any, groups: Iterable[str], bands: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everything = _("tất cả")
        kinds = [("chu-yeu", _("chỉ tiêu chủ yếu")), ("dot-pha", _("khâu đột phá"))]
        offered = {"linh_vuc": [(name, name) for name in groups], "nhom": list(bands.items()), "loai": kinds}
        for name, pairs in offered.items():
            self.fields[name].choices = choices(pairs, empty=everything)  # type: ignore[attr-defined]


def stated(row: TargetRow) -> TargetRow:
    """This function will give back a target that says how much is to be reached, as files must say it too.

    :raises Invalid: at the level, for a target that counts and is to be compared with a level but has none.
    """
    if row.target is None and row.counted and row.comparator in LEVELLED:
        message = _(
            "Hãy ghi mức chỉ tiêu. Nếu chỉ là đầu mục của các chỉ tiêu “trong đó”, bỏ chọn “Tính vào tổng số chỉ tiêu”."
        )
        raise Invalid(FieldError("target", message))
    return row


class TargetForm(PageForm):
    """One target as a resolution states it."""

    sometimes = frozenset({"target"})

    number = TextField(
        label=gettext_lazy("Số thứ tự"), help_text=gettext_lazy("Như trong nghị quyết, ví dụ 7 hoặc 7.1.")
    )
    name = LongTextField(
        label=gettext_lazy("Nội dung chỉ tiêu"),
        help_text=gettext_lazy("Ghi nguyên văn như trong nghị quyết."),
    )
    group = TextField(label=gettext_lazy("Lĩnh vực"), required=False, widget=UnitInput)
    unit_of_measure = TextField(
        label=gettext_lazy("Đơn vị tính"),
        required=False,
        help_text=gettext_lazy("Ví dụ: %, triệu đồng/người, km."),
    )
    comparator = forms.ChoiceField(
        label=gettext_lazy("So sánh"), choices=lambda: choices(COMPARATORS.items())
    )
    target = NumberField(
        label=gettext_lazy("Mức chỉ tiêu"),
        required=False,
        help_text=gettext_lazy("Chỉ đầu mục không tính vào tổng số chỉ tiêu được để trống."),
    )
    low = NumberField(label=gettext_lazy("Cận dưới"), required=False)
    high = NumberField(label=gettext_lazy("Cận trên"), required=False)
    baseline = NumberField(label=gettext_lazy("Mức gốc"), required=False)
    baseline_year = forms.IntegerField(
        label=gettext_lazy("Năm gốc"), required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": gettext_lazy("Cần một năm, ví dụ 2020.")},
    )  # fmt: skip
    due = DayField(
        label=gettext_lazy("Hạn hoàn thành"),
        required=False,
        help_text=gettext_lazy("Để trống: cuối nhiệm kỳ."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Cách lấy kết quả"), required=False,
        choices=lambda: choices(KINDS.items(), empty=_("suy từ nội dung")),
    )  # fmt: skip
    method = forms.ChoiceField(
        label=gettext_lazy("Cách tính mức đạt"), required=False,
        choices=lambda: choices(METHODS.items(), empty=_("suy từ kiểu so sánh")),
    )  # fmt: skip
    parent_number = forms.ChoiceField(label=gettext_lazy("Thuộc chỉ tiêu (“trong đó”)"), required=False)
    counted = forms.BooleanField(
        label=gettext_lazy("Tính vào tổng số chỉ tiêu"), required=False, initial=True
    )
    main = forms.BooleanField(label=gettext_lazy("Chỉ tiêu chủ yếu"), required=False)
    breakthrough = forms.BooleanField(label=gettext_lazy("Thuộc khâu đột phá"), required=False)
    owner = TextField(label=gettext_lazy("Cơ quan chủ trì"), required=False)
    code = TextField(
        label=gettext_lazy("Mã dùng chung"), required=False,
        help_text=gettext_lazy("Giống nhau ở mọi đơn vị có cùng chỉ tiêu, để so và tổng hợp."),
    )  # fmt: skip
    roll_up = forms.ChoiceField(
        label=gettext_lazy("Tổng hợp lên cấp trên"), choices=lambda: choices(ROLL_UPS.items())
    )
    note = LongTextField(label=gettext_lazy("Ghi chú"), required=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        years: Sequence[int],
        parents: Iterable[tuple[str, str]],
        groups: Iterable[str],
        **kwargs: Any,
    ) -> None:
        self.years = tuple(years)
        planned = {
            f"phased_{year}": NumberField(label=_("Năm %(year)s") % {"year": year}, required=False)
            for year in years
        }
        self.base_fields = {**self.base_fields, **planned}  # type: ignore[misc]
        super().__init__(*args, **kwargs)
        self.fields["parent_number"].choices = choices(parents, empty=_("không thuộc chỉ tiêu nào"))  # type: ignore[attr-defined]
        self.offer("group", ((name, "") for name in groups))

    @property
    def phased_fields(self) -> list[forms.BoundField]:
        """The fields of the values planned for the years."""
        return [self[f"phased_{year}"] for year in self.years]

    def row(self, *, illustrative: bool = False) -> TargetRow:
        """This function will give the target as the valid form states it."""
        given = self.cleaned_data
        phased = tuple((year, value) for year in self.years if (value := given[f"phased_{year}"]) is not None)
        row = TargetRow(
            **{name: given[name] for name in PLAIN},
            comparator=Comparator(given["comparator"]),
            kind=Kind(given["kind"]) if given["kind"] else None,
            method=Method(given["method"]) if given["method"] else None,
            roll_up=RollUpRule(given["roll_up"]),
            parent_number=given["parent_number"] or None,
            illustrative=illustrative,
            phased=phased,
        )
        return stated(row)


class AdjustForm(PageForm):
    """What a decision makes of a target within the term, and which decision it is."""

    sometimes = frozenset({"target"})
    decided_on = DayField(
        label=gettext_lazy("Ngày quyết định"),
        help_text=gettext_lazy(
            "Từ ngày này chỉ tiêu theo nội dung mới; trước ngày này vẫn theo nội dung cũ."
        ),
    )
    directive = forms.ChoiceField(
        label=gettext_lazy("Văn bản quyết định"),
        required=False,
        help_text=gettext_lazy("Chọn trong sổ văn bản; chưa có thì đăng ký vào sổ trước."),
    )
    reason = TextField(label=gettext_lazy("Lý do điều chỉnh"), max_length=500)

    def __init__(
        self, *args: Any, years: Sequence[int], directives: Iterable[tuple[str, str]], **kwargs: Any
    ) -> None:
        self.years = tuple(years)
        planned = {
            f"phased_{year}": NumberField(label=_("Năm %(year)s") % {"year": year}, required=False)
            for year in years
        }
        changed = {name: TargetForm.base_fields[name] for name in (*ADJUSTED, "seen")}
        self.base_fields = {**self.base_fields, **changed, **planned}  # type: ignore[misc]
        super().__init__(*args, **kwargs)
        self.fields["directive"].choices = choices(directives, empty=_("không có trong sổ văn bản"))  # type: ignore[attr-defined]

    @property
    def phased_fields(self) -> list[forms.BoundField]:
        """The fields of the values planned for the years."""
        return [self[f"phased_{year}"] for year in self.years]

    def row(self, former: TargetRow) -> TargetRow:
        """This function will give the target as the valid form makes it out of the former one."""
        given = self.cleaned_data
        phased = tuple((year, value) for year in self.years if (value := given[f"phased_{year}"]) is not None)
        row = former._replace(
            **{name: given[name] for name in ADJUSTED if name not in ("comparator", "kind", "method")},
            comparator=Comparator(given["comparator"]),
            kind=Kind(given["kind"]) if given["kind"] else None,
            method=Method(given["method"]) if given["method"] else None,
            phased=phased,
        )
        return stated(row)


class RemoveForm(PageForm):
    """Why a target leaves the list."""

    reason = LongTextField(
        label=gettext_lazy("Lý do"),
        max_length=1000,
        help_text=gettext_lazy("Ví dụ: Nghị quyết điều chỉnh bỏ chỉ tiêu này."),
    )
