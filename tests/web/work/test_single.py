"""One work item on screen: what it is, what was reported of it, and what may be done with it."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nhiemky.org.vocab import RoleCode
from nhiemky.work import actions
from nhiemky.work.vocab import WorkState
from tests.cast import Tree, make_directive
from tests.cast_targets import make_target
from tests.cast_work import NOW, entry, report
from tests.web.conftest import visitor
from tests.web.reading import Page, exported, exported_of, get
from tests.web.work.conftest import Work


def seen(client: Client, work: Work, number: str, den: str = "21-02-2023") -> Page:
    page = get(client, f"{work.at(number)}?den={den}")
    assert page.status == 200
    return page


def reports(page: Page) -> list[list[str]]:
    return [
        [" ".join(cell.text_content().split()) for cell in row.xpath("./td")]
        for row in page.root.xpath("//section[@aria-labelledby='bao-cao']//tbody/tr")
    ]


def test_an_item_shows_what_was_assigned_and_what_came_of_it(office: Client, work: Work) -> None:
    page = seen(office, work, "1")
    assert page.heading == "1. Xây dựng vùng chuyên canh dừa hữu cơ, việc 1"
    assert page.facts() == {
        "Kết quả": "Trồng 60 ha",
        "Minh chứng": "Biên bản 12",
        "Báo cáo gần nhất": "31-12-2022, Trần Thị Bình",
        "Đơn vị chủ trì": "Ủy ban nhân dân xã",
        "Đơn vị phối hợp": "–",
        "Chương trình, kế hoạch": "16-CTr/HU",
        "Ngày giao việc": "15-1-2021",
        "Ngày bắt đầu": "–",
        "Hạn hoàn thành": "31-12-2022",
        "Sản phẩm": "–",
        "Phục vụ chỉ tiêu": "–",
    }
    assert page.texts("//p[@class='verdict']") == ["hoàn thành 100 %"]


def test_an_item_is_as_it_stood_on_the_day(office: Client, work: Work) -> None:
    page = seen(office, work, "1", "1-7-2022")
    assert page.texts("//p[@class='verdict']") == ["đang thực hiện 40 %"]
    assert [row[0] for row in reports(page)] == ["30-6-2022"]
    assert reports(seen(office, work, "1", "1-1-2022")) == []
    late = seen(office, work, "2")
    assert late.texts("//p[@class='verdict']") == ["đang thực hiện 70 % quá hạn 52 ngày"]


def test_a_report_that_was_replaced_stays_to_be_seen(office: Client, work: Work) -> None:
    report(
        work.place, work.items["1"], WorkState.IN_PROGRESS, 90, on=date(2022, 12, 31), result="Chưa xong hẳn"
    )
    rows = reports(seen(office, work, "1"))
    assert [(row[0], row[1], row[2]) for row in rows] == [
        ("31-12-2022", "đang thực hiện", "90"),
        ("31-12-2022", "hoàn thành, đã được thay", "100"),
        ("30-6-2022", "đang thực hiện", "40"),
    ]
    assert seen(office, work, "1").texts("//td/span/del[@class='struck']") == ["hoàn thành"]
    assert all("nhập trên màn hình" in row[5] for row in rows)


@pytest.mark.parametrize(
    ("sort", "shares"),
    [
        ("ngay", ["40", "90", "100"]),
        ("-ngay", ["90", "100", "40"]),
        ("trang-thai", ["90", "40", "100"]),
        ("-ty-le", ["100", "90", "40"]),
        ("ket-qua", ["90", "100", "40"]),
    ],
)
def test_reports_are_sorted_as_the_address_says(
    office: Client, work: Work, sort: str, shares: list[str]
) -> None:
    report(work.place, work.items["1"], WorkState.IN_PROGRESS, 90, on=date(2022, 12, 31))
    page = get(office, work.at("1"), **{"den": "21-02-2023", "xep-bao-cao": sort, "an-bao-cao": "ghi-luc"})
    assert [row[2] for row in page.rows] == shares
    assert page.heads == [
        "Tính đến ngày", "Trạng thái", "Tỷ lệ (%)", "Kết quả", "Minh chứng", "Nguồn", "Người ghi",
    ]  # fmt: skip


def test_reports_go_to_excel_with_their_evidence(office: Client, tree: Tree, work: Work) -> None:
    paper = make_directive("5-KH/ĐU", holder=tree.commune)
    given = entry(
        work.items["1"], on=date(2022, 12, 31), percent=95, result="Trồng 58 ha\nCòn 2 ha", evidence="Biên bản 13",
        evidence_directive_id=paper.pk, source_file="bieu.xlsx", source_cell="Đầu công việc!L4", source_text="L4: “9” thành “95”",
    )  # fmt: skip
    actions.report_progress(work.place.office, unit=work.place.unit, entries=[given], now=NOW)
    at, who = "2023-02-21T10:00:00", "Trần Thị Bình"
    typed = "nhập trên màn hình"
    assert exported(office, work.at("1"), "bao-cao", den="21-02-2023") == [
        ["Đầu công việc 1: các lần báo cáo"],
        ["Tính đến ngày", "Trạng thái", "Tỷ lệ (%)", "Kết quả", "Minh chứng", "Nguồn", "Người ghi", "Ghi lúc"],
        ["2022-12-31T00:00:00", "đang thực hiện", 95, "Trồng 58 ha\nCòn 2 ha", "Biên bản 13 05-KH/ĐU",
         "bieu.xlsx, ô Đầu công việc!L4; L4: “9” thành “95”", who, at],
        ["2022-12-31T00:00:00", "hoàn thành, đã được thay", 100, "Trồng 60 ha", "Biên bản 12", typed, who, at],
        ["2022-06-30T00:00:00", "đang thực hiện", 40, "Trồng 40 ha", None, typed, who, at],
    ]  # fmt: skip


def test_a_report_from_a_file_names_its_cell(office: Client, work: Work) -> None:
    given = entry(
        work.items["3"],
        on=date(2023, 2, 1),
        source_file="bieu.xlsx",
        source_cell="Đầu công việc!L4",
        batch="k1",
    )
    actions.report_progress(work.place.office, unit=work.place.unit, entries=[given], now=NOW)
    assert reports(seen(office, work, "3"))[0][5] == "bieu.xlsxô Đầu công việc!L4"


def test_evidence_in_the_register_leads_there(office: Client, tree: Tree, work: Work) -> None:
    own, foreign = make_directive("5-KH/ĐU", holder=tree.commune), make_directive("6-KH/ĐU", holder=tree.far)
    given = entry(work.items["3"], on=date(2023, 2, 1), evidence_directive_id=own.pk)
    actions.report_progress(work.place.office, unit=work.place.unit, entries=[given], now=NOW)
    page = seen(office, work, "3")
    assert page.column("Minh chứng") == ["05-KH/ĐU"]
    assert f"/van-ban/{own.pk}/" in page.href(own.symbol)
    assert str(foreign.symbol) not in "".join(page.texts("//main"))


def test_targets_that_it_serves_are_linked(office: Client, work: Work) -> None:
    target = make_target(work.place, work.term, "7")
    actions.link_targets(work.place.office, item=work.items["1"], targets=[target], now=NOW)
    page = seen(office, work, "1")
    assert page.facts()["Phục vụ chỉ tiêu"] == "Chỉ tiêu 7"
    assert f"/chi-tieu/{target.pk}/" in page.href("Chỉ tiêu 7")


ACTS = {"bao-cao/", "sua/", "chi-tieu/", "dua-ra/"}


@pytest.mark.parametrize(
    ("role", "where", "acts"),
    [
        (RoleCode.OFFICE, "commune", ACTS),
        (RoleCode.LEADER, "commune", set()),
        (RoleCode.DELEGATE, "commune", set()),
        (RoleCode.OVERSEER, "district", set()),
        (RoleCode.OFFICE, "district", set()),
    ],
)
def test_acts_are_offered_to_who_may_do_them(
    tree: Tree, work: Work, role: RoleCode, where: str, acts: set[str]
) -> None:
    page = seen(visitor(role, getattr(tree, where), "nguoi-xem"), work, "1")
    base = work.at("1")
    links = {str(href).partition("?")[0] for href in page.root.xpath("//main//a/@href")}
    assert {link.removeprefix(base) for link in links if link.startswith(base) and link != base} == acts


def test_an_item_off_the_list_says_so_and_comes_back(office: Client, work: Work) -> None:
    actions.remove_item(
        work.place.office, item=work.items["3"], on=date(2023, 2, 10), reason="Ghép vào việc số 1", now=NOW
    )
    page = seen(office, work, "3")
    assert (
        "từ ngày 10-2-2023: Ghép vào việc số 1" in page.texts("//div[contains(@class, 'alert-warning')]")[0]
    )
    assert page.root.xpath("//main//form/@action")[0].startswith(work.at("3", "khoi-phuc/"))


@pytest.mark.parametrize("number", ["0", "987654321", "9223372036854775808", "99999999999999999999999"])
def test_an_item_that_is_not_there_is_not_found(office: Client, work: Work, number: str) -> None:
    assert office.get(f"/dau-cong-viec/{number}/").status_code == 404


def test_an_item_of_another_unit_is_not_found(tree: Tree, work: Work) -> None:
    beside = visitor(RoleCode.OFFICE, tree.second, "ben-canh")
    for act in ("", "sua/", "bao-cao/", "chi-tieu/", "dua-ra/"):
        assert beside.get(work.at("1", act)).status_code == 404


def test_as_many_queries_for_many_reports_as_for_one(office: Client, work: Work) -> None:
    def counted() -> int:
        with CaptureQueriesContext(connection) as asked:
            seen(office, work, "2")
        return len(asked)

    counted()
    one = counted()
    for day in range(1, 20):
        report(work.place, work.items["2"], WorkState.IN_PROGRESS, day, on=date(2023, 2, day))
    assert (counted(), one < 25) == (one, True)


def test_an_item_names_its_unit_whatever_unit_is_looked_at(district_office: Client, work: Work) -> None:
    asked = {"don-vi": "838", "den": "21-2-2023"}
    page = get(district_office, work.at("1"), **asked)
    assert page.texts("//p[@class='page-lead']")[0] == "Đảng bộ xã Tân Thanh Tây › Kinh tế"
    assert exported_of(district_office, work.at("1"), "bao-cao", **asked) == (
        "Đảng bộ xã Tân Thanh Tây, nhiệm kỳ 2020-2025, số liệu đến ngày 21-2-2023",
        "28927-21-2-2023",
    )
