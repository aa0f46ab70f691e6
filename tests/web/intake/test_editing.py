"""Lines of a file corrected on screen."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.test import Client

from nhiemky.intake.models import Batch
from tests.web.intake.files import bring, form_of, last_batch, of_batch
from tests.web.reading import Page, get, parameters, post
from tests.web.targets.scene import Scene, add, poor_households

LINE = "Chỉ tiêu!2"


@pytest.fixture
def filled(commune: Scene) -> Scene:
    add(commune, "1", name="Thu nhập bình quân đầu người đạt 70 triệu đồng")
    add(commune, "2", poor_households())
    return commune


@pytest.fixture
def faulty(office: Client, filled: Scene) -> Page:
    """Bring a file with one row in error, and give its preview."""
    return bring(office, form_of(filled, {("1", 2022): "nhiều", ("2", 2022): 6.5}))


def line_address(page: Page) -> str:
    """Give the address behind the button of the first row."""
    return str(page.root.xpath("//a[starts-with(@aria-label, 'Sửa dòng')]/@href")[0])


def fields(page: Page) -> dict[str, str]:
    """Give the form of a line as it would be sent, names as they are."""
    inputs = page.root.xpath("//main//form//input[starts-with(@name, 'o')]")
    return {str(each.get("name")): str(each.get("value") or "") for each in inputs}


def name_of(page: Page, label: str) -> str:
    return str(page.root.xpath(f"//label[starts-with(normalize-space(.), '{label}')]/@for")[0]).removeprefix(
        "id_"
    )


def test_rows_with_something_to_look_at_lead_to_their_line(faulty: Page) -> None:
    labels = faulty.root.xpath("//a[starts-with(@aria-label, 'Sửa dòng')]/@aria-label")
    assert labels == ["Sửa dòng Chỉ tiêu!A2"]
    assert parameters(line_address(faulty))["o-dong"] == LINE


def test_a_line_is_corrected_in_place_and_the_preview_read_anew(office: Client, faulty: Page) -> None:
    address = line_address(faulty)
    shown = get(office, address)
    assert shown.heading == "Sửa dòng 2, trang “Chỉ tiêu”"
    name = name_of(shown, "Thực hiện 2022 (ô T2)")
    assert (shown.value(name), shown.texts(f"//p[@id='id_{name}_helptext']")) == (
        "nhiều",
        ["Không thấy số trong ô “nhiều”."],
    )
    response = office.post(address, {**fields(shown), name: "71"})
    assert (response.status_code, urlsplit(response["Location"]).path, urlsplit(response["Location"]).fragment) == (
        302, of_batch(), "cac-dong",
    )  # fmt: skip
    page = get(office, response["Location"].partition("#")[0])
    assert page.messages == ["Đã sửa dòng Chỉ tiêu!2 và đọc lại tệp. Tệp gốc giữ nguyên."]
    assert page.texts("//ul[@class='row-counts']/li") == ["2 mới", "0 thay đổi", "0 như cũ", "0 có lỗi"]
    assert page.rows[0][3] == "2022: 71 Chỉ tiêu!T2"
    assert page.texts("//details[contains(@class, 'decision')]/*") == [
        "Đã sửa 1 ô tại đây; tệp gốc giữ nguyên.",
        "Chỉ tiêu!T2: nhiều →thành 71",
    ]
    again = get(office, address)
    assert again.texts(f"//p[@id='id_{name}_helptext']") == ["Tệp gốc ghi “nhiều”."]


def test_what_cannot_be_corrected_is_said_at_the_field_and_kept(office: Client, faulty: Page) -> None:
    address = line_address(faulty)
    shown = get(office, address)
    name = name_of(shown, "Thực hiện 2022 (ô T2)")
    same = post(office, address, **fields(shown))
    assert (same.status, same.summary) == (422, ["Chưa có ô nào được sửa."])
    long = post(office, address, **{**fields(shown), name: "7" * 2001})
    assert (long.status, long.errors(name), long.value(name)) == (422, ["Dài quá 2000 ký tự."], "7" * 2001)
    post(office, address, **{**fields(shown), name: "71"})
    slower = post(office, address, **{**fields(shown), name: "72"})
    assert (slower.status, slower.value(name)) == (422, "72")
    assert slower.summary == [
        "Ô Chỉ tiêu!T2 vừa được người khác sửa thành “71”. Đề nghị xem lại rồi sửa tiếp."
    ]


def test_an_address_of_no_line_is_not_found(office: Client, faulty: Page) -> None:
    for line in ("", "Chỉ tiêu!0", "Chỉ tiêu!999", "Trang khác!2", "\x00", "x" * 3000):
        page = get(office, of_batch("dong/"), **{"o-dong": line})
        assert (page.status, page.heading) == (404, "Không tìm thấy")


def test_only_who_enters_results_comes_to_a_line(
    office: Client, leader: Client, overseer: Client, faulty: Page
) -> None:
    address = line_address(faulty)
    assert [client.get(address).status_code for client in (leader, overseer, Client())] == [403, 403, 302]
    assert [client.post(address, {}).status_code for client in (leader, overseer)] == [403, 403]
    assert Batch.objects.get(pk=last_batch().pk).edits == {}


def test_a_confirm_of_an_older_preview_is_asked_again(office: Client, faulty: Page) -> None:
    seen, address = faulty.value("seen"), line_address(faulty)
    shown = get(office, address)
    post(office, address, **{**fields(shown), name_of(shown, "Thực hiện 2022 (ô T2)"): "71"})
    late = post(office, of_batch(), seen=seen, skip_problem_rows="on")
    assert (late.status, late.summary) == (
        422,
        ["Tệp vừa được sửa hoặc đối chiếu lại. Chưa có gì được ghi; đề nghị xem lại rồi xác nhận."],
    )
    done = post(office, of_batch(), seen=late.value("seen"))
    assert done.messages == ["Đã ghi số liệu của tệp ket-qua.xlsx. Số liệu mới cần gửi lãnh đạo xác nhận."]
    assert done.root.xpath("//a[starts-with(@aria-label, 'Sửa dòng')]") == []
