"""Signing in and out, one-time links, passwords."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from nhiemky.history.queries import lines
from nhiemky.org import actions
from nhiemky.org.models import User
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.org.vocab import RoleCode
from tests.cast import NOW, PASSWORD, Tree, make_user, make_user_with_role
from tests.standing import standing
from tests.web.reading import get, post, read

NEW = "con đường nắng 77"


@standing(at="2023-02-21 10:00+07:00")
def user(tree: Tree) -> User:
    return make_user_with_role(RoleCode.ADMINISTRATOR, tree.province, username="quantri")


def acts() -> list[str]:
    return [line.act for line in lines(branches=("/",))]


def test_sign_in_shows_a_form_with_labels(client: Client, db: None) -> None:
    page = get(client, "/dang-nhap/")
    assert (page.status, page.heading) == (200, "Đăng nhập")
    assert page.texts("//main//label") == ["Tên đăng nhập", "Mật khẩu"]
    assert page.navigation == []


def test_sign_in_leads_to_the_page_that_was_asked_for(client: Client, user: User) -> None:
    asked = client.get("/to-chuc/?den=1-1-2023")
    assert (asked.status_code, asked.headers["Location"]) == (
        302,
        "/dang-nhap/?next=/to-chuc/%3Fden%3D1-1-2023",
    )
    given = {"username": "quantri", "password": PASSWORD, "next": "/to-chuc/?den=1-1-2023"}
    answer = client.post("/dang-nhap/", given)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/to-chuc/?den=1-1-2023")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert acts()[0] == "signed_in"


@pytest.mark.parametrize("wanted", ["//xau.example/", "https://xau.example/", "javascript:alert(1)", ""])
def test_sign_in_never_leads_elsewhere(client: Client, user: User, wanted: str) -> None:
    answer = client.post("/dang-nhap/", {"username": "quantri", "password": PASSWORD, "next": wanted})
    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize(("username", "password"), [("quantri", "sai"), ("khongco", PASSWORD)])
def test_sign_in_says_the_same_for_a_wrong_name_and_a_wrong_password(
    client: Client, user: User, username: str, password: str
) -> None:
    page = post(client, "/dang-nhap/", username=username, password=password)
    assert (page.status, page.summary) == (422, ["Tên đăng nhập hoặc mật khẩu không đúng."])
    assert page.value("username") == username
    assert page.value("password") == ""
    assert "_auth_user_id" not in client.session
    assert acts()[0] == "sign_in_refused"


def test_sign_in_names_each_empty_field(client: Client, db: None) -> None:
    page = post(client, "/dang-nhap/", username="", password="")
    assert (page.status, page.summary) == (
        422,
        ["Tên đăng nhập: Chưa nhập mục này.", "Mật khẩu: Chưa nhập mục này."],
    )
    assert page.errors("username") == ["Chưa nhập mục này."]
    assert [link.get("href") for link in page.root.xpath("//div[contains(@class,'error-summary')]//a")] == [
        "#id_username",
        "#id_password",
    ]


def test_sign_in_is_slowed_down_after_too_many_failures(client: Client, user: User) -> None:
    for _ in range(6):
        page = post(client, "/dang-nhap/", username="quantri", password="sai")
    assert page.summary == ["Đăng nhập sai quá nhiều lần. Đề nghị thử lại sau 1 phút."]
    refused = post(client, "/dang-nhap/", username="quantri", password=PASSWORD)
    assert refused.summary == page.summary
    with time_machine.travel(datetime(2023, 2, 21, 3, 30, tzinfo=UTC), tick=False):
        answer = client.post("/dang-nhap/", {"username": "quantri", "password": PASSWORD})
    assert answer.status_code == 302


def test_sign_out_ends_the_session_and_leaves_a_line(administrator: Client) -> None:
    page = post(administrator, "/dang-xuat/")
    assert (page.heading, page.messages) == ("Đăng nhập", ["Đồng chí đã đăng xuất."])
    assert "_auth_user_id" not in administrator.session
    assert acts()[0] == "signed_out"


def test_sign_out_is_not_done_by_following_a_link(administrator: Client) -> None:
    assert administrator.get("/dang-xuat/").status_code == 405
    assert "_auth_user_id" in administrator.session


def test_invitation_lets_set_a_password_once_and_signs_in(client: Client, tree: Tree) -> None:
    invited = make_user("moi", unit=tree.commune)
    secret = actions.invite(SYSTEM_ACTOR, user=invited, now=NOW)
    assert get(client, f"/loi-moi/{secret}/").heading == "Đặt mật khẩu"
    answer = client.post(f"/loi-moi/{secret}/", {"password": NEW, "again": NEW})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert User.objects.get(pk=invited.pk).check_password(NEW)
    assert client.session["_auth_user_id"] == str(invited.pk)
    again = Client().post(f"/loi-moi/{secret}/", {"password": NEW, "again": NEW})
    assert again.status_code == 404
    assert "Liên kết không còn hiệu lực" in read(again).texts("//main")[0]


def test_invitation_that_cannot_be_used_says_so_before_anything_is_typed(client: Client, tree: Tree) -> None:
    account = make_user("moi", unit=tree.commune)
    replaced, used = (actions.invite(SYSTEM_ACTOR, user=account, now=NOW) for _ in range(2))
    shown = {"replaced": get(client, f"/loi-moi/{replaced}/"), "open": get(client, f"/loi-moi/{used}/")}
    Client().post(f"/loi-moi/{used}/", {"password": NEW, "again": NEW})
    late = actions.invite(SYSTEM_ACTOR, user=make_user("tre", unit=tree.commune), now=NOW - timedelta(days=7))
    shown |= {"used": get(client, f"/loi-moi/{used}/"), "late": get(client, f"/loi-moi/{late}/")}
    shown["unknown"] = get(client, "/loi-moi/khong-co/")
    assert {name: (page.status, page.heading) for name, page in shown.items()} == {
        "replaced": (404, "Không tìm thấy"),
        "open": (200, "Đặt mật khẩu"),
        "used": (404, "Không tìm thấy"),
        "late": (404, "Không tìm thấy"),
        "unknown": (404, "Không tìm thấy"),
    }
    said = "Liên kết không còn hiệu lực. Đề nghị quản trị của đơn vị tạo liên kết mới."
    assert {name: said in page.texts("//main")[0] for name, page in shown.items()} == {
        "replaced": True, "open": False, "used": True, "late": True, "unknown": True,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("password", "again", "field", "message"),
    [
        (NEW, "khác", "again", "Hai lần nhập không giống nhau."),
        ("", "", "password", "Chưa nhập mục này."),
        ("1234567890123", "1234567890123", "password", ""),
        ("ngắn", "ngắn", "password", ""),
    ],
)
def test_invitation_refuses_a_password_beside_its_field(
    client: Client, tree: Tree, password: str, again: str, field: str, message: str
) -> None:
    secret = actions.invite(SYSTEM_ACTOR, user=make_user("moi", unit=tree.commune), now=NOW)
    page = post(client, f"/loi-moi/{secret}/", password=password, again=again)
    assert page.status == 422
    assert page.errors(field) != []
    assert message in page.errors(field)[0]


def test_invitation_of_yesterday_week_is_over(client: Client, tree: Tree) -> None:
    secret = actions.invite(
        SYSTEM_ACTOR, user=make_user("moi", unit=tree.commune), now=NOW - timedelta(days=7)
    )
    assert client.post(f"/loi-moi/{secret}/", {"password": NEW, "again": NEW}).status_code == 404


def test_change_password_keeps_this_session_and_ends_others(client: Client, user: User) -> None:
    other = Client()
    for browser in (client, other):
        browser.post("/dang-nhap/", {"username": "quantri", "password": PASSWORD})
    answer = client.post("/doi-mat-khau/", {"old": PASSWORD, "password": NEW, "again": NEW})
    assert answer.status_code == 302
    assert User.objects.get(pk=user.pk).check_password(NEW)
    assert client.get("/doi-mat-khau/").status_code == 200
    assert other.get("/doi-mat-khau/").status_code == 302


def test_change_password_names_the_wrong_old_one(administrator: Client) -> None:
    page = post(administrator, "/doi-mat-khau/", old="sai", password=NEW, again=NEW)
    assert (page.status, page.errors("old")) == (422, ["Mật khẩu hiện tại không đúng."])


def test_who_must_change_the_password_does_nothing_else_first(client: Client, user: User) -> None:
    User.objects.filter(pk=user.pk).update(must_change_password=True)
    client.force_login(user)
    assert client.get("/to-chuc/").headers["Location"] == "/doi-mat-khau/"
    page = get(client, "/doi-mat-khau/")
    assert "Cần đổi mật khẩu trước khi làm việc tiếp." in page.texts("//p")


def test_account_pages_are_not_stored_by_browsers(client: Client, db: None) -> None:
    assert client.get("/dang-nhap/").headers["Cache-Control"] == "no-store"
