"""A leader confirms or returns what was submitted."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from nhiemky.kernel.scoring import Comparator, Period
from nhiemky.org.vocab import RoleCode
from nhiemky.targets import actions
from nhiemky.targets.models import Observation, Target
from nhiemky.targets.vocab import TargetRow
from tests import cast
from tests.standing import standing
from tests.web.entry.sheet import stored
from tests.web.reading import Page, get, post, read
from tests.web.targets.conftest import browser_of
from tests.web.targets.scene import NOW, Scene, add, from_file, poor_households, record

ADDRESS = "/nhap-lieu/xac-nhan/"
MISSING = "–"


def submit(commune: Scene) -> None:
    actions.submit_figures(commune.place.office, unit=commune.place.unit, term=commune.term, now=NOW)


@standing(at="2023-02-21 10:00+07:00")
def income(commune: Scene) -> Target:
    """Let the income have a confirmed figure of 2021 and one that waits."""
    target = add(commune, "1", name="Thu nhập bình quân đầu người")
    record(commune.place, target, 60, 2021, confirmed=True)
    record(commune.place, target, 71, 2022)
    return target


@standing(at="2023-02-21 10:00+07:00")
def waiting(commune: Scene, income: Target) -> tuple[Target, Target]:
    """Let a figure of a file wait too, and a correction of a confirmed one."""
    poor = add(commune, "2", poor_households())
    from_file(commune, poor, "6.5", 2022, "Chỉ tiêu!P9")
    record(commune.place, income, 61, 2021)
    submit(commune)
    return income, poor


def ids(page: Page) -> list[str]:
    return [str(box.get("value")) for box in page.root.xpath("//input[@name='so']")]


def decision(page: Page, chosen: list[str], **given: str) -> dict[str, object]:
    """Give what the form would post."""
    shown = {
        str(field.get("name")): str(field.get("value"))
        for field in page.root.xpath("//input[@type='hidden']")
    }
    return {**shown, "so": chosen, "viec": "xac-nhan", "reason": "", **given}


def test_every_figure_says_old_new_effect_and_source(leader: Client, waiting: object) -> None:
    page = get(leader, ADDRESS)
    assert page.heading == "Xác nhận số liệu: Đảng bộ xã Tân Thanh Tây"
    assert [row[1:] for row in page.rows] == [
        ["1. Thu nhập bình quân đầu người≥ 70 triệu đồng", "2021", "60", "61",
         "Đạt trên 75% 85,71 % →thành Đạt và vượt 101,43 %", "nhập trên màn hìnhTrần Thị Bình, 10:00, 21-2-2023"],
        ["1. Thu nhập bình quân đầu người≥ 70 triệu đồng", "2022", MISSING, "71",
         "Đạt trên 75% 85,71 % →thành Đạt và vượt 101,43 %", "nhập trên màn hìnhTrần Thị Bình, 10:00, 21-2-2023"],
        ["2. Tỷ lệ hộ nghèo còn dưới 3%≤ 3 %", "2022", MISSING, "6,5",
         "Chưa có số liệu →thành Đạt trên 50% 50 %",
         "ket-qua.xlsxô Chỉ tiêu!P9: “6,5”Trần Thị Bình, 10:00, 21-2-2023"],
    ]  # fmt: skip


def test_figures_are_sorted_and_columns_chosen_while_the_boxes_stay(leader: Client, waiting: object) -> None:
    orders = {
        key: [row[4] for row in get(leader, ADDRESS, xep=key).rows]
        for key in ("-ten", "ky", "-cu", "moi", "muc", "nguon")
    }
    assert orders == {
        "-ten": ["6,5", "61", "71"],
        "ky": ["61", "71", "6,5"],
        "-cu": ["61", "71", "6,5"],
        "moi": ["6,5", "61", "71"],
        "muc": ["6,5", "61", "71"],
        "nguon": ["6,5", "61", "71"],
    }
    page = get(leader, ADDRESS, an=["chon", "ten", "nguon"])
    assert page.heads == ["Chọn", "Kỳ", "Đã xác nhận", "Số mới", "Mức đạt"]
    assert len(ids(page)) == 3
    assert set(page.root.xpath("//tbody//input/@form")) == {page.root.xpath("//form[@method='post']/@id")[-1]}


def test_what_was_left_out_stays_left_out_when_the_table_is_sorted(leader: Client, waiting: object) -> None:
    first, *others = ids(get(leader, ADDRESS))
    page = get(leader, ADDRESS, xep="-moi", bo=f"{first},x,")
    assert sorted(page.root.xpath("//input[@name='so'][@checked]/@value")) == sorted(others)


def test_waiting_figures_go_to_excel_without_boxes(leader: Client, waiting: object) -> None:
    sheet = load_workbook(BytesIO(leader.get(ADDRESS, {"xuat": "xlsx"}).content)).active
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)] == [
        ["Chỉ tiêu", "Kỳ", "Đã xác nhận", "Số mới", "Mức đạt", "Nguồn"],
        ["1. Thu nhập bình quân đầu người", "2021", "60", "61", "Đạt trên 75% → Đạt và vượt", "nhập trên màn hình"],
        ["1. Thu nhập bình quân đầu người", "2022", None, "71", "Đạt trên 75% → Đạt và vượt", "nhập trên màn hình"],
        ["2. Tỷ lệ hộ nghèo còn dưới 3%", "2022", None, "6,5", "Chưa có số liệu → Đạt trên 50%", "ket-qua.xlsx Chỉ tiêu!P9"],
    ]  # fmt: skip


def test_the_effect_on_the_whole_is_said(leader: Client, waiting: object) -> None:
    assert get(leader, ADDRESS).texts("//p[@class='overview-sentence']") == [
        "1/2 chỉ tiêu đạt trên 75%, 1/2 chỉ tiêu chưa có số liệu.",
        "Đạt và vượt 1/2 chỉ tiêu, 1/2 chỉ tiêu đạt trên 50%.",
    ]


def test_all_are_chosen_at_first_and_all_are_confirmed(
    leader: Client, waiting: tuple[Target, Target]
) -> None:
    page = get(leader, ADDRESS)
    assert len(page.root.xpath("//input[@name='so'][@checked]")) == 3
    done = read(leader.post(ADDRESS, decision(page, ids(page)), follow=True))
    assert done.messages == ["Đã xác nhận 3 số liệu."]
    assert done.texts("//p[@class='empty-title']") == ["Không có số liệu chờ xác nhận"]
    income, poor = waiting
    assert [stored(income, 2021), stored(income), stored(poor)] == [
        [(1, "60", "confirmed"), (2, "61", "confirmed")],
        [(1, "71", "confirmed")],
        [(1, "6.5", "confirmed")],
    ]


def test_some_are_confirmed_and_the_others_wait(leader: Client, waiting: tuple[Target, Target]) -> None:
    page = get(leader, ADDRESS)
    done = read(leader.post(ADDRESS, decision(page, ids(page)[1:2]), follow=True))
    assert done.messages == ["Đã xác nhận 1 số liệu."]
    assert [row[2] for row in done.rows] == ["2021", "2022"]
    assert stored(waiting[0]) == [(1, "71", "confirmed")]


def test_figures_are_returned_with_a_reason(
    leader: Client, office: Client, waiting: tuple[Target, Target]
) -> None:
    page = get(leader, ADDRESS)
    given = decision(page, ids(page)[2:], viec="tra-lai", reason="Chưa khớp báo cáo của Ban")
    done = read(leader.post(ADDRESS, given, follow=True))
    assert done.messages == ["Đã trả lại 1 số liệu kèm lý do."]
    row = Observation.objects.get(target=waiting[1])
    assert (row.state, row.state_note) == ("returned", "Chưa khớp báo cáo của Ban")
    assert "Chưa khớp báo cáo của Ban" in get(office, "/nhap-lieu/").root.text_content()


def test_returning_needs_a_reason_and_keeps_the_choice(
    leader: Client, waiting: tuple[Target, Target]
) -> None:
    page = get(leader, ADDRESS)
    answer = leader.post(ADDRESS, decision(page, ids(page)[:1], viec="tra-lai"))
    assert answer.status_code == 422
    again = read(answer)
    assert again.errors("reason") == ["Đề nghị ghi lý do trả lại, không quá 500 ký tự."]
    assert [box.get("value") for box in again.root.xpath("//input[@name='so'][@checked]")] == ids(page)[:1]
    assert {row.state for row in Observation.objects.filter(version=1, period_end__year=2022)} == {
        "submitted"
    }


def test_choosing_nothing_is_said(leader: Client, waiting: object) -> None:
    page = get(leader, ADDRESS)
    again = read(leader.post(ADDRESS, decision(page, [])))
    assert (again.status, again.summary) == (422, ["Chưa chọn số liệu nào."])


def test_what_changed_since_the_page_was_opened_is_named(
    leader: Client, commune: Scene, waiting: tuple[Target, Target]
) -> None:
    page = get(leader, ADDRESS)
    record(commune.place, waiting[1], "6", 2022)
    again = read(leader.post(ADDRESS, decision(page, ids(page))))
    assert again.status == 422
    assert again.summary == [
        "Có số liệu đã được sửa hoặc trả lại sau khi trang này mở. Đề nghị tải lại trang rồi làm lại."
    ]
    assert again.texts("//div[contains(@class, 'alert-warning')]//li") == [
        "Chỉ tiêu 2, 2022: trang đã mở hiện 6,5; nay là 6 (mới nhập), Trần Thị Bình ghi lúc 10:00, 21-2-2023."
    ]
    assert stored(waiting[0]) == [(1, "71", "submitted")]


def test_of_two_leaders_the_second_learns_who_was_first(
    leader: Client, commune: Scene, waiting: tuple[Target, Target]
) -> None:
    second = browser_of(cast.make_user_with_role(RoleCode.LEADER, commune.place.state))
    page, other = get(leader, ADDRESS), get(second, ADDRESS)
    leader.post(ADDRESS, decision(page, ids(page)))
    late = read(second.post(ADDRESS, decision(other, ids(other)[:1])))
    assert late.status == 422
    assert late.summary == [
        "Số liệu đã được Nguyễn Văn An xác nhận lúc 10:00, 21-02-2023. Đề nghị tải lại trang."
    ]
    assert late.texts("//div[contains(@class, 'alert-warning')]//li") == [
        "Chỉ tiêu 1, 2021: trang đã mở hiện 61; nay là 61 (đã xác nhận), Trần Thị Bình ghi lúc 10:00, 21-2-2023."
    ]


@pytest.mark.parametrize("shown", ["", "x|1", "5-20220101-20221231", "99999-20220101-20221231|6"])
def test_what_a_page_claims_to_have_shown_is_not_trusted(
    leader: Client, commune: Scene, waiting: tuple[Target, Target], shown: str
) -> None:
    page = get(leader, ADDRESS)
    chosen = ids(page)[2]
    record(commune.place, waiting[1], "6", 2022)
    again = read(leader.post(ADDRESS, decision(page, [chosen], **{f"d-{chosen}": shown})))
    assert again.status == 422
    assert again.texts("//div[contains(@class, 'alert-warning')]//li") == []


@pytest.mark.parametrize("chosen", [["999999"], ["x"], ["-1"], ["1" * 30]])
def test_figures_that_are_not_there_are_refused(leader: Client, waiting: object, chosen: list[str]) -> None:
    page = get(leader, ADDRESS)
    assert leader.post(ADDRESS, decision(page, chosen)).status_code == 422
    assert set(
        Observation.objects.exclude(version=1, period_end__year=2021).values_list("state", flat=True)
    ) == {"submitted"}


def test_a_withdrawal_waits_like_any_figure(leader: Client, commune: Scene, income: Target) -> None:
    record(commune.place, income, None, 2021)
    submit(commune)
    row = get(leader, ADDRESS).rows[0]
    assert row[2:5] == ["2021", "60", "rút số liệu"]


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({"value": Decimal(100), "done": True}, "đạt"),
        ({"value": Decimal(0), "done": False}, "chưa đạt"),
        ({"value": Decimal(40)}, "40"),
        ({"value": Decimal(40), "estimate": True}, "ước 40"),
    ],
)
def test_figures_of_every_form_are_written_out(
    leader: Client, commune: Scene, given: dict[str, object], shown: str
) -> None:
    target = add(commune, "4", TargetRow(number="4", name="Xây trụ sở", comparator=Comparator.DONE))
    actions.record_observation(
        commune.place.office,
        target=target,
        period=Period.of_quarter(2022, 2),
        now=NOW,
        **given,  # type: ignore[arg-type]
    )
    submit(commune)
    assert get(leader, ADDRESS).rows[0][2:5] == ["quý II-2022", MISSING, shown]


def test_the_office_looks_and_does_not_confirm(office: Client, waiting: tuple[Target, Target]) -> None:
    page = get(office, ADDRESS)
    assert (len(page.rows), ids(page)) == (3, [])
    assert "Lãnh đạo của đơn vị xác nhận các số liệu này." in page.root.text_content()
    numbers = list(Observation.objects.values_list("pk", flat=True))
    assert office.post(ADDRESS, {"so": numbers, "viec": "xac-nhan"}).status_code == 403
    assert stored(waiting[0]) == [(1, "71", "submitted")]


def test_a_superior_neither_looks_nor_confirms(overseer: Client, waiting: object) -> None:
    assert get(overseer, ADDRESS, **{"don-vi": "28927"}).status == 403
    assert post(overseer, f"{ADDRESS}?don-vi=28927", viec="xac-nhan").status == 403


def test_the_leader_of_the_district_does_not_confirm_for_the_commune(commune: Scene, waiting: object) -> None:
    district = browser_of(cast.make_user_with_role(RoleCode.LEADER, commune.district.state))
    numbers = list(Observation.objects.values_list("pk", flat=True))
    answer = district.post(f"{ADDRESS}?don-vi=28927", {"so": numbers, "viec": "xac-nhan"})
    assert answer.status_code == 403


def test_nothing_waiting_says_so(leader: Client, commune: Scene) -> None:
    assert get(leader, ADDRESS).texts("//p[@class='empty-title']") == ["Không có số liệu chờ xác nhận"]


def test_the_page_asks_as_often_for_many_as_for_one(leader: Client, commune: Scene) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            get(leader, ADDRESS)
        return len(captured)

    record(commune.place, add(commune, "1"), 60, 2022)
    submit(commune)
    asked()
    before = asked()
    for number in ("2", "3"):
        record(commune.place, add(commune, number, group="Xã hội"), 60, 2022)
    submit(commune)
    assert asked() == before
