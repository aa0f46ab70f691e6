"""Reports on screen: what they will say, taking them out, looking at them first, the form to fill."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from pypdf import PdfReader

from nhiemky.history.models import LedgerLine
from nhiemky.org.vocab import RoleCode
from tests import cast_targets as cast
from tests.cast import Tree, make_person, make_position
from tests.cast_boards import Stage, freeze, make_stage
from tests.standing import standing
from tests.web.conftest import visitor
from tests.web.reading import get, post, read

PAGE, PREVIEW, FORM = "/bao-cao/", "/bao-cao/xem-truoc/", "/bao-cao/bieu-mau/"
GIVEN = {"freeze": "", "day": "", "number": "", "draft": "", "format": "docx"}


@standing(at="2023-02-21 10:00+07:00")
def stage(tree: Tree) -> Stage:
    return make_stage(tree)


def word_text(data: bytes) -> str:
    with ZipFile(BytesIO(data)) as archive:
        xml = archive.read("word/document.xml").decode("utf-8")
    return " ".join(re.sub(r"<[^>]+>", "", xml.replace("</w:p>", " ")).split())


def acts() -> list[str]:
    return list(LedgerLine.objects.filter(act__startswith="reporting.").values_list("act", flat=True))


def test_reports_say_before_what_the_report_will_say(stage: Stage, office: Client) -> None:
    person = make_person("Nguyễn Thanh Ấn", keeper=stage.tree.commune)
    make_position(person, stage.tree.commune, "Bí thư", signs=True)
    page = get(office, PAGE)
    assert (page.status, page.heading) == (200, "Báo cáo sơ kết giữa nhiệm kỳ: Đảng bộ xã Tân Thanh Tây")
    assert page.texts("//p[@class='overview-sentence']") == [
        "Đạt và vượt 1/3 chỉ tiêu, 1/3 chỉ tiêu đạt trên 75%, 1/3 chỉ tiêu chưa có số liệu."
    ]
    assert page.facts() == {
        "Số liệu": "nhiệm kỳ 2020-2025, đến ngày 21-2-2023",
        "Cơ quan ban hành": "Đảng ủy xã Tân Thanh Tây (trực thuộc Huyện ủy Mỏ Cày Bắc)",
        "Thể thức": "Hướng dẫn 36-HD/VPTW, ngày 03-4-2018",
        "Người ký": "T/M ĐẢNG ỦY, BÍ THƯ Nguyễn Thanh Ấn",
        "Nơi nhận": "Ban Thường vụ Huyện ủy Mỏ Cày Bắc (báo cáo); Các đồng chí trong Ban Chấp hành; Lưu Văn phòng Đảng ủy",
    }


def test_reports_say_when_nobody_signs_on_the_day(stage: Stage, office: Client) -> None:
    assert get(office, PAGE).facts()["Người ký"] == "T/M ĐẢNG ỦY, BÍ THƯ (chưa có tên người ký vào ngày này)"


@pytest.mark.parametrize(
    ("format", "name", "begins"),
    [("docx", "docx", b"PK"), ("pdf", "pdf", b"%PDF-"), ("xlsx", "xlsx", b"PK")],
)
def test_reports_give_the_file_that_was_asked_for(
    stage: Stage, office: Client, format: str, name: str, begins: bytes
) -> None:
    response = office.post(PAGE, {**GIVEN, "format": format})
    assert response.status_code == 200
    assert response.headers["Content-Disposition"] == f'attachment; filename="review-28927-2023-02-21.{name}"'
    assert response.headers["Cache-Control"] == "no-store, private"
    assert response.content.startswith(begins)
    assert acts() == ["reporting.issue"]


def test_reports_write_number_day_and_draft_mark(stage: Stage, office: Client) -> None:
    given = {**GIVEN, "number": "15", "day": "24/02/2023", "draft": "Dự thảo lần 1"}
    text = word_text(office.post(PAGE, given).content)
    assert [words in text for words in ("Số 15-BC/ĐU", "ngày 24 tháng 02 năm 2023", "Dự thảo lần 1")] == [
        True,
        True,
        True,
    ]


def test_reports_take_frozen_figures(stage: Stage, office: Client) -> None:
    taken = freeze(stage.first, stage.term)
    cast.record(stage.first, stage.first.unit.targets.get(number="3"), 5, confirmed=True)
    now = word_text(office.post(PAGE, GIVEN).content)
    then = word_text(office.post(PAGE, {**GIVEN, "freeze": str(taken.pk)}).content)
    assert ("đạt và vượt 2/3 chỉ tiêu" in now, "đạt và vượt 1/3 chỉ tiêu" in then) == (True, True)
    assert "Số liệu lấy từ lần chốt “Số liệu sơ kết”" in then


def test_reports_from_a_freeze_show_its_sentence(stage: Stage, office: Client) -> None:
    taken = freeze(stage.first, stage.term)
    cast.record(stage.first, stage.first.unit.targets.get(number="3"), 5, confirmed=True)
    page = get(office, PAGE, chot=str(taken.pk))
    assert page.value("freeze") == str(taken.pk)
    assert page.texts("//p[@class='overview-sentence']")[0].startswith("Đạt và vượt 1/3")
    assert page.texts("//select[@name='freeze']/option") == [
        "Số liệu hiện nay, đến ngày 21-2-2023",
        "Số liệu sơ kết (21-2-2023)",
    ]


@pytest.mark.parametrize("named", ["404", "abc", "-1"])
def test_reports_of_an_unknown_freeze_show_today(stage: Stage, office: Client, named: str) -> None:
    page = get(office, PAGE, chot=named)
    assert (page.status, page.facts()["Số liệu"]) == (200, "nhiệm kỳ 2020-2025, đến ngày 21-2-2023")


@pytest.mark.parametrize("address", [PAGE, PREVIEW])
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"day": "31-2-2023"}, "day"),
        ({"number": "0"}, "number"),
        ({"number": "một"}, "number"),
        ({"draft": "a" * 41}, "draft"),
        ({"format": "odt"}, "format"),
        ({"format": ""}, "format"),
        ({"freeze": "404"}, "freeze"),
    ],
    ids=str,
)
def test_reports_refuse_and_keep_what_was_typed(
    stage: Stage, office: Client, address: str, changes: dict[str, str], field: str
) -> None:
    page = post(office, address, **{**GIVEN, "draft": "Lần 2", **changes})
    assert page.status == 422
    assert (len(page.errors(field)), len(page.summary)) == (1, 1)
    assert page.value("draft") == changes.get("draft", "Lần 2")
    assert acts() == []


def test_reports_do_not_take_the_freeze_of_a_neighbour(stage: Stage, office: Client) -> None:
    other = freeze(stage.second, stage.term)
    page = post(office, PAGE, **{**GIVEN, "freeze": str(other.pk)})
    assert (page.status, len(page.errors("freeze"))) == (422, 1)


def test_reports_of_a_day_after_the_change_take_the_new_form(stage: Stage, office: Client) -> None:
    page = post(office, PAGE, **{**GIVEN, "day": "1-6-2026", "format": "odt"})
    assert page.facts()["Thể thức"] == "Hướng dẫn 05-HD/VPTW, ngày 27-5-2026"


def test_reports_warn_of_unconfirmed_figures(stage: Stage, office: Client) -> None:
    cast.record(stage.first, stage.first.unit.targets.get(number="3"), 5)
    page = get(office, PAGE)
    assert page.texts("//p[contains(@class, 'alert-warning')]") == [
        "Có 1 chỉ tiêu gồm số liệu chưa được lãnh đạo xác nhận; báo cáo sẽ đánh dấu các chỉ tiêu này."
    ]


def test_reports_by_a_superior_say_confirmed_figures(stage: Stage, district_office: Client) -> None:
    cast.record(stage.first, stage.first.unit.targets.get(number="3"), 5)
    response = district_office.post(f"{PAGE}?don-vi=28927", GIVEN)
    assert "1/3 chỉ tiêu chưa có số liệu" in word_text(response.content)


def test_reports_are_looked_at_in_the_browser_first(stage: Stage, office: Client) -> None:
    response = office.post(PREVIEW, {**GIVEN, "draft": "Dự thảo"})
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/pdf")
    assert response.headers["Content-Disposition"] == 'inline; filename="review-28927-2023-02-21.pdf"'
    text = " ".join(PdfReader(BytesIO(response.content)).pages[0].extract_text().split())
    assert "đạt và vượt 1/3 chỉ tiêu" in text
    assert acts() == ["reporting.preview"]


def test_reports_offer_the_look_beside_the_file(stage: Stage, office: Client) -> None:
    page = get(office, PAGE)
    (button,) = page.root.xpath("//button[@formtarget='_blank']")
    assert str(button.get("formaction")).startswith(PREVIEW)


def test_reports_are_denied_to_who_only_looks(stage: Stage) -> None:
    looker = visitor(RoleCode.OVERSEER, stage.tree.district, "tocongtac")
    for address in (PAGE, PREVIEW):
        assert looker.post(f"{address}?don-vi=28927", GIVEN).status_code == 403
    assert looker.get(PAGE).status_code == 403
    assert acts() == []


def test_reports_need_sign_in(client: Client, stage: Stage) -> None:
    assert [client.get(address).status_code for address in (PAGE, FORM)] == [302, 302]


def test_reports_look_takes_posts_only(stage: Stage, office: Client) -> None:
    assert office.get(PREVIEW).status_code == 405


def test_reports_of_a_neighbour_are_not_found(stage: Stage, office: Client) -> None:
    assert office.post(f"{PAGE}?don-vi=28957", GIVEN).status_code == 404


def test_reports_ask_as_many_questions_for_three_freezes_as_for_one(stage: Stage, office: Client) -> None:
    freeze(stage.first, stage.term, "Một")
    office.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        office.get(PAGE)
    for number in range(10, 20):
        cast.make_target(stage.first, stage.term, str(number))
    freeze(stage.first, stage.term, "Hai")
    freeze(stage.first, stage.term, "Ba")
    with CaptureQueriesContext(connection) as many:
        office.get(PAGE)
    assert len(many) == len(few)


def test_form_file_holds_the_targets_of_the_unit(stage: Stage, office: Client) -> None:
    response = office.get(FORM)
    assert response.headers["Content-Disposition"] == (
        'attachment; filename="bieu-chi-tieu-28927-2020-2025.xlsx"'
    )
    sheet = load_workbook(BytesIO(response.content))["Chỉ tiêu"]
    texts = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert {"Thu nhập bình quân đầu người", "Tỷ lệ hộ nghèo", "Số hợp tác xã thành lập mới"} <= texts


def test_form_file_of_a_neighbour_is_not_found(stage: Stage, office: Client) -> None:
    assert office.get(FORM, {"don-vi": "28957"}).status_code == 404


def test_form_file_takes_no_posts(stage: Stage, office: Client) -> None:
    assert office.post(FORM).status_code == 405


def test_reports_escape_hostile_names(stage: Stage, office: Client) -> None:
    freeze(stage.first, stage.term, "<script>alert(1)</script>")
    assert b"<script>alert" not in office.get(PAGE).content
    assert read(office.get(PAGE)).texts("//select[@name='freeze']/option")[1].startswith("<script>")
