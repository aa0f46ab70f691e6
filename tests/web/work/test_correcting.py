"""Lines of a file of work items corrected in the preview; the source of a report says what was corrected."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from nhiemky.history.models import LedgerLine
from nhiemky.intake.models import Batch
from nhiemky.work.models import Progress, WorkItem
from tests.cast_work import form_row, make_work_form
from tests.web.reading import Page, get, post, read
from tests.web.work.conftest import Work

UPLOAD = "/dau-cong-viec/tai-tep/"


@pytest.fixture
def faulty(office: Client, work: Work) -> Page:
    """Bring a file whose second row has an unreadable share and third row no name, and give its preview."""
    written = make_work_form(
        work.place,
        form_row("1", programme="16-CTr/HU"),
        form_row("2", name="Xây chợ xã", group="Thương mại", lead="Phòng Kinh tế", state="in_progress", percent=85,
                 result="Đã lợp mái", reported_on=date(2023, 2, 20)),
        form_row("10", name=""),
    )  # fmt: skip
    book, changed = load_workbook(BytesIO(written)), BytesIO()
    share(book.active)
    book.save(changed)
    file = SimpleUploadedFile("viec.xlsx", changed.getvalue())
    return read(office.post(UPLOAD, {"file": file, "results_to": "20-2-2023"}, follow=True))


def share(sheet: object) -> None:
    """Put words into the share of the second row."""
    head = {str(cell.value): cell.column for cell in sheet[1]}  # type: ignore[index]
    column = next(place for name, place in head.items() if "%" in name)
    sheet.cell(row=3, column=column).value = "nhiều"  # type: ignore[attr-defined]


def at(act: str = "") -> str:
    return f"{UPLOAD}{Batch.objects.get().key}/{act}"


def leading(page: Page) -> dict[str, str]:
    """Give where the buttons of lines lead, by what they say aloud."""
    found = page.root.xpath("//a[starts-with(@aria-label, 'Sửa dòng')]")
    return {str(link.get("aria-label")): str(link.get("href")) for link in found}


def fields(page: Page) -> dict[str, str]:
    inputs = page.root.xpath("//main//form//input[starts-with(@name, 'o')]")
    return {str(each.get("name")): str(each.get("value") or "") for each in inputs}


def name_of(page: Page, label: str) -> str:
    found = page.root.xpath(f"//label[starts-with(normalize-space(.), '{label}')]/@for")
    return str(found[0]).removeprefix("id_")


def labels(page: Page) -> list[str]:
    return [text.removesuffix(" không bắt buộc") for text in page.texts("//main//form//label")]


def test_only_lines_with_something_wrong_lead_to_their_form(faulty: Page) -> None:
    assert list(leading(faulty)) == ["Sửa dòng Đầu công việc!A3", "Sửa dòng Đầu công việc!A4"]
    assert "sửa từng dòng ngay ở dưới" in faulty.texts("//div[contains(@class, 'decision')]//p")[0]


def test_lines_are_corrected_and_the_report_says_what_was(office: Client, work: Work, faulty: Page) -> None:
    second, third = leading(faulty).values()
    shown = get(office, second)
    assert shown.heading == "Sửa dòng 3, trang “Đầu công việc”"
    assert labels(shown)[:4] == [
        "STT (ô A3)", "Mã (ô B3)", "Nhóm (ô C3)", "Đầu công việc (ô D3)",
    ]  # fmt: skip
    place, percent = "M3", name_of(shown, "Tỷ lệ (%) (ô M3)")
    assert shown.value(percent) == "nhiều"
    response = office.post(second, {**fields(shown), percent: "85"})
    assert (response.status_code, urlsplit(response["Location"]).path) == (302, at())
    page = get(office, response["Location"].partition("#")[0])
    assert page.messages == ["Đã sửa dòng Đầu công việc!3 và đọc lại tệp. Tệp gốc giữ nguyên."]
    assert page.column("Kết quả báo cáo")[1] == (
        "đang thực hiện 70 % →thành 20-2-2023 – đang thực hiện 85 %: Đã lợp mái"
        f"{place}: 85 (sửa khi nhập; tệp ghi “nhiều”)"
    )
    named = get(office, third)
    post(office, third, **{**fields(named), name_of(named, "Đầu công việc"): "Xây cầu"})
    page = get(office, at())
    assert page.texts("//ul[@class='row-counts']/li")[-1] == "0 có lỗi"
    assert page.texts("//details[contains(@class, 'decision')]/summary") == [
        "Đã sửa 2 ô tại đây; tệp gốc giữ nguyên."
    ]
    done = post(office, at(), seen=page.value("seen"))
    assert done.messages == ["Đã ghi các đầu công việc của tệp viec.xlsx."]
    assert WorkItem.objects.filter(name="Xây cầu").count() == 1
    report = Progress.objects.filter(item=work.items["2"]).latest("on")
    assert (report.percent, report.source_text) == (85, f"{place}: 85 (sửa khi nhập; tệp ghi “nhiều”)")
    source = get(office, work.at("2")).column("Nguồn")[0]
    assert source == f"viec.xlsxô {report.source_cell}; {report.source_text}"
    assert leading(get(office, at())) == {}


def test_a_confirm_of_an_older_preview_is_asked_again(office: Client, faulty: Page) -> None:
    address = leading(faulty)["Sửa dòng Đầu công việc!A4"]
    shown = get(office, address)
    post(office, address, **{**fields(shown), name_of(shown, "Đầu công việc"): "Xây cầu"})
    lines = LedgerLine.objects.count()
    late = post(office, at(), seen=faulty.value("seen"), skip_problem_rows="on")
    assert (late.status, late.summary) == (
        422,
        ["Tệp vừa được sửa hoặc đối chiếu lại. Chưa có gì được ghi; đề nghị xem lại rồi xác nhận."],
    )
    assert (WorkItem.objects.filter(name="Xây cầu").count(), LedgerLine.objects.count()) == (0, lines)


def test_what_cannot_be_corrected_is_said_and_an_address_of_no_line_is_not_found(
    office: Client, faulty: Page
) -> None:
    address = leading(faulty)["Sửa dòng Đầu công việc!A4"]
    same = post(office, address, **fields(get(office, address)))
    assert (same.status, same.summary) == (422, ["Chưa có ô nào được sửa."])
    assert get(office, at("dong/"), **{"o-dong": "Đầu công việc!999"}).status == 404
    assert (
        get(office, f"/tai-tep/{Batch.objects.get().key}/dong/", **{"o-dong": "Đầu công việc!3"}).status
        == 404
    )


def test_rows_are_sorted_and_exported(office: Client, faulty: Page) -> None:
    page = get(office, at(), **{"xep-dong": "tinh-trang", "an-dong": ["bao-cao", "loi"]})
    assert page.column("Dòng") == ["Đầu công việc!A3", "Đầu công việc!A4", "Đầu công việc!A2"]
    book = load_workbook(BytesIO(office.get(at(), {"xuat": "xlsx-dong"}).content)).active
    assert [[cell.value for cell in row] for row in book.iter_rows(min_row=4, max_row=5)] == [
        ["Dòng", "Đầu công việc", "Tình trạng", "Thay đổi", "Kết quả báo cáo", "Lỗi và lưu ý"],
        ["Đầu công việc!A2", "1. Xây dựng vùng chuyên canh dừa hữu cơ, việc 1", "như cũ", None, None, None],
    ]


def test_columns_of_an_offices_own_table_bear_its_titles(office: Client, work: Work) -> None:
    """Titles in two lines, some of them over merged cells, above rows that look like titles themselves."""
    book = Workbook()
    for row in (
        ("Danh mục công việc",),
        ("STT", "Nội dung công việc", "Cơ quan", None, "Thời gian hoàn thành"),
        (None, None, "chủ trì", "phối hợp", None),
        (1, "Xây chợ", "Phòng Kinh tế", "Ủy ban nhân dân xã", "quý nào đó"),
    ):
        book.active.append(row)
    for cells in ("A2:A3", "B2:B3", "C2:D2", "E2:E3"):
        book.active.merge_cells(cells)
    changed = BytesIO()
    book.save(changed)
    file = SimpleUploadedFile("viec.xlsx", changed.getvalue())
    read(office.post(UPLOAD, {"file": file, "results_to": ""}, follow=True))
    page = get(office, at("dong/"), **{"o-dong": "Sheet!4"})
    assert labels(page) == [
        "STT (ô A4)",
        "Nội dung công việc (ô B4)",
        "chủ trì (ô C4)",
        "phối hợp (ô D4)",
        "Thời gian hoàn thành (ô E4)",
    ]
