"""The main job on the shipped scenario: from an office's form to bands, the district's board, frozen figures and reports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader
from pytest_django.live_server_helper import LiveServer

from nhiemky.history.models import LedgerLine
from nhiemky.history.queries import verify
from nhiemky.kernel.documents.inspect import check, inspect
from nhiemky.kernel.documents.profiles import HD36
from nhiemky.scenario.loader import load
from nhiemky.targets.models import Observation, Target
from nhiemky.targets.queries import verify_freezes
from nhiemky.web.ledger.words import act_name
from tests.cast_boards import let_freezes_go
from tests.journeys.conftest import OpenWindow, faults, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OFFICE, LEADER, DISTRICT, KEEPER = "vanphong.ttt", "bithu.ttt", "vanphong.mcb", "quantri"
AT_FIRST = (
    "Đạt và vượt 15/25 chỉ tiêu, 2/25 chỉ tiêu đạt trên 90%, 4/25 chỉ tiêu đạt trên 75%, "
    "3/25 chỉ tiêu đạt trên 50%, 1/25 chỉ tiêu đạt dưới 50%."
)
AFTER_THE_FORM = (
    "Đạt và vượt 16/25 chỉ tiêu, 3/25 chỉ tiêu đạt trên 90%, 2/25 chỉ tiêu đạt trên 75%, "
    "3/25 chỉ tiêu đạt trên 50%, 1/25 chỉ tiêu đạt dưới 50%."
)
AFTER_THE_CORRECTION = (
    "Đạt và vượt 15/25 chỉ tiêu, 4/25 chỉ tiêu đạt trên 90%, 3/25 chỉ tiêu đạt trên 75%, "
    "2/25 chỉ tiêu đạt trên 50%, 1/25 chỉ tiêu đạt dưới 50%."
)
BRANCH_AT_FIRST, BRANCH_AFTER = (
    f"Đạt và vượt {met}/325 chỉ tiêu, {over_90}/325 chỉ tiêu đạt trên 90%, {over_75}/325 chỉ tiêu đạt trên 75%, "
    "65/325 chỉ tiêu đạt trên 50%, 7/325 chỉ tiêu đạt dưới 50%, 5/325 chỉ tiêu chưa có số liệu."
    for met, over_90, over_75 in ((114, 86, 48), (115, 87, 46))
)
FROZEN = "Số liệu trình hội nghị"


@dataclass
class Story:
    """Who may sign in with which password, the windows they have open, and where their downloads go."""

    open_window: OpenWindow
    passwords: dict[str, str]
    folder: Path

    def somebody(self, username: str) -> Page:
        """Open a window and sign in on the form."""
        return signed_in(self.open_window(), username, self.passwords[username])

    def downloaded(self, page: Page, link: Locator) -> Path:
        """Click and give the file that comes."""
        with page.expect_download() as coming:
            link.click()
        file = self.folder / coming.value.suggested_filename
        coming.value.save_as(file)
        return file


@pytest.fixture
def story(live_server: LiveServer, open_window: OpenWindow, tmp_path: Path) -> Iterator[Story]:
    accounts = load(now=timezone.now())
    yield Story(open_window, {each.username: each.password for each in accounts}, tmp_path)
    let_freezes_go()


def test_from_the_form_of_an_office_to_bands_board_and_reports(story: Story) -> None:
    before = LedgerLine.objects.count()
    office = story.somebody(OFFICE)
    expect(office.locator(".overview-sentence")).to_have_text(AT_FIRST)
    form = the_form_is_fetched(story, office)
    a_file_with_a_slip_is_put_aside(office, filled(form, {("13", 2022): "chưa rõ", ("5", 2022): 300}))
    the_file_is_looked_at_and_written(
        office, filled(form, {("5", 2022): 300, ("2", 2022): 58.5, ("1", 2023): 9.4})
    )
    the_figures_are_submitted(office, 3)
    district = story.somebody(DISTRICT)
    the_board_says(district, BRANCH_AT_FIRST, commune="15/25", met_target_5="0/13")
    leader = story.somebody(LEADER)
    the_leader_confirms(leader, 3, AT_FIRST, AFTER_THE_FORM)
    the_board_says(district, BRANCH_AFTER, commune="16/25", met_target_5="1/13")
    the_board_comes_as_a_workbook(story, district)
    the_figures_are_frozen(leader)
    figures_are_corrected_in_the_grid(office)
    the_figures_are_submitted(office, 3)
    the_leader_confirms(leader, 3, AFTER_THE_FORM, AFTER_THE_CORRECTION)
    the_freeze_shows_what_differs(leader)
    the_report_of_the_freeze_is_in_official_form(story, leader)
    the_report_of_today_says_the_newest(story, leader)
    the_ledger_tells_every_act(story.somebody(KEEPER), before)
    assert (verify().ok, verify_freezes().faults) == (True, ())


def the_form_is_fetched(story: Story, office: Page) -> Path:
    office.get_by_role("link", name="Tải tệp lên").click()
    form = story.downloaded(office, office.get_by_role("link", name="Tải biểu mẫu Excel"))
    assert form.name == "bieu-chi-tieu-28927-2020-2025.xlsx"
    return form


def filled(form: Path, figures: dict[tuple[str, int], object]) -> Path:
    """Fill the form as somebody would in Excel: figures by number of the target and year."""
    book = openpyxl.load_workbook(form)
    sheet = book["Chỉ tiêu"]
    heads = {str(cell.value): cell.column for cell in sheet[1]}
    rows = {str(sheet.cell(line, heads["STT"]).value): line for line in range(2, sheet.max_row + 1)}
    for (number, year), value in figures.items():
        sheet.cell(rows[number], heads[f"Thực hiện {year}"]).value = value
    done = form.with_name(f"da-dien-{len(figures)}.xlsx")
    book.save(done)
    return done


def brought(office: Page, file: Path) -> None:
    office.get_by_label("Tệp Excel (.xlsx)").set_input_files(file)
    office.get_by_role("button", name="Tải lên và xem trước").click()
    expect(office.get_by_role("heading", level=1)).to_have_text(file.name)


def counts(page: Page) -> list[str]:
    return page.locator(".row-counts li").all_inner_texts()


def a_file_with_a_slip_is_put_aside(office: Page, file: Path) -> None:
    brought(office, file)
    assert counts(office) == ["0 mới", "1 thay đổi", "23 như cũ", "1 có lỗi"]
    office.get_by_role("link", name="1 có lỗi").click()
    line = office.locator("table").first.locator("tbody tr")
    expect(line).to_have_count(1)
    expect(line).to_contain_text("Chỉ tiêu!T14")
    office.get_by_role("button", name="Bỏ tệp này").click()
    expect(office.locator(".messages")).to_contain_text("không có gì được ghi")
    assert Observation.objects.filter(target__unit__code="28927", version__gt=1).count() == 0


def the_file_is_looked_at_and_written(office: Page, file: Path) -> None:
    brought(office, file)
    assert counts(office) == ["1 mới", "2 thay đổi", "22 như cũ", "0 có lỗi"]
    expect(office.locator(".overview-sentence")).to_have_text([AT_FIRST, AFTER_THE_FORM])
    office.get_by_role("link", name="2 thay đổi").click()
    figures = office.locator(".figure-changed")
    expect(figures).to_contain_text(["58,5 Chỉ tiêu!T3", "300 Chỉ tiêu!T6"])
    expect(figures.locator("del")).to_have_text(["53,3", "231"])
    assert faults(office) == []
    office.get_by_role("button", name="Xác nhận và ghi").click()
    expect(office.locator(".messages")).to_contain_text(f"Đã ghi số liệu của tệp {file.name}.")


def the_figures_are_submitted(office: Page, count: int) -> None:
    office.get_by_role("link", name="Nhập liệu", exact=True).click()
    office.get_by_role("button", name=f"Gửi lãnh đạo xác nhận ({count})").click()
    expect(office.locator(".messages")).to_contain_text(f"Đã gửi lãnh đạo xác nhận {count} số liệu.")


def the_leader_confirms(leader: Page, count: int, before: str, after: str) -> None:
    leader.goto("/tong-quan/")
    leader.locator(".todo").get_by_role("link").first.click()
    expect(leader.locator(".overview-sentence")).to_have_text([before, after])
    assert before != AT_FIRST or faults(leader) == []
    leader.get_by_role("button", name="Xác nhận các số đã chọn").click()
    expect(leader.locator(".messages")).to_contain_text(f"Đã xác nhận {count} số liệu.")
    leader.goto("/tong-quan/")
    expect(leader.locator(".overview-sentence")).to_have_text(after)
    expect(leader.locator(".todo")).to_have_count(0)


def the_board_says(district: Page, sentence: str, *, commune: str, met_target_5: str) -> None:
    district.goto("/bang-theo-doi/")
    expect(district.locator(".overview-sentence")).to_have_text(sentence)
    row = district.locator("tbody tr", has_text="Đảng bộ xã Tân Thanh Tây")
    expect(row.locator("[data-label='Đạt và vượt trên tổng số']")).to_have_text(commune)
    district.get_by_role("link", name="Đơn vị và chỉ tiêu").click()
    heat = district.locator(".heat-table")
    assert district.locator(".heat-wrap").evaluate("box => box.scrollWidth <= box.clientWidth")
    expect(heat.locator("tfoot td").nth(4)).to_have_text(met_target_5)
    band = "Đạt và vượt, 100" if met_target_5 == "1/13" else "Đạt trên 75%, 77"
    cell = heat.locator("tbody tr", has_text="Tân Thanh Tây").locator("td").nth(4)
    expect(cell.get_by_role("link")).to_have_accessible_name(band)
    district.get_by_role("link", name="Từng chỉ tiêu").click()
    line = district.locator("tbody tr", has_text="Diện tích vườn dừa")
    expect(line.locator("[data-label='Đảng bộ xã đạt và vượt']")).to_have_text(met_target_5)


def the_board_comes_as_a_workbook(story: Story, district: Page) -> None:
    file = story.downloaded(district, district.get_by_role("link", name="Cả bảng ra Excel"))
    whole, units, heat, targets = (
        [[cell.value for cell in row] for row in sheet] for sheet in openpyxl.load_workbook(file)
    )
    assert [row[0] for row in whole[:3]] == [
        "Đảng bộ huyện Mỏ Cày Bắc",
        "Các đơn vị bên dưới, nhiệm kỳ 2020-2025, số liệu đến ngày 21-2-2023",
        BRANCH_AFTER,
    ]
    (commune,) = [row for row in units if row[0] == "28927"]
    assert (commune[1:8], commune[-1]) == (["Đảng bộ xã Tân Thanh Tây", 25, 16, 3, 2, 3, 1], AFTER_THE_FORM)
    (shares,) = [row for row in heat if row[0] == "Tân Thanh Tây"]
    assert shares[1:7] == [100, 90, 54, 104.2, 100, 100]
    assert [row[3:5] for row in targets if row[0] == "5"] == [[13, 1]]


def the_figures_are_frozen(leader: Page) -> None:
    leader.get_by_role("link", name="Số liệu chốt").click()
    expect(leader.get_by_label("Ngày chốt số liệu")).to_have_value("21-2-2023")
    leader.get_by_role("textbox", name="Tên lần chốt").fill(FROZEN)
    leader.get_by_role("button", name="Chốt số liệu").click()
    expect(leader.get_by_role("heading", level=1)).to_have_text(FROZEN)
    expect(leader.locator(".overview-sentence")).to_have_text(AFTER_THE_FORM)
    expect(leader.locator("main")).to_contain_text("Không có chênh lệch")


def cell(page: Page, number: str, year: int) -> Locator:
    target = Target.objects.get(unit__code="28927", number=number)
    return page.locator(f"[name='o-{target.pk}-{year}0101-{year}1231']")


def figures_are_corrected_in_the_grid(office: Page) -> None:
    """Correct one figure by keyboard, and paste a column of two copied from Excel."""
    office.get_by_role("link", name="Nhập liệu", exact=True).click()
    cell(office, "5", 2022).focus()
    office.keyboard.type("290")
    office.keyboard.press("Enter")
    expect(cell(office, "6", 2022)).to_be_focused()
    saved(office)
    office.keyboard.press("ArrowRight")
    office.evaluate("navigator.clipboard.writeText('1\\n2\\n')")
    office.keyboard.press("Control+v")
    expect(cell(office, "7", 2023)).to_have_value("2")
    saved(office)


def saved(office: Page) -> None:
    expect(office.locator(".is-dirty")).to_have_count(0)
    expect(office.locator("[data-status]")).to_contain_text("Đã lưu lúc")


def the_freeze_shows_what_differs(leader: Page) -> None:
    leader.get_by_role("link", name="Số liệu chốt").click()
    leader.get_by_role("link", name=FROZEN).click()
    expect(leader.locator(".overview-sentence")).to_have_text(AFTER_THE_FORM)
    rows = leader.get_by_role("region", name="Chênh lệch so với số liệu chốt").locator("tbody tr")
    expect(rows).to_have_count(3)
    shown = [row.locator("td").all_inner_texts() for row in rows.all()]
    assert [(row[0], *row[2:]) for row in shown] == [
        ("5", "300", "290", "Đạt và vượt", "Đạt trên 90%"),
        ("6", "5", "6", "Đạt và vượt", "Đạt và vượt"),
        ("7", "7", "9", "Đạt trên 50%", "Đạt trên 75%"),
    ]


def the_report_of_the_freeze_is_in_official_form(story: Story, leader: Page) -> None:
    leader.get_by_role("link", name="Báo cáo theo số liệu chốt").click()
    leader.get_by_label("Ngày ban hành").fill("24-2-2023")
    leader.get_by_label("Số văn bản").fill("15")
    word = story.downloaded(leader, leader.get_by_role("button", name="Xuất báo cáo"))
    report = inspect(word.read_bytes())
    assert check(report, HD36) == ()
    assert report.head.number is not None
    assert report.head.number.text == "Số 15-BC/ĐU"
    assert report.body[0].text.endswith(in_a_sentence(AFTER_THE_FORM))
    bands, targets = report.tables
    assert [row[:2] for row in bands.rows[1:6]] == [
        ("Đạt và vượt", "16"), ("Đạt trên 90%", "3"), ("Đạt trên 75%", "2"), ("Đạt trên 50%", "3"), ("Đạt dưới 50%", "1"),
    ]  # fmt: skip
    assert [row[0] for row in targets.rows if row[0].isdecimal()] == [str(number) for number in range(1, 26)]


def in_a_sentence(text: str) -> str:
    """Give a sentence as it goes on after a colon."""
    return f": {text[0].lower()}{text[1:]}"


def the_report_of_today_says_the_newest(story: Story, leader: Page) -> None:
    leader.get_by_role("link", name="Báo cáo", exact=True).click()
    expect(leader.locator(".overview-sentence")).to_have_text(AFTER_THE_CORRECTION)
    leader.get_by_label("PDF để in (.pdf)").check()
    file = story.downloaded(leader, leader.get_by_role("button", name="Xuất báo cáo"))
    pages = [page.extract_text() for page in PdfReader(BytesIO(file.read_bytes())).pages]
    assert in_a_sentence(AFTER_THE_CORRECTION) in " ".join(" ".join(pages).split())


def the_ledger_tells_every_act(keeper: Page, before: int) -> None:
    acts = LedgerLine.objects.filter(sequence__gt=before).order_by("sequence").values_list("act", flat=True)
    assert list(acts) == ACTS
    keeper.get_by_role("link", name="Nhật ký").click()
    expect(keeper.locator("#chuoi")).to_contain_text("Chuỗi nhật ký nguyên vẹn")
    told = keeper.locator("tbody [data-label='Việc']").all_inner_texts()
    assert told[: len(ACTS)] == [act_name(act) for act in reversed(ACTS)]
    keeper.get_by_role("link", name="Chốt số liệu “Số liệu trình hội nghị”").click()
    expect(keeper.locator(".diff")).to_contain_text("Số chỉ tiêu theo nhóm · Đạt và vượt")
    assert faults(keeper) == []


ACTS = [
    "signed_in", "batch.opened", "batch.dropped", "batch.opened", "batch.applied", "figures.submitted",
    "signed_in", "signed_in", "figures.confirmed", "figures.frozen",
    "observations.recorded", "observations.recorded", "figures.submitted", "figures.confirmed",
    "reporting.issue", "reporting.issue", "signed_in",
]  # fmt: skip
