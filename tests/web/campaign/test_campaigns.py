"""The list of campaigns: the only one is shown at once, removed ones stay listed for who keeps campaigns."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from nhiemky.campaign import actions
from nhiemky.campaign.models import Campaign
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.org.vocab import RoleCode
from tests.cast_campaign import make_campaign, make_review, moment
from tests.web.campaign.scene import ON, Campaigns
from tests.web.conftest import visitor
from tests.web.reading import get


def test_the_only_campaign_is_shown_at_once(runner: Client, campaigns: Campaigns) -> None:
    answer = runner.get("/dot-so-ket/")
    assert answer.status_code == 302
    assert answer.headers["Location"].split("?")[0] == campaigns.at("/dot-so-ket/{c}/")
    assert get(runner, "/dot-so-ket/", **{"tat-ca": "1"}).column("Đợt sơ kết") == [
        "Sơ kết huyện Mỏ Cày Bắcthuộc “Sơ kết toàn tỉnh”"
    ]


def test_list_of_campaigns(keeper: Client, campaigns: Campaigns) -> None:
    page = get(keeper, "/dot-so-ket/")
    assert page.rows == [
        ["Sơ kết huyện Mỏ Cày Bắcthuộc “Sơ kết toàn tỉnh”", "Đảng bộ huyện Mỏ Cày Bắc", "", "3-1-2023", "4"],
        ["Sơ kết toàn tỉnh", "Đảng bộ tỉnh Bến Tre", "", "28-9-2022", "0"],
    ]
    earlier = get(keeper, "/dot-so-ket/", den="2-1-2023", **{"tat-ca": "1"})
    assert earlier.column("Đợt sơ kết") == ["Sơ kết toàn tỉnh"]
    assert earlier.texts("(//table)[1]/caption") == ["Các đợt sơ kết vào ngày 2-1-2023"]


@pytest.mark.parametrize(
    ("order", "first"),
    [
        ("ten", "Sơ kết huyện"),
        ("-ten", "Sơ kết toàn"),
        ("ngay", "Sơ kết toàn"),
        ("-tham-gia", "Sơ kết huyện"),
    ],
)
def test_list_is_sorted_as_asked(keeper: Client, campaigns: Campaigns, order: str, first: str) -> None:
    assert get(keeper, "/dot-so-ket/", xep=order).rows[0][0].startswith(first)


def test_list_is_exported(keeper: Client, campaigns: Campaigns) -> None:
    answer = keeper.get("/dot-so-ket/", {"xuat": "xlsx"})
    assert (answer.status_code, answer.content[:2]) == (200, b"PK")


def test_removed_campaigns_are_listed_for_who_keeps_campaigns(
    runner: Client, onlooker: Client, campaigns: Campaigns
) -> None:
    second = make_campaign(campaigns.tree.district, name="Lập nhầm", begun_on=date(2023, 3, 1), rounds=())
    actions.remove_campaign(
        SYSTEM_ACTOR, campaign=second, on=date(2023, 3, 10), reason="Trùng đợt", now=moment(ON)
    )
    shown = get(runner, "/dot-so-ket/", **{"tat-ca": "1"}).texts("//main//ul[@class='plain-list']/li/span")
    assert shown == ["Lập nhầm (Đảng bộ huyện Mỏ Cày Bắc, bỏ từ ngày 10-3-2023: Trùng đợt)"]
    assert get(onlooker, "/dot-so-ket/", **{"tat-ca": "1"}).texts("//main//ul[@class='plain-list']") == []


def test_a_removed_campaign_is_offered_only_to_who_ran_it(
    runner: Client, second_office: Client, campaigns: Campaigns
) -> None:
    second = make_campaign(campaigns.tree.district, name="Lập nhầm")
    make_review(second, campaigns.tree.second, on=date(2023, 3, 1))
    actions.remove_campaign(
        SYSTEM_ACTOR, campaign=second, on=date(2023, 3, 10), reason="Trùng đợt", now=moment(ON)
    )
    shown = [
        get(client, "/dot-so-ket/", **{"tat-ca": "1"}).texts("//main//ul[@class='plain-list']//button")
        for client in (runner, second_office)
    ]
    assert shown == [["Khôi phục"], []]
    assert second_office.post(f"/dot-so-ket/{second.pk}/khoi-phuc/").status_code == 403
    assert Campaign.objects.get(pk=second.pk).removed_on == date(2023, 3, 10)


@pytest.mark.parametrize(
    ("role", "words"),
    [(RoleCode.OFFICE, "Lập đợt sơ kết theo mẫu"), (RoleCode.DELEGATE, "Khi đơn vị cấp trên lập đợt sơ kết")],
)
def test_empty_list_says_what_comes_next(campaigns: Campaigns, role: RoleCode, words: str) -> None:
    Campaign.objects.update(removed_on=date(2023, 3, 1))
    page = get(visitor(role, campaigns.tree.district, "moi"), "/dot-so-ket/")
    assert page.status == 200
    assert "Chưa có đợt sơ kết nào vào ngày này" in page.texts("//main")[0]
