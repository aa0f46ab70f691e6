"""Guessing is slowed down, sessions end, passwords are set as they were typed."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client, override_settings
from lxml import html

from nhiemky.history.queries import head, lines
from nhiemky.org import actions
from nhiemky.org.models import Invitation, SignInFailure, User
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.org.vocab import RoleCode
from tests.cast import NOW, PASSWORD, Tree, make_user, make_user_with_role
from tests.standing import standing
from tests.web.reading import Page, get, post, read

NEW = "con đường nắng 77"


@standing(at="2023-02-21 10:00+07:00")
def user(tree: Tree) -> User:
    return make_user_with_role(RoleCode.ADMINISTRATOR, tree.province, username="quantri")


def attempt(
    client: Client, password: str, *, at: datetime = NOW, username: str = "quantri", address: str = "10.0.0.1"
) -> Page:
    """Try to sign in at a moment from an address."""
    with time_machine.travel(at, tick=False):
        answer = client.post("/dang-nhap/", {"username": username, "password": password}, REMOTE_ADDR=address)
    return Page(answer.status_code, html.fromstring(answer.content.decode() or "<p></p>"))


def wait_of(page: Page) -> str:
    return page.summary[0].removeprefix("Đăng nhập sai quá nhiều lần. Đề nghị thử lại sau ")


WRONG = ["Tên đăng nhập hoặc mật khẩu không đúng."]


def test_the_wait_grows_with_every_failure(client: Client, user: User) -> None:
    """Five failures are free; then 10 seconds, doubled with each further one."""
    for _ in range(5):
        assert attempt(client, "sai").summary == WRONG
    moment, said = NOW, []
    for seconds in (10, 20, 40, 80, 160, 320):
        said.append(wait_of(attempt(client, PASSWORD, at=moment)))
        last_second = moment + timedelta(seconds=seconds - 1)
        assert wait_of(attempt(client, PASSWORD, at=last_second)) == "1 phút."
        moment += timedelta(seconds=seconds)
        assert attempt(client, "sai", at=moment).summary == WRONG
    assert said == ["1 phút.", "1 phút.", "1 phút.", "2 phút.", "3 phút.", "6 phút."]


@pytest.mark.parametrize(
    ("failures", "minutes"), [(5, "1 phút."), (7, "1 phút."), (8, "2 phút."), (9, "3 phút."), (10, "6 phút.")]
)
def test_the_wait_is_said_in_whole_minutes(client: Client, user: User, failures: int, minutes: str) -> None:
    attempt(client, "sai")
    known = list(SignInFailure.objects.values_list("key", flat=True))
    for _ in range(failures - 1):
        SignInFailure.objects.bulk_create([SignInFailure(key=key, at=NOW) for key in known])
    assert wait_of(attempt(client, PASSWORD)) == minutes


def test_waiting_is_not_judged_and_leaves_no_line(client: Client, user: User) -> None:
    for _ in range(5):
        attempt(client, "sai")
    before = head()
    page = attempt(client, PASSWORD)
    assert (page.status, "_auth_user_id" in client.session, head()) == (422, False, before)
    assert (page.value("username"), page.value("password")) == ("quantri", "")


def test_others_are_not_slowed_down(client: Client, user: User, tree: Tree) -> None:
    make_user_with_role(RoleCode.OFFICE, tree.commune, username="vanphong")
    for _ in range(6):
        attempt(client, "sai")
    assert attempt(Client(), PASSWORD, username="vanphong").status == 302
    assert attempt(Client(), PASSWORD, address="10.0.0.2").status == 302


def test_a_success_ends_the_counting(client: Client, user: User) -> None:
    for _ in range(4):
        attempt(client, "sai")
    assert attempt(client, PASSWORD).status == 302
    for _ in range(5):
        assert attempt(Client(), "sai").summary == WRONG


@pytest.mark.parametrize(
    ("behind", "forwarded", "noted"),
    [
        (False, "9.9.9.9", "10.0.0.1"),
        (True, "9.9.9.9", "9.9.9.9"),
        (True, "1.1.1.1, 9.9.9.9", "9.9.9.9"),
        (True, "", "10.0.0.1"),
        (True, "x" * 500, "x" * 64),
    ],
)
def test_the_address_is_that_of_the_browser_not_one_that_it_makes_up(
    client: Client, user: User, behind: bool, forwarded: str, noted: str
) -> None:
    with override_settings(NHIEMKY_BEHIND_PROXY=behind):
        client.post(
            "/dang-nhap/",
            {"username": "quantri", "password": "sai"},
            REMOTE_ADDR="10.0.0.1",
            headers={"x-forwarded-for": forwarded},
        )
    assert lines(branches=("/",))[0].after == {"address": noted}


@pytest.mark.parametrize(
    "typed", ["quantri", "QuanTri", " quantri ", "\tquantri", "quan\u200btri"], ids=lambda typed: repr(typed)
)
def test_the_name_may_be_typed_in_any_way(client: Client, user: User, typed: str) -> None:
    assert attempt(client, PASSWORD, username=typed).status == 302
    assert client.session["_auth_user_id"] == str(user.pk)


@pytest.mark.parametrize(
    "wrong", [PASSWORD.upper(), f" {PASSWORD}", f"{PASSWORD} ", PASSWORD[:-1], "a" * 200]
)
def test_a_password_is_taken_letter_by_letter(client: Client, user: User, wrong: str) -> None:
    assert attempt(client, wrong).summary == WRONG


def test_a_password_too_long_to_be_one_is_not_judged(client: Client, user: User) -> None:
    before = head()
    page = attempt(client, "a" * 201)
    assert (page.status, page.errors("password"), head()) == (
        422,
        ["Dài quá 200 ký tự (hiện có 201)."],
        before,
    )


def test_a_password_with_a_letter_that_is_none_is_not_judged(client: Client, user: User) -> None:
    page = attempt(client, "a\x00b")
    assert (page.status, page.errors("password")) == (422, ["Có ký tự không đọc được, đề nghị gõ lại."])


def test_a_closed_account_cannot_be_told_from_a_wrong_password(client: Client, user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert attempt(client, PASSWORD).summary == WRONG


def test_an_account_closed_while_working_is_signed_out(client: Client, user: User) -> None:
    attempt(client, PASSWORD)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert client.get("/to-chuc/").headers["Location"] == "/dang-nhap/?next=/to-chuc/"


def test_a_session_ends_after_eight_idle_hours_but_not_while_working(client: Client, user: User) -> None:
    attempt(client, PASSWORD)
    for hours, status in ((0, 200), (7, 200), (14, 200), (23, 302)):
        with time_machine.travel(NOW + timedelta(hours=hours), tick=False):
            assert (hours, client.get("/to-chuc/").status_code) == (hours, status)


def test_the_cookie_of_the_session_is_kept_from_scripts_and_other_sites(client: Client, user: User) -> None:
    attempt(client, PASSWORD)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert cookie["max-age"] == ""


def test_signing_in_gives_a_new_session(client: Client, user: User) -> None:
    client.get("/dang-nhap/")
    session = client.session
    session["chosen"] = "x"
    session.save()
    before = client.session.session_key
    attempt(client, PASSWORD)
    assert client.session.session_key != before


def test_sign_out_forgets_unit_and_day_and_cannot_be_undone(client: Client, user: User) -> None:
    attempt(client, PASSWORD)
    client.get("/to-chuc/", {"don-vi": "28927", "den": "1-1-2022"})
    stolen = Client()
    stolen.cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert stolen.get("/to-chuc/").status_code == 200
    post(client, "/dang-xuat/")
    assert {"unit", "day", "_auth_user_id"} & set(client.session.keys()) == set()
    assert stolen.get("/to-chuc/").status_code == 302


def test_who_is_signed_in_needs_no_form(administrator: Client) -> None:
    assert administrator.get("/dang-nhap/").headers["Location"] == "/"
    assert administrator.get("/dang-nhap/?next=/can-bo/").headers["Location"] == "/can-bo/"
    assert administrator.get("/dang-nhap/?next=//xau.example/").headers["Location"] == "/"


@pytest.mark.parametrize(
    "wanted",
    [
        "http://xau.example", "https://xau.example/to-chuc/", "///xau.example", "\\\\xau.example", "/\\xau.example",
        "http:///xau.example", "javascript:alert(1)", "data:text/html,x", " //xau.example", "\t//xau.example",
        "http://testserver@xau.example/", "ftp://testserver/", "//testserver@xau.example",
    ],
)  # fmt: skip
def test_the_page_asked_for_is_one_of_ours_or_the_first(client: Client, user: User, wanted: str) -> None:
    assert get(client, "/dang-nhap/", next=wanted).value("next") == "/"
    answer = client.post("/dang-nhap/", {"username": "quantri", "password": PASSWORD, "next": wanted})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")


@pytest.mark.parametrize(
    "wanted", ["/", "/to-chuc/28927/?den=1-1-2022", "/van-ban/?q=k%E1%BA%BF", "http://testserver/tim/"]
)
def test_the_page_asked_for_is_kept_through_a_wrong_password(client: Client, user: User, wanted: str) -> None:
    page = read(client.post("/dang-nhap/", {"username": "quantri", "password": "sai", "next": wanted}))
    assert page.value("next") == wanted
    answer = client.post(
        "/dang-nhap/", {"username": "quantri", "password": PASSWORD, "next": page.value("next")}
    )
    assert answer.headers["Location"] == wanted


# A password is set by a one-time link, or changed by who knows it
BAD_PASSWORDS = [
    ("ngắn", "ngắn", "password", ["Mật khẩu này quá ngắn. Nó phải chứa ít nhất 10 ký tự."]),
    ("0123456789", "0123456789", "password", ["Mật khẩu này quá phổ biến.", "Mật khẩu này chỉ gồm chữ số."]),
    (NEW, NEW + " ", "again", ["Hai lần nhập không giống nhau."]),
    (NEW, "", "again", ["Chưa nhập mục này."]),
    ("", NEW, "password", ["Chưa nhập mục này."]),
]


@standing(at="2023-02-21 10:00+07:00")
def secret(tree: Tree) -> str:
    return actions.invite(
        SYSTEM_ACTOR, user=make_user("moi", unit=tree.commune, full_name="Trần Mới"), now=NOW
    )


@pytest.mark.parametrize(("password", "again", "field", "messages"), BAD_PASSWORDS[2:])
def test_a_one_time_link_refuses_in_words_and_stays_usable(
    client: Client, secret: str, password: str, again: str, field: str, messages: list[str]
) -> None:
    page = post(client, f"/loi-moi/{secret}/", password=password, again=again)
    assert (page.status, page.errors(field), page.sentences) == (422, messages, messages)
    assert (page.value("password"), page.value("again")) == ("", "")
    assert Invitation.objects.get().used_at is None
    assert client.post(f"/loi-moi/{secret}/", {"password": NEW, "again": NEW}).status_code == 302


def test_a_password_is_good_however_its_letters_are_composed(client: Client, secret: str) -> None:
    """Unikey and phones compose letters differently; the same password must open from both."""
    client.post(f"/loi-moi/{secret}/", {"password": NEW, "again": NEW})
    opened = {
        form: attempt(Client(), unicodedata.normalize(form, NEW), username="moi").status
        for form in ("NFC", "NFD")
    }
    assert opened == {"NFC": 302, "NFD": 302}


def test_a_newer_link_ends_the_older_one(client: Client, tree: Tree, secret: str) -> None:
    newer = actions.invite(SYSTEM_ACTOR, user=User.objects.get(username="moi"), now=NOW)
    refused = post(client, f"/loi-moi/{secret}/", password=NEW, again=NEW)
    assert (refused.status, refused.texts("//div[@role='alert']//p")) == (
        404,
        ["Liên kết không còn hiệu lực. Đề nghị quản trị của đơn vị tạo liên kết mới."],
    )
    assert client.post(f"/loi-moi/{newer}/", {"password": NEW, "again": NEW}).status_code == 302


@pytest.mark.parametrize(("hours", "status"), [(0, 302), (71, 302), (72, 404), (100, 404)])
def test_a_link_lasts_three_days(client: Client, secret: str, hours: int, status: int) -> None:
    with time_machine.travel(NOW + timedelta(hours=hours), tick=False):
        answer = client.post(f"/loi-moi/{secret}/", {"password": NEW, "again": NEW})
    assert answer.status_code == status


@pytest.mark.parametrize("made_up", ["x", "a" * 500, "%00", "' or 1=1"])
def test_a_made_up_link_opens_nothing(client: Client, secret: str, made_up: str) -> None:
    answer = client.post(f"/loi-moi/{made_up}/", {"password": NEW, "again": NEW})
    assert (answer.status_code, "_auth_user_id" in client.session) == (404, False)


def test_a_link_is_neither_kept_nor_told_to_other_sites(client: Client, secret: str) -> None:
    headers = client.get(f"/loi-moi/{secret}/").headers
    assert (headers["Cache-Control"], headers["Referrer-Policy"]) == ("no-store", "same-origin")
    assert secret not in "".join(f"{line.summary}{line.after}" for line in lines(branches=("/",)))


CHANGES = [
    ({"old": "", "password": NEW, "again": NEW}, "old", ["Chưa nhập mục này."]),
    ({"old": "sai", "password": NEW, "again": NEW}, "old", ["Mật khẩu hiện tại không đúng."]),
    (
        {"old": PASSWORD, "password": PASSWORD, "again": PASSWORD},
        "password",
        ["Mật khẩu mới phải khác mật khẩu hiện tại."],
    ),
    ({"old": PASSWORD, "password": NEW, "again": "khác"}, "again", ["Hai lần nhập không giống nhau."]),
    ({"old": PASSWORD, "password": "", "again": ""}, "password", ["Chưa nhập mục này."]),
]


@pytest.mark.parametrize(("given", "field", "messages"), CHANGES)
def test_a_password_is_not_changed_by_mistake(
    administrator: Client, given: dict[str, str], field: str, messages: list[str]
) -> None:
    before = head()
    page = post(administrator, "/doi-mat-khau/", **given)
    assert (page.status, page.errors(field)) == (422, messages)
    assert [page.value(name) for name in given] == ["", "", ""]
    assert User.objects.get(username="quantri").check_password(PASSWORD)
    assert head() == before


def test_who_must_change_the_password_is_led_there_from_everywhere(client: Client, user: User) -> None:
    User.objects.filter(pk=user.pk).update(must_change_password=True)
    client.force_login(user)
    asked = [
        "/",
        "/to-chuc/",
        "/can-bo/",
        "/van-ban/",
        "/nhat-ky/",
        "/tim/?q=a",
        "/nhiem-ky/them/",
        "/to-chuc/28927/",
    ]
    assert {address: client.get(address).headers["Location"] for address in asked} == dict.fromkeys(
        asked, "/doi-mat-khau/"
    )
    assert client.post("/nhiem-ky/them/", {"label": "2025-2030"}).headers["Location"] == "/doi-mat-khau/"
    page = post(client, "/doi-mat-khau/", old=PASSWORD, password=NEW, again=NEW)
    assert page.messages == ["Đã đổi mật khẩu. Các phiên làm việc khác của tài khoản đã kết thúc."]
    assert User.objects.get(pk=user.pk).must_change_password is False
    assert client.get("/to-chuc/").status_code == 200


def test_who_must_change_the_password_may_leave(client: Client, user: User) -> None:
    User.objects.filter(pk=user.pk).update(must_change_password=True)
    client.force_login(user)
    assert post(client, "/dang-xuat/").heading == "Đăng nhập"


def test_signing_in_and_out_is_in_the_ledger_without_what_was_typed(client: Client, user: User) -> None:
    attempt(client, "sai mật khẩu này")
    attempt(client, "gì đó", username="khongco")
    attempt(client, PASSWORD)
    post(client, "/dang-xuat/")
    kept = [(line.act, line.actor_name, line.summary, line.after) for line in lines(branches=("/",))[:4]]
    assert kept == [
        ("signed_out", "Nguyễn Văn An", "quantri đăng xuất", None),
        ("signed_in", "Nguyễn Văn An", "quantri đăng nhập", {"address": "10.0.0.1"}),
        ("sign_in_refused", "chưa đăng nhập", "Từ chối đăng nhập, tên không có", {"address": "10.0.0.1"}),
        ("sign_in_refused", "chưa đăng nhập", "Từ chối đăng nhập quantri", {"address": "10.0.0.1"}),
    ]
    assert datetime(2023, 2, 21, 3, 0, tzinfo=UTC) == lines(branches=("/",))[0].at
