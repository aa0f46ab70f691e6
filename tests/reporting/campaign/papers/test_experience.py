"""The report of experience from facts alone: how the pilot went, what was seen, what others did with it."""

from __future__ import annotations

from datetime import date

from nhiemky.campaign.models import Comment, Lesson, LessonAnswer, LessonLine, Meeting, Review
from nhiemky.campaign.queries import (
    ChecklistRow,
    CommentLine,
    LessonBoard,
    LessonCell,
    LessonSummary,
    LessonTally,
    LessonUnit,
    MeetingLine,
)
from nhiemky.campaign.vocab import Applied, CommentState, StageCode
from nhiemky.reporting.campaign.papers.experience import ExperienceFacts, Source, experience_report
from tests.campaign.queries.judging.cast import day, standing
from tests.reporting.campaign.papers.cast import ON, directive, faults, office, said

PREPARING, READY, HELD = StageCode.PREPARING, StageCode.READY, StageCode.HELD
DREW, PASSED = date(2023, 2, 24), date(2023, 2, 27)
PLAN = (
    "Thực hiện Kế hoạch số 165-KH/HU, ngày 28-9-2022 của Ban Thường vụ Huyện ủy về tổ chức hội nghị sơ kết, Ban Thường vụ Huyện "
    "ủy báo cáo kết quả rút kinh nghiệm tổ chức hội nghị sơ kết giữa nhiệm kỳ, tính đến ngày 24-3-2023, như sau:"
)


def meeting(kind: str, on: date, **changes: str) -> MeetingLine:
    given = {"visitors": "Tổ công tác\nVăn phòng", "hosts": "", "chaired_by": "", **changes}
    return MeetingLine(Meeting(kind=kind, held_on=on, **given), 0, 0, 0)


def comment(state: CommentState) -> CommentLine:
    return CommentLine(Comment(), state, 1, None, None, overdue=False, days_left=None)


def summary(number: int, *, good: bool, tally: LessonTally = LessonTally()) -> LessonSummary:
    row = Lesson(number=number, seen=f"Thấy {number}", advice=f"Nên {number}", applies_to="Các xã", good=good)
    return LessonSummary(row, withdrawn=False, tally=tally)


def unit(name: str, given: int, answered: int) -> LessonUnit:
    tally = LessonTally(given=given, answered=answered)
    return LessonUnit(1, 1, name, "Vòng", (LessonCell(),), tally)


def answered(number: int, applied: Applied | None, text: str = "", on: date = PASSED) -> ChecklistRow:
    row = LessonLine(review=Review(unit_name="Đảng bộ xã Phú Mỹ"), given_on=on)
    answer = LessonAnswer(applied=applied.value, text=text) if applied else None
    return ChecklistRow(row, Lesson(number=number), answer, 1, counts=True, overdue=False, days_left=None)


PILOT = Source(
    standing(day(PREPARING, 1, 1), day(READY, 6, 7), day(HELD, 10, 10)),
    pilot=True,
    meetings=(
        meeting(
            "lessons", DREW, chaired_by="Phạm Quốc Đạt", conclusion="Tiếp thu đầy đủ", preparation="Chu đáo",
            preparation_grade="good", organisation_grade="fair", documents="Các báo cáo nghiêm túc",
        ),
        meeting("other", date(2023, 2, 5)),
        meeting("preparation", date(2023, 1, 31), chaired_by="Đồng chí Bí thư", hosts="Đảng ủy xã\n\nUBND xã"),
        meeting("preparation", date(2023, 1, 10), visitors=""),
    ),
    comments=(comment(CommentState.ACCEPTED), comment(CommentState.WAIVED)),
)  # fmt: skip


def test_report_tells_the_pilot_the_lessons_and_what_became_of_them() -> None:
    whole = LessonTally(given=4, answered=3, overdue=1, applied=1, partly=1, not_applied=1)
    board = LessonBoard(
        ON,
        (
            summary(
                1, good=False, tally=LessonTally(given=4, answered=3, applied=1, partly=1, not_applied=1)
            ),
            summary(2, good=True),
        ),
        (unit("Phú Mỹ", 3, 3), unit("Thành An", 1, 0), unit("Tân Bình", 0, 0)),
        whole,
    )
    lines = (answered(1, Applied.YES, "Đã làm"), answered(1, Applied.PARTLY, "Thiếu thời gian"),
             answered(1, Applied.NO, "Đảng ủy xã đã có tổ"), answered(1, None))  # fmt: skip
    letter = directive("cong_van", "", PASSED, "về rút kinh nghiệm")
    made = experience_report(ExperienceFacts(office(), board, (PILOT,), lines, (directive(),), (letter,)))
    assert said(made) == [
        PLAN,
        "# TÌNH HÌNH TỔ CHỨC",
        "Đảng bộ xã 1 được chọn làm điểm. Hội nghị được tổ chức ngày 10-3-2023, đúng ngày kế hoạch. Tiến độ cụ thể:",
        "Giai đoạn | Ngày kế hoạch | Ngày thực hiện",
        "Chuẩn bị | 1-3-2023 | 1-3-2023",
        "Sẵn sàng | 6-3-2023 | 7-3-2023",
        "Hội nghị | 10-3-2023 | 10-3-2023",
        "- Làm việc về công tác chuẩn bị ngày 10-1-2023.",
        "- Làm việc về công tác chuẩn bị ngày 31-1-2023, do đồng chí Bí thư chủ trì; thành phần: Tổ công tác, Văn phòng; làm "
        "việc với Đảng ủy xã, UBND xã.",
        "Có 2 góp ý về công tác chuẩn bị và dự thảo văn kiện; đã được tiếp thu, giải trình hết.",
        "- Họp rút kinh nghiệm ngày 24-2-2023, do đồng chí Phạm Quốc Đạt chủ trì; thành phần: Tổ công tác, Văn phòng. Tiếp thu "
        "đầy đủ.",
        "+ Công tác chuẩn bị (đánh giá tốt): chu đáo.",
        "+ Công tác tổ chức (đánh giá khá).",
        "+ Văn kiện: các báo cáo nghiêm túc.",
        "# MẶT ĐƯỢC",
        "- Thấy 2.",
        "# MẶT CHƯA ĐƯỢC",
        "- Thấy 1.",
        "# NHỮNG NỘI DUNG CẦN RÚT KINH NGHIỆM",
        "TT | Nội dung nhận thấy | Nội dung cần rút kinh nghiệm | Áp dụng cho",
        "1 | Thấy 1 | Nên 1 | Các xã",
        "2 | Thấy 2 | Nên 2 | Các xã",
        "# VIỆC CHUYỂN BÀI HỌC VÀ KẾT QUẢ VẬN DỤNG",
        "Các bài học đã được chuyển cho 2 đơn vị ngày 27-2-2023 theo Công văn ngày 27-2-2023 của Ban Thường vụ Huyện ủy về rút "
        "kinh nghiệm. Đã trả lời 3/4 nội dung: 1 đã vận dụng, 1 vận dụng một phần, 1 không vận dụng; 1 nội dung quá hạn "
        "chưa trả lời.",
        "Bài học số | Đơn vị được chuyển | Đã vận dụng | Vận dụng một phần | Không vận dụng | Chưa trả lời",
        "1 | 4 | 1 | 1 | 1 | 1",
        "Nội dung vận dụng một phần hoặc không vận dụng:",
        "- Đảng bộ xã Phú Mỹ, bài học số 1 (vận dụng một phần): thiếu thời gian.",
        "- Đảng bộ xã Phú Mỹ, bài học số 1 (không vận dụng): Đảng ủy xã đã có tổ.",
        "Đơn vị chưa trả lời đủ: Thành An (1 nội dung). Đề nghị các đơn vị trả lời trước khi tổ chức hội nghị.",
    ]
    assert made.letterhead.excerpt == "rút kinh nghiệm tổ chức hội nghị sơ kết giữa nhiệm kỳ ở Đảng bộ xã 1"
    assert faults(made) == []


def test_report_before_anything_happened_says_what_is_not_there() -> None:
    made = experience_report(ExperienceFacts(office(), LessonBoard(ON, (), (), LessonTally()), ()))
    assert said(made)[1:] == [
        "# TÌNH HÌNH TỔ CHỨC",
        "Chưa có đơn vị nào làm điểm hoặc được rút kinh nghiệm.",
        "# MẶT ĐƯỢC",
        "Chưa ghi nhận.",
        "# MẶT CHƯA ĐƯỢC",
        "Chưa ghi nhận.",
        "# NHỮNG NỘI DUNG CẦN RÚT KINH NGHIỆM",
        "Chưa rút bài học nào.",
        "# VIỆC CHUYỂN BÀI HỌC VÀ KẾT QUẢ VẬN DỤNG",
        "Các bài học chưa được chuyển cho đơn vị nào.",
    ]
    assert made.letterhead.excerpt == "rút kinh nghiệm tổ chức hội nghị sơ kết giữa nhiệm kỳ"


def test_two_sources_have_headings_and_what_is_late_left_out_or_to_come_is_told() -> None:
    late = Source(
        standing(day(PREPARING, 1, 1), day(READY, 6, skipped=True), day(HELD, 10, 14), number=2), pilot=False, comments=(comment(CommentState.OPEN),)
    )  # fmt: skip
    to_come = Source(standing(day(HELD, 30), number=3), pilot=True)
    board = LessonBoard(
        ON, (summary(1, good=True),), (unit("Phú Mỹ", 2, 2),), LessonTally(given=2, answered=2, applied=2)
    )
    lines = (answered(1, Applied.YES), answered(1, Applied.YES, on=date(2023, 3, 10)))
    told = said(experience_report(ExperienceFacts(office(), board, (to_come, late), lines)))
    assert told[2:12] == [
        "## Đảng bộ xã 3",
        "Đảng bộ xã 3 được chọn làm điểm. Hội nghị chưa được tổ chức (kế hoạch: ngày 30-3-2023). Tiến độ cụ thể:",
        "Giai đoạn | Ngày kế hoạch | Ngày thực hiện",
        "Hội nghị | 30-3-2023 | chưa thực hiện",
        "## Đảng bộ xã 2",
        "Hội nghị của Đảng bộ xã 2 được tổ chức ngày 14-3-2023 (kế hoạch: ngày 10-3-2023). Tiến độ cụ thể:",
        "Giai đoạn | Ngày kế hoạch | Ngày thực hiện",
        "Chuẩn bị | 1-3-2023 | 1-3-2023",
        "Sẵn sàng | 6-3-2023 | bỏ qua",
        "Hội nghị | 10-3-2023 | 14-3-2023",
    ]
    assert told[12] == "Có 1 góp ý về công tác chuẩn bị và dự thảo văn kiện; còn 1 góp ý chưa xử lý xong."
    assert told[-2].startswith(
        "Các bài học đã được chuyển cho 1 đơn vị (các ngày 27-2-2023, 10-3-2023). Đã trả lời 2/2"
    )
