"""The list of work items on screen: what it counts, narrows, sorts and offers."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.org.vocab import RoleCode
from nhiemky.web.work.listing import parts_of, write_share
from nhiemky.work import actions
from nhiemky.work.queries import WorkCount
from nhiemky.work.vocab import WorkState
from tests.cast import Tree
from tests.cast_boards import place_of
from tests.cast_work import NOW, make_item, report
from tests.web.conftest import visitor
from tests.web.reading import Page, exported, get
from tests.web.work.conftest import Work

LIST = "/dau-cong-viec/"
BELOW = "Các đơn vị bên dưới"


def shown(client: Client, **query: str) -> Page:
    page = get(client, f"{LIST}?{urlencode({'den': '21-02-2023', **query})}")
    assert page.status == 200
    return page


def numbers(page: Page) -> list[str]:
    return page.column("STT")


def test_the_list_says_how_far_the_work_has_come(office: Client, work: Work) -> None:
    page = shown(office)
    assert page.heading == "Đầu công việc: Đảng bộ xã Tân Thanh Tây"
    assert page.texts("//p[@class='overview-sentence']") == [
        "Hoàn thành 1/4 đầu công việc, trong đó 0/1 đầu công việc trọng tâm; quá hạn 1."
    ]
    assert page.texts("//ul[@class='work-legend']/li") == [
        "chưa triển khai 2",
        "đang thực hiện 1",
        "hoàn thành 1",
    ]
    assert numbers(page) == ["1", "2", "3", "T1"]
    assert page.column("Hạn") == ["31-12-2022", "31-12-2022quá hạn 52 ngày", "30-6-2024", "–"]
    assert page.column("Trạng thái") == ["hoàn thành", "đang thực hiện", "chưa triển khai", "chưa triển khai"]
    assert page.column("Tỷ lệ (%)") == ["100", "70", "–", "–"]


def test_what_is_overdue_is_one_step_away(office: Client, work: Work) -> None:
    page = get(office, shown(office).href("Xem việc quá hạn"))
    assert (numbers(page), page.column("Hạn")) == (["2"], ["31-12-2022quá hạn 52 ngày"])
    assert page.texts("//td[@data-label='Hạn']/span[@class='over']") == ["31-12-2022"]


def test_the_list_is_as_it_stood_on_the_day(office: Client, work: Work) -> None:
    page = shown(office, den="1-7-2022")
    assert page.column("Trạng thái") == [
        "đang thực hiện",
        "chưa triển khai",
        "chưa triển khai",
        "chưa triển khai",
    ]
    assert page.texts("//p[@class='overview-sentence']") == [
        "Hoàn thành 0/4 đầu công việc, trong đó 0/1 đầu công việc trọng tâm; quá hạn 0."
    ]
    assert "Đơn vị chưa có đầu công việc" in " ".join(shown(office, den="1-1-2021").texts("//main"))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["1", "2", "3", "T1"]),
        ({"q": "cho xa"}, ["2"]),
        ({"q": "CHỢ"}, ["2"]),
        ({"q": "khong co gi"}, []),
        ({"trang_thai": "done"}, ["1"]),
        ({"trang_thai": "not_started"}, ["3", "T1"]),
        ({"trang_thai": "la"}, ["1", "2", "3", "T1"]),
        ({"nhom": "Thương mại"}, ["2"]),
        ({"loai": "trong-tam"}, ["T1"]),
        ({"loai": "dot-pha"}, ["3"]),
        ({"qua_han": "on"}, ["2"]),
        ({"trang_thai": "done", "qua_han": "on"}, []),
        ({"xep": "han"}, ["1", "2", "3", "T1"]),
        ({"xep": "-han"}, ["3", "1", "2", "T1"]),
        ({"xep": "-ty-le"}, ["1", "2", "3", "T1"]),
        ({"xep": "ten"}, ["3", "T1", "2", "1"]),
        ({"xep": "'; DROP TABLE"}, ["1", "2", "3", "T1"]),
    ],
)
def test_the_list_is_narrowed_and_sorted(
    office: Client, work: Work, query: dict[str, str], found: list[str]
) -> None:
    assert sorted(numbers(shown(office, **query))) == sorted(found)
    if "xep" in query and query["xep"] != "ten":
        assert numbers(shown(office, **query)) == found


def test_a_part_of_the_page_is_sent_alone(office: Client, work: Work) -> None:
    part = office.get(
        LIST, {"q": "chợ"}, headers={"HX-Request": "true", "HX-Target": "div#danh-sach"}
    ).content.decode()
    assert "<html" not in part
    assert "Xây chợ xã" in part
    assert "Mở đường ấp" not in part


def test_the_list_goes_to_excel(office: Client, work: Work) -> None:
    answer = office.get(LIST, {"xuat": "xlsx"})
    assert (answer.status_code, answer.content[:2]) == (200, b"PK")


def test_acts_are_offered_to_who_may_do_them(office: Client, district_office: Client, work: Work) -> None:
    own, above = shown(office), shown(district_office, **{"don-vi": "28927"})
    links = {"/dau-cong-viec/them/", "/dau-cong-viec/bao-cao/", "/dau-cong-viec/tai-tep/"}

    def offered(page: Page) -> set[str]:
        return {str(href).partition("?")[0] for href in page.root.xpath("//main//a/@href")} & links

    assert (offered(own), offered(above)) == (links, set())
    assert numbers(above) == ["1", "2", "3", "T1"]


def test_a_superior_sees_the_numbers_of_the_units_below(
    district_office: Client, tree: Tree, work: Work
) -> None:
    second = place_of(tree.second)
    report(second, make_item(second, work.term, "1"), WorkState.DONE, on=date(2023, 2, 1))
    rows = [
        ["Đảng bộ xã Tân Thanh Tây", "4", "1", "1", "1"],
        ["Đảng bộ xã Nhuận Phú Tân", "1", "0", "1", "0"],
    ]
    page = shown(district_office, **{"don-vi": "838"})
    assert page.table(BELOW) == rows
    assert page.href("Đảng bộ xã Nhuận Phú Tân").startswith("/dau-cong-viec/?don-vi=28957")
    turned = {"don-vi": "838", "xep-ben-duoi": "tong"}
    assert shown(district_office, **turned).table(BELOW) == rows[::-1]
    cut = shown(district_office, **turned, **{"an-ben-duoi": "tam"})
    assert cut.table(BELOW) == [row[:2] + row[3:] for row in rows[::-1]]


def test_the_numbers_of_the_units_below_go_to_excel_beside_the_own_list(
    district_office: Client, tree: Tree, work: Work
) -> None:
    make_item(place_of(tree.district), work.term, "9", name="Việc của huyện")
    asked = {"don-vi": "838", "den": "21-02-2023"}
    assert exported(district_office, LIST, "ben-duoi", **asked) == [
        ["Các đơn vị bên dưới"],
        ["Đơn vị", "Đầu công việc", "Trọng tâm", "Hoàn thành", "Quá hạn"],
        ["Đảng bộ xã Tân Thanh Tây", 4, 1, 1, 1],
    ]
    own = exported(district_office, LIST, **asked)
    assert (own[0], [row[:2] for row in own[2:]]) == (
        ["Các đầu công việc của đơn vị"],
        [["9", "Việc của huyện"]],
    )


def test_what_was_taken_off_can_be_brought_back(office: Client, delegate: Client, work: Work) -> None:
    actions.remove_item(
        work.place.office, item=work.items["2"], on=date(2023, 2, 10), reason="Ghép vào việc số 1", now=NOW
    )
    page = shown(office)
    assert numbers(page) == ["1", "3", "T1"]
    assert page.texts("//details[@class='removed']/summary") == ["1 đầu công việc đã đưa ra khỏi danh sách"]
    assert "10-2-2023: Ghép vào việc số 1" in page.texts("//details[@class='removed']//li/span")[0]
    assert shown(delegate).texts("//details[@class='removed']") == []
    assert numbers(shown(office, den="9-2-2023")) == ["1", "2", "3", "T1"]


@pytest.mark.parametrize(
    ("role", "where", "unit", "status"),
    [
        (RoleCode.OFFICE, "second", "28927", 404),
        (RoleCode.OVERSEER, "district", "28927", 200),
        (RoleCode.DELEGATE, "commune", "28927", 200),
        (RoleCode.OFFICE, "far", "28927", 404),
        (RoleCode.OFFICE, "district", "khong-co", 404),
    ],
)
def test_who_may_look(tree: Tree, work: Work, role: RoleCode, where: str, unit: str, status: int) -> None:
    client = visitor(role, getattr(tree, where), f"nguoi-{where}")
    assert client.get(LIST, {"don-vi": unit}).status_code == status


def test_who_is_not_signed_in_is_led_to_the_door(client: Client, work: Work) -> None:
    assert client.get(LIST).headers["Location"].startswith("/dang-nhap/")


def test_what_people_typed_is_text(office: Client, work: Work) -> None:
    hostile = "<script>alert(1)</script>"
    make_item(work.place, work.term, "9", name=hostile, lead=hostile, group=hostile)
    text = office.get(LIST).content.decode()
    assert hostile not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_as_many_queries_for_many_items_as_for_few(office: Client, work: Work) -> None:
    def counted() -> int:
        with CaptureQueriesContext(connection) as asked:
            shown(office)
        return len(asked)

    counted()
    few = counted()
    for number in range(10, 30):
        item = make_item(work.place, work.term, str(number), programme="16-CTr/HU")
        report(work.place, item, WorkState.IN_PROGRESS, 5, on=date(2023, 2, 1))
    assert (counted(), few < 25) == (few, True)


def test_the_bar_shows_the_states_side_by_side() -> None:
    states = {**dict.fromkeys(WorkState, 0), WorkState.NOT_STARTED: 1, WorkState.DONE: 2}
    assert [(part.state, part.count, part.start, part.share) for part in parts_of(WorkCount(3, by_state=states))] == [
        ("not_started", 1, "0.00", "33.33"), ("done", 2, "33.33", "66.66"),
    ]  # fmt: skip
    assert parts_of(WorkCount()) == ()


@given(st.lists(st.integers(0, 500), min_size=5, max_size=5).filter(any))
def test_the_bar_never_runs_out_of_its_frame(counts: list[int]) -> None:
    states = dict(zip(WorkState, counts, strict=True))
    parts = parts_of(WorkCount(sum(counts), by_state=states))
    assert sum(part.count for part in parts) == sum(counts)
    ends = [round(float(part.start) * 100) + round(float(part.share) * 100) for part in parts]
    assert max(ends) <= 10_000
    assert [round(float(part.start) * 100) for part in parts[1:]] == sorted(
        round(float(part.start) * 100) for part in parts[1:]
    )


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [(0, 7, "0.00"), (7, 7, "100.00"), (1, 3, "33.33"), (1, 2000, "0.05"), (2, 3, "66.66")],
)
def test_a_share_is_written_to_two_places(part: int, whole: int, text: str) -> None:
    assert write_share(part, whole) == text
