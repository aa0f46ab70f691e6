"""The search over units and documents, and the switch of units."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.registry import actions
from nhiemky.registry.vocab import DirectiveEntry, DirectiveType
from tests.cast import Tree
from tests.standing import standing
from tests.web.reading import Page, get, parameters, read


def units(page: Page) -> list[str]:
    return page.texts("//section[.//h2='Đơn vị']//li/a")


@standing(at="2023-02-21 10:00+07:00")
def plan(tree: Tree) -> None:
    entry = DirectiveEntry(
        DirectiveType.PLAN,
        "sơ kết giữa nhiệm kỳ",
        "Tỉnh ủy Bến Tre",
        symbol="163-KH/TU",
        issued_on=date(2022, 9, 8),
    )
    actions.add_directive(SYSTEM_ACTOR, holder=tree.province.unit, entry=entry)


def test_search_finds_units_without_accents(administrator: Client) -> None:
    page = get(administrator, "/tim/", q="nhuan phu")
    assert units(page) == ["Đảng bộ xã Nhuận Phú TânĐảng bộ xã · 28957"]
    assert parameters(page.href("Đảng bộ xã Nhuận Phú TânĐảng bộ xã · 28957"))["don-vi"] == "28957"


@pytest.mark.parametrize("text", ["163-KH/TU", "163 kh tu", "kh 163", "so ket"])
def test_search_finds_documents_in_any_way_of_writing(administrator: Client, plan: None, text: str) -> None:
    page = get(administrator, "/tim/", q=text)
    assert page.texts("//section[.//h2='Văn bản']//li/a") == ["Kế hoạch 163-KH/TUsơ kết giữa nhiệm kỳ"]


def test_search_that_finds_nothing_says_so(administrator: Client) -> None:
    page = get(administrator, "/tim/", q="không có đâu")
    assert page.texts("//main//p[@class='text-secondary']") == [
        "Không có đơn vị nào khớp.",
        "Không có văn bản nào khớp.",
    ]


def test_search_shows_only_what_may_be_seen(office: Client) -> None:
    assert units(get(office, "/tim/", q="dang bo")) == ["Đảng bộ xã Tân Thanh TâyĐảng bộ xã · 28927"]


def test_switch_asks_for_units_only_and_stays_on_the_screen(administrator: Client) -> None:
    asked = {"q": "tan thanh", "loai": "don-vi", "ve": "/nhat-ky/", "den": "1-1-2022"}
    answer = administrator.get(
        "/tim/", asked, headers={"hx-request": "true", "hx-target": "div#don-vi-tim-thay"}
    )
    part = read(answer)
    (link,) = part.root.xpath("//a/@href")
    assert link.startswith("/nhat-ky/?")
    assert parameters(link) == {"don-vi": "28927", "nhiem-ky": "2020-2025", "den": "1-1-2022"}
    assert "<html" not in answer.content.decode()


@pytest.mark.parametrize("here", ["https://xau.example/", "//xau.example", "/can-bo/them/", "javascript:1"])
def test_switch_leads_home_from_any_other_place(administrator: Client, here: str) -> None:
    page = get(administrator, "/tim/", q="tan thanh", loai="don-vi", ve=here)
    assert page.root.xpath("//section[.//h2='Đơn vị']//li/a/@href")[0].startswith("/?don-vi=28927")


def test_search_without_words_offers_the_first_units(administrator: Client) -> None:
    assert len(units(get(administrator, "/tim/"))) == 8
