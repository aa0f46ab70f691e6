"""What goes to Excel from the pages of a campaign says of which unit it is, whatever unit is looked at."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.web.campaign.scene import Campaigns
from tests.web.campaign.survey_scene import make_survey
from tests.web.campaign.team_scene import staffed
from tests.web.reading import exported_of

OWN = ("Đảng bộ xã Nhuận Phú Tân, nhiệm kỳ 2020-2025, số liệu đến ngày 24-3-2023", "28957-24-3-2023")
DISTRICT = ("Đảng bộ huyện Mỏ Cày Bắc, nhiệm kỳ 2020-2025, số liệu đến ngày 24-3-2023", "838-24-3-2023")


@pytest.mark.parametrize("looked_at", ["838", "28927"])
def test_tables_name_the_unit_that_they_are_of(runner: Client, campaigns: Campaigns, looked_at: str) -> None:
    asked = {"don-vi": looked_at, "den": "24-3-2023"}
    addresses = (
        (campaigns.at("/so-ket/{second}/"), "chuyen"),
        (f"/to/{staffed(campaigns).pk}/", "thanh-vien"),
        (f"/khao-sat/{make_survey(campaigns).pk}/", "noi"),
        (campaigns.at("/dot-so-ket/{c}/ke-hoach/"), "giai-doan"),
    )
    assert [exported_of(runner, address, table, **asked) for address, table in addresses] == [
        OWN,
        DISTRICT,
        DISTRICT,
        DISTRICT,
    ]


@pytest.mark.parametrize("part", ["to/", "cuoc-hop/", "gop-y/", "khao-sat/", "phat-hien/"])
def test_lists_of_a_campaign_name_the_unit_that_runs_it(
    runner: Client, campaigns: Campaigns, part: str
) -> None:
    asked = {"don-vi": "28927", "den": "24-3-2023"}
    assert exported_of(runner, campaigns.at("/dot-so-ket/{c}/") + part, **asked) == DISTRICT
