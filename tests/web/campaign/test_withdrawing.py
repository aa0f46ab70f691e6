"""Taking a unit out of a campaign and bringing it back: the days between both stay without it."""

from __future__ import annotations

import pytest
from django.test import Client

from nhiemky.campaign.models import Review
from nhiemky.history.models import LedgerLine
from tests.web.campaign.scene import Campaigns
from tests.web.reading import get, post

pytestmark = pytest.mark.django_db


class TestWithdrawing:
    """A unit is taken out, and brought back."""

    def test_out_and_back(self, runner: Client, campaigns: Campaigns) -> None:
        page = post(runner, campaigns.at("/so-ket/{third}/dua-ra/"), on="20-3-2023", reason="Sáp nhập")
        assert page.messages == ["Đã đưa Thạnh Ngãi ra khỏi đợt sơ kết."]
        board = get(runner, campaigns.at("/dot-so-ket/{c}/"))
        assert "Thạnh Ngãi" not in board.texts("//main")[0]
        address = campaigns.at("/so-ket/{third}/dua-lai/")
        assert get(runner, address).value("on") == "24-3-2023"
        early = post(runner, address, on="19-3-2023")
        assert early.errors("on") == ["Ngày đưa trở lại (19-3-2023) trước ngày đưa ra (20-3-2023)."]
        back = post(runner, address, on="22-3-2023")
        assert back.messages == ["Thạnh Ngãi đã trở lại đợt sơ kết."]
        gap = [
            "Thạnh Ngãi" in get(runner, campaigns.at("/dot-so-ket/{c}/"), den=day).texts("//main")[0]
            for day in ("19-3-2023", "20-3-2023", "21-3-2023", "22-3-2023")
        ]
        assert gap == [True, False, False, True]
        was = get(runner, campaigns.at("/so-ket/{third}/"), den="21-3-2023").texts("//main")[0]
        assert "Đơn vị được đưa ra khỏi đợt sơ kết từ ngày 20-3-2023: Sáp nhập." in was
        row = Review.objects.get(pk=campaigns.third.pk)
        assert (row.withdrawn_on, row.withdrawn_because) == (None, "")
        acts = LedgerLine.objects.order_by("-sequence").values_list("act", flat=True)[:2]
        assert list(acts) == ["review.restored", "review.withdrawn"]

    @pytest.mark.parametrize(
        ("given", "field", "words"),
        [
            ({"reason": ""}, "reason", "Chưa nhập mục này."),
            ({"on": ""}, "on", "Chưa nhập mục này."),
            ({"on": "25-3-2023"}, "on", "Ngày đưa ra (25-3-2023) chưa đến."),
            (
                {"on": "13-3-2023"},
                "on",
                "Ngày đưa ra (13-3-2023) trước lần chuyển giai đoạn gần nhất (14-3-2023).",
            ),
            ({"reason": "x" * 501}, "reason", "Dài quá 500 ký tự (hiện có 501)."),
        ],
    )
    def test_bad_withdrawal_is_refused(
        self, runner: Client, campaigns: Campaigns, given: dict[str, str], field: str, words: str
    ) -> None:
        asked = {"on": "20-3-2023", "reason": "Sáp nhập", **given}
        page = post(runner, campaigns.at("/so-ket/{third}/dua-ra/"), **asked)
        assert (page.status, page.errors(field)) == (422, [words])
        assert Review.objects.get(pk=campaigns.third.pk).withdrawn_on is None

    def test_twice_is_a_conflict_that_is_shown(self, runner: Client, campaigns: Campaigns) -> None:
        address = campaigns.at("/so-ket/{third}/dua-ra/")
        post(runner, address, on="20-3-2023", reason="Sáp nhập")
        page = post(runner, address, on="21-3-2023", reason="Lần hai")
        assert page.summary == ["Đảng bộ xã Thạnh Ngãi đã được đưa ra khỏi đợt sơ kết từ ngày 20-3-2023."]
        assert page.value("reason") == "Lần hai"
        assert Review.objects.get(pk=campaigns.third.pk).withdrawn_because == "Sáp nhập"

    def test_back_without_being_out_is_a_conflict(self, runner: Client, campaigns: Campaigns) -> None:
        page = post(runner, campaigns.at("/so-ket/{third}/dua-lai/"), on="24-3-2023")
        assert (page.status, page.summary) == (422, ["Đảng bộ xã Thạnh Ngãi đang tham gia đợt sơ kết."])
