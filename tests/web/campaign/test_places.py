"""The screens of one campaign as tabs: those that there are, with the one that is shown."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from nhiemky.web.campaign.places import SCREENS, Tab, screen, tabs_of
from tests.web.campaign.paper import visit_on
from tests.web.campaign.scene import Campaigns
from tests.web.reading import get

ASKED = "?den=24-3-2023"


def there(name: str) -> bool:
    try:
        reverse(name, args=(7,))
    except NoReverseMatch:
        return False
    return True


@pytest.mark.parametrize(
    ("name", "arguments", "extra", "expected"),
    [
        ("campaign", (7,), {}, f"/dot-so-ket/7/{ASKED}"),
        ("campaign_gantt", (7,), {"vong": "3"}, f"/dot-so-ket/7/bieu-do/{ASKED}&vong=3"),
        ("review", (7,), {"don_vi": "838"}, f"/so-ket/7/{ASKED}&don-vi=838"),
        ("campaigns", (), {}, f"/dot-so-ket/{ASKED}"),
        ("khong-co", (), {}, ""),
        ("campaign", (), {}, ""),
    ],
)
def test_a_screen_that_is_not_there_has_no_address(
    name: str, arguments: tuple[int, ...], extra: dict[str, str], expected: str
) -> None:
    assert screen(visit_on(), name, *arguments, **extra) == expected


@pytest.mark.parametrize("current", ["campaign", "campaign_gantt", "campaign_judgement", ""])
def test_tabs_are_the_screens_that_there_are(current: str) -> None:
    found = tabs_of(visit_on(), 7, current)
    names = [name for name, _label in SCREENS if there(name)]
    assert [tab.current for tab in found] == [name == current for name in names]
    assert found[0] == Tab("Tiến độ", f"/dot-so-ket/7/{ASKED}", current == "campaign")
    assert {"campaign", "campaign_gantt", "campaign_judgement"} <= set(names)


@pytest.mark.parametrize(
    ("part", "label"), [("", "Tiến độ"), ("bieu-do/", "Biểu đồ"), ("danh-gia/", "Đánh giá")]
)
def test_the_tab_that_is_shown_is_marked(runner: Client, campaigns: Campaigns, part: str, label: str) -> None:
    page = get(runner, campaigns.at("/dot-so-ket/{c}/") + part)
    assert page.texts("//nav[contains(@class, 'campaign-tabs')]/a[@aria-current='page']") == [label]


@pytest.mark.parametrize("who", ["runner", "second_office", "onlooker", "keeper"])
def test_every_tab_opens_for_who_sees_it(
    request: pytest.FixtureRequest, campaigns: Campaigns, who: str
) -> None:
    client: Client = request.getfixturevalue(who)
    for address in ("/dot-so-ket/{c}/", "/so-ket/{second}/"):
        page = get(client, campaigns.at(address))
        links = [str(link) for link in page.root.xpath("//nav[contains(@class, 'campaign-tabs')]/a/@href")]
        links += [str(link) for link in page.root.xpath("//ul[@class='link-cards']//a/@href")]
        assert len(links) >= 3
        assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)
