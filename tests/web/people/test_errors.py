"""Each error of the forms of people, accounts and roles, at its field."""

from __future__ import annotations

import pytest
from django.test import Client

from nhiemky.history.queries import head
from tests.web.reading import post
from tests.web.scene import Scene

EMPTY = "Chưa nhập mục này."
PERSON = {"full_name": "Lê Thị Hoa", "phone": "", "email": "", "keeper": "28927"}
ROLE = {"code": "office", "unit": "28957", "valid_from": "1-1-2023", "valid_to": ""}
POSITION = {
    "title": "Phó Bí thư", "unit": "28957", "official_order": "2", "valid_from": "1-1-2023", "valid_to": "",
}  # fmt: skip
ERRORS = [
    ("/can-bo/them/", PERSON, "full_name", "", EMPTY),
    ("/can-bo/them/", PERSON, "full_name", "x" * 151, "Dài quá 150 ký tự (hiện có 151)."),
    ("/can-bo/them/", PERSON, "phone", "0" * 31, "Dài quá 30 ký tự (hiện có 31)."),
    ("/can-bo/them/", PERSON, "keeper", "", EMPTY),
    ("/can-bo/{person}/sua/", PERSON, "full_name", "", EMPTY),
    ("/can-bo/{person}/chuc-vu/", POSITION, "title", "", EMPTY),
    ("/can-bo/{person}/chuc-vu/", POSITION, "title", "x" * 151, "Dài quá 150 ký tự (hiện có 151)."),
    ("/can-bo/{person}/chuc-vu/", POSITION, "unit", "", EMPTY),
    ("/can-bo/{person}/chuc-vu/", POSITION, "valid_from", "", EMPTY),
    ("/can-bo/{person}/chuc-vu/", POSITION, "valid_to", "1-1-2023", "Ngày kết thúc phải sau ngày bắt đầu."),
    ("/can-bo/{person}/chuc-vu/", POSITION, "official_order", "-1", "Số nhỏ nhất được nhận là 0."),
    ("/can-bo/{person}/chuc-vu/{position}/thoi/", {}, "on", "", EMPTY),
    ("/can-bo/{person}/vai-tro/", ROLE, "code", "", EMPTY),
    ("/can-bo/{person}/vai-tro/", ROLE, "code", "vua", "Không có “vua” trong danh sách."),
    ("/can-bo/{person}/vai-tro/", ROLE, "unit", "", EMPTY),
    ("/can-bo/{person}/vai-tro/", ROLE, "valid_from", "", EMPTY),
    ("/can-bo/{person}/vai-tro/", ROLE, "valid_to", "1-1-2023", "Ngày kết thúc phải sau ngày bắt đầu."),
    ("/can-bo/{person}/vai-tro/{role}/thoi/", {}, "on", "", EMPTY),
]


@pytest.mark.parametrize(("address", "given", "field", "typed", "message"), ERRORS)
def test_an_error_is_named_at_its_field_and_nothing_is_done(
    administrator: Client,
    scene: Scene,
    address: str,
    given: dict[str, str],
    field: str,
    typed: str,
    message: str,
) -> None:
    before = head()
    page = post(administrator, scene.at(address), **{**given, field: typed})
    assert (page.status, page.errors(field), page.sentences) == (422, [message], [message])
    assert {name: page.value(name) for name in given if name != field} == {
        name: value for name, value in given.items() if name != field
    }
    assert head() == before
