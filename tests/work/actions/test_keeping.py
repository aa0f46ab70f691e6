"""Adding work items, taking them off the list and bringing them back."""

from __future__ import annotations

from datetime import date

import pytest

from nhiemky.history.models import LedgerLine
from nhiemky.history.vocab import FieldError, Invalid
from nhiemky.work import actions
from nhiemky.work.models import WorkItem
from nhiemky.work.queries import row_of, work_item
from nhiemky.work.vocab import WorkRow
from tests.cast_targets import make_place, make_term
from tests.cast_work import ASSIGNED, NOW, make_item, make_programme, work_row

pytestmark = pytest.mark.django_db

FULL = WorkRow(
    number="T1",
    name="Đầu tư hạ tầng cụm công nghiệp\ntại xã Thành An",
    code="CCN-TA",
    group="Công nghiệp",
    key=True,
    breakthrough=True,
    lead="Ủy ban nhân dân huyện",
    supporting="Phòng Kinh tế và Hạ tầng; các xã",
    programme="16-CTr/HU",
    starts_on=date(2021, 3, 1),
    due_on=date(2024, 6, 30),
    product="Quyết định phê duyệt dự án",
    note="Theo nghị quyết đại hội",
    illustrative=True,
    assigned_on=date(2021, 2, 1),
    lead_unit="28927",
)


def last_line() -> LedgerLine:
    return LedgerLine.objects.latest("sequence")


def test_added_item_comes_back_as_it_was_stated() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    make_programme(place, term)
    item = actions.add_item(place.office, unit=place.unit, term=term, row=FULL, on=ASSIGNED, now=NOW)
    assert row_of(work_item(place.office, id=item.pk)) == FULL
    assert (item.position, item.lead_unit_id) == (1, place.unit.pk)
    assert "cum cong nghiep" in item.folded
    line = last_line()
    assert (line.act, line.object_kind, line.object_id) == ("work_item.added", "work_item", str(item.pk))
    assert (line.branch, line.summary) == (place.state.path, "Thêm đầu công việc T1")
    assert line.after is not None
    assert (line.after["due_on"], line.after["key"]) == ("2024-06-30", True)


def test_added_item_is_assigned_on_the_day_of_the_act() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    item = make_item(place, term, on=date(2022, 5, 4))
    assert (item.assigned_on, item.removed_on) == (date(2022, 5, 4), None)


def test_added_item_is_kept_in_clean_letters() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    item = make_item(
        place,
        term,
        " 1\u200b",
        name="  Dự a\u0301n \r\n\r\n\r\n\r\n đê   bao\x07 ",
        lead="Ban\tquản lý",
        note="một\u2028hai",
    )
    assert (item.number, item.name, item.lead) == ("1", "Dự án\n\nđê bao", "Ban quản lý")
    assert item.note == "một\nhai"


def test_many_items_keep_their_order_and_leave_one_line() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    make_item(place, term, "9")
    before = LedgerLine.objects.count()
    rows = [work_row("2"), work_row("1"), work_row("T1", key=True, assigned_on=date(2022, 1, 1))]
    ids = actions.add_items(place.office, unit=place.unit, term=term, rows=rows, on=ASSIGNED, now=NOW)
    found = WorkItem.objects.order_by("position").values_list("number", "position", "key", "assigned_on")
    assert list(found) == [
        ("9", 1, False, ASSIGNED),
        ("2", 2, False, ASSIGNED),
        ("1", 3, False, ASSIGNED),
        ("T1", 4, True, date(2022, 1, 1)),
    ]
    assert ids == dict(WorkItem.objects.exclude(number="9").values_list("number", "pk"))
    assert LedgerLine.objects.count() == before + 1
    line = last_line()
    assert (line.act, line.object_id, line.summary) == (
        "work_items.added",
        str(place.unit.pk),
        "Thêm 3 đầu công việc",
    )


def test_many_items_are_all_refused_with_every_row_in_error() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    make_item(place, term, "1")
    rows = [
        work_row("1"),
        work_row("2", name=" "),
        work_row("3", starts_on=date(2023, 1, 2), due_on=date(2023, 1, 1)),
        work_row("4"),
        work_row("4"),
        work_row("5", programme="99-CTr/HU"),
        work_row("6", lead_unit="00000"),
        work_row("7", assigned_on=date(2023, 2, 22)),
    ]
    with pytest.raises(Invalid) as refused:
        actions.add_items(place.office, unit=place.unit, term=term, rows=rows, on=ASSIGNED, now=NOW)
    assert sorted((error.field, error.message) for error in refused.value.errors) == [
        ("0|number", "Số thứ tự 1 đã có đầu công việc khác."),
        ("1|name", "Chưa ghi nội dung đầu công việc."),
        ("2|due_on", "Hạn hoàn thành 1-1-2023 trước ngày bắt đầu 2-1-2023."),
        ("4|number", "Số thứ tự 4 đã có đầu công việc khác."),
        ("5|programme", "Không có văn bản 99-CTr/HU trong sổ văn bản."),
        ("6|lead_unit", "Không có đơn vị mã 00000."),
        ("7|assigned_on", "Ngày 22-2-2023 chưa tới."),
    ]
    assert WorkItem.objects.count() == 1


def test_an_empty_list_is_refused() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    with pytest.raises(Invalid) as refused:
        actions.add_items(place.office, unit=place.unit, term=term, rows=[], on=ASSIGNED, now=NOW)
    assert refused.value.errors == (FieldError("", "Danh sách đầu công việc trống."),)


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"number": " "}, "number", "Chưa ghi số thứ tự của đầu công việc."),
        ({"number": "1" * 21}, "number", "Số thứ tự dài quá 20 ký tự."),
        ({"name": "x" * 2001}, "name", "Nội dung đầu công việc dài quá 2000 ký tự."),
        ({"code": "x" * 41}, "code", "Mã dài quá 40 ký tự."),
        ({"group": "x" * 151}, "group", "Nhóm dài quá 150 ký tự."),
        ({"lead": "x" * 301}, "lead", "Đơn vị chủ trì dài quá 300 ký tự."),
        ({"supporting": "x" * 501}, "supporting", "Đơn vị phối hợp dài quá 500 ký tự."),
        ({"product": "x" * 501}, "product", "Sản phẩm dài quá 500 ký tự."),
        ({"note": "x" * 2001}, "note", "Ghi chú dài quá 2000 ký tự."),
        ({"due_on": date(2036, 1, 1)}, "due_on", "Hạn hoàn thành nằm ngoài nhiệm kỳ."),
        ({"starts_on": date(2019, 12, 31)}, "starts_on", "Ngày bắt đầu nằm ngoài nhiệm kỳ."),
        ({"assigned_on": date(2019, 12, 31)}, "assigned_on", "Ngày giao việc nằm ngoài nhiệm kỳ."),
        (
            {"programme": "chương trình"},
            "programme",
            "Không đọc được số, ký hiệu văn bản từ “chương trình”. Viết như 163-KH/TU hoặc 16/CTr-UBND.",
        ),
    ],
)
def test_what_cannot_be_kept_is_refused_with_its_field(
    changes: dict[str, object], field: str, message: str
) -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    with pytest.raises(Invalid) as refused:
        make_item(place, term, **{"number": "1", **changes})  # type: ignore[arg-type]
    assert refused.value.errors == (FieldError(field, message),)
    assert WorkItem.objects.count() == 0


def test_removed_item_is_kept_with_the_day_and_reason() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    item = make_item(place, term)
    actions.remove_item(
        place.office, item=item, on=date(2022, 6, 1), reason=" Sáp nhập vào\x00 việc 2 ", now=NOW
    )
    item.refresh_from_db()
    assert (item.removed_on, item.removed_because) == (date(2022, 6, 1), "Sáp nhập vào việc 2")
    line = last_line()
    assert (line.act, line.after) == (
        "work_item.removed",
        {"on": "2022-06-01", "reason": "Sáp nhập vào việc 2"},
    )


def test_removal_tells_everything_that_is_wrong() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    item = make_item(place, term)
    with pytest.raises(Invalid) as early:
        actions.remove_item(place.office, item=item, on=date(2021, 1, 14), reason=" ", now=NOW)
    assert early.value.errors == (
        FieldError("reason", "Chưa ghi lý do đưa đầu công việc ra khỏi danh sách."),
        FieldError("on", "Đầu công việc được giao ngày 15-1-2021, không thể đưa ra trước ngày đó."),
    )
    with pytest.raises(Invalid) as late:
        actions.remove_item(place.office, item=item, on=date(2023, 2, 22), reason="x" * 501, now=NOW)
    assert late.value.errors == (
        FieldError("reason", "Lý do dài quá 500 ký tự."),
        FieldError("on", "Ngày 22-2-2023 chưa tới."),
    )


def test_a_removed_item_is_neither_removed_again_nor_changed() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    item = make_item(place, term)
    actions.remove_item(place.office, item=item, on=ASSIGNED, reason="Trùng", now=NOW)
    with pytest.raises(Invalid, match="Đầu công việc 1 đã được đưa ra khỏi danh sách"):
        actions.remove_item(place.office, item=item, on=ASSIGNED, reason="Trùng", now=NOW)
    with pytest.raises(Invalid, match="Đầu công việc 1 đã được đưa ra khỏi danh sách"):
        actions.change_item(place.office, item=item, row=work_row("1", name="Khác"), now=NOW)


def test_restored_item_is_in_the_list_again() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    item = make_item(place, term)
    actions.remove_item(place.office, item=item, on=date(2022, 6, 1), reason="Nhầm", now=NOW)
    actions.restore_item(place.office, item=item, now=NOW)
    item.refresh_from_db()
    assert (item.removed_on, item.removed_because) == (None, "")
    line = last_line()
    assert (line.act, line.before) == ("work_item.restored", {"on": "2022-06-01", "reason": "Nhầm"})


def test_an_item_in_the_list_or_whose_number_was_given_away_is_not_restored() -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    item = make_item(place, term)
    with pytest.raises(Invalid, match="Đầu công việc đang có trong danh sách"):
        actions.restore_item(place.office, item=item, now=NOW)
    actions.remove_item(place.office, item=item, on=ASSIGNED, reason="Trùng", now=NOW)
    make_item(place, term, "1")
    with pytest.raises(Invalid) as refused:
        actions.restore_item(place.office, item=item, now=NOW)
    assert refused.value.errors == (FieldError("number", "Số thứ tự 1 đã có đầu công việc khác."),)


def test_the_number_of_a_removed_item_and_of_another_unit_is_free() -> None:
    place, other = make_place("28927", "Tân Thanh Tây"), make_place("28957", "Nhuận Phú Tân")
    term = make_term()
    first = make_item(place, term)
    actions.remove_item(place.office, item=first, on=ASSIGNED, reason="Trùng", now=NOW)
    second = make_item(place, term)
    third = make_item(other, term)
    assert [first.number, second.number, third.number] == ["1", "1", "1"]
    assert second.position == 2
