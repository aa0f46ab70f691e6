"""Headers, methods, refusals and error pages of every page."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory, override_settings

from nhiemky.history.vocab import Conflict, Denied, FieldError, Invalid, NotFound, Refusal
from nhiemky.org import queries
from nhiemky.web import errors
from nhiemky.web.middleware import Refusals
from nhiemky.web.pages import status_of
from tests.web.reading import get, read

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


def request_of(address: str = "/to-chuc/", **headers: str) -> HttpRequest:
    request = RequestFactory(headers=headers).get(address)
    request.session = {}  # type: ignore[assignment]
    return request


@pytest.mark.parametrize("address", ["/dang-nhap/", "/to-chuc/", "/khong-co/"])
def test_every_page_forbids_what_it_does_not_use(administrator: Client, address: str) -> None:
    headers = administrator.get(address).headers
    assert set(headers["Content-Security-Policy"].split("; ")) == POLICY
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_pages_need_no_sign_in_only_where_it_is_made(client: Client, db: None) -> None:
    closed = ["/", "/to-chuc/", "/can-bo/", "/van-ban/", "/nhat-ky/", "/tim/", "/doi-mat-khau/", "/nhiem-ky/"]
    led = {address: client.get(address).headers.get("Location", "") for address in closed}
    assert {
        address: where.startswith("/dang-nhap/?next=") for address, where in led.items()
    } == dict.fromkeys(closed, True)


def test_pages_that_only_show_take_no_posts(administrator: Client) -> None:
    for address in ("/to-chuc/", "/can-bo/", "/van-ban/", "/nhat-ky/", "/tim/"):
        assert administrator.post(address).status_code == 405


def test_an_address_behind_a_button_says_so_when_it_is_opened(administrator: Client) -> None:
    for address, allowed in (
        ("/nhap-lieu/trinh/", "POST"),
        ("/chi-tieu/1/khoi-phuc/", "POST"),
        ("/dang-xuat/", "POST"),
    ):
        response = administrator.get(address)
        page = read(response)
        assert (page.status, response.headers["Allow"], page.heading) == (
            405,
            allowed,
            "Không mở được địa chỉ này",
        )
        assert page.texts("//main//p")[0] == (
            "Địa chỉ này chỉ dùng được từ nút bấm trên trang. Đề nghị mở lại trang rồi bấm nút ở đó."
        )
    shut = administrator.post("/to-chuc/")
    assert (shut.status_code, shut.headers["Allow"]) == (405, "GET, HEAD")


def test_pages_are_asked_again_before_they_are_shown_again(administrator: Client) -> None:
    assert administrator.get("/to-chuc/").headers["Cache-Control"] == "no-cache, private"


def test_a_part_is_sent_when_htmx_asks_for_it(administrator: Client) -> None:
    answer = administrator.get("/to-chuc/", headers={"hx-request": "true", "hx-target": "div#cay"})
    text = answer.content.decode()
    assert "<html" not in text
    assert "Đảng bộ xã Tân Thanh Tây" in text
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("target", ["", "div", "div#khac", "cay"])
def test_the_whole_page_is_sent_for_an_unknown_target(administrator: Client, target: str) -> None:
    answer = administrator.get("/to-chuc/", headers={"hx-request": "true", "hx-target": target})
    assert "<html" in answer.content.decode()


@pytest.mark.parametrize(
    ("refusal", "status"),
    [
        (NotFound("a"), 404),
        (Denied("a"), 403),
        (Conflict("a"), 409),
        (Invalid(FieldError("x", "a")), 422),
        (Refusal("a"), 422),
    ],
)
def test_every_refusal_has_its_status(refusal: Refusal, status: int) -> None:
    assert status_of(refusal) == status


@pytest.mark.parametrize(
    ("refusal", "title"),
    [
        (NotFound("Không có đơn vị này."), "Không tìm thấy"),
        (Denied("Không được làm việc này."), "Không có quyền"),
        (Conflict("Người khác vừa sửa."), "Chưa thực hiện được"),
        (Refusal("Chưa làm được."), "Chưa thực hiện được"),
    ],
)
def test_a_refusal_is_shown_in_its_own_words(refusal: Refusal, title: str, db: None) -> None:
    answer = Refusals(lambda request: None).process_exception(request_of(), refusal)  # type: ignore[arg-type,return-value]
    assert answer is not None
    page = read(answer)
    assert (page.heading, page.texts("//div[@role='alert']//p")) == (title, [refusal.message])
    assert answer.headers["Cache-Control"] == "no-store"


def test_other_errors_are_left_to_django(db: None) -> None:
    assert Refusals(lambda request: None).process_exception(request_of(), ValueError("x")) is None  # type: ignore[arg-type,return-value]


def test_a_refusal_asked_by_htmx_is_its_message_only(db: None) -> None:
    answer = errors.refused(request_of(**{"hx-request": "true"}), Conflict("Người khác vừa sửa."), 409)
    text = answer.content.decode()
    assert "Người khác vừa sửa." in text
    assert "<html" not in text


@pytest.mark.parametrize(
    ("came", "back"),
    [
        ("http://testserver/nhap-lieu/?don-vi=28927", ["/nhap-lieu/?don-vi=28927"]),
        ("http://testserver/nhap-lieu/", ["/nhap-lieu/"]),
        ("http://testserver/khong-co/", []),
        ("http://testserver//xa.vn/", []),
        ("http://xa.vn/nhap-lieu/", []),
        ("javascript:alert(1)", []),
        ("", []),
    ],
)
def test_a_refusal_leads_back_to_the_page_of_ours_that_led_to_it(
    administrator: Client, came: str, back: list[str]
) -> None:
    answer = administrator.get("/khong-co/", headers={"referer": came})
    links = read(answer).root.xpath("//main//a[contains(., 'Quay lại trang trước')]/@href")
    assert list(links) == back


@pytest.mark.parametrize(
    "address", ["/chi-tieu/0/", "/dot-so-ket/0/", "/tong-quan/?don-vi=999", "/khong-co/?don-vi=9"]
)
def test_a_refusal_finds_its_visitor_once(administrator: Client, address: str) -> None:
    with patch("nhiemky.web.visit.queries.actor_of", wraps=queries.actor_of) as found:
        page = get(administrator, address)
    assert (page.status, found.call_count) == (404, 1)
    assert page.navigation[0] == "Tổng quan"


def test_an_unknown_address_is_said_in_the_frame(administrator: Client) -> None:
    page = get(administrator, "/khong-co/")
    assert (page.status, page.heading) == (404, "Không tìm thấy")
    assert "Tổ chức" in page.navigation


def test_an_unknown_address_needs_no_sign_in_to_be_said(client: Client, db: None) -> None:
    page = get(client, "/khong-co/")
    assert (page.status, page.heading, page.navigation) == (404, "Không tìm thấy", [])


def test_our_own_fault_shows_no_trace() -> None:
    page = read(errors.failed(request_of()))
    assert (page.status, page.heading) == (500, "Hệ thống gặp lỗi")
    assert "Traceback" not in page.texts("//body")[0]


def test_a_form_from_elsewhere_is_refused(administrator: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = administrator.cookies
    page = read(strict.post("/to-chuc/them-don-vi/", {"code": "1"}))
    assert (page.status, page.heading) == (403, "Biểu đã hết hạn")


def test_a_host_that_is_not_ours_is_refused(client: Client) -> None:
    answer = client.get("/dang-nhap/", headers={"host": "xau.example"})
    assert (answer.status_code, read(answer).heading) == (400, "Yêu cầu không hợp lệ")


def test_a_request_larger_than_any_file_is_refused_unread(client: Client) -> None:
    answer = client.generic("POST", "/dang-nhap/", b"", CONTENT_LENGTH=str(10**9))
    assert (answer.status_code, read(answer).heading) == (413, "Tệp hoặc biểu quá lớn")


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=100)
def test_a_form_larger_than_the_limit_is_refused(client: Client, db: None) -> None:
    answer = client.post("/dang-nhap/", {"username": "x" * 500, "password": "y"})
    assert (answer.status_code, read(answer).heading) == (413, "Tệp hoặc biểu quá lớn")


@pytest.mark.parametrize(
    "address", ["/to-chuc/?q=%00", "/van-ban/?year=9" + "9" * 30, "/can-bo/?q=" + "a" * 3000]
)
def test_odd_parameters_make_no_error(administrator: Client, address: str) -> None:
    assert administrator.get(address).status_code == 200


def test_a_working_session_is_prolonged_every_ten_minutes_only(administrator: Client) -> None:
    administrator.get("/to-chuc/")
    first = administrator.session["seen"]
    administrator.get("/to-chuc/")
    assert administrator.session["seen"] == first
