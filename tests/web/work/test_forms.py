"""Forms of work items: what they make of typed text."""

from __future__ import annotations

from datetime import date

import pytest

from nhiemky.web.work.forms import PLAIN, LinkForm, RemoveForm, ReportForm, WorkFilter, WorkForm
from nhiemky.web.work.listing import filters_of
from nhiemky.work.queries import WorkFilters
from nhiemky.work.vocab import STATE_NAMES, WorkRow, WorkState

GIVEN = {"number": "1", "name": "Mở đường", "assigned_on": "15-1-2022"}


def form(**changes: str) -> WorkForm:
    return WorkForm({**GIVEN, **changes})


def test_a_form_gives_the_row_that_was_typed() -> None:
    made = form(
        group="Kinh tế", code="CV-1", key="on", breakthrough="on", lead="Phòng Kinh tế", lead_unit="28927 - Tân Thanh Tây",
        supporting="Các xã", programme="16-CTr/HU", starts_on="1/2/2022", due_on="30.6.2024", product="Quyết định",
        note="Chờ vốn",
    )  # fmt: skip
    assert made.is_valid()
    assert made.row(illustrative=True) == WorkRow(
        "1", "Mở đường", "CV-1", "Kinh tế", True, True, "Phòng Kinh tế", "Các xã", "16-CTr/HU", date(2022, 2, 1),
        date(2024, 6, 30), "Quyết định", "Chờ vốn", True, date(2022, 1, 15), "28927",
    )  # fmt: skip


def test_what_is_left_empty_is_empty_in_the_row() -> None:
    made = form()
    assert made.is_valid()
    assert made.row() == WorkRow("1", "Mở đường", assigned_on=date(2022, 1, 15))


def test_every_field_of_a_row_has_its_place() -> None:
    assert set(PLAIN) | {"illustrative"} == set(WorkRow._fields)
    assert set(PLAIN) | {"seen"} == set(WorkForm.base_fields)


def test_texts_are_composed() -> None:
    made = form(name="Mo\u031b\u0309 \u0111u\u031bo\u031b\u0300ng")
    assert made.is_valid()
    assert made.row().name == "Mở đường"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"number": ""}, "number"),
        ({"name": ""}, "name"),
        ({"assigned_on": ""}, "assigned_on"),
        ({"assigned_on": "hôm nay"}, "assigned_on"),
        ({"starts_on": "31-2-2022"}, "starts_on"),
        ({"due_on": "2022"}, "due_on"),
        ({"name": "a\x00b"}, "name"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field(changes: dict[str, str], field: str) -> None:
    made = form(**changes)
    assert not made.is_valid()
    assert list(made.errors) == [field]


REPORT = {"on": "21-2-2023", "state": "in_progress", "percent": "40", "result": "Đã làm", "evidence": ""}


@pytest.mark.parametrize(
    ("changes", "percent", "wrong"),
    [
        ({}, 40, []),
        ({"percent": ""}, None, []),
        ({"percent": "0"}, 0, []),
        ({"percent": "100"}, 100, []),
        ({"percent": "101"}, None, ["percent"]),
        ({"percent": "-1"}, None, ["percent"]),
        ({"percent": "40,5"}, None, ["percent"]),
        ({"percent": "40%"}, None, ["percent"]),
        ({"state": ""}, 40, ["state"]),
        ({"state": "xong"}, 40, ["state"]),
        ({"on": ""}, 40, ["on"]),
        ({"seen": "x"}, 40, ["seen"]),
    ],
)
def test_a_report_is_read(changes: dict[str, str], percent: int | None, wrong: list[str]) -> None:
    made = ReportForm({**REPORT, **changes})
    assert made.is_valid() is not bool(wrong)
    assert list(made.errors) == wrong
    if not wrong:
        assert (made.cleaned_data["percent"], made.given_state) == (percent, WorkState.IN_PROGRESS)


def test_every_state_may_be_reported() -> None:
    assert [value for value, _label in ReportForm().fields["state"].choices] == [
        state.value for state in STATE_NAMES
    ]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("on", "reason", "valid"), [("20-2-2023", "Nhầm", True), ("", "Nhầm", False), ("20-2-2023", " ", False)]
)
def test_leaving_the_list_needs_day_and_reason(on: str, reason: str, valid: bool) -> None:
    assert RemoveForm({"on": on, "reason": reason}).is_valid() is valid


@pytest.mark.parametrize(
    ("chosen", "valid"), [([], True), (["1"], True), (["1", "2"], True), (["3"], False), (["x"], False)]
)
def test_only_offered_targets_are_linked(chosen: list[str], valid: bool) -> None:
    made = LinkForm({"targets": chosen}, offered=[("1", "Một"), ("2", "Hai")])
    assert made.is_valid() is valid


@pytest.mark.parametrize(
    ("asked", "filters"),
    [
        ({}, WorkFilters()),
        ({"q": " chợ "}, WorkFilters(text="chợ")),
        ({"trang_thai": "done"}, WorkFilters(states=frozenset({WorkState.DONE}))),
        ({"trang_thai": "la"}, WorkFilters()),
        ({"nhom": "Kinh tế"}, WorkFilters(group="Kinh tế")),
        ({"nhom": "Không có"}, WorkFilters()),
        ({"loai": "trong-tam"}, WorkFilters(key=True)),
        ({"loai": "dot-pha"}, WorkFilters(breakthrough=True)),
        ({"qua_han": "on"}, WorkFilters(overdue=True)),
        (
            {"q": "a", "trang_thai": "paused", "qua_han": "on"},
            WorkFilters(text="a", states=frozenset({WorkState.PAUSED}), overdue=True),
        ),
    ],
)
def test_the_filter_of_the_list_is_read(asked: dict[str, str], filters: WorkFilters) -> None:
    assert filters_of(WorkFilter(asked, groups=["Kinh tế"])) == filters
