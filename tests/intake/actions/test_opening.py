"""Bringing a file: states of rows, problems with their cells, and the effect on the bands."""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal

import pytest
from django.test import override_settings

from nhiemky.history.models import LedgerLine
from nhiemky.history.vocab import Conflict, Denied, Invalid, NotFound
from nhiemky.intake import actions, queries
from nhiemky.intake.models import Batch
from nhiemky.intake.queries import Preview, preview
from nhiemky.intake.vocab import RowState
from nhiemky.kernel.scoring import Period
from nhiemky.org.models import Term
from nhiemky.org.policy import Actor
from nhiemky.targets.models import Observation, Target
from tests.cast_intake import form_row, make_form, open_form
from tests.cast_targets import NOW, Place, make_place, make_target, make_term, record
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def place() -> Place:
    return make_place("28927", "Tân Thanh Tây")


@standing
def term() -> Term:
    return make_term()


def states(shown: Preview) -> list[tuple[str, str]]:
    return [(row.number, row.state.value) for row in shown.rows]


def codes(shown: Preview) -> list[tuple[str, str, str]]:
    return [(problem.cell, problem.severity, problem.code) for problem in shown.problems]


def counts(**changed: int) -> dict[str, int]:
    names = ("met", "over_90", "over_75", "over_50", "under_50", "not_due", "no_data", "not_computable")
    return dict.fromkeys(names, 0) | changed


def test_first_file_shows_new_targets_and_changes_nothing(place: Place, term: Term) -> None:
    batch = open_form(
        place, term, form_row("1"), form_row("2", {"2021": Decimal(70), "2022": "75,5"}), form_row("3", {})
    )
    shown = preview(batch)
    assert states(shown) == [("1", "new_target"), ("2", "new_target"), ("3", "new_target")]
    assert [(figure.period, figure.value, figure.cell) for figure in shown.rows[1].figures] == [
        (Period.of_year(2021), Decimal(70), "Chỉ tiêu!Q3"),
        (Period.of_year(2022), Decimal("75.5"), "Chỉ tiêu!R3"),
    ]
    assert shown.counts == {state: 3 if state is RowState.NEW_TARGET else 0 for state in RowState}
    assert (dict(shown.before.counts), dict(shown.after.counts)) == (
        counts(),
        counts(over_75=1, met=1, no_data=1),
    )
    assert (shown.as_of, shown.blocked) == (date(2022, 12, 31), False)
    assert (Target.objects.count(), Observation.objects.count()) == (0, 0)


def test_file_is_kept_as_it_came_with_a_line_in_the_ledger(place: Place, term: Term) -> None:
    data = make_form(place, form_row())
    batch = actions.open_batch(
        place.office, unit=place.unit, term=term, file_name="C:\\Tài liệu\\kết quả.xlsx", data=data, now=NOW
    )
    assert (batch.file_name, batch.file_size, batch.state) == ("kết quả.xlsx", len(data), "open")
    assert (batch.opened_by, batch.opened_at) == ("Văn phòng Tân Thanh Tây", NOW)
    assert queries.file_of(place.office, batch=batch) == data
    line = LedgerLine.objects.latest("sequence")
    assert (line.act, line.object_id) == ("batch.opened", batch.key)
    assert line.after == {
        "file": "kết quả.xlsx", "sha256": hashlib.sha256(data).hexdigest(), "term": "2020-2025", "rows": 1,
    }  # fmt: skip


def test_rows_are_new_changed_same_or_problem(place: Place, term: Term) -> None:
    for number, value in (("1", 60), ("2", 60), ("3", None), ("4", 60)):
        target = make_target(place, term, number)
        if value:
            record(place, target, value)
    shown = preview(
        open_form(
            place,
            term,
            form_row("1"),
            form_row("2", {"2022": Decimal("61.5")}),
            form_row("3"),
            form_row("4", {"2022": "abc"}),
            form_row("5", name="Xây dựng 3 km đường giao thông nông thôn"),
        )
    )
    assert states(shown) == [
        ("1", "same"),
        ("2", "changed"),
        ("3", "new_figure"),
        ("4", "problem"),
        ("5", "new_target"),
    ]
    (changed,) = shown.rows[1].figures
    assert (changed.old, changed.value, changed.state) == (Decimal(60), Decimal("61.5"), RowState.CHANGED)
    assert [problem.code for problem in shown.rows[3].problems] == ["unreadable_result"]
    assert dict(shown.before.counts) == counts(over_75=3, no_data=1)
    assert dict(shown.after.counts) == counts(over_75=5)


def test_all_problems_of_a_file_are_listed_with_their_cells(place: Place, term: Term) -> None:
    make_target(place, term, "1")
    make_target(place, term, "2", name="Tỷ lệ hộ nghèo", unit_of_measure="%")
    shown = preview(
        open_form(
            place,
            term,
            form_row("1", {"2022": Decimal(9000)}),
            form_row("2", {"2022": Decimal(3)}, name="Kết nạp đảng viên"),
            form_row("7", {"2019": Decimal(1)}, name="Xây dựng 3 km đường giao thông nông thôn"),
            form_row("8", {"2022": Decimal("0.1234567")}, name="Trồng 4.000 cây xanh ở các trục đường chính"),
            form_row(
                "9", {}, name="Bê tông hóa kênh mương nội đồng", baseline_year=1800, baseline=Decimal(2)
            ),
        )
    )
    assert ("Chỉ tiêu!R2", "warning", "odd_figure") in codes(shown)
    assert ("Chỉ tiêu!A3", "error", "uncertain_target") in codes(shown)
    assert ("Chỉ tiêu!R5", "error", "inexact_number") in codes(shown)
    assert states(shown)[1][1] == "problem"
    assert states(shown)[3] == ("8", "problem")


def test_unit_of_measure_is_converted_or_refused(place: Place, term: Term) -> None:
    make_target(place, term, "1", unit_of_measure="triệu đồng")
    make_target(place, term, "2", unit_of_measure="triệu đồng")
    shown = preview(
        open_form(
            place,
            term,
            form_row("1", {"2022": Decimal("0.065")}, unit_of_measure="tỷ đồng", target=Decimal("0.07")),
            form_row("2", {"2022": Decimal(3)}, unit_of_measure="km"),
        )
    )
    assert [[figure.value for figure in row.figures] for row in shown.rows] == [[Decimal(65)], []]
    assert [code for _cell, _severity, code in codes(shown)] == ["converted", "other_unit_of_measure"]


def test_target_stated_otherwise_in_the_file_is_said_and_not_changed(place: Place, term: Term) -> None:
    make_target(place, term, "1")
    shown = preview(open_form(place, term, form_row("1", target=Decimal(75))))
    assert states(shown) == [("1", "new_figure")]
    assert [problem.message for problem in shown.problems] == [
        "Tệp ghi mức chỉ tiêu 75, trong hệ thống là 70; nhập tệp không sửa chỉ tiêu."
    ]


def test_file_of_another_unit_or_term_is_blocked(place: Place, term: Term) -> None:
    for data, code in (
        (make_form(place, form_row(), code="28928"), "other_unit"),
        (make_form(place, form_row(), term="2025-2030"), "other_term"),
    ):
        batch = actions.open_batch(
            place.office, unit=place.unit, term=term, file_name="a.xlsx", data=data, now=NOW
        )
        shown = preview(batch)
        assert shown.blocked
        assert code in [problem.code for problem in shown.problems]


def test_same_file_twice_has_nothing_new(place: Place, term: Term) -> None:
    data = make_form(place, form_row())
    actions.apply_batch(place.office, batch=open_form(place, term, data=data), now=NOW)
    shown = preview(open_form(place, term, data=data))
    assert states(shown) == [("1", "same")]
    assert (
        shown.problems[0].message
        == "Tệp này đã nhập ngày 21-02-2023 (Văn phòng Tân Thanh Tây), không có gì mới."
    )


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "tệp"),
        (b"%PDF-1.7 not a workbook", "tệp"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "tệp"),
        (b"PK\x03\x04broken", "tệp"),
    ],
)
def test_what_is_no_workbook_is_refused_in_words(place: Place, term: Term, data: bytes, words: str) -> None:
    with pytest.raises(Invalid) as refused:
        actions.open_batch(place.office, unit=place.unit, term=term, file_name="a.xlsx", data=data, now=NOW)
    (error,) = refused.value.errors
    assert error.field == "file"
    assert words in error.message.lower()
    assert Batch.objects.count() == 0


def test_limits_of_the_installation_hold(place: Place, term: Term) -> None:
    data = make_form(place, *(form_row(str(number)) for number in range(1, 30)))
    for limits in ({"rows": 10}, {"upload_bytes": 1000}, {"columns": 5}):
        with override_settings(NHIEMKY_LIMITS=limits), pytest.raises(Invalid):
            actions.open_batch(
                place.office, unit=place.unit, term=term, file_name="a.xlsx", data=data, now=NOW
            )
    assert Batch.objects.count() == 0


def test_empty_form_is_refused(place: Place, term: Term) -> None:
    data = make_form(place, form_row("", {}, name="", comparator="", target=None, kind=""))
    with pytest.raises(Invalid):
        actions.open_batch(place.office, unit=place.unit, term=term, file_name="a.xlsx", data=data, now=NOW)


def test_refreshed_preview_compares_with_what_stands_now(place: Place, term: Term) -> None:
    target = make_target(place, term, "1")
    batch = open_form(place, term, form_row("1"))
    assert states(preview(batch)) == [("1", "new_figure")]
    record(place, target, 60)
    refreshed = actions.refresh_batch(place.office, batch=batch, now=NOW)
    assert states(preview(refreshed)) == [("1", "same")]
    assert batch.basis != refreshed.basis
    assert LedgerLine.objects.latest("sequence").act == "batch.refreshed"


def test_dropped_batch_is_neither_refreshed_nor_dropped_again(place: Place, term: Term) -> None:
    batch = open_form(place, term)
    assert actions.drop_batch(place.office, batch=batch, now=NOW).state == "dropped"
    for act in (actions.drop_batch, actions.refresh_batch, actions.apply_batch):
        with pytest.raises(Conflict, match="Tệp đã được bỏ"):
            act(place.office, batch=batch, now=NOW)


def test_who_enters_no_results_brings_no_files(place: Place, term: Term) -> None:
    batch = open_form(place, term)
    with pytest.raises(Denied):
        actions.open_batch(
            place.leader, unit=place.unit, term=term, file_name="a.xlsx", data=make_form(place), now=NOW
        )
    for act in (actions.drop_batch, actions.refresh_batch, actions.apply_batch):
        with pytest.raises(Denied):
            act(place.leader, batch=batch, now=NOW)
    batch.refresh_from_db()
    assert (batch.state, Batch.objects.count()) == ("open", 1)


def test_batches_are_seen_by_their_own_unit_only(place: Place, term: Term) -> None:
    batch = open_form(place, term)
    stranger: Actor = make_place("900", "Chợ Lách").office
    assert queries.batch(place.leader, batch.key) == batch
    assert list(queries.batches(place.office, unit=place.unit, term=term)) == [batch]
    with pytest.raises(NotFound):
        queries.batch(stranger, batch.key)
    with pytest.raises(NotFound):
        queries.batch(place.office, "nothing")
    for ask in (
        lambda: queries.batches(stranger, unit=place.unit),
        lambda: queries.file_of(stranger, batch=batch),
    ):
        with pytest.raises(Denied):
            ask()
