"""Forms of merging and splitting, in which units that are founded by the act can be entered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhiemky.history.vocab import FieldError, Invalid
from nhiemky.web.forms import DayField, FormError, PageForm, TextField, UnitField, UnitsField
from nhiemky.web.organisation.forms import DECISION, UnitWords, code_field

NEW_PARTS = 4
TYPED = ("code", "name", "short_name", "committee_name", "place")


class NewUnitForm(UnitWords):
    """A unit that the act founds; a form in which nothing but what was offered stands is as if it were not there."""

    field_order = ["code"]
    code = code_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, empty_permitted=True, use_required_attribute=False, **kwargs)

    def has_changed(self) -> bool:
        """This function will tell whether a unit has been entered."""
        return self.is_bound and any(self.data.get(self.add_prefix(word), "").strip() for word in TYPED)


class ReshapingForm(PageForm):
    """A form with forms of new units in it: their errors are its errors."""

    offered: ClassVar[tuple[str, ...]] = ()
    on = DayField(label=gettext_lazy("Từ ngày"))
    decision = TextField(label=DECISION, max_length=300, required=False)

    def __init__(
        self,
        *args: Any,
        types: Iterable[tuple[str, str]],
        units: Iterable[tuple[str, str]],
        new: Mapping[str, object],
        count: int,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        kinds, offered, given = list(types), list(units), self.data if self.is_bound else None
        self.parts = tuple(
            NewUnitForm(given, types=kinds, initial=dict(new), prefix=f"moi-{place}")
            for place in range(1, count + 1)
        )
        listed = f"{self[self.offered[0]].auto_id}_chon"
        for name in self.offered:
            self.offer(name, offered, listed=listed)
        for part in self.parts:
            part.offer("parent", offered, listed=listed)

    @property
    def entered(self) -> tuple[NewUnitForm, ...]:
        """The new units that were entered."""
        return tuple(part for part in self.parts if part.has_changed())

    @property
    def errors(self) -> ErrorDict:
        """The own errors and those of the new units, by the names of their inputs."""
        own = super().errors
        inner = {part.add_prefix(name): errors for part in self.parts for name, errors in part.errors.items()}
        return ErrorDict({**own, **inner}) if inner else own

    @property
    def summary(self) -> tuple[FormError, ...]:
        return (*super().summary, *(line for part in self.parts for line in part.summary))

    def refuse(self, refusal: Invalid) -> None:
        """This function will put the errors of a refusal at their fields, those of new units at theirs."""
        for error in refusal.errors:
            part, name = self._place_of(error.field)
            if part is None:
                super().refuse(Invalid(FieldError(name, error.message)))
            else:
                part.add_error(name if name in part.fields else None, error.message)

    def _place_of(self, field: str) -> tuple[NewUnitForm | None, str]:
        return None, field


class MergeForm(ReshapingForm):
    field_order = ["predecessors", "successor"]
    offered = ("predecessors", "successor")
    predecessors = UnitsField(
        label=gettext_lazy("Các đơn vị được sáp nhập"),
        help_text=gettext_lazy(
            "Mỗi dòng một đơn vị, gõ tên hoặc mã. Các đơn vị này kết thúc từ ngày sáp nhập; số liệu cũ vẫn xem được."
        ),
    )
    successor = UnitField(
        label=gettext_lazy("Nhập vào đơn vị đã có"),
        help_text=gettext_lazy("Để trống nếu hình thành đơn vị mới; khi đó nhập đơn vị mới ở cuối biểu."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("successor") and not self.entered:
            self.add_error("successor", _("Hãy nêu đơn vị đã có, hoặc nhập đơn vị mới ở cuối biểu."))
        if given.get("successor") and self.entered:
            self.add_error("successor", _("Chỉ nêu đơn vị đã có hoặc nhập đơn vị mới, không cả hai."))
        return given

    def _place_of(self, field: str) -> tuple[NewUnitForm | None, str]:
        return (self.entered[0] if self.entered and field not in self.fields else None), field


class SplitForm(ReshapingForm):
    field_order = ["successors", "survives"]
    offered = ("successors",)
    successors = UnitsField(
        label=gettext_lazy("Chia vào các đơn vị đã có"),
        help_text=gettext_lazy("Mỗi dòng một đơn vị, gõ tên hoặc mã. Đơn vị mới thì nhập ở cuối biểu."),
        required=False,
    )
    survives = forms.BooleanField(
        label=gettext_lazy("Đơn vị cũ vẫn tiếp tục hoạt động với phần còn lại"), required=False
    )

    def _place_of(self, field: str) -> tuple[NewUnitForm | None, str]:
        """Find the new unit that "successors.2.code" is about: the existing ones come first."""
        room, _dot, rest = field.partition(".")
        place, _dot, name = rest.partition(".")
        if room != "successors" or not place:
            return None, field
        return self.entered[int(place) - len(self.cleaned_data["successors"])], name
