"""Rounds on the screen: adding, changing, removing and restoring them; units ticked in the tree of the day."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.campaign.models import PlannedDay, Review, Round
from nhiemky.campaign.vocab import STAGE_TEMPLATE, CampaignDraft, RoundDraft, RoundKind, StageCode
from nhiemky.history.models import LedgerLine
from nhiemky.kernel.viet.workdays import working_day_before
from nhiemky.org import actions as org
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.web.campaign.planning_preview import days_of
from tests.cast import make_unit
from tests.web.campaign.scene import ON, REST, Campaigns
from tests.web.reading import Page, get, post, read

NEW = {
    "kind": "province",
    "name": "Cấp tỉnh",
    "starts_on": "4/5/2023",
    "ends_on": "31/5/2023",
    "on": "24/3/2023",
}


def choose(client: Client, part: Round, *units: object, act: str = "luu", **given: str) -> Page:
    """Post the list of units with some of them ticked."""
    ids = [str(getattr(unit, "unit_id", unit)) for unit in units]
    data = {"on": "24-3-2023", **given, "viec": act, "units": ids}
    return read(client.post(f"/vong/{part.pk}/don-vi/", data, follow=True))


def names(page: Page) -> list[str]:
    return [str(text).strip() for text in page.root.xpath("//ul[@class='unit-ticks']/li//span/text()")]


@pytest.fixture
def part(campaigns: Campaigns) -> Round:
    """The round of the remaining units."""
    return campaigns.rounds["grassroots"]


def test_round_is_added_and_leads_to_its_units(runner: Client, campaigns: Campaigns) -> None:
    page = post(
        runner, campaigns.at("/dot-so-ket/{c}/vong/"),
        **{**NEW, "documents": "Báo cáo sơ kết\n\n  Nghị quyết \nBáo cáo sơ kết", "stages": "held"},
    )  # fmt: skip
    assert page.heading == "Đưa đơn vị vào vòng “Cấp tỉnh”"
    made = Round.objects.get(name="Cấp tỉnh", campaign=campaigns.campaign)
    assert (made.kind, made.starts_on, made.ends_on, made.stages, made.documents) == (
        "province", date(2023, 5, 4), date(2023, 5, 31), ["held"], ["Báo cáo sơ kết", "Nghị quyết"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("given", "field", "message"),
    [
        ({"name": ""}, "name", "Chưa nhập mục này."),
        ({"starts_on": ""}, "starts_on", "Chưa nhập mục này."),
        ({"ends_on": "3-5-2023"}, "ends_on", "Ngày kết thúc vòng (3-5-2023) trước ngày bắt đầu vòng (4-5-2023)."),
        ({"starts_on": "2-1-2023"}, "starts_on", "Ngày bắt đầu vòng (2-1-2023) trước ngày của kế hoạch (3-1-2023)."),
        ({"on": "25-3-2023"}, "on", "Ngày có hiệu lực (25-3-2023) chưa đến."),
        ({"on": "2-1-2023"}, "on", "Ngày có hiệu lực (2-1-2023) trước ngày của kế hoạch (3-1-2023)."),
        ({"ends_on": "1-1-2050"}, "ends_on", "Ngày kết thúc vòng (1-1-2050) nằm ngoài nhiệm kỳ 2020-2025."),
        ({"kind": "xã"}, "kind", "Không có “xã” trong danh sách."),
        ({"stages": "ready"}, "stages", "Vòng phải đi qua giai đoạn tổ chức hội nghị."),
        ({"stages": "bay"}, "stages", "Không có “bay” trong danh sách."),
        ({"documents": "A" * 301}, "documents", "Tên văn kiện dài quá 300 ký tự."),
    ],
)  # fmt: skip
def test_round_out_of_order_is_refused_at_its_field(
    runner: Client, campaigns: Campaigns, given: dict[str, str], field: str, message: str
) -> None:
    before = Round.objects.count()
    page = post(runner, campaigns.at("/dot-so-ket/{c}/vong/"), **{**NEW, **given})
    assert (page.status, page.errors(field), Round.objects.count()) == (422, [message], before)


def test_name_of_another_round_keeps_what_was_typed(runner: Client, campaigns: Campaigns) -> None:
    page = post(runner, campaigns.at("/dot-so-ket/{c}/vong/"), **{**NEW, "name": "Làm điểm"})
    assert (page.status, page.value("ends_on"), page.summary) == (
        422, "31/5/2023", ["Đợt sơ kết đã có vòng tên “Làm điểm”. Đề nghị đặt tên khác."],
    )  # fmt: skip


def test_round_is_changed_and_somebody_quicker_is_noticed(
    runner: Client, campaigns: Campaigns, part: Round
) -> None:
    address = f"/vong/{part.pk}/sua/"
    page = get(runner, address)
    form = {name: page.value(name) for name in ("kind", "name", "starts_on", "ends_on", "on", "seen")}
    assert (form["name"], form["starts_on"], form["ends_on"]) == (REST, "1-3-2023", "31-3-2023")
    assert post(runner, address, **{**form, "ends_on": "7-4-2023"}).messages == ["Đã lưu vòng."]
    late = post(runner, address, **{**form, "ends_on": "14-4-2023"})
    assert (late.status, late.value("ends_on")) == (422, "14-4-2023")
    assert late.summary[0].startswith("Nội dung này vừa được người khác sửa.")
    part.refresh_from_db()
    assert part.ends_on == date(2023, 4, 7)


def test_round_with_units_stays_an_empty_one_goes_and_comes_back(
    runner: Client, campaigns: Campaigns, part: Round
) -> None:
    kept = post(runner, f"/vong/{part.pk}/bo/", on="24-3-2023", reason="Gộp vòng")
    assert (kept.status, kept.summary) == (
        422, ["Vòng còn đơn vị tham gia. Đề nghị đưa các đơn vị ra khỏi vòng trước."],
    )  # fmt: skip
    post(runner, campaigns.at("/dot-so-ket/{c}/vong/"), **NEW)
    empty = Round.objects.get(name="Cấp tỉnh", campaign=campaigns.campaign)
    gone = post(runner, f"/vong/{empty.pk}/bo/", on="24-3-2023", reason="Gộp vòng")
    assert (gone.messages, gone.texts("//h3")) == (
        ["Đã bỏ vòng “Cấp tỉnh”."], ["Làm điểm", REST, "Cấp huyện"],
    )  # fmt: skip
    shown = get(runner, campaigns.at("/dot-so-ket/{c}/ke-hoach/?da-bo=1"))
    assert shown.texts("//li[@class='file-line']/span") == ["Cấp tỉnh bỏ từ ngày 24-3-2023"]
    restore = campaigns.at("/dot-so-ket/{c}/vong/") + f"{empty.pk}/khoi-phuc/"
    assert post(runner, restore).messages == ["Đã khôi phục vòng “Cấp tỉnh”."]
    assert [post(runner, restore).status, get(runner, f"/vong/{empty.pk}/sua/").status] == [409, 200]


def test_units_are_those_of_the_tree_with_who_takes_part_named(
    runner: Client, campaigns: Campaigns, part: Round
) -> None:
    page = get(runner, f"/vong/{part.pk}/don-vi/")
    assert names(page) == [
        "Đảng bộ huyện Mỏ Cày Bắc", "Đảng bộ xã Tân Thanh Tây", "Chi bộ ấp Tân Thới", "Đảng bộ xã Nhuận Phú Tân",
        "Đảng bộ xã Thạnh Ngãi",
    ]  # fmt: skip
    assert page.texts("//ul[@class='unit-ticks']//small") == [
        "đã ở vòng “Cấp huyện”", "đã ở vòng “Làm điểm”", "Tân Thanh Tây", f"đã ở vòng “{REST}”", f"đã ở vòng “{REST}”",
    ]  # fmt: skip
    assert len(page.root.xpath("//ul[@class='unit-ticks']//input[not(@disabled)]")) == 1


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({"text": "tan thanh"}, ["Đảng bộ xã Tân Thanh Tây"]),
        ({"text": "28927"}, ["Đảng bộ xã Tân Thanh Tây", "Chi bộ ấp Tân Thới"]),
        ({"level": "cell"}, ["Chi bộ ấp Tân Thới"]),
        ({"text": "thạnh", "level": "commune"}, ["Đảng bộ xã Tân Thanh Tây", "Đảng bộ xã Thạnh Ngãi"]),
        ({"text": "<script>"}, []),
    ],
)
def test_list_is_narrowed_by_words_and_level(
    runner: Client, part: Round, asked: dict[str, str], shown: list[str]
) -> None:
    assert names(choose(runner, part, act="tim", **asked)) == shown


def test_ticks_outlive_a_search(runner: Client, campaigns: Campaigns, part: Round) -> None:
    page = choose(runner, part, campaigns.tree.cell, act="tim", text="thạnh ngãi")
    assert page.root.xpath("//input[@type='hidden' and @name='units']/@value") == [
        str(campaigns.tree.cell.unit_id)
    ]
    assert page.texts("//h2[@id='don-vi']") == ["Đơn vị (1), đã chọn 1"]


def test_all_and_none_are_of_what_is_shown(runner: Client, campaigns: Campaigns, part: Round) -> None:
    make_unit("ấp Tân Lợi", code="28957-1", type="cell", parent=campaigns.tree.second)
    every = choose(runner, part, act="tat-ca")
    assert every.texts("//h2[@id='don-vi']") == ["Đơn vị (6), đã chọn 2"]
    cells = every.root.xpath("//ul[@class='unit-ticks']//input[@checked]/@value")
    less = choose(runner, part, *map(str, cells), act="bo-chon", text="tân lợi")
    assert less.texts("//h2[@id='don-vi']") == ["Đơn vị (1), đã chọn 1"]


def test_ticked_units_take_part_with_days_counted_back(
    runner: Client, campaigns: Campaigns, part: Round
) -> None:
    page = choose(runner, part, campaigns.tree.cell, conference_on="31-3-2023")
    assert page.messages == [f"Đã đưa 1 đơn vị vào vòng “{REST}”."]
    made = Review.objects.get(unit=campaigns.tree.cell.unit)
    assert (made.unit_name, made.added_on) == ("Chi bộ ấp Tân Thới", ON)
    days = PlannedDay.objects.filter(review=made)
    assert dict(days.values_list("stage", "planned_on")) == {
        stage.code.value: max(working_day_before(date(2023, 3, 31), stage.lead_days), ON)
        for stage in STAGE_TEMPLATE
    }


@pytest.mark.parametrize(
    ("given", "field", "message"),
    [
        ({"on": ""}, "on", "Chưa nhập mục này."),
        ({"on": "25-3-2023"}, "on", "Ngày đưa vào (25-3-2023) chưa đến."),
        ({"on": "2-1-2023"}, "on", "Ngày đưa vào (2-1-2023) trước ngày của kế hoạch (3-1-2023)."),
        ({"conference_on": "23-3-2023"}, "conference_on",
         "Ngày hội nghị (23-3-2023) trước ngày quyết định kế hoạch (24-3-2023)."),
        ({"conference_on": "1-4-2023"}, "conference_on",
         "Ngày hội nghị (1-4-2023) nằm ngoài thời gian của vòng (1-3-2023 đến 31-3-2023)."),
    ],
)  # fmt: skip
def test_days_out_of_order_are_refused_and_ticks_stay(
    runner: Client, campaigns: Campaigns, part: Round, given: dict[str, str], field: str, message: str
) -> None:
    page = choose(runner, part, campaigns.tree.cell, **given)
    assert (page.status, page.errors(field)) == (422, [message])
    assert page.texts("//h2[@id='don-vi']")[0].endswith("đã chọn 1")
    assert not Review.objects.filter(unit=campaigns.tree.cell.unit).exists()


def test_who_takes_part_already_or_stands_elsewhere_is_refused(
    runner: Client, campaigns: Campaigns, part: Round
) -> None:
    twice = choose(runner, part, campaigns.tree.second)
    assert (twice.status, twice.summary) == (422, ["Đảng bộ xã Nhuận Phú Tân đã tham gia đợt sơ kết này."])
    for foreign in (campaigns.tree.far, "999999", "-1", "abc", "9" * 30):
        page = choose(runner, part, foreign)
        assert (page.status, len(page.summary)) == (422, 1)
    assert choose(runner, part).summary == ["Đề nghị chọn ít nhất một đơn vị, mỗi đơn vị một lần."]


def test_ended_unit_is_offered_only_on_days_it_stood(
    runner: Client, campaigns: Campaigns, part: Round
) -> None:
    org.dissolve_unit(SYSTEM_ACTOR, unit=campaigns.tree.cell.unit, on=date(2023, 3, 1), decision="Sáp nhập")
    assert "Chi bộ ấp Tân Thới" in names(choose(runner, part, act="tim", on="28-2-2023"))
    assert "Chi bộ ấp Tân Thới" not in names(choose(runner, part, act="tim", on="1-3-2023"))


@pytest.mark.parametrize("act", ["sua", "don-vi", "bo"])
def test_rounds_are_kept_by_who_runs_the_campaign(
    second_office: Client, onlooker: Client, stranger: Client, part: Round, act: str
) -> None:
    clients, address = (second_office, onlooker, stranger), f"/vong/{part.pk}/{act}/"
    before = LedgerLine.objects.count()
    assert [get(client, address).status for client in clients] == [403, 403, 404]
    assert [post(client, address, viec="luu").status for client in clients] == [403, 403, 404]
    assert LedgerLine.objects.count() == before


def test_round_of_another_campaign_or_none_is_not_found(runner: Client, campaigns: Campaigns) -> None:
    addresses = ["/vong/999999/sua/", "/vong/0/don-vi/", "/vong/999999/bo/"]
    assert [get(runner, address).status for address in addresses] == [404, 404, 404]
    assert post(runner, campaigns.at("/dot-so-ket/{c}/vong/999999/khoi-phuc/")).status == 404


@given(st.dates(date(2022, 6, 1), date(2024, 12, 31)), st.integers(0, 60), st.integers(0, 90))
def test_previewed_days_keep_the_order_of_stages_and_the_day_of_the_plan(
    starts_on: date, length: int, ahead: int
) -> None:
    ends_on = date.fromordinal(starts_on.toordinal() + length)
    begun_on = date.fromordinal(starts_on.toordinal() - ahead)
    part = RoundDraft(RoundKind.PILOT, "Làm điểm", starts_on, ends_on)
    (shown,) = days_of(CampaignDraft("Đợt", begun_on, stages=STAGE_TEMPLATE, rounds=(part,)))
    for column in ([day.first for day in shown.days], [day.last for day in shown.days]):
        assert column == sorted(column)
        assert column[0] >= begun_on
    assert all(day.first <= day.last for day in shown.days)
    assert len(shown.days) == len(StageCode)


def test_years_without_a_calendar_are_said() -> None:
    part = RoundDraft(RoundKind.PILOT, "Làm điểm", date(2100, 1, 4), date(2100, 1, 8))
    (shown,) = days_of(CampaignDraft("Đợt", date(2099, 1, 1), stages=STAGE_TEMPLATE, rounds=(part,)))
    assert (shown.days, shown.problem) == (
        (), "Chưa có lịch ngày nghỉ của những năm này nên chưa tính được các mốc.",
    )  # fmt: skip


def test_round_of_fewer_stages_shows_these_only() -> None:
    stages = (StageCode.READY, StageCode.HELD)
    part = RoundDraft(RoundKind.PILOT, "Làm điểm", date(2023, 2, 18), date(2023, 2, 26), stages)
    (shown,) = days_of(CampaignDraft("Đợt", date(2023, 1, 3), stages=STAGE_TEMPLATE, rounds=(part,)))
    assert [(day.name, day.first, day.last, day.early) for day in shown.days] == [
        ("Sẵn sàng", date(2023, 2, 14), date(2023, 2, 20), False),
        ("Đã tổ chức hội nghị", date(2023, 2, 20), date(2023, 2, 24), False),
    ]
