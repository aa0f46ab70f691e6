"""The stages of a campaign's plan as a table: sorted, to Excel."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.web.campaign.scene import Campaigns
from tests.web.reading import exported, get

PLAN = "/dot-so-ket/{c}/ke-hoach/"
NAMES = [
    "Lập kế hoạch", "Chuẩn bị", "Đánh giá sơ bộ", "Góp ý dự thảo", "Sẵn sàng", "Đã tổ chức hội nghị", "Kết thúc",
]  # fmt: skip


@pytest.mark.parametrize(
    ("sort", "names"),
    [("", NAMES), ("ten", NAMES), ("-ten", NAMES[::-1]), ("thoi-han", NAMES), ("-thoi-han", NAMES[::-1])],
)
def test_stages_are_sorted_by_their_order_and_not_by_their_letters(
    runner: Client, campaigns: Campaigns, sort: str, names: list[str]
) -> None:
    assert get(runner, campaigns.at(PLAN), **{"xep-giai-doan": sort}).column("Giai đoạn") == names


def test_stages_go_to_excel(runner: Client, campaigns: Campaigns) -> None:
    table = exported(runner, campaigns.at(PLAN), "giai-doan")
    assert table[:3] == [
        ["Sơ kết huyện Mỏ Cày Bắc: các giai đoạn"],
        ["Giai đoạn", "Thời hạn", "Cần có trước khi chuyển đến"],
        ["Lập kế hoạch", "45 ngày làm việc trước hội nghị", None],
    ]
    assert [row[:2] for row in table[7:]] == [
        ["Đã tổ chức hội nghị", "vào ngày hội nghị"],
        ["Kết thúc", "10 ngày làm việc sau hội nghị"],
    ]
