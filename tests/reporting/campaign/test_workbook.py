"""The workbook of a campaign, read back: four sheets whose days are days, and texts that never become formulas."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from nhiemky.campaign.queries.judging import Counted
from nhiemky.campaign.vocab import StageCode
from nhiemky.reporting.campaign import board_workbook, stage_names
from tests.campaign.queries.judging.cast import day
from tests.cast_campaign_board import (
    HELD,
    PREPARING,
    READY,
    board_of,
    campaign_row,
    coming,
    done,
    late,
    review,
)

HEAD = [
    "Đợt sơ kết", "Vòng", "Mã", "Đơn vị", "Người phụ trách", "Tình hình", "Giai đoạn hiện nay",
    "Chuẩn bị (kế hoạch)", "Chuẩn bị (thực hiện)", "Sẵn sàng (kế hoạch)", "Sẵn sàng (thực hiện)",
    "Hội nghị (kế hoạch)", "Hội nghị (thực hiện)",
    "Góp ý nhận được", "Góp ý đã xử lý", "Bài học nhận được", "Bài học đã trả lời", "Lý do",
]  # fmt: skip


def opened(*reviews: object, **changes: object) -> Workbook:
    return load_workbook(BytesIO(board_workbook(board_of(*reviews, **changes))))  # type: ignore[arg-type]


def rows(book: Workbook, name: str) -> list[list[object]]:
    """Give the rows of a sheet, days as days."""
    return [
        [cell.date() if isinstance(cell, datetime) else cell for cell in row]
        for row in book[name].iter_rows(values_only=True)
    ]


def march(number: int) -> date:
    return date(2023, 3, number)


def test_book_has_four_sheets() -> None:
    assert opened(done(1)).sheetnames == ["Tiến độ", "Đánh giá", "Mốc chậm", "Bảy ngày tới"]


def test_progress_has_a_row_for_every_unit_with_its_days() -> None:
    found = rows(opened(done(1, part=1), late(2)), "Tiến độ")
    assert found == [
        HEAD,
        [
            "Đợt huyện", "Làm điểm", "U1", "Đảng bộ xã 1", "Nguyễn Văn An", "đã tổ chức", "Hội nghị",
            march(1), march(1), march(6), march(6), march(10), march(10), 0, 0, 0, 0,
            "Hội nghị đã được tổ chức trong thời gian kế hoạch cho phép.",
        ],
        [
            "Đợt huyện", "Còn lại", "U2", "Đảng bộ xã 2", "Nguyễn Văn An", "chậm", "Chuẩn bị",
            march(1), march(1), march(10), None, march(30), None, 0, 0, 0, 0,
            "Sẵn sàng: kế hoạch ngày 10-3-2023, chưa thực hiện, chậm 14 ngày làm việc.",
        ],
    ]  # fmt: skip


def test_progress_says_what_was_skipped_and_counts_comments_and_lessons() -> None:
    skipped = review(
        1,
        day(PREPARING, 1, skipped=True),
        day(READY, 6, 6),
        day(HELD, 30),
        comments=Counted(3, 1, 1),
        lessons=Counted(5, 4, 0),
    )
    (row,) = rows(opened(skipped), "Tiến độ")[1:]
    assert row[7:17] == [march(1), "bỏ qua", march(6), march(6), march(30), None, 3, 1, 5, 4]
    assert str(row[17]).splitlines() == [
        "1 góp ý quá hạn chưa xử lý.",
        "1 bài học kinh nghiệm chưa trả lời.",
        "Bỏ qua: Chuẩn bị.",
    ]


def test_stage_that_a_unit_does_not_go_through_stays_empty() -> None:
    found = rows(opened(review(1, day(READY, 6, 6)), done(2)), "Tiến độ")
    assert found[0][7:13] == HEAD[7:13]
    assert found[1][7:13] == [None, None, march(6), march(6), None, None]


def test_days_are_written_as_days() -> None:
    sheet = opened(done(1))["Tiến độ"]
    cell = sheet.cell(row=2, column=8)
    assert (cell.is_date, cell.number_format, str(cell.value)) == (True, "d-m-yyyy", "2023-03-01 00:00:00")


def test_sheets_print_on_a4_one_page_wide_and_long_tables_repeat_nothing_by_hand() -> None:
    book = opened(done(1))
    sheet = book["Tiến độ"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == (
        9,
        "landscape",
        0,
    )
    assert book["Mốc chậm"].page_setup.orientation != "landscape"
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:R2")


def test_judgement_has_all_evidence_the_rounds_and_the_rules() -> None:
    found = rows(opened(done(1, part=1, on=14), late(2)), "Đánh giá")
    assert found[0] == ["Phạm vi", "Nội dung", "Ngược với kế hoạch"]
    scopes = [row[0] for row in found[1:]]
    whole, pilot, rest = "Cả đợt", "Làm điểm (13-2-2023 đến 28-2-2023)", "Còn lại (1-3-2023 đến 31-3-2023)"
    assert list(dict.fromkeys(scopes)) == [
        whole, pilot, rest, "Cách đánh giá", None, "Đợt huyện, tình hình đến ngày 24-3-2023",
    ]  # fmt: skip
    assert [row[1:] for row in found if row[0] == rest] == [
        ["Nhìn chung, công tác chuẩn bị và tổ chức chậm so với kế hoạch đề ra.", None],
        [
            "1/2 mốc đến hạn được thực hiện đúng hạn (50%; đúng kế hoạch từ 95%, cơ bản đúng kế hoạch từ 80%).",
            "có",
        ],
        ["Còn lại: 0/1 đơn vị đã tổ chức hội nghị (thời gian kế hoạch: 1-3-2023 đến 31-3-2023).", None],
        ["Xã 2: “Sẵn sàng” chậm 14 ngày làm việc so với kế hoạch.", "có"],
    ]
    assert [row[1] for row in found if row[0] == pilot][-1] == (
        "Làm điểm: 1/1 đơn vị đã tổ chức hội nghị (thời gian kế hoạch: 13-2-2023 đến 28-2-2023)."
    )
    assert scopes.count("Cách đánh giá") == 4


def test_late_and_coming_are_lists_of_their_own() -> None:
    book = opened(late(1, planned=17), late(2, planned=8), coming(3), done(4))
    assert rows(book, "Mốc chậm") == [
        ["Mã", "Đơn vị", "Mốc", "Ngày kế hoạch", "Số ngày làm việc chậm"],
        ["U2", "Đảng bộ xã 2", "Sẵn sàng", march(8), 16],
        ["U1", "Đảng bộ xã 1", "Sẵn sàng", march(17), 7],
    ]
    assert rows(book, "Bảy ngày tới") == [
        ["Mã", "Đơn vị", "Mốc", "Ngày kế hoạch"],
        ["U3", "Đảng bộ xã 3", "Sẵn sàng", march(27)],
        ["U1", "Đảng bộ xã 1", "Hội nghị", march(30)],
        ["U2", "Đảng bộ xã 2", "Hội nghị", march(30)],
        ["U3", "Đảng bộ xã 3", "Hội nghị", march(31)],
    ]


def test_a_campaign_without_units_gives_empty_tables() -> None:
    book = opened()
    assert [len(rows(book, name)) for name in ("Tiến độ", "Mốc chậm", "Bảy ngày tới")] == [1, 1, 1]
    assert rows(book, "Đánh giá")[2][1] == "Chưa có mốc nào đến hạn."


def test_round_looked_at_is_the_only_one_in_the_lists_but_all_are_judged() -> None:
    book = opened(late(1, part=1), late(2), round_id=2)
    assert [row[2] for row in rows(book, "Tiến độ")[1:]] == ["U2"]
    assert [row[0] for row in rows(book, "Mốc chậm")[1:]] == ["U2"]
    assert any(str(row[0]).startswith("Làm điểm") for row in rows(book, "Đánh giá"))


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+84", "-5", "http://xau.example/", "<b>đậm</b>"])
def test_what_people_typed_stays_text(text: str) -> None:
    made = review(1, day(READY, 6, 6), name=text, owner=text, short_name=text)
    sheet = opened(made, campaigns=[campaign_row(name=text)])["Tiến độ"]
    found = [
        (sheet.cell(row=2, column=column).value, sheet.cell(row=2, column=column).data_type)
        for column in (1, 4, 5)
    ]
    assert found == [(text, "s")] * 3
    assert sheet.cell(row=2, column=4).hyperlink is None


def test_units_of_campaigns_below_name_their_own_campaign() -> None:
    below = campaign_row(2, name="Đợt Chợ Lách", parent=1)
    made = review(2, day(READY, 6, 6), campaign_id=2)
    found = rows(opened(done(1), made, campaigns=[campaign_row(), below]), "Tiến độ")
    assert [row[0] for row in found[1:]] == ["Đợt huyện", "Đợt Chợ Lách"]


@pytest.mark.parametrize(
    ("stages", "expected"),
    [
        ([], ()),
        ([[HELD]], ((HELD, "Hội nghị"),)),
        ([[HELD], [PREPARING]], ((PREPARING, "Chuẩn bị"), (HELD, "Hội nghị"))),
        (
            [[READY, HELD], [PREPARING, READY]],
            ((PREPARING, "Chuẩn bị"), (READY, "Sẵn sàng"), (HELD, "Hội nghị")),
        ),
    ],
)
def test_stage_names_are_those_of_any_unit_in_their_order(
    stages: list[list[StageCode]], expected: tuple[tuple[StageCode, str], ...]
) -> None:
    made = [review(number, *(day(code, 1) for code in codes)) for number, codes in enumerate(stages, start=1)]
    assert stage_names(board_of(*made).units) == expected
