"""The entry grid: shown, posted whole, saved cell by cell, tried, submitted."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from lxml import html

from nhiemky.history.models import LedgerLine
from nhiemky.kernel.scoring import Comparator, Period
from nhiemky.targets import actions
from nhiemky.targets.models import Observation, Target
from nhiemky.targets.vocab import TargetRow
from tests.standing import standing
from tests.web.entry.sheet import cell_texts, key, save, stored, typed, whole_form
from tests.web.reading import get, post, read
from tests.web.targets.conftest import browser_of
from tests.web.targets.scene import NOW, Scene, add, confirm_all, poor_households, record, scene


@standing(at="2023-02-21 10:00+07:00")
def income(commune: Scene) -> Target:
    return add(commune, "1", name="Thu nhập bình quân đầu người")


@standing(at="2023-02-21 10:00+07:00")
def poor(commune: Scene, income: Target) -> Target:
    return add(commune, "2", poor_households())


def words_of(fragment: str) -> str:
    return " ".join(html.fromstring(f"<p>{fragment}</p>").text_content().split())


def test_the_grid_shows_targets_by_years_with_plan_and_baseline(
    office: Client, commune: Scene, income: Target, poor: Target
) -> None:
    record(commune.place, income, 60, 2021)
    record(commune.place, poor, "6.5", 2022)
    page = get(office, "/nhap-lieu/")
    assert page.heading == "Nhập liệu: Đảng bộ xã Tân Thanh Tây"
    assert page.texts("//tr[@data-row]/th") == [
        "1. Thu nhập bình quân đầu ngườitriệu đồng",
        "2. Tỷ lệ hộ nghèo còn dưới 3%%",
    ]
    assert page.texts("//td[contains(@class, 'grid-fixed')]") == ["≥ 70", "–", "≤ 3", "10"]
    assert [page.value(f"o-{key(income, year)}") for year in (2021, 2022)] == ["60", ""]
    assert page.value(f"o-{key(poor)}") == "6,5"
    assert cell_texts(page, "//span[@class='grid-plan']") == [f"phân kỳ {value}" for value in (8, 6, 5, 4, 3)]
    assert page.texts("//td[@data-band]") == ["Đạt trên 75% 85,71 %", "Đạt trên 50% 50 %"]
    assert page.texts("//tr[@class='entry-group']") + page.texts("//tr[@class='grid-group']") == [
        "Kinh tế",
        "Xã hội",
    ]


def test_parts_of_a_year_have_the_part_before_and_the_plan_beside(
    office: Client, commune: Scene, poor: Target
) -> None:
    actions.record_observation(
        commune.place.office, target=poor, period=Period.of_quarter(2021, 4), value=Decimal(8), now=NOW
    )
    page = get(office, "/nhap-lieu/", ky="quy", nam="2022")
    assert page.texts("//td[contains(@class, 'grid-fixed')]") == ["≥ 70", "–", "≤ 3", "8 · phân kỳ 6"]
    assert cell_texts(page, "//span[@class='grid-plan']") == []


def test_cells_say_their_state_and_why_they_came_back(office: Client, commune: Scene, income: Target) -> None:
    record(commune.place, income, 60, 2021, confirmed=True)
    back = record(commune.place, income, 62, 2022)
    actions.submit_figures(commune.place.office, unit=commune.place.unit, term=commune.term, now=NOW)
    actions.return_figures(
        commune.place.leader, unit=commune.place.unit, term=commune.term, observation_ids=[back.pk],
        reason="Xem lại quý IV", now=NOW,
    )  # fmt: skip
    record(commune.place, income, 64, 2023)
    page = get(office, "/nhap-lieu/")
    assert cell_texts(page, "//span[@data-state]") == ["bị trả lại", "mới nhập"]
    assert cell_texts(page, "//span[@class='grid-returned']") == ["Xem lại quý IV"]
    assert page.texts("//p[@class='grid-counts']/span") == ["1 mới nhập", "1 bị trả lại"]
    assert page.actions == ["Tải tệp Excel", "Gửi lãnh đạo xác nhận (2)"]


def test_a_whole_form_without_changes_writes_nothing(office: Client, commune: Scene, income: Target) -> None:
    record(commune.place, income, 60, 2021)
    page = post(office, "/nhap-lieu/", **whole_form(get(office, "/nhap-lieu/")))
    assert page.messages == ["Không có ô nào thay đổi."]
    assert Observation.objects.count() == 1


def test_a_whole_form_writes_what_was_changed_in_one_act(
    office: Client, commune: Scene, income: Target, poor: Target
) -> None:
    record(commune.place, income, 60, 2021)
    form = whole_form(get(office, "/nhap-lieu/"))
    form |= {f"o-{key(income, 2021)}": "61,5", f"o-{key(income)}": "63", f"o-{key(poor)}": "6,5"}
    page = post(office, "/nhap-lieu/", **form)
    assert page.messages == ["Đã ghi 3 số liệu."]
    assert [stored(income, 2021), stored(income), stored(poor)] == [
        [(1, "60", "draft"), (2, "61.5", "draft")],
        [(1, "63", "draft")],
        [(1, "6.5", "draft")],
    ]
    assert LedgerLine.objects.filter(act="observations.recorded").count() == 1


def test_an_emptied_cell_withdraws_its_figure(office: Client, commune: Scene, income: Target) -> None:
    record(commune.place, income, 60, 2022)
    post(office, "/nhap-lieu/", **{**whole_form(get(office, "/nhap-lieu/")), f"o-{key(income)}": ""})
    assert stored(income) == [(1, "60", "draft"), (2, "None", "restored")]


def test_a_form_with_a_faulty_cell_keeps_what_was_typed_and_writes_the_rest(
    office: Client, commune: Scene, income: Target, poor: Target
) -> None:
    form = whole_form(get(office, "/nhap-lieu/"))
    response = office.post("/nhap-lieu/", {**form, f"o-{key(income)}": "nhiều", f"o-{key(poor)}": "6,5"})
    page = read(response)
    assert page.status == 200
    assert page.messages == ["Đã ghi 1 số liệu."]
    assert "1 ô chưa ghi được; lý do ghi ngay tại ô, số đã gõ còn nguyên." in page.root.text_content()
    assert page.value(f"o-{key(income)}") == "nhiều"
    assert cell_texts(page, "//span[@data-message]") == ["Không thấy số trong ô “nhiều”."]
    assert stored(poor) == [(1, "6.5", "draft")]
    assert page.root.xpath(f"//input[@name='o-{key(income)}']/@aria-invalid") == ["true"]


def test_a_form_that_is_late_shows_both_figures_and_goes_through_when_sent_again(
    office: Client, commune: Scene, income: Target
) -> None:
    form = whole_form(get(office, "/nhap-lieu/"))
    record(commune.place, income, 66)
    page = read(office.post("/nhap-lieu/", {**form, f"o-{key(income)}": "67"}))
    assert cell_texts(page, "//span[@data-message]") == [
        "Trần Thị Bình đã ghi 66 lúc 10:00, 21-2-2023; đồng chí gõ 67. Đề nghị chọn một trong hai số."
    ]
    assert stored(income) == [(1, "66", "draft")]
    again = post(office, "/nhap-lieu/", **whole_form(page))
    assert again.messages == ["Đã ghi 1 số liệu."]
    assert stored(income) == [(1, "66", "draft"), (2, "67", "draft")]


def test_saving_answers_for_every_cell_and_row(
    office: Client, commune: Scene, income: Target, poor: Target
) -> None:
    answer = save(office, (income, 2022, "63", 0), (poor, 2022, "6,5", 0))
    assert answer["cells"] == [
        {"key": key(income), "state": "saved", "text": "63", "version": 1, "message": "", "candidates": [], "theirs": "", "draft": True},
        {"key": key(poor), "state": "saved", "text": "6,5", "version": 1, "message": "", "candidates": [], "theirs": "", "draft": True},
    ]  # fmt: skip
    assert {int(id): words_of(text) for id, text in answer["rows"].items()} == {
        income.pk: "Đạt trên 90% 90 %",
        poor.pk: "Đạt trên 50% 50 %",
    }
    assert answer["sentence"] == "1/2 chỉ tiêu đạt trên 90%, 1/2 chỉ tiêu đạt trên 50%."
    assert answer["saved_at"] == "10:00:00"


@pytest.mark.parametrize(
    ("text", "state", "shown", "message"),
    [
        ("63", "saved", "63", ""),
        ("63,50", "saved", "63,5", ""),
        ("63 triệu đồng", "saved", "63", ""),
        ("ước 63", "saved", "ước 63", ""),
        ("nhiều", "problem", "nhiều", "Không thấy số trong ô “nhiều”."),
        ("6300000", "saved", "6300000", "Số 6.300.000 chênh từ 100 lần trở lên (mức chỉ tiêu là 70); đề nghị xem lại đơn vị tính."),
        ("1234567890123", "problem", "1234567890123", "Số quá lớn: có trên 12 chữ số."),
        ("0,1234567", "problem", "0,1234567", "Số có quá sáu chữ số thập phân."),
    ],
)  # fmt: skip
def test_a_cell_is_answered_in_words(
    office: Client, income: Target, text: str, state: str, shown: str, message: str
) -> None:
    cell = save(office, (income, 2022, text, 0))["cells"][0]
    assert (cell["state"], cell["text"], cell["message"]) == (state, shown, message)
    assert len(stored(income)) == (state == "saved")


def test_the_same_figure_again_writes_nothing(office: Client, commune: Scene, income: Target) -> None:
    record(commune.place, income, 63)
    cell = save(office, (income, 2022, "63,0", 1))["cells"][0]
    assert (cell["state"], cell["text"], cell["version"]) == ("same", "63", 1)
    assert stored(income) == [(1, "63", "draft")]


def test_two_who_type_the_same_do_not_quarrel(office: Client, commune: Scene, income: Target) -> None:
    record(commune.place, income, 63)
    cell = save(office, (income, 2022, "63", 0))["cells"][0]
    assert (cell["state"], cell["version"]) == ("saved", 1)
    assert stored(income) == [(1, "63", "draft")]


def test_a_stale_cell_gets_both_figures(office: Client, commune: Scene, income: Target, poor: Target) -> None:
    record(commune.place, income, 66)
    answer = save(office, (income, 2022, "67", 0), (poor, 2022, "6", 0))
    late, sound = answer["cells"]
    assert (late["state"], late["theirs"], late["version"]) == ("conflict", "66", 1)
    assert sound["state"] == "saved"
    assert stored(income) == [(1, "66", "draft")]


def test_a_cell_withdrawn_meanwhile_says_it_is_empty(office: Client, commune: Scene, income: Target) -> None:
    record(commune.place, income, 66)
    record(commune.place, income, None)
    late = save(office, (income, 2022, "67", 1))["cells"][0]
    assert (late["state"], late["theirs"], late["version"]) == ("conflict", "", 2)
    assert "đã ghi để trống lúc" in late["message"]


def test_a_target_of_another_unit_cannot_be_written(office: Client, commune: Scene, income: Target) -> None:
    elsewhere = actions.add_target(
        commune.district.office, unit=commune.district.unit, term=commune.term,
        row=TargetRow(number="1", name="Của huyện", comparator=Comparator.AT_LEAST, target=Decimal(1)),
    )  # fmt: skip
    cell = save(office, (elsewhere, 2022, "5", 0))["cells"][0]
    assert (cell["state"], cell["message"]) == (
        "problem",
        "Chỉ tiêu này không còn trong danh sách của đơn vị.",
    )
    assert stored(elsewhere) == []


def test_a_period_outside_the_term_is_refused_and_the_rest_is_kept(office: Client, income: Target) -> None:
    outside, inside = save(office, (income, 2031, "5", 0), (income, 2022, "63", 0))["cells"]
    assert outside["state"] == "problem"
    assert "nằm ngoài nhiệm kỳ 2020-2025" in outside["message"]
    assert inside["state"] == "saved"


def test_names_that_are_no_cells_are_left_alone(office: Client, income: Target) -> None:
    response = office.post("/nhap-lieu/luu/", {"o-x": "5", "o-": "6", "v-1": "7", "khac": "8"})
    assert response.json()["cells"] == []


def test_a_version_that_is_no_number_counts_as_never_seen(office: Client, income: Target) -> None:
    response = office.post("/nhap-lieu/luu/", {f"o-{key(income)}": "63", f"v-{key(income)}": "một"})
    assert response.json()["cells"][0]["state"] == "saved"


@pytest.mark.parametrize("many", ["cells", "periods"])
def test_more_than_any_grid_has_is_refused_as_a_whole(office: Client, income: Target, many: str) -> None:
    names = {
        "cells": [f"o-{number}-20220101-20221231" for number in range(1, 3002)],
        "periods": [f"o-{income.pk}-{date.fromordinal(738000 + n):%Y%m%d}-20251231" for n in range(61)],
    }[many]
    response = office.post("/nhap-lieu/luu/", dict.fromkeys(names, "1"))
    assert response.status_code == 422
    assert "Gửi quá nhiều ô một lần; đề nghị chia nhỏ." in read(response).root.text_content()
    assert Observation.objects.count() == 0


def test_trying_says_the_band_and_keeps_nothing(office: Client, commune: Scene, income: Target) -> None:
    record(commune.place, income, 60, 2022)
    answer = office.post("/nhap-lieu/thu/", typed((income, 2022, "69", 0))).json()
    assert {int(id): words_of(text) for id, text in answer["rows"].items()} == {
        income.pk: "Đạt trên 90% 98,57 %"
    }
    assert stored(income) == [(1, "60", "draft")]


@pytest.mark.parametrize(
    ("year", "text", "band"),
    [
        (2022, "70", "Đạt và vượt 100 %"),
        (2022, "", "Chưa có số liệu"),
        (2022, "nhiều", "Đạt trên 75% 85,71 %"),
        (2023, "35", "Đạt trên 50% 50 %"),
        (2024, "70", "Đạt trên 75% 85,71 %kỳ sau ngày 21-2-2023 chưa tính"),
    ],
)
def test_trying_counts_as_the_day_of_the_frame_does(
    office: Client, commune: Scene, income: Target, year: int, text: str, band: str
) -> None:
    record(commune.place, income, 60, 2022)
    answer = office.post("/nhap-lieu/thu/", typed((income, year, text, 0))).json()
    assert words_of(answer["rows"][str(income.pk)]) == band


def test_trying_says_what_cannot_be_read(office: Client, income: Target) -> None:
    answer = office.post("/nhap-lieu/thu/", typed((income, 2022, "nhiều", 0))).json()
    assert answer["problems"] == {key(income): "Không thấy số trong ô “nhiều”."}


def test_a_day_that_nobody_fixed_moves_on_with_what_is_typed(db: None) -> None:
    free = scene(cut_off=None)
    target = add(free, "1")
    record(free.place, target, 60, 2022)
    client = browser_of(free.office)
    assert words_of(save(client, (target, 2024, "70", 0))["rows"][str(target.pk)]) == "Đạt và vượt 100 %"
    answer = client.post("/nhap-lieu/thu/", typed((target, 2025, "35", 0))).json()
    assert words_of(answer["rows"][str(target.pk)]) == "Đạt trên 50% 50 %"


def test_everything_in_draft_is_submitted(office: Client, commune: Scene, income: Target) -> None:
    record(commune.place, income, 60, 2021)
    record(commune.place, income, 62, 2022)
    page = post(office, "/nhap-lieu/trinh/")
    assert page.messages == ["Đã gửi lãnh đạo xác nhận 2 số liệu."]
    assert stored(income) == [(1, "62", "submitted")]
    assert page.texts("//p[@class='grid-counts']/span") == ["2 chờ xác nhận"]


def pasted_and_undone(office: Client, commune: Scene) -> tuple[Target, ...]:
    """Let three targets have a confirmed 0 of 2021; paste nine cells, change one twice, and undo all."""
    targets = tuple(add(commune, number) for number in ("1", "2", "3"))
    for target in targets:
        record(commune.place, target, 0, 2021)
    confirm_all(commune.place, commune.term)
    pasted = [(target, year, "5", int(year == 2021)) for target in targets for year in (2021, 2022, 2023)]
    save(office, *pasted)
    answer = save(
        office,
        *(
            (target, year, "0" if year == 2021 else "", version + 1)
            for target, year, _text, version in pasted
        ),
    )
    assert [(cell["state"], cell["text"], cell["version"], cell["draft"]) for cell in answer["cells"]] == [
        ("saved", "0", 3, False), ("saved", "", 2, False), ("saved", "", 2, False),
    ] * 3  # fmt: skip
    return targets


def test_what_was_pasted_and_undone_waits_nowhere(office: Client, leader: Client, commune: Scene) -> None:
    targets = pasted_and_undone(office, commune)
    page = get(office, "/nhap-lieu/")
    assert page.texts("//p[@class='grid-counts']/span") == []
    assert cell_texts(page, "//span[@data-state]") == []
    assert "số liệu đã nhập, chưa gửi" not in get(office, "/tong-quan/").root.text_content()
    response = office.post("/nhap-lieu/trinh/")
    assert response.status_code == 422
    assert "Không có số liệu mới để trình." in read(response).root.text_content()
    assert get(leader, "/nhap-lieu/xac-nhan/").texts("//p[@class='empty-title']") == [
        "Không có số liệu chờ xác nhận"
    ]
    for target in targets:
        assert [stored(target, year) for year in (2021, 2022)] == [
            [(1, "0", "confirmed"), (2, "5", "draft"), (3, "0", "restored")],
            [(1, "5", "draft"), (2, "None", "restored")],
        ]
    history = get(office, f"/chi-tieu/{targets[0].pk}/")
    assert "gồm số liệu chưa xác nhận" not in history.root.text_content()
    assert history.texts("//td[@data-label='Tình trạng']") == [
        *("đã hoàn lại", "mới nhập, đã được thay") * 3, "đã xác nhận, đã được thay",
    ]  # fmt: skip


def test_one_real_change_among_the_undone_is_all_that_is_counted(
    office: Client, leader: Client, commune: Scene
) -> None:
    target = pasted_and_undone(office, commune)[1]
    save(office, (target, 2022, "7", 2))
    assert get(office, "/nhap-lieu/").texts("//p[@class='grid-counts']/span") == ["1 mới nhập"]
    assert (
        get(office, "/tong-quan/").texts("//section[@class='todo']//li/span")[0]
        == "1 số liệu đã nhập, chưa gửi lãnh đạo"
    )
    assert post(office, "/nhap-lieu/trinh/").messages == ["Đã gửi lãnh đạo xác nhận 1 số liệu."]
    assert get(leader, "/tong-quan/").texts("//section[@class='todo']//li/span") == ["1 số liệu chờ xác nhận"]
    assert [row[2:5] for row in get(leader, "/nhap-lieu/xac-nhan/").rows] == [["2022", "–", "7"]]


def test_figure_undone_after_it_was_sent_leaves_the_leaders_list(
    office: Client, leader: Client, commune: Scene, income: Target
) -> None:
    record(commune.place, income, 60, 2022)
    post(office, "/nhap-lieu/trinh/")
    assert len(get(leader, "/nhap-lieu/xac-nhan/").rows) == 1
    save(office, (income, 2022, "", 1))
    assert get(leader, "/nhap-lieu/xac-nhan/").rows == []
    assert stored(income) == [(1, "60", "submitted"), (2, "None", "restored")]


def test_nothing_to_submit_is_said(office: Client, income: Target) -> None:
    response = office.post("/nhap-lieu/trinh/")
    assert response.status_code == 422
    assert "Không có số liệu mới để trình." in read(response).root.text_content()
