"""Changing what is stated of work items."""

from __future__ import annotations

from datetime import date

import pytest

from nhiemky.history.models import LedgerLine
from nhiemky.history.vocab import Conflict, FieldError, Invalid
from nhiemky.work import actions
from nhiemky.work.models import WorkItem
from nhiemky.work.queries import row_of, work_item
from nhiemky.work.vocab import WorkState
from tests.cast import office
from tests.cast_targets import make_place, make_term
from tests.cast_work import ASSIGNED, NOW, make_item, make_programme, report, work_row

pytestmark = pytest.mark.django_db


def last_line() -> LedgerLine:
    return LedgerLine.objects.latest("sequence")


def test_changed_item_is_what_the_row_says_and_the_ledger_keeps_only_what_changed() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    item = make_item(place, term)
    row = work_row("1a", due_on=date(2023, 6, 30), lead="Hội Nông dân")
    actions.change_item(place.office, item=item, row=row, now=NOW)
    assert row_of(work_item(place.office, id=item.pk)) == row._replace(name=row.name, assigned_on=ASSIGNED)
    line = last_line()
    assert (line.act, line.object_id) == ("work_item.changed", str(item.pk))
    name = "Xây dựng vùng chuyên canh dừa hữu cơ, việc "
    assert line.before == {
        "number": "1", "name": name + "1", "due_on": "2022-12-31", "lead": "Ủy ban nhân dân xã",
    }  # fmt: skip
    assert line.after == {"number": "1a", "name": name + "1a", "due_on": "2023-06-30", "lead": "Hội Nông dân"}
    item.refresh_from_db()
    assert "hoi nong dan" in item.folded


def test_a_change_of_nothing_is_refused() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    item = make_item(place, term)
    with pytest.raises(Invalid, match="Đầu công việc không có gì thay đổi"):
        actions.change_item(place.office, item=item, row=work_row(), now=NOW)


def test_what_cannot_be_kept_is_refused_with_plain_fields() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    make_item(place, term, "2")
    item = make_item(place, term)
    with pytest.raises(Invalid) as refused:
        actions.change_item(place.office, item=item, row=work_row("2", group="x" * 151), now=NOW)
    assert refused.value.errors == (
        FieldError("group", "Nhóm dài quá 150 ký tự."),
        FieldError("number", "Số thứ tự 2 đã có đầu công việc khác."),
    )


def test_a_change_of_what_another_changed_is_refused() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    item = make_item(place, term)
    seen = row_of(item)
    actions.change_item(place.office, item=item, row=work_row(lead="Hội Nông dân"), now=NOW, expected=seen)
    with pytest.raises(Conflict, match="Đầu công việc 1 vừa được người khác sửa"):
        actions.change_item(place.office, item=item, row=work_row(lead="Hội Phụ nữ"), now=NOW, expected=seen)
    item.refresh_from_db()
    assert item.lead == "Hội Nông dân"


def test_the_day_of_assigning_moves_but_not_past_a_report_nor_into_the_future() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    item = make_item(place, term)
    report(place, item, on=date(2021, 6, 30))
    actions.change_item(place.office, item=item, row=work_row(assigned_on=date(2021, 6, 30)), now=NOW)
    item.refresh_from_db()
    assert item.assigned_on == date(2021, 6, 30)
    with pytest.raises(Invalid) as refused:
        actions.change_item(place.office, item=item, row=work_row(assigned_on=date(2021, 7, 1)), now=NOW)
    assert refused.value.errors == (
        FieldError("assigned_on", "Đã có báo cáo ngày 30-6-2021, trước ngày giao việc."),
    )
    with pytest.raises(Invalid, match="Ngày 1-3-2023 chưa tới"):
        actions.change_item(place.office, item=item, row=work_row(assigned_on=date(2023, 3, 1)), now=NOW)


def test_many_items_change_with_one_line_and_the_same_rows_write_nothing() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    items = [make_item(place, term, str(number)) for number in (1, 2, 3)]
    rows = {item.pk: row_of(item) for item in items}
    before = LedgerLine.objects.count()
    assert actions.change_items(place.office, unit=place.unit, term=term, rows=rows, now=NOW) == 0
    assert LedgerLine.objects.count() == before
    changed = rows | {items[0].pk: work_row("1", key=True), items[2].pk: work_row("3", product="Báo cáo")}
    assert actions.change_items(place.office, unit=place.unit, term=term, rows=changed, now=NOW) == 2
    line = last_line()
    assert (line.act, line.summary) == ("work_items.changed", "Sửa 2 đầu công việc")
    assert line.before == {"items": [{"id": items[0].pk, "key": False}, {"id": items[2].pk, "product": ""}]}
    assert line.after == {
        "items": [{"id": items[0].pk, "key": True}, {"id": items[2].pk, "product": "Báo cáo"}]
    }
    assert list(WorkItem.objects.order_by("number").values_list("number", "key", "product")) == [
        ("1", True, ""),
        ("2", False, ""),
        ("3", False, "Báo cáo"),
    ]


def test_numbers_may_change_places() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    first, second = make_item(place, term, "1"), make_item(place, term, "2")
    rows = {
        first.pk: row_of(first)._replace(number="2"),
        second.pk: row_of(second)._replace(number="1"),
    }
    assert actions.change_items(place.office, unit=place.unit, term=term, rows=rows, now=NOW) == 2
    assert list(WorkItem.objects.order_by("position").values_list("number", flat=True)) == ["2", "1"]


def test_many_items_are_all_refused_with_every_row_in_error() -> None:
    place, other = make_place("28927", "Tân Thanh Tây"), make_place("28957", "Nhuận Phú Tân")
    term = make_term()
    items = [make_item(place, term, str(number)) for number in (1, 2, 3)]
    strange = make_item(other, term, "1")
    rows = {items[0].pk: work_row("3"), items[1].pk: work_row("2", name="")}
    with pytest.raises(Invalid) as refused:
        actions.change_items(place.office, unit=place.unit, term=term, rows=rows, now=NOW)
    assert refused.value.errors == (
        FieldError("1|name", "Chưa ghi nội dung đầu công việc."),
        FieldError("0|number", "Số thứ tự 3 đã có đầu công việc khác."),
    )
    with pytest.raises(Invalid) as outside:
        actions.change_items(
            place.office, unit=place.unit, term=term, rows={strange.pk: work_row("9")}, now=NOW
        )
    assert outside.value.errors == (
        FieldError("0|item_id", "Không có đầu công việc này trong danh sách của đơn vị."),
    )


def test_a_programme_that_the_writer_may_not_see_stays_where_it_stands() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    make_programme(place, term)
    item = make_item(place, term, programme="16-CTr/HU")
    item.programme.withdrawn_at = NOW  # type: ignore[union-attr]
    item.programme.save()  # type: ignore[union-attr]
    row = work_row(programme="16-CTr/HU", key=True)
    actions.change_item(office(place.state), item=item, row=row, now=NOW)
    item.refresh_from_db()
    assert (item.key, item.programme_id is None) == (True, False)
    with pytest.raises(Invalid, match="Không có văn bản 16-CTr/HU"):
        make_item(place, term, "2", programme="16-CTr/HU")


def test_an_item_keeps_its_reports_when_it_changes() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    item = make_item(place, term)
    report(place, item, WorkState.DONE)
    actions.change_item(place.office, item=item, row=work_row(key=True), now=NOW)
    assert list(item.progress.values_list("state", "percent", "version")) == [("done", 100, 1)]
