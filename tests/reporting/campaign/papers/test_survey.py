"""The report of a survey from facts alone: coverage, places, findings with what they led to, the conclusion."""

from __future__ import annotations

from datetime import date

import pytest

from nhiemky.campaign.models import Finding, Survey, Team, Visit
from nhiemky.campaign.queries import (
    ChainCause,
    ChainRemedy,
    ChainRow,
    FindingLine,
    Linked,
    SurveyLine,
    VisitCount,
    VisitLine,
)
from nhiemky.campaign.vocab import FindingKind, VisitKind
from nhiemky.kernel.documents.profiles import ND30
from nhiemky.org.models import Unit
from nhiemky.reporting.campaign.papers.survey import SurveyFacts, place_word, survey_report
from tests.reporting.campaign.papers.cast import directive, faults, office, said

FIRST, LAST = date(2022, 12, 5), date(2023, 2, 10)
UNITS = {1: "Đảng bộ xã Phú Mỹ", 2: "Đảng bộ xã Thành An", 3: "Phòng Nông nghiệp"}
NONE = ["Chưa ghi nhận.", "Chưa ghi nhận hạn chế.", "Chưa có giải pháp, kiến nghị được ghi nhận."]


def line(
    *, team: bool = True, conclusion: str = "", places: tuple[int, int] = (2, 1), **changes: object
) -> SurveyLine:
    given = {
        "name": "Khảo sát tình hình thực hiện Nghị quyết",
        "starts_on": FIRST,
        "ends_on": LAST,
        **changes,
    }
    survey = Survey(team=Team(name="Đoàn khảo sát số 1") if team else None, **given)
    return SurveyLine(survey, VisitCount(2, places[0]), VisitCount(1, places[1]), conclusion)


def visit(
    unit: int, on: date | None, *, summary: str = "", gone: str = "", kind: VisitKind = VisitKind.COMMUNE
) -> VisitLine:
    row = Visit(
        unit_id=unit if unit in UNITS else None, kind=kind.value, name=f"nơi {unit}", planned_on=FIRST, by="Tạ Thị Sương",
        cancelled_because=gone,
    )  # fmt: skip
    return VisitLine(row, on, summary, bool(gone), late=False, findings=0)


def found(
    key: int, kind: FindingKind, text: str, unit: int = 1, cause: str = "", *about: Linked
) -> FindingLine:
    row = Finding(pk=key, kind=kind.value, text=text, cause=cause, unit=Unit(pk=unit, code=f"m{unit}"))
    return FindingLine(row, about, ())


VISITS = (
    visit(1, FIRST, summary="Nông thôn mới chuyển biến rõ"),
    visit(3, LAST, summary="Vùng dừa hữu cơ mở rộng.", kind=VisitKind.SECTOR),
    visit(2, None),
    visit(7, None, gone="Đang sáp nhập"),
)
TARGET = Linked(1, "target", 4, "8", "Đường giao thông")
WORK = Linked(2, "work", 5, "30", "Đào tạo nghề")
LOW = found(11, FindingKind.LIMITATION, "Thu nhập thấp hơn phân kỳ.", 1, "", TARGET, TARGET)
CAUSE = found(12, FindingKind.CAUSE, "Giá dừa giảm", 1, "objective")
BLAME = found(13, FindingKind.CAUSE, "Ban Thường vụ chưa theo sát", 1, "subjective")
REMEDY = found(14, FindingKind.REMEDY, "Ký hợp đồng bao tiêu", 1)
TASK = found(15, FindingKind.NEW_TASK, "Lập tổ hợp tác", 1, "", WORK)
GOOD = found(16, FindingKind.RESULT, "Đường giao thông được cứng hóa", 1, "", TARGET)
ASKED = found(17, FindingKind.PROPOSAL, "Bổ sung biên chế", 9)
CHAIN = ChainRow(
    LOW,
    (ChainCause(CAUSE, ()), ChainCause(BLAME, (ChainRemedy(REMEDY, (TASK,)),))),
    (ChainRemedy(REMEDY, (TASK,)),),
    (),
)


def test_report_tells_where_the_team_was_what_it_saw_and_what_follows() -> None:
    facts = SurveyFacts(
        line(purpose="Nắm tình hình ở cơ sở", conclusion="Cơ bản đúng tiến độ", illustrative=True, places=(1, 1)),
        office(), VISITS, (GOOD, LOW, ASKED), (CHAIN,), (directive(),), "Đặng Minh Ưng", UNITS,
    )  # fmt: skip
    made = survey_report(facts)
    assert said(made) == [
        "(Văn bản có nội dung minh họa.)",
        "Thực hiện Kế hoạch số 165-KH/HU, ngày 28-9-2022 của Ban Thường vụ Huyện ủy về tổ chức hội nghị sơ kết, Đoàn khảo sát "
        "số 1 do đồng chí Đặng Minh Ưng làm Trưởng Đoàn đã tiến hành khảo sát từ ngày 5-12-2022 đến ngày 10-2-2023. Kết quả như "
        "sau:",
        "# TÌNH HÌNH KHẢO SÁT",
        "Mục đích, yêu cầu: nắm tình hình ở cơ sở.",
        "Đến ngày 24-3-2023, Đoàn đã khảo sát 1/2 xã và 1/1 ngành theo kế hoạch.",
        "TT | Nơi khảo sát | Ngày kế hoạch | Ngày khảo sát | Phụ trách",
        "1 | Đảng bộ xã Phú Mỹ | 5-12-2022 | 5-12-2022 | Tạ Thị Sương",
        "2 | Phòng Nông nghiệp | 5-12-2022 | 10-2-2023 | Tạ Thị Sương",
        "3 | Đảng bộ xã Thành An | 5-12-2022 | chưa khảo sát | Tạ Thị Sương",
        "- Không khảo sát nơi 7: Đang sáp nhập.",
        "# KẾT QUẢ KHẢO SÁT",
        "## Tình hình ở từng nơi",
        "- Đảng bộ xã Phú Mỹ: Nông thôn mới chuyển biến rõ.",
        "- Phòng Nông nghiệp: Vùng dừa hữu cơ mở rộng.",
        "## Kết quả đạt được, ưu điểm",
        "- Đảng bộ xã Phú Mỹ: đường giao thông được cứng hóa (chỉ tiêu số 8).",
        "# HẠN CHẾ, NGUYÊN NHÂN",
        "- Đảng bộ xã Phú Mỹ: thu nhập thấp hơn phân kỳ (chỉ tiêu số 8).",
        "+ Nguyên nhân khách quan: giá dừa giảm.",
        "+ Nguyên nhân chủ quan: Ban Thường vụ chưa theo sát.",
        "# GIẢI PHÁP, NHIỆM VỤ, KIẾN NGHỊ",
        "- Đảng bộ xã Phú Mỹ: ký hợp đồng bao tiêu.",
        "- Đảng bộ xã Phú Mỹ: lập tổ hợp tác (đầu công việc số 30).",
        "- m9: bổ sung biên chế.",
        "# ĐÁNH GIÁ CHUNG",
        "Cơ bản đúng tiến độ.",
    ]
    head, signing = made.letterhead, made.signing
    assert (head.superior, head.issuer, head.issuer_code) == ("Huyện ủy Mỏ Cày Bắc", "Đoàn khảo sát", "ĐKS")
    assert (signing.position, signing.name) == ("TRƯỞNG ĐOÀN", "Đặng Minh Ưng")  # type: ignore[union-attr]
    assert head.excerpt == "kết quả khảo sát tình hình thực hiện Nghị quyết"
    assert made.recipients is not None
    assert made.recipients.printed() == (
        "- Ban Thường vụ Huyện ủy (báo cáo);", "- Các địa phương, cơ quan, đơn vị được khảo sát;", "- Lưu Đoàn khảo sát.",
    )  # fmt: skip
    assert faults(made) == []


def test_survey_of_a_state_body_is_kept_as_the_state_has_it_and_signed_without_titles() -> None:
    state = office(profile=ND30, name="Ủy ban nhân dân huyện", body="", archive="Lưu: VT")
    made = survey_report(SurveyFacts(line(), state, VISITS, (), (), units=UNITS, head="TS. Đặng Minh Ưng"))
    assert (made.signing.name, made.recipients.archive) == ("Đặng Minh Ưng", "Lưu: VT")  # type: ignore[union-attr]
    assert faults(made) == []


def test_survey_that_has_not_begun_says_so_and_is_the_office_s_without_a_team() -> None:
    made = survey_report(
        SurveyFacts(line(team=False, places=(0, 0)), office(), (visit(1, None),), (), (), units=UNITS)
    )
    told = said(made)
    assert told[:3] == [
        "Ban Thường vụ Huyện ủy lập kế hoạch khảo sát từ ngày 5-12-2022 đến ngày 10-2-2023; chưa có nơi nào được khảo sát.",
        "# TÌNH HÌNH KHẢO SÁT",
        "Đến ngày 24-3-2023, Đoàn đã khảo sát 0/2 xã và 0/1 ngành theo kế hoạch.",
    ]
    assert [text for text in told if text in NONE] == NONE
    assert told[-1] == "Đoàn khảo sát chưa có kết luận."
    assert (made.letterhead.issuer, made.letterhead.superior) == ("Huyện ủy Mỏ Cày Bắc", "Tỉnh ủy Bến Tre")


def test_survey_without_places_is_written_all_the_same() -> None:
    empty = SurveyLine(line().survey, VisitCount(), VisitCount(), "")
    told = said(survey_report(SurveyFacts(empty, office(), (), (), ())))
    assert told[2] == "Kế hoạch khảo sát chưa ghi nơi nào."
    assert "Chưa ghi kết quả ở nơi nào." in told


@pytest.mark.parametrize(
    ("names", "word"),
    [
        (["Đảng bộ xã Phú Mỹ", "Đảng bộ xã Thành An"], "xã"),
        (["Đảng bộ phường 1", "Đảng bộ phường 2"], "phường"),
        (["Đảng bộ xã Phú Mỹ", "Đảng bộ phường 1"], "địa phương"),
        (["Đảng bộ thị trấn Mỏ Cày"], "địa phương"),
        (["xã Phú Mỹ"], "xã"),
        (["Chi bộ ấp 1"], "địa phương"),
        ([], "địa phương"),
    ],
)
def test_places_are_called_by_their_kind_where_all_are_of_one(names: list[str], word: str) -> None:
    assert place_word(names) == word
