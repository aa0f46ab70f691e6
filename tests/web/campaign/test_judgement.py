"""The page of the judgement: the whole with its evidence, the rules in words, every round; it turns when the evidence turns."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from nhiemky.campaign import actions
from nhiemky.campaign.models import Campaign, PlannedDay, StageMove
from nhiemky.campaign.vocab import Rules, StageCode
from nhiemky.org.policy import SYSTEM_ACTOR
from tests.cast_campaign import BEGUN, NOW, moment, move_to
from tests.web.campaign.scene import ON, REST, Campaigns, remark, teach
from tests.web.reading import Page, get

ADDRESS = "/dot-so-ket/{c}/danh-gia/"
BEHIND = "Nhìn chung, công tác chuẩn bị và tổ chức chậm so với kế hoạch đề ra."
MOSTLY = "Nhìn chung, công tác chuẩn bị và tổ chức cơ bản đúng theo kế hoạch đề ra."
ON_PLAN = "Nhìn chung, công tác chuẩn bị và tổ chức đúng theo kế hoạch đề ra."


def verdicts(page: Page) -> list[str]:
    return page.texts("//*[contains(@class, 'verdict-line')]")


def proofs(page: Page, part: int = 0) -> list[str]:
    """Give the evidence of the whole (0) or of a round."""
    return page.texts(f"(//ul[@class='proofs'])[{part + 1}]/li")


def on_time(scene: Campaigns) -> None:
    """Let everything be in time: the second and the district as planned, the third with a meeting soon."""
    for review in (scene.second, scene.own):
        StageMove.objects.filter(review=review).delete()
        PlannedDay.objects.filter(review=review, planned_on__lte=ON).update(planned_on=date(2023, 3, 24))
        PlannedDay.objects.filter(review=review, stage="planned").update(planned_on=date(2023, 3, 23))


def test_whole_and_every_round_are_judged(runner: Client, campaigns: Campaigns) -> None:
    page = get(runner, campaigns.at(ADDRESS))
    assert (page.status, verdicts(page)) == (200, [BEHIND, ON_PLAN, BEHIND, BEHIND])
    assert page.texts("//section/div[@class='card-header']/h2") == [
        "Cách đánh giá của đợt này", "Làm điểm", REST, "Cấp huyện",
    ]  # fmt: skip
    assert page.texts("//div[@class='card-header']/span") == [
        "13-2-2023 đến 28-2-2023, đã tổ chức 1/1",
        "1-3-2023 đến 31-3-2023, đã tổ chức 0/2",
        "3-4-2023 đến 28-4-2023, đã tổ chức 0/1",
    ]
    assert proofs(page, 1) == [
        "7/7 mốc đến hạn được thực hiện đúng hạn (100%; đúng kế hoạch từ 95%, cơ bản đúng kế hoạch từ 80%).",
        "Làm điểm: 1/1 đơn vị đã tổ chức hội nghị (thời gian kế hoạch: 13-2-2023 đến 28-2-2023).",
    ]
    assert proofs(page, 3) == [
        "0/2 mốc đến hạn được thực hiện đúng hạn (0%; đúng kế hoạch từ 95%, cơ bản đúng kế hoạch từ 80%).",
        "Cấp huyện: 0/1 đơn vị đã tổ chức hội nghị (thời gian kế hoạch: 3-4-2023 đến 28-4-2023).",
        "Mỏ Cày Bắc: “Lập kế hoạch” chậm 26 ngày làm việc so với kế hoạch.",
    ]


def test_rules_are_explained_in_words(runner: Client, campaigns: Campaigns) -> None:
    rules = get(runner, campaigns.at(ADDRESS)).texts("//ul[@class='rule-list']/li")
    assert len(rules) == 4
    assert rules[0] == (
        "Một mốc được coi là đúng hạn khi thực hiện chậm nhất 3 ngày làm việc sau ngày kế hoạch."
    )
    assert rules[-1] == "Còn lại là “chậm so với kế hoạch”."


def test_rules_are_those_of_the_campaign(runner: Client, campaigns: Campaigns) -> None:
    actions.set_rules(
        SYSTEM_ACTOR,
        campaign=campaigns.campaign,
        rules=Rules(grace_days=5, lessons_count=False),
        on=BEGUN,
        now=NOW,
    )
    rules = get(runner, campaigns.at(ADDRESS)).texts("//ul[@class='rule-list']/li")
    assert "chậm nhất 5 ngày làm việc" in rules[0]
    assert rules[-1] == "Không xét: bài học kinh nghiệm."


def test_judgement_turns_when_the_evidence_turns(runner: Client, campaigns: Campaigns) -> None:
    on_time(campaigns)
    assert verdicts(get(runner, campaigns.at(ADDRESS)))[0] == ON_PLAN
    remark(campaigns.third)
    page = get(runner, campaigns.at(ADDRESS))
    assert (verdicts(page)[0], proofs(page)[-1]) == (MOSTLY, "Góp ý quá hạn chưa xử lý: 1, ở Thạnh Ngãi.")
    PlannedDay.objects.filter(review=campaigns.own, stage="planned").update(planned_on=date(2023, 3, 1))
    assert verdicts(get(runner, campaigns.at(ADDRESS)))[0] == BEHIND


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("comment", "Góp ý quá hạn chưa xử lý: 1, ở Thạnh Ngãi."),
        ("lesson", "Bài học kinh nghiệm quá hạn chưa trả lời: 1, ở Thạnh Ngãi."),
        ("slipped", "1 đơn vị có mốc đã thực hiện nhưng chậm so với kế hoạch. Thạnh Ngãi"),
    ],
)
def test_each_kind_of_evidence_is_shown(runner: Client, campaigns: Campaigns, what: str, words: str) -> None:
    on_time(campaigns)
    if what == "comment":
        remark(campaigns.third)
    elif what == "lesson":
        teach(campaigns, campaigns.third, due_on=date(2023, 3, 20))
    else:
        StageMove.objects.filter(review=campaigns.third, stage="commented").update(on=date(2023, 3, 24))
    page = get(runner, campaigns.at(ADDRESS))
    assert proofs(page)[-1] == words
    assert page.root.xpath("(//ul[@class='proofs'])[1]/li[last()]/@class") == ["against"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("3-1-2023", [ON_PLAN] * 4),
        ("15-2-2023", [ON_PLAN] * 4),
        ("24-2-2023", [BEHIND, ON_PLAN, ON_PLAN, BEHIND]),
        ("24-3-2023", [BEHIND, ON_PLAN, BEHIND, BEHIND]),
    ],
)
def test_judgement_of_any_day(runner: Client, campaigns: Campaigns, day: str, expected: list[str]) -> None:
    page = get(runner, campaigns.at(ADDRESS), den=day)
    assert verdicts(page) == expected
    assert page.texts("//p[@class='page-lead']") == [f"Đánh giá so với kế hoạch, đến ngày {day}"]


def test_rounds_lead_to_the_board(runner: Client, campaigns: Campaigns) -> None:
    href = get(runner, campaigns.at(ADDRESS)).href(REST)
    assert href.split("?")[0] == campaigns.at("/dot-so-ket/{c}/")
    board = get(runner, href)
    assert board.texts("//table//th[@scope='row']/a") == ["Nhuận Phú Tân", "Thạnh Ngãi"]


def test_who_sees_one_unit_is_shown_its_judgement(onlooker: Client, campaigns: Campaigns) -> None:
    page = get(onlooker, campaigns.at(ADDRESS))
    assert len(verdicts(page)) == 2
    text = " ".join(page.texts("//main"))
    assert ("Mỏ Cày Bắc: “" in text, "Thạnh Ngãi" in text) == (False, False)


def test_judgement_of_the_province_counts_those_below(keeper: Client, campaigns: Campaigns) -> None:
    page = get(keeper, campaigns.at("/dot-so-ket/{above}/danh-gia/"))
    assert verdicts(page)[0] == BEHIND
    assert len(verdicts(page)) == 1 + 3 + 1


def test_conference_after_its_window_counts_against_the_round(runner: Client, campaigns: Campaigns) -> None:
    StageMove.objects.filter(review=campaigns.pilot, stage__in=("held", "closed")).update(on=date(2023, 3, 9))
    page = get(runner, campaigns.at(ADDRESS))
    assert proofs(page, 1)[1] == (
        "Làm điểm: 1/1 đơn vị đã tổ chức hội nghị (thời gian kế hoạch: 13-2-2023 đến 28-2-2023). Tân Thanh Tây"
    )


def test_campaign_without_units_is_judged_by_nothing_due(runner: Client, campaigns: Campaigns) -> None:
    for review in (campaigns.pilot, campaigns.second, campaigns.third, campaigns.own):
        StageMove.objects.filter(review=review).delete()
        actions.withdraw_review(
            SYSTEM_ACTOR, review=review, on=date(2023, 3, 1), reason="Lập lại", now=moment(ON)
        )
    page = get(runner, campaigns.at(ADDRESS))
    assert (page.status, proofs(page)[0]) == (200, "Chưa có mốc nào đến hạn.")
    assert Campaign.objects.filter(removed_on=None).count() == 2


def test_move_made_today_counts_today(runner: Client, campaigns: Campaigns) -> None:
    before = proofs(get(runner, campaigns.at(ADDRESS)))[0]
    move_to(campaigns.third, StageCode.READY, on=ON)
    after = proofs(get(runner, campaigns.at(ADDRESS)))[0]
    assert (before[:6], after[:6]) == ("14/19 ", "15/20 ")
