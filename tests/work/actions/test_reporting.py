"""Reporting how far work items have come."""

from __future__ import annotations

from datetime import date

import pytest

from nhiemky.history.models import LedgerLine
from nhiemky.history.vocab import Conflict, FieldError, Invalid
from nhiemky.work import actions
from nhiemky.work.models import Progress
from nhiemky.work.vocab import ProgressEntry, WorkState
from tests.cast_targets import TODAY, make_place, make_term
from tests.cast_work import ASSIGNED, NOW, entry, make_item, make_programme, report

pytestmark = pytest.mark.django_db

DONE, GOING, NOT_YET = WorkState.DONE, WorkState.IN_PROGRESS, WorkState.NOT_STARTED


def last_line() -> LedgerLine:
    return LedgerLine.objects.latest("sequence")


def test_a_report_is_kept_with_its_file_and_author() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    paper = make_programme(place, term, "12-CTr/ĐU")
    item = make_item(place, term)
    row = report(
        place,
        item,
        GOING,
        60,
        result="Đã trồng 40 ha\r\n\r\n còn 20 ha ",
        evidence=" Biên bản\tnghiệm thu ",
        evidence_directive_id=paper.pk,
        source_file="viec.xlsx",
        source_sha256="ab",
        source_cell="Đầu công việc!L2",
        batch="k1",
    )
    assert (row.version, row.state, row.percent, row.on) == (1, "in_progress", 60, TODAY)
    assert (row.result, row.evidence) == ("Đã trồng 40 ha\n\ncòn 20 ha", "Biên bản nghiệm thu")
    assert (row.evidence_directive_id, row.source_cell, row.batch) == (paper.pk, "Đầu công việc!L2", "k1")
    assert (row.entered_by, row.entered_at) == (place.office.name, NOW)
    line = last_line()
    assert (line.act, line.object_kind, line.object_id) == ("progress.reported", "work_item", str(item.pk))
    assert line.before == {"progress": [None]}
    assert line.after is not None
    assert line.after["progress"][0]["percent"] == 60


@pytest.mark.parametrize(
    ("state", "percent", "kept"),
    [
        (DONE, None, 100),
        (DONE, 100, 100),
        (NOT_YET, None, 0),
        (NOT_YET, 0, 0),
        (GOING, None, None),
        (GOING, 0, 0),
        (GOING, 100, 100),
        (WorkState.PAUSED, None, None),
        (WorkState.PAUSED, 35, 35),
        (WorkState.CANCELLED, None, None),
    ],
)
def test_a_percentage_follows_from_the_state_where_none_is_given(
    state: WorkState, percent: int | None, kept: int | None
) -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    row = report(place, make_item(place, term), state, percent)
    assert (row.state, row.percent) == (state.value, kept)


def test_a_correction_is_a_new_version_and_the_former_stays() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    item = make_item(place, term)
    report(place, item, GOING, 60)
    report(place, item, DONE, expected_version=1)
    rows = Progress.objects.order_by("version").values_list("version", "state", "percent")
    assert list(rows) == [(1, "in_progress", 60), (2, "done", 100)]
    assert last_line().before == {
        "progress": [{"version": 1, "state": "in_progress", "percent": 60, "result": ""}]
    }


def test_the_same_report_again_writes_nothing() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    item = make_item(place, term)
    report(place, item, GOING, 60, result="Đã trồng 40 ha")
    lines = LedgerLine.objects.count()
    again = entry(item, GOING, 60, result=" Đã trồng  40 ha ")
    assert actions.report_progress(place.office, unit=place.unit, entries=[again], now=NOW) == 0
    assert (Progress.objects.count(), LedgerLine.objects.count()) == (1, lines)


def test_many_reports_leave_one_line() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    items = [make_item(place, term, str(number)) for number in (1, 2, 3)]
    report(place, items[0], GOING, 10)
    lines = LedgerLine.objects.count()
    entries = [entry(items[0], GOING, 10), entry(items[1], DONE), entry(items[2], NOT_YET)]
    assert actions.report_progress(place.office, unit=place.unit, entries=entries, now=NOW) == 2
    assert LedgerLine.objects.count() == lines + 1
    line = last_line()
    assert (line.act, line.object_kind, line.summary) == (
        "progress.reported",
        "unit",
        "Báo cáo kết quả 2 đầu công việc",
    )
    assert line.after is not None
    assert [each["number"] for each in line.after["progress"]] == ["2", "3"]


def test_a_report_on_what_another_reported_meanwhile_is_refused() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    item, second = make_item(place, term), make_item(place, term, "2")
    report(place, item, GOING, 60, expected_version=0)
    entries = [entry(second, DONE), entry(item, DONE, expected_version=0)]
    with pytest.raises(Conflict) as refused:
        actions.report_progress(place.office, unit=place.unit, entries=entries, now=NOW)
    assert refused.value.message == (
        "Đầu công việc 1 vừa được Văn phòng Tân Thanh Tây báo cáo cho ngày 21-2-2023: đang thực hiện. Chưa có gì được ghi; "
        "đề nghị tải lại trang rồi ghi lại."
    )
    assert Progress.objects.filter(item=second).count() == 0


def test_a_report_that_was_seen_must_still_stand() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    item = make_item(place, term)
    with pytest.raises(Conflict, match="Báo cáo của đầu công việc 1 không còn như đã xem"):
        report(place, item, DONE, expected_version=2)


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"percent": 101}, "percent", "Tỷ lệ phải từ 0 đến 100 %."),
        ({"percent": -1}, "percent", "Tỷ lệ phải từ 0 đến 100 %."),
        ({"state": DONE, "percent": 99}, "percent", "Đầu công việc đã hoàn thành thì tỷ lệ là 100 %."),
        ({"state": NOT_YET, "percent": 5}, "percent", "Đầu công việc chưa triển khai thì tỷ lệ là 0 %."),
        ({"on": date(2023, 2, 22)}, "on", "Ngày 22-2-2023 chưa tới."),
        ({"on": date(2021, 1, 14)}, "on", "Ngày báo cáo trước ngày giao việc 15-1-2021."),
        ({"result": "x" * 4001}, "result", "Kết quả dài quá 4000 ký tự."),
        ({"evidence": "x" * 501}, "evidence", "Minh chứng dài quá 500 ký tự."),
        ({"evidence_directive_id": 77}, "evidence_directive_id", "Không có văn bản này trong sổ văn bản."),
        ({"item_id": 0}, "item_id", "Không có đầu công việc này trong danh sách của đơn vị."),
    ],
)
def test_what_cannot_be_kept_is_refused_with_its_field(
    changes: dict[str, object], field: str, message: str
) -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    each = entry(make_item(place, term))._replace(**changes)  # type: ignore[arg-type]
    with pytest.raises(Invalid) as refused:
        actions.report_progress(place.office, unit=place.unit, entries=[each], now=NOW)
    assert refused.value.errors == (FieldError(f"0|{field}", message),)
    assert Progress.objects.count() == 0


def test_all_entries_in_error_are_told_at_once_and_none_is_written() -> None:
    place, other = make_place("28927", "Tân Thanh Tây"), make_place("28957", "Nhuận Phú Tân")
    term = make_term()
    item, strange = make_item(place, term), make_item(other, term)
    entries = [entry(item, GOING, 10), entry(item, GOING, 20), entry(strange, DONE), entry(item, DONE, 3)]
    with pytest.raises(Invalid) as refused:
        actions.report_progress(place.office, unit=place.unit, entries=entries, now=NOW)
    twice = "Một đầu công việc được báo cáo hai lần trong cùng một ngày."
    assert refused.value.errors == (
        FieldError("1|on", twice),
        FieldError("2|item_id", "Không có đầu công việc này trong danh sách của đơn vị."),
        FieldError("3|percent", "Đầu công việc đã hoàn thành thì tỷ lệ là 100 %."),
        FieldError("3|on", twice),
    )
    assert Progress.objects.count() == 0


def test_nothing_to_report_is_refused() -> None:
    place = make_place("28927", "Tân Thanh Tây")
    nothing: list[ProgressEntry] = []
    with pytest.raises(Invalid, match="Chưa ghi kết quả của đầu công việc nào"):
        actions.report_progress(place.office, unit=place.unit, entries=nothing, now=NOW)


def test_a_removed_item_takes_reports_only_for_days_before() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    item = make_item(place, term)
    actions.remove_item(place.office, item=item, on=date(2022, 6, 1), reason="Trùng", now=NOW)
    assert report(place, item, GOING, 5, on=date(2022, 5, 31)).version == 1
    with pytest.raises(Invalid) as refused:
        report(place, item, DONE, on=date(2022, 6, 1))
    assert refused.value.errors == (
        FieldError("0|item_id", "Đầu công việc 1 đã được đưa ra khỏi danh sách."),
    )


def test_a_report_may_be_of_the_day_of_assigning() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    assert report(place, make_item(place, term), NOT_YET, on=ASSIGNED).percent == 0
