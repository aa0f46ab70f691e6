"""Keeping work items on screen: adding, changing, linking, taking off the list, bringing back."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from nhiemky.history.models import LedgerLine
from nhiemky.org.vocab import RoleCode
from nhiemky.work import actions, queries
from nhiemky.work.models import WorkItem, WorkTarget
from nhiemky.work.queries import row_of
from tests.cast import Tree
from tests.cast_targets import make_target
from tests.cast_work import NOW
from tests.web.conftest import visitor
from tests.web.reading import Page, get, post
from tests.web.work.conftest import Work

ADD = "/dau-cong-viec/them/"
GIVEN = {
    "number": "9", "group": "Kinh tế", "code": "CV-9", "name": "Xây dựng cụm công nghiệp", "lead": "Phòng Kinh tế",
    "lead_unit": "28927", "supporting": "Các xã", "programme": "16-CTr/HU", "starts_on": "1/3/2022",
    "due_on": "30-6-2024", "assigned_on": "15.1.2022", "product": "Quyết định", "note": "Chờ vốn", "key": "on",
}  # fmt: skip


def ledger() -> int:
    return LedgerLine.objects.count()


def sent(client: Client, address: str, **changes: str) -> Page:
    """Send the form of an item changed so; what is None is left out."""
    return post(client, address, **{**GIVEN, **changes})


def test_an_item_is_added_as_it_was_typed(office: Client, work: Work) -> None:
    answer = office.post(ADD, GIVEN)
    item = WorkItem.objects.get(number="9")
    assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (
        302,
        f"/dau-cong-viec/{item.pk}/",
    )
    row = row_of(queries.work_item(work.place.office, id=item.pk))
    assert (row.name, row.group, row.code, row.key, row.breakthrough, row.lead, row.lead_unit) == (
        "Xây dựng cụm công nghiệp", "Kinh tế", "CV-9", True, False, "Phòng Kinh tế", "28927",
    )  # fmt: skip
    assert (row.starts_on, row.due_on, row.assigned_on, row.programme, row.note) == (
        date(2022, 3, 1), date(2024, 6, 30), date(2022, 1, 15), "16-CTr/HU", "Chờ vốn",
    )  # fmt: skip
    assert get(office, f"/dau-cong-viec/{item.pk}/").messages == ["Đã thêm đầu công việc 9."]


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("number", "", "Chưa nhập mục này."),
        ("number", "1", "Số thứ tự 1 đã có đầu công việc khác."),
        ("number", "x" * 21, "Số thứ tự dài quá 20 ký tự."),
        ("name", "  ", "Chưa nhập mục này."),
        ("name", "x" * 2001, "Nội dung đầu công việc dài quá 2000 ký tự."),
        ("lead", "x" * 301, "Đơn vị chủ trì dài quá 300 ký tự."),
        ("lead_unit", "khong-co", "Không có đơn vị mã khong-co."),
        ("programme", "99-CTr/HU", "Không có văn bản 99-CTr/HU trong sổ văn bản."),
        ("due_on", "30-6-2021", "Hạn hoàn thành 30-6-2021 trước ngày bắt đầu 1-3-2022."),
        ("due_on", "1-1-2040", "Hạn hoàn thành nằm ngoài nhiệm kỳ."),
        ("assigned_on", "", "Chưa nhập mục này."),
        ("assigned_on", "1-1-2019", "Ngày giao việc nằm ngoài nhiệm kỳ."),
        ("assigned_on", "1-3-2023", "Ngày 1-3-2023 chưa tới."),
    ],
)
def test_wrong_input_is_said_at_its_field_and_nothing_is_lost(
    office: Client, work: Work, field: str, value: str, message: str
) -> None:
    before = ledger()
    page = sent(office, ADD, **{field: value})
    assert (page.status, page.errors(field), ledger()) == (422, [message], before)
    kept = {
        name: page.value(name) for name in ("group", "code", "supporting", "product", "note") if name != field
    }
    assert kept == {name: GIVEN[name] for name in kept}
    assert WorkItem.objects.count() == 4


@pytest.mark.parametrize("text", ["31-2-2022", "hôm qua", "2022"])
def test_what_is_no_day_is_said(office: Client, work: Work, text: str) -> None:
    page = sent(office, ADD, due_on=text)
    assert (page.status, len(page.errors("due_on")), page.value("due_on")) == (422, 1, text)


def test_a_changed_item_keeps_what_was_not_touched(office: Client, work: Work) -> None:
    shown = get(office, work.at("2", "sua/"))
    assert (shown.value("number"), shown.value("name"), shown.value("due_on")) == (
        "2",
        "Xây chợ xã",
        "31-12-2022",
    )
    fields = {name: shown.value(name) for name in (*GIVEN, "seen") if name != "key"}
    answer = office.post(work.at("2", "sua/"), {**fields, "name": "Xây chợ trung tâm xã"})
    assert answer.status_code == 302
    item = WorkItem.objects.get(pk=work.items["2"].pk)
    assert (item.name, item.lead, item.due_on, item.key) == (
        "Xây chợ trung tâm xã", "Phòng Kinh tế", date(2022, 12, 31), False,
    )  # fmt: skip
    line = LedgerLine.objects.order_by("-sequence").first()
    assert line is not None
    assert (line.act, line.before, line.after) == (
        "work_item.changed", {"name": "Xây chợ xã"}, {"name": "Xây chợ trung tâm xã"},
    )  # fmt: skip


def test_whoever_was_slower_is_told_and_loses_nothing(office: Client, work: Work) -> None:
    shown = get(office, work.at("2", "sua/"))
    item = queries.work_item(work.place.office, id=work.items["2"].pk)
    actions.change_item(
        work.place.office, item=item, row=row_of(item)._replace(note="Người khác ghi"), now=NOW
    )
    fields = {name: shown.value(name) for name in (*GIVEN, "seen") if name != "key"}
    page = post(office, work.at("2", "sua/"), **{**fields, "name": "Tên của tôi"})
    assert (page.status, page.value("name")) == (422, "Tên của tôi")
    assert page.summary[0].startswith(
        "Đầu công việc vừa được người khác sửa sau khi đồng chí mở trang, nay là: 2."
    )
    assert "ghi chú: Người khác ghi" in page.summary[0]
    assert WorkItem.objects.get(pk=item.pk).name == "Xây chợ xã"
    again = {name: page.value(name) for name in (*GIVEN, "seen") if name != "key"}
    assert office.post(work.at("2", "sua/"), again).status_code == 302
    assert WorkItem.objects.get(pk=item.pk).name == "Tên của tôi"


def test_a_form_sent_unchanged_says_that_nothing_changed(office: Client, work: Work) -> None:
    shown = get(office, work.at("2", "sua/"))
    fields = {name: shown.value(name) for name in (*GIVEN, "seen") if name != "key"}
    page = post(office, work.at("2", "sua/"), **fields)
    assert (page.status, page.summary) == (422, ["Đầu công việc không có gì thay đổi."])


def test_an_item_leaves_the_list_with_a_reason(office: Client, work: Work) -> None:
    address = work.at("2", "dua-ra/")
    assert get(office, address).value("on") == "21-2-2023"
    empty = post(office, address, on="20-2-2023", reason="")
    assert (empty.status, empty.errors("reason")) == (422, ["Chưa nhập mục này."])
    early = post(office, address, on="1-1-2021", reason="Nhầm")
    assert early.errors("on") == ["Đầu công việc được giao ngày 15-1-2021, không thể đưa ra trước ngày đó."]
    future = post(office, address, on="1-3-2023", reason="Nhầm")
    assert future.errors("on") == ["Ngày 1-3-2023 chưa tới."]
    assert office.post(address, {"on": "20-2-2023", "reason": "Ghép việc"}).status_code == 302
    item = WorkItem.objects.get(pk=work.items["2"].pk)
    assert (item.removed_on, item.removed_because) == (date(2023, 2, 20), "Ghép việc")
    again = post(office, address, on="20-2-2023", reason="Ghép việc")
    assert again.summary == ["Đầu công việc 2 đã được đưa ra khỏi danh sách."]
    assert office.post(work.at("2", "khoi-phuc/")).status_code == 302
    assert WorkItem.objects.get(pk=item.pk).removed_on is None
    assert office.post(work.at("2", "khoi-phuc/")).status_code == 422


def test_targets_are_chosen_from_the_units_own(office: Client, tree: Tree, work: Work) -> None:
    empty = get(office, work.at("1", "chi-tieu/"))
    assert "Đơn vị chưa có chỉ tiêu nào để gắn." in empty.texts("//form//p")
    first, second = make_target(work.place, work.term, "1"), make_target(work.place, work.term, "2")
    address = work.at("1", "chi-tieu/")
    assert office.post(address, {"targets": [str(first.pk), str(second.pk)]}).status_code == 302
    assert set(WorkTarget.objects.values_list("target_id", flat=True)) == {first.pk, second.pk}
    shown = get(office, address)
    assert set(shown.root.xpath("//input[@checked]/@value")) == {str(first.pk), str(second.pk)}
    same = post(office, address, targets=[str(first.pk), str(second.pk)])
    assert same.summary == ["Đầu công việc đã gắn với đúng các chỉ tiêu này."]
    strange = post(office, address, targets=["987654321"])
    assert (strange.status, len(strange.errors("targets"))) == (422, 1)
    assert office.post(address, {"targets": []}).status_code == 302
    assert WorkTarget.objects.count() == 0


@pytest.mark.parametrize("act", ["sua/", "dua-ra/", "chi-tieu/", "bao-cao/"])
@pytest.mark.parametrize(
    ("role", "where", "status"),
    [
        (RoleCode.OFFICE, "commune", 200),
        (RoleCode.LEADER, "commune", 403),
        (RoleCode.DELEGATE, "commune", 403),
        (RoleCode.OFFICE, "district", 403),
        (RoleCode.ADMINISTRATOR, "district", 403),
    ],
)
def test_only_who_keeps_the_work_may_act(
    tree: Tree, work: Work, act: str, role: RoleCode, where: str, status: int
) -> None:
    client = visitor(role, getattr(tree, where), "nguoi-thu")
    before = ledger()
    assert client.get(work.at("1", act)).status_code == status
    if status != 200:
        assert client.post(work.at("1", act), GIVEN).status_code == status
        assert ledger() == before


def test_restoring_is_never_asked_for_by_looking(office: Client, work: Work) -> None:
    assert office.get(work.at("1", "khoi-phuc/")).status_code == 405
