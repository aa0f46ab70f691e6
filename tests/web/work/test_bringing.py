"""Files of work items on screen: brought, previewed, confirmed once by one person, put aside."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nhiemky.history.models import LedgerLine
from nhiemky.intake.models import Batch
from nhiemky.intake.vocab import WorkRowState
from nhiemky.kernel.sheets.work_form import WorkFormRow
from nhiemky.org.vocab import RoleCode
from nhiemky.web.work.lines import ASKED, STATES
from nhiemky.work.models import Progress, WorkItem
from tests.cast import Tree
from tests.cast_work import form_row, make_book, make_item, make_work_form
from tests.web.conftest import visitor
from tests.web.reading import Page, get, read
from tests.web.work.conftest import Work

UPLOAD = "/dau-cong-viec/tai-tep/"
ROWS: tuple[WorkFormRow, ...] = (
    form_row("1", programme="16-CTr/HU", state="done", percent=100, result="Trồng 60 ha", evidence="Biên bản 12",
             reported_on=date(2022, 12, 31)),
    form_row("2", name="Xây chợ xã", group="Thương mại", lead="Phòng Kinh tế", state="in_progress", percent=85,
             result="Đã lợp mái", reported_on=date(2023, 2, 20)),
    form_row("9", name="Xây nhà văn hóa"),
    form_row("10", name="", due_on=date(2024, 1, 1)),
)  # fmt: skip


def brought(
    client: Client, work: Work, *rows: WorkFormRow, data: bytes | None = None, name: str = "viec.xlsx"
) -> Page:
    """Bring a file of the commune and follow to its preview."""
    content = make_work_form(work.place, *(rows or ROWS)) if data is None else data
    sent = {"file": SimpleUploadedFile(name, content), "results_to": "20-2-2023"}
    return read(client.post(UPLOAD, sent, follow=True))


def batch() -> Batch:
    return Batch.objects.latest("pk")


def at(act: str = "") -> str:
    return f"{UPLOAD}{batch().key}/{act}"


def test_a_file_is_previewed_and_nothing_is_written(office: Client, work: Work) -> None:
    before = (WorkItem.objects.count(), Progress.objects.count())
    page = brought(office, work)
    assert (page.status, page.heading) == (200, "viec.xlsx")
    assert page.messages == ["Đã đọc tệp viec.xlsx. Chưa có gì được ghi; đề nghị xem rồi bấm xác nhận."]
    assert page.texts("//ul[@class='row-counts']/li") == ["1 mới", "1 thay đổi", "1 như cũ", "1 có lỗi"]
    assert page.column("Tình trạng") == ["như cũ", "thay đổi", "mới", "có lỗi Sửa"]
    assert (
        page.column("Kết quả báo cáo")[1]
        == "đang thực hiện 70 % →thành 20-2-2023 – đang thực hiện 85 %: Đã lợp mái"
    )
    assert page.column("Đầu công việc")[2] == "9. Xây nhà văn hóa"
    assert "Dòng không có nội dung đầu công việc." in page.column("Lỗi và lưu ý")[3]
    assert (WorkItem.objects.count(), Progress.objects.count()) == before


@pytest.mark.parametrize(
    ("key", "found"), [("moi", 1), ("doi", 1), ("giong", 1), ("loi", 1), ("la", 4), ("", 4)]
)
def test_rows_of_one_state_are_shown_alone(office: Client, work: Work, key: str, found: int) -> None:
    brought(office, work)
    assert len(get(office, at(), loc=key).column("Dòng")) == found


def test_rows_in_error_hold_the_file_back_until_they_are_left_out(office: Client, work: Work) -> None:
    brought(office, work)
    refused = read(office.post(at(), {}, follow=True))
    assert (refused.status, len(refused.summary), WorkItem.objects.count()) == (422, 1, 4)
    done = read(office.post(at(), {"skip_problem_rows": "on"}, follow=True))
    assert done.messages == ["Đã ghi các đầu công việc của tệp viec.xlsx."]
    assert any(text.startswith("Đã ghi:") for text in done.texts("//div[contains(@class, 'alert-success')]"))
    assert WorkItem.objects.filter(name="Xây nhà văn hóa").count() == 1
    row = Progress.objects.filter(item=work.items["2"]).latest("on")
    assert (row.on, row.percent, row.source_file, row.source_cell) == (
        date(2023, 2, 20), 85, "viec.xlsx", "Đầu công việc!L3",
    )  # fmt: skip
    again = read(office.post(at(), {"skip_problem_rows": "on"}, follow=True))
    assert (again.status, len(again.summary)) == (422, 1)
    assert WorkItem.objects.filter(name="Xây nhà văn hóa").count() == 1


def test_a_list_that_changed_meanwhile_is_compared_again(office: Client, work: Work) -> None:
    brought(office, work, *ROWS[:3])
    make_item(work.place, work.term, "9", name="Người khác thêm")
    stale = read(office.post(at(), {}, follow=True))
    assert (stale.status, stale.summary) == (
        422,
        [
            "Danh sách đầu công việc của đơn vị đã thay đổi sau khi xem trước. Chưa có gì được ghi; đề nghị đối chiếu lại tệp."
        ],
    )
    fresh = read(office.post(at("doi-chieu/"), {"ket-qua-den": "20-2-2023"}, follow=True))
    assert fresh.messages == ["Đã đối chiếu lại tệp viec.xlsx với danh sách hiện có."]
    assert fresh.column("Tình trạng") != ["như cũ", "thay đổi", "mới"]


def test_a_file_is_put_aside(office: Client, work: Work) -> None:
    brought(office, work)
    dropped = read(office.post(at("bo/"), follow=True))
    assert dropped.messages == ["Đã bỏ tệp viec.xlsx; không có gì được ghi."]
    assert dropped.column("Tình trạng") == ["đã bỏ"]
    page = get(office, at())
    assert page.root.xpath("//div[contains(@class, 'decision')]") == []
    assert read(office.post(at(), {}, follow=True)).status == 422


def test_the_file_is_given_back_as_it_came(office: Client, work: Work) -> None:
    content = make_work_form(work.place, *ROWS)
    brought(office, work, data=content)
    assert office.get(at("tep/")).content == content


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "viec.xlsx"),
        (b"xin chao", "viec.xlsx"),
        (b"PK\x03\x04", "viec.xlsx"),
        (make_book(("Báo cáo",), ("Không có bảng",)), "viec.xlsx"),
    ],
    ids=["empty", "text", "broken", "no table"],
)
def test_what_is_no_table_of_work_is_refused_in_words(
    office: Client, work: Work, data: bytes, name: str
) -> None:
    page = brought(office, work, data=data, name=name)
    assert (page.status, Batch.objects.count()) == (422, 0)
    assert len(page.summary) == 1
    assert "Traceback" not in " ".join(page.texts("//body"))


def test_no_file_at_all_is_said(office: Client, work: Work) -> None:
    page = read(office.post(UPLOAD, {"results_to": ""}, follow=True))
    assert (page.status, page.errors("file")) == (422, ["Chưa chọn tệp."])


def test_a_file_of_another_unit_cannot_be_confirmed(office: Client, work: Work) -> None:
    page = brought(office, work, data=make_work_form(work.place, *ROWS[:3], code="28957"))
    assert "Tệp này không nhập được" in page.texts("//div[contains(@class, 'alert-danger')]//h2")
    assert read(office.post(at(), {"skip_problem_rows": "on"}, follow=True)).status == 422
    assert WorkItem.objects.count() == 4


def test_a_file_of_another_term_cannot_be_confirmed(office: Client, work: Work) -> None:
    page = brought(office, work, data=make_work_form(work.place, *ROWS[:3], term="2015-2020"))
    assert "Tệp này không nhập được" in page.texts("//div[contains(@class, 'alert-danger')]//h2")


def test_the_same_file_twice_is_told(office: Client, work: Work) -> None:
    content = make_work_form(work.place, *ROWS[:3])
    brought(office, work, data=content)
    office.post(at(), {})
    page = brought(office, work, data=content)
    assert page.column("Tình trạng") == ["như cũ"] * 3
    nothing = read(office.post(at(), {}, follow=True))
    assert (nothing.status, len(nothing.summary)) == (422, 1)


def test_files_brought_before_are_listed(office: Client, work: Work) -> None:
    brought(office, work)
    page = get(office, UPLOAD)
    assert page.column("Tệp") == ["viec.xlsx"]
    assert (page.column("Số dòng"), page.column("Dòng có lỗi")) == (["4"], ["1"])
    assert get(office, "/tai-tep/").column("Tệp") == []


@pytest.mark.parametrize(
    ("role", "where", "looks", "brings"),
    [
        (RoleCode.OFFICE, "commune", 200, 422),
        (RoleCode.LEADER, "commune", 200, 403),
        (RoleCode.DELEGATE, "commune", 403, 403),
        (RoleCode.OVERSEER, "district", 200, 403),
        (RoleCode.ADMINISTRATOR, "district", 403, 403),
        (RoleCode.OFFICE, "second", 404, 404),
    ],
)
def test_who_may_look_and_who_may_bring(
    tree: Tree, work: Work, role: RoleCode, where: str, looks: int, brings: int
) -> None:
    client = visitor(role, getattr(tree, where), "nguoi-thu")
    before = LedgerLine.objects.count()
    asked = f"{UPLOAD}?don-vi=28927"
    assert (client.get(asked).status_code, client.post(asked, {}).status_code) == (looks, brings)
    assert LedgerLine.objects.count() == before


@pytest.mark.parametrize("act", ["", "tep/", "bo/", "doi-chieu/", "dong/?o-dong=Đầu công việc!2"])
def test_a_file_of_another_unit_is_not_found(office: Client, tree: Tree, work: Work, act: str) -> None:
    brought(office, work)
    beside = visitor(RoleCode.OFFICE, tree.second, "ben-canh")
    answers = {beside.get(at(act)).status_code, beside.post(at(act)).status_code}
    assert answers <= {404, 405}
    assert batch().state == "open"


@pytest.mark.parametrize("key", ["khong-co", "0", "x" * 200])
def test_a_file_that_is_not_there_is_not_found(office: Client, work: Work, key: str) -> None:
    assert office.get(f"{UPLOAD}{key}/").status_code == 404


def test_a_file_of_results_is_none_of_work(office: Client, work: Work) -> None:
    brought(office, work)
    assert office.get(f"/tai-tep/{batch().key}/").status_code == 404


def test_hostile_texts_stay_texts(office: Client, work: Work) -> None:
    hostile = "<script>alert(1)</script>"
    brought(office, work, form_row("9", name=hostile, lead=hostile, note=hostile))
    text = office.get(at()).content.decode()
    assert (hostile in text, "&lt;script&gt;alert(1)&lt;/script&gt;" in text) == (False, True)


def test_as_many_queries_for_many_rows_as_for_few(office: Client, work: Work) -> None:
    def counted(*rows: WorkFormRow) -> int:
        brought(office, work, *rows)
        with CaptureQueriesContext(connection) as asked:
            get(office, at())
        return len(asked)

    few = counted(*ROWS)
    many = counted(*(form_row(str(number), name=f"Việc {number}") for number in range(20, 60)))
    assert (many, few < 25) == (few, True)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"lead": "Hội Nông dân"}, "Đơn vị chủ trì: Ủy ban nhân dân xã →thành Hội Nông dân"),
        ({"key": True}, "Đầu công việc trọng tâm: x"),
        ({"due_on": date(2023, 6, 30)}, "Hạn hoàn thành: 31-12-2022 →thành 30-6-2023"),
        ({"due_on": None}, "Hạn hoàn thành: 31-12-2022 →thành –"),
        ({"group": "Xã hội"}, "Nhóm: Kinh tế →thành Xã hội"),
        ({"product": "Kế hoạch"}, "Sản phẩm: Kế hoạch"),
        ({"code": "DV-01"}, "Mã dùng chung: DV-01"),
        ({"note": "Theo Kế hoạch 12"}, "Ghi chú: Theo Kế hoạch 12"),
        ({"supporting": "Đoàn Thanh niên"}, "Đơn vị phối hợp: Đoàn Thanh niên"),
        ({"starts_on": date(2022, 3, 1)}, "Ngày bắt đầu: 1-3-2022"),
        ({"name": "Việc đã viết lại"}, "Nội dung đầu công việc: Xây dựng vùng chuyên canh dừa hữu cơ, việc 1 →thành Việc đã viết lại"),
        ({}, "–"),
    ],
)  # fmt: skip
def test_changes_are_told_in_the_words_of_the_form(
    office: Client, work: Work, changes: dict[str, object], told: str
) -> None:
    page = brought(office, work, form_row("1", **changes))
    assert page.column("Thay đổi") == [told]


def test_the_form_asks_for_a_table_of_work_and_its_day(office: Client, work: Work) -> None:
    page = get(office, UPLOAD)
    assert page.heading == "Tải tệp đầu công việc: Đảng bộ xã Tân Thanh Tây"
    assert page.texts("//form[@enctype]//label") == [
        "Tệp Excel (.xlsx)",
        "Kết quả tính đến ngày không bắt buộc",
    ]
    assert page.href("Tải biểu mẫu Excel").startswith("/dau-cong-viec/bieu-mau/?don-vi=28927")


def test_looking_back_the_form_offers_the_day_looked_at(office: Client, work: Work) -> None:
    address = "/dau-cong-viec/tai-tep/"
    assert [get(office, address, den=day).value("results_to") for day in ("20-2-2023", "")] == [
        "20-2-2023",
        "",
    ]


def test_reports_without_a_day_reach_to_the_chosen_day_and_keep_it(office: Client, work: Work) -> None:
    page = brought(office, work, form_row("3", name="Mở đường ấp", state="in_progress", percent=20))
    assert page.column("Kết quả báo cáo") == ["20-2-2023 – đang thực hiện 20 %"]
    assert page.value("ket-qua-den") == "20-2-2023"
    again = read(office.post(at("doi-chieu/"), {"ket-qua-den": "31-1-2023"}, follow=True))
    assert again.column("Kết quả báo cáo") == ["31-1-2023 – đang thực hiện 20 %"]
    assert again.value("ket-qua-den") == "31-1-2023"


@pytest.mark.parametrize("day", ["22-2-2023", "hôm nào đó", "31-2-2023"])
def test_a_day_that_cannot_be_is_said_at_its_field(office: Client, work: Work, day: str) -> None:
    file = SimpleUploadedFile("viec.xlsx", make_work_form(work.place, *ROWS))
    page = read(office.post(UPLOAD, {"file": file, "results_to": day}, follow=True))
    assert (page.status, len(page.errors("results_to")), Batch.objects.count()) == (422, 1, 0)


def test_the_second_of_two_who_confirm_is_told_who_was_first(office: Client, tree: Tree, work: Work) -> None:
    brought(office, work, *ROWS[:3])
    other = visitor(RoleCode.OFFICE, tree.commune, "vanphong2")
    both = [get(client, at()).texts("//button[contains(., 'Xác nhận và ghi')]") for client in (office, other)]
    assert both == [["Xác nhận và ghi"]] * 2
    assert other.post(at(), {}).status_code == 302
    written = (WorkItem.objects.count(), Progress.objects.count(), LedgerLine.objects.count())
    late = read(office.post(at(), {}))
    assert (late.status, len(late.summary)) == (422, 1)
    assert late.summary[0].endswith("nhập lúc 10:00, 21-02-2023; không nhập lần thứ hai.")
    assert [office.post(at(act)).status_code for act in ("bo/", "doi-chieu/")] == [409, 409]
    assert (WorkItem.objects.count(), Progress.objects.count(), LedgerLine.objects.count()) == written


@pytest.mark.parametrize(("role", "where"), [(RoleCode.LEADER, "commune"), (RoleCode.OVERSEER, "district")])
def test_who_only_looks_is_offered_no_act_and_can_do_none(
    office: Client, tree: Tree, work: Work, role: RoleCode, where: str
) -> None:
    brought(office, work, *ROWS[:3])
    client = visitor(role, getattr(tree, where), "nguoi-xem")
    page = get(client, at())
    assert (page.status, page.texts("//div[contains(@class, 'decision')]//button")) == (200, [])
    assert [client.post(at(act)).status_code for act in ("", "bo/", "doi-chieu/", "dong/")] == [403] * 4
    assert (batch().state, client.get(at("tep/")).status_code) == ("open", 200)


def test_every_state_has_a_name_and_a_filter() -> None:
    assert set(STATES) == set(ASKED.values()) == set(WorkRowState)
