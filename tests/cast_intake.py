"""Builders for tests of files: filled forms of a unit, and what becomes of them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from nhiemky.intake import actions
from nhiemky.intake.models import Batch
from nhiemky.kernel.sheets.form import FormRow, FormValue, write_form
from nhiemky.org.models import Term
from tests.cast_targets import NOW, Place

FIRST_CELL = "Chỉ tiêu!A2"


def form_row(number: str = "1", results: Mapping[str, FormValue] | None = None, **changes: object) -> FormRow:
    """Make a filled row of the form: income per head of at least 70."""
    fields: dict[str, object] = {
        "number": number,
        "name": f"Thu nhập bình quân đầu người, chỉ tiêu {number}",
        "group": "Kinh tế",
        "unit_of_measure": "triệu đồng",
        "comparator": "at_least",
        "target": Decimal(70),
        "kind": "snapshot",
        "observed": {"2022": Decimal(60)} if results is None else results,
        **changes,
    }
    return FormRow(**fields)  # type: ignore[arg-type]


def make_form(place: Place, *rows: FormRow, term: str = "2020-2025", code: str | None = None) -> bytes:
    """Write the form of a unit with the rows."""
    return write_form(
        rows or (form_row(),),
        unit=place.state.name,
        unit_code=place.unit.code if code is None else code,
        term=term,
        years=(2021, 2022, 2023),
    )


def open_form(place: Place, term: Term, *rows: FormRow, data: bytes = b"") -> Batch:
    """Bring the filled form of a unit, written anew unless its `data` are given."""
    return actions.open_batch(
        place.office,
        unit=place.unit,
        term=term,
        file_name="ket-qua.xlsx",
        data=data or make_form(place, *rows),
        now=NOW,
    )


def apply_form(place: Place, term: Term, *rows: FormRow) -> Batch:
    """Bring the filled form of a unit and confirm it."""
    return actions.apply_batch(place.office, batch=open_form(place, term, *rows), now=NOW)
