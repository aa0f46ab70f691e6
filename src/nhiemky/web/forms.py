"""Forms as pages show them: labels above, hints, errors in words, values kept, days typed in any way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhiemky.history.vocab import Invalid
from nhiemky.kernel.viet.dates import DateError, read_date, write_date
from nhiemky.kernel.viet.fold import nfc

REQUIRED = gettext_lazy("Chưa nhập mục này.")
UNTICKED = gettext_lazy("Chưa đánh dấu ô này.")
WHOLE_NUMBER = gettext_lazy("Hãy nhập một số nguyên, ví dụ 12.")
# Django's own sentences for these are missing or awkward in Vietnamese
SENTENCES: Mapping[str, Promise] = {
    "max_length": gettext_lazy("Dài quá %(limit_value)d ký tự (hiện có %(show_value)d)."),
    "min_value": gettext_lazy("Số nhỏ nhất được nhận là %(limit_value)s."),
    "max_value": gettext_lazy("Số lớn nhất được nhận là %(limit_value)s."),
    "null_characters_not_allowed": gettext_lazy("Có ký tự không đọc được, đề nghị gõ lại."),
    "invalid_choice": gettext_lazy("Không có “%(value)s” trong danh sách."),
}


@dataclass(frozen=True)
class FormError:
    """One line of the error summary: a message and the id of the field it belongs to (empty for the whole form)."""

    message: str
    field_id: str


class PageForm(forms.Form):
    """A form of a page; knows no rows beyond its choices."""

    template_name = "forms/form.html"
    error_css_class = "is-invalid"
    required_css_class = "required"
    # Fields that some entries may leave empty: not called optional, their hint says when
    sometimes: ClassVar[frozenset[str]] = frozenset()
    use_required_attribute = False
    answers_post = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            _dress(field)
            field.error_messages.update({code: str(sentence) for code, sentence in SENTENCES.items()})
            if field.error_messages.get("invalid") == forms.IntegerField.default_error_messages["invalid"]:
                field.error_messages["invalid"] = str(WHOLE_NUMBER)
            if field.required:
                field.error_messages["required"] = str(
                    UNTICKED if isinstance(field, forms.BooleanField) else REQUIRED
                )
                field.widget.attrs.setdefault("aria-required", "true")
            field.widget.attrs.setdefault("autocomplete", "off")
            if isinstance(field, DayField):
                field.widget.attrs["data-day"] = name

    def offer(self, name: str, options: Iterable[tuple[str, str]], *, listed: str = "") -> None:
        """This function will offer units, as (code, name), below the field of that name.

        `listed` is the id of the list on the page, where that of another field is used.
        """
        field = self.fields[name]
        if isinstance(field.widget, UnitInput):
            field.widget.options = tuple(options)
            field.widget.attrs["list"] = listed or f"{self[name].auto_id}_chon"

    def refuse(self, refusal: Invalid) -> None:
        """This function will put the errors of a refusal at their fields, those of no field above the form."""
        for error in refusal.errors:
            self.add_error(error.field if error.field in self.fields else None, error.message)

    @property
    def summary(self) -> tuple[FormError, ...]:
        """All errors, those of the whole form first, in the order of the fields.

        Sentences that any field may bear ("Chưa nhập mục này.") name their field; they alone carry a code.
        """
        if not self.is_bound:
            return ()
        whole = tuple(FormError(str(message), "") for message in self.non_field_errors())
        return whole + tuple(
            FormError(
                f"{bound.label}: {message}" if error.code and bound.label else message, bound.id_for_label
            )
            for bound in self
            for error in bound.errors.as_data()
            for message in map(str, error.messages)
        )


class FilterForm(PageForm):
    """A form in the address of a list; what cannot be read is ignored and said beside the field."""

    template_name = "forms/filter.html"
    answers_post = False

    def asked(self, name: str) -> Any:
        """This function will give the cleaned value of a field, or none when it could not be read."""
        return self.cleaned_data.get(name) if (self.is_bound and self.is_valid()) or self.is_bound else None


def _dress(field: forms.Field) -> None:
    widget = field.widget
    if isinstance(widget, forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple):
        css = "form-check-input"
    elif isinstance(widget, forms.Select):
        css = "form-select"
    else:
        css = "form-control"
    widget.attrs["class"] = f"{widget.attrs.get('class', '')} {css}".strip()


class TextField(forms.CharField):
    """A line of text in composed form (NFC)."""

    def to_python(self, value: Any) -> str:
        return nfc(str(super().to_python(value) or ""))


class LongTextField(TextField):
    """Several lines of text."""

    widget = forms.Textarea(attrs={"rows": 3})


class DayField(forms.Field):
    """A day typed as 8-9-2022, 08/09/2022, 8.9.2022, "ngày 08 tháng 9 năm 2022"… or picked."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "day"})

    def prepare_value(self, value: Any) -> Any:
        return write_date(value) if isinstance(value, date) else value

    def to_python(self, value: Any) -> date | None:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            day = read_date(text)
        except DateError as error:
            raise ValidationError(str(error)) from error
        if not isinstance(day, date):
            raise ValidationError(_("Cần một ngày cụ thể, ví dụ 21-2-2023."))
        return day


class UnitInput(forms.TextInput):
    """A line for a unit, with the units to choose from below it."""

    template_name = "forms/unit_input.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.options: tuple[tuple[str, str], ...] = ()

    def format_value(self, value: Any) -> Any:
        """This function will write a unit that is offered as it stands in the list, others as they were typed."""
        return next((f"{code} - {name}" for code, name in self.options if name and code == value), value)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        shown = context["widget"]["attrs"]
        own = shown.get("list") == f"{shown.get('id')}_chon"
        context["widget"]["options"] = self.options if own else ()
        return context


class UnitsInput(UnitInput):
    """Lines for several units, always one more than are named."""

    template_name = "forms/units_input.html"
    lines = 4

    def format_value(self, value: Any) -> Any:
        named = [super(UnitsInput, self).format_value(each) for each in value or () if each]
        return [*named, *[""] * max(1, self.lines - len(named))]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        given = data.getlist(name) if hasattr(data, "getlist") else data.get(name, ())
        return [line for text in ([given] if isinstance(given, str) else given) for line in text.splitlines()]


def unit_asked(text: str) -> str:
    """This function will give the code of a unit chosen in a list ("28927 - Đảng bộ xã Tân Thanh Tây"), else the text."""
    code, mark, _name = text.strip().partition(" - ")
    return code if mark and " " not in code else text.strip()


class UnitField(TextField):
    """A unit by its code or name, typed or chosen."""

    widget = UnitInput

    def to_python(self, value: Any) -> str:
        return unit_asked(super().to_python(value))


class UnitsField(forms.Field):
    """Several units by their codes or names, each once."""

    widget = UnitsInput
    longest = 250

    def to_python(self, value: Any) -> tuple[str, ...]:
        asked = (unit_asked(nfc(part)) for line in value or () for part in _parts(str(line)))
        return tuple(dict.fromkeys(part[: self.longest] for part in asked if part))


def _parts(line: str) -> list[str]:
    """Give the codes of a line such as "28903, 28957"; a name may hold a comma itself."""
    parts = [part.strip() for part in line.split(",")]
    return [line] if any(" " in part for part in parts) else parts


def choices(pairs: Iterable[tuple[str, str | Promise]], *, empty: str | None = None) -> list[tuple[str, str]]:
    """This function will give the choices of a select, with a first empty one when `empty` is its label."""
    first = [("", empty)] if empty is not None else []
    return [*first, *((str(value), str(label)) for value, label in pairs)]
