"""Freezing figures on screen, and looking at a freeze."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nhiemky.org.vocab import RoleCode
from nhiemky.targets.models import Freeze
from tests import cast_targets as cast
from tests.cast import Tree
from tests.cast_boards import Stage, freeze, make_stage
from tests.standing import standing
from tests.web.conftest import visitor
from tests.web.reading import exported, exported_of, get, parameters, post

PAGE = "/so-lieu-chot/"
GIVEN = {"cut_off": "21-2-2023", "label": "Hội nghị sơ kết", "scheme": "default"}


@standing(at="2023-02-21 10:00+07:00")
def stage(tree: Tree) -> Stage:
    return make_stage(tree)


def test_freezes_of_nothing_say_what_a_freeze_is_for(stage: Stage, office: Client) -> None:
    page = get(office, PAGE)
    assert (page.status, page.heading) == (200, "Số liệu chốt: Đảng bộ xã Tân Thanh Tây")
    assert page.texts("//p[@class='empty-title']") == [
        "Chưa chốt số liệu lần nào. Chốt số liệu để báo cáo và hội nghị dùng cùng một bộ số không đổi."
    ]


def test_freezes_form_proposes_the_day_of_the_frame(stage: Stage, office: Client) -> None:
    page = get(office, PAGE)
    assert (page.value("cut_off"), page.value("label"), page.value("scheme")) == ("21-2-2023", "", "")
    assert get(office, PAGE, den="31-12-2022").value("cut_off") == "31-12-2022"


def test_freezes_take_the_figures_and_show_them(stage: Stage, office: Client) -> None:
    page = post(office, PAGE, **GIVEN)
    assert page.messages == ["Đã chốt số liệu. Số liệu chốt không thay đổi về sau."]
    assert page.heading == "Hội nghị sơ kết"
    row = Freeze.objects.get()
    assert (row.label, row.unit.code, row.cut_off.isoformat(), row.scheme["name"]) == (
        "Hội nghị sơ kết",
        "28927",
        "2023-02-21",
        "default",
    )


@pytest.mark.parametrize("written", ["21/02/2023", "21.2.2023", "ngày 21 tháng 2 năm 2023"])
def test_freezes_take_days_in_any_way_of_writing(stage: Stage, office: Client, written: str) -> None:
    post(office, PAGE, **{**GIVEN, "cut_off": written})
    assert Freeze.objects.get().cut_off.isoformat() == "2023-02-21"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"label": ""}, "label"),
        ({"label": "a" * 201}, "label"),
        ({"cut_off": ""}, "cut_off"),
        ({"cut_off": "31-2-2023"}, "cut_off"),
        ({"cut_off": "hôm qua"}, "cut_off"),
        ({"cut_off": "1-1-1990"}, "cut_off"),
        ({"scheme": "khac"}, "scheme"),
    ],
    ids=str,
)
def test_freezes_refuse_and_keep_what_was_typed(
    stage: Stage, office: Client, changes: dict[str, str], field: str
) -> None:
    given = {**GIVEN, **changes}
    page = post(office, PAGE, **given)
    assert page.status == 422
    assert len(page.errors(field)) == 1
    assert len(page.summary) == 1
    assert [page.value(name) for name in ("cut_off", "label")] == [given["cut_off"], given["label"]]
    assert Freeze.objects.count() == 0


def test_freezes_refuse_the_same_label_and_day_twice(stage: Stage, office: Client) -> None:
    freeze(stage.first, stage.term, "Hội nghị sơ kết")
    page = post(office, PAGE, **GIVEN)
    assert page.status == 422
    assert page.value("label") == "Hội nghị sơ kết"
    assert (len(page.summary), Freeze.objects.count()) == (1, 1)


def test_freezes_of_a_unit_without_targets_are_refused(tree: Tree, office: Client) -> None:
    page = post(office, PAGE, **GIVEN)
    assert (page.status, len(page.summary), Freeze.objects.count()) == (422, 1, 0)


def test_freezes_list_the_latest_cut_off_first(stage: Stage, office: Client) -> None:
    post(office, PAGE, **{**GIVEN, "label": "Cuối năm 2022", "cut_off": "31-12-2022"})
    post(office, PAGE, **GIVEN)
    page = get(office, PAGE)
    assert page.column("Ngày chốt") == ["21-2-2023", "31-12-2022"]
    assert page.column("Tên lần chốt") == ["Hội nghị sơ kết", "Cuối năm 2022"]
    assert set(page.column("Người chốt")) == {"Nguyễn Văn An"}
    assert get(office, PAGE, xep="ngay").column("Ngày chốt") == ["31-12-2022", "21-2-2023"]


def test_freezes_show_no_form_to_who_may_not_freeze(stage: Stage) -> None:
    looker = visitor(RoleCode.OVERSEER, stage.tree.district, "tocongtac")
    page = get(looker, PAGE, **{"don-vi": "28927"})
    assert (page.status, page.root.xpath("//main//form[@method='post']")) == (200, [])


def test_freezes_posted_by_who_may_not_leave_no_trace(stage: Stage) -> None:
    looker = visitor(RoleCode.OVERSEER, stage.tree.district, "tocongtac")
    looker.post(f"{PAGE}?don-vi=28927", GIVEN)
    assert Freeze.objects.count() == 0


def test_freezes_by_a_superior_take_confirmed_figures(stage: Stage, district_office: Client) -> None:
    cast.record(stage.first, stage.first.unit.targets.get(number="3"), 5)
    post(district_office, f"{PAGE}?don-vi=28927", **GIVEN)
    assert [row.class_code for row in Freeze.objects.get().rows.order_by("position")] == [
        "over_75",
        "met",
        "no_data",
    ]


def test_freezes_ask_as_many_questions_for_three_as_for_one(stage: Stage, office: Client) -> None:
    freeze(stage.first, stage.term, "Một")
    office.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        office.get(PAGE)
    freeze(stage.first, stage.term, "Hai")
    freeze(stage.first, stage.term, "Ba")
    with CaptureQueriesContext(connection) as many:
        office.get(PAGE)
    assert len(many) == len(few)


def test_freezes_need_sign_in(client: Client, stage: Stage) -> None:
    assert client.get(PAGE).status_code == 302


def test_freeze_shows_its_figures(stage: Stage, office: Client) -> None:
    taken = freeze(stage.first, stage.term)
    page = get(office, f"{PAGE}{taken.pk}/")
    assert page.texts("//p[@class='overview-sentence']") == [
        "Đạt và vượt 1/3 chỉ tiêu, 1/3 chỉ tiêu đạt trên 75%, 1/3 chỉ tiêu chưa có số liệu."
    ]
    assert page.column("Thực hiện") == ["56", "1,5", "–"]
    assert "Không có chênh lệch: số liệu hiện nay của ngày chốt này vẫn như khi chốt." in page.texts(
        "//section/p"
    )
    assert any(taken.digest in text for text in page.texts("//p[@class='footnote']"))


def test_freeze_shows_what_has_changed_since(stage: Stage, office: Client) -> None:
    taken = freeze(stage.first, stage.term)
    cast.record(stage.first, stage.first.unit.targets.get(number="3"), 5, confirmed=True)
    page = get(office, f"{PAGE}{taken.pk}/")
    assert page.rows == [
        ["3", "Số hợp tác xã thành lập mới", "–", "5", "Chưa có số liệu", "Đạt và vượt"],
    ]
    assert page.texts("//p[@class='overview-sentence']")[0].startswith("Đạt và vượt 1/3")


CHANGES = "Chênh lệch so với số liệu chốt: số liệu biết đến ngày 21-2-2023, cùng ngày chốt, cùng bộ nhóm"


def test_freeze_sorts_what_has_changed_beside_its_figures(stage: Stage, office: Client) -> None:
    taken = freeze(stage.first, stage.term)
    for number, value in (("1", 70), ("2", 1), ("3", 5)):
        cast.record(stage.first, stage.first.unit.targets.get(number=number), value, confirmed=True)
    address = f"{PAGE}{taken.pk}/"
    rows = [
        ["1", "Thu nhập bình quân đầu người", "56", "70", "Đạt trên 75%", "Đạt và vượt"],
        ["2", "Tỷ lệ hộ nghèo", "1,5", "1", "Đạt và vượt", "Đạt và vượt"],
        ["3", "Số hợp tác xã thành lập mới", "–", "5", "Chưa có số liệu", "Đạt và vượt"],
    ]
    page = get(office, address)
    assert page.table(CHANGES) == rows
    for sort, order in {
        "khi-chot": [1, 0, 2], "-khi-chot": [0, 1, 2], "hien-nay": [1, 2, 0], "nhom-khi-chot": [1, 0, 2], "-nhom-khi-chot": [2, 0, 1],
        "so": [0, 1, 2],
    }.items():  # fmt: skip
        sorted_page = get(office, address, **{"xep-chenh-lech": sort})
        assert sorted_page.table(CHANGES) == [rows[place] for place in order]
        assert sorted_page.table("Các chỉ tiêu của đơn vị") == page.table("Các chỉ tiêu của đơn vị")


def test_freeze_sends_what_has_changed_to_excel(stage: Stage, office: Client) -> None:
    taken = freeze(stage.first, stage.term)
    cast.record(stage.first, stage.first.unit.targets.get(number="3"), 5, confirmed=True)
    assert exported(office, f"{PAGE}{taken.pk}/", "chenh-lech") == [
        [CHANGES],
        ["STT", "Chỉ tiêu", "Khi chốt", "Hiện nay", "Nhóm khi chốt", "Nhóm hiện nay"],
        ["3", "Số hợp tác xã thành lập mới", None, "5", "Chưa có số liệu", "Đạt và vượt"],
    ]


def test_freeze_says_which_targets_came_and_went(stage: Stage, office: Client) -> None:
    taken = freeze(stage.first, stage.term)
    cast.make_target(stage.first, stage.term, "4", name="Chỉ tiêu mới")
    cast.actions.remove_target(
        stage.first.office,
        target=stage.first.unit.targets.get(number="3"),
        reason="trùng",
        now=cast.NOW,
    )
    page = get(office, f"{PAGE}{taken.pk}/")
    assert sorted(page.texts("(//table)[1]//span[@class='cell-note']")) == [
        "chỉ tiêu thêm sau khi chốt",
        "chỉ tiêu đã bỏ sau khi chốt",
    ]


def test_freeze_says_how_many_figures_were_unconfirmed(stage: Stage, office: Client) -> None:
    cast.record(stage.first, stage.first.unit.targets.get(number="3"), 5)
    taken = freeze(stage.first, stage.term)
    page = get(office, f"{PAGE}{taken.pk}/")
    assert page.texts("//p[contains(@class, 'alert-warning')]") == [
        "Khi chốt có 1 số liệu chưa được xác nhận."
    ]


def test_freeze_leads_to_its_report(stage: Stage, office: Client) -> None:
    taken = freeze(stage.first, stage.term)
    address = get(office, f"{PAGE}{taken.pk}/").href("Báo cáo theo số liệu chốt")
    assert address.startswith("/bao-cao/?")
    assert parameters(address)["chot"] == str(taken.pk)


def test_freeze_table_goes_to_excel(stage: Stage, office: Client) -> None:
    taken = freeze(stage.first, stage.term)
    response = office.get(f"{PAGE}{taken.pk}/", {"xuat": "xlsx"})
    assert response.content[:2] == b"PK"


@pytest.mark.parametrize("id", [404, 10**18])
def test_freeze_that_is_not_there_is_not_found(stage: Stage, office: Client, id: int) -> None:
    assert office.get(f"{PAGE}{id}/").status_code == 404


def test_freeze_of_a_neighbour_is_not_found(stage: Stage, office: Client) -> None:
    taken = freeze(stage.second, stage.term)
    assert office.get(f"{PAGE}{taken.pk}/").status_code == 404


def test_freeze_takes_no_posts(stage: Stage, office: Client) -> None:
    taken = freeze(stage.first, stage.term)
    assert office.post(f"{PAGE}{taken.pk}/").status_code == 405


def test_what_goes_to_excel_is_of_the_unit_and_the_day_of_the_freeze(
    stage: Stage, district_office: Client
) -> None:
    taken = freeze(stage.first, stage.term)
    asked = {"don-vi": "838", "den": "31-12-2022"}
    assert exported_of(district_office, f"{PAGE}{taken.pk}/", **asked) == (
        "Đảng bộ xã Tân Thanh Tây, nhiệm kỳ 2020-2025, số liệu đến ngày 21-2-2023",
        "28927-21-2-2023",
    )
