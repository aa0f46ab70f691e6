"""Issuing the papers of a campaign: who may, which file comes out, what the ledger keeps, in which language."""

from __future__ import annotations

import hashlib
from datetime import date
from io import BytesIO

import pytest
from django.utils import translation

from nhiemky.campaign import actions
from nhiemky.campaign.models import Campaign, Survey, Team
from nhiemky.campaign.vocab import Duty, MemberDraft, SurveyDraft, TeamKind, VisitDraft, VisitKind
from nhiemky.history.models import LedgerLine
from nhiemky.history.vocab import Denied, FieldError, Invalid, NotFound
from nhiemky.kernel.documents.inspect import check, inspect
from nhiemky.kernel.documents.profiles import HD36
from nhiemky.org.policy import SYSTEM_ACTOR, Actor
from nhiemky.org.vocab import RoleCode
from nhiemky.reporting.actions import issue_paper
from nhiemky.reporting.campaign.papers import Dated, PaperKind
from nhiemky.reporting.formats import ReportFormat
from tests.cast import make_tree, make_user_with_role
from tests.cast_campaign import moment
from tests.reporting.test_actions import pdf_text, word_text
from tests.web.campaign.scene import ON, Campaigns, make_campaigns

pytestmark = pytest.mark.django_db

BEFORE = date(2023, 2, 1)


@pytest.fixture
def scene() -> Campaigns:
    return make_campaigns(make_tree())


@pytest.fixture
def team(scene: Campaigns) -> Team:
    return actions.found_team(
        SYSTEM_ACTOR, campaign=scene.campaign, kind=TeamKind.SURVEY, name="Đoàn khảo sát", holder=scene.tree.district.unit,
        founded_on=BEFORE, members=[MemberDraft("Đặng Minh Ưng", Duty.HEAD, "Trưởng ban")], now=moment(ON),
    )  # fmt: skip


@pytest.fixture
def survey(scene: Campaigns, team: Team) -> Survey:
    draft = SurveyDraft("Khảo sát huyện", BEFORE, date(2023, 2, 6), date(2023, 2, 10), team_id=team.pk)
    visits = [VisitDraft(unit_id=scene.second.unit_id), VisitDraft("Ngành y tế", VisitKind.SECTOR)]
    return actions.plan_survey(
        SYSTEM_ACTOR, campaign=scene.campaign, draft=draft, visits=visits, now=moment(ON)
    )


def actor(role: RoleCode, where: str, scene: Campaigns) -> Actor:
    from nhiemky.org.queries import actor_of

    return actor_of(make_user_with_role(role, getattr(scene.tree, where)), today=ON)


def text_of(kind: PaperKind, about: Campaign | Survey | Team, by: Actor = SYSTEM_ACTOR, on: date = ON) -> str:
    return word_text(issue_paper(by, kind=kind, about=about, on=on).data)


def test_every_paper_comes_out_in_official_form_and_leaves_one_line(
    scene: Campaigns, team: Team, survey: Survey
) -> None:
    asked: tuple[tuple[PaperKind, Campaign | Survey | Team, str], ...] = (
        (PaperKind.FOUNDING, team, "QUYẾT ĐỊNH thành lập Đoàn khảo sát"),
        (PaperKind.ASSIGNMENT, team, "THÔNG BÁO phân công nhiệm vụ thành viên Đoàn khảo sát"),
        (PaperKind.SURVEY, survey, "BÁO CÁO kết quả khảo sát huyện"),
        (PaperKind.EXPERIENCE, scene.campaign, "BÁO CÁO rút kinh nghiệm tổ chức hội nghị sơ kết giữa nhiệm kỳ ở Đảng bộ xã Tân Thanh Tây"),
        (PaperKind.PROGRESS, scene.campaign, "BÁO CÁO tiến độ chuẩn bị, tổ chức hội nghị sơ kết giữa nhiệm kỳ"),
    )  # fmt: skip
    for kind, about, title in asked:
        thing = {Team: "team", Survey: "survey", Campaign: "campaign"}[type(about)]
        before = LedgerLine.objects.count()
        made = issue_paper(SYSTEM_ACTOR, kind=kind, about=about, on=ON, dated=Dated(date(2023, 3, 25), 5))
        line = LedgerLine.objects.order_by("-pk")[0]
        assert LedgerLine.objects.count() == before + 1
        assert (line.act, line.object_kind, line.object_id) == (
            "reporting.issue",
            thing,
            str(about.pk),
        )
        assert line.summary == f"Xuất văn bản “{title}”"
        assert line.after == {
            "paper": kind.value, "format": "docx", "as_of": "2023-03-24",
            "sha256": hashlib.sha256(made.data).hexdigest(),
        }  # fmt: skip
        assert made.file_name == f"{kind}-{about.pk}-2023-03-24.docx"
        assert title in word_text(made.data)
        assert "ngày 25 tháng 3 năm 2023" in word_text(made.data)
        assert [str(fault) for fault in check(inspect(made.data), HD36)] == []


def test_pdf_and_preview_say_the_same(scene: Campaigns) -> None:
    made = issue_paper(
        SYSTEM_ACTOR,
        kind=PaperKind.PROGRESS,
        about=scene.campaign,
        on=ON,
        format=ReportFormat.PDF,
        preview=True,
    )
    assert made.data[:5] == b"%PDF-"
    assert "Đến nay có 1/4 đơn vị đã tổ chức hội nghị." in pdf_text(made.data)
    assert LedgerLine.objects.order_by("-pk")[0].act == "reporting.preview"


@pytest.mark.parametrize(
    ("role", "where", "kinds"),
    [
        (RoleCode.OFFICE, "district", {"founding", "assignment", "survey", "experience", "progress"}),
        (RoleCode.LEADER, "province", {"founding", "assignment", "survey", "experience", "progress"}),
        (RoleCode.EDITOR, "district", {"founding", "assignment", "survey", "experience", "progress"}),
        (RoleCode.SURVEYOR, "district", {"survey"}),
        (RoleCode.OVERSEER, "district", {"survey"}),
        (RoleCode.OFFICE, "second", set()),
        (RoleCode.DELEGATE, "district", set()),
        (RoleCode.ADMINISTRATOR, "district", set()),
        (RoleCode.OFFICE, "far", set()),
    ],
)
def test_who_may_take_out_which_paper(
    scene: Campaigns, team: Team, survey: Survey, role: RoleCode, where: str, kinds: set[str]
) -> None:
    by = actor(role, where, scene)
    about = {"founding": team, "assignment": team, "survey": survey}
    lines = LedgerLine.objects.count()
    came = set()
    for kind in PaperKind:
        try:
            issue_paper(by, kind=kind, about=about.get(kind.value, scene.campaign), on=ON)
            came.add(kind.value)
        except Denied:
            continue
    assert (came, LedgerLine.objects.count() - lines) == (kinds, len(kinds))


def test_a_commune_writes_the_papers_of_its_own_team_only(scene: Campaigns, team: Team) -> None:
    own = actions.found_team(
        SYSTEM_ACTOR, campaign=scene.campaign, kind=TeamKind.EDITORIAL, name="Tổ giúp việc của xã",
        holder=scene.tree.second.unit, founded_on=BEFORE, now=moment(ON),
    )  # fmt: skip
    office = actor(RoleCode.OFFICE, "second", scene)
    told = text_of(PaperKind.FOUNDING, own, office)
    assert "QUYẾT ĐỊNH Điều 1. Thành lập Tổ giúp việc của xã. Điều 2. " in told
    with pytest.raises(Denied):
        issue_paper(office, kind=PaperKind.FOUNDING, about=team, on=ON)


def test_papers_are_vietnamese_in_any_language_of_the_person(scene: Campaigns) -> None:
    plain = text_of(PaperKind.PROGRESS, scene.campaign)
    with translation.override("en"):
        made = issue_paper(SYSTEM_ACTOR, kind=PaperKind.PROGRESS, about=scene.campaign, on=ON)
        assert word_text(made.data) == plain
        assert LedgerLine.objects.order_by("-pk")[0].summary.startswith("Took out the paper “BÁO CÁO tiến độ")
    assert "Nhìn chung, công tác chuẩn bị và tổ chức" in plain


def test_papers_tell_nothing_of_later_days(scene: Campaigns, team: Team, survey: Survey) -> None:
    visit = survey.visits.get(kind="commune")
    actions.record_visit(
        SYSTEM_ACTOR, visit=visit, visited_on=date(2023, 3, 1), summary="Chuẩn bị kỹ", now=moment(ON)
    )
    actions.add_member(
        SYSTEM_ACTOR, team=team, draft=MemberDraft("Người đến sau"), on=date(2023, 3, 1), now=moment(ON)
    )
    early = date(2023, 2, 28)
    for kind, about, later in (
        (PaperKind.SURVEY, survey, "Chuẩn bị kỹ"),
        (PaperKind.ASSIGNMENT, team, "Người đến sau"),
        (PaperKind.EXPERIENCE, scene.campaign, "7-3-2023 7-3-2023"),
    ):
        assert later not in text_of(kind, about, on=early)
        assert later in text_of(kind, about)
    assert "Người đến sau" not in text_of(PaperKind.FOUNDING, team)
    with pytest.raises(NotFound):
        text_of(PaperKind.SURVEY, survey, on=date(2023, 1, 31))


@pytest.mark.parametrize("kind", PaperKind)
def test_a_paper_is_about_the_thing_that_it_is_for(scene: Campaigns, team: Team, kind: PaperKind) -> None:
    wrong = scene.campaign if kind in (PaperKind.FOUNDING, PaperKind.ASSIGNMENT, PaperKind.SURVEY) else team
    with pytest.raises(Invalid) as refused:
        issue_paper(SYSTEM_ACTOR, kind=kind, about=wrong, on=ON)
    assert refused.value.errors == (FieldError("kind", "Không lập được văn bản loại này cho mục đã chọn."),)


def test_a_paper_is_no_workbook(scene: Campaigns) -> None:
    with pytest.raises(Invalid) as refused:
        issue_paper(
            SYSTEM_ACTOR, kind=PaperKind.PROGRESS, about=scene.campaign, on=ON, format=ReportFormat.EXCEL
        )
    assert refused.value.errors == (
        FieldError("format", "Văn bản này chỉ xuất được thành tệp .docx hoặc .pdf."),
    )


def test_the_same_paper_is_the_same_file(scene: Campaigns) -> None:
    first, second = (
        issue_paper(SYSTEM_ACTOR, kind=PaperKind.EXPERIENCE, about=scene.campaign, on=ON).data for _ in (1, 2)
    )
    assert BytesIO(first).getvalue() == second
