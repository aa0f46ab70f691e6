"""Forms with many rows: which rows count, where their errors stand, how many there are."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.history.vocab import FieldError, Invalid
from nhiemky.web.campaign.row_forms import FIRST_ROWS, MORE, MORE_ROWS, MOST_ROWS, ROWS, RowForm, RowsForm
from nhiemky.web.forms import DayField, TextField


class Line(RowForm):
    """A row of a text, who it is for, and a day."""

    telling = ("text", "who")
    text = TextField(max_length=20)
    who = TextField(required=False, max_length=10)
    due = DayField(required=False)


class Lines(RowsForm):
    """A form of a name above rows."""

    row_form = Line
    name = TextField(required=False, max_length=5)


def lines(**data: str) -> Lines:
    return Lines({name.replace("__", "-"): value for name, value in data.items()})


@pytest.mark.parametrize(
    ("data", "count"),
    [
        (None, FIRST_ROWS),
        ({}, FIRST_ROWS),
        ({ROWS: "1"}, 1),
        ({ROWS: "0"}, 1),
        ({ROWS: "7"}, 7),
        ({ROWS: "999"}, MOST_ROWS),
        ({ROWS: "1000"}, FIRST_ROWS),
        ({ROWS: "-3"}, FIRST_ROWS),
        ({ROWS: "mười"}, FIRST_ROWS),
        ({ROWS: "٣"}, FIRST_ROWS),
        ({ROWS: "3", MORE: "1"}, 3 + MORE_ROWS),
        ({ROWS: "59", MORE: "1"}, MOST_ROWS),
    ],
)
def test_there_are_as_many_rows_as_asked_for_within_bounds(
    data: Mapping[str, str] | None, count: int
) -> None:
    form = Lines(data)
    assert (form.count, len(form.rows)) == (count, count)
    assert [row.prefix for row in form.rows] == [f"d{place}" for place in range(count)]


@given(st.text(max_size=6), st.booleans())
def test_whatever_is_asked_for_gives_a_sane_number_of_rows(text: str, more: bool) -> None:
    form = Lines({ROWS: text, **({MORE: "1"} if more else {})})
    assert 1 <= len(form.rows) <= MOST_ROWS


def test_a_form_may_have_no_rows() -> None:
    form = Lines({"name": "Một"}, with_rows=False)
    assert (form.rows, form.told, form.is_valid()) == ((), (), True)


def test_rows_begin_with_what_is_handed_to_them() -> None:
    form = Lines(None, initial={"d1-text": "Hai", ROWS: "2"})
    assert [row["text"].value() for row in form.rows] == [None, "Hai"]
    assert form.told == ()


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({}, False),
        ({"d0__text": "Một"}, True),
        ({"d0__text": "  "}, False),
        ({"d0__who": "Ai"}, True),
        ({"d0__due": "1-3-2023"}, False),
        ({"d0__text": "", "d0__who": " \n"}, False),
    ],
)
def test_a_row_counts_when_something_telling_was_typed(row: dict[str, str], told: bool) -> None:
    form = lines(**row)
    assert bool(form.told) is told
    assert form.rows[0].has_changed() is told


def test_empty_rows_are_passed_over_wherever_they_stand() -> None:
    form = lines(d0__text="Một", d2__text="Ba", d2__due="1-3-2023")
    assert form.is_valid()
    assert [row.cleaned_data["text"] for row in form.told] == ["Một", "Ba"]
    assert form.rows[1].is_valid()


@pytest.mark.parametrize(
    ("data", "valid", "whole"),
    [
        ({"d0__text": "Một"}, True, []),
        ({"d0__who": "Ai"}, False, ["Đề nghị xem lại dòng 1."]),
        ({"d0__text": "x" * 21, "d2__text": "Ba", "d2__due": "mai"}, False, ["Đề nghị xem lại dòng 1, 3."]),
        ({"name": "quá dài", "d0__who": "Ai"}, False, []),
        ({"name": "quá dài"}, False, []),
        ({}, True, []),
    ],
)
def test_a_form_is_right_when_it_and_its_rows_are(
    data: dict[str, str], valid: bool, whole: list[str]
) -> None:
    form = lines(**data)
    assert form.is_valid() is valid
    assert [str(error) for error in form.non_field_errors()] == whole


def refused(*errors: FieldError, **data: str) -> Lines:
    form = lines(**data)
    assert form.is_valid()
    form.refuse(Invalid(*errors))
    return form


def test_errors_of_a_refusal_stand_at_their_row() -> None:
    form = refused(
        FieldError("0|text", "Trùng với dòng khác."),
        FieldError("1|who", "Không có người này."),
        d0__text="Một",
        d2__text="Ba",
    )
    assert form.rows[0].errors == {"text": ["Trùng với dòng khác."]}
    assert form.rows[2].errors == {"who": ["Không có người này."]}
    assert [str(error) for error in form.non_field_errors()] == ["Đề nghị xem lại dòng 1, 3."]


@pytest.mark.parametrize(
    ("field", "where"),
    [("name", "name"), ("", "__all__"), ("7|text", "__all__"), ("0|la", "__all__"), ("x|text", "__all__")],
)
def test_errors_that_belong_to_no_row_stand_above(field: str, where: str) -> None:
    form = refused(FieldError(field, "Sai."), d0__text="Một", d1__text="Hai")
    assert form.errors == {where: ["Sai."]}
    assert all(not row.errors for row in form.told)


def test_an_error_without_a_row_belongs_to_the_only_one() -> None:
    form = refused(FieldError("text", "Sai."), d1__text="Hai")
    assert form.rows[1].errors == {"text": ["Sai."]}
    assert [str(error) for error in form.non_field_errors()] == ["Đề nghị xem lại dòng 2."]


def test_the_summary_names_the_form_first_and_then_the_rows() -> None:
    form = lines(name="quá dài", d0__who="Ai", d2__text="Ba", d2__due="mai")
    assert not form.is_valid()
    assert form.summary[0].field_id == "id_name"
    assert [error.field_id for error in form.summary][1:] == ["id_d0-text", "id_d2-due"]
