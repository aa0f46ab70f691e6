"""Files in, on screen: brought, previewed, confirmed, put aside, compared again, taken back."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from nhiemky.history.models import LedgerLine
from nhiemky.intake.models import Batch
from nhiemky.targets.models import Observation, Target
from tests.standing import standing
from tests.web.intake.files import ADDRESS, bring, form_of, last_batch, of_batch, saved, zipped
from tests.web.reading import get, post, read
from tests.web.targets.scene import Scene, add, poor_households, record

MISSING = "–"


@standing(at="2023-02-21 10:00+07:00")
def filled(commune: Scene) -> Scene:
    """Let the commune have two targets, one of them with a figure of 2021."""
    income = add(commune, "1", name="Thu nhập bình quân đầu người đạt 70 triệu đồng")
    add(commune, "2", poor_households())
    record(commune.place, income, 60, 2021)
    return commune


def figures() -> list[tuple[str, int, Decimal | None, str]]:
    rows = Observation.objects.order_by("target__number", "period_end", "version").select_related("target")
    return [(row.target.number, row.period_end.year, row.value, row.source_cell) for row in rows]


def test_the_page_offers_the_form_and_asks_for_a_file(office: Client, filled: Scene) -> None:
    page = get(office, ADDRESS)
    assert page.heading == "Tải tệp lên: Đảng bộ xã Tân Thanh Tây"
    assert page.href("Tải biểu mẫu Excel").startswith("/bao-cao/bieu-mau/?don-vi=28927")
    assert page.texts("//form[@enctype]//label") == [
        "Tệp Excel (.xlsx)",
        "Số liệu trong tệp tính đến ngày không bắt buộc",
    ]
    assert page.texts("//p[@class='empty-title']") == ["Chưa có tệp nào được tải lên cho đơn vị này."]


def test_a_file_is_read_and_nothing_is_written(office: Client, filled: Scene) -> None:
    page = bring(office, form_of(filled, {("1", 2021): 61, ("1", 2022): 71, ("2", 2022): 6.5}))
    assert page.heading == "ket-qua.xlsx"
    assert page.messages == ["Đã đọc tệp ket-qua.xlsx. Chưa có gì được ghi; đề nghị xem rồi bấm xác nhận."]
    assert page.texts("//ul[@class='row-counts']/li") == ["1 mới", "1 thay đổi", "0 như cũ", "0 có lỗi"]
    assert figures() == [("1", 2021, Decimal(60), "")]


def test_every_row_says_what_it_would_do(office: Client, filled: Scene) -> None:
    page = bring(office, form_of(filled, {("1", 2021): 61, ("1", 2022): 71, ("2", 2022): 6.5}))
    assert page.rows == [
        ["Chỉ tiêu!A2", "1. Thu nhập bình quân đầu người đạt 70 triệu đồng", "thay đổi",
         "2021: 60 →thành 61 Chỉ tiêu!S22022: 71 Chỉ tiêu!T2", MISSING],
        ["Chỉ tiêu!A3", "2. Tỷ lệ hộ nghèo còn dưới 3%", "số liệu mới", "2022: 6,5 Chỉ tiêu!T3", MISSING],
    ]  # fmt: skip


def test_the_effect_on_the_sentence_is_said_before_anything_is_written(office: Client, filled: Scene) -> None:
    page = bring(office, form_of(filled, {("1", 2022): 71, ("2", 2022): 6.5}))
    assert page.texts("//p[@class='overview-sentence']") == [
        "1/2 chỉ tiêu đạt trên 75%, 1/2 chỉ tiêu chưa có số liệu.",
        "Đạt và vượt 1/2 chỉ tiêu, 1/2 chỉ tiêu đạt trên 50%.",
    ]


def test_problems_stand_at_their_rows_and_in_a_list_with_their_cells(office: Client, filled: Scene) -> None:
    page = bring(office, form_of(filled, {("1", 2022): "nhiều", ("2", 2022): 6.5}))
    assert page.texts("//ul[@class='row-counts']/li") == ["1 mới", "0 thay đổi", "0 như cũ", "1 có lỗi"]
    assert page.rows[0][2:] == ["có lỗi Sửa", MISSING, "Chỉ tiêu!T2: Không thấy số trong ô “nhiều”."]
    problems = page.texts("(//table)[2]/tbody/tr/td")
    assert problems[:3] == ["Chỉ tiêu!T2", "lỗi", "Không thấy số trong ô “nhiều”."]
    assert set(problems[4::3]) == {"lưu ý"}


def test_rows_are_narrowed_to_one_state(office: Client, filled: Scene) -> None:
    bring(office, form_of(filled, {("1", 2022): "nhiều", ("2", 2022): 6.5}))
    assert [row[0] for row in get(office, of_batch(), loc="loi").rows] == ["Chỉ tiêu!A2"]
    assert [row[0] for row in get(office, of_batch(), loc="moi").rows] == ["Chỉ tiêu!A3"]
    assert "Không có dòng nào ở tình trạng này." in get(office, of_batch(), loc="doi").root.text_content()
    assert "Không có dòng nào ở tình trạng này." in get(office, of_batch(), loc="giong").root.text_content()
    assert len(get(office, of_batch(), loc="khac").rows) == 2


def test_problems_go_to_excel(office: Client, filled: Scene) -> None:
    bring(office, form_of(filled, {("1", 2022): "nhiều"}))
    response = office.get(of_batch(), {"xuat": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    assert [cell.value for cell in sheet[5]] == ["Chỉ tiêu!T2", "lỗi", "Không thấy số trong ô “nhiều”."]


def test_one_confirm_writes_everything_with_its_cells(office: Client, filled: Scene) -> None:
    bring(office, form_of(filled, {("1", 2021): 61, ("1", 2022): 71, ("2", 2022): 6.5}))
    page = post(office, of_batch())
    assert page.messages == ["Đã ghi số liệu của tệp ket-qua.xlsx. Số liệu mới cần gửi lãnh đạo xác nhận."]
    assert figures() == [
        ("1", 2021, Decimal(60), ""),
        ("1", 2021, Decimal(61), "Chỉ tiêu!S2"),
        ("1", 2022, Decimal(71), "Chỉ tiêu!T2"),
        ("2", 2022, Decimal("6.5"), "Chỉ tiêu!T3"),
    ]
    assert LedgerLine.objects.filter(act="batch.applied").count() == 1
    assert page.texts("//div[contains(@class, 'alert-success')]//summary") == ["Hoàn tác cả tệp"]
    assert "kể cả số lãnh đạo đã xác nhận" in " ".join(
        page.texts("//details[contains(@class, 'more')]/form/p")
    )


def test_the_target_leads_to_the_file(office: Client, filled: Scene) -> None:
    bring(office, form_of(filled, {("2", 2022): 6.5}))
    post(office, of_batch())
    page = get(office, f"/chi-tieu/{Target.objects.get(number='2').pk}/")
    assert page.rows[0][3] == "ket-qua.xlsxô Chỉ tiêu!T3: “6,5”"
    assert page.href("ket-qua.xlsx").startswith(of_batch())


def test_rows_in_error_stop_the_file_until_they_are_left_out(office: Client, filled: Scene) -> None:
    bring(office, form_of(filled, {("1", 2022): "nhiều", ("2", 2022): 6.5}))
    page = post(office, of_batch())
    assert page.status == 422
    assert page.summary == ["Tệp còn 1 lỗi. Đề nghị sửa tệp rồi tải lại, hoặc chọn bỏ qua các dòng lỗi."]
    assert len(figures()) == 1
    post(office, of_batch(), skip_problem_rows="on")
    assert figures()[1:] == [("2", 2022, Decimal("6.5"), "Chỉ tiêu!T3")]


def test_a_row_given_twice_stops_the_file_and_can_be_left_out(office: Client, filled: Scene) -> None:
    book = openpyxl.load_workbook(io.BytesIO(form_of(filled, {("2", 2022): 6.5})))
    sheet = book["Chỉ tiêu"]
    for column in range(1, sheet.max_column + 1):
        sheet.cell(4, column).value = sheet.cell(3, column).value
    page = bring(office, saved(book))
    assert page.texts("//div[contains(@class, 'decision')]//p") == [
        "Tệp còn 1 lỗi: sửa từng dòng ngay ở dưới, hoặc sửa trong Excel rồi tải lại, hoặc bỏ qua các dòng có lỗi."
    ]
    assert post(office, of_batch()).status == 422
    assert len(figures()) == 1


def test_a_file_is_written_once(office: Client, filled: Scene) -> None:
    bring(office, form_of(filled, {("2", 2022): 6.5}))
    post(office, of_batch())
    page = post(office, of_batch())
    assert page.status == 422
    assert page.summary == ["Tệp đã được Nguyễn Văn An nhập lúc 10:00, 21-02-2023; không nhập lần thứ hai."]
    assert len(figures()) == 2


def test_a_stale_preview_writes_nothing_and_is_compared_again(office: Client, filled: Scene) -> None:
    bring(office, form_of(filled, {("1", 2021): 61}))
    record(filled.place, Target.objects.get(number="1"), 62, 2021)
    page = post(office, of_batch())
    assert page.status == 422
    assert page.summary == [
        "Số liệu của đơn vị đã thay đổi sau khi xem trước. Chưa có gì được ghi; đề nghị đối chiếu lại tệp."
    ]
    again = post(office, of_batch("doi-chieu/"))
    assert again.messages == ["Đã đối chiếu lại tệp ket-qua.xlsx với số liệu hiện có."]
    assert again.rows[0][3] == "2021: 62 →thành 61 Chỉ tiêu!S2"
    post(office, of_batch())
    assert figures()[-1] == ("1", 2021, Decimal(61), "Chỉ tiêu!S2")


def test_a_file_is_put_aside(office: Client, filled: Scene) -> None:
    bring(office, form_of(filled, {("2", 2022): 6.5}))
    page = post(office, of_batch("bo/"))
    assert page.messages == ["Đã bỏ tệp ket-qua.xlsx; không có gì được ghi."]
    assert page.column("Tình trạng") == ["đã bỏ"]
    late = post(office, of_batch())
    assert late.summary == ["Tệp đã được bỏ. Muốn nhập, đề nghị tải tệp lên lần nữa."]
    assert len(figures()) == 1


def test_a_written_file_is_taken_back(office: Client, filled: Scene) -> None:
    bring(office, form_of(filled, {("1", 2021): 61, ("2", 2022): 6.5}))
    post(office, of_batch())
    page = post(office, of_batch("hoan-tac/"))
    assert page.messages == ["Đã hoàn tác tệp ket-qua.xlsx; số liệu trở lại như trước khi nhập."]
    assert [(number, value) for number, _, value, _ in figures()] == [
        ("1", Decimal(60)), ("1", Decimal(61)), ("1", Decimal(60)), ("2", Decimal("6.5")), ("2", None),
    ]  # fmt: skip
    assert "Muốn nhập lại, đề nghị tải tệp lên lần nữa." in page.root.text_content()


def test_taking_back_what_was_not_written_is_refused(office: Client, filled: Scene) -> None:
    bring(office, form_of(filled, {("2", 2022): 6.5}))
    response = office.post(of_batch("hoan-tac/"))
    assert response.status_code == 409
    assert "Tệp chưa được nhập nên không có gì để hoàn tác." in read(response).root.text_content()


def test_taking_back_stops_when_a_figure_was_changed_since(office: Client, filled: Scene) -> None:
    bring(office, form_of(filled, {("2", 2022): 6.5}))
    post(office, of_batch())
    record(filled.place, Target.objects.get(number="2"), 6, 2022)
    response = office.post(of_batch("hoan-tac/"))
    assert response.status_code == 409
    assert "đã được sửa sau khi nhập" in read(response).root.text_content()


def test_the_same_file_again_says_so(office: Client, filled: Scene) -> None:
    data = form_of(filled, {("2", 2022): 6.5})
    bring(office, data)
    post(office, of_batch())
    page = bring(office, data)
    assert page.texts("//ul[@class='row-counts']/li")[0] == "0 mới"
    assert "21-02-2023" in " ".join(page.texts("(//table)[2]/tbody/tr/td"))
    refused = post(office, of_batch())
    assert refused.summary == ["Tệp không có gì mới để nhập."]


def test_a_form_of_another_unit_is_read_and_cannot_be_written(office: Client, filled: Scene) -> None:
    book = openpyxl.load_workbook(io.BytesIO(form_of(filled, {("2", 2022): 6.5})))
    about = book["Thông tin"]
    for row in about.iter_rows():
        if row[0].value == "Mã đơn vị":
            row[1].value = "28957"
    page = bring(office, saved(book))
    assert page.texts("//div[contains(@class, 'alert-danger')]//h2") == ["Tệp này không nhập được"]
    assert "28957" in " ".join(page.texts("//div[contains(@class, 'alert-danger')]//p"))
    assert page.root.xpath("//button[contains(., 'Xác nhận và ghi')]") == []
    assert page.texts("//section[contains(@class, 'effect')]//h2") == []
    assert post(office, of_batch()).summary == ["Tệp của đơn vị khác hoặc nhiệm kỳ khác nên không nhập được."]


def bomb() -> bytes:
    return zipped(**{"[Content_Types].xml": "<x/>", "xl/workbook.xml": "<x/>" + " " * 30_000_000})


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("bao-cao.docx", b"Day la van ban, khong phai bang tinh."),
        ("rong.xlsx", b"PK\x03\x04"),
        ("cu.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        ("anh.xlsx", b"\x89PNG\r\n\x1a\n" + b"\0" * 200),
        ("zip.xlsx", zipped(**{"ghi-chu.txt": "không có bảng tính"})),
        ("trang.xlsx", saved(openpyxl.Workbook())),
    ],
)
def test_what_is_no_results_table_is_refused_in_words(
    office: Client, filled: Scene, name: str, data: bytes
) -> None:
    page = bring(office, data, name)
    assert page.status == 422
    assert len(page.errors("file")) == 1
    assert page.errors("file")[0].endswith(".")
    assert Batch.objects.count() == 0


def test_an_archive_that_grows_beyond_the_limit_is_refused(office: Client, filled: Scene) -> None:
    with override_settings(NHIEMKY_LIMITS={**settings.NHIEMKY_LIMITS, "unpacked_bytes": 1_000_000}):
        page = bring(office, bomb())
    assert page.status == 422
    assert page.errors("file") != []


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(office: Client, filled: Scene) -> None:
    with override_settings(NHIEMKY_LIMITS={**settings.NHIEMKY_LIMITS, "upload_bytes": 1000}):
        page = bring(office, b"x" * 3_000_000)
    assert page.status == 413
    assert page.heading == "Tệp hoặc biểu quá lớn"


def test_more_rows_than_the_limit_are_refused(office: Client, filled: Scene) -> None:
    book = openpyxl.Workbook()
    for number in range(60):
        book.active.append([number, f"Chỉ tiêu {number}", 1])
    with override_settings(NHIEMKY_LIMITS={**settings.NHIEMKY_LIMITS, "rows": 50}):
        page = bring(office, saved(book))
    assert page.status == 422
    assert "50" in page.errors("file")[0]


def test_no_file_and_an_empty_file_are_said(office: Client, filled: Scene) -> None:
    assert read(office.post(ADDRESS, {})).errors("file") == ["Chưa chọn tệp."]
    assert bring(office, b"").errors("file") == [
        "Tệp trống, không có gì để đọc. Đề nghị lưu lại tệp trong Excel rồi tải lại."
    ]


def test_a_day_that_cannot_be_read_is_said_at_its_field(office: Client, filled: Scene) -> None:
    page = bring(office, form_of(filled, {("2", 2022): 6.5}), results_to="hôm nào đó")
    assert (page.status, len(page.errors("results_to"))) == (422, 1)


def test_the_day_of_the_results_is_kept_for_comparing_again(office: Client, filled: Scene) -> None:
    page = bring(office, form_of(filled, {("2", 2022): 6.5}), results_to="21/02/2023")
    assert page.value("ket-qua-den") == "21-2-2023"
    again = post(office, of_batch("doi-chieu/"), **{"ket-qua-den": "21-2-2023"})
    assert again.value("ket-qua-den") == "21-2-2023"


def test_the_file_is_given_back_as_it_came(office: Client, filled: Scene) -> None:
    data = form_of(filled, {("2", 2022): 6.5})
    bring(office, data, "kết quả.xlsx")
    response = office.get(of_batch("tep/"))
    assert response.content == data
    assert response.headers["Content-Disposition"].endswith("k%E1%BA%BFt%20qu%E1%BA%A3.xlsx")


def test_files_are_listed_latest_first_with_what_became_of_them(office: Client, filled: Scene) -> None:
    bring(office, form_of(filled, {("2", 2022): 6.5}), "mot.xlsx")
    post(office, of_batch())
    bring(office, form_of(filled, {("1", 2022): "nhiều"}), "hai.xlsx")
    assert get(office, ADDRESS).rows == [
        ["hai.xlsx", "10:00, 21-2-2023Nguyễn Văn An", "chờ xác nhận", "2", "1"],
        ["mot.xlsx", "10:00, 21-2-2023Nguyễn Văn An", "đã ghiNguyễn Văn An", "2", "0"],
    ]


def test_large_files_are_shown_page_by_page(office: Client, commune: Scene) -> None:
    book = openpyxl.Workbook()
    book.active.append(["STT", "Chỉ tiêu", "Đơn vị tính", "Chỉ tiêu nghị quyết", "Thực hiện 2022"])
    for number in range(1, 131):
        book.active.append([number, f"Chỉ tiêu riêng số {number} của xã", "km", 10, 5])
    page = bring(office, saved(book))
    assert len(page.rows) == 100
    assert page.texts("//div[@id='bang-dong']/p") == ["Dòng 1 đến 100 trong 130"]
    assert page.href("Trang sau") == f"{of_batch()}?don-vi=28927&nhiem-ky=2020-2025&trang-dong=2#bang-dong"
    last = get(office, of_batch(), **{"trang-dong": "2"})
    assert len(last.rows) == 30
    assert len(get(office, of_batch(), **{"trang-dong": "999"}).rows) == 30
    assert len(get(office, of_batch(), **{"trang-dong": "một"}).rows) == 100


def test_rows_and_problems_are_sorted_hidden_and_exported_apart(office: Client, filled: Scene) -> None:
    bring(office, form_of(filled, {("1", 2022): "nhiều", ("2", 2022): 6.5}))
    page = get(office, of_batch(), **{"xep-dong": "-dong", "an-dong": "loi", "xep": "o"})
    assert page.column("Dòng") == ["Chỉ tiêu!A3", "Chỉ tiêu!A2"]
    assert page.heads == ["Dòng", "Chỉ tiêu", "Tình trạng", "Số liệu", "Ô", "Mức", "Nội dung"]
    tables = page.root.xpath("//table/caption/text()")
    assert tables == ["Các dòng của tệp", "Lỗi và lưu ý của tệp"]
    sheets = {}
    for asked in ("xlsx", "xlsx-dong"):
        answer = office.get(of_batch(), {"xuat": asked})
        book = openpyxl.load_workbook(io.BytesIO(answer.content)).active
        sheets[asked] = [cell.value for cell in book[4]]
    assert sheets == {
        "xlsx": ["Ô", "Mức", "Nội dung"],
        "xlsx-dong": ["Dòng", "Chỉ tiêu", "Tình trạng", "Số liệu", "Lỗi và lưu ý"],
    }


def test_a_leader_looks_and_does_not_bring(office: Client, leader: Client, filled: Scene) -> None:
    data = form_of(filled, {("2", 2022): 6.5})
    bring(office, data)
    page = get(leader, ADDRESS)
    assert page.root.xpath("//form[@enctype]") == []
    assert len(page.rows) == 1
    assert bring(leader, data).status == 403
    assert get(leader, of_batch()).root.xpath("//button[contains(., 'Xác nhận và ghi')]") == []
    for act in ("", "bo/", "doi-chieu/", "hoan-tac/"):
        assert leader.post(of_batch(act)).status_code == 403
    assert last_batch().state == "open"


def test_a_superior_follows_and_does_not_bring(office: Client, overseer: Client, filled: Scene) -> None:
    bring(office, form_of(filled, {("2", 2022): 6.5}))
    assert get(overseer, ADDRESS, **{"don-vi": "28927"}).column("Tệp") == ["ket-qua.xlsx"]
    assert get(overseer, of_batch()).status == 200
    assert overseer.post(of_batch()).status_code == 403


def test_files_that_are_not_there_are_not_found(office: Client, filled: Scene) -> None:
    for act in ("", "tep/"):
        assert get(office, f"{ADDRESS}khong-co/{act}").status == 404
    for act in ("", "bo/", "doi-chieu/", "hoan-tac/"):
        assert office.post(f"{ADDRESS}khong-co/{act}").status_code == 404


@pytest.mark.parametrize("act", ["bo/", "doi-chieu/", "hoan-tac/"])
def test_acts_are_never_done_by_looking(office: Client, filled: Scene, act: str) -> None:
    bring(office, form_of(filled, {("2", 2022): 6.5}))
    assert office.get(of_batch(act)).status_code == 405


def test_pages_ask_as_often_for_many_as_for_one(office: Client, filled: Scene) -> None:
    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            get(office, address)
        return len(captured)

    bring(office, form_of(filled, {("2", 2022): 6.5}))
    first = of_batch()
    asked(ADDRESS)
    before = asked(ADDRESS), asked(first)
    add(filled, "3", group="Xã hội")
    bring(office, form_of(filled, {("2", 2022): 6.5, ("1", 2022): 71, ("3", 2022): 5}), "hai.xlsx")
    bring(office, form_of(filled, {("2", 2022): 6}), "ba.xlsx")
    assert (asked(ADDRESS), asked(of_batch())) == before
