"""Work items as a file: the form to be filled, the list as it stood, and who gets them."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nhiemky.history.models import LedgerLine
from nhiemky.intake.reading.work_table import WorkTable, read_work
from nhiemky.org.models import Term
from nhiemky.org.vocab import RoleCode
from nhiemky.web.excel import XLSX
from nhiemky.work.vocab import WorkState
from tests.cast import Tree, make_term
from tests.cast_boards import place_of
from tests.cast_targets import Place
from tests.cast_work import make_item, report
from tests.standing import standing
from tests.web.conftest import visitor
from tests.web.reading import get, parameters

FORM, WORKBOOK = "/dau-cong-viec/bieu-mau/", "/dau-cong-viec/excel/"
BOTH = (FORM, WORKBOOK)


@standing(at="2023-02-21 10:00+07:00")
def term(tree: Tree) -> Term:
    return make_term("2020-2025")


@standing(at="2023-02-21 10:00+07:00")
def place(tree: Tree, term: Term) -> Place:
    """The commune with two items; the first was reported on twice."""
    place = place_of(tree.commune)
    first = make_item(place, term, "1")
    make_item(place, term, "T1", key=True)
    report(place, first, WorkState.IN_PROGRESS, 40, on=date(2022, 6, 30))
    report(place, first, WorkState.DONE, on=date(2022, 12, 31))
    return place


def table(client: Client, address: str, **query: str) -> WorkTable:
    response = client.get(address, query)
    assert response.status_code == 200
    return read_work(response.content)


@pytest.mark.parametrize(
    ("address", "query", "rows"),
    [
        (FORM, {}, [("1", "done", 100, None), ("T1", "", None, None)]),
        (WORKBOOK, {}, [("1", "done", 100, date(2022, 12, 31)), ("T1", "", None, None)]),
        (FORM, {"den": "01-07-2022"}, [("1", "in_progress", 40, None), ("T1", "", None, None)]),
        (
            WORKBOOK,
            {"den": "01-07-2022"},
            [("1", "in_progress", 40, date(2022, 6, 30)), ("T1", "", None, None)],
        ),
        (WORKBOOK, {"den": "30-06-2021"}, [("1", "", None, None), ("T1", "", None, None)]),
    ],
)
def test_files_hold_the_list_of_the_day(
    place: Place, office: Client, address: str, query: dict[str, str], rows: list[tuple[object, ...]]
) -> None:
    found = table(office, address, **query)
    assert found.problems == ()
    assert (found.unit_code, found.term) == (place.unit.code, "2020-2025")
    assert [(row.number, row.state, row.percent, row.reported_on) for row in found.rows] == rows


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ({"trang_thai": "done"}, ["1"]),
        ({"trang_thai": "done", "den": "01-07-2022"}, []),
        ({"trang_thai": "not_started"}, ["T1"]),
        ({"loai": "trong-tam"}, ["T1"]),
        ({"loai": "dot-pha"}, []),
        ({"nhom": "Kinh tế"}, ["1", "T1"]),
        ({"q": "viec t1"}, ["T1"]),
        ({"qua_han": "on"}, ["T1"]),
        ({"trang_thai": "la"}, ["1", "T1"]),
        ({"nhom": "không có"}, ["1", "T1"]),
    ],
)
def test_the_list_as_a_file_heeds_its_filter_and_the_form_does_not(
    place: Place, office: Client, query: dict[str, str], numbers: list[str]
) -> None:
    assert [row.number for row in table(office, WORKBOOK, **query).rows] == numbers
    assert [row.number for row in table(office, FORM, **query).rows] == ["1", "T1"]


def test_the_list_leads_to_its_file_as_it_is_filtered(place: Place, office: Client) -> None:
    page = get(office, "/dau-cong-viec/", trang_thai="done", q="việc 1", xep="han")
    asked = parameters(page.href("Tải danh sách theo biểu Excel"))
    assert (asked["trang_thai"], asked["q"], "xep" in asked) == ("done", "việc 1", False)
    assert [row.number for row in table(office, WORKBOOK, **asked).rows] == ["1"]


@pytest.mark.parametrize("address", BOTH)
def test_files_are_workbooks_with_the_unit_in_their_name(place: Place, office: Client, address: str) -> None:
    response = office.get(address)
    name = f"dau-cong-viec-{place.unit.code}-2020-2025.xlsx"
    assert response.headers["Content-Type"] == XLSX
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'


@pytest.mark.parametrize("address", BOTH)
def test_a_unit_without_items_gets_an_empty_form(tree: Tree, office: Client, address: str) -> None:
    assert table(office, address).rows == ()


@pytest.mark.parametrize("address", BOTH)
def test_a_neighbour_and_an_unknown_unit_are_not_found(
    place: Place, tree: Tree, office: Client, address: str
) -> None:
    for code in (tree.second.unit.code, "khong-co", "' OR 1=1 --"):
        assert office.get(address, {"don-vi": code}).status_code == 404


@pytest.mark.parametrize("address", BOTH)
def test_those_who_see_the_unit_get_its_file(
    place: Place, tree: Tree, delegate: Client, address: str
) -> None:
    overseer = visitor(RoleCode.OVERSEER, tree.district, "giamsat")
    for client in (delegate, overseer):
        found = table(client, address, **{"don-vi": place.unit.code})
        assert [row.number for row in found.rows] == ["1", "T1"]


@pytest.mark.parametrize("address", BOTH)
def test_guests_are_led_to_sign_in_and_posts_are_refused(place: Place, office: Client, address: str) -> None:
    assert Client().get(address).status_code == 302
    before = LedgerLine.objects.count()
    assert office.post(address).status_code == 405
    assert LedgerLine.objects.count() == before


@pytest.mark.parametrize("address", BOTH)
def test_more_items_take_no_more_queries(place: Place, term: Term, office: Client, address: str) -> None:
    office.get(address)
    with CaptureQueriesContext(connection) as few:
        office.get(address)
    for number in range(10, 20):
        make_item(place, term, str(number))
    with CaptureQueriesContext(connection) as many:
        office.get(address)
    assert len(many) == len(few) < 25
