"""Planning the days of a review through its page: counted back from the conference, or each by itself; two people at once."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from nhiemky.campaign import actions
from nhiemky.campaign.models import PlannedDay, Review
from nhiemky.campaign.vocab import StageCode
from nhiemky.kernel.viet.dates import read_date, write_date
from nhiemky.kernel.viet.workdays import working_days_between
from nhiemky.org.policy import SYSTEM_ACTOR
from tests.cast_campaign import moment, move_to
from tests.web.campaign.scene import ON, Campaigns
from tests.web.reading import Page, get, post

COMING = ("commented", "ready", "held", "closed")
SEEN = {f"seen-{code}": "1" for code in COMING}


def address(scene: Campaigns, which: str = "second") -> str:
    return scene.at(f"/so-ket/{{{which}}}/ngay-ke-hoach/")


def from_conference(client: Client, scene: Campaigns, **given: str) -> Page:
    asked = {
        "cach": "hoi-nghi",
        "conference_on": "31-3-2023",
        "on": "24-3-2023",
        "reason": "Dời hội nghị",
        **SEEN,
    }
    return post(client, address(scene), **{**asked, **given})


def each_day(client: Client, scene: Campaigns, **given: str) -> Page:
    asked = {
        "cach": "tung-moc", "commented": "27-3-2023", "ready": "28-3-2023", "held": "31-3-2023", "closed": "14-4-2023",
        "on": "24-3-2023", "reason": "Dời hội nghị", **SEEN,
    }  # fmt: skip
    return post(client, address(scene), **{**asked, **given})


def planned(review: Review) -> dict[str, tuple[str, int]]:
    """Give the day that counts for every stage, with its version."""
    rows = PlannedDay.objects.filter(review=review).order_by("version")
    return {row.stage: (write_date(row.planned_on) if row.planned_on else "", row.version) for row in rows}


def seen(page: Page, way: str) -> dict[str, str]:
    """Give what a form says the person saw; `way` is the value of the hidden field that tells the forms apart."""
    found = page.root.xpath(
        f"//form[.//input[@name='cach' and @value='{way}']]//input[starts-with(@name, 'seen-')]"
    )
    return {each.get("name"): each.get("value") for each in found}


def test_page_offers_both_ways_for_the_stages_to_come(runner: Client, campaigns: Campaigns) -> None:
    page = get(runner, address(campaigns))
    assert page.texts("//h2") == ["Tính lùi từ ngày hội nghị", "Đặt từng mốc"]
    assert page.texts("//p[@class='page-lead']")[1].endswith("1-3-2023 đến 31-3-2023")
    assert page.value("conference_on") == "15-3-2023"
    assert {code: page.value(code) for code in COMING} == {
        "commented": "27-2-2023", "ready": "9-3-2023", "held": "15-3-2023", "closed": "29-3-2023",
    }  # fmt: skip
    assert page.root.xpath("//input[@name='assessed' or @name='planned']") == []
    assert (seen(page, "hoi-nghi"), seen(page, "tung-moc")) == (SEEN, SEEN)


def test_days_are_counted_back_from_the_conference(runner: Client, campaigns: Campaigns) -> None:
    page = from_conference(runner, campaigns)
    assert page.messages == ["Đã đặt ngày kế hoạch."]
    assert planned(campaigns.second) == {
        "planned": ("4-1-2023", 1), "preparing": ("18-1-2023", 1), "assessed": ("15-2-2023", 1),
        "commented": ("24-3-2023", 2), "ready": ("27-3-2023", 2), "held": ("31-3-2023", 2), "closed": ("14-4-2023", 2),
    }  # fmt: skip


@pytest.mark.parametrize("conference", ["28-4-2023", "5-5-2023", "8-5-2023"])
def test_counting_back_leaves_holidays_out(runner: Client, campaigns: Campaigns, conference: str) -> None:
    from_conference(runner, campaigns, conference_on=conference)
    days = {code: read_date(day) for code, (day, _version) in planned(campaigns.second).items()}
    held = days["held"]
    assert isinstance(held, date)
    apart = {
        code: working_days_between(day, held)
        for code, day in days.items()
        if code in ("commented", "ready") and isinstance(day, date)
    }
    assert apart == {"commented": 12, "ready": 4}


def test_each_day_by_itself(runner: Client, campaigns: Campaigns) -> None:
    each_day(runner, campaigns, commented="")
    found = planned(campaigns.second)
    assert {code: found[code] for code in COMING} == {
        "commented": ("", 2), "ready": ("28-3-2023", 2), "held": ("31-3-2023", 2), "closed": ("14-4-2023", 2),
    }  # fmt: skip
    page = get(runner, campaigns.at("/so-ket/{second}/"))
    assert page.texts("//li[@id='commented']/span[@class='step-day']")[0] == "Kế hoạch–"


def test_only_what_changed_gets_a_new_version(runner: Client, campaigns: Campaigns) -> None:
    each_day(runner, campaigns, commented="27-2-2023", ready="9-3-2023", held="15-3-2023", closed="30-3-2023")
    found = planned(campaigns.second)
    assert [found[code][1] for code in COMING] == [1, 1, 1, 2]


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"reason": ""}, "hn_reason", "Đã có ngày kế hoạch. Đề nghị ghi lý do thay đổi."),
        ({"conference_on": ""}, "hn_conference_on", "Chưa nhập mục này."),
        (
            {"conference_on": "23-3-2023"},
            "hn_conference_on",
            "Ngày hội nghị (23-3-2023) trước ngày quyết định kế hoạch (24-3-2023).",
        ),
        ({"on": "25-3-2023"}, "hn_on", "Ngày quyết định (25-3-2023) chưa đến."),
        ({"on": "hôm nay nhé"}, "hn_on", ""),
        ({"reason": "x" * 501}, "hn_reason", "Dài quá 500 ký tự (hiện có 501)."),
    ],
)
def test_bad_conference_is_refused_at_the_field(
    runner: Client, campaigns: Campaigns, given: dict[str, str], field: str, words: str
) -> None:
    page = from_conference(runner, campaigns, **given)
    assert page.status == 422
    errors = page.errors(field)
    assert words in errors if words else errors
    assert planned(campaigns.second)["held"] == ("15-3-2023", 1)
    assert (page.value("conference_on"), seen(page, "hoi-nghi")) == (
        given.get("conference_on", "31-3-2023"),
        SEEN,
    )


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        (
            {"ready": "1-4-2023"},
            "held",
            "“Đã tổ chức hội nghị” (31-3-2023) được đặt trước “Sẵn sàng” (1-4-2023).",
        ),
        (
            {"commented": "23-3-2023"},
            "commented",
            "Ngày kế hoạch (23-3-2023) trước ngày quyết định kế hoạch (24-3-2023).",
        ),
        ({"reason": ""}, "reason", "Đã có ngày kế hoạch. Đề nghị ghi lý do thay đổi."),
        ({"held": "30-2-2023"}, "held", ""),
        ({"on": ""}, "on", "Chưa nhập mục này."),
        ({"on": "2-1-2023"}, "on", ""),
    ],
)
def test_bad_days_are_refused_at_the_field(
    runner: Client, campaigns: Campaigns, given: dict[str, str], field: str, words: str
) -> None:
    page = each_day(runner, campaigns, **given)
    assert page.status == 422
    errors = page.errors(field)
    assert words in errors if words else errors
    assert {version for _day, version in planned(campaigns.second).values()} == {1}
    assert page.value("closed") == "14-4-2023"


def test_nothing_changed_is_said(runner: Client, campaigns: Campaigns) -> None:
    page = each_day(
        runner, campaigns, commented="27-2-2023", ready="9-3-2023", held="15-3-2023", closed="29-3-2023"
    )
    assert (page.status, page.summary) == (422, ["Không có ngày nào thay đổi."])


def test_conference_outside_the_window_needs_a_reason(runner: Client, campaigns: Campaigns) -> None:
    PlannedDay.objects.filter(review=campaigns.own).delete()
    given = {"cach": "hoi-nghi", "conference_on": "8-5-2023", "on": "24-3-2023"}
    page = post(runner, address(campaigns, "own"), **given, reason="")
    assert page.errors("hn_reason") == [
        "Ngày hội nghị nằm ngoài thời gian của vòng (3-4-2023 đến 28-4-2023). Đề nghị ghi lý do."
    ]
    post(runner, address(campaigns, "own"), **given, reason="Theo lịch của tỉnh")
    assert planned(campaigns.own)["held"] == ("8-5-2023", 1)


@pytest.mark.parametrize("way", ["", "la", "hoi-nghi ", "0"])
def test_an_unknown_way_changes_nothing(runner: Client, campaigns: Campaigns, way: str) -> None:
    page = from_conference(runner, campaigns, cach=way)
    assert (page.status, planned(campaigns.second)["held"]) == (200, ("15-3-2023", 1))


class TestTwoAtOnce:
    """Somebody else planned meanwhile."""

    @pytest.fixture(autouse=True)
    def quicker(self, campaigns: Campaigns) -> None:
        actions.plan_days(
            SYSTEM_ACTOR, review=campaigns.second, days={StageCode.HELD: date(2023, 3, 28), StageCode.CLOSED: date(2023, 4, 11)},
            on=date(2023, 3, 23), reason="Theo lịch phòng họp", now=moment(ON),
        )  # fmt: skip

    @pytest.mark.parametrize("way", ["hoi-nghi", "tung-moc"])
    def test_the_second_is_told_and_keeps_what_was_typed(
        self, runner: Client, campaigns: Campaigns, way: str
    ) -> None:
        page = (from_conference if way == "hoi-nghi" else each_day)(runner, campaigns)
        assert (page.status, page.summary) == (
            422, ["hệ thống vừa đặt lại ngày kế hoạch: 28-3-2023. Đề nghị xem lại trước khi lưu."],
        )  # fmt: skip
        assert page.value("conference_on" if way == "hoi-nghi" else "held") == "31-3-2023"
        assert seen(page, way) == {**SEEN, "seen-held": "2", "seen-closed": "2"}
        assert planned(campaigns.second)["held"] == ("28-3-2023", 2)

    def test_what_stands_now_is_beside_what_was_typed(self, runner: Client, campaigns: Campaigns) -> None:
        page = each_day(runner, campaigns)
        assert [text for text in page.texts("//form[2]//*[contains(@id, '_helptext')]") if "Đang đặt" in text] == [
            "Đang đặt: 27-2-2023", "Đang đặt: 9-3-2023", "Đang đặt: 28-3-2023", "Đang đặt: 11-4-2023",
        ]  # fmt: skip

    def test_after_looking_the_second_may_decide(self, runner: Client, campaigns: Campaigns) -> None:
        told = from_conference(runner, campaigns)
        assert from_conference(runner, campaigns, **seen(told, "hoi-nghi")).messages == [
            "Đã đặt ngày kế hoạch."
        ]
        assert planned(campaigns.second)["held"] == ("31-3-2023", 3)

    def test_an_error_in_the_form_does_not_hide_it(self, runner: Client, campaigns: Campaigns) -> None:
        page = each_day(runner, campaigns, on="")
        assert seen(page, "tung-moc") == SEEN
        assert "vừa đặt lại ngày kế hoạch" in each_day(runner, campaigns, **seen(page, "tung-moc")).summary[0]

    @pytest.mark.parametrize("version", ["", "0", "-2", "２", "2.0", "9" * 30, "x"])
    def test_what_was_not_seen_is_no_way_round(
        self, runner: Client, campaigns: Campaigns, version: str
    ) -> None:
        page = each_day(runner, campaigns, **{"seen-held": version})
        assert (page.status, planned(campaigns.second)["held"]) == (422, ("28-3-2023", 2))


def test_after_the_conference_only_the_days_to_come_are_offered(runner: Client, campaigns: Campaigns) -> None:
    for code in (StageCode.COMMENTED, StageCode.READY, StageCode.HELD):
        move_to(campaigns.second, code, on=date(2023, 3, 20))
    page = get(runner, address(campaigns))
    assert page.texts("//h2") == ["Đặt từng mốc"]
    assert seen(page, "tung-moc") == {"seen-closed": "1"}


def test_a_closed_review_has_nothing_to_plan(runner: Client, campaigns: Campaigns) -> None:
    page = get(runner, address(campaigns, "pilot"))
    assert page.texts("//main//form") == []
    assert page.texts("//p[contains(@class, 'alert')]") == [
        "Mọi giai đoạn đã thực hiện, không còn ngày nào để đặt."
    ]


def test_an_earlier_day_says_why_stages_done_since_are_not_offered(
    runner: Client, campaigns: Campaigns
) -> None:
    said = (
        "Đồng chí đang xem ngày 20-1-2023, nhưng ngày kế hoạch được đặt theo tình hình hôm nay: "
        "giai đoạn đã thực hiện từ đó đến nay không còn ở đây."
    )
    assert get(runner, address(campaigns)).texts("//p[contains(@class, 'alert-info')]") == []
    earlier = get(runner, address(campaigns), den="20-1-2023")
    assert earlier.texts("//p[contains(@class, 'alert-info')]") == [said]
    assert [
        code for code in ("preparing", "assessed", *COMING) if earlier.root.xpath(f"//*[@name='{code}']")
    ] == list(COMING)
