"""The decision that founds a team and the notice that assigns its members, whole."""

from __future__ import annotations

from datetime import date

import pytest

from nhiemky.campaign.vocab import Duty, TeamKind
from nhiemky.kernel.documents.outline import Paragraph, Run
from nhiemky.kernel.documents.profiles import HD05, ND30
from nhiemky.reporting.campaign.papers.teams import TeamFacts, assignment, founding, rank_name, short_kind
from tests.reporting.campaign.papers.cast import directive, faults, member, office, said, team_line

UPPER = directive(
    symbol="163-KH/TU", on=date(2022, 9, 8), issuer="Ban Thường vụ Tỉnh ủy", excerpt="Tổ chức sơ kết"
)
MEMBERS = (
    member("Phan Thanh Bình", Duty.HEAD, "Phó Bí thư Thường trực Huyện ủy", "Phụ trách chung"),
    member("Trần Thị Ngọc Ân", Duty.DEPUTY, "Chánh Văn phòng Huyện ủy", "Báo cáo sơ kết"),
    member("Võ Hoàng Ơn", Duty.MEMBER, "", "Báo cáo kiểm điểm", unit_id=5),
    member("Huỳnh Thị Mai", Duty.SECRETARY, "Chuyên viên"),
)
LEFT = member(
    "Nguyễn Thị Gấm", valid_to=date(2023, 1, 10), left_because="Chuyển công tác", title="Phó Trưởng Ban"
)
UNITS = {5: "Ban Tổ chức Huyện ủy"}


def test_decision_says_everything_that_founding_a_team_needs() -> None:
    facts = TeamFacts(
        team_line(*MEMBERS, task="Xây dựng báo cáo"), office(), (UPPER, directive()), units=UNITS
    )
    made = founding(facts)
    assert said(made) == [
        "- Căn cứ Điều lệ Đảng Cộng sản Việt Nam;",
        "- Căn cứ Kế hoạch số 163-KH/TU, ngày 8-9-2022 của Ban Thường vụ Tỉnh ủy về tổ chức sơ kết;",
        "- Căn cứ Kế hoạch số 165-KH/HU, ngày 28-9-2022 của Ban Thường vụ Huyện ủy về tổ chức hội nghị sơ kết,",
        "BAN THƯỜNG VỤ HUYỆN ỦY QUYẾT ĐỊNH",
        "Điều 1. Thành lập Tổ biên tập, gồm các đồng chí có tên sau đây:",
        "1. Đồng chí Phan Thanh Bình, Phó Bí thư Thường trực Huyện ủy, Tổ trưởng;",
        "2. Đồng chí Trần Thị Ngọc Ân, Chánh Văn phòng Huyện ủy, Tổ phó;",
        "3. Đồng chí Võ Hoàng Ơn, Ban Tổ chức Huyện ủy, thành viên;",
        "4. Đồng chí Huỳnh Thị Mai, Chuyên viên, thư ký.",
        "Điều 2. Tổ có nhiệm vụ: xây dựng báo cáo.",
        "Nhiệm vụ cụ thể của từng thành viên do Ban Thường vụ Huyện ủy thông báo phân công. Tổ kết thúc hoạt động sau khi hoàn "
        "thành nhiệm vụ.",
        "Điều 3. Văn phòng Huyện ủy, các cơ quan, đơn vị có liên quan và các đồng chí có tên tại Điều 1 chịu trách nhiệm thi hành "
        "Quyết định này.",
        "Quyết định này có hiệu lực kể từ ngày ký.",
    ]
    head = made.letterhead
    assert (head.type_code, head.type_name, head.excerpt) == ("QĐ", "QUYẾT ĐỊNH", "thành lập Tổ biên tập")
    assert made.recipients is not None
    assert made.recipients.printed() == (
        "- Như Điều 3;", "- Ban Thường vụ Tỉnh ủy Bến Tre (báo cáo);", "- Lưu Văn phòng Huyện ủy.",
    )  # fmt: skip
    assert faults(made) == []


def test_decision_of_a_survey_team_without_a_task_names_whom_it_follows() -> None:
    line = team_line(
        MEMBERS[0], kind=TeamKind.SURVEY.value, name="Đoàn khảo sát", supports_id=9, illustrative=True
    )
    told = said(founding(TeamFacts(line, office(profile=HD05), (directive(),), followed="Đảng ủy xã Phú Mỹ")))
    assert [told[0], told[5], told[6]] == [
        "(Văn bản có nội dung minh họa.)",
        "1. Đồng chí Phan Thanh Bình, Phó Bí thư Thường trực Huyện ủy, Trưởng Đoàn.",
        "Điều 2. Đoàn có nhiệm vụ giúp Ban Thường vụ Huyện ủy chuẩn bị, tổ chức hội nghị sơ kết giữa nhiệm kỳ theo Kế hoạch số "
        "165-KH/HU, ngày 28-9-2022.",
    ]
    assert told[8].startswith("Điều 3. Văn phòng Huyện ủy, Đảng ủy xã Phú Mỹ, các cơ quan, đơn vị")


def test_decision_of_a_state_body_rests_on_no_party_rule() -> None:
    state = office(
        name="Ủy ban nhân dân huyện", body="", position="CHỦ TỊCH", profile=ND30, archive="Lưu: VT"
    )
    made = founding(TeamFacts(team_line(), state))
    assert said(made)[:3] == [
        "QUYẾT ĐỊNH:",
        "Điều 1. Thành lập Tổ biên tập.",
        "Điều 2. Tổ có nhiệm vụ giúp Ủy ban nhân dân huyện chuẩn bị, tổ chức hội nghị sơ kết giữa nhiệm kỳ.",
    ]
    assert faults(made) == []


def test_decision_of_a_state_body_is_laid_out_as_the_state_does() -> None:
    state = office(
        name="Ủy ban nhân dân huyện",
        body="",
        position="CHỦ TỊCH",
        profile=ND30,
        archive="Lưu: VT",
        recipients=(),
    )
    made = founding(TeamFacts(team_line(MEMBERS[0]), state, (directive(), directive())))
    assert made.letterhead.excerpt == "Về việc thành lập Tổ biên tập"
    plan = (
        "Căn cứ Kế hoạch số 165-KH/HU, ngày 28-9-2022 của Ban Thường vụ Huyện ủy về tổ chức hội nghị sơ kết"
    )
    assert made.blocks[:2] == (
        Paragraph(Run(f"{plan};", italic=True)),
        Paragraph(Run(f"{plan}.", italic=True)),
    )
    assert said(made)[3:5] == [
        "Điều 1. Thành lập Tổ biên tập, gồm các ông (bà) có tên sau đây:",
        "1. Ông (bà) Phan Thanh Bình, Phó Bí thư Thường trực Huyện ủy, Tổ trưởng.",
    ]
    assert (
        "Điều 3. Các cơ quan, đơn vị có liên quan và các ông (bà) có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này."
        in said(made)
    )
    assert made.recipients is not None
    assert made.recipients.printed() == ("- Như Điều 3;", "- Lưu: VT.")
    assert faults(made) == []


def test_notice_assigns_members_and_tells_changes_day_by_day() -> None:
    joined = member("Lê Hữu Phước", title="Phó Trưởng Ban", duty="Kết luận 01", valid_from=date(2023, 1, 10))
    again = member("Võ Hoàng Ơn", title="Phó Trưởng Ban Tổ chức", valid_from=date(2023, 2, 1))
    other_duty = member("Võ Hoàng Ơn", valid_to=date(2023, 2, 1))
    earlier = member("Lê Tư", valid_to=date(2022, 12, 1), left_because="Nghỉ hưu")
    line = team_line(MEMBERS[0], again, joined, former=(other_duty, LEFT, earlier))
    made = assignment(TeamFacts(line, office(), (directive(),)))
    assert said(made) == [
        "Thực hiện quyết định ngày 12-10-2022 của Ban Thường vụ Huyện ủy thành lập Tổ biên tập, Ban Thường vụ Huyện ủy thông báo "
        "phân công nhiệm vụ các thành viên như sau:",
        "TT | Họ và tên | Chức vụ, đơn vị | Nhiệm vụ | Nội dung được phân công",
        "1 | Phan Thanh Bình | Phó Bí thư Thường trực Huyện ủy | Tổ trưởng | Phụ trách chung",
        "2 | Võ Hoàng Ơn | Phó Trưởng Ban Tổ chức | Thành viên | ",
        "3 | Lê Hữu Phước | Phó Trưởng Ban | Thành viên | Kết luận 01",
        "Thay đổi so với khi thành lập:",
        "- Từ ngày 1-12-2022, đồng chí Lê Tư thôi tham gia (nghỉ hưu).",
        "- Từ ngày 10-1-2023, đồng chí Nguyễn Thị Gấm thôi tham gia (chuyển công tác).",
        "- Từ ngày 10-1-2023, đồng chí Lê Hữu Phước tham gia Tổ.",
        "Các đồng chí có tên nêu trên chủ động xây dựng kế hoạch, thực hiện nội dung được phân công bảo đảm chất lượng, tiến độ "
        "theo Kế hoạch số 165-KH/HU, ngày 28-9-2022; kịp thời báo cáo khó khăn, vướng mắc để Ban Thường vụ Huyện ủy xem xét, "
        "chỉ đạo.",
    ]
    head = made.letterhead
    assert (head.type_code, head.type_name, head.excerpt) == (
        "TB", "THÔNG BÁO", "phân công nhiệm vụ thành viên Tổ biên tập",
    )  # fmt: skip
    assert faults(made) == []


def test_notice_cites_the_decision_where_it_is_known() -> None:
    decision = directive("quyet_dinh", "12-QĐ/HU", date(2022, 10, 12), "Quyết định thành lập Tổ biên tập")
    told = said(assignment(TeamFacts(team_line(), office(), decision=decision)))
    assert told[:2] == [
        "Thực hiện Quyết định số 12-QĐ/HU, ngày 12-10-2022 của Ban Thường vụ Huyện ủy thành lập Tổ biên tập, Ban Thường vụ Huyện "
        "ủy thông báo phân công nhiệm vụ các thành viên như sau:",
        "Chưa có thành viên nào được phân công.",
    ]


@pytest.mark.parametrize(
    ("kind", "short", "names"),
    [
        (TeamKind.TASK_GROUP, "Tổ", ["Tổ trưởng", "Tổ phó", "Thành viên", "Thư ký"]),
        (TeamKind.EDITORIAL, "Tổ", ["Tổ trưởng", "Tổ phó", "Thành viên", "Thư ký"]),
        (TeamKind.SURVEY, "Đoàn", ["Trưởng Đoàn", "Phó Trưởng Đoàn", "Thành viên", "Thư ký"]),
    ],
)
def test_places_in_a_team_are_named_by_its_kind(kind: TeamKind, short: str, names: list[str]) -> None:
    ranks = (Duty.HEAD, Duty.DEPUTY, Duty.MEMBER, Duty.SECRETARY)
    assert (short_kind(kind), [rank_name(kind, rank) for rank in ranks]) == (short, names)
