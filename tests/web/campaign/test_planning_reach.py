"""Who runs a campaign from above, hostile names, days looked back on, and the cost of every page of plans and teams."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nhiemky.campaign import actions, queries
from nhiemky.campaign.models import Campaign, Review, Round
from nhiemky.campaign.vocab import STAGE_TEMPLATE, CampaignDraft, RoundDraft, RoundKind
from nhiemky.org import actions as org
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.org.vocab import RoleCode
from nhiemky.web.campaign.planning_preview import days_of
from tests.cast import make_unit
from tests.cast_campaign import BEGUN, NOW, moment
from tests.web.campaign.scene import ON, Campaigns
from tests.web.campaign.team_scene import make_team, staffed
from tests.web.conftest import visitor
from tests.web.reading import get, post

HOSTILE = "<script>alert('x')</script>\"&{{ 7*7 }}{% now 'Y' %}"
PLANS = ("ke-hoach/", "sua/", "giai-doan/", "cach-danh-gia/", "bo/", "vong/", "to/", "to/lap/")
ROUNDS = ("sua/", "don-vi/", "bo/")
TEAMS = ("", "sua/", "giai-the/", "thanh-vien/")


@pytest.fixture
def province_office(campaigns: Campaigns) -> Client:
    """The browser of the province's office, which runs the district's campaign from above."""
    return visitor(RoleCode.OFFICE, campaigns.tree.province, "vptinh")


def addresses(scene: Campaigns, team: int) -> list[str]:
    part = scene.rounds["grassroots"].pk
    return [
        "/dot-so-ket/lap/",
        "/dot-so-ket/lap/?cach=dot-truoc",
        *(scene.at("/dot-so-ket/{c}/") + path for path in PLANS),
        *(f"/vong/{part}/{path}" for path in ROUNDS),
        *(f"/to/{team}/{path}" for path in TEAMS),
    ]


def test_who_runs_the_campaign_above_acts_in_the_one_below(
    province_office: Client, campaigns: Campaigns
) -> None:
    team = staffed(campaigns)
    statuses = {address: get(province_office, address).status for address in addresses(campaigns, team.pk)}
    assert statuses == dict.fromkeys(statuses, 200)
    page = post(province_office, campaigns.at("/dot-so-ket/{c}/bo/"), on="24-3-2023", reason="Lập nhầm")
    assert page.messages[0].startswith("Đã bỏ đợt sơ kết “Sơ kết huyện Mỏ Cày Bắc”.")


def test_campaign_with_others_under_it_stays(province_office: Client, campaigns: Campaigns) -> None:
    page = post(province_office, campaigns.at("/dot-so-ket/{above}/bo/"), on="24-3-2023", reason="Lập nhầm")
    assert (page.status, page.value("reason"), page.summary) == (
        422,
        "Lập nhầm",
        [
            "Còn đợt sơ kết cấp dưới thuộc đợt này: “Sơ kết huyện Mỏ Cày Bắc”. Đề nghị bỏ hoặc tách trước.",
        ],
    )


@pytest.mark.parametrize(
    ("on", "message"),
    [
        ("25-3-2023", "Ngày bỏ (25-3-2023) chưa đến."),
        ("2-1-2023", "Ngày bỏ (2-1-2023) trước ngày của kế hoạch (3-1-2023)."),
        ("", "Chưa nhập mục này."),
    ],
)
def test_day_of_removal_keeps_its_order(runner: Client, campaigns: Campaigns, on: str, message: str) -> None:
    page = post(runner, campaigns.at("/dot-so-ket/{c}/bo/"), on=on, reason="Lập nhầm")
    assert (page.status, page.errors("on"), page.value("reason")) == (422, [message], "Lập nhầm")


def test_names_of_people_who_mean_harm_are_only_shown(runner: Client, campaigns: Campaigns) -> None:
    draft = queries.stated_campaign(campaigns.campaign)
    actions.change_campaign(
        SYSTEM_ACTOR,
        campaign=campaigns.campaign,
        draft=draft._replace(name=HOSTILE),
        now=moment(ON),
        on=BEGUN,
    )
    part = campaigns.rounds["grassroots"]
    actions.change_round(
        SYSTEM_ACTOR,
        round=part,
        draft=queries.stated_round(part)._replace(name=HOSTILE, documents=(HOSTILE,)),
        on=BEGUN,
        now=NOW,
    )
    team = make_team(campaigns, HOSTILE)
    for address in addresses(campaigns, team.pk):
        text = runner.get(address).content.decode()
        assert "<script>alert" not in text
        assert "&amp;49" not in text
    assert get(runner, campaigns.at("/dot-so-ket/{c}/ke-hoach/")).heading == HOSTILE


def test_no_page_asks_more_for_more_units_rounds_and_teams(runner: Client, campaigns: Campaigns) -> None:
    team = staffed(campaigns)

    def asked() -> dict[str, int]:
        counts = {}
        for address in addresses(campaigns, team.pk):
            with CaptureQueriesContext(connection) as found:
                assert runner.get(address).status_code == 200
            counts[address] = len(found)
        return counts

    asked()
    before = asked()
    for number in range(3):
        make_unit(f"ấp {number}", code=f"28957-{number}", type="cell", parent=campaigns.tree.second)
        part = RoundDraft(RoundKind.PILOT, f"Vòng {number}", date(2023, 3, 1), date(2023, 3, 31))
        actions.add_round(SYSTEM_ACTOR, campaign=campaigns.campaign, draft=part, on=BEGUN, now=NOW)
        make_team(campaigns, f"Tổ {number}")
    assert asked() == before
    assert max(before.values()) < 28


@pytest.mark.parametrize(
    ("day", "rounds"),
    [
        ("23-3-2023", ["Làm điểm", "Các chi bộ, đảng bộ trực thuộc còn lại", "Cấp huyện", "Vòng thừa"]),
        ("24-3-2023", ["Làm điểm", "Các chi bộ, đảng bộ trực thuộc còn lại", "Cấp huyện"]),
    ],
)
def test_removed_round_stays_on_the_days_before(
    runner: Client, campaigns: Campaigns, day: str, rounds: list[str]
) -> None:
    draft = RoundDraft(RoundKind.PILOT, "Vòng thừa", date(2023, 3, 1), date(2023, 3, 31))
    extra = actions.add_round(SYSTEM_ACTOR, campaign=campaigns.campaign, draft=draft, on=BEGUN, now=NOW)
    actions.remove_round(SYSTEM_ACTOR, round=extra, on=ON, reason="Thừa", now=moment(ON))
    page = get(runner, campaigns.at("/dot-so-ket/{c}/ke-hoach/"), den=day)
    assert page.texts("//h3") == rounds


def test_acts_build_on_today_whatever_day_is_looked_at(runner: Client, campaigns: Campaigns) -> None:
    page = get(runner, campaigns.at("/dot-so-ket/{c}/bo/"), den="1-3-2023")
    assert (page.status, page.value("on")) == (200, "1-3-2023")
    later = post(runner, campaigns.at("/dot-so-ket/{c}/to/lap/?den=1-3-2023"), kind="survey", name="Đoàn",
                 holder=str(campaigns.tree.district.unit_id), founded_on="20-3-2023")  # fmt: skip
    assert (later.heading, later.facts()["Ngày thành lập"]) == ("Đoàn", "20-3-2023")


def test_withdrawn_units_are_named_on_demand(runner: Client, campaigns: Campaigns) -> None:
    actions.withdraw_review(SYSTEM_ACTOR, review=campaigns.third, on=ON, reason="Đã sáp nhập", now=moment(ON))
    address = campaigns.at("/dot-so-ket/{c}/ke-hoach/")
    assert "Đảng bộ xã Thạnh Ngãi" not in get(runner, address).texts("//main//li/a")
    shown = get(runner, address, **{"da-bo": "1"})
    assert shown.texts("//section[@aria-labelledby='dua-ra']//li") == [
        "Đảng bộ xã Thạnh Ngãi từ ngày 24-3-2023: Đã sáp nhập"
    ]


@pytest.mark.parametrize(
    ("begun_on", "window", "first", "last", "early"),
    [
        (date(2022, 1, 3), (date(2023, 2, 21), date(2023, 2, 21)), date(2022, 12, 12), date(2022, 12, 12), False),
        (date(2023, 1, 3), (date(2023, 2, 13), date(2023, 2, 28)), date(2023, 1, 3), date(2023, 1, 3), True),
        (date(2023, 4, 1), (date(2023, 4, 29), date(2023, 5, 3)), date(2023, 4, 1), date(2023, 4, 1), True),
    ],
)  # fmt: skip
def test_first_stage_is_counted_over_holidays_and_never_before_the_plan(
    begun_on: date, window: tuple[date, date], first: date, last: date, early: bool
) -> None:
    part = RoundDraft(RoundKind.PILOT, "Làm điểm", *window)
    (shown,) = days_of(CampaignDraft("Đợt", begun_on, stages=STAGE_TEMPLATE, rounds=(part,)))
    day = shown.days[0]
    assert (day.first, day.last, day.early) == (first, last, early)


def test_nothing_is_made_of_a_preview(runner: Client, campaigns: Campaigns) -> None:
    before = (Campaign.objects.count(), Round.objects.count())
    given = {"earlier": str(campaigns.campaign.pk), "name": "Đợt hai", "begun_on": "24-3-2023"}
    page = post(runner, "/dot-so-ket/lap/?cach=dot-truoc", viec="xem", **given)
    assert (page.status, page.value("name")) == (200, "Đợt hai")
    assert (Campaign.objects.count(), Round.objects.count()) == before


def test_units_of_the_earlier_campaign_that_are_left_out_are_named(
    runner: Client, campaigns: Campaigns
) -> None:
    org.dissolve_unit(
        SYSTEM_ACTOR, unit=campaigns.tree.second.unit, on=date(2023, 3, 20), decision="Quyết định 5-QĐ/HU"
    )
    given = {"earlier": str(campaigns.campaign.pk), "name": "Sơ kết lần hai", "begun_on": "24-3-2023"}
    done = post(runner, "/dot-so-ket/lap/?cach=dot-truoc", viec="luu", **given)
    assert done.messages == [
        "Đã lập đợt sơ kết. Không đưa vào vì không thuộc đơn vị chủ trì vào ngày 24-3-2023: Đảng bộ xã Nhuận Phú Tân."
    ]
    assert Review.objects.filter(round__campaign__name="Sơ kết lần hai").count() == 3
