"""The page of chains: what is missing first, with the act that closes it, then the chains as nested rows."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.web.campaign.finding_scene import KIND, chained, noted
from tests.web.campaign.scene import Campaigns
from tests.web.reading import Page, get

CHAINS = "/dot-so-ket/{c}/chuoi/"


def missing(page: Page) -> dict[str, list[str]]:
    """Give what is missing, by the heading."""
    parts = page.root.xpath("//section[contains(@class, 'gap-group')]")
    return {part.xpath(".//h2")[0].text: [a.text for a in part.xpath(".//li/a")] for part in parts}


@pytest.mark.parametrize(
    ("kind", "heading", "acts"),
    [
        (KIND.LIMITATION, "Hạn chế chưa có nguyên nhân", ["Ghi nguyên nhân", "Nối với nội dung đã có"]),
        (KIND.CAUSE, "Nguyên nhân chưa có giải pháp", ["Ghi giải pháp", "Nối với nội dung đã có"]),
        (KIND.REMEDY, "Giải pháp chưa thành nhiệm vụ mới", ["Ghi nhiệm vụ mới", "Gắn chỉ tiêu điều chỉnh"]),
    ],
)
def test_what_is_missing_leads_to_the_act_that_closes_it(
    runner: Client, campaigns: Campaigns, kind: KIND, heading: str, acts: list[str]
) -> None:
    noted(campaigns, kind, "Điều còn thiếu")
    page = get(runner, campaigns.at(CHAINS))
    found = missing(page)
    assert list(found) == [heading]
    assert (
        page.texts("//section[contains(@class, 'gap-group')]//span[contains(@class, 'row-acts')]/a") == acts
    )
    for act in acts:
        assert runner.get(page.href(act)).status_code == 200


def test_what_is_missing_stands_together_by_unit(runner: Client, campaigns: Campaigns) -> None:
    for text in ("Một", "Hai"):
        noted(campaigns, text=text)
    noted(campaigns, text="Ba", at=campaigns.tree.third)
    page = get(runner, campaigns.at(CHAINS))
    units = "//section[contains(@class, 'gap-group')]/details"
    assert page.texts(f"{units}/summary") == ["Đảng bộ xã Nhuận Phú Tân 2", "Đảng bộ xã Thạnh Ngãi 1"]
    assert page.texts(f"({units})[1]//li/a") == ["Một", "Hai"]
    assert page.texts("//select[@name='dv']/option") == [
        "Tất cả đơn vị", "Đảng bộ xã Nhuận Phú Tân", "Đảng bộ xã Thạnh Ngãi",
    ]  # fmt: skip
    alone = get(runner, campaigns.at(CHAINS), dv=str(campaigns.tree.third.unit_id))
    assert alone.texts("//option[@selected]") == ["Đảng bộ xã Thạnh Ngãi"]
    assert alone.texts(f"{units}/summary") == ["Đảng bộ xã Thạnh Ngãi 1"]


def test_a_chain_is_shown_from_limitation_to_task(runner: Client, campaigns: Campaigns) -> None:
    _limitation, _cause, remedy = chained(campaigns)
    noted(campaigns, KIND.NEW_TASK, "Giao chỉ tiêu cho ấp", after=remedy)
    page = get(runner, campaigns.at(CHAINS))
    assert missing(page) == {}
    step = "//ul[@class='chain']/li"
    told = [page.texts(f"{step}{'/ul/li' * depth}/a") for depth in range(4)]
    assert told == [
        ["Thu nhập còn thấp"], ["Chỉ đạo chưa quyết liệt"], ["Phân công cấp ủy viên"], ["Giao chỉ tiêu cho ấp"],
    ]  # fmt: skip


@pytest.mark.parametrize(("who", "status", "acts"), [("runner", 200, 2), ("second_office", 200, 2), ("onlooker", 200, 0), ("stranger", 404, 0)])  # fmt: skip
def test_acts_are_offered_to_who_may_do_them(
    request: pytest.FixtureRequest, campaigns: Campaigns, who: str, status: int, acts: int
) -> None:
    noted(campaigns)
    page = get(request.getfixturevalue(who), campaigns.at(CHAINS))
    offered = page.texts("//span[contains(@class, 'row-acts')]/a")
    assert (page.status, len(offered)) == (status, acts)


def test_a_unit_that_takes_no_part_is_named_too(runner: Client, campaigns: Campaigns) -> None:
    campaigns.campaign.findings.create(
        unit=campaigns.tree.far.unit, kind="limitation", text="Ngoài đợt", source="report",
        noted_on="2023-03-02", noted_by="Đoàn khảo sát",
    )  # fmt: skip
    assert get(runner, campaigns.at(CHAINS)).status == 200


def test_an_earlier_day_and_one_unit_alone(runner: Client, campaigns: Campaigns) -> None:
    chained(campaigns)
    noted(campaigns, text="Ở xã khác", at=campaigns.tree.commune)
    chain = "//ul[@class='chain']/li/a"
    assert get(runner, campaigns.at(CHAINS), den="1-3-2023").texts(chain) == []
    alone = get(runner, campaigns.at(CHAINS), dv=str(campaigns.tree.commune.unit_id), den="24-3-2023")
    assert alone.texts(chain) == ["Ở xã khác"]
    for odd in ("x", "-1", "987654321"):
        assert len(get(runner, campaigns.at(CHAINS), dv=odd).texts(chain)) == 2
