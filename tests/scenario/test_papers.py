"""The papers of the scenario: the article's figures in them, and nothing of a later day, on many days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from nhiemky.campaign.models import Campaign, Meeting, Survey, Team
from nhiemky.kernel.documents.docx import render
from nhiemky.kernel.documents.inspect import check, inspect
from nhiemky.kernel.documents.outline import Document
from nhiemky.kernel.documents.profiles import HD05, HD36, ND30
from nhiemky.org.models import UnitState, UnitType
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.reporting.campaign.papers import (
    Dated,
    PaperKind,
    experience_paper,
    progress_paper,
    survey_paper,
    team_paper,
)
from tests.cast_scenario import Loaded
from tests.reporting.campaign.papers.cast import rows_of, said

ARTICLE = date(2023, 3, 24)
EMPTY = Dated()
PROVINCE_PLAN = "Kế hoạch số 163-KH/TU, ngày 8-9-2022 của Ban Thường vụ Tỉnh ủy"
DISTRICT_PLAN = "Kế hoạch số 165-KH/HU, ngày 28-9-2022 của Ban Thường vụ Huyện ủy"


@pytest.fixture(autouse=True)
def loaded(scenario: Loaded, db: None) -> Loaded:
    return scenario


def district() -> Campaign:
    return Campaign.objects.get(holder__code="838")


def papers(on: date, dated: Dated = EMPTY) -> list[Document]:
    """Give every paper that can be written of the district's campaign on a day."""
    campaign = district()
    found = [
        progress_paper(SYSTEM_ACTOR, campaign=campaign, on=on, dated=dated),
        experience_paper(SYSTEM_ACTOR, campaign=campaign, on=on, dated=dated),
    ]
    for survey in Survey.objects.filter(planned_on__lte=on):
        found.append(survey_paper(SYSTEM_ACTOR, survey=survey, on=on, dated=dated))
    for team in Team.objects.filter(founded_on__lte=on).order_by("pk"):
        found += [
            team_paper(SYSTEM_ACTOR, kind=kind, team=team, on=on, dated=dated)
            for kind in (PaperKind.FOUNDING, PaperKind.ASSIGNMENT)
        ]
    return found


def test_editorial_team_is_founded_on_both_plans_with_the_members_of_that_day() -> None:
    team = Team.objects.get(kind="editorial")
    told = said(team_paper(SYSTEM_ACTOR, kind=PaperKind.FOUNDING, team=team, on=ARTICLE, dated=EMPTY))
    assert [
        told[2].startswith(f"- Căn cứ {PROVINCE_PLAN}"),
        told[3].startswith(f"- Căn cứ {DISTRICT_PLAN}"),
    ] == [True, True]
    assert told[6:13] == [
        "1. Đồng chí Phan Thanh Bình, Phó Bí thư Thường trực Huyện ủy, Tổ trưởng;",
        "2. Đồng chí Trần Thị Ngọc Ân, Chánh Văn phòng Huyện ủy, Tổ phó;",
        "3. Đồng chí Võ Hoàng Ơn, Phó Trưởng Ban Tổ chức Huyện ủy, thành viên;",
        "4. Đồng chí Nguyễn Thị Hồng Gấm, Phó Trưởng Ban Tuyên giáo Huyện ủy, thành viên;",
        "5. Đồng chí Trần Quốc Khánh, Phó Chủ nhiệm Ủy ban Kiểm tra Huyện ủy, thành viên;",
        "6. Đồng chí Đoàn Văn Lộc, Phó Trưởng phòng Tài chính - Kế hoạch, thành viên;",
        "7. Đồng chí Huỳnh Thị Mai, Chuyên viên Văn phòng Huyện ủy, thư ký.",
    ]
    notice = said(team_paper(SYSTEM_ACTOR, kind=PaperKind.ASSIGNMENT, team=team, on=ARTICLE, dated=EMPTY))
    assert [text for text in notice if text.startswith("- Từ ngày")] == [
        "- Từ ngày 10-1-2023, đồng chí Nguyễn Thị Hồng Gấm thôi tham gia (chuyển công tác).",
        "- Từ ngày 10-1-2023, đồng chí Lê Hữu Phước tham gia Tổ.",
    ]


def test_task_group_names_the_commune_that_it_follows() -> None:
    team = Team.objects.get(kind="task_group")
    told = said(team_paper(SYSTEM_ACTOR, kind=PaperKind.FOUNDING, team=team, on=ARTICLE, dated=EMPTY))
    assert "Điều 3. Văn phòng Huyện ủy, Đảng ủy xã Tân Thanh Tây, các cơ quan" in told[-2]


def test_survey_report_tells_of_8_communes_and_6_sectors() -> None:
    made = survey_paper(SYSTEM_ACTOR, survey=Survey.objects.get(), on=ARTICLE, dated=EMPTY)
    told = said(made)
    assert "Đến ngày 24-3-2023, Đoàn đã khảo sát 8/8 xã và 6/6 ngành theo kế hoạch." in told
    rows = [text for text in told if text.split(" | ")[0].isdigit()]
    assert (len(rows), rows[0], rows[-1]) == (
        14,
        "1 | Đảng bộ xã Phước Mỹ Trung | 5-12-2022 | 5-12-2022 | Tạ Thị Sương, Phó Trưởng Đoàn",
        "14 | Phòng Tài nguyên và Môi trường | 10-2-2023 | 10-2-2023 | Đặng Minh Ưng, Trưởng Đoàn",
    )
    assert (
        "+ Nguyên nhân chủ quan: Ban Thường vụ Đảng ủy phân công chưa rõ, kiểm tra, đôn đốc chưa thường xuyên."
        in told
    )
    assert "chỉ tiêu số" in " ".join(text for text in told if text.startswith("- Đảng bộ xã Phú Mỹ"))
    assert told[-1].startswith("Các xã, ngành được khảo sát cơ bản thực hiện đúng tiến độ.")
    assert made.letterhead.issuer == "Đoàn khảo sát"


def test_report_of_experience_tells_of_the_pilot_and_what_the_12_communes_did() -> None:
    told = said(experience_paper(SYSTEM_ACTOR, campaign=district(), on=ARTICLE, dated=EMPTY))
    assert (
        "Đảng bộ xã Tân Thanh Tây được chọn làm điểm. Hội nghị được tổ chức ngày 21-2-2023, đúng ngày kế hoạch. Tiến độ cụ thể:"
    ) in told
    assert (
        "+ Công tác tổ chức (đánh giá khá): hội nghị được đánh giá khá tốt, hoàn thành các nội dung theo hướng dẫn của tỉnh."
        in told
    )
    lessons = [text for text in told if text.split(" | ")[0].isdigit() and text.count(" | ") == 3]
    assert len(lessons) == 12
    assert "Dành thời gian ưu tiên cho thảo luận nhiều hơn tham luận" in lessons[0]
    first_day = said(experience_paper(SYSTEM_ACTOR, campaign=district(), on=date(2023, 2, 27), dated=EMPTY))
    assert [
        text
        for text in first_day
        if text.startswith("Các bài học đã được chuyển cho 12 đơn vị ngày 27-2-2023 theo Công văn")
    ]
    assert [text for text in first_day if "Đã trả lời 0/120 nội dung" in text]


def test_report_of_progress_says_what_the_article_says() -> None:
    made = progress_paper(SYSTEM_ACTOR, campaign=district(), on=ARTICLE, dated=EMPTY)
    told = said(made)
    assert "Nhìn chung, công tác chuẩn bị và tổ chức cơ bản đúng theo kế hoạch đề ra." in told
    assert "- Khảo sát thực tế: 8/8 địa phương, 6/6 ngành." in told
    assert (
        "- Kết quả thực hiện 64 đầu công việc và 12 đầu công việc trọng tâm: hoàn thành 16, đang thực hiện 60; quá hạn 3."
    ) in told
    (table,) = made.annexes[0].blocks
    rows = rows_of(table)[1:]  # type: ignore[arg-type]
    assert (len(rows), rows[0].split(" | ")[:6], rows[8].split(" | ")[8]) == (
        14, ["1", "Đảng bộ xã Tân Thanh Tây", "Làm điểm", "Kết thúc", "21-2-2023", "21-2-2023"], "chậm",
    )  # fmt: skip


def test_papers_keep_the_official_form_and_tell_nothing_of_later_days() -> None:
    """Every third week: what is said to have happened has, and members, visits, answers to come are not spoken of."""
    day, last = date(2022, 9, 28), date(2023, 4, 30)
    meetings = list(Meeting.objects.values_list("held_on", "conclusion"))
    while day <= last:
        for made in papers(day):
            assert [str(fault) for fault in check(inspect(render(made)), HD36)] == []
            text = "\n".join(said(made))
            assert [told for on, told in meetings if on > day and told and told in text] == []
        day += timedelta(days=21)


def test_papers_keep_the_form_of_2026_and_that_of_the_state() -> None:
    """The same papers dated in June 2026, and as if the district were a state body."""
    made = papers(ARTICLE, Dated(date(2026, 6, 1), 7))
    assert [check(inspect(render(each)), HD05) for each in made] == [()] * 9
    UnitType.objects.filter(code=UnitState.objects.filter(unit__code="838")[0].type.code).update(
        state_body=True
    )
    made = papers(ARTICLE, Dated(date(2023, 3, 24), 7))
    assert [check(inspect(render(each)), ND30) for each in made] == [()] * 9
    assert {each.recipients.archive for each in made if each.recipients} == {"Lưu: VT"}
