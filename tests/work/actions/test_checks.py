"""What must hold of a work item before it is written: every fault by its field and in words."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.history.vocab import FieldError
from nhiemky.org.models import Term
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.work.actions.checks import (
    alone,
    cleaned_row,
    fill,
    happened_error,
    in_row,
    longest,
    number_errors,
    reason_error,
    row_errors,
    settle,
    taken_error,
    today_of,
)
from nhiemky.work.actions.reporting import progress_errors
from nhiemky.work.models import WorkItem
from nhiemky.work.vocab import ProgressEntry, WorkState
from tests.cast_targets import make_place, make_term
from tests.cast_work import ASSIGNED, NOW, make_item, make_programme, work_row

TERM = Term(label="2020-2025", first_year=2021, last_year=2025)
TEXTS = ("number", "code", "group", "lead", "supporting", "product")


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2023, 2, 20, 16, 59, tzinfo=UTC), date(2023, 2, 20)),
        (datetime(2023, 2, 20, 17, 0, tzinfo=UTC), date(2023, 2, 21)),
        (datetime(2023, 2, 21, 3, 0, tzinfo=UTC), date(2023, 2, 21)),
    ],
)
def test_the_day_of_a_moment_is_the_one_in_the_office(moment: datetime, day: date) -> None:
    assert today_of(moment) == day


def test_texts_are_kept_without_idle_spaces_and_the_day_is_filled_in() -> None:
    given_row = work_row("  1 ", lead=" UBND   xã ", note=" Dòng một \n\n  dòng hai ", group="Kinh  tế")
    kept = cleaned_row(given_row, on=ASSIGNED)
    assert (kept.number, kept.lead, kept.group, kept.assigned_on) == ("1", "UBND xã", "Kinh tế", ASSIGNED)
    assert kept.note.splitlines()[0] == "Dòng một"
    earlier = date(2020, 12, 1)
    assert cleaned_row(work_row(assigned_on=earlier), on=ASSIGNED).assigned_on == earlier


@given(st.text(max_size=40))
def test_a_row_that_was_cleaned_stays_as_it_is(text: str) -> None:
    once = cleaned_row(work_row(lead=text, note=text, group=text), on=ASSIGNED)
    assert cleaned_row(once, on=ASSIGNED) == once


def faults(**changes: object) -> list[tuple[str, str]]:
    number = str(changes.pop("number", "1"))
    row = cleaned_row(work_row(number, **changes), on=ASSIGNED)
    return [(error.field, error.message) for error in row_errors(row, TERM)]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"number": ""}, [("number", "Chưa ghi số thứ tự của đầu công việc.")]),
        ({"name": "  "}, [("name", "Chưa ghi nội dung đầu công việc.")]),
        ({"assigned_on": date(2019, 12, 31)}, [("assigned_on", "Ngày giao việc nằm ngoài nhiệm kỳ.")]),
        ({"assigned_on": date(2020, 1, 1)}, []),
        ({"assigned_on": date(2025, 12, 31)}, []),
        ({"assigned_on": date(2026, 1, 1)}, [("assigned_on", "Ngày giao việc nằm ngoài nhiệm kỳ.")]),
        ({"starts_on": date(2019, 1, 1)}, [("starts_on", "Ngày bắt đầu nằm ngoài nhiệm kỳ.")]),
        ({"due_on": date(2035, 12, 31)}, []),
        ({"due_on": date(2036, 1, 1)}, [("due_on", "Hạn hoàn thành nằm ngoài nhiệm kỳ.")]),
        ({"due_on": None}, []),
        (
            {"starts_on": date(2022, 6, 1), "due_on": date(2022, 5, 31)},
            [("due_on", "Hạn hoàn thành 31-5-2022 trước ngày bắt đầu 1-6-2022.")],
        ),
        ({"starts_on": date(2022, 6, 1), "due_on": date(2022, 6, 1)}, []),
        (
            {"number": "", "name": "", "due_on": date(1990, 1, 1)},
            [
                ("number", "Chưa ghi số thứ tự của đầu công việc."),
                ("name", "Chưa ghi nội dung đầu công việc."),
                ("due_on", "Hạn hoàn thành nằm ngoài nhiệm kỳ."),
            ],
        ),
    ],
)
def test_wrong_rows_are_told_whole(changes: dict[str, object], expected: list[tuple[str, str]]) -> None:
    assert faults(**changes) == expected


@pytest.mark.parametrize("field", TEXTS)
def test_texts_have_room_up_to_their_column(field: str) -> None:
    length = longest(field)
    assert faults(**{field: "x" * length}) == []
    ((where, message),) = faults(**{field: "x" * (length + 1)})
    assert (where, message.endswith(f"dài quá {length} ký tự.")) == (field, True)


@pytest.mark.parametrize("field", ["name", "note"])
def test_long_texts_have_room_for_two_thousand_signs(field: str) -> None:
    assert longest(field) == 2000
    assert faults(**{field: "x" * 2000}) == []
    assert [where for where, _ in faults(**{field: "x" * 2001})] == [field]


@pytest.mark.parametrize(
    ("numbers", "taken", "wrong"),
    [
        (["1", "2", "3"], [], []),
        (["1", "2", "1"], [], [2]),
        (["1", "1", "1"], [], [1, 2]),
        (["1", "2"], ["2"], [1]),
        (["", ""], [], []),
        (["01", "1"], [], []),
        (["T1", "t1"], [], []),
    ],
)
def test_a_number_stands_once(numbers: list[str], taken: list[str], wrong: list[int]) -> None:
    found = number_errors([work_row(number) for number in numbers], frozenset(taken))
    assert found == [in_row(place, taken_error(numbers[place])) for place in wrong]


def test_a_fault_names_its_row_or_its_field_alone() -> None:
    error = taken_error("7")
    assert error == FieldError("number", "Số thứ tự 7 đã có đầu công việc khác.")
    assert in_row(3, error).field == "3|number"
    assert alone([in_row(0, error)]) == [error]


@pytest.mark.parametrize(
    ("day", "message"),
    [
        (date(2023, 2, 20), None),
        (date(2023, 2, 21), None),
        (date(2023, 2, 22), "Ngày 22-2-2023 chưa tới."),
        (date(9999, 12, 31), "Ngày 31-12-9999 chưa tới."),
    ],
)
def test_what_happened_has_a_day_that_came(day: date, message: str | None) -> None:
    assert happened_error("on", day, NOW) == ([] if message is None else [FieldError("on", message)])


@pytest.mark.parametrize(
    ("reason", "message"),
    [
        ("Không còn phù hợp", None),
        ("", "Chưa ghi lý do đưa đầu công việc ra khỏi danh sách."),
        (" \n ", "Chưa ghi lý do đưa đầu công việc ra khỏi danh sách."),
        ("x" * 501, "Lý do dài quá 500 ký tự."),
        ("x" * 500 + "   ", None),
    ],
)
def test_taking_off_the_list_needs_a_reason(reason: str, message: str | None) -> None:
    assert reason_error(reason) == ([] if message is None else [FieldError("reason", message)])


def told(state: WorkState, percent: int | None, **changes: object) -> list[tuple[str, str]]:
    entry = ProgressEntry(1, date(2023, 2, 21), state, percent)._replace(**changes)  # type: ignore[arg-type]
    return [(error.field, error.message) for error in progress_errors(entry)]


RANGE = [("percent", "Tỷ lệ phải từ 0 đến 100 %.")]
DONE = [("percent", "Đầu công việc đã hoàn thành thì tỷ lệ là 100 %.")]
NOT_YET = [("percent", "Đầu công việc chưa triển khai thì tỷ lệ là 0 %.")]


@pytest.mark.parametrize(
    ("state", "percent", "expected"),
    [
        (WorkState.DONE, None, []),
        (WorkState.DONE, 100, []),
        (WorkState.DONE, 99, DONE),
        (WorkState.DONE, 101, RANGE),
        (WorkState.NOT_STARTED, 0, []),
        (WorkState.NOT_STARTED, None, []),
        (WorkState.NOT_STARTED, 1, NOT_YET),
        (WorkState.NOT_STARTED, -1, RANGE),
        (WorkState.IN_PROGRESS, 0, []),
        (WorkState.IN_PROGRESS, 100, []),
        (WorkState.IN_PROGRESS, -1, RANGE),
        (WorkState.PAUSED, 50, []),
        (WorkState.CANCELLED, 50, []),
    ],
)
def test_a_percentage_fits_its_state(
    state: WorkState, percent: int | None, expected: list[tuple[str, str]]
) -> None:
    assert told(state, percent) == expected


@pytest.mark.parametrize(
    ("field", "length", "message"),
    [("result", 4000, "Kết quả dài quá 4000 ký tự."), ("evidence", 500, "Minh chứng dài quá 500 ký tự.")],
)
def test_a_report_has_its_length(field: str, length: int, message: str) -> None:
    assert told(WorkState.IN_PROGRESS, None, **{field: "x" * length}) == []
    assert told(WorkState.IN_PROGRESS, None, **{field: "x" * (length + 1)}) == [(field, message)]


@pytest.mark.django_db
def test_rows_are_settled_with_what_their_words_stand_for() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    programme = make_programme(place, term)
    rows = [
        work_row("1", programme="16-CTr/HU", lead_unit="28927"),
        work_row("2", programme="99-CTr/HU", lead_unit="khong-co"),
        work_row("3"),
    ]
    settled, errors = settle(SYSTEM_ACTOR, path=place.state.path, term=term, rows=rows, on=ASSIGNED)
    assert [(each.row.number, each.programme_id, each.lead_unit_id) for each in settled] == [
        ("1", programme.pk, place.unit.pk), ("2", None, None), ("3", None, None),
    ]  # fmt: skip
    assert [(error.field, error.message) for error in errors] == [
        ("1|programme", "Không có văn bản 99-CTr/HU trong sổ văn bản."),
        ("1|lead_unit", "Không có đơn vị mã khong-co."),
    ]


@pytest.mark.django_db
def test_a_programme_that_stands_is_not_looked_for_again() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    programme = make_programme(place, term)
    item = make_item(place, term, programme="16-CTr/HU")
    held = WorkItem.objects.select_related("programme").get(pk=item.pk)
    make_programme(place, term, issuer_name="Cơ quan khác")
    row = work_row("1", programme="16-CTr/HU")
    (kept,), errors = settle(
        SYSTEM_ACTOR, path=place.state.path, term=term, rows=[row], on=ASSIGNED, held={0: held}
    )
    assert (kept.programme_id, errors) == (programme.pk, [])
    _settled, errors = settle(SYSTEM_ACTOR, path=place.state.path, term=term, rows=[row], on=ASSIGNED)
    assert [error.message for error in errors] == [
        "Có 2 văn bản cùng ký hiệu 16-CTr/HU, không biết chắc là văn bản nào."
    ]


@pytest.mark.django_db
def test_an_item_becomes_what_its_row_says_and_is_found_by_it() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    item = make_item(place, term)
    row = work_row("9", name="Mở đường Đồng Khởi", lead="Phòng Kinh tế", code="CV-9", key=True)
    (settled,), errors = settle(SYSTEM_ACTOR, path=place.state.path, term=term, rows=[row], on=ASSIGNED)
    fill(item, settled)
    assert errors == []
    assert (item.number, item.name, item.lead, item.code, item.key) == (
        "9", "Mở đường Đồng Khởi", "Phòng Kinh tế", "CV-9", True,
    )  # fmt: skip
    assert all(word in item.folded for word in ("9", "cv-9", "mo duong dong khoi", "phong kinh te"))
