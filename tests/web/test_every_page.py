"""What holds for every page: English in the frame, hostile texts, headers, as many queries for many rows as for one."""

from __future__ import annotations

import re
from datetime import date
from html import escape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml.html import HtmlElement

from nhiemky.org import actions as org
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.org.vocab import RoleCode
from nhiemky.registry import actions as registry
from nhiemky.registry.models import DirectiveLink
from nhiemky.registry.vocab import DirectiveType
from tests.cast import (
    NOW,
    Tree,
    give,
    make_directive,
    make_person,
    make_position,
    make_term,
    make_unit,
    make_user,
)
from tests.standing import standing
from tests.web.reading import Page, get, post, words
from tests.web.scene import ALL_PAGES, FORMS, PAGES, PDF, Scene

VIETNAMESE = re.compile(
    "[ăâđêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]", re.IGNORECASE
)
# What people entered stays in their own language, whatever the language of the interface
ENTERED = (
    "Tiếng Việt", "Nhiệm Kỳ", "Lê Thị Hoa", "Nguyễn Văn An", "Bến Tre", "Mỏ Cày Bắc", "Chợ Lách", "Tân Thanh Tây",
    "Nhuận Phú Tân", "Thạnh Ngãi", "Vĩnh Thành", "ấp Tân Thới", "Đảng bộ tỉnh", "Đảng bộ huyện", "Đảng bộ xã", "Chi bộ",
    "Đảng ủy xã", "Huyện ủy", "Bí thư", "ĐU", "Nghị quyết Đại hội lần thứ XI", "tổ chức sơ kết giữa nhiệm kỳ",
    "hệ thống", "Thêm nhiệm kỳ 2020-2025",
)  # fmt: skip
# Examples in hints are Vietnamese words in any language
EXAMPLES = re.compile(r"\((?:e\.g\.|for example)[^)]*\)|(?:Example|For example|E\.g\.)[^.]*", re.IGNORECASE)


def left_over(texts: list[str]) -> list[str]:
    """Give the texts that still hold Vietnamese letters once entered words and examples are taken out."""
    found = []
    for text in texts:
        rest = EXAMPLES.sub("", text)
        for known in ENTERED:
            rest = rest.replace(known, "")
        if VIETNAMESE.search(rest):
            found.append(text)
    return found


def in_english(client: Client) -> Client:
    client.post("/ngon-ngu/setlang/", {"language": "en", "next": "/to-chuc/"})
    return client


def test_no_page_in_english_keeps_vietnamese_words_of_ours(keeper: Client, scene: Scene) -> None:
    in_english(keeper)

    def kept(address: str) -> tuple[str | None, list[str]]:
        page = get(keeper, scene.at(address))
        # sentences of the ledger are what was recorded, in the words in which it was recorded
        shown = page.texts("//body//*[not(*) and not(ancestor-or-self::td[@data-label='Content'])]")
        aloud = page.root.xpath("//@aria-label | //@placeholder | //@title | //title/text()")
        return page.root.get("lang"), left_over([*shown, *map(str, aloud)])

    asked = (*ALL_PAGES, "/khong-co/", "/can-bo/999999/")
    assert {address: kept(address) for address in asked} == {address: ("en", []) for address in asked}


def test_the_sign_in_page_in_english(client: Client, db: None) -> None:
    page = get(in_english(client), "/dang-nhap/")
    assert (page.heading, page.texts("//main//label"), page.texts("//main//button")) == (
        "Sign in",
        ["User name", "Password"],
        ["Sign in"],
    )
    assert left_over(page.texts("//body//*[not(*)]")) == []


def test_errors_of_an_empty_form_are_said_in_english_too(keeper: Client, scene: Scene) -> None:
    in_english(keeper)
    asked = [address for address in FORMS if address != "/nhiem-ky/2020-2025/"]
    shown = {address: post(keeper, scene.at(address)) for address in asked}
    assert {address: (page.status, left_over(page.summary)) for address, page in shown.items()} == {
        address: (422, []) for address in asked
    }
    assert {page.texts("//h2[@id='loi-tieu-de']")[0] for page in shown.values()} == {
        "Not saved; please look at the following"
    }
    assert all(page.summary for page in shown.values())


@pytest.mark.parametrize("language", ["xx", "", "../../etc", "EN", "fr"])
def test_a_language_that_is_not_offered_changes_nothing(keeper: Client, language: str) -> None:
    keeper.post("/ngon-ngu/setlang/", {"language": language, "next": "/to-chuc/"})
    assert keeper.get("/to-chuc/").headers["Content-Language"] == "vi"


@pytest.mark.parametrize(
    ("wanted", "led"), [("/can-bo/", "/can-bo/"), ("https://xau.example/", "/"), ("//xau.example", "/")]
)
def test_the_choice_of_language_never_leads_elsewhere(keeper: Client, wanted: str, led: str) -> None:
    answer = keeper.post("/ngon-ngu/setlang/", {"language": "en", "next": wanted})
    assert answer.headers["Location"] == led


HOSTILE = "<script>alert('x')</script>\"&{{ 7*7 }}{% now 'Y' %}"


@standing(at="2023-02-21 10:00+07:00")
def hostile(tree: Tree) -> Scene:
    """One of everything, named by somebody who means harm."""
    user = make_user("xau", unit=tree.commune, full_name=HOSTILE, password="x")
    assert user.person is not None
    role = give(user, RoleCode.EDITOR, tree.commune)
    position = make_position(user.person, tree.commune, HOSTILE, signs=True)
    org.change_unit(
        SYSTEM_ACTOR, unit=tree.commune.unit, on=date(2022, 1, 1),
        name=HOSTILE, short_name=HOSTILE, place=HOSTILE, committee_name=HOSTILE,
    )  # fmt: skip
    above = make_directive(
        "1-NQ/HU", type=DirectiveType.RESOLUTION, holder=tree.district, excerpt=HOSTILE, issuer_name=HOSTILE
    )
    plan = make_directive(
        "2-KH/HU", holder=tree.district, excerpt=HOSTILE, issuer_name=HOSTILE, implements=above
    )
    file = registry.attach_file(SYSTEM_ACTOR, directive=plan, name="<b>2&KH.pdf", data=PDF, now=NOW)
    return Scene(
        tree, user.person, user, role, position, above, plan, DirectiveLink.objects.get(later=plan), file
    )


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_people_typed_is_text_on_every_page(keeper: Client, hostile: Scene, language: str) -> None:
    keeper.post("/ngon-ngu/setlang/", {"language": language, "next": "/to-chuc/"})
    for address in ALL_PAGES:
        text = keeper.get(hostile.at(address), {"don-vi": "28927"}).content.decode()
        assert (address, escape(HOSTILE) in text) == (address, True)
        assert ("<script>alert" in text, "<b>2&" in text, '"&{{' in text) == (False, False, False)


ASKED = {
    "/to-chuc/": "q", "/can-bo/": "q", "/van-ban/": "q", "/tim/": "q", "/nhat-ky/": "text",
}  # fmt: skip


@pytest.mark.parametrize("address", ASKED)
def test_what_is_asked_for_is_text_on_the_page(keeper: Client, scene: Scene, address: str) -> None:
    for also in ("", "xep", "an", "trang", "xyz"):
        asked = {ASKED[address]: HOSTILE, **({also: HOSTILE} if also else {})}
        answer = keeper.get(address, asked)
        text = answer.content.decode()
        assert (answer.status_code, "<script>alert" in text) == (200, False)
        assert escape(HOSTILE) in text


HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Language": "vi",
}


def test_every_answer_tells_the_browser_what_it_may_do(keeper: Client, scene: Scene) -> None:
    files = [f"{address}?xuat=xlsx" for address in ("/to-chuc/", "/van-ban/", "/can-bo/", "/nhat-ky/")]
    kept = {
        **dict.fromkeys(PAGES, "no-cache, private"),
        **dict.fromkeys(files, "no-store, private"),
        **dict.fromkeys(("/khong-co/", "/can-bo/999999/"), "no-store"),
    }
    answers = {address: keeper.get(scene.at(address)) for address in kept}
    assert {address: answer.headers["Cache-Control"] for address, answer in answers.items()} == kept
    for answer in answers.values():
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
        policy = answer.headers["Content-Security-Policy"]
        assert ("'unsafe-inline'" in policy, "'unsafe-eval'" in policy, "*" in policy) == (
            False,
            False,
            False,
        )
        assert "default-src 'none'" in policy


def test_no_page_needs_what_its_policy_forbids(keeper: Client, scene: Scene) -> None:
    for address in (*ALL_PAGES, "/khong-co/"):
        page = get(keeper, scene.at(address))
        refused_by_policy(page)


def refused_by_policy(page: Page) -> None:
    assert (
        page.root.xpath("//@style | //style | //script[not(@src)] | //@onclick | //@onchange | //@onsubmit")
        == []
    )
    named = [str(one) for one in page.root.xpath("//@src | //@href | //@action | //@hx-get | //@hx-post")]
    assert [one for one in named if not one.startswith(("/", "#", "?"))] == []


def test_every_page_can_be_read_aloud(keeper: Client, scene: Scene) -> None:
    for address in (*ALL_PAGES, "/khong-co/"):
        can_be_read_aloud(get(keeper, scene.at(address)).root)


def can_be_read_aloud(root: HtmlElement) -> None:
    assert (
        len(root.xpath("//h1")),
        len(root.xpath("//main[@id='noi-dung']")),
        len(root.xpath("//title")),
    ) == (1, 1, 1)
    ids = [str(one) for one in root.xpath("//@id")]
    assert sorted(ids) == sorted(set(ids))
    assert [str(one) for one in root.xpath("//label/@for") if str(one) not in ids] == []
    described = " ".join(
        root.xpath("//@aria-describedby | //@aria-labelledby | //@list | //@aria-controls")
    ).split()
    assert [one for one in described if one not in ids] == []
    bare = [button for button in root.xpath("//a | //button | //summary") if not (words(button) or button.get("aria-label") or button.get("aria-hidden"))]  # fmt: skip
    assert bare == []
    assert root.xpath("//img[not(@alt)]") == []
    assert [words(head) for head in root.xpath("//table//th[not(@scope)]")] == []


def counted(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


def more(scene: Scene) -> None:
    """Add three of everything that a list may show."""
    tree = scene.tree
    for number in range(3):
        make_unit(f"thêm {number}", parent=tree.commune, type="cell")
        user = make_user(f"them{number}", unit=tree.commune, full_name=f"Người Thêm {number}")
        assert user.person is not None
        give(user, RoleCode.OVERSEER, tree.commune)
        make_position(user.person, tree.commune, f"Ủy viên {number}", official_order=number + 2)
        make_position(scene.person, tree.second, f"Ủy viên {number}")
        make_person(f"Không Tài Khoản {number}", keeper=tree.commune)
        make_directive(f"{number + 20}-KH/HU", holder=tree.district, implements=scene.plan)
        make_term(f"{2025 + 5 * number}-{2030 + 5 * number}")
        give(scene.user, RoleCode.SURVEYOR, (tree.second, tree.third, tree.cell)[number])


LISTS = (
    "/to-chuc/", "/to-chuc/?q=chi+bo", "/to-chuc/?xuat=xlsx", "/to-chuc/28927/", "/to-chuc/28927/chuc-vu/", "/nhiem-ky/",
    "/loai-don-vi/", "/to-chuc/28927/chuc-vu/{position}/thoi/", "/to-chuc/them-don-vi/", "/to-chuc/28927/thay-doi/",
    "/can-bo/", "/can-bo/?q=nguoi", "/can-bo/?xuat=xlsx", "/can-bo/{person}/", "/can-bo/{person}/vai-tro/",
    "/can-bo/{person}/vai-tro/{role}/thoi/", "/van-ban/", "/van-ban/?q=kh", "/van-ban/?xuat=xlsx", "/van-ban/cay/",
    "/van-ban/{directive}/", "/van-ban/{directive}/noi/", "/van-ban/them/", "/nhat-ky/", "/nhat-ky/?act=add_person",
    "/nhat-ky/?xuat=xlsx", "/nhat-ky/1/", "/tim/", "/tim/?q=kh", "/tim/?q=them&loai=don-vi",
)  # fmt: skip


def test_every_page_asks_as_often_for_four_rows_as_for_one(keeper: Client, scene: Scene) -> None:
    make_directive("19-KH/HU", holder=scene.tree.district, implements=scene.plan)
    keeper.get("/to-chuc/")
    before = {address: counted(keeper, scene.at(address)) for address in LISTS}
    more(scene)
    assert {address: counted(keeper, scene.at(address)) for address in LISTS} == before
    assert max(before.values()) < 25
