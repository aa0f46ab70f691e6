"""A form with many rows of the same fields: empty rows are passed over, errors stay at the row they belong to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from nhiemky.history.vocab import FieldError, Invalid
from nhiemky.web.campaign.review_forms import SeenForm
from nhiemky.web.forms import FormError, PageForm

FIRST_ROWS, MORE_ROWS, MOST_ROWS = 3, 3, 60
ROWS, MORE = "so-dong", "them-dong"


class RowForm(PageForm):
    """One row; it counts when one of `telling` was filled in."""

    telling: Sequence[str] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, empty_permitted=True, **kwargs)

    @property
    def told(self) -> bool:
        """Whether anything was typed into the row."""
        return any(str(self.data.get(self.add_prefix(name), "")).strip() for name in self.telling)

    def has_changed(self) -> bool:
        return self.told


class RowsForm(SeenForm):
    """A form above rows of `row_form`."""

    row_form: type[RowForm] = RowForm

    def __init__(self, data: Mapping[str, Any] | None, *, with_rows: bool = True, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        source = data if data is not None else kwargs.get("initial", {})
        text = str(source.get(ROWS, ""))
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else FIRST_ROWS
        if source.get(MORE):
            number += MORE_ROWS
        self.count = min(max(number, 1), MOST_ROWS) if with_rows else 0
        self.rows = tuple(
            self.row_form(
                data,
                prefix=f"d{place}",
                initial={
                    name: source[f"d{place}-{name}"]
                    for name in self.row_form.base_fields
                    if f"d{place}-{name}" in source
                },
            )
            for place in range(self.count)
        )

    @property
    def told(self) -> tuple[RowForm, ...]:
        """The rows that were filled in."""
        return tuple(row for row in self.rows if row.told)

    def is_valid(self) -> bool:
        """This function will say whether the form and every row filled in can be read."""
        own = super().is_valid()
        wrong = [str(place) for place, row in enumerate(self.rows, 1) if row.told and not row.is_valid()]
        if wrong and own:
            self.add_error(None, _("Đề nghị xem lại dòng %s.") % ", ".join(wrong))
        return own and not wrong

    def refuse(self, refusal: Invalid) -> None:
        """This function will put the errors of a refusal at their fields, those of a row at the row."""
        told, rest, where = self.told, [], set()
        for error in refusal.errors:
            place, bar, name = error.field.partition("|")
            if not bar and len(told) == 1 and name == "" and place not in self.fields:
                place, name = "0", place
            row = told[int(place)] if place.isdigit() and int(place) < len(told) else None
            if row is None or name not in row.fields:
                rest.append(error)
            else:
                row.add_error(name, error.message)
                where.add(self.rows.index(row) + 1)
        if where:
            rest.append(FieldError("", _("Đề nghị xem lại dòng %s.") % ", ".join(map(str, sorted(where)))))
        super().refuse(Invalid(*rest))

    @property
    def summary(self) -> tuple[FormError, ...]:
        """All errors, those of rows after those of the form."""
        return super().summary + tuple(error for row in self.rows if row.told for error in row.summary)
