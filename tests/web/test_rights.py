"""Who may open which page: every page for every role, and what a refusal says."""

from __future__ import annotations

import pytest
from django.test import Client

from nhiemky.history.queries import head
from nhiemky.org.vocab import RoleCode
from tests.web.conftest import visitor
from tests.web.reading import Page, get, post, read
from tests.web.scene import (
    ALL_PAGES,
    FORMS,
    LEDGER_PAGES,
    PAGES,
    PEOPLE_PAGES,
    POSTS,
    REGISTRY_PAGES,
    SHOWN,
    UNIT_PAGES,
    Scene,
)

OFFICE = (*PAGES, *REGISTRY_PAGES)
# Terms belong to the whole tree: whoever keeps a branch below the root sees them only.
ROOT_PAGES = ("/nhiem-ky/them/", "/nhiem-ky/2020-2025/")
BRANCH_PAGES = tuple(page for page in UNIT_PAGES if page not in ROOT_PAGES)
OPEN: dict[RoleCode, tuple[str, ...]] = {
    RoleCode.OFFICE: OFFICE,
    RoleCode.LEADER: PAGES,
    RoleCode.EDITOR: PAGES,
    RoleCode.OVERSEER: PAGES,
    RoleCode.SURVEYOR: PAGES,
    RoleCode.ADMINISTRATOR: (*PAGES, *BRANCH_PAGES, *PEOPLE_PAGES, *LEDGER_PAGES),
}
# Terms hold for all units: who keeps a district only may not set them, the ledger of the root stays closed too
OF_THE_ROOT = ("/nhat-ky/1/",)


def statuses(client: Client, scene: Scene, addresses: tuple[str, ...]) -> dict[str, int]:
    return {address: client.get(scene.at(address)).status_code for address in addresses}


@pytest.mark.parametrize("role", OPEN)
def test_pages_open_for_the_roles_that_use_them(scene: Scene, role: RoleCode) -> None:
    client = visitor(role, scene.tree.district, "nguoidung")
    expected = {address: 200 if address in OPEN[role] else 403 for address in ALL_PAGES}
    if role is RoleCode.ADMINISTRATOR:
        expected |= dict.fromkeys(OF_THE_ROOT, 404)
    assert statuses(client, scene, ALL_PAGES) == expected


def test_a_delegate_sees_the_own_unit_only(scene: Scene) -> None:
    client = visitor(RoleCode.DELEGATE, scene.tree.district, "daibieu")
    expected = {address: 200 if address in PAGES else 403 for address in ALL_PAGES}
    expected |= {"/to-chuc/28927/": 404, "/can-bo/{person}/": 404}
    assert statuses(client, scene, ALL_PAGES) == expected


REFUSED = "Tài khoản của đồng chí không dùng được trang này. Đề nghị liên hệ quản trị của đơn vị."


def said(page: Page) -> tuple[int, str, list[str]]:
    """Give status, heading and words of an error page."""
    return page.status, page.heading, page.texts("//div[@role='alert']//p")


def test_a_page_that_may_not_be_used_says_so_in_words(scene: Scene) -> None:
    client = visitor(RoleCode.LEADER, scene.tree.district, "lanhdao")
    closed = (*UNIT_PAGES, *PEOPLE_PAGES, *LEDGER_PAGES, *REGISTRY_PAGES)
    pages = {address: get(client, scene.at(address)) for address in closed}
    assert {address: said(page) for address, page in pages.items()} == dict.fromkeys(
        closed, (403, "Không có quyền", [REFUSED])
    )
    assert {page.href("Về trang đầu") for page in pages.values()} == {"/"}
    assert all("Tổ chức" in page.navigation for page in pages.values())


def test_what_may_not_be_opened_may_not_be_posted_either(scene: Scene) -> None:
    client = visitor(RoleCode.EDITOR, scene.tree.province, "bientap")
    closed = [
        address for address in (*FORMS, *POSTS) if address not in {*PAGES, "/dang-xuat/", "/tep/{file}/"}
    ]
    before = head()
    given = {"reason": "x", "on": "1-1-2023", "mo": "1"}
    shown = {address: read(client.post(scene.at(address), given)) for address in closed}
    assert {address: (page.status, page.heading) for address, page in shown.items()} == dict.fromkeys(
        closed, (403, "Không có quyền")
    )
    assert head() == before


def test_every_page_asks_for_sign_in_and_comes_back(scene: Scene) -> None:
    answers = {address: Client().get(scene.at(address)) for address in ALL_PAGES}
    assert {address: answer.headers["Location"] for address, answer in answers.items()} == {
        address: f"/dang-nhap/?next={scene.at(address)}" for address in ALL_PAGES
    }


def test_nothing_is_posted_without_sign_in(scene: Scene) -> None:
    before = head()
    answers = {address: Client().post(scene.at(address), {"reason": "x"}) for address in (*FORMS, *POSTS)}
    assert {address: answer.headers["Location"] for address, answer in answers.items()} == {
        address: f"/dang-nhap/?next={scene.at(address)}" for address in (*FORMS, *POSTS)
    }
    assert head() == before


@pytest.mark.parametrize(
    ("addresses", "methods", "allowed"),
    [
        (SHOWN, ("post", "put", "delete", "patch"), "GET, HEAD"),
        (POSTS, ("get", "head", "put", "delete"), "POST"),
        (FORMS, ("put", "delete", "patch"), "GET, HEAD, POST"),
    ],
    ids=["pages that only show", "acts", "forms"],
)
def test_addresses_take_the_methods_they_are_for(
    keeper: Client, scene: Scene, addresses: tuple[str, ...], methods: tuple[str, ...], allowed: str
) -> None:
    before = head()
    asked = [(address, method) for address in addresses for method in methods]
    answers = {(address, method): getattr(keeper, method)(scene.at(address)) for address, method in asked}
    assert {
        key: (answer.status_code, answer.headers["Allow"]) for key, answer in answers.items()
    } == dict.fromkeys(asked, (405, allowed))
    assert head() == before


def test_a_form_that_came_from_elsewhere_is_refused_in_words(keeper: Client, scene: Scene) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = keeper.cookies
    before = head()
    posted = (*FORMS, *POSTS, "/ngon-ngu/setlang/", "/dang-nhap/")
    given = {"reason": "x", "on": "1-1-2023"}
    sentence = (
        "Trang đã mở quá lâu hoặc trình duyệt chặn cookie nên dữ liệu chưa được ghi. "
        "Đề nghị tải lại trang rồi gửi lại."
    )
    assert {
        address: said(read(strict.post(scene.at(address), given))) for address in posted
    } == dict.fromkeys(posted, (403, "Biểu đã hết hạn", [sentence]))
    assert head() == before


def test_every_form_of_ours_carries_its_token(keeper: Client, scene: Scene) -> None:
    def tokens(address: str) -> list[bool]:
        forms = get(keeper, scene.at(address)).root.xpath("//form[@method='post']")
        return [bool(form.xpath(".//input[@name='csrfmiddlewaretoken']")) for form in forms]

    # its own form, the language, the sign-out
    assert {address: tokens(address) for address in FORMS} == {key: [True] * 3 for key in FORMS}


def test_every_form_leads_back_and_marks_its_fields(keeper: Client, scene: Scene) -> None:
    """Every field has a label of its own, every form one main button, every form but that of the password a way back."""
    for address in FORMS:
        page = get(keeper, scene.at(address))
        (form,) = page.root.xpath("//main//form[@method='post']")
        fields = form.xpath(".//*[self::input[not(@type='hidden')] or self::select or self::textarea]")
        labels = set(form.xpath(".//label/@for"))
        labelled = [
            field.get("id") in labels or bool(field.xpath("ancestor::label | @aria-label"))
            for field in fields
        ]
        assert (address, labelled) == (address, [True] * len(fields))
        assert len(form.xpath(".//button[contains(@class,'btn-primary')]")) == 1
        back = [link for link in form.xpath(".//a[@class='btn']") if link.text == "Quay lại"]
        assert len(back) == (0 if address == "/doi-mat-khau/" else 1)
        assert [keeper.get(link.get("href")).status_code for link in back] == [200] * len(back)


UNKNOWN = (
    ("/to-chuc/khong-co/", "Không có đơn vị mã khong-co vào ngày 21-2-2023, hoặc tài khoản của đồng chí không được xem đơn vị này."),
    ("/can-bo/999999/", "Không có người này, hoặc tài khoản của đồng chí không được xem."),
    ("/can-bo/999999/sua/", "Không có người này, hoặc tài khoản của đồng chí không được xem."),
    ("/can-bo/999999/tai-khoan/", "Không có người này, hoặc tài khoản của đồng chí không được xem."),
    ("/can-bo/999999/vai-tro/", "Không có người này, hoặc tài khoản của đồng chí không được xem."),
    ("/can-bo/{person}/chuc-vu/999999/thoi/", "Người này không giữ chức vụ đó, hoặc đồng chí không được cho thôi chức vụ đó."),
    ("/can-bo/{person}/vai-tro/999999/thoi/", "Không có vai trò này, hoặc tài khoản của đồng chí không được xem."),
    ("/to-chuc/28927/chuc-vu/999999/thoi/", "Không có chức vụ này ở đơn vị vào ngày đang xem."),
    ("/van-ban/999999/", "Không có văn bản này, hoặc tài khoản của đồng chí không được xem."),
    ("/van-ban/999999/sua/", "Không có văn bản này, hoặc tài khoản của đồng chí không được xem."),
    ("/van-ban/999999/rut/", "Không có văn bản này, hoặc tài khoản của đồng chí không được xem."),
    ("/van-ban/999999/noi/", "Không có văn bản này, hoặc tài khoản của đồng chí không được xem."),
    ("/van-ban/999999/tep/", "Không có văn bản này, hoặc tài khoản của đồng chí không được xem."),
    ("/tep/999999/huy/", "Không có tệp này, hoặc tài khoản của đồng chí không được xem."),
    ("/nhiem-ky/1900-1905/", "Không có nhiệm kỳ 1900-1905."),
    ("/nhat-ky/999999/", "Không có dòng nhật ký này, hoặc tài khoản của đồng chí không được xem."),
)  # fmt: skip


def test_what_is_not_there_is_said_in_words(keeper: Client, scene: Scene) -> None:
    assert {address: said(get(keeper, scene.at(address))) for address, _ in UNKNOWN} == {
        address: (404, "Không tìm thấy", [sentence]) for address, sentence in UNKNOWN
    }


NOTHING = (
    "/can-bo/999999/loi-moi/",
    "/can-bo/999999/khoa-mo/",
    "/van-ban/999999/dua-lai/",
    "/van-ban/{directive}/noi/999999/bo/",
    "/van-ban/999999/noi/{link}/bo/",
    "/tep/999999/",
    "/tep/999999/go/",
)


def test_nothing_is_done_to_what_is_not_there(keeper: Client, scene: Scene) -> None:
    before = head()
    shown = {address: post(keeper, scene.at(address)) for address in NOTHING}
    assert {address: (page.status, page.heading) for address, page in shown.items()} == dict.fromkeys(
        NOTHING, (404, "Không tìm thấy")
    )
    assert head() == before


ODD = (
    "/can-bo/-1/", "/can-bo/a/", "/can-bo/1.5/", "/can-bo/1%00/", "/can-bo/９/x/", "/van-ban/x/", "/van-ban/0x1/",
    "/tep/a/", "/nhat-ky/a/", "/nhat-ky/-1/", "/to-chuc/../../etc/passwd/", "/to-chuc/a/b/c/", "/to-chuc/%00/",
    "/to-chuc/'%20or%201=1--/", "/to-chuc/<script>/", "/nhiem-ky/%27/", "/loi-moi/", "/khong/co/",
    "/can-bo/99999999999999999999999/", "/van-ban/99999999999999999999999/", "/tep/99999999999999999999999/huy/",
    "/nhat-ky/99999999999999999999999/", "/can-bo/{person}/vai-tro/99999999999999999999999/thoi/",
    "/to-chuc/28927/chuc-vu/99999999999999999999999/thoi/", "/to-chuc/" + "a" * 2000 + "/",
)  # fmt: skip


def test_odd_addresses_are_not_found(keeper: Client, scene: Scene) -> None:
    shown = {address: get(keeper, scene.at(address)) for address in ODD}
    assert {address: (page.status, page.heading) for address, page in shown.items()} == dict.fromkeys(
        ODD, (404, "Không tìm thấy")
    )


FOREIGN = {
    RoleCode.ADMINISTRATOR: (
        "/can-bo/{person}/", "/can-bo/{person}/sua/", "/can-bo/{person}/tai-khoan/", "/can-bo/{person}/vai-tro/",
        "/can-bo/{person}/chuc-vu/", "/can-bo/{person}/chuc-vu/{position}/thoi/",
        "/to-chuc/28927/", "/to-chuc/28927/thay-doi/", "/to-chuc/28927/chia-tach/", "/to-chuc/28927/ket-thuc/",
        "/to-chuc/28927/chuc-vu/", "/to-chuc/28927/chuc-vu/{position}/thoi/", "/van-ban/{directive}/",
    ),
    RoleCode.OFFICE: (
        "/van-ban/{directive}/", "/van-ban/{directive}/sua/", "/van-ban/{directive}/rut/",
        "/van-ban/{directive}/noi/", "/van-ban/{directive}/tep/", "/tep/{file}/huy/",
    ),
}  # fmt: skip


@pytest.mark.parametrize("role", FOREIGN)
def test_what_belongs_to_another_branch_is_as_if_it_were_not(scene: Scene, role: RoleCode) -> None:
    client = visitor(role, scene.tree.other_district, "nguoikhac")
    assert statuses(client, scene, FOREIGN[role]) == dict.fromkeys(FOREIGN[role], 404)
    listed = get(client, "/van-ban/", q="163")
    assert (listed.status, listed.texts("//p[@class='empty-title']")) == (200, ["Không có văn bản nào khớp."])


def test_acts_on_what_belongs_to_another_branch_are_not_done(scene: Scene) -> None:
    before = head()
    administrator = visitor(RoleCode.ADMINISTRATOR, scene.tree.other_district, "quantrikhac")
    office = visitor(RoleCode.OFFICE, scene.tree.other_district, "vpkhac")
    acts = {
        "/can-bo/{person}/loi-moi/": administrator,
        "/can-bo/{person}/khoa-mo/": administrator,
        "/van-ban/{directive}/dua-lai/": office,
        "/van-ban/{directive}/noi/{link}/bo/": office,
        "/tep/{file}/": office,
        "/tep/{file}/go/": office,
        "/tep/{file}/huy/": office,
    }
    before = head()
    assert {
        address: client.post(scene.at(address), {"reason": "x"}).status_code
        for address, client in acts.items()
    } == dict.fromkeys(acts, 404)
    assert head() == before
