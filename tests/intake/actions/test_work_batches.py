"""Files of work items: brought with a preview, compared again, confirmed once, put aside."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from nhiemky.history.models import LedgerLine
from nhiemky.history.vocab import Conflict, Denied, FieldError, Invalid, NotFound
from nhiemky.intake import actions, queries
from nhiemky.intake.models import Batch
from nhiemky.intake.vocab import BatchKind, BatchState, WorkRowState
from nhiemky.intake.work_rows import WorkChange
from nhiemky.org.vocab import RoleCode
from nhiemky.work.models import Progress, WorkItem
from nhiemky.work.queries import row_of
from nhiemky.work.vocab import WorkState
from tests.cast_targets import TODAY, actor_in, make_place, make_term
from tests.cast_work import (
    ASSIGNED,
    NOW,
    form_row,
    make_book,
    make_item,
    make_programme,
    make_work_form,
    open_work,
    report,
    work_row,
)

pytestmark = pytest.mark.django_db

NEW, CHANGED, SAME, PROBLEM = WorkRowState.NEW, WorkRowState.CHANGED, WorkRowState.SAME, WorkRowState.PROBLEM


def states_of(batch: Batch) -> list[WorkRowState]:
    return [row.state for row in queries.work_preview(batch).rows]


def problems_of(batch: Batch) -> list[tuple[str, str, str]]:
    return [(each.cell, each.severity, each.message) for each in queries.work_preview(batch).problems]


def test_the_preview_tells_new_changed_same_and_problem_rows_and_writes_nothing() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    make_item(place, term, "1")
    make_item(place, term, "2")
    batch = open_work(
        place,
        term,
        form_row("1"),
        form_row("2", lead="Hội Nông dân", key=True),
        form_row("3"),
        form_row("4", name=""),
    )
    preview = queries.work_preview(batch)
    assert [row.state for row in preview.rows] == [SAME, CHANGED, NEW, PROBLEM]
    assert preview.rows[1].changes == (
        WorkChange("key", "", "x"),
        WorkChange("lead", "Ủy ban nhân dân xã", "Hội Nông dân"),
    )
    assert preview.counts == {NEW: 1, CHANGED: 1, SAME: 1, PROBLEM: 1}
    assert (preview.severities, preview.blocked) == ({"error": 1, "warning": 0, "notice": 0}, False)
    assert problems_of(batch) == [("Đầu công việc!D5", "error", "Dòng không có nội dung đầu công việc.")]
    assert (WorkItem.objects.count(), batch.kind, batch.state) == (2, "work", "open")


def test_confirming_adds_items_changes_them_and_records_reports_with_file_and_cell() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    make_programme(place, term)
    make_item(place, term, "1")
    batch = open_work(
        place,
        term,
        form_row("1", product="Kế hoạch", state="in_progress", percent=40, result="Đã trồng 40 ha"),
        form_row(
            "T1",
            key=True,
            programme="16-CTr/HU",
            starts_on=date(2021, 3, 1),
            state="done",
            evidence="Quyết định 12",
            reported_on=date(2022, 12, 31),
        ),
    )
    lines = LedgerLine.objects.count()
    applied = actions.apply_batch(place.office, batch=batch, now=NOW)
    assert (applied.state, applied.applied_by) == ("applied", place.office.name)
    first, second = WorkItem.objects.order_by("position")
    assert row_of(first) == work_row("1", product="Kế hoạch", assigned_on=ASSIGNED)
    assert (second.number, second.key, second.assigned_on) == ("T1", True, date(2021, 3, 1))
    assert second.programme is not None
    reports = Progress.objects.order_by("item_id").values_list(
        "item__number", "on", "state", "percent", "result", "evidence", "source_cell", "batch"
    )
    assert list(reports) == [
        ("1", TODAY, "in_progress", 40, "Đã trồng 40 ha", "", "Đầu công việc!L2", batch.key),
        ("T1", date(2022, 12, 31), "done", 100, "", "Quyết định 12", "Đầu công việc!L3", batch.key),
    ]
    assert set(Progress.objects.values_list("source_file", "source_sha256")) == {
        ("dau-viec.xlsx", batch.sha256)
    }
    acts = LedgerLine.objects.order_by("sequence").values_list("act", flat=True)[lines:]
    assert list(acts) == ["work_items.changed", "work_items.added", "progress.reported", "batch.applied"]


def test_reports_without_a_day_reach_to_the_day_that_was_chosen() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    item = make_item(place, term)
    batch = open_work(place, term, form_row(state="done"), results_to=date(2022, 12, 31))
    actions.apply_batch(place.office, batch=batch, now=NOW)
    assert list(item.progress.values_list("on", "state")) == [(date(2022, 12, 31), "done")]


def test_a_day_that_has_not_come_is_refused_as_a_whole() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    with pytest.raises(Invalid) as refused:
        open_work(place, term, form_row(state="done"), results_to=TODAY + timedelta(days=1))
    assert refused.value.errors == (FieldError("results_to", "Ngày báo cáo chưa tới."),)


def test_a_report_that_repeats_the_latest_is_the_same_and_a_corrected_one_a_new_version() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    item = make_item(place, term)
    report(place, item, WorkState.IN_PROGRESS, 40, on=date(2022, 6, 30))
    assert states_of(open_work(place, term, form_row(state="in_progress", percent=40))) == [SAME]
    again = form_row(state="in_progress", percent=40, reported_on=date(2022, 6, 30))
    assert states_of(open_work(place, term, again)) == [SAME]
    batch = open_work(place, term, form_row(state="done", reported_on=date(2022, 6, 30)))
    progress = queries.work_preview(batch).rows[0].progress
    assert progress is not None
    assert (progress.version, progress.old_state, progress.old_percent) == (1, WorkState.IN_PROGRESS, 40)
    actions.apply_batch(place.office, batch=batch, now=NOW)
    assert list(item.progress.order_by("version").values_list("version", "state")) == [
        (1, "in_progress"),
        (2, "done"),
    ]


def test_rows_in_error_stop_the_file_unless_they_are_skipped() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    batch = open_work(
        place,
        term,
        form_row("1"),
        form_row("2", starts_on=date(2023, 1, 1)),
        form_row("3", programme="99-CTr/HU"),
        form_row("4", state="done", percent=50),
        form_row("5", state="done", reported_on=date(2023, 3, 1)),
    )
    assert problems_of(batch) == [
        ("Đầu công việc!J3", "error", "Hạn hoàn thành 31-12-2022 trước ngày bắt đầu 1-1-2023."),
        ("Đầu công việc!H4", "error", "Không có văn bản 99-CTr/HU trong sổ văn bản."),
        ("Đầu công việc!M5", "error", "Đầu công việc đã hoàn thành thì tỷ lệ là 100 %."),
        ("Đầu công việc!P6", "error", "Ngày 1-3-2023 chưa tới."),
    ]
    with pytest.raises(Invalid) as refused:
        actions.apply_batch(place.office, batch=batch, now=NOW)
    assert refused.value.errors == (
        FieldError(
            "skip_problem_rows",
            "Tệp còn 4 lỗi. Đề nghị sửa tệp rồi tải lại, hoặc chọn bỏ qua các dòng lỗi.",
        ),
    )
    actions.apply_batch(place.office, batch=batch, now=NOW, skip_problem_rows=True)
    assert list(WorkItem.objects.values_list("number", flat=True)) == ["1"]


def test_the_same_file_twice_has_nothing_new_and_says_so() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    data = make_work_form(place, form_row("1", state="done"), form_row("2"))
    actions.apply_batch(place.office, batch=open_work(place, term, data=data), now=NOW)
    again = open_work(place, term, data=data)
    assert states_of(again) == [SAME, SAME]
    assert problems_of(again) == [
        ("", "notice", "Tệp này đã nhập ngày 21-02-2023 (Văn phòng Tân Thanh Tây), không có gì mới.")
    ]
    with pytest.raises(Invalid, match="Tệp không có gì mới để nhập"):
        actions.apply_batch(place.office, batch=again, now=NOW)


def test_a_stale_preview_writes_nothing_until_it_is_compared_again() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    item = make_item(place, term)
    batch = open_work(place, term, form_row("1", state="done"), form_row("2"))
    report(place, item, WorkState.IN_PROGRESS, 10)
    with pytest.raises(Conflict, match="đã thay đổi sau khi xem trước"):
        actions.apply_batch(place.office, batch=batch, now=NOW)
    assert (WorkItem.objects.count(), Progress.objects.count()) == (1, 1)
    batch.refresh_from_db()
    assert batch.state == BatchState.OPEN.value
    fresh = actions.refresh_batch(place.office, batch=batch, now=NOW)
    actions.apply_batch(place.office, batch=fresh, now=NOW)
    assert list(Progress.objects.order_by("version").values_list("version", "state")) == [
        (1, "in_progress"),
        (2, "done"),
    ]


@pytest.mark.parametrize("change", ["add", "change", "remove"])
def test_every_change_of_the_list_makes_a_preview_stale(change: str) -> None:
    from nhiemky.work import actions as work

    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    item = make_item(place, term)
    batch = open_work(place, term, form_row("2"))
    if change == "add":
        make_item(place, term, "9")
    elif change == "change":
        work.change_item(place.office, item=item, row=work_row(note="mới"), now=NOW)
    else:
        work.remove_item(place.office, item=item, on=TODAY, reason="Trùng", now=NOW)
    with pytest.raises(Conflict):
        actions.apply_batch(place.office, batch=batch, now=NOW)


def test_a_file_is_confirmed_once_and_a_dropped_one_never() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    batch = open_work(place, term, form_row("1"))
    actions.apply_batch(place.office, batch=batch, now=NOW)
    with pytest.raises(Conflict, match="không nhập lần thứ hai"):
        actions.apply_batch(place.office, batch=batch, now=NOW)
    other = open_work(place, term, form_row("2"))
    actions.drop_batch(place.office, batch=other, now=NOW)
    with pytest.raises(Conflict, match="Tệp đã được bỏ"):
        actions.apply_batch(place.office, batch=other, now=NOW)
    assert WorkItem.objects.count() == 1


def test_a_file_of_another_unit_or_term_is_stopped_as_a_whole() -> None:
    place, other = make_place("28927", "Tân Thanh Tây"), make_place("28957", "Nhuận Phú Tân")
    term = make_term()
    for data, code in (
        (make_work_form(other), "other_unit"),
        (make_work_form(place, term="2025-2030"), "other_term"),
    ):
        batch = actions.open_batch(
            place.office,
            unit=place.unit,
            term=term,
            file_name="a.xlsx",
            data=data,
            now=NOW,
            kind=BatchKind.WORK,
        )
        preview = queries.work_preview(batch)
        assert (preview.blocked, [each.code for each in preview.problems]) == (True, [code])
        with pytest.raises(Invalid, match="Tệp của đơn vị khác hoặc nhiệm kỳ khác"):
            actions.apply_batch(place.office, batch=batch, now=NOW, skip_problem_rows=True)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"khong phai excel", "không phải"),
        (make_book(["TT", "Món ăn"], [1, "Cơm"]), "Không tìm thấy bảng đầu công việc"),
        (make_book(["TT", "Nội dung công việc", "Hạn"]), "không có đầu công việc nào"),
    ],
)
def test_a_file_without_work_items_is_refused_in_words(data: bytes, message: str) -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    with pytest.raises(Invalid, match=message):
        actions.open_batch(
            place.office,
            unit=place.unit,
            term=term,
            file_name="a.xlsx",
            data=data,
            now=NOW,
            kind=BatchKind.WORK,
        )
    assert Batch.objects.count() == 0


def test_only_who_keeps_work_items_brings_them_and_only_their_unit_sees_them() -> None:
    place, other = make_place("28927", "Tân Thanh Tây"), make_place("28957", "Nhuận Phú Tân")
    term = make_term()
    batch = open_work(place, term, form_row("1"))
    for who in (place.leader, other.office, actor_in(place.unit, RoleCode.EDITOR, name="Biên tập")):
        with pytest.raises(Denied, match="cập nhật đầu công việc"):
            actions.open_batch(
                who,
                unit=place.unit,
                term=term,
                file_name="a.xlsx",
                data=make_work_form(place),
                now=NOW,
                kind=BatchKind.WORK,
            )
        with pytest.raises(Denied):
            actions.apply_batch(who, batch=batch, now=NOW)
        with pytest.raises(Denied):
            actions.refresh_batch(who, batch=batch, now=NOW)
        with pytest.raises(Denied):
            actions.drop_batch(who, batch=batch, now=NOW)
    assert queries.batch(place.leader, batch.key, kind=BatchKind.WORK) == batch
    with pytest.raises(NotFound):
        queries.batch(other.office, batch.key, kind=BatchKind.WORK)


def test_files_of_results_and_of_work_items_are_listed_apart() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    batch = open_work(place, term, form_row("1"))
    assert list(queries.batches(place.office, unit=place.unit, kind=BatchKind.WORK)) == [batch]
    assert list(queries.batches(place.office, unit=place.unit)) == []
    with pytest.raises(NotFound):
        queries.batch(place.office, batch.key)


def test_an_applied_file_is_not_taken_back_at_one_stroke() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    batch = open_work(place, term, form_row("1"))
    with pytest.raises(Conflict, match="Tệp chưa được nhập"):
        actions.revert_batch(place.office, batch=batch, now=NOW)
    actions.apply_batch(place.office, batch=batch, now=NOW)
    with pytest.raises(Conflict, match="không hoàn tác một lần được"):
        actions.revert_batch(place.office, batch=batch, now=NOW)
    batch.refresh_from_db()
    assert (batch.state, WorkItem.objects.count()) == ("applied", 1)
