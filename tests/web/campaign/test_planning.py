"""Drawing up a campaign with a preview of its days, its plan on several days, changing heading, stages and rules, removing it."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nhiemky.campaign import actions, queries
from nhiemky.campaign.models import Campaign, CampaignStage, Review, Round
from nhiemky.campaign.vocab import STAGE_TEMPLATE, Need, Rules, StageCode
from nhiemky.history.models import LedgerLine
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.org.vocab import RoleCode
from nhiemky.registry.vocab import DirectiveType
from tests.cast import make_directive
from tests.cast_campaign import make_review, moment
from tests.web.campaign.scene import ON, REST, Campaigns
from tests.web.conftest import visitor
from tests.web.reading import Page, get, post

LEADS = {f"{stage.code.value}_lead": str(stage.lead_days) for stage in STAGE_TEMPLATE}
NEW = {
    "name": "Sơ kết chuyên đề", "begun_on": "3-1-2023", "scheme": "default", **LEADS,
    "pilot_name": "Làm điểm", "pilot_from": "13-2-2023", "pilot_to": "28-2-2023",
    "grassroots_name": "Các đơn vị còn lại", "grassroots_from": "1-3-2023", "grassroots_to": "31-3-2023",
}  # fmt: skip
ADDRESSES = ("ke-hoach/", "sua/", "giai-doan/", "cach-danh-gia/", "bo/", "vong/")


@pytest.fixture
def province_office(campaigns: Campaigns) -> Client:
    """The browser of the province's office, which runs the campaign above."""
    return visitor(RoleCode.OFFICE, campaigns.tree.province, "vptinh")


def draw_up(client: Client, act: str = "luu", **given: str) -> Page:
    return post(client, "/dot-so-ket/lap/", viec=act, **{**NEW, **given})


def plan(client: Client, scene: Campaigns, **asked: str) -> Page:
    return get(client, scene.at("/dot-so-ket/{c}/ke-hoach/"), **asked)


def typed(page: Page) -> dict[str, str]:
    """Give what a form shows, as it would be posted unchanged; of lists of ticks the last one only."""
    found = {}
    for field in page.root.xpath("//main//form//*[@name and not(self::button)]"):
        name = str(field.get("name"))
        if field.get("type") in ("checkbox", "radio"):
            if field.get("checked") is not None:
                found[name] = str(field.get("value", "on"))
        else:
            found[name] = page.value(name)
    return found


def test_days_are_shown_before_anything_is_kept(runner: Client, campaigns: Campaigns) -> None:
    before = Campaign.objects.count()
    page = draw_up(runner, "xem")
    assert (page.status, Campaign.objects.count()) == (200, before)
    assert page.texts("//caption") == [
        "Làm điểm: 13-2-2023 đến 28-2-2023",
        "Các đơn vị còn lại: 1-3-2023 đến 31-3-2023",
    ]
    # thirty-five working days before 28-2-2023 lead over seven days off at the lunar new year
    short = "không đủ số ngày, tính từ ngày của kế hoạch"
    assert page.rows == [
        ["Lập kế hoạch", f"3-1-2023{short}", "3-1-2023"],
        ["Chuẩn bị", f"3-1-2023{short}", "3-1-2023"],
        ["Đánh giá sơ bộ", "9-1-2023", "31-1-2023"],
        ["Góp ý dự thảo", "19-1-2023", "10-2-2023"],
        ["Sẵn sàng", "7-2-2023", "22-2-2023"],
        ["Đã tổ chức hội nghị", "13-2-2023", "28-2-2023"],
        ["Kết thúc", "27-2-2023", "14-3-2023"],
    ]
    assert page.texts("//main//button") == ["Tính lại các mốc", "Lập đợt sơ kết"]


def test_without_a_preview_there_is_nothing_to_save_yet(runner: Client, campaigns: Campaigns) -> None:
    page = get(runner, "/dot-so-ket/lap/")
    assert page.texts("//main//button") == ["Xem trước các mốc"]
    assert [page.value(name) for name in LEADS] == list(LEADS.values())


def test_campaign_is_drawn_up_by_the_template(runner: Client, campaigns: Campaigns) -> None:
    directive = make_directive("165-KH/HU", holder=campaigns.tree.district, issued_on=date(2023, 1, 3))
    page = draw_up(
        runner, directive=str(directive.pk), parent=str(campaigns.above.pk), cut_off="31/12/2022",
        planned_lead="50", pilot_name="Chọn điểm",
    )  # fmt: skip
    assert (page.heading, page.messages) == ("Sơ kết chuyên đề", ["Đã lập đợt sơ kết."])
    made = Campaign.objects.get(name="Sơ kết chuyên đề")
    assert (made.holder_id, made.directive_id, made.parent_id, made.cut_off) == (
        campaigns.tree.district.unit_id, directive.pk, campaigns.above.pk, date(2022, 12, 31),
    )  # fmt: skip
    assert list(CampaignStage.objects.filter(campaign=made).values_list("lead_days", flat=True)) == [
        50, 35, 20, 12, 4, 0, -10,
    ]  # fmt: skip
    assert list(Round.objects.filter(campaign=made).order_by("position").values_list("kind", "name")) == [
        ("pilot", "Chọn điểm"),
        ("grassroots", "Các đơn vị còn lại"),
    ]


@pytest.mark.parametrize(
    ("given", "field", "message"),
    [
        ({"name": ""}, "name", "Chưa nhập mục này."),
        ({"begun_on": ""}, "begun_on", "Chưa nhập mục này."),
        ({"begun_on": "25-3-2023"}, "pilot_from", "Ngày bắt đầu vòng (13-2-2023) trước ngày của kế hoạch (25-3-2023)."),
        ({"pilot_to": "12-2-2023"}, "pilot_to", "Ngày kết thúc vòng (12-2-2023) trước ngày bắt đầu vòng (13-2-2023)."),
        ({"pilot_to": ""}, "pilot_to", "Vòng cần cả ngày bắt đầu và ngày kết thúc."),
        ({"pilot_from": ""}, "pilot_from", "Vòng cần cả ngày bắt đầu và ngày kết thúc."),
        ({"planned_lead": "501"}, "planned_lead", "Số lớn nhất được nhận là 500."),
        ({"planned_lead": "nhiều"}, "planned_lead", "Hãy nhập một số nguyên, ví dụ 12."),
        ({"parent": "999999"}, "parent", "Không có “999999” trong danh sách."),
        ({"scheme": "khác"}, "scheme", "Không có “khác” trong danh sách."),
        ({"directive": "-1"}, "directive", "Không có “-1” trong danh sách."),
        ({"cut_off": "31-12-1999"}, "cut_off", "Ngày chốt số liệu (31-12-1999) nằm ngoài nhiệm kỳ 2020-2025."),
    ],
)  # fmt: skip
def test_what_is_out_of_order_is_refused_at_its_field(
    runner: Client, campaigns: Campaigns, given: dict[str, str], field: str, message: str
) -> None:
    before = Campaign.objects.count()
    page = draw_up(runner, **given)
    assert (page.status, page.errors(field), Campaign.objects.count()) == (422, [message], before)
    assert page.value("grassroots_name") == "Các đơn vị còn lại"


def test_stages_out_of_order_and_no_round_are_said_above(runner: Client, campaigns: Campaigns) -> None:
    wrong = draw_up(runner, planned_lead="1")
    assert (wrong.status, wrong.summary) == (
        422,
        ["Giai đoạn “Chuẩn bị” được tính sớm hơn giai đoạn “Lập kế hoạch” trước nó."],
    )
    windows = {f"{kind}_{part}": "" for kind in ("pilot", "grassroots") for part in ("from", "to")}
    assert draw_up(runner, **windows).summary == ["Đề nghị đặt thời gian cho ít nhất một vòng."]


def test_name_that_is_taken_keeps_what_was_typed(runner: Client, campaigns: Campaigns) -> None:
    page = draw_up(runner, name="Sơ kết huyện Mỏ Cày Bắc")
    assert (page.status, page.value("name"), page.summary) == (
        422,
        "Sơ kết huyện Mỏ Cày Bắc",
        [
            "Đơn vị đã có đợt sơ kết tên “Sơ kết huyện Mỏ Cày Bắc” trong nhiệm kỳ này. Đề nghị đặt tên khác.",
        ],
    )


def test_earlier_campaign_is_taken_over_with_its_units(runner: Client, campaigns: Campaigns) -> None:
    address = "/dot-so-ket/lap/?cach=dot-truoc"
    given = {"earlier": str(campaigns.campaign.pk), "name": "Sơ kết lần hai", "begun_on": "24-3-2023"}
    shown = post(runner, address, viec="xem", **given)
    assert shown.texts("//caption")[0] == "Làm điểm: 4-5-2023 đến 19-5-2023"
    assert shown.texts("//p[@class='card-note']")[0].startswith("Đợt trước có 4 đơn vị;")
    done = post(runner, address, viec="luu", **given)
    assert (done.heading, done.facts()["Lập theo đợt trước"]) == ("Sơ kết lần hai", "Sơ kết huyện Mỏ Cày Bắc")
    assert Review.objects.filter(round__campaign__name="Sơ kết lần hai").count() == 4


def test_only_who_keeps_campaigns_there_draws_one_up(
    second_office: Client, onlooker: Client, stranger: Client, campaigns: Campaigns
) -> None:
    clients = (second_office, onlooker, stranger)
    assert get(onlooker, "/dot-so-ket/lap/").status == 403
    before = Campaign.objects.filter(holder=campaigns.tree.district.unit).count()
    for client in clients:
        draw_up(client)
    assert Campaign.objects.filter(holder=campaigns.tree.district.unit).count() == before


def test_plan_shows_rounds_units_stages_and_rules(runner: Client, campaigns: Campaigns) -> None:
    page = plan(runner, campaigns)
    assert (page.heading, page.actions[:2]) == ("Sơ kết huyện Mỏ Cày Bắc", ["Sửa kế hoạch", "Bỏ đợt sơ kết"])
    assert page.texts("//h3") == ["Làm điểm", REST, "Cấp huyện"]
    assert page.texts("//ol[@class='plan-units']/li") == [
        "Đảng bộ xã Tân Thanh Tây", "Đảng bộ xã Nhuận Phú Tân", "Đảng bộ xã Thạnh Ngãi", "Đảng bộ huyện Mỏ Cày Bắc",
    ]  # fmt: skip
    assert page.rows[0] == ["Lập kế hoạch", "45 ngày làm việc trước hội nghị", "–"]
    assert page.rows[4][2] == (
        "đã chốt số liệu chỉ tiêu; đã tiếp thu, giải trình hết các góp ý; đã trả lời các bài học kinh nghiệm được giao; "
        "đủ văn kiện theo quy định"
    )
    assert [row[1] for row in page.rows[5:]] == ["vào ngày hội nghị", "10 ngày làm việc sau hội nghị"]
    assert len(page.texts("//ul[@class='rule-list']/li")) == 4


def test_nested_campaigns_lead_to_each_other(province_office: Client, campaigns: Campaigns) -> None:
    above = get(province_office, campaigns.at("/dot-so-ket/{above}/ke-hoach/"))
    assert above.facts()["Các đợt cấp dưới"] == "Sơ kết huyện Mỏ Cày Bắc (Đảng bộ huyện Mỏ Cày Bắc)"
    assert above.href("Sơ kết huyện Mỏ Cày Bắc").startswith(campaigns.at("/dot-so-ket/{c}/ke-hoach/"))
    below = plan(province_office, campaigns)
    assert below.facts()["Thuộc đợt cấp trên"] == "Sơ kết toàn tỉnh"
    assert below.href("Sơ kết toàn tỉnh").startswith(campaigns.at("/dot-so-ket/{above}/ke-hoach/"))


def test_who_only_sees_a_unit_sees_its_rounds_and_no_act(onlooker: Client, campaigns: Campaigns) -> None:
    page = plan(onlooker, campaigns)
    assert (page.status, page.texts("//h3"), page.texts("//ol[@class='plan-units']/li")) == (
        200,
        [REST],
        ["Đảng bộ xã Nhuận Phú Tân"],
    )
    acts = page.root.xpath("//main//a[contains(@href, '/sua/') or contains(@href, '/vong/')]")
    assert ([text for text in page.actions if text != "In"], acts) == ([], [])


@pytest.mark.parametrize(("day", "status"), [("2-1-2023", 404), ("3-1-2023", 200), ("24-3-2023", 200)])
def test_plan_is_there_from_its_day_on(runner: Client, campaigns: Campaigns, day: str, status: int) -> None:
    assert plan(runner, campaigns, den=day).status == status


@pytest.mark.parametrize("path", ADDRESSES)
def test_acts_are_refused_to_who_does_not_run_the_campaign(
    second_office: Client, onlooker: Client, stranger: Client, campaigns: Campaigns, path: str
) -> None:
    address = campaigns.at("/dot-so-ket/{c}/") + path
    seen = 200 if path == "ke-hoach/" else 403
    statuses = [get(client, address).status for client in (second_office, onlooker, stranger)]
    assert statuses == [seen, seen, 404]
    before = LedgerLine.objects.count()
    posted = [
        client.post(address, {"reason": "x"}).status_code for client in (second_office, onlooker, stranger)
    ]
    assert {*posted} <= {403, 404, 405}
    assert LedgerLine.objects.count() == before


def test_heading_is_changed_with_what_it_holds_shown(runner: Client, campaigns: Campaigns) -> None:
    address = campaigns.at("/dot-so-ket/{c}/sua/")
    form = typed(get(runner, address))
    assert (form["name"], form["begun_on"], form["parent"]) == (
        "Sơ kết huyện Mỏ Cày Bắc", "3-1-2023", str(campaigns.above.pk),
    )  # fmt: skip
    decision = make_directive(
        "165-KH/HU", type=DirectiveType.PLAN, holder=campaigns.tree.district, issued_on=date(2023, 1, 3)
    )
    page = post(
        runner, address, **{**form, "name": "Tên mới", "cut_off": "28-2-2023", "directive": str(decision.pk)}
    )
    facts = page.facts()
    assert (page.heading, facts["Ngày chốt số liệu"], facts["Theo văn bản"]) == (
        "Tên mới",
        "28-2-2023",
        "165-KH/HU",
    )


def test_plan_cannot_begin_after_its_first_round(runner: Client, campaigns: Campaigns) -> None:
    address = campaigns.at("/dot-so-ket/{c}/sua/")
    page = post(runner, address, **{**typed(get(runner, address)), "begun_on": "1-3-2023"})
    assert (page.status, page.errors("begun_on")) == (
        422,
        ["Ngày của kế hoạch (1-3-2023) sau ngày đã có việc trong đợt sơ kết (3-1-2023)."],
    )


@pytest.mark.parametrize(
    ("path", "other", "mine"),
    [
        ("sua/", {"name": "Tên của người khác"}, {"name": "Tên của tôi"}),
        ("giai-doan/", {"planned_name": "Mở đầu"}, {"planned_name": "Khởi đầu"}),
        ("cach-danh-gia/", {"grace_days": "4"}, {"grace_days": "5"}),
    ],
)
def test_what_somebody_else_changed_is_noticed_and_nothing_typed_is_lost(
    runner: Client, campaigns: Campaigns, path: str, other: dict[str, str], mine: dict[str, str]
) -> None:
    address = campaigns.at("/dot-so-ket/{c}/") + path
    form = typed(get(runner, address))
    ((field, value),) = mine.items()
    assert post(runner, address, **{**form, **other}).status == 200
    page = post(runner, address, **{**form, **mine})
    assert (page.status, page.value(field)) == (422, value)
    assert page.summary[0].startswith("Nội dung này vừa được người khác sửa.")
    assert post(runner, address, **typed(page)).messages != []


def test_stages_are_named_timed_and_left_out(runner: Client, campaigns: Campaigns) -> None:
    bare = make_bare(campaigns)
    address = f"/dot-so-ket/{bare.pk}/giai-doan/"
    form = typed(get(runner, address))
    del form["planned_used"]
    page = post(runner, address, **{**form, "preparing_name": "Khởi động", "preparing_lead": "30"})
    assert page.messages == ["Đã lưu các giai đoạn."]
    assert page.column("Giai đoạn")[0] == "Khởi động"
    first = queries.stated_stage(queries.stages(bare)[0])
    assert first == (StageCode.PREPARING, "Khởi động", 30, (Need.OWNER,))


@pytest.mark.parametrize(
    ("given", "left_out", "message"),
    [
        ({"assessed_lead": "40"}, "", "Giai đoạn “Đánh giá sơ bộ” được tính sớm hơn giai đoạn “Chuẩn bị” trước nó."),
        ({"held_lead": "1"}, "", "Giai đoạn tổ chức hội nghị là mốc 0, không có số ngày trước hội nghị."),
        ({"closed_name": "Sẵn sàng"}, "", "Hai giai đoạn không được trùng tên."),
        ({}, "held_used", "Đợt sơ kết phải có giai đoạn tổ chức hội nghị."),
        ({}, "preparing_used", "Không bỏ được giai đoạn “Chuẩn bị”: đã có đơn vị đi qua."),
    ],
)  # fmt: skip
def test_stages_out_of_order_are_refused(
    runner: Client, campaigns: Campaigns, given: dict[str, str], left_out: str, message: str
) -> None:
    address = campaigns.at("/dot-so-ket/{c}/giai-doan/")
    form = {**typed(get(runner, address)), **given}
    form.pop(left_out, None)
    page = post(runner, address, **form)
    assert page.status == 422
    assert message in page.summary


def make_bare(scene: Campaigns) -> Campaign:
    """Draw up a second campaign of the district through which nobody has gone yet."""
    draft = queries.stated_campaign(scene.campaign)._replace(name="Đợt hai")
    return actions.add_campaign(
        SYSTEM_ACTOR, holder=scene.tree.district.unit, term=scene.campaign.term, draft=draft, now=moment(ON)
    )


def test_rules_are_explained_and_set(runner: Client, campaigns: Campaigns) -> None:
    address = campaigns.at("/dot-so-ket/{c}/cach-danh-gia/")
    page = get(runner, address)
    assert len(page.texts("//main//p[@class='form-hint']")) == 9
    form = {**typed(page), "grace_days": "5", "window_share": "70"}
    del form["documents_count"]
    done = post(runner, address, **form)
    assert done.messages == ["Đã lưu cách đánh giá."]
    kept = queries.rules_of(Campaign.objects.get(pk=campaigns.campaign.pk))
    assert kept == Rules(grace_days=5, window_share=70, documents_count=False)
    assert done.texts("//ul[@class='rule-list']/li")[-1] == "Không xét: văn kiện."


@pytest.mark.parametrize(
    ("given", "field", "message"),
    [
        ({"grace_days": "-1"}, "grace_days", "Số ngày làm việc phải từ 0 đến 250."),
        ({"late_days": "2"}, "late_days", "Số ngày coi là chậm nhiều không được ít hơn số ngày được châm chước."),
        ({"on_plan_share": "101"}, "on_plan_share", "Tỷ lệ phải từ 0 đến 100%."),
        ({"mostly_share": "96"}, "mostly_share", "Tỷ lệ “cơ bản đúng kế hoạch” không được cao hơn tỷ lệ “đúng kế hoạch”."),
        ({"window_share": ""}, "window_share", "Chưa nhập mục này."),
        ({"window_share": "8,5"}, "window_share", "Hãy nhập một số nguyên, ví dụ 12."),
    ],
)  # fmt: skip
def test_rules_out_of_order_are_refused_at_their_field(
    runner: Client, campaigns: Campaigns, given: dict[str, str], field: str, message: str
) -> None:
    address = campaigns.at("/dot-so-ket/{c}/cach-danh-gia/")
    page = post(runner, address, **{**typed(get(runner, address)), **given})
    assert (page.status, page.errors(field)) == (422, [message])


def test_campaign_is_removed_for_a_reason_and_comes_back(runner: Client, campaigns: Campaigns) -> None:
    reviews = Review.objects.count()
    address = campaigns.at("/dot-so-ket/{c}/bo/")
    refused = post(runner, address, on="24-3-2023", reason="")
    assert (refused.status, refused.errors("reason")) == (422, ["Chưa nhập mục này."])
    gone = post(runner, address, on="24-3-2023", reason="Lập nhầm")
    assert gone.texts("//li[@class='file-line']/span") == [
        "Sơ kết huyện Mỏ Cày Bắc (Đảng bộ huyện Mỏ Cày Bắc, bỏ từ ngày 24-3-2023: Lập nhầm)"
    ]
    assert (plan(runner, campaigns).status, Review.objects.count()) == (404, reviews)
    back = post(runner, campaigns.at("/dot-so-ket/{c}/khoi-phuc/"))
    assert back.messages == ["Đã khôi phục đợt sơ kết “Sơ kết huyện Mỏ Cày Bắc”."]
    assert len(back.texts("//ol[@class='plan-units']/li")) == 4
    assert runner.post(campaigns.at("/dot-so-ket/{c}/khoi-phuc/")).status_code == 404


def test_as_many_queries_for_many_units(runner: Client, campaigns: Campaigns) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            assert plan(runner, campaigns).status == 200
        return len(found)

    asked()
    before = asked()
    make_review(campaigns.campaign, campaigns.tree.cell)
    assert asked() == before < 28


def test_stages_out_of_order_are_marked_before_anything_is_kept(runner: Client, campaigns: Campaigns) -> None:
    page = draw_up(runner, "xem", ready_lead="13")
    mark = "tính sớm hơn giai đoạn trước nó, cần sửa số ngày"
    names = [row[0] for row in page.rows]
    assert [name.endswith(mark) for name in names] == [False] * 4 + [True, False, False]
    assert names[4] == f"Sẵn sàng{mark}"
