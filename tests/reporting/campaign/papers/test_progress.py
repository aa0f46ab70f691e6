"""The report of progress from facts alone: teams, rounds, numbers, the judgement, what is late, what comes next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from nhiemky.campaign.queries.judging import Counted, RoundFacts
from nhiemky.campaign.vocab import Duty, RoundKind, TeamKind
from nhiemky.kernel.documents.measures import twips
from nhiemky.kernel.documents.metrics import text_width
from nhiemky.kernel.documents.outline import Table
from nhiemky.org.models import Term
from nhiemky.reporting.campaign import CampaignBoard, SurveyCount
from nhiemky.reporting.campaign.papers.progress import ProgressFacts, progress_report
from nhiemky.work.queries import WorkTally
from nhiemky.work.vocab import WorkState
from tests.campaign.queries.judging.cast import day
from tests.cast_campaign_board import (
    HELD,
    PILOT,
    PREPARING,
    READY,
    REST,
    board_of,
    campaign_row,
    coming,
    done,
    late,
    review,
)
from tests.reporting.campaign.papers.cast import directive, faults, member, office, rows_of, said, team_line

STATES = {**dict.fromkeys(WorkState, 0), WorkState.DONE: 16, WorkState.IN_PROGRESS: 60}
WORK = WorkTally(total=76, key=12, done=16, key_done=4, overdue=3, by_state=STATES)


def termed(board: CampaignBoard) -> CampaignBoard:
    """Let the campaign be of the term 2020-2025."""
    board.campaign.term = Term(label="2020-2025")
    return board


def test_report_tells_what_was_led_how_far_it_is_and_what_follows() -> None:
    decision = directive("quyet_dinh", "12-QĐ/HU", date(2022, 10, 12), "Quyết định thành lập Tổ")
    notice = directive("thong_bao", "", None, "Thông báo phân công")
    decision.pk, notice.pk = 1, 2
    lines = (
        team_line(member("Phan Thanh Bình", Duty.HEAD), member("Trần Ân"), decision=decision, notice=notice),
        team_line(name="Đoàn khảo sát", kind=TeamKind.SURVEY.value, decision=decision, notice=None),
    )
    lacking = review(
        4,
        day(PREPARING, 20, 20),
        day(READY, 29),
        day(HELD, 31),
        comments=Counted(3, 1, 1),
        lessons=Counted(5, 5),
    )
    board = termed(board_of(
        done(1, part=1, on=10), done(2), late(3, planned=8), lacking, work=WORK, survey=SurveyCount(7, 6, 8, 6),
    ))  # fmt: skip
    made = progress_report(
        ProgressFacts(office(), board, lines, (directive(),), frozenset({1, 2}), illustrative=True)
    )
    assert said(made) == [
        "(Văn bản có nội dung minh họa.)",
        "Ban Thường vụ Huyện ủy báo cáo tiến độ chuẩn bị, tổ chức hội nghị sơ kết giữa nhiệm kỳ 2020 - 2025 tính đến ngày "
        "24-3-2023 như sau:",
        "# CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO",
        "- Thực hiện Kế hoạch số 165-KH/HU, ngày 28-9-2022 của Ban Thường vụ Huyện ủy về tổ chức hội nghị sơ kết.",
        "- Thành lập Tổ biên tập (Quyết định số 12-QĐ/HU, ngày 12-10-2022), gồm 2 thành viên, đồng chí Phan Thanh Bình làm Tổ "
        "trưởng.",
        "- Thành lập Đoàn khảo sát (Quyết định số 12-QĐ/HU, ngày 12-10-2022), gồm 0 thành viên.",
        "# TIẾN ĐỘ CHUẨN BỊ VÀ TỔ CHỨC HỘI NGHỊ",
        "Đến nay có 2/4 đơn vị đã tổ chức hội nghị.",
        "Vòng | Thời gian kế hoạch | Số đơn vị | Đã tổ chức | Đánh giá",
        "Làm điểm | 13-2-2023 đến 28-2-2023 | 1 | 1 | chậm so với kế hoạch đề ra",
        "Còn lại | 1-3-2023 đến 31-3-2023 | 3 | 1 | chậm so với kế hoạch đề ra",
        "- Góp ý: đã xử lý 1/3, quá hạn 1.",
        "- Bài học kinh nghiệm: đã trả lời 5/5.",
        "- Khảo sát thực tế: 7/8 địa phương, 6/6 ngành.",
        "- Kết quả thực hiện 64 đầu công việc và 12 đầu công việc trọng tâm: hoàn thành 16, đang thực hiện 60; quá hạn 3.",
        "# ĐÁNH GIÁ CHUNG",
        "Nhìn chung, công tác chuẩn bị và tổ chức chậm so với kế hoạch đề ra.",
        *(f"- {each.text}" for each in board.judgement.evidence),
        "# KHÓ KHĂN, VƯỚNG MẮC",
        "- Đảng bộ xã 3 (chậm): Sẵn sàng: kế hoạch ngày 8-3-2023, chưa thực hiện, chậm 16 ngày làm việc.",
        "- Đảng bộ xã 4 (cần lưu ý): 1 góp ý quá hạn chưa xử lý.",
        "# CÔNG VIỆC THỜI GIAN TỚI",
        "Trong bảy ngày tới:",
        "- Đảng bộ xã 4: “Sẵn sàng”, ngày 29-3-2023.",
        "- Đảng bộ xã 3: tổ chức hội nghị, ngày 30-3-2023.",
        "- Đảng bộ xã 4: tổ chức hội nghị, ngày 31-3-2023.",
        "Còn 2 đơn vị chưa tổ chức hội nghị (ngày kế hoạch): Đảng bộ xã 3 (30-3-2023), Đảng bộ xã 4 (31-3-2023).",
    ]
    assert [text for text in said(made) if "góp ý" in text or "mốc đến hạn" in text] != []
    assert faults(made) == []


def test_days_of_a_round_stand_on_one_line() -> None:
    made = progress_report(ProgressFacts(office(), termed(board_of(done(1, part=1)))))
    (table,) = [block for block in made.blocks if isinstance(block, Table)]
    widths = [column.width for column in table.columns]
    room = twips(165) * widths[1] // sum(widths) - 2 * 60
    assert text_width("11-12-2023 đến 31-12-2023", half_points=24) <= room


def test_annex_has_a_row_for_every_unit_and_the_rules_below() -> None:
    lacking = review(4, day(HELD, 31), comments=Counted(3, 1, 1), lessons=Counted(2, 1))
    made = progress_report(ProgressFacts(office(), termed(board_of(done(1, part=1), lacking))))
    (annex,) = made.annexes
    (table,) = annex.blocks
    assert isinstance(table, Table)
    assert (annex.title, annex.landscape, len(table.notes)) == ("TIẾN ĐỘ CỦA TỪNG ĐƠN VỊ", True, 4)
    assert rows_of(table)[1:] == [
        "1 | Đảng bộ xã 1 | Làm điểm | Hội nghị | 10-3-2023 | 10-3-2023 |  |  | đã tổ chức | ",
        "2 | Đảng bộ xã 4 | Còn lại |  | 31-3-2023 |  | 1/3 | 1/2 | cần lưu ý | 1 góp ý quá hạn chưa xử lý.",
    ]


def test_empty_campaign_is_reported_all_the_same() -> None:
    made = progress_report(ProgressFacts(office(), termed(board_of(rounds=()))))
    assert said(made)[1:] == [
        "# CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO",
        "Chưa ghi nhận.",
        "# TIẾN ĐỘ CHUẨN BỊ VÀ TỔ CHỨC HỘI NGHỊ",
        "Đến nay có 0/0 đơn vị đã tổ chức hội nghị.",
        "Chưa có góp ý, bài học, khảo sát hay đầu công việc nào được ghi nhận.",
        "# ĐÁNH GIÁ CHUNG",
        "Nhìn chung, công tác chuẩn bị và tổ chức đúng theo kế hoạch đề ra.",
        "- Chưa có mốc nào đến hạn.",
        "# KHÓ KHĂN, VƯỚNG MẮC",
        "Không có đơn vị nào chậm hoặc cần lưu ý.",
        "# CÔNG VIỆC THỜI GIAN TỚI",
        "Chưa có đơn vị nào tham gia.",
    ]
    assert made.annexes == ()


def test_all_held_and_a_conference_without_a_day() -> None:
    told = said(progress_report(ProgressFacts(office(), termed(board_of(done(1, part=1), rounds=(PILOT,))))))
    assert told[-1] == "Các đơn vị đã tổ chức xong hội nghị."
    open_end = review(5, day(PREPARING, 1, 1), day(HELD, None))
    told = said(progress_report(ProgressFacts(office(), termed(board_of(coming(2), open_end)))))
    assert (
        told[-1]
        == "Còn 2 đơn vị chưa tổ chức hội nghị (ngày kế hoạch): Đảng bộ xã 2 (31-3-2023), Đảng bộ xã 5."
    )


def test_campaigns_below_are_told_each_and_their_rounds_apart() -> None:
    one_day = RoundFacts(
        3, 2, "Làm điểm", RoundKind.PILOT, date(2023, 2, 21), date(2023, 2, 21), holder="Mỏ Cày Bắc"
    )
    other = replace(REST, campaign_id=3, holder="Ba Tri")
    first = replace(done(1, part=3).facts, campaign_id=2)
    board = termed(board_of(
        replace(done(1, part=3), facts=first), rounds=(one_day, other),
        campaigns=(campaign_row(1, name="Đợt tỉnh"), campaign_row(2, parent=1), campaign_row(3, name="Đợt Ba Tri", parent=1)),
    ))  # fmt: skip
    told = said(progress_report(ProgressFacts(office(), board)))
    rows = told.index("Vòng | Thời gian kế hoạch | Số đơn vị | Đã tổ chức | Đánh giá")
    assert told[rows + 1 : rows + 5] == [
        "Làm điểm (Mỏ Cày Bắc) | ngày 21-2-2023 | 1 | 1 | chậm so với kế hoạch đề ra",
        "Còn lại (Ba Tri) | 1-3-2023 đến 31-3-2023 | 0 | 0 | đúng theo kế hoạch đề ra",
        "- Đợt huyện: 1/1 đơn vị đã tổ chức hội nghị; chậm so với kế hoạch đề ra.",
        "- Đợt Ba Tri: 0/0 đơn vị đã tổ chức hội nghị; đúng theo kế hoạch đề ra.",
    ]
